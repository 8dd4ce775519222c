from datetime import date

import pytest

from joinedup.values.dates import (
    Period,
    day_from_text,
    day_in_words,
    financial_year,
    year_in_words,
    year_of,
)


def test_days_and_years_in_words():
    assert day_in_words(date(2018, 8, 6)) == "6 August 2018"
    assert year_in_words("2025-26") == "2025/26"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025-26", "2025-26"),
        ("2025/26", "2025-26"),
        (" 2025 – 2026 ", "2025-26"),
        ("1999-00", "1999-00"),
        ("1999-2000", "1999-00"),
    ],
)
def test_financial_year(text, year):
    assert financial_year(text) == year


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-27", "2025-1926", "25-26", "2025-26-27", "２０２５-26"]
)
def test_what_is_no_financial_year(text):
    with pytest.raises(ValueError, match="write it like 2025-26"):
        financial_year(text)


def test_a_day_from_text():
    assert day_from_text(" 2026-01-31 ") == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20260131",
        "2026-W05-6",
        "2026-02-30",
        "0000-01-01",
        "31-01-2026",
        "2026-1-31",
        "２０２６-01-31",
        "2026-01-31T00:00",
    ],
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError, match="write it like 2026-01-31"):
        day_from_text(text)


FIRST, LAST = date(2022, 7, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("period", "day", "included"),
    [
        (Period(FIRST, LAST), FIRST, True),
        (Period(FIRST, LAST), LAST, True),
        (Period(FIRST, LAST), date(2022, 6, 30), False),
        (Period(FIRST, LAST), date(2026, 4, 1), False),
        (Period(None, LAST), date(1948, 7, 5), True),
        (Period(FIRST, None), date(2099, 1, 1), True),
        (Period(), date(2000, 1, 1), True),
    ],
)
def test_a_period_includes_both_its_ends(period, day, included):
    assert period.includes(day) is included


def test_a_period_is_told_as_far_as_it_is_bounded():
    assert Period(FIRST, LAST).in_words() == "from 1 July 2022 to 31 March 2026"
    assert Period(FIRST, None).in_words() == "from 1 July 2022"
    assert Period(None, LAST).in_words() == "to 31 March 2026"
    assert Period().in_words() == ""


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2099, 12, 31), "2099-00"),
    ],
)
def test_the_year_of_a_day_begins_in_april(day, year):
    assert year_of(day) == year == financial_year(year)
