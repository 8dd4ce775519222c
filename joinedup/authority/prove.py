"""Whether an actor may take a decision: a proof by chains from the law, or a refusal."""

from __future__ import annotations

from joinedup.authority.act import Act, Actor
from joinedup.authority.deciding import proof_of
from joinedup.authority.explaining import explained
from joinedup.authority.proof import Proof, Refusal
from joinedup.authority.refusal import refusal
from joinedup.authority.scheme import Scheme
from joinedup.values.explained import Explained

__all__ = ["proof_of", "prove"]


def prove(scheme: Scheme, actor: Actor, act: Act) -> Explained[Proof] | Refusal:
    """The proof that an actor may decide, explained; or every reason why none is shown."""
    proof = proof_of(scheme, actor, act)
    return refusal(scheme, actor, act) if proof is None else explained(scheme, proof)
