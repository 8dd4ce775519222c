"""Whether a folder agrees with itself: areas, councils, practices and need that do not join.

What has to do with days and holders stands in `tenure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from joinedup.register.areas import all_above, areas_of_kind, own_area
from joinedup.register.coterminosity import (
    RESPONSIBLE_KINDS,
    Meeting,
    eligible_councils,
    meetings,
)
from joinedup.register.disagreement import disagreement
from joinedup.register.reading import Folder
from joinedup.register.schema import Body, Council, Register
from joinedup.register.tenure import tenure_findings
from joinedup.values import codes
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding

_COUNCILS = frozenset(codes.COUNCIL_KINDS.values())
#: Kinds of area that belong to one system: the others contain systems, or cross them.
_OF_ONE_SYSTEM = frozenset({"sub-system", "place", "locality", "neighbourhood"})


def consistency_findings(folder: Folder, on: date) -> Iterator[Finding]:
    """Everything in the folder that does not join up; each is a 'should', never a 'must'.

    Some of it can only be said of a day, such as who holds two seats; that is said of the day `on`.
    """
    yield from _councils_that_are_none(folder)
    yield from _councils_against_counts(folder, on)
    yield from _areas_outside_the_system(folder)
    yield from _areas_not_made_of_their_parts(folder)
    yield from _forums_of_another_system(folder)
    yield from _circles(folder)
    yield from _crossing_neighbourhoods(folder)
    yield from _practices_in_two_places(folder)
    yield from _practices_without_area(folder)
    yield from _need_that_does_not_join(folder)
    yield from tenure_findings(folder, on)


def _councils_that_are_none(folder: Folder) -> Iterator[Finding]:
    kinds = {body.id: body.kind for body in folder.register.bodies}
    for council in folder.register.system.councils:
        # A practice may be named too; it has no kind here, and is no council either.
        if kinds.get(council.body) not in _COUNCILS:
            yield disagreement(
                folder,
                "council-is-none",
                "councils",
                council.body,
                f"system.yaml lists '{council.body}' as a council, and it is none by its kind",
                "mend its kind in bodies.csv, or take it out of 'councils'; until then it counts "
                "as no council",
            )


def _councils_against_counts(folder: Folder, on: date) -> Iterator[Finding]:
    """Where the list of councils and the newest count of small areas do not say the same."""
    own = own_area(folder.register).id
    bodies = {body.id: body for body in folder.register.bodies}
    listed = {one.body: one for one in folder.register.system.councils}
    of_system = [one for one in meetings(folder, on) if one.area == own]
    # A count of a later day does not say what was so on this day.
    counted = {one.council: one for one in of_system if one.as_at is None or one.as_at <= on}
    eligible = [body.id for body in eligible_councils(folder, on)]
    newest = max((row.as_at for row in folder.overlaps if row.as_at is not None), default=None)
    for council, one in counted.items():
        body = bodies[council]
        if council in listed:
            if listed[council].period.includes(on):
                # The extent has no days of its own: it is that of the newest count.
                is_newest = one.as_at in (None, newest)
                yield from _listed_against_count(folder, listed[council], body, one, is_newest)
        elif body.kind in RESPONSIBLE_KINDS:
            yield disagreement(
                folder,
                "council-not-listed",
                "bodies",
                council,
                f"{_count(one, body)} lie in the system by overlaps.csv, and system.yaml does not "
                "list it as a council",
                "list it under 'councils' with its extent, or mend the count",
            )
    for council in eligible:
        if counted and council not in counted:
            yield disagreement(
                folder,
                "council-not-counted",
                "councils",
                council,
                f"not known: how much of {bodies[council].name} lies in the system, as "
                f"overlaps.csv has no count of it that holds on {day_in_words(on)}",
                "add its row to overlaps.csv, or mend its days",
                outcome="not-known",
            )


def _listed_against_count(
    folder: Folder, listed: Council, body: Body, counted: Meeting, is_newest: bool
) -> Iterator[Finding]:
    extent = "whole" if counted.share_of_council == 1 else "part"
    if is_newest and listed.extent != extent:
        yield disagreement(
            folder,
            "council-extent",
            "councils",
            body.id,
            f"{_count(counted, body)} lie in the system by overlaps.csv, which is '{extent}', and "
            f"system.yaml says '{listed.extent}'",
            "mend the extent, or the count",
            column="extent",
        )
    if counted.sliver and body.kind in RESPONSIBLE_KINDS:
        yield disagreement(
            folder,
            "council-sliver",
            "councils",
            body.id,
            f"not known: whether {body.name} meets the system; {_count(counted, body)} lie in it, "
            "under 5%, which may be a fact of statistical areas only. Any part makes a council "
            "eligible to nominate (NHS Act 2006 Schedule 1B para 8(2)(c))",
            "confirm it against the order that establishes the ICB; the council counts as eligible "
            "unless it is taken out of 'councils'",
            outcome="not-known",
        )


def _count(counted: Meeting, body: Body) -> str:
    both, in_all = counted.small_areas, counted.small_areas_of_council
    return f"{both:,} of the {in_all:,} small areas of {body.name}"


def _areas_outside_the_system(folder: Folder) -> Iterator[Finding]:
    register = folder.register
    own = own_area(register)
    above = all_above(register)
    systems = _systems_around(register)
    lived_in = {practice.place for practice in register.practices}
    lived_in |= {practice.neighbourhood for practice in register.practices}
    for area in register.areas:
        if area.kind not in _OF_ONE_SYSTEM or own.id in above[area.id]:
            continue
        # A neighbour's place may be named, for a forum that serves it too.
        if systems[area.id] and area.id not in lived_in:
            continue
        what = f"{area.name}, of the kind '{area.kind}',"
        lies = f"lies in {_names(systems[area.id])}" if systems[area.id] else "lies in no system"
        yield disagreement(
            folder,
            "area-outside-system",
            "areas",
            area.id,
            f"{what} {lies}, and not within {own.name}"
            if area.within
            else f"not known: whether {what} lies within {own.name}, as its 'within' is empty",
            f"put '{own.id}', or an area within it, under 'within', or take the area out",
            outcome="fails" if area.within else "not-known",
            column="within",
        )


def _areas_not_made_of_their_parts(folder: Folder) -> Iterator[Finding]:
    areas = {area.id: area for area in folder.register.areas}
    for area in (one for one in areas.values() if one.made_of):
        parts = [areas[one] for one in dict.fromkeys(area.made_of)]
        for part in parts:
            crossed = [areas[one].name for one in part.within if areas[one].kind == area.kind]
            if len(crossed) > 1:
                yield disagreement(
                    folder,
                    "part-crosses",
                    "areas",
                    area.id,
                    f"{area.name} is said to be made of {part.name} among others, which lies in "
                    f"{' and '.join(sorted(crossed))}",
                    f"take '{part.id}' out of 'made_of', or leave one of these under its 'within'; "
                    "until then all of it counts as in it",
                    column="made_of",
                )
        counts = [part.residents for part in parts]
        known = [count for count in counts if count is not None]
        if known == counts and area.residents not in (None, sum(known)):
            yield disagreement(
                folder,
                "residents-do-not-add-up",
                "areas",
                area.id,
                f"{area.name} has {area.residents:,} residents, and what it is made of has "
                f"{sum(known):,}",
                "mend the number of one of them, or what it is made of",
                column="residents",
            )


def _forums_of_another_system(folder: Folder) -> Iterator[Finding]:
    register = folder.register
    own = own_area(register)
    around_own = all_above(register)[own.id]
    systems = _systems_around(register)
    for forum in register.forums:
        served = (forum.area, *forum.also_serves)
        # A region contains the system, and a council's area may be in no system that is named.
        if all(
            area not in around_own and own.id not in systems[area] and systems[area]
            for area in served
        ):
            yield disagreement(
                folder,
                "forum-of-another-system",
                "forums",
                forum.id,
                f"{forum.name} serves {_names(systems[forum.area])}, and no area of {own.name}",
                "mend its area, name the areas that it also serves, or take it out of this folder",
                column="area",
            )


def _systems_around(register: Register) -> dict[str, dict[str, str]]:
    """The systems that each area is, or lies in: their names by id."""
    names = {area.id: area.name for area in register.areas if area.kind == "system"}
    return {
        area: {one: names[one] for one in ({area} | upper) & names.keys()}
        for area, upper in all_above(register).items()
    }


def _names(areas: Mapping[str, str]) -> str:
    return " and ".join(sorted(areas.values()))


def _circles(folder: Folder) -> Iterator[Finding]:
    register = folder.register
    bodies = {body.id: (body.name, body.part_of) for body in register.bodies}
    forums = {forum.id: (forum.name, forum.part_of) for forum in register.forums}
    for section, entries in (("bodies", bodies), ("forums", forums)):
        for circle in circles({one: part_of for one, (_, part_of) in entries.items()}):
            chain = " is part of ".join(f"'{entries[one][0]}'" for one in (*circle, circle[0]))
            yield disagreement(
                folder,
                "part-of-itself",
                section,
                circle[0],
                f"it would be a part of itself: {chain}",
                "empty 'part_of' of the one that is at the top",
                column="part_of",
            )


def circles(above: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """The circles among entries each of which names at most one above it, each circle once.

    A circle begins with the one of it that is given first, and goes upwards.
    """
    order = {one: place for place, one in enumerate(above)}
    seen: set[str] = set()
    found = []
    for start in above:
        path: dict[str, int] = {}
        one: str | None = start
        while one is not None and one not in seen:
            seen.add(one)
            path[one] = len(path)
            one = above.get(one)
        if one in path:
            circle = list(path)[path[one] :]
            first = circle.index(min(circle, key=order.__getitem__))
            found.append((*circle[first:], *circle[:first]))
    return found


def _crossing_neighbourhoods(folder: Folder) -> Iterator[Finding]:
    places: dict[str, set[str]] = {}
    for practice in folder.register.practices:
        if practice.neighbourhood and practice.place:
            places.setdefault(practice.neighbourhood, set()).add(practice.place)
    names = _area_names(folder.register)
    for neighbourhood, crossed in sorted(places.items()):
        if len(crossed) > 1:
            listed = " and ".join(sorted(names[place] for place in crossed))
            yield disagreement(
                folder,
                "neighbourhood-crosses-places",
                "areas",
                neighbourhood,
                f"the practices of {names[neighbourhood]} lie in {listed}",
                "agree which place leads, or leave it: each practice still counts in its own place",
            )


def _practices_in_two_places(folder: Folder) -> Iterator[Finding]:
    """Practices whose neighbourhood lies in other places than their own; one practice twice."""
    register = folder.register
    names = _area_names(register)
    above = all_above(register)
    places = {area.id for area in register.areas if area.kind == "place"}
    same: dict[str, str] = {}
    for practice in register.practices:
        around = above.get(practice.neighbourhood or "", frozenset()) & places
        if practice.neighbourhood and practice.place and around and practice.place not in around:
            yield disagreement(
                folder,
                "practice-in-two-places",
                "practices",
                practice.code,
                f"the place of {practice.name} ({practice.code}) is {names[practice.place]}, but "
                f"its neighbourhood {names[practice.neighbourhood]} lies in "
                f"{' and '.join(sorted(names[place] for place in around))}",
                "mend its place or its neighbourhood, or add the place to 'within' of the "
                "neighbourhood if it crosses into it; it counts in its place",
                column="place",
            )
        first = same.setdefault(practice.code.upper(), practice.code)
        if first != practice.code:
            yield disagreement(
                folder,
                "practice-twice",
                "practices",
                practice.code,
                f"the codes {first} and {practice.code} differ only in capital letters",
                "keep one of the two rows, if they are one practice",
                column="code",
            )


def _practices_without_area(folder: Folder) -> Iterator[Finding]:
    for kind in ("place", "neighbourhood"):
        if not areas_of_kind(folder.register, kind):
            continue
        for practice in folder.register.practices:
            if getattr(practice, kind) is None:
                yield disagreement(
                    folder,
                    f"practice-without-{kind}",
                    "practices",
                    practice.code,
                    f"{practice.name} ({practice.code}) names no {kind}",
                    f"name its {kind} in practices.csv; until then it counts as not placed when a "
                    f"pot is shared by {kind}",
                    outcome="not-known",
                )


def _need_that_does_not_join(folder: Folder) -> Iterator[Finding]:
    if not folder.need:
        return
    year = max(need.year for need in folder.need)
    rows = {need.practice: need for need in folder.need if need.year == year}
    practices = {practice.code: practice for practice in folder.register.practices}
    for code, need in sorted(rows.items()):
        if code not in practices:
            people = (
                "an unknown number of" if need.population is None else f"{need.population:,.0f}"
            )
            yield disagreement(
                folder,
                "need-without-practice",
                "need",
                f"{code}/{year}",
                f"need.csv has {code} ({people} people, {year}), which practices.csv has not",
                "add the practice with its place and, if it has closed, its last day; until then "
                "its people count as not placed",
            )
    begins = date(int(year[:4]), 4, 1)
    for code, practice in sorted(practices.items()):
        closed = practice.last_day is not None and practice.last_day < begins
        if code not in rows and not closed:
            yield disagreement(
                folder,
                "practice-without-need",
                "practices",
                code,
                f"need.csv has no row of {year} for {practice.name} ({code})",
                "add its row when it is published; until then its people count nowhere",
                outcome="not-known",
            )


def _area_names(register: Register) -> dict[str, str]:
    return {area.id: area.name for area in register.areas}
