"""The practices of each area on a day, and the people on their lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from joinedup.register.areas import all_above, own_area
from joinedup.register.schema import Practice
from joinedup.web.folder import Shown


@dataclass(frozen=True)
class Served:
    """The practices of an area, and their registered people; None where nobody's are known.

    `uncounted` is how many of the practices have no count.
    """

    practices: tuple[Practice, ...]
    people: Decimal | None
    uncounted: int


@dataclass(frozen=True)
class PracticesOfAreas:
    """What is known of practices by the id of an area; no entry where it cannot be known.

    `year` is the financial year of the counts of people, '' where the folder holds none.
    """

    by_area: dict[str, Served]
    year: str

    def of(self, area: str) -> Served | None:
        """The practices of an area."""
        return self.by_area.get(area)


@lru_cache(maxsize=32)
def practices_of_areas(system: Shown, on: date) -> PracticesOfAreas:
    """The practices of the system, of its places, neighbourhoods and the tiers between.

    Areas above the system and the areas of councils hold practices that no folder names.
    """
    register = system.register
    year = max((row.year for row in system.folder.need), default="")
    people = {row.practice: row.population for row in system.folder.need if row.year == year}
    practices = [one for one in register.practices if one.period.includes(on)]
    above, kinds = all_above(register), {area.id: area.kind for area in register.areas}
    own = own_area(register).id
    found: dict[str, list[Practice]] = {
        area.id: []
        for area in register.areas
        if area.kind in ("sub-system", "place", "locality", "neighbourhood")
    }
    found[own] = practices
    for practice in practices:
        # Each tier takes the practice from what it names itself: the two need not agree.
        for named, tiers in (
            (practice.place, ("place", "sub-system")),
            (practice.neighbourhood, ("neighbourhood", "locality")),
        ):
            for area in {named, *above[named]} if named else ():
                if kinds.get(area) in tiers:
                    found[area].append(practice)
    return PracticesOfAreas({area: _served(of, people) for area, of in found.items()}, year)


def _served(practices: Sequence[Practice], people: dict[str, Decimal | None]) -> Served:
    known = [count for one in practices if (count := people.get(one.code)) is not None]
    total = sum(known, Decimal(0)) if known else None
    return Served(tuple(practices), total, len(practices) - len(known))
