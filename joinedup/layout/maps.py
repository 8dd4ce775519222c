"""Maps of areas: outlines, shaded in steps, with each name where there is room for it.

Borders of another kind may be drawn over them, as those of councils over places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import altair as alt
import shapely
from shapely.geometry.base import BaseGeometry

from joinedup.layout.borders import THIN, Border, Borders, drawn_over, in_pixels_to_a_tenth
from joinedup.layout.borders import Polygons as Polygons
from joinedup.layout.charts import NARROW, Figure, accessible, figure_or_words, finished
from joinedup.layout.map_labels import Label, crowded, drawn_in, label_of, polygons, texts

#: Steps of shade from least to most: light enough that dark names can be read on each.
SHADES = ("#f2f7fc", "#d3e4f4", "#aacbea", "#7fb0dd")
PLAIN, CHOSEN = "#e8edee", "#aacbea"

#: Widths in pixels on a wide page: of two thirds of it, and of a half.
TWO_THIRDS, HALF = 570, 404
_HIGHEST = 600
#: How far borders are followed beyond the regions, as a share of the longer side of their box.
_AROUND = 0.2
#: Room at the edges of a map, in pixels.
_EDGE = 2


@dataclass(frozen=True)
class Region:
    """One area of a map: its outline in degrees (longitude, latitude), name, and a line more.

    `shade` is a colour, such as one of `SHADES`.
    """

    name: str
    polygons: Polygons
    text: str = ""
    shade: str = PLAIN


#: For a map of regions alone.
NO_BORDERS = Borders()


def area_map(
    name: str,
    title: str,
    description: str,
    finding: str,
    regions: Sequence[Region],
    note: str = "",
    wide: int = TWO_THIRDS,
    borders: Borders = NO_BORDERS,
) -> Figure:
    """A map of `regions`, on a wide page `wide` pixels, with `borders` drawn over them.

    Raises ValueError where there are no regions.
    """
    if not regions:
        raise ValueError("a map needs at least one outline")

    def make() -> Figure:
        drawn, keys = [], []
        for width in (wide, NARROW):
            chart, key = _map(regions, borders, width)
            drawn.append(accessible(chart, f"{name}-{width}", title, description))
            keys.append(key)
        return Figure(name, finding, drawn[0], drawn[1], keys[0], keys[1], note)

    return figure_or_words(make, name, finding, note)


def shades_of(values: Sequence[float | None]) -> list[str]:
    """A shade for each value, in four equal steps from the least to the most; plain for None."""
    known = [value for value in values if value is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    step = (most - least) / len(SHADES) or 1.0
    return [
        PLAIN if value is None else SHADES[min(len(SHADES) - 1, int((value - least) / step))]
        for value in values
    ]


def _map(
    regions: Sequence[Region], borders: Borders, width: int
) -> tuple[alt.TopLevelMixin, tuple[tuple[int, str], ...]]:
    view = _view(regions, borders.outlines, width)
    shapes = [_lighter(view.shape(region.polygons)) for region in regions]
    labels = [
        _label((*wrap(region.name, 16), *([region.text] if region.text else [])), shape, view)
        for region, shape in zip(regions, shapes, strict=True)
    ]
    key: tuple[tuple[int, str], ...] = ()
    if crowded(labels, width):
        key = tuple(
            (place, f"{region.name}: {region.text}" if region.text else region.name)
            for place, region in enumerate(regions, start=1)
        )
        # Found anew: a number has room where its name had none.
        labels = [
            _label((str(number),), shape, view) for number, shape in enumerate(shapes, start=1)
        ]
    features = [
        {"type": "Feature", "geometry": in_pixels_to_a_tenth(shape), "shade": region.shade}
        for shape, region in zip(shapes, regions, strict=True)
    ]
    outlines = (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(**THIN)
        .encode(color=alt.Color("shade:N", scale=None))
        # Pixels already: nothing is left to project, fit or turn over.
        .project(type="identity", scale=1, translate=[0, 0])
    )
    size = width, view.height
    if not borders.outlines:
        return finished(
            alt.layer(outlines, *texts(labels, *size), width=width, height=size[1])
        ), key
    lines = [_lighter(view.shape(border.polygons)) for border in borders.outlines]
    over = drawn_over(borders, lines, shapes, labels, size, len(key) + 1)
    height = view.height + over.key_height
    layers = [*over.below, outlines, *over.above, *texts([*labels, *over.labels], width, height)]
    return finished(alt.layer(*layers, width=width, height=height)), (*key, *over.numbered)


def _label(lines: Sequence[str], shape: BaseGeometry, view: _View) -> Label:
    return drawn_in(label_of(lines, shape), view.width, view.height)


@dataclass(frozen=True)
class _View:
    """How degrees become pixels from the top left.

    Equirectangular at the mean latitude: true to shape within a hair at the size of a system.
    """

    width: int
    height: int
    west: float
    north: float
    across: float
    down: float
    left: float

    def shape(self, outline: Polygons) -> BaseGeometry:
        """An outline in pixels."""
        return shapely.MultiPolygon(
            [(rings[0], rings[1:]) for rings in ([self._ring(r) for r in one] for one in outline)]
        )

    def _ring(self, ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [
            (
                self.left + (x - self.west) * self.across,
                _EDGE + (self.north - y) * self.down,
            )
            for x, y in ring
        ]


def _view(regions: Sequence[Region], borders: Sequence[Border], width: int) -> _View:
    """The view of all regions and, some way beyond them, of the borders."""
    west, south, east, north = _bounds([region.polygons for region in regions])
    squeeze = math.cos(math.radians((south + north) / 2))
    if borders:
        around = _AROUND * max((east - west) * squeeze, north - south)
        beyond = _bounds([border.polygons for border in borders])
        west = max(west - around / squeeze, min(west, beyond[0]))
        south = max(south - around, min(south, beyond[1]))
        east = min(east + around / squeeze, max(east, beyond[2]))
        north = min(north + around, max(north, beyond[3]))
    wide, high = (east - west) * squeeze or 1e-9, (north - south) or 1e-9
    scale = min((width - 2 * _EDGE) / wide, (_HIGHEST - 2 * _EDGE) / high)
    return _View(
        width=width,
        height=round(high * scale + 2 * _EDGE),
        west=west,
        north=north,
        across=squeeze * scale,
        down=scale,
        left=(width - wide * scale) / 2,
    )


def _bounds(outlines: Sequence[Polygons]) -> tuple[float, float, float, float]:
    points = [point for outline in outlines for one in outline for ring in one for point in ring]
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def _lighter(shape: BaseGeometry) -> BaseGeometry:
    """Without what nobody sees: a third of a pixel of detail, specks, and specks of holes."""
    valid = shapely.make_valid(shape.simplify(0.35))
    solid = [part for part in polygons(valid) if part.area >= 3] or polygons(valid)
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                part.exterior,
                [hole for hole in part.interiors if shapely.Polygon(hole).area >= 12],
            )
            for part in solid
        ]
    )
