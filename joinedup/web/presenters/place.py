"""The page of one place: its people, practices, councils, forums, and its fair share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.charts import Figure, KeyFigure
from joinedup.layout.maps import CHOSEN, HALF, PLAIN
from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import number
from joinedup.money.allocation import SMALL_AREA_WARNING, Allocation, Share
from joinedup.register.areas import all_above, area_names, areas_of_kind
from joinedup.register.coterminosity import meetings
from joinedup.register.schema import Area, Need, Practice
from joinedup.values.codes import slug
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown
from joinedup.web.presenters.area import parts_table
from joinedup.web.presenters.areas import latest, place_map
from joinedup.web.presenters.councils import EXTENTS
from joinedup.web.presenters.dated import DatedPage, held, standing
from joinedup.web.presenters.forums import forums_table
from joinedup.web.presenters.links import AsOn, Links
from joinedup.web.presenters.practices import practices_of_areas
from joinedup.web.presenters.shares import Why, why_of
from joinedup.web.presenters.words import NEED_INDEX, in_words, listed


@dataclass(frozen=True, kw_only=True)
class PlacePage(DatedPage):
    """What the page of a place shows."""

    standing: str
    system_name: str
    codes: str
    figures: tuple[KeyFigure, ...]
    map: Figure | None
    neighbourhoods: Table | None
    practices: Table | None
    councils: Table | None
    forums: Table | None
    why: Why | None
    answer: Explained[Allocation] | None
    year: str
    with_pounds: bool


@lru_cache(maxsize=64)
def place_page(system: Shown, as_on: AsOn, area: str) -> PlacePage | None:
    """The page of a place on a day; None where there is no place with this id."""
    place = areas_of_kind(system.register, "place").get(area)
    return _place_page(system, as_on, place) if place else None


def _place_page(system: Shown, as_on: AsOn, area: Area) -> PlacePage:
    register = system.register
    links = Links(register, as_on)
    explained = latest(system)
    allocation = explained.value if explained else None
    shares = allocation.shares if allocation else ()
    share = next((one for one in shares if one.area == area.id), None)
    practices = [
        one for one in register.practices if one.place == area.id and one.period.includes(as_on.on)
    ]
    with_pounds = bool(allocation and allocation.pot)
    every = held(
        _practices(system, area, practices, allocation, links),
        _neighbourhoods(system, area, as_on, links),
        _councils(system, area, as_on, links),
        _forums(system, area, as_on, links),
    )
    by_name = {table.name: table for table in every}
    why = why_of(share, with_pounds) if share else None
    movements = (why.table,) if why and why.table else ()
    return PlacePage(
        title=area.name,
        address=reverse("place", args=[area.id]),
        query=as_on.query,
        tables=(*every, *movements),
        about=(f"{area.name} ({area.id}), a place of {register.system.name}.",),
        as_on=as_on,
        standing=standing(area, as_on.on),
        system_name=register.system.name,
        codes=_codes(area),
        figures=_figures(practices, share, allocation),
        map=_map(system, area, practices),
        why=why,
        answer=explained,
        year=year_in_words(allocation.year) if allocation else "",
        with_pounds=with_pounds,
        neighbourhoods=by_name.get("neighbourhoods"),
        practices=by_name.get("practices"),
        councils=by_name.get("councils"),
        forums=by_name.get("forums"),
    )


def _codes(area: Area) -> str:
    """Its official codes; a slug of its own name says nothing to a reader."""
    own = [] if area.id == slug(area.name) else [area.id]
    return listed([*own, *(ons.code for ons in area.ons)])


def _figures(
    practices: list[Practice], share: Share | None, allocation: Allocation | None
) -> tuple[KeyFigure, ...]:
    year = f", {year_in_words(allocation.year)}" if allocation else ""
    hoods = {practice.neighbourhood for practice in practices if practice.neighbourhood}
    known = share is not None and share.target_share is not None
    need = share.need_index if share else None
    return (
        KeyFigure(
            number(share.population) if share and known else "Not known",
            f"registered people{year}",
        ),
        KeyFigure(
            "Not known" if need is None else number(need, 3), "need index; the whole system is 1"
        ),
        KeyFigure(number(len(practices)), "GP practice" if len(practices) == 1 else "GP practices"),
        KeyFigure(number(len(hoods)), "neighbourhood" if len(hoods) == 1 else "neighbourhoods"),
    )


def _map(system: Shown, area: Area, practices: list[Practice]) -> Figure | None:
    if area.id not in {outline.area for outline in system.folder.boundaries.outlines}:
        return None
    names = area_names(system.register, "place")
    finding = (
        f"{area.name} is one of {in_words(len(names), 'place')} of {system.register.system.name}, "
        f"with {in_words(len(practices), 'practice')}."
    )
    shades = {place: CHOSEN if place == area.id else PLAIN for place in names}
    title = f"Map of {system.register.system.name} with {area.name} picked out"
    return place_map(system, "place", title, finding, {}, shades, HALF)


def _practices(
    system: Shown,
    area: Area,
    practices: list[Practice],
    allocation: Allocation | None,
    links: Links,
) -> Table:
    names = area_names(system.register, "neighbourhood")
    year = allocation.year if allocation else ""
    need = {row.practice: row for row in system.folder.need if row.year == year}
    average = _need_per_head(allocation)
    rows: list[tuple[Cell, ...]] = []
    for practice in sorted(
        practices, key=lambda one: (names.get(one.neighbourhood or "", "~"), one.name, one.code)
    ):
        own = need.get(practice.code)
        rows.append(
            (
                links.body(practice.code),
                practice.code,
                links.area(practice.neighbourhood) if practice.neighbourhood else None,
                practice.postcode or None,
                own.population if own else None,
                _need_index(own, average),
            )
        )
    people = [need[one.code].population for one in practices if one.code in need]
    known = [Fraction(count) for count in people if count is not None]
    when = f", {year_in_words(year)}" if year else ""
    return Table(
        "practices",
        f"Practices of {area.name}, by neighbourhood",
        (
            Column("practice", "Practice"),
            Column("code", "Code", "code"),
            Column("neighbourhood", "Neighbourhood"),
            Column("postcode", "Postcode", "code"),
            Column("people", f"Registered people{when}", "count"),
            Column("need_index", "Need index", "index", about=NEED_INDEX),
        ),
        tuple(rows),
        ("All", "", "", "", sum(known, Fraction(0)) if known else None, "") if rows else None,
        (f"Need index: {NEED_INDEX}", SMALL_AREA_WARNING),
    )


def _need_per_head(allocation: Allocation | None) -> Fraction | None:
    """Weighted population per head of the whole system, as the allocation has it."""
    if allocation is None:
        return None
    shares = allocation.shares
    return sum((share.weighted_population for share in shares), Fraction(0)) / sum(
        share.population for share in shares
    )


def _need_index(need: Need | None, average: Fraction | None) -> Fraction | None:
    if need is None or need.core is None or not need.population or not average:
        return None
    return Fraction(need.core) / Fraction(need.population) / average


def _neighbourhoods(system: Shown, area: Area, as_on: AsOn, links: Links) -> Table:
    above = all_above(system.register)
    inside = [
        one
        for one in system.register.areas
        if area.id in above[one.id] and one.period.includes(as_on.on)
    ]
    caption = f"Neighbourhoods of {area.name} on {day_in_words(as_on.on)}"
    practices = practices_of_areas(system, as_on.on)
    return parts_table("neighbourhoods", caption, inside, area, practices, links)


def _councils(system: Shown, area: Area, as_on: AsOn, links: Links) -> Table:
    met = [one for one in meetings(system.folder, as_on.on) if one.area == area.id]
    columns = (
        Column("council", "Council"),
        Column("extent", "How they lie"),
        Column("small_areas", "Small areas in both", "count"),
        Column("small_areas_of_council", "Small areas of the council", "count"),
        Column("share", "Part of the council", "percent"),
        Column("share_of_area", "Part of the place", "percent"),
    )
    rows = tuple(
        (
            links.body(one.council),
            EXTENTS[one.extent] if one.extent else None,
            one.small_areas,
            one.small_areas_of_council,
            one.share_of_council,
            one.share_of_area,
        )
        for one in met
    )
    overlaps = [one for one in system.folder.overlaps if one.area == area.id]
    sources = sorted({overlap.source for overlap in overlaps if overlap.source})
    notes = ["Small areas are the lower layer super output areas (LSOAs) of the census."]
    if sources:
        notes.append(f"Source of the counts: {listed(sources)}.")
    return Table("councils", f"Councils that {area.name} meets", columns, rows, None, tuple(notes))


def _forums(system: Shown, area: Area, as_on: AsOn, links: Links) -> Table:
    return forums_table(
        "forums",
        f"Forums that serve {area.name} on {day_in_words(as_on.on)}",
        [
            forum
            for forum in system.register.forums
            if area.id in (forum.area, *forum.also_serves) and forum.period.includes(as_on.on)
        ],
        links,
        as_on,
    )
