"""The few checks that no kind of requirement says; a rule names the one that it needs."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.law.question import Question, about
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject, Where

_SYSTEM = "system.yaml"


def county_of_each_district(question: Question) -> Iterator[Finding]:
    """A lower-tier district lies in a county, whose council is the responsible one there.

    Source: LGPIHA 2007 section 103, LA-KIND. So where system.yaml lists such a district it should
    list a county council too.
    """
    facts = question.facts
    if not facts.register.system.councils:
        yield question.unknown(
            question.system,
            f"{_SYSTEM} lists no councils, so it cannot be said which are responsible",
            "list under 'councils' every council whose area meets the system's",
            _SYSTEM,
        )
        return
    districts = facts.councils(("district council",))
    if not districts or facts.councils(("county council",)):
        return
    named = districts[0].name
    rule = question.rule
    yield Finding(
        rule.id,
        rule.severity,
        "fails",
        Subject("body", districts[0].id),
        Where(_SYSTEM, column="councils"),
        f"{named} is a district in a county, and {_SYSTEM} lists no county council: it is the "
        "county council that is responsible there",
        "add the county council to 'councils', or mend the kind of the district in bodies.csv",
        rule.source,
    )


def strategy_reconsidered(question: Question) -> Iterator[Finding]:
    """Each time that a needs assessment came, it was considered whether to revise the strategy.

    Source: LGPIHA 2007 section 116ZB(6), ICP-3.
    """
    facts = question.facts
    considered = [
        one.on
        for one in facts.register.judgements
        if one.matter == "strategy revision" and one.on is not None and one.on <= facts.on
    ]
    came = [
        (one.published_on or one.approved_on or one.first_day, one.title)
        for one in facts.register.instruments
        if one.kind == "needs assessment"
    ]
    latest = max(((day, title) for day, title in came if day and day <= facts.on), default=None)
    if latest is None or any(day >= latest[0] for day in considered):
        return
    for forum in facts.own(("integrated care partnership",)):
        yield question.unknown(
            about(forum),
            f"{latest[1]} is of {day_in_words(latest[0])}, and the folder names no later judgement "
            f"of {forum.name} on whether its strategy should be revised",
            "add it to judgements.csv as 'strategy revision', with its day",
        )


OWN_CODE = {
    "county of each district": county_of_each_district,
    "strategy reconsidered": strategy_reconsidered,
}
