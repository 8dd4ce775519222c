from fractions import Fraction

import pytest

from joinedup.money.allocation import (
    SMALL_AREA_WARNING,
    CannotShareError,
    Question,
    allocate,
)
from joinedup.money.movement import Movement
from joinedup.values.explained import Source
from joinedup.values.pence import Pence
from tests.unit.money.practices import FORMULAS, YEAR, practice, shared

NEED = [
    practice("A1", "100", "120", general_and_acute="110", maternity="100"),
    practice("A2", "300", "280", general_and_acute="290", maternity="300"),
]
AREAS = {"A1": "north", "A2": "south"}


def by_code(answer):
    return {share.area: share for share in answer.value.shares}


def test_an_answer_that_can_be_worked_out_by_hand():
    """North has 100 of 400 people, 120 of 400 of overall need, 110 of 400 of general and acute."""
    north = by_code(shared(NEED, AREAS))["north"]
    assert north.as_json() == {
        "area": "north",
        "name": "NORTH",
        "population": 100.0,
        "weighted_population": 120.0,
        "need_index": 1.2,
        "head_count_share": 0.25,
        "head_count_pence": 250_000,
        "target_share": 0.3,
        "pence": 300_000,
        "why": [
            {"component": "general_and_acute", "basis_points": 187.5, "pence": 18_750},
            {"component": "maternity", "basis_points": 0.0, "pence": 0},
            {"component": "local_mix", "basis_points": 0.0, "pence": 0},
            {"component": "cost", "basis_points": 312.5, "pence": 31_250},
        ],
        "warnings": [],
    }


def test_the_local_mix_is_kept_apart_from_cost():
    """Overall need is just the weighted components, so that there is no cost at all.

    The system has 300 of general and acute need and 100 of maternity, weighted 225 and 25: nine
    parts to one, where England has three to one. North has half of the people, two thirds of
    general and acute need, and a fifth of that of maternity.
    """
    need = [
        practice("A1", "100", "155", general_and_acute="200", maternity="20"),
        practice("A2", "100", "95", general_and_acute="100", maternity="80"),
    ]
    north = by_code(shared(need, AREAS))["north"]
    assert {move.component: move.share for move in north.why} == {
        "general_and_acute": Fraction(3, 4) * Fraction(1, 6),
        "maternity": Fraction(1, 4) * Fraction(-3, 10),
        "local_mix": Fraction(9, 10) * Fraction(1, 6)
        + Fraction(1, 10) * Fraction(-3, 10)
        - Fraction(1, 8)
        + Fraction(3, 40),
        "cost": 0,
    }


def test_the_answer_says_what_was_asked_and_what_it_rests_on():
    source = Source("need.csv")
    question = Question(Pence(100), YEAR)
    answer = allocate(question, NEED, AREAS, {"north": "N"}, FORMULAS, (source,))
    assert answer.sources == (source,)
    value = answer.value
    assert (value.pot, value.year, value.by, value.formula) == (100, YEAR, "place", "core")
    assert [share.name for share in value.shares] == ["N", "south"]
    said = {reason.rule: reason for reason in answer.reasons}
    assert set(said) == {
        f"allocation.{step}" for step in ("target", "sum", "share", "why", "pence")
    }
    assert "not a budget" in said["allocation.target"].text
    assert "our estimate" in said["allocation.why"].text
    assert said["allocation.why"].inputs == {"general_and_acute": "0.75", "maternity": "0.25"}
    assert said["allocation.sum"].inputs == {"practices": 2, "population": 400.0}


def test_without_a_pot_nothing_is_said_of_its_pence():
    answer = shared(NEED, AREAS, pot=0)
    assert "allocation.pence" not in {reason.rule for reason in answer.reasons}
    assert by_code(answer)["north"].target_share == Fraction(3, 10)


def test_below_place_it_is_said_that_the_answer_is_unstable():
    for by, warned in (("place", False), ("system", False), ("neighbourhood", True)):
        answer = shared([*NEED, practice("A3", "1", "1")], AREAS, by=by)
        shares = by_code(answer)
        assert (SMALL_AREA_WARNING in shares["north"].warnings) is warned
        assert SMALL_AREA_WARNING not in shares["not-placed"].warnings
        assert any(reason.text == SMALL_AREA_WARNING for reason in answer.reasons) is warned


def test_published_weights_are_said_to_be_published():
    formulas = FORMULAS.model_dump(mode="json")
    formulas["formulas"][0]["editions"][0]["estimate"] = False
    published = type(FORMULAS).model_validate(formulas)
    answer = allocate(Question(Pence(1), YEAR), NEED, AREAS, {}, published)
    assert any("as published" in reason.text for reason in answer.reasons)


def test_practices_without_an_area_form_the_last_row():
    need = [*NEED, practice("A3", "100", "100"), practice("A4", "0", "1")]
    shares = shared(need, {**AREAS, "A3": None}).value.shares
    assert [(share.area, share.name) for share in shares] == [
        ("north", "NORTH"),
        ("south", "SOUTH"),
        ("not-placed", "Not placed"),
    ]
    assert shares[-1].weighted_population == 101
    assert shares[-1].warnings[0] == (
        "2 practices with 100 people (20.0%) have need, but no area in practices.csv, so the areas "
        "may show too little; do not compare them with other years."
    )


