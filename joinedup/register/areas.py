"""Areas of a register: which there are of a kind, and which one each practice belongs to."""

from __future__ import annotations

from datetime import date

from joinedup.register.schema import Area, Register


def areas_of_kind(register: Register, kind: str) -> dict[str, Area]:
    """Areas of one kind (place, neighbourhood …) by id, in the order of their names."""
    found = [area for area in register.areas if area.kind == kind]
    return {area.id: area for area in sorted(found, key=lambda area: (area.name, area.id))}


def own_area(register: Register) -> Area:
    """The area of the system itself, among those of its neighbours if any are named."""
    systems = areas_of_kind(register, "system")
    return systems[register.system.area or next(iter(systems))]


def all_above(register: Register) -> dict[str, frozenset[str]]:
    """The areas that each area lies within, wholly or in part and through others, by its id."""
    within = {area.id: area.within for area in register.areas}
    found: dict[str, frozenset[str]] = {}
    for area_id in within:
        above: set[str] = set()
        waiting = list(within[area_id])
        while waiting:
            upper = waiting.pop()
            if upper not in above:
                above.add(upper)
                waiting += within.get(upper, ())
        found[area_id] = frozenset(above)
    return found


def own_places(register: Register, on: date) -> dict[str, Area]:
    """The places of the system itself that there are on a day, by id in the order of their names.

    A neighbour's place may be named too, for a forum that serves it; one that lies in no system
    that is named is taken for the system's own.
    """
    own = own_area(register).id
    above = all_above(register)
    systems = areas_of_kind(register, "system").keys()
    return {
        area_id: area
        for area_id, area in areas_of_kind(register, "place").items()
        if area.period.includes(on) and (own in above[area_id] or not above[area_id] & systems)
    }


def area_names(register: Register, kind: str) -> dict[str, str]:
    """Names of the areas of one kind, by id."""
    return {area_id: area.name for area_id, area in areas_of_kind(register, kind).items()}


def area_of_practices(register: Register, kind: str) -> dict[str, str | None]:
    """The area of each practice by practice code, None where it has none of this kind.

    `kind` is 'place' or 'neighbourhood', which each practice names separately, or 'system', which
    holds every practice. Raises KeyError for another kind.
    """
    if kind == "system":
        system = own_area(register).id
        return {practice.code: system for practice in register.practices}
    if kind not in ("place", "neighbourhood"):
        raise KeyError(kind)
    return {practice.code: getattr(practice, kind) for practice in register.practices}
