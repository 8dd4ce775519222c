"""The register as flat lists, one table each: derived from the schema, and put together again.

A forum holds seats and a seat holds holders. Flat, these are three lists: 'forums', 'seats' with
a column 'forum', and 'holders' with the columns 'forum' and 'seat'. So each can stand in a CSV
file or in a sheet of a workbook. The entry of the system is the list 'system', of fields and
values; a field that holds several texts has a row for each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from joinedup.register.delegations import Delegation
from joinedup.register.fields import (
    CODE_CHECKS,
    SEPARATOR,
    Dated,
    Entry,
    Key,
    KindOf,
    RefersTo,
)
from joinedup.register.folder_files import FILES, FolderFile
from joinedup.register.parsing import Fields, Parsed, RawEntry, fault
from joinedup.register.schema import (
    Area,
    Council,
    Forum,
    Instrument,
    Need,
    Overlap,
    Post,
    Register,
)
from joinedup.register.tables import CellKind, Column, guarded
from joinedup.values.finding import Finding, Where

#: Names of lists whose field is named as that of another list, or as no list would be.
_NAMES: dict[tuple[type[Entry], str], str] = {
    (Area, "ons"): "area-codes",
    (Council, "ons"): "council-codes",
    (Post, "holders"): "post-holders",
    (Instrument, "provides"): "provisions",
    (Forum, "approvals"): "forum-approvals",
    (Delegation, "approvals"): "delegation-approvals",
}


@dataclass(frozen=True)
class FlatList:
    """One flat list: its columns, and where its entries stand in those of the folder's file.

    `path` are the names of the fields that lead from an entry of `file` to this list; it is
    empty for the entries of the file themselves. `owners` are the columns that name the entries
    which hold an entry of this list; `keys` the field of each of those that is its id.
    """

    name: str
    file: FolderFile
    model: type[Entry]
    path: tuple[str, ...] = ()
    owners: tuple[Column, ...] = ()
    about: str = ""

    @property
    def is_one(self) -> bool:
        """Whether it is one entry, with a row for each of its fields."""
        return self.file.form == "mapping" and not self.path

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns of its own fields."""
        return own_columns(self.model)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All its columns in the order in which they are written."""
        return _OF_ONE if self.is_one else (*self.owners, *self.own)

    @property
    def key(self) -> str | None:
        """The column that is the id of an entry among its siblings, if there is one."""
        return key_column(self.model)


@dataclass(frozen=True)
class FlatTable:
    """A list with its rows; each row has the text of every column, '' for what is not known."""

    list: FlatList
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.list.columns)


_OF_ONE = (
    Column("field", "text", True, "Name of the field."),
    Column("value", "field", True, "What it holds. A field that holds several has several rows."),
)


@cache
def columns(model: type[Entry]) -> tuple[str, ...]:
    """The names that the fields of a model carry in a file, in the order of `fields`."""
    return tuple(model.model_fields[name].alias or name for name in fields(model))


@cache
def fields(model: type[Entry]) -> tuple[str, ...]:
    """The fields of a model in the order in which they are written: its own, then its days."""
    names = tuple(model.model_fields)
    return tuple(sorted(names, key=lambda name: name in Dated.model_fields))


def entry_model_in(annotation: Any) -> type[Entry] | None:
    """The entry model inside an annotation such as tuple[Seat, ...], if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := entry_model_in(part)) is not None:
            return found
    return None


@cache
def own_columns(model: type[Entry]) -> tuple[Column, ...]:
    """The columns of the fields of a model that are not lists of entries themselves."""
    found = []
    for name, shown in zip(fields(model), columns(model), strict=True):
        info = model.model_fields[name]
        if entry_model_in(info.annotation) is None:
            words = next((one.name for one in info.metadata if isinstance(one, KindOf)), "")
            several = get_origin(info.annotation) is tuple
            about = info.description or ""
            needed = info.is_required()
            assumes = not needed and bool(info.default)
            found.append(Column(shown, cell_kind(info), needed, about, words, several, assumes))
    return tuple(found)


@cache
def key_column(model: type[Entry]) -> str | None:
    """The field that is an entry's id among its siblings; None where it has none, or several."""
    keys = [
        info.alias or name
        for name, info in model.model_fields.items()
        if any(isinstance(mark, Key) for mark in info.metadata)
    ]
    return keys[0] if len(keys) == 1 else None


