"""Bodies are told apart from those through whom they act; what is held jointly, by its holders."""

from typing import Any

import pytest

from joinedup.authority.act import Act, Actor
from joinedup.authority.near_answers import (
    is_joint,
    together,
    why_nobody,
    why_through_nobody,
)
from joinedup.authority.scheme import Scheme
from joinedup.authority.who_can import Apart, deciders, told_apart
from tests.unit.authority.small import (
    FORUMS,
    POSTS,
    act,
    body,
    forum,
    kept,
    meeting,
    officers,
    passed,
    post,
    scheme,
)

#: Neither the meeting of all members nor the cabinet may decide, and the leader's post is vacant.
NOBODY_OF_EAST: dict[str, Any] = {
    "posts": tuple(one.model_copy(update={"holders": ()}) for one in POSTS if one.id != "leader"),
    "forums": tuple(one for one in FORUMS if one.id != "cabinet-e"),
}


def apart(one: Scheme, matter: Act) -> Apart:
    """Those who may decide, told apart; all of them are told once."""
    may = deciders(one, matter)
    found = told_apart(one, matter, may)
    told = (*found.deciding, *found.through_others, *found.through_nobody)
    assert sorted(told) == sorted(may)
    return found


def test_a_body_is_told_apart_from_its_organ() -> None:
    found = apart(scheme(), act())
    assert found == Apart((meeting("board"),), through_others=frozenset((body("QAA"),)))
    assert found.how(body("QAA")) == "through others"
    assert found.how(meeting("board")) == "itself"
    assert found.as_json() == {"through_others": ["QAA"], "through_nobody": []}


@pytest.mark.parametrize(
    ("to", "actor"),
    [
        ("committee", meeting("committee")),
        ("clerk", post("clerk")),
        ("QAA", officers("QAA", "directors")),
    ],
)
def test_a_body_acts_through_any_of_its_own(to: str, actor: Actor) -> None:
    given = passed("d", "QAA", to, officers=actor.officers)
    without_board = tuple(one for one in FORUMS if one.id != "board")
    found = apart(scheme(given, forums=without_board), act())
    assert actor in found.deciding
    assert found.through_others == {body("QAA")}


def test_a_body_whose_parts_act_for_it_is_told_by_them() -> None:
    found = apart(scheme(), act("specialised"))
    assert found.deciding == (body("midlands"),)
    assert found.through_others == {body("england")}
    # Of the part the law names nobody who acts for it.
    assert found.not_said == {body("midlands")}


def test_a_body_through_whose_organs_nobody_may_decide_is_no_decider() -> None:
    one = scheme(**NOBODY_OF_EAST)
    found = apart(one, act("social-care"))
    assert found.deciding == ()
    assert found.through_nobody == (body("east"),)
    assert found.how(body("east")) == "through nobody"
    reasons = why_through_nobody(one, act("social-care"), found.through_nobody)
    assert [reason.rule for reason in reasons] == ["executive-function"]


def test_an_organ_of_another_model_is_told_only_where_nothing_else_is() -> None:
    """The cabinet of a council with committees acts in nothing; the full council is stopped."""
    reserved = kept("r", "west", "nobody", functions=("social-care",))
    cabinet = forum("cabinet-w", "cabinet", "west", area="p2")
    one = scheme(reservations=(reserved,), forums=(*FORUMS, cabinet))
    matter = act("social-care", area="p2")
    assert apart(one, matter).through_nobody == (body("west"),)
    rules = {reason.rule for reason in why_through_nobody(one, matter, [body("west")])}
    assert "reserved" in rules
    assert "other-model" not in rules
    without = tuple(some for some in FORUMS if some.id != "council-w")
    alone = scheme(forums=(*without, cabinet))
    rules = {reason.rule for reason in why_through_nobody(alone, matter, [body("west")])}
    assert "not-the-executive" in rules


def test_a_body_of_which_nobody_is_said_to_act_stays_with_those_who_may() -> None:
    forums = tuple(one for one in FORUMS if one.id != "directors")
    found = apart(scheme(forums=forums), act("services"))
    assert found == Apart((body("trust"),), not_said=frozenset((body("trust"),)))


def test_who_acts_is_asked_of_the_day() -> None:
    gone = tuple(
        one.model_copy(update={"last_day": act().on.replace(year=2025)})
        if one.id == "directors"
        else one
        for one in FORUMS
    )
    assert apart(scheme(forums=gone), act("services")).not_said == {body("trust")}


def test_what_is_held_jointly_is_told_by_those_who_hold_it_and_who_acts_for_each() -> None:
    one = scheme()
    assert is_joint(one, act("plan"))
    assert [(reason.rule, reason.text) for reason in together(one, act("plan"))] == [
        ("its-part", "NHS First decides its part through The board."),
        ("its-part", "Test Trust decides its part through The directors."),
    ]
    assert why_nobody(one, act("plan")) == together(one, act("plan"))
    assert not is_joint(one, act())
    assert together(one, act()) == ()


def test_of_one_who_holds_it_jointly_and_nobody_acts_for_the_reasons_are_told() -> None:
    reserved = kept("r", "trust", "trust-committee", functions=("plan",))
    rules = [reason.rule for reason in together(scheme(reservations=(reserved,)), act("plan"))]
    assert rules[:2] == ["its-part", "its-part-by-nobody"]
    assert "reserved" in rules[2:]
    without = tuple(one for one in FORUMS if one.id != "directors")
    rules = [reason.rule for reason in together(scheme(forums=without), act("plan"))]
    assert rules == ["its-part", "its-part-not-said"]
