"""Why the register shows no authority: reasons as pages list them, and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from joinedup.authority.act import Actor
from joinedup.authority.proof import Failed, Refusal
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import Delegation
from joinedup.web.matter import name_of
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.delegations import receiver_of
from joinedup.web.presenters.links import several

#: Of how many reasons a page tells each; what is beyond opens.
_MOST = 12


@dataclass(frozen=True)
class ReasonShown:
    """One reason why the register shows no authority, and what would change that."""

    text: str
    mend: str
    unknown: bool
    entry: Link | None


@dataclass(frozen=True)
class ReasonsShown:
    """Reasons: the first of them, and the rest, which a page keeps closed."""

    first: tuple[ReasonShown, ...]
    rest: tuple[ReasonShown, ...] = ()


@dataclass(frozen=True)
class DoubtShown:
    """Those of whom it is not known whether they may decide, for the same reasons.

    `id` is unique in the page.
    """

    id: str
    who: Cell
    reasons: ReasonsShown


def reasons_shown(
    reasons: Sequence[Failed], chains: Chains, of: Delegation | None = None
) -> ReasonsShown:
    """Reasons in order; `of` is the delegation on whose page they stand, which they do not name."""
    told = tuple(
        replace(_reason(one, chains), text=of_itself(one, of, chains), entry=None)
        if of and one.entry == of.id
        else _reason(one, chains)
        for one in reasons
    )
    return ReasonsShown(told[:_MOST], told[_MOST:])


def of_itself(failed: Failed, one: Delegation, chains: Chains) -> str:
    """What fails, where the delegation stands over it: without its id, giver and receiver."""
    to = f" to {chains.actors.name(receiver_of(one, chains.actors))}: "
    _, found, rest = failed.text.partition(to)
    named = found and failed.text.lower().startswith(f"delegation {one.id.lower()}, from ")
    return first_capital(rest if named else failed.text)


def doubts_shown(refusals: Iterable[Refusal], chains: Chains) -> tuple[DoubtShown, ...]:
    """Those of whom it is only not known, told once for those with the same reasons."""
    alike: dict[ReasonsShown, list[Actor]] = {}
    for one in refusals:
        alike.setdefault(reasons_shown(one.reasons, chains), []).append(one.actor)
    return tuple(
        DoubtShown(f"doubt-{place}", several(map(chains.actors.link, actors)), reasons)
        for place, (reasons, actors) in enumerate(alike.items(), start=1)
    )


def asked_of_one(everyone: str, actor: Actor) -> str:
    """The address of the question of anybody, asked of one."""
    return f"{everyone}&{urlencode({'actor': name_of(actor)})}"


def _reason(failed: Failed, chains: Chains) -> ReasonShown:
    return ReasonShown(
        text=first_capital(failed.text),
        mend=first_capital(failed.mend),
        unknown=failed.outcome == "not-known",
        entry=_entry(failed, chains),
    )


def _entry(failed: Failed, chains: Chains) -> Link | None:
    if failed.section not in ("delegations", "reservations", "directions"):
        return None
    return chains.actors.links.entry_of(failed.section, failed.entry)


def reasons_table(
    caption: str, refusals: Iterable[Refusal], chains: Chains, name: str = "reasons"
) -> Table:
    """The reasons of refusals, a row each."""
    columns = (
        Column("actor", "Of whom"),
        Column("reason", "Why the register shows no authority"),
        Column("outcome", "Fails or not known"),
        Column("mend", "What would change the answer"),
        Column("entry", "Entry"),
        Column("rule", "Rule", "code"),
    )
    rows = tuple(
        (
            chains.actors.link(refusal.actor),
            first_capital(one.text),
            "Fails" if one.outcome == "fails" else "Not known",
            first_capital(one.mend),
            _entry(one, chains) or "",
            one.rule,
        )
        for refusal in refusals
        for one in refusal.reasons
    )
    return Table(name, caption, columns, rows)


def instead_table(refusal: Refusal, chains: Chains) -> Table:
    """Who could decide instead."""
    columns = (Column("actor", "Who could decide instead"), Column("id", "Id", "code"))
    rows = tuple((chains.actors.link(one), name_of(one)) for one in refusal.instead)
    return Table("instead", "Who could decide instead", columns, rows)
