"""Putting a folder together from what the open files say, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from joinedup.opendata import councils as council_entries
from joinedup.opendata import forums
from joinedup.opendata import trusts as trust_entries
from joinedup.opendata.council_areas import council_areas, lying, of_place
from joinedup.opendata.councils import Councils
from joinedup.opendata.geography import Geography
from joinedup.opendata.notices import Notice, listed, noted
from joinedup.opendata.places import Placement
from joinedup.opendata.practice_map import MapPractice, PracticeMap
from joinedup.opendata.trusts import Trusts
from joinedup.register.schema import (
    Area,
    Body,
    CitedSource,
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
#: The NHS code of NHS England.
NHS_ENGLAND = "X24"


@dataclass(frozen=True)
class Parts:
    """What a folder is put together from; `warnings` say which files are not whole."""

    icb_map: PracticeMap
    placement: Placement
    councils: Councils
    geography: Geography
    trusts: Trusts
    sources: tuple[Source, ...]
    warnings: tuple[str, ...] = ()


def register(parts: Parts) -> Register:
    """The register of the system."""
    icb_map = parts.icb_map
    name = system_name(icb_map.icb_name)
    networks = _neighbourhoods(icb_map, parts.placement)
    return Register(
        system=System(
            code=icb_map.icb,
            name=name,
            population="registered",
            as_at=icb_map.as_at,
            notes=notes(parts),
            areas=areas(parts),
            councils=council_entries.entries(parts.councils),
            sources=tuple(
                CitedSource(id=source.id, locator=source.locator, sha256=source.sha256 or "")
                for source in parts.sources
            ),
        ),
        bodies=_each_once(
            *_health_bodies(icb_map),
            *council_entries.bodies(parts.councils),
            *trust_entries.bodies(parts.trusts, icb_map.icb, icb_map.as_at),
            *_network_bodies(icb_map, networks),
        ),
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
        forums=forums.drafted(icb_map, name, parts.placement, parts.councils),
        posts=forums.clinical_directors(networks),
    )


def _each_once(*bodies: Body) -> tuple[Body, ...]:
    """The bodies, the first of each id: a file may use the code of another body by mistake."""
    found: dict[str, Body] = {}
    for body in bodies:
        found.setdefault(body.id, body)
    return tuple(found.values())


def _health_bodies(icb_map: PracticeMap) -> tuple[Body, ...]:
    """The ICB, NHS England, and its region that the ICB is in, where the map says it."""
    source = _of_map(icb_map)
    icb = Body(id=icb_map.icb, name=icb_map.icb_name, kind="integrated care board", source=source)
    national = Body(id=NHS_ENGLAND, name="NHS England", kind="NHS England")
    code, name, _ = icb_map.region
    if not code:
        return icb, national
    region = Body(
        id=code,
        name=f"NHS England {name}".strip(),
        kind="NHS England region",
        part_of=NHS_ENGLAND,
        source=source,
    )
    return icb, national, region


def _network_bodies(icb_map: PracticeMap, networks: Iterable[Area]) -> tuple[Body, ...]:
    source = _of_map(icb_map)
    return tuple(
        Body(id=network.id, name=network.name, kind="primary care network", source=source)
        for network in networks
    )


def _of_map(icb_map: PracticeMap) -> str:
    return f"{icb_map.table.file}, {day_in_words(icb_map.as_at)}"


def system_name(icb_name: str) -> str:
    """The name of the system: 'NHS West Yorkshire Integrated Care Board' gives 'West Yorkshire'."""
    name = icb_name.removeprefix("NHS ")
    for tail in (" Integrated Care Board", " ICB"):
        name = name.removesuffix(tail)
    return name.strip() or icb_name


def areas(parts: Parts) -> tuple[Area, ...]:
    """The system, its region, its places and its neighbourhoods, and the areas of its councils.

    A network is a neighbourhood within every place that its practices of this ICB have.
    """
    icb_map, placement, geography = parts.icb_map, parts.placement, parts.geography
    icb, region = icb_map.icb, _region(icb_map)
    known = lying(icb, placement.places, parts.councils, geography)
    system = Area(
        id=icb,
        name=system_name(icb_map.icb_name),
        kind="system",
        within=tuple(area.id for area in region),
        made_of=known.made_of.get(icb, ()),
        residents=known.residents[icb],
        ons=_ons(icb_map.icb_ons, geography.icb_ons.get(icb, "")),
    )
    places = (
        Area(
            id=place.id,
            name=place.name,
            kind="place",
            within=(icb, *known.within.get(place.id, ())),
            residents=known.residents[place.id],
            ons=_ons(place.ons, place.council.code if place.council else ""),
        )
        for place in placement.places
    )
    return (
        system,
        *region,
        *places,
        *_neighbourhoods(icb_map, placement),
        *council_areas(icb, parts.councils, known),
    )


def _region(icb_map: PracticeMap) -> tuple[Area, ...]:
    code, name, ons = icb_map.region
    if not code:
        return ()
    return (Area(id=code, name=name or code, kind="region", ons=_ons(ons)),)


def crossing(icb_map: PracticeMap, placement: Placement) -> tuple[Notice, ...]:
    """What the reader should know of networks: those that cross, and practices without one."""
    titles = {place.id: place.name for place in placement.places}
    names = {practice.pcn: practice.pcn_name for practice in icb_map.practices if practice.pcn}
    sub_icbs: dict[str, set[str]] = {pcn: set() for pcn in sorted(names)}
    for practice in icb_map.practices:
        if practice.pcn:
            sub_icbs[practice.pcn].add(practice.sub_icb)
    spanning = [
        f"{pcn} {names[pcn]} ({'; '.join(titles.get(one, one) for one in sorted(several))})"
        for pcn, several in sub_icbs.items()
        if len(several) > 1
    ]
    told = [
        f"{area.id} {area.name} ({'; '.join(titles[place] for place in area.within)})"
        for area in _neighbourhoods(icb_map, placement)
        if len(area.within) > 1 and len(sub_icbs.get(area.id, ())) <= 1
    ]
    abroad, twice = (
        [f"{pcn} {names[pcn]} ({', '.join(others)})" for pcn, others in sorted(found.items())]
        for found in (icb_map.other_icbs_of_pcn, icb_map.namesakes)
    )
    without = [f"{one.code} {one.name}" for one in icb_map.practices if one.pcn is None]
    return (
        *noted("Primary care networks that span sub-ICB locations", spanning, told=len(spanning)),
        *noted("Neighbourhoods that cross places", told),
        *noted("Neighbourhoods with practices in another system too, which are not here", abroad),
        *noted("Networks whose name another network has too, under another code", twice),
        *noted("Practices in no primary care network, and so in no neighbourhood", without),
    )


def overlaps(parts: Parts) -> tuple[Overlap, ...]:
    """What the system shares with each council, as at each day that was counted, and each place
    with each council by the newest count, where the place's area is known."""
    icb, councils = parts.icb_map.icb, parts.councils
    newest = {met.id: met.counts[0] for met in councils.met}
    return (
        *(count.overlap(icb, met.id, count.here) for met in councils.all for count in met.counts),
        *(
            newest[council].overlap(place.id, council, here)
            for place in parts.placement.places
            for council, here in of_place(place, councils).items()
        ),
    )


