"""Reading a folder: the bytes of its files in, a `Register` and its data out, or every fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from joinedup.register import references
from joinedup.register.boundaries import Boundaries, read_boundaries
from joinedup.register.canonical import digest
from joinedup.register.fields import Entry
from joinedup.register.folder_files import BOUNDARIES, FILES, FolderFile
from joinedup.register.gathering import Given, gathered
from joinedup.register.kinds import Kinds
from joinedup.register.lists import columns as columns
from joinedup.register.lists import csv_of, tables_of
from joinedup.register.lists import entry_model_in as entry_model_in
from joinedup.register.lists import fields as fields
from joinedup.register.parsing import MOST_FAULTS, RawEntry, fault, first_faults
from joinedup.register.references import ReadFile
from joinedup.register.salvage import what_is_left
from joinedup.register.schema import Need, Overlap, Register
from joinedup.values.finding import Finding, Where, in_order

_BEGINS_AN_AMOUNT = re.compile(r"-?£? ?[0-9]{1,3}")
#: What stands after a comma between thousands: '000', or '000 a year'.
_THOUSANDS = re.compile(r"[0-9]{3}( .*)?")


@dataclass(frozen=True)
class Folder:
    """A folder that was read: its register, the data beside it, and where each entry stands.

    `where` gives the file and row of an entry by section and id, for later findings.
    `hashes` gives the SHA-256 of the bytes of each file, to be cited.
    """

    register: Register
    need: tuple[Need, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    boundaries: Boundaries = field(default_factory=Boundaries)
    where: Mapping[tuple[str, str], Where] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The outcome of reading: a folder, or None with the findings that say why not."""

    folder: Folder | None
    findings: tuple[Finding, ...]


def read(contents: Mapping[str, bytes], hashes: Mapping[str, str], kinds: Kinds) -> Reading:
    """Read a folder from the `contents` of its files (name to bytes), all faults at once.

    `hashes` are the SHA-256 of the contents; `kinds` the closed lists. No file is read here.
    """
    given = gathered(contents)
    files = [read_file(file, given) for file in FILES]
    findings = [*given.findings, *(found for one in files for found in one.findings)]
    findings += references.faults(files, kinds)
    known = references.area_ids(files), references.body_ids(files)
    outlines, outline_faults = read_boundaries(contents.get(BOUNDARIES), *known)
    findings += outline_faults
    if findings:
        return Reading(None, in_order(findings))
    by_name = {one.file.name: _entries(one) for one in files}
    return Reading(
        Folder(
            register=_register(files),
            need=by_name["need.csv"],
            overlaps=by_name["overlaps.csv"],
            boundaries=outlines,
            where=_where(files),
            hashes={**hashes, **_hashes_of_data(by_name, contents)},
        ),
        (),
    )


def _hashes_of_data(
    by_name: Mapping[str, tuple[Entry, ...]], contents: Mapping[str, bytes]
) -> dict[str, str]:
    """Data that stands in a workbook is cited by the hash of the CSV file that it would make."""
    return {
        file.name: digest(csv_of(tables_of(file, by_name[file.name])[file.name.split(".")[0]]))
        for file in FILES
        if file.section is None and file.name not in contents and by_name[file.name]
    }


def read_file(file: FolderFile, given: Given) -> ReadFile:
    """The entries of one file, in whichever form it is given, that are good; and its faults."""
    parsed = given.entries_of(file)
    if parsed is None:
        return ReadFile(file, (), (_missing(file),) if file.required else (), cut_short=True)
    good: list[tuple[RawEntry, Entry]] = []
    left: list[tuple[RawEntry, Entry]] = []
    bad: list[Finding] = []
    for raw in parsed.entries:
        if len(bad) > MOST_FAULTS:
            break
        try:
            good.append((raw, file.model.model_validate(raw.values)))
        except ValidationError as error:
            told = (_value_fault(file, raw, details) for details in _told(error.errors()))
            bad += dict.fromkeys(told)
            left.append((raw, what_is_left(file.model, raw.values)))
    findings = (*parsed.findings, *first_faults(file.name, bad))
    cut_short = bool(parsed.findings) or len(bad) > MOST_FAULTS
    return ReadFile(file, tuple(good), findings, tuple(left), cut_short)


