import pytest

from tests.unit.register.small_folder import FILES, faults, folder, reading

SYSTEM, FORUMS = FILES["system.yaml"], FILES["forums.yaml"]


def test_the_small_folder_has_no_fault_and_says_where_its_entries_stand():
    where = folder().where
    assert {key: str(place) for key, place in where.items()} == {
        ("system", "QZZ"): "system.yaml:1",
        ("areas", "testshire"): "system.yaml:5",
        ("areas", "north"): "system.yaml:6",
        ("areas", "south"): "system.yaml:7",
        ("areas", "U1"): "system.yaml:8",
        ("councils", "city"): "system.yaml:10",
        ("bodies", "QZZ"): "bodies.csv:2",
        ("bodies", "city"): "bodies.csv:3",
        ("bodies", "RT1"): "bodies.csv:4",
        ("practices", "A1"): "practices.csv:2",
        ("practices", "A2"): "practices.csv:3",
        ("forums", "board"): "forums.yaml:2",
        ("seats", "board/chair"): "forums.yaml:8",
        ("holders", "board/chair/1"): "forums.yaml:11",
        ("people", "ann"): "people.csv:2",
        ("streams", "core"): "streams.csv:2",
        ("need", "A1/2025-26"): "need.csv:2",
        ("need", "A2/2025-26"): "need.csv:3",
        ("overlaps", "north/city"): "overlaps.csv:2",
    }


