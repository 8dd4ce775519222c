"""The areas of councils: how the places of a system lie in them, as far as the counts settle it."""

from pathlib import Path

import pytest

from joinedup.opendata.making import make
from joinedup.register.schema import Area
from tests.unit.opendata import made_up


def areas(folder: Path, icb: str = "QAA", files: dict[str, str] | None = None) -> dict[str, Area]:
    made = make(icb, made_up.write(folder, files or made_up.files()), None)
    register = made.folder.register
    of_councils = {body.area for body in register.bodies if body.area}
    found = {area.id: area for area in register.areas}
    assert of_councils == {one for one, area in found.items() if area.kind == "council area"}
    return found


def homes(*moved: tuple[str, str]) -> dict[str, str]:
    """The files of the country with small areas in other sub-ICB locations of QAA."""
    files = made_up.files()
    for small_area, sub_icb in moved:
        line = next(one for one in files[made_up.TO_ICB].splitlines() if small_area in one)
        there = f"n,{small_area},s,E38,{sub_icb},i,E54000901,QAA"
        files[made_up.TO_ICB] = files[made_up.TO_ICB].replace(line, there)
    return files


def test_a_council_partly_in_the_system_is_not_said_to_lie_in_it(tmp_path: Path) -> None:
    """Northshire has four small areas, three of them here; all of those of 01A are of it."""
    found = areas(tmp_path)
    northshire = found["northshire-council-area"]
    assert (northshire.within, northshire.made_of) == ((), ())
    assert found["01A"].within == ("QAA", "northshire-council-area")
    # It has one of Northshire and one of Cedar, and so lies in neither.
    assert found["02B"].within == ("QAA",)
    assert (found["cedar-council-area"].within, found["cedar-council-area"].made_of) == (
        ("QAA",),
        (),
    )


def test_a_place_that_is_all_of_a_council_makes_up_its_area(tmp_path: Path) -> None:
    found = areas(tmp_path, "QBB")
    moorland = found["moorland-council-area"]
    assert (moorland.within, moorland.made_of) == (("QBB",), ("moorland",))
    assert found["moorland"].within == ("QBB",)


def test_several_places_may_make_up_a_council_area_exactly(tmp_path: Path) -> None:
    """Northshire wholly here, without the part of Cedar that its second place had."""
    found = areas(tmp_path, files=homes(("E01000006", "02B"), ("E01000004", "04D")))
    northshire = found["northshire-council-area"]
    assert (northshire.within, northshire.made_of) == (("QAA",), ("01A", "02B"))
    assert (found["01A"].within, found["02B"].within) == (("QAA",), ("QAA",))
    # All of both councils lies in the system, and nothing else.
    assert found["QAA"].made_of == ("northshire-council-area", "cedar-council-area")


def test_a_system_with_a_part_of_a_council_is_not_made_of_councils(tmp_path: Path) -> None:
    assert areas(tmp_path)["QAA"].made_of == ()


def test_a_place_of_which_a_part_is_in_no_known_council_lies_in_none(tmp_path: Path) -> None:
    """A district of 01A whose upper tier is not known."""
    files = homes()
    for tiers in (made_up.TIERS_21, made_up.TIERS_23):
        rows = files[tiers].splitlines()
        files[tiers] = made_up.lines(*(row for row in rows if "E07000901" not in row))
    assert areas(tmp_path, files=files)["01A"].within == ("QAA",)


@pytest.mark.parametrize("left_out", [made_up.TO_ICB, made_up.TO_DISTRICT])
def test_without_look_ups_there_are_no_areas_of_councils(tmp_path: Path, left_out: str) -> None:
    found = areas(tmp_path, files=made_up.without(left_out))
    assert {area.kind for area in found.values()} == {"system", "place", "neighbourhood"}
    assert {area.residents for area in found.values()} == {None}


def test_residents_are_said_where_every_small_area_was_counted(tmp_path: Path) -> None:
    """The file has no count of the sixth small area, which is Northshire's, in QBB."""
    files = made_up.files() | {made_up.RESIDENTS: made_up.more_files()[made_up.RESIDENTS]}
    counted = {one: area.residents for one, area in areas(tmp_path / "a", files=files).items()}
    assert counted == {
        "QAA": 1001 + 1002 + 1003 + 1004,
        "01A": 1001 + 1002,
        "02B": 1003 + 1004,
        "U00001": None,
        "northshire-council-area": None,
        "cedar-council-area": 1004,
    }
    counted = {one: area.residents for one, area in areas(tmp_path / "b", "QBB", files).items()}
    assert (counted["QBB"], counted["moorland"]) == (None, 1005)


def test_each_council_acts_for_its_area_and_the_board_needs_none_of_its_own(tmp_path: Path) -> None:
    made = make("QAA", made_up.write(tmp_path, made_up.files()), None)
    acting = {body.id: body.area for body in made.folder.register.bodies}
    assert acting["northshire-council"] == "northshire-council-area"
    assert acting["QAA"] is None
