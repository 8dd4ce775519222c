"""The map of places by how their areas and those of councils coincide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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


def council_map(system: Shown, met: Sequence[Meeting], finding: str) -> Figure | None:
    """Places darker where one is the same area as a council; None where no outline is held."""
    names = area_names(system.register, "place")
    by_place: dict[str, list[Meeting]] = defaultdict(list)
    for one in met:
        if one.area in names:
            by_place[one.area].append(one)
    texts = {place: _text(by_place[place]) for place in names}
    shades = {
        place: PLAIN if not by_place[place] else _SAME if coincides(by_place[place]) else _OTHERWISE
        for place in names
    }
    title = "Map of places, darker where one has the same area as a council"
    return place_map(system, "councils", title, finding, texts, shades)


def coincides(met: Sequence[Meeting]) -> bool:
    """Whether a place and one of the councils that it meets are the same area."""
    return any(one.extent == "coincide" for one in met)


def _text(met: Sequence[Meeting]) -> str:
    if not met:
        return "councils not known"
    if coincides(met):
        return "same as a council"
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
        all_ = "The one place has" if same == 1 else f"All {in_words(same, 'place')} have"
        return f"{all_} the same area as a council."
    told = listed(other) if len(other) <= 5 else f"{len(other)} places"
    do = "does" if len(other) == 1 else "do"
    if not same:
        return f"No place has the same area as a council: {told} {do} not."
    have = "has" if same == 1 else "have"
    darker = "is" if same == 1 else "are"
    return (
        f"{first_capital(in_words(same, 'of the', 'of the'))} {in_words(len(known), 'place')} "
        f"{have} the same area as a council, and {darker} darker here; {told} {do} not."
    )
