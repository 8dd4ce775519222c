from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.register.consistency import circles, consistency_findings
from joinedup.register.reading import Folder
from joinedup.register.schema import (
    Area,
    Body,
    Council,
    Forum,
    Overlap,
    Practice,
    Register,
    System,
)
from tests.unit.register.small_folder import FILES, folder

ON = date(2026, 1, 1)
PLACED = "code,name,place,neighbourhood\nA1,First Surgery,north,U1\nA2,Second Surgery,{},{}\n"
WITHOUT_NEIGHBOURHOODS = (
    FILES["system.yaml"].replace("  - {id: U1", "  # - {id: U1") + "notes: [none]\n"
)

CASES = {
    "all joins": (
        {"practices": PLACED.format("north", "U1")},
        [],
    ),
    "a council that is a trust": (
        {
            "practices": PLACED.format("north", "U1"),
            "system": FILES["system.yaml"].replace("{body: city,", "{body: RT1,"),
        },
        [
            (
                "register.council-is-none",
                "fails",
                "RT1",
                "system.yaml:10",
                "system.yaml lists 'RT1' as a council, and it is none by its kind",
            )
        ],
    ),
    "a practice that closed before the year of need": (
        {
            "practices": "code,name,place,neighbourhood,to\nA1,First Surgery,north,U1,\n"
            "A2,Second Surgery,north,U1,2025-03-31\n",
            "need": "practice,year,population\nA1,2025-26,1\n",
        },
        [],
    ),
    "a neighbourhood in two places": (
        {"practices": PLACED.format("south", "U1")},
        [
            (
                "register.neighbourhood-crosses-places",
                "fails",
                "U1",
                "system.yaml:8",
                "the practices of Hills lie in North and South",
            )
        ],
    ),
    "a place made of a neighbourhood that crosses into another": (
        {
            "practices": PLACED.format("north", "U1"),
            "system": FILES["system.yaml"].replace("name: North,", "name: North, made_of: [U1],"),
        },
        [
            (
                "register.part-crosses",
                "fails",
                "north",
                "system.yaml:6 [made_of]",
                "North is said to be made of Hills among others, which lies in North and South",
            )
        ],
    ),
    "a system with other residents than its places": (
        {
            "practices": PLACED.format("north", "U1"),
            "system": FILES["system.yaml"]
            .replace("kind: system", "kind: system, made_of: [north, south], residents: 3000")
            .replace("name: North,", "name: North, residents: 1000,")
            .replace("name: South,", "name: South, residents: 1001,"),
        },
        [
            (
                "register.residents-do-not-add-up",
                "fails",
                "testshire",
                "system.yaml:5 [residents]",
                "Testshire has 3,000 residents, and what it is made of has 2,001",
            )
        ],
    ),
    "a system with residents, made of places of which one was not counted": (
        {
            "practices": PLACED.format("north", "U1"),
            "system": FILES["system.yaml"]
            .replace("kind: system", "kind: system, made_of: [north, south], residents: 3000")
            .replace("name: North,", "name: North, residents: 1000,"),
        },
        [],
    ),
    "a practice that names no area": (
        {"practices": PLACED.format("", "")},
        [
            (
                "register.practice-without-place",
                "not-known",
                "A2",
                "practices.csv:3",
                "Second Surgery (A2) names no place",
            ),
            (
                "register.practice-without-neighbourhood",
                "not-known",
                "A2",
                "practices.csv:3",
                "Second Surgery (A2) names no neighbourhood",
            ),
        ],
    ),
    "a system that has no neighbourhoods": (
        {
            "system": WITHOUT_NEIGHBOURHOODS,
            "practices": "code,name,place\nA1,First Surgery,north\nA2,Second Surgery,south\n",
        },
        [],
    ),
    "need of practices that are not there, and practices without need": (
        {
            "practices": PLACED.format("north", "U1"),
            "need": "practice,year,population\nA1,2024-25,1\nA1,2025-26,1\nB1,2025-26,1234.5\n"
            "B2,2025-26,\nB3,2024-25,7\n",
        },
        [
            (
                "register.need-without-practice",
                "fails",
                "B1",
                "need.csv:4",
                "need.csv has B1 (1,234 people, 2025-26), which practices.csv has not",
            ),
            (
                "register.need-without-practice",
                "fails",
                "B2",
                "need.csv:5",
                "need.csv has B2 (an unknown number of people, 2025-26), which practices.csv "
                "has not",
            ),
            (
                "register.practice-without-need",
                "not-known",
                "A2",
                "practices.csv:3",
                "need.csv has no row of 2025-26 for Second Surgery (A2)",
            ),
        ],
    ),
    "no need at all": (
        {"practices": PLACED.format("north", "U1"), "need": None},
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_join_is_told(name):
    changes, expected = CASES[name]
    found = list(consistency_findings(folder(**changes), ON))
    told = [(one.rule, one.outcome, one.subject.id, str(one.where), one.why) for one in found]
    assert told == expected
    assert {one.severity for one in found} <= {"should"}


# Areas, councils and circles, on folders made of entries.

OWN = Area(id="own", name="Own", kind="system", within=("region",))
NEXT = Area(id="next", name="Next", kind="system", within=("region",))
REGION = Area(id="region", name="Region", kind="region")
NORTH = Area(id="north", name="North", kind="place", within=("own",))
BODIES = (
    Body(id="QZZ", name="NHS Own", kind="integrated care board"),
    Body(id="city", name="City Council", kind="unitary council"),
    Body(id="shire", name="Shire County Council", kind="county council"),
    Body(id="vale", name="Vale District Council", kind="district council"),
)


def place(area_id: str, *within: str, kind: str = "place") -> Area:
    return Area(id=area_id, name=area_id.title(), kind=kind, within=within)


def made(
    *more_areas: Area,
    councils: tuple[Council, ...] = (),
    overlaps: tuple[Overlap, ...] = (),
    **sections: object,
) -> Folder:
    areas = (OWN, NEXT, REGION, NORTH, *more_areas)
    system = System(code="QZZ", name="Own", area="own", areas=areas, councils=councils)
    return Folder(Register(system=system, **{"bodies": BODIES, **sections}), overlaps=overlaps)


def found_in(folder: Folder, on: date = ON) -> list[tuple[str, str, str, str]]:
    found = list(consistency_findings(folder, on))
    assert {one.severity for one in found} <= {"should"}
    assert all(one.why and one.mend for one in found)
    return [
        (one.rule.removeprefix("register."), one.outcome, one.subject.id, one.why) for one in found
    ]


def test_a_place_outside_the_system_is_told():
    assert found_in(made(place("lost", "region"), place("mine", "north"))) == [
        (
            "area-outside-system",
            "fails",
            "lost",
            "Lost, of the kind 'place', lies in no system, and not within Own",
        )
    ]


def test_an_area_that_does_not_say_where_it_lies_is_not_known_to_be_in_the_system():
    assert found_in(made(place("lost", kind="neighbourhood"))) == [
        (
            "area-outside-system",
            "not-known",
            "lost",
            "not known: whether Lost, of the kind 'neighbourhood', lies within Own, as its "
            "'within' is empty",
        )
    ]


@pytest.mark.parametrize("field", ["place", "neighbourhood"])
def test_a_place_of_a_neighbour_may_be_named_unless_practices_lie_in_it(field):
    away = place("away", "next", kind=field)
    assert found_in(made(away)) == []
    practice = Practice(code="A1", name="Surgery", **{"place": "north", field: "away"})
    told = found_in(made(away, practices=(practice,)))
    assert ("area-outside-system", "fails", "away") in [one[:3] for one in told]
    assert told[0][3] == f"Away, of the kind '{field}', lies in Next, and not within Own"


@pytest.mark.parametrize(
    ("area", "also", "told"),
    [
        ("own", (), False),
        ("north", (), False),
        ("region", (), False),
        ("council", (), False),
        ("next", (), True),
        ("away", (), True),
        ("next", ("away",), True),
        ("next", ("own",), False),
        ("away", ("north",), False),
    ],
)
def test_a_forum_of_another_system_is_told(area, also, told):
    forum = Forum(
        id="f", name="Forum", kind="committee", area=area, also_serves=also, owners=("QZZ",)
    )
    areas = (place("away", "next"), place("council", kind="council area"))
    why = "Forum serves Next, and no area of Own"
    expected = [("forum-of-another-system", "fails", "f", why)] if told else []
    assert found_in(made(*areas, forums=(forum,))) == expected


def body(body_id: str, part_of: str | None) -> Body:
    return Body(id=body_id, name=body_id.upper(), kind="charity", part_of=part_of)


def test_a_body_or_forum_that_is_a_part_of_itself_is_told_once_a_circle():
    bodies = (*BODIES, body("x", "b"), body("b", "c"), body("c", "b"), body("d", "d"))
    forums = tuple(
        Forum(id=one, name=one.upper(), kind="committee", area="own", owners=("QZZ",), part_of=up)
        for one, up in (("top", None), ("sub", "top"), ("odd", "odd"))
    )
    why = "it would be a part of itself: "
    assert found_in(made(bodies=bodies, forums=forums)) == [
        ("part-of-itself", "fails", "b", why + "'B' is part of 'C' is part of 'B'"),
        ("part-of-itself", "fails", "d", why + "'D' is part of 'D'"),
        ("part-of-itself", "fails", "odd", why + "'ODD' is part of 'ODD'"),
    ]


def plain_circles(above: dict[str, str | None]) -> set[frozenset[str]]:
    """A plain twin: walk up from each, as often as there are entries."""
    circles_found = set()
    for start in above:
        walked, one = [], above.get(start)
        while one is not None and len(walked) <= len(above):
            walked.append(one)
            one = above.get(one)
        if start in walked:
            circles_found.add(frozenset(walked))
    return circles_found


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([*"abcdefg", None])))
def test_circles_are_those_of_the_plain_twin(above):
    found = circles(above)
    assert {frozenset(circle) for circle in found} == plain_circles(above)
    assert sum(map(len, found)) == len({one for circle in found for one in circle})
    for circle in found:
        assert [above[one] for one in circle] == [*circle[1:], circle[0]]
        assert circle[0] == min(circle, key=list(above).index)


