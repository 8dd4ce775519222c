"""Which area lies in which: worked out anew for the checker of proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from joinedup.register.schema import Area


class Areas(dict[str, Area]):
    """The areas of a register by id, which remembers what was asked about them."""

    def __init__(self, areas: Iterable[Area]) -> None:
        super().__init__((one.id, one) for one in areas)
        #: Those that lie in each, wholly or in part, or help to make it up; and what each makes up.
        self._below: dict[str, set[str]] = defaultdict(set)
        self._wholes: dict[str, set[str]] = defaultdict(set)
        for one in self.values():
            for upper in one.within:
                self._below[upper].add(one.id)
            for part in one.made_of:
                self._below[one.id].add(part)
                self._wholes[part].add(one.id)
        self._inside: dict[str, set[str]] = {}
        self._reaching: dict[str, set[str]] = {}

    def inside(self, outer: str) -> set[str]:
        """All areas that lie in an area.

        They are found from it on, until nothing more is found; so a circle shows nothing.
        """
        if outer not in self._inside:
            found = {outer}
            waiting = [outer]
            while waiting:
                here = waiting.pop()
                for area in (*self._below[here], *self._wholes[here]):
                    if area in self and area not in found and self._lies_in(area, found):
                        found.add(area)
                        waiting.append(area)
            self._inside[outer] = found
        return self._inside[outer]

    def reaching(self, one: str) -> set[str]:
        """An area with every area that lies in it wholly or in part, and so on downwards."""
        if one not in self._reaching:
            found = {one}
            waiting = [one]
            while waiting:
                fresh = self._below[waiting.pop()] - found
                found |= fresh
                waiting += fresh
            self._reaching[one] = found
        return self._reaching[one]

    def _lies_in(self, area: str, inside: set[str]) -> bool:
        """Whether an area lies in those that are known to be inside, by one step."""
        entry = self[area]
        # Several areas of one kind mean that it crosses them: only all together contain it.
        by_kind: dict[str, set[str]] = {}
        for upper in entry.within:
            by_kind.setdefault(self[upper].kind if upper in self else "", set()).add(upper)
        if any(crossed <= inside for crossed in by_kind.values()):
            return True
        if not inside.isdisjoint(self._wholes[area]):
            return True
        return bool(entry.made_of) and set(entry.made_of) <= inside


def contains(areas: Areas, outer: str, inner: str) -> bool:
    """Whether all of `inner` lies in `outer`, so far as the register shows it."""
    return outer == inner or inner in areas.inside(outer)


def meets(areas: Areas, one: str, other: str) -> bool:
    """Whether two areas may have something in common: one reaches the other, or some area both."""
    return not areas.reaching(one).isdisjoint(areas.reaching(other))


def smaller(areas: Areas, first: str, second: str) -> str:
    """The smaller of two areas; the second where neither contains the other."""
    return first if contains(areas, second, first) else second
