"""The names on a map: where there is room for each, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from joinedup.layout.charts import INK, PAPER, text_width

SIZE = 14
_LINE = 1.15
#: How far apart spots are tried, and room left about a name, in pixels.
_STEP, _ROOM = 4, 3

Box = tuple[float, float, float, float]
_Numbers = np.ndarray[Any, np.dtype[np.float64]]
_Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Label:
    """Lines of text about a point, in pixels from the top left; `lean` for another kind of name."""

    x: float
    y: float
    lines: tuple[str, ...]
    lean: bool = field(default=False, kw_only=True)

    @property
    def box(self) -> Box:
        """West, top, east and bottom of it."""
        across, down = _half(self.lines)
        return self.x - across, self.y - down, self.x + across, self.y + down


def label_of(lines: Sequence[str], shape: BaseGeometry) -> Label:
    """A label in the middle of the widest part; over the whole where it would hide an islet."""
    largest = max(polygons(shape), key=lambda part: part.area)
    inner = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = shapely.get_coordinates(inner)[0]
    label = Label(float(x), float(y), tuple(lines))
    west, north, east, south = shape.bounds
    left, top, right, bottom = label.box
    across, down = right - left, bottom - top
    fits = across <= east - west or down <= south - north
    if fits and across * down <= (east - west) * (south - north):
        return label
    return Label((west + east) / 2, north - down / 2 - 2, tuple(lines))


def drawn_in(label: Label, width: int, height: int) -> Label:
    """The label, moved just as far as the edges of the map make it."""
    left, top, right, bottom = label.box
    x = label.x + max(0.0, -left) - max(0.0, right - width)
    y = label.y + max(0.0, -top) - max(0.0, bottom - height)
    return Label(x, y, label.lines, lean=label.lean)


def crowded(labels: Sequence[Label], width: int) -> bool:
    """Whether a label is wider than the map, or two cover each other."""
    boxes = [label.box for label in labels]
    too_wide = any(right - left > width for left, _, right, _ in boxes)
    return too_wide or any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for one, other in combinations(boxes, 2)
    )


def label_in_free_room(
    name: str,
    shape: BaseGeometry,
    taken: Iterable[Label],
    size: tuple[int, int],
    share: float,
) -> Label | None:
    """A name wholly in the map, at least `share` of it on the shape, and clear of what is taken.

    `size` is the width and height of the map. Of several spots that are as good it has the one
    nearest the middle of the shape's widest part. None where there is no such spot.
    """
    parts = polygons(shape)
    if not parts:
        return None
    largest = max(parts, key=lambda part: part.area)
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=1.0))[0]
    boxes = [label.box for label in taken]
    x, y = np.meshgrid(np.arange(0.0, size[0], _STEP), np.arange(0.0, size[1], _STEP))
    shapely.prepare(shape)
    inside: _Mask = np.asarray(shapely.contains_xy(shape, x, y), dtype=np.bool_)
    far = np.hypot(x - middle[0], y - middle[1])
    for letters in (24, 16, 11):
        lines = tuple(wrap(name, letters, break_long_words=letters == 24))
        half = _half(lines)
        on = np.round(_share_about(inside, half), 1)
        good = _free(x, y, half, boxes, size) & (on >= share)
        if good.any():
            best = np.lexsort((far[good], -on[good]))[0]
            return Label(float(x[good][best]), float(y[good][best]), lines, lean=True)
    return None


def _share_about(inside: _Mask, half: tuple[float, float]) -> _Numbers:
    """Of a box of half this width and height about each spot, the share that lies inside."""
    across, down = (math.ceil(one / _STEP) for one in half)
    padded = np.pad(inside.astype(float), ((down + 1, down), (across + 1, across)))
    upto = padded.cumsum(axis=0).cumsum(axis=1)
    tall, wide = 2 * down + 1, 2 * across + 1
    sums = upto[tall:, wide:] - upto[:-tall, wide:] - upto[tall:, :-wide] + upto[:-tall, :-wide]
    return np.asarray(sums / (tall * wide), dtype=np.float64)


def _free(
    x: _Numbers,
    y: _Numbers,
    half: tuple[float, float],
    boxes: Sequence[Box],
    size: tuple[int, int],
) -> _Mask:
    """Where a box of half this width and height is in the map and covers none of the boxes."""
    (across, down), (width, height) = half, size
    free = (x >= across) & (x <= width - across) & (y >= down) & (y <= height - down)
    for left, top, right, bottom in boxes:
        beside = (x + across + _ROOM <= left) | (x - across - _ROOM >= right)
        free &= beside | (y + down + _ROOM <= top) | (y - down - _ROOM >= bottom)
    return np.asarray(free, dtype=np.bool_)


def texts(labels: Sequence[Label], width: int, height: int) -> list[alt.Chart]:
    """Each line of each label twice: a pale edge behind it, so that it can be read on a border."""
    layers = []
    for lean in (False, True):
        lines = [line for label in labels if label.lean == lean for line in _lines(label)]
        if lines:
            style: dict[str, Any] = {
                "fontSize": SIZE,
                "fontWeight": "normal" if lean else "bold",
                "fontStyle": "italic" if lean else "normal",
                "baseline": "middle",
                "align": "center",
            }
            chart = placed(lines, width, height).encode(text="line:N")
            edge: dict[str, Any] = {
                "stroke": PAPER,
                "strokeWidth": 3,
                "strokeJoin": "round",
                "opacity": 0.85,
            }
            layers += [chart.mark_text(**style, **edge), chart.mark_text(**style, color=INK)]
    return layers


def placed(values: Sequence[dict[str, Any]], width: int, height: int) -> alt.Chart:
    """A chart of values, each at its `x` and `y` in pixels from the top left."""
    return alt.Chart(alt.Data(values=list(values))).encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width], nice=False)),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False)),
    )


def polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """The polygons in a shape; lines and points that were left of it are no outline."""
    if isinstance(shape, shapely.Polygon):
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in polygons(part)]


def _lines(label: Label) -> list[dict[str, Any]]:
    first = label.y - (len(label.lines) - 1) / 2 * SIZE * _LINE
    return [
        {"x": round(label.x, 1), "y": round(first + place * SIZE * _LINE, 1), "line": line}
        for place, line in enumerate(label.lines)
    ]


def _half(lines: Sequence[str]) -> tuple[float, float]:
    return max((text_width(line, SIZE) for line in lines), default=0.0) / 2, len(lines) * SIZE * 0.6
