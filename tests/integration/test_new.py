"""`joinedup new`, as people run it: on a made-up country, and on the official files."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from joinedup.law.survey import summary, survey_row
from joinedup.opendata.country import Country, read_country
from joinedup.opendata.editions import plain_icb
from joinedup.opendata.geography import short_name
from joinedup.opendata.making import Made, make_of
from joinedup.register.consistency import consistency_findings
from joinedup.register.coterminosity import eligible_councils
from joinedup.register.files import hashes, kinds, read_folder
from joinedup.register.reading import read
from joinedup.register.writing import written
from joinedup.values.codes import slug
from tests.commands import ran
from tests.unit.opendata import made_up

CUMBRIA_SINCE = ("Cumberland", "Westmorland and Furness")


def new(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return ran(("new", *arguments))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return made_up.write(tmp_path / "open files", made_up.files())


def test_a_folder_is_made_and_what_did_not_join_is_told(tmp_path: Path, source: Path) -> None:
    done = new(tmp_path / "our system", "--icb", "qbb", "--from", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Moorland (QBB) as at 1 January 2026" in done.stdout
    assert "not placed: 2 practices" in done.stdout
    assert "ICBs changed on 1 April 2026" in done.stdout
    assert "Traceback" not in done.stdout
    assert done.stdout.endswith(f"Next: joinedup check '{tmp_path}/our system'\n")
    reading = read_folder(tmp_path / "our system")
    assert reading.findings == ()
    assert reading.folder is not None


def test_a_file_that_was_cut_short_is_told_before_all_else(tmp_path: Path, source: Path) -> None:
    text = made_up.files()[made_up.ALLOCATION]
    made_up.write(source, {made_up.ALLOCATION: text[: text.index("Far Surgery")]})
    done = new(tmp_path / "made", "--icb", "QBB", "--from", source)
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


def test_it_is_the_same_whatever_the_order_that_python_keeps(tmp_path: Path, source: Path) -> None:
    joinedup = Path(sys.executable).with_name("joinedup")
    for seed in ("1", "2"):
        command = [joinedup, "new", tmp_path / seed, "--icb", "QAA", "--from", source]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12"
    )
    assert first == second


def test_nothing_is_written_over(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "full"
    made_up.write(folder, {"system.yaml": "ours", ".git/x": "hidden"})
    done = new(folder, "--icb", "QAA", "--from", source)
    assert done.returncode == 2
    assert "already holds files (system.yaml)" in done.stderr
    assert (folder / "system.yaml").read_text() == "ours"
    assert len(list(folder.iterdir())) == 2


def test_an_empty_folder_may_be_there_already(tmp_path: Path, source: Path) -> None:
    made_up.write(tmp_path / "empty", {".git/x": "hidden"})
    assert new(tmp_path / "empty", "--icb", "QAA", "--from", source).returncode == 0


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
    tmp_path: Path, source: Path, change: dict[str, str], arguments: list[str], why: str
) -> None:
    made_up.write(source, change)
    done = new(tmp_path / "made", *arguments, "--from", source)
    assert done.returncode == 2
    assert why in done.stderr
    assert "to mend:" in done.stderr
    assert not (tmp_path / "made").exists()


def test_a_folder_that_cannot_be_made_or_is_a_file(tmp_path: Path, source: Path) -> None:
    made_up.write(tmp_path, {"file": "x"})
    for folder, why in (("file", "is a file"), ("file/below", "cannot be written")):
        done = new(tmp_path / folder, "--icb", "QAA", "--from", source)
        assert done.returncode == 2
        assert why in done.stderr


def test_a_source_folder_that_is_not_there(tmp_path: Path) -> None:
    done = new(tmp_path / "made", "--icb", "QAA", "--from", tmp_path / "none")
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr


def test_every_icb_in_one_go(tmp_path: Path, source: Path) -> None:
    done = new(tmp_path / "land", "--all", "--from", source)
    assert (done.returncode, done.stderr) == (0, "")
    northshire, moorland, beware, _, made, country, *_ = done.stdout.splitlines()
    assert northshire.startswith("QAA  Northshire: 2 places, 1 neighbourhood, 3 practices")
    assert moorland.startswith("QBB  Moorland: 1 place")
    assert beware.startswith("     beware: Only 2 of the 3 practices of QBB")
    assert made == f"Made 2 systems in {tmp_path}/land, with 6 practices."
    assert "2 primary care networks, 1 of which span" in country
    assert "1 practice is in none" in country
    alone = new(tmp_path / "alone", "--icb", "QBB", "--from", source)
    assert alone.returncode == 0
    told = (tmp_path / "land/QBB/notices.md").read_text()
    assert "## Practices not placed" in told
    together = {path.name: path.read_bytes() for path in (tmp_path / "land/QBB").iterdir()}
    together.pop("notices.md")
    assert together == {path.name: path.read_bytes() for path in (tmp_path / "alone").iterdir()}


def test_an_icb_that_fails_is_told_and_does_not_stop_the_others(
    tmp_path: Path, source: Path
) -> None:
    made_up.write(source, made_up.changed(made_up.MAP, ",A0000", ",?A0000"))
    done = new(tmp_path / "land", "--all", "--from", source)
    assert done.returncode == 2
    assert "no row of QAA has a practice" in done.stderr
    assert "not made, as said above: QAA" in done.stderr
    assert "Made 1 system in" in done.stdout
    assert not (tmp_path / "land/QAA").exists()
    assert read_folder(tmp_path / "land/QBB").findings == ()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "either --icb"),
        (("--all", "--icb", "QAA"), "either --icb"),
        (("--all", "--places", "x.csv"), "--places is for one board"),
    ],
)
def test_one_board_or_all_of_them(
    tmp_path: Path, source: Path, arguments: tuple[str, ...], why: str
) -> None:
    done = new(tmp_path / "made", *arguments, "--from", source)
    assert done.returncode == 2
    assert why in done.stderr
    assert not (tmp_path / "made").exists()


# On the official files.


@pytest.fixture(scope="module")
def country(open_data: Path) -> Country:
    """The official files, each read once, so that many systems can be made."""
    return read_country(open_data)


@pytest.fixture(scope="module")
def england(country: Country) -> dict[str, Made]:
    """Every system, made once."""
    return {icb: make_of(icb, country) for icb in country.maps.icbs}


@pytest.fixture(scope="module")
def west_yorkshire(england: dict[str, Made]) -> Made:
    return england["QWO"]


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
    newest = [one for one in west_yorkshire.folder.overlaps if one.as_at == date(2024, 4, 1)]
    overlaps = {(one.area, one.council): one.small_areas for one in newest}
    assert overlaps["36J", "bradford-council"] == 312
    assert overlaps["36J", "north-yorkshire-council"] == 30
    assert sum(number for (area, _), number in overlaps.items() if area == "QWO") == 1434
    assert sum(number for (area, _), number in overlaps.items() if area != "QWO") == 1434


def test_need_is_as_the_file_has_it_to_the_last_decimal(
    west_yorkshire: Made, open_data: Path
) -> None:
    published = {
        row["Practice_Code"]: row
        for row in rows(open_data, "practice_weighted_populations_2025_2026.csv")
        if row["ICB"] == "QWO"
    }
    need = {one.practice: one for one in west_yorkshire.folder.need if one.year == "2025-26"}
    assert need.keys() == published.keys()
    assert len(need) == 269
    for code, one in need.items():
        assert one.population == Decimal(published[code]["Population"])
        assert one.core == Decimal(published[code]["Final WP"])
        assert one.maternity == Decimal(published[code]["Mat WP"])
        assert one.primary_medical_final == Decimal(published[code]["Final PMC WP"])


def test_the_practices_that_the_map_has_no_more_are_told(west_yorkshire: Made) -> None:
    notice = next(
        one
        for one in west_yorkshire.notices
        if one.text.startswith("Practices with need in 2025/26")
    )
    codes = [example.split()[0] for example in notice.examples]
    assert codes == ["B83621", "B86056", "B86625", "B86654", "Y02572", "Y08186"]
    assert "in 36J on 1 January 2022" in notice.examples[0]


def test_the_users_places_give_the_same_practices(country: Country, open_data: Path) -> None:
    """The file places five practices too that have need and are not in the map; one it has not."""
    made = make_of("QWO", country, next(open_data.rglob("place_of_practice.csv")))
    placed = {practice.code: practice.place for practice in made.folder.register.practices}
    assert Counter(placed.values()) == {"36J": 59, "02T": 21, "X2C4Y": 65, "15F": 89, "03R": 34}
    need = {one.practice for one in made.folder.need if one.year == "2025-26"}
    assert need - placed.keys() == {"Y08186"}
    assert names(made)["03R"] == "Wakefield District"


def test_every_icb_of_the_map_makes_a_folder_without_fault(
    england: dict[str, Made], open_data: Path
) -> None:
    """All 42, each counted a second time, in another way, straight from the files."""
    practices = Counter(
        row["ICB_CODE"] for row in rows(open_data, "gp-reg-pat-prac-map_2026-01.csv")
    )
    small_areas = Counter(
        row["icb24_code_nhs"] for row in rows(open_data, "lookup_lsoa21_icb24.csv")
    )
    assert len(practices) == 42
    assert england.keys() == practices.keys()
    for icb, made in england.items():
        folder = made.folder
        assert made.warnings == ()
        files = written(folder)
        assert read(files, hashes(files), kinds()).findings == ()
        assert len(folder.register.practices) == practices[icb]
        assert small_areas[icb] == sum(
            one.small_areas
            for one in folder.overlaps
            if one.area == icb and one.as_at == date(2024, 4, 1)
        )
        drawn = {outline.area for outline in folder.boundaries.outlines}
        places = {area.id for area in folder.register.areas if area.kind == "place"}
        assert {icb, *places} - drawn <= {"01V"}, "only Southport and Formby has no district"


def names_of_councils(england: dict[str, Made], on: date) -> set[tuple[str, str]]:
    """Each ICB with the name of each council that is eligible on a day."""
    return {
        (icb, council.name.removesuffix(" Council"))
        for icb, made in england.items()
        for council in eligible_councils(made.folder, on)
    }


def test_the_eligible_councils_of_england_when_icbs_began(
    england: dict[str, Made], country: Country, open_data: Path
) -> None:
    listed = rows(open_data, "eligible_las_by_icb_2022_detail.csv")
    pairs = {
        (country.icb_of[plain_icb(row["icb22_name"])], short_name(row["utla21_name"]))
        for row in listed
    }
    assert len(pairs) == 164
    assert names_of_councils(england, date(2022, 7, 1)) == pairs
    slivers = {
        (icb, one.council)
        for icb, made in england.items()
        for one in made.folder.overlaps
        if one.as_at == date(2022, 7, 1) and one.small_areas * 20 < one.small_areas_of_council
    }
    assert slivers == {
        ("QE1", "north-yorkshire-council"),
        ("QHG", "buckinghamshire-council"),
        ("QOX", "oxfordshire-council"),
        ("QUE", "hertfordshire-council"),
        ("QXU", "west-sussex-council"),
    }
    counted = {
        (icb, one.council): one
        for icb, made in england.items()
        for one in made.folder.overlaps
        if one.as_at == date(2022, 7, 1)
    }
    for row in listed:
        icb = country.icb_of[plain_icb(row["icb22_name"])]
        one = counted[icb, f"{slug(short_name(row['utla21_name']))}-council"]
        assert one.small_areas == int(row["lsoas"])
        share = one.small_areas / one.small_areas_of_council
        assert abs(share - float(row["share_of_la"])) < 0.0001


def test_the_eligible_councils_of_england_since_then(england: dict[str, Made]) -> None:
    then, now = (names_of_councils(england, date(year, 7, 1)) for year in (2022, 2024))
    assert then - now == {("QE1", "Cumbria"), ("QHM", "Cumbria"), ("QXU", "West Sussex")}
    assert now - then == {
        *((icb, name) for icb in ("QE1", "QHM") for name in CUMBRIA_SINCE),
        ("QPM", "Oxfordshire"),
    }
    # The order says the day on which Cumbria's council ended; no file says that of a new area.
    before, after = (names_of_councils(england, date(2023, *day)) for day in ((3, 31), (4, 1)))
    assert before == then
    assert after - before == {(icb, name) for icb in ("QE1", "QHM") for name in CUMBRIA_SINCE}


def test_a_council_that_went_on_as_the_only_one_is_one_body(england: dict[str, Made]) -> None:
    for icb, body, codes in (
        ("QWO", "north-yorkshire-council", ("E06000065", "E10000023")),
        ("QSL", "somerset-council", ("E06000066", "E10000027")),
    ):
        (council,) = (
            one for one in england[icb].folder.register.system.councils if one.body == body
        )
        assert (council.first_day, council.last_day) == (None, None)
        assert [(one.code, one.first_day, one.last_day) for one in council.ons] == [
            (codes[0], date(2023, 4, 1), None),
            (codes[1], None, date(2023, 3, 31)),
        ]


def test_residents_are_counted_where_the_files_cover_the_area(england: dict[str, Made]) -> None:
    known = {
        (one.area, one.council, one.as_at.year): (one.residents, one.residents_of_council)
        for one in england["QWO"].folder.overlaps
        if one.as_at
    }
    # As places.csv of the open data has them, of the census and of mid-2020.
    assert known["36J", "bradford-council", 2024] == (546_433, 546_433)
    assert known["36J", "north-yorkshire-council", 2024] == (597_297 - 546_433, None)
    assert known["QWO", "calderdale-council", 2022] == (211_439, 211_439)
    assert {one.residents for one in england["QYG"].folder.overlaps} == {None}
    # What an extract covers in part of a neighbour says nothing of all of it.
    assert {one.residents for one in england["QOQ"].folder.overlaps if one.area == "QOQ"} == {None}


def test_networks_that_span_and_practices_without_one(england: dict[str, Made]) -> None:
    found = {
        text: [
            (icb, example.split()[0])
            for icb, made in england.items()
            for notice in made.notices
            if notice.text.startswith(text)
            for example in notice.examples
        ]
        for text in (
            "Primary care networks that span",
            "Neighbourhoods with practices in another system",
            "Practices in no primary care network",
            "Networks whose name another network has",
        )
    }
    spanning, abroad, without, twice = found.values()
    assert len({pcn for _, pcn in (*spanning, *abroad)}) == 10
    assert {pcn for _, pcn in abroad} == {"U41591"}
    assert len(without) == 59
    assert {pcn for _, pcn in twice} == {"U41025", "U09187"}


def test_practices_that_moved_between_systems(england: dict[str, Made], open_data: Path) -> None:
    was = {
        row["PRACTICE_CODE"]: row["STP_CODE"]
        for row in rows(open_data, "gp-reg-pat-prac-map_2022-01.csv")
    }
    moved = {
        (row["PRACTICE_CODE"], row["ICB_CODE"])
        for row in rows(open_data, "gp-reg-pat-prac-map_2026-01.csv")
        if was.get(row["PRACTICE_CODE"], row["ICB_CODE"]) != row["ICB_CODE"]
    }
    assert len(moved) == 39
    assert moved == {
        (example.split()[0], icb)
        for icb, made in england.items()
        for notice in made.notices
        if notice.text.startswith("Practices that came from another system")
        for example in notice.examples
    }


def test_the_trusts_of_england_are_bodies_and_never_nominators(england: dict[str, Made]) -> None:
    trusts = {
        (body.id, body.name, body.kind, icb)
        for icb, made in england.items()
        for body in made.folder.register.bodies
        if body.kind in ("NHS trust", "NHS foundation trust", "care trust")
    }
    # 218 in the file: three are Welsh, six have closed, one was followed by another.
    assert len(trusts) == 218 - 3 - 6 - 1
    name = "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust"
    assert ("RCX", name, "NHS foundation trust", "QMM") in trusts
    assert not {"RQF", "RT4", "RYT", "RBZ", "RW6"} & {code for code, *_ in trusts}
    nominators = {
        nominator
        for made in england.values()
        for forum in made.folder.register.forums
        for seat in forum.seats
        for nominator in seat.nominators
    }
    assert not {code for code, *_ in trusts} & nominators
    said = "\n".join(notice.lines() for notice in england["QWO"].notices)
    assert "RXF Mid Yorkshire Hospitals NHS Trust: Mid Yorkshire Teaching NHS Trust on" in said
    assert "Care trusts, whose codes begin with T, are not in etr_2022.csv" in said


@pytest.mark.parametrize(
    ("icb", "places", "not_placed"),
    [("QOP", 10, 0), ("QYG", 9, 0), ("QT1", 2, 0), ("QR1", 1, 0), ("QMJ", 5, 5), ("QKS", 2, 0)],
)
def test_systems_of_other_shapes(
    england: dict[str, Made], icb: str, places: int, not_placed: int
) -> None:
    register = england[icb].folder.register
    assert sum(area.kind == "place" for area in register.areas) == places
    assert sum(practice.place is None for practice in register.practices) == not_placed


@pytest.mark.parametrize("icb", ["QXU", "QNX"])
def test_icbs_whose_ons_code_changed_are_drawn_by_name(england: dict[str, Made], icb: str) -> None:
    made = england[icb]
    assert any("found by its name" in notice.text for notice in made.notices)
    assert icb in {outline.area for outline in made.folder.boundaries.outlines}


def test_england_surveyed_when_icbs_began(england: dict[str, Made]) -> None:
    on = date(2022, 7, 1)
    told = summary([survey_row(made.folder, on) for made in england.values()], on)
    assert "for 42 systems on 1 July 2022: 164 pairs, of them five slivers." in told
    known = ("register.neighbourhood-crosses-places", "register.need-without-practice")
    for made in england.values():
        for one in consistency_findings(made.folder, on):
            assert one.outcome == "not-known" or one.rule in known, one
