"""Seats and posts as they are on a day: who holds them, which are vacant, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.layout.tables import Cell, Missing, Several
from joinedup.register.schema import Forum, Person, Post, Seat
from joinedup.register.sitting import Sitting
from joinedup.web.presenters.links import Links, with_words
from joinedup.web.presenters.words import counted, listed

_VACANT = {"law": "vacant: needed by law", "policy": "vacant: needed by policy", "": "vacant"}


@dataclass(frozen=True)
class SeatCount:
    """Seats of a day, those with a named holder, and the vacant ones by what needs them."""

    seats: int
    filled: int
    by_law: int
    by_policy: int

    @property
    def vacant(self) -> int:
        """Seats that nobody is named for."""
        return self.seats - self.filled

    def __add__(self, other: SeatCount) -> SeatCount:
        return SeatCount(
            self.seats + other.seats,
            self.filled + other.filled,
            self.by_law + other.by_law,
            self.by_policy + other.by_policy,
        )

    @property
    def in_words(self) -> str:
        """'12 seats, 2 vacant'."""
        if not self.seats:
            return "no seats named"
        vacant = f", {self.vacant} vacant" if self.vacant else ""
        return f"{counted(self.seats, 'seat')}{vacant}"


NO_SEATS = SeatCount(0, 0, 0, 0)


def seats_on(forum: Forum, on: date) -> tuple[Seat, ...]:
    """The seats that a forum has on a day."""
    return tuple(seat for seat in forum.seats if seat.period.includes(on))


def vacancy(seat: Seat) -> Missing:
    """What is said of a seat without a holder: 'vacant: needed by law'."""
    return Missing(_VACANT[seat.needed_by])


def vacant_since(held: Seat | Post, on: date) -> date | None:
    """The day after the last holder before a day left; None where nobody is known to have left."""
    left = [holder.last_day for holder in held.holders if holder.last_day]
    last = max((day for day in left if day < on), default=None)
    return last + timedelta(days=1) if last else None


def counted_seats(forum: Forum, sitting: Sitting) -> SeatCount:
    """How many seats a forum has on a day, and how many of them are filled."""
    seats = seats_on(forum, sitting.on)
    vacant = [seat for seat in seats if not sitting.holders(seat)]
    return SeatCount(
        len(seats),
        len(seats) - len(vacant),
        sum(seat.needed_by == "law" for seat in vacant),
        sum(seat.needed_by == "policy" for seat in vacant),
    )


def counted_in_all(forums: Iterable[Forum], sitting: Sitting) -> SeatCount:
    """The seats of several forums."""
    return sum((counted_seats(forum, sitting) for forum in forums), NO_SEATS)


def seat_name(seat: Seat) -> str:
    """Its title, else its capacity with a capital."""
    return seat.name or f"{seat.capacity[0].upper()}{seat.capacity[1:]}"


def employer(person: Person | None, links: Links) -> Cell:
    """Who employs a person, and where the person is seconded to."""
    if person is None or person.employer is None:
        return None
    own = links.body(person.employer)
    if not person.seconded_to:
        return own
    return Several((own, with_words("seconded to", links.body(person.seconded_to))))


def filled_in_words(count: SeatCount) -> str:
    """'10 of 12 seats are filled and 2 are vacant, of which 1 is needed by law'."""
    if not count.seats:
        return "no seats are named"
    if not count.vacant:
        return (
            "the one seat is filled" if count.seats == 1 else f"all {count.seats} seats are filled"
        )
    needed = [
        f"{number} {'is' if number == 1 else 'are'} needed by {what}"
        for number, what in ((count.by_law, "law"), (count.by_policy, "policy"))
        if number
    ]
    of_which = f", of which {listed(needed)}" if needed else ""
    seats = counted(count.seats, "seat")
    if not count.filled:
        return f"none of {seats} is filled{of_which}"
    filled = "is" if count.filled == 1 else "are"
    vacant = f"{count.vacant} {'is' if count.vacant == 1 else 'are'} vacant"
    return f"{count.filled} of {seats} {filled} filled and {vacant}{of_which}"
