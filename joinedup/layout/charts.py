"""Charts, drawn to SVG without script: two widths of each, a title, a description, a finding.

A drawing is kept by the hash of its specification, in memory and in the state of the folder, since
drawing one takes a tenth of a second and the first one more.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import altair as alt
import orjson
import vl_convert
from django.conf import settings
from markupsafe import Markup, escape

from joinedup.layout.writing import xml_text

#: Widths in pixels: beside a wide page's margins, and on the narrowest telephone.
WIDE, NARROW = 940, 288

INK, PAPER, LINE = "#212b32", "#ffffff", "#3b4d59"
#: More and less than head count: two hues that differ in lightness too, each 3:1 on white.
MORE, LESS = "#005eb8", "#768692"
FONT = "Arial, sans-serif"

#: What stands where a drawing would; the sentence and the table of the same data stand by it.
NOT_DRAWN = Markup('<p class="app-missing">The drawing could not be made.</p>')

_drawing = Lock()
_log = logging.getLogger("joinedup.layout")
_LONG = re.compile(r"\d+\.\d{3,}")


@dataclass(frozen=True)
class Figure:
    """A picture with its words.

    `finding` is the sentence that says what there is to see; `key` names numbered parts of the
    wide and of the narrow drawing where names did not fit; `note` gives source and cautions.
    """

    id: str
    finding: str
    wide: Markup
    narrow: Markup
    key_wide: tuple[tuple[int, str], ...] = ()
    key_narrow: tuple[tuple[int, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """One large figure in words, and what it counts."""

    figure: str
    what: str


@dataclass(frozen=True)
class Bar:
    """One bar: its name, the value that sets its length, and the value in words."""

    name: str
    value: float
    text: str


def accessible(spec: alt.TopLevelMixin, name: str, title: str, description: str) -> Markup:
    """A drawing as an inline SVG that is announced by its title and description.

    `name` is unique in the page. Nothing inside the drawing is announced. Raises ValueError, and
    whatever the drawing program raises, where it cannot be drawn.
    """
    # One sign that XML does not allow, and the drawing program ends the whole process.
    clean = _clean(spec.to_dict(validate=False))
    drawn = _draw(orjson.dumps(clean, option=orjson.OPT_SORT_KEYS))
    found = re.match(r"<svg [^>]*?viewBox=\"0 0 ([\d.]+) ([\d.]+)\">", drawn)
    if found is None:
        raise ValueError("the drawing is not an SVG of a known size")
    width, height = found.groups()
    inside = drawn[found.end() :]
    return Markup(
        f'<svg class="app-chart__drawing" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title id="{name}-title">{escape(xml_text(title))}'
        f'</title><desc id="{name}-desc">{escape(xml_text(description))}</desc>{inside}'
    )


def figure_or_words(make: Callable[[], Figure], name: str, finding: str, note: str) -> Figure:
    """The figure that `make` draws; where it raises, its words, so that the page still stands."""
    try:
        return make()
    except Exception as error:
        _log.error("the drawing '%s' could not be made: %r", name, error)
        return Figure(name, finding, NOT_DRAWN, NOT_DRAWN, note=note)


def bars(
    name: str, title: str, description: str, finding: str, rows: Sequence[Bar], note: str = ""
) -> Figure:
    """Bars to both sides of nothing, in the order given: to the right more, to the left less."""

    def make() -> Figure:
        wide, narrow = (
            accessible(_bar_chart(rows, width), f"{name}-{width}", title, description)
            for width in (WIDE, NARROW)
        )
        return Figure(name, finding, wide, narrow, note=note)

    return figure_or_words(make, name, finding, note)


def finished(chart: alt.LayerChart | alt.FacetChart) -> alt.TopLevelMixin:
    """A chart with the settings that all of ours share."""
    return (
        chart.configure(font=FONT, background=PAPER, padding=0)
        .configure_view(stroke=None)
        .configure_axis(disable=True)
    )


def text_width(text: str, size: float) -> float:
    """About how many pixels a line of text takes, rather more than fewer."""
    return len(text) * size * 0.56


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a bar chart stand, in pixels; `step` from one row to the next.

    On a wide page a name stands left of its bar and the value at the bar's end; on a narrow one
    both stand above the bar, which then has the whole width.
    """

    wide: bool
    size: int
    step: int
    thick: int
    names: float
    span: tuple[float, float]
    start: float
    end: float


def _plan(rows: Sequence[Bar], width: int) -> _Plan:
    wide, many = width == WIDE, len(rows) > 16
    size = 14 if many or not wide else 15
    names = min(380.0, max(text_width(row.name, size) for row in rows) + 16)
    texts = max(text_width(row.text, size) for row in rows) + 10
    least = min(0.0, *(row.value for row in rows))
    most = max(0.0, *(row.value for row in rows))
    return _Plan(
        wide=wide,
        size=size,
        step=(25 if many else 34) if wide else 44,
        thick=16 if many or not wide else 20,
        names=names if wide else NARROW - texts,
        # With nothing to show either way, the line of nothing stands in the middle.
        span=(least, most) if least < most else (-1.0, 1.0),
        start=(names + (texts if least < 0 else 0)) if wide else 1,
        end=(width - texts) if wide and most > 0 else width - 1,
    )