def test_an_area_of_which_nothing_is_known_has_no_share():
    need = [*NEED, practice("A3", None, "50"), practice("A4", "50", None)]
    areas = {**AREAS, "A3": "east", "A4": "east", "A5": "west"}
    shares = by_code(shared(need, areas))
    for area in ("east", "west"):
        share = shares[area]
        assert (share.need_index, share.head_count_share, share.target_share) == (None, None, None)
        assert (share.head_count_pence, share.pence, share.why) == (None, None, ())
        assert share.as_json()["need_index"] is None
        assert share.warnings == (
            "Not known: no practice here has both a population and a weighted one.",
        )
    assert shares["north"].target_share == Fraction(3, 10)
    (reason,) = [one for one in shared(need, areas).reasons if one.rule == "allocation.not-known"]
    assert reason.text.startswith("The need of 2 of 4 areas is not known at all (EAST, WEST);")


def test_what_is_not_known_of_an_area_is_told():
    need = [
        *NEED,
        practice("A3", None, "50"),
        practice("A4", "100", "100", "100", None),
        practice("A5", "100", "100", "100", "0"),
    ]
    answer = shared(need, {**AREAS, "A3": "north", "A4": "north", "A5": "south"})
    north, south = answer.value.shares
    assert north.warnings == (
        "Population or need is not known for 1 practice, counted on neither side.",
        "Need for maternity is not known for 1 practice.",
    )
    assert south.warnings == (
        "Need for maternity is published as 0 for 1 practice; it is counted as published, and may "
        "not be known.",
    )
    assert {share.why[-1].component for share in (north, south)} == {"cost and not known"}


def test_a_component_that_nobody_knows_moves_nobody():
    need = [practice("A1", "100", "120", "110"), practice("A2", "300", "280", "290")]
    north = by_code(shared(need, AREAS))["north"]
    assert [move.component for move in north.why] == [
        "general_and_acute",
        "local_mix",
        "cost and not known",
    ]
    assert sum(move.share for move in north.why) == Fraction(5, 100)


def test_a_component_of_which_there_is_none_moves_nobody():
    need = [practice("A1", "100", "120", "110", "0"), practice("A2", "300", "280", "290", "0")]
    north = by_code(shared(need, AREAS))["north"]
    assert [move.component for move in north.why] == ["general_and_acute", "local_mix", "cost"]


def test_an_area_with_need_and_no_people_has_a_share_and_no_index():
    shares = by_code(shared([*NEED, practice("A3", "0", "100")], {**AREAS, "A3": "east"}))
    assert shares["east"].need_index is None
    assert shares["east"].target_share == Fraction(1, 5)
    assert shares["east"].head_count_pence == 0


def test_a_year_for_which_no_weights_are_held_has_shares_and_no_reasons():
    need = [practice("A1", "1", "3", year="2021-22"), practice("A2", "3", "1", year="2021-22")]
    answer = allocate(Question(Pence(100), "2021-22"), need, AREAS, {}, FORMULAS)
    assert [share.pence for share in answer.value.shares] == [75, 25]
    assert answer.value.shares[0].why == (Movement("not known", Fraction(1, 2), Pence(50)),)
    assert any("No weights are held for 2021/22" in reason.text for reason in answer.reasons)


def test_rounding_at_both_ends_of_a_move_stands_with_the_remainder():
    """Of two pence, one place is due 1.4 by need and gets 2, and 0.6 by head count and gets 0."""
    need = [
        practice("A1", "30", "70", "1", "1"),
        practice("A2", "35", "15", "1", "1"),
        practice("A3", "35", "15", "1", "1"),
    ]
    areas = {"A1": "a", "A2": "b", "A3": "c"}
    first = shared(need, areas, pot=2).value.shares[0]
    assert (first.head_count_pence, first.pence) == (0, 2)
    assert sum(move.pence for move in first.why) == 2
    assert all(abs(move.pence - 2 * move.share) < 1 for move in first.why[:-1])


@pytest.mark.parametrize(
    ("need", "pot", "why"),
    [
        (NEED, -1, "less than nothing"),
        ([], 1, "the need of 2025-26 is not in need.csv; years that are: none"),
        ([practice("A1", "1", "1", year="2024-25")], 1, "years that are: 2024-25"),
        ([practice("A1", None, "1")], 1, "nobody's need is known for 2025/26"),
        ([practice("A1", "1", None)], 1, "nobody's need is known"),
        ([practice("A1", "0", "1")], 1, "nobody's need is known"),
        ([practice("A1", "1", "0")], 1, "nobody's need is known"),
    ],
)
def test_what_cannot_be_shared_is_said(need, pot, why):
    with pytest.raises(CannotShareError, match=why):
        shared(need, {}, pot=pot)
