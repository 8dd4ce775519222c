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

# Kinds of body that a class of nominators is made up of, and others that may speak for them. Which
# of them must nominate is prescribed by regulations that a folder does not hold; for councils the
# rule itself says.
_OF_CLASS = {
    "trusts": frozenset(
        {"NHS trust", "NHS foundation trust", "care trust", "provider collaboratives"}
    ),
    "primary medical providers": frozenset({"GP practice", "company", "primary care network"}),
}
_FOR_COUNCILS = {"combined authority", "combined county authority", "health and wellbeing boards"}
COUNCILS = frozenset(codes.COUNCIL_KINDS.values())

Fits = Callable[[Seat], bool]


@dataclass(frozen=True)
class Slot:
    """One seat that a rule needs: which seats surely and perhaps are it, and what would tell.

    `but` says what comes closest where no seat is it. `sure` is false where it is not known
    whether the rule needs the seat at all.
    """

    called: str
    surely: Fits
    perhaps: Fits
    unsaid: str
    mend: str
    but: str = ""
    sure: bool = True


def seat_findings(question: Question, needs: Seats) -> Iterator[Finding]:
    """Where a forum lacks seats that the rule needs, or nobody is known to sit in them."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        seats = question.facts.seats(forum)
        slots = _slots(question.facts, needs, seats)
        if isinstance(slots, Unsaid):
            yield question.unsaid(slots)
            return
        yield from _forum_findings(question, needs, slots, forum)
        if not forum.seats:
            continue
        surely = _lacking(seats, [slot.surely for slot in slots], needs.shared)
        perhaps = _lacking(seats, [slot.perhaps for slot in slots], needs.shared)
        for index in sorted(surely - perhaps):
            yield _not_said(question, forum, slots[index], seats)


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


def _slots(facts: Facts, needs: Seats, seats: Sequence[Seat]) -> list[Slot] | Unsaid:
    slots = []
    for need in needs.seats:
        if need.each_of is None:
            if need.stands_for:
                slot = _standing_for(facts, need)
            elif need.nominated_by == "councils":
                slot = _nominated_by_councils(facts, needs, need, seats)
            else:
                slot = _nominated_jointly(facts, need)
            slots += [slot] * need.at_least
            continue
        bodies = facts.class_of(need.each_of, needs.council_kinds)
        if isinstance(bodies, Unsaid):
            return bodies
        slots += [
            Slot(
                need.called.format(body=body.name),
                _of_capacity(need, _appointed_by(facts, body.id)),
                _of_capacity(need, _may_be_appointed_by(facts, need, needs, body)),
                *_by_whom(body.id),
                sure=body.id not in facts.slivers,
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


def _standing_for(facts: Facts, need: SeatNeed) -> Slot:
    """A seat that is for someone in particular; and those that may be, for all that is said.

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

    return Slot(
        need.called,
        _of_capacity(need, surely),
        _of_capacity(need, perhaps),
        "whom it is for",
        "write its roles, or who nominates its holder",
    )


def _kinds_of(facts: Facts, nominator: str) -> frozenset[str]:
    """The kinds of body that a nominator is, or that a class of nominators is made up of."""
    if nominator == "councils":
        return COUNCILS
    return _OF_CLASS.get(nominator) or frozenset(filter(None, (facts.kinds.get(nominator),)))


def _nominated_jointly(facts: Facts, need: SeatNeed) -> Slot:
    """A seat that a class nominates jointly, where the folder does not hold who is in the class.

    It may be one where a partner member's nominators are not named, and where bodies of the class
    are named one by one: it is not known whether they are all who must nominate. A seat for which
    nothing is asked but its capacity names no class.
    """
    bodies = need.nominated_by
    of_class = _OF_CLASS.get(bodies or "", frozenset())

    def surely(seat: Seat) -> bool:
        return bodies is None or bodies in seat.nominators

    def perhaps(seat: Seat) -> bool:
        if not seat.nominators:
            return surely(seat) or seat.capacity == "partner member"
        return surely(seat) or any(facts.kinds.get(one, one) in of_class for one in seat.nominators)

    return Slot(
        need.called,
        _of_capacity(need, surely),
        _of_capacity(need, perhaps),
        *_by_whom(str(bodies)),
    )