def test_a_practice_whose_neighbourhood_lies_in_other_places_is_told():
    hills = place("hills", "south", kind="neighbourhood")
    loose = place("loose", "own", kind="neighbourhood")
    practices = (
        Practice(code="A1", name="First", place="north", neighbourhood="hills"),
        Practice(code="A2", name="Second", place="south", neighbourhood="hills"),
        Practice(code="A3", name="Third", place="north", neighbourhood="loose"),
    )
    told = found_in(made(place("south", "own"), hills, loose, practices=practices))
    assert [one for one in told if one[0] != "neighbourhood-crosses-places"] == [
        (
            "practice-in-two-places",
            "fails",
            "A1",
            "the place of First (A1) is North, but its neighbourhood Hills lies in South",
        )
    ]


def test_one_code_in_small_and_capital_letters_is_told_and_one_name_twice_is_not():
    practices = tuple(
        Practice(code=code, name="Surgery", postcode="ZZ1 1AA", place="north")
        for code in ("A1", "A2", "a1")
    )
    assert found_in(made(practices=practices)) == [
        ("practice-twice", "fails", "a1", "the codes A1 and a1 differ only in capital letters")
    ]


def overlap(council: str, both: int, in_all: int, as_at: date | None = None) -> Overlap:
    return Overlap(
        area="own", council=council, as_at=as_at, small_areas=both, small_areas_of_council=in_all
    )


