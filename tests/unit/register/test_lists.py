import pytest

from joinedup.register.canonical import canonical
from joinedup.register.files import kinds, workbook_of
from joinedup.register.folder_files import FILES as FILES_OF_FOLDER
from joinedup.register.lists import LISTS, entry_model_in, lists_of, tables
from joinedup.register.reading import read
from joinedup.register.salvage import what_is_left
from joinedup.register.upload import replaced, upload_name
from joinedup.register.writing import csv_of
from tests.unit.register.made_workbook import workbook
from tests.unit.register.small_folder import FILES, contents, faults, folder, reading

FLAT = {
    "forums.yaml": None,
    "forums.csv": "id,name,kind,area,owners\nboard,The Board,integrated care board,testshire,QZZ\n",
    "seats.csv": "forum,id,capacity,roles\nboard,chair,chair,\n",
    "holders.csv": "forum,seat,person,from\nboard,chair,ann,2022-07-01\n",
}


def test_every_list_has_columns_of_its_own_and_a_name_of_its_own():
    assert list(LISTS)[:6] == [
        "system",
        "areas",
        "area-codes",
        "councils",
        "council-codes",
        "sources",
    ]
    assert len({(flat.file.name, flat.path) for flat in LISTS.values()}) == len(LISTS)
    # Two of one name would be one in LISTS.
    assert len(LISTS) == sum(1 + lists_in(file.model) for file in FILES_OF_FOLDER)
    for flat in LISTS.values():
        names = [column.name for column in flat.columns]
        assert len(set(names)) == len(names)
    assert [column.name for column in LISTS["holders"].columns] == [
        *("forum", "seat", "person", "appointed_by", "approved_by", "from", "to"),
    ]


def lists_in(model):
    """How many lists stand in the entries of a model, those within others too."""
    inner = (entry_model_in(info.annotation) for info in model.model_fields.values())
    return sum(1 + lists_in(one) for one in inner if one is not None)


def test_an_empty_cell_is_as_good_as_none():
    """A row may leave out what is empty, as the reader of tables does."""
    for flat in LISTS.values():
        if flat.is_one:
            continue
        for name, info in flat.model.model_fields.items():
            shown = info.alias or name
            if shown in {one.name for one in flat.own if not (one.required or one.assumes)}:
                given = getattr(what_is_left(flat.model, {shown: ""}), name)
                assert given == info.get_default(), (flat.name, shown)
    texts = "id,title,kind,owners\nc,Rules,constitution,QZZ\n"
    provisions = "instrument,matter,provided\nc,power to vary,\n"
    assert faults({"instruments.csv": texts, "provisions.csv": provisions}) == [
        ("folder.value", "provisions.csv:2 [provided]", "'provided' is empty")
    ]


def test_a_folder_may_hold_its_lists_flat():
    flat, nested = folder_of(FLAT), folder()
    assert flat.register.forums[0].seats == nested.register.forums[0].seats
    assert str(flat.where["seats", "board/chair"]) == "seats.csv:2"
    assert str(flat.where["holders", "board/chair/1"]) == "holders.csv:2"


def folder_of(changes):
    outcome = reading(changes)
    assert outcome.folder is not None, outcome.findings
    return outcome.folder


