"""The checks page: what fails, what is not known, and the rules that were applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.law.files import packs
from joinedup.law.rule import Pack, Rule, Unread
from joinedup.law.selection import rules_on
from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained, Reason, Source
from joinedup.values.finding import SEVERITIES, Finding, Severity
from joinedup.web.folder import Shown, findings, version
from joinedup.web.presenters.allocation import Choice
from joinedup.web.presenters.concerned import concerned
from joinedup.web.presenters.rules import (
    RuleShown,
    proposals,
    rule_of,
    rule_shown,
    rules_table,
)
from joinedup.web.presenters.words import FAILS, NOT_KNOWN, counted, in_words, outcome, outcomes
from joinedup.web.questions import ChecksAsked

#: How many findings of one rule the page tells; the files have them all.
TOLD = {"fails": 10, "not-known": 5}
_HEADINGS: dict[Severity, tuple[str, str]] = {
    "must": ("Musts", "What statute and regulation require."),
    "should": ("Shoulds", "What guidance and policy ask, and whether the folder joins up."),
    "would": ("Woulds", "What proposals and bills would require, if they were law. They are not."),
}


@dataclass(frozen=True)
class FindingShown:
    """One finding: what was found, and whom or what it concerns, with a link if it has a page."""

    finding: Finding
    about: Link | str


@dataclass(frozen=True)
class RuleFindings:
    """The findings of one rule that come out alike: the rule, if one is held, and those told."""

    id: str
    rule: str
    title: str
    label: str
    outcome: str
    count: str
    source: str
    law: RuleShown | None
    told: tuple[FindingShown, ...]
    more: int


@dataclass(frozen=True)
class SeverityFindings:
    """All findings of one severity, by rule: those that fail, and those that are not known."""

    severity: Severity
    heading: str
    about: str
    finding: str
    fails: tuple[RuleFindings, ...]
    not_known: tuple[RuleFindings, ...]


@dataclass(frozen=True, kw_only=True)
class ChecksPage(Page):
    """What the checks page shows."""

    asked: ChecksAsked
    packs: tuple[Choice, ...]
    proposals: tuple[Choice, ...]
    heading: str = ""
    finding: str = ""
    not_law: str = ""
    law_address: str = ""
    summary: Table | None = None
    severities: tuple[SeverityFindings, ...] = ()
    working: Explained[tuple[Finding, ...]] | None = None


@lru_cache(maxsize=64)
def checks_page(system: Shown, asked: ChecksAsked) -> ChecksPage:
    """What was found on the day asked for, or the form with its faults."""
    address, on = reverse("checks"), asked.day.on
    empty = ChecksPage(
        title="Checks",
        address=address,
        asked=asked,
        packs=_choices("All law in force on the day", packs(), asked.only),
        proposals=_choices("Nothing: the law as it is", proposals(), asked.as_if),
    )
    if on is None or asked.faults:
        return empty
    found = findings(system, on, asked.only, asked.as_if)
    applied = rules_on(packs(), on, asked.only or None, asked.as_if or None)
    named = [(pack.id, rule) for pack in packs() for rule in applied if rule in pack.rules]
    heading = f"Checked as on {day_in_words(on)}{_of_which(asked)}"
    summary = _summary_table(found)
    given = {"on": on.isoformat(), "pack": asked.only, "as-if": asked.as_if}
    return replace(
        empty,
        query=f"?{urlencode({name: value for name, value in given.items() if value})}",
        tables=(
            _findings_table(found),
            rules_table("rules", "The rules that were applied", named, on),
            summary,
        ),
        about=(f"{system.register.system.name}: {heading.lower()}.", *_not_law(asked)),
        heading=heading,
        finding=_finding(found, sum(not isinstance(rule, Unread) for rule in applied)),
        not_law=" ".join(_not_law(asked)),
        law_address=f"{reverse('law')}?on={on.isoformat()}",
        summary=summary,
        severities=tuple(_of_severity(system, severity, found, on) for severity in SEVERITIES),
        working=_explained(system, found, applied, on),
    )


def _choices(nothing: str, known: Iterable[Pack], chosen: str) -> tuple[Choice, ...]:
    return (
        Choice("", nothing, not chosen),
        *(Choice(pack.id, pack.title, pack.id == chosen) for pack in known),
    )


def _of_which(asked: ChecksAsked) -> str:
    of_pack = f", by {_title(asked.only)} only" if asked.only else ""
    return f"{of_pack}{f', as if {_title(asked.as_if)} were law' if asked.as_if else ''}"


def _title(pack_id: str) -> str:
    return next(pack.title for pack in packs() if pack.id == pack_id)


def _not_law(asked: ChecksAsked) -> tuple[str, ...]:
    """That what is shown is no law, where it is none."""
    if asked.as_if:
        return (
            f"This is not law. It shows what would be found if {_title(asked.as_if)} had the force "
            "of law and set aside what it would replace.",
        )
    if asked.only in {pack.id for pack in proposals()}:
        return (f"{_title(asked.only)} is not law and binds nobody.",)
    return ()


def _finding(found: tuple[Finding, ...], applied: int) -> str:
    what = first_capital(in_words(applied, "rule was", "rules were"))
    if not found:
        return f"{what} applied, with the folder's own figures. All is met."
    return f"{what} applied, with the folder's own figures: {outcomes(found)}."


def _explained(
    system: Shown, found: tuple[Finding, ...], applied: tuple[Rule, ...], on: date
) -> Explained[tuple[Finding, ...]]:
    """What was found, with the rules and the files that it comes from."""
    ids = ", ".join(rule.id for rule in applied) or "none"
    reasons = (
        Reason(f"These rules were applied as on {day_in_words(on)}: {ids}."),
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


def _of_severity(
    system: Shown, severity: Severity, found: tuple[Finding, ...], on: date
) -> SeverityFindings:
    own = [finding for finding in found if finding.severity == severity]
    fails = [finding for finding in own if finding.outcome == "fails"]
    heading, about = _HEADINGS[severity]
    return SeverityFindings(
        severity,
        heading,
        about,
        _came_out(len(fails), len(own) - len(fails)),
        _grouped(system, fails, on),
        _grouped(system, (finding for finding in own if finding.outcome != "fails"), on),
    )


def _came_out(fails: int, unknown: int) -> str:
    """'One finding fails, and two are not known.'"""
    said = [in_words(fails, "finding fails", "findings fail")] if fails else []
    if unknown:
        one = ("is", "are") if said else ("finding is", "findings are")
        said.append(f"{in_words(unknown, *one)} not known")
    return first_capital(f"{', and '.join(said)}.") if said else "Nothing was found."


def _grouped(system: Shown, found: Iterable[Finding], on: date) -> tuple[RuleFindings, ...]:
    """Findings by rule, where the first one of each rule stood."""
    listed = list(found)
    order = {rule: place for place, rule in reversed(list(enumerate(f.rule for f in listed)))}
    listed.sort(key=lambda finding: order[finding.rule])
    return tuple(
        _group(system, rule_id, tuple(own), on)
        for rule_id, own in groupby(listed, key=lambda finding: finding.rule)
    )


def _group(system: Shown, rule_id: str, own: tuple[Finding, ...], on: date) -> RuleFindings:
    rule, first = rule_of(rule_id), own[0]
    told = own[: TOLD[first.outcome]]
    return RuleFindings(
        id=f"{first.outcome}-{rule_id}".replace("/", "-").replace(".", "-"),
        rule=rule_id,
        title=rule.title if rule else _readable(rule_id),
        label=outcome(first),
        outcome=first.outcome,
        count=counted(len(own), "finding"),
        source=rule.source if rule else first.source,
        law=rule_shown(rule, on) if rule else None,
        told=tuple(FindingShown(one, concerned(system.register, one.subject)) for one in told),
        more=len(own) - len(told),
    )


def _readable(rule_id: str) -> str:
    """A title for a check of the folder's own figures: 'register.practice-without-place'."""
    return first_capital(rule_id.rpartition(".")[2].replace("-", " "))


def _summary_table(found: tuple[Finding, ...]) -> Table:
    columns = (
        Column("outcome", "How it came out"),
        Column("findings", "Findings", "count"),
        Column("rules", "Rules", "count"),
    )
    rows = []
    for kind, labels in (("fails", FAILS), ("not-known", NOT_KNOWN)):
        for severity in SEVERITIES:
            own = [one for one in found if (one.outcome, one.severity) == (kind, severity)]
            if own:
                rows.append((labels[severity], len(own), len({one.rule for one in own})))
    return Table("summary", "How many findings, of how many rules", columns, tuple(rows))


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
