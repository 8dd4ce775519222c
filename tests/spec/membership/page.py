"""docs/reference/membership-rules.md, made from the rules and from the cases that test them.

To write it again: .venv/bin/python -m tests.spec.membership.page
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from joinedup.law.requirements import Seats
from joinedup.law.rule import Rule
from joinedup.values.dates import day_in_words
from tests.spec.membership.cases import USUAL_DAY, Case, parts, rules_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "membership-rules.md"
HOW_SURE = {
    "H": "high: read in the text of the source",
    "M": "middling: restated by a reliable second source",
    "L": "low: inferred",
}


def page() -> str:
    """The whole page, in Markdown."""
    lines = [
        "# Rules of membership",
        "",
        "What `joinedup check` asks of boards and partnerships, and what it finds in examples. "
        "This page is generated from the rules and from the cases that test them, so that what it "
        "shows is what the program does.",
        "",
        "A finding **fails** where the folder shows that a rule is not met, and is **not known** "
        "where the folder does not settle it. Statute and regulation give a 'must'. A rule is "
        "asked only of days on which it is in force.",
        "",
        f"The examples are of a made-up board, Testshire, on {day_in_words(USUAL_DAY)} unless they "
        "say otherwise. East Council and West County Council are responsible councils; Vale is a "
        "district of West; T1 and T2 are trusts, P1 is a practice.",
    ]
    for part in parts():
        lines += ["", f"## {part['about']}"]
        for rule in rules_of(part):
            lines += ["", *_rule(rule)]
        for one in part["cases"]:
            lines += ["", *_case(one)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    first, last = rule.first_day, rule.last_day
    days = f"from {day_in_words(first)}" if first else "not dated"
    days += f" to {day_in_words(last)}" if last else ""
    yield f"**{rule.id}. {rule.title}.** {rule.says}"
    yield ""
    yield f"- Source: {rule.source} ({_linked(rule.locator)})"
    yield f"- Force: {rule.force}, so a '{rule.severity}'; in force {days}"
    yield (
        f"- How sure: {HOW_SURE[rule.how_sure]}; checked on {day_in_words(rule.checked_on)} by "
        + (rule.checked_by)
    )
    for requires in rule.requires:
        for seat in requires.seats if isinstance(requires, Seats) else ():
            capacities = ", ".join(seat.capacities)
            yield f"- Needs {seat.at_least} of: {seat.called} ({capacities})"


def _linked(locator: str) -> str:
    return f"<{locator}>" if locator.startswith("https://") else locator


def _case(case: Case) -> Iterator[str]:
    words = case.words
    yield f"### {words['case']}"
    yield ""
    said = [*_said(case)]
    if said:
        yield " ".join(said)
        yield ""
    if case.seats:
        yield "| capacity | nominated or appointed by | holder |"
        yield "|---|---|---|"
        yield from (f"| {' | '.join(row)} |".replace("|  |", "| |") for row in case.seats)
        yield ""
    severities = {finding.rule: finding.severity for finding in case.findings()}
    for finding in words["finds"]:
        head, why = finding.split(": ", 1)
        rule, outcome = head.split(" ")
        yield f"- {rule} ({severities[rule]}) **{outcome.replace('-', ' ')}**: {why}"
    if not words["finds"]:
        yield "- Nothing is found."


def _said(case: Case) -> Iterator[str]:
    words: dict[str, Any] = case.words
    if "note" in words:
        yield words["note"]
    if "on" in words:
        yield f"Asked of {day_in_words(case.on)}."
    if "as_at" in words:
        yield f"The folder tells the facts of {day_in_words(words['as_at'])}."
    if words.get("fictional"):
        yield "The system is marked as fictional."
    if "to" in words:
        yield f"The forum's last day was {day_in_words(words['to'])}."
    if "councils" in words:
        yield f"Councils in system.yaml: {', '.join(case.councils) or 'none'}."
    if "owners" in words:
        yield f"The forum belongs to: {', '.join(case.owners)}."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
