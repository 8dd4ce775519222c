"""The whole job on a made-up country: what the folder holds, and that it can be read again."""

import json
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Polygon

from joinedup.opendata.assembly import merger_note, system_name
from joinedup.opendata.making import Made, make
from joinedup.register.files import hashes, kinds
from joinedup.register.reading import read
from joinedup.register.writing import written
from tests.unit.opendata import made_up


def made(folder: Path, icb: str = "QAA", files=None) -> Made:
    return make(icb, made_up.write(folder, files or made_up.files()), None)


def said(result: Made) -> str:
    return "\n".join(notice.lines() for notice in result.notices)


@pytest.mark.parametrize("icb", ["QAA", "QBB"])
@pytest.mark.parametrize(
    "left_out",
    [
        (),
        (made_up.OLDER_MAP,),
        (made_up.TO_ICB,),
        (made_up.TO_DISTRICT, made_up.TIERS_21, made_up.TIERS_23),
        (made_up.TIERS_21, made_up.TIERS_23),
        (made_up.DISTRICTS,),
        (made_up.ICBS,),
        (made_up.DISTRICTS, made_up.ICBS),
    ],
)
def test_what_is_made_reads_back_equal_whatever_optional_file_is_missing(
    tmp_path: Path, icb: str, left_out: tuple[str, ...]
) -> None:
    folder = made(tmp_path, icb, made_up.without(*left_out)).folder
    files = written(folder)
    reading = read(files, hashes(files), kinds())
    assert reading.findings == ()
    assert reading.folder is not None
    assert reading.folder.register == folder.register
    assert reading.folder.need == folder.need
    assert reading.folder.overlaps == folder.overlaps
    assert reading.folder.boundaries == folder.boundaries


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(made(tmp_path / name).folder) for name in ("a", "b"))
    assert first == second


def test_line_ends_and_byte_order_marks_change_nothing_but_the_hashes(tmp_path: Path) -> None:
    files = {
        name: ("\ufeff" + text.removeprefix("\ufeff")).replace("\n", "\r\n")
        if name.endswith(".csv")
        else text
        for name, text in made_up.files().items()
    }
    plain = made(tmp_path / "a").folder
    marked = made(tmp_path / "b", files=files).folder
    assert marked.need == plain.need
    assert marked.register.practices == plain.register.practices
    assert marked.register.system.areas == plain.register.system.areas
    assert marked.register.system.councils == plain.register.system.councils


def test_the_system(tmp_path: Path) -> None:
    system = made(tmp_path).folder.register.system
    assert (system.code, system.name, system.as_at) == ("QAA", "Northshire", date(2026, 1, 1))
    assert [(area.id, area.kind, area.within) for area in system.areas] == [
        ("QAA", "system", ()),
        ("01A", "place", ("QAA", "northshire-council-area")),
        ("02B", "place", ("QAA",)),
        ("U00001", "neighbourhood", ("01A", "02B")),
        ("northshire-council-area", "council area", ()),
        ("cedar-council-area", "council area", ("QAA",)),
    ]
    assert [ons.code for ons in system.areas[0].ons] == ["E54000901"]
    sources = {source.id: source for source in system.sources}
    assert (
        sources["lookup_lsoa21_icb24"].locator == "lookup_lsoa21_icb24.csv, codes of 2021 and 2024"
    )
    assert all(len(source.sha256) == 64 for source in system.sources)
    assert not any("/" in source.locator.replace("/26", "") for source in system.sources)


def test_both_codes_of_an_icb_whose_code_changed_are_kept(tmp_path: Path) -> None:
    result = made(tmp_path, "QBB")
    assert [ons.code for ons in result.folder.register.areas[0].ons] == ["E54000902", "E54000999"]
    assert "NHS Moorland ICB (E54000902)" in said(result)


def test_overlaps_are_of_the_system_and_of_each_place(tmp_path: Path) -> None:
    overlaps = made(tmp_path).folder.overlaps
    counts = {(one.area, one.council): one.small_areas for one in overlaps}
    assert counts == {
        ("QAA", "northshire-council"): 3,
        ("QAA", "cedar-council"): 1,
        ("01A", "northshire-council"): 2,
        ("02B", "northshire-council"): 1,
        ("02B", "cedar-council"): 1,
    }
    assert {one.council: one.small_areas_of_council for one in overlaps} == {
        "northshire-council": 4,
        "cedar-council": 1,
    }
    overlaps = made(tmp_path, "QBB").folder.overlaps
    assert [(one.area, one.council, one.small_areas) for one in overlaps] == [
        ("QBB", "moorland-council", 1),
        ("QBB", "northshire-council", 1),
        ("moorland", "moorland-council", 1),
    ]
    assert {one.as_at for one in overlaps} == {date(2024, 4, 1)}


def test_what_a_reader_must_know_is_noted(tmp_path: Path) -> None:
    notes = " ".join(made(tmp_path).folder.register.system.notes)
    assert "name no people, delegations" in notes
    assert "NHS trusts are not known" in notes
    assert "ICBs changed on 1 April 2026" in notes
    assert "written ministerial statement of 9 September 2025" in notes


@pytest.mark.parametrize(("day", "warned"), [("31Mar2026", True), ("01Apr2026", False)])
def test_a_folder_of_after_the_mergers_does_not_warn_of_them(
    tmp_path: Path, day: str, warned: bool
) -> None:
    files = made_up.changed(made_up.MAP, "01Jan2026", day)
    notes = made(tmp_path, files=files).folder.register.system.notes
    assert any("1 April 2026 (" in note for note in notes) is warned


