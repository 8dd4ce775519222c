"""Notices for people: counts, the first few cases, and what to do."""

import pytest

from joinedup.opendata.notices import CannotMake, Notice, counted, fault, listed, noted


def test_a_notice_tells_the_first_cases_and_counts_the_others() -> None:
    notice = Notice("Lost", tuple("abcdef"), "look", told=2)
    assert notice.lines() == "- Lost (6)\n    a\n    b\n    … and 4 more\n    to mend: look"
    assert Notice("All well").lines() == "- All well"


def test_nothing_to_say_is_no_notice() -> None:
    assert noted("Lost", ()) == ()
    assert noted("Lost", iter(["a"]))[0].examples == ("a",)


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_lists_are_written_as_people_say_them(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_numbers_go_with_their_words() -> None:
    assert counted(1, "practice") == "1 practice"
    assert counted(2000, "person", "people") == "2,000 people"


def test_why_nothing_can_be_made_is_in_the_message() -> None:
    assert str(CannotMake([fault("x", "f", "one", "m"), fault("x", "f", "two", "m")])) == "one; two"
