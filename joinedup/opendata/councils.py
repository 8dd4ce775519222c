"""The upper-tier councils that meet an ICB's area, in whole or in any part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinedup.opendata.geography import Geography, Upper, plain, short_name
from joinedup.opendata.notices import Notice, noted
from joinedup.register.schema import Body, Council, OnsCode
from joinedup.values import codes


@dataclass(frozen=True)
class Met:
    """A council that meets the ICB's area: its id, and its small areas here and in all."""

    id: str
    upper: Upper
    here: int
    in_all: int

    @property
    def extent(self) -> str:
        """'whole' if all of the council's small areas lie in the ICB, else 'part'."""
        return "whole" if self.here == self.in_all else "part"


@dataclass(frozen=True)
class Councils:
    """The councils of a system, those with most small areas in it first.

    `by_sub_icb` counts the small areas that each sub-ICB location shares with each council.
    """

    met: tuple[Met, ...]
    by_sub_icb: Mapping[tuple[str, str], int]
    notices: tuple[Notice, ...]

    def find(self, upper: Upper) -> tuple[Met | None, bool]:
        """The council that `upper` names, and whether that had to be told by the name alone."""
        for met in self.met:
            if met.upper.code == upper.code:
                return met, False
        alike = [met for met in self.met if plain(met.upper.name) == plain(upper.name)]
        return (alike[0], True) if len(alike) == 1 else (None, False)


def councils_of(geography: Geography, icb: str) -> Councils:
    """Every upper-tier council any part of which lies in the ICB's area."""
    in_all: Counter[Upper] = Counter()
    here: Counter[Upper] = Counter()
    by_sub_icb: Counter[tuple[str, Upper]] = Counter()
    unknown: set[str] = set()
    uppers = {district: geography.upper(district) for district in geography.district_names}
    for area in geography.small_areas.values():
        councils = {upper for district in area.districts if (upper := uppers[district])}
        in_all.update(councils)
        if area.icb == icb:
            here.update(councils)
            by_sub_icb.update((area.sub_icb, upper) for upper in councils)
            unknown.update(district for district in area.districts if uppers[district] is None)
    known = [upper for upper in here if codes.council_kind(upper.code)]
    ids = _ids(known)
    met = [Met(ids[upper], upper, here[upper], in_all[upper]) for upper in known]
    met.sort(key=lambda one: (-one.here, one.upper.name))
    names = geography.district_names
    odd = [f"{upper.code} {upper.name}" for upper in sorted(here) if upper not in ids]
    missing = [f"{code} {names[code]}" for code in sorted(unknown)]
    return Councils(
        tuple(met),
        {(sub_icb, ids[upper]): n for (sub_icb, upper), n in by_sub_icb.items() if upper in ids},
        (
            *noted("Districts whose upper-tier council is not known", missing),
            *noted("Councils left out, as their code is of no known kind of council", odd),
            *_nothing(geography, icb, known),
        ),
    )


def bodies(councils: Councils, sources: str) -> tuple[Body, ...]:
    """The councils as bodies. The files name their areas, not the councils, and so do we."""
    return tuple(
        Body(
            id=met.id,
            name=f"{short_name(met.upper.name)} Council",
            kind=str(codes.council_kind(met.upper.code)),
            source=f"area '{met.upper.name}' in {sources}",
        )
        for met in councils.met
    )


def entries(councils: Councils, geography: Geography) -> tuple[Council, ...]:
    """The councils as the system lists them.

    An ONS code that a council of the same name had in an older look-up follows the newest one.
    The look-ups do not say from which day to which a code holds, so no days are given.
    """
    former = geography.tiers.former_codes
    return tuple(
        Council(
            body=met.id,
            extent=met.extent,
            ons=tuple(
                OnsCode(code=code)
                for code in (met.upper.code, *former.get(met.upper.code, ()))
                if codes.is_gss_code(code)
            ),
        )
        for met in councils.met
    )


def _ids(uppers: Iterable[Upper]) -> dict[Upper, str]:
    """An id for each council: the slug of its name, with its code where two have one name."""
    uppers = tuple(uppers)
    slugs = Counter(codes.slug(short_name(upper.name)) for upper in uppers)
    ids = {}
    for upper in uppers:
        slug = codes.slug(short_name(upper.name))
        unique = slug if slug and slugs[slug] == 1 else f"{slug}-{upper.code}".strip("-")
        ids[upper] = f"{unique}-council"
    return ids


def _nothing(geography: Geography, icb: str, known: list[Upper]) -> tuple[Notice, ...]:
    if known or not geography.small_areas:
        return ()
    text = "No council is known to meet the system"
    return noted(text, [f"the look-up of small areas has no small area of {icb}"])
