"""The outlines of the fictional places tile the system, in the sea."""

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, unary_union

from joinedup.demo.bodies import COUNTY, DISTRICT, NEIGHBOUR
from joinedup.demo.outlines import all_outlines
from joinedup.demo.places import PLACES


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=2**70))
def test_places_tile_the_system(seed: int) -> None:
    outlines = all_outlines(seed).outlines
    shapes = {one.area: Polygon(one.polygons[0][0]) for one in outlines}
    assert all(shape.is_valid for shape in shapes.values())
    system = shapes.pop("merewold")
    places = list(shapes.values())
    assert len(places) == 5
    assert unary_union(places).symmetric_difference(system).area < 1e-12
    assert abs(sum(place.area for place in places) - system.area) < 1e-10


def test_it_lies_where_there_is_only_sea() -> None:
    """The Dogger Bank: more than 60 km from any coast."""
    [system] = [one for one in all_outlines(2026).outlines if one.area == "merewold"]
    points = system.polygons[0][0]
    assert all(1.5 < longitude < 3.1 and 54.5 < latitude < 55.4 for longitude, latitude in points)
    assert points[0] == points[-1]


def test_every_point_of_a_shared_border_is_in_both_outlines() -> None:
    outlines = {one.area: set(one.polygons[0][0]) for one in all_outlines(2026).outlines}
    assert len(outlines["ironmouth"] & outlines["gullhaven"]) > 5
    inside = outlines["quillbridge"]
    others = set().union(*(outlines[area] for area in outlines if area != "quillbridge"))
    assert inside <= others


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=2**70))
def test_councils_lie_to_the_places_as_the_counts_say(seed: int) -> None:
    outlines = all_outlines(seed)
    rings = {one.area: one.polygons for one in outlines.outlines}
    councils = {one.council: one.polygons for one in outlines.councils}
    shared = {place.council: place.id for place in PLACES if place.council != COUNTY}
    shared |= {DISTRICT: "high-fellmoor"}
    assert {council: rings[place] for council, place in shared.items()}.items() <= councils.items()
    assert set(councils) == {*shared, COUNTY, NEIGHBOUR}
    county, neighbour = (Polygon(councils[one][0][0]) for one in (COUNTY, NEIGHBOUR))
    assert county.is_valid
    assert neighbour.is_valid
    shapes = {area: Polygon(polygons[0][0]) for area, polygons in rings.items()}
    moor, coast, system = shapes["high-fellmoor"], shapes["gullhaven"], shapes["merewold"]
    assert county.covers(moor)
    assert abs(county.intersection(system).area - moor.area) < 1e-10
    assert county.area > 1.5 * moor.area
    strip = neighbour.intersection(coast)
    assert 0 < strip.area < 0.1 * coast.area
    assert abs(neighbour.intersection(system).area - strip.area) < 1e-12
    assert neighbour.intersection(county).area == 0
