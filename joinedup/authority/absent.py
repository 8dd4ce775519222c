"""Why somebody is not there on a day: it has ended, is not there yet, or is not approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from joinedup.authority.parties import Parties, Party
from joinedup.law.question import listed
from joinedup.register.delegations import Approval
from joinedup.register.schema import Body, Forum
from joinedup.values.dates import day_in_words


class Absence(NamedTuple):
    """Why somebody is not there, and what would change that.

    `party` is the one to whom it is due: itself, or the body that it is of. `why` is a sentence
    that begins with its name, and `mend` half a one, both without a full stop. `ended`: it is no
    more. `by_dates`: it does not exist then, so that whatever else is mended changes nothing.
    """

    party: Party
    why: str
    mend: str
    ended: bool = False
    by_dates: bool = False


def absence(parties: Parties, party: Party, day: date) -> Absence:
    """Why somebody is not there on a day on which it is not."""
    due = party
    body = party.body
    found = _own_absence(parties, party, day)
    of = ""
    if found is None and body is not None and body is not party:
        due, of = body, f" is of {body}, which"
        if party.actor.kind == "officers":
            party, of = body, ""
        found = _own_absence(parties, body, day)
    if found is None:
        why = f"{party} is no body, forum or post that may have functions"
        return Absence(party, why, "name one that may", by_dates=True)
    return found._replace(party=due, why=f"{party}{of} {found.why}")


def _own_absence(parties: Parties, party: Party, day: date) -> Absence | None:
    """Why somebody itself is not there, as a sentence goes on; None where it is."""
    entry = party.entry
    if entry is None:
        return None
    first, last = entry.first_day, entry.last_day
    if first is not None and day < first:
        start = day_in_words(first)
        why, mend = f"is there only from {start}", f"ask of {start} or later"
        return Absence(party, why, mend, by_dates=True)
    if last is not None and last < day:
        return Absence(party, *_ended(parties, party, last), ended=True, by_dates=True)
    if isinstance(entry, Forum) and (waiting := not_given(entry.approvals, day)):
        lacking = approvals_in_words(parties, waiting)
        why = f"is not approved on {day_in_words(day)}: it lacks {lacking}"
        return Absence(party, why, approval_mend(waiting))
    return None


def not_given(approvals: Iterable[Approval], day: date) -> list[Approval]:
    """The approvals that are not given by a day, in the order of whose they are."""
    waiting = [one for one in approvals if one.on is None or day < one.on]
    return sorted(waiting, key=lambda one: one.by)


def approvals_in_words(parties: Parties, waiting: Iterable[Approval]) -> str:
    """Approvals that are lacking, each with whose it is and since when it is given."""
    given = (
        f"the approval of {parties.named(one.by)} "
        f"({'no day is recorded' if one.on is None else f'given only on {day_in_words(one.on)}'})"
        for one in waiting
    )
    return listed(list(given))


def approval_mend(waiting: Iterable[Approval]) -> str:
    """What would bring the approvals that are lacking."""
    days = [one.on for one in waiting]
    given = [on for on in days if on is not None]
    if len(given) < len(days):
        return "record the approval and its day"
    return f"ask of {day_in_words(max(given))} or later"


def _ended(parties: Parties, party: Party, last: date) -> tuple[str, str]:
    why = f"ended on {day_in_words(last)}"
    entry = party.entry
    if isinstance(entry, Body) and entry.succeeded_by:
        heirs = listed([str(parties.named(one)) for one in entry.succeeded_by])
        return f"{why}; {heirs} took on what it did", f"name {heirs} instead"
    return why, "name whoever does now what it did"
