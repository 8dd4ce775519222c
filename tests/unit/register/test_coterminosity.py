from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.register.coterminosity import (
    RESPONSIBLE_KINDS,
    Meeting,
    eligible_councils,
    meetings,
)
from joinedup.register.reading import Folder
from joinedup.register.schema import Area, Body, Council, Overlap, Practice, Register, System

ON = date(2024, 1, 1)
EARLY, LATE, AFTER = date(2022, 7, 1), date(2023, 4, 1), date(2025, 4, 1)
SYSTEM = Area(id="sys", name="System", kind="system")
PLACES = (
    Area(id="north", name="North", kind="place", within=("sys",)),
    Area(id="south", name="South", kind="place", within=("tier",)),
    Area(id="tier", name="Tier", kind="sub-system", within=("sys",)),
)
BODIES = (
    Body(id="QZZ", name="NHS Testshire", kind="integrated care board"),
    Body(id="city", name="City Council", kind="unitary council"),
    Body(id="shire", name="Shire County Council", kind="county council"),
    Body(id="vale", name="Vale District Council", kind="district council"),
)


def row(area: str, council: str, both: int, in_all: int, **more: object) -> Overlap:
    return Overlap(
        area=area, council=council, small_areas=both, small_areas_of_council=in_all, **more
    )


def folder_of(
    *rows: Overlap,
    areas: tuple[Area, ...] = (SYSTEM, *PLACES),
    bodies: tuple[Body, ...] = BODIES,
    councils: tuple[Council, ...] = (),
    practices: tuple[Practice, ...] = (),
) -> Folder:
    system = System(code="QZZ", name="Testshire", area="sys", areas=areas, councils=councils)
    register = Register(system=system, bodies=bodies, practices=practices)
    return Folder(register, overlaps=rows)


def told(*rows: Overlap, on: date = ON, **more: object) -> list[tuple[object, ...]]:
    found = meetings(folder_of(*rows, **more), on)
    return [(one.area, one.council, one.small_areas, one.extent, one.sliver) for one in found]


def test_the_four_ways_in_which_two_areas_lie_to_each_other():
    assert told(row("sys", "city", 4, 4)) == [("sys", "city", 4, "coincide", False)]
    assert told(row("sys", "city", 4, 4), row("sys", "shire", 3, 9)) == [
        ("sys", "city", 4, "council inside area", False),
        ("sys", "shire", 3, "cross", False),
    ]
    assert told(row("sys", "shire", 3, 9)) == [("sys", "shire", 3, "area inside council", False)]


def test_a_county_and_its_districts_are_not_both_counted_as_the_area():
    found = meetings(folder_of(row("sys", "shire", 6, 8), row("sys", "vale", 3, 3)), ON)
    assert [(one.council, one.small_areas_of_area, one.share_of_area) for one in found] == [
        ("shire", 6, Fraction(1)),
        ("vale", 6, Fraction(1, 2)),
    ]


def test_what_an_area_has_in_all_is_not_known_from_its_districts_alone():
    inside, cut = meetings(folder_of(row("sys", "vale", 3, 3), row("north", "vale", 2, 3)), ON)
    assert (inside.extent, inside.share_of_area) == ("council inside area", None)
    assert (cut.extent, cut.share_of_area, cut.small_areas_of_area) == (None, None, None)


def test_a_part_larger_than_the_whole_has_no_share():
    odd = meetings(folder_of(row("sys", "shire", 2, 9), row("sys", "vale", 3, 4)), ON)
    assert [(one.council, one.share_of_area, one.extent) for one in odd] == [
        ("vale", None, None),
        ("shire", Fraction(1), "area inside council"),
    ]


def test_residents_are_counted_where_they_are_known():
    known = {"residents_of_council": 100}
    both = folder_of(
        row("sys", "city", 4, 4, residents=100, **known),
        row("sys", "shire", 1, 9, residents=25, **known),
    )
    one, other = meetings(both, ON)
    assert (one.share_of_council_residents, one.share_of_area_residents) == (1, Fraction(4, 5))
    assert (other.share_of_council_residents, other.residents_of_area) == (Fraction(1, 4), 125)
    half = folder_of(row("sys", "city", 4, 4, residents=100), row("sys", "shire", 1, 9))
    one, other = meetings(half, ON)
    assert (one.residents, one.residents_of_area, one.share_of_area_residents) == (100, None, None)
    assert (one.share_of_council_residents, other.share_of_council_residents) == (None, None)


