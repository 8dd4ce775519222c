"""Whoever passes something on has it: the function, for the area, by then, and with leave."""

from datetime import date
from typing import Any

import pytest

from joinedup.authority.checked import Checked
from joinedup.authority.giver_checks import Givers
from joinedup.authority.power_checks import all_given
from joinedup.register.delegations import Approval, Delegation
from joinedup.register.schema import Body
from joinedup.values.finding import Finding
from tests.unit.authority.small import BODIES, DAY, LAW, directed, kept, passed, register

SOCIAL: dict[str, Any] = {"functions": ("social-care",), "power": "council-scheme"}
AGREED: dict[str, Any] = {"power": "agreement"}


def found(*delegations: Delegation, on: date = DAY, **others: Any) -> list[Finding]:
    checked = Checked(register(*delegations, **others), LAW, on)
    givers = Givers(checked)
    return [one for given in all_given(checked) for one in givers.findings(given)]


def rules(*delegations: Delegation, **others: Any) -> list[tuple[str, str]]:
    """Rule and delegation of each finding."""
    return [
        (one.rule.removeprefix("authority."), one.subject.id)
        for one in found(*delegations, **others)
    ]


def only(*delegations: Delegation, **others: Any) -> tuple[str, str]:
    """Rule and words of the one finding that there is."""
    [finding] = found(*delegations, **others)
    assert finding.mend
    return finding.rule.removeprefix("authority."), finding.why


def bodies(id: str, **changes: Any) -> tuple[Body, ...]:
    return tuple(one.model_copy(update=changes) if one.id == id else one for one in BODIES)


BY_BOARD = passed("d", "board", "committee")


def test_holders_organs_and_those_who_received_it_have_what_they_pass() -> None:
    assert found(passed("d", "QAA", "committee"), BY_BOARD) == []
    assert found(BY_BOARD, passed("e", "committee", "place-1", area="p1")) == []
    assert (
        found(passed("d", "board", "QAA", officers="directors"), passed("e", "chief", "clerk"))
        == []
    )


def test_a_board_whose_only_delegation_waits_for_an_approval_has_what_it_will_pass() -> None:
    assert found(passed("d", "board", "committee", approvals=(Approval(by="QBB"),))) == []


def test_a_giver_to_whom_nothing_leads_has_nothing_to_pass() -> None:
    rule, why = only(passed("d", "committee", "clerk"))
    assert rule == "giver-without-function"
    assert "The committee is not shown to have 'care' for First system on 1 November 2026" in why
    once = passed("e", "board", "committee", first_day=date(2020, 1, 1), last_day=date(2021, 1, 1))
    assert rules(once, passed("d", "committee", "clerk")) == [("giver-without-function", "d")]
    # What no power supports leads nowhere.
    by_contract = passed("e", "QAA", "committee", power="contract")
    assert rules(by_contract, passed("d", "committee", "clerk")) == [
        ("giver-without-function", "d")
    ]


def test_functions_that_fail_alike_are_told_together() -> None:
    three = passed("d", "committee", "clerk", functions=("care", "plan", "old"))
    whys = [one.why for one in found(three)]
    assert len(whys) == 2
    assert "'care' and 'plan'" in whys[0]


def test_what_no_power_supports_is_not_asked_of_its_giver() -> None:
    assert found(passed("d", "trust", "clerk", power="within")) == []


def test_a_giver_that_is_not_there_is_not_asked() -> None:
    ended = bodies("QAA", last_day=date(2026, 1, 1))
    assert found(BY_BOARD, bodies=ended) == []


def test_an_area_outside_that_of_the_giver() -> None:
    rule, why = only(passed("d", "QAA", "trust", area="land", **AGREED))
    assert rule == "area-outside"
    assert "it is for Land, and NHS First has 'care' only for First system" in why
    narrow = passed("d", "board", "committee", area="p1")
    rule, why = only(
        narrow, passed("e", "committee", "clerk", area="n1"), passed("f", "committee", "clerk")
    )
    assert rule == "area-outside"
    assert "First system, and The committee has 'care' only for First place" in why


def test_an_area_made_of_those_of_several_givers_needs_each() -> None:
    areas = register().areas
    joined = tuple(
        one.model_copy(update={"made_of": ("p1", "p2")}) if one.id == "s1" else one for one in areas
    )
    to = {"power": "in-common", "functions": ("social-care",), "area": "s1"}
    both = passed("d", ("east", "west"), "common", **to)
    one = passed("d", ("east",), "common", **to)
    assert "has 'social-care' only for First place" in only(one, areas=areas, forums=COMMON)[1]
    assert found(both, areas=joined, forums=COMMON) == []
    rule, why = only(one, areas=joined, forums=COMMON)
    assert rule == "area-outside"
    assert "it is for Second place, and East Council has 'social-care' only for First place" in why


COMMON = tuple(
    one.model_copy(update={"owners": ("east", "west")}) if one.id == "common" else one
    for one in register().forums
)


