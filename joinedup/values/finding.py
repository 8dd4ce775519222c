"""What a check reports. Errors for users are findings too: what, where, why and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["must", "should", "would"]
Outcome = Literal["fails", "not-known"]

#: Most pressing first, for listing findings.
SEVERITIES: tuple[Severity, ...] = ("must", "should", "would")


@dataclass(frozen=True)
class Subject:
    """What a finding is about: a `kind` of thing (forum, practice, file …) and its `id`."""

    kind: str
    id: str


@dataclass(frozen=True)
class Where:
    """The place in the folder: file name, row (or line) counted from 1, and column, if known."""

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = "" if self.row is None else f":{self.row}"
        column = "" if self.column is None else f" [{self.column}]"
        return f"{self.file}{row}{column}"


@dataclass(frozen=True)
class Finding:
    """One thing that a check found.

    `severity` is 'must' for statute, regulation and the form of a file; 'should' for guidance and
    policy; 'would' for proposals. `outcome` is 'fails', or 'not-known' where what the folder says
    does not settle the matter. `why` says what was expected and what is there; `mend` says how to
    put it right; `source` cites the text behind the rule.
    """

    rule: str
    severity: Severity
    outcome: Outcome
    subject: Subject
    where: Where
    why: str
    mend: str
    source: str = ""

    def as_json(self) -> dict[str, object]:
        """The finding as plain JSON values, in the shape that the design fixes."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "outcome": self.outcome,
            "subject": {"kind": self.subject.kind, "id": self.subject.id},
            "where": {"file": self.where.file, "row": self.where.row, "column": self.where.column},
            "why": self.why,
            "mend": self.mend,
            "source": self.source,
        }


def failed_musts(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that fail a 'must', in their order. If there is one, the answer is no."""
    return tuple(one for one in findings if (one.severity, one.outcome) == ("must", "fails"))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with failures first, then by severity, then by where they stand."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                finding.outcome != "fails",
                SEVERITIES.index(finding.severity),
                finding.where.file,
                finding.where.row or 0,
                finding.where.column or "",
                finding.rule,
                finding.subject.id,
            ),
        )
    )
