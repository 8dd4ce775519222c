"""Practices that have need and are not in the practice map, which the user's own file places."""

from __future__ import annotations

from joinedup.opendata.allocations import Allocation, people
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.placing import Placing
from joinedup.opendata.practice_map import MapPractice, PracticeMap
from joinedup.values.dates import year_in_words


def not_in_map(latest: Allocation, icb_map: PracticeMap) -> dict[str, str]:
    """Practices with need in the latest year that the map has not: code to name."""
    here = {practice.code for practice in icb_map.practices}
    return {code: row["name"] or code for code, row in latest.rows.items() if code not in here}


def placed_closed(
    latest: Allocation, icb_map: PracticeMap, placing: Placing
) -> tuple[MapPractice, ...]:
    """Those of them that the file places, as practices of the folder.

    The allocation file says their name and postcode, and their network where it names one that
    the map has in this ICB. Their sub-ICB location is left empty, as no current file says it.
    """
    networks = {one.pcn: one.pcn_name for one in icb_map.practices if one.pcn}
    found = []
    for code, name in sorted(not_in_map(latest, icb_map).items()):
        if code in placing.place_of:
            row = latest.rows[code]
            pcn = row["pcn"] if row["pcn"] in networks else None
            pcn_name = networks.get(row["pcn"], "")
            found.append(MapPractice(code, name, row["postcode"], pcn, pcn_name, "", ""))
    return tuple(found)


def told(
    closed: tuple[MapPractice, ...], latest: Allocation, placing: Placing
) -> tuple[Notice, ...]:
    """What the reader should know of the practices that only the file places."""
    examples = [
        f"{one.code} {one.name} ({people(latest.rows[one.code]['population'])}; "
        f"{placing.place_of[one.code]})"
        for one in closed
    ]
    return noted(
        f"Practices with need in {year_in_words(latest.year)} that are not in the practice map and "
        f"may have closed; they were placed because {placing.file} places them",
        examples,
        "if you know the last day of one, add it in the column 'to' of practices.csv",
        told=len(examples),
    )
