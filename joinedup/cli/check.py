"""`joinedup check FOLDER`: what the law and the folder itself say of it, on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli import NO
from joinedup.cli.printing import day, folder_or_leave, print_findings, print_json, today
from joinedup.law.checks import check
from joinedup.law.files import packs
from joinedup.law.selection import rules_on
from joinedup.register.canonical import canonical, digest
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, failed_musts


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    on: Annotated[str, typer.Option(help="The day to check, such as 2026-01-01.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check a folder. Exit code 0, 1 if a 'must' fails, 2 if the folder cannot be read."""
    checked_on = day(on, as_json) if on else today(as_json)
    read = folder_or_leave(folder, as_json)
    rules = rules_on(packs(), checked_on)
    findings = check(read, rules, checked_on)
    if as_json:
        print_json(
            {
                "system": read.register.system.code,
                "register_sha256": digest(canonical(read.register)),
                "on": checked_on.isoformat(),
                "rules": [rule.id for rule in rules],
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        print_findings(findings)
        print(summary(findings, read.register.system.name, checked_on, len(rules)))
    raise typer.Exit(NO if failed_musts(findings) else 0)


def summary(findings: tuple[Finding, ...], name: str, on: date, applied: int) -> str:
    """One line for a person: how many rules applied, how many findings fail or are not known."""
    failing = sum(finding.outcome == "fails" for finding in findings)
    musts = len(failed_musts(findings))
    unknown = len(findings) - failing
    return (
        f"{name} on {day_in_words(on)}: {applied} rules of law applied; {failing} findings fail "
        f"({musts} of them a 'must'), {unknown} are not known."
    )
