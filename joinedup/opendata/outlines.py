"""Outlines of the system and its places for drawing, put together from the districts'."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from joinedup.opendata.geography import Geography, plain, short_name
from joinedup.opendata.notices import Notice, counted, listed, noted
from joinedup.opendata.places import Place
from joinedup.opendata.searching import Found, Outlines
from joinedup.register.boundaries import Boundaries, Outline, Polygons
from joinedup.values.explained import Source

#: Parts of a clipped district narrower than twice this, in degrees (some 300 m), are no parts but
#: the difference between two simplified lines.
_SLIVER = 0.0015
#: A hole smaller than this, in square degrees (some 1 km²), is a gap between simplified lines.
_SPECK = 1.5e-4
_DECIMALS = 5


@dataclass(frozen=True)
class Shapes:
    """The outlines of a file: geometry and name by ONS code, and the source to cite."""

    by_code: Mapping[str, BaseGeometry]
    names: Mapping[str, str]
    source: Source

    def find(self, code: str, name: str) -> tuple[BaseGeometry | None, bool]:
        """The outline of a code; else of the same name if used once, and True to say so."""
        if code in self.by_code:
            return self.by_code[code], False
        alike = [other for other, known in self.names.items() if _bare(known) == _bare(name)]
        return (self.by_code[alike[0]], True) if len(alike) == 1 else (None, False)


@dataclass(frozen=True)
class Drawn:
    """The outlines of a folder, the sources they come from, and what could not be drawn."""

    boundaries: Boundaries
    sources: tuple[Source, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A district's part in the system: its outline, and how it was made if not as it stands."""

    district: str
    geometry: BaseGeometry
    note: str = ""


def read_shapes(found: Iterable[Outlines]) -> Shapes | None:
    """The newest of some files of outlines, or None where there is none.

    Raises OSError or ValueError where the file is not GeoJSON.
    """
    files = sorted(found, key=lambda one: one.year)
    if not files:
        return None
    path = files[-1].path
    content = path.read_bytes()
    by_code: dict[str, BaseGeometry] = {}
    names: dict[str, str] = {}
    for feature in json.loads(content.decode("utf-8-sig"))["features"]:
        code, name = _code_and_name(feature["properties"])
        if code:
            by_code[code] = shapely.make_valid(shape(feature["geometry"]))
            names[code] = name
    locator = f"{path.name}, codes of 20{files[-1].year:02}"
    source = Source(path.stem, locator, hashlib.sha256(content).hexdigest())
    return Shapes(by_code, names, source)


@dataclass(frozen=True)
class AllShapes:
    """The outlines of districts and of ICBs, where there are any; `faults` say why not."""

    districts: Shapes | None = None
    icbs: Shapes | None = None
    faults: tuple[Notice, ...] = ()


def read_all_shapes(found: Found) -> AllShapes:
    """The newest outlines of both kinds."""
    try:
        return AllShapes(read_shapes(found.district_outlines), read_shapes(found.icb_outlines))
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        text = "Nothing is drawn, as a file of outlines could not be read"
        return AllShapes(faults=noted(text, [str(error)]))


def draw(
    shapes: AllShapes,
    icb: tuple[str, str, str],
    places: Iterable[Place],
    geography: Geography,
) -> Drawn:
    """Outlines of the system (`icb`: NHS code, ONS code, name) and of its places."""
    if shapes.faults:
        return Drawn(Boundaries(), notices=shapes.faults)
    districts, icbs = shapes.districts, shapes.icbs
    code, ons, name = icb
    whole, by_name = icbs.find(ons, name) if icbs else (None, False)
    told = [f"{name} ({ons})"] if by_name else []
    notices = list(noted("The ICB's outline was found by its name, as its code has changed", told))
    pieces: dict[str, Piece] = {}
    if districts is not None:
        pieces, piece_notices = _pieces(code, whole, districts, geography)
        notices += piece_notices
    places = tuple(places)
    drawn = _place_outlines(code, places, pieces, geography)
    system = _system_outline(code, whole, list(pieces.values()))
    outlines = tuple(outline for outline in (system, *drawn.values()) if outline is not None)
    missing = [place.name for place in places if place.id not in drawn]
    notices += noted(
        "Places without an outline",
        missing,
        "add them to boundaries.geojson if you have outlines; nothing but the map needs them",
    )
    sources = tuple(read.source for read in (districts, icbs) if read and outlines)
    names = listed(source.locator.split(",")[0] for source in sources)
    credit = (
        f"Office for National Statistics ({names}), Open Government Licence v3.0; "
        "simplified, for drawing only"
    )
    return Drawn(Boundaries(outlines, credit if outlines else ""), sources, tuple(notices))


def _pieces(
    icb: str, whole: BaseGeometry | None, districts: Shapes, geography: Geography
) -> tuple[dict[str, Piece], tuple[Notice, ...]]:
    """The part of each district that lies in the system, where it can be drawn."""
    here: Counter[str] = Counter()
    for (_, district), count in geography.meets(icb).items():
        here[district] += count
    sizes = geography.district_sizes
    pieces: dict[str, Piece] = {}
    lacking: list[str] = []
    by_name: list[str] = []
    tiny: list[str] = []
    for district in sorted(here):
        name = geography.district_names[district]
        geometry, alike = districts.find(district, name)
        if geometry is None:
            lacking.append(f"{district} {name}")
            continue
        if alike:
            by_name.append(f"{name} ({district})")
        told = f"{here[district]:,} of the {sizes[district]:,} small areas of {short_name(name)}"
        if here[district] == sizes[district]:
            pieces[district] = Piece(district, geometry)
        elif clipped := _clipped(geometry, whole):
            pieces[district] = Piece(district, clipped, f"{told}, clipped with the ICB's outline")
        elif here[district] * 2 > sizes[district]:
            pieces[district] = Piece(district, geometry, f"{told}, drawn whole")
        else:
            tiny.append(told)
    return pieces, (
        *noted("Districts without an outline", lacking),
        *noted("Outlines found by name, as the codes differ", by_name),
        *noted("Parts of districts too small, or too roughly known, to draw", tiny),
    )


