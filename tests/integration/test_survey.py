"""`joinedup survey`: systems side by side, as text, CSV, JSON, a workbook and a page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from joinedup.cli.app import app
from joinedup.register.files import write_folder
from tests.unit.register.small_folder import FILES

COUNCILS = """\
councils:
  - {body: city, extent: part}
  - {body: shire, extent: part}
"""
OVERLAPS = """\
area,council,small_areas,small_areas_of_council
testshire,city,30,40
testshire,shire,1,50
"""


def surveyed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["survey", *map(str, words)])


@pytest.fixture
def systems(tmp_path: Path) -> Path:
    """A folder of two systems, one of which has a sliver of a council and an odd name."""
    write_folder(tmp_path / "systems/QZZ", {name: text.encode() for name, text in FILES.items()})
    system = FILES["system.yaml"].replace("name: Testshire\n", 'name: "=Other [/b]"\n', 1)
    system = system.replace("code: QZZ", "code: QYY").split("councils:")[0] + COUNCILS
    other = {
        **FILES,
        "system.yaml": system,
        "bodies.csv": FILES["bodies.csv"].replace("QZZ", "QYY") + "shire,Shire,county council\n",
        "people.csv": FILES["people.csv"].replace("QZZ", "QYY"),
        "forums.yaml": FILES["forums.yaml"].replace("QZZ", "QYY"),
        "streams.csv": FILES["streams.csv"].replace("QZZ", "QYY"),
        "overlaps.csv": OVERLAPS,
    }
    write_folder(tmp_path / "systems/QYY", {name: text.encode() for name, text in other.items()})
    return tmp_path / "systems"


def test_systems_are_laid_side_by_side(systems: Path) -> None:
    done = surveyed(*sorted(systems.iterdir()), "--on", "2026-01-01")
    assert done.exit_code == 0
    assert "=Other [/b]" in done.stdout
    assert "Eligible councils for 2 systems on 1 January 2026: 3 pairs, of them one" in done.stdout
    assert "sliver: Shire in =Other [/b] (QYY)" in done.stdout
    assert "All systems" in done.stdout


def test_what_the_first_count_said_is_told_beside_a_later_one(systems: Path) -> None:
    counts = (
        "area,council,as_at,small_areas,small_areas_of_council\n"
        "testshire,city,2022-07-01,1,40\n"
        "testshire,city,2024-04-01,30,40\n"
    )
    (systems / "QZZ" / "overlaps.csv").write_text(counts)
    first = "Eligible councils for 1 system on 1 July 2022: 1 pair, of them one sliver."
    done = surveyed(systems / "QZZ", "--on", "2026-01-01")
    assert f"When areas were first counted: {first} (--on 2022-07-01)" in done.stdout
    assert "When areas" not in surveyed(systems / "QZZ", "--on", "2022-07-01").stdout
    # The other system was never counted on a day that is known.
    both = surveyed(*sorted(systems.iterdir()), "--on", "2026-01-01", "--json")
    assert json.loads(both.stdout)["before"] == ""


def test_json_csv_workbook_and_page_hold_the_same(systems: Path, tmp_path: Path) -> None:
    folders = sorted(systems.iterdir())
    page, book = tmp_path / "all of them.html", tmp_path / "book.xlsx"
    day = ("--on", "2026-01-01")
    done = surveyed(*folders, *day, "--json", "--xlsx", book, "--html", page)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert [one["code"] for one in told["systems"]] == ["QYY", "QZZ"]
    assert [one["eligible_councils"] for one in told["systems"]] == [
        ["Test City Council", "Shire"],
        ["Test City Council"],
    ]
    assert told["findings"] == []
    rows = list(csv.DictReader(io.StringIO(surveyed(*folders, *day, "--csv").stdout)))
    assert [row["eligible_councils"] for row in rows] == ["2", "1"]
    assert [row["names_of_slivers"] for row in rows] == ["Shire", ""]
    # A spreadsheet would take it for a formula.
    assert rows[0]["system"] == "'=Other [/b]"
    beside = page.with_suffix(".csv").read_text("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(beside))) == rows
    for file in (book, page.with_suffix(".xlsx")):
        sheet = load_workbook(file)["Survey"]
        assert [row[2].value for row in sheet.iter_rows(min_row=2, max_row=4)] == [2, 1, 3]
    html = page.read_text("utf-8")
    assert 'href="all%20of%20them.csv"' in html
    assert "=Other [/b]" in html
    assert "<script" not in html
    assert "3 pairs, of them one sliver" in html


def test_a_folder_that_cannot_be_read_is_told_and_the_others_go_on(systems: Path) -> None:
    (systems / "QZZ/bodies.csv").write_text("id,name\n")
    words = (systems / "QZZ", systems / "QYY", systems / "none")
    done = surveyed(*words, "--on", "2026-01-01")
    assert done.exit_code == 2
    assert "2 pairs, of them one sliver" in done.stdout
    assert f"{systems}/QZZ/bodies.csv" in done.stderr
    assert f"{systems}/none" in done.stderr
    assert "2 folders could not be read" in done.stderr
    done = surveyed(*words, "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert [one["code"] for one in told["systems"]] == ["QYY"]
    assert {one["severity"] for one in told["findings"]} == {"must"}


def test_where_no_folder_can_be_read_nothing_is_surveyed_or_written(tmp_path: Path) -> None:
    done = surveyed(tmp_path, "--html", tmp_path / "page.html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_one_folder_twice_counts_once_and_one_system_twice_is_told(
    systems: Path, tmp_path: Path
) -> None:
    done = surveyed(systems / "QYY", systems / "QYY/", systems / "../systems/QYY")
    assert "Eligible councils for 1 system" in done.stdout
    (tmp_path / "copy").mkdir()
    for file in (systems / "QYY").iterdir():
        (tmp_path / "copy" / file.name).write_bytes(file.read_bytes())
    done = surveyed(systems / "QYY", tmp_path / "copy")
    assert done.exit_code == 0
    assert "survey.twice" in done.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--on", "1 July 2022"), "is not a day"),
        (("--xlsx", "."), "cannot be written"),
        (("--html", "{systems}/beside.html"), "would be written over"),
        (("--html", "{systems}/beside.csv"), "ends in .html"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(
    systems: Path, words: tuple[str, ...], why: str
) -> None:
    (systems / "beside.csv").write_text("mine")
    done = surveyed(systems / "QZZ", *(word.format(systems=systems) for word in words))
    assert done.exit_code == 2
    assert why in done.stderr
    assert (systems / "beside.csv").read_text() == "mine"
