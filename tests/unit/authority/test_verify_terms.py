"""What the checker of proofs says of the terms on which an actor may decide."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.authority.act import Shown, Used
from joinedup.authority.proof import Cap, Chain, Held, Terms
from joinedup.authority.verify import verify
from joinedup.law.function import Receiver
from joinedup.register.delegations import Approval, Condition, Reservation
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    GOOD,
    REGISTER,
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
from tests.unit.authority.test_verify_withheld import (
    QAA,
    TO_TRUST,
    giving_away,
    proof_of,
    rules,
)


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
