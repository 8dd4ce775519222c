import pytest

from joinedup.register.consistency import consistency_findings
from tests.unit.register.small_folder import FILES, folder

PLACED = "code,name,place,neighbourhood\nA1,First Surgery,north,U1\nA2,Second Surgery,{},{}\n"
WITHOUT_NEIGHBOURHOODS = (
    FILES["system.yaml"].replace("  - {id: U1", "  # - {id: U1") + "notes: [none]\n"
)

CASES = {
    "all joins": (
        {"practices": PLACED.format("north", "U1")},
        [],
    ),
    "a council that is a trust": (
        {
            "practices": PLACED.format("north", "U1"),
            "system": FILES["system.yaml"].replace("{body: city,", "{body: RT1,"),
        },
        [
            (
                "register.council-is-none",
                "fails",
                "RT1",
                "system.yaml [councils]",
                "system.yaml lists 'RT1' as a council, and it is none by its kind",
            )
        ],
    ),
    "a practice that closed before the year of need": (
        {
            "practices": "code,name,place,neighbourhood,to\nA1,First Surgery,north,U1,\n"
            "A2,Second Surgery,north,U1,2025-03-31\n",
            "need": "practice,year,population\nA1,2025-26,1\n",
        },
        [],
    ),
    "a neighbourhood in two places": (
        {"practices": PLACED.format("south", "U1")},
        [
            (
                "register.neighbourhood-crosses-places",
                "fails",
                "U1",
                "system.yaml",
                "the practices of Hills lie in North and South",
            )
        ],
    ),
    "a practice that names no area": (
        {"practices": PLACED.format("", "")},
        [
            (
                "register.practice-without-place",
                "not-known",
                "A2",
                "practices.csv",
                "Second Surgery (A2) names no place",
            ),
            (
                "register.practice-without-neighbourhood",
                "not-known",
                "A2",
                "practices.csv",
                "Second Surgery (A2) names no neighbourhood",
            ),
        ],
    ),
    "a system that has no neighbourhoods": (
        {
            "system": WITHOUT_NEIGHBOURHOODS,
            "practices": "code,name,place\nA1,First Surgery,north\nA2,Second Surgery,south\n",
        },
        [],
    ),
    "need of practices that are not there, and practices without need": (
        {
            "practices": PLACED.format("north", "U1"),
            "need": "practice,year,population\nA1,2024-25,1\nA1,2025-26,1\nB1,2025-26,1234.5\n"
            "B2,2025-26,\nB3,2024-25,7\n",
        },
        [
            (
                "register.need-without-practice",
                "fails",
                "B1",
                "need.csv:4",
                "need.csv has B1 (1,234 people, 2025-26), which practices.csv has not",
            ),
            (
                "register.need-without-practice",
                "fails",
                "B2",
                "need.csv:5",
                "need.csv has B2 (an unknown number of people, 2025-26), which practices.csv "
                "has not",
            ),
            (
                "register.practice-without-need",
                "not-known",
                "A2",
                "practices.csv",
                "need.csv has no row of 2025-26 for Second Surgery (A2)",
            ),
        ],
    ),
    "no need at all": (
        {"practices": PLACED.format("north", "U1"), "need": None},
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_join_is_told(name):
    changes, expected = CASES[name]
    found = list(consistency_findings(folder(**changes)))
    told = [(one.rule, one.outcome, one.subject.id, str(one.where), one.why) for one in found]
    assert told == expected
    assert {one.severity for one in found} <= {"should"}
