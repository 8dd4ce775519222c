"""The scheme of reservation and delegation says what the answers say, whatever the register."""

from hypothesis import given, settings

from joinedup.authority.act import Act
from joinedup.authority.deciding import proof_through
from joinedup.authority.mapping import SchemeRow, scheme_table
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.tiers import all_proofs
from joinedup.authority.unproved import Unproved, unproved
from joinedup.authority.verify import verify
from joinedup.authority.who_can import deciders
from joinedup.register.schema import Register
from tests.generative.authority import naive
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive_world import World
from tests.generative.authority.registers import Case, cases, everybody


def delegated(scheme: Scheme, one: Case) -> list[SchemeRow]:
    return [row for row in scheme_table(scheme, one.act.on) if row.how == "delegated"]


@settings(max_examples=15)
@given(cases())
def test_whoever_has_a_row_may_decide_and_the_proof_of_the_row_is_good(one: Case) -> None:
    scheme = scheme_of(one.register, BASIS)
    for row in delegated(scheme, one):
        assert row.entry is not None
        if row.proof is None:
            # Its receiver passed it on, and decides nothing itself.
            act = Act(row.function.id, row.areas[0], one.act.on)
            assert row.receiver not in deciders(scheme, act)
            continue
        assert verify(row.proof, one.register, BASIS) == ()
        assert row.entry.id in {chain.steps[-1].by for chain in row.proof.chains}
        for area in row.areas:
            act = Act(row.function.id, area, one.act.on)
            answers = naive.who_can(World(one.register, BASIS, act), everybody(one.register))
            assert row.receiver in answers


@settings(max_examples=25)
@given(cases())
def test_a_row_has_the_chain_that_a_search_back_from_its_receiver_finds(one: Case) -> None:
    unasked = scheme_of(one.register, BASIS)
    for row in delegated(scheme_of(one.register, BASIS), one):
        assert row.entry is not None
        if row.proof is not None:
            assert row.proof == proof_through(unasked, row.entry.id, row.proof.act)


@settings(max_examples=15)
@given(cases())
def test_every_delegation_in_a_chain_has_a_row_and_every_other_stands_apart(one: Case) -> None:
    scheme = scheme_of(one.register, BASIS)
    rows = {(row.function.id, row.entry.id) for row in delegated(scheme, one) if row.entry}
    apart = {
        (row.function, row.entry.id)
        for row in unproved(scheme, one.act.on, scheme_table(scheme, one.act.on))
    }
    assert not rows & apart
    used = {
        (function.id, step.by)
        for function in BASIS.functions
        for proof in all_proofs(scheme, function.id, one.act.on)
        for chain in proof.chains
        for step in chain.steps
        if step.how == "delegated"
    }
    assert used <= rows


@settings(max_examples=15)
@given(cases())
def test_what_stands_apart_has_reasons_and_without_it_all_answers_are_as_before(one: Case) -> None:
    scheme = scheme_of(one.register, BASIS)
    apart = unproved(scheme, one.act.on, scheme_table(scheme, one.act.on))
    assert all(row.reasons for row in apart)
    for row in [row for row in apart if row.entry.mode not in ("exclusive", "joint")][:3]:
        less = scheme_of(without(one, row), BASIS)
        for area in one.register.areas:
            act = Act(row.function, area.id, one.act.on)
            assert deciders(less, act) == deciders(scheme, act)


def without(one: Case, row: Unproved) -> Register:
    """The register without one function of a delegation."""
    left = tuple(name for name in row.entry.functions if name != row.function)
    entries = [
        entry.model_copy(update={"functions": left}) if entry.id == row.entry.id else entry
        for entry in one.register.delegations
    ]
    kept = tuple(entry for entry in entries if entry.functions)
    return one.register.model_copy(update={"delegations": kept})
