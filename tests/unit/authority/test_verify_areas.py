"""The checker of proofs works out anew which area lies in which."""

from joinedup.authority.verify_areas import Areas, contains, meets
from tests.unit.authority.hand_made import REGISTER, area

AREAS = Areas(REGISTER.areas)


def test_an_area_lies_in_what_contains_all_that_it_crosses() -> None:
    assert contains(AREAS, "s1", "n1")
    assert contains(AREAS, "s1", "crossing")
    assert not contains(AREAS, "p1", "crossing")
    assert not contains(AREAS, "s1", "across")
    assert contains(AREAS, "both", "across")
    assert not contains(AREAS, "n1", "p1")


def test_an_area_with_one_upper_area_of_another_kind_lies_in_it() -> None:
    # A council's area that holds all of it is a group of its own, beside the places it crosses.
    both = (area("east", "council area"), area("n2", "x", "p1", "p2", "east"))
    areas = Areas((*REGISTER.areas, *both))
    assert contains(areas, "east", "n2")
    assert contains(areas, "s1", "n2")
    assert not contains(areas, "p1", "n2")


def test_a_whole_lies_in_what_contains_all_its_parts() -> None:
    areas = Areas((*REGISTER.areas, area("parts", "x", made_of=("p1", "p2"))))
    assert contains(areas, "s1", "parts")
    assert contains(areas, "parts", "n1")
    assert not contains(areas, "p1", "parts")
    assert not contains(areas, "parts", "s1")


def test_a_whole_of_one_part_lies_in_it() -> None:
    areas = Areas((area("a", "x"), area("b", "x", made_of=("a",))))
    assert contains(areas, "a", "b")
    assert meets(Areas((area("b", "x", "a"),)), "a", "b")


def test_areas_meet_where_one_reaches_the_other_or_some_area_both() -> None:
    assert meets(AREAS, "p9", "p9")
    assert meets(AREAS, "n1", "s1")
    assert meets(AREAS, "s1", "n1")
    assert meets(AREAS, "p1", "p2")
    assert meets(AREAS, "s1", "s2")
    assert meets(AREAS, "both", "n1")
    assert not meets(AREAS, "s2", "p1")
    ring = (area("a", "x", "b"), area("b", "x", "a", "unknown"), area("c", "x"))
    circle = Areas(ring)
    assert meets(circle, "a", "unknown")
    assert not meets(circle, "a", "c")
