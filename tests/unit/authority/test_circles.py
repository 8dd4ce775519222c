"""Circles: found where there are some, and nowhere else; a plain search says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.authority.circles import circles, one_round

Arrows = list[tuple[int, int]]
arrows_of_few = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


def reached(arrows: Arrows, start: int) -> set[int]:
    found: set[int] = set()
    while more := {b for a, b in arrows if a == start or a in found} - found:
        found |= more
    return found


def test_a_chain_has_no_circle_and_a_ring_is_one() -> None:
    chain = [(1, 2), (2, 3)]
    assert circles(chain) == []
    assert circles([*chain, (3, 1), (3, 4)]) == [[1, 2, 3]]
    assert circles([(1, 1), (1, 2)]) == [[1]]
    assert one_round([*chain, (3, 1)], 2) == [2, 3, 1, 2]
    assert one_round([(1, 1)], 1) == [1, 1]


def test_the_shortest_round_is_told() -> None:
    arrows = [(1, 2), (2, 3), (3, 1), (1, 4), (4, 2), (2, 1)]
    assert one_round(arrows, 1) == [1, 2, 1]


def test_no_round_leads_back_where_there_is_none() -> None:
    with pytest.raises(ValueError, match="back to it"):
        one_round([(1, 2)], 1)


def test_a_ring_of_ten_thousand_is_found() -> None:
    ring = [(one, (one + 1) % 10_000) for one in range(10_000)]
    assert [len(group) for group in circles(ring)] == [10_000]


@given(arrows_of_few)
def test_a_circle_is_all_who_reach_one_another(arrows: Arrows) -> None:
    on_circles = {one for one in range(7) if one in reached(arrows, one)}
    found = circles(arrows)
    assert {one for group in found for one in group} == on_circles
    assert sum(map(len, found)) == len(on_circles)
    for group in found:
        for one in group:
            assert set(group) == {
                two for two in on_circles & reached(arrows, one) if one in reached(arrows, two)
            }
            way = one_round(arrows, one)
            assert way[0] == way[-1] == one
            assert set(zip(way, way[1:], strict=False)) <= set(arrows)
