"""The page of all functions of the law: whose each is, where it is usually exercised, its tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.authority.presenters import ANY_AREA
from joinedup.law.function import Function, Holders
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import in_force
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.dated import DatedPage
from joinedup.web.presenters.links import AsOn, Links, several
from joinedup.web.presenters.matter_form import grouped_functions
from joinedup.web.presenters.rules import state
from joinedup.web.presenters.words import counted, listed, plural


@dataclass(frozen=True, kw_only=True)
class FunctionsPage(DatedPage):
    """What the page of all functions shows."""

    finding: str
    functions: Table


@lru_cache(maxsize=32)
def functions_page(system: Shown, as_on: AsOn) -> FunctionsPage:
    """All functions on a day, by whose they are."""
    links, day = Links(system.register, as_on), day_in_words(as_on.on)
    rows: list[tuple[Cell, ...]] = []
    for heading, functions in grouped_functions().items():
        for one in functions:
            passed = sum(
                one.id in given.functions
                for given in in_force(system.register.delegations, as_on.on)
            )
            rows.append(
                (
                    links.function(one.id),
                    one.id,
                    heading.removeprefix("Functions of "),
                    holders_on(one, as_on),
                    usually_for(one),
                    passed,
                    Link(one.source, one.locator),
                    several(one.tags),
                    state(one, as_on.on),
                )
            )
    columns = (
        Column("function", "Function"),
        Column("id", "Id", "code", in_files_only=True),
        Column("group", "Of", in_files_only=True),
        Column("holders", "Whose it is by law"),
        Column("tier", "Usually exercised for"),
        Column("delegations", "Delegations", "count"),
        Column("source", "Provision"),
        Column("tags", "Tags", in_files_only=True),
        Column("state", f"On {day}", in_files_only=True),
    )
    table = Table("functions", f"Functions on {day}", columns, tuple(rows))
    passed = sum(bool(row[5]) for row in rows)
    return FunctionsPage(
        title="Functions",
        address=reverse("functions"),
        query=as_on.query,
        tables=(table,),
        about=(f"{system.register.system.name} on {day}.",),
        as_on=as_on,
        finding=f"{counted(len(rows), 'function')} of the law; "
        f"{counted(passed, 'is', 'are')} passed on by a delegation of this day.",
        functions=table,
    )


def holders_on(function: Function, as_on: AsOn) -> str:
    """Whose a function is on a day: 'Integrated care boards and their partner trusts, jointly'."""
    there = [one for one in function.holders if one.period.includes(as_on.on)]
    if not there:
        return "Nobody's on this day"
    jointly = ", jointly" if function.jointly else ""
    return first_capital(f"{listed([name for one in there for name in _names(one)])}{jointly}")


def usually_for(function: Function) -> str:
    """For what areas a function is usually exercised; any, where holders need no area of theirs."""
    anywhere = all(one.anywhere for one in function.holders)
    return first_capital(ANY_AREA if anywhere else plural(function.tier))


def _names(holders: Holders) -> tuple[str, ...]:
    trusts = ("their partner trusts",) if holders.partner_trusts else ()
    return (*(plural(kind) for kind in (*holders.body_kinds, *holders.forum_kinds)), *trusts)
