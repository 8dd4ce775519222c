"""The whole demonstration: a system that is plainly not a real one, the same for the same seed."""

from __future__ import annotations

from datetime import date

from joinedup.demo.bodies import (
    ICB,
    SOURCE,
    all_bodies,
    all_councils,
    all_governance,
    all_hosting,
    all_overlaps,
)
from joinedup.demo.declarations import all_interests, all_judgements
from joinedup.demo.forums import all_forums, all_posts
from joinedup.demo.instruments import all_instruments
from joinedup.demo.need import all_need
from joinedup.demo.outlines import all_outlines
from joinedup.demo.people import all_people
from joinedup.demo.places import PLACES
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
    "Two faults stand in it on purpose, for 'joinedup check' to find.",
    "A third stands in its past: on 30 June 2021 the partnership of High Fellmoor was without "
    "Healthwatch.",
)
SYSTEM = "merewold"
# The system and its networks began by policy, years before its board did by law.
_BEGAN, _NETWORKS_BEGAN = date(2019, 4, 1), date(2019, 7, 1)
# Between the system and some of its places stands an optional tier; places are as old as councils.
_REGION, _TIER, _IN_TIER = "dogger", "mere-coast", ("ironmouth", "gullhaven")
_UPPER_AREAS = (
    Area(id=_REGION, name="Dogger", kind="region"),
    Area(id=SYSTEM, name="Merewold", kind="system", within=(_REGION,), first_day=_BEGAN),
    Area(id="saltmarch", name="Saltmarch", kind="system", within=(_REGION,), first_day=_BEGAN),
    Area(id=_TIER, name="Mere Coast", kind="sub-system", within=(SYSTEM,), first_day=_BEGAN),
)
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
    instruments = all_instruments(words, forums)
    register = Register(
        system=_system(seed),
        bodies=bodies,
        governance=all_governance(words),
        practices=tuple(listed.practice for listed in practices),
        forums=forums,
        posts=all_posts(words, people),
        people=tuple(people.values()),
        hosting=all_hosting(words),
        instruments=instruments,
        judgements=all_judgements(forums, instruments, people),
        interests=all_interests(seed, forums, people, bodies),
        streams=_streams(practices),
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
        areas=(*_UPPER_AREAS, *_places_and_neighbourhoods()),
        councils=all_councils(),
        sources=(CitedSource(id="joinedup demo", locator=f"seed {seed}"),),
        first_day=_BEGAN,
    )


def _places_and_neighbourhoods() -> list[Area]:
    places = [
        Area(
            id=place.id,
            name=place.name,
            kind="place",
            within=(_TIER if place.id in _IN_TIER else SYSTEM,),
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
