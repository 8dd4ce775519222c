"""Whoever is named and is not there, or is a vacant post, is told once, with all that names it."""

from datetime import date
from typing import Any

import pytest

from joinedup.authority.checked import Checked
from joinedup.authority.party_checks import party_findings
from joinedup.register.delegations import Approval
from joinedup.register.schema import Holder, Person, Practice, Register
from joinedup.values.finding import Finding
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    REGISTER,
    added,
    changed,
    delegation,
    reservation,
    with_all,
)

ENDED = date(2026, 10, 31)


def found(register: Register) -> list[Finding]:
    return list(party_findings(Checked(register, BASIS, DAY)))


def one(register: Register) -> Finding:
    [finding] = found(register)
    assert (finding.severity, finding.outcome) == ("should", "fails")
    return finding


def test_nothing_is_found_where_all_are_there() -> None:
    assert found(REGISTER) == []


@pytest.mark.parametrize(
    ("changes", "why", "mend"),
    [
        ({"last_day": ENDED}, "ended on 31 October 2026", "end the entries"),
        ({"first_day": date(2027, 1, 1)}, "is there only from 1 January 2027", "mend its days"),
        (
            {"approvals": (Approval(by="trust"),)},
            "is not approved on 1 November 2026: it lacks the approval of trust (no day is "
            "recorded)",
            "its approvals",
        ),
        ({"approvals": (Approval(by="trust", on=DAY),)}, "", ""),
        ({"last_day": DAY}, "", ""),
    ],
)
def test_a_forum_that_is_not_there_is_told_with_all_that_names_it(
    changes: dict[str, Any], why: str, mend: str
) -> None:
    register = changed(REGISTER, "forums", "committee", **changes)
    register = with_all(register, "reservations", (reservation(kept_by="committee"),))
    told = [
        (finding.subject.kind, finding.subject.id, finding.where.file, finding.why, finding.mend)
        for finding in found(register)
    ]
    assert len(told) == bool(why)
    for kind, entry, file, words, how in told:
        assert (kind, entry, file) == ("forum", "committee", "forums.yaml")
        assert words.startswith(f"committee {why}. On 1 November 2026 it, or one of its own,")
        assert words.endswith("the delegations 'd1' and 'd2' and the reservation 'kept'")
        assert mend in how


def test_a_body_that_has_ended_is_told_once_for_its_forums_and_posts_and_not_for_shared_ones() -> (
    None
):
    ended = changed(REGISTER, "bodies", "trust", last_day=ENDED)
    to = [
        delegation(f"to-{receiver}", "QBB", receiver, "agreement")
        for receiver in ("trust", "manager", "joint")
    ]
    finding = one(added(ended, "delegations", *to))
    assert (finding.subject.kind, finding.subject.id) == ("body", "trust")
    assert finding.why.startswith("trust ended on 31 October 2026. On")
    assert finding.why.endswith("in the delegations 'to-trust' and 'to-manager'")
    assert "('succeeded_by')" in finding.mend


def test_what_took_the_place_of_a_body_is_told_with_it() -> None:
    ended = changed(REGISTER, "bodies", "QBB", last_day=ENDED, succeeded_by=("QAA", "trust"))
    finding = one(added(ended, "delegations", delegation("d3", "QBB", "QAA", "agreement")))
    assert "ended on 31 October 2026; QAA and trust took on what it did. On" in finding.why
    assert "in the delegation 'd3'" in finding.why
    assert finding.mend == "end the entries, and make anew what goes on"
    # Whoever is not there yet has no successor, whatever is written.
    later = changed(ended, "bodies", "QBB", last_day=None, first_day=date(2027, 1, 1))
    finding = one(added(later, "delegations", delegation("d3", "QBB", "QAA", "agreement")))
    assert "took on" not in finding.why


def test_a_forum_that_has_ended_is_told_before_its_body() -> None:
    register = changed(REGISTER, "forums", "committee", last_day=ENDED)
    register = changed(register, "bodies", "QAA", last_day=date(2026, 9, 30))
    assert [finding.subject.id for finding in found(register)] == ["QAA", "committee"]


def test_entries_that_do_not_hold_on_the_day_name_nobody() -> None:
    register = changed(REGISTER, "forums", "committee", last_day=ENDED)
    for which in ("d1", "d2"):
        register = changed(register, "delegations", which, first_day=None, last_day=ENDED)
    kept = reservation(kept_by="committee", last_day=ENDED)
    assert found(with_all(register, "reservations", (kept,))) == []


