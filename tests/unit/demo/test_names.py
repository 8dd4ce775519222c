"""No name of the demonstration is one of a real district, surgery, neighbourhood or board."""

import csv
from pathlib import Path

from joinedup.demo.definitions import definition, names
from joinedup.demo.places import PLACES

MAP = "england/organisations/gp-reg-pat-prac-map_2026-01.csv"


def real_names(open_data: Path) -> set[str]:
    """Every cell of the look-ups of councils and wards, and of the map of practices."""
    files = [open_data / MAP, *sorted((open_data / "england/geography").glob("lookup_ltla*.csv"))]
    files += sorted((open_data / "england/geography").glob("lookup_lsoa21_ward*.csv"))
    cells = set()
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells |= {cell.strip().lower() for row in csv.reader(file) for cell in row}
    return cells


def test_no_name_is_a_real_one(open_data: Path) -> None:
    real = real_names(open_data)
    assert "bradford" in real  # so that the test is known to look at something
    words = {word for name in real for word in name.split()}
    places = [name for place in PLACES for name in (place.name, *place.neighbourhoods)]
    others = ("Merewold", "Fellshire", "Saltmarch", "Dogger", "Mere Coast")
    assert [name for name in (*others, *places) if name.lower() in real] == []
    surgeries = [a + b for a in names("surgery_begins") for b in names("surgery_ends")]
    assert [name for name in surgeries if name.lower() in words] == []


def test_no_board_has_the_codes(open_data: Path) -> None:
    real = real_names(open_data)
    assert "qwo" in real
    assert not any(name.startswith(("qzz", "qzy")) for name in real)


def test_no_body_is_a_real_one_but_the_national_one(open_data: Path) -> None:
    real = real_names(open_data)
    bodies = [body["name"] for body in definition("bodies")["system"]]
    assert [name for name in bodies if name.lower() in real] == []
