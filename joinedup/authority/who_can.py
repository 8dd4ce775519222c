"""Everybody who may take a decision, and who of them decides at the lowest level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from joinedup.authority.act import Act, Actor
from joinedup.authority.deciding import deciders, proofs_of
from joinedup.authority.explaining import explained
from joinedup.authority.proof import Proof
from joinedup.authority.scheme import Scheme
from joinedup.values.explained import Explained

__all__ = ["deciders", "lowest", "own_area", "proofs_of", "side_of", "who_can"]

Side = Literal["NHS", "council", "both"]

_COMBINED = ("combined authority", "combined county authority")
#: Of actors for one area, those who decide together come before those who decide alone.
_TOGETHER = ("body", "forum")


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
    decides together, before a post or officers. Sides are never compared. It is what subsidiarity
    asks ('should'), and no matter of authority.
    """
    levels = [(_level(scheme, one.value), one) for one in answers]
    return tuple(
        one
        for (side, area, rank), one in levels
        if not any(
            side == other_side and _is_lower(scheme, (other_area, other_rank), (area, rank))
            for (other_side, other_area, other_rank), _ in levels
        )
    )


def own_area(scheme: Scheme, proof: Proof) -> str:
    """The area for which an actor is competent: that of the terms, or its own where smaller.

    '' is any area.
    """
    area = proof.terms.area
    own = scheme.parties.by_actor[proof.actor].areas
    if len(own) == 1 and (not area or scheme.areas.contains(area, own[0])):
        return own[0]
    return area


def _level(scheme: Scheme, proof: Proof) -> tuple[Side, str, int]:
    """The side of an actor, the area for which it is competent, and whether it is one alone."""
    alone = proof.actor.kind not in _TOGETHER
    return side_of(scheme, proof.actor), own_area(scheme, proof), int(alone)


def _is_lower(scheme: Scheme, one: tuple[str, int], other: tuple[str, int]) -> bool:
    (area, rank), (others, other_rank) = one, other
    inside = not others or (bool(area) and scheme.areas.contains(others, area))
    around = not area or (bool(others) and scheme.areas.contains(area, others))
    return inside and (not around or rank < other_rank)
