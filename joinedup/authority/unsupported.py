"""Directions and revocations that count, though no power is known to support whoever made them.

So nobody is shown authority that may be suspended or gone; but that it is, is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.parties import Parties
from joinedup.law.function import DirectionPower
from joinedup.register.delegations import Delegation, Direction, Revocation
from joinedup.register.schema import Body

if TYPE_CHECKING:
    from joinedup.authority.scheme import Scheme

#: What a power lets those do who are named to exercise functions meanwhile.
_STAND_IN = "to be named for the time being"


def misplaced(parties: Parties, one: Direction, power: DirectionPower) -> Iterator[tuple[str, str]]:
    """Bodies in a direction that are none of those of its power, each with what it is none to do.

    One that names nobody for the time being needs nobody; the body of a post is directed with it.
    """
    for actor, kinds, does in (
        (one.given_by, power.given_by, "to direct"),
        (one.given_to, power.given_to, "to be directed"),
        (one.exercised_by, power.may_name, _STAND_IN),
    ):
        for body in () if actor is None else parties.named(actor).owners or (actor,):
            if parties.named(body).kind not in kinds:
                yield body, does


def has_no_power(scheme: Scheme, one: Direction, on: date) -> bool:
    """Whether no power is known to let whoever gives a direction bid its receiver to cease."""
    power = scheme.direction_powers.get(one.power)
    if power is None or not (power.is_law and power.period.includes(on)):
        return True
    return any(does != _STAND_IN for _, does in misplaced(scheme.parties, one, power))


def revocations_by_others(parties: Parties, one: Delegation) -> list[Revocation]:
    """Revocations by somebody who is neither a giver, nor of a giver's body or of its successor."""
    givers = [body for giver in one.given_by for body in _around(parties, giver)]
    for body in givers:
        entry = parties.named(body).entry
        after = entry.succeeded_by if isinstance(entry, Body) else ()
        givers += [heir for heir in after if heir not in givers]
    return [
        gone
        for gone in one.revocations
        if gone.by and gone.by not in one.given_by
        # Its receiver gives nothing back by that, though it is of the same body.
        if gone.by == one.given_to or set(givers).isdisjoint(_around(parties, gone.by))
    ]


def _around(parties: Parties, actor: str) -> set[str]:
    """The bodies of an actor, and those that they are parts of."""
    bodies = {actor, *parties.named(actor).owners}
    entries = [parties.named(one).entry for one in bodies]
    return bodies | {one.part_of for one in entries if isinstance(one, Body) and one.part_of}
