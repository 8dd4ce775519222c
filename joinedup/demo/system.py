"""The whole demonstration: a system that is plainly not a real one, the same for the same seed."""

from __future__ import annotations

from datetime import date

from joinedup.demo.authority import all_delegations, all_directions, all_reservations
from joinedup.demo.bodies import (
    COUNTY,
    ICB,
    OF_COUNTY,
    OF_NEIGHBOUR,
    SOURCE,
    all_bodies,
    all_councils,
    all_governance,
    all_hosting,
    all_overlaps,
    residents,
)
from joinedup.demo.declarations import all_interests, all_judgements
from joinedup.demo.forums import all_forums, all_posts
from joinedup.demo.instruments import all_instruments
from joinedup.demo.need import all_need
from joinedup.demo.outlines import all_outlines
from joinedup.demo.people import all_people
from joinedup.demo.places import PLACES, Place
from joinedup.demo.practices import ListedPractice, all_practices
from joinedup.demo.wording import wording
from joinedup.register.reading import Folder
from joinedup.register.schema import Area, CitedSource, Register, Stream, System
from joinedup.register.writing import written
from joinedup.values.codes import slug

NAME = "Merewold Health and Care Partnership (fictional)"
YEAR = "2025-26"
_NOTES = (
    "This system is made up. Its places, people, organisations and figures exist nowhere, but for "
    "NHS England.",
    "Two faults stand in it on purpose, for 'joinedup check' to find: seats that are missing. So "
    "do two delegations that no power supports, and a post that is vacant from September 2026.",
    "Another stands in its past: on 30 June 2021 the partnership of High Fellmoor was without "
    "Healthwatch.",
)
SYSTEM = "merewold"
# The system and its networks began by policy, years before its board did by law.
_BEGAN, _NETWORKS_BEGAN = date(2019, 4, 1), date(2019, 7, 1)
# Between the system and some of its places stands an optional tier; places are as old as councils.
_REGION, _TIER, _IN_TIER = "dogger", "mere-coast", ("ironmouth", "gullhaven")
_NEXT_DOOR, _COUNTY, _BOROUGH = "saltmarch", "fellshire", "saltmarch-borough"
# What the second commissioner had from the day on which it took in another, until the board came.
_INLAND, _JOINED, _ENDED = "quill-and-fell", date(2020, 4, 1), date(2022, 6, 30)
# Streams of money: id, name, pounds for each registered person, and the formula that shares them.
_STREAMS = (
    ("core", "Core programme", 2_004, "core"),
    ("primary-medical", "Primary medical care", 196, "primary-medical"),
    ("other-primary", "Pharmacy, eye and dental care", 104, ""),
    ("running-costs", "Running costs", 19, ""),
)


def demo_files(seed: int) -> dict[str, bytes]:
    """The files of the fictional system, name to bytes; the same seed gives the same bytes."""
    return written(demo_folder(seed))


def demo_folder(seed: int) -> Folder:
    """The fictional system: five places, 30 neighbourhoods, 200 practices, 1.8 million people."""
    practices = all_practices(seed)
    words = wording(practices)
    people, bodies = all_people(seed, words), all_bodies(words)
    forums = all_forums(words, people)
    posts = all_posts(words, people)
    instruments = all_instruments(words, forums)
    register = Register(
        system=_system(seed),
        bodies=bodies,
        governance=all_governance(words),
        practices=tuple(listed.practice for listed in practices),
        forums=forums,
        posts=posts,
        people=tuple(people.values()),
        hosting=all_hosting(words),
        instruments=instruments,
        judgements=all_judgements(forums, instruments, people),
        interests=all_interests(seed, forums, posts, people, bodies),
        streams=_streams(practices),
        delegations=all_delegations(words),
        reservations=all_reservations(words),
        directions=all_directions(words),
    )
    return Folder(
        register=register,
        need=all_need(seed, practices),
        overlaps=all_overlaps(),
        boundaries=all_outlines(seed),
    )


def _system(seed: int) -> System:
    return System(
        code=ICB,
        name=NAME,
        fictional=True,
        area=SYSTEM,
        as_at=date(2026, 1, 1),
        notes=_NOTES,
        areas=(*_upper_areas(), *_council_areas(), *_places_and_neighbourhoods()),
        councils=all_councils(),
        sources=(CitedSource(id="joinedup demo", locator=f"seed {seed}"),),
        first_day=_BEGAN,
    )


def _upper_areas() -> tuple[Area, ...]:
    """The region, the system and the one next door, and tiers of some places together."""
    lived_in = {place.id: residents(place) for place in PLACES}
    inland = tuple(place for place in lived_in if place not in _IN_TIER)
    return (
        Area(id=_REGION, name="Dogger", kind="region"),
        Area(
            id=SYSTEM,
            name="Merewold",
            kind="system",
            within=(_REGION,),
            made_of=tuple(lived_in),
            residents=sum(lived_in.values()),
            first_day=_BEGAN,
        ),
        Area(id=_NEXT_DOOR, name="Saltmarch", kind="system", within=(_REGION,), first_day=_BEGAN),
        Area(
            id=_TIER,
            name="Mere Coast",
            kind="sub-system",
            within=(SYSTEM,),
            made_of=_IN_TIER,
            residents=sum(lived_in[place] for place in _IN_TIER),
            first_day=_BEGAN,
        ),
        Area(
            id=_INLAND,
            name="Quill and Fell",
            kind="sub-system",
            within=(SYSTEM,),
            made_of=inland,
            first_day=_JOINED,
            last_day=_ENDED,
        ),
    )


def _council_areas() -> tuple[Area, ...]:
    """The areas of the two councils of which only a part lies in the system."""
    return tuple(
        Area(id=area, name=name, kind="council area", within=within, residents=residents_in_all)
        for area, name, within, residents_in_all in (
            (_COUNTY, "Fellshire", (_REGION,), OF_COUNTY[1]),
            # All but a sliver of it lies next door.
            (_BOROUGH, "Saltmarch Borough", (SYSTEM, _NEXT_DOOR), OF_NEIGHBOUR[1]),
        )
    )


def _places_and_neighbourhoods() -> list[Area]:
    places = [
        Area(
            id=place.id,
            name=place.name,
            kind="place",
            within=_around(place),
            residents=residents(place),
        )
        for place in PLACES
    ]
    neighbourhoods = [
        Area(
            id=slug(name),
            name=name,
            kind="neighbourhood",
            within=(place.id,),
            first_day=_NETWORKS_BEGAN,
        )
        for place in PLACES
        for name in place.neighbourhoods
    ]
    return [*places, *neighbourhoods]


def _around(place: Place) -> tuple[str, ...]:
    upper = _TIER if place.id in _IN_TIER else SYSTEM
    return (upper, _COUNTY) if place.council == COUNTY else (upper,)


def _streams(practices: tuple[ListedPractice, ...]) -> tuple[Stream, ...]:
    """So many pounds a head, rounded to £1,000 as allocations are published."""
    people = sum(listed.people for listed in practices)
    return tuple(
        Stream(
            id=f"{stream}-{YEAR}",
            name=name,
            body=ICB,
            year=YEAR,
            amount_pence=(people * pounds + 500) // 1_000 * 100_000,
            formula=formula,
            source=SOURCE,
        )
        for stream, name, pounds, formula in _STREAMS
    )