def cell_kind(info: FieldInfo) -> CellKind:
    """What a cell of this field holds."""
    parts = list(_parts(info.annotation, info.metadata))
    for types, kind in _KINDS_OF_CELLS:
        if any(part in types for part in parts if isinstance(part, type)):
            return kind
    is_code = any(
        isinstance(part, (Key, RefersTo, KindOf))
        or (isinstance(part, AfterValidator) and part.func in CODE_CHECKS)
        for part in parts
    )
    return "code" if is_code else "text"


_KINDS_OF_CELLS: tuple[tuple[tuple[type, ...], CellKind], ...] = (
    ((date,), "day"),
    ((bool,), "truth"),
    ((int, Decimal), "number"),
)


def _parts(annotation: Any, metadata: Sequence[Any] = ()) -> Iterator[Any]:
    yield annotation
    yield from metadata
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _parts(part)


def list_name(model: type[Entry], field: str) -> str:
    """The name of the flat list of what stands in a field of an entry."""
    return _NAMES.get((model, field), field)


def _lists(
    file: FolderFile, model: type[Entry], path: tuple[str, ...], owners: tuple[Column, ...]
) -> Iterator[FlatList]:
    for name in model.model_fields:
        inner = entry_model_in(model.model_fields[name].annotation)
        if inner is None:
            continue
        child_owners = owners
        if key := key_column(model):
            about = next(one.about for one in own_columns(model) if one.name == key)
            owner = Column(model.__name__.lower(), "code", True, f"In which it stands. {about}")
            child_owners = (*owners, owner)
        about = (inner.__doc__ or "").splitlines()[0]
        yield FlatList(list_name(model, name), file, inner, (*path, name), child_owners, about)
        yield from _lists(file, inner, (*path, name), child_owners)


def _all_lists() -> Iterator[FlatList]:
    for file in FILES:
        name = file.name.split(".")[0]
        yield FlatList(name, file, file.model, about=file.about)
        yield from _lists(file, file.model, (), ())


#: Every flat list, in the order of the files, by name.
LISTS: dict[str, FlatList] = {flat.name: flat for flat in _all_lists()}


def lists_of(file: FolderFile) -> tuple[FlatList, ...]:
    """The flat lists that the entries of a file make: its own first, and those within them."""
    return tuple(flat for flat in LISTS.values() if flat.file is file)


def tables(
    register: Register, need: Sequence[Need] = (), overlaps: Sequence[Overlap] = ()
) -> dict[str, FlatTable]:
    """A register, and the data beside it if given, as flat tables by name, empty ones too."""
    found = {}
    for file in FILES:
        if file.section is None:
            entries: Any = need if file.model is Need else overlaps
        else:
            entries = getattr(register, file.section)
        found.update(tables_of(file, (entries,) if file.form == "mapping" else entries))
    return found


def tables_of(file: FolderFile, entries: Iterable[Entry]) -> dict[str, FlatTable]:
    """The entries of one file as flat tables by name."""
    found = {}
    entries = tuple(entries)
    for flat in lists_of(file):
        rows: list[tuple[str, ...]] = []
        for entry in entries:
            rows += _rows_of_one(entry) if flat.is_one else _rows(flat, entry, flat.path, ())
        found[flat.name] = FlatTable(flat, tuple(rows))
    return found


