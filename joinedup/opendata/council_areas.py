"""The areas of councils, and which places lie in them, as far as small areas settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinedup.opendata.councils import Councils
from joinedup.opendata.editions import Shared
from joinedup.opendata.geography import Geography, short_name
from joinedup.opendata.places import Place
from joinedup.register.schema import Area


@dataclass(frozen=True)
class Lying:
    """How the places of a system lie in the areas of its councils, by the newest count.

    `made_of` has, for each council's area that some places make up exactly, those places, and for
    a system that councils make up exactly, their areas; `within` for each other place that lies
    wholly in one council's area, that area. `residents` is how many people live in a place or in
    the system, None where not all of it was counted. All are by the ids of areas.
    """

    made_of: Mapping[str, tuple[str, ...]]
    within: Mapping[str, tuple[str, ...]]
    residents: Mapping[str, int | None]


def council_areas(icb: str, councils: Councils, lying: Lying) -> tuple[Area, ...]:
    """The area of each council; one that is only in part in the system is not said to lie in it."""
    return tuple(
        Area(
            id=met.area,
            name=short_name(met.upper.name),
            kind="council area",
            within=(icb,) if met.extent == "whole" else (),
            made_of=lying.made_of.get(met.area, ()),
            residents=met.counts[0].in_all.residents,
            first_day=met.existed.first,
            last_day=met.existed.last,
        )
        for met in councils.all
    )


def of_place(place: Place, councils: Councils) -> dict[str, Shared]:
    """What a place shares with each council: the one whose area it is, or those of its sub-ICBs."""
    if place.council is not None:
        return {met.id: met.counts[0].here for met in councils.met if met.upper == place.council}
    found: dict[str, Shared] = {}
    for (sub_icb, council), here in councils.by_sub_icb.items():
        if sub_icb in place.sub_icbs:
            found[council] = found[council] + here if council in found else here
    return found


def lying(icb: str, places: Iterable[Place], councils: Councils, geography: Geography) -> Lying:
    """How the places of an ICB lie in the areas of its councils."""
    sizes = {one: n for (of, one), n in geography.sub_icb_sizes.items() if of == icb}
    residents = {icb: _residents((met.counts[0].here for met in councils.met), sum(sizes.values()))}
    inside: dict[str, dict[str, int]] = {met.id: {} for met in councils.met}
    for place in places:
        shared = of_place(place, councils)
        # A place that is what one council has in the system lies in that council by its making.
        in_all = (
            sum(here.small_areas for here in shared.values())
            if place.council
            else sum(sizes.get(one, 0) for one in place.sub_icbs)
        )
        residents[place.id] = _residents(shared.values(), in_all)
        for council, here in shared.items():
            if here.small_areas == in_all:
                inside[council][place.id] = here.small_areas
    made_of: dict[str, tuple[str, ...]] = {}
    within: dict[str, tuple[str, ...]] = {}
    for met in councils.met:
        parts = inside[met.id]
        if parts and sum(parts.values()) == met.in_all:
            made_of[met.area] = tuple(parts)
        else:
            within |= {place: (*within.get(place, ()), met.area) for place in parts}
    whole = [met for met in councils.met if met.extent == "whole"]
    if whole and sum(met.here for met in whole) == sum(sizes.values()):
        made_of[icb] = tuple(met.area for met in whole)
    return Lying(made_of, within, residents)


def _residents(shared: Iterable[Shared], in_all: int) -> int | None:
    """How many live in an area of so many small areas; None unless all of them were counted."""
    counted = sum(shared, Shared(0, 0))
    return counted.residents if in_all and counted.small_areas == in_all else None
