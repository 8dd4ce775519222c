"""In which forms the lists of a folder are given: YAML, CSV files, or the sheets of workbooks.

A file of the folder may stand as it is named, or as the flat lists that it holds: 'forums.yaml',
or 'forums.csv' with 'seats.csv' and 'holders.csv', or workbooks of these names, or sheets of
these names in one workbook, 'register.xlsx'. No list may be given twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from joinedup.register.folder_files import BOUNDARIES, FILES, FolderFile
from joinedup.register.lists import LISTS, FlatList, assembled, lists_of
from joinedup.register.parsing import Parsed, fault, parse_list, parse_mapping
from joinedup.register.tables import parse_sheet, parse_table
from joinedup.register.workbooks import Sheet, read_workbook
from joinedup.values.finding import Finding, Where

#: The workbook that may hold every list of a folder, one a sheet.
WORKBOOK = "register.xlsx"
#: The sheets that say what the others hold, and which words there are; they are not read.
CONTENTS = "contents"
WORDS = "words"
#: Every file name that a folder may hold.
FILE_NAMES: tuple[str, ...] = (
    *(file.name for file in FILES),
    BOUNDARIES,
    *(f"{name}.csv" for name in LISTS if f"{name}.csv" not in {file.name for file in FILES}),
    WORKBOOK,
    *(f"{name}.xlsx" for name in LISTS),
)
_ENDINGS = "csv|yaml|yml|json|xlsx|xls|xlsm|xlsb|ods|tsv|txt"
_LIKE_A_FILE = re.compile(rf"(.+)\.(?:{_ENDINGS})", re.IGNORECASE)
_COPIED = re.compile(r"[ _-]*(?:\([0-9]+\)|copy)$")


@dataclass
class Given:
    """What a folder gives: files in their own form, flat lists as parsed, and faults."""

    own: dict[str, Parsed] = field(default_factory=dict)
    flat: dict[str, Parsed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    #: The file (and sheet) that gives each list, by its name.
    given_by: dict[str, str] = field(default_factory=dict)

    def entries_of(self, file: FolderFile) -> Parsed | None:
        """The raw entries of a file, in whichever form they are given; None where in none."""
        if file.name in self.own:
            return self.own[file.name]
        names = [flat.name for flat in lists_of(file)]
        if not any(name in self.flat for name in names):
            return None
        return assembled(file, {name: self.flat[name] for name in names if name in self.flat})


def gathered(contents: Mapping[str, bytes]) -> Given:
    """Every list that the `contents` of a folder give (name to bytes), each parsed once.

    Besides the files that a folder may hold, a workbook of any name counts as one with a sheet
    for each list.
    """
    given = Given()
    for file in FILES:
        if file.form != "table" and file.name in contents:
            _take_own(given, file, contents[file.name])
    for flat in LISTS.values():
        name = f"{flat.name}.csv"
        if name in contents and _is_new(given, flat, name):
            given.flat[flat.name] = parse_table(name, contents[name], flat.columns)
    for name in sorted(contents):
        if name.lower().endswith(".xlsx"):
            _take_workbook(given, name, contents[name])
    return given


def unread_files(names: Iterable[str]) -> tuple[Finding, ...]:
    """Faults of the files in a folder that look as if they were meant to be read, and are not."""
    return tuple(
        fault("unread-file", Where(name), f"'{name}' is not read: {why}", mend)
        for name in sorted(names)
        if name not in FILE_NAMES
        for why, mend in _why_unread(name)
    )


def _why_unread(name: str) -> Iterable[tuple[str, str]]:
    found = _LIKE_A_FILE.fullmatch(name)
    if found is None:
        return
    stem = _COPIED.sub("", found[1].strip().lower()).replace("_", "-").replace(" ", "-")
    meant = next((one for one in (stem, f"{stem}s") if one in {*LISTS, "register"}), None)
    if meant is not None:
        may = [one for one in FILE_NAMES if one.rsplit(".", 1)[0] == meant]
        why = f"it looks like {meant}, whose file is called {' or '.join(may)}"
        yield why, "give it one of these names, or move it out of the folder"


def _take_own(given: Given, file: FolderFile, content: bytes) -> None:
    for flat in lists_of(file):
        given.given_by[flat.name] = file.name
    if file.form == "list":
        given.own[file.name] = parse_list(file.name, content, str(file.section))
    else:
        given.own[file.name] = parse_mapping(file.name, content)


def _is_new(given: Given, flat: FlatList, label: str) -> bool:
    """Whether nothing has given this list so far; if something has, that is a fault."""
    if flat.name not in given.given_by:
        given.given_by[flat.name] = label
        return True
    first = given.given_by[flat.name]
    why = f"{flat.name} are given twice: in {first} and in {label}"
    mend = "keep one of the two, and take the other out of the folder"
    given.findings.append(fault("given-twice", Where(label), why, mend))
    return False


def _take_workbook(given: Given, name: str, content: bytes) -> None:
    sheets, findings = read_workbook(name, content)
    given.findings += findings
    sheets = tuple(sheet for sheet in sheets if _list_named(sheet.name) not in (CONTENTS, WORDS))
    alone = LISTS.get(name[: -len(".xlsx")])
    if alone is not None and len(sheets) == 1 and _list_named(sheets[0].name) not in LISTS:
        # One sheet in a workbook that has the name of a list: whatever the sheet is called.
        _take_sheet(given, alone, sheets[0], name)
        return
    for sheet in sheets:
        flat = LISTS.get(_list_named(sheet.name))
        if flat is not None:
            _take_sheet(given, flat, sheet, name)
        elif sheet.rows:
            why = f"the workbook has a sheet '{sheet.name}', and there is no such list"
            mend = f"take the sheet out, or give it the name of a list: {', '.join(LISTS)}"
            given.findings.append(fault("sheet", Where(sheet.label(name)), why, mend))


def _list_named(sheet: str) -> str:
    return sheet.strip().lower()


def _take_sheet(given: Given, flat: FlatList, sheet: Sheet, name: str) -> None:
    label = sheet.label(name)
    if _is_new(given, flat, label):
        given.flat[flat.name] = parse_sheet(label, sheet.rows, flat.columns)
        given.findings += sheet.findings
