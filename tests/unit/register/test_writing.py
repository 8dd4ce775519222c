import json

import pytest

from joinedup.register.schema import Need
from joinedup.register.writing import register_files, table, written
from tests.unit.register.small_folder import FILES, folder, reading

RING = [[-1.5, 53.0], [-1.4, 53.0], [-1.4, 53.1], [-1.5, 53.0]]
BOUNDARIES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"area": "north"},
                "geometry": {"type": "Polygon", "coordinates": [RING]},
            },
            {
                "type": "Feature",
                "properties": {"council": "city", "note": "rough"},
                "geometry": {"type": "Polygon", "coordinates": [RING]},
            },
        ],
    }
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"boundaries.geojson": BOUNDARIES},
        {"need.csv": None, "overlaps.csv": None, "forums.yaml": None, "people.csv": None},
        {"people.csv": 'id,name,employer\nann,"Ames, ""Ann""\nZoë",\n'},
        {
            "system.yaml": FILES["system.yaml"]
            + "notes: ['yes', '12', 'a: b', '- c', '2026-01-01']\n"
        },
        {"need.csv": "practice,year,population,core\nA1,2025-26,1E+3,0.000000000001\n"},
    ],
)
def test_a_folder_that_was_written_reads_as_it_was(changes):
    before = reading(changes).folder
    again = reading({**dict.fromkeys(FILES), **written(before)}).folder
    assert (again.register, again.need, again.overlaps, again.boundaries) == (
        before.register,
        before.need,
        before.overlaps,
        before.boundaries,
    )


def test_files_of_data_are_written_only_where_there_is_some():
    assert set(written(folder())) == set(FILES)
    assert set(register_files(folder().register)) == set(FILES) - {"need.csv", "overlaps.csv"}


def test_yaml_is_for_people_to_read_and_compare():
    text = register_files(folder().register)["forums.yaml"].decode()
    assert text == (
        "# Boards and committees, with seats.\n"
        "forums:\n"
        "  - id: board\n"
        "    name: Board of NHS Testshire\n"
        "    kind: integrated care board\n"
        "    area: testshire\n"
        "    owners:\n"
        "      - QZZ\n"
        "    seats:\n"
        "      - id: chair\n"
        "        capacity: chair\n"
        "        holders:\n"
        "          - person: ann\n"
        "            from: 2022-07-01\n"
    )


def test_a_table_shows_numbers_in_full_and_what_is_not_known_as_empty():
    content = table(Need, [Need(practice="A1", year="2025-26", population="1E+3")]).decode()
    assert content.splitlines()[1] == "A1,2025-26,1000,,,,,,,,,"
