"""Which small areas, districts and upper-tier councils an ICB's area is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from joinedup.opendata.formats import (
    DISTRICT_TO_COUNCIL,
    SMALL_AREA_TO_DISTRICT,
    SMALL_AREA_TO_ICB,
    Form,
)
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.searching import Candidate, Found
from joinedup.opendata.tables import Table, read_table
from joinedup.values import codes

#: Kinds of council that have no other tier above or below them.
_ONE_TIER = ("unitary council", "metropolitan district council", "London borough council")


@dataclass(frozen=True, order=True)
class Upper:
    """An upper-tier council as the look-ups name it: its ONS code and the name of its area."""

    code: str
    name: str


class SmallArea(NamedTuple):
    """One small area (LSOA): its ICB and sub-ICB location ('' outside England) and districts."""

    icb: str
    sub_icb: str
    districts: frozenset[str]


@dataclass(frozen=True)
class Tiers:
    """The upper-tier council of each district, by the district's ONS code, newest code last.

    `by_name` gives the council of each district name that is not used twice.
    """

    by_code: Mapping[str, Upper] = field(default_factory=dict)
    by_name: Mapping[str, Upper] = field(default_factory=dict)
    former_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()

    def of(self, code: str, name: str) -> Upper | None:
        """The upper-tier council of a district: by its code, else as its code is of one that has
        no other tier, else by its name where that is used once."""
        if code in self.by_code:
            return self.by_code[code]
        if codes.council_kind(code) in _ONE_TIER:
            return Upper(code, name)
        return self.by_name.get(plain(name))


@dataclass(frozen=True)
class Geography:
    """The small areas of the country and what they lie in; empty where there are no look-ups."""

    small_areas: Mapping[str, SmallArea] = field(default_factory=dict)
    district_names: Mapping[str, str] = field(default_factory=dict)
    icb_ons: Mapping[str, str] = field(default_factory=dict)
    tiers: Tiers = field(default_factory=Tiers)
    tables: tuple[Table, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """Every look-up that was used."""
        return (*self.tables, *self.tiers.tables)

    def meets(self, icb: str) -> Counter[tuple[str, str]]:
        """How many small areas each sub-ICB location of an ICB shares with each district."""
        return self._meets.get(icb, Counter())

    @cached_property
    def _meets(self) -> Mapping[str, Counter[tuple[str, str]]]:
        found: dict[str, Counter[tuple[str, str]]] = {}
        for area in self.small_areas.values():
            counts = found.setdefault(area.icb, Counter())
            for district in area.districts:
                counts[area.sub_icb, district] += 1
        return found

    @cached_property
    def district_sizes(self) -> Counter[str]:
        """How many small areas each district has in all."""
        return Counter(
            district for area in self.small_areas.values() for district in area.districts
        )

    @cached_property
    def sub_icb_sizes(self) -> Counter[tuple[str, str]]:
        """How many small areas each sub-ICB location of each ICB has in all."""
        return Counter((area.icb, area.sub_icb) for area in self.small_areas.values())

    @cached_property
    def uppers(self) -> Mapping[str, Upper | None]:
        """The upper-tier council of each district; None where it is not known."""
        return {code: self.tiers.of(code, name) for code, name in self.district_names.items()}

    def upper(self, district: str) -> Upper | None:
        """The upper-tier council of a district, if it is known."""
        return self.uppers.get(district)


def plain(name: str) -> str:
    """A name for comparing: 'St. Helens' as 'st helens', 'Herefordshire, County of' without it."""
    tidy = codes.slug(short_name(name)).replace("-", " ")
    return tidy.replace(" and ", " ").removeprefix("the ")


def short_name(name: str) -> str:
    """The name of a council's area as a sentence says it: 'Bristol', not 'Bristol, City of'."""
    for tail in (", City of", ", County of"):
        name = name.removesuffix(tail)
    return name


def read_geography(found: Found) -> Geography:
    """The look-ups of the newest edition of small areas that both of them have.

    Extracts are not used: with them, a council would seem to lie wholly in the area.
    """
    notices: list[Notice] = []
    tiers, tier_notices = _tiers(found)
    notices += tier_notices
    pair = _pair(found)
    if pair is None:
        lacking = [
            found.why_none(form)
            for form in (SMALL_AREA_TO_ICB, SMALL_AREA_TO_DISTRICT)
            if not found.whole(form)
        ]
        why = lacking or ["the look-ups are not of the same edition of small areas"]
        text = "Councils are not known, and nothing can be drawn"
        mend = "put the two look-ups of the whole country in the folder"
        return Geography(tiers=tiers, notices=(*notices, *noted(text, why, mend)))
    try:
        tables = tuple(read_table(candidate.path, form) for candidate, form in pair)
    except (OSError, ValueError) as error:
        text = "Councils are not known, as a look-up could not be read"
        return Geography(tiers=tiers, notices=(*notices, *noted(text, [str(error)])))
    return _geography(tables[0], tables[1], tiers, notices)


