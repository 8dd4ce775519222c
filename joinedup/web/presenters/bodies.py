"""The page of all bodies, by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.charts import KeyFigure
from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital, number
from joinedup.register.files import kinds
from joinedup.register.schema import Body, Register
from joinedup.values import codes
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.dated import FROM, TO, DatedPage, days, held, without_empty
from joinedup.web.presenters.links import AsOn, Links, several
from joinedup.web.presenters.words import counted, plural

#: Kinds of body that provide care themselves.
PROVIDERS = frozenset({"NHS trust", "NHS foundation trust", "care trust"})
#: Kinds of body of which the law fixes the models of governance.
GOVERNED = frozenset(
    {*codes.COUNCIL_KINDS.values(), "combined authority", "combined county authority"}
)


@dataclass(frozen=True, kw_only=True)
class BodiesPage(DatedPage):
    """What the page of all bodies shows; practices are counted, and told by the areas' pages."""

    finding: str
    figures: tuple[KeyFigure, ...]
    bodies: Table
    others: Table
    practices: str


@lru_cache(maxsize=32)
def bodies_page(system: Shown, as_on: AsOn) -> BodiesPage:
    """All bodies on a day, by kind."""
    register = system.register
    day = day_in_words(as_on.on)
    there = [body for body in register.bodies if body.period.includes(as_on.on)]
    gone = [body for body in register.bodies if not body.period.includes(as_on.on)]
    bodies = _table("bodies", f"Bodies on {day}, by kind", there, register, as_on)
    others = _table("not_there", f"Bodies that are not there on {day}", gone, register, as_on)
    by_kind = Counter(body.kind for body in there)
    practices = sum(one.period.includes(as_on.on) for one in register.practices)
    return BodiesPage(
        title="Bodies",
        address=reverse("bodies"),
        query=as_on.query,
        tables=held(bodies, others),
        about=(f"{register.system.name} on {day}.",),
        as_on=as_on,
        finding=f"{counted(len(there), 'body', 'bodies')} of {counted(len(by_kind), 'kind')}.",
        figures=tuple(
            KeyFigure(number(count), kind if count == 1 else plural(kind))
            for kind, count in sorted(by_kind.items(), key=lambda one: order_of_kind(one[0]))
        ),
        bodies=bodies,
        others=others,
        practices=f"The folder names {counted(practices, 'GP practice')} besides."
        if practices
        else "",
    )


def governance_on(register: Register, on: date) -> dict[str, list[str]]:
    """The models by which councils and combined authorities govern themselves on a day, by id."""
    models: dict[str, list[str]] = defaultdict(list)
    for one in register.governance:
        if one.period.includes(on):
            models[one.body].append(one.model)
    return models


def _table(
    name: str, caption: str, bodies: Iterable[Body], register: Register, as_on: AsOn
) -> Table:
    links, models = Links(register, as_on), governance_on(register, as_on.on)
    hosted: dict[str, list[str]] = defaultdict(list)
    for one in register.hosting:
        if one.period.includes(as_on.on):
            hosted[one.host].append(one.name)
    rows: list[tuple[Cell, ...]] = []
    for body in sorted(bodies, key=lambda one: (order_of_kind(one.kind), one.name, one.id)):
        rows.append(
            (
                links.body(body.id),
                body.id,
                first_capital(body.kind),
                services(body),
                governance_cell(body, models),
                links.body(body.part_of) if body.part_of else "",
                several(hosted[body.id]) if hosted[body.id] else "",
                *days(body),
                body.source,
            )
        )
    columns = (
        Column("body", "Body"),
        Column("id", "Code", "code", in_files_only=True),
        Column("kind", "Kind"),
        Column("provides", "Provides"),
        Column("governance", "Governance"),
        Column("part_of", "Part of"),
        Column("hosts", "Hosts"),
        FROM,
        TO,
        Column("source", "Source", in_files_only=True),
    )
    table = Table(name, caption, columns, tuple(rows))
    return without_empty(table, "provides", "governance", "part_of", "hosts")


def order_of_kind(kind: str) -> int:
    """Where a kind of body stands in the closed list, which goes from the NHS to its partners."""
    return kinds().words("body_kinds").index(kind)


def services(body: Body) -> Cell:
    """What a provider provides; nothing of a body that provides no care itself."""
    if body.provides:
        return several(body.provides)
    return None if body.kind in PROVIDERS else ""


def governance_cell(body: Body, models: Mapping[str, list[str]]) -> Cell:
    """How a council or combined authority governs itself; nothing of other bodies."""
    if body.id in models:
        return several(first_capital(model) for model in models[body.id])
    return None if body.kind in GOVERNED else ""
