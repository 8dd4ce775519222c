import pytest

from joinedup.register import parsing
from joinedup.register import reading as reading_module
from joinedup.register.lists import columns, entry_model_in, fields
from joinedup.register.schema import Area, Forum, Holder, Practice, Seat
from tests.unit.register.small_folder import FILES, contents, faults, folder, reading

SYSTEM, FORUMS = FILES["system.yaml"], FILES["forums.yaml"]


def test_a_folder_without_fault_is_read_whole():
    read = folder()
    assert read.register.system.name == "Testshire"
    assert [body.id for body in read.register.bodies] == ["QZZ", "city", "RT1"]
    assert [need.population for need in read.need] == [1000, 2000]
    assert [overlap.small_areas for overlap in read.overlaps] == [3]
    assert set(read.hashes) == set(contents({}))


def test_only_two_files_are_needed():
    kept = {"system.yaml", "bodies.csv"}
    assert reading({name: None for name in FILES if name not in kept}).findings == ()
    assert faults(dict.fromkeys(FILES)) == [
        ("folder.missing-file", "bodies.csv", "the folder has no bodies.csv"),
        ("folder.missing-file", "system.yaml", "the folder has no system.yaml"),
    ]


def test_all_faults_come_at_once_and_there_is_no_folder():
    outcome = reading({"bodies.csv": "", "people.csv": "id\n", "boundaries.geojson": "{"})
    assert outcome.folder is None
    assert [one.where.file for one in outcome.findings] == [
        "bodies.csv",
        "boundaries.geojson",
        "people.csv",
    ]


def test_the_outline_of_a_council_names_a_body():
    ring = "[[-1.5, 53.0], [-1.4, 53.0], [-1.4, 53.1], [-1.5, 53.0]]"
    outline = (
        '{"type": "FeatureCollection", "features": [{"properties": {"council": "%s"}, '
        '"geometry": {"type": "Polygon", "coordinates": [' + ring + "]}}]}"
    )
    good = reading({"boundaries.geojson": outline % "city"})
    assert good.findings == ()
    assert [one.council for one in good.folder.boundaries.councils] == ["city"]
    [(_, file, why)] = faults({"boundaries.geojson": outline % "nobody"})
    assert (file, why) == ("boundaries.geojson", "feature 1: 'nobody' is not the id of a body")
    bad = reading({"boundaries.geojson": outline % "nobody", "bodies.csv": "id\n"})
    assert "boundaries.geojson" not in {one.where.file for one in bad.findings}


