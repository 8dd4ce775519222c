"""How numbers and words are written on pages."""

from decimal import Decimal
from fractions import Fraction

import pytest

from joinedup.layout import writing
from joinedup.layout.jinja import breakable


@pytest.mark.parametrize(
    ("value", "places", "signed", "written"),
    [
        (1000, 0, False, "1,000"),
        (0, 0, True, "0"),
        (3, 0, True, "+3"),
        (-3, 0, True, "−3"),
        (-0.001, 2, True, "0.00"),
        (Decimal("1234.5678"), 2, False, "1,234.57"),
        (Fraction(1, 3), 3, False, "0.333"),
        (0.1 + 0.2, 1, False, "0.3"),
        (10**20, 0, False, "100,000,000,000,000,000,000"),
    ],
)
def test_numbers(value: writing.Number, places: int, signed: bool, written: str) -> None:
    assert writing.number(value, places, signed) == written


def test_parts_of_a_whole() -> None:
    assert writing.per_cent(Fraction(1, 8)) == "12.50%"
    assert writing.points(Fraction(1, 160)) == "+0.62"
    assert writing.points(Fraction(-1, 100), signed=False) == "−1.00"


def test_pounds_carry_their_sign() -> None:
    assert writing.signed_pounds(123405) == "+£1,234.05"
    assert writing.signed_pounds(-5) == "−£0.05"
    assert writing.signed_pounds(0) == "£0.00"


def test_what_went_into_a_working() -> None:
    assert writing.value(1234) == "1,234"
    assert writing.value(2.5) == "2.50"
    assert writing.value("core") == "core"
    assert writing.value(True) == "True"


def test_a_sentence_begins_with_a_capital_but_a_file_keeps_its_name() -> None:
    assert writing.first_capital("not known: nothing") == "Not known: nothing"
    assert writing.first_capital("need.csv has B1") == "need.csv has B1"
    assert writing.first_capital("") == ""


def test_long_names_may_be_broken_and_are_escaped() -> None:
    assert breakable("a/b_<c>.csv") == "a/<wbr>b_<wbr>&lt;c&gt;.<wbr>csv"


def test_what_xml_does_not_allow_is_left_out() -> None:
    assert writing.xml_text("a\x00\x1b\ud800\ufffeb") == "ab"
    assert writing.xml_text("é £\t\n\U0001f600") == "é £\t\n\U0001f600"
