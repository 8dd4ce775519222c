"""Proofs and refusals for whole registers: who may, by which chain, and why not, in words."""

import re

import pytest

from joinedup.authority.explaining import explained
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import proof_of, prove
from joinedup.authority.scheme import scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import deciders, lowest, proofs_of, who_can
from joinedup.law.files import basis
from tests.generative.authority import naive
from tests.generative.authority.dice import Dice
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive_world import World
from tests.generative.authority.registers import Case, case, everybody

#: Seeds of cases; those of the second half are of the real law.
EACH, BLOCKS = 5, 20
NEVER_SAID = re.compile(r"unlawful|\bvoid\b", re.IGNORECASE)


def drawn(block: int) -> list[Case]:
    law = basis() if block >= BLOCKS // 2 else BASIS
    return [case(Dice(10_000 + seed), law) for seed in range(block * EACH, (block + 1) * EACH)]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_everybody_is_proved_as_the_twin_says_and_everybody_else_is_told_why_not(
    block: int,
) -> None:
    law = basis() if block >= BLOCKS // 2 else BASIS
    for one in drawn(block):
        scheme = scheme_of(one.register, law)
        people = everybody(one.register)
        may = naive.who_can(World(one.register, law, one.act), people).keys()
        assert set(deciders(scheme, one.act)) == may
        for actor in people:
            answer = prove(scheme, actor, one.act)
            if isinstance(answer, Refusal):
                assert actor not in may
                assert answer.reasons
                assert not any(NEVER_SAID.search(reason.text) for reason in answer.reasons)
                assert set(answer.instead) == may
            else:
                assert actor in may
                assert verify(answer.value, one.register, law) == ()
                assert len(answer.reasons) >= sum(len(c.steps) for c in answer.value.chains)


@pytest.mark.parametrize("block", range(0, BLOCKS, 3))
def test_who_can_is_prove_over_everybody_and_the_lowest_are_among_them(block: int) -> None:
    law = basis() if block >= BLOCKS // 2 else BASIS
    for one in drawn(block):
        scheme = scheme_of(one.register, law)
        answers = who_can(scheme, one.act)
        assert [answer.value for answer in answers] == list(proofs_of(scheme, one.act))
        for answer in answers:
            proof = proof_of(scheme, answer.value.actor, one.act)
            assert proof == answer.value
            assert explained(scheme, answer.value) == answer
        low = lowest(scheme, answers)
        assert set(map(id, low)) <= set(map(id, answers))
        assert bool(low) == bool(answers)
