"""Everybody who may take a decision, and who of them decides at the lowest level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from joinedup.authority.act import Act, Actor
from joinedup.authority.days import includes
from joinedup.authority.deciding import deciders, proofs_of
from joinedup.authority.explaining import explained
from joinedup.authority.parties import Party
from joinedup.authority.proof import Proof
from joinedup.authority.scheme import Scheme
from joinedup.values.explained import Explained

__all__ = [
    "Apart",
    "First",
    "Ranked",
    "before",
    "deciders",
    "each_for_itself",
    "lowest",
    "organs_of",
    "own_area",
    "proofs_of",
    "ranked",
    "told_apart",
    "who_can",
]

Side = Literal["NHS", "council", "both"]
#: An answer, the side of its actor, and whether nobody is lower.
Ranked = tuple[Explained[Proof], Side, bool]

_COMBINED = ("combined authority", "combined county authority")
#: Of actors for one area, those who decide together come before those who decide alone.
_TOGETHER = ("body", "forum")
_NOBODY: frozenset[Actor] = frozenset()


class _Level(NamedTuple):
    """Where somebody decides: on a side, for some holders, for an area ('' is any), or alone."""

    side: Side
    holders: frozenset[Actor]
    area: str
    alone: bool


@dataclass(frozen=True)
class First:
    """Those of the lowest who come before somebody: `lower`, or `together` for the same area."""

    lower: tuple[Actor, ...] = ()
    together: tuple[Actor, ...] = ()


@dataclass(frozen=True)
class Apart:
    """Those who may decide, told apart by whether somebody acts for them in this.

    `deciding` are told as those who may; `not_said` are the bodies among them of which the register
    does not say who acts for them. Of the other bodies `through_others` decide through somebody of
    theirs who is among those deciding; `through_nobody` hold it or have it, and nobody through whom
    they act may decide it.
    """

    deciding: tuple[Actor, ...]
    not_said: frozenset[Actor] = frozenset()
    through_others: frozenset[Actor] = frozenset()
    through_nobody: tuple[Actor, ...] = ()

    def how(self, actor: Actor) -> str:
        """How one who may decide does so: 'itself', 'through others' or 'through nobody'."""
        if actor in self.through_others:
            return "through others"
        return "through nobody" if actor in self.through_nobody else "itself"

    def as_json(self) -> dict[str, object]:
        """The bodies that do not decide themselves, as plain JSON values: lists of their ids."""
        return {
            "through_others": sorted(one.id for one in self.through_others),
            "through_nobody": sorted(one.id for one in self.through_nobody),
        }


def told_apart(scheme: Scheme, act: Act, may: Collection[Actor]) -> Apart:
    """All who may decide an act, in their order, told apart.

    A body decides through its organ, or through any other forum, post or officers of its own.
    """
    through = _through(scheme, may)
    deciding: list[Actor] = []
    not_said: set[Actor] = set()
    nobody: list[Actor] = []
    for one in may:
        if one in through:
            continue
        if one.kind == "body" and organs_of(scheme, one, act):
            nobody.append(one)
            continue
        deciding.append(one)
        if one.kind == "body":
            not_said.add(one)
    others = frozenset(one for one in may if one in through)
    return Apart(tuple(deciding), frozenset(not_said), others, tuple(nobody))


def _through(scheme: Scheme, may: Collection[Actor]) -> set[Actor]:
    """The bodies somebody of whom, or who acts for whom, is among those who may decide."""
    found: set[Actor] = set()
    for actor in may:
        party = scheme.parties.by_actor[actor]
        found.update(way.giver.actor for way in party.ways_to if way.how == "acts")
        if party.body is not None and party.body is not party:
            found.add(party.body.actor)
    return found


def organs_of(scheme: Scheme, body: Actor, act: Act) -> list[Party]:
    """Those in the register through whom the law lets a body act, who are there on the day."""
    ways = scheme.parties.by_actor[body].own_ways
    day = act.on.toordinal()
    return [way.receiver for way in ways if way.how == "acts" and includes(way.receiver.days, day)]


def who_can(scheme: Scheme, act: Act) -> tuple[Explained[Proof], ...]:
    """The proof of each actor who may decide, explained; sorted by the actor."""
    return tuple(explained(scheme, proof) for proof in proofs_of(scheme, act))


def lowest(scheme: Scheme, answers: Sequence[Explained[Proof]]) -> tuple[Explained[Proof], ...]:
    """Those of the answers to one act before whom nobody else comes.

    Who decides for a smaller area comes first, and of those for one area a body or forum, which
    decides together, before a post or officers. Only those are compared who are on one side and
    have authority from the same holders: nobody else's committee can decide what is a trust's own.
    Nor is a body compared with whoever acts for it. It is what subsidiarity asks ('should'), and
    no matter of authority.
    """
    levels = [_level(scheme, one.value) for one in answers]
    members: dict[_Level, set[Actor]] = {}
    same = _acting(one.value for one in answers)
    for level, one in zip(levels, answers, strict=True):
        members.setdefault(level, set()).add(one.value.actor)
    first = {
        level: [members[other] for other in members if _is_before(scheme, other, level)]
        for level in members
    }
    return tuple(
        one
        for level, one in zip(levels, answers, strict=True)
        if all(some <= same.get(one.value.actor, _NOBODY) for some in first[level])
    )


def before(
    scheme: Scheme, proofs: Sequence[Proof], deciding: Collection[Actor], actor: Actor
) -> First:
    """Who of those deciding comes before somebody who may decide: the lowest of them.

    `proofs` are those of all who may. Nobody comes before whoever decides what cannot wait.
    """
    [own] = (one for one in proofs if one.actor == actor)
    if own.act.urgent:
        return First()
    level, same = _level(scheme, own), _acting(proofs).get(actor, _NOBODY)
    others = [Explained(one) for one in proofs if one.actor in deciding]
    lower: list[Actor] = []
    together: list[Actor] = []
    for one in lowest(scheme, others):
        first = _level(scheme, one.value)
        if one.value.actor not in same and _is_before(scheme, first, level):
            smaller = _is_smaller(scheme, first.area, level.area)
            (lower if smaller else together).append(one.value.actor)
    return First(tuple(lower), tuple(together))


def ranked(
    scheme: Scheme, answers: Iterable[Explained[Proof]], lows: Collection[Actor]
) -> tuple[Ranked, ...]:
    """Answers side by side, as sides are never compared; of each the lowest first, then upwards."""

    def place(one: Ranked) -> tuple[int, bool, int, bool]:
        answer, side, is_lowest = one
        around = scheme.areas.containers(own_area(scheme, answer.value))
        alone = answer.value.actor.kind not in _TOGETHER
        return get_args(Side).index(side), not is_lowest, -len(around), alone

    found = ((one, _side(scheme, one.value.actor), one.value.actor in lows) for one in answers)
    return tuple(sorted(found, key=place))


def each_for_itself(answers: Iterable[Explained[Proof]]) -> tuple[Actor, ...]:
    """The bodies each of which alone gives somebody authority, if there are several; sorted."""
    holders = {only for one in answers for only in (_holders(one.value),) if len(only) == 1}
    bodies = sorted(one for only in holders for one in only if one.kind == "body")
    return tuple(bodies) if len(bodies) > 1 else ()


def own_area(scheme: Scheme, proof: Proof) -> str:
    """The area for which an actor is competent: that of the terms, or its own where smaller.

    '' is any area.
    """
    area = proof.terms.area
    own = scheme.parties.by_actor[proof.actor].areas
    if len(own) == 1 and (not area or scheme.areas.contains(area, own[0])):
        return own[0]
    return area


def _side(scheme: Scheme, actor: Actor) -> Side:
    """Whose an actor is: the NHS's (or of whoever is no council), of councils, or of both."""
    kinds = {scheme.parties.named(owner).kind for owner in scheme.parties.by_actor[actor].owners}
    councils = {*scheme.basis.council_kinds, *_COMBINED}
    if not kinds & councils:
        return "NHS"
    return "council" if kinds <= councils else "both"


