"""Maps of areas: outlines, shaded in steps, with each name where there is room for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from textwrap import wrap
from typing import Any

import altair as alt
import shapely
from shapely.geometry.base import BaseGeometry

from joinedup.layout.charts import (
    INK,
    LINE,
    NARROW,
    PAPER,
    Figure,
    accessible,
    figure_or_words,
    finished,
    text_width,
)

#: Steps of shade from least to most: light enough that dark names can be read on each.
SHADES = ("#f2f7fc", "#d3e4f4", "#aacbea", "#7fb0dd")
PLAIN, CHOSEN = "#e8edee", "#aacbea"

#: Widths in pixels on a wide page: of two thirds of it, and of a half.
TWO_THIRDS, HALF = 570, 404
_HIGHEST = 600
_SIZE = 14

Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


@dataclass(frozen=True)
class Region:
    """One area of a map: its outline in degrees (longitude, latitude), name, and a line more.

    `shade` is a colour, such as one of `SHADES`.
    """

    name: str
    polygons: Polygons
    text: str = ""
    shade: str = PLAIN


@dataclass(frozen=True)
class _Label:
    x: float
    y: float
    lines: tuple[str, ...]
    size: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        half = max(text_width(line, self.size) for line in self.lines) / 2
        high = len(self.lines) * self.size * 0.6
        return self.x - half, self.y - high, self.x + half, self.y + high


def area_map(
    name: str,
    title: str,
    description: str,
    finding: str,
    regions: Sequence[Region],
    note: str = "",
    wide: int = TWO_THIRDS,
) -> Figure:
    """A map of `regions`, on a wide page `wide` pixels. Raises ValueError where there are none."""
    if not regions:
        raise ValueError("a map needs at least one outline")

    def make() -> Figure:
        drawn, keys = [], []
        for width in (wide, NARROW):
            chart, key = _map(regions, width)
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
    regions: Sequence[Region], width: int
) -> tuple[alt.TopLevelMixin, tuple[tuple[int, str], ...]]:
    shapes, height = _in_pixels(regions, width)
    labels = _labels(regions, shapes, width, height)
    numbered = tuple(
        (place, f"{region.name}: {region.text}" if region.text else region.name)
        for place, region in enumerate(regions, start=1)
    )
    key: tuple[tuple[int, str], ...] = ()
    if _crowded(labels, width):
        key = numbered
        # Found anew: a number has room where its name had none.
        short = [Region(str(number), one.polygons) for number, one in enumerate(regions, start=1)]
        labels = _labels(short, shapes, width, height)
    features = [
        {"type": "Feature", "geometry": _wound(shape), "shade": region.shade}
        for shape, region in zip(shapes, regions, strict=True)
    ]
    outlines = (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(stroke=LINE, strokeWidth=1.2, strokeJoin="round")
        .encode(color=alt.Color("shade:N", scale=None))
        # Pixels already: nothing is left to project, fit or turn over.
        .project(type="identity", scale=1, translate=[0, 0])
    )
    layers = [outlines, *_texts(labels, width, height)]
    return finished(alt.layer(*layers, width=width, height=height)), key


def _in_pixels(regions: Sequence[Region], width: int) -> tuple[list[BaseGeometry], int]:
    """Outlines in pixels from the top left, and the height of the map.

    Equirectangular at the mean latitude: true to shape within a hair at the size of a system.
    """
    points = [
        point
        for region in regions
        for polygon in region.polygons
        for ring in polygon
        for point in ring
    ]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = 2
    across, down = (east - west) * squeeze or 1e-9, (north - south) or 1e-9
    scale = min((width - 2 * margin) / across, (_HIGHEST - 2 * margin) / down)
    left = (width - across * scale) / 2
    shapes = [
        shapely.MultiPolygon(
            [
                (rings[0], rings[1:])
                for rings in (
                    [
                        [
                            (left + (x - west) * squeeze * scale, margin + (north - y) * scale)
                            for x, y in ring
                        ]
                        for ring in polygon
                    ]
                    for polygon in region.polygons
                )
            ]
        )
        for region in regions
    ]
    return [_lighter(shape) for shape in shapes], round(down * scale + 2 * margin)


def _lighter(shape: BaseGeometry) -> BaseGeometry:
    """Without what nobody sees: a third of a pixel of detail, specks, and specks of holes."""
    valid = shapely.make_valid(shape.simplify(0.35))
    solid = [part for part in _polygons(valid) if part.area >= 3] or _polygons(valid)
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                part.exterior,
                [hole for hole in part.interiors if shapely.Polygon(hole).area >= 12],
            )
            for part in solid
        ]
    )


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """The polygons in a shape; lines and points that were left of it are no outline."""
    if isinstance(shape, shapely.Polygon):
        return [shape]
    parts = getattr(shape, "geoms", ())
    return [polygon for part in parts for polygon in _polygons(part)]


def _labels(
    regions: Sequence[Region], shapes: Sequence[BaseGeometry], width: int, height: int
) -> list[_Label]:
    return [
        _drawn_in(_label(region, shape), width, height)
        for region, shape in zip(regions, shapes, strict=True)
    ]


def _label(region: Region, shape: BaseGeometry) -> _Label:
    """A label in the middle of the widest part; over the whole where it would hide an islet."""
    largest = max(_polygons(shape), key=lambda part: part.area)
    inner = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = shapely.get_coordinates(inner)[0]
    lines = (*wrap(region.name, 16), *([region.text] if region.text else []))
    label = _Label(float(x), float(y), lines, _SIZE)
    west, north, east, south = shape.bounds
    left, top, right, bottom = label.box
    if right - left <= east - west or bottom - top <= south - north:
        return label
    return _Label((west + east) / 2, north - (bottom - top) / 2 - 2, lines, _SIZE)


def _drawn_in(label: _Label, width: int, height: int) -> _Label:
    """The label, moved just as far as the edges of the map make it."""
    left, top, right, bottom = label.box
    x = label.x + max(0.0, -left) - max(0.0, right - width)
    y = label.y + max(0.0, -top) - max(0.0, bottom - height)
    return _Label(x, y, label.lines, label.size)


def _crowded(labels: Sequence[_Label], width: int) -> bool:
    boxes = [label.box for label in labels]
    too_wide = any(right - left > width for left, _, right, _ in boxes)
    return too_wide or any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for one, other in combinations(boxes, 2)
    )


def _texts(labels: Sequence[_Label], width: int, height: int) -> list[alt.Chart]:
    """Each line of each label twice: a pale edge behind it, so that it can be read on a border."""
    lines = []
    for label in labels:
        first = label.y - (len(label.lines) - 1) / 2 * label.size * 1.15
        for place, line in enumerate(label.lines):
            y = first + place * label.size * 1.15
            lines.append({"x": round(label.x, 1), "y": round(y, 1), "line": line})
    chart = alt.Chart(alt.Data(values=lines)).encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width], nice=False)),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False)),
        text="line:N",
    )
    style: dict[str, Any] = {
        "fontSize": _SIZE,
        "fontWeight": "bold",
        "baseline": "middle",
        "align": "center",
    }
    return [
        chart.mark_text(**style, stroke=PAPER, strokeWidth=3, strokeJoin="round", opacity=0.85),
        chart.mark_text(**style, color=INK),
    ]


def _wound(shape: BaseGeometry) -> dict[str, object]:
    """A shape as GeoJSON with pixels to one decimal."""
    return shapely.geometry.mapping(shapely.set_precision(shape, 0.1))