CASES = {
    "an id twice": (
        {"people.csv": "id,name\nann,Ann\nann,Anne\n"},
        [("folder.duplicate", "people.csv:3", "'ann' stands twice, first at people.csv:2")],
    ),
    "a key of two columns twice": (
        {"need.csv": "practice,year\nA1,2025-26\nA1,2024-25\nA1,2025/26\n"},
        [("folder.duplicate", "need.csv:4", "'A1 2025-26' stands twice, first at need.csv:2")],
    ),
    "a seat twice in one forum": (
        {"forums.yaml": FORUMS + "      - {id: chair, capacity: chair}\n"},
        [("folder.duplicate", "forums.yaml:12", "'chair' stands twice, first at forums.yaml:8")],
    ),
    "a practice that is a body too": (
        {"practices.csv": "code,name\nRT1,First\n", "need.csv": None},
        [
            (
                "folder.duplicate",
                "practices.csv:2",
                "'RT1' is the id of a body too, at bodies.csv:4",
            )
        ],
    ),
    "a word that is not on the closed list": (
        {"forums.yaml": FORUMS.replace("capacity: chair", "capacity: boss")},
        [
            (
                "folder.kind",
                "forums.yaml:9 [capacity]",
                "capacity: 'boss' is not one of the closed list",
            )
        ],
    ),
    "an id that nothing has": (
        {"people.csv": "id,name,employer\nann,Ann,QXX\n"},
        [
            (
                "folder.reference",
                "people.csv:2 [employer]",
                "employer: 'QXX' is not the id of an entry in bodies",
            )
        ],
    ),
    "an area of the wrong kind": (
        {"practices.csv": "code,name,place\nA1,First,U1\nA2,Second,south\n"},
        [
            (
                "folder.reference",
                "practices.csv:2 [place]",
                "place: 'U1' is of the kind 'neighbourhood', not 'place'",
            )
        ],
    ),
    "a nominator that is neither a class nor a body": (
        {
            "forums.yaml": FORUMS.replace(
                "capacity: chair", "capacity: chair\n        nominators: [trusts, A1, dogs]"
            )
        },
        [
            (
                "folder.reference",
                "forums.yaml:10 [nominators]",
                "nominators: 'dogs' is not the id of an entry in bodies",
            )
        ],
    ),
    "days in the wrong order": (
        {"people.csv": "id,name,from,to\nann,Ann,2024-01-02,2024-01-01\n"},
        [
            (
                "folder.dates",
                "people.csv:2 [to]",
                "it ends on 2024-01-01, before it begins on 2024-01-02",
            )
        ],
    ),
    "areas in a circle": (
        {
            "system.yaml": SYSTEM.replace(
                "kind: place, within: [testshire]", "kind: place, within: [U1]", 1
            )
        },
        [
            ("folder.circle", "system.yaml:6 [within]", "area 'north' lies within itself"),
            ("folder.circle", "system.yaml:8 [within]", "area 'U1' lies within itself"),
        ],
    ),
    "areas made of one another": (
        {
            "system.yaml": SYSTEM.replace("name: North,", "name: North, made_of: [south],").replace(
                "name: South,", "name: South, made_of: [north],"
            )
        },
        [
            (
                "folder.circle",
                "system.yaml:6 [made_of]",
                "area 'north' would be made of 'south', which it is or lies within",
            ),
            (
                "folder.circle",
                "system.yaml:7 [made_of]",
                "area 'south' would be made of 'north', which it is or lies within",
            ),
        ],
    ),
    "an area made of what it lies within, and of itself": (
        {
            "system.yaml": SYSTEM.replace(
                "name: North,", "name: North, made_of: [testshire, north, testshire],"
            )
        },
        [
            (
                "folder.circle",
                "system.yaml:6 [made_of]",
                f"area 'north' would be made of '{part}', which it is or lies within",
            )
            for part in ("testshire", "north")
        ],
    ),
    "an area made of one that is not there": (
        {"system.yaml": SYSTEM.replace("name: North,", "name: North, made_of: [east],")},
        [
            (
                "folder.reference",
                "system.yaml:6 [made_of]",
                "made_of: 'east' is not the id of an entry in areas",
            )
        ],
    ),
    "an area within one that is not there": (
        {"system.yaml": SYSTEM.replace("within: [north, south]", "within: [north, east]")},
        [
            (
                "folder.reference",
                "system.yaml:8 [within]",
                "within: 'east' is not the id of an entry in areas",
            )
        ],
    ),
    "a system whose code is another body's": (
        {"bodies.csv": FILES["bodies.csv"].replace("integrated care board", "NHS trust")},
        [
            (
                "folder.reference",
                "system.yaml:1 [code]",
                "the system's code 'QZZ' is of the kind 'NHS trust', not 'integrated care board'",
            )
        ],
    ),
    "a system whose code nothing has": (
        {"system.yaml": SYSTEM.replace("QZZ", "QXX")},
        [
            (
                "folder.reference",
                "system.yaml:1 [code]",
                "code: 'QXX' is not the id of an entry in bodies",
            )
        ],
    ),
    "no area of the kind system": (
        {
            "system.yaml": SYSTEM.replace("kind: system", "kind: region"),
        },
        [
            (
                "folder.form",
                "system.yaml:4 [areas]",
                "the folder has no area of the kind 'system'; it must have its own",
            )
        ],
    ),
    "two areas of the kind system": (
        {
            "system.yaml": SYSTEM.replace(
                "name: Hills, kind: neighbourhood", "name: Hills, kind: system"
            ).replace(", within: [north, south]", ""),
            "practices.csv": "code,name\nA1,First\nA2,Second\n",
        },
        [
            (
                "folder.form",
                "system.yaml:4 [areas]",
                "the folder has 2 areas of the kind 'system', and does not say which is its own",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_faults_between_entries(name):
    changes, expected = CASES[name]
    assert faults(changes) == expected


@pytest.mark.parametrize(
    ("changes", "only"),
    [
        ({"system.yaml": "code: QZZ\n"}, {"system.yaml"}),
        (
            {"practices.csv": "code,name\nA1\n", "people.csv": "id,name,employer\nann,Ann,A1\n"},
            {"practices.csv"},
        ),
        ({"bodies.csv": "id,name,kind\nQZZ\n"}, {"bodies.csv"}),
    ],
)
def test_one_fault_is_not_reported_as_two(changes, only):
    """What a file with faults of its own may have held is not said to be missing."""
    assert {where.split(":")[0].split(" ")[0] for _, where, _ in faults(changes)} == only


def test_a_practice_is_a_body_that_may_employ_and_own():
    people = "id,name,employer,seconded_to\nann,Ann,A1,RT1\n"
    forums = FORUMS.replace("owners: [QZZ]", "owners: [QZZ, A2]")
    assert faults({"people.csv": people, "forums.yaml": forums}) == []


def test_an_entry_without_an_id_has_its_number():
    read = folder(system=SYSTEM + "sources:\n  - {id: map}\n  - {id: map}\n")
    assert set(read.where) - set(folder().where) == {("sources", "1"), ("sources", "2")}
    assert str(read.where["sources", "2"]) == "system.yaml:13"


def test_an_entry_may_hold_for_a_single_day():
    assert faults({"people.csv": "id,name,from,to\nann,Ann,2024-01-01,2024-01-01\n"}) == []


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (
            "id,name\nann,A\nAnn,B\n",
            "'Ann' is 'ann' but for capitals, which stands at people.csv:2",
        ),
        ("id,name,employer\nann,A,RTl\n", "in bodies, which has 'RT1'"),
        ("id,name,employer\nann,A,City\n", "in bodies, which has 'city'"),
    ],
)
def test_ids_that_look_alike_are_said(people, why):
    ((_, _, said),) = faults({"people.csv": people})
    assert said.endswith(why)


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        ("acute, mental health", "put semicolons between several: acute; mental health"),
        ("acute care, mental", "use one of: "),
        ("acutes", "did you mean 'acute'? If not, use one of: "),
    ],
)
def test_words_of_a_closed_list_have_semicolons_between_them(words, mend):
    rows = (
        f'id,name,kind,provides\nQZZ,Board,integrated care board,\nRT1,Trust,NHS trust,"{words}"\n'
    )
    [finding] = reading({"bodies.csv": rows + "city,City,unitary council,\n"}).findings
    assert str(finding.where) == "bodies.csv:3 [provides]"
    assert finding.mend.startswith(mend)


