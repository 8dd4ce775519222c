"""Three ways to say who may decide, and one answer: the prover, a logic program, a plain twin.

Two thousand random registers and acts, on a small law that has something of everything and on the
real one. What is random is seeded, so that a failure can be asked again by its number.
"""

from collections import Counter

import pytest
from hypothesis import given, settings

from joinedup.authority.act import Actor
from joinedup.authority.proof import Chain
from joinedup.authority.scheme import scheme_of
from joinedup.authority.who_can import proofs_of
from joinedup.law.files import basis
from joinedup.law.function import Basis
from tests.generative.authority import engine, naive
from tests.generative.authority.dice import Dice
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive_world import World
from tests.generative.authority.registers import Case, case, cases, everybody

#: Blocks of so many cases; the last few are of the real law.
EACH, BLOCKS, REAL = 50, 40, 10
Answers = dict[Actor, tuple[Chain, ...]]


def by_prover(one: Case, law: Basis) -> Answers:
    proofs = proofs_of(scheme_of(one.register, law), one.act)
    return {proof.actor: tuple(sorted(set(proof.chains), key=repr)) for proof in proofs}


def by_twin(one: Case, law: Basis) -> Answers:
    answers = naive.who_can(World(one.register, law, one.act), everybody(one.register))
    return {actor: naive.chains(answer) for actor, answer in answers.items()}


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_three_name_the_same_people_by_the_same_chains(block: int) -> None:
    law = basis() if block >= BLOCKS - REAL else BASIS
    seeds = range(block * EACH, (block + 1) * EACH)
    block_of = [case(Dice(seed), law) for seed in seeds]
    by_program = engine.who_can(block_of, law)
    for seed, one, people in zip(seeds, block_of, by_program, strict=True):
        answers = by_prover(one, law)
        assert answers.keys() == people, f"the program, case {seed}: {one.act}"
        assert answers == by_twin(one, law), f"the twin, case {seed}: {one.act}"


@settings(max_examples=100)
@given(cases())
def test_the_twin_finds_what_the_prover_finds(one: Case) -> None:
    """The same again, on other cases each time, and with as few delegations as show a failure."""
    assert by_prover(one, BASIS) == by_twin(one, BASIS)


def test_the_cases_have_many_proofs_and_many_refusals_of_every_kind() -> None:
    """A comparison of empty answers would be worth nothing."""
    # What the prover answers, which each of the others is compared with.
    found = [by_prover(case(Dice(seed)), BASIS) for seed in range(300)]
    anybody = sum(bool(answers) for answers in found)
    assert 0.15 * len(found) <= anybody <= 0.85 * len(found)
    chains = [chain for answers in found for one in answers.values() for chain in one]
    steps = Counter(step.how for chain in chains for step in chain.steps)
    assert steps.keys() == {"holds", "directed", "acts", "belongs", "delegated"}
    assert steps["delegated"] >= 0.15 * steps.total()
    assert max(len(chain.steps) for chain in chains) >= 4
    assert any(len(one) > 1 for answers in found for one in answers.values())