LONG = "x" * 50
OVERLAP = "area,council,small_areas,small_areas_of_council\nnorth,city,"
VALUES = {
    "missing": (
        {"forums.yaml": "forums:\n  - {id: a, name: A, area: north, owners: [QZZ]}\n"},
        ("forums.yaml:2 [kind]", "'kind' is missing", "Kind of forum."),
    ),
    "no such field": (
        {"system.yaml": SYSTEM + "colour: red\n"},
        (
            "system.yaml:11 [colour]",
            "'colour' is not a field here",
            "take it out, or mend its name",
        ),
    ),
    "empty": (
        {"people.csv": "id,name\nann,\n"},
        ("people.csv:2 [name]", "'name' is empty", "Name as published."),
    ),
    "an empty list": (
        {"forums.yaml": FORUMS.replace("[QZZ]", "[]")},
        ("forums.yaml:6 [owners]", "'owners' is empty", "The body, or the bodies"),
    ),
    "not an id": (
        {"people.csv": "id,name\nann ames,Ann\n"},
        ("people.csv:2 [id]", "id: 'ann ames': an id has letters, digits and single", "A slug."),
    ),
    "not an ICB": (
        {"system.yaml": SYSTEM.replace("QZZ", "RT1")},
        (
            "system.yaml:1 [code]",
            "code: 'RT1': the NHS code of an ICB is Q and two more",
            "NHS (ODS)",
        ),
    ),
    "not an ONS code": (
        {"system.yaml": SYSTEM.replace("whole}", "whole, ons: [{code: E1}]}")},
        (
            "system.yaml:10 [code]",
            "code: 'E1': an ONS code is a letter and eight digits",
            "The ONS",
        ),
    ),
    "not a day": (
        {"people.csv": "id,name,from\nann,Ann,01/07/2022\n"},
        ("people.csv:2 [from]", "from: '01/07/2022': write the day as year-month-day", "First day"),
    ),
    "a day by slashes": (
        {"people.csv": "id,name,from\nann,Ann,31/12/2025\n"},
        ("people.csv:2 [from]", "such as 2022-07-01; here 2025-12-31", "First"),
    ),
    "a day by slashes that may be two": (
        {"people.csv": "id,name,from\nann,Ann,03/04/2025\n"},
        ("people.csv:2 [from]", "here 2025-03-04 or 2025-04-03, whichever is meant", "First"),
    ),
    "no day by slashes": (
        {"people.csv": "id,name,from\nann,Ann,31/31/2025\n"},
        ("people.csv:2 [from]", "'31/31/2025': write the day as year-month-day", "First day"),
    ),
    "a day as a number": (
        {"people.csv": "id,name,from\nann,Ann,45000\n"},
        ("people.csv:2 [from]", "made a number of a day, which would be 2023-03-15", "First day"),
    ),
    "a code as a number": (
        {"system.yaml": SYSTEM.replace("body: city", "body: 1.00E+05")},
        ("system.yaml:10 [body]", "a spreadsheet made a number of this code", "The council's id."),
    ),
    "a letter of another script": (
        {"people.csv": "id,name\nаnn,Ann\n"},
        ("people.csv:2 [id]", "it holds 'а' (U+0430), which may look like", "A slug."),
    ),
    "not a year": (
        {"streams.csv": "id,name,body,year,amount_pence\na,A,QZZ,2025,1\n"},
        ("streams.csv:2 [year]", "year: '2025': '2025' is not a financial year", "Financial year"),
    ),
    "not text": (
        {"system.yaml": SYSTEM.replace("name: Testshire", "name: true", 1)},
        ("system.yaml:2 [name]", "name: 'True': write it as text, in quotes", "Name of the system"),
    ),
    "not a character": (
        {"people.csv": "id,name\nann,G\x1bx\n"},
        (
            "people.csv:2 [name]",
            "name: 'G\\x1bx': it holds a character that is not text, U+001B: type it again without",
            "Name as published.",
        ),
    ),
    "too long": (
        {"people.csv": f"id,name\nann,{'x' * 301}\n"},
        (
            "people.csv:2 [name]",
            f"name: '{'x' * 39}…' is too long: it may have 300 characters",
            "Name as published.",
        ),
    ),
    "not pence": (
        {"streams.csv": "id,name,body,year,amount_pence\na,A,QZZ,2025-26,12.50\n"},
        (
            "streams.csv:2 [amount_pence]",
            "amount_pence: '12.50': write whole pence",
            "The amount in",
        ),
    ),
    "too little": (
        {"streams.csv": "id,name,body,year,amount_pence\na,A,QZZ,2025-26,-5\n"},
        ("streams.csv:2 [amount_pence]", "amount_pence: '-5' is too small", "The amount in whole"),
    ),
    "not a number": (
        {"need.csv": f"practice,year,population\nA1,2025-26,{LONG}\n"},
        (
            "need.csv:2 [population]",
            f"population: '{'x' * 39}…'",
            "Registered people.",
        ),
    ),
    "not a whole number": (
        {"overlaps.csv": OVERLAP + "2.5,4\n"},
        (
            "overlaps.csv:2 [small_areas]",
            "small_areas: '2.5' is not a number as this column needs it",
            "Small areas (LSOAs) in both. Write digits only",
        ),
    ),
    "more in both than in all": (
        {"overlaps.csv": OVERLAP + "250,1\n"},
        (
            "overlaps.csv:2 [small_areas_of_council]",
            "small_areas_of_council: '1': the council has fewer in all than the 250 in both",
            "Small areas (LSOAs) of the council in all.",
        ),
    ),
    "too many": (
        {"overlaps.csv": OVERLAP + "4,1000000000\n"},
        (
            "overlaps.csv:2 [small_areas_of_council]",
            "'1000000000' is too large: input should be less than 1000000000",
            "Small areas (LSOAs) of the council in all.",
        ),
    ),
    "far too many": (
        {"overlaps.csv": OVERLAP + f"4,{'9' * 9999}\n"},
        (
            "overlaps.csv:2 [small_areas_of_council]",
            f"'{'9' * 39}…': it is too large",
            "Small areas (LSOAs) of the council in all.",
        ),
    ),
    "too much": (
        {"streams.csv": "id,name,body,year,amount_pence\na,A,QZZ,2025-26,100000000000000001\n"},
        (
            "streams.csv:2 [amount_pence]",
            "'100000000000000001' is too large: input should be less than or equal to 1000",
            "The amount in whole pence.",
        ),
    ),
    "far too much": (
        {"streams.csv": f"id,name,body,year,amount_pence\na,A,QZZ,2025-26,{'9' * 9999}\n"},
        ("streams.csv:2 [amount_pence]", f"'{'9' * 39}…': it is too large", "The amount in whole"),
    ),
    "less than nothing": (
        {"need.csv": "practice,year,population\nA1,2025-26,-1\n"},
        ("need.csv:2 [population]", "population: '-1' is too small", "Registered people."),
    ),
    "not a list": (
        {"forums.yaml": FORUMS.replace("[QZZ]", "{QZZ: x}")},
        (
            "forums.yaml:6 [owners]",
            "owners: '{'QZZ': 'x'}' is not a list",
            "The body, or the bodies",
        ),
    ),
    "not fields": (
        {"forums.yaml": FORUMS.replace("{person: ann, from: 2022-07-01}", "ann")},
        ("forums.yaml:11", "holders: 'ann' is not a set of fields", "Who holds the seat"),
    ),
    "another format": (
        {"system.yaml": SYSTEM + "format: 2\n"},
        (
            "system.yaml:11 [format]",
            "format: '2': Input should be 1",
            "Version of this folder format.",
        ),
    ),
    "no text for a name": (
        {"forums.yaml": FORUMS + "    true: x\n"},
        ("forums.yaml:12", "'True'", "see the reference page of"),
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_bad_value_is_said_with_its_place_reason_and_mend(name):
    changes, (where, why, mend) = VALUES[name]
    (finding,) = reading(changes).findings
    assert str(finding.where) == where
    assert why in finding.why
    assert mend.lower() in finding.mend.lower()
    assert finding.severity == "must"


def test_values_are_read_as_what_they_mean():
    system = folder(
        system=SYSTEM + "format: 1\nfictional: true\nnotes: [' Made up ']\nfrom: 2022-07-01\n"
    ).register.system
    assert (system.fictional, system.notes) == (True, ("Made up",))
    assert system.period.includes(system.first_day)
    (need, _) = folder(
        need="practice,year,population,core\nA1,2025/26,,0.10\nA2,2024-25,1,2\n"
    ).need
    assert (need.year, need.population, str(need.core)) == ("2025-26", None, "0.10")


def test_columns_are_the_fields_with_the_days_last():
    assert fields(Practice)[-2:] == ("first_day", "last_day")
    assert columns(Practice) == (
        "code",
        "name",
        "postcode",
        "place",
        "neighbourhood",
        "from",
        "to",
    )


@pytest.mark.parametrize(
    ("annotation", "model"),
    [
        (Area, Area),
        (tuple[Seat, ...], Seat),
        (tuple[Holder, ...] | None, Holder),
        (Forum.model_fields["owners"].annotation, None),
        (str, None),
    ],
)
def test_the_model_inside_an_annotation(annotation, model):
    assert entry_model_in(annotation) is model


def test_faults_beyond_counting_are_not_all_told(monkeypatch):
    for module in (parsing, reading_module):
        monkeypatch.setattr(module, "MOST_FAULTS", 2)
    found = faults({"practices.csv": "code,name\n" + "a b,\n" * 9})
    assert len(found) == 3
    assert (
        "folder.more",
        "practices.csv",
        "the file has more faults than the 2 that are told",
    ) in (found)


def test_a_list_with_nothing_under_it_is_empty():
    system = SYSTEM.replace("kind: place, within: [testshire]}", "kind: place, within: }", 1)
    assert folder(system=system).register.areas[1].within == ()


def test_a_list_with_one_wrong_item_is_not_said_to_be_empty_as_well():
    wrong = FORUMS.replace("owners: [QZZ]", "owners: ['QZZ, RT1']")
    assert wrong != FORUMS
    [(_, where, why)] = faults({"forums.yaml": wrong})
    assert where.startswith("forums.yaml:")
    assert "an id has letters, digits and single hyphens only" in why
