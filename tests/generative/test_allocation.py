"""Fair shares compared with a naive twin, and the properties that any fair sharing has."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from joinedup.money.allocation import Allocation, Question, allocate
from joinedup.money.files import formulas
from joinedup.register.schema import Need
from joinedup.values.pence import Pence

YEAR = "2025-26"
WEIGHTS = formulas().formula("core").edition(YEAR).weights
COMPONENTS = tuple(WEIGHTS)
WEIGHTED = (*COMPONENTS, "core")
AREAS = ("a", "b", "c", None)

# Whole numbers up to five give many ties and noughts; the others are like published figures.
NUMBERS = st.integers(0, 5).map(Decimal) | st.integers(1, 10**8).map(lambda n: Decimal(n) / 1000)
POTS = st.sampled_from([0, 1, 2, 10**30]) | st.integers(0, 10**13)
FEWER = settings(max_examples=50)


@st.composite
def rows(draw, numbers=NUMBERS, most_missing=3, least=1):
    """Practices of one year, a few of their numbers blank; the first has people and need."""
    count = draw(st.integers(least, 7))
    found = [{column: draw(numbers) for column in ("population", *WEIGHTED)} for _ in range(count)]
    for _ in range(draw(st.integers(0, most_missing))):
        found[draw(st.integers(0, count - 1))][draw(st.sampled_from(sorted(found[0])))] = None
    found[0]["population"] = found[0]["population"] or Decimal(7)
    found[0]["core"] = found[0]["core"] or Decimal(8)
    return [
        Need(practice=f"P{number}", year=YEAR, **row) for number, row in enumerate(found, start=1)
    ]


@st.composite
def placed(draw, **options):
    """Practices, and the area of each of them, None where it has none."""
    need = draw(rows(**options))
    return need, {row.practice: draw(st.sampled_from(AREAS)) for row in need}


def shared(need, area_of, pot, names=None) -> Allocation:
    every = {area: f"Area {area}" for area in AREAS if area} if names is None else names
    return allocate(Question(Pence(pot), YEAR), need, area_of, every, formulas()).value


def told(allocation):
    """What an allocation gives and why, by area, without the sums of people and the warnings."""
    return {
        one.area: (one.need_index, one.head_count_share, one.target_share, one.pence, one.why)
        for one in allocation.shares
    }


# The naive twin: plain loops over decimals of 90 digits, from the definitions of need index,
# target share and movement, without any of the program's own sums.


def whole_pence(pot, shares):
    """Largest remainder, ties to the code that comes first; 40 digits tell remainders apart."""
    pence = {area: int(pot * share) for area, share in shares.items()}
    remainders = {area: round(pot * share - pence[area], 40) for area, share in shares.items()}
    for area in shares:
        if remainders[area] == 1:  # a whole penny but for the last of the digits
            pence[area], remainders[area] = pence[area] + 1, Decimal(0)
    while sum(pence.values()) < pot:
        best = max(remainders.values())
        winner = min(area for area in shares if remainders[area] == best)
        pence[winner] += 1
        remainders[winner] = Decimal(-1)
    return pence


def naively(need, area_of, pot):
    """By area: need index, head-count share, target share, pence, and movement by component."""
    counted = [row for row in need if row.population is not None and row.core is not None]
    everybody = sum(row.population for row in counted)
    all_need = sum(row.core for row in counted)
    areas = sorted({area_of[row.practice] or "not-placed" for row in counted})
    answers = {}
    for area in areas:
        here = [row for row in counted if (area_of[row.practice] or "not-placed") == area]
        people, weighted = sum(row.population for row in here), sum(row.core for row in here)
        index = (weighted / people) / (all_need / everybody) if people else None
        moves, local, sizes = {}, {}, {}
        for component in COMPONENTS:
            known = [row for row in counted if getattr(row, component) is not None]
            known_here = [row for row in known if row in here]
            of_need = sum(getattr(row, component) for row in known)
            of_people = sum(row.population for row in known)
            if of_need == 0 or of_people == 0:
                continue
            share_of_need = sum(getattr(row, component) for row in known_here) / of_need
            share_of_people = sum(row.population for row in known_here) / of_people
            local[component] = share_of_need - share_of_people
            sizes[component] = WEIGHTS[component] * of_need
            moves[component] = WEIGHTS[component] * local[component]
        # What the components would move with the system's own weights, less what they do move.
        moves["local_mix"] = sum(
            local[component] * sizes[component] / sum(sizes.values()) - moves[component]
            for component in local
        )
        head_count, target = people / everybody, weighted / all_need
        moves["the rest"] = target - head_count - sum(moves.values())
        answers[area] = [index, head_count, target, moves]
    pence = whole_pence(pot, {area: answer[2] for area, answer in answers.items()})
    return {area: [*answer, pence[area]] for area, answer in answers.items()}


def near(exact, decimal):
    """Whether an exact number is the decimal one, to 30 digits."""
    if exact is None or decimal is None:
        return exact is None and decimal is None
    return abs(exact - Fraction(decimal)) <= Fraction(1, 10**30) * max(1, abs(exact))


@given(placed(), POTS)
def test_as_the_naive_twin_says(case, pot):
    need, area_of = case
    with localcontext() as context:
        context.prec = 90
        expected = naively(need, area_of, pot)
    allocation = shared(need, area_of, pot)
    assert {one.area for one in allocation.shares if one.pence is not None} == set(expected)
    for one in allocation.shares:
        if one.pence is None:
            continue
        index, head_count, target, moves, pence = expected[one.area]
        assert near(one.need_index, index)
        assert near(one.head_count_share, head_count)
        assert near(one.target_share, target)
        assert one.pence == pence
        *components, rest = one.why
        found = {move.component: move.share for move in components}
        found["the rest"] = rest.share
        assert set(found) == set(moves)
        assert all(near(found[name], moves[name]) for name in moves)


@given(placed(), POTS)
def test_no_penny_and_no_part_of_a_share_is_lost(case, pot):
    allocation = shared(*case, pot)
    known = [one for one in allocation.shares if one.pence is not None]
    assert sum(one.pence for one in known) == pot
    assert sum(one.head_count_pence for one in known) == pot
    assert sum(one.target_share for one in known) == 1
    assert sum(one.head_count_share for one in known) == 1
    for one in known:
        assert sum(move.share for move in one.why) == one.target_share - one.head_count_share
        assert sum(move.pence for move in one.why) == one.pence - one.head_count_pence
        assert abs(one.pence - pot * one.target_share) < 1
        assert all(abs(move.pence - pot * move.share) < 1 for move in one.why[:-1])
    for moves in zip(*(one.why for one in known), strict=True):
        assert len({move.component for move in moves}) == 1
        assert sum(move.share for move in moves) == 0


@given(placed(), POTS, st.data())
def test_more_need_never_gives_less(case, pot, data):
    need, area_of = case
    row = data.draw(st.sampled_from([row for row in need if row.core is not None]))
    more = row.model_copy(update={"core": row.core + data.draw(NUMBERS)})
    before = told(shared(need, area_of, pot))
    after = told(shared([more if one is row else one for one in need], area_of, pot))
    area = area_of[row.practice] or "not-placed"
    if row.population is not None:
        assert after[area][2] >= before[area][2]
        assert after[area][3] >= before[area][3]
    else:
        assert after == before


@FEWER
@given(placed(), POTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_names_does_not_matter(case, pot, random):
    need, area_of = case
    names = {area: f"Area {area}" for area in random.sample("abc", 3)}
    mixed = random.sample(need, len(need))
    elsewhere = dict(random.sample(sorted(area_of.items()), len(area_of)))
    assert shared(mixed, elsewhere, pot, names) == shared(need, area_of, pot)


@FEWER
@given(placed(), POTS)
def test_what_areas_are_called_does_not_matter(case, pot):
    """Codes in another alphabet but in the same order, so that ties fall alike."""
    need, area_of = case
    other = {"a": "d", "b": "e", "c": "f", None: None}
    names = dict.fromkeys("def", "Any name")
    renamed = shared(need, {code: other[area] for code, area in area_of.items()}, pot, names)
    before = told(shared(need, area_of, pot))
    assert told(renamed) == {other.get(area, area): answer for area, answer in before.items()}


@FEWER
@given(placed(), POTS, st.integers(1, 10**6).map(lambda n: Decimal(n) / 1000))
def test_the_scale_of_weighted_populations_does_not_matter(case, pot, scale):
    need, area_of = case
    scaled = [
        row.model_copy(
            update={
                column: value * scale
                for column in WEIGHTED
                if (value := getattr(row, column)) is not None
            }
        )
        for row in need
    ]
    assert told(shared(scaled, area_of, pot)) == told(shared(need, area_of, pot))


@FEWER
@given(placed(most_missing=0), POTS, st.integers(1, 9).map(Decimal))
def test_where_need_is_in_proportion_to_people_nobody_moves(case, pot, per_head):
    need, area_of = case
    level = [
        row.model_copy(
            update={
                column: row.population * (per_head + number)
                for number, column in enumerate(WEIGHTED)
            }
        )
        for row in need
    ]
    for one in shared(level, area_of, pot).shares:
        if one.pence is None:
            continue
        assert one.pence == one.head_count_pence
        assert one.need_index in (1, None)
        assert {(move.share, move.pence) for move in one.why} == {(0, 0)}


@FEWER
@given(placed(least=2), POTS, st.sampled_from(["population", "core"]), st.data())
def test_a_practice_that_is_not_known_counts_as_if_it_were_not_there(case, pot, column, data):
    need, area_of = case
    row = data.draw(st.sampled_from(need[1:]))
    others = [one for one in need if one is not row]
    unknown = row.model_copy(update={column: None})
    with_it = told(shared([*others, unknown], area_of, pot))
    without = told(shared(others, area_of, pot))
    assert {area: with_it[area] for area in without} == without
    left = [answer for area, answer in with_it.items() if area not in without]
    assert left in ([], [(None, None, None, None, ())])


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_blank_component_is_neither_nought_nor_one(component):
    """It leaves a movement of nothing where it stands; nought and one would be counted as need."""
    level = dict.fromkeys(("population", *WEIGHTED), Decimal(100))
    others = [Need(practice=code, year=YEAR, **level) for code in ("P1", "P2")]
    area_of = {"P1": "a", "P2": "b", "P3": "c"}

    def movement(value):
        row = Need(practice="P3", year=YEAR, **{**level, component: value})
        (here,) = (one for one in shared([*others, row], area_of, 900).shares if one.area == "c")
        return next(move.share for move in here.why if move.component == component)

    third = Fraction(1, 3)
    assert movement(None) == 0
    assert movement(Decimal(0)) == Fraction(WEIGHTS[component]) * (0 - third)
    assert movement(Decimal(1)) == Fraction(WEIGHTS[component]) * (Fraction(1, 201) - third)


@given(st.integers(0, 50), st.permutations("abc"))
@example(1, ("a", "b", "c"))
def test_ties_go_to_the_code_that_comes_first(pot, order):
    level = dict.fromkeys(("population", *WEIGHTED), Decimal(10))
    need = [Need(practice=f"P{area}", year=YEAR, **level) for area in order]
    shares = shared(need, {f"P{area}": area for area in order}, pot).shares
    each, over = divmod(pot, 3)
    assert [one.pence for one in shares] == [each + (place < over) for place in range(3)]


@FEWER
@given(rows(), POTS)
def test_one_area_gets_the_whole_pot(need, pot):
    (one,) = shared(need, {row.practice: "a" for row in need}, pot, {"a": "A"}).shares
    assert (one.pence, one.target_share, one.head_count_share) == (pot, 1, 1)
    assert one.need_index == 1
    assert {(move.share, move.pence) for move in one.why} == {(0, 0)}
