"""What the checker of proofs says of what is given jointly, and of a council's framework."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Act, Shown
from joinedup.authority.proof import Held
from joinedup.authority.verify import verify
from joinedup.register.delegations import Condition
from joinedup.register.schema import Register
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    GOOD,
    REGISTER,
    added,
    body_actor,
    chain,
    changed,
    forum_actor,
    holds,
    reservation,
)
from tests.unit.authority.test_verify_withheld import (
    BY_BOARD,
    QAA,
    TO_TRUST,
    giving_away,
    proof_of,
    rules,
)


def test_what_was_given_jointly_is_not_decided_alone() -> None:
    jointly = giving_away(mode="joint")
    assert rules(proof_of(QAA), jointly) == {"joint"}
    assert rules(BY_BOARD, jointly) == {"joint"}
    assert rules(GOOD, jointly) == rules(TO_TRUST, jointly) == set()
    by_board = changed(jointly, "delegations", "away", given_by=("board",))
    assert rules(BY_BOARD, by_board) == rules(proof_of(QAA), by_board) == {"joint"}


@pytest.mark.parametrize(
    "changes",
    [
        {"functions": ("plan",)},
        {"area": "p2"},  # only a part of the matter, or none of it
        {"last_day": date(2026, 10, 31)},
        {"given_by": ("QBB",)},
        {"power": "within"},
    ],
)
def test_what_gives_nothing_jointly_leaves_everybody_alone(changes: dict[str, Any]) -> None:
    register = changed(giving_away(mode="joint"), "delegations", "away", **changes)
    assert rules(BY_BOARD, register) == set()


def test_where_the_giver_meets_the_others_it_does_not_decide_beside_them() -> None:
    register = changed(giving_away(mode="joint"), "delegations", "away", given_to="joint")
    assert rules(BY_BOARD, register) == {"joint"}


@pytest.mark.parametrize("mode", ["joint", "exclusive"])
def test_what_does_not_pass_is_not_taken_from_the_giver(mode: str) -> None:
    asks = Condition(id="consulted")
    register = changed(giving_away(mode=mode), "delegations", "away", conditions=(asks,))
    assert rules(BY_BOARD, register) == {mode}
    unmet = replace(BY_BOARD.act, shown=(Shown("consulted", "not met"),))
    assert rules(replace(BY_BOARD, act=unmet), register) == set()


@pytest.mark.parametrize("mode", ["joint", "exclusive"])
@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({}, False),
        ({"area": "p1"}, False),
        ({"area": "s1"}, False),
        ({"area": "n1"}, True),  # only a part of what was given, and of the matter
        ({"kept_by": "trust"}, True),
        ({"above": "£1"}, True),
    ],
)
def test_what_is_reserved_is_given_away_only_where_all_of_it_is(
    mode: str, kept: dict[str, Any], found: bool
) -> None:
    register = added(giving_away(mode=mode), "reservations", reservation(**kept))
    assert (mode in rules(BY_BOARD, register)) is found


def test_what_is_above_a_cap_is_decided_alone() -> None:
    act = Act("care", "p1", DAY, value_pence=100_00)
    assert rules(replace(BY_BOARD, act=act), giving_away(mode="joint", cap="£99")) == set()
    assert rules(replace(BY_BOARD, act=act), giving_away(mode="joint", cap="£100")) == {"joint"}


def test_what_is_reserved_was_not_given_jointly() -> None:
    register = added(giving_away(mode="joint"), "reservations", reservation())
    assert rules(BY_BOARD, register) == set()
    kept = changed(register, "reservations", "kept", kept_by="trust")
    assert rules(BY_BOARD, kept) == {"joint", "reserved"}


# What a council with an executive keeps for its full council

EAST, COUNCIL = body_actor("east"), forum_actor("council")
FRAMED = Act("social-care", "p1", DAY, value_pence=6_000_00)
BY_COUNCIL = replace(
    GOOD,
    actor=COUNCIL,
    act=FRAMED,
    chains=(chain("p1", holds("social-care", EAST), ("acts", "council", COUNCIL)),),
)


def framed(**others: Any) -> Register:
    said = {"body": "east", "kept_by": "council", "functions": ("social-care",), "above": "£5,000"}
    return added(REGISTER, "reservations", reservation(**{**said, **others}))


def test_what_is_of_the_framework_is_decided_by_the_full_council() -> None:
    assert rules(BY_COUNCIL) == {"no-organ"}
    assert rules(BY_COUNCIL, framed()) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"above": "£6,000"},
        {"functions": ("care",)},
        {"area": "s2"},
        {"last_day": date(2026, 10, 31)},
        {"body": "QAA"},
    ],
)
def test_what_no_reservation_shows_to_be_of_the_framework_is_not(changes: dict[str, Any]) -> None:
    assert rules(BY_COUNCIL, framed(**changes)) == {"no-organ"}


def test_what_is_kept_for_another_is_not_of_the_framework() -> None:
    assert rules(BY_COUNCIL, framed(kept_by="cabinet")) == {"no-organ"}


@pytest.mark.parametrize(
    "changes", [{"value_pence": None}, {"shown": (Shown("framework", "not met"),)}]
)
def test_a_matter_that_is_not_known_to_be_of_the_framework_is_not(changes: dict[str, Any]) -> None:
    assert rules(replace(BY_COUNCIL, act=replace(FRAMED, **changes)), framed()) == {"no-organ"}


def test_that_it_is_of_the_framework_is_a_condition_with_the_days_of_the_reservation() -> None:
    register = framed(source="The constitution", last_day=date(2027, 3, 31))
    says = (
        "it is part of the budget and policy framework of east, which the reservation kept bounds"
    )
    condition = Held("framework", says, "The constitution")
    terms = replace(
        GOOD.terms,
        area="s1",
        first_day=date(2023, 5, 1),
        last_day=date(2027, 3, 31),
        cap_pence=None,
        accountable=("east",),
        liable=("east",),
        conditions=(condition,),
        preconditions=(),
        caps=(),
    )
    assert verify(replace(BY_COUNCIL, terms=terms), register, BASIS) == ()
    shown = replace(FRAMED, shown=(Shown("framework", "asserted"),))
    as_shown = replace(terms, conditions=(replace(condition, standing="asserted"),))
    assert verify(replace(BY_COUNCIL, act=shown, terms=as_shown), register, BASIS) == ()
    for others in ({"conditions": ()}, {"last_day": None}):
        [failed] = verify(replace(BY_COUNCIL, terms=replace(terms, **others)), register, BASIS)
        assert failed.rule == "terms"
