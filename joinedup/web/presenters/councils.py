"""The page of councils: how far their areas and the system's coincide, and who may nominate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.charts import Figure
from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital
from joinedup.register.areas import own_area
from joinedup.register.coterminosity import (
    SLIVER_NOTE,
    Meeting,
    eligible_councils,
    meetings,
)
from joinedup.register.schema import Body
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.bodies import governance_cell, governance_on
from joinedup.web.presenters.council_map import council_map
from joinedup.web.presenters.dated import DatedPage, held
from joinedup.web.presenters.links import AsOn, Links
from joinedup.web.presenters.words import in_words

#: How the areas of a council and of the system lie to each other, in words.
EXTENTS = {
    "coincide": "the same area",
    "council inside area": "the council lies inside",
    "area inside council": "the council holds all of it",
    "cross": "they cross",
}


@dataclass(frozen=True, kw_only=True)
class CouncilsPage(DatedPage):
    """What the page of councils shows."""

    finding: str
    map: Figure | None
    councils: Table
    overlap: Table
    slivers: tuple[str, ...]
    sliver_note: str = SLIVER_NOTE


@lru_cache(maxsize=32)
def councils_page(system: Shown, as_on: AsOn) -> CouncilsPage:
    """The councils that the system meets on a day, and how far."""
    register = system.register
    met = meetings(system.folder, as_on.on)
    eligible = eligible_councils(system.folder, as_on.on)
    names = {body.id: body.name for body in register.bodies}
    own = own_area(register).id
    slivers = {one.council for one in met if one.sliver}
    finding = _finding(system, as_on, eligible)
    councils = _councils(system, as_on, met, eligible, own)
    overlap = _overlap(system, as_on, met)
    return CouncilsPage(
        title="Councils",
        address=reverse("councils"),
        query=as_on.query,
        tables=held(councils, overlap),
        about=(f"{register.system.name} on {day_in_words(as_on.on)}.", f"A sliver: {SLIVER_NOTE}."),
        as_on=as_on,
        finding=finding,
        map=council_map(system, as_on.on, met),
        councils=councils,
        overlap=overlap,
        slivers=tuple(sorted(names[one] for one in slivers)),
    )


def _finding(system: Shown, as_on: AsOn, eligible: Sequence[Body]) -> str:
    name = system.register.system.name
    there = [one for one in system.register.system.councils if one.period.includes(as_on.on)]
    if not there:
        return f"The folder names no council that meets {name}."
    may = sum(body.id in {one.body for one in there} for body in eligible)
    return (
        f"{name} meets {in_words(len(there), 'council')}; {_may(may, len(there))} nominate partner "
        "members of its board."
    )


def _may(may: int, there: int) -> str:
    if may == there:
        return "it may" if there == 1 else "all may"
    return in_words(may, "of them may", "of them may") if may else "none of them may"


def _councils(
    system: Shown, as_on: AsOn, met: Sequence[Meeting], eligible: Sequence[Body], own: str
) -> Table:
    register, links = system.register, Links(system.register, as_on)
    bodies = {body.id: body for body in register.bodies}
    models = governance_on(register, as_on.on)
    whole = {one.council: one for one in met if one.area == own}
    may = {body.id for body in eligible}
    places = {area.id for area in register.areas if area.kind == "place"}
    rows: list[tuple[Cell, ...]] = []
    for council in register.system.councils:
        body = bodies.get(council.body)
        if body is None or not (
            council.period.includes(as_on.on) and body.period.includes(as_on.on)
        ):
            continue
        one = whole.get(body.id)
        sliver = next((m.sliver for m in met if m.council == body.id), None)
        rows.append(
            (
                links.body(body.id),
                body.id,
                first_capital(body.kind),
                governance_cell(body, models),
                "in part" if council.extent == "part" else "whole",
                one.share_of_council if one else None,
                one.share_of_council_residents if one else None,
                links.areas(m.area for m in met if m.council == body.id and m.area in places),
                "yes" if body.id in may else "no",
                None if sliver is None else "a sliver, to be confirmed" if sliver else "",
            )
        )
    columns = (
        Column("council", "Council"),
        Column("id", "Code", "code", in_files_only=True),
        Column("kind", "Kind"),
        Column("governance", "Governance"),
        Column("extent", "In the system"),
        Column("share", "Part of its small areas in the system", "percent"),
        Column(
            "share_of_residents",
            "Part of its residents in the system",
            "percent",
            in_files_only=all(one.residents is None for one in whole.values()),
        ),
        Column("places", "Places it meets"),
        Column("eligible", "May nominate"),
        Column("sliver", "Sliver", in_files_only=not any(row[-1] for row in rows)),
    )
    return Table(
        "councils",
        f"Councils of {register.system.name} on {day_in_words(as_on.on)}",
        columns,
        tuple(sorted(rows, key=lambda row: str(getattr(row[0], "text", row[0])))),
        None,
        (
            "May nominate: councils of an upper or only tier whose area meets the system's in any "
            "part, jointly, partner members of the board (NHS Act 2006 Schedule 1B para 8(2)(c)).",
        ),
    )


def _overlap(system: Shown, as_on: AsOn, met: Sequence[Meeting]) -> Table:
    links = Links(system.register, as_on)
    rows = tuple(
        (
            links.area(one.area),
            links.body(one.council),
            EXTENTS[one.extent] if one.extent else None,
            one.small_areas,
            one.small_areas_of_council,
            one.share_of_council,
            one.share_of_area,
            one.residents,
            one.share_of_council_residents,
            one.share_of_area_residents,
            one.as_at,
            "" if not one.summed else "added up from the places",
        )
        for one in met
    )
    residents = any(one.residents is not None for one in met)
    counted_on = {one.as_at for one in met}
    columns = (
        Column("area", "Area"),
        Column("council", "Council"),
        Column("extent", "How they lie"),
        Column("small_areas", "Small areas in both", "count"),
        Column("small_areas_of_council", "Small areas of the council", "count", in_files_only=True),
        Column("share_of_council", "Part of the council", "percent"),
        Column("share_of_area", "Part of the area", "percent"),
        Column("residents", "Residents in both", "count", in_files_only=True),
        Column(
            "share_of_council_residents",
            "Part of the council's residents",
            "percent",
            in_files_only=not residents,
        ),
        Column(
            "share_of_area_residents",
            "Part of the area's residents",
            "percent",
            in_files_only=not residents,
        ),
        Column("as_at", "Counted as at", "day", in_files_only=len(counted_on) == 1),
        Column("how", "How it was counted", in_files_only=True),
    )
    notes = ["Small areas are the lower layer super output areas (LSOAs) of the census."]
    if len(counted_on) == 1 and (day := next(iter(counted_on))):
        notes.append(f"Counted as at {day_in_words(day)}.")
    if not residents:
        notes.append("How many residents live in both is not known.")
    return Table(
        "overlap",
        f"How far councils and areas coincide on {day_in_words(as_on.on)}",
        columns,
        rows,
        None,
        tuple(notes),
    )
