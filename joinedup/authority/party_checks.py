"""Whoever delegations and reservations name, and who is not there, or is a post that nobody holds;
and posts that a class of officers names, and that are none of it.

Each of them is told once, with all that names it: what is to be mended stands in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from joinedup.authority.absent import Absence
from joinedup.authority.checked import Checked, quoted
from joinedup.authority.days import includes
from joinedup.authority.parties import Party
from joinedup.authority.sentences import NOT_KNOWN, sentence
from joinedup.register.delegations import Delegation, Reservation
from joinedup.register.schema import Body
from joinedup.values.finding import Finding

Naming = tuple[Delegation | Reservation, Iterable[str]]
Cause = TypeVar("Cause")


def party_findings(checked: Checked) -> Iterator[Finding]:
    """Those who are not there on the day of the check, posts that are vacant, and no officers."""

    def gone(actor: str) -> Absence | None:
        absence = checked.absent(actor)
        return absence and checked.absent(absence.party.actor.id)

    def vacant(actor: str) -> str | None:
        held = checked.scheme.parties.named(actor).held
        return None if includes(held, checked.on.toordinal()) or gone(actor) else actor

    for absence, entries in _by_cause(_all_named(checked), gone).items():
        yield _gone(checked, absence, entries)
    for post, entries in _by_cause(_deciding(checked), vacant).items():
        yield checked.told(
            "vacant-post",
            checked.entry_of(post) or entries[0],
            f"nobody holds the post of {checked.called(post)} on {checked.day}, so nobody decides "
            f"by {_in_words(entries)}",
            "name who holds it in posts.yaml, or let another decide meanwhile",
            column="holders",
        )
    yield from _no_officers(checked)


def _no_officers(checked: Checked) -> Iterator[Finding]:
    """Posts to which nothing comes that is passed to a class of officers that they name."""
    named: dict[Party, list[Delegation | Reservation]] = {}
    for one in checked.live:
        if one.officers:
            officers = checked.scheme.parties.named(one.given_to, one.officers)
            named.setdefault(officers, []).append(one)
    day = checked.on.toordinal()
    for officers, entries in named.items():
        for post in (way.receiver for way in officers.own_ways):
            for check in checked.scheme.support.officer_checks(officers, post):
                if includes(post.days, day) and not includes(check.days, day):
                    says, mend = sentence(check.rule, check.about)
                    yield checked.told(
                        "not-an-officer",
                        checked.entry_of(post.actor.id) or entries[0],
                        f"nothing comes to {post} as one of the class '{officers.actor.officers}' "
                        f"by {_in_words(entries)}: {says}",
                        mend,
                        outcome="not-known" if check.rule in NOT_KNOWN else "fails",
                        column="officers",
                    )


def _all_named(checked: Checked) -> Iterator[Naming]:
    for one in checked.live:
        yield one, (*one.given_by, one.given_to)
    for kept in checked.live_reservations:
        yield kept, (kept.body, kept.kept_by, *kept.urgent)


def _deciding(checked: Checked) -> Iterator[Naming]:
    for one in checked.live:
        yield one, (one.given_to,)
    for kept in checked.live_reservations:
        yield kept, (kept.kept_by,)


def _by_cause(
    named: Iterable[Naming], cause: Callable[[str], Cause | None]
) -> dict[Cause, list[Delegation | Reservation]]:
    """The entries by what `cause` gives for those whom they name, if it gives anything."""
    found: dict[Cause, dict[int, Delegation | Reservation]] = {}
    causes: dict[str, Cause | None] = {}
    for entry, actors in named:
        for actor in actors:
            if actor not in causes:
                causes[actor] = cause(actor)
            if (one := causes[actor]) is not None:
                found.setdefault(one, {})[id(entry)] = entry
    return {one: list(entries.values()) for one, entries in found.items()}


def _gone(checked: Checked, absence: Absence, entries: list[Delegation | Reservation]) -> Finding:
    entry = checked.entry_of(absence.party.actor.id)
    mend = "mend its days or its approvals, or let the entries begin when it does"
    if entry is None:
        mend = "name a body, forum or post of the folder"
    elif absence.ended:
        mend = "end the entries, and make anew what goes on"
        if isinstance(entry, Body) and not entry.succeeded_by:
            mend = f"{mend}; say in bodies.csv who took on what it did ('succeeded_by')"
    return checked.told(
        "actor-not-there",
        entry or entries[0],
        f"{absence.why}. On {checked.day} it, or one of its own, is still named in "
        f"{_in_words(entries)}",
        mend,
    )


def _in_words(entries: list[Delegation | Reservation]) -> str:
    """Entries as a sentence lists them: 'the delegations 'a' and 'b', and the reservation 'c''."""
    said = []
    for kind, name in ((Delegation, "delegation"), (Reservation, "reservation")):
        if ids := [one.id for one in entries if isinstance(one, kind)]:
            said.append(f"the {name}{'s' if len(ids) > 1 else ''} {quoted(ids)}")
    return " and ".join(said)
