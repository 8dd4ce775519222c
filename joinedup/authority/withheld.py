"""What takes authority away: what is kept, directions to cease, what is given away or jointly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from joinedup.authority.days import includes
from joinedup.authority.executive import BY_MODEL, OUTSIDE_FRAMEWORK
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party, entry_days
from joinedup.authority.passing import Passing
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Direction, Reservation

#: The id of the condition that a matter is of a council's budget and policy framework.
FRAMEWORK = "framework"
#: What a reservation does to a passing: it stops it; it would but for urgency; it would if the
#: value were above the amount.
Effect = Literal["stops", "urgent", "told"]


class Kept:
    """A reservation: what a body keeps for itself, or for one of its forums or posts."""

    __slots__ = ("above", "area", "by_body", "days", "entry")

    def __init__(self, entry: Reservation):
        self.entry = entry
        self.days = entry_days(entry)
        self.area = entry.area
        self.above = cap_from_text(entry.above).amount if entry.above else None
        self.by_body = entry.kept_by == entry.body

    def concerns(self, passing: Passing) -> bool:
        """Whether it touches a passing that the body, or someone of it, gives, on some matter."""
        if self.by_body and passing.how == "acts":
            return False
        return _name(passing) != self.entry.kept_by

    def is_waived(self, passing: Passing, matter: Matter) -> bool:
        """Whether it lets a passing be, as the matter cannot wait."""
        return matter.act.urgent and _name(passing) in self.entry.urgent

    def keeps(self, matter: Matter) -> bool:
        """Whether a matter is known to be one of those that are kept."""
        above = self.above is None or (matter.total is not None and matter.total > self.above)
        return above and self.is_about(matter)

    def would_keep(self, matter: Matter) -> bool:
        """Whether a matter would be one of those that are kept, were its value above an amount."""
        within = matter.total is None or self.above is None or matter.total <= self.above
        return self.above is not None and within and self.is_about(matter)

    def is_about(self, matter: Matter) -> bool:
        """Whether it is about a matter, of whatever value."""
        return includes(self.days, matter.day) and (
            self.area is None or matter.areas.meets(self.area, matter.area)
        )


def _name(passing: Passing) -> str:
    """The id by which a reservation would name whoever a passing goes to; '' for officers."""
    receiver = passing.receiver.actor
    return "" if receiver.kind == "officers" else receiver.id


def reservations(passing: Passing, matter: Matter) -> Iterator[tuple[Reservation, Effect]]:
    """The reservations that touch a passing, and what each does to it."""
    body = passing.giver.body
    if body is None or matter.function not in body.kept:
        return
    for several in _keeping(body, matter).values():
        for kept in several:
            if kept.concerns(passing):
                yield kept.entry, "urgent" if kept.is_waived(passing, matter) else "stops"
    for kept in body.kept.get(matter.function, ()):
        touches = kept.concerns(passing) and not kept.is_waived(passing, matter)
        if touches and kept.would_keep(matter):
            yield kept.entry, "told"


def frameworks(way: Passing, matter: Matter) -> Iterator[Reservation]:
    """The reservations to an organ that show a matter to be of its body's framework.

    None, where it is known not to be.
    """
    body = way.giver.body
    if body is not None and FRAMEWORK not in matter.unmet:
        for kept in _keeping(body, matter).get(way.receiver.actor.id, ()):
            yield kept.entry


def mode_of(way: Passing, matter: Matter) -> int:
    """What the executive rule asks of a way: of the framework, whatever the council's model."""
    if way.organ is not None and matter.mode == BY_MODEL and any(frameworks(way, matter)):
        return OUTSIDE_FRAMEWORK
    return matter.mode


def acts(way: Passing, matter: Matter) -> bool:
    """Whether an organ acts for a body in a matter, apart from what takes authority away."""
    return includes(way.days[matter.mode], matter.day) and (
        not way.framework or any(frameworks(way, matter))
    )


def stopping(passing: Passing, matter: Matter) -> Iterator[Reservation]:
    """The reservations that stop a passing."""
    body = passing.giver.body
    if body is not None and matter.function in body.kept:
        name = _name(passing)
        for keeper, several in _keeping(body, matter).items():
            if keeper != name:
                for kept in several:
                    if kept.concerns(passing) and not kept.is_waived(passing, matter):
                        yield kept.entry


