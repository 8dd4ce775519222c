"""Charts and maps: announced, drawn to size, and never asked of anyone else."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from joinedup.layout import charts, maps
from joinedup.layout.charts import INK, LESS, LINE, MORE, NARROW, PAPER, WIDE, Bar, Figure, bars
from joinedup.layout.maps import CHOSEN, PLAIN, SHADES, Region, area_map, shades_of

SVG = "{http://www.w3.org/2000/svg}"


def square(x: float, y: float, size: float = 0.1) -> maps.Polygons:
    ring = ((x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y))
    return ((ring,),)


def texts(drawing: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


def chart(*rows: Bar) -> Figure:
    return bars("b", "A title", "A <description> & more", "A finding.", rows)


def test_a_chart_is_announced_by_title_and_description() -> None:
    for drawing, width in (
        (chart(Bar("A", 1, "+1")).wide, WIDE),
        (chart(Bar("A", 1, "+1")).narrow, NARROW),
    ):
        root = ElementTree.fromstring(drawing)
        named = {child.get("id"): child.text for child in root}
        first, second = (root.get("aria-labelledby") or "").split()
        assert root.get("role") == "img"
        assert (named[first], named[second]) == ("A title", "A <description> & more")
        assert float(root.get("width") or 0) == pytest.approx(width, abs=2)


def test_a_drawing_has_no_style_script_or_address_of_another() -> None:
    drawing = chart(Bar("A", 1, "+1"), Bar("B", -1, "−1")).wide
    assert " style=" not in drawing
    assert "<script" not in drawing
    assert set(re.findall(r"https?://[^\"\s]+", drawing)) == {"http://www.w3.org/2000/svg"}
    assert len(set(re.findall(r' id="([^"]*)"', drawing))) == 2


def test_names_and_values_are_written_and_escaped() -> None:
    figure = chart(Bar("A & <B>", 2, "+£1.017 million"), Bar("C", -1, "−1"))
    for drawing in (figure.wide, figure.narrow):
        assert {"A & <B>", "+£1.017 million", "C", "−1"} <= set(texts(drawing))


def test_more_and_less_differ_in_colour_and_side() -> None:
    drawing = chart(Bar("A", 2, "+2"), Bar("B", -1, "−1")).wide
    assert MORE in drawing
    assert LESS in drawing


def test_nothing_to_show_is_still_drawn() -> None:
    assert "0" in texts(chart(Bar("A", 0, "0")).wide)


ODD = "A\x00\x01\x0b\ud800\ufffe B"


def test_text_that_xml_does_not_allow_is_left_out_and_nothing_ends() -> None:
    figure = bars("odd", ODD, ODD, ODD, [Bar(ODD, 1, ODD)])
    assert texts(figure.wide).count("A B") == 2
    mapped = area_map("odd", ODD, ODD, ODD, [Region(ODD, square(0, 0), ODD)])
    assert "A B" in texts(mapped.wide)


def test_a_drawing_that_fails_leaves_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ValueError("cannot draw")

    monkeypatch.setattr(charts, "_draw", fail)
    for figure in (
        bars("b", "T", "D", "A finding.", [Bar("A", 1, "+1")], "A note."),
        area_map("m", "T", "D", "A finding.", [Region("A", square(0, 0))], "A note."),
    ):
        assert (figure.finding, figure.note) == ("A finding.", "A note.")
        for drawing in (figure.wide, figure.narrow):
            assert "The drawing could not be made" in drawing


def test_many_bars_are_thinner() -> None:
    few = ElementTree.fromstring(chart(*[Bar(f"A{n}", n, "x") for n in range(10)]).wide)
    many = ElementTree.fromstring(chart(*[Bar(f"A{n}", n, "x") for n in range(50)]).wide)
    assert float(many.get("height") or 0) < 5 * float(few.get("height") or 0)


def test_a_map_writes_each_name_where_there_is_room() -> None:
    regions = [Region("North", square(0, 0.1), "1.017"), Region("South", square(0, 0))]
    figure = area_map("m", "Map", "Two squares", "A finding.", regions, "A source.")
    assert {"North", "1.017", "South"} <= set(texts(figure.wide))
    assert figure.key_wide == ()
    assert figure.note == "A source."


def test_where_names_would_cover_each_other_numbers_and_a_key_stand_for_them() -> None:
    regions = [Region(f"A rather long name {n}", square(n / 10, 0, 0.1)) for n in range(12)]
    figure = area_map("m", "Map", "Squares", "A finding.", regions)
    assert figure.key_narrow[0] == (1, "A rather long name 0")
    assert set(texts(figure.narrow)) == {str(n) for n in range(1, 13)}


def test_an_islet_is_not_hidden_by_its_name() -> None:
    regions = [Region("Land", square(0, 0, 1)), Region("Islet", square(-0.2, 0.3, 0.01))]
    figure = area_map("m", "Map", "Land and islet", "A finding.", regions)
    assert "Islet" in texts(figure.wide)


def test_outlines_may_have_holes_parts_and_faults() -> None:
    hole = ((0.04, 0.04), (0.06, 0.04), (0.06, 0.06), (0.04, 0.06), (0.04, 0.04))
    with_hole = ((*square(0, 0)[0], hole), *square(0.2, 0.2))
    bow_tie = ((((0.3, 0.0), (0.4, 0.1), (0.4, 0.0), (0.3, 0.1), (0.3, 0.0)),),)
    figure = area_map("m", "Map", "D", "F", [Region("A", with_hole), Region("B", bow_tie)])
    assert set(texts(figure.wide)) >= {"A", "B"}


def test_a_map_needs_an_outline() -> None:
    with pytest.raises(ValueError, match="at least one outline"):
        area_map("m", "Map", "D", "F", [])


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=20))
def test_a_larger_value_is_never_paler(values: list[float | None]) -> None:
    shades = dict(zip(range(len(values)), shades_of(values), strict=True))
    known = sorted(
        (value, SHADES.index(shades[n])) for n, value in enumerate(values) if value is not None
    )
    assert all(one[1] <= other[1] for one, other in pairwise(known))
    assert all(shades[n] == PLAIN for n, value in enumerate(values) if value is None)


def test_a_drawing_is_kept_and_found_again(settings: Settings, tmp_path: Path) -> None:
    settings.JOINEDUP_STATE = tmp_path
    charts._draw.cache_clear()
    first = chart(Bar("Kept", 1, "+1")).wide
    kept = sorted((tmp_path / "charts").iterdir())
    assert len(kept) == 2
    assert all(path.suffix == ".svg" for path in kept)
    charts._draw.cache_clear()
    assert chart(Bar("Kept", 1, "+1")).wide == first
    assert sorted((tmp_path / "charts").iterdir()) == kept
    charts._draw.cache_clear()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("shade", [*SHADES, PLAIN, CHOSEN])
def test_names_and_borders_can_be_told_from_every_shade(shade: str) -> None:
    assert contrast(INK, shade) >= 4.5
    assert contrast(LINE, shade) >= 3


@pytest.mark.parametrize("colour", [MORE, LESS])
def test_bars_can_be_told_from_the_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 3