def _clipped(district: BaseGeometry, icb: BaseGeometry | None) -> BaseGeometry | None:
    """The part of a district in the ICB's outline, without slivers; None where nothing is left."""
    if icb is None:
        return None
    shrunk = district.intersection(icb).buffer(-_SLIVER, join_style="mitre")
    opened = shrunk.buffer(_SLIVER, join_style="mitre").intersection(district)
    parts = _polygons(opened)
    if not parts:
        return None
    most = max(part.area for part in parts)
    return shapely.union_all([part for part in parts if part.area >= most / 10])


def _place_outlines(
    icb: str, places: Iterable[Place], pieces: Mapping[str, Piece], geography: Geography
) -> dict[str, Outline]:
    """The outline of each place that has one. A district is drawn in one place only."""
    counts = _counts(icb, places, geography)
    drawn: dict[str, list[Piece]] = {}
    notes: dict[str, list[str]] = {}
    names = {place.id: place.name for place in places}
    for district, piece in pieces.items():
        shares = {place: n for place, by_district in counts.items() if (n := by_district[district])}
        if not shares:
            continue
        winner = min(shares, key=lambda place: (-shares[place], place))
        drawn.setdefault(winner, []).append(piece)
        if piece.note:
            notes.setdefault(winner, []).append(piece.note)
        for place in shares:
            title = short_name(geography.district_names[district])
            if place != winner:
                number = counted(shares[place], "small area")
                told = f"drawn with {names[winner]}: {number} of {title}"
                notes.setdefault(place, []).append(told)
                told = f"drawn here: {number} of {title} that {names[place]} has"
                notes.setdefault(winner, []).append(told)
    return {
        place.id: _outline(
            place.id, [piece.geometry for piece in drawn[place.id]], notes.get(place.id, [])
        )
        for place in places
        if place.id in drawn
    }


def _counts(icb: str, places: Iterable[Place], geography: Geography) -> dict[str, Counter[str]]:
    """How many small areas of each district lie in each place whose area is known."""
    counts: dict[str, Counter[str]] = {}
    meets = geography.meets(icb)
    for place in places:
        counts[place.id] = Counter()
        for (sub_icb, district), n in meets.items():
            if place.council is not None:
                inside = geography.upper(district) == place.council
            else:
                inside = sub_icb in place.sub_icbs
            counts[place.id][district] += n if inside else 0
    return counts


def _system_outline(icb: str, whole: BaseGeometry | None, pieces: list[Piece]) -> Outline | None:
    """The system as its districts together, so that it fits its places; else the ICB's outline."""
    if pieces:
        notes = [piece.note for piece in pieces if piece.note]
        return _outline(icb, [piece.geometry for piece in pieces], notes)
    return _outline(icb, [whole], ["the ICB's outline"]) if whole is not None else None


def _outline(area: str, geometries: list[BaseGeometry], notes: list[str]) -> Outline:
    note = "; ".join(["Simplified, for drawing only", *notes])
    return Outline(area, polygons_of(geometries), note)


def polygons_of(geometries: Iterable[BaseGeometry]) -> Polygons:
    """Shapes put together, to some metre, as outlines are kept; () where nothing is left."""
    joined = shapely.set_precision(shapely.union_all(list(geometries)), 10**-_DECIMALS)
    return tuple(_rings(_without_specks(polygon)) for polygon in _polygons(joined))


def _without_specks(polygon: Polygon) -> Polygon:
    """A polygon without the specks that districts leave between them where one was clipped."""
    holes = [hole for hole in polygon.interiors if Polygon(hole).area > _SPECK]
    return Polygon(polygon.exterior, holes)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    if isinstance(geometry, MultiPolygon) or hasattr(geometry, "geoms"):
        return [polygon for part in geometry.geoms for polygon in _polygons(part)]
    return []


def _rings(polygon: Polygon) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outer ring and holes, the outer one counter-clockwise as GeoJSON (RFC 7946) has it."""
    turned = orient(polygon)
    return tuple(
        tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y, *_ in ring.coords)
        for ring in (turned.exterior, *turned.interiors)
    )


def _code_and_name(properties: Mapping[str, Any]) -> tuple[str, str]:
    code = name = ""
    for key, value in properties.items():
        if re.fullmatch(r"(?i)(?:ltla|lad|icb)\d\d_?(?:code|cd)", key):
            code = str(value)
        elif re.fullmatch(r"(?i)(?:ltla|lad|icb)\d\d_?(?:name|nm)", key):
            name = str(value)
    return code, name


def _bare(name: str) -> str:
    """The name of an area or ICB for comparing: without 'NHS' and however 'ICB' is written."""
    bare = name.removeprefix("NHS ").removesuffix(" Integrated Care Board").removesuffix(" ICB")
    return plain(bare)
