"""The page of one function: its provision and holders, and who decides at each tier of areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from joinedup.authority.presenters import UNDECIDED, tier_in_words
from joinedup.authority.proof import Proof
from joinedup.authority.scheme_notes import most_pence
from joinedup.authority.tiers import Undecided
from joinedup.law.files import basis
from joinedup.law.function import Function
from joinedup.layout.tables import Cell, Column, Link, Table, plain
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import in_force
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.actors import asked_of, who_can_address
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import DatedPage, Fact, held
from joinedup.web.presenters.deciders import (
    CAP,
    area_cell,
    cap_in_words,
    chain_in_words,
    limits_in_words,
    together_cell,
)
from joinedup.web.presenters.delegations import delegations_table
from joinedup.web.presenters.functions import holders_on, usually_for
from joinedup.web.presenters.links import AsOn, Part
from joinedup.web.presenters.rules import RuleShown, rule_shown
from joinedup.web.presenters.words import counted, listed, unique
from joinedup.web.scheme import decided, undecided, without_power

#: Of how many for one area the page tells each; there may be ten thousand.
_MOST = 100


@dataclass(frozen=True)
class DecidesShown:
    """One who decides: what it is, up to what; `ask` answers by what chain."""

    who: Part
    kind: str
    limits: str
    ask: str


@dataclass(frozen=True)
class TierShown:
    """One tier of areas, and those who may decide for each area of it.

    With each area stands how many more may, whom only the files name.
    """

    name: str
    areas: tuple[tuple[Cell, tuple[DecidesShown, ...], int], ...]


@dataclass(frozen=True, kw_only=True)
class FunctionPage(DatedPage):
    """What the page of one function shows; a table without rows is left out."""

    law: RuleShown
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    finding: str
    tiers: tuple[TierShown, ...]
    ask: str
    levels: Table
    delegations: Table


@lru_cache(maxsize=64)
def function_page(system: Shown, as_on: AsOn, function: str) -> FunctionPage | None:
    """One function on a day; None where the law has none with this id."""
    known = next((one for one in basis().functions if one.id == function), None)
    if known is None:
        return None
    register, chains = system.register, Chains(system.register, as_on)
    day = day_in_words(as_on.on)
    proofs = decided(system, function, as_on.on)
    tiers = tuple(_tiers(proofs, chains))
    given = [one for one in in_force(register.delegations, as_on.on) if function in one.functions]
    levels = _levels(proofs, chains, f"Who decides at each level on {day}")
    delegations = delegations_table(
        "delegations",
        f"Delegations of it on {day}",
        given,
        chains,
        without_power(system, as_on.on),
        True,
    )
    return FunctionPage(
        title=known.title,
        address=reverse("function", args=[function]),
        query=as_on.query,
        tables=held(levels, delegations),
        about=(f"{known.title}: who decides in {register.system.name} on {day}.",),
        as_on=as_on,
        law=rule_shown(known, as_on.on),
        facts=_facts(known, as_on),
        notes=tuple(_notes(known)),
        finding=_finding(tiers, undecided(system, as_on.on).get(function, "nobody")),
        tiers=tiers,
        ask=who_can_address(function, "", as_on.on),
        levels=levels,
        delegations=delegations,
    )


def _facts(function: Function, as_on: AsOn) -> tuple[Fact, ...]:
    return (
        Fact("Whose it is by law", holders_on(function, as_on)),
        Fact("Provision", Link(function.source, function.locator)),
        Fact("Usually exercised for", usually_for(function)),
        Fact("Id", function.id),
    )


def _notes(function: Function) -> Iterator[str]:
    """Its tags in words, and what nobody read about passing it on."""
    tags = basis().tags
    for tag in function.tags:
        yield f"{first_capital(tag)}: {tags[tag]}."
    titles = {power.id: power.title for power in basis().powers}
    for power, text in function.unread.items():
        why = first_capital(text.rstrip("."))
        yield f"Not known whether it passes by this power: {titles[power]}. {why}."


def _tiers(proofs: Sequence[tuple[str, Proof]], chains: Chains) -> Iterator[TierShown]:
    for tier, there in groupby(proofs, key=lambda one: one[0]):
        by_area: dict[Cell, list[DecidesShown]] = {}
        for _, proof in there:
            shown = DecidesShown(
                chains.actors.link(proof.actor),
                chains.actors.kind(proof.actor),
                limits_in_words(proof.terms, chains),
                asked_of(proof.actor, proof.act.function, proof.act.area, proof.act.on),
            )
            by_area.setdefault(area_cell(proof.terms, chains), []).append(shown)
        areas = sorted(by_area, key=lambda area: str(plain(area)))
        yield TierShown(tier_in_words(tier), tuple(_some(one, by_area[one]) for one in areas))


def _some(
    area: Cell, deciders: Iterable[DecidesShown]
) -> tuple[Cell, tuple[DecidesShown, ...], int]:
    each = unique(deciders)
    return area, each[:_MOST], len(each[_MOST:])


def _finding(tiers: Sequence[TierShown], otherwise: Undecided) -> str:
    if not tiers:
        return UNDECIDED[otherwise]
    levels = counted(len(tiers), "level")
    return f"It is decided at {levels}: {listed([tier.name.lower() for tier in tiers])}."


def _levels(proofs: Sequence[tuple[str, Proof]], chains: Chains, caption: str) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            tier_in_words(tier),
            area_cell(proof.terms, chains),
            chains.actors.link(proof.actor),
            chains.actors.kind(proof.actor),
            cap_in_words(proof.terms, chains),
            most_pence(proof.terms),
            together_cell(proof.terms, chains),
            chains.actors.links.bodies(proof.terms.accountable),
            chain_in_words(chains.of(proof)),
        )
        for tier, proof in proofs
    )
    columns = (
        Column("level", "Level"),
        Column("area", "For"),
        Column("actor", "Who may decide"),
        Column("kind", "Kind"),
        *CAP,
        Column("together_with", "Together with"),
        Column("accountable", "Accountable"),
        Column("chain", "By what chain", in_files_only=True),
    )
    return Table("levels", caption, columns, rows)
