"""What would change the answer: a larger value, or a later day, asked of the register anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Proof
from joinedup.layout.tables import Cell, Column, Table
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained
from joinedup.values.pence import pounds
from joinedup.web.folder import Shown
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import without_empty
from joinedup.web.presenters.links import several
from joinedup.web.scheme import deciders, lowest_of


def changes_table(
    system: Shown, act: Act, answers: Sequence[Explained[Proof]], chains: Chains
) -> Table:
    """For each value and each day at which one of the answers ends: who may decide from there on.

    A row for each change that takes authority away or gives it: the values first, each against the
    one before it, then the days.
    """
    now = {one.value.actor for one in deciders(system, act)}
    rows: list[tuple[Cell, ...]] = []
    for others in (_larger(act, answers), _later(act, answers)):
        before = now
        for said, other in others:
            then = deciders(system, other)
            actors = {one.value.actor for one in then}
            if actors == before:
                continue
            lowest = (one.value.actor for one in lowest_of(system, then))
            rows.append(
                (
                    said,
                    _named(before - actors, chains),
                    _named(actors - before, chains),
                    _named(lowest, chains) or "Nobody",
                )
            )
            before = actors
    columns = (
        Column("change", "If it were"),
        Column("no_longer", "Could no longer decide"),
        Column("could", "Could decide too"),
        Column("lowest", "Lowest then"),
    )
    table = Table("changing", "What would change the answer", columns, tuple(rows))
    return without_empty(table, "no_longer", "could")


def _larger(act: Act, answers: Sequence[Explained[Proof]]) -> Iterator[tuple[str, Act]]:
    """The same matter at a penny more than each cap."""
    linked = sum(act.linked_pence)
    caps = {one.value.terms.cap_pence for one in answers}
    for cap in sorted(cap for cap in caps if cap is not None and cap >= linked):
        yield f"More than {pounds(cap)}", replace(act, value_pence=cap + 1 - linked)


def _later(act: Act, answers: Sequence[Explained[Proof]]) -> Iterator[tuple[str, Act]]:
    """The same matter on the day after each last day."""
    days = {one.value.terms.last_day for one in answers}
    for day in sorted(day for day in days if day is not None and day < date.max):
        yield f"After {day_in_words(day)}", replace(act, on=day + timedelta(days=1))


def _named(actors: Iterable[Actor], chains: Chains) -> Cell:
    found = sorted(actors, key=lambda one: (chains.actors.name(one), one))
    return several(chains.actors.link(one) for one in found) if found else ""
