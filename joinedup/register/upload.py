"""Lists put in place of others in a folder's contents, which keep the form that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from joinedup.register.folder_files import FILES, FolderFile
from joinedup.register.gathering import gathered
from joinedup.register.kinds import Kinds
from joinedup.register.lists import LISTS, FlatTable, tables
from joinedup.register.parsing import fault
from joinedup.register.reading import Folder, read
from joinedup.register.writing import csv_of, file_of
from joinedup.values.finding import Finding, Where

Form = Literal["csv", "xlsx"]
#: Writes flat lists as one workbook; `files.workbook_of`.
WriteWorkbook = Callable[[Mapping[str, FlatTable]], bytes]
#: What findings call an upload of several lists: no file of a folder has this name.
SEVERAL = "workbook.xlsx"


@dataclass(frozen=True)
class Replaced:
    """The contents of a folder with lists replaced; or None and the findings that say why not.

    `lists` are the names of those that were uploaded. `notes` say what a person must know before
    the new contents take the place of the old.
    """

    contents: Mapping[str, bytes] | None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def upload_name(name: str, form: Form) -> str:
    """What findings call an upload of the list `name`, or of several where that is ''."""
    return f"{name}.{form}" if name else SEVERAL


def replaced(
    contents: Mapping[str, bytes],
    upload: str,
    uploaded: bytes,
    kinds: Kinds,
    write_workbook: WriteWorkbook,
) -> Replaced:
    """The `contents` of a folder (name to bytes) with the lists that were uploaded.

    `upload` is as `upload_name` gives it. A list takes the place of the whole list; one that is
    not in the upload stays. The folder keeps its form: where a list stands in a YAML file or in a
    workbook with others, all are read, and that file is written anew. The outcome reads without
    a fault, or there are findings; those name the upload 'seats.csv', say.
    """
    names, faults = _lists_in(upload, uploaded)
    if faults:
        return Replaced(None, faults)
    before = read(contents, {}, kinds)
    if before.folder is None:
        return Replaced(None, before.findings)
    was = _tables(before.folder)
    labels = gathered(contents).given_by
    holders = {name: _holder(contents, label) for name, label in labels.items()}
    away = {holders[name] for name in names if name in holders}
    trial = {one: content for one, content in contents.items() if one not in away}
    stay = [one for one, holder in holders.items() if holder in away and one not in names]
    trial |= {f"{one}.csv": csv_of(was[one]) for one in stay}
    after = read({**trial, upload: uploaded}, {}, kinds)
    if after.folder is None:
        return Replaced(None, after.findings)
    now = _tables(after.folder)
    differ = [name for name in names if now[name].rows != was[name].rows]
    # A file whose lists are as they were stays as it is, with its comments.
    anew = tuple(dict.fromkeys(holders[name] for name in differ if name in holders))
    files = dict(contents)
    for holder in anew:
        held = [one for one in now if holders.get(one) == holder]
        files[holder] = _written(holder, held, now, after.folder, write_workbook)
    files |= {f"{name}.csv": csv_of(now[name]) for name in differ if name not in holders}
    return Replaced(files, (), tuple(_notes(anew)), names)


def _lists_in(upload: str, uploaded: bytes) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The names of the lists in an upload; or why it is not what it was sent as."""
    given = gathered({upload: uploaded})
    names, only = tuple(given.given_by), upload.rpartition(".")[0]
    if not names and given.findings:
        return (), tuple(given.findings)
    if not names:
        why = "the workbook has no list in it"
        mend = f"give each sheet the name of a list: {', '.join(LISTS)}"
        return (), (fault("sheet", Where(upload), why, mend),)
    if only in LISTS and names != (only,):
        why = f"the workbook has the lists {', '.join(names)}, and only {only} is asked for"
        mend = "upload it on the page Lists, or leave one sheet in it"
        return (), (fault("sheet", Where(upload), why, mend),)
    return names, ()


def _holder(contents: Iterable[str], label: str) -> str:
    """The file that a list stands in, alone or with others, by the label of what gives it."""
    return next(one for one in contents if label == one or label.startswith(f"{one} ("))


def _tables(folder: Folder) -> dict[str, FlatTable]:
    return tables(folder.register, folder.need, folder.overlaps)


def _written(
    holder: str,
    held: Iterable[str],
    now: Mapping[str, FlatTable],
    folder: Folder,
    write_workbook: WriteWorkbook,
) -> bytes:
    """A file of the folder with the lists that it holds as they are now."""
    if holder.endswith(".xlsx"):
        return write_workbook({one: now[one] for one in held})
    own = _file_named(holder)
    if own is None or own.form == "table":
        return csv_of(now[holder.rpartition(".")[0]])
    return file_of(own, getattr(folder.register, str(own.section)))


def _file_named(name: str) -> FolderFile | None:
    return next((file for file in FILES if file.name == name), None)


def _notes(anew: Iterable[str]) -> Iterable[str]:
    for holder in anew:
        if holder.endswith(".xlsx"):
            yield f"{holder} is written anew: what else stood in it, such as formats, is lost"
        elif not holder.endswith(".csv"):
            yield f"{holder} is written anew: comments in it are lost"
