"""From the bytes of a workbook (XLSX) to its sheets: cells as text, each with what it is.

The format is XML in a zip archive (ECMA-376, parts 1 and 2). Read here rather than by openpyxl,
which in its sparing mode knows nothing of merged cells, and in the other fills a sheet of ten
thousand columns with empty cells. A document type, which could hold a bomb of entities, is
refused; sizes are looked at before anything is unpacked.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any
from xml.parsers import expat

from joinedup.register.parsing import fault, too_large
from joinedup.register.tables import MOST_COLUMNS, Cell, SheetRow
from joinedup.values.finding import Finding, Where

#: The most bytes that the parts of a workbook may have together, unpacked.
LARGEST_UNPACKED = 200 * 1024 * 1024
#: The most cells of a workbook, those left of one with something in it as well: they take room.
MOST_CELLS = 3_000_000
#: The most characters of a cell; spreadsheets take no more.
MOST_CHARACTERS = 32_767
#: How the parts of a workbook may be packed (ECMA-376 part 2); other ways know no bounds.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LAST_COLUMN = 16_384
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Number formats of days, and of times, that have no text of their own (ECMA-376 18.8.30).
_DAY_FORMATS = {*range(14, 18), *range(27, 37), *range(50, 59)}
_TIME_FORMATS = {*range(18, 23), *range(45, 48)}
#: Those that show 0.05 as 5%.
_SHARE_FORMATS = {9, 10}
_NO_PATTERN = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its rows with something in them, and what is wrong with it."""

    name: str
    rows: tuple[SheetRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def label(self, file: str) -> str:
        """The file and the sheet, as findings name them."""
        return sheet_label(file, self.name)


def sheet_label(file: str, sheet: str) -> str:
    """The name of a file with that of one of its sheets."""
    return f"{file} ({sheet})"


class _TooLarge(Exception):
    """A workbook has more cells than are read, or a longer one."""


def read_workbook(file: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The sheets of a workbook, and the faults of the file as a whole."""
    if found := too_large(file, len(content)) or _not_a_workbook(file, content):
        return (), found
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if found := _will_not_open(file, archive):
                return (), found
            return _Workbook(file, archive).sheets(), ()
    except _TooLarge as error:
        mend = "see that it is the file that you mean; a whole system needs far less"
        return (), (fault("too-large", Where(file), str(error), mend),)
    except _BROKEN as error:
        why = f"the workbook cannot be read: {_said(error)}"
        return (), (fault("form", Where(file), why, "open it in a spreadsheet and save it again"),)


def _said(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


#: What files of other forms begin with, and what they then are.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "it is an old workbook (.xls), or one with a password"),
    (b"<", "it is a page or XML that was given the name of a workbook"),
    (b"{\\rtf", "it is text of a word processor"),
    (b"%PDF", "it is a PDF"),
)


def _not_a_workbook(file: str, content: bytes) -> tuple[Finding, ...]:
    if content.startswith(b"PK"):
        return ()
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    what = next((what for sign, what in _OTHERS if start.startswith(sign)), "it is something else")
    mend = "open it in a spreadsheet and save it as XLSX, without a password"
    return (fault("form", Where(file), f"the file is not an XLSX workbook: {what}", mend),)


def _will_not_open(file: str, archive: zipfile.ZipFile) -> tuple[Finding, ...]:
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        why = (
            f"unpacked, the workbook has {unpacked:,} bytes; at most {LARGEST_UNPACKED:,} are read"
        )
        mend = "keep only the lists in it, and delete the empty rows below them, which have formats"
        return (fault("too-large", Where(file), why, mend),)
    if any(info.flag_bits & 1 for info in archive.infolist()):
        why = "the workbook has a password"
        return (fault("form", Where(file), why, "save it again without a password"),)
    if any(info.compress_type not in _PACKED for info in archive.infolist()):
        why = "its parts are packed in a way that no spreadsheet packs them"
        return (fault("form", Where(file), why, "open it in a spreadsheet and save it again"),)
    return ()


class _Workbook:
    """An open workbook: its texts, its formats of days, and its sheets."""

    def __init__(self, file: str, archive: zipfile.ZipFile) -> None:
        self.file = file
        self.archive = archive
        self.parts = {_part_name(info.filename): info for info in archive.infolist()}
        self.count = 0
        self.texts: list[str] = []
        self.formats: list[str] = []
        self.first_day = date(1899, 12, 30)
        self.days = _days_from(self.first_day)

    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet of cells, in order. Raises one of `_BROKEN` where the workbook is none."""
        [main] = [part for kind, part in self._related("").values() if kind == "officeDocument"]
        book = _Book()
        _parse(self._part(main), book.start)
        if book.from_1904:
            self.first_day = date(1904, 1, 1)
            self.days = _days_from(self.first_day)
        related = self._related(main)
        for kind, part in related.values():
            if kind == "sharedStrings":
                self.texts = _texts(self._part(part))
            elif kind == "styles":
                self.formats = _formats(self._part(part))
        sheets = [
            (name, state, related[identity][1])
            for name, state, identity in book.sheets
            if related[identity][0] == "worksheet"
        ]
        if len({_part_name(part) for _, _, part in sheets}) < len(sheets):
            # Else a small workbook could have us read the same long part a thousand times.
            raise ValueError("two of its sheets are the same part")
        return tuple(self._sheet(*sheet) for sheet in sheets)

    def _part(self, name: str) -> bytes:
        info = self.parts.get(_part_name(name))
        if info is None:
            raise ValueError(f"its part '{name}' is missing")
        with self.archive.open(info) as part:
            # As much as it says it has and no more, whatever it would unpack to.
            return part.read(info.file_size)

    def text(self, number: int) -> str:
        """One of the texts that cells refer to by number. Raises IndexError."""
        if not 0 <= number < len(self.texts):
            raise IndexError("a cell refers to a text that is not there")
        return self.texts[number]

    def counted(self, cells: int) -> None:
        """Count cells of the workbook. Raises _TooLarge."""
        self.count += cells
        if self.count > MOST_CELLS:
            raise _TooLarge(f"the workbook has more than {MOST_CELLS:,} cells")

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to: kind and name by the identity of the reference."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, marks: Mapping[str, str]) -> None:
            if tag == "Relationship" and marks.get("TargetMode") != "External":
                kind = marks["Type"].rsplit("/", 1)[-1]
                target = posixpath.normpath(posixpath.join("/", folder, marks["Target"]))
                found[marks["Id"]] = (kind, target.lstrip("/"))

        _parse(self._part(posixpath.join(folder, "_rels", f"{name}.rels")), start)
        return found

    def _sheet(self, name: str, state: str, part: str) -> Sheet:
        cells = _Cells(self)
        _parse(self._part(part), cells.start, cells.end, cells.text)
        where = Where(sheet_label(self.file, name))
        findings = []
        if state != "visible":
            why = f"the sheet '{name}' is hidden, so that nobody sees what it says"
            findings.append(fault("sheet", where, why, "show it again, or take it out"))
        for area in cells.merged[:10]:
            found = _CELL.match(area)
            row = Where(where.file, int(found[2]) if found else None)
            why = f"the cells {area} are merged, so that it cannot be seen what belongs to which"
            findings.append(fault("sheet", row, why, "unmerge them, and fill in every cell"))
        return Sheet(name, tuple(cells.rows), tuple(findings))


@dataclass
class _Book:
    """What the main part of a workbook says: its sheets, and from when days are counted."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, tag: str, marks: Mapping[str, str]) -> None:
        """Take in the start of an element."""
        if tag == "sheet":
            self.sheets.append((marks["name"], marks.get("state", "visible"), marks["id"]))
        elif tag == "workbookPr":
            self.from_1904 = marks.get("date1904") in ("1", "true")


class _Cells:
    """The cells of one sheet, as its XML is gone through."""

    def __init__(self, workbook: _Workbook) -> None:
        self.workbook = workbook
        self.rows: list[SheetRow] = []
        self.merged: list[str] = []
        self.row = 0
        self.column = 0
        self.cells: list[Cell | None] = []
        self.marks: Mapping[str, str] = {}
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.into: list[str] | None = None
        self.aside = False

    def start(self, tag: str, marks: Mapping[str, str]) -> None:
        """Take in the start of an element."""
        if tag == "c":
            self.marks, self.value, self.formula = marks, [], None
            self._place(marks.get("r", ""))
        elif tag in ("v", "t"):
            self.into = None if self.aside else self.value
        elif tag == "f":
            self.formula = self.into = []
        elif tag == "row":
            self.row = int(marks.get("r", self.row + 1))
            self.cells, self.column = [], 0
        elif tag == "rPh":
            self.aside = True
        elif tag == "mergeCell":
            self.merged.append(marks.get("ref", ""))

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == "c":
            self._put()
        elif tag == "row":
            if self.cells:
                self.rows.append((self.row, self.cells))
        elif tag == "rPh":
            self.aside = False
        self.into = None

    def text(self, text: str) -> None:
        """Take in text."""
        if self.into is not None:
            self.into.append(text)

    def _place(self, reference: str) -> None:
        found = _CELL.fullmatch(reference)
        self.column = self.column + 1 if found is None else _column(found[1])

    def _put(self) -> None:
        # Of cells with a format and nothing in them there may be millions.
        if not self.value and self.formula is None:
            return
        cell = self._cell()
        if cell is None:
            return
        # What stands further to the right is one column too many, wherever it is.
        place = min(self.column, MOST_COLUMNS + 1)
        self.workbook.counted(max(1, place - len(self.cells)))
        self.cells += [None] * (place - len(self.cells))
        self.cells[place - 1] = cell

    def _cell(self) -> Cell | None:
        value = "".join(self.value)
        kind = self.marks.get("t", "n")
        if self.formula is not None:
            return Cell("".join(self.formula) or "…", "formula")
        if kind == "s":
            text = self.workbook.text(int(value))
            return Cell(text) if text else None
        if kind in ("inlineStr", "str"):
            return Cell(_text(value))
        if kind == "b":
            return Cell("true" if value.strip() == "1" else "false")
        if kind == "e":
            return Cell(value, "error")
        if kind == "d":
            return _day_as_text(value)
        return self._number(float(value))

    def _number(self, value: float) -> Cell:
        if not isfinite(value):
            raise ValueError("a cell holds a number that is none")
        formats, style = self.workbook.formats, int(self.marks.get("s", 0))
        form = formats[style] if 0 <= style < len(formats) else ""
        if form in ("", "share") or not 0 <= value < self.workbook.days:
            # A spreadsheet keeps fifteen digits of a number; beyond them stands only noise.
            text = f"{round(value):d}" if value == round(value) else _plain(value)
            return Cell(text, "share" if form == "share" else "number")
        day = self.workbook.first_day + timedelta(days=int(value))
        return Cell(day.isoformat(), "day" if value == int(value) else "moment")


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return min(number, _LAST_COLUMN)


def _part_name(name: str) -> str:
    """Capitals make no other name (ECMA-376 part 2); some programs write strokes of Windows."""
    return name.replace("\\", "/").lower()


def _days_from(first: date) -> int:
    return (date.max - first).days + 1


def _plain(value: float) -> str:
    text = f"{value:.15g}"
    return text if "e" not in text else f"{Decimal(text):.20f}".rstrip("0").rstrip(".")


def _day_as_text(value: str) -> Cell:
    day, _, time = value.partition("T")
    return Cell(day, "moment" if time.strip("0:.Z") else "day")


def _text(text: str) -> str:
    """The text of a cell without its escapes. Raises _TooLarge."""
    if len(text) > MOST_CHARACTERS:
        raise _TooLarge(f"a cell of the workbook has more than {MOST_CHARACTERS:,} characters")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _texts(content: bytes) -> list[str]:
    """The texts that cells refer to by number; readings above the text are left out."""
    texts: list[str] = []
    parts: list[str] = []
    inside = aside = False

    def start(tag: str, marks: Mapping[str, str]) -> None:
        nonlocal inside, aside
        if tag == "si":
            parts.clear()
        elif tag == "rPh":
            aside = True
        inside = tag == "t" and not aside

    def end(tag: str) -> None:
        nonlocal inside, aside
        inside = False
        if tag == "si":
            texts.append(_text("".join(parts)))
        elif tag == "rPh":
            aside = False

    def text(piece: str) -> None:
        if inside:
            parts.append(piece)

    _parse(content, start, end, text)
    return texts


def _formats(content: bytes) -> list[str]:
    """For each style of cells 'day', 'time' or 'share' if it shows a number so, else ''."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False

    def start(tag: str, marks: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[int(marks["numFmtId"])] = marks.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            styles.append(int(marks.get("numFmtId", 0)))

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    _parse(content, start, end)
    return [_shows(number, codes.get(number)) for number in styles]


def _shows(number: int, code: str | None) -> str:
    if code is None:
        forms = (("day", _DAY_FORMATS), ("time", _TIME_FORMATS), ("share", _SHARE_FORMATS))
        return next((form for form, numbers in forms if number in numbers), "")
    pattern = _NO_PATTERN.sub("", code.split(";")[0]).lower()
    if "%" in pattern:
        return "share"
    return "day" if re.search("[dmyhs]", pattern.replace("general", "")) else ""


def _parse(
    content: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through XML, names without their name-spaces. Raises expat.ExpatError or ValueError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def started(name: str, marks: dict[str, str]) -> None:
        # Most marks have no name-space, and there are very many of them.
        if " " in "".join(marks):
            marks = {mark.rpartition(" ")[2]: value for mark, value in marks.items()}
        start(name[name.rfind(" ") + 1 :], marks)

    def ended(name: str) -> None:
        assert end is not None, "asked for only where it is"
        end(name[name.rfind(" ") + 1 :])

    def refuse(*_: Any) -> None:
        raise ValueError("it holds a document type, which no workbook needs")

    parser.StartElementHandler = started
    if end is not None:
        parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = refuse
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(content, True)