def _acting(proofs: Iterable[Proof]) -> Mapping[Actor, set[Actor]]:
    """For each actor who acts for it in this, and for whom it acts."""
    found: dict[Actor, set[Actor]] = {}
    for one in proofs:
        for chain in one.chains:
            last = chain.steps[-1]
            if last.how == "acts" and last.giver is not None:
                found.setdefault(last.receiver, set()).add(last.giver)
                found.setdefault(last.giver, set()).add(last.receiver)
    return found


def _holders(proof: Proof) -> frozenset[Actor]:
    """Those with whom the chains begin: who hold it by law, or are directed to stand in."""
    return frozenset(chain.steps[0].receiver for chain in proof.chains)


def _level(scheme: Scheme, proof: Proof) -> _Level:
    return _Level(
        _side(scheme, proof.actor),
        _holders(proof),
        own_area(scheme, proof),
        proof.actor.kind not in _TOGETHER,
    )


def _is_before(scheme: Scheme, one: _Level, other: _Level) -> bool:
    """Whether one level is for less than the other's area, or for as much and together."""
    if (one.side, one.holders) != (other.side, other.holders):
        return False
    return _is_smaller(scheme, one.area, other.area) or (
        _lies_in(scheme, one.area, other.area) and one.alone < other.alone
    )


def _is_smaller(scheme: Scheme, area: str, other: str) -> bool:
    return _lies_in(scheme, area, other) and not _lies_in(scheme, other, area)


def _lies_in(scheme: Scheme, area: str, other: str) -> bool:
    return not other or (bool(area) and scheme.areas.contains(other, area))
