"""The allocation files: population, need and surgery's council area of each practice, by year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from joinedup.opendata.formats import ALLOCATION
from joinedup.opendata.notices import CannotMake, Notice, counted, fault, noted
from joinedup.opendata.practice_map import PracticeMap
from joinedup.opendata.searching import Candidate, Found
from joinedup.opendata.tables import Row, Table, grouped, read_table
from joinedup.register.schema import Need
from joinedup.values import codes
from joinedup.values.dates import FinancialYear, financial_year, year_in_words

#: The columns of need.csv that the files give, by the same names.
MEASURES = (
    "population",
    "general_and_acute",
    "community",
    "mental_health",
    "maternity",
    "prescribing",
    "primary_medical",
    "inequalities",
    "core",
    "primary_medical_final",
)

_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[_-](20\d\d|\d\d)(?!\d)")
_WITH_COMMAS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True)
class AllocationFile:
    """One allocation file that was read, and its year."""

    year: FinancialYear
    table: Table

    @cached_property
    def by_practice(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each practice."""
        return grouped(self.table.rows, lambda row: row["practice"])

    @cached_property
    def by_icb(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each ICB, by its NHS code."""
        return grouped(self.table.rows, lambda row: row["icb"].upper())

    @cached_property
    def sub_icb_names(self) -> Mapping[str, str]:
        """Names of sub-ICB locations: 'NHS Kent ICB - 91Q Medway' gives 'Medway' for 91Q."""
        return _sub_icb_names(self.table)


@dataclass(frozen=True)
class Allocation:
    """One allocation file: its year, and its rows of one ICB by practice.

    `sub_icb_names` gives the names of sub-ICB locations that the file knows, for the country.
    """

    year: FinancialYear
    rows: Mapping[str, Row]
    sub_icb_names: Mapping[str, str]
    table: Table
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class AllocationFiles:
    """The allocation file of every year that has one, the latest year first, and what to know."""

    files: tuple[AllocationFile, ...]
    notices: tuple[Notice, ...]

    def of(self, icb_map: PracticeMap) -> tuple[Allocation, ...]:
        """The rows of one ICB, year by year."""
        return tuple(_allocation(file, icb_map) for file in self.files)


def read_allocations(found: Found) -> AllocationFiles:
    """The allocation files. Raises CannotMake where there is none that can be read."""
    by_year: dict[FinancialYear, list[Candidate]] = {}
    passed_over: list[str] = []
    for candidate in found.of(ALLOCATION):
        try:
            by_year.setdefault(_year(candidate), []).append(candidate)
        except ValueError as error:
            passed_over.append(f"{candidate.path.name}: {error}")
    read: list[AllocationFile] = []
    for year in sorted(by_year, reverse=True):
        for candidate in sorted(by_year[year], key=lambda one: (one.is_extract, one.path.name)):
            try:
                read.append(AllocationFile(year, read_table(candidate.path, ALLOCATION)))
                break
            except (OSError, ValueError) as error:
                passed_over.append(f"{candidate.path.name}: {error}")
    if not read:
        why = "; ".join(passed_over) or found.why_none(ALLOCATION)
        mend = "put the practice weighted populations of a year in the folder, as published"
        raise CannotMake([fault("missing-source", ALLOCATION.file_names, why, mend)])
    misfits = dict.fromkeys((*found.misfits_of(ALLOCATION), *passed_over))
    return AllocationFiles(tuple(read), noted("Allocation files that could not be used", misfits))


def needs(allocations: Iterable[Allocation]) -> tuple[tuple[Need, ...], tuple[Notice, ...]]:
    """The rows of need.csv, every year, and the cells that hold no number.

    A missing number stays missing, a zero stays zero, and decimals stay as they were written.
    """
    found: list[Need] = []
    missing: list[str] = []
    unreadable: list[str] = []
    for allocation in allocations:
        for code, row in sorted(allocation.rows.items()):
            numbers: dict[str, Decimal | None] = {}
            for measure in MEASURES:
                numbers[measure], fine = number(row[measure])
                case = f"{measure.replace('_', ' ')} of {code} in {allocation.year}"
                if not fine:
                    unreadable.append(f"{case} ('{row[measure]}')")
                elif numbers[measure] is None and measure in row.cells:
                    missing.append(case)
            found.append(Need(practice=code, year=allocation.year, **numbers))
    return tuple(found), (
        *noted("Numbers that are missing in the allocation files, and stay missing", missing),
        *noted(
            "Cells of the allocation files that hold no usable number, and stay empty",
            unreadable,
            "mend the file; a weighted population is zero or more, in digits",
        ),
    )


def _year(candidate: Candidate) -> FinancialYear:
    """The year of a file, from the header of its population column or else from its name."""
    by_header = candidate.header.years.get("population", "")
    match = _YEAR_IN_NAME.search(candidate.path.stem)
    by_name = f"{match[1]}-{match[2]}" if match else ""
    if not by_header and not by_name:
        raise ValueError("neither its header nor its name says its year; name it like …_2025_2026")
    years = {financial_year(text) for text in (by_header, by_name) if text}
    if len(years) > 1:
        said = " and ".join(sorted(year_in_words(year) for year in years))
        raise ValueError(f"its header and its name say different years: {said}")
    return years.pop()


def _rows(file: AllocationFile, icb_map: PracticeMap) -> list[Row]:
    """The rows of the ICB, and of the practices that the map has in it, in the file's order."""
    here = [row for one in icb_map.practices for row in file.by_practice.get(one.code, ())]
    rows = {row.number: row for row in (*file.by_icb.get(icb_map.icb, ()), *here)}
    return [rows[number] for number in sorted(rows)]


def _allocation(file: AllocationFile, icb_map: PracticeMap) -> Allocation:
    year, table = file.year, file.table
    rows: dict[str, Row] = {}
    bad: list[str] = []
    moved: list[str] = []
    here = {practice.code for practice in icb_map.practices}
    for row in _rows(file, icb_map):
        code = row["practice"]
        if not codes.is_id(code):
            bad.append(f"row {row.number}: '{code}' is not the code of a practice")
        elif code in rows:
            bad.append(f"row {row.number}: '{code}' stands in the file again")
        elif code not in here and code in icb_map.icb_of:
            moved.append(f"{code} {row['name']} (now {icb_map.icb_of[code]})")
        else:
            rows[code] = row
    absent = [name.replace("_", " ") for name in table.absent if name in MEASURES]
    words = year_in_words(year)
    notices = (
        *noted(f"Columns that are not in the allocation file of {words}", absent),
        *noted(f"Rows of {table.file} that were left out", (*table.skipped, *bad)),
        *noted(f"Practices of {words} that are in another system now, and were left out", moved),
        *noted(
            f"Practices of the map without population and need in the file of {words}",
            [
                f"{practice.code} {practice.name}"
                for practice in icb_map.practices
                if practice.code not in rows
            ],
            "they get no share of money in that year; add rows to need.csv if you know their need",
        ),
    )
    return Allocation(year, rows, file.sub_icb_names, table, notices)


def _sub_icb_names(table: Table) -> dict[str, str]:
    """Where a name ends with the code, the former commissioning group of the same code is taken."""
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    for row in table.rows:
        code = row["sub_icb"]
        _, found, tail = row["sub_icb_name"].partition(f"- {code}")
        if code and found and tail.strip():
            names.setdefault(code, tail.strip())
        if row["ccg"] and row["ccg_name"]:
            groups.setdefault(row["ccg"], row["ccg_name"])
    return groups | names


def number(text: str) -> tuple[Decimal | None, bool]:
    """The number that a cell holds, None for nothing, and whether the cell was fine."""
    if not text:
        return None, True
    try:
        number = Decimal(text.replace(",", "") if _WITH_COMMAS.fullmatch(text) else text)
    except InvalidOperation:
        return None, False
    return (number, True) if number.is_finite() and number >= 0 else (None, False)


def people(population: str) -> str:
    """The people of a population cell, in words."""
    known, _ = number(population)
    if known is None:
        return "population not known"
    return "under one person" if 0 < known < 1 else counted(round(known), "person", "people")
