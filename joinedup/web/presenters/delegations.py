"""Delegations as a table, as the pages of functions, of delegations and of the scheme show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from joinedup.authority.act import Actor
from joinedup.authority.wording import limit
from joinedup.law.files import basis
from joinedup.layout.tables import Cell, Column, Link, Missing, Several, Table
from joinedup.register.delegations import Delegation
from joinedup.web.presenters.actors import Actors
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import FROM, TO, days, without_empty
from joinedup.web.presenters.links import Part, several


def receiver_of(one: Delegation, actors: Actors) -> Actor:
    """Who receives a delegation."""
    if one.officers:
        return Actor("officers", one.given_to, one.officers)
    return actors.of_id(one.given_to)


def power_of(one: Delegation) -> Part:
    """The power of a delegation by its title, leading to its provision."""
    power = next((power for power in basis().powers if power.id == one.power), None)
    return Link(power.title, power.locator) if power else one.power


def power_cell(one: Delegation, without: Collection[str]) -> Cell:
    """The same, marked where the delegation is among those that no power supports."""
    named = power_of(one)
    return Several((Missing("no power found"), named)) if one.id in without else named


def delegations_table(
    name: str,
    caption: str,
    delegations: Iterable[Delegation],
    chains: Chains,
    without: Collection[str],
    of_one_function: bool = False,
) -> Table:
    """Delegations in the order given; those `without` a power are marked."""
    actors = chains.actors
    rows: list[tuple[Cell, ...]] = []
    for one in delegations:
        rows.append(
            (
                chains.delegation(one),
                several(actors.link(actors.of_id(giver)) for giver in one.given_by),
                actors.link(receiver_of(one, actors)),
                several(actors.links.function(function) for function in one.functions),
                actors.links.area(one.area),
                limit(one),
                power_cell(one, without),
                chains.instrument(one.instrument) or "",
                *days(one),
            )
        )
    columns = (
        Column("delegation", "Delegation"),
        Column("given_by", "Given by"),
        Column("given_to", "Given to"),
        Column("functions", "Functions", in_files_only=of_one_function),
        Column("area", "For"),
        Column("cap", "Cap"),
        Column("power", "Power"),
        Column("instrument", "Instrument", in_files_only=True),
        FROM,
        TO,
    )
    return without_empty(Table(name, caption, columns, tuple(rows)), "cap", "to")
