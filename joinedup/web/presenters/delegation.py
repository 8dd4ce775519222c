"""The page of one delegation: what it passes on, by which power, and how its giver came to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse

from joinedup.authority.act import Act
from joinedup.authority.power_checks import WITHOUT_POWER
from joinedup.authority.proof import Proof, Refusal
from joinedup.authority.wording import limit
from joinedup.law.files import basis
from joinedup.law.function import Power
from joinedup.layout.tables import Cell, Column, Missing, Table
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown, findings
from joinedup.web.presenters.actors import asked_of
from joinedup.web.presenters.chains import Chains, ChainShown
from joinedup.web.presenters.dated import (
    DatedPage,
    Fact,
    days_in_words,
    held,
    standing,
)
from joinedup.web.presenters.deciders import NO_LIMIT, NOT_SHOWN
from joinedup.web.presenters.delegations import delegations_table, power_cell, receiver_of
from joinedup.web.presenters.found import found_table
from joinedup.web.presenters.links import AsOn, several
from joinedup.web.presenters.reasons import ReasonsShown, reasons_shown
from joinedup.web.presenters.rules import RuleShown, rule_shown
from joinedup.web.scheme import proved, without_power

_PASSES = "Authority passes by it."
_OTHER_CHAIN = "Who receives it may decide, by another chain and not by this delegation."
_NONE = "The register shows no authority that passes by it."

#: The finding, the chains by which authority passes, the reasons why it does not.
_Way = tuple[str, tuple[ChainShown, ...], ReasonsShown | None]


@dataclass(frozen=True)
class WayShown:
    """Whether authority passes by it, for functions that are alike in that.

    Either the `chains` by which it does, or the `reasons` why it does not. `ask` is the address
    that answers for the first function.
    """

    functions: Cell
    finding: str
    chains: tuple[ChainShown, ...]
    reasons: ReasonsShown | None
    ask: str


@dataclass(frozen=True, kw_only=True)
class DelegationPage(DatedPage):
    """What the page of one delegation shows; a table without rows is left out."""

    id: str
    standing: str
    facts: tuple[Fact, ...]
    power: RuleShown | None
    legal_advice: str
    ways: tuple[WayShown, ...]
    shown: tuple[Table, ...]


@lru_cache(maxsize=64)
def delegation_page(system: Shown, as_on: AsOn, delegation: str) -> DelegationPage | None:
    """One delegation on a day; None where there is none with this id."""
    known = next((one for one in system.register.delegations if one.id == delegation), None)
    if known is None:
        return None
    chains, day = Chains(system.register, as_on), day_in_words(as_on.on)
    about = tuple(
        one
        for one in findings(system, as_on.on)
        if (one.subject.kind, one.subject.id) == ("delegation", delegation)
        # That no power supports it is told with the chain.
        and one.rule not in WITHOUT_POWER
    )
    power = next((one for one in basis().powers if one.id == known.power), None)
    receiver = chains.actors.name(receiver_of(known, chains.actors))
    without = without_power(system, as_on.on)
    onward = delegations_table(
        "onward",
        f"What {receiver} passes on of the same functions on {day}",
        _onward(known, system.register, as_on.on),
        chains,
        without,
    )
    tables = held(
        found_table(about, f"What the checks of {day} say of it", as_on),
        _conditions(known, receiver_of(known, chains.actors).kind, power),
        _approvals(known, chains),
        _revocations(known, chains),
        onward,
    )
    return DelegationPage(
        title=chains.actors.title(known),
        address=reverse("delegation", args=[delegation]),
        query=as_on.query,
        tables=tables,
        about=(f"The delegation {delegation} of {system.register.system.name}, on {day}.",),
        as_on=as_on,
        id=delegation,
        standing=_standing(known, as_on.on),
        facts=_facts(known, chains, without),
        power=rule_shown(power, as_on.on) if power else None,
        legal_advice=known.legal_advice,
        ways=tuple(_ways(system, known, chains, as_on)),
        shown=tables,
    )


def _standing(one: Delegation, on: date) -> str:
    revoked = min((revocation.on for revocation in one.revocations), default=None)
    if revoked and revoked <= on:
        return f"It was revoked on {day_in_words(revoked)}."
    return standing(one, on)


def _facts(one: Delegation, chains: Chains, without: Collection[str]) -> tuple[Fact, ...]:
    links, actors = chains.actors.links, chains.actors
    facts = [
        Fact("Given by", several(actors.link(actors.of_id(giver)) for giver in one.given_by)),
        Fact("Given to", actors.link(receiver_of(one, actors))),
        Fact("Functions", several(links.function(function) for function in one.functions)),
        Fact("For", links.area(one.area)),
        Fact("Cap", first_capital(limit(one) or NO_LIMIT)),
        Fact("Power", power_cell(one, without)),
        Fact("May be passed on", _onward_in_words(one, chains)),
        Fact("Mode", first_capital(one.mode or "concurrent")),
        Fact("Instrument", chains.instrument(one.instrument)),
        Fact("Days", days_in_words(one)),
        Fact("Known from", one.source) if one.source else None,
        Fact("Id", one.id),
    ]
    return tuple(fact for fact in facts if fact)


def _onward_in_words(one: Delegation, chains: Chains) -> str | None:
    said = first_capital(chains.actors.words.onward(one))
    return said if one.onward or not said else f"{said}, as its power says"


def _ways(system: Shown, one: Delegation, chains: Chains, as_on: AsOn) -> Iterator[WayShown]:
    """Whether authority passes by it, told once for functions that are alike in that."""
    receiver = receiver_of(one, chains.actors)
    in_law = {known.id for known in basis().functions}
    found: dict[tuple[object, ...], list[tuple[str, _Way]]] = {}
    for function in (function for function in one.functions if function in in_law):
        way = _way(proved(system, receiver, Act(function, one.area, as_on.on)), one, chains)
        # The law behind each function differs; what follows it tells chains apart.
        alike = tuple(chain.links[1:] for chain in way[1])
        found.setdefault((way[0], alike, way[2]), []).append((function, way))
    for functions in found.values():
        named, (finding, drawn, reasons) = [function for function, _ in functions], functions[0][1]
        yield WayShown(
            functions=several(chains.actors.links.function(function) for function in named),
            finding=finding,
            chains=drawn,
            reasons=reasons,
            ask=asked_of(receiver, named[0], one.area, as_on.on),
        )


def _way(answer: Explained[Proof] | Refusal, one: Delegation, chains: Chains) -> _Way:
    if isinstance(answer, Refusal):
        own = [failed for failed in answer.reasons if failed.entry == one.id]
        return _NONE, (), reasons_shown(own or answer.reasons, chains, one)
    by_it = tuple(
        ChainShown("", chains.links(chain.steps))
        for chain in answer.value.chains
        if ("delegated", one.id) in {(step.how, step.by) for step in chain.steps}
    )
    return _PASSES if by_it else _OTHER_CHAIN, by_it, None


def _conditions(one: Delegation, kind: str, power: Power | None) -> Table:
    """Its conditions, and the preconditions of its power, and whether each is shown."""
    asked = basis().asked_first(power, kind) if power else ()
    laws = {known.id: known for known in asked}
    own = {condition.id: condition for condition in one.conditions}
    rows: list[tuple[Cell, ...]] = []
    for entry in dict.fromkeys((*own, *laws)):
        condition, law = own.get(entry), laws.get(entry)
        said = condition.says if condition and condition.says else law.says if law else entry
        shown = condition.standing if condition else ""
        rows.append(
            (
                first_capital(said),
                entry,
                "Precondition of its power" if law else "Condition",
                first_capital(shown) if shown else NOT_SHOWN,
                condition.evidence if condition else "",
                law.source if law else "",
            )
        )
    columns = (
        Column("says", "What must be so"),
        Column("id", "Id", "code", in_files_only=True),
        Column("kind", "Kind"),
        Column("standing", "Shown?"),
        Column("evidence", "By what"),
        Column("source", "Source"),
    )
    return Table("conditions", "Conditions and preconditions", columns, tuple(rows))


def _approvals(one: Delegation, chains: Chains) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (chains.actors.links.body(given.by), given.on or Missing("not yet"), given.source)
        for given in one.approvals
    )
    columns = (
        Column("by", "Approval by"),
        Column("on", "Given on", "day"),
        Column("source", "Source"),
    )
    return Table("approvals", "Approvals that it needs", columns, rows)


def _revocations(one: Delegation, chains: Chains) -> Table:
    actors = chains.actors
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (given.on, actors.link(actors.of_id(given.by)) if given.by else None, given.source)
        for given in one.revocations
    )
    columns = (
        Column("on", "Revoked on", "day"),
        Column("by", "By"),
        Column("source", "Source"),
    )
    return Table("revocations", "Revocations", columns, rows)


def _onward(one: Delegation, register: Register, on: date) -> Iterator[Delegation]:
    """Delegations of the day, of the same functions, by whoever received this one."""
    for other in register.delegations:
        alike = set(other.functions) & set(one.functions)
        if one.given_to in other.given_by and alike and other.period.includes(on):
            yield other