def test_the_mergers_note_says_the_day_of_the_files() -> None:
    assert "The files are of 5 May 2025." in merger_note(date(2025, 5, 5))


def test_practices_that_the_map_has_no_more_are_each_told(tmp_path: Path) -> None:
    told = said(made(tmp_path))
    assert "A00009 Gone Surgery (under one person; in 02B on 1 January 2022)" in told
    assert "U00001 RIVER PCN (Alder Vale; Cedar and Beech)" in told
    assert "U00001 RIVER PCN (QBB)" in told
    assert "no neighbourhood (1)\n    A00003 CEDAR SURGERY" in told


def test_where_a_practice_was_comes_from_an_older_allocation_file_too(tmp_path: Path) -> None:
    files = made_up.without(made_up.OLDER_MAP)
    older = files[made_up.ALLOCATION].replace("Gone Surgery,,", "Gone Surgery,02B,")
    files["practice_weighted_populations_2024_2025.csv"] = older
    told = said(made(tmp_path, files=files))
    assert "A00009 Gone Surgery (under one person; in 02B in 2024/25)" in told


def test_a_practice_of_unknown_size(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, ",0.4,", ",NA,")
    assert "A00009 Gone Surgery (population not known" in said(made(tmp_path, files=files))


def test_what_it_does_is_told_as_it_goes(tmp_path: Path) -> None:
    steps: list[str] = []
    make("QAA", made_up.write(tmp_path, made_up.files()), None, steps.append)
    assert len(steps) == 4


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("NHS West Yorkshire Integrated Care Board", "West Yorkshire"),
        ("NHS Sussex ICB", "Sussex"),
        ("QZZ", "QZZ"),
    ],
)
def test_the_name_of_a_system(name: str, system: str) -> None:
    assert system_name(name) == system


def shapes(result: Made) -> dict[str, tuple[Polygon, str]]:
    return {
        outline.area: (Polygon(outline.polygons[0][0]), outline.note)
        for outline in result.folder.boundaries.outlines
    }


def test_outlines_are_districts_and_parts_of_them(tmp_path: Path) -> None:
    drawn = shapes(made(tmp_path))
    # Alder is whole; Beech, shared by both places, is drawn once; Cedar is whole.
    assert set(drawn) == {"QAA", "01A", "02B"}
    assert drawn["01A"][0].area == pytest.approx(1 + 0.9)
    assert drawn["02B"][0].area == pytest.approx(1)
    assert drawn["QAA"][0].area == pytest.approx(2.9)
    assert drawn["01A"][0].exterior.is_ccw
    assert "2 of the 3 small areas of Beech, clipped" in drawn["01A"][1]
    assert "drawn here: 1 small area of Beech that Cedar and Beech has" in drawn["01A"][1]
    assert "drawn with Alder Vale: 1 small area of Beech" in drawn["02B"][1]


def test_without_the_icbs_outline_a_part_is_drawn_whole_if_it_is_most(tmp_path: Path) -> None:
    files = made_up.without(made_up.ICBS)
    assert (
        "2 of the 3 small areas of Beech, drawn whole"
        in shapes(made(tmp_path, files=files))["QAA"][1]
    )
    assert "1 of the 3 small areas of Beech" in said(made(tmp_path, "QBB", files))


def test_without_districts_only_the_system_is_drawn(tmp_path: Path) -> None:
    result = made(tmp_path, files=made_up.without(made_up.DISTRICTS))
    assert set(shapes(result)) == {"QAA"}
    assert "Places without an outline (2)" in said(result)


def test_a_district_is_drawn_by_its_name_if_its_code_is_another(tmp_path: Path) -> None:
    files = made_up.changed(made_up.DISTRICTS, "E06000903", "E06000803")
    assert "Outlines found by name, as the codes differ (1)" in said(made(tmp_path, files=files))
    files = made_up.changed(made_up.DISTRICTS, "Alder", "Older")
    files[made_up.DISTRICTS] = files[made_up.DISTRICTS].replace("E07000901", "E07000801")
    assert "Districts without an outline (1)\n    E07000901 Alder" in said(
        made(tmp_path, files=files)
    )


def test_an_outline_of_no_known_shape_is_said(tmp_path: Path) -> None:
    result = made(tmp_path, files=made_up.changed(made_up.DISTRICTS, "Polygon", "Pentagon"))
    assert "a file of outlines could not be read" in said(result)


@pytest.mark.parametrize("content", ['{"ltla24_code": 1}', '{"features": [{"ltla24_code"', "[]"])
def test_a_file_of_outlines_that_cannot_be_read_is_said(tmp_path: Path, content: str) -> None:
    files = made_up.files() | {made_up.DISTRICTS: content.replace("[]", '["ltla24_code"]')}
    result = made(tmp_path, files=files)
    assert "a file of outlines could not be read" in said(result)
    assert result.folder.boundaries.outlines == ()


def test_gaps_between_simplified_districts_are_closed(tmp_path: Path) -> None:
    """Beech has a small hole, as two simplified outlines leave between them, and a large one."""
    files = made_up.files()
    document = json.loads(files[made_up.DISTRICTS])
    rings = document["features"][0]["geometry"]["coordinates"]
    for size in (0.005, 0.3):
        low, high = 0.5 - size / 2 + size, 0.5 + size / 2 + size
        rings.append([[low, low], [low, high], [high, high], [high, low], [low, low]])
    files[made_up.DISTRICTS] = json.dumps(document)
    outline = next(
        one for one in made(tmp_path, files=files).folder.boundaries.outlines if one.area == "01A"
    )
    assert len(outline.polygons[0]) == 2
