"""Official tables are read by the names of their columns, and say what could not be used."""

from pathlib import Path

import pytest

from joinedup.opendata.formats import ALLOCATION, DISTRICT_TO_COUNCIL, fit
from joinedup.opendata.tables import read_table, sniff

HEADER = "utla23_name,ltla23_code,UTLA23_CODE ,ltla23_name,other"
ROW = "Northshire,E07000901,E10000901,Alder,x"


def table(folder: Path, content: str | bytes):
    path = folder / "lookup_ltla23_utla23.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_table(path, DISTRICT_TO_COUNCIL)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_are_found_by_name_whatever_their_order_and_line_ends(
    tmp_path: Path, mark: str, ending: str
) -> None:
    read = table(tmp_path, mark + ending.join((HEADER, ROW, "")))
    assert [(row["district"], row["council_name"]) for row in read.rows] == [
        ("E07000901", "Northshire")
    ]
    assert read.years["council"] == "23"
    assert read.edition == "codes of 2023"
    assert read.skipped == ()


def test_some_columns_row_by_row(tmp_path: Path) -> None:
    read = table(tmp_path, f"{HEADER}\n{ROW}\n")
    assert list(read.each("district", "not there", "council")) == [("E07000901", "", "E10000901")]


def test_a_row_of_another_length_is_left_out_and_said(tmp_path: Path) -> None:
    read = table(tmp_path, f"{HEADER}\n{ROW}\nA,B\n\n{ROW}\n")
    assert len(read.rows) == 2
    assert read.skipped == ("row 3 has 2 cells, the header has 5",)


def test_a_row_with_a_cell_too_long_for_a_name_is_left_out_and_said(tmp_path: Path) -> None:
    long, longest = (ROW.replace("Alder", "x" * length) for length in (201, 200))
    read = table(tmp_path, f"{HEADER}\n{long}\n{longest}\n")
    assert [row.number for row in read.rows] == [3]
    assert read.skipped == ("row 2 has a cell of more than 200 characters",)
    assert not read.cut_short


def test_characters_that_are_no_text_are_dropped(tmp_path: Path) -> None:
    read = table(tmp_path, f"{HEADER}\n{ROW.replace('Alder', 'Al' + chr(1) + 'der')}\n")
    assert read.rows[0]["district_name"] == "Alder"


def test_blanks_are_tidied_and_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    read = table(tmp_path, f"{HEADER}\n NA ,  E07000901 ,,New   Town,x\n")
    row = read.rows[0]
    assert (row["council_name"], row["district"], row["council"]) == ("", "E07000901", "")
    assert row["district_name"] == "New Town"


def test_an_old_file_in_windows_1252_is_read(tmp_path: Path) -> None:
    read = table(tmp_path, f"{HEADER}\nCafé,E07000901,E10000901,Alder,x\n".encode("cp1252"))
    assert read.rows[0]["council_name"] == "Café"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b\n1,2\n", "no column for district"),
        (f"{HEADER}\n{ROW}\0\n".encode(), "not plain text"),
        (f"{HEADER}\n".encode() + b"\x81\xff\x8d", "cannot be read"),
        (f"ltla22_code,{HEADER}\n".encode(), "several columns for district"),
        (f"{HEADER}\n{'x' * 200_000},a,b,c,d\n".encode(), "stops being CSV"),
    ],
)
def test_what_is_no_such_table_says_why(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        table(tmp_path, content)


def test_sniffing_looks_at_the_first_row_only(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text(HEADER + "\n" + f"{ROW}\n" * 2_000, encoding="utf-8")
    headers = sniff(path, (DISTRICT_TO_COUNCIL, ALLOCATION))
    assert headers[DISTRICT_TO_COUNCIL.name].fits
    assert not headers[ALLOCATION.name].fits
    path.write_text(HEADER, encoding="utf-16")
    with pytest.raises(ValueError, match="not plain text"):
        sniff(path, (ALLOCATION,))
    path.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="empty"):
        sniff(path, (ALLOCATION,))


@pytest.mark.parametrize(
    ("icb", "population", "year"),
    [("ICB", "Population", ""), ("ICS22", "pop 2022/23", "2022/23"), ("icb24", "Pop", "")],
)
def test_the_column_names_of_any_year_are_known(icb: str, population: str, year: str) -> None:
    header = fit(["Practice_Code", "GP_Practice_Name", icb, population, "Final WP"], ALLOCATION)
    assert header.fits
    assert header.years["population"] == year
