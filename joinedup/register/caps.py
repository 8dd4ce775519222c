"""Caps: the most that a delegation lets someone decide, as people write it and as it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from joinedup.values.pence import AmbiguousAmount, Pence, pounds_to_pence

#: What a cap counts: each decision for itself, all of a financial year, or all there ever were.
Span = Literal["decision", "year", "ever"]

_SPANS: dict[str, Span] = {"a decision": "decision", "a year": "year", "in all": "ever"}
_HOW = re.compile(
    r"(?P<head>.+?)(?: per (?P<people>[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3}) residents)?"
    r"(?: (?P<span>a decision|a year|in all))?",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(
    r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,6})?) ?% of (?P<stream>[a-z0-9-]+)",
    re.IGNORECASE | re.ASCII,
)
_HOW_TO_WRITE = (
    "write a cap like £250,000, £250,000 a year, £500k in all, £50,000 per 100,000 residents, "
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


#: A spreadsheet makes 0.05 of '5%': of so few pence nobody means a cap.
_LEAST = 100
#: No limit.
NO_CAP = Cap()


@lru_cache(maxsize=65_536)  # the same few again and again; or one for each delegation
def cap_from_text(text: str) -> Cap:
    """The cap that a text means; '' and 'none' are no limit.

    Forms: '£250,000', '£50,000 per 100,000 residents', '5% of core-2025-26', each followed by
    'a year' or 'in all' where decisions add up. Raises ValueError for anything else,
    AmbiguousAmount for what may be one of two amounts.
    """
    tidy = " ".join(text.split())
    if tidy.lower() in ("", "none"):
        return NO_CAP
    match = _HOW.fullmatch(tidy)
    assert match is not None, "any text that is not empty has a head"
    span = _SPANS[(match["span"] or "a decision").lower()]
    people = int(match["people"].replace(",", "")) if match["people"] else None
    if share := _SHARE.fullmatch(match["head"]):
        fraction = Fraction(share["percent"]) / 100
        if people is not None or not 0 < fraction <= 1:
            raise ValueError(_HOW_TO_WRITE)
        return Cap(share=fraction, stream=share["stream"], span=span)
    try:
        amount = pounds_to_pence(match["head"])
    except AmbiguousAmount:
        raise
    except ValueError:
        raise ValueError(_HOW_TO_WRITE) from None
    if amount < 0 or people == 0:
        raise ValueError(_HOW_TO_WRITE)
    if people is None and 0 < amount < _LEAST:
        raise ValueError(f"it is less than a pound, as a share that lost its %; {_HOW_TO_WRITE}")
    return Cap(amount=amount, per_residents=people, span=span)
