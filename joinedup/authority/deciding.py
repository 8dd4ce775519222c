"""The proof that an actor may decide, if there is one: the fast part of `prove`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import best_chain, chain_through
from joinedup.authority.days import includes
from joinedup.authority.field import Field
from joinedup.authority.parties import Party
from joinedup.authority.proof import Proof
from joinedup.authority.roots import IN_COMMON, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.search import Search, proof_by
from joinedup.authority.withheld import is_silent


def proof_of(scheme: Scheme, actor: Actor, act: Act) -> Proof | None:
    """The proof that an actor may decide; None where the register shows no authority."""
    party = scheme.party(actor)
    if party is None or not _is_known(scheme, act):
        return None
    if party.kind == IN_COMMON:
        return Search(scheme, act, party).proof(party)
    table = scheme.tables.table(act)
    return Search(scheme, act).proof(party) if table is None else table.proof(party, act)


def proofs_of(scheme: Scheme, act: Act) -> tuple[Proof, ...]:
    """The proof of each actor who may decide, sorted by the actor."""
    if not _is_known(scheme, act):
        return ()
    table = scheme.tables.table(act)
    found = Search(scheme, act).proofs() if table is None else table.proofs(act)
    for forum in _in_common(scheme, act):
        found = [*found, *Search(scheme, act, forum).proofs()]
    if scheme.in_common:
        found.sort(key=lambda one: one.actor)
    return tuple(found)


def deciders(scheme: Scheme, act: Act) -> tuple[Actor, ...]:
    """Those who may decide, sorted."""
    if _is_known(scheme, act) and not any(_in_common(scheme, act)):
        table = scheme.tables.table(act)
        if table is not None:
            return tuple(table.deciders(act))
    return tuple(proof.actor for proof in proofs_of(scheme, act))


def _in_common(scheme: Scheme, act: Act) -> Iterator[Party]:
    """Committees in common of those who hold a function for an area, or for parts of it."""
    if scheme.in_common:
        holdings = scheme.holdings[act.function].for_area(act.area)
        holders = {holding.party.actor.id for holding in holdings}
        for forum in scheme.in_common:
            if scheme.areas.parts(act.area) or not holders.isdisjoint(forum.owners):
                yield forum


def _is_known(scheme: Scheme, act: Act) -> bool:
    return act.function in scheme.holdings and act.area in scheme.areas


def proof_through(
    scheme: Scheme, delegation: str, act: Act, fields: Sequence[Field] = ()
) -> Proof | None:
    """The proof that the receiver of a delegation may decide, by that delegation.

    Others may give it a better chain; where several holders are needed, the chain from each comes
    through the delegation if it can. None if none can, or the receiver may not decide at all.
    `fields` are what authority reaches, group by group, where that is known already.
    """
    entry = scheme.delegations.get(delegation)
    if entry is None or not _is_known(scheme, act):
        return None
    party = scheme.parties.named(entry.given_to, entry.officers)
    groups = need(scheme.holdings[act.function], scheme.matter(act), party).groups
    if party.kind == IN_COMMON:
        # Their groups are of their owners only.
        fields = ()
    ways = scheme.ways_for(delegation, act.function)
    found = []
    for group, field in zip_longest(groups, fields):
        matter = scheme.matter(act, group.area)
        if not includes(party.days, matter.day) or is_silent(party, matter):
            return None
        roots = roots_of(group, matter, scheme.stand_ins)
        chain = chain_through(party, ways, roots, matter, field)
        chain = chain or best_chain(party, roots, matter)
        if chain is None:
            return None
        found.append(chain)
    by_it = any(chain.passings and chain.passings[-1] in ways for chain in found)
    return proof_by(scheme, party, act, found) if by_it else None
