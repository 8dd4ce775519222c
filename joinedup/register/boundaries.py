"""Outlines of areas and councils for drawing: GeoJSON, in degrees, longitude first (WGS84)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joinedup.register.fields import LONGEST_TEXT, NOT_TEXT
from joinedup.register.folder_files import BOUNDARIES
from joinedup.register.parsing import fault
from joinedup.values.finding import Finding, Subject, Where

Point = tuple[float, float]
Ring = tuple[Point, ...]
#: Polygons, each an outer ring and its holes.
Polygons = tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True)
class Outline:
    """One area of the folder, by its id; `note` says how rough the polygons are."""

    area: str
    polygons: Polygons
    note: str = ""


@dataclass(frozen=True)
class CouncilOutline:
    """The area of one council, by the id of its body; it may reach beyond the system."""

    council: str
    polygons: Polygons
    note: str = ""


@dataclass(frozen=True)
class Boundaries:
    """The outlines of a folder, and the source to name wherever they are drawn."""

    outlines: tuple[Outline, ...] = ()
    source: str = ""
    councils: tuple[CouncilOutline, ...] = ()


def read_boundaries(
    content: bytes | None, areas: frozenset[str] | None, bodies: frozenset[str] | None = None
) -> tuple[Boundaries, list[Finding]]:
    """Outlines from GeoJSON: a FeatureCollection whose features name an area or a council each.

    A feature has either the property `area`, with the id of an area of the folder, or `council`,
    with the id of a body. `content` is None where the folder has no such file; `areas` and `bodies`
    are None where they could not be read, so that names cannot be checked. Every fault is a
    finding; then no outline is given.
    """
    if content is None:
        return Boundaries(), []
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 1)
        return Boundaries(), [_fault(f"the file is not JSON: {error}", row=row)]
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return Boundaries(), [_fault("the file is not a GeoJSON FeatureCollection")]
    features = document.get("features")
    if not isinstance(features, list):
        return Boundaries(), [_fault("'features' is not a list")]
    outlines: list[Outline] = []
    councils: list[CouncilOutline] = []
    findings: list[Finding] = []
    for number, feature in enumerate(features, start=1):
        try:
            of, named, note = _name(feature, {"area": areas, "council": bodies})
            polygons = _polygons(feature.get("geometry"))
        except ValueError as error:
            findings.append(_fault(f"feature {number}: {error}"))
        else:
            if of == "area":
                outlines.append(Outline(named, polygons, note))
            else:
                councils.append(CouncilOutline(named, polygons, note))
    findings += _twice("area", [outline.area for outline in outlines])
    findings += _twice("council", [outline.council for outline in councils])
    if findings:
        return Boundaries(), findings
    return Boundaries(tuple(outlines), _words(document.get("source")), tuple(councils)), []


def as_geojson(boundaries: Boundaries) -> dict[str, Any]:
    """The outlines as a GeoJSON FeatureCollection, as `read_boundaries` takes it: areas first."""
    drawn = [
        *(("area", one.area, one.note, one.polygons) for one in boundaries.outlines),
        *(("council", one.council, one.note, one.polygons) for one in boundaries.councils),
    ]
    return {
        "type": "FeatureCollection",
        "source": boundaries.source,
        "features": [
            {
                "type": "Feature",
                "properties": {of: named, "note": note},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
            for of, named, note, polygons in drawn
        ],
    }


def _twice(of: str, named: list[str]) -> list[Finding]:
    return [
        _fault(f"{of} '{one}' has {count} features; it may have one")
        for one, count in Counter(named).items()
        if count > 1
    ]


def _name(feature: Any, known: Mapping[str, frozenset[str] | None]) -> tuple[str, str, str]:
    """Whether a feature is of an area or a council, the id of that, and the note."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    given = [
        of for of in known if isinstance(properties, Mapping) and properties.get(of) is not None
    ]
    if not isinstance(properties, Mapping) or not given:
        raise ValueError(
            "it has no property 'area' with the id of an area, nor 'council' with that of a council"
        )
    if len(given) > 1:
        raise ValueError("it has both the properties 'area' and 'council', and may have one")
    [of] = given
    named, ids = properties[of], known[of]
    if not isinstance(named, str):
        raise ValueError(f"its property '{of}' is not an id")
    if ids is not None and named not in ids:
        of_what = "an area in system.yaml" if of == "area" else "a body"
        raise ValueError(f"'{named}' is not the id of {of_what}")
    return of, named, _words(properties.get("note"))


def _polygons(geometry: Any) -> Polygons:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("its geometry is neither a Polygon nor a MultiPolygon")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise ValueError("its geometry has no coordinates")
    return tuple(_polygon(polygon) for polygon in polygons)


def _words(value: Any) -> str:
    """Text, whatever JSON holds there, cut where it is too long; what is no text as '?'."""
    return NOT_TEXT.sub("?", str(value or "")[:LONGEST_TEXT])


def _polygon(rings: Any) -> tuple[Ring, ...]:
    if not isinstance(rings, list) or not rings:
        raise ValueError("a polygon has no ring")
    return tuple(_ring(ring) for ring in rings)


def _ring(points: Any) -> Ring:
    if not isinstance(points, list) or len(points) < 4:
        raise ValueError("a ring has fewer than four points")
    return tuple(_point(point) for point in points)


def _point(point: Any) -> Point:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("a point is not a longitude and a latitude")
    longitude, latitude = point[:2]
    for value, limit in ((longitude, 180), (latitude, 90)):
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not abs(value) <= limit
        ):
            raise ValueError(f"{point} is not a longitude and a latitude in degrees")
    return float(longitude), float(latitude)


def _fault(why: str, row: int | None = None) -> Finding:
    return fault(
        "boundaries",
        Where(BOUNDARIES, row),
        why,
        "write GeoJSON in degrees, one feature an area or council, with its id as the property "
        "'area' or 'council'",
        Subject("file", BOUNDARIES),
    )
