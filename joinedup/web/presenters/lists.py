"""The lists of the register, and one of them: what it holds, its files, and where to upload it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Link, Table
from joinedup.register import lists, tables
from joinedup.register.gathering import WORKBOOK
from joinedup.register.lists import LISTS, FlatList, FlatTable
from joinedup.web.folder import Shown
from joinedup.web.presenters.changed import list_title
from joinedup.web.presenters.words import counted
from joinedup.web.questions import Fault

_CELLS: dict[tables.CellKind, str] = {
    "code": "an id or a word of a closed list",
    "text": "text",
    "day": "a day, such as 2026-01-31",
    "number": "a number",
    "truth": "true or false",
    "field": "what the field holds",
}


@dataclass(frozen=True)
class ColumnShown:
    """One column of a list: its name, what it holds, and what it is."""

    name: str
    holds: str
    about: str


@dataclass(frozen=True, kw_only=True)
class UploadPage(Page):
    """A page with a form to upload a file: what was found of it, and its faults.

    `cannot` says why nothing may be uploaded, or ''; `stored` what was just stored, and
    `stored_address` where to see what that changed.
    """

    finding: str
    cannot: str = ""
    faults: tuple[Fault, ...] = ()
    stored: str = ""
    stored_address: str = ""

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, if anything."""
        return next((fault.text for fault in self.faults if fault.field == field), None)


@dataclass(frozen=True, kw_only=True)
class ListsPage(UploadPage):
    """What the page of all lists shows; `workbook` is where they are as one workbook."""

    lists: Table
    workbook: str


@dataclass(frozen=True, kw_only=True)
class ListPage(UploadPage):
    """What the page of one list shows."""

    columns: tuple[ColumnShown, ...]


@lru_cache(maxsize=4)
def flat_tables(system: Shown) -> dict[str, FlatTable]:
    """Every list of the folder on show as a flat table, by its name."""
    folder = system.folder
    return lists.tables(folder.register, folder.need, folder.overlaps)


@lru_cache(maxsize=8)
def lists_page(system: Shown, cannot: str = "") -> ListsPage:
    """All lists of the folder."""
    columns = (
        Column("list", "List"),
        Column("entries", "Entries", "count"),
        Column("about", "What it holds"),
        Column("stands_in", "Stands in", "code"),
        Column("csv", "As CSV"),
        Column("xlsx", "As a workbook"),
    )
    shown = flat_tables(system)
    rows = tuple(
        (
            Link(list_title(name), reverse("list", args=[name])),
            _entries(shown[name]),
            flat.about,
            _stands_in(system, flat),
            Link(f"{name}.csv", f"{reverse('list', args=[name])}.csv"),
            Link(f"{name}.xlsx", f"{reverse('list', args=[name])}.xlsx"),
        )
        for name, flat in LISTS.items()
    )
    table = Table("lists", "The lists of the folder", columns, rows)
    filled = sum(bool(one.rows) for one in shown.values())
    return ListsPage(
        title="Lists",
        address=reverse("lists"),
        tables=(table,),
        about=(f"{system.register.system.name}: the lists of its folder.",),
        finding=f"Of {len(LISTS)} lists, {filled} have entries.",
        cannot=cannot,
        workbook=reverse("workbook"),
        lists=table,
    )


def list_page(system: Shown, name: str, cannot: str) -> ListPage:
    """One list, before anything was asked. Raises KeyError where there is none of this name."""
    flat = LISTS[name]
    stands_in = _stands_in(system, flat)
    where = f"It stands in {stands_in}." if stands_in else "The folder has none yet."
    return ListPage(
        title=list_title(name),
        address=reverse("list", args=[name]),
        about=(flat.about,),
        finding=f"{counted(_entries(flat_tables(system)[name]), 'entry', 'entries')}. {where}",
        columns=tuple(_column(one) for one in flat.columns),
        cannot=cannot,
    )


def _entries(table: FlatTable) -> int:
    return 1 if table.list.is_one else len(table.rows)


def _stands_in(system: Shown, flat: FlatList) -> str:
    """The file that the list stands in, as the folder is given; '' where it is in none."""
    hashes = system.folder.hashes
    own = (f"{flat.name}.csv", f"{flat.name}.xlsx", flat.file.name, WORKBOOK)
    return next((name for name in own if name in hashes), "")


def _column(column: tables.Column) -> ColumnShown:
    empty = "never empty" if column.required else "may be empty"
    return ColumnShown(column.name, f"{_CELLS[column.kind]}; {empty}", column.about)
