"""Everybody who may take a decision, and who of them decides at the lowest level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from joinedup.authority.act import Act, Actor
from joinedup.authority.deciding import deciders, proofs_of
from joinedup.authority.explaining import explained
from joinedup.authority.proof import Proof
from joinedup.authority.scheme import Scheme
from joinedup.values.explained import Explained

__all__ = ["deciders", "lowest", "own_area", "proofs_of", "side_of", "who_can"]

Side = Literal["NHS", "council", "both"]
#: A side, an area ('' for any), and whether one decides there alone (1) or several together (0).
_Level = tuple[Side, str, int]

_COMBINED = ("combined authority", "combined county authority")
#: Of actors for one area, those who decide together come before those who decide alone.
_TOGETHER = ("body", "forum")
_NOBODY: frozenset[Actor] = frozenset()


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
