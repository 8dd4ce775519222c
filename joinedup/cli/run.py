"""`joinedup run FOLDER`: all that the folder has data for, and a summary for a person."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from joinedup.authority.checks import authority_findings
from joinedup.cli.check import applied, summary
from joinedup.cli.load import stored_in_words
from joinedup.cli.printing import command, folder_or_leave, print_table, today
from joinedup.cli.store import open_store
from joinedup.law.checks import check
from joinedup.law.files import basis, packs
from joinedup.law.selection import rules_on
from joinedup.money.allocation import Allocation, CannotShareError, Question, Share
from joinedup.money.need import NOT_PLACED
from joinedup.money.queries import pot_of_streams, share, years_of_need
from joinedup.register.areas import areas_of_kind
from joinedup.register.reading import Folder
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.values.finding import Finding, failed_musts, in_order
from joinedup.values.pence import Pence, pounds, pounds_in_text


def run(folder: Annotated[Path, typer.Argument(help="The system folder.")]) -> None:
    """Read, store, check and share. Exit code 0 when it was done, 2 if the folder is unreadable.

    What the checks find does not change the exit code: 'joinedup check' answers that.
    """
    read = folder_or_leave(folder)
    _heading("What the folder holds")
    print(_holds(read))
    for note in read.register.system.notes:
        print(f"Note: {note}")
    open_store(folder)
    print(stored_in_words(read))
    _heading("Checks")
    rules = rules_on(packs(), today())
    more = authority_findings(read, basis(), today())
    findings = in_order((*check(read, rules, today()), *more))
    for finding in failed_musts(findings):
        print(f"- {finding.why} ({finding.rule}: {finding.source})")
    print(summary(findings, read.register.system.name, today(), applied(rules)))
    _heading("Fair shares")
    shared = _share_latest(read)
    _heading("In short")
    print(_in_short(read, findings, shared))
    print(f"See it as pages: {command()} serve {shlex.quote(str(folder))}")
    print(f"Each check in full: {command()} check {shlex.quote(str(folder))}")


def _heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def _holds(folder: Folder) -> str:
    register = folder.register
    system = register.system
    day = f", as at {day_in_words(system.as_at)}" if system.as_at else ""
    counts = (
        (len(areas_of_kind(register, "place")), "place"),
        (len(areas_of_kind(register, "neighbourhood")), "neighbourhood"),
        (len(register.practices), "practice"),
        (len(system.councils), "council"),
        (len(register.forums), "forum"),
    )
    listed = ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts)
    return f"{system.name} ({system.code}){day}: {listed}."


def _share_latest(folder: Folder) -> Allocation | None:
    years = years_of_need(folder)
    if not years:
        print("need.csv holds no need, so there is nothing to share by.")
        return None
    year = years[0]
    pot = pot_of_streams(folder, year, "core")
    try:
        allocation = share(folder, Question(pot or Pence(0), year)).value
    except CannotShareError as error:
        print(f"The pot cannot be shared: {error}.")
        return None
    title = (
        f"{year_in_words(year)}: target shares by need, not a budget; no core stream is named"
        if pot is None
        else f"{pounds(pot)} of {year_in_words(year)}: a target by need, not a budget"
    )
    header = ["place", "people", "need index", "target"] + (["pounds"] if pot is not None else [])
    print_table(title, header, [_row(one, pot is not None) for one in allocation.shares])
    return allocation


def _row(one: Share, with_pounds: bool) -> list[str]:
    cells = [
        one.name,
        f"{round(one.population):,}",
        "not known" if one.need_index is None else f"{float(one.need_index):.3f}",
        "not known" if one.target_share is None else f"{float(one.target_share * 100):.2f}%",
    ]
    return cells + ["not known" if one.pence is None else pounds(one.pence)] * with_pounds


def _in_short(folder: Folder, findings: tuple[Finding, ...], allocation: Allocation | None) -> str:
    failing = len(failed_musts(findings))
    law = f"findings that fail a 'must': {failing}" if failing else "nothing fails a 'must'"
    sentence = f"{folder.register.system.name}: {law}"
    shares = allocation.shares if allocation else ()
    unknown = sum(one.pence is None for one in shares)
    if unknown:
        sentence += f"; the need of {unknown} of {len(shares)} places is not known"
    known = [one for one in shares if one.need_index and one.area != NOT_PLACED]
    if len(known) > 1:
        most = max(known, key=lambda one: one.need_index or 0)
        sentence += f"; the need index is highest in {most.name}"
        if allocation and allocation.pot and most.pence is not None:
            sentence += f", whose target is {pounds_in_text(most.pence)}"
    return sentence + "."
