from dataclasses import replace

import pytest

from joinedup.authority.act import Act
from joinedup.authority.caps_told import up_to
from joinedup.authority.proof import Proof, Refusal
from joinedup.authority.scheme import scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import who_can
from joinedup.law.files import basis
from tests.spec.authority.cases import FILES, HERE, USUAL_DAY, all_cases, given_of
from tests.spec.authority.page import PAGE, page

CASES = all_cases()


def powers_of(case):
    return [given_of(line)["power"] for line in case.words.get("given", ())]


def answer_of(case):
    return next(one for one in ("may", "may not", "not known") if one in case.words)


@pytest.mark.parametrize("name", CASES)
def test_who_may_decide(name):
    case = CASES[name]
    if "may" not in case.words:
        assert isinstance(case.answer, Refusal)
        assert case.reasons, [(one.rule, one.outcome, one.text) for one in case.answer.reasons]
        return
    assert isinstance(case.answer, Proof), [(one.rule, one.text) for one in case.answer.reasons]
    chains = case.words["may"]
    assert case.chains == sorted([chains] if isinstance(chains, str) else chains)
    terms = case.answer.terms
    for words, found in (
        ("accountable", terms.accountable),
        ("liable", terms.liable),
        ("together with", terms.together_with),
    ):
        if words in case.words:
            assert sorted(found) == sorted(case.words[words])
    assert up_to(terms) == tuple(case.words.get("leaves", up_to(terms)))
    assert [one.says for one in terms.reserved] == case.words.get("reserved", [])
    assert [one.id for one in terms.conditions] == case.words.get("conditions", [])
    assert terms.separate == case.words.get("separate", False)
    assert not verify(case.answer, case.register(), basis())


@pytest.mark.parametrize("power", basis().powers, ids=lambda power: power.id)
def test_each_power_has_cases_that_pass_that_fail_and_that_cannot_be_known(power):
    shown = {
        answer_of(case)
        for case in CASES.values()
        if power.id in case.part.get("powers", ()) and power.id in powers_of(case)
    }
    wanted = {"may", "may not"} if power.passes == "function" else {"may not"}
    if turns_on_what_may_not_be_said(power):
        wanted.add("not known")
    assert shown == wanted


def turns_on_what_may_not_be_said(power):
    """Whether something of a register, or of the law, may leave open what the power passes."""

    def passes(function):
        tags = set(function.tags)
        return not tags & set(power.not_tags) and (
            not power.only_tags or tags & set(power.only_tags)
        )

    return (
        power.executive != "any"
        or any(to.perhaps or to.employed or to.executive != "any" for to in power.given_to)
        or any(power.id in one.unread and passes(one) for one in basis().functions)
    )


@pytest.mark.parametrize("organ", basis().organs, ids=lambda organ: organ.id)
def test_each_organ_has_cases_that_pass_that_fail_and_that_cannot_be_known(organ):
    cases = [case for case in CASES.values() if organ.id in case.part.get("organs", ())]
    shown = {answer_of(case) for case in cases}
    assert shown == {"may", "may not"} | ({"not known"} if organ.executive != "any" else set())
    steps = [
        step
        for case in cases
        if "may" in case.words
        for chain in case.answer.chains
        for step in chain.steps
    ]
    assert ("acts", organ.id) in {(step.how, step.by) for step in steps}


@pytest.mark.parametrize("power", basis().direction_powers, ids=lambda power: power.id)
def test_each_power_to_direct_has_cases_that_pass_and_that_fail(power):
    cases = [case for case in CASES.values() if power.id in case.part.get("directions", ())]
    assert {answer_of(case) for case in cases} == {"may", "may not"}
    assert any(
        chain.steps[0].how == "directed"
        for case in cases
        if "may" in case.words
        for chain in case.answer.chains
    )


@pytest.mark.parametrize("function", basis().functions, ids=lambda function: function.id)
def test_each_function_is_held_by_somebody_somewhere(function):
    case = CASES["Areas, caps and days: The delegation's area contains the whole matter"]
    scheme = scheme_of(replace(case, words={**case.words, "given": ()}).register(), basis())
    acts = [Act(function.id, area, USUAL_DAY) for area in ("testshire", "east")]
    # Of what bodies hold together, none decides alone and nobody decides without delegations.
    assert any(who_can(scheme, act) for act in acts) != function.jointly


def test_each_precondition_is_asked_in_some_case():
    asked = {
        one.id
        for case in CASES.values()
        if isinstance(case.answer, Proof)
        for one in case.answer.terms.preconditions
    }
    assert asked == {one.id for one in basis().preconditions}


def received(case):
    """Whether a case is of one who may decide by what is passed on, and is no body."""
    return case.words.get("given") and "may" in case.words and case.actor.kind != "body"


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if received(case)])
def test_without_what_was_passed_on_nobody_receives_it(name):
    case = CASES[name]
    without = replace(case, words={**case.words, "given": ()})
    assert isinstance(without.answer, Refusal) or "still" in case.words["case"]


def test_no_answer_says_that_a_decision_would_be_unlawful():
    for case in CASES.values():
        if isinstance(case.answer, Refusal):
            for reason in case.answer.reasons:
                assert not {"unlawful", "void"} & set(reason.text.lower().split())


def test_each_file_of_cases_is_read():
    assert {path.stem for path in HERE.glob("*.yaml")} == {*FILES, "world"}


def test_committed_page_is_what_is_generated():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run .venv/bin/python -m tests.spec.authority.page and commit"
    )
