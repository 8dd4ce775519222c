"""Everything that the open files say, each read once: from it the folder of any ICB is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from joinedup.opendata.allocations import AllocationFiles, read_allocations
from joinedup.opendata.council_outlines import CouncilShapes, council_shapes
from joinedup.opendata.editions import Editions, plain_icb, read_editions
from joinedup.opendata.geography import Geography, read_geography
from joinedup.opendata.outlines import AllShapes, read_all_shapes
from joinedup.opendata.practice_map import Maps, read_maps
from joinedup.opendata.practice_status import Statuses, read_statuses
from joinedup.opendata.searching import search
from joinedup.opendata.trusts import Trusts, read_trusts

Say = Callable[[str], None]


@dataclass(frozen=True)
class Country:
    """The open files as they were read."""

    maps: Maps
    allocations: AllocationFiles
    geography: Geography
    editions: Editions
    shapes: AllShapes
    trusts: Trusts
    statuses: Statuses
    icb_of: Mapping[str, str]

    @cached_property
    def council_shapes(self) -> CouncilShapes:
        """The shape of every council, put together once for all ICBs."""
        return council_shapes(self.shapes.districts, self.geography)

    def ons_codes(self, icb: str) -> tuple[str, ...]:
        """Every ONS code that the files know an ICB by."""
        return tuple(code for code, nhs in self.icb_of.items() if nhs == icb)


def read_country(folder: Path, say: Say = lambda text: None) -> Country:
    """Read the open files in a folder and below.

    `say` is told what is being done. Raises CannotMake where no folder can be made of them.
    """
    say(f"Looking for open files in {folder}")
    found = search(folder)
    maps = read_maps(found)
    say("Reading population and need")
    allocations = read_allocations(found)
    say("Reading areas")
    geography = read_geography(found)
    icb_of = _icb_of(maps, geography)
    return Country(
        maps=maps,
        allocations=allocations,
        geography=geography,
        editions=read_editions(found, geography, icb_of),
        shapes=read_all_shapes(found),
        trusts=read_trusts(found),
        statuses=read_statuses(found),
        icb_of=icb_of,
    )


def _icb_of(maps: Maps, geography: Geography) -> dict[str, str]:
    """The NHS code of each ICB by its ONS codes and its name; what is newer goes before."""
    known: dict[str, str] = {}
    for file in (*maps.before, *maps.files):
        known |= file.older.icb_ons
    known |= {ons: icb for icb, ons in geography.icb_ons.items()}
    for map_file in maps.files:
        known |= {plain_icb(rows[0]["icb_name"]): icb for icb, rows in map_file.by_icb.items()}
    known.pop("", None)
    return known
