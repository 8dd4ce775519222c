"""From the rows of a CSV file or of a sheet to raw entries, with what spreadsheets do to them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Literal

from joinedup.register.fields import NUMBER_IN_SHORT, day_of_serial_number
from joinedup.register.parsing import (
    MOST_FAULTS,
    Fields,
    Parsed,
    RawEntry,
    decoded,
    fault,
    first_faults,
)
from joinedup.values.finding import Finding, Where

#: What a column holds: codes and ids, other text, days, numbers, or a truth.
CellKind = Literal["code", "text", "day", "number", "truth", "field"]
#: What stands in a cell of a workbook.
SheetKind = Literal["text", "number", "share", "day", "moment", "formula", "error"]

#: Far more than England needs.
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
#: How many names a finding tells one by one.
_TOLD = 10
#: A spreadsheet keeps so many digits of a number and makes noughts of the others.
_DIGITS_KEPT = 15

#: With these too a spreadsheet begins a formula, and may run it; a number may begin with two.
_LIKE_A_FORMULA = ("+", "-", "@")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY_IN_SHORT = re.compile(rf"[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2,4}})?|{_MONTH}-[0-9]{{2,4}}")

#: What an apostrophe, a formula, a number and a month in short begin with.
_BEGINS_LIKE_ANOTHER = frozenset("'=0123456789JFMASOND")


@dataclass(frozen=True)
class Column:
    """One column of a list: its name and what it holds; whether its cells may never be empty.

    `words` is the name of the closed list that its words are of, or ''; where `several` is true
    a cell may hold more than one of them. With `assumes`, a list without the column is taken to
    say a word that an empty cell does not.
    """

    name: str
    kind: CellKind
    required: bool = False
    about: str = ""
    words: str = ""
    several: bool = False
    assumes: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a sheet: its text (a number in digits, a day as 2022-07-01) and what it is.

    A share is a number that is shown as a percentage: 0.05 as 5%.
    """

    text: str
    kind: SheetKind = "text"


#: The cells of one row, or their texts, with the row's number.
CsvRow = tuple[int, list[str]]
SheetRow = tuple[int, Sequence[Cell | None]]


def parse_table(file: str, content: bytes, columns: Sequence[Column]) -> Parsed:
    """Entries of a CSV file whose header holds `columns`, the required at least, in any order."""
    text, faults = decoded(file, content)
    if text is None:
        return Parsed((), faults)
    rows = _CsvRows(file, text)
    table = _Table(file, columns)
    for number, cells in rows:
        table.add(number, [cell.strip() for cell in cells], cells)
    return table.parsed(rows.faults)


def parse_sheet(label: str, rows: Iterable[SheetRow], columns: Sequence[Column]) -> Parsed:
    """Entries of a sheet of a workbook; `label` names the file and the sheet in findings."""
    table = _Table(label, columns)
    for number, cells in rows:
        texts = ["" if cell is None else cell.text.strip() for cell in cells]
        table.add(number, texts, [cell or Cell("") for cell in cells])
    return table.parsed(())


def guarded(text: str, kind: CellKind) -> str:
    """Text as a cell of a CSV file holds it: an apostrophe before what a spreadsheet would change.

    That is what it takes for a formula, and codes such as 1E05 and 05-Jan.
    """
    return f"'{text}" if _changed_by_spreadsheets(text.strip().lstrip("'"), kind) else text


def _unguarded(text: str, kind: CellKind) -> str:
    if text.startswith("'") and _changed_by_spreadsheets(text.lstrip("'"), kind):
        return text[1:]
    return text


def _changed_by_spreadsheets(text: str, kind: CellKind) -> bool:
    if text.startswith("=") or (kind in ("text", "field") and text.startswith(_LIKE_A_FORMULA)):
        return True
    return kind == "code" and bool(NUMBER_IN_SHORT.fullmatch(text) or _DAY_IN_SHORT.fullmatch(text))


