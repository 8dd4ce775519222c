"""What the entries of a folder must be to one another: unique, known, in order, without circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from joinedup.register.fields import Dated, Entry, Key, KindOf, RefersTo
from joinedup.register.folder_files import FolderFile
from joinedup.register.kinds import Kinds
from joinedup.register.parsing import Path, RawEntry, fault
from joinedup.register.schema import Area, System
from joinedup.values.finding import Finding, Subject, Where


@dataclass(frozen=True)
class ReadFile:
    """The good entries of one file, each with its raw entry, and the faults of the others."""

    file: FolderFile
    entries: tuple[tuple[RawEntry, Entry], ...]
    findings: tuple[Finding, ...]


#: Entry id by section, with the kind of the entry where it has one.
Known = dict[str, dict[str, str]]


def faults(files: Sequence[ReadFile], kinds: Kinds) -> list[Finding]:
    """Every fault between the entries that could be read."""
    known = _known(files)
    unread = {_section(read_file) for read_file in files if read_file.findings}
    if "system" in unread:
        unread.add("areas")
    if "practices" in unread:
        unread.add("bodies")
    found: list[Finding] = []
    for read_file in files:
        siblings = [(raw, (), entry) for raw, entry in read_file.entries]
        found += _twice(siblings)
        for raw, path, entry in siblings:
            found += _entry_faults(raw, path, entry, known, unread, kinds)
    found += _one_id_twice(files)
    found += _area_faults(files)
    found += _system_faults(files, known, unread)
    return found


def area_ids(files: Sequence[ReadFile]) -> frozenset[str] | None:
    """The ids of the areas, or None if the file that names them could not be read."""
    systems = _systems(files)
    return frozenset(area.id for _, system in systems for area in system.areas) if systems else None


def located(files: Sequence[ReadFile]) -> Iterator[tuple[str, str, RawEntry, Path]]:
    """Section, id, raw entry and path of every entry that has an id."""
    for read_file in files:
        for raw, entry in read_file.entries:
            if key := _key(entry):
                yield _section(read_file), "/".join(key), raw, ()
            for name, index, child in _children(entry):
                if child_key := _key(child):
                    owner = "" if isinstance(entry, System) else "/".join(key) + "/"
                    yield name, owner + "/".join(child_key), raw, (name, index)


def _section(read_file: ReadFile) -> str:
    return read_file.file.section or read_file.file.name.split(".")[0]


def _systems(files: Sequence[ReadFile]) -> list[tuple[RawEntry, System]]:
    return [
        (raw, entry)
        for read_file in files
        for raw, entry in read_file.entries
        if isinstance(entry, System)
    ]


def _children(entry: Entry) -> Iterator[tuple[str, int, Entry]]:
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            for index, child in enumerate(value):
                if isinstance(child, Entry):
                    yield name, index, child


def _key(entry: Entry) -> tuple[str, ...]:
    return tuple(str(getattr(entry, name)) for name in _key_fields(type(entry)))


@cache
def _key_fields(model: type[Entry]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(isinstance(mark, Key) for mark in info.metadata)
    )


def _known(files: Sequence[ReadFile]) -> Known:
    known: Known = {}
    for section, entry_id, kind in _identified(files):
        known.setdefault(section, {})[entry_id] = kind
    # A practice is a body too: it may employ people and own forums.
    known["bodies"] = {
        **dict.fromkeys(known.get("practices", {}), "GP practice"),
        **known.get("bodies", {}),
    }
    return known


def _identified(files: Sequence[ReadFile]) -> Iterator[tuple[str, str, str]]:
    for read_file in files:
        for _, entry in read_file.entries:
            if key := _key(entry):
                yield _section(read_file), "/".join(key), getattr(entry, "kind", "")
            for name, _, child in _children(entry):
                if child_key := _key(child):
                    yield name, "/".join(child_key), getattr(child, "kind", "")


def _twice(siblings: Iterable[tuple[RawEntry, Path, Entry]]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Where] = {}
    for raw, path, entry in siblings:
        key = _key(entry)
        if not key:
            continue
        where = raw.where(path)
        if key in first:
            yield fault(
                "duplicate",
                where,
                f"'{' '.join(key)}' stands twice, first at {first[key]}",
                "keep one of the two, or give one another id",
            )
        else:
            first[key] = where


def _entry_faults(
    raw: RawEntry, path: Path, entry: Entry, known: Known, unread: set[str], kinds: Kinds
) -> Iterator[Finding]:
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name)
        shown = info.alias or name
        for mark in info.metadata:
            where = raw.where((*path, shown))
            if isinstance(mark, KindOf):
                for word in _targets(value):
                    if word not in ("", *kinds.words(mark.name)):
                        yield _unknown_kind(where, shown, word, kinds.words(mark.name))
            elif isinstance(mark, RefersTo):
                for target in _targets(value):
                    yield from _reference_faults(where, shown, target, mark, known, unread, kinds)
    if isinstance(entry, Dated):
        yield from _dates_fault(raw, path, entry)
    groups: dict[str, list[tuple[RawEntry, Path, Entry]]] = {}
    for name, index, child in _children(entry):
        groups.setdefault(name, []).append((raw, (*path, name, index), child))
    for siblings in groups.values():
        yield from _twice(siblings)
        for _, child_path, child in siblings:
            yield from _entry_faults(raw, child_path, child, known, unread, kinds)


def _targets(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _unknown_kind(where: Where, name: str, value: str, words: tuple[str, ...]) -> Finding:
    return fault(
        "kind",
        where,
        f"{name}: '{value}' is not one of the closed list",
        f"use one of: {', '.join(words)}",
    )


def _reference_faults(
    where: Where,
    name: str,
    target: str,
    mark: RefersTo,
    known: Known,
    unread: set[str],
    kinds: Kinds,
) -> Iterator[Finding]:
    if mark.or_kind_of and target in kinds.words(mark.or_kind_of):
        return
    entries = known.get(mark.section, {})
    if target not in entries:
        # A section with faults of its own may hold it: one fault is not reported as two.
        if mark.section not in unread:
            words = kinds.words(mark.or_kind_of) if mark.or_kind_of else ()
            also = f", or use one of: {', '.join(words)}" if words else ""
            yield fault(
                "reference",
                where,
                f"{name}: '{target}' is not the id of an entry in {mark.section}",
                f"add '{target}' to {mark.section}, or mend the id{also}",
            )
    elif mark.kind is not None and entries[target] != mark.kind:
        yield fault(
            "reference",
            where,
            f"{name}: '{target}' is of the kind '{entries[target]}', not '{mark.kind}'",
            f"name the id of an entry of the kind '{mark.kind}'",
        )


def _dates_fault(raw: RawEntry, path: Path, entry: Dated) -> Iterator[Finding]:
    if entry.first_day and entry.last_day and entry.last_day < entry.first_day:
        yield fault(
            "dates",
            raw.where((*path, "to")),
            f"it ends on {entry.last_day}, before it begins on {entry.first_day}",
            "mend one of the two days",
        )


def _one_id_twice(files: Sequence[ReadFile]) -> Iterator[Finding]:
    bodies: dict[str, Where] = {}
    for section, entry_id, raw, path in located(files):
        if section == "bodies":
            bodies[entry_id] = raw.where(path)
    for section, entry_id, raw, path in located(files):
        if section == "practices" and entry_id in bodies:
            yield fault(
                "duplicate",
                raw.where(path),
                f"'{entry_id}' is the id of a body too, at {bodies[entry_id]}",
                "keep the practice in practices.csv only",
            )


def _area_faults(files: Sequence[ReadFile]) -> Iterator[Finding]:
    for raw, system in _systems(files):
        within = {area.id: area.within for area in system.areas}
        for index, area in enumerate(system.areas):
            if area.id in _all_above(area, within):
                yield fault(
                    "circle",
                    raw.where(("areas", index, "within")),
                    f"area '{area.id}' lies within itself",
                    "take one of the areas out of 'within'",
                )


def _all_above(area: Area, within: dict[str, tuple[str, ...]]) -> set[str]:
    above: set[str] = set()
    waiting = list(area.within)
    while waiting:
        upper = waiting.pop()
        if upper not in above:
            above.add(upper)
            waiting += within.get(upper, ())
    return above


def _system_faults(files: Sequence[ReadFile], known: Known, unread: set[str]) -> Iterator[Finding]:
    for raw, system in _systems(files):
        kind = known["bodies"].get(system.code)
        if kind is not None and kind != "integrated care board":
            yield fault(
                "reference",
                raw.where(("code",)),
                f"the system's code '{system.code}' is of the kind '{kind}', not 'integrated care "
                "board'",
                "give the code of the integrated care board",
            )
        systems = sum(area.kind == "system" for area in system.areas)
        if systems == 0:
            yield fault(
                "form",
                raw.where(("areas",)),
                "the folder has no area of the kind 'system'; it must have its own",
                "add the area of the system, and put the places within it",
                Subject("system", system.code),
            )
        if systems > 1 and system.area is None:
            yield fault(
                "form",
                raw.where(("areas",)),
                f"the folder has {systems} areas of the kind 'system', and does not say which is "
                "its own",
                "name the system's own area in the field 'area'; the others are neighbours",
                Subject("system", system.code),
            )
