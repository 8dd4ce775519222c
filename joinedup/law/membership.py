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
_TRUSTS = frozenset({"NHS trust", "NHS foundation trust"})


def seat_findings(register: Register, rule: Rule, needs: Seats, on: date) -> Iterator[Finding]:
    """Where a forum lacks seats that the rule needs, or nobody is known to sit in them."""
    forums = _forums(register, needs.forum, on)
    if not forums:
        yield _no_forum(register, rule, needs.forum, on)
    for forum in forums:
        slots = [need for need in needs.seats for _ in range(need.at_least)]
        fits = [_fits(register, need) for need in slots]
        names = [need.called for need in slots]
        yield from _slot_findings(rule, forum, fits, names, needs.vacancy, on)


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
        fits = [_appointed_by(body.id) for body in bodies]
        names = [f"a member appointed by {body.name}" for body in bodies]
        yield from _slot_findings(rule, forum, fits, names, needs.vacancy, on)


def responsible_councils(register: Register, kinds: tuple[str, ...], on: date) -> tuple[Body, ...]:
    """The councils of the system on a day that are of one of `kinds`, as system.yaml lists them."""
    bodies = {body.id: body for body in register.bodies}
    listed = [
        bodies[council.body] for council in register.system.councils if council.body in bodies
    ]
    return tuple(body for body in listed if body.kind in kinds and body.period.includes(on))


def _slot_findings(
    rule: Rule,
    forum: Forum,
    fits: list[Callable[[Seat], bool]],
    names: list[str],
    vacancy: Outcome,
    on: date,
) -> Iterator[Finding]:
    """Findings where the slots of a rule are not all met, first by seats and then by people."""
    subject = Subject("forum", forum.id)
    seats = [seat for seat in forum.seats if seat.period.includes(on)]
    if not forum.seats:
        yield _names_no_holders(rule, forum, " (nor any seats)")
        return
    lacking = set(unmet([frozenset(seat.id for seat in seats if fit(seat)) for fit in fits]))
    for name, count in _counted(names, lacking).items():
        yield _finding(
            rule,
            "fails",
            subject,
            f"{forum.name} has no seat for {name} on {day_in_words(on)}"
            if names.count(name) == 1
            else f"{forum.name} has {names.count(name) - count} seats for {name} on "
            f"{day_in_words(on)}; {names.count(name)} are needed",
            f"add a seat for {name}, with who nominates or appoints; or mend the one meant",
        )
    if not any(seat.holders for seat in forum.seats):
        yield _names_no_holders(rule, forum)
        return
    people = [frozenset(_people(seats, fit, on)) for fit in fits]
    empty = set(unmet(people)) - lacking
    for name in _counted(names, empty):
        yield _finding(
            rule,
            vacancy,
            subject,
            f"{forum.name} has a seat for {name}, but nobody is named in it on "
            f"{day_in_words(on)} (one person counts once)",
            "name the holder of the seat and the day on which it was taken up, when it is filled",
        )


def _counted(names: list[str], chosen: set[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for index in sorted(chosen):
        counts[names[index]] = counts.get(names[index], 0) + 1
    return counts


def _people(seats: list[Seat], fit: Callable[[Seat], bool], on: date) -> Iterator[str]:
    for seat in seats:
        if fit(seat):
            yield from (holder.person for holder in seat.holders if holder.period.includes(on))


def _fits(register: Register, need: SeatNeed) -> Callable[[Seat], bool]:
    def fits(seat: Seat) -> bool:
        return seat.capacity in need.capacities and (
            need.nominated_by is None or _nominated_by(register, seat, need.nominated_by)
        )

    return fits


def _nominated_by(register: Register, seat: Seat, bodies: str) -> bool:
    """True if a class of bodies nominates a seat jointly: named as a class, or body by body.

    Councils named one by one nominate jointly only when all of the system's are named; which
    trusts and practices the regulations prescribe is not in a folder, so any number will do.
    """
    if bodies in seat.nominators:
        return True
    named = set(seat.nominators)
    if bodies == "councils":
        councils = {council.body for council in register.system.councils}
        return bool(councils) and councils <= named
    kinds = {body.id: body.kind for body in register.bodies}
    kinds.update({practice.code: "GP practice" for practice in register.practices})
    allowed = _TRUSTS if bodies == "trusts" else {"GP practice"}
    return bool(named) and all(kinds.get(body) in allowed for body in named)


def _appointed_by(body: str) -> Callable[[Seat], bool]:
    return lambda seat: body in seat.nominators and seat.capacity != "attendee"


def _forums(register: Register, kind: str, on: date) -> list[Forum]:
    return [forum for forum in register.forums if forum.kind == kind and forum.period.includes(on)]


def _icb(register: Register) -> Body:
    return next(body for body in register.bodies if body.id == register.system.code)


def _no_forum(register: Register, rule: Rule, kind: str, on: date) -> Finding:
    return _finding(
        rule,
        "not-known",
        Subject("system", register.system.code),
        f"not known: the folder names no holders, as it has no forum of the kind '{kind}' on "
        f"{day_in_words(on)}",
        f"add the {kind} to {_FILE}, with its seats and holders",
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
