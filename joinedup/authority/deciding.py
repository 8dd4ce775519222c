"""The proof that an actor may decide, if there is one: the fast part of `prove`."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import Found, best_chain, chain_through
from joinedup.authority.days import includes
from joinedup.authority.memory import Answers, is_plain
from joinedup.authority.parties import Party
from joinedup.authority.proof import Proof, Step
from joinedup.authority.roots import IN_COMMON, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.terms import report_back, terms_of
from joinedup.authority.withheld import exclusives, is_suspended


def proof_of(scheme: Scheme, actor: Actor, act: Act) -> Proof | None:
    """The proof that an actor may decide; None where the register shows no authority."""
    party = scheme.party(actor)
    if party is None:
        return None
    if not is_plain(act):
        return _proof_of(scheme, party, act)
    answers = scheme.memory.answers(act, party if party.kind == IN_COMMON else None)
    return None if answers is None else answers.proof(party, act)


def proofs_of(scheme: Scheme, act: Act) -> tuple[Proof, ...]:
    """The proof of each actor who may decide, sorted by the actor."""
    proofs: list[Proof | None] = []
    for answers, everybody in _everybody(scheme, act):
        proofs += [answers.proof(party, act) for party in everybody]
    found = [proof for proof in proofs if proof is not None]
    return tuple(sorted(found, key=lambda one: one.actor) if scheme.in_common else found)


def deciders(scheme: Scheme, act: Act) -> tuple[Actor, ...]:
    """Those who may decide, sorted."""
    found = [party.actor for _, everybody in _everybody(scheme, act) for party in everybody]
    return tuple(sorted(found) if scheme.in_common else found)


def _everybody(scheme: Scheme, act: Act) -> Iterator[tuple[Answers, tuple[Party, ...]]]:
    """Answers, each with those of whom it is asked and who may decide."""
    if act.function not in scheme.holdings or act.area not in scheme.areas:
        return
    for decider in (None, *scheme.in_common):
        answers = scheme.memory.answers(act, decider) if is_plain(act) else None
        answers = answers or Answers(scheme, act, decider)
        yield answers, answers.everybody()


def proof_through(scheme: Scheme, delegation: str, act: Act) -> Proof | None:
    """The proof that the receiver of a delegation may decide, by that delegation.

    Others may give it a better chain; where several holders are needed, the chain from each comes
    through the delegation if it can. None if none can, or the receiver may not decide at all.
    """
    entry = scheme.delegations.get(delegation)
    if entry is None:
        return None
    receiver = scheme.parties.named(entry.given_to, entry.officers)
    proof = _proof_of(scheme, receiver, act, delegation)
    if proof is None:
        return None
    last = {chain.steps[-1].by for chain in proof.chains if chain.steps[-1].how == "delegated"}
    return proof if delegation in last else None


def first_steps(scheme: Scheme, act: Act) -> tuple[Step, ...]:
    """The steps with which chains for an act may begin, whoever would decide, sorted.

    Of functions that are held jointly it is every one; who is directed to cease is left out.
    """
    holdings = scheme.holdings.get(act.function)
    if holdings is None or act.area not in scheme.areas:
        return ()
    found: set[Step] = set()
    for group in need(holdings, scheme.matter(act), None).groups:
        matter = scheme.matter(act, group.area)
        for roots in roots_of(group, matter, scheme.stand_ins).values():
            found.update(root.step for root in roots)
    return tuple(sorted(found, key=lambda step: (step.receiver, step.how, step.by)))


def _proof_of(scheme: Scheme, party: Party, act: Act, through: str = "") -> Proof | None:
    if act.function not in scheme.holdings or act.area not in scheme.areas:
        return None
    if not includes(party.days, act.on.toordinal()):
        return None
    found = []
    for group in need(scheme.holdings[act.function], scheme.matter(act), party).groups:
        matter = scheme.matter(act, group.area)
        if is_suspended(party, matter) or any(exclusives(party, matter)):
            return None
        roots = roots_of(group, matter, scheme.stand_ins)
        chain = through and chain_through(party, through, roots, matter)
        chain = chain or best_chain(party, roots, matter)
        if not chain:
            return None
        found.append(chain)
    return _proof(scheme, party, act, found) if found else None


def _proof(scheme: Scheme, party: Party, act: Act, found: list[Found]) -> Proof:
    chains = tuple(one.proved() for one in found)
    terms = terms_of(scheme, party, act, found)
    return Proof(party.actor, act, chains, terms, report_back(found))
