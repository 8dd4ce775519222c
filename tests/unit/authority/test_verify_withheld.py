"""The checker of proofs: what takes authority away, and the terms on which it is left."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Act, Actor, Used
from joinedup.authority.proof import Chain, Held, Proof, Step, Terms
from joinedup.authority.verify import verify
from joinedup.law.function import Basis, Holders
from joinedup.register.delegations import Approval
from joinedup.register.schema import Register
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    GOOD,
    ICB,
    REGISTER,
    TO_BOARD,
    TO_COMMITTEE,
    added,
    body_actor,
    chain,
    changed,
    delegation,
    direction,
    forum_actor,
    holds,
    officers,
    post_actor,
    reservation,
)

QAA, TRUST = body_actor("QAA"), body_actor("trust")


def rules(proof: Proof, register: Register = REGISTER, basis: Basis = BASIS) -> set[str]:
    return {one.rule for one in verify(proof, register, basis)} - {"terms"}


def reserving(**others: Any) -> Register:
    return added(REGISTER, "reservations", reservation(**others))


def proof_of(actor: Actor, *steps: tuple[str, str, Actor], **act: Any) -> Proof:
    asked = chain("p1", holds("care", QAA), *steps)
    return replace(GOOD, actor=actor, act=replace(GOOD.act, **act), chains=(asked,))


BY_BOARD = proof_of(forum_actor("board"), TO_BOARD)

# Reservations


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, {"reserved"}),
        ({"functions": ("plan",)}, set()),
        ({"body": "QBB"}, {"reserved"}),  # what the board keeps for others it does not pass on
        ({"body": "QBB", "kept_by": "QAA"}, {"reserved"}),  # nor does anybody of a body
        ({"body": "QBB", "kept_by": "QBB"}, set()),
        ({"area": "p1"}, {"reserved"}),
        ({"area": "crossing"}, {"reserved"}),  # may have something in common with p1
        ({"area": "s2"}, set()),
        ({"last_day": date(2026, 10, 31)}, set()),
        ({"kept_by": "committee"}, {"reserved"}),
    ],
)
def test_what_is_reserved_goes_to_nobody_else(changes: dict[str, Any], found: set[str]) -> None:
    assert rules(GOOD, reserving(**changes)) == found


@pytest.mark.parametrize(
    ("kept_by", "found"),
    [("board", set()), ("QAA", set()), ("committee", {"reserved"}), ("director", {"reserved"})],
)
def test_a_body_keeps_a_matter_through_its_board(kept_by: str, found: set[str]) -> None:
    assert rules(BY_BOARD, reserving(kept_by=kept_by)) == found


@pytest.mark.parametrize(
    ("area", "above", "higher", "found"),
    [
        (None, "£3,000", None, set()),
        (None, "£3,000", "p1", set()),  # all of the matter
        (None, "£3,000", "n1", {"reserved"}),  # only a part of it
        ("n1", "£3,000", "p2", {"reserved"}),
        ("crossing", "£3,000", "p1", set()),
        ("n1", "£3,000", "n1", set()),
        (None, "£4,001", "p1", {"reserved"}),
    ],
)
def test_a_higher_tier_takes_the_place_of_a_lower_one_where_it_is_for_all_of_it(
    area: str | None, above: str, higher: str | None, found: set[str]
) -> None:
    act = replace(BY_BOARD.act, value_pence=4_001_00)
    lower = reservation(id="low", kept_by="committee", area=area, above="£200")
    whole = reserving(area=higher, above=above)
    assert rules(replace(BY_BOARD, act=act), added(whole, "reservations", lower)) == found


def test_a_body_that_keeps_a_matter_for_another_acts_through_its_board() -> None:
    assert rules(BY_BOARD, reserving(body="QBB", kept_by="QAA")) == set()


def test_a_body_that_keeps_a_matter_leaves_none_to_its_officers() -> None:
    staff = officers("QAA", "staff")
    d = delegation("d3", "QAA", "QAA", "within", officers="staff")
    register = added(REGISTER, "delegations", d)
    by_staff = proof_of(staff, ("delegated", "d3", staff))
    assert rules(by_staff, register) == set()
    kept = added(register, "reservations", reservation(kept_by="QAA"))
    assert rules(by_staff, kept) == {"reserved"}


@pytest.mark.parametrize(
    ("value", "linked", "found"),
    [(500_00, (), set()), (500_01, (), {"reserved"}), (400_00, (100_01,), {"reserved"})],
)
def test_what_is_reserved_above_a_value_is_free_up_to_it(
    value: int, linked: tuple[int, ...], found: set[str]
) -> None:
    act = replace(GOOD.act, value_pence=value, linked_pence=linked)
    uncapped = changed(reserving(above="£500"), "delegations", "d2", cap="")
    assert rules(replace(GOOD, act=act), uncapped) == found


def test_where_no_value_is_asked_about_the_reservation_is_told() -> None:
    register = reserving(above="£500", source="Scheme 1.1")
    told = Held("kept", "reserved above £500 for board", "Scheme 1.1")
    terms = replace(GOOD.terms, reserved=(told,))
    assert verify(replace(GOOD, terms=terms), register, BASIS) == ()
    assert [one.rule for one in verify(GOOD, register, BASIS)] == ["terms"]
    # Not so where it could be decided above it too, as it is urgent.
    urgent = replace(GOOD, act=replace(GOOD.act, urgent=True))
    all_may = reserving(above="£500", urgent=("committee", "director"))
    assert [one.rule for one in verify(replace(urgent, terms=terms), all_may, BASIS)] == ["terms"]


def test_what_is_urgent_is_left_to_those_named_and_reported_back() -> None:
    proof = proof_of(forum_actor("committee"), TO_BOARD, TO_COMMITTEE, urgent=True)
    terms = Terms(
        area="s1",
        first_day=date(2022, 7, 1),
        last_day=date(2030, 3, 31),
        cap_pence=1_000_00,
        accountable=("QAA",),
        liable=("QAA",),
        preconditions=GOOD.terms.preconditions[1:],
        caps=GOOD.terms.caps[:1],
    )
    named = reserving(urgent=("committee",))
    reported = replace(proof, terms=terms, report_back=("kept",))
    assert verify(reported, named, BASIS) == ()
    [found] = verify(replace(reported, report_back=()), named, BASIS)
    assert "report back" in found.text
    assert rules(reported, reserving(urgent=("director",))) == {"reserved"}
    calm = replace(reported, act=replace(proof.act, urgent=False))
    assert rules(calm, named) == {"reserved"}


# Directions


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, {"directed"}),
        ({"power": "unheard-of"}, {"directed"}),  # it suspends all the same
        ({"functions": ("care",)}, {"directed"}),
        ({"functions": ("plan",)}, set()),
        ({"area": "crossing"}, {"directed"}),
        ({"area": "s2"}, set()),
        ({"last_day": date(2026, 10, 31)}, set()),
        ({"given_to": "director"}, {"directed"}),
        ({"given_to": "vacant"}, set()),
        ({"given_to": "trust"}, set()),
        ({"given_to": "committee"}, {"directed"}),
    ],
)
def test_whoever_is_directed_to_cease_is_in_no_chain(
    changes: dict[str, Any], found: set[str]
) -> None:
    assert rules(GOOD, added(REGISTER, "directions", direction(**changes))) == found


def test_whoever_is_of_a_body_ceases_with_it() -> None:
    manager = post_actor("manager")
    register = added(REGISTER, "delegations", delegation("d3", "QAA", "manager", "agreement"))
    proof = proof_of(manager, ("delegated", "d3", manager))
    assert rules(proof, register) == set()
    ceasing = added(register, "directions", direction(given_to="trust"))
    assert rules(proof, ceasing) == {"directed"}


def test_a_forum_of_several_bodies_is_not_itself_suspended() -> None:
    joint = forum_actor("joint")
    register = added(REGISTER, "delegations", delegation("d3", "QAA", "joint", "agreement"))
    proof = proof_of(joint, ("delegated", "d3", joint))
    assert rules(proof, register) == set()
    order = direction(given_to="trust")
    assert rules(proof, added(register, "directions", order)) == set()


def test_who_is_directed_to_exercise_it_may_be_barred_from_passing_it_on() -> None:
    d = delegation("d3", "QBB", "trust", "agreement")
    order = direction(exercised_by="QBB", bars_delegation="yes", first_day=date(2026, 5, 1))
    register = added(added(REGISTER, "directions", order), "delegations", d)
    first = Step("directed", "order", None, body_actor("QBB"))
    passed = chain("p1", first, ("delegated", "d3", TRUST))
    proof = replace(GOOD, actor=TRUST, chains=(passed,))
    assert rules(proof, register) == {"delegation-barred"}
    free = changed(register, "directions", "order", bars_delegation="no")
    assert rules(proof, free) == set()
    itself = replace(
        GOOD,
        actor=body_actor("QBB"),
        chains=(Chain("p1", (first,)),),
        terms=Terms(
            area="s1",  # that of whoever it stands in for
            first_day=date(2026, 5, 1),
            last_day=date(2027, 3, 31),
            cap_pence=None,
            accountable=("QBB",),
            liable=("QBB",),
            preconditions=GOOD.terms.preconditions[2:],
        ),
    )
    ending = changed(register, "bodies", "QAA", last_day=date(2027, 3, 31))
    assert verify(itself, ending, BASIS) == ()


@pytest.mark.parametrize(
    ("own", "directed", "told"),
    [
        ("s1", None, "s1"),
        ("s1", "p1", "p1"),
        ("s1", "both", "s1"),
        ("both", "s1", "s1"),
        ("s2", "s1", "s1"),  # neither lies in the other
    ],
)
def test_who_is_directed_stands_in_for_another_for_its_area_within_what_is_directed(
    own: str, directed: str | None, told: str
) -> None:
    everywhere = (Holders(body_kinds=(ICB,), anywhere=True),)
    basis = changed(BASIS, "functions", "care", holders=everywhere)
    register = added(REGISTER, "directions", direction(exercised_by="QBB", area=directed))
    register = changed(register, "bodies", "QAA", area=own)
    first = Step("directed", "order", None, body_actor("QBB"))
    terms = Terms(
        area=told,
        first_day=None,
        last_day=None,
        cap_pence=None,
        accountable=("QBB",),
        liable=("QBB",),
        preconditions=GOOD.terms.preconditions[2:],
    )
    proof = Proof(body_actor("QBB"), GOOD.act, (Chain("p1", (first,)),), terms)
    assert verify(proof, register, basis) == ()
    # Nobody further along the chain has more.
    wider = delegation("d3", "QBB", "trust", "agreement", area="s1" if told == "p1" else told)
    register = added(register, "delegations", wider)
    passed = chain("p1", first, ("delegated", "d3", TRUST))
    asked = terms.preconditions
    onward = replace(terms, accountable=("trust",), liable=("trust",), preconditions=asked)
    on = Proof(TRUST, GOOD.act, (passed,), onward)
    assert verify(on, register, basis) == ()


# Exclusive delegations


def giving_away(**others: Any) -> Register:
    d = delegation("away", "QAA", "trust", "agreement", **{"mode": "exclusive", **others})
    return added(REGISTER, "delegations", d)


TO_TRUST = proof_of(TRUST, ("delegated", "away", TRUST))


def test_what_was_given_away_is_left_to_nobody_else() -> None:
    assert rules(TO_TRUST, giving_away()) == set()
    assert rules(GOOD, giving_away()) == {"exclusive"}
    assert rules(BY_BOARD, giving_away()) == {"exclusive"}
    assert rules(proof_of(QAA), giving_away()) == {"exclusive"}
    assert rules(TO_TRUST, giving_away(mode="concurrent")) == set()


def test_two_who_were_given_the_same_each_alone_stand_in_each_others_way() -> None:
    twice = added(
        giving_away(),
        "delegations",
        delegation("again", "QAA", "QBB", "agreement", mode="exclusive"),
    )
    assert rules(TO_TRUST, twice) == {"exclusive"}


@pytest.mark.parametrize(
    "changes",
    [
        {"functions": ("plan",)},
        {"area": "s2"},
        {"last_day": date(2026, 10, 31)},
        {"given_to": "firm"},
        {"given_by": ("QBB",)},
        {"given_by": ("board",)},
        {"power": "within"},
        {"given_to": "abolished"},
        {"approvals": (Approval(by="QBB"),)},
    ],
)
def test_what_gives_nothing_away_takes_nothing_away(changes: dict[str, Any]) -> None:
    register = changed(giving_away(), "delegations", "away", **changes)
    ended = {"id": "abolished", "last_day": date(2026, 10, 31)}
    trust = next(one for one in REGISTER.bodies if one.id == "trust")
    register = added(register, "bodies", trust.model_copy(update=ended))
    assert rules(BY_BOARD, register) == set()


@pytest.mark.parametrize(
    ("cap", "used", "found"),
    [
        ("£100", (), {"exclusive"}),
        ("£99", (), set()),
        ("£150 in all", (Used("away", 50_00),), {"exclusive"}),
        ("£150 in all", (Used("away", 51_00),), set()),
        ("£50 in all", (), {"exclusive"}),  # what is left of it is not known
        ("10% of unknown", (), {"exclusive"}),
    ],
)
def test_what_is_above_a_known_cap_was_not_given_away(
    cap: str, used: tuple[Used, ...], found: set[str]
) -> None:
    act = Act("care", "p1", DAY, value_pence=100_00, used=used)
    assert rules(replace(BY_BOARD, act=act), giving_away(cap=cap)) == found
    assert rules(BY_BOARD, giving_away(cap=cap)) == {"exclusive"}
