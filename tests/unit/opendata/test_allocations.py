"""The allocation files: which year, which rows, and numbers kept as they were written."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.opendata.allocations import needs, number, read_allocations
from joinedup.opendata.notices import CannotMake
from joinedup.opendata.practice_map import map_of, read_maps
from joinedup.opendata.searching import search
from tests.unit.opendata import made_up

OTHER_YEAR = "allocations/practice_weighted_populations_2022_2023.csv"


def read(folder: Path, files: dict[str, str], icb: str = "QAA"):
    found = search(made_up.write(folder, files))
    return read_allocations(found).of(map_of(read_maps(found), icb)[0])


def passed_over(folder: Path, files: dict[str, str]):
    return read_allocations(search(made_up.write(folder, files))).notices


def texts(notices) -> str:
    return "\n".join(notice.lines() for notice in notices)


def test_only_the_rows_of_the_icb_are_kept_and_missing_zero_and_decimals_stay(
    tmp_path: Path,
) -> None:
    need, notices = needs(read(tmp_path, made_up.files()))
    by_code = {one.practice: one for one in need}
    assert sorted(by_code) == ["A00001", "A00002", "A00003", "A00009"]
    assert {one.year for one in need} == {"2025-26"}
    assert str(by_code["A00001"].core) == "7.10"
    assert by_code["A00001"].population == Decimal("1000.5")
    assert by_code["A00002"].maternity == 0
    assert by_code["A00003"].maternity is None
    assert "maternity of A00003 in 2025-26" in texts(notices)
    one = by_code["A00001"]
    assert (one.inequalities, one.prescribing, one.primary_medical, one.primary_medical_final) == (
        5, 6, 8, 9,
    )  # fmt: skip


def test_every_year_is_read_the_latest_first(tmp_path: Path) -> None:
    files = made_up.files()
    files[OTHER_YEAR] = (
        files[made_up.ALLOCATION]
        .replace(",ICB,", ",ICS22,")
        .replace(",LOC,LOCname,", ",LOC22,LOC22name,")
        .replace(",Population,", ",pop 2022/23,")
        .replace("Alder Surgery,,", "Alder Surgery,01A,NHS Northshire ICB - 01A Alder Dale")
    )
    read_years = read(tmp_path, files)
    assert [one.year for one in read_years] == ["2025-26", "2022-23"]
    assert read_years[1].sub_icb_names == {"01A": "Alder Dale"}


def test_an_extract_of_a_year_is_used_only_where_the_whole_is_not_there(tmp_path: Path) -> None:
    files = made_up.files()
    extract = "west/practice_weighted_populations_2025_2026__QAA_extract.csv"
    files[extract] = files[made_up.ALLOCATION]
    (allocation,) = read(tmp_path / "both", files)
    assert allocation.table.file == "practice_weighted_populations_2025_2026.csv"
    del files[made_up.ALLOCATION]
    (allocation,) = read(tmp_path / "one", files)
    assert allocation.table.file == Path(extract).name


@pytest.mark.parametrize(
    ("name", "header", "why"),
    [
        ("need.csv", "Population", "neither its header nor its name says its year"),
        ("need_2024_2025.csv", "pop 2022/23", "different years: 2022/23 and 2024/25"),
        ("need_2024_2029.csv", "Population", "not a financial year"),
    ],
)
def test_a_file_whose_year_is_not_sure_is_not_used(
    tmp_path: Path, name: str, header: str, why: str
) -> None:
    files = made_up.changed(made_up.ALLOCATION, ",Population,", f",{header},")
    files[name] = files.pop(made_up.ALLOCATION)
    with pytest.raises(CannotMake, match=why):
        read(tmp_path, files)


def test_without_an_allocation_file_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="there is no allocation file"):
        read(tmp_path, made_up.without(made_up.ALLOCATION))


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, ",CS WP,", ",Other,")
    files[made_up.ALLOCATION] += made_up.lines(
        made_up.ALLOCATION_ROWS[0],
        made_up.ALLOCATION_ROWS[0].replace("A00001", "A_1"),
        made_up.ALLOCATION_ROWS[4].replace("QBB", "QAA"),
        "A00001,short",
    )
    files["practice_weighted_populations_2021_2022.csv"] = (
        "Practice_Code,GP_Practice_Name,ICB,Population,Final WP\n\0"
    )
    (allocation,) = read(tmp_path / "a", files)
    said = texts((*allocation.notices, *passed_over(tmp_path / "b", files)))
    assert "'A00001' stands in the file again" in said
    assert "'A_1' is not the code of a practice" in said
    assert "B00001 Dale Surgery (now QBB)" in said
    assert "has 2 cells" in said
    assert "in the allocation file of 2025/26 (1)\n    community" in said
    assert "practice_weighted_populations_2021_2022.csv: it is not plain text" in said


def test_a_file_that_breaks_off_is_passed_over_and_said(tmp_path: Path) -> None:
    files = made_up.files()
    files[OTHER_YEAR] = files[made_up.ALLOCATION]
    files[made_up.ALLOCATION] = made_up.broken_far_down(files[made_up.ALLOCATION])
    (allocation,) = read(tmp_path / "a", files)
    assert allocation.year == "2022-23"
    said = texts(passed_over(tmp_path / "b", files))
    assert "practice_weighted_populations_2025_2026.csv: it is not plain text" in said


def test_practices_of_the_map_without_need_are_said(tmp_path: Path) -> None:
    (allocation,) = read(tmp_path, made_up.files(), "QBB")
    assert "B00003 NEW SURGERY" in texts(allocation.notices)


@pytest.mark.parametrize(
    ("cell", "value", "fine"),
    [
        ("", None, True),
        ("0", Decimal(0), True),
        ("1,234.50", Decimal("1234.50"), True),
        ("12,34", None, False),
        ("-1", None, False),
        ("inf", None, False),
        ("many", None, False),
    ],
)
def test_numbers(cell: str, value: Decimal | None, fine: bool) -> None:
    assert number(cell) == (value, fine)


@given(st.decimals(min_value=0, max_value=10**7, places=9))
def test_a_number_is_kept_to_the_last_decimal(value: Decimal) -> None:
    kept, _ = number(format(value, "f"))
    assert kept is not None
    assert format(kept, "f") == format(value, "f")


def test_cells_that_hold_no_number_stay_empty_and_are_said(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, ",1000.5,1,", ",lots,-1,")
    need, notices = needs(read(tmp_path, files))
    assert (need[0].population, need[0].general_and_acute) == (None, None)
    said = texts(notices)
    assert "population of A00001 in 2025-26 ('lots')" in said
    assert "general and acute of A00001 in 2025-26 ('-1')" in said
