"""The page of the system as tiers: nation, region, system, places, neighbourhoods, and forums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Link, Missing, Table
from joinedup.layout.writing import first_capital, number
from joinedup.register.areas import all_above, own_area
from joinedup.register.coterminosity import meetings
from joinedup.register.schema import Area, Body, Forum, Register
from joinedup.register.sitting import Sitting
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.bodies import order_of_kind
from joinedup.web.presenters.dated import DatedPage
from joinedup.web.presenters.links import AsOn, Links, Part, several
from joinedup.web.presenters.practices import PracticesOfAreas, practices_of_areas
from joinedup.web.presenters.seats import counted_seats
from joinedup.web.presenters.words import counted, in_words, listed, people, plural

#: The tiers of the picture, the widest first.
TIERS = ("nation", "region", "system", "sub-system", "place", "locality", "neighbourhood")
_TIERS_OF_KINDS = {"NHS England": "nation", "NHS England region": "region"}
#: Kinds of body that the picture names with the system; of others it gives the number.
_NAMED_KINDS = (
    "NHS trust",
    "NHS foundation trust",
    "care trust",
    "combined authority",
    "combined county authority",
)
#: A place with more areas in it than this takes the whole width of the picture.
_LONG = 10
#: Of more than this only the number is told.
_NAMED = 20


@dataclass(frozen=True)
class Chip:
    """A forum in the picture: its name, and how many of its seats are vacant."""

    link: Link
    note: str


@dataclass(frozen=True)
class Group:
    """Bodies of one kind in the picture."""

    kind: str
    bodies: tuple[Link | str, ...]


@dataclass(frozen=True)
class Box:
    """One area of the picture, with what is in it."""

    tier: str
    link: Link
    note: str
    forums: tuple[Chip, ...]
    groups: tuple[Group, ...]
    parts: tuple[Box, ...] = field(default=())

    @property
    def is_long(self) -> bool:
        """Whether so many areas are in it that it takes the whole width."""
        return len(self.parts) > _LONG

    @property
    def parts_by_tier(self) -> tuple[tuple[str, tuple[Box, ...]], ...]:
        """The areas in it, those of one tier together: 'five places'."""
        tiers = [tier for tier in TIERS if any(part.tier == tier for part in self.parts)]
        grouped = [(tier, tuple(p for p in self.parts if p.tier == tier)) for tier in tiers]
        return tuple((f"{in_words(len(of), tier)}", of) for tier, of in grouped)


@dataclass(frozen=True, kw_only=True)
class TiersPage(DatedPage):
    """What the page of the system as tiers shows."""

    finding: str
    box: Box
    outside: str
    areas: Table


@lru_cache(maxsize=32)
def tiers_page(system: Shown, as_on: AsOn) -> TiersPage:
    """The system as tiers on a day."""
    register = system.register
    picture = _Picture(system, as_on)
    areas = _areas(picture)
    return TiersPage(
        title="The system as tiers",
        address=reverse("system"),
        query=as_on.query,
        tables=(areas,),
        about=(f"{register.system.name} on {day_in_words(as_on.on)}.",),
        as_on=as_on,
        finding=_finding(picture),
        box=picture.whole(),
        outside=_outside(picture),
        areas=areas,
    )


class _Picture:
    """The areas of a day and what stands in each, gathered once for the picture and the table."""

    def __init__(self, system: Shown, as_on: AsOn) -> None:
        self.register: Register = system.register
        self.on: date = as_on.on
        self.links = Links(self.register, as_on)
        self.practices: PracticesOfAreas = practices_of_areas(system, self.on)
        self.own = own_area(self.register)
        self.areas = {a.id: a for a in self.register.areas if a.period.includes(self.on)}
        self.areas.setdefault(self.own.id, self.own)
        self.all_above = all_above(self.register)
        self.inside: dict[str, list[Area]] = defaultdict(list)
        for area in sorted(self.areas.values(), key=lambda one: (one.name, one.id)):
            for upper in area.within:
                self.inside[upper].append(area)
        self.forums: dict[str, list[Forum]] = defaultdict(list)
        for forum in self.register.forums:
            if forum.period.includes(self.on):
                for served in dict.fromkeys((forum.area, *forum.also_serves)):
                    self.forums[served].append(forum)
        self.councils: dict[str, list[str]] = defaultdict(list)
        for meeting in meetings(system.folder, self.on):
            self.councils[meeting.area].append(meeting.council)
        places = [area.id for area in self.areas.values() if area.kind == "place"]
        self.met = {council for place in places for council in self.councils[place]}

    def whole(self) -> Box:
        """The widest area around the system, with what is in it; it may be the system itself."""
        box = self.box(self.own)
        for upper in self.above():
            # It may hold other systems too, which are not in the picture.
            box = self.box(upper, (box,))
        return box

    def above(self) -> list[Area]:
        """The areas around the system, the nearest first: one of each tier."""
        found = [self.own]
        while wider := [
            self.areas[one]
            for one in found[-1].within
            if one in self.areas and _rank(self.areas[one]) < _rank(found[-1])
        ]:
            found.append(max(wider, key=_rank))
        return found[1:]

    def box(
        self, area: Area, parts: tuple[Box, ...] | None = None, around: Area | None = None
    ) -> Box:
        """One area as it stands in the one `around` it, with the parts given or those in it."""
        if parts is None:
            parts = tuple(self.box(one, around=area) for one in self.parts(area))
        chips = tuple(
            Chip(self.links.forum(forum.id), _seats(forum, self.links.sitting))
            for forum in self.forums[area.id]
        )
        return Box(
            area.kind,
            self.links.area(area),
            self.note(area, around),
            chips,
            self.groups(area),
            parts,
        )

    def parts(self, area: Area) -> list[Area]:
        """The areas of a lower tier directly in one; what is in those is not told twice."""
        lower = [
            one for one in self.inside[area.id] if one.kind in TIERS and _rank(one) > _rank(area)
        ]
        ids = {one.id for one in lower}
        return [one for one in lower if not ids & set(one.within)]

    def note(self, area: Area, around: Area | None) -> str:
        """'356,000 people, 40 practices'; and where else than `around` it a part of it lies."""
        served = self.practices.of(area.id)
        told = []
        if served and served.people is not None:
            told.append(f"{people(float(served.people))} people")
        if served and served.practices and area.kind != "neighbourhood":
            told.append(counted(len(served.practices), "practice"))
        if around:
            known = {around.id, *self.all_above[around.id]}
            others = [
                self.areas[one].name for one in area.within if one in self.areas.keys() - known
            ]
            told += [f"also in {listed(others)}"] if others else []
        return ", ".join(told)

    def groups(self, area: Area) -> tuple[Group, ...]:
        """The bodies told with an area: by its tier, and for a place the councils it meets."""
        if area.kind == "place":
            return _group("council", [self.links.body(one) for one in self.councils[area.id]])
        there = [one for one in self.register.bodies if one.period.includes(self.on)]
        if area.kind == "system":
            return self._of_system(there) if area.id == self.own.id else ()
        of_tier = [one for one in there if _TIERS_OF_KINDS.get(one.kind) == area.kind]
        kind = of_tier[0].kind if of_tier else area.kind
        return _group(kind, [self.links.body(one.id) for one in of_tier])

    def _of_system(self, there: Sequence[Body]) -> tuple[Group, ...]:
        board = self.register.system.code
        groups = list(_group("integrated care board", [self.links.body(board)]))
        for kind in _NAMED_KINDS:
            of_kind = sorted(one.name for one in there if one.kind == kind)
            ids = {one.name: one.id for one in there if one.kind == kind}
            groups += _group(kind, [self.links.body(ids[name]) for name in of_kind])
        others = Counter(
            one.kind
            for one in there
            if one.kind not in (*_NAMED_KINDS, *_TIERS_OF_KINDS)
            and one.id != board
            and one.id not in self.met
        )
        kinds = sorted(others, key=order_of_kind)
        told = [counted(others[kind], kind, plural(kind)) for kind in kinds]
        if told:
            groups.append(Group("Other bodies", (Link(listed(told), self.links.page("bodies")),)))
        return tuple(groups)


def _group(kind: str, bodies: Sequence[Part]) -> tuple[Group, ...]:
    """Bodies of one kind as a group, or no group; too many to name are counted."""
    links = tuple(one for one in bodies if not isinstance(one, Missing))
    if not links:
        return ()
    name = first_capital(kind if len(links) == 1 else plural(kind))
    return (Group(name, links if len(links) <= _NAMED else (number(len(links)),)),)


def _rank(area: Area) -> int:
    """How far down an area stands; the areas of councils, which cross the tiers, last of all."""
    return TIERS.index(area.kind) if area.kind in TIERS else len(TIERS)


def _seats(forum: Forum, sitting: Sitting) -> str:
    count = counted_seats(forum, sitting)
    return count.in_words


def _finding(picture: _Picture) -> str:
    areas = picture.areas.values()
    tiers = [
        in_words(count, tier)
        for tier in TIERS[TIERS.index("system") + 1 :]
        if (count := sum(area.kind == tier for area in areas))
    ]
    forums = [one for one in picture.register.forums if one.period.includes(picture.on)]
    own = sum(forum.area == picture.own.id for forum in forums)
    there = "is one forum" if len(forums) == 1 else f"are {in_words(len(forums), 'forum')}"
    of_them = in_words(own, "of them is", "of them are")
    own_words = f", and {of_them} for the whole system" if len(forums) > 1 else ""
    return (
        f"{picture.register.system.name} has {listed(tiers) or 'no area within it'}. "
        f"There {there}{own_words}."
    )


def _outside(picture: _Picture) -> str:
    """What of the areas of the day is not in the picture, in one sentence; '' if nothing."""
    drawn = {picture.own.id, *(area.id for area in picture.above())}
    waiting = [picture.own]
    while waiting:
        parts = picture.parts(waiting.pop())
        waiting += [part for part in parts if part.id not in drawn]
        drawn |= {part.id for part in parts}
    left = [area.name for area in picture.areas.values() if area.id not in drawn]
    if not left:
        return ""
    named = listed(sorted(left)) if len(left) <= _NAMED else number(len(left))
    return f"The table also has {named}, which {'lies' if len(left) == 1 else 'lie'} outside."


def _areas(picture: _Picture) -> Table:
    order = sorted(
        picture.areas.values(), key=lambda area: (_rank(area), area.kind, area.name, area.id)
    )
    when = f", {year_in_words(picture.practices.year)}" if picture.practices.year else ""
    return Table(
        "areas",
        f"Areas on {day_in_words(picture.on)}, by tier",
        (
            Column("area", "Area"),
            Column("tier", "Tier"),
            Column("code", "Code", "code", in_files_only=True),
            Column("within", "Within"),
            Column("population", "Population", in_files_only=True),
            Column("people", f"Registered people{when}", "count"),
            Column("practices", "Practices", "count"),
            Column("forums", "Forums"),
        ),
        tuple(_row(picture, area) for area in order),
        None,
        (_note(picture),),
    )


def _row(picture: _Picture, area: Area) -> tuple[Cell, ...]:
    served = picture.practices.of(area.id)
    within = [picture.links.area(one) for one in area.within]
    return (
        picture.links.area(area),
        area.kind,
        area.id,
        several(within) if within else "",
        picture.register.system.population,
        served.people if served else None,
        len(served.practices) if served else None,
        several(picture.links.forum(forum.id) for forum in picture.forums[area.id]),
    )


def _note(picture: _Picture) -> str:
    population = picture.register.system.population
    return (
        f"The system counts its {population} population. People are those on the lists of the "
        "practices that name the area; of areas above the system a folder knows no practices."
    )
