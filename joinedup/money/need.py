"""Adding up need: from practices to areas, exactly, with what is not known kept apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from joinedup.register.schema import Need

NOT_PLACED = "not-placed"


@dataclass(frozen=True)
class ComponentNeed:
    """One component of need, over the practices where it is known.

    `weighted` is the component's weighted population, `population` the people of those practices;
    `unknown` counts the practices where it is empty, `nought` those with people where it is 0.
    """

    weighted: Fraction
    population: Fraction
    unknown: int
    nought: int


@dataclass(frozen=True)
class AreaNeed:
    """The need of some practices together, in people.

    `population` and `weighted` cover the practices whose population and overall weighted
    population are both known; `left_out` counts the others, which count on neither side.
    """

    components: Mapping[str, ComponentNeed]
    practices: int
    left_out: int
    population: Fraction
    weighted: Fraction


def need_of(practices: Collection[Need], total: str, components: Iterable[str]) -> AreaNeed:
    """The need of some practices together; `total` is the column of overall weighted population."""
    # Without people there is no head-count share to move from, without an overall weighted
    # population no target. Neither may be guessed, so the practice counts on neither side.
    counted = [
        need
        for need in practices
        if need.population is not None and _value(need, total) is not None
    ]
    population = _sum(counted, "population")
    return AreaNeed(
        {component: _component(counted, component, population) for component in components},
        practices=len(practices),
        left_out=len(practices) - len(counted),
        population=population,
        weighted=_sum(counted, total),
    )


def by_area(need: Iterable[Need], area_of: Mapping[str, str | None]) -> dict[str, list[Need]]:
    """The need of practices, each named once, by area; those without one under `NOT_PLACED`."""
    areas: dict[str, list[Need]] = {}
    for practice in need:
        areas.setdefault(area_of.get(practice.practice) or NOT_PLACED, []).append(practice)
    return areas


def _component(practices: list[Need], component: str, population: Fraction) -> ComponentNeed:
    """One component over some practices, whose people are `population` in all."""
    known = [need for need in practices if _value(need, component) is not None]
    unknown = len(practices) - len(known)
    return ComponentNeed(
        weighted=_sum(known, component),
        population=_sum(known, "population") if unknown else population,
        unknown=unknown,
        nought=sum(_value(need, component) == 0 and bool(need.population) for need in known),
    )


def _value(need: Need, column: str) -> Decimal | None:
    value: Decimal | None = getattr(need, column)
    return value


def _sum(practices: Iterable[Need], column: str) -> Fraction:
    """The exact sum of a column whose values are all known, in people."""
    # Adding decimals rounds at 28 digits, and adding fractions one by one is slow: so the sum is
    # one of whole numbers, over a denominator that all of them share.
    ratios = [getattr(need, column).as_integer_ratio() for need in practices]
    shared = lcm(*(denominator for _, denominator in ratios))
    return Fraction(
        sum(numerator * (shared // denominator) for numerator, denominator in ratios), shared
    )
