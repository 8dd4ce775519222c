"""Putting a folder together from what the open files say, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from joinedup.opendata import councils as council_entries
from joinedup.opendata.councils import Councils
from joinedup.opendata.geography import Geography
from joinedup.opendata.notices import Notice, listed, noted
from joinedup.opendata.places import Place, Placement
from joinedup.opendata.practice_map import MapPractice, PracticeMap
from joinedup.register.schema import (
    Area,
    Body,
    CitedSource,
    Forum,
    OnsCode,
    Overlap,
    Practice,
    Register,
    System,
)
from joinedup.values import codes
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Source

#: The day on which ICBs changed; rule MERGE-2026.
MERGERS = date(2026, 4, 1)


@dataclass(frozen=True)
class Parts:
    """What a folder is put together from; `warnings` say which files are not whole."""

    icb_map: PracticeMap
    placement: Placement
    councils: Councils
    geography: Geography
    sources: tuple[Source, ...]
    warnings: tuple[str, ...] = ()


def register(parts: Parts) -> Register:
    """The register of the system."""
    icb_map = parts.icb_map
    name = system_name(icb_map.icb_name)
    tables = listed(table.file for table in parts.geography.all_tables)
    icb = Body(
        id=icb_map.icb,
        name=icb_map.icb_name,
        kind="integrated care board",
        source=f"{icb_map.table.file}, {day_in_words(icb_map.as_at)}",
    )
    return Register(
        system=System(
            code=icb_map.icb,
            name=name,
            population="registered",
            as_at=icb_map.as_at,
            notes=notes(parts),
            areas=areas(icb_map, parts.placement, parts.geography),
            councils=council_entries.entries(parts.councils, parts.geography),
            sources=tuple(
                CitedSource(id=source.id, locator=source.locator, sha256=source.sha256 or "")
                for source in parts.sources
            ),
        ),
        bodies=(icb, *council_entries.bodies(parts.councils, tables)),
        practices=tuple(
            Practice(
                code=practice.code,
                name=practice.name,
                postcode=practice.postcode,
                place=parts.placement.place_of.get(practice.code),
                neighbourhood=practice.pcn,
            )
            for practice in sorted(_practices(icb_map, parts.placement), key=lambda one: one.code)
        ),
        forums=forums(icb_map, name, parts.councils),
    )


def system_name(icb_name: str) -> str:
    """The name of the system: 'NHS West Yorkshire Integrated Care Board' gives 'West Yorkshire'."""
    name = icb_name.removeprefix("NHS ")
    for tail in (" Integrated Care Board", " ICB"):
        name = name.removesuffix(tail)
    return name.strip() or icb_name


def areas(icb_map: PracticeMap, placement: Placement, geography: Geography) -> tuple[Area, ...]:
    """The system, its places and its neighbourhoods.

    A network is a neighbourhood within every place that its practices of this ICB have.
    """
    system = Area(
        id=icb_map.icb,
        name=system_name(icb_map.icb_name),
        kind="system",
        ons=_ons(icb_map.icb_ons, geography.icb_ons.get(icb_map.icb, "")),
    )
    places = (
        Area(
            id=place.id,
            name=place.name,
            kind="place",
            within=(icb_map.icb,),
            ons=_ons(place.ons, place.council.code if place.council else ""),
        )
        for place in placement.places
    )
    return (system, *places, *_neighbourhoods(icb_map, placement))


def crossing(icb_map: PracticeMap, placement: Placement) -> tuple[Notice, ...]:
    """What the reader should know of neighbourhoods: those that cross, and practices without."""
    titles = {place.id: place.name for place in placement.places}
    told = [
        f"{area.id} {area.name} ({'; '.join(titles[place] for place in area.within)})"
        for area in _neighbourhoods(icb_map, placement)
        if len(area.within) > 1
    ]
    names = {practice.pcn: practice.pcn_name for practice in icb_map.practices}
    others = icb_map.other_icbs_of_pcn.items()
    abroad = [f"{pcn} {names[pcn]} ({', '.join(icbs)})" for pcn, icbs in sorted(others)]
    without = [f"{one.code} {one.name}" for one in icb_map.practices if one.pcn is None]
    return (
        *noted("Neighbourhoods that cross places", told),
        *noted("Neighbourhoods with practices in another system too, which are not here", abroad),
        *noted("Practices in no primary care network, and so in no neighbourhood", without),
    )


def overlaps(parts: Parts) -> tuple[Overlap, ...]:
    """Small areas by council of each place that sub-ICB locations make up, else of the system."""
    source = listed(table.file for table in parts.geography.tables)
    by_sub_icb = parts.councils.by_sub_icb
    places = parts.placement.places
    found = []
    if places and all(place.sub_icbs for place in places):
        counted = {place.id: _of_place(place, by_sub_icb) for place in places}
    else:
        counted = {parts.icb_map.icb: {met.id: met.here for met in parts.councils.met}}
    for area, by_council in counted.items():
        for met in parts.councils.met:
            if by_council.get(met.id):
                found.append(
                    Overlap(
                        area=area,
                        council=met.id,
                        small_areas=by_council[met.id],
                        small_areas_of_council=met.in_all,
                        source=source,
                    )
                )
    return tuple(found)


def forums(icb_map: PracticeMap, name: str, councils: Councils) -> tuple[Forum, ...]:
    """The board and the partnership that the law makes: open files name no seat and no holder.

    Source: NHS Act 2006 Schedule 1B; LGPIHA 2007 s116ZA (the ICB and each council whose area
    meets its area, in whole or in part, establish the partnership jointly).
    """
    return (
        Forum(
            id="icb-board",
            name=f"Board of {icb_map.icb_name}",
            kind="integrated care board",
            area=icb_map.icb,
            owners=(icb_map.icb,),
        ),
        Forum(
            id="icp",
            name=f"Integrated Care Partnership of {name}",
            kind="integrated care partnership",
            area=icb_map.icb,
            owners=(icb_map.icb, *(met.id for met in councils.met)),
        ),
    )


def notes(parts: Parts) -> tuple[str, ...]:
    """What a reader of the folder must know of where it comes from, and what it does not hold."""
    day = day_in_words(parts.icb_map.as_at)
    told = [
        *parts.warnings,
        f"Made from official open files by 'joinedup new'. The practice map is of {day}.",
        "The open files name no people, seats, delegations or money, and the system's NHS trusts "
        "are left out, as the files do not say which trust belongs to it. Add what you know.",
        parts.placement.how,
        "Neighbourhoods are primary care networks, the only ones in open data; the teams that "
        "people know may differ.",
    ]
    if parts.councils.met:
        told.append(
            "Councils are those whose areas meet the ICB's in whole or in any part, counted in "
            "small areas (LSOAs). They are named after their areas; their own titles may differ. "
            "The days from which their ONS codes hold are not known."
        )
    else:
        told.append(
            "The councils that meet the system are not known, so none is named as an owner of "
            "the integrated care partnership."
        )
    if parts.icb_map.as_at < MERGERS:
        told.append(merger_note(parts.icb_map.as_at))
    return tuple(told)


def merger_note(as_at: date) -> str:
    """The warning of a folder that tells of a day before ICBs changed; rule MERGE-2026."""
    return (
        f"The files are of {day_in_words(as_at)}. ICBs changed on {day_in_words(MERGERS)} "
        "(written ministerial statement of 9 September 2025; rule MERGE-2026), so this ICB, its "
        "area or its boundaries may be different since."
    )


def _practices(icb_map: PracticeMap, placement: Placement) -> tuple[MapPractice, ...]:
    """Every practice of the folder: those of the map first."""
    return (*icb_map.practices, *placement.closed)


def _neighbourhoods(icb_map: PracticeMap, placement: Placement) -> tuple[Area, ...]:
    members: dict[str, list[MapPractice]] = {}
    for practice in _practices(icb_map, placement):
        if practice.pcn is not None:
            members.setdefault(practice.pcn, []).append(practice)
    found = []
    for pcn, practices in sorted(members.items()):
        place_of = placement.place_of
        within = sorted({place_of[one.code] for one in practices if one.code in place_of})
        found.append(
            Area(
                id=pcn,
                name=practices[0].pcn_name or pcn,
                kind="neighbourhood",
                within=tuple(within) or (icb_map.icb,),
            )
        )
    return tuple(found)


def _of_place(place: Place, by_sub_icb: Mapping[tuple[str, str], int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (sub_icb, council), n in by_sub_icb.items():
        if sub_icb in place.sub_icbs:
            counts[council] = counts.get(council, 0) + n
    return counts


def _ons(*found: str) -> tuple[OnsCode, ...]:
    """ONS codes, each once. The files do not say from which day a code holds, so none is given."""
    return tuple(OnsCode(code=code) for code in dict.fromkeys(found) if codes.is_gss_code(code))


def sources(found: Iterable[Source]) -> tuple[Source, ...]:
    """The sources, each file once, in the order given."""
    return tuple({source.locator: source for source in found}.values())
