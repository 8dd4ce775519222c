"""What is wrong with a reservation by itself: kept for others, or for one whom nothing reaches."""

from datetime import date
from typing import Any

import pytest

from joinedup.authority.checked import Checked
from joinedup.authority.reservation_checks import reservation_findings
from joinedup.register.delegations import Delegation, Reservation
from joinedup.register.schema import Post
from joinedup.values.finding import Finding
from tests.unit.authority import hand_made
from tests.unit.authority.small import DAY, FORUMS, LAW, POSTS, forum, kept, passed, register


def found(reservation: Reservation, *delegations: Delegation, **others: Any) -> list[Finding]:
    all_of_it = register(*delegations, reservations=(reservation,), **others)
    return list(reservation_findings(Checked(all_of_it, LAW, DAY)))


def rules(reservation: Reservation, *delegations: Delegation, **others: Any) -> list[str]:
    return [one.rule for one in found(reservation, *delegations, **others)]


NOT_REACHED = ["authority.keeper-not-reached"]


@pytest.mark.parametrize("fields", [{"by": "cabinet-e"}, {"by": "board", "urgent": ("leader",)}])
def test_a_body_reserves_for_its_own_only(fields: dict[str, Any]) -> None:
    [finding] = found(kept("r", "QAA", **fields))
    assert finding.rule == "authority.reserved-to-others"
    assert "is not of NHS First" in finding.why
    assert finding.where.column == ("urgent" if "urgent" in fields else "kept_by")


@pytest.mark.parametrize("by", ["QAA", "board", "joint"])
def test_a_body_its_board_and_a_forum_that_it_shares_keep_matters(by: str) -> None:
    assert found(kept("r", "QAA", by)) == []


def test_what_is_kept_for_a_committee_reaches_it_from_the_body_or_who_acts_for_it() -> None:
    reserved = kept("r", "QAA", "committee", functions=("care", "constitution", "cares", "care"))
    [finding] = found(reserved)
    assert finding.rule == "authority.keeper-not-reached"
    assert "NHS First keeps 'care' and 'constitution' for The committee" in finding.why
    # The board may not decide what is kept, but it may pass it to the keeper; a post may neither.
    by_board = passed("d", "board", "committee")
    assert rules(kept("r", "QAA", "committee"), by_board) == []
    to_chief, by_chief = passed("d", "board", "chief"), passed("e", "chief", "committee")
    assert rules(kept("r", "QAA", "committee"), to_chief, by_chief) == NOT_REACHED
    by_body = passed("d", "QAA", "committee")
    assert rules(kept("r", "QAA", "committee"), by_body) == []
    ended = passed("d", "QAA", "committee", last_day=date(2026, 10, 31))
    assert rules(kept("r", "QAA", "committee"), ended) == NOT_REACHED


def test_what_another_body_passes_to_the_keeper_or_to_who_passes_it_on_is_not_stopped() -> None:
    """A trust keeps care for its manager, to whom a board may pass it; or for a committee."""
    law = hand_made.changed(hand_made.BASIS, "powers", "within", given_by=("NHS trust",))
    committee = hand_made.forum("own", "committee", "trust")
    begun = hand_made.added(hand_made.REGISTER, "forums", committee)
    to_manager = hand_made.delegation("d3", "QAA", "manager", "agreement")
    to_committee = hand_made.delegation("d4", "manager", "own", "within")
    for keeper, needed in (("manager", [to_manager]), ("own", [to_manager, to_committee])):
        reserved = kept("r", "trust", keeper)
        for given in ([], needed[-1:], needed):
            whole = hand_made.added(begun, "delegations", *given)
            whole = hand_made.with_all(whole, "reservations", (reserved,))
            told = [one.rule for one in reservation_findings(Checked(whole, law, DAY))]
            assert told == ([] if given == needed else NOT_REACHED)


def test_a_holder_by_law_keeps_what_it_holds() -> None:
    partnership = forum("own-partnership", "integrated care partnership", "QAA")
    others = {"forums": (*FORUMS, partnership)}
    held = kept("r", "QAA", "own-partnership", functions=("strategy",))
    assert rules(held, **others) == []
    assert rules(kept("r", "QAA", "own-partnership"), **others) == NOT_REACHED


def test_a_council_keeps_for_its_executive_what_is_the_executives() -> None:
    by_leader = kept("r", "east", "leader", functions=("social-care",))
    assert rules(by_leader) == []
    assert rules(by_leader.model_copy(update={"functions": ("licences",)})) == NOT_REACHED
    by_council = kept("r", "east", "council-e", functions=("licences",))
    assert rules(by_council) == []


def test_a_council_keeps_what_is_the_executives_for_full_council_as_its_framework() -> None:
    assert rules(kept("r", "east", "council-e", functions=("social-care",))) == []
    assert rules(kept("r", "east", "council-e", functions=("care", "social-care"))) == []
    # For a committee of it there is no such way.
    forums = {"forums": (*FORUMS, forum("own", "committee", "east", area="p1"))}
    assert rules(kept("r", "east", "own", functions=("social-care",)), **forums) == NOT_REACHED


def test_a_keeper_who_is_gone_and_a_reservation_of_other_days_are_told_elsewhere_or_not() -> None:
    gone = tuple(
        one.model_copy(update={"last_day": date(2020, 1, 1)}) if one.id == "committee" else one
        for one in FORUMS
    )
    assert rules(kept("r", "QAA", "committee"), forums=gone) == []
    assert rules(kept("r", "QAA", "committee", last_day=date(2020, 1, 1))) == []


def test_a_post_to_which_the_body_itself_delegates_keeps_matters() -> None:
    posts = (*POSTS, Post(id="deputy", name="Deputy", body="QAA"))
    assert rules(kept("r", "QAA", "deputy"), posts=posts) == NOT_REACHED
    assert rules(kept("r", "QAA", "deputy"), passed("d", "QAA", "deputy"), posts=posts) == []


def test_who_may_decide_what_is_urgent_needs_that_it_comes_to_them() -> None:
    reserved = kept("r", "QAA", "board", urgent=("chief", "committee"))
    told = found(reserved)
    assert {one.rule for one in told} == {"authority.urgent-not-reached"}
    assert [one.where.column for one in told] == ["urgent", "urgent"]
    assert "NHS First lets Chief executive, NHS First decide 'care' where it cannot" in told[0].why
    # It comes from the board, whoever it is kept for, and from others who are named.
    to_committee, to_chief = passed("d", "board", "committee"), passed("e", "committee", "chief")
    assert found(reserved, to_committee, to_chief) == []
    [only] = found(reserved.model_copy(update={"urgent": ("chief",)}), to_committee, to_chief)
    assert only.rule == "authority.urgent-not-reached"
    by_keeper = kept("r", "QAA", "committee", urgent=("chief",))
    assert found(by_keeper, to_committee, to_chief) == []
    # To the keeper it comes only from whom nothing stops.
    by_chief = passed("d", "board", "chief"), passed("e", "chief", "committee")
    assert rules(by_keeper, *by_chief) == NOT_REACHED
    assert rules(kept("r", "QAA", "board", urgent=("QAA", "board"))) == []