def _told(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without those of lists that pydantic finds too short, as it does where an item is wrong."""
    within = {
        path[:depth] for one in errors for path in (one["loc"],) for depth in range(len(path))
    }
    return [one for one in errors if one["type"] != "too_short" or one["loc"] not in within]


def _missing(file: FolderFile) -> Finding:
    return fault(
        "missing-file", Where(file.name), f"the folder has no {file.name}", f"add it: {file.about}"
    )


def _value_fault(file: FolderFile, raw: RawEntry, details: ErrorDetails) -> Finding:
    path = details["loc"]
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "entry")
    if details["type"] == "extra_forbidden" and (cut := _cut_at_commas(raw, path)):
        field_, text = cut
        why = f"{field_}: inside {{ }} a comma begins another field, here after '{text[0]}'"
        mend = f"put {','.join(text)} in quotation marks inside {{ }}"
        return fault("value", raw.where((*path[:-1], field_)), why, mend)
    return fault("value", raw.where(path), _why(name, details), _mend(file, path, details))


def _cut_at_commas(
    raw: RawEntry, path: tuple[str | int, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """The field and the parts of an amount such as £50,000 that YAML took for several fields."""
    values: Any = raw.values
    for step in path[:-1]:
        values = values[step]
    found: tuple[str, tuple[str, ...]] | None = None
    for name, value in values.items():
        if value is None and found and _THOUSANDS.fullmatch(str(name)):
            found = found[0], (*found[1], str(name))
        elif found and path[-1] in found[1][1:]:
            break
        else:
            begins = isinstance(value, str) and _BEGINS_AN_AMOUNT.fullmatch(value)
            found = (str(name), (value,)) if begins else None
    return found if found and path[-1] in found[1][1:] else None


def _why(name: str, details: ErrorDetails) -> str:
    """Say in plain words what pydantic found; its own words are for programmers."""
    given = details.get("input")
    kind = details["type"]
    if kind == "missing":
        return f"'{name}' is missing"
    if kind == "extra_forbidden":
        return f"'{name}' is not a field here"
    if kind == "invalid_key":
        return f"{_brief(given)} cannot be the name of a field"
    if kind in ("string_too_short", "too_short"):
        return f"'{name}' is empty"
    if kind in ("string_too_long", "too_long"):
        most = details["ctx"]["max_length"]
        return f"{name}: {_brief(given)} is too long: it may have {most:,} characters"
    if kind == "value_error":
        return f"{name}: {_brief(given)}: {details['msg'].removeprefix('Value error, ')}"
    if kind.startswith(("decimal", "int", "float")):
        return f"{name}: {_brief(given)} is not a number as this column needs it"
    if kind in ("greater_than", "greater_than_equal"):
        return f"{name}: {_brief(given)} is too small: {details['msg'].lower()}"
    if kind in ("less_than", "less_than_equal"):
        return f"{name}: {_brief(given)} is too large: {details['msg'].lower()}"
    if kind in ("tuple_type", "list_type"):
        return f"{name}: {_brief(given)} is not a list"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{name}: {_brief(given)} is not a set of fields"
    return f"{name}: {_brief(given)}: {details['msg']}"


def _brief(given: object) -> str:
    text = "nothing" if given is None else str(given)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def _mend(file: FolderFile, path: tuple[str | int, ...], details: ErrorDetails) -> str:
    model: Any = file.model
    about = ""
    for step in path:
        if isinstance(step, int) or not hasattr(model, "model_fields"):
            continue
        info = next(
            (info for name, info in model.model_fields.items() if step in (name, info.alias)), None
        )
        if info is None:
            return f"take it out, or mend its name; the fields are {', '.join(columns(model))}"
        about = info.description or ""
        model = entry_model_in(info.annotation)
    if details["type"] in ("decimal_parsing", "int_parsing"):
        return f"{about} Write digits only, with no commas, spaces or units."
    if not about:
        return f"see the reference page of {file.name}"
    # An abbreviation keeps its capitals.
    said = about if about[:2].isupper() else about[0].lower() + about[1:]
    return f"{'add it' if details['type'] == 'missing' else 'mend it'}: {said}"


def _entries(one: ReadFile) -> tuple[Any, ...]:
    return tuple(entry for _, entry in one.entries)


def _register(files: list[ReadFile]) -> Register:
    sections: dict[str, Any] = {}
    for one in files:
        if one.file.section is not None:
            entries = _entries(one)
            single = one.file.form == "mapping"
            sections[one.file.section] = entries[0] if single else entries
    return Register(**sections)


def _where(files: list[ReadFile]) -> dict[tuple[str, str], Where]:
    return {
        (section, entry_id): raw.where(path)
        for section, entry_id, raw, path in references.located(files)
    }
