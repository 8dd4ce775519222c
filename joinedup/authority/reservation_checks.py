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


def reservation_findings(checked: Checked) -> Iterator[Finding]:
    """Every finding about a reservation by itself, on the day of the check."""
    reached: dict[tuple[str, Party], bool] = {}
    for reservation in checked.live_reservations:
        yield from _kept_by_others(checked, reservation)
        yield from _not_reached(checked, reservation, reached)


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
    checked: Checked, reservation: Reservation, reached: dict[tuple[str, Party], bool]
) -> Iterator[Finding]:
    """Functions that a body keeps for one of its own to whom they do not come.

    Through whom the body acts by law may pass on to them what is kept, and not decide it; whoever
    else is of the body is stopped by the reservation.
    In `reached` is kept to whom which function comes.
    """
    parties, known = checked.scheme.parties, checked.scheme.functions
    body, keeper = parties.named(reservation.body), parties.named(reservation.kept_by)
    if keeper is body or keeper.body is not body or checked.absent(reservation.kept_by):
        return
    kept = [one for one in dict.fromkeys(reservation.functions) if one in known]
    for one in kept:
        if (one, keeper) not in reached:
            reached[one, keeper] = _reaches(checked, known[one], body, keeper)
    if out := [one for one in kept if not reached[one, keeper]]:
        yield checked.told(
            "keeper-not-reached",
            reservation,
            f"{body} keeps {quoted(out)} for {keeper}; by law it does not act through them in "
            "this, and neither it nor those through whom it acts delegate it to them, so nobody "
            "could decide what is kept",
            f"let {body}, or whoever acts for it, delegate it to {keeper}; or name another who "
            "keeps it",
            column="kept_by",
        )


def _reaches(checked: Checked, function: Function, body: Party, keeper: Party) -> bool:
    """Whether a function comes to one of a body past its own reservation for them.

    It does from the body itself, from those through whom it acts by law, and from other bodies.
    """
    if any(keeper.kind in holders.forum_kinds for holders in function.holders):
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

    ways = (*keeper.ways_to, *keeper.incoming.get(function.id, ()))
    return any(has_it(giver) for giver in {way.giver for way in ways if is_open(way)})
