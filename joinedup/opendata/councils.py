"""The upper-tier councils that meet an ICB's area, in whole or in any part, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from joinedup.opendata.editions import Edition, Editions, Shared
from joinedup.opendata.geography import Geography, Tiers, Upper, plain, short_name
from joinedup.opendata.notices import Notice, listed, noted
from joinedup.opendata.structural_changes import Orders, orders
from joinedup.register.schema import Body, Council, OnsCode, Overlap
from joinedup.values import codes
from joinedup.values.dates import Period, day_in_words

#: A council of which less than one in so many small areas lies in the system is a sliver.
SLIVER_BELOW_ONE_IN = 20


@dataclass(frozen=True)
class Count:
    """The small areas and residents of a council in the system and in all, as at a day.

    `source` names the files of areas, `of_people` those of residents.
    """

    as_at: date | None
    here: Shared
    in_all: Shared
    source: str
    of_people: str = ""

    @property
    def is_sliver(self) -> bool:
        """True if under 5% of the council's small areas lie in the system."""
        return self.here.small_areas * SLIVER_BELOW_ONE_IN < self.in_all.small_areas

    def overlap(self, area: str, council: str, here: Shared) -> Overlap:
        """A row of overlaps.csv: what the council shares with an area of the system."""
        return Overlap(
            area=area,
            council=council,
            as_at=self.as_at,
            small_areas=here.small_areas,
            small_areas_of_council=self.in_all.small_areas,
            residents=here.residents,
            residents_of_council=self.in_all.residents,
            source=self.source if here.residents is None else f"{self.source}; {self.of_people}",
        )


@dataclass(frozen=True)
class Met:
    """A council that meets the ICB's area: its id, and each count of it, the newest first.

    `ons` are its codes. `period` gives the days on which it meets the area, `existed` those on
    which there is such a council; `why` says where the days come from, or that they are not known.
    """

    id: str
    upper: Upper
    counts: tuple[Count, ...]
    ons: tuple[OnsCode, ...] = ()
    period: Period = Period()
    existed: Period = Period()
    why: str = ""

    @property
    def area(self) -> str:
        """The id of its area."""
        return f"{self.id}-area"

    @property
    def here(self) -> int:
        """Its small areas in the system, by the newest count."""
        return self.counts[0].here.small_areas

    @property
    def in_all(self) -> int:
        """Its small areas in all, by the newest count."""
        return self.counts[0].in_all.small_areas

    @property
    def extent(self) -> str:
        """'whole' if all of the council's small areas lie in the ICB, else 'part'."""
        return "whole" if self.here == self.in_all else "part"

    @property
    def told(self) -> str:
        """How much of the council lies in the system, for a person."""
        return f"{self.here:,} of the {self.in_all:,} small areas of {short_name(self.upper.name)}"


@dataclass(frozen=True)
class Councils:
    """The councils of a system by the newest count, those with most small areas in it first.

    `former` are those that older counts have and the newest has not; `by_sub_icb` gives what each
    sub-ICB location shares with each council, by the newest count.
    """

    met: tuple[Met, ...]
    by_sub_icb: Mapping[tuple[str, str], Shared]
    notices: tuple[Notice, ...] = ()
    former: tuple[Met, ...] = ()

    @property
    def all(self) -> tuple[Met, ...]:
        """Every council, those of the newest count first."""
        return (*self.met, *self.former)

    def find(self, upper: Upper) -> tuple[Met | None, bool]:
        """The council that `upper` names, and whether that had to be told by the name alone."""
        for met in self.met:
            if upper.code in (met.upper.code, *(ons.code for ons in met.ons if ons.last_day)):
                return met, False
        alike = [met for met in self.met if plain(met.upper.name) == plain(upper.name)]
        return (alike[0], True) if len(alike) == 1 else (None, False)


def councils_of(geography: Geography, editions: Editions, icb: str) -> Councils:
    """Every upper-tier council any part of which lies, or lay, in the ICB's area."""
    known = editions.of(icb)
    counts = _counts(known, geography.tiers, icb)
    met = [
        upper
        for upper in counts
        if codes.is_gss_code(upper.code) and codes.council_kind(upper.code) and upper.name
    ]
    ids = _ids(met)
    every = [
        _dated(Met(ids[upper], upper, tuple(counts[upper].values())), known, geography.tiers)
        for upper in met
    ]
    every.sort(key=lambda one: (-one.here, one.upper.name))
    newest = known[0].as_at if known else None
    now = tuple(one for one in every if one.counts[0].as_at == newest)
    former = tuple(one for one in every if one.counts[0].as_at != newest)
    shared = known[0].by_sub_icb.get(icb, {}) if known else {}
    odd = [f"{upper.code} {upper.name}" for upper in sorted(counts) if upper not in ids]
    return Councils(
        met=now,
        former=former,
        by_sub_icb={
            (sub_icb, ids[upper]): here for (sub_icb, upper), here in shared.items() if upper in ids
        },
        notices=(
            *noted("Districts whose upper-tier council is not known", _unknown(geography, icb)),
            *noted("Councils left out, as their code is of no known kind of council", odd),
            *_nothing(editions, icb, met),
            *_told(now, former),
        ),
    )


