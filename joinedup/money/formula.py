"""Allocation formulas: which components of need count, with what weight, from which year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict

from joinedup.register.fields import Year
from joinedup.register.schema import Need


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Edition(_Definition):
    """The weights of a formula from `first_year` until its next edition.

    `weights` map a column of need to its share of the overall weighted population. `estimate` is
    true where the weights are our own and not published; `how_sure` is H, M or L.
    """

    first_year: Year
    weights: Mapping[str, Decimal]
    how_sure: Literal["H", "M", "L"]
    estimate: bool
    source: str
    checked_on: date

    def weighted_population(self, need: Need) -> Fraction | None:
        """The components of one practice weighted together, in people; None if one is not known."""
        total = Fraction(0)
        for component, weight in self.weights.items():
            value: Decimal | None = getattr(need, component)
            if value is None:
                return None
            total += Fraction(weight) * Fraction(value)
        return total


class Formula(_Definition):
    """How one stream of money is weighted for need.

    `total` is the column of need that holds the published overall weighted population;
    `remainder` names what that holds beyond the weighted components.
    """

    id: str
    name: str
    total: str
    remainder: str
    remainder_means: str
    editions: tuple[Edition, ...]

    def edition(self, year: str) -> Edition | None:
        """The edition for a financial year: the latest that began in it or before, if any did."""
        begun = [edition for edition in self.editions if edition.first_year <= year]
        return max(begun, key=lambda edition: edition.first_year, default=None)


class Formulas(_Definition):
    """Every formula that is known, and what each component of need is called."""

    formulas: tuple[Formula, ...]
    components: Mapping[str, str]

    def formula(self, formula_id: str) -> Formula:
        """The formula with this id.

        Raises KeyError where there is none.
        """
        return {formula.id: formula for formula in self.formulas}[formula_id]
