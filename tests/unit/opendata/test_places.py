"""Places by sub-ICB location, by council, or by the user's own file; and their names."""

import re
from pathlib import Path

import pytest

from joinedup.opendata.councils import Count, Met
from joinedup.opendata.editions import Shared
from joinedup.opendata.geography import Upper
from joinedup.opendata.making import make
from joinedup.opendata.notices import CannotMake
from joinedup.opendata.places import may_be_none
from joinedup.opendata.placing import read_placing
from joinedup.values.finding import Finding
from tests.unit.opendata import made_up

PRACTICES = {"A00001": "Alder", "A00002": "Beech", "A00003": "Cedar"}


def made(folder: Path, icb: str = "QAA", files=None, places: str | None = None):
    """Names of places by id, place of each practice, and all notices as text."""
    made_up.write(folder, files or made_up.files())
    places_file = None
    if places is not None:
        places_file = folder / "our places.csv"
        places_file.write_text(places, encoding="utf-8")
    result = make(icb, folder, places_file)
    register = result.folder.register
    return (
        {area.id: area.name for area in register.areas if area.kind == "place"},
        {practice.code: practice.place for practice in register.practices},
        "\n".join(notice.lines() for notice in result.notices),
    )


def test_several_sub_icb_locations_are_places_named_by_an_older_map(tmp_path: Path) -> None:
    places, place_of, said = made(tmp_path)
    assert places == {"01A": "Alder Vale", "02B": "Cedar and Beech"}
    assert place_of == {"A00001": "01A", "A00002": "02B", "A00003": "02B"}
    assert "01A Alder Vale (from gp-reg-pat-prac-map_2022-01.csv, of 1 January 2022)" in said
    assert "where the name is of an earlier edition, the area may have changed since (2)" in said


def notes(folder: Path, files: dict[str, str], places: Path | None = None) -> str:
    made_up.write(folder, files)
    return "\n".join(make("QAA", folder, places).folder.register.system.notes)


CARRIED = "Carried from an earlier edition, of "


def test_names_of_an_earlier_edition_are_noted_as_such(tmp_path: Path) -> None:
    assert (
        f"{CARRIED}1 January 2022: the names Alder Vale; Cedar and Beech. The area of a place "
        "may have changed since, and its name with it."
    ) in notes(tmp_path, made_up.files())


def test_a_name_of_an_earlier_allocation_file_is_noted_and_one_of_the_latest_is_not(
    tmp_path: Path,
) -> None:
    files = made_up.files()
    named = files[made_up.ALLOCATION].replace("Alder Surgery,,,", "Alder Surgery,01A,X - 01A Vale,")
    latest = notes(tmp_path / "latest", files | {made_up.ALLOCATION: named})
    assert f"{CARRIED}1 January 2022: the name Cedar and Beech." in latest
    files["practice_weighted_populations_2024_2025.csv"] = named
    assert f"{CARRIED}2024/25: the name Vale." in notes(tmp_path / "earlier", files)


