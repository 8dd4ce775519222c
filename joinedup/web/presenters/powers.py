"""The page of what one body, forum or post may decide on a day, up to what, by which chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.authority.act import Actor
from joinedup.authority.proof import Proof, Step
from joinedup.authority.scheme_notes import most_pence
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Body, Forum, Post, Register
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown
from joinedup.web.matter import officers_of
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import DatedPage, held, standing
from joinedup.web.presenters.deciders import (
    CAP,
    DeciderShown,
    area_cell,
    cap_in_words,
    chain_in_words,
    decider_shown,
    held_table,
    links_table,
    together_cell,
)
from joinedup.web.presenters.links import AsOn
from joinedup.web.presenters.words import in_words
from joinedup.web.scheme import powers_of

#: How the last link of a chain comes to somebody, where it is no delegation.
_BY = {
    "holds": "by law",
    "directed": "by a direction",
    "acts": "acting for its body",
    "belongs": "as one of its officers",
}


@dataclass(frozen=True)
class PowerShown:
    """One function that may be decided, for what and how in short, and by what chain."""

    function: str
    summary: str
    decider: DeciderShown


@dataclass(frozen=True, kw_only=True)
class PowersPage(DatedPage):
    """What the page shows; `powers` are by who may decide, a body and its classes of officers."""

    kind: str
    standing: str
    about_it: Link | None
    finding: str
    powers: tuple[tuple[str, tuple[PowerShown, ...]], ...]
    table: Table


@lru_cache(maxsize=64)
def powers_page(system: Shown, as_on: AsOn, actor: Actor) -> PowersPage | None:
    """What an actor may decide on a day; None where the register has no such body, forum or post.

    With a body go the classes of its officers.
    """
    entry = _entry(system.register, actor)
    if entry is None:
        return None
    chains, day = Chains(system.register, as_on), day_in_words(as_on.on)
    name = chains.actors.name(actor)
    found = tuple(_found(system, as_on, actor))
    table = _table(f"What {name} may decide on {day}", found, chains)
    tables = held(table, links_table(found, chains), held_table(found, chains))
    link = chains.actors.link(actor)
    return PowersPage(
        title=name,
        address=reverse(f"{actor.kind}-powers", args=[actor.id]),
        query=as_on.query,
        tables=tables,
        about=(f"What {name}, of {system.register.system.name}, may decide on {day}.",),
        as_on=as_on,
        kind=chains.actors.kind(actor),
        standing=standing(entry, as_on.on),
        about_it=link if isinstance(link, Link) and actor.kind != "post" else None,
        finding=_finding(found, day),
        powers=tuple(_by_actor(found, chains)),
        table=table,
    )


def _entry(register: Register, actor: Actor) -> Body | Forum | Post | None:
    entries: dict[str, Iterable[Body | Forum | Post]] = {
        "body": register.bodies,
        "forum": register.forums,
        "post": register.posts,
    }
    return next((one for one in entries[actor.kind] if one.id == actor.id), None)


def _found(system: Shown, as_on: AsOn, actor: Actor) -> Iterator[Explained[Proof]]:
    yield from powers_of(system, actor, as_on.on)
    if actor.kind == "body":
        for officers in officers_of(system.register).get(actor.id, ()):
            yield from powers_of(system, Actor("officers", actor.id, officers), as_on.on)


def _by_actor(
    found: Sequence[Explained[Proof]], chains: Chains
) -> Iterator[tuple[str, tuple[PowerShown, ...]]]:
    for actor in sorted({one.value.actor for one in found}):
        powers = tuple(
            _power(answer, place, chains)
            for place, answer in enumerate(found, start=1)
            if answer.value.actor == actor
        )
        yield chains.actors.name(actor), powers


def _power(answer: Explained[Proof], place: int, chains: Chains) -> PowerShown:
    decider = decider_shown(answer, place, False, chains)
    last = answer.value.chains[-1].steps[-1]
    by = f"by delegation {last.by}" if last.how == "delegated" else _BY[last.how]
    function = chains.actors.words.function(answer.value.act.function)
    return PowerShown(function, f"{decider.summary}, {by}", decider)


def _finding(found: Sequence[Explained[Proof]], day: str) -> str:
    functions = len({one.value.act.function for one in found})
    if not functions:
        return f"The register shows nothing that it may decide on {day}."
    return f"On {day} it may decide {in_words(functions, 'function')}."


def _table(caption: str, found: Sequence[Explained[Proof]], chains: Chains) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for answer in found:
        proof = answer.value
        rows.append(
            (
                chains.actors.links.function(proof.act.function),
                proof.act.function,
                chains.actors.name(proof.actor),
                area_cell(proof.terms, chains),
                cap_in_words(proof.terms, chains),
                most_pence(proof.terms),
                together_cell(proof.terms, chains),
                _by(proof.chains[-1].steps[-1], chains),
                chains.actors.links.bodies(proof.terms.accountable),
                proof.terms.first_day or "",
                proof.terms.last_day or "",
                chain_in_words(chains.of(proof)),
            )
        )
    many = len({answer.value.actor for answer in found}) > 1
    columns = (
        Column("function", "Function"),
        Column("function_id", "Id", "code", in_files_only=True),
        Column("actor", "Who", in_files_only=not many),
        Column("area", "For"),
        *CAP,
        Column("together_with", "Together with", in_files_only=True),
        Column("by", "By"),
        Column("accountable", "Accountable"),
        Column("from", "Holds from", "day", in_files_only=True),
        Column("to", "Holds to", "day", in_files_only=True),
        Column("chain", "By what chain", in_files_only=True),
    )
    return Table("powers", caption, columns, tuple(rows))


def _by(step: Step, chains: Chains) -> Cell:
    """What the last link is: the law, a delegation, a direction, or that it acts for its body."""
    if step.how == "delegated":
        return chains.actors.links.entry("delegation", step.by)
    return first_capital(_BY[step.how])