def test_of_very_many_entries_some_are_listed_and_the_rest_counted() -> None:
    register = changed(REGISTER, "forums", "committee", last_day=ENDED)
    more = (delegation(f"m{number}", "board", "committee", "within") for number in range(9))
    assert one(added(register, "delegations", *more)).why.endswith("'m0', 'm1', 'm2' and 6 more")


def test_a_practice_that_has_closed_or_not_begun_is_named() -> None:
    practices = (
        Practice(code="P1", name="Hill", last_day=ENDED),
        Practice(code="P2", name="Dale"),
        Practice(code="P3", name="Moor", first_day=date(2027, 1, 1), last_day=date(2027, 2, 1)),
        Practice(code="P4", name="Fell", first_day=DAY, last_day=DAY),
    )
    register = with_all(REGISTER, "practices", practices)
    all_four = (delegation(f"to-{one.code}", "QBB", one.code, "agreement") for one in practices)
    told = found(added(register, "delegations", *all_four))
    assert [(one.subject.kind, one.subject.id, one.where.file) for one in told] == [
        ("practice", "P1", "practices.csv"),
        ("practice", "P3", "practices.csv"),
    ]
    assert told[0].why.startswith("Hill ended on 31 October 2026. On")
    assert told[1].why.startswith("Moor is there only from 1 January 2027. On")


def test_an_id_that_no_entry_has_is_told_where_it_is_named_first() -> None:
    finding = one(added(REGISTER, "delegations", delegation("d3", "nobody", "QBB", "agreement")))
    assert (finding.subject.kind, finding.subject.id) == ("delegation", "d3")
    assert "nobody is no body, forum or post that may have functions" in finding.why
    assert finding.mend == "name a body, forum or post of the folder"


@pytest.mark.parametrize("kept", [False, True])
def test_a_vacant_post_decides_nothing(kept: bool) -> None:
    left = (Holder(person="ann", last_day=ENDED),)
    register = changed(REGISTER, "posts", "director", holders=left)
    assert found(register) == []
    entry = "the delegation 'd3'"
    if kept:
        entry = "the reservation 'kept'"
        register = with_all(register, "reservations", (reservation(kept_by="director"),))
    else:
        register = added(register, "delegations", delegation("d3", "board", "director", "within"))
    finding = one(register)
    assert finding.rule == "authority.vacant-post"
    assert (finding.subject.kind, finding.subject.id) == ("post", "director")
    assert (finding.where.file, finding.where.column) == ("posts.yaml", "holders")
    assert finding.why == (
        "nobody holds the post of Place director, QAA on 1 November 2026, so nobody decides by "
        f"{entry}"
    )


def test_a_post_whose_holder_left_altogether_is_vacant_and_one_of_a_body_that_ended_is_gone() -> (
    None
):
    to_director = delegation("d3", "board", "director", "within")
    register = added(REGISTER, "delegations", to_director)
    assert found(register) == []
    away = with_all(register, "people", (Person(id="ann", name="Ann", last_day=ENDED),))
    assert one(away).rule == "authority.vacant-post"
    assert one(changed(away, "posts", "director", last_day=ENDED)).rule == (
        "authority.actor-not-there"
    )


@pytest.mark.parametrize(
    ("changes", "outcome", "says"),
    [
        ({"employer": "trust"}, "fails", "only those are officers of QAA who are employed by"),
        ({"employer": "trust", "seconded_to": "QAA"}, "", ""),
        ({"employer": None}, "not-known", "the register does not say who employs the holder"),
    ],
)
def test_a_post_that_names_a_class_and_is_none_of_it_is_told(
    changes: dict[str, Any], outcome: str, says: str
) -> None:
    told = found(changed(REGISTER, "people", "ann", **changes))
    assert [one.outcome for one in told] == [outcome] * bool(outcome)
    for finding in told:
        assert finding.rule == "authority.not-an-officer"
        assert (finding.subject.kind, finding.subject.id) == ("post", "director")
        assert (finding.where.file, finding.where.column) == ("posts.yaml", "officers")
        assert finding.why.startswith(
            "nothing comes to Place director, QAA as one of the class 'directors' by the "
            f"delegation 'd2': {says}"
        )


def test_the_post_of_a_member_is_of_no_class_of_officers() -> None:
    member = changed(REGISTER, "posts", "director", role="council leader")
    finding = one(member)
    assert "is that of a member, and so of no class of officers" in finding.why
    assert "take that post out of the class" in finding.mend
    ended = changed(member, "delegations", "d2", first_day=None, last_day=ENDED)
    assert found(ended) == []


def test_a_post_of_which_no_holder_was_ever_named_is_not_called_vacant() -> None:
    to_vacant = delegation("d3", "board", "vacant", "within")
    assert found(added(REGISTER, "delegations", to_vacant)) == []
