"""The proof that an actor may decide, if there is one: the fast part of `prove`."""

from __future__ import annotations

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import Found, best_chain
from joinedup.authority.days import includes
from joinedup.authority.parties import Party
from joinedup.authority.proof import Chain, Proof
from joinedup.authority.roots import need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.terms import report_back, terms_of
from joinedup.authority.withheld import exclusives, is_suspended


def proof_of(scheme: Scheme, actor: Actor, act: Act) -> Proof | None:
    """The proof that an actor may decide; None where the register shows no authority."""
    party = scheme.party(actor)
    if party is None or act.function not in scheme.holdings or act.area not in scheme.areas:
        return None
    if not includes(party.days, act.on.toordinal()):
        return None
    needed = need(scheme.holdings[act.function], scheme.matter(act), party)
    found = []
    for group in needed.groups:
        matter = scheme.matter(act, group.area)
        if is_suspended(party, matter) or any(exclusives(party, matter)):
            return None
        chain = best_chain(party, roots_of(group, matter, scheme.stand_ins), matter)
        if chain is None:
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
