"""One list put in place of another in a folder's contents, which keep the form that they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from joinedup.register.folder_files import FILES
from joinedup.register.gathering import gathered
from joinedup.register.kinds import Kinds
from joinedup.register.lists import LISTS, FlatTable, lists_of, tables, tables_of
from joinedup.register.reading import read, read_file
from joinedup.register.writing import csv_of, file_of
from joinedup.values.finding import Finding

Form = Literal["csv", "xlsx"]
#: Writes flat lists as one workbook; `files.workbook_of`.
WriteWorkbook = Callable[[Mapping[str, FlatTable]], bytes]


@dataclass(frozen=True)
class Replaced:
    """The contents of a folder with one list replaced; or None and the findings that say why not.

    `notes` say what a person must know before the new contents take the place of the old.
    """

    contents: Mapping[str, bytes] | None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def replaced(
    contents: Mapping[str, bytes],
    name: str,
    uploaded: bytes,
    form: Form,
    kinds: Kinds,
    write_workbook: WriteWorkbook,
) -> Replaced:
    """The `contents` of a folder (name to bytes) with the list `name` as it was uploaded.

    `name` is one of `lists.LISTS`. The folder keeps its form: where the list stands in a YAML
    file or in a workbook with others, all are read, and that file is written anew. The outcome
    reads without a fault, or there are findings; those name the upload 'seats.csv', say.

    Raises KeyError where there is no such list.
    """
    flat, upload = LISTS[name], f"{name}.{form}"
    holder = _holder(contents, name)
    kept = {one: content for one, content in contents.items() if one != holder}
    apart: dict[str, FlatTable] = {}
    if holder not in (None, upload):
        apart, faults = _apart(str(holder), contents)
        if faults:
            return Replaced(None, faults)
    trial = {**kept, **{f"{one}.csv": csv_of(table) for one, table in apart.items()}}
    trial.pop(f"{name}.csv", None)
    trial[upload] = uploaded
    outcome = read(trial, {}, kinds)
    if outcome.folder is None:
        return Replaced(None, outcome.findings)
    if holder is None or holder == upload:
        return Replaced(trial)
    folder = outcome.folder
    now = tables(folder.register, folder.need, folder.overlaps)
    if holder == f"{name}.csv":
        return Replaced({**kept, holder: csv_of(now[name])})
    if holder.endswith(".xlsx"):
        sheets = {one: now[one] for one in apart}
        note = f"{holder} is written anew: what else stood in it, such as formats, is lost"
        return Replaced({**kept, holder: write_workbook(sheets)}, (), (note,))
    section = getattr(folder.register, str(flat.file.section))
    note = f"{holder} is written anew: comments in it are lost"
    return Replaced({**kept, holder: file_of(flat.file, section)}, (), (note,))


def _holder(contents: Mapping[str, bytes], name: str) -> str | None:
    """The file that gives a list now, alone or with others; None where nothing does."""
    label = gathered(contents).given_by.get(name, "")
    return next((one for one in contents if label == one or label.startswith(f"{one} (")), None)


def _apart(
    holder: str, contents: Mapping[str, bytes]
) -> tuple[dict[str, FlatTable], tuple[Finding, ...]]:
    """The lists that one file of the folder gives, each as a flat table; or the faults of it."""
    given = gathered({holder: contents[holder]})
    found: dict[str, FlatTable] = {}
    faults = list(given.findings)
    for file in FILES:
        if any(flat.name in given.given_by for flat in lists_of(file)):
            one = read_file(file, given)
            faults += one.findings
            found.update(tables_of(file, [entry for _, entry in one.entries]))
    return {one: table for one, table in found.items() if one in given.given_by}, tuple(faults)