def _pair(found: Found) -> tuple[tuple[Candidate, Form], tuple[Candidate, Form]] | None:
    to_icb = {}
    for candidate in sorted(found.whole(SMALL_AREA_TO_ICB), key=lambda one: one.year("icb")):
        to_icb[candidate.year("small_area")] = candidate
    to_district = {}
    for candidate in sorted(
        found.whole(SMALL_AREA_TO_DISTRICT), key=lambda one: one.year("district")
    ):
        to_district[candidate.year("small_area")] = candidate
    editions = to_icb.keys() & to_district.keys()
    if not editions:
        return None
    newest = max(editions)
    return (to_icb[newest], SMALL_AREA_TO_ICB), (to_district[newest], SMALL_AREA_TO_DISTRICT)


def _geography(to_icb: Table, to_district: Table, tiers: Tiers, notices: list[Notice]) -> Geography:
    """Join the two look-ups. A small area may stand in several rows, one for each ward."""
    districts: dict[str, frozenset[str]] = {}
    alone: dict[str, frozenset[str]] = {}
    names: dict[str, str] = {}
    for small_area, district, name in to_district.each("small_area", "district", "district_name"):
        if district:
            one = alone.setdefault(district, frozenset({district}))
            districts[small_area] = districts.get(small_area, one) | one
            names[district] = name
    homes: dict[str, tuple[str, str]] = {}
    icb_ons: dict[str, str] = {}
    for small_area, icb, sub_icb, ons in to_icb.each("small_area", "icb", "sub_icb", "icb_ons"):
        homes[small_area] = (icb, sub_icb)
        if ons:
            icb_ons[icb] = ons
    nowhere = sorted(homes.keys() - districts.keys())
    small_areas = {
        code: SmallArea(*homes.get(code, ("", "")), districts.get(code, frozenset()))
        for code in sorted(homes.keys() | districts.keys())
    }
    skipped = (*to_icb.skipped, *to_district.skipped)
    return Geography(
        small_areas=small_areas,
        district_names=names,
        icb_ons=icb_ons,
        tiers=tiers,
        tables=(to_icb, to_district),
        notices=(
            *notices,
            *noted("Small areas of ICBs that are in no council of the look-up", nowhere),
            *noted("Rows of the look-ups that were left out", skipped),
        ),
    )


def _tiers(found: Found) -> tuple[Tiers, list[Notice]]:
    candidates = sorted(found.whole(DISTRICT_TO_COUNCIL), key=lambda one: one.year("council"))
    tables: list[Table] = []
    unread = list(found.misfits_of(DISTRICT_TO_COUNCIL))
    for candidate in candidates:
        try:
            tables.append(read_table(candidate.path, DISTRICT_TO_COUNCIL))
        except (OSError, ValueError) as error:
            unread.append(f"{candidate.path.name}: {error}")
    notices = list(noted("Look-ups of councils that could not be read", unread))
    if not tables:
        notices += noted(
            "County councils are not known",
            [found.why_none(DISTRICT_TO_COUNCIL)],
            "put a look-up of lower-tier to upper-tier councils in the folder",
        )
    return joined_tiers(tables), notices


def joined_tiers(tables: Iterable[Table]) -> Tiers:
    """The look-ups of several years as one, oldest first: a newer year goes before an older."""
    tables = tuple(tables)
    by_code: dict[str, Upper] = {}
    by_name: dict[str, set[str]] = {}
    newest: dict[str, Upper] = {}
    all_codes: dict[str, list[str]] = {}
    for table in tables:
        for row in table.rows:
            upper = Upper(row["council"], row["council_name"])
            by_code[row["district"]] = upper
            by_name.setdefault(plain(row["district_name"]), set()).add(row["district"])
            newest[plain(upper.name)] = upper
            known = all_codes.setdefault(plain(upper.name), [])
            if upper.code not in known:
                known.append(upper.code)
    return Tiers(
        by_code=by_code,
        by_name={
            name: by_code[next(iter(districts))]
            for name, districts in by_name.items()
            if len(districts) == 1
        },
        former_codes={
            upper.code: tuple(code for code in all_codes[name] if code != upper.code)
            for name, upper in newest.items()
        },
        tables=tables,
    )
