"""What a cap leaves: whether a matter of some value may be decided under a delegation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.days import ALWAYS, Days, includes, stretch
from joinedup.register.caps import Span, cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Area, Stream

if TYPE_CHECKING:
    from joinedup.authority.matter import Matter

WITH_VAT, A_YEAR = "whole life with VAT", "a year without VAT"


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a delegation lets someone decide, in pence; `unknown` is why it is not known.

    `days` are those of the financial year whose money it is a share of.
    """

    delegation: str
    pence: int | None
    span: Span
    basis: str
    unknown: str = ""
    days: Days = ALWAYS

    def shortfall(self, matter: Matter) -> str:
        """Why a matter is not within it, as the rule of a `Failed`; '' if it is.

        Where no value is asked about, nothing falls short.
        """
        if matter.total is None:
            return ""
        if not includes(self.days, matter.day):
            return "cap-of-another-year"
        if self.pence is None:
            return self.unknown
        value = matter.value(self.basis)
        if value is None:
            return "value-basis-not-said"
        used = 0
        if self.span != "decision":
            said = matter.used(self.delegation, self.span)
            if said is None:
                return "used-not-said"
            used = said
        return "" if used + value <= self.pence else "over-the-cap"

    def left(self, matter: Matter) -> int | None:
        """What may still be decided; None where that cannot be told.

        What was used is taken for nothing where it is not said.
        """
        if self.pence is None or not includes(self.days, matter.day):
            return None
        used = None if self.span == "decision" else matter.used(self.delegation, self.span)
        return max(0, self.pence - (used or 0))


def limit_of(
    one: Delegation, areas: Mapping[str, Area], streams: Mapping[str, Stream]
) -> Limit | None:
    """The limit that a delegation's cap means for its own area; None for no limit."""
    if not one.cap:
        return None
    cap = cap_from_text(one.cap)
    if cap.share is not None:
        stream = streams.get(cap.stream or "")
        if stream is None:
            return Limit(one.id, None, cap.span, one.cap_basis, "stream-not-said")
        share = int(cap.share * stream.amount_pence)
        year = _days_of_year(stream.year)
        return Limit(one.id, share, cap.span, one.cap_basis, days=year)
    if cap.amount is None:
        return None
    if cap.per_residents is None:
        return Limit(one.id, cap.amount, cap.span, one.cap_basis)
    area = areas.get(one.area)
    if area is None or area.residents is None:
        return Limit(one.id, None, cap.span, one.cap_basis, "residents-not-said")
    pence = cap.amount * area.residents // cap.per_residents
    return Limit(one.id, pence, cap.span, one.cap_basis)


def _days_of_year(year: str) -> Days:
    first = int(year[:4])
    return stretch(date(first, 4, 1), date(first + 1, 3, 31))
