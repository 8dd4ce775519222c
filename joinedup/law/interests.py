"""How interests are kept: declared in time, and somebody's declaration for everyone who must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from joinedup.law.question import Question, listed
from joinedup.law.requirements import Declared
from joinedup.register.fields import Dated
from joinedup.register.schema import Interest
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject

_FILE = "interests.csv"
# The board and its committees: members of others have no duty to declare to it.
_KINDS = ("integrated care board", "committee", "place partnership")


def declared_findings(question: Question, needs: Declared) -> Iterator[Finding]:
    """Declarations that came late, and people of whom the register has none."""
    facts = question.facts
    code = facts.register.system.code
    kept = [one for one in facts.register.interests if one.body == code]
    people = _who_must(question)
    for one in kept:
        if one.person in people:
            yield from _in_time(question, needs, one)
    if not people:
        yield question.unknown(
            question.system,
            f"the folder names no member, committee member or employee of {facts.icb.name} on "
            f"{facts.day}",
            "add them to people.csv and forums.yaml",
        )
        return
    said = {
        one.person
        for one in kept
        if any(day is not None and day <= facts.on for day in (one.declared_on, one.aware_on))
        or (one.declared_on is None and one.aware_on is None)
    }
    unsaid = [facts.name(person) for person in people if person not in said]
    if unsaid:
        yield question.unknown(
            question.system,
            f"{_FILE} has no declaration to {facts.icb.name} of {listed(unsaid)}, not even that "
            "there is nothing to declare",
            f"add what each declared to {_FILE}, with the days; or 'none'",
            _FILE,
        )


def _in_time(question: Question, needs: Declared, one: Interest) -> Iterator[Finding]:
    on = question.facts.on
    until = on if one.declared_on is None else min(one.declared_on, on)
    if one.aware_on is None:
        return
    begun, is_sure = _bound_since(question, one.person, one.aware_on)
    # The time that passed, and not the day that it is due: that may lie beyond the last day of all.
    if (until - begun).days <= needs.days or (one.last_day or begun) < begun:
        return
    due = day_in_words(begun + timedelta(days=needs.days))
    if begun > one.aware_on:
        due += f", counted from {day_in_words(begun)}, when the duty to declare began"
    name, aware = question.facts.name(one.person), day_in_words(one.aware_on)
    subject = Subject("interest", one.id)
    if one.declared_on is None:
        yield question.unknown(
            subject,
            f"the folder does not say when {name} declared the interest known since {aware}; it "
            f"was due by {due}",
            "write the day as 'declared_on'",
            _FILE,
        )
    elif not is_sure:
        yield question.unknown(
            subject,
            f"{name} knew of the interest on {aware} and declared it on "
            f"{day_in_words(one.declared_on)}; the folder does not say since when {name} is "
            "employed, and nobody declares before that",
            "write the first day of the employment as 'from' in people.csv",
            _FILE,
        )
    else:
        yield question.fails(
            subject,
            f"{name} knew of the interest on {aware} and declared it on "
            f"{day_in_words(one.declared_on)}; it was due by {due}",
            "nothing can mend that day; check both days, and remind people of the time they have",
            _FILE,
        )


def _bound_since(question: Question, person: str, aware: date) -> tuple[date, bool]:
    """The day from which a person had to declare, and whether it is known.

    It is the day of awareness, or that of joining the board if it came after.

    Nobody declares to a board before being a member, a committee member or an employee of it, nor
    before there is the board and the law asks for it. A seat without days is held always; since
    when someone without days is employed is not known, unless a seat tells it.
    """
    facts = question.facts
    code = facts.register.system.code
    since = max(aware, question.rule.first_day or aware, facts.icb.first_day or aware)
    known = facts.people.get(person)
    of_person: list[Dated] = [] if known is None else [known]
    memberships: list[list[Dated]] = [
        [*of_person, forum, seat, holder]
        for forum in facts.register.forums
        if forum.kind in _KINDS and facts.is_of_board(forum)
        for seat in forum.seats
        if seat.capacity != "attendee"
        for holder in seat.holders
        if holder.person == person
    ]
    is_sure = bool(memberships)
    if known is not None and code in (known.employer, known.seconded_to):
        is_sure = is_sure or known.first_day is not None
        memberships.append(of_person)
    dated = [one for one in memberships if any(entry.first_day for entry in one)]
    days = [_joined(entries, since) for entries in dated or memberships]
    return min((day for day in days if day is not None), default=since), is_sure


def _joined(entries: Iterable[Dated], since: date) -> date | None:
    """The first day on or after `since` on which all entries hold; None where there is none."""
    periods = [entry.period for entry in entries]
    first = max(since, *(period.first or since for period in periods))
    last = min(period.last or date.max for period in periods)
    return first if first <= last else None


def _who_must(question: Question) -> list[str]:
    """Members of the board, members of its committees, and its employees, each once."""
    facts = question.facts
    code = facts.register.system.code
    members = [
        holder.person
        for forum in facts.forums
        if forum.kind in _KINDS and facts.is_of_board(forum)
        for _, holder in facts.members(forum)
    ]
    employees = [
        person.id
        for person in facts.register.people
        if code in (person.employer, person.seconded_to) and person.period.includes(facts.on)
    ]
    return list(dict.fromkeys((*members, *employees)))
