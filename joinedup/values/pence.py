"""Money as whole pence, and how a sum is split into whole pence without losing one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NewType

Pence = NewType("Pence", int)

#: The name of the tie rule, cited wherever a sum is split.
LARGEST_REMAINDER = (
    "largest remainder; of equal remainders, the one whose code comes first in the alphabet"
)

#: The largest amount that people may type, in pence. Databases and JSON writers hold whole numbers
#: of 64 bits; sums of amounts below this one stay well within that.
LARGEST = Pence(10**17)

_SCALES = {
    "": 1,
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "million"), 10**6),
    **dict.fromkeys(("bn", "billion"), 10**9),
}
# A comma stands between thousands or nowhere: '4,5bn' may be meant as 4.5 or 45, and is neither.
_AMOUNT = re.compile(
    r"(-?)£?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.([0-9]{1,30}))?"
    r"(k|thousand|m|million|bn|billion)?"
)
_SHORT = re.compile(
    r"£[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)? ?(?:k|thousand|m|million|bn|billion)\b", re.IGNORECASE
)
# What may stand before a point that some write between thousands: '100', not '0' or '1,000'.
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}")


class AmbiguousAmount(ValueError):
    """An amount that some would take for another: '100.000', a hundred or a hundred thousand."""


def pounds_to_pence(text: str) -> Pence:
    """Pence from pounds as people type them: '4512000000', '£4,512,000,000.50', '£1.25m', '£500k',
    '3bn'.

    Raises ValueError, in plain words, where the text is not an amount in whole pence, or is one
    that a store cannot hold; AmbiguousAmount where its point may stand between thousands.
    """
    match = _AMOUNT.fullmatch(text.replace(" ", "").lower())
    if match is None:
        raise ValueError(not_an_amount(text))
    sign, whole, part, scale = match.groups(default="")
    if len(part) == 3 and not scale and _THOUSANDS.fullmatch(whole):
        raise AmbiguousAmount(
            f"'{text}' may be meant as {whole} or as {whole},{part}; write a comma between "
            "thousands, and pence with two digits"
        )
    amount = Fraction(f"{sign}{whole.replace(',', '')}.{part}") * _SCALES[scale] * 100
    if amount.denominator != 1:
        raise ValueError(f"'{text}' has a part of a penny; money is whole pence")
    if len(part) > 2 and not scale:
        raise ValueError(f"'{text}' has more than two digits of pence; write at most two")
    if abs(amount) > LARGEST:
        raise ValueError(f"'{text}' is more than {pounds_in_text(LARGEST)}, so it is a mistake")
    return Pence(amount.numerator)


def not_an_amount(text: str) -> str:
    """What is said of a text that is no amount."""
    return (
        f"'{text}' is not an amount of money in pounds; write it like 4512000000, "
        "£4,512,000,000.50 or £1.25m"
    )


def pounds(pence: int) -> str:
    """Pence as exact pounds for tables: '£1,234.05', '-£0.05'."""
    sign, amount = ("-" if pence < 0 else ""), abs(pence)
    return f"{sign}£{amount // 100:,}.{amount % 100:02}"


def pounds_in_short(pence: int) -> str:
    """Pence as exact pounds, whole ones without pence: '£1,234', '£1,234.05'."""
    return pounds(pence).removesuffix(".00")


def amounts_in_full(text: str) -> str:
    """A text with its short amounts as whole pounds: '£5m a year' as '£5,000,000 a year'."""

    def in_full(found: re.Match[str]) -> str:
        try:
            return pounds_in_short(pounds_to_pence(found[0]))
        except ValueError:
            return found[0]

    return _SHORT.sub(in_full, text)


def pounds_in_text(pence: int) -> str:
    """Pence rounded for a sentence: '£4.51 billion', '£1.2 million', '£940', '£0.05'."""
    if 0 < abs(pence) < 100:
        return pounds(pence)
    sign, whole = ("-" if pence < 0 else ""), Decimal(abs(pence)) / 100
    # A unit is used from where the one below it would be rounded to a whole one of this.
    for unit, name, places, below in ((10**9, " billion", 2, 10**5), (10**6, " million", 1, 1)):
        if round(whole / below) * below >= unit:
            return f"{sign}£{round(whole / unit, places).normalize():,f}{name}"
    return f"{sign}£{round(whole):,}"


def split(total: int, parts: Mapping[str, Fraction]) -> dict[str, Pence]:
    """Split `total` pence over `parts` (name to exact pence, of either sign) in whole pence.

    Each part is rounded down; the pence left over go one each to the parts that lost most, and
    where two lost the same, to the name that comes first: `LARGEST_REMAINDER`. The answer does
    not depend on the order of `parts`, its sum is `total`, and each part is less than a penny
    from the exact one.

    Raises ValueError if the exact parts do not add up to the total.
    """
    if sum(parts.values(), Fraction(0)) != total:
        raise ValueError("the exact parts do not add up to the total, so it cannot be split")
    floors = {name: part.numerator // part.denominator for name, part in parts.items()}
    left_over = total - sum(floors.values())
    most_lost_first = sorted(parts, key=lambda name: (floors[name] - parts[name], name))
    winners = set(most_lost_first[:left_over])
    return {name: Pence(floor + (name in winners)) for name, floor in floors.items()}
