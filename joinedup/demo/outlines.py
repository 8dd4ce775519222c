"""Outlines of the five places and the councils: an invented land where there is only sea.

It lies on the Dogger Bank. Places share their borders exactly: each line between two corners is
drawn once, and all that it bounds use the same points, so that there are neither gaps nor overlaps.
Most councils have the outline of their place; the county goes on to the north, and the council next
door begins with a strip of Gullhaven's coast.
"""

from __future__ import annotations

from itertools import pairwise

from joinedup.demo.bodies import COUNTY, DISTRICT, NEIGHBOUR
from joinedup.demo.chance import Chance
from joinedup.demo.places import PLACES
from joinedup.register.boundaries import Boundaries, CouncilOutline, Outline, Point, Ring

SOURCE = "Invented for the demonstration of Joined Up; no such land exists"

# Corners, where three lines meet, in kilometres east and north of a point in the North Sea.
_CORNERS = {
    # on the edge
    "B": (-14, -35),
    "G": (14, -11),
    "M": (14, 39),
    "Q": (-38, 8),
    # inside
    "S": (10, 10),
    "U": (5, -5),
    "W": (-7, -10),
    "X": (-19, 3),
}
# The lines between corners, and the bends on the way: against the clock round the edge, where BG
# and GM are coast and G is the head of an estuary; then the borders inside.
_LINES = {
    "BG": (
        *((-3, -30), (7, -33), (13, -29), (19, -37), (27, -36)),
        *((33, -30), (28, -25), (32, -19), (22, -18)),
    ),
    "GM": (
        *((21, -7), (29, -7), (31, -1), (39, 3), (35, 9), (38, 15)),
        *((30, 20), (41, 28), (35, 31), (31, 37), (22, 34)),
    ),
    "MQ": ((5, 36), (-5, 43), (-14, 37), (-25, 39), (-31, 31), (-41, 26), (-37, 17)),
    "QB": ((-34, -3), (-44, -12), (-37, -22), (-36, -30), (-25, -33)),
    "GU": ((9, -9),),
    "UW": ((-1, -9),),
    "WB": ((-6, -21), (-13, -27)),
    "US": ((12, 1),),
    "SM": ((13, 17), (20, 24), (18, 31)),
    "SX": ((4, 17), (-5, 16), (-12, 11)),
    "XW": ((-12, -2),),
    "XQ": ((-27, 9),),
}
_COAST = ("BG", "GM", "TV")
# The lines round each area, in the order and direction in which one walks them.
_RINGS = {
    "merewold": ("BG", "GM", "MQ", "QB"),
    "ironmouth": ("BG", "GU", "UW", "WB"),
    "larkenfold": ("BW", "WX", "XQ", "QB"),
    "gullhaven": ("GM", "MS", "SU", "UG"),
    "quillbridge": ("WU", "US", "SX", "XW"),
    "high-fellmoor": ("MQ", "QX", "XS", "SM"),
}
# The corners and lines beyond the system, and the councils that they bound.
_CORNERS_BEYOND = {"K": (32, 31), "N": (-20, 53), "T": (48, 31), "V": (31, 49)}
_LINES_BEYOND = {
    # The rest of the county
    "QN": ((-47, 12), (-50, 24), (-44, 38), (-36, 47)),
    "NM": ((-8, 50), (5, 53), (14, 47)),
    # The council next door, which begins within Gullhaven
    "TV": ((50, 41), (45, 49), (38, 53)),
    "VK": ((27, 42), (27, 33)),
    "KT": ((37, 27), (42, 25)),
}
_RINGS_BEYOND = {COUNTY: ("QX", "XS", "SM", "MN", "NQ"), NEIGHBOUR: ("TV", "VK", "KT")}
_MIDDLE_LONGITUDE, _MIDDLE_LATITUDE = 2.3, 54.9
_KM_A_DEGREE_EAST, _KM_A_DEGREE_NORTH = 64.0, 111.3  # at that latitude
# How far corners and bends are moved, in kilometres; how far the middle of a stretch strays, as a
# share of its length; and how much less it does so at the corners, so that lines meet only there.
_MOVED = 0.9
_STRAY, _AT_CORNERS = 0.16, 0.3


