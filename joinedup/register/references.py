"""What the entries of a folder must be to one another: unique, known, in order, without circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from joinedup.register.fields import Dated, Entry, Key, KindOf, RefersTo
from joinedup.register.folder_files import FolderFile
from joinedup.register.kinds import Kinds
from joinedup.register.lists import LISTS, entry_model_in, list_name
from joinedup.register.parsing import Path, RawEntry, fault, first_faults
from joinedup.register.schema import System
from joinedup.values.finding import Finding, Subject, Where
from joinedup.values.likeness import did_you_mean, nearest


@dataclass(frozen=True)
class ReadFile:
    """The good entries of one file, each with its raw entry, and the faults of the others.

    `left` is what is left of entries with a fault, which is looked at for more faults;
    `cut_short` is true where there may be entries of which nothing is left.
    """

    file: FolderFile
    entries: tuple[tuple[RawEntry, Entry], ...]
    findings: tuple[Finding, ...]
    left: tuple[tuple[RawEntry, Entry], ...] = ()
    cut_short: bool = False

    @property
    def hides_ids(self) -> bool:
        """Whether an id may stand in the file that is not among those of its entries."""
        return self.cut_short or any(_lacks_id(entry) for _, entry in self.left)


#: For so many ids that are not there it is looked which may be meant: a file may have thousands.
_MOST_MEANT = 100
#: Beside one that may be meant, so many words are told.
_MOST_WORDS = 20
#: Their ids are codes and numbers, of which each is like many others.
_BY_CODE = frozenset({"people", "practices"})


@dataclass(frozen=True)
class Known:
    """The ids of each section, with the kind of the entry where it has one; and its name."""

    kinds: dict[str, dict[str, str]]
    names: dict[str, dict[str, str]]
    asked: dict[tuple[str, tuple[str, ...]], list[str]] = field(default_factory=dict)

    def named(self, target: str, sections: Iterable[str]) -> list[str]:
        """The ids of the entries of some sections that have a text for their name."""
        said = target.casefold()
        names = [pair for one in sections for pair in self.names[one].items()]
        return [one for one, name in names if name.casefold() == said]

    def near(self, target: str, sections: tuple[str, ...]) -> list[str]:
        """The ids, or ids of names, that are nearly a text; looked for only so many times."""
        key = target, sections
        if key not in self.asked and len(self.asked) < _MOST_MEANT:
            by_name = [one for one in sections if one not in _BY_CODE]
            names = {id_: name for one in by_name for id_, name in self.names[one].items()}
            self.asked[key] = nearest(target, names, cutoff=0.75)
        return self.asked.get(key, [])


def faults(files: Sequence[ReadFile], kinds: Kinds) -> list[Finding]:
    """Every fault between the entries that could be read."""
    known = _known(files)
    unread = {_section(one) for one in files if one.findings and one.hides_ids}
    if any(_section(one) == "system" and one.findings for one in files):
        unread.add("areas")
    if "practices" in unread:
        unread.add("bodies")
    found: list[Finding] = []
    for read_file in files:
        siblings: list[tuple[RawEntry, Path, Entry]] = [
            (raw, (), entry) for raw, entry in (*read_file.entries, *read_file.left)
        ]
        between = (
            one
            for raw, path, entry in siblings
            for one in _entry_faults(raw, path, entry, known, unread, kinds)
        )
        found += first_faults(read_file.file.name, chain(_twice(siblings), between))
    found += _one_id_twice(files)
    found += _area_faults(files)
    found += _system_faults(files, known, unread)
    return found


def area_ids(files: Sequence[ReadFile]) -> frozenset[str] | None:
    """The ids of the areas, or None if the file that names them could not be read."""
    systems = _systems(files)
    return frozenset(area.id for _, system in systems for area in system.areas) if systems else None


def body_ids(files: Sequence[ReadFile]) -> frozenset[str] | None:
    """The ids of the bodies, practices among them, or None if not all could be read."""
    of_bodies = [one for one in files if _section(one) in ("bodies", "practices")]
    if any(one.findings for one in of_bodies):
        return None
    return frozenset(_id(entry, 0) for one in of_bodies for _, entry in one.entries)


def located(files: Sequence[ReadFile]) -> Iterator[tuple[str, str, RawEntry, Path]]:
    """List, id, raw entry and path of every entry, those within others too.

    An id begins with those of the entries that hold this one: 'board/chair'. An entry without an
    id of its own has its number among its siblings, from 1: the holder 'board/chair/1'.
    """
    for read_file in files:
        for number, (raw, entry) in enumerate(read_file.entries, start=1):
            entry_id = entry.code if isinstance(entry, System) else _id(entry, number)
            yield _section(read_file), entry_id, raw, ()
            above = "" if isinstance(entry, System) else f"{entry_id}/"
            yield from _located_in(entry, above, raw, ())


def _located_in(
    entry: Entry, above: str, raw: RawEntry, path: Path
) -> Iterator[tuple[str, str, RawEntry, Path]]:
    for name, index, child in _children(entry):
        child_id, child_path = above + _id(child, index + 1), (*path, name, index)
        yield list_name(type(entry), name), child_id, raw, child_path
        yield from _located_in(child, f"{child_id}/", raw, child_path)


def _id(entry: Entry, number: int) -> str:
    return "/".join(part for part in _key(entry) if part) or str(number)


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
    for name in _fields_of(type(entry)).inner:
        for index, child in enumerate(getattr(entry, name)):
            yield name, index, child


def _key(entry: Entry) -> tuple[str, ...]:
    """The id of an entry; '' for a part of it that is not known."""
    keys = _fields_of(type(entry)).keys
    return tuple(["" if (one := getattr(entry, key)) is None else str(one) for key in keys])


def _lacks_id(entry: Entry) -> bool:
    return any(not part for part in _key(entry)) or any(
        _lacks_id(child) for _, _, child in _children(entry)
    )


@dataclass(frozen=True)
class _Fields:
    """What the schema says of the fields of a model.

    `marks` are the marks of each field that has some, by its name and the name that is shown;
    `keys` make up the id; `inner` hold lists of entries; `has_kind`: an entry is of a kind.
    """

    marks: tuple[tuple[str, str, KindOf | RefersTo], ...]
    keys: tuple[str, ...]
    inner: tuple[str, ...]
    has_kind: bool


@cache
def _fields_of(model: type[Entry]) -> _Fields:
    fields = model.model_fields
    return _Fields(
        tuple(
            (name, info.alias or name, mark)
            for name, info in fields.items()
            for mark in info.metadata
            if isinstance(mark, (KindOf, RefersTo))
        ),
        tuple(
            name
            for name, info in fields.items()
            if any(isinstance(mark, Key) for mark in info.metadata)
        ),
        tuple(name for name, info in fields.items() if entry_model_in(info.annotation)),
        "kind" in fields,
    )


def _known(files: Sequence[ReadFile]) -> Known:
    known = Known({section: {} for section in LISTS}, {section: {} for section in LISTS})
    for section, entry_id, entry in _identified(files):
        known.kinds[section][entry_id] = _kind(entry)
        known.names[section][entry_id] = _name(entry)
    # A practice is a body too: it may employ people and own forums.
    practices = dict.fromkeys(known.kinds["practices"], "GP practice")
    known.kinds["bodies"] = {**practices, **known.kinds["bodies"]}
    return known


def _identified(files: Sequence[ReadFile]) -> Iterator[tuple[str, str, Entry]]:
    for read_file in files:
        section = _section(read_file)
        for _, entry in (*read_file.entries, *read_file.left):
            if any(key := _key(entry)):
                yield section, "/".join(key), entry
            for name, _, child in _children(entry):
                if any(child_key := _key(child)):
                    yield list_name(type(entry), name), child_key[0], child


def _kind(entry: Entry) -> str:
    return getattr(entry, "kind", "") or "" if _fields_of(type(entry)).has_kind else ""


def _name(entry: Entry) -> str:
    return getattr(entry, "name", None) or getattr(entry, "title", None) or ""


def _twice(siblings: Iterable[tuple[RawEntry, Path, Entry]]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], tuple[tuple[str, ...], RawEntry, Path]] = {}
    for raw, path, entry in siblings:
        key = _key(entry)
        if not any(key):
            continue
        other, other_raw, other_path = first.setdefault(
            tuple([part.lower() for part in key]), (key, raw, path)
        )
        if other_raw is raw and other_path == path:
            continue
        where, said = other_raw.where(other_path), " ".join(part for part in key if part)
        if other == key:
            why = f"'{said}' stands twice, first at {where}"
        else:
            why = f"'{said}' is '{' '.join(other)}' but for capitals, which stands at {where}"
        mend = "keep one of the two, or give one another id"
        yield fault("duplicate", raw.where(path), why, mend)


def _entry_faults(
    raw: RawEntry, path: Path, entry: Entry, known: Known, unread: set[str], kinds: Kinds
) -> Iterator[Finding]:
    described = _fields_of(type(entry))
    for name, shown, mark in described.marks:
        value = getattr(entry, name)
        if not value:
            continue
        for target in value if isinstance(value, tuple) else (value,):
            if isinstance(mark, KindOf):
                if target not in kinds.lists[mark.name]:
                    where = raw.where((*path, shown))
                    yield _unknown_kind(where, shown, target, kinds.words(mark.name))
            elif not _stands(target, mark, known, kinds):
                where = raw.where((*path, shown))
                yield from _reference_faults(where, shown, target, mark, known, unread, kinds)
    if isinstance(entry, Dated):
        yield from _dates_fault(raw, path, entry)
    for name in described.inner:
        if not (children := getattr(entry, name)):
            continue
        siblings = [(raw, (*path, name, index), child) for index, child in enumerate(children)]
        yield from _twice(siblings)
        for _, child_path, child in siblings:
            yield from _entry_faults(raw, child_path, child, known, unread, kinds)


def _stands(target: str, mark: RefersTo, known: Known, kinds: Kinds) -> bool:
    if mark.or_kind_of and target in kinds.lists[mark.or_kind_of]:
        return True
    found = [known.kinds[one][target] for one in mark.sections if target in known.kinds[one]]
    # The kind of an entry with a fault may not be known.
    return len(found) == 1 and (mark.kind in (None, found[0]) or not found[0])


def _unknown_kind(where: Where, name: str, value: str, words: tuple[str, ...]) -> Finding:
    several = [part.strip() for part in value.split(",")]
    mend = f"use one of: {', '.join(words)}"
    if not set(words).isdisjoint(several):
        mend = f"put semicolons between several: {'; '.join(several)}"
    elif near := nearest(value, dict.fromkeys(words, ""), cutoff=0.7):
        listed = "use a word that docs/reference/system-folder.md lists"
        mend = f"{did_you_mean(near)} If not, {mend if len(words) <= _MOST_WORDS else listed}"
    return fault("kind", where, f"{name}: '{value}' is not one of the closed list", mend)


def _reference_faults(
    where: Where,
    name: str,
    target: str,
    mark: RefersTo,
    known: Known,
    unread: set[str],
    kinds: Kinds,
) -> Iterator[Finding]:
    there = [one for one in mark.sections if target in known.kinds[one]]
    entries = {one: kind for part in mark.sections for one, kind in known.kinds[part].items()}
    sections = " or ".join((", ".join(mark.sections[:-1]), mark.sections[-1])).removeprefix(" or ")
    if not there:
        # A section with faults of its own may hold it: one fault is not reported as two.
        if not unread & set(mark.sections):
            words = kinds.words(mark.or_kind_of) if mark.or_kind_of else ()
            also = f", or use one of: {', '.join(words)}" if words else ""
            named = known.named(target, mark.sections)
            called = f", but the name of {' and of '.join(map(repr, named))}" if named else ""
            mend = f"add '{target}' to {sections}, or mend the id{also}"
            if alike := _nearly(target, entries):
                called = alike
            elif named:
                mend = f"write the id: {' or '.join(named)}"
            elif near := known.near(target, mark.sections):
                mend = f"{did_you_mean(near)} If not, {mend}"
            yield fault(
                "reference",
                where,
                f"{name}: '{target}' is not the id of an entry in {sections}{called}",
                mend,
            )
    elif len(there) > 1:
        yield fault(
            "reference",
            where,
            f"{name}: '{target}' is the id of an entry in {' and in '.join(there)}",
            "give one of them another id, so that it can be told which is meant",
        )
    else:
        yield fault(
            "reference",
            where,
            f"{name}: '{target}' is of the kind '{entries[target]}', not '{mark.kind}'",
            f"name the id of an entry of the kind '{mark.kind}'",
        )


def _nearly(target: str, entries: Iterable[str]) -> str:
    """Words on an id that is there and looks nearly so: spreadsheets take noughts off the front."""
    near = [entry for entry in entries if _looks(entry) == _looks(target)]
    return f", which has '{near[0]}'" if near else ""


def _looks(entry_id: str) -> str:
    """What is left of an id when case, noughts before it, and O for 0 and I for 1 do not count."""
    return entry_id.lower().translate(_ALIKE).lstrip("0")


_ALIKE = str.maketrans("oil", "011")


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
    for raw, entry in _entries(files, "bodies"):
        bodies[_id(entry, 0).lower()] = raw.where()
    for raw, entry in _entries(files, "practices"):
        code = _id(entry, 0)
        if code.lower() in bodies:
            yield fault(
                "duplicate",
                raw.where(),
                f"'{code}' is the id of a body too, at {bodies[code.lower()]}",
                "keep the practice in practices.csv only",
            )


def _entries(files: Sequence[ReadFile], section: str) -> Iterator[tuple[RawEntry, Entry]]:
    for read_file in files:
        if _section(read_file) == section:
            yield from read_file.entries


def _area_faults(files: Sequence[ReadFile]) -> Iterator[Finding]:
    for raw, system in _systems(files):
        within = {area.id: area.within for area in system.areas}
        # What a part lies within: what it says itself, and each area that says it is made of it.
        upwards = {area: list(above) for area, above in within.items()}
        for area in system.areas:
            for part in area.made_of:
                upwards.setdefault(part, []).append(area.id)
        for index, area in enumerate(system.areas):
            if area.id in _all_above(area.id, within):
                yield fault(
                    "circle",
                    raw.where(("areas", index, "within")),
                    f"area '{area.id}' lies within itself",
                    "take one of the areas out of 'within'",
                )
            above = _all_above(area.id, upwards) if area.made_of else set()
            for part in dict.fromkeys(area.made_of):
                if part == area.id or part in above:
                    yield fault(
                        "circle",
                        raw.where(("areas", index, "made_of")),
                        f"area '{area.id}' would be made of '{part}', which it is or lies within",
                        f"take '{part}' out of 'made_of', or out of what leads up to it",
                    )


def _all_above(area: str, upwards: Mapping[str, Sequence[str]]) -> set[str]:
    above: set[str] = set()
    waiting = list(upwards.get(area, ()))
    while waiting:
        upper = waiting.pop()
        if upper not in above:
            above.add(upper)
            waiting += upwards.get(upper, ())
    return above


def _system_faults(files: Sequence[ReadFile], known: Known, unread: set[str]) -> Iterator[Finding]:
    for raw, system in _systems(files):
        kind = known.kinds["bodies"].get(system.code)
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
