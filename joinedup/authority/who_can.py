"""Everybody who may take a decision, and who of them decides at the lowest level."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

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
    "deciders",
    "lowest",
    "organs_of",
    "own_area",
    "proofs_of",
    "side_of",
    "told_apart",
    "who_can",
]

Side = Literal["NHS", "council", "both"]
#: A side, an area ('' for any), and whether one decides there alone (1) or several together (0).
_Level = tuple[Side, str, int]

_COMBINED = ("combined authority", "combined county authority")
#: Of actors for one area, those who decide together come before those who decide alone.
_TOGETHER = ("body", "forum")
_NOBODY: frozenset[Actor] = frozenset()


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


def side_of(scheme: Scheme, actor: Actor) -> Side:
    """Whose an actor is: the NHS's (or of whoever is no council), of councils, or of both.

    Raises KeyError for an actor whom the register does not have.
    """
    kinds = {scheme.parties.named(owner).kind for owner in scheme.parties.by_actor[actor].owners}
    councils = {*scheme.basis.council_kinds, *_COMBINED}
    if not kinds & councils:
        return "NHS"
    return "council" if kinds <= councils else "both"


def lowest(scheme: Scheme, answers: Sequence[Explained[Proof]]) -> tuple[Explained[Proof], ...]:
    """Those of the answers to one act whom nobody on their side is lower than.

    Lower is who decides for a smaller area, and of those for one area a body or forum, which
    decides together, before a post or officers. Sides are never compared, nor a body with whoever
    acts for it. It is what subsidiarity asks ('should'), and no matter of authority.
    """
    levels = [_level(scheme, one.value) for one in answers]
    members: dict[_Level, set[Actor]] = {}
    same = _acting(answers)
    for level, one in zip(levels, answers, strict=True):
        members.setdefault(level, set()).add(one.value.actor)
    lower = {
        level: [members[other] for other in members if _is_lower(scheme, other, level)]
        for level in members
    }
    return tuple(
        one
        for level, one in zip(levels, answers, strict=True)
        if all(some <= same.get(one.value.actor, _NOBODY) for some in lower[level])
    )


def _acting(answers: Sequence[Explained[Proof]]) -> Mapping[Actor, set[Actor]]:
    """For each actor who acts for it in this, and for whom it acts."""
    found: dict[Actor, set[Actor]] = {}
    for one in answers:
        for chain in one.value.chains:
            last = chain.steps[-1]
            if last.how == "acts" and last.giver is not None:
                found.setdefault(last.receiver, set()).add(last.giver)
                found.setdefault(last.giver, set()).add(last.receiver)
    return found


def own_area(scheme: Scheme, proof: Proof) -> str:
    """The area for which an actor is competent: that of the terms, or its own where smaller.

    '' is any area.
    """
    area = proof.terms.area
    own = scheme.parties.by_actor[proof.actor].areas
    if len(own) == 1 and (not area or scheme.areas.contains(area, own[0])):
        return own[0]
    return area


def _level(scheme: Scheme, proof: Proof) -> _Level:
    """The side of an actor, the area for which it is competent, and whether it is one alone."""
    alone = proof.actor.kind not in _TOGETHER
    return side_of(scheme, proof.actor), own_area(scheme, proof), int(alone)


def _is_lower(scheme: Scheme, one: _Level, other: _Level) -> bool:
    (side, area, rank), (other_side, others, other_rank) = one, other
    inside = not others or (bool(area) and scheme.areas.contains(others, area))
    around = not area or (bool(others) and scheme.areas.contains(area, others))
    return side == other_side and inside and (not around or rank < other_rank)
