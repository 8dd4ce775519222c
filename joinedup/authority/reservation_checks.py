"""What is wrong with a reservation by itself: for whom it keeps matters, and can they decide."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.checked import Checked, quoted
from joinedup.authority.days import includes
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.law.function import Function
from joinedup.register.delegations import Reservation
from joinedup.values.finding import Finding

#: Of whom it is told that nothing leads to them, by the column that names them: the rule, why and
#: how to mend it.
_NOT_REACHED = {
    "kept_by": (
        "keeper-not-reached",
        "{body} keeps {what} for {actor}; by law it does not act through them in this, and neither "
        "it nor those through whom it acts delegate it to them, so nobody could decide what is "
        "kept",
        "let {body}, or whoever acts for it, delegate it to {actor}; or name another who keeps it",
    ),
    "urgent": (
        "urgent-not-reached",
        "{body} lets {actor} decide {what} where it cannot wait; by law it does not act through "
        "them in this, and neither it nor those through whom it acts delegate it to them, so they "
        "could not",
        "let {body}, or whoever acts for it, delegate it to {actor}; or take them out of 'urgent'",
    ),
}
#: Whether a function comes to somebody, from the body or through some others.
Reached = dict[tuple[str, Party, frozenset[Party]], bool]


def reservation_findings(checked: Checked) -> Iterator[Finding]:
    """Every finding about a reservation by itself, on the day of the check."""
    reached: Reached = {}
    for reservation in checked.live_reservations:
        yield from _kept_by_others(checked, reservation)
        yield from _not_reached(checked, reservation, "kept_by", reservation.kept_by, (), reached)
        through = (reservation.kept_by, *reservation.urgent)
        for actor in dict.fromkeys(reservation.urgent):
            yield from _not_reached(checked, reservation, "urgent", actor, through, reached)


def _kept_by_others(checked: Checked, reservation: Reservation) -> Iterator[Finding]:
    named = {"kept_by": (reservation.kept_by,), "urgent": reservation.urgent}
    for column, actors in named.items():
        for actor in actors:
            if reservation.body not in checked.bodies_of(actor):
                yield checked.told(
                    "reserved-to-others",
                    reservation,
                    f"{checked.called(actor)} is not of {checked.called(reservation.body)}, which "
                    "can keep matters for itself, its own forums and its own posts only; nobody "
                    "could then decide them",
                    "name the body, or a forum or post of it; what passes to others is a "
                    "delegation",
                    column=column,
                )


def _not_reached(
    checked: Checked,
    reservation: Reservation,
    column: str,
    actor: str,
    through: tuple[str, ...],
    reached: Reached,
) -> Iterator[Finding]:
    """Functions that a body lets one of its own decide to whom they do not come.

    Through whom the body acts by law may pass on to them what is kept, and not decide it; whoever
    else is of the body is stopped by the reservation, but for those in `through`: whatever is
    urgent goes to whom the reservation names from its keeper too, and from each other.
    In `reached` is kept to whom which function comes.
    """
    parties, known = checked.scheme.parties, checked.scheme.functions
    body, party = parties.named(reservation.body), parties.named(actor)
    if party is body or party.body is not body or checked.absent(actor):
        return
    others = frozenset(map(parties.named, through))
    out = []
    for one in dict.fromkeys(reservation.functions):
        key = one, party, others
        if one in known and key not in reached:
            reached[key] = _reaches(checked, known[one], body, party, others)
        if not reached.get(key, True):
            out.append(one)
    if out:
        rule, why, mend = _NOT_REACHED[column]
        named = {"body": body, "actor": party, "what": quoted(out)}
        yield checked.told(
            rule, reservation, why.format(**named), mend.format(**named), column=column
        )


def _reaches(
    checked: Checked, function: Function, body: Party, party: Party, through: frozenset[Party]
) -> bool:
    """Whether a function comes to one of a body past its own reservation.

    It does from the body itself, from those through whom it acts by law, and from other bodies; and
    through those others who may pass it on.
    """
    if any(party.kind in holders.forum_kinds for holders in function.holders):
        return True
    matter = checked.matter(function.id, "")

    def is_open(way: Passing) -> bool:
        return includes(way.days[matter.mode], matter.day)

    def has_it(giver: Party) -> bool:
        return (
            giver is body
            or giver.body is not body
            or any(way.organ is not None and is_open(way) for way in giver.ways_to)
            or any(way.giver.body is not body for way in giver.incoming.get(function.id, ()))
        )

    found, waiting = {party}, [party]
    while waiting:
        one = waiting.pop()
        ways = (*one.ways_to, *one.incoming.get(function.id, ()))
        givers = {way.giver for way in ways if is_open(way)}
        if any(has_it(giver) for giver in givers):
            return True
        onward = (givers & through) - found
        found |= onward
        waiting += onward
    return False
