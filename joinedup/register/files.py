"""The edge of the register: folders on disk, and the definitions that come with the package."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files as package_files
from itertools import zip_longest
from pathlib import Path
from typing import Any

from joinedup.register.fields import SEPARATOR
from joinedup.register.folder_files import BOUNDARIES, FILES
from joinedup.register.gathering import CONTENTS, WORDS, unread_files
from joinedup.register.gathering import FILE_NAMES as FILE_NAMES
from joinedup.register.kinds import Kinds
from joinedup.register.lists import FlatTable
from joinedup.register.parsing import fault, too_large
from joinedup.register.reading import Reading, read
from joinedup.register.tables import CellKind, Column
from joinedup.values.definitions import read_definitions
from joinedup.values.finding import Finding, Subject, Where
from joinedup.values.keeping import nothing_thrown_away

#: Those that stand beside the register: data that is hashed and cited, and no part of the version.
BESIDE: tuple[str, ...] = (*(file.name for file in FILES if file.section is None), BOUNDARIES)


@cache
def kinds() -> Kinds:
    """The closed lists of `definitions/kinds.yaml`."""
    text = (package_files("joinedup.register") / "definitions" / "kinds.yaml").read_text("utf-8")
    return Kinds(read_definitions(text))


def read_folder(folder: Path) -> Reading:
    """Read a system folder from disk; every fault is a finding, and nothing is raised for one.

    In place of the folder a workbook may be named, which then holds all its lists.
    """
    contents, findings = contents_of(folder)
    if findings:
        return Reading(None, findings)
    with nothing_thrown_away():
        return read(contents, hashes(contents), kinds())


def contents_of(folder: Path) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The files of a system folder, name to bytes; or the faults of those that cannot be read.

    In place of the folder a workbook may be named: it is then the only file.
    """
    alone = folder.suffix.lower() == ".xlsx" and folder.is_file()
    if not folder.is_dir() and not alone:
        where = Where(str(folder))
        why = "there is no such folder" if not folder.exists() else "this is a file, not a folder"
        mend = "give the path of a system folder, or make one with 'joinedup new'"
        return {}, (fault("missing-folder", where, why, mend),)
    place = folder.parent if alone else folder
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name in (folder.name,) if alone else FILE_NAMES:
        path = place / name
        try:
            if not _is_there(path):
                continue
            # The first of these says so where a link leads nowhere, or to itself.
            found = [*too_large(name, path.stat().st_size), *_leads_out(place, path)]
            findings += found
            if not found:
                contents[name] = path.read_bytes()
        except OSError as error:
            findings.append(_unreadable(name, f"the file cannot be read: {error.strerror}"))
    if not alone:
        findings += meant_to_be_read(folder)
    return contents, tuple(findings)


def _is_there(path: Path) -> bool:
    """True for a link that leads nowhere too: somebody meant a file to be there."""
    return path.exists() or path.is_symlink()


def _leads_out(place: Path, path: Path) -> Iterator[Finding]:
    """A folder of somebody else's must not have us show what stands elsewhere on this machine."""
    target = path.resolve()
    if path.is_symlink() and not target.is_relative_to(place.resolve()):
        yield _unreadable(path.name, "this is a link to something outside the folder")
    elif not target.is_file() and not target.is_dir():
        yield _unreadable(path.name, "this is a device or a pipe, not a file")


def _unreadable(name: str, why: str) -> Finding:
    mend = "see that it is a file in the folder and that you may read it"
    return fault("unreadable", Where(name), why, mend, Subject("file", name))


def meant_to_be_read(folder: Path) -> tuple[Finding, ...]:
    """Faults of the files in a folder that look as if they were meant to be read, and are not."""
    try:
        names = [path.name for path in folder.iterdir() if path.is_file()]
    except OSError as error:
        return (_unreadable(folder.name, f"the folder cannot be looked through: {error.strerror}"),)
    return unread_files(names)


