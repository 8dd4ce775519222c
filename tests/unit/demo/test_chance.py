"""Chance: the same everywhere, fair enough, and split without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.demo.chance import Chance

seeds = st.integers(min_value=0, max_value=2**70)


def test_the_first_draws_are_known() -> None:
    chance = Chance(2026, "need")
    assert [chance.between(0, 1) for _ in range(2)] == [0.12251456368985802, 0.9380495260355756]


def test_topics_have_draws_of_their_own() -> None:
    assert Chance(1, "need").between(0, 1) != Chance(1, "seats").between(0, 1)
    assert Chance(1, "need").between(0, 1) != Chance(2, "need").between(0, 1)


@given(seeds)
def test_draws_stay_in_their_bounds(seed: int) -> None:
    chance = Chance(seed, "bounds")
    assert 3 <= chance.between(3, 4) < 4
    assert -2 <= chance.about_nought() <= 2
    assert chance.one_of("abc") in "abc"
    assert sorted(chance.shuffled(range(50))) == list(range(50))


@given(seeds, st.integers(min_value=5 * 60, max_value=5 * 90))
def test_parts_fit_and_add_up(seed: int, total: int) -> None:
    parts = Chance(seed, "parts").parts(total, 5, low=40, high=120, least=0.4, skew=2)
    assert len(parts) == 5
    assert sum(parts) == total
    assert all(40 <= part <= 120 for part in parts)


def test_parts_that_cannot_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be 3 parts"):
        Chance(1, "parts").parts(10, 3, low=5, high=9, least=0.5)
