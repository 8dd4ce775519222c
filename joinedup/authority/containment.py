"""Which area contains which, and which meet."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from joinedup.register.schema import Area

_NOTHING: frozenset[str] = frozenset()


class Containment:
    """The areas of a register, ready to be asked which contains which.

    An area lies in another where all of one kind that it is `within` do (several of a kind mean
    that it crosses them), where an area that it helps to make up does, or where everything that it
    is made of does. The periods of areas are not asked.
    """

    def __init__(self, areas: Iterable[Area]):
        self._areas = {area.id: area for area in areas}
        self._made: dict[str, list[str]] = defaultdict(list)
        for area in self._areas.values():
            for part in area.made_of:
                self._made[part].append(area.id)
        self._containers = self._all_containers()
        self._below = self._all_below()

    def __contains__(self, area: str) -> bool:
        return area in self._areas

    def parts(self, area: str) -> tuple[str, ...]:
        """The areas that make up an area exactly; none where that is not said."""
        return self._areas[area].made_of if area in self._areas else ()

    def containers(self, area: str) -> frozenset[str]:
        """All areas that contain an area, itself among them; nothing for one that is unknown."""
        return self._containers.get(area, _NOTHING)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `outer` contains `inner`; each contains itself."""
        return outer == inner or outer in self.containers(inner)

    def meets(self, one: str, other: str) -> bool:
        """Whether two areas may have something in common, as far as the register tells.

        They do where one can be reached from the other upwards, wholly or in part, or both can from
        a third.
        """
        below = self._below
        return not below.get(one, frozenset((one,))).isdisjoint(below.get(other, (other,)))

    def _all_containers(self) -> dict[str, frozenset[str]]:
        found = {area: frozenset((area,)) for area in self._areas}
        users: dict[str, list[str]] = defaultdict(list)
        for area in self._areas.values():
            for used in (*area.within, *area.made_of, *self._made[area.id]):
                users[used].append(area.id)
        # `made_of` may go in circles, so an area is worked out again whenever one that it rests
        # on has gained something; what is found only grows.
        waiting = deque(self._areas)
        queued = set(waiting)
        while waiting:
            area_id = waiting.popleft()
            queued.discard(area_id)
            gained = self._containers_of(self._areas[area_id], found)
            if gained != found[area_id]:
                found[area_id] = gained
                fresh = [user for user in users[area_id] if user not in queued]
                waiting.extend(fresh)
                queued.update(fresh)
        return found

    def _containers_of(self, area: Area, known: dict[str, frozenset[str]]) -> frozenset[str]:
        groups: dict[str, list[str]] = defaultdict(list)
        for above in area.within:
            groups[self._kind(above)].append(above)
        ways = [*groups.values(), *([whole] for whole in self._made[area.id])]
        if area.made_of:
            ways.append(list(area.made_of))
        found = {area.id}
        for way in ways:
            found |= frozenset.intersection(*(known.get(one, frozenset((one,))) for one in way))
        return frozenset(found)

    def _kind(self, area: str) -> str:
        return self._areas[area].kind if area in self._areas else ""

    def _all_below(self) -> dict[str, set[str]]:
        """For each area those from which it can be reached upwards, itself among them."""
        below = {area: {area} for area in self._areas}
        for area in self._areas:
            for above in self._upwards(area):
                below.setdefault(above, {above}).add(area)
        return below

    def _upwards(self, area: str) -> set[str]:
        found: set[str] = set()
        waiting = [area]
        while waiting:
            one = waiting.pop()
            within = self._areas[one].within if one in self._areas else ()
            for above in (*within, *self._made[one]):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found
