from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from joinedup.law.matching import unmet

NEEDS = st.lists(st.frozensets(st.sampled_from("abcde"), max_size=3), max_size=6)


def can_all_be_met(needs):
    """Whether there is any way at all to give each need a thing of its own: try every one."""
    things = sorted(set().union(*needs))
    return any(
        all(thing in need for thing, need in zip(chosen, needs, strict=True))
        for chosen in permutations(things, len(needs))
    )


@given(NEEDS)
def test_a_need_is_left_over_only_if_it_cannot_be_met_with_those_before_it(needs):
    left_over = unmet(needs)
    met = []
    for index, need in enumerate(needs):
        can = can_all_be_met([*met, need])
        assert (index not in left_over) is can
        if can:
            met.append(need)


def test_an_earlier_need_gives_way_where_it_has_another_choice():
    assert unmet([frozenset("ab"), frozenset("a")]) == []
    assert unmet([frozenset("a"), frozenset("a")]) == [1]
    assert unmet([frozenset(), frozenset("a")]) == [0]
    assert unmet([]) == []