def organ_ways(party: Party, function: str) -> Iterator[Passing]:
    """The ways by which a body acts through somebody, those for its framework among them."""
    for way in (*party.ways_to, *party.incoming.get(function, ())):
        if way.leads_on:
            yield way


def is_reserved(passing: Passing, matter: Matter) -> bool:
    """Whether what is reserved stops a passing.

    Not one to those through whom a body acts: they do not decide what is kept for another
    (`kept_from`), but may pass it on to that one.
    """
    return not passing.leads_on and any(stopping(passing, matter))


def kept_from(party: Party, matter: Matter) -> Iterator[Reservation]:
    """What is kept from somebody through whom a body acts, as it is kept for another."""
    for way in organ_ways(party, matter.function):
        if acts(way, matter):
            yield from stopping(way, matter)


def is_silent(party: Party, matter: Matter) -> bool:
    """Whether somebody may not decide a matter, or not alone, whoever passed it on to them."""
    return (
        is_suspended(party, matter)
        or any(exclusives(party, matter))
        or any(kept_from(party, matter))
    )


def _keeping(body: Party, matter: Matter) -> dict[str, list[Kept]]:
    """The reservations of a body that keep a matter, by whom it is kept.

    Of those that are about it, the ones above the highest amount: so tiers follow each other.
    """
    if ("kept", body) not in matter.known:
        found: dict[str, list[Kept]] = {}
        several = [one for one in body.kept.get(matter.function, ()) if one.keeps(matter)]
        highest = max((one.above or 0 for one in several), default=0)
        for kept in several:
            if (kept.above or 0) == highest:
                found.setdefault(kept.entry.kept_by, []).append(kept)
        matter.known["kept", body] = found
    known: dict[str, list[Kept]] = matter.known["kept", body]
    return known


def suspensions(party: Party, matter: Matter) -> tuple[Direction, ...]:
    """The directions that bid somebody, or the body they are of, to cease on the day."""
    # All of a body that nothing else bids to cease have one list of directions.
    key = ("directions", id(party.directions))
    if key not in matter.known:
        matter.known[key] = tuple(
            one
            for one in party.directions
            if includes(entry_days(one), matter.day)
            and (not one.functions or matter.function in one.functions)
            and (one.area is None or matter.areas.meets(one.area, matter.area))
        )
    known: tuple[Direction, ...] = matter.known[key]
    return known


def is_suspended(party: Party, matter: Matter) -> bool:
    """Whether a direction bids somebody to cease."""
    return bool(party.directions) and bool(suspensions(party, matter))


def exclusives(party: Party, matter: Matter) -> Iterator[Passing]:
    """The delegations because of which somebody does not decide a matter, or not alone.

    Those that it gave exclusively, for an area that the matter touches; and those that it, or the
    body for which it acts, or who acts for it, gave jointly, for an area in which the matter lies,
    where nothing that is reserved stops them.
    What it passes on is touched by the exclusive ones only (`elsewhere`).
    """
    if party.exclusive:
        yield from _given_away(party, matter)
    if party.joint:
        for one, way in party.joint.get(matter.function, ()):
            is_it = way is None or acts(way, matter)
            there = one.area in matter.inside and _covers(one, matter)
            if is_it and there and not is_reserved(one, matter):
                yield one


def elsewhere(passing: Passing, matter: Matter) -> Iterator[Passing]:
    """Exclusive delegations by which the giver of a passing no longer has what it would pass."""
    if passing.giver.exclusive:
        for one in _given_away(passing.giver, matter):
            if passing.delegation is None or one.by != passing.by:
                yield one


def _given_away(giver: Party, matter: Matter) -> tuple[Passing, ...]:
    if ("exclusive", giver) not in matter.known:
        matter.known["exclusive", giver] = tuple(
            one
            for one in giver.exclusive.get(matter.function, ())
            if matter.areas.meets(one.area, matter.area) and _covers(one, matter)
        )
    known: tuple[Passing, ...] = matter.known["exclusive", giver]
    return known


def _covers(one: Passing, matter: Matter) -> bool:
    """Whether a matter is of a delegation's days and value, whatever its giver's authority."""
    in_force = includes(one.days[matter.mode], matter.day)
    return in_force and (one.limit is None or one.limit.shortfall(matter) != "over-the-cap")
