"""What changed, told list by list in words and as tables: between versions, and by an upload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from joinedup.layout.tables import Column, Table
from joinedup.layout.writing import first_capital
from joinedup.register.changes import Change, What, counted, in_words, sentence
from joinedup.web.presenters import words
from joinedup.web.presenters.words import listed

#: How many changes of one list are told in words, and how many rows of the table on the page.
TOLD = 20
ROWS = 100
_WHAT: dict[What, str] = {"added": "added", "removed": "taken out", "changed": "changed"}


@dataclass(frozen=True)
class ListChanged:
    """The changes of one list in words; `more` are not told one by one."""

    name: str
    heading: str
    told: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Changed:
    """All that changed: in one sentence, list by list, and as tables.

    `part` is the table as far as the page shows it.
    """

    finding: str
    lists: tuple[ListChanged, ...]
    summary: Table
    table: Table
    part: Table


def changed(found: tuple[Change, ...]) -> Changed:
    """Changes as pages show them."""
    table = _table(found)
    note = (
        (f"The first {ROWS} of {len(table.rows):,} rows; the files have them all.",)
        if len(table.rows) > ROWS
        else ()
    )
    part = Table(table.name, table.caption, table.columns, table.rows[:ROWS], notes=note)
    return Changed(_finding(found), tuple(_lists(found)), _summary(found), table, part)


def _finding(found: tuple[Change, ...]) -> str:
    if not found:
        return "Nothing has changed."
    kinds = [change.what for change in found]
    counts = [
        f"{kinds.count(what):,} {'was' if kinds.count(what) == 1 else 'were'} {word}"
        for what, word in _WHAT.items()
        if what in kinds
    ]
    entries = words.in_words(len(found), "entry differs", "entries differ")
    return first_capital(f"{entries}: {listed(counts)}.")


def _lists(found: Sequence[Change]) -> list[ListChanged]:
    shown = []
    for section, group in groupby(found, key=lambda change: change.section):
        own = tuple(group)
        counts = counted(own)[section]
        said = [f"{counts[what]:,} {word}" for what, word in _WHAT.items() if counts[what]]
        heading = f"{list_title(section)}: {listed(said)}"
        told = tuple(f"{sentence(change)}." for change in own[:TOLD])
        shown.append(ListChanged(section, heading, told, len(own) - len(told)))
    return shown


def list_title(name: str) -> str:
    """A list as a heading: 'Post holders'."""
    return first_capital(name.replace("-", " "))


def _summary(found: tuple[Change, ...]) -> Table:
    columns = (
        Column("list", "List"),
        Column("added", "Added", "count"),
        Column("removed", "Taken out", "count"),
        Column("changed", "Changed", "count"),
    )
    rows = tuple(
        (list_title(name), counts["added"], counts["removed"], counts["changed"])
        for name, counts in counted(found).items()
    )
    return Table("summary", "How many entries differ, by list", columns, rows)


def _table(found: tuple[Change, ...]) -> Table:
    columns = (
        Column("entry", "Entry"),
        Column("list", "List"),
        Column("name", "Name"),
        Column("what", "What happened"),
        Column("field", "Field"),
        Column("before", "Before"),
        Column("after", "After"),
    )
    rows = tuple(
        (
            change.id,
            change.section,
            change.name,
            _WHAT[change.what],
            one.name,
            "" if one.before is None else in_words(one.before),
            "" if one.after is None else in_words(one.after),
        )
        for change in found
        for one in change.fields
    )
    return Table("changes", "What changed, field by field", columns, rows)
