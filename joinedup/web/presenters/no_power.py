"""The page of delegations that no power supports, and of others that support no proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from joinedup.authority.presenters import unproved_as_table
from joinedup.authority.unproved import Unproved
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import Delegation
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding
from joinedup.web.folder import Shown
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import DatedPage, held
from joinedup.web.presenters.delegations import power_of
from joinedup.web.presenters.links import AsOn, Part, several
from joinedup.web.presenters.reasons import of_itself
from joinedup.web.presenters.words import in_words
from joinedup.web.scheme import findings_without_power, unproved, without_power


@dataclass(frozen=True)
class ReasonGiven:
    """Why a delegation supports nothing, and what would mend it."""

    text: str
    mend: str


@dataclass(frozen=True)
class WithoutShown:
    """One delegation that supports no proof: for which functions, why, and what was advised."""

    id: str
    link: Link
    functions: Cell
    power: Part
    reasons: tuple[ReasonGiven, ...]
    legal_advice: str


@dataclass(frozen=True, kw_only=True)
class NoPowerPage(DatedPage):
    """What the page shows: delegations with no power, and others that support no proof."""

    finding: str
    without: tuple[WithoutShown, ...]
    others: tuple[WithoutShown, ...]
    no_power: Table
    unproved: Table


@lru_cache(maxsize=16)
def no_power_page(system: Shown, as_on: AsOn) -> NoPowerPage:
    """The delegations of a day that support no proof."""
    register, day = system.register, day_in_words(as_on.on)
    chains = Chains(register, as_on)
    found, without = findings_without_power(system, as_on.on), without_power(system, as_on.on)
    listed = unproved(system, as_on.on)
    shown = [
        _shown(list(of_one), chains) for _, of_one in groupby(listed, key=lambda one: one.entry.id)
    ]
    entries = {one.entry.id: one.entry for one in listed}
    table = _table(
        [(entries[one.subject.id], one) for one in found if one.subject.id in entries], chains, day
    )
    others = unproved_as_table(listed, as_on.on, chains.naming())
    return NoPowerPage(
        title="Delegations with no power",
        address=reverse("no-power"),
        query=as_on.query,
        tables=held(table, others),
        about=(f"{register.system.name} on {day}.",),
        as_on=as_on,
        finding=_finding(sum(one.id in without for one in shown)),
        without=tuple(one for one in shown if one.id in without),
        others=tuple(one for one in shown if one.id not in without),
        no_power=table,
        unproved=others,
    )


def _shown(of_one: Sequence[Unproved], chains: Chains) -> WithoutShown:
    """One delegation, with the functions that it does not pass and every reason."""
    entry = of_one[0].entry
    reasons = (
        ReasonGiven(_sentence(of_itself(reason, entry, chains)), _sentence(reason.mend))
        for one in of_one
        for reason in one.reasons
    )
    return WithoutShown(
        entry.id,
        Link(chains.actors.title(entry), chains.delegation(entry).href),
        several(chains.actors.links.function(one.function) for one in of_one),
        power_of(entry),
        tuple(dict.fromkeys(reasons)),
        entry.legal_advice,
    )


def _sentence(text: str) -> str:
    return f"{first_capital(text.rstrip('.'))}." if text else ""


def _finding(count: int) -> str:
    if not count:
        return "A power is found for every delegation of this day."
    if count == 1:
        return "No power is found for one delegation of this day."
    return f"No power is found for {in_words(count, 'delegation')} of this day."


def _table(found: Iterable[tuple[Delegation, Finding]], chains: Chains, day: str) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            chains.delegation(one),
            chains.actors.title(one),
            several(one.functions),
            power_of(one),
            _sentence(finding.why),
            _sentence(finding.mend),
            finding.source,
            one.legal_advice,
        )
        for one, finding in found
    )
    columns = (
        Column("delegation", "Delegation"),
        Column("title", "From whom to whom"),
        Column("functions", "Functions"),
        Column("power", "Power that it names"),
        Column("why", "Why no power is found"),
        Column("mend", "What would do"),
        Column("source", "Source"),
        Column("legal_advice", "Legal advice"),
    )
    return Table("no-power", f"Delegations with no power on {day}", columns, rows)
