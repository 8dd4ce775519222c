"""Which ways are open for a matter, and the chains that are found along them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Chain
from joinedup.authority.roots import Root
from joinedup.authority.withheld import (
    Effect,
    elsewhere,
    frameworks,
    is_reserved,
    is_suspended,
    reservations,
)
from joinedup.register.delegations import Reservation


class Found(NamedTuple):
    """A chain that was found for a matter: where it begins, and the passings from there."""

    matter: Matter
    root: Root
    passings: tuple[Passing, ...]

    def proved(self) -> Chain:
        """The chain as a proof tells it."""
        steps = (self.root.step, *(passing.step for passing in self.passings))
        return Chain(self.matter.area, steps)

    def reservations(self) -> Iterator[tuple[Reservation, Effect]]:
        """The reservations that touch it, apart from where it only leads on to their keepers."""
        for number, passing in enumerate(self.passings, 1):
            if number == len(self.passings) or not passing.leads_on:
                yield from reservations(passing, self.matter)

    @property
    def rank(self) -> tuple[object, ...]:
        """Of chains as short as each other the one with the smallest is taken."""
        return (self.root.rank, *(passing.rank for passing in self.passings))


def is_open(passing: Passing, matter: Matter) -> bool:
    """Whether authority for a matter passes here, if the giver has any."""
    if not includes(passing.days[matter.mode], matter.day):
        return False
    if passing.framework and not any(frameworks(passing, matter)):
        return False
    if passing.area and passing.area not in matter.inside:
        return False
    if passing.delegation is not None and (
        not matter.unmet.isdisjoint(passing.conditions)
        or (passing.limit is not None and passing.limit.shortfall(matter))
    ):
        return False
    return not (
        is_suspended(passing.giver, matter)
        or is_suspended(passing.receiver, matter)
        or is_reserved(passing, matter)
        or any(elsewhere(passing, matter))
    )


def ways_to(party: Party, function: str) -> Iterator[Passing]:
    """The ways to somebody that the law may let pass."""
    yield from party.ways_to
    yield from party.incoming.get(function, ())


def open_ways_to(party: Party, matter: Matter) -> tuple[Passing, ...]:
    """The ways by which authority for a matter passes to somebody, if their givers have any."""
    if ("open", party) not in matter.known:
        ways = ways_to(party, matter.function)
        matter.known["open", party] = tuple(way for way in ways if is_open(way, matter))
    known: tuple[Passing, ...] = matter.known["open", party]
    return known
