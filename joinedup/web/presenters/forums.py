"""The page of all forums, by kind, with how many of their seats are filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.charts import KeyFigure
from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital
from joinedup.register.files import kinds
from joinedup.register.schema import Forum
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.dated import DatedPage, days, held, without_empty
from joinedup.web.presenters.links import AsOn, Links
from joinedup.web.presenters.seats import (
    counted_in_all,
    counted_seats,
    filled_in_words,
)
from joinedup.web.presenters.words import counted

_SEAT_COUNTS = (
    Column("seats", "Seats", "count"),
    Column("filled", "Filled", "count"),
    Column("vacant", "Vacant", "count"),
    Column("vacant_needed_by_law", "Vacant, needed by law", "count"),
    Column("vacant_needed_by_policy", "Vacant, needed by policy", "count"),
)


@dataclass(frozen=True, kw_only=True)
class ForumsPage(DatedPage):
    """What the page of all forums shows; `others` are those that are not there on the day."""

    finding: str
    figures: tuple[KeyFigure, ...]
    forums: Table
    others: Table


@lru_cache(maxsize=32)
def forums_page(system: Shown, as_on: AsOn) -> ForumsPage:
    """All forums on a day, by kind."""
    register, links = system.register, Links(system.register, as_on)
    there = [forum for forum in register.forums if forum.period.includes(as_on.on)]
    gone = [forum for forum in register.forums if not forum.period.includes(as_on.on)]
    day = day_in_words(as_on.on)
    forums = forums_table("forums", f"Forums on {day}, by kind", there, links, as_on)
    others = forums_table("not_there", f"Forums that are not there on {day}", gone, links, as_on)
    count = counted_in_all(there, links.sitting)
    return ForumsPage(
        title="Forums",
        address=reverse("forums"),
        query=as_on.query,
        tables=held(forums, others),
        about=(f"{register.system.name} on {day}.",),
        as_on=as_on,
        finding=f"{counted(len(there), 'forum')}: {filled_in_words(count)}."
        if there
        else "The folder names no forum of that day.",
        figures=(
            KeyFigure(f"{len(there):,}", "forum" if len(there) == 1 else "forums"),
            KeyFigure(f"{count.seats:,}", "seat" if count.seats == 1 else "seats"),
            KeyFigure(f"{count.vacant:,}", "vacant"),
            KeyFigure(f"{count.by_law:,}", "vacant and needed by law"),
            KeyFigure(f"{count.by_policy:,}", "vacant and needed by policy"),
        ),
        forums=forums,
        others=others,
    )


def forums_table(
    name: str, caption: str, forums: Iterable[Forum], links: Links, as_on: AsOn
) -> Table:
    """Forums with their seats on a day, sorted by kind and name."""
    rows: list[tuple[Cell, ...]] = []
    for forum in sorted(forums, key=lambda one: (_order(one.kind), one.name, one.id)):
        count = counted_seats(forum, links.sitting)
        rows.append(
            (
                links.forum(forum.id),
                forum.id,
                first_capital(forum.kind),
                links.area(forum.area),
                links.bodies(forum.owners),
                count.seats,
                count.filled,
                count.vacant,
                count.by_law,
                count.by_policy,
                *days(forum),
            )
        )
    columns = (
        Column("forum", "Forum"),
        Column("id", "Id", "code", in_files_only=True),
        Column("kind", "Kind"),
        Column("area", "Area"),
        Column("owners", "Belongs to"),
        *_SEAT_COUNTS,
        Column("from", "From", "day", in_files_only=True),
        Column("to", "To", "day", in_files_only=True),
    )
    table = Table(name, caption, columns, tuple(rows))
    return without_empty(table, "vacant_needed_by_law", "vacant_needed_by_policy")


def _order(kind: str) -> int:
    """Where a kind of forum stands in the closed list, which begins with those that law needs."""
    return kinds().words("forum_kinds").index(kind)
