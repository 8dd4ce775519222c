"""Checking a folder on a day: what each rule requires, and whether the folder agrees with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from joinedup.law import requirements as of
from joinedup.law.composition import (
    belongs_findings,
    each_in_findings,
    form_findings,
    made_of_findings,
    public_findings,
    represented_findings,
)
from joinedup.law.holders import appointed_findings, employed_findings, judged_findings
from joinedup.law.interests import declared_findings
from joinedup.law.offices import body_findings, facts_since_findings, post_findings
from joinedup.law.own_code import OWN_CODE
from joinedup.law.question import Facts, Question
from joinedup.law.rule import Rule, Unread
from joinedup.law.seats import no_seat_findings, not_both_findings, seat_findings
from joinedup.law.texts import text_findings
from joinedup.register.consistency import consistency_findings
from joinedup.register.coterminosity import meetings
from joinedup.register.reading import Folder
from joinedup.register.schema import Register
from joinedup.values.finding import Finding, Where, in_order

#: What asks each kind of requirement.
ASKED: dict[type[of.Part], Callable[[Question, Any], Iterator[Finding]]] = {
    of.Seats: seat_findings,
    of.NoSeats: no_seat_findings,
    of.NotBoth: not_both_findings,
    of.Appointed: appointed_findings,
    of.Employed: employed_findings,
    of.Judged: judged_findings,
    of.Texts: text_findings,
    of.BelongsTo: belongs_findings,
    of.MadeOf: made_of_findings,
    of.EachIn: each_in_findings,
    of.SaysItsForm: form_findings,
    of.MeetsInPublic: public_findings,
    of.Represented: represented_findings,
    of.Posts: post_findings,
    of.Bodies: body_findings,
    of.Declared: declared_findings,
    of.FactsSince: facts_since_findings,
    of.OwnCode: lambda question, needs: OWN_CODE[needs.code](question),
}

# The section in which a subject stands, and the file that a finding names for it.
_SECTIONS = {
    "forum": ("forums", "forums.yaml"),
    "seat": ("seats", "forums.yaml"),
    "body": ("bodies", "bodies.csv"),
    "area": ("areas", "system.yaml"),
    "practice": ("practices", "practices.csv"),
    "post": ("posts", "posts.yaml"),
    "instrument": ("instruments", "instruments.yaml"),
    "judgement": ("judgements", "judgements.csv"),
    "interest": ("interests", "interests.csv"),
    "delegation": ("delegations", "delegations.yaml"),
    "reservation": ("reservations", "reservations.csv"),
    "direction": ("directions", "directions.csv"),
}


def check(folder: Folder, rules: Iterable[Rule], on: date) -> tuple[Finding, ...]:
    """What rules, and the folder's own figures, say of it on a day; ordered."""
    slivers = frozenset(one.council for one in meetings(folder, on) if one.sliver)
    facts = Facts(folder.register, on, slivers)
    findings = [finding for rule in rules for finding in _asked(facts, rule)]
    findings += consistency_findings(folder, on)
    return in_order(located(folder, finding) for finding in findings)


def law_findings(register: Register, rule: Rule, on: date) -> Iterator[Finding]:
    """What one rule says of a register on a day, whether or not it was in force then."""
    yield from _asked(Facts(register, on), rule)


def _asked(facts: Facts, rule: Rule) -> Iterator[Finding]:
    question = Question(facts, rule)
    if isinstance(rule, Unread):
        yield question.unknown(
            question.system,
            f"{rule.title}: the text was not read by the makers of this program",
            rule.settled_by,
            "system.yaml",
        )
        return
    found = (finding for needs in rule.requires for finding in ASKED[type(needs)](question, needs))
    # Two requirements of a rule may lack the same fact: it is told once.
    yield from dict.fromkeys(found)


def located(folder: Folder, finding: Finding) -> Finding:
    """The finding with the row of its subject, where the subject is an entry of a file.

    The list may stand in another file than the usual one: forums.csv, or a sheet of a workbook.
    """
    section, usual = _SECTIONS.get(finding.subject.kind, ("", ""))
    known = folder.where.get((section, finding.subject.id))
    if finding.where.row is not None or known is None or usual != finding.where.file:
        return finding
    return replace(finding, where=Where(known.file, known.row, finding.where.column))
