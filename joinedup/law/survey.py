"""Systems side by side: the councils that may nominate, and whether boards have room for them.

The questions are those of research on the constitutions of the 42 boards: have boards more than
the one post that the law asks for councils, and do the posts suffice for all eligible councils?
What a folder does not settle is None. A seat that was only drafted, because law or policy needs
it, and that nobody ever held, says nothing of what a constitution provides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.law.matching import unmet
from joinedup.register.areas import all_above, own_area
from joinedup.register.coterminosity import RESPONSIBLE_KINDS, eligible_councils, meetings
from joinedup.register.reading import Folder
from joinedup.register.schema import Forum, Post, Register, Seat
from joinedup.register.sitting import Sitting, sitting_on
from joinedup.values.dates import day_in_words

#: Members that a board must have: chair, chief executive and three ordinary members (NHS Act 2006
#: Schedule 1B para 3(1)).
STATUTORY_FLOOR = 5
#: With those that policy adds: finance, medical and nursing directors, two non-executives.
POLICY_FLOOR = 10

#: The first day of integrated care boards, and so of councils that may nominate to them (NHS Act
#: 2006 Schedule 1B, by the Health and Care Act 2022).
FIRST_DAY = date(2022, 7, 1)

#: Roles that say of a partner member, where nobody is named who nominates, that it is not councils.
_OF_OTHER_SECTORS = frozenset(
    {
        "primary care leadership",
        "clinical director",
        "acute provider",
        "community provider",
        "mental health provider",
        "ambulance provider",
        "housing provider",
        "voluntary sector",
        "Healthwatch",
        "people who use services",
    }
)

_FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Vacancies:
    """Seats of a board that nobody is named in on a day, and how many law and policy need."""

    seats: int
    by_law: int
    by_policy: int


@dataclass(frozen=True)
class BoardPosts:
    """What a board's seats on a day provide for, whoever sits in them; attendees are no members.

    `for_councils` are seats that councils nominate; `unsaid` are partner members' seats of which
    the folder does not say who nominates, nor by their roles for which sector they are, and which
    may be for councils too.
    `for_place_directors` are seats with that role. `councils_with_one` counts the eligible councils
    that can each have a seat of its own, of those that it, or councils as a class, nominates.
    """

    members: int
    partners: int
    for_councils: int
    unsaid: int
    for_place_directors: int
    councils_with_one: int = 0

    @property
    def beyond_law(self) -> int:
        """Members beyond the statutory floor."""
        return max(0, self.members - STATUTORY_FLOOR)

    @property
    def beyond_policy(self) -> int:
        """Members beyond the policy floor."""
        return max(0, self.members - POLICY_FLOOR)


@dataclass(frozen=True)
class SurveyRow:
    """One system on a day. Councils are named; `eligible` is None where the folder lists none.

    `slivers` are eligible councils with under 5% in the system; `not_counted` are those of which
    the share is not known. `places_on_board` are the places of which someone on the board holds
    a post, or a seat at a forum of it; `notes` say of how many the folder names nobody. `board`,
    `vacancies` and `places_on_board` are None where they are not known: `notes` say why.
    """

    code: str
    name: str
    on: date
    eligible: tuple[str, ...] | None
    slivers: tuple[str, ...]
    not_counted: tuple[str, ...]
    board: BoardPosts | None
    vacancies: Vacancies | None
    places: int
    places_on_board: tuple[str, ...] | None
    notes: tuple[str, ...]

    @property
    def council_posts(self) -> int | None:
        """Seats on the board that councils nominate, where all partner seats say who does."""
        return None if self.board is None or self.board.unsaid else self.board.for_councils

    @property
    def posts_for_all(self) -> bool | None:
        """Whether the board has a post for each eligible council."""
        if self.board is None or self.eligible is None:
            return None
        if self.board.councils_with_one >= len(self.eligible):
            return True
        may_be = self.board.councils_with_one + self.board.unsaid >= len(self.eligible)
        return None if may_be else False

    def as_json(self) -> dict[str, object]:
        """The row as plain JSON values; null is not known."""
        board, vacancies = self.board, self.vacancies
        return {
            "code": self.code,
            "name": self.name,
            "on": self.on.isoformat(),
            "eligible_councils": None if self.eligible is None else list(self.eligible),
            "slivers": list(self.slivers),
            "councils_not_counted": list(self.not_counted),
            "council_posts": self.council_posts,
            "council_posts_at_least": None if board is None else board.for_councils,
            "posts_for_all_councils": self.posts_for_all,
            "partner_posts": None if board is None else board.partners,
            "members": None if board is None else board.members,
            "beyond_statutory_floor": None if board is None else board.beyond_law,
            "beyond_policy_floor": None if board is None else board.beyond_policy,
            "place_director_seats": None if board is None else board.for_place_directors,
            "vacancies": None if vacancies is None else vacancies.seats,
            "vacancies_needed_by_law": None if vacancies is None else vacancies.by_law,
            "vacancies_needed_by_policy": None if vacancies is None else vacancies.by_policy,
            "places": self.places,
            "places_on_board": None if self.places_on_board is None else list(self.places_on_board),
            "notes": list(self.notes),
        }


def survey_row(folder: Folder, on: date) -> SurveyRow:
    """One system on a day: its eligible councils, and what its board provides for."""
    register = folder.register
    notes: list[str] = []
    own = own_area(register).id
    councils = eligible_councils(folder, on) if on >= FIRST_DAY else ()
    sliver = {one.council: one.sliver for one in meetings(folder, on) if one.area == own}
    if on < FIRST_DAY:
        notes.append(f"integrated care boards are there only from {day_in_words(FIRST_DAY)}")
    if not register.system.councils:
        notes.append("the folder lists no councils")
    board = _board(register, on, notes)
    seats = _members(board, on) if board else []
    stated = any(_is_stated(seat) for seat in seats)
    if board and not seats:
        notes.append("the folder names no seats of the board")
    elif board and not stated:
        notes.append("the seats of the board are a draft of what law and policy need")
    named = any(seat.holders for seat in seats)
    if stated and not named:
        notes.append("the folder names nobody who sits on the board")
    places = _places(register, on)
    sitting = sitting_on(register, on)
    on_board = (
        _on_board(register, places, _people(seats, sitting), sitting, notes) if named else None
    )
    return SurveyRow(
        code=register.system.code,
        name=register.system.name,
        on=on,
        eligible=tuple(body.name for body in councils) if register.system.councils else None,
        slivers=tuple(body.name for body in councils if sliver.get(body.id)),
        not_counted=tuple(body.name for body in councils if sliver.get(body.id) is None),
        board=_posts(register, seats, [body.id for body in councils]) if stated else None,
        vacancies=_vacancies(seats, sitting) if named else None,
        places=len(places),
        places_on_board=on_board,
        notes=tuple(notes),
    )


def eligible_in_words(rows: Sequence[SurveyRow], on: date) -> str:
    """How many pairs of council and system there are on a day, and how many are slivers."""
    known = [row for row in rows if row.eligible is not None]
    pairs = sum(len(row.eligible or ()) for row in known)
    slivers = sum(len(row.slivers) for row in rows)
    systems = "1 system" if len(known) == 1 else f"{len(known)} systems"
    told = (
        f"Eligible councils for {systems} on {day_in_words(on)}: {_counted(pairs, 'pair')}, of "
        f"them {_counted(slivers, 'sliver', in_words=True)}."
    )
    if uncounted := sum(len(row.not_counted) for row in rows):
        told += f" Of {_counted(uncounted, 'pair')} it is not known how far they coincide."
    if unknown := len(rows) - len(known):
        told += f" Of {_counted(unknown, 'system')} the councils are not known."
    return told


def summary(rows: Sequence[SurveyRow], on: date) -> str:
    """The survey in a sentence or a few: how many pairs of council and system, and the posts."""
    told = eligible_in_words(rows, on)
    boards = [row for row in rows if row.board is not None]
    if not boards:
        return told + " No folder says what the board's constitution provides for."
    more = sum(row.board is not None and row.board.for_councils > 1 for row in rows)
    enough = sum(row.posts_for_all is True for row in rows)
    unsure = sum(row.posts_for_all is None for row in boards)
    told += (
        f" Of {_counted(len(boards), 'board')} whose seats are known, {more} {_has(more)} more "
        f"than one post for councils, and {enough} {_has(enough)} one for each eligible council"
    )
    return told + (f"; for {unsure} that is not known." if unsure else ".")


def _counted(number: int, noun: str, in_words: bool = False) -> str:
    written = _FEW[number] if in_words and number < len(_FEW) else f"{number:,}"
    return f"{written} {noun}{'' if number == 1 else 's'}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _board(register: Register, on: date, notes: list[str]) -> Forum | None:
    boards = [
        forum
        for forum in register.forums
        if forum.kind == "integrated care board"
        and register.system.code in forum.owners
        and forum.period.includes(on)
    ]
    if len(boards) == 1:
        return boards[0]
    there = "no board" if not boards else f"{len(boards)} boards"
    notes.append(f"the folder has {there} of {register.system.code} on {day_in_words(on)}")
    return None


def _members(board: Forum, on: date) -> list[Seat]:
    return [
        seat for seat in board.seats if seat.capacity != "attendee" and seat.period.includes(on)
    ]


def _is_stated(seat: Seat) -> bool:
    """Whether a seat is more than a draft of one that law or policy needs."""
    return bool(seat.holders) or not seat.needed_by


def _posts(register: Register, seats: Sequence[Seat], eligible: Sequence[str]) -> BoardPosts:
    kinds = {body.id: body.kind for body in register.bodies}
    partners = [seat for seat in seats if seat.capacity == "partner member"]
    fitting = [
        frozenset(seat.id for seat in seats if {"councils", one} & set(seat.nominators))
        for one in eligible
    ]
    return BoardPosts(
        members=len(seats),
        partners=len(partners),
        for_councils=sum(
            any(one == "councils" or kinds.get(one) in RESPONSIBLE_KINDS for one in seat.nominators)
            for seat in seats
        ),
        unsaid=sum(
            not seat.nominators and not (seat.roles and set(seat.roles) <= _OF_OTHER_SECTORS)
            for seat in partners
        ),
        for_place_directors=sum("place director" in seat.roles for seat in seats),
        councils_with_one=len(eligible) - len(unmet(fitting)),
    )


def _vacancies(seats: Sequence[Seat], sitting: Sitting) -> Vacancies:
    empty = [seat.needed_by for seat in seats if not sitting.holders(seat)]
    return Vacancies(len(empty), empty.count("law"), empty.count("policy"))


def _people(held: Sequence[Seat | Post], sitting: Sitting) -> set[str]:
    return {holder.person for one in held for holder in sitting.holders(one)}


def _places(register: Register, on: date) -> dict[str, str]:
    """The names of the system's places on a day, by id."""
    own = own_area(register).id
    above = all_above(register)
    return {
        area.id: area.name
        for area in register.areas
        if area.kind == "place" and area.period.includes(on) and own in above[area.id]
    }


def _on_board(
    register: Register,
    places: Mapping[str, str],
    on_board: set[str],
    sitting: Sitting,
    notes: list[str],
) -> tuple[str, ...] | None:
    """The names of the places of which someone in `on_board` holds a post, or a seat at a forum.

    None where the folder names nobody of any place.
    """
    on = sitting.on
    posts = (post for post in register.posts if post.period.includes(on))
    holding = [(post.area, _people([post], sitting)) for post in posts]
    forums = (forum for forum in register.forums if forum.period.includes(on))
    holding += [
        (area, _people(_members(forum, on), sitting))
        for forum in forums
        for area in (forum.area, *forum.also_serves)
    ]
    found = {area for area, holders in holding if holders & on_board}
    unnamed = places.keys() - {area for area, holders in holding if holders}
    if unnamed:
        of_places = _counted(len(unnamed), "place")
        notes.append(f"the folder names nobody of {of_places}; some may be on the board")
    if places and unnamed == places.keys():
        return None
    return tuple(name for area, name in places.items() if area in found)
