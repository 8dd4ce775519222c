"""How long it takes to share a pot among all practices of England, beside peers in the same run.

    .venv/bin/python bench/allocation.py [FOLDER OF OPEN FILES]

Each shares one pot by neighbourhood (primary care networks) and by integrated care board. The time
is of the work alone, the middle of several runs: reading files and printing stand apart. The peers
do what the national allocation tool does (sums, need index, share of weighted population, pounds
rounded area by area), without exact sums, reasons or warnings: one in plain Python floats, and one
in pandas where that happens to be installed, as the project does not need it otherwise.
The target is under two seconds of work. The clock runs on while others use the machine, so measure
on one that is not busy.
"""

from __future__ import annotations

import csv
import importlib.util
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from joinedup.money.allocation import Question, allocate
from joinedup.money.files import formulas
from joinedup.register.schema import Need
from joinedup.values.pence import Pence, pounds

YEAR, POT = "2025-26", Pence(12_345_678_901_234)
RUNS = 5
TARGET = 2.0
NEED = "england/allocations/practice_weighted_populations_2025_2026.csv"
MAP = "england/organisations/gp-reg-pat-prac-map_2026-01.csv"
COLUMNS = {
    "practice": "Practice_Code",
    "population": "Population",
    "general_and_acute": "G&A WP",
    "community": "CS WP",
    "mental_health": "MH WP",
    "maternity": "Mat WP",
    "prescribing": "Prescr WP",
    "primary_medical": "Primary Medical Care WP",
    "inequalities": "Health Ineq WP",
    "core": "Final WP",
    "primary_medical_final": "Final PMC WP",
}

#: What a method gives: pence by area.
Shared = Mapping[str, int]
AreaOf = Mapping[str, str | None]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ours(need: Sequence[Need], area_of: AreaOf) -> Shared:
    """Exact shares with their reasons."""
    names = {area: area for area in area_of.values() if area}
    answer = allocate(Question(POT, YEAR, "neighbourhood"), need, area_of, names, formulas())
    return {share.area: share.pence or 0 for share in answer.value.shares}


def floats(need: Sequence[tuple[str, float, float]], area_of: AreaOf) -> Shared:
    """The national tool's method in plain Python floats."""
    people: dict[str, float] = {}
    weighted: dict[str, float] = {}
    for practice, population, core in need:
        area = area_of.get(practice) or "not-placed"
        people[area] = people.get(area, 0.0) + population
        weighted[area] = weighted.get(area, 0.0) + core
    everybody, all_need = sum(people.values()), sum(weighted.values())
    index = {area: weighted[area] / people[area] / (all_need / everybody) for area in people}
    return {area: round(POT * index[area] * people[area] / everybody) for area in people}


def with_pandas(frame: Any, area_of: AreaOf) -> Shared:
    """The national tool's method in pandas; `frame` has the columns practice, population, core."""
    area = frame["practice"].map(area_of).fillna("not-placed")
    sums = frame.groupby(area)[["population", "core"]].sum()
    per_head = sums["core"].sum() / sums["population"].sum()
    index = sums["core"] / sums["population"] / per_head
    share = index * sums["population"] / sums["population"].sum()
    found: dict[str, int] = (share * POT).round().astype("int64").to_dict()
    return found


def measured(work: Callable[[], Shared]) -> tuple[float, float, Shared]:
    """Seconds (the middle of several runs), peak memory of one more in MB, and what it gave."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    # Memory is traced in a run of its own, as tracing makes the work slower.
    tracemalloc.start()
    shared = work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return statistics.median(seconds), peak / 1e6, shared


def main() -> None:
    """Measure every method on both kinds of area, and say whether the target is met."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not source.is_dir():
        sys.exit(f"there is no folder {source}; name the folder of open files")
    start = time.perf_counter()
    published = rows(source / NEED)
    need = [
        Need.model_validate(
            {"year": YEAR, **{name: row[column] for name, column in COLUMNS.items()}}
        )
        for row in published
    ]
    reading = time.perf_counter() - start
    plain = [(one.practice, float(one.population or 0), float(one.core or 0)) for one in need]
    methods: dict[str, Callable[[AreaOf], Shared]] = {
        "joinedup, exact and with reasons": lambda area_of: ours(need, area_of),
        "national method, plain floats": lambda area_of: floats(plain, area_of),
    }
    if importlib.util.find_spec("pandas"):
        import pandas

        frame = pandas.DataFrame(plain, columns=["practice", "population", "core"])
        methods["national method, pandas"] = lambda area_of: with_pandas(frame, area_of)
    networks: AreaOf = {row["PRACTICE_CODE"]: row["PCN_CODE"] for row in rows(source / MAP)}
    kinds: dict[str, AreaOf] = {
        "neighbourhoods": networks,
        "integrated care boards": {row["Practice_Code"]: row["ICB"] for row in published},
    }
    table = Table(title=f"{pounds(POT)} shared among {len(need):,} practices of England")
    for heading in ("areas", "method", "seconds", "peak MB", "pence lost or made"):
        table.add_column(heading, justify="left" if heading in ("areas", "method") else "right")
    slowest = 0.0
    for kind, area_of in kinds.items():
        for name, method in methods.items():
            seconds, peak, shared = measured(lambda: method(area_of))  # noqa: B023
            if name.startswith("joinedup"):
                slowest = max(slowest, seconds)
            off = f"{sum(shared.values()) - POT:+,}"
            table.add_row(f"{len(shared):,} {kind}", name, f"{seconds:.3f}", f"{peak:.1f}", off)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    print(f"Reading and checking the practices took {reading:.2f} s and is not counted.")
    if "national method, pandas" not in methods:
        print("pandas is not installed, so it was not measured.")
    print(f"Target under {TARGET:.0f} s of work: {'met' if slowest < TARGET else 'not met'}.")


if __name__ == "__main__":
    main()