def test_every_list_as_csv_is_the_same_register():
    before = folder(
        system=FILES["system.yaml"]
        + "area: testshire\nnotes: ['one; two', '=3', 'four']\n"
        + "sources: [{id: map}]\n"
    )
    flat = tables(before.register, before.need, before.overlaps)
    files = {f"{name}.csv": csv_of(table) for name, table in flat.items() if table.rows}
    again = read(files, {}, kinds()).folder
    assert canonical(again.register) == canonical(before.register)
    assert (again.need, again.overlaps) == (before.need, before.overlaps)
    assert [flat.name for flat in lists_of(LISTS["seats"].file)] == [
        "forums",
        "forum-approvals",
        "seats",
        "holders",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"seats.csv": "forum,id,capacity\nbord,chair,chair\n", "holders.csv": None},
            [("seats.csv:2 [forum]", "forum: 'bord' is not the id of an entry in forums")],
        ),
        (
            {"holders.csv": "forum,seat,person\nboard,chair,bob\nboard,vice,ann\n"},
            [
                ("holders.csv:2 [person]", "person: 'bob' is not the id of an entry in people"),
                ("holders.csv:3 [seat]", "seat: 'board/vice' is not the id of an entry in seats"),
            ],
        ),
        (
            {"seats.csv": "forum,id,capacity\nboard,chair\n"},
            [("seats.csv:2", "the row has 2 cells, the header has 3")],
        ),
        (
            {"seats.csv": "forum,id,capacity\nboard,chair,king\n"},
            [("seats.csv:2 [capacity]", "capacity: 'king' is not one of the closed list")],
        ),
        (
            {"seats.csv": "forum,id,capacity,from\nboard,chair,chair,soon\n"},
            [("seats.csv:2 [from]", "from: 'soon': write the day as year-month-day, such as")],
        ),
        (
            {"forums.yaml": FILES["forums.yaml"]},
            [
                (f"{name}.csv", f"{name} are given twice: in forums.yaml and in {name}.csv")
                for name in ("forums", "holders", "seats")
            ],
        ),
        (
            {
                "system.yaml": None,
                "system.csv": "field,value\ncode,QZZ\nname,x\nname,y\n",
                "areas.csv": "id,name,kind\ntestshire,Testshire,system\nnorth,N,place\n"
                "south,S,place\nU1,U,neighbourhood\n",
            },
            [("system.csv:4 [name]", "'name' stands twice, first at system.csv:3")],
        ),
        (
            {"system.yaml": None, "areas.csv": "id,name,kind\nx,X,system\n"},
            [("system.csv", "the folder has no list 'system', which the lists areas belong to")],
        ),
        (
            {"system.yaml": None, "system.csv": "", "areas.csv": "id,name,kind\nx,X,system\n"},
            [("system.csv:1", "the file is empty")],
        ),
    ],
)
def test_faults_of_flat_lists(changes, expected):
    found = [(where, why) for _, where, why in faults({**FLAT, **changes})]
    assert [where for where, _ in found] == [where for where, _ in expected]
    for (_, why), (_, wanted) in zip(found, expected, strict=True):
        assert why.startswith(wanted)


def put(name, text, changes):
    return replaced(contents(changes), f"{name}.csv", text.encode(), kinds(), lambda _: b"")


def test_an_uploaded_list_takes_the_place_of_one_in_yaml():
    new = "forum,id,capacity,needed_by\nboard,chair,chair,law\nboard,vice,attendee,\n"
    outcome = put("seats", new, {})
    assert (outcome.findings, len(outcome.notes)) == ((), 1)
    assert set(outcome.contents) == set(FILES)
    register = read(outcome.contents, {}, kinds()).folder.register
    assert [seat.id for seat in register.forums[0].seats] == ["chair", "vice"]
    assert register.forums[0].seats[0].holders[0].person == "ann"


def test_an_uploaded_list_with_faults_changes_nothing():
    outcome = put("seats", "forum,id,capacity\nboard,vice,attendee\n", {})
    assert outcome.contents is None
    assert [str(one.where) for one in outcome.findings] == ["holders.csv:2 [seat]"]
    assert put("people", "id,name\n", {}).contents is None
    outcome = put("seats", "forum,id,capacity\n", {"forums.yaml": "forums: 3\n"})
    assert outcome.contents is None
    assert [str(one.where) for one in outcome.findings] == ["forums.yaml:1"]


def test_an_uploaded_list_that_is_a_file_of_its_own_is_written_in_our_own_form():
    new = "name,id\nAnn,ann\nBob,bob\n"
    ours = b"id,name,employer,seconded_to,from,to\nann,Ann,,,,\nbob,Bob,,,,\n"
    for changes in ({}, {"people.csv": None, "forums.yaml": None}):
        outcome = put("people", new, changes)
        assert (outcome.contents["people.csv"], outcome.notes) == (ours, ())
        assert outcome.lists == ("people",)


def several(sheets, changes):
    book = workbook(sheets)
    return replaced(contents(changes), upload_name("", "xlsx"), book, kinds(), workbook_of)


#: As the small folder has them: nothing to write anew, and no file for what is empty.
SYSTEM_ROWS = tables(folder().register)["system"].rows
HOSTING = [["id", "name", "kind", "host", "on_behalf_of"]]