class _CsvRows:
    """The rows of CSV text with their line numbers; `faults` has why they stop, if they do."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.faults: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[CsvRow]:
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        row = 1
        try:
            for cells in reader:
                first_line, row = row, reader.line_num + 1
                yield first_line, cells
        except csv.Error as error:
            self.faults = (
                fault(
                    "form",
                    Where(self.file, row),
                    f"the file stops being CSV here: {error}",
                    "look for a quotation mark that is not closed, or save the file again as CSV",
                ),
            )


class _Table:
    """Gathers the rows of one table under its header."""

    def __init__(self, file: str, columns: Sequence[Column]) -> None:
        self.file = file
        self.columns = {column.name: column for column in columns}
        #: The columns as the header has them.
        self.order: list[Column] = []
        self.header: list[str] | None = None
        self.unusable = False
        self.entries: list[RawEntry] = []
        self.findings: list[Finding] = []

    def add(self, row: int, texts: list[str], cells: Sequence[str | Cell]) -> None:
        """Take one row: its texts without the spaces around them, and its cells as they are."""
        if self.unusable or len(self.findings) > MOST_FAULTS or not any(texts):
            return
        if self.header is None:
            self._begin(row, texts)
        elif len(self.entries) == MOST_ROWS:
            self.unusable = True
            self.findings.append(_too_many(self.file, row, f"more than {MOST_ROWS:,} rows"))
        elif any(texts[len(self.header) :]) or (
            isinstance(cells[0], str) and len(texts) < len(self.header)
        ):
            self.findings.append(_ragged(self.file, row, len(texts), len(self.header)))
        else:
            self._take(row, cells)

    def parsed(self, faults: Sequence[Finding]) -> Parsed:
        """What was gathered; `faults` are those of the file as a whole."""
        if self.header is None and not self.findings:
            self.findings.append(_no_header(self.file, tuple(self.columns)))
        told = first_faults(self.file, self.findings)
        return Parsed(tuple(self.entries), (*told, *faults))

    def _begin(self, row: int, texts: list[str]) -> None:
        while texts and not texts[-1]:
            texts.pop()
        self.header = texts
        if len(texts) > MOST_COLUMNS:
            self.findings.append(_too_many(self.file, row, f"{len(texts):,} columns"))
        else:
            self.findings += _header_faults(self.file, row, texts, tuple(self.columns.values()))
        self.unusable = bool(self.findings)
        self.order = [self.columns[name] for name in texts if name in self.columns]

    def _take(self, row: int, cells: Sequence[str | Cell]) -> None:
        values: dict[str, str] = {}
        good = True
        # A row of a sheet may be shorter than the header, and either may have empty cells after it.
        there = cells[: len(self.order)]
        for column, cell in zip(self.order, chain(there, repeat("")), strict=False):
            text, why = _taken(cell, column.kind) if cell else _NOTHING
            # What is empty is left out, unless that would say something else.
            if text or column.required or column.assumes:
                values[column.name] = text
            if why is not None:
                good = False
                where = Where(self.file, row, column.name)
                self.findings.append(
                    fault("spreadsheet", where, f"{column.name}: {why[0]}", why[1])
                )
        if good:
            self.entries.append(RawEntry(Fields(values, self.file, row)))


#: Text of a cell, and why it cannot be taken as it is with how to mend it.
_Taken = tuple[str, tuple[str, str] | None]
_NOTHING: _Taken = ("", None)
_TYPE_AGAIN = "give the column the format 'Text', and type again what is meant"


def _taken(cell: str | Cell, kind: CellKind) -> _Taken:
    return _from_csv(cell, kind) if isinstance(cell, str) else _from_sheet(cell, kind)


def _from_csv(text: str, kind: CellKind) -> _Taken:
    tidy = text.strip()
    if kind == "code" and tidy[:1] not in _BEGINS_LIKE_ANOTHER:
        return text, None  # nearly every code
    if tidy.startswith("'"):
        return _unguarded(tidy, kind), None
    if tidy.startswith("="):
        mend = "write what it gives, not the formula; before text that begins so put an apostrophe"
        return tidy, (f"'{_brief(tidy)}' is a formula", mend)
    if kind == "code" and NUMBER_IN_SHORT.fullmatch(tidy):
        why = f"'{tidy}' looks like a code that a spreadsheet took for a number, as with 1E05"
        return tidy, (why, f"write the code as it is published; if it is so, write '{tidy}")
    if kind == "code" and _DAY_IN_SHORT.fullmatch(tidy):
        why = f"'{tidy}' looks like a code that a spreadsheet took for a day"
        return tidy, (why, f"write the code as it is published; if it is so, write '{tidy}")
    return text, None


def _from_sheet(cell: Cell, kind: CellKind) -> _Taken:
    text = cell.text
    if cell.kind == "formula":
        return text, (f"'={_brief(text)}' is a formula", "write what it gives, not the formula")
    if cell.kind == "error":
        return text, (f"the cell holds the error {text}", "write what is meant")
    if cell.kind == "text":
        return text, None
    if cell.kind == "share" and kind in ("text", "field"):
        return f"{(Decimal(text) * 100).normalize():f}%", None  # what people see
    if cell.kind in ("number", "share"):
        return _number(text, kind)
    if cell.kind == "moment":
        return text, (f"{text} has a time of day", "write the day alone")
    if kind in ("code", "number"):
        why = f"the cell holds a day, {text}: a spreadsheet made it of something else"
        return text, (why, _TYPE_AGAIN)
    return text, None


def _number(text: str, kind: CellKind) -> _Taken:
    if kind == "code":
        why = (
            f"the cell holds the number {text}, not text: a spreadsheet makes numbers of codes "
            "such as 1E05, and takes noughts off the front of others"
        )
        return text, (why, _TYPE_AGAIN)
    if kind == "day":
        day = day_of_serial_number(text)
        meant = f", which would be the day {day}" if day else ""
        return text, (
            f"the cell holds the number {text}{meant}",
            f"write {day or 'the day as year-month-day'}, or give the cell the format of a date",
        )
    if abs(Decimal(text)) >= 10**_DIGITS_KEPT:
        why = f"the number {text} is longer than the {_DIGITS_KEPT} digits that a spreadsheet keeps"
        return text, (why, _TYPE_AGAIN)
    return text, None


def _brief(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _told(names: Sequence[str]) -> str:
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return ", ".join(_brief(name) for name in names[:_TOLD]) + more


def _header_faults(
    file: str, row: int, header: Sequence[str], columns: Sequence[Column]
) -> list[Finding]:
    names_there = [column.name for column in columns]
    if found := _other_separator(file, row, header, names_there):
        return [found]
    known, there = set(names_there), set(header)
    has = f"{file} has the columns {', '.join(names_there)}"
    missing = [column.name for column in columns if column.required and column.name not in there]
    unknown = [name or "(no name)" for name in dict.fromkeys(header) if name not in known]
    twice = [name for name in names_there if header.count(name) > 1]
    return [
        fault("column", Where(file, row, names[0]), f"{what}: {_told(names)}", f"{mend}; {has}")
        for names, what, mend in (
            (missing, "columns are missing", "add them"),
            (unknown, "these are not columns of the file", "take them out or mend their names"),
            (twice, "columns stand twice", "keep one of each"),
        )
        if names
    ]


def _other_separator(
    file: str, row: int, header: Sequence[str], names: Sequence[str]
) -> Finding | None:
    for separator, said in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright lines")):
        if (
            len(header) == 1
            and header[0].split(separator)[0].strip() in names
            and (separator in header[0])
        ):
            return fault(
                "column",
                Where(file, row),
                f"the columns stand between {said}, not commas",
                "save it again as 'CSV UTF-8' with commas between the columns",
            )
    return None


def _ragged(file: str, row: int, found: int, expected: int) -> Finding:
    return fault(
        "row",
        Where(file, row),
        f"the row has {found} cells, the header has {expected}",
        "put text that holds a comma in quotation marks; leave a cell empty rather than out",
    )


def _too_many(file: str, row: int, what: str) -> Finding:
    mend = "see that it is the file that you mean; a whole system needs far less"
    return fault("too-large", Where(file, row), f"the file has {what}", mend)


def _no_header(file: str, names: Sequence[str]) -> Finding:
    return fault(
        "form", Where(file, 1), "the file is empty", f"begin it with the row {','.join(names)}"
    )