@pytest.mark.parametrize(
    ("forums", "said", "mend"),
    [
        (
            ("area: testshire", "area: testshir"),
            "in areas",
            "did you mean 'testshire'? If not, add",
        ),
        (
            ("area: testshire", "area: nowhere"),
            "in areas",
            "add 'nowhere' to areas, or mend the id",
        ),
        (("area: testshire", "area: hills"), ", but the name of 'U1'", "write the id: U1"),
        (
            ("owners: [QZZ]", "owners: [NHS-Testshire]"),
            "in bodies",
            "did you mean 'QZZ'?",
        ),
        (("person: ann", "person: an"), "in people", "add 'an' to people, or mend the id"),
    ],
)
def test_for_an_id_that_is_not_there_it_is_told_what_may_be_meant(forums, said, mend):
    [finding] = reading({"forums.yaml": FORUMS.replace(*forums)}).findings
    assert finding.why.endswith(said)
    assert finding.mend.startswith(mend)


def test_a_name_with_spaces_is_told_from_an_id():
    [finding] = reading({"forums.yaml": FORUMS.replace("[QZZ]", "[NHS Testshire]")}).findings
    assert finding.why.endswith("; if this is a name, write the id of the entry that has it")


def test_what_may_be_meant_is_looked_for_only_so_many_times():
    rows = "".join(f"{number:03},Surgery,sout{number:03}\n" for number in range(99))
    rows = f"code,name,place\n{rows}A1,First,southern\nA2,Second,southerns\nA3,Third,southern\n"
    [*_, first, second, third] = reading({"practices.csv": rows}).findings
    assert first.mend.startswith(third.mend)
    assert "did you mean 'south'?" in first.mend
    assert second.mend == "add 'southerns' to areas, or mend the id"
