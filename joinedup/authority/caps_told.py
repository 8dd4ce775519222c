"""What the caps of a proof leave, in words: each amount with what it counts, or why not known."""

from __future__ import annotations

from joinedup.authority.caps_left import A_YEAR, WHOLE_LIFE, WITH_VAT
from joinedup.authority.proof import Cap, Terms
from joinedup.values.pence import pounds_in_short

_SPANS = {"decision": "", "year": " more this financial year", "ever": " more in all"}
_BASES = {WITH_VAT: "with VAT", A_YEAR: "its value a year"}
_UNKNOWN = {
    "residents-not-said": "how many people live there is not said",
    "stream-not-said": "no such stream is known",
    "used-not-said": "what was decided before is not said",
    "cap-of-another-year": "it is money of another year",
}


def binding(terms: Terms) -> tuple[Cap, ...]:
    """The caps that bound a decision: the least that is known on each basis, and all not known."""
    least: dict[str, tuple[int, Cap]] = {}
    for cap in terms.caps:
        basis = "" if cap.basis in WHOLE_LIFE else cap.basis
        if cap.pence is not None and cap.pence < least.get(basis, (cap.pence + 1, cap))[0]:
            least[basis] = cap.pence, cap
    known = [cap for _, (_, cap) in sorted(least.items())]
    return (*known, *(cap for cap in terms.caps if cap.pence is None))


def amount(cap: Cap) -> str:
    """What a cap leaves: '£250,000', '£9,000 more this financial year (with VAT)'."""
    basis = _BASES.get(cap.basis, "")
    if cap.pence is None:
        of = f"{cap.text}, {basis}" if basis else cap.text
        return f"an amount that is not known ({of}: {_UNKNOWN[cap.unknown]})"
    left = f"{pounds_in_short(cap.pence)}{_SPANS[cap.span]}"
    return f"{left} ({basis})" if basis else left


def up_to(terms: Terms) -> tuple[str, ...]:
    """Each bound of a decision as 'up to £250,000'; nothing where no cap binds."""
    return tuple(f"up to {amount(cap)}" for cap in binding(terms))


def caps_in_words(terms: Terms) -> str:
    """How much may be decided, in one line: 'up to £250,000', 'no cap'."""
    return "; ".join(up_to(terms)) or "no cap"
