"""Outlines of areas for drawing: GeoJSON, in degrees of longitude and latitude (WGS84)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joinedup.register.fields import LONGEST_TEXT, NOT_TEXT
from joinedup.register.folder_files import BOUNDARIES
from joinedup.register.parsing import fault
from joinedup.values.finding import Finding, Subject, Where

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """One area: polygons, each an outer ring and its holes; `note` says how rough they are."""

    area: str
    polygons: tuple[tuple[Ring, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Boundaries:
    """The outlines of a folder, and the source to name wherever they are drawn."""

    outlines: tuple[Outline, ...] = ()
    source: str = ""


def read_boundaries(
    content: bytes | None, areas: frozenset[str] | None
) -> tuple[Boundaries, list[Finding]]:
    """Outlines from GeoJSON: a FeatureCollection whose features name an `area` of the folder.

    `content` is None where the folder has no such file; `areas` None where its areas could not be
    read, so that names cannot be checked. Every fault is a finding; then no outline is given.
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
    findings: list[Finding] = []
    for number, feature in enumerate(features, start=1):
        try:
            outlines.append(_outline(feature, areas))
        except ValueError as error:
            findings.append(_fault(f"feature {number}: {error}"))
    named = [outline.area for outline in outlines]
    findings += [
        _fault(f"area '{area}' has {named.count(area)} features; it may have one")
        for area in dict.fromkeys(named)
        if named.count(area) > 1
    ]
    if findings:
        return Boundaries(), findings
    return Boundaries(tuple(outlines), _words(document.get("source"))), []


def as_geojson(boundaries: Boundaries) -> dict[str, Any]:
    """The outlines as a GeoJSON FeatureCollection, as `read_boundaries` takes it."""
    return {
        "type": "FeatureCollection",
        "source": boundaries.source,
        "features": [
            {
                "type": "Feature",
                "properties": {"area": outline.area, "note": outline.note},
                "geometry": {"type": "MultiPolygon", "coordinates": outline.polygons},
            }
            for outline in boundaries.outlines
        ],
    }


def _outline(feature: Any, areas: frozenset[str] | None) -> Outline:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping) or not isinstance(properties.get("area"), str):
        raise ValueError("it has no property 'area' with the id of an area")
    area = properties["area"]
    if areas is not None and area not in areas:
        raise ValueError(f"'{area}' is not the id of an area in system.yaml")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("its geometry is neither a Polygon nor a MultiPolygon")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise ValueError("its geometry has no coordinates")
    return Outline(
        area, tuple(_polygon(polygon) for polygon in polygons), _words(properties.get("note"))
    )


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
        "write GeoJSON in degrees, one feature an area, with the area's id as the property 'area'",
        Subject("file", BOUNDARIES),
    )
