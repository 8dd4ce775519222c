"""The checker of proofs: what takes authority away, and the terms on which it is left."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.authority.proof import Cap, Chain, Held, Proof, Step, Terms
from joinedup.authority.verify import verify
from joinedup.law.function import Basis, Holders, Receiver
from joinedup.register.delegations import Approval, Condition, Reservation
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
        ({"body": "QBB"}, set()),
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


# Terms


def test_whoever_receives_may_become_accountable_and_liable() -> None:
    register = giving_away(mode="joint", area="s1", cap="10% of unknown")
    terms = Terms(
        area="s1",
        first_day=date(2022, 7, 1),
        last_day=None,
        cap_pence=None,  # a limit that cannot be told
        accountable=("trust",),
        liable=("trust",),
        together_with=("QAA",),
        preconditions=(Held("involved", "It says so.", "An Act s1"),),
        caps=(Cap("away", "10% of unknown", None, "", "decision", "stream-not-said"),),
    )
    proof = replace(TO_TRUST, terms=terms)
    assert verify(proof, register, BASIS) == ()
    kept = changed(BASIS, "powers", "agreement", accountable="giver")
    assert [one.rule for one in verify(proof, register, kept)] == ["terms"]
    # Whoever meets in one forum decides together anyway.
    joint = forum_actor("joint")
    met = changed(register, "delegations", "away", given_to="joint")
    by_forum = proof_of(joint, ("delegated", "away", joint))
    both = replace(terms, accountable=("QAA", "trust"), liable=("QAA", "trust"), together_with=())
    assert verify(replace(by_forum, terms=both), met, BASIS) == ()


def test_how_a_receiving_council_governs_itself_bounds_the_days() -> None:
    east = body_actor("east")
    d = delegation("d3", "QAA", "east", "agreement")
    register = added(REGISTER, "delegations", d)
    proof = proof_of(east, ("delegated", "d3", east))
    for executive, first_day in (("yes", date(2023, 5, 1)), ("any", date(2022, 7, 1))):
        to = Receiver(kind="body", whose="other", executive=executive)
        basis = changed(BASIS, "powers", "agreement", given_to=(to,))
        asked = Held("notice", "It says so.", "An Act s1")
        preconditions = (*GOOD.terms.preconditions[2:], asked)
        terms = Terms(
            "s1", first_day, None, None, ("east",), ("east",), preconditions=preconditions
        )
        assert verify(replace(proof, terms=terms), register, basis) == ()


@pytest.mark.parametrize(
    ("executive", "tags", "first_day"),
    [
        ("yes", ("council",), date(2023, 5, 1)),
        ("any", ("council",), None),
        ("no", ("non-executive",), None),  # so whatever the model
    ],
)
def test_how_a_council_governs_itself_bounds_the_days_where_it_decides(
    executive: str, tags: tuple[str, ...], first_day: date | None
) -> None:
    east, staff = body_actor("east"), officers("east", "staff")
    care = ("social-care",)
    d = delegation("d4", "east", "east", "council-scheme", officers="staff", functions=care)
    register = added(REGISTER, "delegations", d)
    basis = changed(BASIS, "powers", "council-scheme", executive=executive)
    basis = changed(basis, "functions", "social-care", tags=tags)
    basis = basis.model_copy(update={"preconditions": BASIS.preconditions[:1]})
    terms = Terms("s1", first_day, None, None, ("east",), ("east",))
    steps = chain("p1", holds("social-care", east), ("delegated", "d4", staff))
    act = replace(GOOD.act, function="social-care")
    proof = replace(GOOD, actor=staff, act=act, chains=(steps,), terms=terms)
    assert verify(proof, register, basis) == ()


def test_what_was_used_is_taken_off_the_cap() -> None:
    first, second = GOOD.terms.caps
    for used, left in ((100_00, 800_00), (1_000_00, 0)):
        act = replace(GOOD.act, used=(Used("d2", used, "2026-27"),))
        known = replace(second, pence=left, unknown="")
        terms = replace(GOOD.terms, cap_pence=left, caps=(first, known))
        assert verify(replace(GOOD, act=act, terms=terms), REGISTER, BASIS) == ()
        # Pounds a year are told beside pounds for the whole life, and never for them.
        yearly = changed(REGISTER, "delegations", "d2", cap_basis="a year without VAT")
        apart = replace(known, basis="a year without VAT")
        terms = replace(GOOD.terms, cap_pence=1_000_00, caps=(first, apart))
        assert verify(replace(GOOD, act=act, terms=terms), yearly, BASIS) == ()


def test_a_share_of_a_years_money_is_for_that_year_alone() -> None:
    register = changed(REGISTER, "delegations", "d1", cap="10% of core")
    share = Cap("d1", "10% of core", 100_00, "", "decision")
    terms = replace(
        GOOD.terms,
        last_day=date(2027, 3, 31),
        cap_pence=100_00,
        caps=(share, GOOD.terms.caps[1]),
    )
    assert verify(replace(GOOD, terms=terms), register, BASIS) == ()
    # Whether or not a value is asked about.
    for year in ("2025-26", "2027-28"):
        another = changed(register, "streams", "core", year=year)
        for value in (None, 1_00):
            act = replace(GOOD.act, value_pence=value, used=(Used("d2", 0, "2026-27"),))
            assert rules(replace(GOOD, act=act), another) == {"cap-of-another-year"}


@pytest.mark.parametrize(
    ("cap", "unknown"),
    [
        ("£1 per 3 residents", "residents-not-said"),
        ("£1 per 3 residents a year", "residents-not-said"),  # before what was used of it
        ("5% of another", "stream-not-said"),
        ("£500 in all", "used-not-said"),
    ],
)
def test_a_cap_that_cannot_be_worked_out_is_told_as_not_known(cap: str, unknown: str) -> None:
    register = changed(REGISTER, "delegations", "d2", cap=cap)
    register = changed(register, "areas", "p1", residents=None)
    first, second = GOOD.terms.caps
    span = {"year": "year", "all": "ever"}.get(cap.split()[-1], "decision")
    told = replace(second, text=cap, span=span, unknown=unknown)
    terms = replace(GOOD.terms, caps=(first, told))
    assert verify(replace(GOOD, terms=terms), register, BASIS) == ()


def test_the_area_is_the_smallest_of_those_passed_on() -> None:
    crossing = changed(REGISTER, "delegations", "d1", area="p1")
    small = changed(crossing, "delegations", "d2", area="s1", cap="")
    terms = replace(GOOD.terms, caps=GOOD.terms.caps[:1])
    assert verify(replace(GOOD, terms=terms), small, BASIS) == ()


def test_what_the_act_shows_goes_before_what_the_delegation_says() -> None:
    shown = (
        Shown("budget", "evidenced", "Paper 4"),
        Shown("involved", "asserted"),
        Shown("budget", "asserted"),
    )
    [budget] = GOOD.terms.conditions
    terms = replace(
        GOOD.terms,
        conditions=(replace(budget, standing="evidenced", evidence="Paper 4"),),
        preconditions=(
            *GOOD.terms.preconditions[:2],
            replace(GOOD.terms.preconditions[2], standing="asserted"),
        ),
    )
    proof = replace(GOOD, act=replace(GOOD.act, shown=shown), terms=terms)
    assert verify(proof, REGISTER, BASIS) == ()


def test_where_nobody_is_named_in_a_post_it_is_told() -> None:
    vacant = post_actor("vacant")
    steps = (*GOOD.chains[0].steps[:-1], replace(GOOD.chains[0].steps[-1], receiver=vacant))
    held = Held("holder", "somebody holds the post Deputy", "")
    terms = replace(GOOD.terms, conditions=(*GOOD.terms.conditions, held))
    proof = replace(GOOD, actor=vacant, chains=(Chain("p1", steps),), terms=terms)
    assert verify(proof, REGISTER, BASIS) == ()


def test_what_the_law_asks_of_decisions_is_told() -> None:
    east, cabinet = body_actor("east"), forum_actor("cabinet")
    steps = chain("p1", holds("social-care", east), ("acts", "cabinet", cabinet))
    terms = Terms(
        area="s1",
        first_day=date(2023, 5, 1),  # since the council has this model
        last_day=None,
        cap_pence=None,
        accountable=("east",),
        liable=("east",),
        preconditions=(Held("notice", "It says so.", "An Act s1"),),
    )
    act = replace(GOOD.act, function="social-care")
    proof = replace(GOOD, actor=cabinet, act=act, chains=(steps,), terms=terms)
    assert verify(proof, REGISTER, BASIS) == ()
    bill = changed(BASIS, "preconditions", "notice", force="bill")
    assert [one.rule for one in verify(proof, REGISTER, bill)] == ["terms"]
    staff = officers("east", "staff")
    d = delegation(
        "d4", "east", "east", "council-scheme", officers="staff", functions=(act.function,)
    )
    register = added(REGISTER, "delegations", d)
    by_staff = chain("p1", holds("social-care", east), ("delegated", "d4", staff))
    assert verify(replace(proof, actor=staff, chains=(by_staff,)), register, BASIS) == ()


def test_each_owner_in_common_decides_for_itself() -> None:
    both = changed(REGISTER, "bodies", "QBB", area="s1", first_day=date(2025, 1, 1))
    forum = forum_actor("in-common")
    register = added(
        both,
        "delegations",
        delegation("c1", "QAA", "in-common", "agreement", area="p1"),
        delegation("c2", "QBB", "in-common", "agreement"),
    )
    shared = Receiver(kind="forum", whose="shared")
    basis = changed(BASIS, "powers", "agreement", given_to=(shared,), accountable="giver")
    chains = (
        chain("p1", holds("care", body_actor("QBB")), ("delegated", "c2", forum)),
        chain("p1", holds("care", QAA), ("delegated", "c1", forum)),
    )
    terms = Terms(
        area="p1",
        first_day=date(2025, 1, 1),
        last_day=None,
        cap_pence=None,
        accountable=("QAA", "QBB"),
        liable=("QAA", "QBB", "firm"),
        separate=True,
        preconditions=(Held("involved", "It says so.", "An Act s1"),),
    )
    proof = replace(GOOD, actor=forum, chains=chains, terms=terms)
    assert verify(proof, register, basis) == ()
    assert verify(replace(proof, chains=chains[::-1]), register, basis) == ()
    assert rules(replace(proof, chains=chains[:1]), register, basis) == {"chain-missing"}


def test_a_holder_without_an_area_has_none_in_the_terms() -> None:
    england = body_actor("england")
    terms = Terms("", None, None, None, ("england",), ("england",))
    act = replace(GOOD.act, function="licences")
    steps = chain("p1", holds("licences", england))
    proof = replace(GOOD, actor=england, act=act, chains=(steps,), terms=terms)
    assert verify(proof, REGISTER, BASIS) == ()


def test_a_partnership_answers_by_all_its_owners() -> None:
    partnership = forum_actor("partnership")
    approved = changed(
        REGISTER,
        "forums",
        "partnership",
        approvals=(Approval(by="QAA", on=date(2023, 1, 1)), Approval(by="east", on=DAY)),
    )
    terms = Terms("s1", DAY, None, None, ("QAA", "east"), ("QAA", "east"))
    act = replace(GOOD.act, function="strategy")
    steps = chain("p1", holds("strategy", partnership))
    # How the council governs itself is nothing to a function that has no executive.
    basis = changed(BASIS, "functions", "strategy", tags=("non-executive",))
    proof = replace(GOOD, actor=partnership, act=act, chains=(steps,), terms=terms)
    assert verify(proof, approved, basis) == ()


def test_the_order_of_entries_in_the_register_changes_nothing() -> None:
    register = added(
        giving_away(),
        "reservations",
        *(Reservation(**{**reservation().model_dump(), "id": id}) for id in ("b", "a")),
    )
    register = added(register, "directions", direction(), direction(id="another"))
    backwards = register.model_copy(
        update={
            name: tuple(reversed(entries))
            for name, entries in register
            if isinstance(entries, tuple)
        }
    )
    assert verify(GOOD, register, BASIS) == verify(GOOD, backwards, BASIS) != ()


def test_a_condition_of_a_precondition_is_told_once() -> None:
    [budget, recorded] = REGISTER.delegations[1].conditions
    assert isinstance(recorded, Condition)
    without = changed(REGISTER, "delegations", "d2", conditions=(budget,))
    terms = replace(
        GOOD.terms,
        preconditions=(
            Held("recorded", "It says so.", "An Act s1", delegation="d2"),
            *GOOD.terms.preconditions[1:],
        ),
    )
    assert verify(replace(GOOD, terms=terms), without, BASIS) == ()
