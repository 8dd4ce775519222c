"""Why an area's target share is not its share of people: what each component moves it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from joinedup.money.formula import Edition, Formula
from joinedup.money.need import AreaNeed
from joinedup.values.pence import Pence, split

LOCAL_MIX = "local_mix"


@dataclass(frozen=True)
class Movement:
    """How far one component moves an area from its head-count share: of the pot, and in pence."""

    component: str
    share: Fraction
    pence: Pence

    @property
    def basis_points(self) -> float:
        """The movement in hundredths of one per cent of the pot."""
        return float(self.share * 10_000)

    def as_json(self) -> dict[str, object]:
        """The movement as plain JSON values."""
        return {
            "component": self.component,
            "basis_points": self.basis_points,
            "pence": self.pence,
        }


def movements(
    area: AreaNeed, system: AreaNeed, edition: Edition | None, moved: Fraction, remainder: str
) -> dict[str, Fraction]:
    """How far each component moves the area from its head count; sums exactly to `moved`.

    A component moves the area by its weight times the difference between the area's share of that
    need and its share of people, over the practices where the component is known.

    The weights are England's. Where the system's need is made up otherwise than England's, the
    same differences count for more or less; that is `LOCAL_MIX`. It is kept apart, as it would
    otherwise be taken for cost: in 2025/26 it reaches 46 basis points (Dorset in QVV). What is
    then left is the `remainder`.
    """
    if edition is None:
        return {remainder: moved}
    known = {
        name: Fraction(weight)
        for name, weight in edition.weights.items()
        if system.components[name].weighted and system.components[name].population
    }
    differences = {name: _difference(area, system, name) for name in known}
    moves = {name: weight * differences[name] for name, weight in known.items()}
    counted = {name: weight * system.components[name].weighted for name, weight in known.items()}
    all_counted = sum(counted.values(), Fraction(0))
    moves[LOCAL_MIX] = sum(
        ((counted[name] / all_counted - known[name]) * differences[name] for name in known),
        Fraction(0),
    )
    return {**moves, remainder: moved - sum(moves.values())}


def in_pence(
    pot: int, moves: Mapping[str, Fraction], remainder: str, moved: int
) -> tuple[Movement, ...]:
    """The movements in pence, which sum to `moved`.

    Both ends of the move were rounded to whole pence, so that it may be up to two pence from the
    exact one. That difference is no component's doing and stands with the remainder.
    """
    exact = {name: pot * share for name, share in moves.items() if name != remainder}
    exact[remainder] = moved - sum(exact.values(), Fraction(0))
    pence = split(moved, exact)
    return tuple(Movement(component, share, pence[component]) for component, share in moves.items())


def remainder_name(formula: Formula, edition: Edition | None, system: AreaNeed) -> str:
    """What the part that no component explains is called; it says so if need is not known."""
    if edition is None:
        return "not known"
    unknown = any(component.unknown for component in system.components.values())
    return f"{formula.remainder} and not known" if unknown else formula.remainder


def _difference(area: AreaNeed, system: AreaNeed, component: str) -> Fraction:
    here, everywhere = area.components[component], system.components[component]
    return here.weighted / everywhere.weighted - here.population / everywhere.population
