from fractions import Fraction

import pytest

from joinedup.money.files import formulas, formulas_source
from joinedup.register.files import kinds
from joinedup.register.schema import Need
from tests.unit.money.practices import FORMULAS, practice

EDITION = FORMULAS.formula("core").editions[0]


def test_components_are_weighted_together_exactly():
    need = practice("A1", "100", None, general_and_acute="110.1", maternity="90.3")
    assert EDITION.weighted_population(need) == Fraction("105.15")


@pytest.mark.parametrize("blank", ["general_and_acute", "maternity"])
def test_a_component_that_is_not_known_leaves_the_whole_not_known(blank):
    need = practice("A1", "100", "100", general_and_acute="110", maternity="90")
    assert EDITION.weighted_population(need.model_copy(update={blank: None})) is None


@pytest.mark.parametrize(
    ("formula", "year", "first_year"),
    [
        ("core", "2021-22", None),
        ("core", "2022-23", "2022-23"),
        ("core", "2024-25", "2022-23"),
        ("core", "2025-26", "2025-26"),
        ("core", "2030-31", "2025-26"),
        ("primary-medical", "2025-26", "2022-23"),
    ],
)
def test_an_edition_holds_until_the_next(formula, year, first_year):
    edition = formulas().formula(formula).edition(year)
    assert (edition and edition.first_year) == first_year


def test_there_is_no_other_formula():
    with pytest.raises(KeyError):
        formulas().formula("dentistry")


def test_weights_add_up_to_one_and_name_columns_of_need():
    """But for what rounding the estimates to three decimals leaves over."""
    for formula in formulas().formulas:
        assert formula.total in Need.model_fields
        for edition in formula.editions:
            assert abs(sum(edition.weights.values()) - 1) <= Fraction("0.002")
            assert set(edition.weights) <= set(Need.model_fields) & set(formulas().components)


def test_the_definitions_can_be_cited():
    source = formulas_source()
    assert source.id == "formulas.yaml"
    assert len(source.sha256) == 64


def test_streams_name_formulas_that_there_are():
    assert set(kinds().words("formulas")) == {formula.id for formula in formulas().formulas}
