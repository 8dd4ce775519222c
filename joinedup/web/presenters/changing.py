"""What would change the answer: another value, a later day, haste; each asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from joinedup.authority.act import Act, Actor, Shown
from joinedup.authority.caps_left import WHOLE_LIFE
from joinedup.authority.proof import Proof
from joinedup.authority.shown import OWN, what_is_shown
from joinedup.law.files import basis
from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import number
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds_in_short
from joinedup.web import folder
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import without_empty
from joinedup.web.presenters.links import several
from joinedup.web.scheme import apart, lowest_actors, proofs

#: Of how many other values, and of how many other days, it is asked at the most.
_MOST = 40
#: With so many deciders in all they are asked of fewer.
_MOST_DECIDERS = 4_000
#: How many of those to whom a change makes a difference are named.
_MOST_NAMED = 30

#: What is other than was asked, and the act that it makes.
_Other = tuple[str, Act]


@dataclass(frozen=True)
class Change:
    """What is other than was asked, who may no longer decide then and who may, and the lowest."""

    said: str
    lost: frozenset[Actor]
    gained: frozenset[Actor]
    lowest: tuple[Actor, ...]


def changes_table(system: folder.Shown, act: Act, chains: Chains, of: Actor | None = None) -> Table:
    """What would change who may decide, or whether one may: values first, days, then all else."""
    rows: list[tuple[Cell, ...]] = []
    for change in _changes(system, act, of):
        lost, gained = ((one if of is None else one & {of}) for one in (change.lost, change.gained))
        if lost or gained:
            rows.append(
                (
                    change.said,
                    _named(lost, chains),
                    _named(gained, chains),
                    _named(change.lowest, chains) or "Nobody",
                )
            )
    columns = (
        Column("change", "Change"),
        Column("no_longer", "Could no longer decide"),
        Column("could", "Could decide too"),
        Column("lowest", "Lowest then"),
    )
    table = Table("changing", "What would change the answer", columns, tuple(rows))
    return without_empty(table, "no_longer", "could")


def _changes(system: folder.Shown, act: Act, of: Actor | None) -> Iterator[Change]:
    """Each change against what was asked; values and days against the one before."""

    def may(other: Act) -> frozenset[Actor]:
        """Those who decide themselves; and whoever is asked of, if others act for it."""
        among = apart(system, other)
        return frozenset(among.deciding) | (among.through_others & {of})

    def change(said: str, other: Act, before: frozenset[Actor]) -> Change:
        then = may(other)
        return Change(said, before - then, then - before, lowest_actors(system, other))

    now = may(act)
    most = min(_MOST, max(1, _MOST_DECIDERS // (len(now) + 1)))
    register = system.register
    amounts = _amounts(system, act, most)
    for in_turn in (_smaller(act, amounts), _larger(act, amounts), _later(system, act)):
        before = now
        for said, other in islice(in_turn, most):
            found = change(said, other, before)
            if found.lost or found.gained:
                yield found
            before = (before - found.lost) | found.gained
    unmet = islice(_unmet(register, act, proofs(system, act)), most)
    for said, other in (*_otherwise(act), *unmet):
        found = change(said, other, now)
        if found.lost or found.gained:
            yield found


def _amounts(system: folder.Shown, act: Act, most: int) -> tuple[int, ...]:
    """The values, with linked matters, above which something is other, sorted."""
    found: set[int] = {
        amount
        for one in system.register.reservations
        if act.function in one.functions and one.above
        for amount in [cap_from_text(one.above).amount]
        if amount is not None
    }
    of_any_value = replace(act, value_pence=None, linked_pence=())
    waiting = set(_caps(proofs(system, of_any_value))) | found
    while waiting and len(found) < most:
        found |= waiting
        # Whoever has more than one chain may have a larger cap by another.
        larger = sorted(waiting)[:most]
        more = (replace(of_any_value, value_pence=one + 1) for one in larger)
        waiting = {cap for other in more for cap in _caps(proofs(system, other))} - found
    return tuple(sorted(found))


def _caps(answers: Iterable[Proof]) -> Iterator[int]:
    for one in answers:
        for cap in one.terms.caps:
            if cap.pence is not None and cap.basis in WHOLE_LIFE:
                yield cap.pence


def _smaller(act: Act, amounts: tuple[int, ...]) -> Iterator[_Other]:
    """The same matter at each smaller amount, where a value was asked about."""
    total = act.total_pence
    for amount in reversed(amounts):
        if total is not None and amount < total:
            yield f"{pounds_in_short(amount)} or less", _worth(act, amount)


def _larger(act: Act, amounts: tuple[int, ...]) -> Iterator[_Other]:
    """The same matter at a penny more than each amount."""
    for amount in amounts:
        if amount >= (act.total_pence or 0):
            yield f"More than {pounds_in_short(amount)}", _worth(act, amount + 1)


def _worth(act: Act, pence: int) -> Act:
    """The same matter with another value, linked matters included; on other bases as it was."""
    linked = sum(act.linked_pence)
    if pence >= linked:
        return replace(act, value_pence=pence - linked)
    return replace(act, value_pence=pence, linked_pence=())


def _later(system: folder.Shown, act: Act) -> Iterator[_Other]:
    """The same matter from each later day on which something begins or ends."""
    register = system.register
    ends = {one.terms.last_day for one in proofs(system, act)}
    found = {_after(day) for day in ends if day} | set(_days(register, act.function))
    for day in sorted(day for day in found if day is not None and day > act.on):
        yield f"From {day_in_words(day)}", replace(act, on=day)


def _days(register: Register, function: str) -> Iterator[date | None]:
    """Days from which an entry that concerns a function is other than before."""
    for section in (register.bodies, register.forums, register.posts):
        yield from (one.first_day for one in section)
    for entries in (register.delegations, register.reservations, register.directions):
        for one in entries:
            if function in one.functions or not one.functions:
                yield one.first_day
                yield _after(one.last_day)
                if isinstance(one, Delegation):
                    yield from (revocation.on for revocation in one.revocations)
                    yield from (approval.on for approval in one.approvals)


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day and day < date.max else None


def _otherwise(act: Act) -> Iterator[_Other]:
    urgent = "It can wait" if act.urgent else "It cannot wait for whoever it is reserved to"
    yield urgent, replace(act, urgent=not act.urgent)
    framework = "the council's budget or policy framework"
    outside = (
        f"It is within {framework}" if act.outside_framework else f"It departs from {framework}"
    )
    yield outside, replace(act, outside_framework=not act.outside_framework)


def _unmet(register: Register, act: Act, answers: Iterable[Proof]) -> Iterator[_Other]:
    """The same matter with each condition of the chains known not to be met."""
    titles = what_is_shown(register, basis())
    of_chains = {
        held.id
        for one in answers
        for held in (*one.terms.conditions, *one.terms.preconditions)
        # What is asked of any decision blocks none.
        if held.delegation or held.id in OWN
    }
    for one in sorted(of_chains & titles.keys()):
        shown = (*(other for other in act.shown if other.id != one), Shown(one, "not met"))
        yield f"Not met: {titles[one].rstrip('.')}", replace(act, shown=shown)


def _named(actors: Iterable[Actor], chains: Chains) -> Cell:
    found = sorted(actors, key=lambda one: (chains.actors.name(one), one))
    more = len(found) - _MOST_NAMED
    rest = (f"{number(more)} more",) if more > 0 else ()
    named = (chains.actors.link(one) for one in found[:_MOST_NAMED])
    return several((*named, *rest)) if found else ""
