"""Words that several pages say in the same way."""

import pytest

from joinedup.web.presenters import words


def test_counting() -> None:
    assert words.counted(1, "practice") == "1 practice"
    assert words.counted(1200, "practice") == "1,200 practices"
    assert words.in_words(5, "place") == "five places"
    assert words.in_words(1, "area is", "areas are") == "one area is"
    assert words.in_words(12, "place") == "12 places"


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_listing(names: list[str], said: str) -> None:
    assert words.listed(names) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(4438, "4,438"), (667699, "668,000"), (999949, "1,000,000"), (2707693, "2.7 million")],
)
def test_people(count: float, said: str) -> None:
    assert words.people(count) == said


def test_moved_pounds() -> None:
    assert words.moved_pounds(4156103085) == "+£41.6 million"
    assert words.moved_pounds(-100031842) == "−£1 million"
    assert words.moved_pounds(0) == "£0"
