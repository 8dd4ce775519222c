"""Borders over a map: lines once each, names where there is room, land beyond the regions."""

import re
from xml.etree import ElementTree

import pytest
import shapely

from joinedup.layout.borders import Border, Borders
from joinedup.layout.charts import Figure
from joinedup.layout.map_labels import Label, label_in_free_room
from joinedup.layout.maps import TWO_THIRDS, Region, area_map

Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
BEYOND, DASHED = 'fill="#f6f1e4"', "stroke-dasharray"


def box(west: float, south: float, east: float, north: float) -> Polygons:
    """The outline of a box."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return ((corners,),)


WEST, EAST = Region("West", box(0, 0, 0.5, 1), "a line"), Region("East", box(0.5, 0, 1, 1))


def drawn(*outlines: Border, regions: tuple[Region, ...] = (WEST, EAST)) -> Figure:
    """A map of regions with borders over it."""
    borders = Borders(outlines, "border", "edge", "beyond", (("#aacbea", "dark"),))
    return area_map("m", "Map", "D", "A finding.", regions, borders=borders)


def texts(drawing: str) -> set[str]:
    root = ElementTree.fromstring(drawing)
    return {"".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")}


def size(drawing: str) -> tuple[float, float]:
    root = ElementTree.fromstring(drawing)
    return float(root.get("width") or 0), float(root.get("height") or 0)


def test_a_border_that_is_the_same_as_a_region_is_dashed_and_not_named() -> None:
    figure = drawn(Border("Council of the West", WEST.polygons, named=False))
    for drawing in (figure.wide, figure.narrow):
        assert texts(drawing) == {"West", "a line", "East", "border", "edge", "dark"}
        assert DASHED in drawing
        assert BEYOND not in drawing
    assert figure.key_wide == figure.key_narrow == ()


def test_land_beyond_the_regions_is_shown_and_the_name_stands_on_it() -> None:
    figure = drawn(Border("Shire", box(0.5, 0, 1.15, 1)))
    assert {"Shire", "beyond"} <= texts(figure.wide)
    assert BEYOND in figure.wide
    assert size(figure.wide)[0] == TWO_THIRDS


def test_what_lies_far_away_is_beyond_the_edge() -> None:
    """The regions keep their size, however far a border goes."""
    near, far = (drawn(Border("Shire", box(0.5, 0, east, 1))) for east in (1.2, 100))
    assert size(near.wide) == size(far.wide)
    assert {"Shire"} <= texts(far.wide)


def test_a_name_without_room_is_a_number_after_those_of_the_regions() -> None:
    strip = Border("A council with a rather long name", box(1, 0, 1.03, 1))
    figure = drawn(strip)
    assert figure.key_wide == ((1, strip.name),)
    assert "1" in texts(figure.wide)
    many = tuple(
        Region(f"A rather long name {n}", box(n / 10, 0, (n + 1) / 10, 1)) for n in range(10)
    )
    figure = drawn(strip, regions=many)
    assert figure.key_narrow[-1] == (11, strip.name)


def test_where_not_even_a_number_has_room_it_stands_on_the_spot() -> None:
    specks = [Border(f"Council {n}", box(0.2, 0.2, 0.203, 0.203)) for n in range(9)]
    figure = drawn(*specks)
    assert [name for _, name in figure.key_wide] == [one.name for one in specks]
    assert {str(number) for number, _ in figure.key_wide} <= texts(figure.wide)


def test_a_line_that_two_borders_share_is_drawn_once() -> None:
    def length(*outlines: Border) -> int:
        dashed = re.findall(rf'<path[^>]*d="([^"]*)"[^>]*{DASHED}', drawn(*outlines).wide)
        assert dashed
        return sum(path.count("L") for path in dashed)

    one = Border("A", WEST.polygons, named=False)
    assert length(one) == length(one, one)


def test_a_border_that_does_not_meet_the_map_is_not_drawn() -> None:
    figure = drawn(Border("Elsewhere", box(50, 50, 51, 51)))
    assert "Elsewhere" not in texts(figure.wide)
    assert figure.key_wide == ()


@pytest.mark.parametrize("odd", ["A\x00\ud800\ufffe B", "&<>'\"", "", "x" * 400])
def test_odd_names_are_drawn_all_the_same(odd: str) -> None:
    figure = drawn(Border(odd, box(0.5, 0, 1.15, 1)))
    assert "<svg" in figure.wide
    assert "<svg" in figure.narrow


def test_outlines_with_faults_are_drawn_as_far_as_can_be() -> None:
    bow_tie = ((((0.3, 0.0), (1.2, 0.9), (1.2, 0.0), (0.3, 0.9), (0.3, 0.0)),),)
    point = ((((0.3, 0.3),) * 4,),)
    figure = drawn(Border("Tie", bow_tie), Border("Point", point))
    assert "Tie" in texts(figure.wide)


def test_a_name_keeps_clear_of_others_and_within_the_map() -> None:
    shape = shapely.box(0, 0, 200, 100)
    taken: list[Label] = []
    while (label := label_in_free_room("Name", shape, taken, (200, 100), 0.9)) is not None:
        left, top, right, bottom = label.box
        assert left >= 0
        assert top >= 0
        assert right <= 200
        assert bottom <= 100
        for other in taken:
            west, north, east, south = other.box
            assert right <= west or left >= east or bottom <= north or top >= south
        taken.append(label)
    assert len(taken) >= 6
    assert label_in_free_room("Name", shapely.MultiPolygon(), [], (200, 100), 0.0) is None