def _bar_chart(rows: Sequence[Bar], width: int) -> alt.TopLevelMixin:
    plan = _plan(rows, width)
    height = len(rows) * plan.step
    data = [
        {
            "bar": place * plan.step + (plan.step / 2 if plan.wide else plan.step - 15),
            "words": place * plan.step + (plan.step / 2 if plan.wide else 10),
            "name": row.name,
            "value": row.value,
            "text": row.text,
            "more": row.value >= 0,
            "nothing": 0,
        }
        for place, row in enumerate(rows)
    ]
    across = alt.Scale(domain=plan.span, range=[plan.start, plan.end], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False)
    chart = alt.Chart(alt.Data(values=data)).encode(y=alt.Y("bar:Q", scale=down))
    value, nothing = alt.X("value:Q", scale=across), alt.X("nothing:Q", scale=across)
    colour = alt.condition("datum.more", alt.value(MORE), alt.value(LESS))
    shapes = [
        chart.mark_bar(size=plan.thick, orient="horizontal").encode(
            x=value, x2=alt.X2("nothing:Q"), color=colour
        ),
        chart.mark_tick(color=INK, size=plan.thick + 8, thickness=2, orient="vertical").encode(
            x=nothing
        ),
    ]
    texts = _wide_texts(chart, plan, value) if plan.wide else _narrow_texts(chart, plan)
    words = [text.encode(y=alt.Y("words:Q", scale=down)) for text in texts]
    return finished(alt.layer(*shapes, *words, width=width, height=height))


def _wide_texts(chart: alt.Chart, plan: _Plan, value: alt.X) -> list[alt.Chart]:
    style: dict[str, Any] = {"fontSize": plan.size, "color": INK, "baseline": "middle"}
    room = plan.names - 12
    more, less = chart.transform_filter("datum.more"), chart.transform_filter("!datum.more")
    names = chart.mark_text(align="right", limit=room, **style)
    return [
        names.encode(x=alt.value(room), text="name:N"),
        more.mark_text(align="left", dx=6, **style).encode(x=value, text="text:N"),
        less.mark_text(align="right", dx=-6, **style).encode(x=value, text="text:N"),
    ]


def _narrow_texts(chart: alt.Chart, plan: _Plan) -> list[alt.Chart]:
    style: dict[str, Any] = {"fontSize": plan.size, "color": INK, "baseline": "middle"}
    return [
        chart.mark_text(align="left", limit=plan.names, **style).encode(
            x=alt.value(0), text="name:N"
        ),
        chart.mark_text(align="right", **style).encode(x=alt.value(NARROW), text="text:N"),
    ]


def _clean(part: Any) -> Any:
    """A part of a specification with only such text as XML allows."""
    if isinstance(part, str):
        return xml_text(part)
    if isinstance(part, dict):
        return {name: _clean(value) for name, value in part.items()}
    return [_clean(value) for value in part] if isinstance(part, list | tuple) else part


@lru_cache(maxsize=256)
def _draw(spec: bytes) -> str:
    """The SVG of a Vega-Lite specification: kept from before, or drawn now and kept."""
    kept = _kept(spec)
    if kept is not None and kept.exists():
        return kept.read_text(encoding="utf-8")
    with _drawing:
        drawn = _tidy(vl_convert.vegalite_to_svg(spec.decode("utf-8")))
    if kept is not None:
        kept.parent.mkdir(exist_ok=True)
        # Beside its place and then moved there, so that nobody reads half a drawing.
        half = kept.with_suffix(f".{id(spec)}")
        half.write_text(drawn, encoding="utf-8")
        half.replace(kept)
    return drawn


def _kept(spec: bytes) -> Path | None:
    state: Path | None = settings.JOINEDUP_STATE
    if state is None:
        return None
    drawn_by = f"{version('vl-convert-python')} {_tidy.__doc__}".encode()
    return state / "charts" / f"{hashlib.sha256(drawn_by + spec).hexdigest()}.svg"


def _tidy(svg: str) -> str:
    """Without roles and labels, the whole being one picture, and with two decimals; edition 2."""
    svg = re.sub(r' (?:role|class|pointer-events|aria-[a-z]+|xmlns:xlink)="[^"]*"', "", svg)
    svg = re.sub(r'<path[^>]*(?:display="none"|d="")[^>]*/>', "", svg)
    return re.sub(r"<[^>]*>", lambda tag: _LONG.sub(_rounded, tag[0]), svg)


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}"
