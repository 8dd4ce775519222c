"""What several pages show of places: the need of each in the latest year, and the map of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from joinedup.layout.borders import Borders
from joinedup.layout.charts import Figure
from joinedup.layout.maps import NO_BORDERS, TWO_THIRDS, Region, area_map
from joinedup.money.allocation import Allocation, CannotShareError, Question
from joinedup.money.queries import pot_of_streams, years_of_need
from joinedup.register.areas import area_names
from joinedup.values.explained import Explained
from joinedup.values.pence import Pence
from joinedup.web.folder import Shown, answer


def latest(system: Shown, by: str = "place") -> Explained[Allocation] | None:
    """The latest year's pot shared by need, the pot being that of the core streams, or nothing.

    None where the folder holds nobody's need.
    """
    years = years_of_need(system.folder)
    if not years:
        return None
    pot = pot_of_streams(system.folder, years[0], "core") or Pence(0)
    try:
        return answer(system, Question(pot, years[0], by))
    except CannotShareError:
        return None


def place_map(
    system: Shown,
    name: str,
    title: str,
    finding: str,
    texts: Mapping[str, str],
    shades: Mapping[str, str],
    wide: int = TWO_THIRDS,
    borders: Borders = NO_BORDERS,
    note: str = "",
) -> Figure | None:
    """The map of the places that have an outline; None where none has.

    `texts` is a line to write under a name and `shades` a colour, both by the place's id; `note`
    is more to say below the map.
    """
    texts_, shades_ = tuple(sorted(texts.items())), tuple(sorted(shades.items()))
    return _place_map(system, name, title, finding, texts_, shades_, wide, borders, note)


@lru_cache(maxsize=128)
def _place_map(
    system: Shown,
    name: str,
    title: str,
    finding: str,
    texts: tuple[tuple[str, str], ...],
    shades: tuple[tuple[str, str], ...],
    wide: int,
    borders: Borders,
    note: str,
) -> Figure | None:
    names = area_names(system.register, "place")
    outlines = {outline.area: outline for outline in system.folder.boundaries.outlines}
    drawn = [place for place in names if place in outlines]
    if not drawn:
        return None
    text, shade = dict(texts), dict(shades)
    regions = [
        Region(names[place], outlines[place].polygons, text.get(place, ""), shade[place])
        for place in drawn
    ]
    said = [f"{one.name}: {one.text}" if one.text else one.name for one in regions]
    description = f"A map of {len(regions)} places: {'; '.join(said)}. {finding}"
    told = " ".join(filter(None, (note, _note(system, names, drawn))))
    return area_map(name, title, description, finding, regions, told, wide, borders)


def _note(system: Shown, names: Mapping[str, str], drawn: list[str]) -> str:
    source = system.folder.boundaries.source
    parts = [f"Outlines: {source}." if source else "", "Simplified, for drawing only."]
    missing = [name for place, name in names.items() if place not in drawn]
    if missing:
        parts.append(f"No outline is held for {', '.join(missing)}.")
    # A source may say so itself; then once is enough.
    if "simplified" in source.lower():
        parts.remove("Simplified, for drawing only.")
    return " ".join(part for part in parts if part)
