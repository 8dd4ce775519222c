"""Who must sit at a forum: the checks behind the membership rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from joinedup.law.matching import unmet
from joinedup.law.rule import OneFromEach, Rule, SeatNeed, Seats
from joinedup.register.schema import Body, Forum, Register, Seat
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Outcome, Subject, Where

_FILE = "forums.yaml"
# Kinds of body that a class of nominators is made up of. Which of them must nominate is prescribed
# by regulations that a folder does not hold; for councils the rule itself says.
_OF_CLASS = {
    "trusts": frozenset({"NHS trust", "NHS foundation trust"}),
    "primary medical providers": frozenset({"GP practice", "company"}),
}

Fits = Callable[[Seat], bool]


def seat_findings(register: Register, rule: Rule, needs: Seats, on: date) -> Iterator[Finding]:
    """Where a forum lacks seats that the rule needs, or nobody is known to sit in them."""
    forums = _forums(register, needs.forum, on)
    if not forums:
        yield _no_forum(register, rule, needs.forum, on)
    councils = responsible_councils(register, needs.council_kinds, on)
    slots = [need for need in needs.seats for _ in range(need.at_least)]
    names = [need.called for need in slots]
    surely = [_fits(need, _jointly(need.nominated_by, councils)) for need in slots]
    perhaps = [
        _fits(need, _may_be_jointly(register, needs, need.nominated_by, councils)) for need in slots
    ]
    for forum in forums:
        yield from _slot_findings(register, rule, forum, perhaps, names, needs.vacancy, on)
        for index in sorted(_lacking(forum, surely, on) - _lacking(forum, perhaps, on)):
            yield _nominators_not_known(rule, forum, names[index], str(slots[index].nominated_by))


def one_from_each_findings(
    register: Register, rule: Rule, needs: OneFromEach, on: date
) -> Iterator[Finding]:
    """Where the ICB or a responsible council is not an owner, or has no member, of a forum."""
    forums = _forums(register, needs.forum, on)
    councils = responsible_councils(register, needs.council_kinds, on)
    if not councils:
        yield _finding(
            rule,
            "not-known",
            Subject("system", register.system.code),
            "not known: system.yaml names no responsible council, so it cannot be said who must "
            "appoint members",
            "name under 'councils' every upper-tier council whose area meets the system's",
            "system.yaml",
        )
        return
    if not forums:
        yield _no_forum(register, rule, needs.forum, on)
    for forum in forums:
        bodies = (_icb(register), *councils)
        for body in bodies:
            if body.id not in forum.owners:
                yield _finding(
                    rule,
                    "fails",
                    Subject("forum", forum.id),
                    f"{forum.name} does not belong to {body.name}, which must help establish it",
                    f"add '{body.id}' to its owners, or mend the list of councils in system.yaml",
                )
        surely = [_appointed_by(body.id) for body in bodies]
        perhaps = [_may_be_appointed_by(body, needs.council_kinds) for body in bodies]
        names = [f"a member appointed by {body.name}" for body in bodies]
        yield from _slot_findings(register, rule, forum, perhaps, names, needs.vacancy, on)
        for index in sorted(_lacking(forum, surely, on) - _lacking(forum, perhaps, on)):
            yield _nominators_not_known(rule, forum, names[index], bodies[index].id)


def responsible_councils(register: Register, kinds: tuple[str, ...], on: date) -> tuple[Body, ...]:
    """The councils of the system on a day that are of one of `kinds`, as system.yaml lists them."""
    bodies = {body.id: body for body in register.bodies}
    listed = [
        bodies[council.body] for council in register.system.councils if council.body in bodies
    ]
    return tuple(body for body in listed if body.kind in kinds and body.period.includes(on))


def _slot_findings(
    register: Register,
    rule: Rule,
    forum: Forum,
    fits: list[Fits],
    names: list[str],
    vacancy: Outcome,
    on: date,
) -> Iterator[Finding]:
    """Findings where the slots of a rule are not all met, first by seats and then by people.

    A seat in which nobody was ever named may be filled for all that the folder says; only where a
    holder's last day has passed is it empty, and `vacancy` says what that shows.
    """
    seats = _seats(forum, on)
    if not forum.seats:
        yield _names_no_holders(rule, forum, " (nor any seats)")
        return
    lacking = _lacking(forum, fits, on)
    for name, count in _counted(names, lacking).items():
        yield _no_seat(rule, forum, name, names.count(name) - count, names.count(name), on)
    if not any(seat.holders for seat in seats):
        yield _names_no_holders(rule, forum)
        return
    people = [_people(register, seats, fit, on) for fit in fits]
    empty = set(unmet(people))
    for name in _counted(names, empty - lacking):
        index = names.index(name)
        left = not people[index] and _has_left(seats, fits[index], on)
        counted_elsewhere = names.count(name) == 1 and bool(people[index])
        filled = names.count(name) - _counted(names, empty)[name]
        why = _why_empty(forum, name, filled, names.count(name), on, counted_elsewhere)
        yield _empty_seat(rule, vacancy if left else "not-known", forum, why)


def _seats(forum: Forum, on: date) -> list[Seat]:
    return [seat for seat in forum.seats if seat.period.includes(on)]


def _lacking(forum: Forum, fits: list[Fits], on: date) -> set[int]:
    """The slots for which the forum has no seat, each seat serving for one slot."""
    seats = _seats(forum, on)
    return set(unmet([frozenset(seat.id for seat in seats if fit(seat)) for fit in fits]))


def _counted(names: list[str], chosen: set[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for index in sorted(chosen):
        counts[names[index]] = counts.get(names[index], 0) + 1
    return counts


def _people(register: Register, seats: list[Seat], fit: Fits, on: date) -> frozenset[str]:
    """Who holds a seat that fits on a day, but for people who are not there on that day."""
    away = {person.id for person in register.people if not person.period.includes(on)}
    return frozenset(
        holder.person
        for seat in seats
        if fit(seat)
        for holder in seat.holders
        if holder.period.includes(on) and holder.person not in away
    )


def _has_left(seats: list[Seat], fit: Fits, on: date) -> bool:
    return any(
        holder.last_day is not None and holder.last_day < on
        for seat in seats
        if fit(seat)
        for holder in seat.holders
    )


def _fits(need: SeatNeed, nominated: Fits) -> Fits:
    return lambda seat: seat.capacity in need.capacities and nominated(seat)


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
    register: Register, needs: Seats, bodies: str | None, councils: tuple[Body, ...]
) -> Fits:
    """Whether a class of bodies may nominate a seat jointly, for all that the folder says.

    It may where a partner member's nominators are not named, and where bodies of the class are
    named one by one and it is not known whether they are all who must nominate.
    """
    kinds = {practice.code: "GP practice" for practice in register.practices}
    kinds.update({body.id: body.kind for body in register.bodies})
    of_class = _OF_CLASS.get(bodies or "", frozenset())
    if bodies == "councils" and not councils:
        of_class = frozenset(needs.council_kinds)
    known = _jointly(bodies, councils)

    def may_be(seat: Seat) -> bool:
        if not seat.nominators:
            return known(seat) or seat.capacity == "partner member"
        return known(seat) or all(kinds.get(body) in of_class for body in seat.nominators)

    return may_be


def _appointed_by(body: str) -> Fits:
    return lambda seat: body in seat.nominators and seat.capacity != "attendee"


def _may_be_appointed_by(body: Body, council_kinds: tuple[str, ...]) -> Fits:
    """Whether a body may be the one that appoints to a seat, for all that the folder says.

    It may where nobody is named who does, and a council where councils are named as a class.
    """
    known = _appointed_by(body.id)

    def may_be(seat: Seat) -> bool:
        if not seat.nominators:
            return seat.capacity in ("appointed member", "chair")
        return known(seat) or (body.kind in council_kinds and "councils" in seat.nominators)

    return may_be


def _forums(register: Register, kind: str, on: date) -> list[Forum]:
    """Forums of a kind on a day: those of the system's own ICB where any is its own.

    A folder may describe a neighbour's too. A joint committee that the ICB should own and does not
    is judged all the same; a board of another body is not this ICB's board.
    """
    there = [forum for forum in register.forums if forum.kind == kind and forum.period.includes(on)]
    own = [forum for forum in there if register.system.code in forum.owners]
    return own or [forum for forum in there if kind != "integrated care board"]


def _icb(register: Register) -> Body:
    return next(body for body in register.bodies if body.id == register.system.code)


def _no_forum(register: Register, rule: Rule, kind: str, on: date) -> Finding:
    return _finding(
        rule,
        "not-known",
        Subject("system", register.system.code),
        f"not known: the folder names no holders, as it has no forum of the kind '{kind}' that "
        f"belongs to {register.system.code} on {day_in_words(on)}",
        f"add the {kind} to {_FILE}, with its seats and holders",
    )


def _no_seat(rule: Rule, forum: Forum, name: str, has: int, needed: int, on: date) -> Finding:
    day = day_in_words(on)
    return _finding(
        rule,
        "fails",
        Subject("forum", forum.id),
        f"{forum.name} has no seat for {name} on {day}"
        if needed == 1
        else f"{forum.name} has {has} seats for {name} on {day}; {needed} are needed",
        "add what is missing, with its capacity and who nominates or appoints; "
        "or mend the seat that is meant",
    )


def _why_empty(
    forum: Forum, name: str, filled: int, needed: int, on: date, counted_elsewhere: bool
) -> str:
    day = day_in_words(on)
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


def _empty_seat(rule: Rule, outcome: Outcome, forum: Forum, why: str) -> Finding:
    return _finding(
        rule,
        outcome,
        Subject("forum", forum.id),
        why if outcome == "fails" else f"not known: {why}",
        "name the holder of the seat and the day on which it was taken up, when it is filled",
    )


def _nominators_not_known(rule: Rule, forum: Forum, name: str, who: str) -> Finding:
    return _finding(
        rule,
        "not-known",
        Subject("forum", forum.id),
        f"not known: {forum.name} has a seat that may be for {name}, but the folder does not say "
        "that all who must nominate or appoint do so",
        f"write '{who}' as its nominator if that is so",
    )


def _names_no_holders(rule: Rule, forum: Forum, more: str = "") -> Finding:
    return _finding(
        rule,
        "not-known",
        Subject("forum", forum.id),
        f"not known: the folder names no holders{more} of {forum.name}",
        "add its seats with their capacities, and who holds each from which day",
    )


def _finding(
    rule: Rule, outcome: Outcome, subject: Subject, why: str, mend: str, file: str = _FILE
) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        outcome=outcome,
        subject=subject,
        where=Where(file),
        why=why,
        mend=mend,
        source=rule.source,
    )
