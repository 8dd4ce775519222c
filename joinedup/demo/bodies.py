"""The organisations of the demonstration, and the people who sit for them."""

from __future__ import annotations

from collections.abc import Mapping

from joinedup.demo.chance import Chance
from joinedup.demo.names import names
from joinedup.demo.places import PLACES, Place
from joinedup.demo.practices import ListedPractice
from joinedup.register.schema import Body, Council, Overlap, Person
from joinedup.values.codes import slug

#: No integrated care board has this code.
ICB = "QZZ"
SOURCE = "invented"
ACUTE, COASTAL, TEACHING = "ironmouth-hospitals", "gullhaven-hospitals", "quillbridge-hospitals"
COMMUNITY, MIND, AMBULANCE = "fell-and-shore-community", "merewold-mental-health", "mere-ambulance"
VOLUNTARY, PATIENTS, FEDERATION = "merewold-voluntary", "merewold-patients", "fellmoor-gps"

_BODIES = {
    ICB: ("NHS Merewold Integrated Care Board (fictional)", "integrated care board"),
    ACUTE: ("Ironmouth Hospitals NHS Foundation Trust", "NHS foundation trust"),
    COASTAL: ("Gullhaven Bay Hospitals NHS Trust", "NHS trust"),
    TEACHING: ("Quillbridge University Hospitals NHS Foundation Trust", "NHS foundation trust"),
    COMMUNITY: ("Fell and Shore Community Health NHS Trust", "NHS trust"),
    MIND: ("Merewold Mental Health NHS Foundation Trust", "NHS foundation trust"),
    AMBULANCE: ("Mere Coast Ambulance Service NHS Trust", "NHS trust"),
    "ironmouth-city-council": ("Ironmouth City Council", "metropolitan district council"),
    "larkenfold-council": ("Larkenfold Council", "unitary council"),
    "gullhaven-council": ("Gullhaven Council", "unitary council"),
    "quillbridge-council": ("Quillbridge Council", "unitary council"),
    "fellshire-county-council": ("Fellshire County Council", "county council"),
    "high-fellmoor-district-council": ("High Fellmoor District Council", "district council"),
    VOLUNTARY: ("Merewold Voluntary Action", "charity"),
    PATIENTS: ("Merewold Patients' Voice", "charity"),
    FEDERATION: ("Fellmoor GP Federation", "company"),
}
#: The county of which only the district of High Fellmoor lies in the system.
PARTLY_INSIDE = "fellshire-county-council"
_COUNTY_SMALL_AREAS = 388
_DISTRICT = "high-fellmoor-district-council"
#: The trust that sits at each place's committee.
TRUST_OF_PLACE: Mapping[str, str] = {
    "ironmouth": ACUTE,
    "larkenfold": TEACHING,
    "gullhaven": COASTAL,
    "quillbridge": TEACHING,
    "high-fellmoor": COMMUNITY,
}


def all_bodies() -> tuple[Body, ...]:
    """Every organisation but the practices."""
    return tuple(
        Body(id=body_id, name=name, kind=kind, source=SOURCE)
        for body_id, (name, kind) in _BODIES.items()
    )


def body_name(body_id: str) -> str:
    """The name of an organisation, as it is written in sentences."""
    return _BODIES[body_id][0].removesuffix(" (fictional)")


def all_councils() -> tuple[Council, ...]:
    """The councils that meet the system's area, all wholly inside but the county."""
    whole = [place.council for place in PLACES if place.council != PARTLY_INSIDE]
    return (
        *(Council(body=council, extent="whole") for council in whole),
        Council(body=PARTLY_INSIDE, extent="part"),
        Council(body=_DISTRICT, extent="whole"),
    )


def all_overlaps() -> tuple[Overlap, ...]:
    """How many small areas of each council lie in each place."""
    return tuple(
        Overlap(
            area=place.id,
            council=council,
            small_areas=place.small_areas,
            small_areas_of_council=of_council,
            source=SOURCE,
        )
        for place in PLACES
        for council, of_council in _councils_of(place)
    )


def _councils_of(place: Place) -> tuple[tuple[str, int], ...]:
    """The councils whose areas meet a place, and how many small areas each has in all."""
    if place.council == PARTLY_INSIDE:
        return (place.council, _COUNTY_SMALL_AREAS), (_DISTRICT, place.small_areas)
    return ((place.council, place.small_areas),)


def all_people(seed: int, practices: tuple[ListedPractice, ...]) -> dict[str, Person]:
    """Everyone who holds a seat, by role: of the system ('finance'), or of a place ('chair/id')."""
    chance = Chance(seed, "people")
    given, family = chance.shuffled(names("given")), chance.shuffled(names("family"))
    employers = _employers(practices)
    full = [f"{first} {last}" for first, last in zip(given, family, strict=True)]
    return {
        role: Person(
            id=slug(name),
            name=name,
            employer=employer,
            # A trust lends the board its director of nursing.
            seconded_to=ICB if role == "nursing" else None,
        )
        for (role, employer), name in zip(employers.items(), full, strict=False)
    }


def _employers(practices: tuple[ListedPractice, ...]) -> dict[str, str | None]:
    """The employer of whoever has each role; None for independent members and councillors."""
    employers: dict[str, str | None] = {
        "chair": None,
        "chief": ICB,
        "finance": ICB,
        "medical": ICB,
        "nursing": COMMUNITY,
        "strategy": ICB,
        "audit": None,
        "pay": None,
        "quality": None,
        "citizens": None,
        "acute": ACUTE,
        "mind": MIND,
        "gp": practices[0].practice.code,
        "voluntary": VOLUNTARY,
        "patients": PATIENTS,
    }
    for place in PLACES:
        employers |= {
            f"chair/{place.id}": None,
            f"director/{place.id}": ICB,
            f"councillor/{place.id}": None,
            f"adults/{place.id}": place.council,
            f"children/{place.id}": place.council,
            f"health/{place.id}": place.council,
            f"trust/{place.id}": TRUST_OF_PLACE[place.id],
            f"gp/{place.id}": _largest_practice(place, practices),
        }
    return employers


def _largest_practice(place: Place, practices: tuple[ListedPractice, ...]) -> str:
    inside = [listed for listed in practices if listed.practice.place == place.id]
    return max(inside, key=lambda listed: (listed.people, listed.practice.code)).practice.code