def bodies(councils: Councils) -> tuple[Body, ...]:
    """The councils as bodies. The files name their areas, not the councils, and so do we."""
    return tuple(
        Body(
            id=met.id,
            name=f"{short_name(met.upper.name)} Council",
            kind=str(codes.council_kind(met.upper.code)),
            area=met.area,
            first_day=met.existed.first,
            last_day=met.existed.last,
            source=f"area '{met.upper.name}' in {met.counts[0].source}",
        )
        for met in councils.all
    )


def entries(councils: Councils) -> tuple[Council, ...]:
    """The councils as the system lists them."""
    return tuple(
        Council(
            body=met.id,
            extent=met.extent,
            ons=met.ons,
            first_day=met.period.first,
            last_day=met.period.last,
        )
        for met in councils.all
    )


def _counts(
    editions: Iterable[Edition], tiers: Tiers, icb: str
) -> dict[Upper, dict[date | None, Count]]:
    """Each council with its counts by day; one that has another code or kind now is the same."""
    found: dict[Upper, dict[date | None, Count]] = {}
    known_as: dict[str, Upper] = {}
    for edition in editions:
        for upper, here in edition.met[icb].items():
            now = known_as.get(orders().now.get(upper.code, upper.code), upper)
            for code in (now.code, *tiers.former_codes.get(now.code, ())):
                known_as.setdefault(code, now)
            files, of_people = (
                listed(table.file for table in tables)
                for tables in (edition.tables, edition.of_people)
            )
            people = f"residents: {of_people}"
            count = Count(edition.as_at, here, edition.in_all[upper], files, people)
            found.setdefault(now, {}).setdefault(edition.as_at, count)
    return found


def _dated(met: Met, editions: tuple[Edition, ...], tiers: Tiers) -> Met:
    """A council with its codes, and with the days that an order or else the editions show.

    Where a council is in one edition and no order says why, nobody knows from the files on which
    day the ICB's area changed: the day of the newer edition is taken, and told.
    """
    known: Orders = orders()
    code = met.upper.code
    ons = [one for each in (code, *tiers.former_codes.get(code, ())) for one in known.ons(each)]
    for before, now in known.now.items():
        if now == code and before not in {one.code for one in ons}:
            ons += known.ons(before)
    met = replace(met, ons=tuple(ons))
    if code in known.periods:
        period = known.periods[code]
        return replace(met, period=period, existed=period, why=known.titles[code])
    days = [edition.as_at for edition in editions]
    newest, oldest = met.counts[0].as_at, met.counts[-1].as_at
    first = oldest if oldest != days[-1] else None
    after = days[days.index(newest) - 1] if newest != days[0] else None
    if first is None and after is None:
        return met
    why = "not known to the day: the areas of two editions differ, and the newer's day is taken"
    last = after - timedelta(days=1) if after else None
    return replace(met, period=Period(first, last), why=why)


def _unknown(geography: Geography, icb: str) -> list[str]:
    districts = {district for _, district in geography.meets(icb)}
    names = geography.district_names
    return [f"{one} {names[one]}" for one in sorted(districts) if geography.upper(one) is None]


def _ids(uppers: Iterable[Upper]) -> dict[Upper, str]:
    """An id for each council: the slug of its name, with its code where two have one name."""
    uppers = tuple(uppers)
    slugs = Counter(codes.slug(short_name(upper.name)) for upper in uppers)
    ids = {}
    for upper in uppers:
        slug = codes.slug(short_name(upper.name))
        unique = slug if slug and slugs[slug] == 1 else f"{slug}-{upper.code}".strip("-")
        ids[upper] = f"{unique}-council"
    return ids


def _nothing(editions: Editions, icb: str, known: list[Upper]) -> tuple[Notice, ...]:
    if known or not editions.all:
        return ()
    text = "No council is known to meet the system"
    return noted(text, [f"the look-up of small areas has no small area of {icb}"])


def _told(now: Iterable[Met], former: Iterable[Met]) -> tuple[Notice, ...]:
    """Councils partly inside, slivers of them, and those whose days are not always."""
    now, former = tuple(now), tuple(former)
    parts = [met.told for met in now if met.extent == "part" and not met.counts[0].is_sliver]
    slivers = [
        f"{met.told} (on {day_in_words(count.as_at)})" if count.as_at else met.told
        for met in (*now, *former)
        for count in met.counts[:1]
        if count.is_sliver
    ]
    dated = [
        f"{short_name(met.upper.name)} {met.period.in_words()}: {met.why}"
        for met in (*now, *former)
        if met.why
    ]
    text = "Councils partly inside the system; any part makes a council eligible to nominate"
    return (
        *noted(text, parts, told=len(parts)),
        *noted(
            "Slivers: councils of which under 5% lies inside. This is statistical, to be confirmed "
            "against the establishment order",
            slivers,
            told=len(slivers),
        ),
        *noted("Councils of the system from a day or to a day", dated, told=len(dated)),
    )
