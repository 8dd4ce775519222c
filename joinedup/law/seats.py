"""Who must sit at a forum: needs of a rule matched to seats, and to the people who hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from joinedup.law.matching import unmet
from joinedup.law.question import FORUMS, Facts, Question, Unsaid, about, listed
from joinedup.law.requirements import NoSeats, NotBoth, SeatNeed, Seats
from joinedup.register.schema import Body, Forum, Seat
from joinedup.values import codes
from joinedup.values.finding import Finding, Outcome

# Kinds of body that a class of nominators is made up of. Which of them must nominate is prescribed
# by regulations that a folder does not hold; for councils the rule itself says.
_OF_CLASS = {
    "trusts": frozenset({"NHS trust", "NHS foundation trust", "care trust"}),
    "primary medical providers": frozenset({"GP practice", "company"}),
}
COUNCILS = frozenset(codes.COUNCIL_KINDS.values())
_APPOINTED = ("appointed member", "partner member", "chair")

Fits = Callable[[Seat], bool]


@dataclass(frozen=True)
class Slot:
    """One seat that a rule needs: which seats surely and perhaps are it, and what would tell."""

    called: str
    surely: Fits
    perhaps: Fits
    unsaid: str
    mend: str


def seat_findings(question: Question, needs: Seats) -> Iterator[Finding]:
    """Where a forum lacks seats that the rule needs, or nobody is known to sit in them."""
    slots = _slots(question.facts, needs)
    if isinstance(slots, Unsaid):
        yield question.unsaid(slots)
        return
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        yield from _forum_findings(question, needs, slots, forum)
        if not forum.seats:
            continue
        seats = question.facts.seats(forum)
        surely = _lacking(seats, [slot.surely for slot in slots], needs.shared)
        perhaps = _lacking(seats, [slot.perhaps for slot in slots], needs.shared)
        for index in sorted(surely - perhaps):
            yield _not_said(question, forum, slots[index])


def no_seat_findings(question: Question, needs: NoSeats) -> Iterator[Finding]:
    """Seats that would go."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        for seat in question.facts.seats(forum):
            if seat.capacity in needs.capacities and set(seat.roles) & set(needs.roles):
                yield question.fails(
                    about(forum, seat),
                    f"{forum.name} has a seat of {seat.capacity} for {listed(seat.roles)}; "
                    f"{needs.why}",
                    needs.mend,
                )


def not_both_findings(question: Question, needs: NotBoth) -> Iterator[Finding]:
    """Where somebody holds two offices that nobody may hold together."""
    one, other = needs.roles
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        seats = question.facts.seats(forum)
        offices: dict[str, set[str]] = {}
        for seat in seats:
            if {one, other} <= set(seat.roles):
                yield question.fails(
                    about(forum, seat),
                    f"one seat of {forum.name} is for both {one} and {other}",
                    f"give the office of {one} or of {other} to another member",
                )
            else:
                for holder in question.facts.holders(seat):
                    offices.setdefault(holder.person, set()).update(seat.roles)
        for person, held in offices.items():
            if {one, other} <= held:
                yield question.fails(
                    about(forum),
                    f"{question.facts.name(person)} is both {one} and {other} of {forum.name}",
                    f"give the office of {one} or of {other} to another member",
                )
        unsaid = [role for role in (one, other) if not any(role in seat.roles for seat in seats)]
        # Where neither is named there is nobody to be both.
        if len(unsaid) == 1:
            yield question.unknown(
                about(forum),
                f"the folder does not say who is {unsaid[0]} of {forum.name}",
                f"write '{unsaid[0]}' among the roles of the seat",
            )


def _slots(facts: Facts, needs: Seats) -> list[Slot] | Unsaid:
    councils = facts.councils(needs.council_kinds)
    slots = []
    for need in needs.seats:
        if need.each_of is None:
            if need.stands_for:
                surely, perhaps = _stands_for(facts, need)
                said = "whom it is for", "write its roles, or who nominates its holder"
            else:
                surely = _jointly(need.nominated_by, councils)
                perhaps = _may_be_jointly(facts, needs, need.nominated_by, councils)
                said = _by_whom(str(need.nominated_by))
            fits = _of_capacity(need, surely), _of_capacity(need, perhaps)
            slots += [Slot(need.called, *fits, *said)] * need.at_least
            continue
        bodies = facts.class_of(need.each_of, needs.council_kinds)
        if isinstance(bodies, Unsaid):
            return bodies
        slots += [
            Slot(
                need.called.format(body=body.name),
                _of_capacity(need, _appointed_by(body.id)),
                _of_capacity(need, _may_be_appointed_by(body, needs.council_kinds)),
                *_by_whom(body.id),
            )
            for body in bodies
        ]
    return slots