def _rows(
    flat: FlatList, entry: Entry, path: tuple[str, ...], owners: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    if not path:
        yield (*owners, *(_cell(getattr(entry, name)) for name in _own_fields(type(entry))))
        return
    key = key_column(type(entry))
    if key is not None:
        owners = (*owners, str(getattr(entry, key)))
    for child in getattr(entry, path[0]):
        yield from _rows(flat, child, path[1:], owners)


def _rows_of_one(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in _own_fields(type(entry)):
        info = type(entry).model_fields[name]
        value = getattr(entry, name)
        values = value if isinstance(value, tuple) else (value,)
        for one in values:
            if one not in (None, ""):
                yield info.alias or name, _cell(one)


@cache
def _own_fields(model: type[Entry]) -> tuple[str, ...]:
    return tuple(
        name
        for name in fields(model)
        if entry_model_in(model.model_fields[name].annotation) is None
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"{SEPARATOR} ".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def csv_of(table: FlatTable) -> bytes:
    """A flat list as CSV in UTF-8, as the reader takes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    kinds = [column.kind for column in table.list.columns]
    for row in table.rows:
        writer.writerow([guarded(text, kind) for text, kind in zip(row, kinds, strict=True)])
    return out.getvalue().encode("utf-8")


def assembled(file: FolderFile, parsed: Mapping[str, Parsed]) -> Parsed:
    """The entries of a file put together from its flat lists, by name, as they were parsed.

    A row that stands in an entry which is not there is a fault.
    """
    findings = [finding for one in parsed.values() for finding in one.findings]
    top, *inner = lists_of(file)
    raw = parsed.get(top.name, Parsed())
    if top.is_one:
        entries, faults = _one_entry(raw, _of_several(top.model))
        if not entries and not raw.findings:
            faults.append(_no_one_entry(top, parsed))
        findings += faults
    else:
        entries = raw.entries
    at: dict[tuple[str, ...], dict[tuple[str, ...], Fields]] = {
        (): _by_owner(top, [entry.values for entry in entries])
    }
    unread: dict[tuple[str, ...], bool] = {(): bool(raw.findings) or (top.is_one and not entries)}
    for flat in inner:
        rows = parsed.get(flat.name, Parsed())
        holders, above = at[flat.path[:-1]], unread[flat.path[:-1]]
        placed = []
        for entry in rows.entries:
            values = entry.values
            owner = tuple(str(values.pop(column.name)).strip() for column in flat.owners)
            holder = holders.get(owner)
            if holder is not None:
                holder.setdefault(flat.path[-1], []).append(values)
                placed.append((owner, values))
            elif not above:
                findings.append(_no_owner(flat, owner, entry))
        at[flat.path] = {}
        if flat.key is not None:
            for owner, values in placed:
                key = str(values.get(flat.key, "")).strip()
                at[flat.path].setdefault((*owner, key), values)
        unread[flat.path] = above or bool(rows.findings)
    return Parsed(tuple(entries), tuple(findings))


def _by_owner(top: FlatList, entries: Iterable[Fields]) -> dict[tuple[str, ...], Fields]:
    found: dict[tuple[str, ...], Fields] = {}
    for values in entries:
        key = () if top.key is None else (str(values.get(top.key, "")).strip(),)
        found.setdefault(key, values)
    return found


def _no_owner(flat: FlatList, owner: tuple[str, ...], entry: RawEntry) -> Finding:
    column = flat.owners[-1].name
    said = "/".join(owner)
    holder = next(one.name for one in lists_of(flat.file) if one.path == flat.path[:-1])
    return fault(
        "reference",
        Where(entry.file, entry.row, column),
        f"{column}: '{said}' is not the id of an entry in {holder}",
        f"add it to {holder}, or mend the id",
    )


def _no_one_entry(top: FlatList, parsed: Mapping[str, Parsed]) -> Finding:
    why = f"the folder has no list '{top.name}', which the lists {', '.join(parsed)} belong to"
    return fault("missing-file", Where(f"{top.name}.csv"), why, f"add it: {top.about}")


def _one_entry(raw: Parsed, several: frozenset[str]) -> tuple[tuple[RawEntry, ...], list[Finding]]:
    """The one entry whose fields stand in rows; those in `several` may have more than one."""
    if not raw.entries:
        return (), []
    values: dict[str, Any] = {}
    rows: dict[str, int] = {}
    findings: list[Finding] = []
    for entry in raw.entries:
        name, value = (str(entry.values[column.name]).strip() for column in _OF_ONE)
        if name in several:
            values.setdefault(name, []).append(value)
        elif name in values:
            where = Where(entry.file, entry.row, name)
            why = f"'{name}' stands twice, first at {Where(entry.file, rows[name])}"
            findings.append(fault("duplicate", where, why, "keep one of the two"))
        else:
            values[name] = value
        rows.setdefault(name, entry.row)
    first = raw.entries[0]
    kept = {name: value for name, value in values.items() if value != ""}
    return (RawEntry(Fields(kept, first.file, first.row, rows)),), findings


def _of_several(model: type[Entry]) -> frozenset[str]:
    """The fields that hold several values."""
    return frozenset(
        info.alias or name
        for name, info in model.model_fields.items()
        if isinstance(info.default, tuple)
    )