@pytest.mark.parametrize(
    ("both", "in_all", "sliver"),
    [(1, 20, False), (1, 21, True), (4, 81, True), (4, 80, False), (20, 400, False)],
)
def test_a_sliver_is_a_council_with_under_one_in_twenty_in_the_system(both, in_all, sliver):
    assert [one.sliver for one in meetings(folder_of(row("sys", "city", both, in_all)), ON)] == [
        sliver
    ]


def test_a_sliver_is_one_of_the_system_and_not_of_a_place():
    found = told(row("sys", "shire", 90, 100), row("north", "shire", 1, 100))
    assert [(area, sliver) for area, *_, sliver in found] == [("sys", False), ("north", False)]


def test_whether_a_council_is_a_sliver_is_known_from_a_large_part_of_it_in_one_place():
    # South was not counted, so that the system cannot be added up.
    rows = (row("north", "city", 5, 100), row("north", "shire", 4, 100))
    assert told(*rows) == [
        ("north", "city", 5, "cross", False),
        ("north", "shire", 4, "cross", None),
    ]


def test_a_system_that_was_not_counted_is_added_up_from_its_places():
    rows = (
        row("north", "city", 5, 10, residents=50),
        row("south", "city", 5, 10, residents=60),
        row("south", "shire", 1, 30, residents=7),
    )
    first, second, *_ = meetings(folder_of(*rows), ON)
    assert (first.area, first.small_areas, first.residents, first.summed) == ("sys", 10, 110, True)
    assert (second.sliver, second.residents_of_area, second.share_of_area) == (
        True,
        117,
        Fraction(1, 11),
    )
    assert [one.summed for one in meetings(folder_of(*rows), ON)] == [True] * 2 + [False] * 3


CROSSING = Area(id="north", name="North", kind="place", within=("sys", "next"))
NEIGHBOUR = Area(id="next", name="Next", kind="system")
NORTH, SOUTH = row("north", "city", 5, 10), row("south", "city", 5, 10)


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        ((row("north", "city", 5, 10, as_at=EARLY), SOUTH), (SYSTEM, *PLACES)),
        ((row("north", "city", 5, 11), SOUTH), (SYSTEM, *PLACES)),
        ((row("north", "city", 6, 10), SOUTH), (SYSTEM, *PLACES)),
        (
            (
                row("north", "city", 5, 10, residents=6, residents_of_council=11),
                row("south", "city", 5, 10, residents=6, residents_of_council=11),
            ),
            (SYSTEM, *PLACES),
        ),
        ((NORTH,), (SYSTEM, *PLACES)),
        ((NORTH, SOUTH), (SYSTEM, NEIGHBOUR, CROSSING, *PLACES[1:])),
        ((row("tier", "city", 5, 10),), (SYSTEM, PLACES[2])),
    ],
    ids=[
        "counted on two days",
        "two totals of one council",
        "more than the council has",
        "more residents than the council has",
        "a place without a count",
        "a place that crosses into another system",
        "no places",
    ],
)
def test_a_system_that_cannot_be_added_up_is_not(rows, areas):
    found = meetings(folder_of(*rows, areas=areas), ON)
    assert found
    assert "sys" not in {one.area for one in found}


def test_a_place_that_has_ended_is_not_added_up():
    ended = PLACES[0].model_copy(update={"last_day": EARLY})
    found = told(NORTH, row("south", "city", 10, 10), areas=(SYSTEM, ended, *PLACES[1:]))
    assert found == [
        ("sys", "city", 10, "coincide", False),
        ("south", "city", 10, "coincide", False),
    ]


def test_the_newest_count_on_or_before_the_day_is_used_for_all_councils_of_an_area():
    rows = (
        row("sys", "city", 1, 9, as_at=EARLY),
        row("sys", "shire", 2, 9, as_at=EARLY),
        row("sys", "city", 3, 9, as_at=LATE),
        row("sys", "city", 8, 9, as_at=AFTER),
        row("sys", "vale", 5, 9),
    )

    def counts(on: date) -> dict[str, int]:
        return {one.council: one.small_areas for one in meetings(folder_of(*rows), on)}

    assert counts(date(2021, 1, 1)) == counts(EARLY) == {"city": 1, "shire": 2, "vale": 5}
    assert counts(LATE) == counts(ON) == {"city": 3, "vale": 5}
    assert counts(AFTER) == {"city": 8, "vale": 5}


