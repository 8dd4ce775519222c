import json

import pytest

from joinedup.register.boundaries import (
    Boundaries,
    CouncilOutline,
    Outline,
    as_geojson,
    read_boundaries,
)

AREAS = frozenset({"north", "south"})
BODIES = frozenset({"shire-council", "north"})
RING = [[-1.5, 53.0], [-1.4, 53.0], [-1.4, 53.1], [-1.5, 53.0]]
POINTS = tuple((float(x), float(y)) for x, y in RING)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def document(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def test_polygons_of_either_form_are_read():
    several = {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]}
    content = document(
        feature(polygon(RING), area="north", note="rough"),
        feature(several, area="south"),
        source="ONS",
    )
    boundaries, findings = read_boundaries(content.encode(), AREAS)
    assert findings == []
    assert boundaries == Boundaries(
        (
            Outline("north", ((POINTS,),), "rough"),
            Outline("south", ((POINTS,), (POINTS, POINTS))),
        ),
        "ONS",
    )
    again, _ = read_boundaries(json.dumps(as_geojson(boundaries)).encode(), AREAS)
    assert again == boundaries


def test_a_feature_may_be_of_a_council():
    content = document(
        feature(polygon(RING), council="north", note="clipped"),
        feature(polygon(RING), area="north", council=None),
        feature(polygon(RING), council="shire-council"),
    )
    boundaries, findings = read_boundaries(content.encode(), AREAS, BODIES)
    assert findings == []
    assert boundaries.outlines == (Outline("north", ((POINTS,),)),)
    assert boundaries.councils == (
        CouncilOutline("north", ((POINTS,),), "clipped"),
        CouncilOutline("shire-council", ((POINTS,),)),
    )
    again, _ = read_boundaries(json.dumps(as_geojson(boundaries)).encode(), AREAS, BODIES)
    assert again == boundaries


def test_no_file_is_no_outline_and_no_fault():
    assert read_boundaries(None, AREAS) == (Boundaries(), [])


def test_names_are_not_checked_where_the_areas_could_not_be_read():
    content = document(feature(polygon(RING), area="anywhere")).encode()
    assert read_boundaries(content, None)[1] == []
    content = document(feature(polygon(RING), council="anyone")).encode()
    assert read_boundaries(content, AREAS, None)[1] == []


def bad_point(point):
    return document(feature(polygon([*RING[:3], point]), area="north"))


CASES = {
    '{"a":\n': "the file is not JSON",
    "\xff": "the file is not JSON",
    "[" * 100_000: "the file is not JSON",
    "[]": "the file is not a GeoJSON FeatureCollection",
    '{"type": "Feature"}': "the file is not a GeoJSON FeatureCollection",
    '{"type": "FeatureCollection"}': "'features' is not a list",
    document(1): "feature 1: it has no property 'area'",
    document(feature(polygon(RING))): "feature 1: it has no property 'area'",
    document(feature(polygon(RING), area="east")): "feature 1: 'east' is not the id of an area",
    document(feature(polygon(RING), area=7)): "feature 1: its property 'area' is not an id",
    document(feature(polygon(RING), council=[])): "feature 1: its property 'council' is not",
    document(feature(polygon(RING), council="south")): "feature 1: 'south' is not the id of a body",
    document(feature(polygon(RING), area="north", council="north")): "feature 1: it has both",
    document(feature(None, area="north")): "feature 1: its geometry is neither a Polygon",
    document(feature({"type": "Point"}, area="north")): "feature 1: its geometry is neither",
    document(feature({"type": "MultiPolygon"}, area="north")): "feature 1: its geometry has no",
    document(feature(polygon(), area="north")): "feature 1: a polygon has no ring",
    document(feature(polygon(RING[:3]), area="north")): "feature 1: a ring has fewer than four",
    bad_point("x"): "feature 1: a point is not a longitude and a latitude",
    bad_point([1]): "feature 1: a point is not a longitude and a latitude",
    bad_point([1, "2"]): "feature 1: [1, '2'] is not a longitude",
    bad_point([True, 2]): "feature 1: [True, 2] is not a longitude",
    bad_point([181, 2]): "feature 1: [181, 2] is not a longitude",
    bad_point([float("nan"), 2]): "feature 1: [nan, 2] is not a longitude",
    bad_point([100, 91]): "feature 1: [100, 91] is not a longitude",
    document(*[feature(polygon(RING), area="north")] * 3): "area 'north' has 3 features",
    document(*[feature(polygon(RING), council="north")] * 2): "council 'north' has 2 features",
}


@pytest.mark.parametrize("content", CASES)
def test_a_fault_is_said_and_then_there_is_no_outline(content):
    boundaries, (finding,) = read_boundaries(content.encode("latin-1"), AREAS, BODIES)
    assert boundaries == Boundaries()
    assert finding.why.startswith(CASES[content])
    assert finding.where.file == "boundaries.geojson"


def test_every_faulty_feature_is_said():
    content = document(feature(None), feature(polygon(RING), area="north"), feature(None)).encode()
    _, findings = read_boundaries(content, AREAS)
    assert [finding.why[:9] for finding in findings] == ["feature 1", "feature 3"]
