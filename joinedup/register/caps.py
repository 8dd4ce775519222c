"""Caps: the most that a delegation lets someone decide, as people write it and as it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from joinedup.values.pence import Pence, pounds_to_pence

#: What a cap counts: each decision for itself, all of a financial year, or all there ever were.
Span = Literal["decision", "year", "ever"]

_SPANS: dict[str, Span] = {"a decision": "decision", "a year": "year", "in all": "ever"}
_HOW = re.compile(
    r"(?P<head>.+?)(?:\s+per\s+(?P<people>[0-9][0-9,]*)\s+residents)?"
    r"(?:\s+(?P<span>a decision|a year|in all))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%\s+of\s+(?P<stream>[A-Za-z0-9-]+)"
)
_HOW_TO_WRITE = (
    "write a cap like £250,000, £250,000 a year, £1m in all, £50,000 per 100,000 residents, "
    "5% of core-2025-26, or none"
)


@dataclass(frozen=True)
class Cap:
    """The most that may be decided.

    An `amount` in pence, for every `per_residents` people of the delegation's area if that is
    given; or a `share` of the stream `stream`, above 0 and at most 1. None of these is no limit.
    `span` says what counts towards it.
    """

    amount: Pence | None = None
    per_residents: int | None = None
    share: Fraction | None = None
    stream: str | None = None
    span: Span = "decision"

    @property
    def is_limit(self) -> bool:
        """Whether there is a limit at all."""
        return self.amount is not None or self.share is not None

    @property
    def adds_up(self) -> bool:
        """Whether what was decided before counts towards it."""
        return self.is_limit and self.span != "decision"


#: No limit.
NO_CAP = Cap()


def cap_from_text(text: str) -> Cap:
    """The cap that a text means; '' and 'none' are no limit.

    Forms: '£250,000', '£50,000 per 100,000 residents', '5% of core-2025-26', each followed by
    'a year' or 'in all' where decisions add up. Raises ValueError for anything else.
    """
    tidy = " ".join(text.split())
    if tidy.lower() in ("", "none"):
        return NO_CAP
    match = _HOW.fullmatch(tidy)
    if match is None:  # pragma: no cover - any text that is not empty has a head
        raise ValueError(_HOW_TO_WRITE)
    span = _SPANS[(match["span"] or "a decision").lower()]
    if share := _SHARE.fullmatch(match["head"]):
        fraction = Fraction(Decimal(share["percent"])) / 100
        if match["people"] or not 0 < fraction <= 1:
            raise ValueError(_HOW_TO_WRITE)
        return Cap(share=fraction, stream=share["stream"], span=span)
    try:
        amount = pounds_to_pence(match["head"])
    except ValueError:
        raise ValueError(f"'{text}' is not a cap; {_HOW_TO_WRITE}") from None
    people = int(match["people"].replace(",", "")) if match["people"] else None
    if amount < 0 or people == 0:
        raise ValueError(f"'{text}' is not a cap; {_HOW_TO_WRITE}")
    return Cap(amount=amount, per_residents=people, span=span)
