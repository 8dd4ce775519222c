"""What changed between two registers, entry by entry: added, taken out, or other in a field.

Both are laid flat first: each area, body, forum, seat, holder … is one row, known by its path (the
ids from the outermost entry inwards). Neither the order of entries nor the form of a file counts,
so nothing has changed exactly where the canonical forms are the same.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from joinedup.register.fields import Entry, Key, RefersTo
from joinedup.register.lists import LISTS, columns, entry_model_in, fields, list_name
from joinedup.register.schema import Register
from joinedup.register.titles import actor_names, title

What = Literal["added", "removed", "changed"]
SYSTEM = "system"
Value = str | int | bool | date | tuple[str, ...] | None
#: What one entry of each list is called, for people.
ENTRY_WORDS: Mapping[str, str] = {
    "system": "system",
    "areas": "area",
    "area-codes": "ONS code of an area",
    "councils": "council",
    "council-codes": "ONS code of a council",
    "sources": "source",
    "bodies": "body",
    "governance": "governance model",
    "practices": "practice",
    "forums": "forum",
    "seats": "seat",
    "holders": "holder of a seat",
    "posts": "post",
    "post-holders": "holder of a post",
    "people": "person",
    "hosting": "hosting",
    "instruments": "instrument",
    "provisions": "provision of an instrument",
    "judgements": "judgement",
    "interests": "interest",
    "streams": "stream of money",
    "forum-approvals": "approval of a forum",
    "delegations": "delegation",
    "delegation-approvals": "approval of a delegation",
    "conditions": "condition of a delegation",
    "revocations": "revocation of a delegation",
    "reservations": "reservation",
    "directions": "direction",
}
#: Fields that name an entry to a person, the first that it has.
_NAMES = ("name", "title")
Values = Mapping[str, Value]


@dataclass(frozen=True)
class FieldChange:
    """One field of an entry, as the files name it, before and after; None is empty."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Change:
    """One entry that was added or removed, with all its fields, or changed, with those that were.

    `section` is the list it stands in: forums, seats, holders …; `path` is the ids from the
    outermost entry inwards, and `place` which one it is where several entries of a list have one
    id, as a person may hold a seat twice. `name` is what people call it, or ''.
    """

    what: What
    section: str
    path: tuple[str, ...]
    name: str
    fields: tuple[FieldChange, ...]
    place: int = 1

    @property
    def id(self) -> str:
        """The path as one text: 'icb-board / chair / jo-smith', of a second one with ' (2)'."""
        return " / ".join(self.path) + (f" ({self.place})" if self.place > 1 else "")


@dataclass(frozen=True)
class _Row:
    """One entry laid flat; its nested entries are rows of their own."""

    section: str
    path: tuple[str, ...]
    values: Values
    name: str
    text: str
    place: int = 1


def changes(before: Register, after: Register) -> tuple[Change, ...]:
    """What must be done to `before` to make it `after`, by section and path."""
    old, new, order = _grouped(before), _grouped(after), list(LISTS)
    found: list[Change] = []
    for key in sorted(old.keys() | new.keys(), key=lambda key: (order.index(key[0]), key[1])):
        found += _group_changes(old.get(key, []), new.get(key, []))
    return tuple(found)


def counted(found: tuple[Change, ...]) -> dict[str, dict[What, int]]:
    """How many entries of each section were added, removed and changed."""
    counts: dict[str, dict[What, int]] = {}
    for change in found:
        of_section = counts.setdefault(change.section, {"added": 0, "removed": 0, "changed": 0})
        of_section[change.what] += 1
    return counts


def sentence(change: Change) -> str:
    """A change in plain words: "Body 'Test Trust' (RT1): name was 'Test' and is 'Test Trust'"."""
    word = ENTRY_WORDS[change.section]
    name = f" '{change.name}'" if change.name else ""
    about = f"{word[0].upper()}{word[1:]}{name} ({change.id})"
    if change.what == "changed":
        told = (
            f"{one.name} was {_quoted(one.before)} and is {_quoted(one.after)}"
            for one in change.fields
        )
        return f"{about}: {'; '.join(told)}"
    return f"{about} was {'added' if change.what == 'added' else 'taken out'}"


def _quoted(value: Value) -> str:
    return f"'{in_words(value)}'" if isinstance(value, str | tuple) else in_words(value)


