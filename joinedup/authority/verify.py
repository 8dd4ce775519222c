"""Whether a proof of authority is good: a checker that shares nothing with whoever made it but the
types and the reading of entries.

It takes nothing in a proof on trust and searches for nothing. It walks the steps that it is given,
looks up each entry that a step names, and works out anew what chains are needed and what terms
follow from them. Of what could take authority away it reads all there is, as a proof does not name
what it left out. `verify_roots` says from whom chains must begin, `verify_steps` checks each step
and `verify_terms` the terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from joinedup.authority.proof import Failed, Proof
from joinedup.authority.verify_facts import Facts, failed, in_force
from joinedup.authority.verify_roots import needed
from joinedup.authority.verify_steps import chain_failures
from joinedup.authority.verify_terms import terms_failures
from joinedup.law.function import Basis
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words


def verify(proof: Proof, register: Register, basis: Basis) -> tuple[Failed, ...]:
    """Everything that is not as the proof says; empty if the proof is good.

    A chain longer than another that is good as well is good too. Of a proof with a bad chain the
    terms are not asked. It never raises for what stands in the proof.
    """
    return next(verify_each((proof,), register, basis))


def verify_each(
    proofs: Iterable[Proof], register: Register, basis: Basis
) -> Iterator[tuple[Failed, ...]]:
    """As `verify` says of each proof in turn; what the register says is looked up once an act."""
    functions = {one.id: one for one in basis.functions}
    facts: Facts | None = None
    for proof in proofs:
        function = functions.get(proof.act.function)
        if function is None:
            text = f"the law has no function '{proof.act.function}'"
            yield (failed("unknown-function", text),)
            continue
        if facts is None or facts.act != proof.act:
            facts = Facts(register, basis, proof.act, function)
        found = tuple(_chains_failures(facts, proof)) or tuple(terms_failures(facts, proof))
        yield tuple(dict.fromkeys(found))


def see_that_they_hold(proofs: Sequence[Proof], register: Register, basis: Basis) -> None:
    """Check each proof that is to be told.

    Raises RuntimeError where one does not hold, which is a fault of the program.
    """
    for proof, faults in zip(proofs, verify_each(proofs, register, basis), strict=True):
        for fault in faults:
            raise RuntimeError(f"the proof for {proof.actor} does not hold: {fault.text}")


def _chains_failures(facts: Facts, proof: Proof) -> Iterator[Failed]:
    act = proof.act
    if act.area not in facts.areas:
        yield failed("unknown-area", f"the register has no area '{act.area}'")
        return
    if not in_force(facts.function, act.on):
        yield failed(
            "function-not-in-force", f"{act.function} is not law on {day_in_words(act.on)}"
        )
    for chain in proof.chains:
        yield from chain_failures(facts, chain, proof.actor)
    yield from _needs_failures(facts, proof)


def _needs_failures(facts: Facts, proof: Proof) -> Iterator[Failed]:
    """Whether each chain that is needed is there once, and no other."""
    begun = [(chain.area, chain.steps[0]) for chain in proof.chains if chain.steps]
    needs = needed(facts, proof.actor, proof.act.area)
    for need in needs:
        chains = sum(area == need.area and step in need.first_steps for area, step in begun)
        if chains != 1:
            text = f"{need.what}: the proof has {chains or 'no'} chains for it, and needs one"
            yield failed("chain-missing" if not chains else "chain-twice", text)
    for area, step in begun:
        if not any(area == need.area and step in need.first_steps for need in needs):
            text = f"no chain is needed that begins with {step.receiver} for the area {area}"
            yield failed("chain-not-needed", text)
