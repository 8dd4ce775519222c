"""Borders of another kind drawn over a map: dashed lines, what lies beyond, names and a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import shapely
from shapely.geometry.base import BaseGeometry

from joinedup.layout.charts import INK, LINE, text_width
from joinedup.layout.map_labels import Label, label_in_free_room, placed, polygons

Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]

#: What lies within a border and beyond the regions: paler than any shade, and no shade of theirs.
_BEYOND = "#f6f1e4"
#: A region's own border is thinner.
THIN: dict[str, Any] = {"stroke": LINE, "strokeWidth": 1.2, "strokeJoin": "round"}
_THICK: dict[str, Any] = {**THIN, "stroke": INK, "strokeWidth": 2.4, "strokeDash": [7, 3]}
#: Two lines that lie nearer than this, in pixels, are one line; a narrower strip is no land.
_NEAR, _STRIP = 1.6, 0.8
_ROW, _SAMPLE, _SIZE = 24, 34, 14


@dataclass(frozen=True)
class Border:
    """One outline, in degrees, drawn over the regions; `named` if its name is to be written."""

    name: str
    polygons: Polygons
    named: bool = True


@dataclass(frozen=True)
class Borders:
    """The borders of a map, and words for its key.

    `line` says what a border is, `region` what the border of a region is, `beyond` what land within
    a border and beyond the regions is, and `shades` what shades of regions mean.
    """

    outlines: tuple[Border, ...] = ()
    line: str = ""
    region: str = ""
    beyond: str = ""
    shades: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Over:
    """What is drawn for borders: layers below and above the regions, and names.

    `numbered` are the names that stand as a number, and `key_height` is that of the key below.
    """

    below: list[alt.Chart]
    above: list[alt.Chart]
    labels: list[Label]
    numbered: tuple[tuple[int, str], ...]
    key_height: int


def drawn_over(
    borders: Borders,
    shapes: Sequence[BaseGeometry],
    regions: Sequence[BaseGeometry],
    labels: Sequence[Label],
    size: tuple[int, int],
    first_number: int,
) -> Over:
    """The `borders`, whose `shapes` are in pixels, over the `regions` and their `labels`.

    A name that has no room is a number, from `first_number` on.
    """
    frame = shapely.box(0, 0, *size)
    covered = shapely.union_all([shapely.make_valid(region) for region in regions])
    seen = [shape.intersection(frame) for shape in shapes]
    beyond = [_land(shape.difference(covered)) for shape in seen]
    land = [shape for shape in beyond if not shape.is_empty]
    written: list[Label] = []
    numbered: list[tuple[int, str]] = []
    for border, shape, outside in zip(borders.outlines, seen, beyond, strict=True):
        if not border.named or not border.name.strip() or shape.is_empty:
            continue
        label = _name(border.name, shape, outside, [*labels, *written], size)
        if label is None:
            number = first_number + len(numbered)
            numbered.append((number, border.name))
            label = _number(number, shape, outside, [*labels, *written], size)
        written.append(label)
    below = [_shapes(land).mark_geoshape(fill=_BEYOND)] if land else []
    lines = _lines(shapes, frame)
    above = [_shapes(lines).mark_geoshape(filled=False, **_THICK)] if lines else []
    key, key_height = _key(borders, bool(land), size)
    return Over(below, [*above, *key], written, tuple(numbered), key_height)


def _land(shape: BaseGeometry) -> BaseGeometry:
    """A shape without the strips that are but the difference between two rough lines."""
    opened = shape.buffer(-_STRIP).buffer(_STRIP)
    return shapely.MultiPolygon([part for part in polygons(opened) if part.area >= 20])


def _name(
    name: str,
    shape: BaseGeometry,
    beyond: BaseGeometry,
    taken: Sequence[Label],
    size: tuple[int, int],
) -> Label | None:
    """The name beyond the regions where there is such land, else anywhere within the border."""
    if not beyond.is_empty:
        return label_in_free_room(name, beyond, taken, size, 0.6)
    return label_in_free_room(name, shape, taken, size, 0.75)


def _number(
    number: int,
    shape: BaseGeometry,
    beyond: BaseGeometry,
    taken: Sequence[Label],
    size: tuple[int, int],
) -> Label:
    land = shape if beyond.is_empty else beyond
    for share in (0.5, 0.0):
        label = label_in_free_room(str(number), land, taken, size, share)
        if label is not None:
            return label
    point = land.representative_point()
    return Label(point.x, point.y, (str(number),), lean=True)


def _lines(shapes: Sequence[BaseGeometry], frame: BaseGeometry) -> list[BaseGeometry]:
    """The borders, what two have in common once: dashes upon dashes would be a line."""
    found: list[BaseGeometry] = []
    for shape in shapes:
        line = shape.boundary.intersection(frame)
        if found:
            line = line.difference(shapely.union_all(found).buffer(_NEAR))
        line = shapely.line_merge(shapely.MultiLineString(_parts(line)))
        if not line.is_empty:
            found.append(line)
    return found


def _parts(line: BaseGeometry) -> list[shapely.LineString]:
    if isinstance(line, shapely.LineString):
        return [] if line.length < _NEAR else [line]
    return [one for part in getattr(line, "geoms", ()) for one in _parts(part)]


def _shapes(shapes: Sequence[BaseGeometry]) -> alt.Chart:
    features = [{"type": "Feature", "geometry": in_pixels_to_a_tenth(shape)} for shape in shapes]
    chart = alt.Chart(alt.Data(values=features))
    return chart.project(type="identity", scale=1, translate=[0, 0])


def in_pixels_to_a_tenth(shape: BaseGeometry) -> dict[str, Any]:
    """A shape as GeoJSON with pixels to one decimal."""
    return dict(shapely.geometry.mapping(shapely.set_precision(shape, 0.1)))


def _key(borders: Borders, with_land: bool, size: tuple[int, int]) -> tuple[list[alt.Chart], int]:
    """Samples of the lines, the land and the shades, each with its words, below the map."""
    width, top = size
    land = [(_BEYOND, borders.beyond, _THICK)] if with_land else []
    samples = [
        ("", borders.line, _THICK),
        ("", borders.region, THIN),
        *((shade, text, THIN) for shade, text in borders.shades),
        *land,
    ]
    layers: list[alt.Chart] = []
    words: list[dict[str, Any]] = []
    x, row = 1.0, 0
    for fill, text, style in samples:
        wide = _SAMPLE + 8 + text_width(text, _SIZE)
        if x > 1 and x + wide > width:
            x, row = 1.0, row + 1
        y = top + _ROW * (row + 0.75)
        words.append({"x": round(x + _SAMPLE + 8, 1), "y": y, "line": text})
        if fill:
            swatch = shapely.box(x, y - 7, x + _SAMPLE, y + 7)
            layers.append(_shapes([swatch]).mark_geoshape(fill=fill, **style))
        else:
            line = shapely.LineString([(x, y), (x + _SAMPLE, y)])
            layers.append(_shapes([line]).mark_geoshape(filled=False, **style))
        x += wide + 16
    height = int(_ROW * (row + 1.25))
    named = placed(words, width, top + height).encode(text="line:N")
    look: dict[str, Any] = {"fontSize": _SIZE, "baseline": "middle", "align": "left"}
    return [*layers, named.mark_text(color=INK, **look)], height
