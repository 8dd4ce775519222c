"""Outlines of councils for drawing: the districts of each together, as far as a map shows it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import shapely
from shapely.geometry.base import BaseGeometry

from joinedup.opendata.councils import Councils, Met
from joinedup.opendata.geography import Geography, Upper, short_name
from joinedup.opendata.notices import Notice, noted
from joinedup.opendata.outlines import Drawn, Shapes, polygons_of
from joinedup.register.boundaries import CouncilOutline, Polygons
from joinedup.values.dates import day_in_words

#: How far a council is drawn beyond the system's box, as a share of the box's longer side.
_MARGIN = 0.4


@dataclass(frozen=True)
class CouncilShapes:
    """The shape of each upper-tier council of the country, its districts put together.

    `lacking` names, for each council that has no shape, its districts that have no outline.
    """

    shapes: Mapping[Upper, BaseGeometry] = field(default_factory=dict)
    lacking: Mapping[Upper, tuple[str, ...]] = field(default_factory=dict)


def council_shapes(districts: Shapes | None, geography: Geography) -> CouncilShapes:
    """Every council that the look-ups of tiers name, each drawn together once."""
    if districts is None:
        return CouncilShapes()
    pieces: dict[Upper, list[BaseGeometry]] = {}
    lacking: dict[Upper, tuple[str, ...]] = {}
    for district, upper in geography.uppers.items():
        if upper is not None:
            name = geography.district_names[district]
            outline, _ = districts.find(district, name)
            if outline is None:
                lacking[upper] = (*lacking.get(upper, ()), short_name(name))
            else:
                pieces.setdefault(upper, []).append(outline)
    shapes = {
        upper: shapely.union_all(outlines)
        for upper, outlines in pieces.items()
        if upper not in lacking
    }
    return CouncilShapes(shapes, lacking)


def with_councils(drawn: Drawn, system: str, councils: Councils, known: CouncilShapes) -> Drawn:
    """What is drawn, with the councils that meet the system, the area with the id `system`.

    A council that reaches far beyond the system is drawn as far as a box about it. Nothing is added
    where the system itself or no district is drawn.
    """
    box = _box(one.polygons for one in drawn.boundaries.outlines if one.area == system)
    if box is None or not (known.shapes or known.lacking):
        return drawn
    outlines = []
    undrawn = []
    for met in councils.all:
        shape = known.shapes.get(met.upper)
        outline = _outline(met.id, shape, box) if shape is not None else None
        if outline is None:
            undrawn.append(_why(met, known))
        else:
            outlines.append(outline)
    boundaries = replace(drawn.boundaries, councils=tuple(outlines))
    return replace(drawn, boundaries=boundaries, notices=(*drawn.notices, *_told(undrawn)))


def _box(polygons: Iterable[Polygons]) -> BaseGeometry | None:
    """A box about outlines, with a margin of so many of the same miles on every side."""
    points = [point for one in polygons for rings in one for ring in rings for point in ring]
    if not points:
        return None
    west, south, east, north = shapely.MultiPoint(points).bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = _MARGIN * max((east - west) * squeeze, north - south)
    across = margin / squeeze
    return shapely.box(west - across, south - margin, east + across, north + margin)


def _outline(council: str, shape: BaseGeometry, box: BaseGeometry) -> CouncilOutline | None:
    """The council's outline as far as the box; None where it lies outside."""
    note = "Simplified, for drawing only"
    if not box.covers(shape):
        shape = shape.intersection(box)
        note += "; it goes on beyond a box about the system, where it is cut off"
    polygons = polygons_of([shape])
    return CouncilOutline(council, polygons, note) if polygons else None


def _why(met: Met, known: CouncilShapes) -> str:
    """A council that is not drawn, and why not."""
    name = short_name(met.upper.name)
    if met.existed.last is not None:
        return f"{name}, which ended on {day_in_words(met.existed.last)}"
    if lacking := known.lacking.get(met.upper):
        return f"{name}, as there is no outline of {', '.join(lacking)}"
    return f"{name}, which the edition of the outlines does not have here"


def _told(undrawn: list[str]) -> tuple[Notice, ...]:
    text = "Councils without an outline"
    mend = "add them to boundaries.geojson if you have outlines; nothing but the map needs them"
    return noted(text, undrawn, mend, told=len(undrawn))
