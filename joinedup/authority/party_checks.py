"""Whoever delegations and reservations name, and who is not there, or is a post that nobody holds.

Each of them is told once, with all that names it: what is to be mended stands in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from joinedup.authority.checked import Checked, quoted
from joinedup.authority.days import includes
from joinedup.register.delegations import Delegation, Reservation
from joinedup.register.schema import Body
from joinedup.values.finding import Finding

Naming = tuple[Delegation | Reservation, Iterable[str]]


def party_findings(checked: Checked) -> Iterator[Finding]:
    """Those who are not there on the day of the check, and the posts that are vacant then."""
    for who, entries in _by_cause(_all_named(checked), checked.gone).items():
        yield _gone(checked, who, entries)

    def vacant(actor: str) -> str:
        held = checked.scheme.parties.named(actor).held
        return "" if includes(held, checked.on.toordinal()) or checked.gone(actor) else actor

    for post, entries in _by_cause(_deciding(checked), vacant).items():
        yield checked.told(
            "vacant-post",
            checked.entry_of(post) or entries[0],
            f"nobody holds the post of {checked.called(post)} on {checked.day}, so nobody decides "
            f"by {_in_words(entries)}",
            "name who holds it in posts.yaml, or let another decide meanwhile",
            column="holders",
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
    named: Iterable[Naming], cause: Callable[[str], str]
) -> dict[str, list[Delegation | Reservation]]:
    """The entries by the one at fault, whom `cause` gives of each whom they name, '' for none."""
    found: dict[str, dict[int, Delegation | Reservation]] = {}
    causes: dict[str, str] = {}
    for entry, actors in named:
        for actor in actors:
            if actor not in causes:
                causes[actor] = cause(actor)
            if who := causes[actor]:
                found.setdefault(who, {})[id(entry)] = entry
    return {who: list(entries.values()) for who, entries in found.items()}


def _gone(checked: Checked, who: str, entries: list[Delegation | Reservation]) -> Finding:
    entry = checked.entry_of(who)
    ended = entry is not None and entry.last_day is not None and entry.last_day < checked.on
    after = entry.succeeded_by if ended and isinstance(entry, Body) else ()
    went_on = f", and {checked.all_called(after)} took its place" if after else ""
    mend = "mend its days or its approvals, or let the entries begin when it does"
    if entry is None:
        mend = "name a body, forum or post of the folder"
    elif after:
        mend = f"end the entries, and make anew for {checked.all_called(after)} what goes on"
    elif isinstance(entry, Body) and ended:
        mend = "end the entries; say in bodies.csv who took its place ('succeeded_by')"
    elif ended:
        mend = "end the entries, or name in them who took its place"
    return checked.told(
        "actor-not-there",
        entry or entries[0],
        f"{checked.called(who)} {checked.why_gone(who)}{went_on}; on {checked.day} it, or one of "
        f"its own, is still named in {_in_words(entries)}",
        mend,
    )


def _in_words(entries: list[Delegation | Reservation]) -> str:
    """Entries as a sentence lists them: 'the delegations 'a' and 'b', and the reservation 'c''."""
    said = []
    for kind, name in ((Delegation, "delegation"), (Reservation, "reservation")):
        if ids := [one.id for one in entries if isinstance(one, kind)]:
            said.append(f"the {name}{'s' if len(ids) > 1 else ''} {quoted(ids)}")
    return " and ".join(said)
