"""How interests are kept: declared in time, and somebody's declaration for everyone who must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from joinedup.law.question import Question, listed
from joinedup.law.requirements import Declared
from joinedup.register.schema import Interest
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject

_FILE = "interests.csv"


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
    # The time that passed, and not the day that it is due: that may lie beyond the last day of all.
    if one.aware_on is None or (until - one.aware_on).days <= needs.days:
        return
    due = day_in_words(one.aware_on + timedelta(days=needs.days))
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
    else:
        yield question.fails(
            subject,
            f"{name} knew of the interest on {aware} and declared it on "
            f"{day_in_words(one.declared_on)}; it was due by {due}",
            "nothing can mend that day; check both days, and remind people of the time they have",
            _FILE,
        )


def _who_must(question: Question) -> list[str]:
    """Members of the board, members of its committees, and its employees, each once."""
    facts = question.facts
    code = facts.register.system.code
    kinds = ("integrated care board", "committee", "place partnership")
    members = [
        holder.person
        for forum in facts.forums
        if forum.kind in kinds and facts.is_of_board(forum)
        for _, holder in facts.members(forum)
    ]
    employees = [
        person.id
        for person in facts.register.people
        if code in (person.employer, person.seconded_to) and person.period.includes(facts.on)
    ]
    return list(dict.fromkeys((*members, *employees)))
