"""The practice map that is chosen, and what is taken from it."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.opendata.notices import CannotMake
from joinedup.opendata.practice_map import day_of, map_of, read_maps
from joinedup.opendata.searching import search
from tests.unit.opendata import made_up


def read(folder: Path, files: dict[str, str], icb: str = "QAA"):
    return map_of(read_maps(search(made_up.write(folder, files))), icb)


def texts(notices) -> str:
    return "\n".join(notice.lines() for notice in notices)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01Jan2026", date(2026, 1, 1)),
        ("1-Apr-2024", date(2024, 4, 1)),
        ("2024-04-01", date(2024, 4, 1)),
        ("01/04/2024", date(2024, 4, 1)),
        ("", None),
        ("Unknown", None),
    ],
)
def test_days_are_read_as_the_files_write_them(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_the_practices_of_one_icb(tmp_path: Path) -> None:
    chosen, older = read(tmp_path, made_up.files())
    assert chosen.as_at == date(2026, 1, 1)
    assert chosen.icb_name == "NHS Northshire Integrated Care Board"
    assert [(one.code, one.name, one.pcn, one.sub_icb) for one in chosen.practices] == [
        ("A00001", "ALDER SURGERY", "U00001", "01A"),
        ("A00002", "BEECH SURGERY", "U00001", "02B"),
        ("A00003", "CEDAR SURGERY", None, "02B"),
    ]
    assert chosen.other_icbs_of_pcn == {"U00001": ("QBB",)}
    assert chosen.notices == ()
    assert older[0].sub_icb_of["A00009"] == "02B"


def test_the_latest_map_is_used_and_earlier_ones_are_older(tmp_path: Path) -> None:
    files = made_up.files()
    files["gp-reg-pat-prac-map_2026-03.csv"] = files[made_up.MAP].replace("01Jan", "01Mar")
    chosen, older = read(tmp_path, files)
    assert chosen.table.file == "gp-reg-pat-prac-map_2026-03.csv"
    assert [one.as_at.year for one in older] == [2026, 2022]


def test_the_whole_country_goes_before_an_extract_even_a_newer_one(tmp_path: Path) -> None:
    files = made_up.files()
    files["z__QAA_extract.csv"] = files[made_up.MAP].replace("01Jan2026", "01Feb2026")
    chosen, _ = read(tmp_path, files)
    assert chosen.as_at == date(2026, 1, 1)
    assert "z__QAA_extract.csv of 1 February 2026" in texts(chosen.notices)


def test_an_extract_is_used_where_there_is_nothing_else(tmp_path: Path) -> None:
    files = made_up.files()
    files["gp-reg-pat-prac-map__QAA_extract.csv"] = files.pop(made_up.MAP)
    chosen, _ = read(tmp_path, files)
    assert len(chosen.practices) == 3


def test_an_unknown_code_lists_those_that_the_map_has(tmp_path: Path) -> None:
    with pytest.raises(CannotMake) as refused:
        read(tmp_path, made_up.files(), "QZZ")
    (finding,) = refused.value.findings
    assert "'QZZ'" in finding.why
    assert "QAA NHS Northshire Integrated Care Board; QBB NHS Moorland ICB" in finding.mend


def test_a_map_of_before_icbs_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(CannotMake) as refused:
        read(tmp_path, made_up.without(made_up.MAP))
    (finding,) = refused.value.findings
    assert "no column for" in finding.why
    assert "July 2022 or later" in finding.mend


def test_a_map_that_cannot_be_read_is_passed_over_and_said(tmp_path: Path) -> None:
    files = made_up.files()
    files["gp-reg-pat-prac-map_2026-02.csv"] = made_up.broken_far_down(files[made_up.MAP])
    chosen, _ = read(tmp_path, files)
    assert chosen.as_at == date(2026, 1, 1)
    assert "gp-reg-pat-prac-map_2026-02.csv: it is not plain text" in texts(chosen.notices)


def test_a_map_without_a_day_cannot_be_used(tmp_path: Path) -> None:
    files = made_up.changed(made_up.MAP, "01Jan2026", "some day")
    with pytest.raises(CannotMake, match="no row has a day"):
        read(tmp_path, files)


def test_rows_that_cannot_be_used_are_left_out_and_said(tmp_path: Path) -> None:
    files = made_up.files()
    broken = made_up.MAP_ROWS[0].replace("A00001", "A 1?")
    nameless = made_up.MAP_ROWS[1].replace("A00002", "A00012").replace("BEECH SURGERY", "")
    files[made_up.MAP] += made_up.lines(made_up.MAP_ROWS[0], broken, nameless, "X,01Jan2026")
    chosen, _ = read(tmp_path, files)
    assert len(chosen.practices) == 3
    said = texts(chosen.notices)
    assert "('A00001' again)" in said
    assert "('A 1?', sub-ICB '01A')" in said
    assert "('A00012', sub-ICB '02B')" in said
    assert "row 11 has 2 cells" in said


def test_an_icb_whose_rows_are_all_broken_is_a_fault(tmp_path: Path) -> None:
    files = made_up.changed(made_up.MAP, ",A0000", ",?A0000")
    with pytest.raises(CannotMake, match="no row of QAA"):
        read(tmp_path, files)


def test_rows_that_use_the_code_of_one_area_for_another_are_left_out(tmp_path: Path) -> None:
    rows = list(made_up.MAP_ROWS)
    files = made_up.changed(made_up.MAP, rows[1], rows[1].replace("U00001", "01A"))
    chosen, _ = read(tmp_path / "a", files)
    assert [one.code for one in chosen.practices] == ["A00001", "A00003"]
    files = made_up.changed(made_up.MAP, rows[1], rows[1].replace(",02B,", ",QAA,"))
    chosen, _ = read(tmp_path / "b", files)
    assert [one.code for one in chosen.practices] == ["A00001", "A00003"]
    assert "('A00002', sub-ICB 'QAA')" in texts(chosen.notices)


def test_a_region_with_the_code_of_another_area_is_none(tmp_path: Path) -> None:
    files = made_up.with_regions(made_up.files())
    assert read(tmp_path / "a", files)[0].region == ("Y90", "Far North", "E40000090")
    files[made_up.MAP] = files[made_up.MAP].replace("Y90", "QAA")
    assert read(tmp_path / "b", files)[0].region == ("", "", "")
