"""Names for sub-ICB locations, whose own names only repeat the ICB's ('NHS Kent ICB - 91Q')."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from joinedup.opendata.allocations import Allocation
from joinedup.opendata.geography import Geography, short_name
from joinedup.opendata.notices import listed
from joinedup.opendata.practice_map import OlderMap
from joinedup.values.dates import day_in_words, year_in_words

#: A district names a sub-ICB location only if it holds this share of its small areas.
_SHARE = 0.1
_MOST_DISTRICTS = 4


@dataclass(frozen=True)
class Named:
    """A name and where it comes from.

    `edition` says of when the file is that it was carried from, where that is an earlier edition
    than the files the folder tells of; else it is empty.
    """

    name: str
    source: str
    edition: str = ""

    @property
    def told(self) -> str:
        """The name with where it comes from, for a person."""
        return f"{self.name} (from {', of '.join(filter(None, (self.source, self.edition)))})"


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
    for at, allocation in enumerate(allocations):
        edition = year_in_words(allocation.year) if at else ""
        for code, name in allocation.sub_icb_names.items():
            known.setdefault(code, Named(name, allocation.table.file, edition))
    for older_map in older:
        for code, name in older_map.name_of.items():
            edition = day_in_words(older_map.as_at)
            known.setdefault(code, Named(tidied(name), older_map.table.file, edition))
    meets = geography.meets(icb)
    found = {}
    for code in codes:
        found[code] = known.get(code) or _from_districts(code, meets, geography)
    uses = Counter(named.name for named in found.values())
    return {
        code: named if uses[named.name] == 1 else replace(named, name=f"{named.name} ({code})")
        for code, named in found.items()
    }


def carried(names: Iterable[Named]) -> str:
    """What must be known of the names that are carried from an earlier edition; '' for none."""
    by_edition: dict[str, list[str]] = {}
    for named in names:
        if named.edition:
            by_edition.setdefault(named.edition, []).append(named.name)
    return " ".join(
        f"Carried from an earlier edition, of {edition}: the {'names' if told[1:] else 'name'} "
        f"{'; '.join(sorted(told))}. The area of a place may have changed since, and its name "
        "with it."
        for edition, told in sorted(by_edition.items())
    )


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
