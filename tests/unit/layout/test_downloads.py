"""Tables as files: the same figures, and nothing that a spreadsheet would run."""

import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from joinedup.layout.downloads import csv_file, safe_text, xlsx_file
from joinedup.layout.tables import Column, Kind, Link, Table

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
TABLE = Table(
    "shares",
    "Target shares",
    (
        Column("area_name", "Area", about="The area."),
        Column("people", "People", "count"),
        Column("share", "Share", "percent"),
        Column("moved", "Moved", "points"),
        Column("target_pence", "Target", "pence"),
        Column("day", "Day", "day"),
    ),
    (
        (Link("Leeds", "/x"), Decimal("10.5"), Fraction(1, 4), Fraction(-1, 100), 123405, None),
        ("=Wakefield", 3, None, None, -5, date(2026, 1, 2)),
    ),
    ("All", 13, Fraction(1), Fraction(0), 123400, ""),
    ("A note.",),
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_has_keys_whole_pence_and_nothing_for_what_is_not_known() -> None:
    assert csv_file(TABLE).startswith(b"\xef\xbb\xbf")
    assert rows_of(csv_file(TABLE)) == [
        ["area_name", "people", "share", "moved", "target_pence", "day"],
        ["Leeds", "10.5", "0.25", "-0.01", "123405", ""],
        ["'=Wakefield", "3", "", "", "-5", "2026-01-02"],
    ]


def test_a_workbook_has_contents_and_one_table_a_sheet() -> None:
    book = load_workbook(io.BytesIO(xlsx_file("Fair shares", [TABLE], ["Said first."])))
    assert book.sheetnames == ["Contents", "Shares"]
    said = [str(cell.value) for row in book["Contents"].iter_rows() for cell in row if cell.value]
    assert said[:2] == ["Fair shares", "Said first."]
    assert "Target shares" in said
    assert "Area: The area." in said
    sheet = book["Shares"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in TABLE.columns]
    assert [cell.value for cell in sheet[2]][:5] == ["Leeds", 10.5, 0.25, -1, 1234.05]
    assert sheet["C3"].value == "not known"
    assert sheet["E2"].number_format == "£#,##0.00"
    assert sheet["A4"].value == "All"
    assert sheet["A6"].value == "A note."


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text: str) -> None:
    table = Table("t", text, (Column("a", text),), ((text,),), notes=(text,))
    [[_], [cell]] = rows_of(csv_file(table))
    assert cell == f"'{text}"
    book = load_workbook(io.BytesIO(xlsx_file(text, [table], [text])))
    for sheet in book:
        for row in sheet.iter_rows():
            for found in row:
                assert found.data_type != "f"
                assert found.value is None or found.data_type == "s"


def test_a_negative_number_stays_a_number() -> None:
    table = Table("t", "T", (Column("a", "A", "count"),), ((-1,),))
    assert rows_of(csv_file(table)) == [["a"], ["-1"]]
    assert safe_text("plain") == "plain"


def test_a_name_that_excel_forbids_is_mended() -> None:
    table = Table("a/b*c" + "x" * 40, "T", (Column("a", "A"),), ())
    book = load_workbook(io.BytesIO(xlsx_file("T", [table])))
    assert book.sheetnames[1] == ("A b c" + "x" * 40)[:31]


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=20))
def test_pence_are_the_same_in_both_files(amounts: list[int]) -> None:
    kind: Kind = "pence"
    table = Table("t", "T", (Column("p_pence", "P", kind),), tuple((one,) for one in amounts))
    assert [int(row[0]) for row in rows_of(csv_file(table))[1:]] == amounts
    sheet = load_workbook(io.BytesIO(xlsx_file("T", [table])))["T"]
    read = [round(float(sheet.cell(place, 1).value) * 100) for place in range(2, len(amounts) + 2)]  # type: ignore[arg-type]
    assert read == amounts


def test_a_workbook_leaves_out_what_it_may_not_hold() -> None:
    table = Table("t", "T", (Column("a", "A"),), (("a\x01b\ufffe",),))
    book = load_workbook(io.BytesIO(xlsx_file("T\x00", [table])))
    assert book["T"]["A2"].value == "ab"


def test_a_sheet_lies_across_the_paper_with_its_headings_on_each_page_and_wraps_text() -> None:
    table = Table("t", "T", (Column("a", "A"), Column("b", "B", "count")), (("long " * 99, 1),))
    book = load_workbook(io.BytesIO(xlsx_file("T", [table])))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        fits = sheet.sheet_properties.pageSetUpPr
        assert fits is not None
        assert fits.fitToPage
    sheet = book["T"]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["A"].width == 36
    assert sheet["A2"].alignment.wrap_text
    assert not sheet["B2"].alignment.wrap_text
