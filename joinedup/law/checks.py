"""Checking a folder on a day: every rule in force, and whether the folder agrees with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from joinedup.law.membership import one_from_each_findings, seat_findings
from joinedup.law.rule import FactsSince, OneFromEach, Rule, Seats
from joinedup.register.consistency import consistency_findings
from joinedup.register.reading import Folder
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject, Where, in_order

_SECTIONS = {"forum": "forums", "practice": "practices", "area": "areas", "body": "bodies"}


def check(folder: Folder, rules: Iterable[Rule], on: date) -> tuple[Finding, ...]:
    """What rules, and the folder's own figures, say of it on a day; ordered."""
    findings = [finding for rule in rules for finding in law_findings(folder.register, rule, on)]
    findings += consistency_findings(folder, on)
    return in_order(_located(folder, finding) for finding in findings)


def law_findings(register: Register, rule: Rule, on: date) -> Iterator[Finding]:
    """What one rule says of a register on a day, whether or not it was in force then."""
    for requires in rule.requires:
        if isinstance(requires, Seats):
            yield from seat_findings(register, rule, requires, on)
        elif isinstance(requires, OneFromEach):
            yield from one_from_each_findings(register, rule, requires, on)
        else:
            yield from _facts_since(register, rule, requires, on)


def _facts_since(
    register: Register, rule: Rule, requires: FactsSince, on: date
) -> Iterator[Finding]:
    system = register.system
    if system.fictional or system.as_at is None or not system.as_at < requires.day <= on:
        return
    yield Finding(
        rule=rule.id,
        severity=rule.severity,
        outcome="not-known",
        subject=Subject("system", system.code),
        where=Where("system.yaml", column="as_at"),
        why=f"not known: the folder tells the facts of {day_in_words(system.as_at)}; "
        f"{requires.why}",
        mend="make the folder anew from files published since, or confirm its facts and mend as_at",
        source=rule.source,
    )


def _located(folder: Folder, finding: Finding) -> Finding:
    """The finding with the row of its subject, where the subject is an entry of a file."""
    subject = finding.subject
    known = folder.where.get((_SECTIONS.get(subject.kind, ""), subject.id))
    if finding.where.row is not None or known is None or known.file != finding.where.file:
        return finding
    return replace(finding, where=Where(known.file, known.row, finding.where.column))
