"""`joinedup new`, as people run it: on a made-up country, and on the official files."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from joinedup.opendata import allocations, making, outlines, practice_map
from joinedup.opendata.making import Made, make
from joinedup.register.files import hashes, kinds, read_folder
from joinedup.register.reading import read
from joinedup.register.writing import written
from tests.unit.opendata import made_up


def new(*arguments: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    program = "from joinedup.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "new", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
        timeout=120,
    )


@pytest.fixture
def country(tmp_path: Path) -> Path:
    return made_up.write(tmp_path / "open files", made_up.files())


def test_a_folder_is_made_and_what_did_not_join_is_told(tmp_path: Path, country: Path) -> None:
    done = new(tmp_path / "our system", "--icb", "qbb", "--from", country)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Moorland (QBB) as at 1 January 2026" in done.stdout
    assert "not placed: 2 practices" in done.stdout
    assert "ICBs changed on 1 April 2026" in done.stdout
    assert "Traceback" not in done.stdout
    assert done.stdout.endswith(f"Next: joinedup check '{tmp_path}/our system'\n")
    reading = read_folder(tmp_path / "our system")
    assert reading.findings == ()
    assert reading.folder is not None


def test_a_file_that_was_cut_short_is_told_before_all_else(tmp_path: Path, country: Path) -> None:
    text = made_up.files()[made_up.ALLOCATION]
    made_up.write(country, {made_up.ALLOCATION: text[: text.index("Far Surgery")]})
    done = new(tmp_path / "made", "--icb", "QBB", "--from", country)
    assert done.returncode == 0
    made, _, beware, cut, few, *_ = done.stdout.splitlines()
    assert made.startswith("Made ")
    assert beware == "Beware, the files are not whole:"
    assert "2025_2026.csv ends in the middle of a row, so it was cut short" in cut
    assert "Only 1 of the 3 practices of QBB" in few
    assert done.stdout.count("cut short") == 1
    folder = read_folder(tmp_path / "made").folder
    assert folder is not None
    assert [f"- {note}" for note in folder.register.system.notes[:2]] == [cut, few]


def test_it_is_the_same_whatever_the_order_that_python_keeps(tmp_path: Path, country: Path) -> None:
    for seed in ("1", "2"):
        assert new(tmp_path / seed, "--icb", "QAA", "--from", country, seed=seed).returncode == 0
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12"
    )
    assert first == second


def test_nothing_is_written_over(tmp_path: Path, country: Path) -> None:
    folder = tmp_path / "full"
    made_up.write(folder, {"system.yaml": "ours", ".git/x": "hidden"})
    done = new(folder, "--icb", "QAA", "--from", country)
    assert done.returncode == 2
    assert "already holds files (system.yaml)" in done.stderr
    assert (folder / "system.yaml").read_text() == "ours"
    assert len(list(folder.iterdir())) == 2


def test_an_empty_folder_may_be_there_already(tmp_path: Path, country: Path) -> None:
    made_up.write(tmp_path / "empty", {".git/x": "hidden"})
    assert new(tmp_path / "empty", "--icb", "QAA", "--from", country).returncode == 0


@pytest.mark.parametrize(
    ("change", "arguments", "why"),
    [
        ({}, ["--icb", "QZZ"], "QAA NHS Northshire Integrated Care Board; QBB NHS Moorland ICB"),
        ({}, ["--icb", "QAA", "--places", "none.csv"], "No such file"),
        ({made_up.MAP: "a,b\n"}, ["--icb", "QAA"], "it has no column for extract_date"),
        ({made_up.ALLOCATION: ""}, ["--icb", "QAA"], "practice_weighted_populations_2025_2026.csv"),
    ],
)
def test_bad_input_is_told_and_leaves_nothing_behind(
    tmp_path: Path, country: Path, change: dict[str, str], arguments: list[str], why: str
) -> None:
    made_up.write(country, change)
    done = new(tmp_path / "made", *arguments, "--from", country)
    assert done.returncode == 2
    assert why in done.stderr
    assert "to mend:" in done.stderr
    assert not (tmp_path / "made").exists()


def test_a_folder_that_cannot_be_made_or_is_a_file(tmp_path: Path, country: Path) -> None:
    made_up.write(tmp_path, {"file": "x"})
    for folder, why in (("file", "is a file"), ("file/below", "cannot be written")):
        done = new(tmp_path / folder, "--icb", "QAA", "--from", country)
        assert done.returncode == 2
        assert why in done.stderr


def test_a_source_folder_that_is_not_there(tmp_path: Path) -> None:
    done = new(tmp_path / "made", "--icb", "QAA", "--from", tmp_path / "none")
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr


# On the official files.


@pytest.fixture(scope="module")
def official(open_data: Path) -> Iterator[Path]:
    """The official files. Each is read once only, so that many systems can be made."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (making, "search"),
            (practice_map, "read_table"),
            (allocations, "read_table"),
            (outlines, "read_shapes"),
            (making, "read_geography"),
        ):
            patch.setattr(module, name, _remembered(getattr(module, name)))
        yield open_data


def _remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def again(*arguments: Any) -> Any:
        key = repr(arguments)
        if key not in known:
            known[key] = function(*arguments)
        return known[key]

    return again


