"""Delegations that lead back to whoever gave them are told once, with the round that they make."""

from datetime import date
from typing import Any

from joinedup.authority.checked import Checked
from joinedup.authority.circle_checks import circle_findings
from joinedup.authority.power_checks import all_given
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Body
from joinedup.values.finding import Finding
from tests.unit.authority.small import BODIES, DAY, LAW, passed, register

AGREED: dict[str, Any] = {"power": "agreement"}


def found(*delegations: Delegation, **others: Any) -> list[Finding]:
    checked = Checked(register(*delegations, **others), LAW, DAY)
    return list(circle_findings(checked, all_given(checked)))


def test_what_comes_back_is_a_circle_and_what_does_not_is_none() -> None:
    there = passed("a", "QAA", "trust", **AGREED)
    back = passed("b", "trust", "QAA", **AGREED)
    assert found(there) == []
    [finding] = found(back, there)
    assert (finding.rule, finding.outcome, finding.severity) == (
        "authority.circle",
        "fails",
        "should",
    )
    assert finding.subject.id == "a"
    assert "'care' is passed in a circle, from 'NHS First' to 'Test Trust' to 'NHS " in finding.why
    assert "by 'a' and 'b'" in finding.why


def test_a_circle_may_go_through_the_organs_and_officers_of_a_body() -> None:
    by_board = passed("a", "board", "trust", **AGREED)
    assert len(found(by_board, passed("b", "directors", "QAA", **AGREED))) == 1
    to_officers = passed("a", "clerk", "QAA", officers="directors")
    # The chief executive is one of the directors.
    [finding] = found(to_officers, passed("b", "chief", "clerk"))
    assert (
        "from 'Directors, NHS First' to 'Chief executive, NHS First' to 'Clerk, NHS First' to"
        in finding.why
    )
    assert found(by_board, passed("b", "directors", "QBB", **AGREED)) == []


def test_a_body_that_is_a_part_of_itself_makes_no_circle_of_delegations() -> None:
    part = Body(id="midlands", name="Midlands", kind="NHS England", part_of="midlands")
    assert found(passed("a", "midlands", "QAA", **AGREED), bodies=(*BODIES[:1], part)) == []


def test_somebody_may_pass_something_to_itself() -> None:
    assert len(found(passed("a", "committee", "committee"))) == 1


def test_two_areas_that_have_nothing_in_common_make_no_circle() -> None:
    for_first = passed("a", "QAA", "QBB", **AGREED)
    for_second = passed("b", "QBB", "QAA", area="s2", **AGREED)
    assert found(for_first, for_second) == []
    small = passed("c", "QBB", "QAA", area="n1", **AGREED)
    [finding] = found(for_first, for_second, small)
    assert "by 'a' and 'c'" in finding.why


def test_one_circle_of_two_functions_is_told_once_and_two_circles_twice() -> None:
    both: dict[str, Any] = {"functions": ("care", "specialised"), **AGREED}
    there, back = passed("a", "QAA", "trust", **both), passed("b", "trust", "QAA", **both)
    [finding] = found(there, back)
    assert "'care' and 'specialised' is passed" in finding.why
    others = passed("c", "east", "west", **AGREED), passed("d", "west", "east", **AGREED)
    assert [one.subject.id for one in found(there, back, *others)] == ["a", "c"]


def test_what_has_ended_makes_no_circle() -> None:
    ended = passed("b", "trust", "QAA", last_day=date(2026, 1, 1), **AGREED)
    assert found(passed("a", "QAA", "trust", **AGREED), ended) == []
