"""One official CSV file, read by the names of its columns, whatever their order."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from joinedup.opendata.formats import Form, Header, fit
from joinedup.register.fields import NOT_TEXT
from joinedup.values.explained import Source

Item = TypeVar("Item")

#: What the files write where they have nothing to say.
NOTHING = frozenset({"", "-", "na", "n/a", "null", "none", "unknown"})

#: The most characters of a cell: what is named after it must be no longer than a name may be.
LONGEST_CELL = 200

_SNIFFED_BYTES = 16_384
_NOT_TEXT = "it is not plain text in UTF-8; save it again as 'CSV UTF-8'"


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, from 1, and its cells by the names that the form gives."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The cell, without blanks around it and with single blanks within; '' for nothing."""
        return _tidied(self.cells.get(name, ""))


@dataclass(frozen=True)
class Table:
    """A file that was read: its cells, the source to cite, and what could not be used of it.

    `numbered` are the rows, from the top, each with its number; `positions` says where in a row a
    column stands; `years` are the digits that the headers carry, by column; `absent` the columns
    of the form that the file has not; `skipped` says of each row that was left out why;
    `cut_short` is true if the last row is one of them, as it ends too soon.
    """

    form: Form
    source: Source
    numbered: tuple[tuple[int, list[str]], ...]
    positions: Mapping[str, int]
    years: Mapping[str, str]
    absent: tuple[str, ...]
    skipped: tuple[str, ...]
    cut_short: bool

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, each with its cells by name."""
        names, pick = tuple(self.positions), itemgetter(*self.positions.values())
        return tuple(
            Row(number, dict(zip(names, pick(cells), strict=True)))
            for number, cells in self.numbered
        )

    def each(self, *names: str) -> Iterator[tuple[str, ...]]:
        """The cells of two or more columns, row by row: quicker than `rows` where there are many.

        A column that the file has not is empty in every row.
        """
        # An empty cell is put after the last, for the columns that are not there to point at.
        pick = itemgetter(*(self.positions.get(name, -1) for name in names))
        for _, cells in self.numbered:
            yield tuple(map(_tidied, pick([*cells, ""])))

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.locator

    @property
    def edition(self) -> str:
        """The years whose codes the headers name, in words: 'codes of 2021 and 2024'."""
        years = sorted({f"20{year}" for year in self.years.values() if len(year) == 2})
        return f"codes of {' and '.join(years)}" if years else ""


def sniff(path: Path, forms: Sequence[Form]) -> dict[str, Header]:
    """How the first row of a file fits each of the forms, by the form's name.

    Raises OSError or ValueError where the file has no first row that can be read.
    """
    with path.open("rb") as file:
        start = file.read(_SNIFFED_BYTES)
    if b"\0" in start:
        raise ValueError(_NOT_TEXT)
    lines = start.decode("utf-8-sig", "replace").splitlines(keepends=True)
    header = next((cells for _, cells in _cells("".join(lines[:-1] or lines))), None)
    if header is None:
        raise ValueError("it is empty")
    return {form.name: fit(header, form) for form in forms}


def read_table(path: Path, form: Form) -> Table:
    """The rows of a file of this form. Rows with too few or too many cells are left out, and said.

    Raises OSError where the file cannot be read, ValueError where it is not a file of this form.
    """
    content = path.read_bytes()
    rows = _cells(_decoded(content))
    try:
        _, titles = next(rows)
        header = fit(titles, form)
        if not header.fits:
            raise ValueError(wrong_columns(header))
        first = [] if form.has_header else [(1, titles)]
        good, skipped, cut_short = _sorted_out(chain(first, rows), len(titles))
    except StopIteration:
        raise ValueError("it is empty") from None
    except csv.Error as error:
        raise ValueError(f"it stops being CSV: {error}") from None
    return Table(
        form=form,
        source=Source(path.stem, path.name, hashlib.sha256(content).hexdigest()),
        numbered=good,
        positions=header.positions,
        years=header.years,
        absent=tuple(name for name in form.columns if name not in header.positions),
        skipped=skipped,
        cut_short=cut_short,
    )


def grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, tuple[Item, ...]]:
    """Rows, or other items, by what `key` gives for each; in the order given."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in found.items()}


def wrong_columns(header: Header) -> str:
    """Why a header does not fit, in a few words."""
    parts = []
    if header.missing:
        parts.append(f"it has no column for {', '.join(header.missing)}")
    if header.twice:
        parts.append(f"it has several columns for {', '.join(header.twice)}")
    return " and ".join(parts)


@cache
def _tidied(cell: str) -> str:
    """A cell without needless blanks; the same words stand in thousands of rows, so it is kept."""
    text = " ".join(NOT_TEXT.sub("", cell).split())
    return "" if text.lower() in NOTHING else text


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text that are not blank, each with its number from 1."""
    reader = csv.reader(io.StringIO(text, newline=""))
    for number, cells in enumerate(reader, start=1):
        if "".join(cells).strip():
            yield number, cells


def _sorted_out(
    rows: Iterator[tuple[int, list[str]]], width: int
) -> tuple[tuple[tuple[int, list[str]], ...], tuple[str, ...], bool]:
    """The rows that have as many cells as the header, none of them too long for a name, what is
    wrong with the others, and whether the last row has too few cells."""
    good: list[tuple[int, list[str]]] = []
    skipped: list[str] = []
    cells: list[str] = [""] * width
    for number, cells in rows:
        if len(cells) == width and all(len(cell) <= LONGEST_CELL for cell in cells):
            good.append((number, cells))
        elif len(cells) == width:
            skipped.append(f"row {number} has a cell of more than {LONGEST_CELL} characters")
        else:
            skipped.append(f"row {number} has {len(cells)} cells, the header has {width}")
    return tuple(good), tuple(skipped), len(cells) < width


def _decoded(content: bytes) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, else Windows-1252.

    Older editions of official files were saved from Excel in Windows-1252.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise ValueError(_NOT_TEXT)
        return text
    raise ValueError("its characters cannot be read: save it again as 'CSV UTF-8'")
