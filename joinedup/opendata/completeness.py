"""Whether the files that a folder is made from are whole, as far as they themselves show it."""

from __future__ import annotations

from collections.abc import Iterable

from joinedup.opendata.allocations import Allocation
from joinedup.opendata.practice_map import PracticeMap
from joinedup.opendata.tables import Table
from joinedup.values.dates import year_in_words

#: The share of the map's practices that have need in the latest year, below which something is
#: wrong with a file. In the files of January 2026 and 2025/26 it is one in every ICB.
LEAST_SHARE = 0.9

_MEND = "Get the file again as it was published, and make the folder again."


def warnings(icb_map: PracticeMap, latest: Allocation, tables: Iterable[Table]) -> tuple[str, ...]:
    """What a reader must know first: files that were cut short, and need that most lack."""
    cut = [
        f"{table.file} ends in the middle of a row, so it was cut short, and what stood below is "
        f"missing here. {_MEND}"
        for table in tables
        if table.cut_short
    ]
    have = sum(practice.code in latest.rows for practice in icb_map.practices)
    in_all = len(icb_map.practices)
    if have >= LEAST_SHARE * in_all:
        return tuple(cut)
    return (
        *cut,
        f"Only {have:,} of the {in_all:,} practices of {icb_map.icb} in {icb_map.table.file} have "
        f"need in {latest.table.file}, so the need of {year_in_words(latest.year)} is not whole: "
        f"counts of people and shares of money from it are wrong. {_MEND}",
    )