def test_nobody_holds_it_for_the_area() -> None:
    rule, why = only(passed("d", "committee", "clerk", area="land"))
    assert rule == "giver-without-function"
    assert "nobody holds 'care' for Land on 1 November 2026" in why
    ended = passed("d", "board", "committee", functions=("old",))
    assert "nobody holds 'old' for First system" in only(ended)[1]


def test_a_holder_whose_area_is_not_said_is_not_known_and_a_council_told_elsewhere() -> None:
    of_other = passed("d", "QBB", "trust", area="s2", **AGREED)
    [finding] = found(of_other, bodies=bodies("QBB", area=None))
    assert (finding.rule, finding.outcome) == ("authority.area-not-said", "not-known")
    of_council = passed("d", "west", "council-w", area="p2", **SOCIAL)
    assert found(of_council, bodies=bodies("west", area=None)) == []


def test_joint_holders_each_pass_their_own_and_partners_must_be_said() -> None:
    jointly: dict[str, Any] = {"power": "in-common", "functions": ("plan",)}
    assert found(passed("d", "QAA", "common", **jointly)) == []
    [finding] = found(
        passed("d", "QAA", "common", **jointly), bodies=bodies("trust", partner_of=())
    )
    assert (finding.rule, finding.outcome) == ("authority.partners-not-said", "not-known")
    assert "together with NHS First" in finding.why


def test_a_giver_that_has_it_only_later() -> None:
    later = passed("e", "board", "committee", first_day=date(2027, 4, 1))
    rule, why = only(later, passed("d", "committee", "clerk"))
    assert rule == "giver-not-yet"
    assert "The committee has 'care' for First system only from 1 April 2027" in why
    begins = bodies("QAA", first_day=date(2027, 1, 1))
    # The body is not there yet: that is told by itself.
    assert found(BY_BOARD, bodies=begins) == []


def test_what_began_before_its_giver_had_it() -> None:
    upper = passed("e", "board", "committee", first_day=date(2025, 4, 1))
    rule, why = only(upper, passed("d", "committee", "clerk", first_day=date(2024, 4, 1)))
    assert rule == "before-its-giver"
    assert "hold from 1 April 2024, and The committee had 'care' only from 1 April 2025" in why
    # That it had it for a part before does not count; and two that began too soon are told both.
    part = passed("g", "board", "committee", area="n1", first_day=date(2024, 1, 1))
    early = [passed(id, "committee", "clerk", first_day=date(2024, 4, 1)) for id in ("d", "f")]
    assert rules(upper, part, *early) == [("before-its-giver", "d"), ("before-its-giver", "f")]
    approved = Approval(by="trust", on=date(2025, 4, 1))
    in_time = passed("d", "committee", "clerk", first_day=date(2024, 4, 1), approvals=(approved,))
    assert found(upper, in_time) == []
    assert found(upper, passed("d", "committee", "clerk", first_day=date(2025, 4, 1))) == []
    # Where it is not said since when it holds, or when the giver had it, nothing is told.
    assert found(upper, passed("d", "committee", "clerk")) == []
    earlier = passed(
        "f", "board", "committee", first_day=date(2024, 1, 1), last_day=date(2025, 1, 1)
    )
    assert (
        found(upper, earlier, passed("d", "committee", "clerk", first_day=date(2024, 4, 1))) == []
    )


def test_a_holder_that_began_after_its_delegation() -> None:
    begun = bodies("QAA", first_day=date(2022, 7, 1))
    early = passed("d", "QAA", "committee", first_day=date(2020, 1, 1))
    rule, why = only(early, bodies=begun)
    assert rule == "before-its-giver"
    assert "NHS First had 'care' only from 1 July 2022" in why


def test_what_was_only_reserved_once_is_not_told() -> None:
    once = kept("r", "QAA", "committee", last_day=date(2026, 1, 1))
    early = passed("d", "board", "committee", first_day=date(2025, 1, 1))
    assert found(early, reservations=(once,)) == []


def test_what_may_not_be_passed_on() -> None:
    below = passed("d", "committee", "clerk")
    rule, why = only(passed("e", "board", "committee", onward="no"), below)
    assert rule == "onward-forbidden"
    assert "The committee has 'care' by 'e', and what it passes may not be passed on" in why
    outward = {"onward": "within the body", **AGREED}
    upper = passed("e", "QAA", "trust", **outward)
    assert (
        "passed on within Test Trust only" in only(upper, passed("d", "trust", "QBB", **AGREED))[1]
    )
    assert found(upper, passed("d", "directors", "trust-committee", power="scheme")) == []


def test_what_may_be_passed_on_with_consent_only() -> None:
    upper = passed("e", "QAA", "trust", onward="with consent", **AGREED)
    assert (
        "only with the consent of NHS First"
        in only(upper, passed("d", "trust", "QBB", **AGREED))[1]
    )
    consent = (Approval(by="QAA", on=DAY),)
    assert found(upper, passed("d", "trust", "QBB", approvals=consent, **AGREED)) == []


