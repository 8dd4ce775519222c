"""A table as one value: the page, the CSV file and the workbook all show the same one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from joinedup.layout import writing
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds

#: What a column holds, and so how it is written:
#: text; code (an id, never broken); hash (broken anywhere); day; count (whole on the page, as it
#: is in files); index (three places); percent (a part of 1); points (a difference of parts of 1,
#: in percentage points); basis-points (already so); pence; moved-pence (with its sign).
Kind = Literal[
    "text",
    "code",
    "hash",
    "day",
    "count",
    "index",
    "percent",
    "points",
    "basis-points",
    "pence",
    "moved-pence",
]
Value = str | int | float | Decimal | Fraction | date | None

NOT_KNOWN = "not known"
_LEFT: frozenset[Kind] = frozenset({"text", "code", "hash", "day"})
_WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    "count": writing.number,
    "index": lambda value: writing.number(value, 3),
    "percent": writing.per_cent,
    "points": writing.points,
    "basis-points": lambda value: writing.number(value, 2, signed=True),
    "pence": lambda value: pounds(value).replace("-", writing.MINUS),
    "moved-pence": writing.signed_pounds,
}


@dataclass(frozen=True)
class Link:
    """A text cell that leads to another page."""

    text: str
    href: str


@dataclass(frozen=True)
class Missing:
    """A text cell that says in grey words what is not there: 'vacant', 'none'."""

    text: str


@dataclass(frozen=True)
class Several:
    """A text cell of several parts: one after the other on the page, semicolons in files."""

    parts: tuple[str | Link | Missing, ...]

    @property
    def between(self) -> str:
        """What stands between its parts on a page: commas between names that have none inside."""
        names = all(isinstance(part, Link) and "," not in part.text for part in self.parts)
        return ", " if names else "; "


Cell = Value | Link | Missing | Several


@dataclass(frozen=True)
class Column:
    """One column: the `key` it has in CSV, its `heading` for people, what it holds.

    `in_files_only` keeps a column off the page that would only widen it. `about` explains it in
    the contents sheet.
    """

    key: str
    heading: str
    kind: Kind = "text"
    in_files_only: bool = False
    about: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its cells stand to the right, digit under digit."""
        return self.kind not in _LEFT


@dataclass(frozen=True)
class Table:
    """A table: a `name` for its file and sheet, a caption, columns, rows and perhaps a total.

    Each row has a cell for each column; the first cell of a row is its heading. None is not known.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.total] if self.total else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of '{self.name}' has not a cell for each column: {row}")

    @property
    def page_columns(self) -> tuple[tuple[int, Column], ...]:
        """The columns that stand on the page, each with its position in a row."""
        return tuple(
            (place, column) for place, column in enumerate(self.columns) if not column.in_files_only
        )


def plain(cell: Cell) -> Value:
    """What a cell holds, without its links."""
    if isinstance(cell, Several):
        return "; ".join(str(plain(part)) for part in cell.parts)
    return cell.text if isinstance(cell, Link | Missing) else cell


def shown(cell: Cell, kind: Kind) -> str:
    """A cell as people read it; '' for one that is empty on purpose, 'not known' for None."""
    value = plain(cell)
    if value is None:
        return NOT_KNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_in_words(value)
    return _WRITTEN[kind](value)
