"""The checks page: what fails, what is not known, and the rules that were applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from joinedup.law.files import packs
from joinedup.law.rule import Rule
from joinedup.law.selection import rules_on
from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Table
from joinedup.layout.writing import first_capital
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained, Reason, Source
from joinedup.values.finding import Finding
from joinedup.web.folder import Shown, findings, version
from joinedup.web.presenters.words import in_words, outcome, outcomes
from joinedup.web.questions import DayAsked

#: How many findings of one rule the page tells; the files have them all.
TOLD = 10
SURE = {
    "H": "Sure: read in the text itself",
    "M": "Fairly sure: restated by a reliable source",
    "L": "Unsure: inferred",
}


@dataclass(frozen=True)
class RuleFindings:
    """The findings of one rule that come out alike: the rule's title and source, and those told."""

    rule: str
    title: str
    label: str
    severity: str
    source: str
    locator: str
    told: tuple[Finding, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class ChecksPage(Page):
    """What the checks page shows."""

    asked: DayAsked
    heading: str = ""
    finding: str = ""
    fails: tuple[RuleFindings, ...] = ()
    not_known: tuple[RuleFindings, ...] = ()
    rules: tuple[Rule, ...] = ()
    working: Explained[tuple[Finding, ...]] | None = None
    sure: dict[str, str]


@lru_cache(maxsize=64)
def checks_page(system: Shown, asked: DayAsked) -> ChecksPage:
    """What was found on the day asked for, or the form with its fault."""
    address = reverse("checks")
    if asked.on is None:
        return ChecksPage(title="Checks", address=address, asked=asked, sure=SURE)
    found = findings(system, asked.on)
    applied = rules_on(packs(), asked.on)
    heading = f"Checked as on {day_in_words(asked.on)}"
    return ChecksPage(
        title="Checks",
        address=address,
        query=f"?on={asked.on.isoformat()}",
        tables=(_findings_table(found), _rules_table(applied)),
        about=(f"{system.register.system.name}: {heading.lower()}.",),
        asked=asked,
        heading=heading,
        finding=_finding(found, len(applied)),
        fails=_grouped(finding for finding in found if finding.outcome == "fails"),
        not_known=_grouped(finding for finding in found if finding.outcome == "not-known"),
        rules=applied,
        working=_explained(system, found, applied, asked.on),
        sure=SURE,
    )


def _finding(found: tuple[Finding, ...], applied: int) -> str:
    what = first_capital(in_words(applied, "rule of law was", "rules of law were"))
    if not found:
        return f"{what} applied, with the folder's own figures. All is met."
    return f"{what} applied, with the folder's own figures: {outcomes(found)}."


def _explained(
    system: Shown, found: tuple[Finding, ...], applied: tuple[Rule, ...], on: date
) -> Explained[tuple[Finding, ...]]:
    """What was found, with the rules and the files that it comes from."""
    ids = ", ".join(rule.id for rule in applied) or "none"
    reasons = (
        Reason(f"The rules of law in force on {day_in_words(on)} were applied: {ids}."),
        Reason(
            "The folder's own figures were compared with each other: practices, areas, need and "
            "councils.",
        ),
        Reason("What the folder does not say, and what no one read, is 'not known'."),
    )
    read = (
        Source("The register", "all of it, as one version", version(system)),
        *(Source(name, "", sha256) for name, sha256 in sorted(system.folder.hashes.items())),
    )
    return Explained(found, reasons, read)


def _grouped(found: Iterable[Finding]) -> tuple[RuleFindings, ...]:
    known = {rule.id: rule for pack in packs() for rule in pack.rules}
    groups = []
    # A rule's findings stand together, where its first and most pressing one stood.
    listed = list(found)
    order = {rule: place for place, rule in reversed(list(enumerate(f.rule for f in listed)))}
    for rule_id, group in groupby(
        sorted(listed, key=lambda finding: order[finding.rule]), key=lambda finding: finding.rule
    ):
        own = tuple(group)
        rule = known.get(rule_id)
        groups.append(
            RuleFindings(
                rule=rule_id,
                title=rule.title if rule else _title(rule_id),
                label=outcome(own[0]),
                severity=own[0].severity,
                source=rule.source if rule else own[0].source,
                locator=rule.locator if rule else "",
                told=own[:TOLD],
                more=len(own) - len(own[:TOLD]),
            )
        )
    return tuple(groups)


def _title(rule_id: str) -> str:
    """A title for a check of the folder's own figures: 'register.practice-without-place'."""
    return first_capital(rule_id.rpartition(".")[2].replace("-", " "))


def _findings_table(found: tuple[Finding, ...]) -> Table:
    columns = (
        Column("rule", "Rule", "code"),
        Column("outcome", "Outcome"),
        Column("severity", "Severity"),
        Column("subject_kind", "About"),
        Column("subject", "Id", "code"),
        Column("file", "File"),
        Column("row", "Row", "count"),
        Column("column", "Column"),
        Column("why", "Why"),
        Column("mend", "How to mend it"),
        Column("source", "Source"),
    )
    rows = tuple(
        (
            finding.rule,
            finding.outcome,
            finding.severity,
            finding.subject.kind,
            finding.subject.id,
            finding.where.file,
            "" if finding.where.row is None else finding.where.row,
            finding.where.column or "",
            finding.why,
            finding.mend,
            finding.source,
        )
        for finding in found
    )
    return Table("findings", "What was found", columns, rows)


def _rules_table(applied: tuple[Rule, ...]) -> Table:
    columns = (
        Column("rule", "Rule", "code"),
        Column("title", "Title"),
        Column("says", "What it says"),
        Column("force", "Force"),
        Column("source", "Source"),
        Column("locator", "Where to read it"),
        Column("from", "In force from", "day"),
        Column("to", "In force to", "day"),
        Column("how_sure", "How sure we are"),
        Column("checked_by", "Checked by"),
        Column("checked_on", "Checked on", "day"),
    )
    rows = tuple(
        (
            rule.id,
            rule.title,
            rule.says,
            rule.force,
            rule.source,
            rule.locator,
            _day(rule.first_day),
            _day(rule.last_day),
            SURE[rule.how_sure],
            rule.checked_by,
            rule.checked_on,
        )
        for rule in applied
    )
    return Table("rules", "The rules that were applied", columns, rows)


def _day(day: date | None) -> date | str:
    """A day, or nothing where none is set: that is no lack of knowledge."""
    return day or ""