def notes(parts: Parts) -> tuple[str, ...]:
    """What a reader of the folder must know of where it comes from, and what it does not hold."""
    day = day_in_words(parts.icb_map.as_at)
    told = [
        *parts.warnings,
        f"Made from official open files by 'joinedup new'. The practice map is of {day}.",
        "The open files name no people, delegations or money. The seats and posts here are those "
        "that law and policy need, drafted without holders: fill in who holds them, and add what "
        "you have besides.",
        _note_of_trusts(parts),
        parts.placement.how,
        "Neighbourhoods are primary care networks, the only ones in open data; the teams that "
        "people know may differ.",
        "Place partnerships are drafted with the members that guidance of 2020 and 2021 named. "
        "Whose they are and what form they take no open file says; they stand under the ICB.",
    ]
    if parts.councils.met:
        told.append(
            "Councils are those whose areas meet the ICB's in whole or in any part, counted in "
            "small areas (LSOAs). They are named after their areas; their own titles may differ. "
            "The days from which their ONS codes hold are known only where an order says them."
        )
        told += _note_of_slivers(parts.councils)
    else:
        told.append(
            "The councils that meet the system are not known, so none is named as an owner of "
            "the integrated care partnership."
        )
    if parts.icb_map.as_at < MERGERS:
        told.append(merger_note(parts.icb_map.as_at))
    return tuple(told)


def _note_of_trusts(parts: Parts) -> str:
    if parts.trusts.table is None:
        return "The system's NHS trusts are not known, and none is named. Add those that you know."
    return (
        f"NHS trusts are those that {parts.trusts.table.file} puts under this ICB for "
        "administration; trusts of other codes, such as care trusts, are not in it. A trust may "
        "serve other systems too. Which trusts nominate members is for the constitution, so the "
        "seats name the class of trusts, and never trusts by where patients come from."
    )


def _note_of_slivers(councils: Councils) -> list[str]:
    slivers = [met.told for met in councils.met if met.counts[0].is_sliver]
    if not slivers:
        return []
    return [
        f"Only {listed(slivers)} {'lie' if slivers[1:] else 'lies'} in the system, under 5%: "
        "statistical, to be confirmed against the establishment order. Any part makes a council "
        "eligible to nominate (Schedule 1B para 8(2)(c))."
    ]


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


def _ons(*found: str) -> tuple[OnsCode, ...]:
    """ONS codes, each once. The files do not say from which day a code holds, so none is given."""
    return tuple(OnsCode(code=code) for code in dict.fromkeys(found) if codes.is_gss_code(code))


def sources(found: Iterable[Source]) -> tuple[Source, ...]:
    """The sources, each file once, in the order given."""
    return tuple({source.locator: source for source in found}.values())