def council(body_id: str, extent: str = "whole", **days: date) -> Council:
    return Council(body=body_id, extent=extent, **days)


CITY = overlap("city", 9, 9)
CITY_LISTED = council("city")
EARLIER, LATER, EXTENT = date(2025, 1, 1), date(2027, 1, 1), ["council-extent"]


@pytest.mark.parametrize(
    ("councils", "overlaps", "told"),
    [
        ((CITY_LISTED,), (), []),
        ((CITY_LISTED,), (CITY,), []),
        ((council("city", "part"),), (CITY,), ["council-extent"]),
        ((CITY_LISTED,), (overlap("city", 8, 9),), ["council-extent"]),
        ((council("city", last_day=date(2023, 1, 1)),), (overlap("city", 8, 9),), []),
        # An extent is that of the newest count, and is not held against an older one.
        ((CITY_LISTED,), (overlap("city", 8, 9, ON), overlap("city", 9, 9, LATER)), []),
        ((CITY_LISTED,), (overlap("city", 9, 9, EARLIER), overlap("city", 8, 9, ON)), EXTENT),
        ((CITY_LISTED,), (CITY, overlap("shire", 2, 9)), ["council-not-listed"]),
        ((CITY_LISTED,), (CITY, overlap("vale", 2, 9)), []),
        ((CITY_LISTED,), (CITY, overlap("shire", 2, 9, date(2027, 1, 1))), []),
        ((CITY_LISTED, council("shire", "part")), (CITY,), ["council-not-counted"]),
        ((CITY_LISTED, council("vale", "part")), (CITY,), []),
        ((CITY_LISTED, council("vale", "part")), (CITY, overlap("vale", 1, 99)), []),
        (
            (CITY_LISTED, council("shire", "part")),
            (CITY, overlap("shire", 1, 99)),
            ["council-sliver"],
        ),
        ((CITY_LISTED, council("shire", "part")), (CITY, overlap("shire", 5, 99)), []),
    ],
)
def test_the_list_of_councils_is_held_against_the_count(councils, overlaps, told):
    found = found_in(made(councils=councils, overlaps=overlaps))
    assert [one[0] for one in found] == told


def test_a_sliver_is_named_as_statistical_and_still_counts():
    folder = made(
        councils=(CITY_LISTED, council("shire", "part")), overlaps=(CITY, overlap("shire", 1, 1000))
    )
    (told,) = consistency_findings(folder, ON)
    assert (told.outcome, told.subject.id) == ("not-known", "shire")
    assert told.why.startswith(
        "not known: whether Shire County Council meets the system; 1 of the 1,000 small areas of "
        "Shire County Council lie in it, under 5%"
    )
    assert "para 8(2)(c)" in told.why
    assert "counts as eligible" in told.mend
