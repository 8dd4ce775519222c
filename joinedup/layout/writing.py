"""How numbers and words are written on pages."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from joinedup.values.pence import pounds

Number = int | float | Decimal | Fraction

#: A true minus sign: as wide as a plus, and never broken from its number.
MINUS = "\N{MINUS SIGN}"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: Number, places: int = 0, signed: bool = False) -> str:
    """A number with commas: '1,000', '12.50'; `signed` ones carry their sign: '+3', '−3', '0'."""
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    # Through text, so that a float is rounded as it is written and not as it is stored.
    rounded = Decimal(str(exact)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,f}"


def per_cent(share: Number, places: int = 2) -> str:
    """A part of 1 as a percentage: '12.34%'."""
    return f"{number(share * 100, places)}%"


def points(share: Number, places: int = 2, signed: bool = True) -> str:
    """A difference of two parts of 1 in percentage points: '+0.64'."""
    return number(share * 100, places, signed)


def signed_pounds(pence: int) -> str:
    """Pence as exact pounds with their sign: '+£1,234.05', '−£0.05', '£0.00'."""
    sign = MINUS if pence < 0 else "+" if pence > 0 else ""
    return f"{sign}{pounds(abs(pence))}"


def value(given: object) -> str:
    """A value that went into a working, whatever it is: numbers as `number` writes them."""
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal | Fraction):
        return str(given)
    return number(given, 0 if isinstance(given, int) else 2)


def xml_text(text: str) -> str:
    """The text without the signs that XML 1.0 does not allow: control signs, surrogates."""
    return _NOT_XML.sub("", text)


def first_capital(text: str) -> str:
    """The text with a capital first, unless it begins with the name of a file."""
    return text if "." in text.split(" ")[0] else text[:1].upper() + text[1:]