def _of_capacity(need: SeatNeed, also: Fits) -> Fits:
    return lambda seat: (
        seat.capacity in need.capacities
        and not set(seat.roles) & set(need.not_roles)
        and also(seat)
    )


def _stands_for(facts: Facts, need: SeatNeed) -> tuple[Fits, Fits]:
    """Whether a seat is for someone in particular; and whether it may be, for all that is said.

    It may where it says neither its roles nor who nominates its holder, and where trusts nominate
    of whom it is not said what they provide.
    """

    def named(nominator: str, unsaid: bool) -> bool:
        if nominator in need.nominators or facts.kinds.get(nominator) in need.body_kinds:
            return True
        if nominator == "trusts":
            return bool(need.services) and unsaid
        body = facts.bodies.get(nominator)
        if body is None or not need.services:
            return False
        if not body.provides:
            return unsaid and body.kind in _OF_CLASS["trusts"]
        return bool(set(body.provides) & set(need.services))

    def surely(seat: Seat) -> bool:
        return bool(set(seat.roles) & set(need.roles)) or any(
            named(nominator, unsaid=False) for nominator in seat.nominators
        )

    def perhaps(seat: Seat) -> bool:
        if need.not_roles or not (seat.roles or seat.nominators):
            return True
        if set(seat.roles) & set(need.perhaps_roles):
            return True
        if not seat.roles and any(
            _kinds_of(facts, one) & set(need.perhaps_kinds) for one in seat.nominators
        ):
            return True
        return surely(seat) or any(named(nominator, unsaid=True) for nominator in seat.nominators)

    return surely, perhaps


def _kinds_of(facts: Facts, nominator: str) -> frozenset[str]:
    """The kinds of body that a nominator is, or that a class of nominators is made up of."""
    if nominator == "councils":
        return COUNCILS
    return _OF_CLASS.get(nominator) or frozenset(filter(None, (facts.kinds.get(nominator),)))


def _jointly(bodies: str | None, councils: tuple[Body, ...]) -> Fits:
    """Whether a class of bodies is known to nominate a seat jointly.

    It is where the class is named, and for councils where each of those responsible is named.
    """
    each = {council.id for council in councils}

    def jointly(seat: Seat) -> bool:
        if bodies is None or bodies in seat.nominators:
            return True
        return bodies == "councils" and bool(each) and each <= set(seat.nominators)

    return jointly


def _may_be_jointly(
    facts: Facts, needs: Seats, bodies: str | None, councils: tuple[Body, ...]
) -> Fits:
    """Whether a class of bodies may nominate a seat jointly, for all that the folder says.

    It may where a partner member's nominators are not named, and where bodies of the class are
    named one by one and it is not known whether they are all who must nominate.
    """
    of_class = _OF_CLASS.get(bodies or "", frozenset())
    if bodies == "councils" and not councils:
        of_class = frozenset(needs.council_kinds)
    known = _jointly(bodies, councils)

    def may_be(seat: Seat) -> bool:
        if not seat.nominators:
            return known(seat) or seat.capacity == "partner member"
        return known(seat) or all(facts.kinds.get(body) in of_class for body in seat.nominators)

    return may_be


def _appointed_by(body: str) -> Fits:
    return lambda seat: body in seat.nominators


def _may_be_appointed_by(body: Body, council_kinds: tuple[str, ...]) -> Fits:
    """Whether a body may be the one that appoints to a seat, for all that the folder says.

    It may where nobody is named who does, and a council where councils are named as a class.
    """
    known = _appointed_by(body.id)

    def may_be(seat: Seat) -> bool:
        if not seat.nominators:
            return seat.capacity in _APPOINTED
        return known(seat) or (body.kind in council_kinds and "councils" in seat.nominators)

    return may_be