def _nominated_by_councils(
    facts: Facts, needs: Seats, need: SeatNeed, seats: Sequence[Seat]
) -> Slot:
    """A seat that the councils nominate jointly: named as a class, or each by name.

    It may be one where a partner member's nominators are not named; where those left out may not
    meet the system's area at all; where a combined authority or health and wellbeing boards speak
    for them; and where they nominate in groups, a seat each, and none is left out of all of them.
    """
    councils = facts.councils(needs.council_kinds)
    each = frozenset(council.id for council in councils)
    must = each - facts.slivers

    def surely(seat: Seat) -> bool:
        return "councils" in seat.nominators or (bool(each) and each <= set(seat.nominators))

    def by_name(seat: Seat) -> bool:
        kinds = {facts.kinds.get(one) for one in seat.nominators}
        return bool(kinds & set(needs.council_kinds)) and seat.capacity in need.capacities

    named = {one for seat in seats if by_name(seat) for one in seat.nominators}
    left_out = [council.name for council in councils if council.id in must - named]
    in_groups = bool(named) and not left_out and not any(map(surely, seats))

    def perhaps(seat: Seat) -> bool:
        if not seat.nominators:
            return surely(seat) or seat.capacity == "partner member"
        kinds = {facts.kinds.get(one, one) for one in seat.nominators}
        speaks_for_all = bool(kinds & _FOR_COUNCILS)
        return surely(seat) or (by_name(seat) and in_groups) or speaks_for_all

    said = _by_whom("councils")
    if in_groups and each:
        said = (
            "whether the councils, which nominate by name, do so jointly",
            "add 'councils' to the nominators of a seat that they nominate together; whether "
            "nominating apart is 'jointly' is a matter for advice",
        )
    return Slot(
        need.called,
        _of_capacity(need, surely),
        _of_capacity(need, perhaps),
        *said,
        but=f"; councils nominate by name, and {listed(left_out)} "
        f"{'does' if len(left_out) == 1 else 'do'} not"
        if named and left_out
        else "",
    )


def _appointed_by(facts: Facts, body: str) -> Fits:
    """Whether a seat is one that a body appoints to, by the seat or by whoever sits in it."""
    return lambda seat: (
        body in seat.nominators
        or any(body in holder.appointed_by for holder in facts.holders(seat))
    )


def _may_be_appointed_by(facts: Facts, need: SeatNeed, needs: Seats, body: Body) -> Fits:
    """Whether a body may be the one that appoints to a seat, for all that the folder says.

    It may where nobody is named who does, and a council where councils are named as a class.
    """
    known = _appointed_by(facts, body.id)

    def may_be(seat: Seat) -> bool:
        if known(seat):
            return True
        if not seat.nominators:
            said = any(holder.appointed_by for holder in facts.holders(seat))
            return seat.capacity in need.perhaps_capacities and not said
        return body.kind in needs.council_kinds and "councils" in seat.nominators

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
        yield _no_seat(question, forum, slots[names.index(name)], count, names.count(name))
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


def _no_seat(question: Question, forum: Forum, slot: Slot, lacking: int, needed: int) -> Finding:
    has, day = needed - lacking, question.facts.day
    why = (
        f"{forum.name} has no seat for {slot.called} on {day}{slot.but}"
        if needed == 1
        else f"{forum.name} has {has} seat{'' if has == 1 else 's'} for {slot.called} on {day}; "
        f"{needed} are needed"
    )
    if not slot.sure:
        return question.unknown(
            about(forum),
            f"{why}; under 5% of that council lies in the system, so it is not sure that it must",
            "look in the order that establishes the board; then add the seat, or take the council "
            "out of the councils in system.yaml",
        )
    return question.fails(
        about(forum),
        why,
        "add what is missing, with its capacity and who nominates or appoints; "
        "or mend the seat that is meant",
    )


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
    are_named = "is named" if filled == 1 else "are named"
    return (
        f"{forum.name} has seats for {name}, but {filled} {are_named} in them on {day} and "
        f"{needed} are needed (one person counts once)"
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
        f"add '{nominator}' to its nominators if that is so",
    )


def _not_said(question: Question, forum: Forum, slot: Slot, seats: Sequence[Seat]) -> Finding:
    may_be = [seat for seat in seats if slot.perhaps(seat) and not slot.surely(seat)]
    return question.unknown(
        about(forum, may_be[0] if len(may_be) == 1 else None),
        f"{forum.name} has a seat that may be for {slot.called}, but the folder does not say "
        f"{slot.unsaid}",
        slot.mend,
    )