def test_a_name_that_the_users_places_take_by_its_code_is_noted_too(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("practice,place\nA00001,01A\nA00002,Low Town\n", encoding="utf-8")
    assert f"{CARRIED}1 January 2022: the name Alder Vale." in notes(
        tmp_path / "in", made_up.files(), own
    )
    own.write_text("practice,place\nA00001,Up Town\n", encoding="utf-8")
    assert CARRIED not in notes(tmp_path / "in", made_up.files(), own)


def test_without_an_older_file_they_are_named_by_their_districts(tmp_path: Path) -> None:
    places, _, said = made(tmp_path, files=made_up.without(made_up.OLDER_MAP))
    assert places == {"01A": "Alder and Beech", "02B": "Cedar and Beech"}
    assert "from the districts" in said
    assert "earlier edition" not in said


def test_with_nothing_that_names_them_they_have_their_codes(tmp_path: Path) -> None:
    files = made_up.without(made_up.OLDER_MAP, made_up.TO_ICB)
    places, _, said = made(tmp_path, files=files)
    assert places == {"01A": "01A", "02B": "02B"}
    assert "no file names it" in said


def test_two_locations_of_one_name_show_their_codes(tmp_path: Path) -> None:
    files = made_up.changed(made_up.OLDER_MAP, "Cedar and Beech", "Alder Vale")
    places, _, _ = made(tmp_path, files=files)
    assert places == {"01A": "Alder Vale (01A)", "02B": "Alder Vale (02B)"}


def test_one_location_alone_gives_places_by_the_council_of_the_surgery(tmp_path: Path) -> None:
    places, place_of, said = made(tmp_path, "QBB")
    assert places == {"moorland": "Moorland"}
    assert place_of == {"B00001": "moorland", "B00002": None, "B00003": None}
    assert "Moorland (E10000909, now E06000910)" in said
    assert "B00002 FAR SURGERY (Cedar in 2025/26)" in said
    assert "council of the surgery is not known (1)\n    B00003 NEW SURGERY" in said


def test_a_surgery_in_a_district_that_no_file_knows_is_not_placed(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, "E07000909,Dale", "E07000999,Nowhere")
    _, place_of, said = made(tmp_path, "QBB", files)
    assert place_of["B00001"] is None
    assert "B00001 DALE SURGERY (E07000999 Nowhere)" in said


def test_a_place_of_one_practice_at_the_edge_is_pointed_out(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, "E07000909,Dale", "E07000902,Beech")
    places, _, said = made(tmp_path, "QBB", files)
    assert places == {"northshire": "Northshire"}
    assert "Northshire: 1 practice, and 1 of the council's 4 small areas" in said
    assert "say with --places where each practice belongs" in said


def test_a_place_of_few_practices_is_pointed_out_where_the_council_is_whole_too(
    tmp_path: Path,
) -> None:
    _, _, said = made(tmp_path, "QBB")
    assert "Moorland: 1 practice, and all of the council's 1 small area" in said


def test_a_corner_of_a_council_is_pointed_out_however_many_practices_it_has() -> None:
    upper = Upper("E10000901", "Northshire")
    corner, half = (
        Met("northshire-council", upper, (Count(None, Shared(here), Shared(4), ""),))
        for here in (1, 2)
    )
    many = [f"A{number:05}" for number in range(30)]
    assert "30 practices, and 1 of" in may_be_none({corner}, dict.fromkeys(many, corner))[0].lines()
    assert may_be_none({half}, dict.fromkeys(many, half)) == ()


def test_the_users_own_places(tmp_path: Path) -> None:
    rows = "place,x,Practice_Code\nUp Town,1,A00001\nUp Town,2, a00002 \n,3,A00003\nElse,4,Z1\n"
    places, place_of, said = made(tmp_path, places=rows)
    assert places == {"up-town": "Up Town"}
    assert place_of == {"A00001": "up-town", "A00002": "up-town", "A00003": None}
    assert "our places.csv gives no place for them (1)\n    A00003 CEDAR SURGERY" in said
    assert "nor the latest need has them (1)\n    Z1" in said
    assert "Places without an outline (1)\n    Up Town" in said


GONE = "practice,place\nA00001,01A\nA00002,Low Town\nA00003,Low Town\nA00009,Low Town\n"


def test_a_practice_that_the_map_has_not_is_placed_where_the_file_places_it(tmp_path: Path) -> None:
    places, place_of, said = made(tmp_path, places=GONE)
    assert places == {"01A": "Alder Vale", "02B": "Low Town"}
    assert place_of["A00009"] == "02B"
    assert "may have closed; they were placed because our places.csv places them (1)" in said
    assert "A00009 Gone Surgery (under one person; Low Town)" in said
    assert "add it in the column 'to' of practices.csv" in said
    assert "not placed" not in said
    assert "left out" not in said


@pytest.mark.parametrize(("network", "kept"), [("U00001", "U00001"), ("U00077", None), ("", None)])
def test_it_keeps_its_postcode_and_its_network_if_the_folder_has_that(
    tmp_path: Path, network: str, kept: str | None
) -> None:
    files = made_up.files()
    header, *rows = files[made_up.ALLOCATION].splitlines()
    more = [f"{row},AA1 1AD,{network if row.startswith('A00009') else ''}" for row in rows]
    files[made_up.ALLOCATION] = made_up.lines(f"{header},Practice_Postcode,PCN_Code", *more)
    made_up.write(tmp_path, {**files, "own.txt": GONE.replace("A00009,Low", "A00009,New")})
    register = make("QAA", tmp_path, tmp_path / "own.txt").folder.register
    gone = next(practice for practice in register.practices if practice.code == "A00009")
    assert (gone.postcode, gone.neighbourhood, gone.place) == ("AA1 1AD", kept, "new-town")
    (river,) = (area for area in register.areas if area.id == "U00001")
    assert ("new-town" in river.within) is bool(kept)


def test_a_place_that_is_one_sub_icb_location_has_its_code(tmp_path: Path) -> None:
    rows = "practice,place\nA00001,01A\nA00002,Low Town\nA00003,Low Town\n"
    places, place_of, _ = made(tmp_path, places=rows)
    assert places == {"01A": "Alder Vale", "02B": "Low Town"}
    assert place_of["A00003"] == "02B"


def test_a_place_of_several_whole_locations_has_an_outline(tmp_path: Path) -> None:
    rows = "practice,place\nA00001,All\nA00002,All\nA00003,All\n"
    _, _, said = made(tmp_path, places=rows)
    assert "without an outline" not in said


@pytest.mark.parametrize(
    ("name", "expected"),
    [("QAA", "qaa"), ("U00001", "u00001"), ("02B", "02B"), ("River", "river-place")],
)
def test_a_place_never_has_the_id_of_another_area(tmp_path: Path, name: str, expected: str) -> None:
    files = made_up.changed(made_up.MAP, "U00001", "river" if name == "River" else "U00001")
    places, _, _ = made(tmp_path, files=files, places=f"practice,place\nA00002,{name}\n")
    assert list(places) == [expected]


def test_two_names_that_make_one_id_give_two_places(tmp_path: Path) -> None:
    rows = "practice,place\nA00001,Other\nA00002,St. Mary\nA00003,St Mary\n"
    places, place_of, _ = made(tmp_path, places=rows)
    assert places == {"01A": "Other", "st-mary": "St Mary", "st-mary-2": "St. Mary"}
    assert (place_of["A00002"], place_of["A00003"]) == ("st-mary-2", "st-mary")


def test_a_place_in_another_script_has_an_id_that_its_name_alone_gives(tmp_path: Path) -> None:
    rows = "practice,place\nA00002,日本\nA00003,Ελλάδα\n"
    places, place_of, _ = made(tmp_path, places=rows)
    assert set(places.values()) == {"日本", "Ελλάδα"}
    assert all(re.fullmatch("place-[0-9a-f]{6}", area) for area in places)
    alone, place_of_alone, _ = made(tmp_path, places="practice,place\nA00002,日本\n")
    assert list(alone) == [place_of["A00002"]] == [place_of_alone["A00002"]]


def faults(folder: Path, content: bytes) -> tuple[Finding, ...]:
    path = folder / "places.csv"
    path.write_bytes(content)
    with pytest.raises(CannotMake) as refused:
        read_placing(path, PRACTICES, "QAA")
    return refused.value.findings


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"code,place\nA00001,X\n", "no column 'practice or practice_code'"),
        (b"practice,town\nA00001,X\n", "no column 'place'"),
        (b"practice,place\n\nA00001,X,Y\n", "3 cells"),
        (b"practice,place\nZ00001,X\n", "no place for any of the 3 practices of QAA"),
        (b"practice,place\nA00001,---\n", "no name for a place"),
        (b"practice,place\nA00001,\xff\n", "cannot be read"),
        (b'practice,place\nA00001,"X\n', "cannot be read"),
    ],
)
def test_a_file_of_places_that_cannot_be_used_says_why(
    tmp_path: Path, content: bytes, why: str
) -> None:
    (finding,) = faults(tmp_path, content)
    assert why in finding.why
    assert finding.mend


def test_every_practice_with_two_places_is_told_with_its_row(tmp_path: Path) -> None:
    rows = b"practice,place\nA00001,X\nA00001,X\nA00001,Y\nA00002,X\nA00002,Z\n"
    found = faults(tmp_path, rows)
    assert [finding.where.row for finding in found] == [4, 6]
    assert "A00001 is in 'Y' here and in 'X' above" in found[0].why


def test_a_file_of_places_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="No such file"):
        read_placing(tmp_path / "none.csv", PRACTICES, "QAA")
