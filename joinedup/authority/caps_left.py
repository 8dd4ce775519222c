"""What a cap leaves: whether a matter of some value may be decided under a delegation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.days import ALWAYS, Days, includes, stretch
from joinedup.authority.proof import Cap
from joinedup.register.caps import Span, cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Area, Stream

if TYPE_CHECKING:
    from joinedup.authority.matter import Matter

WITH_VAT, A_YEAR = "whole life with VAT", "a year without VAT"
#: What a cap counts if it says nothing else.
WHOLE_LIFE = ("", "whole life without VAT")


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a delegation lets someone decide, in pence; `unknown` is why it is not known.

    `text` is as the register says it, `days` those of the financial year whose money it shares.
    """

    delegation: str
    text: str
    pence: int | None
    span: Span
    basis: str
    unknown: str = ""
    days: Days = ALWAYS

    def shortfall(self, matter: Matter) -> str:
        """Why a matter is not within it, as the rule of a `Failed`; '' if it is.

        Where no value is asked about nothing falls short, but that money of another year is none.
        """
        if not includes(self.days, matter.day):
            return "cap-of-another-year"
        if matter.total is None:
            return ""
        if self.pence is None:
            return self.unknown
        value = matter.value(self.basis)
        if value is None:
            return "value-basis-not-said"
        used = self._used(matter)
        if used is None:
            return "used-not-said"
        return "" if used + value <= self.pence else "over-the-cap"

    def left(self, matter: Matter) -> Cap:
        """What may still be decided, or the rule for why that is not known."""
        unknown, left = self.unknown, self.pence
        used = self._used(matter)
        if not includes(self.days, matter.day):
            unknown, left = "cap-of-another-year", None
        elif left is not None and used is None:
            unknown, left = "used-not-said", None
        elif left is not None and used is not None:
            left = max(0, left - used)
        return Cap(self.delegation, self.text, left, self.basis, self.span, unknown)

    def _used(self, matter: Matter) -> int | None:
        return 0 if self.span == "decision" else matter.used(self.delegation, self.span)


def limit_of(
    one: Delegation, areas: Mapping[str, Area], streams: Mapping[str, Stream]
) -> Limit | None:
    """The limit that a delegation's cap means for its own area; None for no limit."""
    if not one.cap:
        return None
    cap = cap_from_text(one.cap)

    def limit(pence: int | None, unknown: str = "", days: Days = ALWAYS) -> Limit:
        return Limit(one.id, one.cap, pence, cap.span, one.cap_basis, unknown, days)

    if cap.share is not None:
        stream = streams.get(cap.stream or "")
        if stream is None:
            return limit(None, "stream-not-said")
        return limit(int(cap.share * stream.amount_pence), days=_days_of_year(stream.year))
    if cap.amount is None:
        return None
    if cap.per_residents is None:
        return limit(cap.amount)
    area = areas.get(one.area)
    if area is None or area.residents is None:
        return limit(None, "residents-not-said")
    return limit(cap.amount * area.residents // cap.per_residents)


def _days_of_year(year: str) -> Days:
    first = int(year[:4])
    return stretch(date(first, 4, 1), date(first + 1, 3, 31))
