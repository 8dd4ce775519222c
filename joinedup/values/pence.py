"""Money as whole pence, and how a sum is split into whole pence without losing one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NewType

Pence = NewType("Pence", int)

#: The name of the tie rule, cited wherever a sum is split.
LARGEST_REMAINDER = (
    "largest remainder; of equal remainders, the one whose code comes first in the alphabet"
)


def pounds_to_pence(text: str) -> Pence:
    """Pence from pounds as people type them: '4512000000', '£4,512,000,000.50', '£1.25m', '3bn'.

    Raises ValueError, in plain words, where the text is not an amount in whole pence.
    """
    tidy = text.strip().removeprefix("£").replace(",", "").replace(" ", "").lower()
    scale = 1
    for word, value in (("billion", 10**9), ("million", 10**6), ("bn", 10**9), ("m", 10**6)):
        if tidy.endswith(word):
            tidy, scale = tidy.removesuffix(word), value
            break
    try:
        amount = Decimal(tidy) * scale * 100
    except InvalidOperation:
        raise ValueError(f"'{text}' is not an amount of money in pounds") from None
    if not amount.is_finite():
        raise ValueError(f"'{text}' is not an amount of money in pounds")
    if amount != int(amount):
        raise ValueError(f"'{text}' has a part of a penny; money is whole pence")
    return Pence(int(amount))


def pounds(pence: int) -> str:
    """Pence as exact pounds for tables: '£1,234.05', '-£0.05'."""
    sign, amount = ("-" if pence < 0 else ""), abs(pence)
    return f"{sign}£{amount // 100:,}.{amount % 100:02}"


def pounds_in_text(pence: int) -> str:
    """Pence rounded for a sentence: '£4.51 billion', '£1.2 million', '£940'."""
    sign, whole = ("-" if pence < 0 else ""), Decimal(abs(pence)) / 100
    for unit, name, places in ((10**9, " billion", 2), (10**6, " million", 1)):
        scaled = round(whole / unit, places)
        if scaled >= 1:
            return f"{sign}£{scaled.normalize():,f}{name}"
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
