"""What became of practices: in one file only, closed, or moved to another system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from joinedup.opendata.formats import PRACTICE_FILE
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.practice_map import MapPractice, OlderMap, PracticeMap, day_of
from joinedup.opendata.searching import Found
from joinedup.opendata.tables import Table, grouped, read_table
from joinedup.values.dates import day_in_words

_STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
#: The prescribing setting of GP practices.
_GP_PRACTICE = "4"


@dataclass(frozen=True)
class Status:
    """What the practice file says of one practice or prescribing cost centre."""

    code: str
    name: str
    icb: str
    status: str
    closed: date | None
    is_practice: bool

    @property
    def told(self) -> str:
        """The status in words: 'closed on 31 October 2017'."""
        word = _STATUSES.get(self.status, f"of status {self.status}")
        if self.closed is None:
            return word
        return f"{word} {'since' if self.status == 'D' else 'on'} {day_in_words(self.closed)}"


@dataclass(frozen=True)
class Statuses:
    """The practice file; empty where there is none."""

    by_code: Mapping[str, Status] = field(default_factory=dict)
    table: Table | None = None
    notices: tuple[Notice, ...] = ()

    @cached_property
    def by_icb(self) -> Mapping[str, tuple[Status, ...]]:
        """The practices of each ICB that are active."""
        active = [one for one in self.by_code.values() if one.is_practice and one.status == "A"]
        return grouped(active, lambda one: one.icb)

    def said(self, code: str) -> str:
        """What the file says of a practice, as the end of a sentence; '' for nothing."""
        if self.table is None or code not in self.by_code:
            return ""
        return f"; {self.by_code[code].told} in {self.table.file}"


def read_statuses(found: Found) -> Statuses:
    """The practice file, the last by name where there are several."""
    unread = list(found.misfits_of(PRACTICE_FILE))
    for candidate in reversed(found.of(PRACTICE_FILE)):
        try:
            table = read_table(candidate.path, PRACTICE_FILE)
        except (OSError, ValueError) as error:
            unread.append(f"{candidate.path.name}: {error}")
            continue
        by_code = {
            code: Status(code, name, icb, status, day_of(closed), setting == _GP_PRACTICE)
            for code, name, icb, closed, status, setting in table.each(
                "practice", "name", "icb", "closed", "status", "setting"
            )
        }
        return Statuses(by_code, table, noted("Practice files that could not be used", unread))
    return Statuses(notices=noted("Practice files that could not be used", unread))


def told(
    icb_map: PracticeMap,
    older: tuple[OlderMap, ...],
    statuses: Statuses,
    with_need: Iterable[str],
) -> tuple[Notice, ...]:
    """Practices that moved, that the map has no more, and that are in one file only.

    Those `with_need` that the map has not are told elsewhere, with their people.
    """
    here = {practice.code: practice for practice in icb_map.practices}
    return (
        *(notice for one in older[:1] for notice in _since(one, icb_map, here, statuses)),
        *(notice for one in older[:1] for notice in _gone(one, icb_map, statuses, set(with_need))),
        *_by_status(icb_map, here, statuses),
        *statuses.notices,
    )


def _since(
    older: OlderMap, icb_map: PracticeMap, here: Mapping[str, MapPractice], statuses: Statuses
) -> tuple[Notice, ...]:
    """Practices that were in another ICB or sub-ICB location, or are now, and new ones."""
    day, icb = day_in_words(older.as_at), icb_map.icb
    came, left, moved, new = [], [], [], []
    for code, practice in here.items():
        was = older.icb_of.get(code, "")
        if code not in older.sub_icb_of:
            new.append(f"{code} {practice.name}{statuses.said(code)}")
        elif was and was != icb:
            came.append(f"{code} {practice.name} (was in {was}, {older.sub_icb_of[code]})")
        elif older.sub_icb_of[code] != practice.sub_icb:
            before = older.sub_icb_of[code]
            moved.append(f"{code} {practice.name} ({before}, now {practice.sub_icb})")
    for code, was in older.icb_of.items():
        now = icb_map.icb_of.get(code, icb)
        if was == icb and now != icb:
            left.append(f"{code} {older.practice_name_of.get(code, '')} (now in {now})")
    return (
        *noted(f"Practices that came from another system since {day}", came),
        *noted(f"Practices that went to another system since {day}", left),
        *noted(f"Practices in another sub-ICB location than on {day}", moved),
        *noted(f"Practices of the map that were not in the one of {day}", new),
    )


def _gone(
    older: OlderMap, icb_map: PracticeMap, statuses: Statuses, with_need: set[str]
) -> tuple[Notice, ...]:
    names, locations = older.practice_name_of, older.sub_icb_of
    gone = [
        f"{code} {names.get(code, '')} (in {locations.get(code, 'no location')}"
        f"{statuses.said(code)})"
        for code, icb in older.icb_of.items()
        if icb == icb_map.icb and code not in icb_map.icb_of and code not in with_need
    ]
    day = day_in_words(older.as_at)
    return noted(f"Practices of {day} that the map has no more, nor any file of need", gone)


def _by_status(
    icb_map: PracticeMap, here: Mapping[str, MapPractice], statuses: Statuses
) -> tuple[Notice, ...]:
    if statuses.table is None:
        return ()
    file = statuses.table.file
    shut, unknown = [], []
    for code, practice in here.items():
        status = statuses.by_code.get(code)
        if status is None:
            unknown.append(f"{code} {practice.name}")
        elif status.status != "A":
            shut.append(f"{code} {practice.name} ({status.told})")
    alone = [
        f"{one.code} {one.name}"
        for one in statuses.by_icb.get(icb_map.icb, ())
        if one.code not in icb_map.icb_of
    ]
    return (
        *noted(f"Practices of the map that are not active in {file}", shut),
        *noted(f"Practices of the map that {file} has not", unknown),
        *noted(f"GP practices active in {file} only: the map has no patients of them", alone),
    )
