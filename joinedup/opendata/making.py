"""The whole job: open files and the code of an ICB in, the content of a system folder out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from joinedup.opendata import assembly, closed, completeness, places, practice_status, trusts
from joinedup.opendata.allocations import Allocation, needs, people
from joinedup.opendata.assembly import Parts
from joinedup.opendata.council_outlines import with_councils
from joinedup.opendata.councils import Councils, councils_of
from joinedup.opendata.country import Country, Say, read_country
from joinedup.opendata.geography import Geography
from joinedup.opendata.naming import sub_icb_names
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.outlines import Drawn, draw
from joinedup.opendata.places import Placement
from joinedup.opendata.placing import Placing, read_placing
from joinedup.opendata.practice_map import OlderMap, PracticeMap, map_of
from joinedup.opendata.practice_status import Statuses
from joinedup.opendata.tables import Row
from joinedup.register.reading import Folder
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.values.explained import Source


@dataclass(frozen=True)
class Made:
    """A folder that was put together, and what did not join or was settled on the way.

    `warnings` come before all else: a file is not whole.
    """

    folder: Folder
    notices: tuple[Notice, ...]
    warnings: tuple[str, ...] = ()


def make(icb: str, folder: Path, places_file: Path | None, say: Say = lambda text: None) -> Made:
    """The folder of the ICB with this NHS code, from the open files in `folder` and below.

    `say` is told what is being done. Raises CannotMake where that cannot be.
    """
    country = read_country(folder, say)
    say(f"Making the folder of {icb}")
    return make_of(icb, country, places_file)


def make_of(icb: str, country: Country, places_file: Path | None = None) -> Made:
    """The folder of an ICB from files that were read. Raises CannotMake where that cannot be."""
    icb_map, older = map_of(country.maps, icb)
    allocations = country.allocations.of(icb_map)
    geography = country.geography
    placing = None
    if places_file is not None:
        names = {practice.code: practice.name for practice in icb_map.practices}
        names |= closed.not_in_map(allocations[0], icb_map)
        placing = read_placing(places_file, names, icb)
    councils = councils_of(geography, country.editions, icb)
    placement = _placement(icb_map, older, allocations, geography, councils, placing)
    ons = (icb, icb_map.icb_ons, icb_map.icb_name)
    drawn = draw(country.shapes, ons, placement.places, geography)
    drawn = with_councils(drawn, icb, councils, country.council_shapes)
    need, need_notices = needs(allocations)
    used = _sources(country, icb_map, older, allocations, placing, drawn)
    tables = (icb_map.table, *(one.table for one in allocations), *geography.all_tables)
    warnings = completeness.warnings(icb_map, allocations[0], tables)
    parts = Parts(icb_map, placement, councils, geography, country.trusts, used, warnings)
    with_need = {code for allocation in allocations for code in allocation.rows}
    return Made(
        Folder(
            register=assembly.register(parts),
            need=need,
            overlaps=assembly.overlaps(parts),
            boundaries=drawn.boundaries,
        ),
        (
            *icb_map.notices,
            *placement.notices,
            *assembly.crossing(icb_map, placement),
            *practice_status.told(icb_map, older, country.statuses, with_need),
            *_not_in_map(allocations, icb_map, placement, older, country.statuses),
            *country.allocations.notices,
            *(notice for allocation in allocations for notice in allocation.notices),
            *need_notices,
            *geography.notices,
            *country.editions.notices,
            *councils.notices,
            *trusts.told(country.trusts, icb, country.ons_codes(icb), icb_map.as_at),
            *drawn.notices,
        ),
        warnings,
    )


def _placement(
    icb_map: PracticeMap,
    older: tuple[OlderMap, ...],
    allocations: tuple[Allocation, ...],
    geography: Geography,
    councils: Councils,
    placing: Placing | None,
) -> Placement:
    """Places of the user's file; else sub-ICB locations where there are several; else councils."""
    sub_icbs = {practice.sub_icb for practice in icb_map.practices}
    names = sub_icb_names(sub_icbs, allocations, older, geography, icb_map.icb)
    if placing is not None:
        others = (icb_map.region[0], *(met.area for met in councils.all))
        joining = closed.placed_closed(allocations[0], icb_map, placing)
        placement = places.by_file(icb_map, names, placing, joining, others)
        notices = closed.told(joining, allocations[0], placing)
        return replace(placement, notices=(*notices, *placement.notices))
    if len(sub_icbs) > 1:
        return places.by_sub_icb(icb_map, names)
    return places.by_council(icb_map, allocations, geography, councils)


def _not_in_map(
    allocations: tuple[Allocation, ...],
    icb_map: PracticeMap,
    placement: Placement,
    older: tuple[OlderMap, ...],
    statuses: Statuses,
) -> tuple[Notice, ...]:
    """Practices with need that the folder has not, each with where it was, if that is known."""
    here = {practice.code for practice in (*icb_map.practices, *placement.closed)}
    told: set[str] = set()
    notices: list[Notice] = []
    for allocation in allocations:
        codes = sorted(allocation.rows.keys() - here - told)
        told.update(codes)
        gone = [allocation.rows[code] for code in codes]
        year = year_in_words(allocation.year)
        notices += noted(
            f"Practices with need in {year} that are not in the practice map; their need is kept, "
            "and shows as 'not placed'",
            [_gone(row, allocations, older) + statuses.said(row["practice"]) for row in gone],
            "add them to practices.csv with a place, if you know where their patients went",
            told=len(gone) if allocation is allocations[0] else 2,
        )
    return tuple(notices)


def _gone(row: Row, allocations: tuple[Allocation, ...], older: tuple[OlderMap, ...]) -> str:
    code = row["practice"]
    told = f"{code} {row['name']} ({people(row['population'])}"
    for older_map in older:
        if sub_icb := older_map.sub_icb_of.get(code):
            return f"{told}; in {sub_icb} on {day_in_words(older_map.as_at)})"
    for allocation in allocations:
        if code in allocation.rows and (sub_icb := allocation.rows[code]["sub_icb"]):
            return f"{told}; in {sub_icb} in {year_in_words(allocation.year)})"
    return f"{told})"


def _sources(
    country: Country,
    icb_map: PracticeMap,
    older: tuple[OlderMap, ...],
    allocations: tuple[Allocation, ...],
    placing: Placing | None,
    drawn: Drawn,
) -> tuple[Source, ...]:
    """Every file that something in the folder comes from, with its hash and its edition."""
    more = (*country.geography.all_tables, *country.editions.tables(icb_map.icb))

    def dated(source: Source, edition: str) -> Source:
        return replace(source, locator=", ".join(filter(None, (source.locator, edition))))

    return assembly.sources(
        (
            dated(icb_map.table.source, f"extract of {day_in_words(icb_map.as_at)}"),
            *(dated(one.table.source, year_in_words(one.year)) for one in allocations),
            *(dated(one.table.source, day_in_words(one.as_at)) for one in older),
            *(dated(one.source, one.edition) for one in more),
            *(one.source for one in country.trusts.tables),
            *drawn.sources,
            *((placing.source,) if placing else ()),
        )
    )