def all_outlines(seed: int) -> Boundaries:
    """The outline of the system, of each place and of each council, wiggled by the seed."""
    chance = Chance(seed, "outlines")
    corners = {name: _moved(chance, corner) for name, corner in _CORNERS.items()}
    lines = _drawn(chance, corners, _LINES)
    # What lies beyond has chances of its own, so that the places do not depend on it.
    beyond = Chance(seed, "outlines beyond")
    corners |= {name: _moved(beyond, corner) for name, corner in _CORNERS_BEYOND.items()}
    lines |= _drawn(beyond, corners, _LINES_BEYOND)
    rings = {area: _ring(lines, names) for area, names in _RINGS.items()}
    of_councils = {place.council: rings[place.id] for place in PLACES}
    of_councils |= {DISTRICT: of_councils[COUNTY]}
    of_councils |= {council: _ring(lines, names) for council, names in _RINGS_BEYOND.items()}
    return Boundaries(
        tuple(Outline(area, ((ring,),), "invented") for area, ring in rings.items()),
        SOURCE,
        tuple(CouncilOutline(one, ((ring,),), "invented") for one, ring in of_councils.items()),
    )


def _drawn(
    chance: Chance, corners: dict[str, Point], bends_of: dict[str, tuple[tuple[int, int], ...]]
) -> dict[str, list[Point]]:
    """Each line between two corners, in both directions."""
    lines: dict[str, list[Point]] = {}
    for name, bends in bends_of.items():
        start, end = corners[name[0]], corners[name[1]]
        points = [start, *(_moved(chance, bend) for bend in bends), end]
        lines[name] = _rough(chance, _smooth(_smooth(points)), 3 if name in _COAST else 2)
        lines[name[::-1]] = lines[name][::-1]
    return lines


def _ring(lines: dict[str, list[Point]], names: tuple[str, ...]) -> Ring:
    """The lines of these names, one after the other, back to the first point."""
    round_it = [point for name in names for point in lines[name][:-1]]
    return _degrees([*round_it, round_it[0]])


def _moved(chance: Chance, point: tuple[int, int]) -> Point:
    x, y = point
    return x + chance.between(-_MOVED, _MOVED), y + chance.between(-_MOVED, _MOVED)


def _smooth(points: list[Point]) -> list[Point]:
    """The line with its bends cut off (Chaikin's algorithm); its ends stay."""
    smoother = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        smoother.append((0.75 * x + 0.25 * to_x, 0.75 * y + 0.25 * to_y))
        smoother.append((0.25 * x + 0.75 * to_x, 0.25 * y + 0.75 * to_y))
    return [*smoother, points[-1]]


def _rough(chance: Chance, points: list[Point], times: int) -> list[Point]:
    """The line with the middle of each of its stretches moved sideways, over and over."""
    start, end = points[0], points[-1]
    for _ in range(times):
        rougher = [start]
        for (x, y), (to_x, to_y) in pairwise(points):
            at_a_corner = (x, y) == start or (to_x, to_y) == end
            sideways = _STRAY * (_AT_CORNERS if at_a_corner else 1) * chance.between(-1, 1)
            middle_x = (x + to_x) / 2 - sideways * (to_y - y)
            middle_y = (y + to_y) / 2 + sideways * (to_x - x)
            rougher += [(middle_x, middle_y), (to_x, to_y)]
        points = rougher
    return points


def _degrees(points: list[Point]) -> Ring:
    """Kilometres as longitude and latitude, to some ten metres."""
    return tuple(
        (
            round(_MIDDLE_LONGITUDE + x / _KM_A_DEGREE_EAST, 4),
            round(_MIDDLE_LATITUDE + y / _KM_A_DEGREE_NORTH, 4),
        )
        for x, y in points
    )