def hashes(contents: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of the bytes of each file, in hexadecimal."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made if it is not there.

    Raises FileExistsError if a file that a system folder may hold is there already, so that
    nobody's work is written over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in FILE_NAMES if _is_there(folder / name)]
    if there:
        raise FileExistsError(f"{folder} already holds {', '.join(there)}")
    for name, content in files.items():
        (folder / name).write_bytes(content)


#: So that what somebody types into a cell stays as it is typed: 0012, 1E05.
_AS_TEXT = "@"
_FORMATS: dict[CellKind, str] = {"day": "yyyy-mm-dd", "number": "General"}
#: Before this day spreadsheets disagree on how days are counted.
_FIRST_DAY = date(1900, 3, 1)
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def workbook_of(tables: Mapping[str, FlatTable], title: str = "") -> bytes:
    """Flat lists as one workbook, a sheet for each by its name, behind a sheet of contents.

    It can be edited in a spreadsheet and read back the same: what is text has the format of text,
    in columns that are still empty too; days are dates. Words of closed lists are offered, from
    a last sheet that holds them.
    """
    from openpyxl import Workbook  # here, as it takes longer to load than a folder to read

    workbook = Workbook(write_only=True)
    contents = workbook.create_sheet(CONTENTS.capitalize())
    contents.column_dimensions["A"].width = 20
    contents.column_dimensions["B"].width = 24
    contents.column_dimensions["C"].width = 90
    if title:
        contents.append([_cell(contents, title, bold=True)])
        contents.append([])
    contents.append([_cell(contents, one, bold=True) for one in ("List", "Column", "What it is")])
    for name, table in tables.items():
        link = _cell(contents, name, bold=True)
        link.hyperlink = f"#'{name}'!A1"
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        about = _cell(contents, f"{table.list.about} {rows}.")
        contents.append([link, None, about])
        for column in table.list.columns:
            contents.append(
                [None, *(_cell(contents, one) for one in (column.name, _about(column)))]
            )
    columns = [column for table in tables.values() for column in table.list.columns]
    words = list(dict.fromkeys(column.words for column in columns if column.words))
    for name, table in tables.items():
        _write_sheet(workbook.create_sheet(name), table, words)
    if words:
        _write_words(workbook.create_sheet(WORDS.capitalize()), words)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _about(column: Column) -> str:
    """What a column holds, in a sentence or two."""
    parts = [column.about]
    if column.words:
        what = f"Words with '{SEPARATOR}' between them" if column.several else "A word"
        parts.append(f"{what} of the list '{column.words.replace('_', ' ')}' in the sheet Words.")
    elif column.kind == "day":
        parts.append("A day, such as 2026-01-31.")
    if column.required:
        parts.append("Needed.")
    return " ".join(parts)


#: The last row that a sheet may have.
_LAST_ROW = 1_048_576


def _write_words(sheet: Any, names: Sequence[str]) -> None:
    """Closed lists, one a column: what the other sheets offer for a cell."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for place in range(len(names)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = 32
    sheet.append([_cell(sheet, name.replace("_", " "), bold=True) for name in names])
    for row in zip_longest(*(kinds().words(name) for name in names)):
        sheet.append([None if word is None else _cell(sheet, word) for word in row])


def _offered(column: Column, letter: str, words: Sequence[str]) -> Any:
    """What a spreadsheet offers for the cells of a column; of one word it takes no other."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    of = get_column_letter(words.index(column.words) + 1)
    last = len(kinds().words(column.words)) + 1
    return DataValidation(
        type="list",
        formula1=f"{WORDS.capitalize()}!${of}$2:${of}${last}",
        allow_blank=True,
        showErrorMessage=not column.several,
        errorTitle="Not one of the words",
        error=f"Choose one of the words that are offered; the sheet {WORDS.capitalize()} has all.",
        sqref=f"{letter}2:{letter}{_LAST_ROW}",
    )


def _write_sheet(sheet: Any, table: FlatTable, words: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    cells = [column.kind for column in table.list.columns]
    for place, column in enumerate(table.list.columns):
        letter = get_column_letter(place + 1)
        if column.words:
            sheet.data_validations.append(_offered(column, letter, words))
        longest = max((len(row[place]) for row in table.rows[:1000]), default=0)
        sheet.column_dimensions[letter].width = min(
            60, max(longest, len(table.columns[place]), 10) + 2
        )
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, _AS_TEXT)
    sheet.append([_cell(sheet, name, bold=True) for name in table.columns])
    for row in table.rows:
        sheet.append([_typed(sheet, text, kind) for text, kind in zip(row, cells, strict=True)])


def _typed(sheet: Any, text: str, kind: CellKind) -> Any:
    """A cell that reads as the text, or the text as a number or day where that loses nothing."""
    if text == "":
        return None
    if kind == "number" and len(Decimal(text).as_tuple().digits) <= 15:
        return Decimal(text)
    if kind == "day" and date.fromisoformat(text) >= _FIRST_DAY:
        return _cell(sheet, date.fromisoformat(text))
    return _cell(sheet, text)


def _cell(sheet: Any, value: str | date, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell: Any = WriteOnlyCell(sheet)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = _FORMATS["day"]
    else:
        # A workbook writes some signs as _x000D_; text that looks so is kept apart from them.
        cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", value)
        # As text, whatever it begins with: openpyxl makes a formula of '=…'.
        cell.data_type = "s"
        cell.number_format = _AS_TEXT
        cell.quotePrefix = value.startswith("=")
    if bold:
        cell.font = Font(bold=True)
    return cell
