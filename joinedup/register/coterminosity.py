"""How far the areas of councils and the areas of the system coincide, by small areas and residents.

A folder counts in overlaps.csv the small areas (LSOAs) that a council shares with a place or with
the system, each count as at a day. Shares are exact fractions; what was not counted is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from joinedup.register.areas import all_above, own_area
from joinedup.register.reading import Folder
from joinedup.register.schema import Body, Overlap

#: Kinds of council that are responsible local authorities of an ICB, which its constitution lets
#: nominate: the upper tier, and councils that are the only tier (LGPIHA 2007 s103).
RESPONSIBLE_KINDS = (
    "county council",
    "unitary council",
    "metropolitan district council",
    "London borough council",
)
#: A council of which a smaller part than one in so many lies in the system is a sliver.
SLIVER_BELOW_ONE_IN = 20
#: What a reader must know of a sliver.
SLIVER_NOTE = (
    "under 5% of the council's small areas lie in the system: a fact of statistical areas, to be "
    "confirmed against the order that establishes the ICB; any part makes the council eligible to "
    "nominate (NHS Act 2006 Schedule 1B para 8(2)(c))"
)

Extent = Literal["coincide", "council inside area", "area inside council", "cross"]


@dataclass(frozen=True)
class Meeting:
    """How far the area of a council and an area of the system coincide.

    `small_areas` and `residents` are those in both; those `of_council` and `of_area` are each's in
    all. What an area has in all is the sum over the councils of its upper tier, so that a county
    and its districts are not both counted. `sliver` says whether under 5% of the council lies in
    the system (not in this area); None where that is not known, as is anything else that is None.
    `as_at` is the day of the count; `summed` is true of a system that was counted by its places.
    """

    area: str
    council: str
    small_areas: int
    small_areas_of_council: int
    small_areas_of_area: int | None
    residents: int | None
    residents_of_council: int | None
    residents_of_area: int | None
    sliver: bool | None
    as_at: date | None
    summed: bool = False

    @property
    def share_of_council(self) -> Fraction:
        """The part of the council's small areas that lies in the area."""
        return Fraction(self.small_areas, self.small_areas_of_council)

    @property
    def share_of_area(self) -> Fraction | None:
        """The part of the area's small areas that lies in the council."""
        return _share(self.small_areas, self.small_areas_of_area)

    @property
    def share_of_council_residents(self) -> Fraction | None:
        """The part of the council's residents who live in the area."""
        return _share(self.residents, self.residents_of_council)

    @property
    def share_of_area_residents(self) -> Fraction | None:
        """The part of the area's residents who live in the council's area."""
        return _share(self.residents, self.residents_of_area)

    @property
    def extent(self) -> Extent | None:
        """How the two areas lie to each other, by small areas; None where that is not known."""
        if self.share_of_council == 1:
            return "coincide" if self.share_of_area == 1 else "council inside area"
        if self.share_of_area is None:
            return None
        return "area inside council" if self.share_of_area == 1 else "cross"


def meetings(folder: Folder, on: date) -> tuple[Meeting, ...]:
    """How each counted area and each council coincide on a day, the system's own area first.

    Of each area the newest count on or before the day is used, else the earliest; rows without a
    day hold always. A system that was not counted itself is summed from its places if they all
    were. Areas and councils that are not there on the day are left out.
    """
    bodies = {body.id: body for body in folder.register.bodies}
    own = own_area(folder.register).id
    here = (area.id for area in folder.register.areas if area.period.includes(on))
    there = {area: place for place, area in enumerate(here)}
    counts = _counts(folder.overlaps, on)
    summed = own not in counts
    if summed and (system := _summed(folder, {area: counts.get(area) for area in there}, own)):
        counts[own] = system
    slivers = _slivers(counts, own)
    found = []
    for area in sorted(counts.keys() & there.keys(), key=lambda one: (one != own, there[one])):
        rows = counts[area]
        upper = [row for row in rows if _is_upper(bodies.get(row.council), row.as_at or on)]
        total = sum(row.small_areas for row in upper) if upper else None
        residents = _sum_if_known(row.residents for row in upper)
        for row in sorted(rows, key=lambda one: (-one.small_areas, one.council)):
            body = bodies.get(row.council)
            if row.small_areas and body is not None and body.period.includes(on):
                found.append(
                    Meeting(
                        area=area,
                        council=row.council,
                        small_areas=row.small_areas,
                        small_areas_of_council=row.small_areas_of_council,
                        small_areas_of_area=total,
                        residents=row.residents,
                        residents_of_council=row.residents_of_council,
                        residents_of_area=residents,
                        sliver=slivers.get(row.council),
                        as_at=row.as_at,
                        summed=summed and area == own,
                    )
                )
    return tuple(found)


