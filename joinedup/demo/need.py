"""The need of each practice: how old and how deprived its people are moves every component."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from joinedup.demo.chance import Chance
from joinedup.demo.places import COMPONENTS
from joinedup.demo.practices import ListedPractice
from joinedup.register.schema import Need

#: What each component weighs in the core, in thousandths. Like what is published, not the same.
CORE_WEIGHTS = {
    "2024-25": {
        "general_and_acute": 625,
        "community": 50,
        "mental_health": 106,
        "maternity": 34,
        "prescribing": 85,
        "inequalities": 100,
    },
    "2025-26": {
        "general_and_acute": 588,
        "community": 46,
        "mental_health": 124,
        "maternity": 40,
        "prescribing": 81,
        "primary_medical": 18,
        "inequalities": 103,
    },
}
YEARS = tuple(CORE_WEIGHTS)
# How much of a practice's age and deprivation it shares with its neighbourhood.
_SHARED, _OWN = 0.4, 0.8


def all_need(seed: int, practices: Iterable[ListedPractice]) -> tuple[Need, ...]:
    """Need of every practice in every year, each year in the order of the practices."""
    chance = Chance(seed, "need")
    practices = tuple(practices)
    unknown = _without_maternity(practices)
    shared: dict[str | None, tuple[float, float]] = {}
    by_year: dict[str, list[Need]] = {year: [] for year in YEARS}
    for listed in practices:
        area = listed.practice.neighbourhood
        if area not in shared:
            shared[area] = chance.about_nought(), chance.about_nought()
        indices = _indices(chance, listed, *shared[area])
        for year in YEARS:
            latest = year == YEARS[-1]
            people = listed.people if latest else round(listed.people * chance.between(0.975, 1))
            drift = 1.0 if latest else chance.between(0.99, 1.01)
            weighted = {
                name: round(people * index * drift * 100) for name, index in indices.items()
            }
            blank = "maternity" if latest and listed == unknown else None
            by_year[year].append(_need(listed, year, people, weighted, blank))
    return tuple(need for year in YEARS for need in by_year[year])


def _without_maternity(practices: tuple[ListedPractice, ...]) -> ListedPractice:
    """The practice whose maternity need is not known: the smallest on the coast."""
    coast = [listed for listed in practices if listed.practice.place == "gullhaven"]
    return min(coast, key=lambda listed: (listed.people, listed.practice.code))


def _indices(
    chance: Chance, listed: ListedPractice, shared_age: float, shared_deprivation: float
) -> dict[str, float]:
    """Need index of each component: its place's, moved by the age and deprivation of the people."""
    age = _bounded(_SHARED * shared_age + _OWN * chance.about_nought())
    deprivation = _bounded(_SHARED * shared_deprivation + _OWN * chance.about_nought())
    return {
        name: of_place
        * (1 + by_age * age + by_deprivation * deprivation + by_chance * chance.about_nought())
        for of_place, (name, (by_age, by_deprivation, by_chance)) in zip(
            listed.like.need, COMPONENTS.items(), strict=True
        )
    }


def _bounded(value: float) -> float:
    return min(2.0, max(-2.0, value))


def _need(
    listed: ListedPractice, year: str, people: int, weighted: dict[str, int], blank: str | None
) -> Need:
    """One row; `weighted` is in hundredths of a person, so that what follows is exact."""
    mix = sum(weight * weighted[name] for name, weight in CORE_WEIGHTS[year].items())
    core = (mix * listed.like.cost + 500_000) // 1_000_000
    final = 85 * weighted["primary_medical"] + 15 * weighted["inequalities"]
    values = {
        name: None if name == blank else Decimal(value).scaleb(-2)
        for name, value in weighted.items()
    }
    return Need(
        practice=listed.practice.code,
        year=year,
        population=Decimal(people),
        core=Decimal(core).scaleb(-2),
        primary_medical_final=Decimal(final).scaleb(-4),
        **values,
    )
