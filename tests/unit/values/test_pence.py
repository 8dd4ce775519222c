from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.values.pence import (
    LARGEST,
    amounts_in_full,
    pounds,
    pounds_in_text,
    pounds_to_pence,
    split,
)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("4512000000", 451_200_000_000),
        ("£4,512,000,000.50", 451_200_000_050),
        ("£1.25m", 125_000_000),
        ("£500k", 50_000_000),
        ("£1.5K", 150_000),
        ("2 thousand", 200_000),
        ("0.001k", 100),
        ("3bn", 300_000_000_000),
        (" 1 million ", 100_000_000),
        ("0.005 billion", 500_000_000),
        ("7.5", 750),
        ("-£0.05", -5),
        ("0", 0),
        ("1000000000000000", LARGEST),
    ],
)
def test_pounds_as_people_type_them(text, pence):
    assert pounds_to_pence(text) == pence


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not an amount of money"),
        ("lots", "not an amount of money"),
        ("£", "not an amount of money"),
        ("nan", "not an amount of money"),
        ("1e9", "not an amount of money"),
        ("1e999999999", "not an amount of money"),
        ("٣", "not an amount of money"),
        ("4,5bn", "not an amount of money"),
        ("9" * 5000, "not an amount of money"),
        ("1.005", "may be meant as 1 or as 1,005; write a comma between thousands"),
        ("-£100.000", "may be meant as 100 or as 100,000; write a comma"),
        ("1.0005", "part of a penny"),
        ("0.001", "part of a penny"),
        ("0.010", "more than two digits of pence"),
        ("1.0000", "more than two digits of pence"),
        ("1000.500", "more than two digits of pence"),
        ("1,000.500", "more than two digits of pence"),
        ("0.000000000001bn", "part of a penny"),
        ("12345678901234567890123456789.01", "more than £1,000,000 billion"),
        ("-1000000000000000.01", "more than £1,000,000 billion"),
    ],
)
def test_what_is_no_amount_is_said_plainly(text, why):
    with pytest.raises(ValueError, match=why):
        pounds_to_pence(text)


@given(st.integers(-LARGEST, LARGEST))
def test_pounds_written_and_read_again_are_the_same(pence):
    assert pounds_to_pence(pounds(pence)) == pence


@pytest.mark.parametrize(
    ("pence", "exact", "in_text"),
    [
        (0, "£0.00", "£0"),
        (5, "£0.05", "£0.05"),
        (-5, "-£0.05", "-£0.05"),
        (123_405, "£1,234.05", "£1,234"),
        (94_000, "£940.00", "£940"),
        (120_000_000, "£1,200,000.00", "£1.2 million"),
        (99_999_949, "£999,999.49", "£999,999"),
        (99_999_951, "£999,999.51", "£1 million"),
        (99_994_000_000, "£999,940,000.00", "£999.9 million"),
        (99_996_000_000, "£999,960,000.00", "£1 billion"),
        (451_234_567_890, "£4,512,345,678.90", "£4.51 billion"),
        (-1_000_000_000_000, "-£10,000,000,000.00", "-£10 billion"),
    ],
)
def test_pounds_in_tables_and_in_sentences(pence, exact, in_text):
    assert (pounds(pence), pounds_in_text(pence)) == (exact, in_text)


def split_naively(total, parts):
    """Hand out whole pence one at a time, each to the part that is furthest below its due."""
    given_out = {name: int(due // 1) for name, due in parts.items()}
    while sum(given_out.values()) < total:
        furthest = max(due - given_out[name] for name, due in parts.items())
        first = min(name for name, due in parts.items() if due - given_out[name] == furthest)
        given_out[first] += 1
    return given_out


@st.composite
def totals_and_parts(draw):
    """A total and parts that add up to it; small denominators, so that there are many ties."""
    names = draw(st.lists(st.text("abcd", min_size=1, max_size=3), unique=True, min_size=1))
    fractions = st.fractions(-50, 50, max_denominator=6)
    parts = {name: draw(fractions) for name in names}
    total = draw(st.integers(-100, 10**15))
    parts[names[0]] += total - sum(parts.values())
    return total, parts


@given(totals_and_parts())
def test_split_is_as_the_naive_one_sums_and_moves_no_part_by_a_penny(case):
    total, parts = case
    pence = split(total, parts)
    assert pence == split_naively(total, parts)
    assert sum(pence.values()) == total
    assert all(abs(pence[name] - due) < 1 for name, due in parts.items())
    assert split(total, dict(reversed(parts.items()))) == pence


def test_of_equal_remainders_the_first_name_wins():
    third = Fraction(100, 3)
    assert split(100, {"c": third, "b": third, "a": third}) == {"a": 34, "b": 33, "c": 33}
    assert split(-1, {"b": Fraction(-1, 2), "a": Fraction(-1, 2)}) == {"a": 0, "b": -1}
    assert split(0, {}) == {}


@pytest.mark.parametrize("parts", [{}, {"a": Fraction(1, 2)}, {"a": Fraction(1), "b": Fraction(1)}])
def test_parts_that_are_not_the_total_cannot_be_split(parts):
    with pytest.raises(ValueError, match="do not add up"):
        split(1, parts)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("up to £5m a year", "up to £5,000,000 a year"),
        ("above £1.25 million for Board 5m", "above £1,250,000 for Board 5m"),
        ("£50k per 100,000 residents", "£50,000 per 100,000 residents"),
        ("£2BN; else £0.0001m", "£2,000,000,000; else £100"),
        ("for the £0.000000001m Club", "for the £0.000000001m Club"),
        ("up to £250,000, 5% of core, no cap", "up to £250,000, 5% of core, no cap"),
    ],
)
def test_short_amounts_in_a_text_are_written_in_full(text: str, full: str) -> None:
    assert amounts_in_full(text) == full
