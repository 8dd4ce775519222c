"""What people ask of a page in its address."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.money.allocation import Question
from joinedup.values.pence import Pence
from joinedup.web.questions import LARGEST, checks_asked, day_asked, pot_asked, search_asked

YEARS, FORMULAS = ["2025-26", "2024-25"], ["core", "primary-medical"]
TODAY = date(2026, 3, 1)


def ask(default: int | None = None, **given: str):
    return pot_asked(given, YEARS, FORMULAS, None if default is None else Pence(default))


def test_nothing_asked_is_the_latest_year_by_place_without_pounds() -> None:
    asked = ask()
    assert asked.question == Question(Pence(0), "2025-26", "place", "core")
    assert not asked.has_pot
    assert asked.pot == ""


def test_the_streams_are_the_pot_unless_another_is_typed() -> None:
    assert ask(451200000050).pot == "4,512,000,000.50"
    assert ask(451200000000).pot == "4,512,000,000"
    assert ask(451200000000).question == Question(Pence(451200000000), "2025-26")
    assert ask(451200000000, pot="£1.25m").question == Question(Pence(125000000), "2025-26")


def test_an_empty_pot_shows_shares_only() -> None:
    asked = ask(100, pot=" ")
    assert not asked.has_pot
    assert asked.question == Question(Pence(0), "2025-26")


@pytest.mark.parametrize(
    "pot",
    ["abc", "1.005", "-1", "1e999999", "9" * 31, "1_000", "nan", "£1,000,000,000,001", "１２x"],
)
def test_a_pot_that_is_none_is_a_fault_and_the_answer_is_kept(pot: str) -> None:
    asked = ask(pot=pot, by="neighbourhood")
    assert asked.question is None
    assert [fault.field for fault in asked.faults] == ["pot"]
    assert asked.pot == pot
    assert asked.by == "neighbourhood"


def test_every_fault_is_told_at_once() -> None:
    asked = ask(pot="x", year="1999-00", by="street", formula="magic")
    assert {fault.field for fault in asked.faults} == {"pot", "year", "by", "formula"}
    assert asked.faults[0].field == "pot"


@given(st.text(max_size=40))
def test_no_pot_breaks_the_page(pot: str) -> None:
    asked = ask(pot=pot)
    assert (asked.question is None) == bool(asked.faults)
    assert asked.question is None or 0 <= asked.question.pot <= LARGEST


@pytest.mark.parametrize(
    ("given_", "on"),
    [
        ({}, TODAY),
        ({"on": "2026-01-31"}, date(2026, 1, 31)),
        ({"day": "31", "month": "1", "year": "2026"}, date(2026, 1, 31)),
        ({"day": "", "month": " ", "year": ""}, TODAY),
    ],
)
def test_a_day(given_: dict[str, str], on: date) -> None:
    asked = day_asked(given_, TODAY)
    assert asked.on == on
    assert (asked.day, asked.month, asked.year) == (str(on.day), str(on.month), str(on.year))


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"on": "31 January"}, "written like 2026-01-31"),
        ({"on": "20260131"}, "written like 2026-01-31"),
        ({"on": "2026-W05-6"}, "written like 2026-01-31"),
        ({"day": "31"}, "must include a month and a year"),
        ({"day": "31", "month": "2", "year": "2026"}, "a real one"),
        ({"day": "1", "month": "May", "year": "2026"}, "must be numbers"),
        ({"day": "1", "month": "²", "year": "2026"}, "must be numbers"),
        ({"day": "1", "month": "1", "year": "0"}, "a real one"),
    ],
)
def test_a_day_that_is_none(given_: dict[str, str], words: str) -> None:
    asked = day_asked(given_, TODAY)
    assert asked.on is None
    assert asked.fault is not None
    assert words in asked.fault.text
    if "day" in given_:
        assert asked.day == given_["day"]


def test_checks_may_be_asked_by_a_pack_and_as_if() -> None:
    plain = checks_asked({}, TODAY, ["act"], ["bill"])
    assert (plain.day.on, plain.only, plain.as_if, plain.faults) == (TODAY, "", "", ())
    asked = checks_asked({"pack": "act", "as-if": " bill "}, TODAY, ["act"], ["bill"])
    assert (asked.only, asked.as_if, asked.faults) == ("act", "bill", ())
    wrong = checks_asked({"on": "x", "pack": "bill", "as-if": "act"}, TODAY, ["act"], [])
    assert [fault.field for fault in wrong.faults] == ["on-day", "pack", "as-if"]
    assert "none is held" in wrong.faults[2].text


@pytest.mark.parametrize(
    ("given", "text", "faults"),
    [
        ({}, "", 0),
        ({"q": ""}, "", 1),
        ({"q": " \0 "}, "", 1),
        ({"q": " two \t words\0"}, "two words", 0),
        ({"q": "x" * 200}, "x" * 200, 0),
        ({"q": "x" * 201}, "x" * 200, 1),
    ],
)
def test_a_search_is_tidied(given: dict[str, str], text: str, faults: int) -> None:
    asked = search_asked(given)
    assert (asked.text, len(asked.faults)) == (text, faults)
