"""What a row of the scheme says beside who and for where: up to what, with whom, and if urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from joinedup.authority.caps_told import amount, binding
from joinedup.authority.mapping import Outcome, SchemeRow
from joinedup.authority.proof import Terms
from joinedup.authority.withheld import FRAMEWORK
from joinedup.authority.wording import Words, limit
from joinedup.law.question import listed
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Reservation
from joinedup.values.pence import pounds_in_short

NO_CAP = "no cap"
ANY_VALUE = "any value"
_NO_AUTHORITY = "of whom the register shows no authority"
_NOT_KNOWN = {"fails": "", "not-known": "not known: "}
_IF_URGENT: Mapping[Outcome, str] = {
    "may": "where it cannot wait {} may decide, and reports back",
    "not-known": "where it cannot wait it is not known whether {} may decide",
    "no": f"for what cannot wait it names {{}}, {_NO_AUTHORITY}",
}


def bound(row: SchemeRow) -> str:
    """Up to, or above, what a row is: '£100,000 per 100,000 residents' with what it comes to.

    '' for what the law gives, which has no bound of its own.
    """
    entry = row.entry
    if isinstance(entry, Reservation):
        return limit(entry) or ANY_VALUE
    if not isinstance(entry, Delegation):
        return ""
    if row.limit is None:
        return NO_CAP
    cap = cap_from_text(entry.cap)
    if cap.per_residents is None and cap.share is None:
        return limit(entry)
    comes_to = "an amount that is not known"
    if row.limit.pence is not None:
        comes_to = pounds_in_short(row.limit.pence)
    return f"{limit(entry)}, which comes to {comes_to}"


def most_pence(terms: Terms) -> int | str | None:
    """The most that may be decided, in pence; '' without a cap, None where it is not known.

    Not known too where only the yearly value, or that with VAT, is bounded.
    """
    bounds = binding(terms)
    if not bounds:
        return ""
    return None if any(one.pence is None for one in bounds) else terms.cap_pence


def notes(row: SchemeRow, words: Words) -> tuple[str, ...]:
    """What else a board should read with a row, each in half a sentence."""
    return tuple(dict.fromkeys(_notes(row, words)))


def _notes(row: SchemeRow, words: Words) -> Iterator[str]:
    entry = row.entry
    if row.how == "holds" and row.function.jointly:
        yield "jointly: all who hold it decide together"
    for reason in row.withheld:
        yield f"{_NOT_KNOWN[reason.outcome]}{reason.text.rstrip('.')}"
    if isinstance(entry, Delegation):
        yield from _of_mode(entry, row, words)
        givers = {one.id for one in row.givers}
        if others := [words.named(one) for one in entry.given_by if one not in givers]:
            yield f"made together with {listed(others, 3)}"
    for outcome, said in _IF_URGENT.items():
        if who := " or ".join(words.actor(actor) for actor, how in row.urgent if how == outcome):
            yield said.format(who)
    if row.proof is not None:
        yield from _of_terms(row.proof.terms, entry, words)
    elif isinstance(entry, Reservation):
        yield _NO_AUTHORITY
    elif isinstance(entry, Delegation):
        yield "which passed all of it on"


def _of_mode(entry: Delegation, row: SchemeRow, words: Words) -> Iterator[str]:
    givers = " and ".join(map(words.actor, row.givers))
    if entry.mode == "exclusive":
        yield f"and no longer by {givers}"
    # Of others it is told with the terms who must agree.
    elif entry.mode == "joint" and not (row.proof and row.proof.terms.together_with):
        yield f"jointly with {givers}"


def _of_terms(terms: Terms, entry: object, words: Words) -> Iterator[str]:
    if terms.together_with:
        yield words.together(terms.together_with)
    if terms.separate:
        yield "one decision for each of the bodies"
    for one in terms.conditions:
        if one.id == FRAMEWORK:
            yield f"provided that {one.says}"
    own = entry.id if isinstance(entry, Delegation) else ""
    bounds = binding(terms)
    # The cap of the row itself stands in its own column, but for what is left of it.
    if any(one.delegation != own or one.span != "decision" for one in bounds):
        yield f"its chain lets it decide up to {' and '.join(map(amount, bounds))}"
    for held in words.reserved(terms):
        yield held.says
