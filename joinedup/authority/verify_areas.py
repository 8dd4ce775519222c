"""Which area lies in which: worked out anew for the checker of proofs."""

from __future__ import annotations

from collections.abc import Mapping

from joinedup.register.schema import Area


def contains(areas: Mapping[str, Area], outer: str, inner: str) -> bool:
    """Whether all of `inner` lies in `outer`, so far as the register shows it.

    What lies in `outer` is found from `outer` itself on, until nothing more is found; so a circle
    shows nothing.
    """
    inside = {outer}
    more = True
    while more:
        found = {area for area in areas if area not in inside and _lies_in(areas, area, inside)}
        inside |= found
        more = bool(found)
    return inner in inside


def _lies_in(areas: Mapping[str, Area], area: str, inside: set[str]) -> bool:
    """Whether an area lies in those that are known to be inside, by one step."""
    entry = areas[area]
    # Several areas of one kind mean that it crosses them: only all together contain it.
    by_kind: dict[str, set[str]] = {}
    for upper in entry.within:
        by_kind.setdefault(areas[upper].kind if upper in areas else "", set()).add(upper)
    if any(crossed <= inside for crossed in by_kind.values()):
        return True
    if any(area in whole.made_of for whole in areas.values() if whole.id in inside):
        return True
    return bool(entry.made_of) and set(entry.made_of) <= inside


def meets(areas: Mapping[str, Area], one: str, other: str) -> bool:
    """Whether two areas may have something in common: one reaches the other, or some area both."""
    either = {one, other}
    return one == other or any(either <= _upwards(areas, area) for area in areas)


def _upwards(areas: Mapping[str, Area], area: str) -> set[str]:
    """The area with every area that it lies in wholly or in part, and so on upwards."""
    found: set[str] = set()
    waiting = [area]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += areas[here].within if here in areas else ()
            waiting += [whole.id for whole in areas.values() if here in whole.made_of]
    return found


def smaller(areas: Mapping[str, Area], first: str, second: str) -> str:
    """The smaller of two areas; the second where neither contains the other."""
    return first if contains(areas, second, first) else second
