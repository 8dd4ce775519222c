"""The organisations of the demonstration, and how the areas of its councils cross its places."""

from __future__ import annotations

from datetime import date

from joinedup.demo.places import PLACES, Place
from joinedup.demo.wording import Wording
from joinedup.register.schema import Body, Council, Governance, Hosting, Overlap

#: No integrated care board has this code.
ICB = "QZZ"
SOURCE = "invented"
#: The county of which only the district of High Fellmoor lies in the system, and the council next
#: door of which the small areas at the border count as the system's.
COUNTY, DISTRICT = "fellshire-county-council", "high-fellmoor-district-council"
NEIGHBOUR, _AT_THE_BORDER = "saltmarch-council", "gullhaven"
#: Small areas and residents of those two councils in all.
OF_COUNTY, OF_NEIGHBOUR = (388, 636_400), (241, 388_900)
_SLIVER = (3, 4_700)
_COUNTED = date(2026, 1, 1)


def all_bodies(wording: Wording) -> tuple[Body, ...]:
    """Every organisation but the practices."""
    entries = wording.entries("bodies")
    return tuple(Body.model_validate({"source": SOURCE, **entry}) for entry in entries)


def all_governance(wording: Wording) -> tuple[Governance, ...]:
    """How councils and the combined authority govern themselves."""
    entries = wording.entries("governance")
    return tuple(Governance.model_validate({**entry, "source": SOURCE}) for entry in entries)


def all_hosting(wording: Wording) -> tuple[Hosting, ...]:
    """What bodies host on behalf of others."""
    entries = wording.entries("hosting")
    return tuple(Hosting.model_validate({**entry, "source": SOURCE}) for entry in entries)


def all_councils() -> tuple[Council, ...]:
    """The councils that meet the system's area: wholly inside, but for the county and a sliver."""
    whole = [place.council for place in PLACES if place.council != COUNTY]
    return (
        *(Council(body=council, extent="whole") for council in whole),
        Council(body=COUNTY, extent="part"),
        Council(body=DISTRICT, extent="whole"),
        Council(body=NEIGHBOUR, extent="part"),
    )


def all_overlaps() -> tuple[Overlap, ...]:
    """How many small areas and residents of each council lie in each place."""
    return tuple(
        Overlap(
            area=place.id,
            council=council,
            as_at=_COUNTED,
            small_areas=here[0],
            small_areas_of_council=in_all[0],
            residents=here[1],
            residents_of_council=in_all[1],
            source=SOURCE,
        )
        for place in PLACES
        for council, here, in_all in _councils_of(place)
    )


def residents(place: Place) -> int:
    """The people who live in a place, as the councils' counts have it."""
    return sum(here[1] for council, here, _ in _councils_of(place) if council != DISTRICT)


def _councils_of(place: Place) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The councils that meet a place, with their small areas and residents there and in all."""
    # Some people are on the lists of practices and live elsewhere.
    here = place.small_areas, place.people * 98 // 100
    if place.council == COUNTY:
        return [(COUNTY, here, OF_COUNTY), (DISTRICT, here, here)]
    neighbours = [(NEIGHBOUR, _SLIVER, OF_NEIGHBOUR)] if place.id == _AT_THE_BORDER else []
    return [(place.council, here, here), *neighbours]
