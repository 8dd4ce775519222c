"""Who may decide one act, found by search: exact for every act and register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from joinedup.authority.act import Act
from joinedup.authority.chains import best_chain
from joinedup.authority.days import includes
from joinedup.authority.field import Field
from joinedup.authority.opening import Found
from joinedup.authority.parties import Party
from joinedup.authority.proof import Proof
from joinedup.authority.roots import IN_COMMON, need, roots_of
from joinedup.authority.terms import report_back, terms_of
from joinedup.authority.withheld import is_silent

if TYPE_CHECKING:
    from joinedup.authority.scheme import Scheme


class Search:
    """The answers to one act.

    `decider` is a forum of committees in common, whose owners must all decide; None for all others.
    """

    def __init__(self, scheme: Scheme, act: Act, decider: Party | None = None):
        self._scheme = scheme
        self._act = act
        self._decider = decider
        #: For each group that a proof needs, the matter and its roots.
        self._groups = []
        for group in need(scheme.holdings[act.function], scheme.matter(act), decider).groups:
            matter = scheme.matter(act, group.area)
            self._groups.append((matter, roots_of(group, matter, scheme.stand_ins)))
        #: Whom the roots of each group reach, if it was asked who can: of one actor alone a search
        #: back from it is shorter. None where there were too many ways to try them all.
        self._fields: list[Field | None] = []

    def proof(self, party: Party) -> Proof | None:
        """The proof that somebody may decide; None where the register shows no authority."""
        found = []
        for number, (matter, roots) in enumerate(self._groups):
            if not includes(party.days, matter.day) or is_silent(party, matter):
                return None
            field = self._fields[number] if self._fields else None
            chain = field.found(party) if field else best_chain(party, roots, matter)
            if chain is None:
                return None
            found.append(chain)
        return proof_by(self._scheme, party, self._act, found) if found else None

    def proofs(self) -> list[Proof]:
        """The proofs of all who may decide, sorted by the actor."""
        if not self._groups:
            return []
        if self._decider is not None:
            reached: Iterable[Party] = (self._decider,)
        else:
            fields = [Field(roots, matter) for matter, roots in self._groups]
            self._fields = [None if field.tangled else field for field in fields]
            everybody = self._scheme.parties.by_actor.values()
            found = next((field for field in self._fields if field is not None), everybody)
            reached = (party for party in found if party.kind != IN_COMMON)
        proofs = map(self.proof, sorted(reached, key=lambda party: party.rank))
        return [proof for proof in proofs if proof is not None]


def proof_by(scheme: Scheme, party: Party, act: Act, found: list[Found]) -> Proof:
    """The proof by chains that were found, one for each group."""
    chains = tuple(one.proved() for one in found)
    terms = terms_of(scheme, party, act, found)
    return Proof(party.actor, act, chains, terms, report_back(found))
