"""The places of a system, and the place of each practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from joinedup.opendata.allocations import Allocation
from joinedup.opendata.councils import Councils, Met
from joinedup.opendata.geography import Geography, Upper, short_name
from joinedup.opendata.naming import Named, carried
from joinedup.opendata.notices import Notice, counted, noted
from joinedup.opendata.placing import Placing
from joinedup.opendata.practice_map import MapPractice, PracticeMap
from joinedup.values import codes
from joinedup.values.dates import year_in_words


@dataclass(frozen=True)
class Place:
    """A place of the system, and what its area is made of, where that is known.

    `sub_icbs` are the sub-ICB locations that make it up; `council` is the one whose area in the
    system it is. Neither: its area is not known, only its practices.
    """

    id: str
    name: str
    ons: str = ""
    sub_icbs: frozenset[str] = frozenset()
    council: Upper | None = None


@dataclass(frozen=True)
class Placement:
    """The places, the place of each practice that has one, and how they came about.

    `closed` are practices that have a place and are not in the map.
    """

    places: tuple[Place, ...]
    place_of: Mapping[str, str]
    how: str
    notices: tuple[Notice, ...] = ()
    closed: tuple[MapPractice, ...] = ()


def by_sub_icb(icb_map: PracticeMap, names: Mapping[str, Named]) -> Placement:
    """Places that are the sub-ICB locations of the practice map."""
    places = tuple(
        _sub_icb_place(code, icb_map, names)
        for code in sorted(_sub_icbs(icb_map), key=lambda code: names[code].name)
    )
    told = [f"{code} {named.told}" for code, named in sorted(names.items())]
    text = "Places are sub-ICB locations. The practice map does not name them, so they were named"
    old = carried(names.values())
    if old:
        text += "; where the name is of an earlier edition, the area may have changed since"
    return Placement(
        places,
        {practice.code: practice.sub_icb for practice in icb_map.practices},
        f"Places are the sub-ICB locations of the practice map. {old}".strip(),
        noted(text, told, "change the names in system.yaml if people say others", len(told)),
    )


def by_council(
    icb_map: PracticeMap,
    allocations: Iterable[Allocation],
    geography: Geography,
    councils: Councils,
) -> Placement:
    """Places that are the areas of upper-tier councils, by the council of each surgery."""
    place_of: dict[str, Met] = {}
    unknown: list[str] = []
    outside: list[str] = []
    by_name: dict[str, str] = {}
    allocations = tuple(allocations)
    for practice in icb_map.practices:
        told = f"{practice.code} {practice.name}"
        district, name, year = _surgery(practice.code, allocations)
        upper = geography.tiers.of(district, name) if district else None
        if upper is None:
            unknown.append(f"{told} ({district} {name})" if district else told)
            continue
        met, alike = councils.find(upper)
        if met is None:
            outside.append(f"{told} ({short_name(upper.name)} in {year})")
            continue
        place_of[practice.code] = met
        if alike:
            by_name[met.id] = f"{upper.name} ({upper.code}, now {met.upper.code})"
    used = set(place_of.values())
    places = tuple(
        Place(met.id.removesuffix("-council"), short_name(met.upper.name), council=met.upper)
        for met in sorted(used, key=lambda met: met.upper.name)
    )
    return Placement(
        places,
        {code: met.id.removesuffix("-council") for code, met in place_of.items()},
        "Places are upper-tier council areas, by where the main surgery stands.",
        (*_not_placed(unknown, outside, by_name.values()), *may_be_none(used, place_of)),
    )


def by_file(
    icb_map: PracticeMap,
    names: Mapping[str, Named],
    placing: Placing,
    closed: tuple[MapPractice, ...] = (),
    other_areas: Iterable[str] = (),
) -> Placement:
    """Places that the user's own file gives, for the practices that it names.

    A place that is exactly one sub-ICB location has the code of it; the `closed` practices, which
    are in no location, do not count there. No place has the id of one of the `other_areas`.
    """
    chosen = {
        practice.code: placing.place_of[practice.code]
        for practice in (*icb_map.practices, *closed)
        if practice.code in placing.place_of
    }
    places: dict[str, Place] = {}
    networks = (practice.pcn for practice in icb_map.practices)
    taken = {*other_areas, icb_map.icb, *networks, *names}
    for name in sorted(set(chosen.values())):
        place = _file_place(name, chosen, icb_map, names)
        if place.id in taken and place.id not in names:
            place = replace(place, id=f"{place.id}-place")
        while place.id in {other.id for other in places.values()}:
            place = replace(place, id=f"{place.id}-2")
        places[name] = place
    not_placed = [
        f"{practice.code} {practice.name}"
        for practice in icb_map.practices
        if practice.code not in chosen
    ]
    text = f"Practices not placed, as {placing.file} gives no place for them"
    mend = f"give them a place in {placing.file} or in practices.csv"
    how = f"Places come from the file {placing.file}, given with --places."
    old = carried(names[name] for name in places if name in names)
    return Placement(
        tuple(places.values()),
        {code: places[name].id for code, name in chosen.items()},
        f"{how} {old}".strip(),
        (*placing.notices, *noted(text, not_placed, mend)),
        closed,
    )


def _sub_icbs(icb_map: PracticeMap) -> set[str]:
    return {practice.sub_icb for practice in icb_map.practices}


def _sub_icb_place(code: str, icb_map: PracticeMap, names: Mapping[str, Named]) -> Place:
    ons = next(one.sub_icb_ons for one in icb_map.practices if one.sub_icb == code)
    return Place(code, names[code].name, ons, frozenset({code}))


def _surgery(practice: str, allocations: Iterable[Allocation]) -> tuple[str, str, str]:
    """The district of a surgery, code and name, and the latest year whose file says it."""
    for allocation in allocations:
        row = allocation.rows.get(practice)
        if row is not None and row["district"]:
            return row["district"], row["district_name"], year_in_words(allocation.year)
    return "", "", ""


def _not_placed(
    unknown: Iterable[str], outside: Iterable[str], by_name: Iterable[str]
) -> tuple[Notice, ...]:
    why = "Practices not placed, as the"
    mend = "give their place in practices.csv, or make the folder again with --places"
    return (
        *noted(f"{why} council of the surgery is not known", unknown, mend),
        *noted(f"{why} surgery stands outside the councils of the system", outside, mend),
        *noted("Councils joined by name alone, as their code has changed", by_name),
    )


def may_be_none(used: set[Met], place_of: Mapping[str, Met]) -> tuple[Notice, ...]:
    """Places that may be none in practice: of one or two practices, or a corner of a council."""
    sizes = {met: sum(1 for one in place_of.values() if one == met) for met in used}
    told = [
        f"{short_name(met.upper.name)}: {counted(sizes[met], 'practice')}, and "
        f"{'all' if met.extent == 'whole' else f'{met.here:,}'} of the "
        f"council's {counted(met.in_all, 'small area')}"
        for met in sorted(used, key=lambda met: met.upper.name)
        if sizes[met] <= 2 or met.here * 2 < met.in_all
    ]
    text = (
        "Places that may be no places to the people there, as they have one or two practices, "
        "or most of their council's area lies in another system"
    )
    mend = "if so, make the folder again, and say with --places where each practice belongs"
    return noted(text, told, mend, told=len(told))


def _file_place(
    name: str, chosen: Mapping[str, str], icb_map: PracticeMap, names: Mapping[str, Named]
) -> Place:
    """The place of this name, with the sub-ICB locations that it is exactly made of, if any."""
    if name in names:
        return replace(_sub_icb_place(name, icb_map, names))
    members = {one.code for one in icb_map.practices if chosen.get(one.code) == name}
    inside = {practice.sub_icb for practice in icb_map.practices if practice.code in members}
    whole = {
        practice.code for practice in icb_map.practices if practice.sub_icb in inside
    } == members
    if whole and len(inside) == 1:
        return replace(_sub_icb_place(next(iter(inside)), icb_map, names), name=name)
    return Place(_id(name), name, sub_icbs=frozenset(inside) if whole else frozenset())


def _id(name: str) -> str:
    """The slug of a name; where no letter of it goes into an id, one that the name alone gives.

    So the id stays the same, whatever other places are added to the file.
    """
    return codes.slug(name) or f"place-{sha256(name.encode()).hexdigest()[:6]}"
