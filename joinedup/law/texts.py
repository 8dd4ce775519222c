"""What must be written, and where it may be read: constitutions, registers, strategies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from joinedup.law.question import Question, Unsaid, listed
from joinedup.law.requirements import Texts
from joinedup.register.schema import Forum, Instrument
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject

_FILE = "instruments.yaml"


def text_findings(question: Question, needs: Texts) -> Iterator[Finding]:
    """Where a text is not there, may not be read, or does not provide for what it must."""
    if needs.where is not None and not any(
        isinstance(one, Forum) for one in question.forums(needs.where)
    ):
        return
    if needs.of == "forums" and needs.forums is not None:
        for forum in question.forums(needs.forums):
            if isinstance(forum, Finding):
                yield forum
            else:
                yield from _of_whom(question, needs, forum)
    else:
        yield from _of_whom(question, needs, None)


def _of_whom(question: Question, needs: Texts, forum: Forum | None) -> Iterator[Finding]:
    on = question.facts.on
    subject = question.system if forum is None else Subject("forum", forum.id)
    whose = question.facts.icb.name if forum is None else forum.name
    all_versions = [
        one
        for one in question.facts.register.instruments
        if one.kind in needs.instruments
        and (
            needs.of == "anyone"
            or (_is_of_board(question, one) if forum is None else _is_of(one, forum))
        )
    ]
    there = [one for one in all_versions if one.period.includes(on)]
    if not there:
        if needs.optional:
            return
        ended = [one for one in all_versions if one.last_day is not None and one.last_day < on]
        if ended:
            yield question.fails(
                subject,
                f"{needs.called} of {whose} had ended by {question.facts.day}, and the folder "
                "names no later one",
                f"add the one in force to {_FILE}, or mend its days",
                _FILE,
            )
        else:
            yield question.unknown(
                subject,
                f"the folder names no {needs.called.removeprefix('the ')} of {whose} on "
                f"{question.facts.day}",
                f"add it to {_FILE}, with what it provides for and where it may be read",
                _FILE,
            )
        return
    chosen = there if needs.every else _newest(there)
    for one in chosen:
        yield from _access(question, needs, one)
        yield from _copies(question, needs, one)
        if len(all_versions) > 1 and min(all_versions, key=_first) is not one:
            yield from _varied(question, needs, one)
    if needs.every and needs.of == "anyone":
        for one in chosen:
            yield from _provisions(question, needs, (one,))
    else:
        yield from _provisions(question, needs, chosen)


def _is_of(one: Instrument, forum: Forum) -> bool:
    """A text is of a forum that it names; or names none, and is of all whose forum it is."""
    if one.forum is None:
        return set(forum.owners) <= set(one.owners)
    return one.forum == forum.id


def _is_of_board(question: Question, one: Instrument) -> bool:
    boards = {None, *(board.id for board in question.facts.own(("integrated care board",)))}
    return question.facts.register.system.code in one.owners and one.forum in boards


def _first(one: Instrument) -> tuple[bool, str]:
    return one.first_day is not None, str(one.first_day)


def _newest(there: Sequence[Instrument]) -> list[Instrument]:
    """The texts that began last: an earlier version may have been left without its last day."""
    latest = max(_first(one) for one in there)
    return [one for one in there if _first(one) == latest]


def _access(question: Question, needs: Texts, one: Instrument) -> Iterator[Finding]:
    if not needs.access:
        return
    how = "published" if needs.access == ("published",) else "published, or shown on request"
    later = one.published_on is not None and one.published_on > question.facts.on
    access = one.access or ("published" if one.published_on is not None else "")
    if access == "published" and later and one.published_on is not None:
        yield question.fails(
            _about(one),
            f"{one.title} was published only on {day_in_words(one.published_on)}",
            "nothing can mend that day; check that it is right",
            _FILE,
        )
    elif not access:
        yield question.unknown(
            _about(one),
            f"the folder does not say whether {one.title} is {how}",
            "write its 'access', and where it is published",
            _FILE,
        )
    elif access not in needs.access:
        yield question.fails(
            _about(one),
            f"{one.title}: it must be {how}, and is only shown {access}",
            "publish it, and write where",
            _FILE,
        )


def _provisions(
    question: Question, needs: Texts, chosen: Sequence[Instrument]
) -> Iterator[Finding]:
    said: dict[str, set[str]] = {}
    for one in chosen:
        for provision in one.provides:
            said.setdefault(provision.matter, set()).add(provision.provided)
    titles = listed([one.title for one in chosen])
    for matter in needs.provisions:
        if said.get(matter) == {"no"}:
            yield question.fails(
                _about(chosen[0]),
                f"{titles} does not provide for: {matter}",
                "provide for it when it is next varied, or mend what the folder says of it",
                _FILE,
            )
    unsaid = [matter for matter in needs.provisions if matter not in said]
    if unsaid:
        yield question.unknown(
            _about(chosen[0]),
            f"the folder does not say that {titles} provides for: {listed(unsaid, 9)}",
            "look them up in the text, and write under 'provides' what it says and where",
            _FILE,
        )


def _copies(question: Question, needs: Texts, one: Instrument) -> Iterator[Finding]:
    for name in needs.copied_to:
        bodies = question.facts.class_of(name, needs.council_kinds, "have a copy")
        if isinstance(bodies, Unsaid):
            yield question.unsaid(bodies)
            return
        missing = [body.name for body in bodies if body.id not in one.copied_to]
        to_whom = listed(missing)
        if missing and one.copied_to:
            yield question.fails(
                _about(one),
                f"the folder names who was given a copy of {one.title}, and not among them "
                f"{to_whom}",
                "give a copy to each, and add them to 'copied_to'",
                _FILE,
            )
        elif missing:
            yield question.unknown(
                _about(one),
                f"the folder does not say that a copy of {one.title} was given to {to_whom}",
                "add to 'copied_to' the bodies that were given one",
                _FILE,
            )


def _varied(question: Question, needs: Texts, one: Instrument) -> Iterator[Finding]:
    if not needs.varied_by:
        return
    by = question.facts.appointers(one.approved_by)
    if by & set(needs.varied_by):
        return
    who, others = listed(needs.varied_by, join="or"), question.facts.called(by)
    if by:
        yield question.fails(
            _about(one),
            f"{one.title} is a later version, approved by {others} and not by {who}",
            f"seek the approval of {who}, or mend 'approved_by'",
            _FILE,
        )
    else:
        yield question.unknown(
            _about(one),
            f"the folder does not say that {who} approved {one.title}, a later version",
            "write who approved it as 'approved_by', and the day",
            _FILE,
        )


def _about(one: Instrument) -> Subject:
    return Subject("instrument", one.id)