@pytest.fixture(scope="module")
def west_yorkshire(official: Path) -> Made:
    return make("QWO", official, None)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with next(folder.rglob(name)).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(made: Made) -> dict[str, str]:
    return {area.id: area.name for area in made.folder.register.areas}


def test_the_five_places_of_west_yorkshire_and_their_practices(west_yorkshire: Made) -> None:
    register = west_yorkshire.folder.register
    placed = Counter(practice.place for practice in register.practices)
    assert placed == {"36J": 58, "02T": 20, "X2C4Y": 65, "15F": 86, "03R": 34}
    named = names(west_yorkshire)
    assert [named[place] for place in ("36J", "02T", "X2C4Y", "15F", "03R")] == [
        "Bradford District and Craven",
        "Calderdale",
        "Kirklees",
        "Leeds",
        "Wakefield",
    ]
    assert str(register.system.as_at) == "2026-01-01"


def test_the_councils_of_west_yorkshire_with_a_part_of_north_yorkshire(
    west_yorkshire: Made,
) -> None:
    councils = west_yorkshire.folder.register.system.councils
    assert {council.body: council.extent for council in councils} == {
        "bradford-council": "whole",
        "calderdale-council": "whole",
        "kirklees-council": "whole",
        "leeds-council": "whole",
        "wakefield-council": "whole",
        "north-yorkshire-council": "part",
    }
    overlaps = {(one.area, one.council): one.small_areas for one in west_yorkshire.folder.overlaps}
    assert overlaps["36J", "bradford-council"] == 312
    assert overlaps["36J", "north-yorkshire-council"] == 30
    assert sum(overlaps.values()) == 1434


def test_need_is_as_the_file_has_it_to_the_last_decimal(
    west_yorkshire: Made, official: Path
) -> None:
    official = {
        row["Practice_Code"]: row
        for row in rows(official, "practice_weighted_populations_2025_2026.csv")
        if row["ICB"] == "QWO"
    }
    need = {one.practice: one for one in west_yorkshire.folder.need if one.year == "2025-26"}
    assert need.keys() == official.keys()
    assert len(need) == 269
    for code, one in need.items():
        assert one.population == Decimal(official[code]["Population"])
        assert one.core == Decimal(official[code]["Final WP"])
        assert one.maternity == Decimal(official[code]["Mat WP"])
        assert one.primary_medical_final == Decimal(official[code]["Final PMC WP"])


def test_the_practices_that_the_map_has_no_more_are_told(west_yorkshire: Made) -> None:
    notice = next(
        one
        for one in west_yorkshire.notices
        if one.text.startswith("Practices with need in 2025/26")
    )
    codes = [example.split()[0] for example in notice.examples]
    assert codes == ["B83621", "B86056", "B86625", "B86654", "Y02572", "Y08186"]
    assert "in 36J on 1 January 2022" in notice.examples[0]


def test_the_users_places_give_the_same_practices(official: Path) -> None:
    """The file places five practices too that have need and are not in the map; one it has not."""
    made = make("QWO", official, next(official.rglob("place_of_practice.csv")))
    placed = {practice.code: practice.place for practice in made.folder.register.practices}
    assert Counter(placed.values()) == {"36J": 59, "02T": 21, "X2C4Y": 65, "15F": 89, "03R": 34}
    need = {one.practice for one in made.folder.need if one.year == "2025-26"}
    assert need - placed.keys() == {"Y08186"}
    assert names(made)["03R"] == "Wakefield District"


def test_every_icb_of_the_map_makes_a_folder_without_fault(official: Path) -> None:
    """All 42, each counted a second time, in another way, straight from the files."""
    practices = Counter(
        row["ICB_CODE"] for row in rows(official, "gp-reg-pat-prac-map_2026-01.csv")
    )
    small_areas = Counter(
        row["icb24_code_nhs"] for row in rows(official, "lookup_lsoa21_icb24.csv")
    )
    assert len(practices) == 42
    for icb in sorted(practices):
        made = make(icb, official, None)
        folder = made.folder
        assert made.warnings == ()
        files = written(folder)
        assert read(files, hashes(files), kinds()).findings == ()
        assert len(folder.register.practices) == practices[icb]
        assert sum(one.small_areas for one in folder.overlaps) == small_areas[icb]
        drawn = {outline.area for outline in folder.boundaries.outlines}
        places = {area.id for area in folder.register.areas if area.kind == "place"}
        assert {icb, *places} - drawn <= {"01V"}, "only Southport and Formby has no district"


@pytest.mark.parametrize(
    ("icb", "places", "not_placed"),
    [("QOP", 10, 0), ("QYG", 9, 0), ("QT1", 2, 0), ("QR1", 1, 0), ("QMJ", 5, 5), ("QKS", 2, 0)],
)
def test_systems_of_other_shapes(official: Path, icb: str, places: int, not_placed: int) -> None:
    register = make(icb, official, None).folder.register
    assert sum(area.kind == "place" for area in register.areas) == places
    assert sum(practice.place is None for practice in register.practices) == not_placed


@pytest.mark.parametrize("icb", ["QXU", "QNX"])
def test_icbs_whose_ons_code_changed_are_drawn_by_name(official: Path, icb: str) -> None:
    made = make(icb, official, None)
    assert any("found by its name" in notice.text for notice in made.notices)
    assert icb in {outline.area for outline in made.folder.boundaries.outlines}
