"""The checker of proofs: a good proof stands, and whatever is not so is found."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import joinedup.authority
from joinedup.authority.act import Act, Actor, Shown
from joinedup.authority.proof import Chain, Held, Proof, Step
from joinedup.authority.verify import see_that_they_hold, verify, verify_each
from joinedup.law.function import Basis
from joinedup.register.schema import Register
from tests.unit.authority.hand_made import (
    BASIS,
    GOOD,
    REGISTER,
    body_actor,
    chain,
    changed,
    direction,
    forum_actor,
    holds,
    with_all,
)

#: All that the checker may know: the types of the answers, the law as data, and the register.
ALLOWED = (
    "joinedup.authority.act",
    "joinedup.authority.proof",
    "joinedup.authority.verify",
    "joinedup.law.function",
    "joinedup.register",
    "joinedup.values",
)


def rules(proof: Proof, register: Register = REGISTER, basis: Basis = BASIS) -> set[str]:
    return {one.rule for one in verify(proof, register, basis)}


def simple(function: str, area: str, *holders: str, actor: Actor | None = None) -> Proof:
    """A proof whose chains have one step each, with terms as they may come."""
    chains = tuple(chain(area, holds(function, body_actor(one))) for one in holders)
    decider = actor or chains[0].steps[0].receiver
    return replace(
        GOOD, actor=decider, act=replace(GOOD.act, function=function, area=area), chains=chains
    )


def only_terms(proof: Proof, register: Register = REGISTER, basis: Basis = BASIS) -> bool:
    """Whether nothing but the terms is wrong, so that every chain was found good."""
    return rules(proof, register, basis) == {"terms"}


def steps_of(proof: Proof) -> tuple[Step, ...]:
    return proof.chains[0].steps


def with_steps(*steps: Step) -> Proof:
    return replace(GOOD, chains=(Chain("p1", steps),))


def test_the_checker_imports_nothing_of_the_prover() -> None:
    [folder] = joinedup.authority.__path__
    files = sorted(Path(folder).glob("verify*.py"))
    assert len(files) > 1
    found = [
        f"{path.name}: {node.module}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and str(node.module).startswith("joinedup")
        and not str(node.module).startswith(ALLOWED)
    ]
    assert found == []


def test_a_good_proof_is_good() -> None:
    assert verify(GOOD, REGISTER, BASIS) == ()


def test_proofs_of_several_acts_are_checked_each_as_if_alone() -> None:
    """What is looked up of one act is used again for the next proof of it, and of no other act."""
    elsewhere = replace(GOOD, act=replace(GOOD.act, area="p2"))
    unknown = replace(GOOD, act=replace(GOOD.act, function="nothing"))
    by_body = simple("care", "p1", "QAA")
    later = replace(GOOD, act=replace(GOOD.act, on=date(2031, 1, 1)))
    wrong = replace(GOOD, terms=replace(GOOD.terms, area="s1"))
    proofs = (GOOD, wrong, by_body, GOOD, elsewhere, unknown, unknown, later, GOOD)
    found = list(verify_each(proofs, REGISTER, BASIS))
    assert found == [verify(proof, REGISTER, BASIS) for proof in proofs]
    assert [not faults for faults in found] == [proof is GOOD for proof in proofs]
    assert list(verify_each((), REGISTER, BASIS)) == []


def test_a_proof_that_is_to_be_told_and_does_not_hold_is_a_fault_of_the_program() -> None:
    see_that_they_hold((GOOD, GOOD), REGISTER, BASIS)
    wrong = replace(GOOD, terms=replace(GOOD.terms, area="s1"))
    with pytest.raises(RuntimeError, match="does not hold: "):
        see_that_they_hold((GOOD, wrong), REGISTER, BASIS)


def test_what_is_found_says_what_and_where() -> None:
    revoked = changed(REGISTER, "delegations", "d2", last_day=date(2026, 10, 31))
    [found] = verify(GOOD, revoked, BASIS)
    assert (found.rule, found.outcome, found.section, found.entry) == (
        "not-in-force",
        "fails",
        "delegations",
        "d2",
    )
    assert found.text == "d2 does not hold on 1 November 2026"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"function": "cure"}, "unknown-function"),
        ({"area": "p9"}, "unknown-area"),
        ({"function": "plan"}, "chain-not-needed"),
        ({"on": date(2026, 3, 31)}, "not-in-force"),
        ({"area": "p2"}, "chain-missing"),
        ({"holder": "QBB"}, "chain-missing"),
        ({"value_pence": 1_000_01}, "above-cap"),
        ({"shown": (Shown("budget", "not met"),)}, "condition-not-met"),
        ({"shown": (Shown("recorded", "not met"),)}, "condition-not-met"),
    ],
)
def test_a_proof_of_another_act_is_not_good(changes: dict[str, Any], rule: str) -> None:
    assert rule in rules(replace(GOOD, act=replace(GOOD.act, **changes)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", "s1"),
        ("area", ""),
        ("first_day", None),
        ("first_day", date(2026, 3, 31)),
        ("last_day", None),
        ("last_day", date(2030, 4, 1)),
        ("cap_pence", None),
        ("cap_pence", 1_000_01),
        ("cap_pence", 999_99),
        ("caps", ()),
        ("caps", GOOD.terms.caps[::-1]),
        ("caps", (GOOD.terms.caps[0], replace(GOOD.terms.caps[1], pence=900_00, unknown=""))),
        ("accountable", ()),
        ("accountable", ("QAA", "QAA")),
        ("liable", ("QBB",)),
        ("together_with", ("trust",)),
        ("separate", True),
        ("conditions", ()),
        ("preconditions", ()),
        ("preconditions", GOOD.terms.preconditions * 2),
        ("reserved", GOOD.terms.conditions),
    ],
)
def test_a_term_that_the_chains_do_not_make_is_found(field: str, value: object) -> None:
    terms = replace(GOOD.terms, **{field: value})
    [found] = verify(replace(GOOD, terms=terms), REGISTER, BASIS)
    assert found.rule == "terms"
    assert f"'{field.replace('_pence', '').replace('_', ' ')}'" in found.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "other"),
        ("says", "Anything goes."),
        ("source", "Nowhere"),
        ("standing", "evidenced"),
        ("standing", ""),
        ("evidence", "A letter"),
        ("delegation", "d1"),
    ],
)
def test_a_condition_told_otherwise_is_found(field: str, value: str) -> None:
    [condition] = GOOD.terms.conditions
    terms = replace(GOOD.terms, conditions=(replace(condition, **{field: value}),))
    assert only_terms(replace(GOOD, terms=terms))


def test_the_order_of_conditions_carries_no_meaning() -> None:
    terms = replace(GOOD.terms, preconditions=GOOD.terms.preconditions[::-1])
    assert verify(replace(GOOD, terms=terms), REGISTER, BASIS) == ()


def test_what_is_reported_back_is_what_was_urgent() -> None:
    assert only_terms(replace(GOOD, report_back=("kept",)))


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        ((), "chain-empty"),
        (steps_of(GOOD)[1:], "chain-broken"),
        (steps_of(GOOD)[:-1], "chain-end"),
        ((*steps_of(GOOD), steps_of(GOOD)[-1]), "actor-twice"),
        ((steps_of(GOOD)[0], *steps_of(GOOD)[2:]), "chain-broken"),
        ((steps_of(GOOD)[0], *steps_of(GOOD)), "chain-broken"),
        (steps_of(GOOD)[::-1], "chain-end"),
    ],
)
def test_a_chain_of_another_shape_is_not_good(steps: tuple[Step, ...], rule: str) -> None:
    assert rule in rules(with_steps(*steps))


@pytest.mark.parametrize(
    ("place", "changes", "rule"),
    [
        (0, {"by": "plan"}, "chain-not-needed"),
        (0, {"how": "directed"}, "chain-not-needed"),
        (0, {"how": "guessed"}, "chain-broken"),
        (1, {"how": "holds"}, "chain-broken"),
        (1, {"how": "guessed"}, "unknown-step"),
        (1, {"how": "delegated"}, "unknown-delegation"),
        (1, {"how": "belongs"}, "not-of-the-class"),
        (1, {"by": "region"}, "no-organ"),
        (1, {"by": "unheard-of"}, "no-organ"),
        (1, {"giver": None}, "chain-broken"),
        (2, {"how": "acts"}, "no-organ"),
        (2, {"by": "d2"}, "another-receiver"),
        (2, {"by": "d9"}, "unknown-delegation"),
        (3, {"by": "d1"}, "another-giver"),
        (4, {"by": "staff"}, "not-of-the-class"),
    ],
)
def test_a_step_told_otherwise_is_found(place: int, changes: dict[str, Any], rule: str) -> None:
    steps = list(steps_of(GOOD))
    steps[place] = replace(steps[place], **changes)
    assert rule in rules(with_steps(*steps))


def test_an_actor_that_there_is_not_is_found() -> None:
    for actor in (
        Actor("post", "nobody"),
        Actor("officers", "QAA"),
        Actor("body", "QAA", "directors"),
        Actor("mayor", "QAA"),  # type: ignore[arg-type]
    ):
        proof = with_steps(*steps_of(GOOD)[:-1], replace(steps_of(GOOD)[-1], receiver=actor))
        assert "not-there" in rules(replace(proof, actor=actor))


def test_a_chain_for_another_area_is_not_needed() -> None:
    assert rules(replace(GOOD, chains=(replace(GOOD.chains[0], area="n1"),))) == {
        "chain-missing",
        "chain-not-needed",
    }
    # Of an area that the register has not, nothing is shown to be in it.
    assert "outside-area" in rules(replace(GOOD, chains=(replace(GOOD.chains[0], area="p9"),)))


def test_each_chain_is_needed_once() -> None:
    assert rules(replace(GOOD, chains=())) == {"chain-missing"}
    assert rules(replace(GOOD, chains=GOOD.chains * 2)) == {"chain-twice"}


def test_the_longer_of_two_good_chains_is_good_too() -> None:
    short = changed(REGISTER, "delegations", "d2", given_by=("committee", "board"))
    assert verify(GOOD, short, BASIS) == ()


def test_a_function_must_be_law_on_the_day() -> None:
    bill = changed(BASIS, "functions", "care", force="bill")
    ended = changed(BASIS, "functions", "care", last_day=date(2026, 1, 1))
    assert rules(GOOD, basis=bill) == rules(GOOD, basis=ended) == {"function-not-in-force"}


def test_a_body_holds_for_its_own_area_only() -> None:
    assert only_terms(simple("care", "p1", "QAA"))
    assert rules(simple("care", "p1", "QBB")) == {"chain-missing", "chain-not-needed"}
    # Nor does one whose area is not said, or whose kind holds it not.
    assert "chain-missing" in rules(simple("social-care", "p1", "nowhere"))
    assert "chain-missing" in rules(simple("care", "p1", "east"))
    # Some hold it anywhere; NHS England holds what it holds everywhere.
    assert only_terms(simple("services", "p1", "trust"))
    assert only_terms(simple("licences", "s2", "england"))


def test_holders_hold_on_their_days_only() -> None:
    early = replace(GOOD.act, on=date(2022, 6, 30), area="p1")
    proof = replace(simple("care", "p1", "QAA"), act=early)
    assert rules(proof) == {"chain-missing", "chain-not-needed"}


def test_a_forum_may_hold_a_function_for_each_area_that_it_serves() -> None:
    partnership = forum_actor("partnership")
    proof = replace(
        GOOD,
        actor=partnership,
        act=replace(GOOD.act, function="strategy", area="s2"),
        chains=(chain("s2", holds("strategy", partnership)),),
    )
    assert rules(proof) == {"chain-missing", "chain-not-needed"}
    wider = changed(REGISTER, "forums", "partnership", also_serves=("s2",))
    assert only_terms(proof, wider)


def test_a_body_that_is_gone_holds_nothing() -> None:
    gone = changed(REGISTER, "bodies", "QAA", last_day=date(2026, 10, 31))
    assert {"not-there", "chain-missing"} <= rules(simple("care", "p1", "QAA"), gone)


def test_what_is_held_jointly_needs_each_holder_and_each_partner_trust() -> None:
    both = simple("plan", "p1", "QAA", "trust", actor=body_actor("QAA"))
    # The trust's own chain does not end at the board: it must come to agree by a delegation.
    assert rules(both) == {"chain-end"}
    assert rules(simple("plan", "p1", "QAA")) == {"chain-missing"}
    no_partners = changed(REGISTER, "bodies", "trust", partner_of=())
    [found] = verify(simple("plan", "p1", "QAA"), no_partners, BASIS)
    assert "partner trusts of QAA are not said" in found.text
    lawful = changed(BASIS, "functions", "plan", holders=BASIS.functions[1].holders[:1])
    assert only_terms(simple("plan", "p1", "QAA"), basis=lawful)


def test_a_trust_is_partner_of_a_board_that_is_there_and_holds_it() -> None:
    gone = changed(REGISTER, "bodies", "QAA", last_day=date(2026, 10, 31))
    assert "chain-not-needed" in rules(simple("plan", "p1", "trust"), gone)


def test_an_area_made_of_parts_needs_a_chain_for_each_part() -> None:
    both = replace(GOOD.act, area="both")
    one = chain("s1", holds("care", body_actor("QAA")))
    other = chain("s2", holds("care", body_actor("QBB")))
    proof = replace(GOOD, act=both, actor=body_actor("QAA"), chains=(one,))
    [found] = verify(proof, REGISTER, BASIS)
    assert found.rule == "chain-missing"
    assert "QBB" in found.text
    assert rules(replace(proof, chains=(one, other))) == {"chain-end"}
    assert rules(replace(proof, act=replace(both, holder="QAA"))) == {"chain-missing"}


def test_parts_in_a_circle_show_no_holder() -> None:
    areas = changed(REGISTER, "areas", "both", made_of=("other",))
    circle = with_all(
        areas,
        "areas",
        (*areas.areas, areas.areas[0].model_copy(update={"id": "other", "made_of": ("both", "x")})),
    )
    assert "chain-missing" in rules(simple("care", "both", "QAA"), circle)


def test_committees_in_common_need_a_chain_from_each_owner_that_holds_the_function() -> None:
    forum = forum_actor("in-common")
    proof = simple("care", "p1", "QAA", actor=forum)
    both = changed(REGISTER, "bodies", "QBB", area="s1")
    texts = " ".join(one.text for one in verify(proof, both, BASIS))
    assert "body QBB" in texts
    assert "firm" not in texts
    nothing = simple("social-care", "p1", "east", actor=forum)
    found = {one.text for one in verify(nothing, REGISTER, BASIS) if one.rule == "chain-missing"}
    [text] = found
    assert "no owner of forum in-common holds the function" in text


def test_whoever_is_directed_to_exercise_a_function_may_begin_a_chain() -> None:
    directed = REGISTER.model_copy(update={"directions": (direction(exercised_by="QBB"),)})
    proof = replace(
        GOOD,
        actor=body_actor("QBB"),
        chains=(Chain("p1", (Step("directed", "order", None, body_actor("QBB")),)),),
    )
    assert only_terms(proof, directed)
    assert rules(GOOD, directed) == {"directed"}


@pytest.mark.parametrize(
    "changes",
    [
        {"power": "unheard-of"},
        {"exercised_by": None},
        {"exercised_by": "trust"},
        {"given_by": "QBB"},
        {"given_to": "QBB"},
        {"given_to": "board"},
        {"given_to": "director"},
        {"functions": ("plan",)},
        {"area": "n1"},
        {"last_day": date(2026, 10, 31)},
    ],
)
def test_a_direction_that_is_not_good_begins_no_chain(changes: dict[str, Any]) -> None:
    order = direction(**{"exercised_by": "QBB", **changes})
    register = REGISTER.model_copy(update={"directions": (order,)})
    receiver = body_actor(order.exercised_by or "QBB")
    first = Step("directed", "order", None, receiver)
    proof = replace(GOOD, actor=receiver, chains=(Chain("p1", (first,)),))
    assert "chain-missing" in rules(proof, register)
    bill = changed(BASIS, "direction_powers", "direct", force="bill")
    good = REGISTER.model_copy(update={"directions": (direction(exercised_by="QBB"),)})
    assert "chain-missing" in rules(proof, good, bill)


def test_nothing_malformed_raises() -> None:
    odd = Actor("", "", "")  # type: ignore[arg-type]
    step = Step("", "", odd, odd)  # type: ignore[arg-type]
    nothing = Chain("", ())
    for proof in (
        replace(GOOD, actor=odd),
        replace(GOOD, act=Act("", "", date.min)),
        replace(GOOD, act=Act("care", "p1", date.max, value_pence=-1, linked_pence=(-5,))),
        replace(GOOD, chains=(nothing, nothing)),
        with_steps(step),
        with_steps(step, step),
        with_steps(steps_of(GOOD)[0], replace(step, giver=body_actor("QAA"))),
        replace(GOOD, terms=replace(GOOD.terms, area="p9", conditions=(Held("", "", ""),))),
    ):
        assert rules(proof)


def test_areas_in_a_circle_do_not_raise() -> None:
    circle = changed(REGISTER, "areas", "p1", within=("n1",))
    assert "chain-missing" in rules(GOOD, circle)
    unknown = changed(REGISTER, "areas", "p1", within=("p9",))
    assert "chain-missing" in rules(GOOD, unknown)
