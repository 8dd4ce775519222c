"""Names for sub-ICB locations, whose own names only repeat the ICB's ('NHS Kent ICB - 91Q')."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinedup.opendata.allocations import Allocation
from joinedup.opendata.geography import Geography, short_name
from joinedup.opendata.notices import listed
from joinedup.opendata.practice_map import OlderMap

#: A district names a sub-ICB location only if it holds this share of its small areas.
_SHARE = 0.1
_MOST_DISTRICTS = 4


@dataclass(frozen=True)
class Named:
    """A name and where it comes from."""

    name: str
    source: str


def sub_icb_names(
    codes: Iterable[str],
    allocations: Iterable[Allocation],
    older: Iterable[OlderMap],
    geography: Geography,
    icb: str,
) -> dict[str, Named]:
    """A name for each sub-ICB location, from the best file that has one, each name used once.

    The allocation files come first, then older practice maps, then the districts whose small
    areas lie in it, then its code alone.
    """
    known: dict[str, Named] = {}
    for allocation in allocations:
        for code, name in allocation.sub_icb_names.items():
            known.setdefault(code, Named(name, allocation.table.file))
    for older_map in older:
        for code, name in older_map.name_of.items():
            known.setdefault(code, Named(tidied(name), older_map.table.file))
    meets = geography.meets(icb)
    found = {}
    for code in codes:
        found[code] = known.get(code) or _from_districts(code, meets, geography)
    uses = Counter(named.name for named in found.values())
    return {
        code: named if uses[named.name] == 1 else Named(f"{named.name} ({code})", named.source)
        for code, named in found.items()
    }


def tidied(name: str) -> str:
    """The name of a clinical commissioning group as a place: 'NHS Leeds CCG' gives 'Leeds'."""
    return name.removeprefix("NHS ").removesuffix(" CCG").strip() or name


def _from_districts(code: str, meets: Mapping[tuple[str, str], int], geography: Geography) -> Named:
    shares = {district: n for (sub_icb, district), n in meets.items() if sub_icb == code}
    total = sum(shares.values())
    most = sorted(
        (d for d, n in shares.items() if n >= _SHARE * total), key=lambda d: (-shares[d], d)
    )
    if 0 < len(most) <= _MOST_DISTRICTS:
        name = listed(short_name(geography.district_names[district]) for district in most)
        return Named(name, "the districts that its small areas lie in")
    return Named(code, "its code, as no file names it")
