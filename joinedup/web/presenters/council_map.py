"""The map of places by how their areas and those of councils coincide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from joinedup.layout.borders import Border, Borders
from joinedup.layout.charts import Figure
from joinedup.layout.maps import PLAIN, SHADES
from joinedup.layout.writing import first_capital
from joinedup.register.areas import area_names
from joinedup.register.coterminosity import Meeting
from joinedup.register.schema import Register
from joinedup.web.folder import Shown
from joinedup.web.presenters.areas import place_map
from joinedup.web.presenters.words import counted, in_words, listed

_SAME, _OTHERWISE = SHADES[2], SHADES[0]


def council_map(system: Shown, on: date, met: Sequence[Meeting]) -> Figure | None:
    """Places darker where one is the same area as a council, under the councils' borders.

    Without outlines of councils, the places alone; None where no outline of a place is held.
    """
    register = system.register
    names = area_names(register, "place")
    by_place: dict[str, list[Meeting]] = defaultdict(list)
    for one in met:
        if one.area in names:
            by_place[one.area].append(one)
    shades = {
        place: PLAIN if not by_place[place] else _SAME if coincides(by_place[place]) else _OTHERWISE
        for place in names
    }
    there = councils_on(register, on)
    borders = _borders(system, there, by_place)
    title = "Map of places, darker where one has the same area as a council"
    finding = finding_of_map(register, met)
    if not borders.outlines:
        texts = {place: _text(by_place[place]) for place in names}
        return place_map(system, "councils", title, finding, texts, shades)
    # The borders show which places are the same as a council: their names need no more words.
    texts = {place: "" if coincides(by_place[place]) else _text(by_place[place]) for place in names}
    return place_map(
        system,
        "councils",
        f"{title}, with the borders of councils",
        " ".join(filter(None, (finding, *_beyond_and_across(register, on, by_place)))),
        texts,
        shades,
        borders=borders,
        note=_note(system, there),
    )


def councils_on(register: Register, on: date) -> dict[str, str]:
    """The name of each council that meets the system on a day, by its id."""
    bodies = {body.id: body for body in register.bodies}
    return {
        body.id: body.name
        for council in register.system.councils
        if (body := bodies.get(council.body)) is not None
        and council.period.includes(on)
        and body.period.includes(on)
    }


def _borders(
    system: Shown, there: Mapping[str, str], by_place: Mapping[str, Sequence[Meeting]]
) -> Borders:
    """The councils that have an outline; no name for those that are the same area as a place."""
    drawn = {outline.area for outline in system.folder.boundaries.outlines}
    same = {
        one.council
        for place, of_place in by_place.items()
        for one in of_place
        if one.extent == "coincide" and place in drawn
    }
    return Borders(
        tuple(
            Border(there[one.council], one.polygons, one.council not in same)
            for one in system.folder.boundaries.councils
            if one.council in there
        ),
        line="border of a council",
        region="border of a place",
        beyond="a council's area beyond the system",
        shades=((_SAME, "place with the same area as a council"),) if same else (),
    )


def _note(system: Shown, there: Mapping[str, str]) -> str:
    drawn = {outline.council for outline in system.folder.boundaries.councils}
    missing = [name for council, name in there.items() if council not in drawn]
    told = [f"No outline is held for {listed(missing)}."] if missing else []
    if any(one.extent == "part" for one in system.register.system.councils):
        told.append("Councils may go on beyond the edge of the map.")
    return " ".join(told)


def _beyond_and_across(
    register: Register, on: date, by_place: Mapping[str, Sequence[Meeting]]
) -> Iterator[str]:
    """Which councils reach beyond the system, and which lie across several places."""
    there = councils_on(register, on)
    parts = {one.body for one in register.system.councils if one.extent == "part"}
    if beyond := [name for council, name in there.items() if council in parts]:
        yield f"{several(beyond)} {'reaches' if len(beyond) == 1 else 'reach'} beyond the system."
    places = Counter(one.council for of_place in by_place.values() for one in of_place)
    across = [council for council in there if places[council] > 1]
    if len(across) == 1:
        yield f"{there[across[0]]} lies across {in_words(places[across[0]], 'place')}."
    elif across:
        yield f"{several([there[council] for council in across])} lie across several places each."


def several(names: Sequence[str]) -> str:
    """Up to three names, or how many councils there are."""
    return listed(names) if len(names) <= 3 else first_capital(in_words(len(names), "council"))


def coincides(met: Sequence[Meeting]) -> bool:
    """Whether a place and one of the councils that it meets are the same area."""
    return any(one.extent == "coincide" for one in met)


def _text(met: Sequence[Meeting]) -> str:
    if not met:
        return "councils not known"
    if coincides(met):
        return "same as a council"
    if len(met) == 1 and met[0].extent == "area inside council":
        return "part of a council"
    return counted(len(met), "council")


def finding_of_map(register: Register, met: Sequence[Meeting]) -> str:
    """How many places are the same area as a council, and which are not; '' if none was counted."""
    names = area_names(register, "place")
    by_place = {place: [one for one in met if one.area == place] for place in names}
    known = [place for place, of in by_place.items() if of]
    if not known:
        return ""
    other = [names[place] for place in known if not coincides(by_place[place])]
    same = len(known) - len(other)
    if not other:
        all_ = {1: "The one place has", 2: "Both places have"}
        have = all_.get(same, f"All {in_words(same, 'place')} have")
        return f"{have} the same area as a council."
    told = listed(other) if len(other) <= 5 else in_words(len(other), "place")
    do = "does" if len(other) == 1 else "do"
    if not same:
        return f"No place has the same area as a council: {told} {do} not."
    have = "has" if same == 1 else "have"
    darker = "is" if same == 1 else "are"
    return (
        f"{first_capital(in_words(same, 'of the', 'of the'))} {in_words(len(known), 'place')} "
        f"{have} the same area as a council, and {darker} darker here; {told} {do} not."
    )
