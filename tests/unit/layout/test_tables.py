"""Tables as one value, and how a cell is shown on a page."""

from datetime import date
from fractions import Fraction

import pytest

from joinedup.layout.tables import Cell, Column, Kind, Link, Several, Table, plain, shown

COLUMNS = (Column("area", "Area"), Column("sha", "Hash", "hash", in_files_only=True))


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, "count", "not known"),
        (Link("Leeds", "/places/15F"), "text", "Leeds"),
        (date(2018, 8, 6), "day", "6 August 2018"),
        (1000, "count", "1,000"),
        (Fraction(2001, 2), "count", "1,000"),
        (Fraction(1017, 1000), "index", "1.017"),
        (Fraction(1, 4), "percent", "25.00%"),
        (Fraction(1, 100), "points", "+1.00"),
        (Fraction(-5, 2), "basis-points", "−2.50"),
        (-123405, "pence", "−£1,234.05"),
        (123405, "moved-pence", "+£1,234.05"),
        ("", "count", ""),
    ],
)
def test_a_cell_as_people_read_it(cell: Cell, kind: Kind, text: str) -> None:
    assert shown(cell, kind) == text


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="a cell for each column"):
        Table("t", "A table", COLUMNS, (("Leeds",),))
    with pytest.raises(ValueError, match="a cell for each column"):
        Table("t", "A table", COLUMNS, (), ("All",))


def test_a_column_may_stand_in_files_only() -> None:
    table = Table("t", "A table", COLUMNS, (("Leeds", "ab"),))
    assert table.page_columns == ((0, COLUMNS[0]),)


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    assert Column("people", "People", "count").is_number
    assert not Column("code", "Code", "code").is_number


def test_a_link_is_its_text_in_files() -> None:
    assert plain(Link("Leeds", "/places/15F")) == "Leeds"
    assert plain(3) == 3


def test_commas_stand_only_between_names_that_have_none() -> None:
    leeds, york = Link("Leeds", "/leeds"), Link("York", "/york")
    assert Several((leeds, york)).between == ", "
    assert Several((leeds, Link("Chief, York", "/chief"))).between == "; "
    assert Several(("It is so", "so is this")).between == "; "
