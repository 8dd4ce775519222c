"""Of those who hold seats: who appointed, approved and employs them, and what was judged."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.law.question import FORUMS, Question, about, listed
from joinedup.law.requirements import Appointed, Employed, Judged
from joinedup.register.schema import Forum, Holder, Judgement, Seat
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject

_JUDGEMENTS = "judgements.csv"


def appointed_findings(question: Question, needs: Appointed) -> Iterator[Finding]:
    """Where a holder was not appointed or approved as the law asks, or it is not known."""
    asked = (
        ("appointed", needs.appointed_by, lambda one: one.appointed_by),
        ("approved", needs.approved_by, lambda one: one.approved_by),
        (
            "appointed or approved",
            needs.either_by,
            lambda one: (*one.appointed_by, *one.approved_by),
        ),
    )
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        held = _held(question, forum, needs.capacities)
        if not held:
            yield _nobody(question, forum, needs.called)
        for verb, allowed, whose in asked:
            if not allowed:
                continue
            unsaid = []
            who = question.facts.called(allowed, "or")
            for seat, holder in held:
                by = question.facts.appointers(whose(holder))
                if by & set(allowed):
                    continue
                # Whoever appointed, someone else may have approved, and nobody wrote it down.
                half_said = verb == "appointed or approved" and not holder.approved_by
                if not by or half_said or by & set(needs.perhaps):
                    unsaid.append((seat, holder, by & set(needs.perhaps)))
                    continue
                name, others = question.facts.name(holder.person), question.facts.called(by)
                yield question.fails(
                    about(forum, seat),
                    f"{name}, {needs.called} of {forum.name}, was {verb} by {others}, not by {who}",
                    f"see to it that {needs.called} is {verb} by {who}",
                )
            if unsaid:
                yield _not_said_by(question, forum, needs.called, verb, who, unsaid)


def _not_said_by(
    question: Question,
    forum: Forum,
    called: str,
    verb: str,
    who: str,
    unsaid: list[tuple[Seat, Holder, set[str]]],
) -> Finding:
    """One finding for all of whom it is not known, so that a new folder is not told each."""
    names = listed([question.facts.name(holder.person) for _, holder, _ in unsaid])
    by = sorted(set().union(*(others for _, _, others in unsaid)))
    whether = (
        f"; it names {question.facts.called(by)}, and whether that would do was not read"
        if by
        else ""
    )
    field = " or ".join(f"'{word}_by'" for word in verb.split(" or "))
    return question.unknown(
        about(forum, unsaid[0][0] if len(unsaid) == 1 else None),
        f"the folder does not say that {who} {verb} {names} as {called} of {forum.name}{whether}",
        f"write who did so as {field} of the holder",
    )


def employed_findings(question: Question, needs: Employed) -> Iterator[Finding]:
    """Where a holder is not employed by, or seconded to, an owner of the forum."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        held = _held(question, forum, needs.capacities)
        if not held:
            yield _nobody(question, forum, needs.called)
        for seat, holder in held:
            person = question.facts.people.get(holder.person)
            employers = (person.employer, person.seconded_to) if person else (None, None)
            if set(forum.owners) & set(employers):
                continue
            name = question.facts.name(holder.person)
            owner = question.facts.named(forum.owners[0])
            if person is None or person.employer is None:
                yield question.unknown(
                    about(forum, seat),
                    f"the folder does not say who employs {name}, {needs.called} of {forum.name}",
                    "write the employer in people.csv, and where the person is seconded to",
                )
            else:
                yield question.fails(
                    about(forum, seat),
                    f"{name}, {needs.called} of {forum.name}, is neither employed by nor seconded "
                    f"to {owner}",
                    f"write in people.csv the secondment to {owner} if there is one; without it "
                    "the person may not hold the seat",
                )


def judged_findings(question: Question, needs: Judged) -> Iterator[Finding]:
    """Where no judgement that the law asks for stands, or it came out against."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
        elif needs.each:
            yield from _each_judged(question, needs, forum)
        else:
            yield from _forum_judged(question, needs, forum)


def _forum_judged(question: Question, needs: Judged, forum: Forum) -> Iterator[Finding]:
    there = {holder.person for _, holder in _held(question, forum, needs.capacities)}
    standing = _standing(
        question,
        [
            one
            for one in question.facts.register.judgements
            if one.matter == needs.matter
            and one.forum in (None, forum.id)
            and (one.person is None or one.person in there)
        ],
    )
    conclusions = {one.conclusion for one in standing}
    if "satisfied" in conclusions:
        return
    if "not satisfied" in conclusions:
        yield _judged_against(question, needs.matter, standing[0], f"of {forum.name}")
        return
    yield question.unknown(
        about(forum),
        f"the folder names no judgement of {needs.matter} that stands for {forum.name} on "
        f"{question.facts.day}",
        f"add to {_JUDGEMENTS} who judged it, when, and what was concluded",
    )


def _each_judged(question: Question, needs: Judged, forum: Forum) -> Iterator[Finding]:
    held = _held(question, forum, needs.capacities)
    if not held:
        yield question.no_holders(forum)
        return
    unjudged = []
    for person in dict.fromkeys(holder.person for _, holder in held):
        standing = _standing(
            question,
            [
                one
                for one in question.facts.register.judgements
                if one.matter == needs.matter
                and one.person == person
                and one.forum in (None, forum.id)
            ],
        )
        conclusions = {one.conclusion for one in standing}
        name = question.facts.name(person)
        if "not satisfied" in conclusions:
            yield _judged_against(question, needs.matter, standing[0], f"of {name} at {forum.name}")
        elif not conclusions:
            unjudged.append(name)
    if unjudged:
        yield question.unknown(
            about(forum),
            f"the folder names no judgement of {needs.matter} that stands on {question.facts.day} "
            f"for {listed(unjudged)} at {forum.name}",
            f"add to {_JUDGEMENTS} who judged each appointment, when, and what was concluded",
        )


def _standing(question: Question, judgements: list[Judgement]) -> list[Judgement]:
    """The latest of the judgements made by the day, if it has not lapsed; several of one day."""
    on = question.facts.on
    made = [one for one in judgements if one.on is not None and one.on <= on]
    latest = max((one.on for one in made if one.on), default=None)
    return [one for one in made if one.on == latest and (one.until is None or one.until >= on)]


def _judged_against(question: Question, matter: str, one: Judgement, of: str) -> Finding:
    day = "" if one.on is None else f" on {day_in_words(one.on)}"
    return question.fails(
        Subject("judgement", one.id),
        f"the judgement of {matter} {of}{day} was: not satisfied",
        "record a later judgement if there is one; until then the appointment does not meet the "
        "rule",
        _JUDGEMENTS,
    )


def _held(
    question: Question, forum: Forum, capacities: tuple[str, ...]
) -> list[tuple[Seat, Holder]]:
    return [
        (seat, holder)
        for seat, holder in question.facts.members(forum)
        if seat.capacity in capacities
    ]


def _nobody(question: Question, forum: Forum, called: str) -> Finding:
    return question.unknown(
        about(forum),
        f"the folder names nobody as {called} of {forum.name} on {question.facts.day}",
        f"name the holder of the seat in {FORUMS}",
    )
