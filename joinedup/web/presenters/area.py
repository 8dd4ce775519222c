"""The page of an area that is not a place: the system, a neighbourhood, a tier between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital, number
from joinedup.register.schema import Area
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.dated import DatedPage, Fact, days_in_words, held, standing
from joinedup.web.presenters.forums import forums_table
from joinedup.web.presenters.links import AsOn, Links, several
from joinedup.web.presenters.practices import PracticesOfAreas, practices_of_areas
from joinedup.web.presenters.words import counted

#: Of a wider area the practices are told by the pages of its places and neighbourhoods.
_LISTS_PRACTICES = ("neighbourhood", "locality")


@dataclass(frozen=True, kw_only=True)
class AreaPage(DatedPage):
    """What the page of an area shows."""

    kind: str
    standing: str
    facts: tuple[Fact, ...]
    parts: Table
    practices: Table
    forums: Table


@lru_cache(maxsize=64)
def area_page(system: Shown, as_on: AsOn, area: str) -> AreaPage | None:
    """One area on a day; None where there is none with this id."""
    known = next((one for one in system.register.areas if one.id == area), None)
    return _area_page(system, as_on, known) if known else None


def _area_page(system: Shown, as_on: AsOn, area: Area) -> AreaPage:
    register, links, day = system.register, Links(system.register, as_on), day_in_words(as_on.on)
    practices = practices_of_areas(system, as_on.on)
    inside = [
        one for one in register.areas if area.id in one.within and one.period.includes(as_on.on)
    ]
    caption = f"Areas in {area.name} on {day}"
    parts = parts_table("areas", caption, inside, area, practices, links)
    own = _practices(system, area, practices, links)
    forums = forums_table(
        "forums",
        f"Forums that serve {area.name} on {day}",
        [
            forum
            for forum in register.forums
            if area.id in (forum.area, *forum.also_serves) and forum.period.includes(as_on.on)
        ],
        links,
        as_on,
    )
    return AreaPage(
        title=area.name,
        address=reverse("area", args=[area.id]),
        query=as_on.query,
        tables=held(parts, own, forums),
        about=(f"{area.name} ({area.id}), a {area.kind} of {register.system.name}, on {day}.",),
        as_on=as_on,
        kind=area.kind,
        standing=standing(area, as_on.on),
        facts=_facts(area, practices, links),
        parts=parts,
        practices=own,
        forums=forums,
    )


def parts_table(
    name: str,
    caption: str,
    inside: Iterable[Area],
    area: Area,
    practices: PracticesOfAreas,
    links: Links,
) -> Table:
    """Areas within an area, with their practices and people, and where else a part of each lies."""
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(inside, key=lambda part: (part.kind, part.name, part.id)):
        served = practices.of(one.id)
        others = [other for other in one.within if other != area.id]
        rows.append(
            (
                links.area(one),
                one.id,
                first_capital(one.kind),
                len(served.practices) if served else None,
                served.people if served else None,
                links.areas(others) if others else "",
            )
        )
    kinds = {row[2] for row in rows}
    columns = (
        Column("area", "Area"),
        Column("code", "Code", "code"),
        Column("kind", "Kind", in_files_only=len(kinds) == 1),
        Column("practices", "Practices", "count"),
        Column("people", people_heading(practices), "count"),
        Column("also_in", "Also in", in_files_only=not any(row[-1] for row in rows)),
    )
    return Table(name, caption, columns, tuple(rows))


def people_heading(practices: PracticesOfAreas) -> str:
    """The heading of a column of people, with the year of the counts."""
    return f"Registered people{f', {year_in_words(practices.year)}' if practices.year else ''}"


def _facts(area: Area, practices: PracticesOfAreas, links: Links) -> tuple[Fact, ...]:
    served = practices.of(area.id)
    ons = [
        f"{one.code} ({days[0].lower()}{days[1:]})" if (days := days_in_words(one)) else one.code
        for one in area.ons
    ]
    people = None
    if served and served.people is not None:
        year = f" in {year_in_words(practices.year)}"
        missing = f"; of {counted(served.uncounted, 'practice')} not known"
        people = f"{number(served.people)}{year}{missing if served.uncounted else ''}"
    facts = [
        Fact("Lies within", links.areas(area.within)) if area.within else None,
        Fact("Registered people", people),
        Fact("GP practices", len(served.practices) if served else None, "count"),
        Fact("ONS codes", several(ons)) if ons else None,
        Fact("Days", days_in_words(area)),
        Fact("Id", area.id),
    ]
    return tuple(fact for fact in facts if fact)


def _practices(system: Shown, area: Area, practices: PracticesOfAreas, links: Links) -> Table:
    served = practices.of(area.id)
    people = {
        row.practice: row.population for row in system.folder.need if row.year == practices.year
    }
    listed = served.practices if served and area.kind in _LISTS_PRACTICES else ()
    rows: list[tuple[Cell, ...]] = [
        (
            links.body(one.code),
            one.code,
            links.area(one.place) if one.place else None,
            one.postcode or None,
            people.get(one.code),
        )
        for one in sorted(listed, key=lambda one: (one.name, one.code))
    ]
    columns = (
        Column("practice", "Practice"),
        Column("code", "Code", "code"),
        Column("place", "Place"),
        Column("postcode", "Postcode", "code"),
        Column("people", people_heading(practices), "count"),
    )
    total = ("All", "", "", "", served.people if served else None) if len(rows) > 1 else None
    return Table("practices", f"Practices of {area.name}", columns, tuple(rows), total)
