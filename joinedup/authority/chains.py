"""The search for chains: from whoever holds a function, by passings, to whoever would decide.

What a delegation says about passing on binds all who come after it, so a search walks through
states: somebody, with what has been passed on so far. Nothing is won by coming back to somebody,
so the shortest chain visits nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from joinedup.authority.field import Field
from joinedup.authority.matter import Matter
from joinedup.authority.opening import Found, is_open, open_ways_to
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.roots import Root


class Later(NamedTuple):
    """What is delegated later in a chain than some point of it: to whose, and approved by whom.

    `body` is the one that all receivers are of; None if they are of several, or of a forum of
    several. `approvers` are the bodies that approved each of the delegations.
    """

    body: Party | None
    approvers: frozenset[str]


#: How many states a search back goes through before it is given up: delegations that need consents,
#: laid out so, have more ways through them than can be tried.
MOST_STATES = 20_000

#: Somebody in a chain that is sought backwards, with what is delegated later; None for nothing.
State = tuple[Party, Later | None]
#: From each state, the passings by which it goes on, each with the state that it leads to.
Links = dict[State, list[tuple[Passing, State]]]
#: Which ways to somebody may be taken, for a matter.
Opening = Callable[[Party, Matter], Iterable[Passing]]


def before(passing: Passing, later: Later | None) -> tuple[bool, Later | None]:
    """Whether a passing lets follow what is passed on later; and all of that, itself included."""
    if passing.delegation is None:
        return True, later
    body = passing.receiver.body
    if later is None:
        return True, Later(body, passing.approvers)
    onward = passing.onward
    giver = passing.giver.body
    allowed = (
        onward == "yes"
        or (onward == "within the body" and body is not None and body is later.body)
        or (onward == "with consent" and giver is not None and giver.actor.id in later.approvers)
    )
    return allowed, Later(body if body is later.body else None, passing.approvers & later.approvers)


def best_chain(
    actor: Party,
    roots: Mapping[Party, Sequence[Root]],
    matter: Matter,
    later: Later | None = None,
    ways: Opening = open_ways_to,
) -> Found | None:
    """The shortest chain to an actor; of several, the one whose steps come first in order.

    `later` is what would be delegated after it; `ways` are those that it may take. Where there are
    too many to try, it is what a search forward finds (`Field`).
    """
    try:
        return _search_back(actor, roots, matter, later, None, ways)
    except _TooManyWaysError:
        forward = later is None and ways is open_ways_to
        return Field(roots, matter).found(actor) if forward else None


def chain_through(
    actor: Party,
    ways: Iterable[Passing],
    roots: Mapping[Party, Sequence[Root]],
    matter: Matter,
    field: Field | None = None,
) -> Found | None:
    """The shortest chain to an actor of those that end with one of some ways to it, if any does.

    `field` is what authority reaches from the roots, where that is known already: the best chain to
    whoever gives by a way is taken from it, unless the way may not follow that chain.
    """
    found = []
    for passing in ways:
        if passing.giver is actor or not is_open(passing, matter):
            continue
        if chain := _chain_before(passing, roots, matter, field):
            found.append(chain._replace(passings=(*chain.passings, passing)))
    ranked = sorted(found, key=lambda one: (len(one.passings), one.rank))
    return ranked[0] if ranked else None


def _chain_before(
    passing: Passing,
    roots: Mapping[Party, Sequence[Root]],
    matter: Matter,
    field: Field | None,
) -> Found | None:
    """The shortest chain to whoever gives by a passing that the passing may follow."""
    if field is not None and not field.tangled:
        known = field.found_before(passing)
        if known is not None or passing.giver not in field:
            return known
    _, later = before(passing, None)
    try:
        return _search_back(passing.giver, roots, matter, later, passing.receiver, open_ways_to)
    except _TooManyWaysError:
        return (field or Field(roots, matter)).found_before(passing)


class _TooManyWaysError(Exception):
    """A search back went through more states than it may."""


def _search_back(
    actor: Party,
    roots: Mapping[Party, Sequence[Root]],
    matter: Matter,
    later: Later | None,
    without: Party | None,
    ways: Opening,
) -> Found | None:
    """As `best_chain`, and visiting nobody who is `without`.

    Raises _TooManyWaysError where there are too many ways to try.
    """
    links: Links = {}
    level: Links = {(actor, later): []}
    while level:
        links |= level
        if ends := [
            (root.rank, root, state)
            for state in level
            for root in roots.get(state[0], ())
            if not (root.barred and state[1] is not None)
        ]:
            rank, root, _ = min(ends, key=lambda end: end[0])
            starts = [state for one, _, state in ends if one == rank]
            return Found(matter, root, tuple(_first_in_order(starts, links)))
        if len(links) > MOST_STATES:
            raise _TooManyWaysError
        level = _one_step_back(level, links, matter, without, ways)
    return None


def _one_step_back(
    level: Links, links: Links, matter: Matter, without: Party | None, ways: Opening
) -> Links:
    """The states from which those of a level are reached, apart from those seen already."""
    found: Links = {}
    open_ways: dict[Party, list[Passing]] = {}
    for state in level:
        party, later = state
        if party not in open_ways:
            open_ways[party] = [
                passing for passing in ways(party, matter) if passing.giver is not without
            ]
        for passing in open_ways[party]:
            allowed, then = before(passing, later)
            giver = (passing.giver, then)
            if allowed and giver not in links:
                found.setdefault(giver, []).append((passing, state))
    return found


def _first_in_order(states: list[State], links: Links) -> Iterator[Passing]:
    """The passings onward from some states of one party that come first in order."""
    while onward := [link for state in states for link in links[state]]:
        first = min((passing for passing, _ in onward), key=lambda passing: passing.rank)
        yield first
        states = [state for passing, state in onward if passing is first]
