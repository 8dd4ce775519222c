"""Delegations that go in a circle: somebody passes on what then comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from joinedup.authority.checked import Checked, quoted
from joinedup.authority.circles import circles, one_round
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.power_checks import Given
from joinedup.values.finding import Finding


class Circle(NamedTuple):
    """The delegations of a circle by id, and whom one round of it leads through."""

    delegations: tuple[str, ...]
    round: tuple[Party, ...]


def circle_findings(checked: Checked, all_given: Iterable[Given]) -> Iterator[Finding]:
    """Each circle once, at the first of its delegations, with every function that goes round."""
    by_function: dict[str, list[Passing]] = {}
    entries = {}
    for given in all_given:
        entries[given.delegation.id] = given.delegation
        for function in given.functions:
            by_function.setdefault(function.id, []).extend(given.passings)
    found: dict[tuple[str, ...], list[str]] = {}
    rounds: dict[tuple[str, ...], tuple[Party, ...]] = {}
    for name, passings in by_function.items():
        for circle in _circles(checked, passings):
            rounds.setdefault(circle.delegations, circle.round)
            found.setdefault(circle.delegations, []).append(name)
    for delegations, functions in found.items():
        # In quotation marks, as names have commas and words such as 'to' in them.
        named = " to ".join(f"'{party}'" for party in rounds[delegations])
        yield checked.told(
            "circle",
            entries[delegations[0]],
            f"{quoted(functions)} is passed in a circle, from {named}, by "
            f"{quoted(delegations)}; nobody gets it by going round, and it is not clear who "
            "passes to whom",
            "end the delegation that leads back",
        )


def _circles(checked: Checked, passings: Sequence[Passing]) -> Iterator[Circle]:
    """The circles of one function: those of delegations whose areas meet some one area."""
    told: set[tuple[str, ...]] = set()
    for group in circles(_arrows(passings)):
        inside = _within(passings, group)
        for area in sorted({one.area for one in inside}):
            near = [one for one in inside if checked.scheme.areas.meets(one.area, area)]
            arrows = _arrows(near)
            for smaller in circles(arrows):
                by = tuple(sorted({one.by for one in _within(near, smaller)}))
                if by not in told:
                    told.add(by)
                    first = min(smaller, key=lambda party: party.rank)
                    yield Circle(by, tuple(one_round(arrows, first)))


def _arrows(passings: Iterable[Passing]) -> list[tuple[Party, Party]]:
    """Who leads to whom: by the delegations, and without any to those who give them."""
    arrows = {(one.giver, one.receiver): None for one in passings}
    waiting = list(dict.fromkeys(giver for giver, _ in arrows))
    for party in waiting:
        for way in party.ways_to:
            if (way.giver, party) not in arrows:
                arrows[way.giver, party] = None
                waiting.append(way.giver)
    return list(arrows)


def _within(passings: Iterable[Passing], group: Iterable[Party]) -> list[Passing]:
    there = set(group)
    return [one for one in passings if one.giver in there and one.receiver in there]