def in_words(value: Value) -> str:
    """A value for people: days as the folder writes them, lists with semicolons, yes and no."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _group_changes(old: list[_Row], new: list[_Row]) -> Iterator[Change]:
    """Changes among entries that have the same id: those that are the same stay as they are."""
    gone, come = _left_over(old, new), _left_over(new, old)
    pairs = min(len(gone), len(come))
    for row, other in zip(gone[:pairs], come[:pairs], strict=True):
        yield _change("changed", row, other.name, _fields(row.values, other.values))
    for row in gone[pairs:]:
        yield _change("removed", row, row.name, _fields(row.values, {}))
    for row in come[pairs:]:
        yield _change("added", row, row.name, _fields({}, row.values))


def _change(what: What, row: _Row, name: str, changed: tuple[FieldChange, ...]) -> Change:
    return Change(what, row.section, row.path, name, changed, row.place)


def _left_over(rows: list[_Row], others: list[_Row]) -> list[_Row]:
    """The rows for which `others` has no equal, each of the others being used once."""
    texts = [other.text for other in others]
    left = []
    for row in rows:
        if row.text in texts:
            texts.remove(row.text)
        else:
            left.append(row)
    return left


def _fields(before: Values, after: Values) -> tuple[FieldChange, ...]:
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _grouped(register: Register) -> dict[tuple[str, tuple[str, ...]], list[_Row]]:
    """The rows of a register by section and path; entries with one id stand together, in order."""
    names = {
        (section, entry_id): name
        for section in ("people", "bodies", "areas", "forums")
        for entry_id, name in ((one.id, one.name) for one in getattr(register, section))
    }
    names |= {("bodies", one.code): one.name for one in register.practices}
    actors = actor_names(register)
    for section in ("delegations", "reservations", "directions"):
        for entry in getattr(register, section):
            names[section, entry.id] = title(entry, actors)
    groups: dict[tuple[str, tuple[str, ...]], list[_Row]] = {}
    for row in _rows("", (), register, names):
        groups.setdefault((row.section, row.path), []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.text)
    return {
        key: [replace(row, place=place) for place, row in enumerate(rows, start=1)]
        for key, rows in groups.items()
    }


def _rows(
    section: str, above: tuple[str, ...], entry: Entry, names: Mapping[tuple[str, str], str]
) -> Iterator[_Row]:
    """An entry and all those within it, laid flat; of the register itself only what it holds."""
    values: dict[str, Value] = {}
    within: list[tuple[str, Entry]] = []
    for column, name, inner in _fields_of(type(entry)):
        value = getattr(entry, name)
        if isinstance(value, Entry):
            within.append((column, value))
        elif inner:
            within += [(inner, child) for child in value]
        elif (plain := _plain(value)) not in (None, "", ()):
            values[column] = plain
    path = above
    if section:
        own, name = _key(section, entry, names)
        # There is one system, whatever its code; what it holds stands by itself.
        path = () if section == SYSTEM else (*above, own)
        yield _row(section, path or (SYSTEM,), values, name)
    for column, child in within:
        yield from _rows(column, path, child, names)


def _row(section: str, path: tuple[str, ...], values: Values, name: str) -> _Row:
    text = json.dumps(values, sort_keys=True, default=str)
    return _Row(section, path, values, name, text)


@cache
def _fields_of(model: type[Entry]) -> tuple[tuple[str, str, str], ...]:
    """The column and name of each field, and the list of what it holds; '' for no entries."""
    found = []
    for column, name in zip(columns(model), fields(model), strict=True):
        inner = entry_model_in(model.model_fields[name].annotation)
        found.append((column, name, "" if inner is None else list_name(model, name)))
    return tuple(found)


def _key(section: str, entry: Entry, names: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """What an entry is known by, and what people call it."""
    identity, sections = _identity(type(entry))
    known = [str(_plain(getattr(entry, name))) for name in identity]
    for name in _NAMES:
        if said := getattr(entry, name, ""):
            return " ".join(known), _plain(said)
    found = (names[one, known[0]] for one in (section, *sections) if (one, known[0]) in names)
    return " ".join(known), _plain(next(found, ""))


@cache
def _identity(model: type[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that an entry is known by, and the sections whose ids stand in them.

    They are its keys, or else the first that it must have.
    """
    known = model.model_fields
    keys = [name for name, info in known.items() if any(isinstance(m, Key) for m in info.metadata)]
    keys = keys or [name for name in fields(model) if known[name].is_required()][:1]
    marks = [mark for name in keys for mark in known[name].metadata]
    sections = (one for mark in marks if isinstance(mark, RefersTo) for one in mark.sections)
    return tuple(keys), tuple(sections)


def _plain(value: Any) -> Any:
    """A value in one form of Unicode, as the canonical form has it."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    return tuple(_plain(part) for part in value) if isinstance(value, tuple) else value
