"""The proof that an actor may decide, if there is one: the fast part of `prove`."""

from __future__ import annotations

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import Found, best_chain, chain_through
from joinedup.authority.days import includes
from joinedup.authority.parties import Party
from joinedup.authority.proof import Chain, Proof, Step
from joinedup.authority.roots import need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.terms import report_back, terms_of
from joinedup.authority.withheld import exclusives, is_suspended


def proof_of(scheme: Scheme, actor: Actor, act: Act) -> Proof | None:
    """The proof that an actor may decide; None where the register shows no authority."""
    party = scheme.party(actor)
    return None if party is None else _proof_of(scheme, party, act)


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
    chains = tuple(
        Chain(one.matter.area, (one.root.step, *(passing.step for passing in one.passings)))
        for one in found
    )
    terms = terms_of(scheme, party, act, found)
    return Proof(party.actor, act, chains, terms, report_back(found))