def _forum_findings(
    question: Question, needs: Seats, slots: Sequence[Slot], forum: Forum
) -> Iterator[Finding]:
    """Findings where the slots of a rule are not all met, first by seats and then by people.

    A seat in which nobody was ever named may be filled for all that the folder says; only where a
    holder's last day has passed is it empty, and `vacancy` says what that shows.
    """
    facts = question.facts
    seats = facts.seats(forum)
    fits = [slot.perhaps for slot in slots]
    names = [slot.called for slot in slots]
    if not forum.seats:
        yield question.no_holders(forum, " (nor any seats)")
        return
    lacking = _lacking(seats, fits, needs.shared)
    for name, count in _counted(names, lacking).items():
        has, needed = names.count(name) - count, names.count(name)
        yield question.fails(
            about(forum),
            f"{forum.name} has no seat for {name} on {facts.day}"
            if needed == 1
            else f"{forum.name} has {has} seat{'' if has == 1 else 's'} for {name} on {facts.day}; "
            f"{needed} are needed",
            "add what is missing, with its capacity and who nominates or appoints; "
            "or mend the seat that is meant",
        )
    if not any(seat.holders for seat in seats):
        yield question.no_holders(forum)
        return
    people = [_people(facts, seats, fit) for fit in fits]
    empty = _unmet(people, needs.shared)
    for name in _counted(names, empty - lacking):
        index = names.index(name)
        its_own = [seat for seat in seats if fits[index](seat)]
        outcome = needs.vacancy if not people[index] and _has_left(question, its_own) else None
        filled = names.count(name) - _counted(names, empty)[name]
        elsewhere = names.count(name) == 1 and bool(people[index])
        why = _why_empty(forum, name, filled, names.count(name), facts.day, elsewhere)
        yield _empty_seat(question, outcome or "not-known", forum, its_own, why)


def _lacking(seats: list[Seat], fits: Sequence[Fits], shared: bool) -> set[int]:
    """The slots for which the forum has no seat, each seat serving for one slot unless shared."""
    return _unmet([frozenset(seat.id for seat in seats if fit(seat)) for fit in fits], shared)


def _unmet(needs: Sequence[frozenset[str]], shared: bool) -> set[int]:
    if shared:
        return {index for index, need in enumerate(needs) if not need}
    return set(unmet(needs))


def _counted(names: Sequence[str], chosen: set[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for index in sorted(chosen):
        counts[names[index]] = counts.get(names[index], 0) + 1
    return counts


def _people(facts: Facts, seats: list[Seat], fit: Fits) -> frozenset[str]:
    return frozenset(holder.person for seat in seats if fit(seat) for holder in facts.holders(seat))


def _has_left(question: Question, seats: Sequence[Seat]) -> bool:
    return any(
        holder.last_day is not None and holder.last_day < question.facts.on
        for seat in seats
        for holder in seat.holders
    )


def _why_empty(
    forum: Forum, name: str, filled: int, needed: int, day: str, counted_elsewhere: bool
) -> str:
    if counted_elsewhere:
        return (
            f"{forum.name} has a seat for {name}, but whoever is named in it on {day} is counted "
            "for another seat already, and one person counts once"
        )
    if needed == 1:
        return f"{forum.name} has a seat for {name}, but nobody is named in it on {day}"
    return (
        f"{forum.name} has seats for {name}, but {filled} are named in them on {day} and {needed} "
        "are needed (one person counts once)"
    )


def _empty_seat(
    question: Question, outcome: Outcome, forum: Forum, seats: Sequence[Seat], why: str
) -> Finding:
    return question.finding(
        outcome,
        about(forum, seats[0] if len(seats) == 1 else None),
        why if outcome == "fails" else f"not known: {why}",
        "name the holder of the seat and the day on which it was taken up, when it is filled",
        FORUMS,
    )


def _by_whom(nominator: str) -> tuple[str, str]:
    return (
        "that all who must nominate or appoint do so",
        f"write '{nominator}' as its nominator if that is so",
    )


def _not_said(question: Question, forum: Forum, slot: Slot) -> Finding:
    return question.unknown(
        about(forum),
        f"{forum.name} has a seat that may be for {slot.called}, but the folder does not say "
        f"{slot.unsaid}",
        slot.mend,
    )
