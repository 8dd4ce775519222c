"""The whole demonstration: a system that is plainly not a real one, the same for the same seed."""

from __future__ import annotations

from datetime import date

from joinedup.demo.bodies import ICB, SOURCE, all_bodies, all_councils, all_overlaps, all_people
from joinedup.demo.forums import SYSTEM, all_forums, began
from joinedup.demo.need import all_need
from joinedup.demo.outlines import all_outlines
from joinedup.demo.places import PLACES
from joinedup.demo.practices import ListedPractice, all_practices
from joinedup.register.reading import Folder
from joinedup.register.schema import Area, CitedSource, Register, Stream, System
from joinedup.register.writing import written
from joinedup.values.codes import slug

NAME = "Merewold Health and Care Partnership (fictional)"
YEAR = "2025-26"
_NOTES = (
    "This system is made up. Its places, people, organisations and figures exist nowhere.",
    "Two faults stand in it on purpose, for 'joinedup check' to find.",
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
    people = all_people(seed, practices)
    register = Register(
        system=_system(seed),
        bodies=all_bodies(),
        practices=tuple(listed.practice for listed in practices),
        forums=all_forums(seed, people),
        people=tuple(people.values()),
        streams=_streams(practices),
    )
    return Folder(
        register=register,
        need=all_need(seed, practices),
        overlaps=all_overlaps(),
        boundaries=all_outlines(seed),
    )


def _system(seed: int) -> System:
    places = [
        Area(id=place.id, name=place.name, kind="place", within=(SYSTEM,), first_day=began())
        for place in PLACES
    ]
    neighbourhoods = [
        Area(id=slug(name), name=name, kind="neighbourhood", within=(place.id,), first_day=began())
        for place in PLACES
        for name in place.neighbourhoods
    ]
    return System(
        code=ICB,
        name=NAME,
        fictional=True,
        as_at=date(2026, 1, 1),
        notes=_NOTES,
        areas=(
            Area(id=SYSTEM, name="Merewold", kind="system", first_day=began()),
            *places,
            *neighbourhoods,
        ),
        councils=all_councils(),
        sources=(CitedSource(id="joinedup demo", locator=f"seed {seed}"),),
        first_day=began(),
    )


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
