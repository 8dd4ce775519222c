"""Adding up need: from practices to areas, exactly, with what is not known kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from joinedup.register.schema import Need

NOT_PLACED = "not-placed"


@dataclass(frozen=True)
class ComponentNeed:
    """One component of need, over the practices where it is known.

    `weighted` is the component's weighted population, `population` the people of those practices;
    `unknown` counts the practices where it is empty, `nought` those with people where it is 0.
    """

    weighted: Fraction = Fraction(0)
    population: Fraction = Fraction(0)
    unknown: int = 0
    nought: int = 0

    def __add__(self, other: ComponentNeed) -> ComponentNeed:
        return ComponentNeed(
            self.weighted + other.weighted,
            self.population + other.population,
            self.unknown + other.unknown,
            self.nought + other.nought,
        )


@dataclass(frozen=True)
class AreaNeed:
    """The need of some practices together, in people.

    `population` and `weighted` cover the practices whose population and overall weighted
    population are both known; `left_out` counts the others, which count on neither side.
    """

    components: Mapping[str, ComponentNeed]
    practices: int = 0
    left_out: int = 0
    population: Fraction = Fraction(0)
    weighted: Fraction = Fraction(0)

    def __add__(self, other: AreaNeed) -> AreaNeed:
        return AreaNeed(
            {name: part + other.components[name] for name, part in self.components.items()},
            self.practices + other.practices,
            self.left_out + other.left_out,
            self.population + other.population,
            self.weighted + other.weighted,
        )


def no_need(components: Iterable[str]) -> AreaNeed:
    """The need of no practices: what sums start from."""
    return AreaNeed(dict.fromkeys(components, ComponentNeed()))


def practice_need(need: Need, total: str, components: Iterable[str]) -> AreaNeed:
    """The need of one practice; `total` is the column of its overall weighted population."""
    overall = getattr(need, total)
    # Without people there is no head-count share to move from, without an overall weighted
    # population no target. Neither may be guessed, so the practice counts on neither side.
    if need.population is None or overall is None:
        return AreaNeed(dict.fromkeys(components, ComponentNeed()), practices=1, left_out=1)
    population = Fraction(need.population)
    return AreaNeed(
        {name: _component(getattr(need, name), population) for name in components},
        practices=1,
        population=population,
        weighted=Fraction(overall),
    )


def need_by_area(
    need: Iterable[Need], area_of: Mapping[str, str | None], total: str, components: Iterable[str]
) -> dict[str, AreaNeed]:
    """Need summed by area, areas in the order of their codes; the order of `need` does not matter.

    `need` holds each practice once. A practice without an area counts under `NOT_PLACED`.
    """
    names = tuple(components)
    sums: dict[str, AreaNeed] = {}
    for practice in need:
        area = area_of.get(practice.practice) or NOT_PLACED
        sums[area] = sums.get(area, no_need(names)) + practice_need(practice, total, names)
    return dict(sorted(sums.items()))


def _component(value: object, population: Fraction) -> ComponentNeed:
    if value is None:
        return ComponentNeed(unknown=1)
    weighted = Fraction(value)  # type: ignore[call-overload]
    return ComponentNeed(weighted, population, nought=int(weighted == 0 and population > 0))
