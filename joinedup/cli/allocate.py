"""`joinedup allocate FOLDER`: a pot shared among the areas by need, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import folder_or_leave, leave, print_json, print_table
from joinedup.layout.downloads import safe_text
from joinedup.money.allocation import (
    SMALL_AREA_WARNING,
    Allocation,
    Question,
    Share,
)
from joinedup.money.files import formulas
from joinedup.money.presenters import allocation_in_json
from joinedup.money.queries import share
from joinedup.values.dates import financial_year, year_in_words
from joinedup.values.explained import Explained
from joinedup.values.pence import pounds, pounds_to_pence

_LEVELS = ("place", "neighbourhood", "system")


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    pot: Annotated[str, typer.Option(help="The pot in pounds: 4512000000, £1.2m, 3.5bn.")],
    year: Annotated[str, typer.Option(help="Financial year of the need, such as 2025-26.")],
    by: Annotated[str, typer.Option(help="place, neighbourhood or system.")] = "place",
    formula: Annotated[str, typer.Option(help="core or primary-medical.")] = "core",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Share a pot among areas by need, and say why."""
    read = folder_or_leave(folder, as_json)
    try:
        answer = share(read, _question(pot, year, by, formula))
    except ValueError as error:
        leave(UNREADABLE, str(error), as_json)
    if as_json:
        print_json(allocation_in_json(answer))
    elif as_csv:
        _print_csv(answer.value)
    else:
        _print_table(answer)


def _question(pot: str, year: str, by: str, formula: str) -> Question:
    """The question as asked. Raises ValueError, in plain words, where it is none."""
    if by not in _LEVELS:
        raise ValueError(f"--by {by}: a pot is shared by one of {', '.join(_LEVELS)}")
    known = [one.id for one in formulas().formulas]
    if formula not in known:
        raise ValueError(f"--formula {formula}: the formulas are {', '.join(known)}")
    return Question(pounds_to_pence(pot), financial_year(year), by, formula)


def _print_csv(allocation: Allocation) -> None:
    components = _components(allocation)
    moved = [f"{part}_{unit}" for part in components for unit in ("basis_points", "pence")]
    header = ["area", "name", "population", "weighted_population", "need_index"]
    header += ["head_count_share", "head_count_pence", "target_share", "pence"]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*header, *(name.replace(" ", "_") for name in moved), "warnings"])
    for one in allocation.shares:
        values = one.as_json()
        why = {part.component: part for part in one.why}
        cells = [
            cell
            for part in components
            for cell in ((why[part].basis_points, why[part].pence) if part in why else ("", ""))
        ]
        known = ["" if values[name] is None else values[name] for name in header]
        row = [*known, *cells, " ".join(one.warnings)]
        writer.writerow([safe_text(cell) if isinstance(cell, str) else cell for cell in row])


def _components(allocation: Allocation) -> list[str]:
    return list(dict.fromkeys(part.component for one in allocation.shares for part in one.why))


def _print_table(answer: Explained[Allocation]) -> None:
    allocation = answer.value
    print_table(
        f"{pounds(allocation.pot)} of {year_in_words(allocation.year)} shared by {allocation.by}: "
        "a target by need, not a budget",
        ["area", "code", "people", "need index", "head count", "target", "pounds"],
        [_row(one) for one in allocation.shares],
    )
    for one in allocation.shares:
        if one.target_share is not None and one.head_count_share is not None:
            moved = one.target_share - one.head_count_share
            parts = (f"{_words(part.component)} {_points(part.share)}" for part in one.why)
            print(f"\n{one.name}: {_points(moved)} basis points from head count")
            print(f"    {', '.join(parts)}")
    print("\nHow this was worked out")
    for reason in answer.reasons:
        print(f"  - {reason.text}")
    for one in allocation.shares:
        for warning in one.warnings:
            # Said once above, for every small area.
            if warning != SMALL_AREA_WARNING:
                print(f"  ! {one.name}: {warning}")


def _row(one: Share) -> list[str]:
    return [
        one.name,
        one.area,
        f"{round(one.population):,}",
        "not known" if one.need_index is None else f"{float(one.need_index):.4f}",
        _per_cent(one.head_count_share),
        _per_cent(one.target_share),
        "not known" if one.pence is None else pounds(one.pence),
    ]


def _per_cent(share_of_pot: Fraction | None) -> str:
    return "not known" if share_of_pot is None else f"{float(share_of_pot * 100):.2f}%"


def _points(share_of_pot: Fraction) -> str:
    # Adding nothing turns a rounded minus nought into a plain one.
    return f"{round(float(share_of_pot * 10_000), 1) + 0.0:+.1f}"


def _words(component: str) -> str:
    return formulas().components.get(component, component.replace("_", " "))
