"""Words that several pages say in the same way."""

import pytest

from joinedup.values.finding import Finding, Outcome, Severity, Subject, Where
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


def test_of_very_many_the_first_are_listed_and_the_others_counted() -> None:
    names = [f"N{one}" for one in range(1_014)]
    assert words.some(names[:13]) == words.listed(names[:13])
    assert words.some(names[:14]) == f"{', '.join(names[:12])} and 2 others"
    assert words.some(names).endswith("N11 and 1,002 others")


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


def finding(outcome: Outcome, severity: Severity) -> Finding:
    return Finding("a", severity, outcome, Subject("place", "x"), Where("x.csv"), "why", "mend")


def test_how_findings_came_out() -> None:
    must, should = finding("fails", "must"), finding("fails", "should")
    unknown = finding("not-known", "must")
    assert words.outcomes([must, should, unknown]) == (
        "2 findings fail (1 of them a must), and 1 is not known"
    )
    assert words.outcomes([should]) == "1 finding fails (none of them a must), and 0 are not known"
    assert words.outcomes([unknown]) == "0 findings fail, and 1 is not known"
