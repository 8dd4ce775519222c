"""docs/reference/law.md, made from the rule packs and from the cases that test them.

To write it again: .venv/bin/python -m tests.spec.law.page
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from joinedup.law.files import packs
from joinedup.law.requirements import Seats
from joinedup.law.rule import Pack, Provenance, Rule
from joinedup.values.dates import day_in_words
from tests.spec.law.cases import TABLES, USUAL_DAY, Case, parts, rows, rules_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "law.md"
HOW_SURE = {
    "H": "high: read in the text of the source, or where it is quoted",
    "M": "middling: restated by a reliable second source",
    "L": "low: inferred",
}
HEADERS = {
    "bodies": "Bodies",
    "people": "Who employs whom",
    "governance": "Governance",
    "posts": "Posts",
    "judgements": "Judgements",
    "interests": "Interests declared to NHS Testshire",
}


def page() -> str:
    """The whole page, in Markdown."""
    lines = [
        "# The law, by pack and by day",
        "",
        "What `joinedup check` asks of a system, and what it finds in examples. This page is "
        "generated from the rules and from the cases that test them, so that what it shows is what "
        "the program does.",
        "",
        "A finding **fails** where the folder shows that a rule is not met, and is **not known** "
        "where the folder does not settle it. Statute and regulation give a 'must'; guidance and "
        "policy a 'should'; proposals and bills a 'would', which is not law and is asked only with "
        "`--pack` or `--as-if`. A rule is asked only of days on which it is in force.",
        "",
        f"The examples are of a made-up system, Testshire, on {day_in_words(USUAL_DAY)} unless "
        "they say otherwise. East Council and West County Council are responsible councils; Vale "
        "is a district of West; T1 and T2 are trusts, P1 is a practice.",
        "",
        "| rule | what it is about | force | when | how sure | pack |",
        "|---|---|---|---|---|---|",
    ]
    for pack in packs():
        for one in (*pack.rules, *pack.permits, *pack.unread):
            lines.append(
                f"| {one.id} | {one.title} | {one.force} | {_days(one)} | {one.how_sure} | "
                f"[{pack.id}](#{pack.id}) |"
            )
    for pack in packs():
        lines += _pack(pack)
    return "\n".join(lines) + "\n"


def _pack(pack: Pack) -> Iterator[str]:
    yield from ("", f'<a id="{pack.id}"></a>', "", f"## {pack.title}", "")
    yield f"Pack `{pack.id}`. {pack.about}"
    for part in parts(pack.id):
        yield from ("", f"### {part['about']}")
        for rule in rules_of(pack, part):
            yield from ("", *_rule(rule))
        for one in part["cases"]:
            yield from ("", *_case(one))
    if pack.permits:
        yield from ("", f"### What it permits ({pack.id})", "", "Nothing is found for these.")
        for permit in pack.permits:
            yield from ("", *_provenance(permit))
    if pack.unread:
        yield from ("", f"### What was not read ({pack.id})", "", "These are always not known.")
        for unread in pack.unread:
            yield from ("", *_provenance(unread), f"- What would settle it: {unread.settled_by}")


def _days(one: Provenance) -> str:
    first, last = one.first_day, one.last_day
    days = f"from {day_in_words(first)}" if first else "not dated"
    days += f" to {day_in_words(last)}" if last else ""
    return f"in force {days}" if one.is_law else f"not law; {days}"


def _provenance(one: Provenance) -> Iterator[str]:
    yield f"**{one.id}. {one.title}.** {one.says}"
    yield ""
    yield f"- Source: {one.source} (<{one.locator}>)"
    yield f"- Force: {one.force}, so a '{one.severity}'; {_days(one)}"
    yield (
        f"- How sure: {HOW_SURE[one.how_sure]}; checked on {day_in_words(one.checked_on)} by "
        + (one.checked_by)
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield from _provenance(rule)
    if rule.replaces:
        yield f"- Would replace: {', '.join(rule.replaces)}"
    for requires in rule.requires:
        for seat in requires.seats if isinstance(requires, Seats) else ():
            called = seat.called.format(body=f"each of the {seat.each_of}")
            roles = f"; {' or '.join(seat.roles)}" if seat.roles else ""
            yield f"- Needs {seat.at_least} of: {called} ({', '.join(seat.capacities)}{roles})"


def _case(case: Case) -> Iterator[str]:
    words = case.words
    yield f"#### {words['case']}"
    yield ""
    said = [*_said(case)]
    if said:
        yield " ".join(said)
        yield ""
    if case.seats:
        yield from _seats(case.seats)
    for forum in words.get("forums", ()):
        fields = {name: value for name, value in forum.items() if name != "seats"}
        yield f"Another forum: {_in_words(fields)}."
        yield ""
        yield from _seats(rows(forum["seats"])) if forum.get("seats") else ()
    for name, header in HEADERS.items():
        if words.get(name):
            yield f"{header}:"
            yield ""
            yield from _table(TABLES[name], case.table(name))
    for text in words.get("texts", ()):
        yield f"A text: {_in_words(text)}."
        yield ""
    severities = {finding.rule: finding.severity for finding in case.found}
    for finding in words["finds"]:
        head, why = finding.split(": ", 1)
        rule, outcome = head.split(" ")
        said = why.removeprefix("not known: ")
        yield f"- {rule} ({severities[rule]}) **{outcome.replace('-', ' ')}**: {said}"
    if not words["finds"]:
        yield "- Nothing is found."


def _seats(seats: list[tuple[str, ...]]) -> Iterator[str]:
    columns = ("capacity", "nominated or appointed by", "holder")
    padded = [(*row, *("",) * (3 - len(row))) for row in seats]
    yield from _table(columns, [dict(zip(columns, row, strict=True)) for row in padded])


def _table(columns: tuple[str, ...], cells: list[dict[str, str]]) -> Iterator[str]:
    yield f"| {' | '.join(column.replace('_', ' ') for column in columns)} |"
    yield "|" + "---|" * len(columns)
    for row in cells:
        yield f"| {' | '.join(row.get(column, '') for column in columns)} |".replace("|  |", "| |")
    yield ""


def _in_words(fields: dict[str, Any]) -> str:
    """Fields as text: 'kind: constitution; provides: decision procedure, power to vary'."""
    return "; ".join(
        f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in fields.items()
    )


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
    if "places" in words:
        yield f"Places: {', '.join(words['places'])}."
    if "owners" in words:
        yield f"The forum belongs to: {', '.join(case.owners)}."
    if "is" in words:
        yield f"Of the forum: {_in_words(words['is'])}."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