def eligible_councils(folder: Folder, on: date) -> tuple[Body, ...]:
    """The councils of the system on a day that may nominate its partner members, as listed.

    They are those of a responsible kind whose area meets the system's in any part
    (NHS Act 2006 Schedule 1B para 8(2)(c)); a sliver of a council is one too.
    """
    bodies = {body.id: body for body in folder.register.bodies}
    return tuple(
        body
        for council in folder.register.system.councils
        if (body := bodies.get(council.body)) is not None
        and body.kind in RESPONSIBLE_KINDS
        and body.period.includes(on)
        and council.period.includes(on)
    )


def _counts(overlaps: Iterable[Overlap], on: date) -> dict[str, tuple[Overlap, ...]]:
    """The rows of each area that hold on a day, one for each council."""
    by_area: dict[str, list[Overlap]] = {}
    for row in overlaps:
        by_area.setdefault(row.area, []).append(row)
    return {area: _holding(rows, on) for area, rows in by_area.items()}


def _holding(rows: list[Overlap], on: date) -> tuple[Overlap, ...]:
    """The rows of the newest count on or before a day, else of the earliest, and those undated.

    All rows of an area are chosen by one day: a council that a newer count no longer has is gone.
    """
    days = sorted({row.as_at for row in rows if row.as_at is not None})
    chosen = max((day for day in days if day <= on), default=days[0] if days else None)
    by_council = {row.council: row for row in rows if row.as_at is None}
    by_council |= {row.council: row for row in rows if row.as_at == chosen}
    return tuple(by_council.values())


def _summed(
    folder: Folder, counts: Mapping[str, tuple[Overlap, ...] | None], own: str
) -> tuple[Overlap, ...]:
    """The system's rows, added up from its places; none where that cannot be done."""
    above = all_above(folder.register)
    systems = {area.id for area in folder.register.areas if area.kind == "system"}
    rows: dict[str, list[Overlap]] = {}
    for area in folder.register.areas:
        if area.kind == "place" and own in above[area.id] and area.id in counts:
            of_place = counts[area.id]
            # A place that crosses into another system does not lie in this one as a whole.
            if of_place is None or above[area.id] & systems != {own}:
                return ()
            for row in of_place:
                rows.setdefault(row.council, []).append(row)
    if not all(_counted_alike(of_council) for of_council in rows.values()):
        return ()
    return tuple(_sum(of_council, own) for of_council in rows.values())


def _counted_alike(rows: list[Overlap]) -> bool:
    """Whether rows of one council can be added up: one day, one whole, and no more than it."""
    wholes = {(row.as_at, row.small_areas_of_council, row.residents_of_council) for row in rows}
    residents = _sum_if_known(row.residents for row in rows)
    of_council = rows[0].residents_of_council
    return (
        len(wholes) == 1
        and sum(row.small_areas for row in rows) <= rows[0].small_areas_of_council
        and (residents is None or of_council is None or residents <= of_council)
    )


def _sum(rows: list[Overlap], area: str) -> Overlap:
    return rows[0].model_copy(
        update={
            "area": area,
            "small_areas": sum(row.small_areas for row in rows),
            "residents": _sum_if_known(row.residents for row in rows),
        }
    )


def _slivers(counts: Mapping[str, tuple[Overlap, ...]], own: str) -> dict[str, bool]:
    """Whether each council is a sliver of the system, where that is known.

    Where the system has no count of a council, a large enough part of it in one place settles it.
    """
    slivers = {
        row.council: False for rows in counts.values() for row in rows if not _is_sliver(row)
    }
    slivers |= {row.council: _is_sliver(row) for row in counts.get(own, ())}
    return slivers


def _is_sliver(row: Overlap) -> bool:
    return row.small_areas * SLIVER_BELOW_ONE_IN < row.small_areas_of_council


def _is_upper(body: Body | None, day: date) -> bool:
    return body is not None and body.kind in RESPONSIBLE_KINDS and body.period.includes(day)


def _sum_if_known(numbers: Iterable[int | None]) -> int | None:
    known = tuple(numbers)
    if not known or any(number is None for number in known):
        return None
    return sum(number for number in known if number is not None)


def _share(part: int | None, whole: int | None) -> Fraction | None:
    """The part as a share of the whole; None where it is not known, or cannot be a part of it."""
    if part is None or not whole or part > whole:
        return None
    return Fraction(part, whole)
