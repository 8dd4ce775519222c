"""What takes authority away: what is kept, directions to cease, what is given away or jointly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """A reservation: what a body keeps for itself, or for one of its forums or posts.

    Whoever it is kept for does not pass it on: not either what it has of the same from elsewhere,
    as the two are not told apart.
    """

    __slots__ = ("above", "area", "body", "days", "entry", "keeper")

    def __init__(self, entry: Reservation, body: Party, keeper: Party):
        self.entry = entry
        self.body = body
        self.keeper = keeper
        self.days = entry_days(entry)
        self.area = entry.area
        self.above = cap_from_text(entry.above).amount if entry.above else None

    def concerns(self, passing: Passing) -> bool:
        """Whether it touches a passing, on some matter: one from the body or from its keeper, or
        from someone of either. An organ acts for a body that keeps it.
        """
        giver = passing.giver
        if giver.body is not self.body and self.keeper not in (giver, giver.body):
            return False
        if giver is self.keeper and passing.how == "acts":
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
    for kept in _touching(passing, matter):
        yield kept.entry, "urgent" if kept.is_waived(passing, matter) else "stops"
    for body in reserving(passing.giver, matter.function):
        for kept in body.kept[matter.function]:
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
    for kept in _touching(passing, matter):
        if not kept.is_waived(passing, matter):
            yield kept.entry


def reserving(giver: Party, function: str) -> Iterable[Party]:
    """The bodies that keep something which may touch what somebody passes on of a function.

    Its own; and those that keep it for somebody, or for the body that they are of.
    """
    body = giver.body
    found = [*giver.keeps_for.get(function, ())]
    if body is not None:
        found += [body] if function in body.kept else []
        found += body.keeps_for.get(function, ())
    return dict.fromkeys(found)


def _touching(passing: Passing, matter: Matter) -> Iterator[Kept]:
    """The reservations that keep a matter, and touch a passing."""
    name = _name(passing)
    for body in reserving(passing.giver, matter.function):
        for keeper, several in _keeping(body, matter).items():
            if keeper != name:
                yield from (kept for kept in several if kept.concerns(passing))


def organ_ways(party: Party, function: str) -> Iterator[Passing]:
    """The ways by which a body acts through somebody, those for its framework among them."""
    yield from party.acting
    yield from (way for way in party.acting_for.get(function, ()) if way.leads_on)


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
    return is_suspended(party, matter) or is_not_left(party, matter)


def is_not_left(party: Party, matter: Matter) -> bool:
    """Whether a matter is given away by somebody, or kept from them, so that they do not decide."""
    return any(exclusives(party, matter)) or any(kept_from(party, matter))


def _keeping(body: Party, matter: Matter) -> dict[str, list[Kept]]:
    """The reservations of a body that keep a matter, by whom it is kept.

    Of those that are about it, the ones above the highest amount: so tiers follow each other. One
    that is not for all of the matter, nor for all that a lower one is for, stands beside that.
    """
    if ("kept", body) not in matter.known:
        found: dict[str, list[Kept]] = {}
        several = [one for one in body.kept.get(matter.function, ()) if one.keeps(matter)]
        highest: dict[str | None, int] = {}
        for kept in several:
            highest[kept.area] = max(highest.get(kept.area, 0), kept.above or 0)
        for kept in several:
            if not any(
                above > (kept.above or 0) and _is_for_all(area, kept.area, matter)
                for area, above in highest.items()
            ):
                found.setdefault(kept.entry.kept_by, []).append(kept)
        matter.known["kept", body] = found
    known: dict[str, list[Kept]] = matter.known["kept", body]
    return known


def _is_for_all(area: str | None, other: str | None, matter: Matter) -> bool:
    """Whether what is reserved for an area is for all of a matter, or of another area."""
    if area is None or area in matter.inside:
        return True
    return other is not None and matter.areas.contains(area, other)


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
    body for which it acts, or who acts for it, gave jointly, for an area in which the matter lies.
    What it passes on is touched by the exclusive ones only (`elsewhere`).
    """
    if party.exclusive:
        yield from _given_away(party, matter)
    if party.joint:
        for one, way in party.joint.get(matter.function, ()):
            is_it = way is None or acts(way, matter)
            if is_it and one.area in matter.inside and _covers(one, matter):
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
    """Whether a matter is among what a delegation passes, whatever its giver's authority.

    Of its days and value; not where a condition is known not to be met, nor where what is reserved
    for others is for all of the matter, or for all of the delegation's area.
    """
    return (
        includes(one.days[matter.mode], matter.day)
        and (one.limit is None or one.limit.shortfall(matter) != "over-the-cap")
        and matter.unmet.isdisjoint(one.conditions)
        and not any(_is_for_all(kept.area, one.area, matter) for kept in stopping(one, matter))
    )
