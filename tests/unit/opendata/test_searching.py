"""Files are found by what they are, wherever they stand."""

from pathlib import Path

import pytest

from joinedup.opendata.formats import ALLOCATION, PRACTICE_MAP, SMALL_AREA_TO_ICB
from joinedup.opendata.notices import CannotMake
from joinedup.opendata.searching import search
from tests.unit.opendata import made_up


def test_files_are_found_in_any_folder_and_under_any_name(tmp_path: Path) -> None:
    files = made_up.files()
    files["deep/er/anything.csv"] = files.pop(made_up.MAP)
    files[".hidden/gp-reg-pat-prac-map.csv"] = files["deep/er/anything.csv"]
    files["notes.txt"] = "not looked at"
    found = search(made_up.write(tmp_path, files))
    assert [candidate.path.name for candidate in found.of(PRACTICE_MAP)] == ["anything.csv"]
    assert [one.year for one in found.district_outlines] == [24]
    assert [one.year for one in found.icb_outlines] == [22]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    made_up.write(tmp_path / "real", made_up.files())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "back").symlink_to(folder)
    assert len(search(folder).of(PRACTICE_MAP)) == 1


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    for name in ("gp-reg-pat-prac-map.csv", "x.geojson"):
        (tmp_path / name).symlink_to(tmp_path / "nowhere")
    found = search(tmp_path)
    assert "cannot be read: No such file" in found.why_none(PRACTICE_MAP)
    assert found.district_outlines == ()


def test_a_file_that_says_it_is_an_extract_is_known(tmp_path: Path) -> None:
    files = made_up.files()
    files["geography/lookup_lsoa21_icb24__QAA_extract.csv"] = files[made_up.TO_ICB]
    found = search(made_up.write(tmp_path, files))
    assert len(found.of(SMALL_AREA_TO_ICB)) == 2
    assert [one.path.name for one in found.whole(SMALL_AREA_TO_ICB)] == ["lookup_lsoa21_icb24.csv"]


def test_a_file_with_the_right_name_and_wrong_columns_says_why(tmp_path: Path) -> None:
    files = made_up.changed(made_up.ALLOCATION, "Final WP", "Finial WP")
    found = search(made_up.write(tmp_path, files))
    why = found.why_none(ALLOCATION)
    assert "practice_weighted_populations_2025_2026.csv: it has no column for core" in why
    assert "there is no" in search(tmp_path / "geography").why_none(ALLOCATION)


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    found = search(made_up.write(tmp_path, {"gp-reg-pat-prac-map.csv": "", "x.geojson": ""}))
    assert "it is empty" in found.why_none(PRACTICE_MAP)


@pytest.mark.parametrize("name", ["not-there", "file.csv"])
def test_what_is_no_folder_is_a_fault(tmp_path: Path, name: str) -> None:
    made_up.write(tmp_path, {"file.csv": "x"})
    with pytest.raises(CannotMake, match="folder"):
        search(tmp_path / name)