def test_the_delegation_that_forbids_it_may_stand_further_up() -> None:
    upper = passed("e", "QAA", "trust", onward="within the body", **AGREED)
    middle = passed("f", "trust", "trust-committee", power="scheme", onward="yes")
    rule, why = only(upper, middle, passed("d", "trust-committee", "QBB", **AGREED))
    assert rule == "onward-forbidden"
    assert "by 'e', and what it passes may be passed on within Test Trust only" in why


def test_a_direction_suspends_without_a_finding_and_may_bar_delegation() -> None:
    order = directed("o", "QAA")
    assert found(BY_BOARD, directions=(order,)) == []
    named = directed("o", "QAA", exercised_by="QBB", area="s1", bars_delegation="yes")
    rule, why = only(passed("d", "QBB", "trust", **AGREED), directions=(named,))
    assert rule == "onward-forbidden"
    assert (
        "NHS Second has 'care' by 'o', and NHS Second is directed to exercise this, and barred"
        in why
    )
    # To a post of the body: the post alone ceases.
    chief = passed("e", "board", "chief")
    by_chief = passed("d", "chief", "clerk")
    assert found(chief, by_chief, directions=(directed("o", "chief"),)) == []


def test_a_reserved_matter_is_not_passed() -> None:
    rule, why = only(BY_BOARD, reservations=(kept("r", "QAA", "board"),))
    assert rule == "reserved"
    assert "by 'r' another than The committee keeps 'care'" in why
    # Kept for the committee it is the board's to pass on to it, though not to decide.
    to_committee = kept("r", "QAA", "committee")
    assert found(BY_BOARD, reservations=(to_committee,)) == []
    by_chief = (passed("c", "QAA", "chief"), passed("d", "chief", "committee"))
    whys = [one.why for one in found(*by_chief, reservations=(to_committee,))]
    assert any("does not have it, as by 'r' another than" in why for why in whys)
    assert found(passed("d", "QAA", "committee"), reservations=(to_committee,)) == []
    for fine in (
        kept("r", "QAA", "board", above="£5m"),
        kept("r", "QAA", "board", functions=("plan",)),
    ):
        assert found(BY_BOARD, reservations=(fine,)) == []


def test_exclusive_means_that_nobody_else_has_it_from_the_giver() -> None:
    exclusive = passed("d", "QAA", "trust", mode="exclusive", **AGREED)
    twice = passed("e", "QAA", "QBB", area="n1", mode="exclusive", **AGREED)
    assert rules(exclusive, twice) == [("exclusive-twice", "d"), ("exclusive-twice", "e")]
    beside = passed("f", "QAA", "QBB", **AGREED)
    rule, why = only(exclusive, beside)
    assert rule == "given-exclusively"
    assert "exclusively to Test Trust by 'd'" in why
    elsewhere = passed("f", "QAA", "QBB", area="p2", **AGREED)
    assert (
        found(passed("d", "QAA", "trust", area="n1", mode="exclusive", **AGREED), elsewhere) == []
    )


CAPPED = passed("e", "board", "committee", cap="£1,000")


def test_a_cap_above_that_of_the_giver() -> None:
    rule, why = only(CAPPED, passed("d", "committee", "clerk", cap="£1,001"))
    assert rule == "cap-above-own"
    assert "comes to £1,001" in why and "only up to £1,000" in why and "by 'e'" in why
    assert found(CAPPED, passed("d", "committee", "clerk", cap="£1,000")) == []
    assert found(CAPPED, passed("d", "committee", "clerk")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"cap": "£2,000"},
        {"cap": ""},
        {"cap": "£500 a year"},
        {"cap": "£1 per 1,000 residents"},
        {"cap": "£500", "cap_basis": "whole life with VAT"},
    ],
)
def test_where_the_giver_may_decide_more_or_caps_cannot_be_compared(other: dict[str, Any]) -> None:
    beside = passed("f", "board", "committee", **other)
    assert found(CAPPED, beside, passed("d", "committee", "clerk", cap="£1,500")) == []


def test_smaller_caps_beside_the_largest_do_not_count() -> None:
    beside = passed("f", "board", "committee", cap="£10")
    upper = [CAPPED, beside]
    for order in (upper, upper[::-1]):
        assert "by 'e'" in only(*order, passed("d", "committee", "clerk", cap="£1,500"))[1]


def test_caps_of_one_span_only_are_compared_and_organs_have_that_of_their_body() -> None:
    yearly = passed("d", "committee", "clerk", cap="£9,000 a year")
    assert found(CAPPED, yearly) == []
    to_trust = passed("e", "QAA", "trust", cap="£1,000", onward="yes", **AGREED)
    by_board = passed("d", "directors", "trust-committee", power="scheme", cap="£2,000")
    assert "The directors has 'care' only up to £1,000" in only(to_trust, by_board)[1]


def test_a_body_that_is_a_part_of_itself_is_no_endless_question() -> None:
    circle = bodies("midlands", part_of="midlands", kind="NHS England")
    by_it = passed("d", "midlands", "QAA", functions=("specialised",), cap="£1", **AGREED)
    assert found(by_it, bodies=circle) == []
