"""The practice map: which practices, networks and sub-ICB locations an ICB has on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from joinedup.opendata.formats import OLDER_MAP, PRACTICE_MAP, Form
from joinedup.opendata.notices import CannotMake, Notice, fault, noted
from joinedup.opendata.searching import Found
from joinedup.opendata.tables import Row, Table, read_table
from joinedup.values import codes
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding

_DAYS = ("%d%b%Y", "%d-%b-%Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")


@dataclass(frozen=True)
class MapPractice:
    """One practice of the map, with its network (None for none) and its sub-ICB location."""

    code: str
    name: str
    postcode: str
    pcn: str | None
    pcn_name: str
    sub_icb: str
    sub_icb_ons: str


@dataclass(frozen=True)
class PracticeMap:
    """The practices of one ICB, and what else the map says of the whole country.

    `icb_of` gives the ICB of every practice of the file; `other_icbs_of_pcn` the other ICBs that
    a network of this one has practices in.
    """

    icb: str
    icb_name: str
    icb_ons: str
    as_at: date
    practices: tuple[MapPractice, ...]
    icb_of: Mapping[str, str]
    other_icbs_of_pcn: Mapping[str, tuple[str, ...]]
    table: Table
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class OlderMap:
    """A map of another day: the sub-ICB location (or commissioning group) of each practice."""

    as_at: date
    sub_icb_of: Mapping[str, str]
    name_of: Mapping[str, str]
    table: Table


def read_map(found: Found, icb: str) -> tuple[PracticeMap, tuple[OlderMap, ...]]:
    """The map to use for an ICB, and the older maps.

    A file of the whole country goes before an extract, then the later extract day before the
    earlier. Raises CannotMake where there is no map, or none that has the ICB.
    """
    dated, passed_over = _dated(found, PRACTICE_MAP)
    if not dated:
        raise CannotMake([_no_map(found, passed_over)])
    dated.sort(key=lambda item: (item[1], item[0]))
    holding = [(day, table) for day, _, table in dated if _rows_of(table, icb)]
    if not holding:
        raise CannotMake([_no_such_icb(icb, [table for _, _, table in dated])])
    as_at, table = holding[-1]
    older_form, older_passed_over = _dated(found, OLDER_MAP)
    others = [_older(day, other) for day, _, other in (*dated, *older_form) if day < as_at]
    newer = [f"{other.file} of {day_in_words(day)}" for day, other in holding if day > as_at]
    notices = (
        *noted("Newer practice maps passed over, as they are extracts", newer),
        *noted(
            "Practice maps that could not be used",
            dict.fromkeys(
                (*found.misfits_of(PRACTICE_MAP, OLDER_MAP), *passed_over, *older_passed_over)
            ),
        ),
        *noted(f"Rows of {table.file} that were left out", table.skipped, "mend the file"),
    )
    others.sort(key=lambda other: other.as_at, reverse=True)
    return _practice_map(icb, as_at, table, notices), tuple(others)


def day_of(text: str) -> date | None:
    """The day that a map writes ('01Jan2026', or one of a few other ways); None if it is none."""
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _dated(found: Found, form: Form) -> tuple[list[tuple[date, bool, Table]], list[str]]:
    """The tables of a form with their day and whether they are of the whole country."""
    dated: list[tuple[date, bool, Table]] = []
    passed_over: list[str] = []
    for candidate in found.of(form):
        try:
            table = read_table(candidate.path, form)
        except (OSError, ValueError) as error:
            passed_over.append(f"{candidate.path.name}: {error}")
            continue
        days = {
            day for text in {row["extract_date"] for row in table.rows} if (day := day_of(text))
        }
        if not days:
            passed_over.append(f"{table.file}: no row has a day under EXTRACT_DATE")
            continue
        whole = not candidate.is_extract and len({row["icb"] for row in table.rows}) > 1
        dated.append((max(days), whole, table))
    return dated, passed_over


def _rows_of(table: Table, icb: str) -> list[Row]:
    return [row for row in table.rows if row["icb"].upper() == icb]


def _no_map(found: Found, passed_over: list[str]) -> Finding:
    return fault(
        "missing-source",
        PRACTICE_MAP.file_names,
        "; ".join(passed_over) or found.why_none(PRACTICE_MAP),
        "put a practice map of July 2022 or later, when ICBs began, in the folder as published",
    )


def _no_such_icb(icb: str, tables: list[Table]) -> Finding:
    names = {
        row["icb"]: row["icb_name"]
        for table in tables
        for row in table.rows
        if codes.is_icb_code(row["icb"])
    }
    has = "; ".join(f"{code} {name}" for code, name in sorted(names.items()))
    return fault(
        "icb",
        tables[-1].file,
        f"the map has no integrated care board with the code '{icb}'",
        f"give one of its codes with --icb: {has}",
    )


def _older(day: date, table: Table) -> OlderMap:
    return OlderMap(
        as_at=day,
        sub_icb_of={row["practice"]: row["sub_icb"] for row in table.rows},
        name_of={row["sub_icb"]: row["ccg_name"] for row in table.rows if row["ccg_name"]},
        table=table,
    )


def _practice_map(icb: str, as_at: date, table: Table, notices: tuple[Notice, ...]) -> PracticeMap:
    rows = _rows_of(table, icb)
    practices: dict[str, MapPractice] = {}
    bad: list[str] = []
    for row in rows:
        if not codes.is_id(row["practice"]) or not codes.is_id(row["sub_icb"]) or not row["name"]:
            bad.append(f"row {row.number} ('{row['practice']}', sub-ICB '{row['sub_icb']}')")
        elif row["practice"] in practices:
            bad.append(f"row {row.number} ('{row['practice']}' again)")
        else:
            practices[row["practice"]] = _practice(row)
    if not practices:
        why = f"no row of {icb} has a practice with a code, a name and a sub-ICB location"
        raise CannotMake([fault("malformed", table.file, why, "use the file as published")])
    networks = {practice.pcn for practice in practices.values()}
    others: dict[str, set[str]] = {}
    for row in table.rows:
        if row["pcn"] in networks and row["icb"].upper() != icb and _network(row):
            others.setdefault(row["pcn"], set()).add(row["icb"])
    return PracticeMap(
        icb=icb,
        icb_name=rows[0]["icb_name"] or icb,
        icb_ons=rows[0]["icb_ons"],
        as_at=as_at,
        practices=tuple(practices.values()),
        icb_of={code: icb.upper() for code, icb in table.each("practice", "icb")},
        other_icbs_of_pcn={pcn: tuple(sorted(icbs)) for pcn, icbs in others.items()},
        table=table,
        notices=(
            *notices,
            *noted(
                f"Rows of {icb} in {table.file} that could not be used",
                bad,
                "look at them in the file; a practice must stand in it once, with its codes",
            ),
        ),
    )


def _practice(row: Row) -> MapPractice:
    return MapPractice(
        code=row["practice"],
        name=row["name"],
        postcode=row["postcode"],
        pcn=_network(row),
        pcn_name=row["pcn_name"],
        sub_icb=row["sub_icb"],
        sub_icb_ons=row["sub_icb_ons"],
    )


def _network(row: Row) -> str | None:
    """The code of the practice's network; the map writes 'U' (unallocated) for none."""
    code = row["pcn"]
    return code if code.upper() != "U" and codes.is_id(code) else None
