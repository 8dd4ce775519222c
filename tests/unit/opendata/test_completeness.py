"""Files that are not whole: cut short, or with need for too few practices of the map."""

from pathlib import Path

import pytest

from joinedup.opendata.making import make
from tests.unit.opendata import made_up


def warnings(folder: Path, files: dict[str, str]) -> tuple[str, ...]:
    """What is warned of; every warning is a note of the folder too, before the others."""
    made = make("QAA", made_up.write(folder, files), None)
    assert made.folder.register.system.notes[: len(made.warnings)] == made.warnings
    return made.warnings


def test_whole_files_give_no_warning(tmp_path: Path) -> None:
    assert warnings(tmp_path, made_up.files()) == ()


@pytest.mark.parametrize("name", [made_up.MAP, made_up.TO_ICB, made_up.TIERS_21])
def test_a_file_that_ends_in_a_row_was_cut_short(tmp_path: Path, name: str) -> None:
    files = made_up.files()
    files[name] = files[name].rstrip()[: files[name].rstrip().rindex(",")]
    (warning,) = warnings(tmp_path, files)
    assert warning.startswith(f"{Path(name).name} ends in the middle of a row, so it was cut short")


def test_a_short_row_further_up_is_not_a_cut(tmp_path: Path) -> None:
    last = made_up.ALLOCATION_ROWS[-1]
    files = made_up.changed(made_up.ALLOCATION, last, f"short,row\n{last}")
    assert warnings(tmp_path, files) == ()


@pytest.mark.parametrize(("practices", "warned"), [(9, True), (10, False)])
def test_under_nine_in_ten_practices_with_need_is_warned_of(
    tmp_path: Path, practices: int, warned: bool
) -> None:
    """The map gets eleven practices, of which so many have need."""
    files = made_up.files()
    row, need = made_up.MAP_ROWS[2], made_up.ALLOCATION_ROWS[2]
    more = [f"A001{number:02}" for number in range(8)]
    files[made_up.MAP] += made_up.lines(*(row.replace("A00003", code) for code in more))
    few = more[: practices - 3]
    files[made_up.ALLOCATION] += made_up.lines(*(need.replace("A00003", code) for code in few))
    told = warnings(tmp_path, files)
    assert bool(told) is warned
    if warned:
        assert "Only 9 of the 11 practices of QAA" in told[0]
        assert "need of 2025/26 is not whole" in told[0]