def test_several_lists_take_the_place_of_several_at_once():
    sheets = {
        "forums": [
            ["id", "name", "kind", "area", "owners"],
            ["b", "B", "committee", "north", "QZZ"],
        ],
        "seats": [["forum", "id", "capacity"], ["b", "chair", "chair"]],
        "holders": [["forum", "seat", "person"], ["b", "chair", "bob"]],
        "people": [["id", "name"], ["bob", "Bob"]],
    }
    for changes in ({}, FLAT):
        outcome = several(sheets, changes)
        assert (outcome.findings, outcome.lists) == ((), tuple(sheets))
        assert set(outcome.contents) == set(contents(changes))
        register = read(outcome.contents, {}, kinds()).folder.register
        assert [forum.id for forum in register.forums] == ["b"]
        assert register.forums[0].seats[0].holders[0].person == "bob"
        assert register.bodies == folder().register.bodies
    same = several({"system": [["field", "value"], *SYSTEM_ROWS], "hosting": HOSTING}, {})
    assert (same.contents, same.notes) == (contents({}), ())
    without = several({**sheets, "seats": [["forum", "id"]]}, {})
    assert (without.contents, without.findings[0].where.file) == (None, "workbook.xlsx (seats)")


@pytest.mark.parametrize(
    ("upload", "sheets", "why"),
    [
        ("workbook.xlsx", {"Sheet1": []}, "the workbook has no list in it"),
        ("workbook.xlsx", {"x": [["id"]]}, "the workbook has a sheet 'x', and there is no such"),
        (
            "people.xlsx",
            {"people": [["id", "name"]], "hosting": [["id", "name"]]},
            "the workbook has the lists people, hosting, and only people is asked for",
        ),
        (
            "people.xlsx",
            {"hosting": [["id", "name"]]},
            "the workbook has the lists hosting, and only people is asked for",
        ),
    ],
)
def test_an_upload_has_the_lists_that_are_asked_for(upload, sheets, why):
    outcome = replaced(contents({}), upload, workbook(sheets), kinds(), workbook_of)
    assert outcome.contents is None
    assert outcome.findings[0].why.startswith(why)


def test_a_list_keeps_the_form_that_it_has():
    new = workbook({"Sheet1": [["id", "name"], ["ann", "Ann"], ["bob", "Bob"]]})
    outcome = replaced(contents({}), "people.xlsx", new, kinds(), workbook_of)
    assert (set(outcome.contents), outcome.notes) == (set(FILES), ())
    assert outcome.contents["people.csv"].decode().splitlines()[2] == "bob,Bob,,,,"
    flat = tables(folder().register)
    before = {"register.xlsx": workbook_of({one: flat[one] for one in flat if flat[one].rows})}
    text = b"id,name\nann,Ann\nbob,Bob\n"
    outcome = replaced(before, "people.csv", text, kinds(), workbook_of)
    assert list(outcome.contents) == ["register.xlsx"]
    assert outcome.notes[0].startswith("register.xlsx is written anew")
    after = read(outcome.contents, {}, kinds()).folder.register
    assert [person.id for person in after.people] == ["ann", "bob"]
    assert after.forums == folder().register.forums


def test_what_an_entry_may_not_stand_in_twice_is_said_once():
    """Seats of a forum that could not be read are not said to stand in no forum."""
    changes = {**FLAT, "forums.csv": "id,name,kind,area,owners\nboard,B\n"}
    assert [where for _, where, _ in faults(changes)] == ["forums.csv:2"]
    changes = {**FLAT, "forums.csv": None}
    assert [where for _, where, _ in faults(changes)] == [
        "holders.csv:2 [seat]",
        "seats.csv:2 [forum]",
    ]


def test_a_list_whose_owners_stand_in_another_file_is_replaced():
    """Seats alone cannot be read without the forums that stand beside them."""
    new = workbook({"Sheet1": [["forum", "id", "capacity"], ["board", "chair", "attendee"]]})
    outcome = replaced(contents(FLAT), "seats.xlsx", new, kinds(), workbook_of)
    assert outcome.findings == ()
    assert outcome.contents["seats.csv"].decode().splitlines()[1].startswith("board,chair,,attend")
    flat = tables(folder().register)
    book = {one: flat[one] for one in flat if flat[one].rows and one != "forums"}
    before = {"register.xlsx": workbook_of(book), "forums.csv": csv_of(flat["forums"])}
    outcome = replaced(before, "people.csv", b"id,name\nann,Ann\n", kinds(), workbook_of)
    assert (outcome.findings, set(outcome.contents)) == ((), set(before))
