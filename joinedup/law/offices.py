"""What bodies there must be or not be, the posts at them, and the facts that came to an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from joinedup.law.question import Question, listed
from joinedup.law.requirements import Bodies, FactsSince, Posts
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject, Where

_BODIES = "bodies.csv"
_POSTS = "posts.yaml"


def post_findings(question: Question, needs: Posts) -> Iterator[Finding]:
    """Bodies without a post of a role, or with nobody in it."""
    facts = question.facts
    bodies = facts.bodies_of((needs.body_kind,))
    if not bodies:
        yield question.unknown(
            question.system,
            f"the folder names no body of the kind {needs.body_kind} on {facts.day}",
            f"add each {needs.body_kind} to {_BODIES}",
            _BODIES,
        )
        return
    unsaid = []
    for body in bodies:
        posts = [
            post
            for post in facts.register.posts
            if post.body == body.id and post.role == needs.role
        ]
        there = [post for post in posts if post.period.includes(facts.on)]
        holders = [holder for post in there for holder in post.holders]
        if any(facts.holders(post) for post in there):
            continue
        left = any(_over(one.last_day, facts.on) for one in (*holders, *posts))
        if left and not any(one.last_day is None for one in holders):
            yield question.fails(
                Subject("body", body.id),
                f"nobody is {needs.called} of {body.name} on {facts.day}; the last has left",
                f"name who holds the post in {_POSTS}",
                _BODIES,
            )
        else:
            unsaid.append(body.name)
    if unsaid:
        yield question.unknown(
            question.system,
            f"the folder does not name {needs.called} of {listed(unsaid)} on {facts.day}",
            f"add the post, with the role '{needs.role}', and its holder to {_POSTS}",
            _POSTS,
        )


def _over(last: date | None, on: date) -> bool:
    return last is not None and last < on


def body_findings(question: Question, needs: Bodies) -> Iterator[Finding]:
    """Too few or too many bodies of a kind."""
    facts = question.facts
    there = facts.bodies_of((needs.body_kind,))
    if len(there) > needs.at_most:
        if needs.at_most == 0:
            for body in there:
                yield question.fails(
                    Subject("body", body.id),
                    f"{body.name} is there on {facts.day}; {needs.why}",
                    "plan what would become of it",
                    _BODIES,
                )
            return
        yield question.fails(
            question.system,
            f"there are {len(there)} bodies of the kind {needs.body_kind} on {facts.day}; "
            f"{needs.why}",
            "plan which would join",
            _BODIES,
        )
    elif len(there) < needs.at_least:
        yield question.unknown(
            question.system,
            f"the folder names {len(there) or 'no'} body of the kind {needs.body_kind} on "
            f"{facts.day}; {needs.why}",
            "add it to bodies.csv, with its days",
            _BODIES,
        )


def facts_since_findings(question: Question, needs: FactsSince) -> Iterator[Finding]:
    """Where the board had ended, or the folder tells of a day before everything changed."""
    facts = question.facts
    system = facts.register.system
    icb = facts.icb
    if icb.last_day is not None and icb.last_day < facts.on:
        yield question.fails(
            Subject("body", icb.id),
            f"{icb.name} ended on {day_in_words(icb.last_day)}, so there is no such board on "
            f"{facts.day}",
            "use the folder of the board that follows it, or ask of a day on which it stood",
            _BODIES,
        )
        return
    if system.fictional or system.as_at is None or not system.as_at < needs.day <= facts.on:
        return
    rule = question.rule
    yield Finding(
        rule.id,
        rule.severity,
        "not-known",
        question.system,
        Where("system.yaml", column="as_at"),
        f"not known: the folder tells the facts of {day_in_words(system.as_at)}; {needs.why}",
        "make the folder anew from files published since, or confirm its facts and mend as_at",
        rule.source,
    )
