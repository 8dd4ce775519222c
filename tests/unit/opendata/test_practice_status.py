"""Practices that closed, moved, or stand in one file only."""

from pathlib import Path

from joinedup.opendata.making import make
from joinedup.opendata.practice_status import Status
from tests.unit.opendata import made_up

OLDER = (
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,CCG_CODE,CCG_NAME,STP_CODE",
    "01Jan2022,A00001,ALDER SURGERY,U00001,RIVER PCN,02B,NHS Cedar CCG,QAA",
    "01Jan2022,A00002,BEECH SURGERY,U00001,RIVER PCN,03C,NHS Moorland CCG,QBB",
    "01Jan2022,A00008,LOST SURGERY,U00001,RIVER PCN,01A,NHS Alder CCG,QAA",
    "01Jan2022,B00001,DALE SURGERY,U00001,RIVER PCN,01A,NHS Alder CCG,QAA",
)


def said(folder: Path, texts: dict[str, str], icb: str = "QAA") -> str:
    result = make(icb, made_up.write(folder, texts), None)
    return "\n".join(notice.lines() for notice in result.notices)


def test_practices_that_moved_came_or_went(tmp_path: Path) -> None:
    files = {**made_up.files(), made_up.OLDER_MAP: made_up.lines(*OLDER)}
    told = said(tmp_path / "a", files)
    assert (
        "from another system since 1 January 2022 (1)\n    A00002 BEECH SURGERY (was in QBB, 03C)"
        in told
    )
    assert (
        "to another system since 1 January 2022 (1)\n    B00001 DALE SURGERY (now in QBB)" in told
    )
    assert "location than on 1 January 2022 (1)\n    A00001 ALDER SURGERY (02B, now 01A)" in told
    assert "not in the one of 1 January 2022 (1)\n    A00003 CEDAR SURGERY" in told
    assert "the map has no more, nor any file of need (1)\n    A00008 LOST SURGERY (in 01A)" in told
    assert "B00001 DALE SURGERY (was in QAA, 01A)" in said(tmp_path / "b", files, "QBB")


def test_an_older_map_with_empty_cells(tmp_path: Path) -> None:
    rows = made_up.lines(*OLDER).replace("LOST SURGERY", "").replace("01A,NHS", ",NHS")
    told = said(tmp_path, {**made_up.files(), made_up.OLDER_MAP: rows})
    assert "A00008  (in no location)" in told


def test_an_older_map_that_names_no_system_says_nothing_of_moves(tmp_path: Path) -> None:
    rows = made_up.lines(*OLDER).replace("STP_CODE", "OTHER")
    told = said(tmp_path, {**made_up.files(), made_up.OLDER_MAP: rows})
    assert "another system since" not in told
    assert "A00001 ALDER SURGERY (02B, now 01A)" in told


def test_the_practice_file_says_what_closed_and_what_it_alone_has(tmp_path: Path) -> None:
    told = said(tmp_path / "a", {**made_up.files(), **made_up.more_files()})
    assert (
        "not active in epraccur_2023.csv (1)\n    A00002 BEECH SURGERY (dormant since 31 Dec"
        in told
    )
    assert "that epraccur_2023.csv has not (1)\n    A00003 CEDAR SURGERY" in told
    assert (
        "active in epraccur_2023.csv only: the map has no patients of them (1)\n    A00010" in told
    )
    assert "A HOSPICE" not in told
    assert "in 02B on 1 January 2022); closed on 30 September 2024 in epraccur_2023.csv" in told


def test_a_practice_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    text = made_up.broken_far_down(made_up.more_files()[made_up.PRACTICE_FILE])
    told = said(tmp_path, {**made_up.files(), made_up.PRACTICE_FILE: text})
    assert "epraccur_2023.csv: it is not plain text" in told


def test_a_status_of_no_known_letter() -> None:
    assert Status("A1", "X", "QAA", "Z", None, True).told == "of status Z"


def test_networks_of_one_name_and_networks_that_span_are_told(tmp_path: Path) -> None:
    told = said(tmp_path, made_up.changed(made_up.MAP, "HILL PCN", "RIVER PCN"))
    assert "another network has too, under another code (1)\n    U00001 RIVER PCN (U00002)" in told
    assert "span sub-ICB locations (1)\n    U00001 RIVER PCN (Alder Vale; Cedar and Beech)" in told
