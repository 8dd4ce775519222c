"""Which councils met which ICB, and in how many small areas, as counted in one edition of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from joinedup.opendata.allocations import number
from joinedup.opendata.formats import (
    COUNCILS_OF_ICBS,
    RESIDENTS,
    SMALL_AREA_TO_BOTH,
)
from joinedup.opendata.geography import Geography, Tiers, Upper, plain
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.searching import Found
from joinedup.opendata.tables import Table, read_table

#: ICBs began on this day; rule ICB-3. Their codes of 2022 are of it, those of a later year of the
#: first of its April, when the NHS changes its areas.
ICBS_BEGAN = date(2022, 7, 1)
#: How far a share that is written with a few decimals may be from the true one.
_ROUNDING = 0.001


@dataclass(frozen=True)
class Shared:
    """Small areas that two areas share, and how many people live there: None if not known."""

    small_areas: int
    residents: int | None = None

    def __add__(self, other: Shared) -> Shared:
        known = self.residents is not None and other.residents is not None
        residents = (self.residents or 0) + (other.residents or 0) if known else None
        return Shared(self.small_areas + other.small_areas, residents)


@dataclass(frozen=True)
class Edition:
    """What each ICB (by NHS code) shares with each council, and each council in all, as at a day.

    `by_sub_icb` says the same of each sub-ICB location, where the files do. `tables` are the files
    that the small areas were counted in, `of_people` those that residents come from.
    """

    as_at: date | None
    met: Mapping[str, Mapping[Upper, Shared]]
    in_all: Mapping[Upper, Shared]
    tables: tuple[Table, ...] = ()
    of_people: tuple[Table, ...] = ()
    by_sub_icb: Mapping[str, Mapping[tuple[str, Upper], Shared]] = field(default_factory=dict)


@dataclass(frozen=True)
class Editions:
    """The editions, the newest first, and what to know."""

    all: tuple[Edition, ...]
    notices: tuple[Notice, ...] = ()

    def of(self, icb: str) -> tuple[Edition, ...]:
        """Those that know an ICB."""
        return tuple(edition for edition in self.all if edition.met.get(icb))

    def tables(self, icb: str) -> tuple[Table, ...]:
        """The files that say something of an ICB; those of residents only where these are known."""
        found: list[Table] = []
        for edition in self.of(icb):
            found += edition.tables
            if any(shared.residents is not None for shared in edition.met[icb].values()):
                found += edition.of_people
        return tuple(found)


@dataclass(frozen=True)
class People:
    """How many people live in each small area, by the year of the codes of small areas."""

    by_year: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    tables: Mapping[str, tuple[Table, ...]] = field(default_factory=dict)


def edition_day(year: str) -> date | None:
    """The day that the codes of ICBs of a year, in two digits, are of; None for no year."""
    if not year:
        return None
    return ICBS_BEGAN if year == "22" else date(2000 + int(year), 4, 1)


def read_editions(found: Found, geography: Geography, icb_of: Mapping[str, str]) -> Editions:
    """The edition of the look-ups, and that of the list of councils that each ICB began with.

    `icb_of` gives the NHS code of an ICB by its ONS code, and by its name as `plain` makes it.
    """
    people, unread = _people(found)
    editions: list[Edition] = []
    if geography.tables:
        editions.append(_of_look_ups(geography, people))
    for candidate in found.whole(COUNCILS_OF_ICBS):
        try:
            table = read_table(candidate.path, COUNCILS_OF_ICBS)
            year = candidate.year("icb_ons")
            residents, more = _residents(found, geography.tiers, people, year)
            editions.append(_of_list(table, icb_of, residents, more))
        except (OSError, ValueError) as error:
            unread.append(f"{candidate.path.name}: {error}")
    editions.sort(key=lambda edition: edition.as_at or date.max, reverse=True)
    text = "Files of councils and residents that could not be used"
    return Editions(tuple(editions), noted(text, unread))


def _of_look_ups(geography: Geography, people: People) -> Edition:
    year = geography.tables[0].years["small_area"]
    known = people.by_year.get(year, {})
    here: dict[str, dict[tuple[str, Upper], Shared]] = {}
    in_all: dict[Upper, Shared] = {}
    for code, area in geography.small_areas.items():
        one = Shared(1, known.get(code))
        for upper in {upper for district in area.districts if (upper := geography.upper(district))}:
            in_all[upper] = in_all[upper] + one if upper in in_all else one
            if area.icb:
                counts = here.setdefault(area.icb, {})
                key = area.sub_icb, upper
                counts[key] = counts[key] + one if key in counts else one
    return Edition(
        as_at=edition_day(geography.tables[0].years["icb"]),
        met={icb: added((upper, n) for (_, upper), n in of.items()) for icb, of in here.items()},
        in_all=in_all,
        tables=geography.tables,
        of_people=people.tables.get(year, ()),
        by_sub_icb=here,
    )


def added(counts: Iterable[tuple[Upper, Shared]]) -> dict[Upper, Shared]:
    """Counts of the same council as one."""
    found: dict[Upper, Shared] = {}
    for upper, shared in counts:
        found[upper] = found[upper] + shared if upper in found else shared
    return found


def _of_list(
    table: Table,
    icb_of: Mapping[str, str],
    residents: Mapping[tuple[str, str], Shared],
    of_people: tuple[Table, ...],
) -> Edition:
    """The edition of a list that covers the country: a council in all is the sum over its ICBs.

    Residents are taken only where they were counted in exactly as many small areas as listed.
    Raises ValueError where a row does not say how many, or where the shares that the list gives
    show that it does not cover the country.
    """
    met: dict[str, dict[Upper, Shared]] = {}
    for row in table.rows:
        icb = icb_of.get(row["icb_ons"]) or icb_of.get(plain_icb(row["icb_name"]), row["icb_ons"])
        n = _number(row["small_areas"])
        if not n:
            raise ValueError(f"row {row.number} does not say how many small areas")
        counted = residents.get((row["icb_ons"], row["council"]), Shared(0))
        people = counted.residents if counted.small_areas == n else None
        shared = Shared(n, people)
        met.setdefault(icb, {})[Upper(row["council"], row["council_name"])] = shared
    in_all = added(chain.from_iterable(of_icb.items() for of_icb in met.values()))
    _see_that_it_is_whole(table, in_all)
    return Edition(
        as_at=edition_day(table.years["icb_ons"]),
        met=met,
        in_all=in_all,
        tables=(table,),
        of_people=of_people,
    )


def _see_that_it_is_whole(table: Table, in_all: Mapping[Upper, Shared]) -> None:
    for row in table.rows:
        share, known = number(row["share"])
        if share is None or not known:
            continue
        whole = in_all[Upper(row["council"], row["council_name"])].small_areas
        if abs(float(share) - int(row["small_areas"]) / whole) > _ROUNDING:
            raise ValueError(
                f"row {row.number} gives {row['council_name']} a share that its rows do not add "
                "up to, so the list does not cover the country"
            )


def _number(text: str) -> int | None:
    """A whole number of at most six digits, which any count here has; None for anything else."""
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def plain_icb(name: str) -> str:
    """The name of an ICB or of its area for comparing, however 'ICB' is written."""
    bare = name.removeprefix("NHS ").removesuffix(" Integrated Care Board").removesuffix(" ICB")
    return plain(bare)


def _people(found: Found) -> tuple[People, list[str]]:
    """Residents by small area; a file of the country goes before an extract."""
    by_year: dict[str, dict[str, int]] = {}
    tables: dict[str, tuple[Table, ...]] = {}
    unread: list[str] = []
    for candidate in sorted(found.of(RESIDENTS), key=lambda one: one.is_extract):
        try:
            table = read_table(candidate.path, RESIDENTS)
        except (OSError, ValueError) as error:
            unread.append(f"{candidate.path.name}: {error}")
            continue
        year = table.years["small_area"]
        known = by_year.setdefault(year, {})
        before = len(known)
        for small_area, residents in table.each("small_area", "residents"):
            if (people := _number(residents)) is not None:
                known.setdefault(small_area, people)
        if len(known) > before:
            tables[year] = (*tables.get(year, ()), table)
    return People(by_year, tables), unread


def _residents(
    found: Found, tiers: Tiers, people: People, year: int
) -> tuple[dict[tuple[str, str], Shared], tuple[Table, ...]]:
    """Small areas and residents by ICB and upper-tier council (ONS codes of a year), and the files.

    They come from look-ups that say both, extracts too: what these cover is seen by the number.
    """
    counts: dict[tuple[str, str], Shared] = {}
    tables: list[Table] = []
    seen: set[str] = set()
    for candidate in found.of(SMALL_AREA_TO_BOTH):
        known = people.by_year.get(candidate.header.years["small_area"])
        if known is None or candidate.year("icb_ons") != year:
            continue
        table = read_table(candidate.path, SMALL_AREA_TO_BOTH)
        tables += [table, *people.tables[table.years["small_area"]]]
        for small_area, icb, district, name in table.each(*SMALL_AREA_TO_BOTH.columns):
            upper = tiers.of(district, name)
            if upper is not None and small_area not in seen:
                seen.add(small_area)
                one = Shared(1, known.get(small_area))
                key = icb, upper.code
                counts[key] = counts[key] + one if key in counts else one
    return counts, tuple({table.file: table for table in tables}.values())
