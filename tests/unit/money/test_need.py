from fractions import Fraction

from joinedup.money.need import NOT_PLACED, ComponentNeed, by_area, need_of
from tests.unit.money.practices import practice

COMPONENTS = ("general_and_acute", "maternity")


def test_need_is_summed_exactly():
    """A tenth is no binary fraction, and thirty digits are more than a Decimal adds up."""
    long = "0.000000000000000000000000000001"
    need = need_of([practice("A1", "0.1", long), practice("A2", "0.2", "1")], "core", ())
    assert need.population == Fraction(3, 10)
    assert need.weighted == 1 + Fraction(long)


def test_a_practice_without_people_or_overall_need_counts_on_neither_side():
    need = need_of(
        [
            practice("A1", None, "100", "100", "100"),
            practice("A2", "100", None, "100", "100"),
            practice("A3", "10", "20", "30", "40"),
        ],
        "core",
        COMPONENTS,
    )
    assert (need.practices, need.left_out) == (3, 2)
    assert (need.population, need.weighted) == (10, 20)
    assert need.components["maternity"] == ComponentNeed(Fraction(40), Fraction(10), 0, 0)


def test_a_blank_component_is_left_out_and_a_nought_is_counted_and_told():
    need = need_of(
        [
            practice("A1", "100", "100", "100", None),
            practice("A2", "200", "200", "200", "0"),
            practice("A3", "0", "0", "0", "0"),
            practice("A4", "400", "400", "400", "500"),
        ],
        "core",
        COMPONENTS,
    )
    assert need.population == 700
    assert need.components == {
        "general_and_acute": ComponentNeed(Fraction(700), Fraction(700), 0, 0),
        "maternity": ComponentNeed(Fraction(500), Fraction(600), unknown=1, nought=1),
    }


def test_no_practices_have_no_need():
    need = need_of((), "core", ("maternity",))
    assert (need.practices, need.population, need.weighted) == (0, 0, 0)
    assert need.components == {"maternity": ComponentNeed(Fraction(0), Fraction(0), 0, 0)}


def test_a_practice_without_an_area_is_not_placed():
    first, second, third = (practice(code, "1", "1") for code in ("A1", "A2", "A3"))
    areas = by_area([first, second, third], {"A1": "north", "A2": None})
    assert areas == {"north": [first], NOT_PLACED: [second, third]}
