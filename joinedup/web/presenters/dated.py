"""Pages whose facts are those of a day that the reader may choose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from joinedup.layout.page import Page
from joinedup.layout.tables import Cell, Column, Kind, Table
from joinedup.register.fields import Dated
from joinedup.values.dates import day_in_words
from joinedup.web.presenters.links import AsOn
from joinedup.web.questions import DayAsked


@dataclass(frozen=True)
class Fact:
    """One line of what is known of something: what it is, and the cell that says it."""

    name: str
    cell: Cell
    kind: Kind = "text"


@dataclass(frozen=True, kw_only=True)
class DatedPage(Page):
    """A page of the facts of a day; `keeps` is what the form for another day asks for again."""

    as_on: AsOn
    keeps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WrongDayPage(Page):
    """The page where the day asked for is none: its form, and what is wrong."""

    asked: DayAsked


def held(*tables: Table) -> tuple[Table, ...]:
    """The tables that have rows: an empty one is told in words, and not downloaded."""
    return tuple(table for table in tables if table.rows)


def without_empty(table: Table, *keys: str) -> Table:
    """The table with those of its columns that hold nothing kept for files only."""
    empty = {
        column.key
        for place, column in enumerate(table.columns)
        if column.key in keys and not any(row[place] for row in table.rows)
    }
    columns = (
        replace(column, in_files_only=column.in_files_only or column.key in empty)
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def days(entry: Dated) -> tuple[date | None, date | str]:
    """The cells of the columns `FROM` and `TO`: no last day is no lack of knowledge."""
    return entry.first_day, entry.last_day or ""


FROM, TO = Column("from", "From", "day"), Column("to", "To", "day")


def days_in_words(entry: Dated) -> str | None:
    """'From 1 July 2022', '1 April 2013 to 30 June 2022'; None where neither day is named."""
    if entry.first_day and entry.last_day:
        return f"{day_in_words(entry.first_day)} to {day_in_words(entry.last_day)}"
    if entry.first_day:
        return f"From {day_in_words(entry.first_day)}"
    return f"To {day_in_words(entry.last_day)}" if entry.last_day else None


def standing(entry: Dated, on: date) -> str:
    """'' for an entry of the day; else that it is not there yet, or no longer."""
    if entry.period.includes(on):
        return ""
    if entry.first_day and on < entry.first_day:
        return f"It is not there yet on {day_in_words(on)}."
    return f"It is no longer there on {day_in_words(on)}."
