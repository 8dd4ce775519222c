"""Days on which something holds, as stretches of days counted by their ordinals.

Stretches are sorted, do not overlap and do not touch; all operations keep it so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from joinedup.values.dates import Period

#: Stretches of days, each with its first and last day, both included.
Days = tuple[tuple[int, int], ...]

#: Before the first day that there is, and after the last: no end is known.
OPEN_FIRST, OPEN_LAST = 0, date.max.toordinal() + 1
ALWAYS: Days = ((OPEN_FIRST, OPEN_LAST),)
NEVER: Days = ()


def stretch(first: date | None, last: date | None) -> Days:
    """The days from one to the other; None leaves that end open."""
    start = OPEN_FIRST if first is None else first.toordinal()
    end = OPEN_LAST if last is None else last.toordinal()
    return ((start, end),) if start <= end else NEVER


def days_of(period: Period) -> Days:
    """The days of a period."""
    return stretch(period.first, period.last)


def both(some: Days, others: Days) -> Days:
    """The days that are in both."""
    if some is ALWAYS or others is NEVER:
        return others
    if others is ALWAYS or some is NEVER:
        return some
    if len(some) == 1 and len(others) == 1:
        (first, last), (start, end) = some[0], others[0]
        start, end = max(first, start), min(last, end)
        return ((start, end),) if start <= end else NEVER
    found = []
    for first, last in some:
        for start, end in others:
            start, end = max(first, start), min(last, end)
            if start <= end:
                found.append((start, end))
    return tuple(found)


def either(several: Iterable[Days]) -> Days:
    """The days that are in any of them."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(one for days in several for one in days):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def apart_from(days: Days) -> Days:
    """Every day but these."""
    found = []
    start = OPEN_FIRST
    for first, last in days:
        if start < first:
            found.append((start, first - 1))
        start = last + 1
    if start <= OPEN_LAST:
        found.append((start, OPEN_LAST))
    return tuple(found)


def includes(days: Days, day: int) -> bool:
    """Whether a day is among them."""
    place = bisect_right(days, (day, OPEN_LAST + 1))
    return place > 0 and day <= days[place - 1][1]


def day_or_none(ordinal: int) -> date | None:
    """The day of an ordinal; None for an open end."""
    return date.fromordinal(ordinal) if OPEN_FIRST < ordinal < OPEN_LAST else None
