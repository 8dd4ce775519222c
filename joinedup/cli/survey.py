"""`joinedup survey FOLDER …`: systems side by side, as a table, CSV, JSON, a workbook or a page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import day, leave, print_findings, print_json, print_table, today
from joinedup.cli.writing import page_files, write_files
from joinedup.law.survey import (
    POLICY_FLOOR,
    STATUTORY_FLOOR,
    SurveyRow,
    eligible_in_words,
    summary,
    survey_row,
)
from joinedup.layout.downloads import csv_file, xlsx_file
from joinedup.layout.tables import Cell, Column, Table, shown
from joinedup.register.coterminosity import SLIVER_NOTE
from joinedup.register.files import read_folder
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Subject, Where

_COLUMNS = (
    Column("system", "System"),
    Column("code", "Code", "code"),
    Column("eligible_councils", "Eligible councils", "count", about="councils that may nominate"),
    Column("slivers", "Of them slivers", "count", about=SLIVER_NOTE),
    Column("council_posts", "Posts for councils", "count", about="seats that councils nominate"),
    Column("posts_for_all", "Posts for all", about="whether each eligible council could have one"),
    Column("partner_posts", "Partner posts", "count"),
    Column("members", "Members", "count", about="seats of the board; attendees are none"),
    Column(
        "beyond_law", f"Beyond {STATUTORY_FLOOR} (law)", "count", about="beyond the statutory floor"
    ),
    Column(
        "beyond_policy", f"Beyond {POLICY_FLOOR} (policy)", "count", about="beyond the policy floor"
    ),
    Column("vacancies", "Vacant", "count", about="seats in which nobody is named on the day"),
    Column("vacant_by_law", "Needed by law", "count", about="vacant seats that law needs"),
    Column("vacant_by_policy", "By policy", "count", about="vacant seats that policy needs"),
    Column("places", "Places", "count"),
    Column(
        "places_on_board",
        "On the board",
        "count",
        about="places of which a member of the board holds a post, or a seat at a forum",
    ),
    Column("place_directors", "Seats for place directors", "count", in_files_only=True),
    Column("on", "Day", "day", in_files_only=True),
    Column("names_of_councils", "Names of eligible councils", in_files_only=True),
    Column("names_of_slivers", "Names of slivers", in_files_only=True),
    Column("not_counted", "Councils whose share is not known", in_files_only=True),
    Column("names_of_places", "Names of places on the board", in_files_only=True),
    Column("notes", "Why something is not known", in_files_only=True),
)


def run(
    folders: Annotated[list[Path], typer.Argument(help="The system folders.")],
    on: Annotated[str, typer.Option(help="The day to survey, such as 2022-07-01.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file.")] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write a page to this file, with its CSV and workbook beside it."),
    ] = None,
) -> None:
    """Survey systems. Exit code 0, or 2 if a folder cannot be read: the others are still told."""
    asked = day(on, as_json) if on else today(as_json)
    rows, first_counts, findings = _read(folders, asked)
    rows.sort(key=lambda row: (row.name, row.code))
    before = _before(first_counts, rows)
    faults = any(finding.severity == "must" for finding in findings)
    table = survey_table(rows, asked)
    if as_json:
        print_json(
            {
                "on": asked.isoformat(),
                "summary": summary(rows, asked),
                "before": before,
                "systems": [row.as_json() for row in rows],
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        print_findings(findings, to_error=True)
        if as_csv:
            sys.stdout.write(csv_file(table).decode("utf-8-sig").replace("\r\n", "\n"))
        elif rows:
            _print(table, rows, asked, before)
    if rows:
        _write(table, rows, asked, xlsx, html)
    if faults:
        leave(UNREADABLE, f"{_folders(len(folders) - len(rows))} could not be read")


def survey_table(rows: Sequence[SurveyRow], on: date) -> Table:
    """The survey as a table, one row a system; a total is not known where a part of it is not."""
    cells = tuple(_cells(row) for row in rows)
    total: list[Cell] = []
    for place, column in enumerate(_COLUMNS):
        numbers = [row[place] for row in cells]
        known = [number for number in numbers if isinstance(number, int)]
        if column.kind != "count":
            total.append("")
        else:
            total.append(sum(known) if len(known) == len(numbers) else None)
    return Table(
        name="survey",
        caption=f"Councils and boards of {_systems(len(rows))} on {day_in_words(on)}",
        columns=_COLUMNS,
        rows=cells,
        total=("All systems", *total[1:]),
        notes=(f"Slivers: {SLIVER_NOTE}.",) if any(row.slivers for row in rows) else (),
    )


def _read(
    folders: Sequence[Path], on: date
) -> tuple[list[SurveyRow], list[SurveyRow], list[Finding]]:
    """A row for each folder that can be read, one of its first count, and what else is wrong."""
    rows: list[SurveyRow] = []
    first_counts: list[SurveyRow] = []
    findings: list[Finding] = []
    first: dict[str, Path] = {}
    for path in {path.resolve(): path for path in reversed(folders)}.values():
        reading = read_folder(path)
        if reading.folder is None:
            findings += [_of_folder(path, finding) for finding in reading.findings]
            continue
        row = survey_row(reading.folder, on)
        if row.code in first:
            findings.append(_twice(row, path, first[row.code]))
        first.setdefault(row.code, path)
        rows.append(row)
        counted = [overlap.as_at for overlap in reading.folder.overlaps if overlap.as_at]
        if counted and min(counted) < on:
            first_counts.append(survey_row(reading.folder, min(counted)))
    return rows, first_counts, findings


def _before(first_counts: Sequence[SurveyRow], rows: Sequence[SurveyRow]) -> str:
    """What the first count said, where the areas of all were first counted as of one day."""
    days = {row.on for row in first_counts}
    if len(days) != 1 or len(first_counts) != len(rows):
        return ""
    (then,) = days
    return f"{eligible_in_words(first_counts, then)} (--on {then.isoformat()})"


def _of_folder(path: Path, finding: Finding) -> Finding:
    """The finding with the folder before the name of its file."""
    file = finding.where.file
    named = file if file == str(path) else str(path / file)
    return replace(finding, where=replace(finding.where, file=named))


def _twice(row: SurveyRow, path: Path, first: Path) -> Finding:
    return Finding(
        rule="survey.twice",
        severity="should",
        outcome="fails",
        subject=Subject("system", row.code),
        where=Where(str(path)),
        why=f"{row.name} ({row.code}) stands in {first} too, and is counted twice",
        mend="survey one folder of each system",
    )


def _cells(row: SurveyRow) -> tuple[Cell, ...]:
    board, vacancies = row.board, row.vacancies
    return (
        row.name,
        row.code,
        None if row.eligible is None else len(row.eligible),
        None if row.eligible is None else len(row.slivers),
        row.council_posts,
        None if row.posts_for_all is None else ("yes" if row.posts_for_all else "no"),
        None if board is None else board.partners,
        None if board is None else board.members,
        None if board is None else board.beyond_law,
        None if board is None else board.beyond_policy,
        None if vacancies is None else vacancies.seats,
        None if vacancies is None else vacancies.by_law,
        None if vacancies is None else vacancies.by_policy,
        row.places,
        None if row.places_on_board is None else len(row.places_on_board),
        None if board is None else board.for_place_directors,
        row.on,
        None if row.eligible is None else "; ".join(row.eligible),
        "; ".join(row.slivers),
        "; ".join(row.not_counted),
        None if row.places_on_board is None else "; ".join(row.places_on_board),
        "; ".join(row.notes),
    )


#: The columns as the terminal shows them: short, so that each system has one line.
_SHOWN = {
    "system": "system",
    "code": "code",
    "eligible_councils": "councils",
    "slivers": "slivers",
    "council_posts": "posts",
    "posts_for_all": "for all",
    "partner_posts": "partners",
    "members": "members",
    "beyond_law": f"over {STATUTORY_FLOOR}",
    "beyond_policy": f"over {POLICY_FLOOR}",
    "vacancies": "vacant",
    "places": "places",
    "places_on_board": "on board",
}


def _print(table: Table, rows: Sequence[SurveyRow], on: date, before: str) -> None:
    printed = [*table.rows, *([table.total] if table.total and len(rows) > 1 else [])]
    columns = [(place, one) for place, one in enumerate(_COLUMNS) if one.key in _SHOWN]
    print_table(
        table.caption,
        [_SHOWN[column.key] for _, column in columns],
        # A short sign, as most of a row may not be known; what it means stands below.
        [
            [
                "?" if (cell := row[place]) is None else shown(cell, column.kind)
                for place, column in columns
            ]
            for row in printed
        ],
    )
    if any(row[place] is None for row in table.rows for place, _ in columns):
        print("? is not known:")
        for note, count in _counted_notes(rows).items():
            print(f"  - {note} ({_systems(count)})")
    print(f"\n{summary(rows, on)}")
    for row in rows:
        for council in row.slivers:
            print(f"  - sliver: {council} in {row.name} ({row.code})")
    if any(row.slivers for row in rows):
        print(f"  A sliver: {SLIVER_NOTE}.")
    if before:
        print(f"When areas were first counted: {before}")


def _counted_notes(rows: Sequence[SurveyRow]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        for note in row.notes:
            told = note.replace(row.code, "the ICB")
            counts[told] = counts.get(told, 0) + 1
    return counts


def _write(
    table: Table, rows: Sequence[SurveyRow], on: date, xlsx: Path | None, html: Path | None
) -> None:
    """Write the workbook and the page that were asked for; leaves with code 2 if one cannot be."""
    about = (summary(rows, on),)
    files: dict[Path, bytes] = {}
    if xlsx is not None:
        files[xlsx] = xlsx_file(table.caption, [table], about)
    if html is not None:
        files |= page_files(html, "Survey of systems", [table], about)
    write_files(files)


def _systems(number: int) -> str:
    return f"{number:,} system{'' if number == 1 else 's'}"


def _folders(number: int) -> str:
    return f"{number:,} folder{'' if number == 1 else 's'}"
