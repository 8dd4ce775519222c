"""`joinedup check FOLDER`: what the law and the folder itself say of it, on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from joinedup.authority.checks import authority_findings
from joinedup.cli import NO, UNREADABLE
from joinedup.cli.printing import day, folder_or_leave, leave, print_findings, print_json, today
from joinedup.law.as_if import AsIf, as_if
from joinedup.law.checks import check
from joinedup.law.files import basis, packs
from joinedup.law.rule import Rule, Unread
from joinedup.law.selection import UnknownPackError, rules_on
from joinedup.register.canonical import canonical, digest
from joinedup.register.reading import Folder
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, failed_musts, in_order

#: How the rules begin that no rule of law is: whether the folder agrees with itself, and whether
#: those who pass something on can.
_OWN = ("register.", "authority.")


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    on: Annotated[str, typer.Option(help="The day to check, such as 2026-01-01; else today.")] = "",
    pack: Annotated[
        str,
        typer.Option(
            help="Apply one rule pack only, such as act-2022; a name that is none lists them."
        ),
    ] = "",
    as_if_law: Annotated[
        str,
        typer.Option(
            "--as-if",
            help="Say what would change if a proposal or bill were law: option-1, option-2 or "
            "bill-2026. It is not law.",
        ),
    ] = "",
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Refuse delegations that no power supports: each fails a 'must'."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check a folder. Exit code 0, 1 if a 'must' fails, 2 if the folder cannot be read."""
    checked_on = day(on, as_json) if on else today(as_json)
    if pack and as_if_law:
        leave(UNREADABLE, "ask with --pack or with --as-if, not with both", as_json)
    if strict and (pack or as_if_law):
        leave(UNREADABLE, "ask --strict of the law as a whole: without --pack and --as-if", as_json)
    try:
        rules = rules_on(packs(), checked_on, only=pack or None, as_if=as_if_law or None)
    except UnknownPackError as error:
        leave(UNREADABLE, str(error), as_json)
    read = folder_or_leave(folder, as_json)
    if as_if_law:
        now = _tell_as_if(read, checked_on, as_if_law, as_json)
    else:
        # A pack is asked by itself; what else is wrong with the folder is not asked then.
        more = () if pack else authority_findings(read, basis(), checked_on, strict)
        now = in_order((*check(read, rules, checked_on), *more))
        _tell(read, rules, now, checked_on, as_json)
    raise typer.Exit(NO if failed_musts(now) else 0)


def summary(
    findings: tuple[Finding, ...], name: str, on: date, count: int, rules: str = "rules of law"
) -> str:
    """Two sentences for a person: what was found by how many rules, and what by other checks."""
    own = tuple(one for one in findings if one.rule.startswith(_OWN))
    by_rules = tuple(one for one in findings if not one.rule.startswith(_OWN))
    return (
        f"{name} on {day_in_words(on)}: {count} {rules} applied; {_outcomes(by_rules)}. "
        f"The folder's own checks: {_outcomes(own)}."
    )


def _outcomes(findings: tuple[Finding, ...]) -> str:
    """How many findings fail, how many of these a 'must', and how many are not known."""
    failing = sum(finding.outcome == "fails" for finding in findings)
    musts = len(failed_musts(findings))
    unknown = len(findings) - failing
    of_them = f" ({musts} of them a 'must')" if musts else ""
    return (
        f"{failing} {'finding fails' if failing == 1 else 'findings fail'}{of_them}, "
        f"{unknown} {'is' if unknown == 1 else 'are'} not known"
    )


def applied(rules: tuple[Rule, ...]) -> int:
    """How many rules could be applied: those whose text somebody read."""
    return sum(not isinstance(rule, Unread) for rule in rules)


def _tell(
    read: Folder, rules: tuple[Rule, ...], findings: tuple[Finding, ...], on: date, as_json: bool
) -> None:
    not_law = [rule.id for rule in rules if not rule.is_law]
    if as_json:
        print_json(
            {
                **_head(read, on),
                **({"not_law": True} if not_law else {}),
                "rules": [rule.id for rule in rules],
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        if not rules:
            print(f"No rule that was asked for is in force on {day_in_words(on)}.")
        if not_law:
            print(f"NOT LAW: {', '.join(not_law)}. What is found for it binds nobody.")
        print_findings(findings)
        what = "rules that are not law" if not_law else "rules of law"
        print(summary(findings, read.register.system.name, on, applied(rules), what))


def _tell_as_if(read: Folder, on: date, name: str, as_json: bool) -> tuple[Finding, ...]:
    """Print what would change; what is found now decides the exit code, as that is the law."""
    told = as_if(read, packs(), on, name)
    if as_json:
        print_json({**_head(read, on), **_as_if_json(told)})
    else:
        _print_as_if(told, read, on)
    return told.now


def _head(read: Folder, on: date) -> dict[str, object]:
    return {
        "system": read.register.system.code,
        "register_sha256": digest(canonical(read.register)),
        "on": on.isoformat(),
    }


def _as_if_json(told: AsIf) -> dict[str, object]:
    def plain(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
        return [finding.as_json() for finding in findings]

    return {
        "not_law": True,
        "pack": told.pack.id,
        "title": told.pack.title,
        "would_replace": list(told.would_replace),
        "would_add": list(told.would_add),
        "findings_now": plain(told.now),
        "findings_then": plain(told.then),
        "would_go": plain(told.going),
        "would_come": plain(told.coming),
    }


def _print_as_if(told: AsIf, read: Folder, on: date) -> None:
    print(f"NOT LAW. {told.pack.title}: what would change on {day_in_words(on)} if it were law.")
    print(told.pack.about)
    print(f"Would be set aside: {', '.join(told.would_replace) or 'no rule that is asked now'}.")
    print(f"Would be added: {', '.join(told.would_add)}.")
    for title, findings in (("would go", told.going), ("would come", told.coming)):
        print(f"\nNOT LAW. Findings that {title}: {len(findings)}")
        print_findings(findings)
    print(
        f"\nNOT LAW. {read.register.system.name}: {len(told.now)} findings now, "
        f"{len(told.then)} if {told.pack.id} were law; exit codes are those of the law now."
    )