def test_a_dated_row_goes_before_one_without_a_day():
    assert told(row("sys", "city", 5, 9), row("sys", "city", 9, 9, as_at=LATE)) == [
        ("sys", "city", 9, "coincide", False)
    ]


def test_councils_that_meet_in_nothing_or_are_not_there_are_left_out():
    gone = BODIES[2].model_copy(update={"last_day": EARLY})
    rows = (
        row("sys", "city", 4, 4),
        row("sys", "shire", 3, 3, as_at=EARLY),
        row("north", "vale", 0, 3),
        row("north", "A1", 1, 3),
    )
    found = meetings(
        folder_of(
            *rows,
            bodies=(*BODIES[:2], gone, BODIES[3]),
            practices=(Practice(code="A1", name="Surgery"),),
        ),
        ON,
    )
    # The county was there when the area was counted, and counts in what the area has in all.
    assert [(one.council, one.small_areas_of_area) for one in found] == [("city", 7)]


COUNCIL = Council(body="city", extent="whole")


@pytest.mark.parametrize(
    ("councils", "bodies", "eligible"),
    [
        ((COUNCIL,), BODIES, ["city"]),
        ((COUNCIL, Council(body="vale", extent="part")), BODIES, ["city"]),
        ((Council(body="shire", extent="part"), COUNCIL), BODIES, ["shire", "city"]),
        ((Council(body="city", extent="part", first_day=AFTER),), BODIES, []),
        ((Council(body="city", extent="part", last_day=ON),), BODIES, ["city"]),
        ((COUNCIL,), (BODIES[1].model_copy(update={"first_day": AFTER}),), []),
        ((COUNCIL,), (), []),
    ],
)
def test_eligible_councils_are_the_responsible_ones_of_the_day(councils, bodies, eligible):
    folder = folder_of(councils=councils, bodies=bodies)
    assert [body.id for body in eligible_councils(folder, ON)] == eligible


# A plain twin: each question asked of all rows anew.


def plainly(folder: Folder, on: date) -> set[tuple[object, ...]]:
    kinds = {body.id: body.kind for body in folder.register.bodies}
    told = set()
    for area in folder.register.areas:
        rows = [one for one in folder.overlaps if one.area == area.id]
        before = [one.as_at for one in rows if one.as_at and one.as_at <= on]
        after = [one.as_at for one in rows if one.as_at and one.as_at > on]
        day = max(before) if before else min(after) if after else None
        dated = [one for one in rows if day and one.as_at == day]
        always = [one for one in rows if one.as_at is None]
        used = dated + [
            one for one in always if one.council not in {other.council for other in dated}
        ]
        upper = [one for one in used if kinds[one.council] in RESPONSIBLE_KINDS]
        for one in used:
            if one.small_areas:
                total = sum(other.small_areas for other in upper)
                of_area = one.small_areas / total if upper and one.small_areas <= total else None
                of_council = one.small_areas / one.small_areas_of_council
                told.add((area.id, one.council, of_council, of_area))
    return told


ROWS = st.lists(
    st.builds(
        lambda area, council, as_at, part, more: row(area, council, part, part + more, as_at=as_at),
        st.sampled_from(["sys", "north", "south"]),
        st.sampled_from(["city", "shire", "vale"]),
        st.sampled_from([None, EARLY, LATE, AFTER]),
        st.integers(0, 4),
        st.integers(1, 30),
    ),
    max_size=14,
    unique_by=lambda one: (one.area, one.council, one.as_at),
)


@settings(max_examples=60)
@given(ROWS, st.sampled_from([date(2021, 1, 1), EARLY, ON, AFTER]))
def test_shares_are_those_of_the_plain_twin(rows, on):
    folder = folder_of(*rows)
    found = [one for one in meetings(folder, on) if not one.summed]
    assert {
        (one.area, one.council, float(one.share_of_council), _number(one.share_of_area))
        for one in found
    } == plainly(folder, on)


@settings(max_examples=60)
@given(ROWS, st.sampled_from([EARLY, ON, AFTER]))
def test_what_the_upper_tier_shares_of_an_area_comes_to_is_the_whole(rows, on):
    of_area: dict[str, list[Meeting]] = {}
    for one in meetings(folder_of(*rows), on):
        assert 0 < one.share_of_council <= 1
        if one.council != "vale":
            of_area.setdefault(one.area, []).append(one)
    for of_one in of_area.values():
        assert sum(one.share_of_area or 0 for one in of_one) == 1


def _number(share: Fraction | None) -> float | None:
    return None if share is None else float(share)
