"""What may be said to be shown of a matter: its conditions and preconditions, by their ids."""

from __future__ import annotations

from joinedup.law.function import Basis
from joinedup.register.schema import Register

#: Conditions that proofs add of themselves, with what each is called.
OWN = {
    "holder": "Somebody holds the post",
    "framework": "It is part of the council's budget and policy framework",
}
#: What nobody means for evidence.
_DENIED = frozenset({"no", "not", "none", "false", "unmet", "0", "n", "failed", "fails"})


def what_is_shown(register: Register, basis: Basis) -> dict[str, str]:
    """The title of each precondition of the law and each condition of a delegation, by its id."""
    titles = {one.id: one.title for one in basis.preconditions}
    for delegation in register.delegations:
        for one in delegation.conditions:
            titles.setdefault(one.id, one.says or one.id)
    return {**OWN, **titles}


def denies(text: str) -> bool:
    """Whether a text says that nothing shows a condition, rather than what does."""
    said = " ".join(text.casefold().split())
    return said in _DENIED or said.startswith("not ")
