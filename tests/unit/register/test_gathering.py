import io

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from joinedup.register.canonical import canonical
from joinedup.register.files import kinds, workbook_of
from joinedup.register.gathering import FILE_NAMES, unread_files
from joinedup.register.lists import tables
from joinedup.register.reading import read
from tests.unit.register.made_workbook import workbook
from tests.unit.register.small_folder import FILES, faults, folder, reading

PEOPLE = [["id", "name"], ["ann", "Ann Ames"]]
SEATS = [["forum", "id", "capacity"], ["board", "chair", "chair"]]


def flat():
    """Every list of the small folder."""
    read_before = folder()
    return tables(read_before.register, read_before.need, read_before.overlaps)


def test_one_workbook_may_hold_the_whole_folder():
    before = folder()
    for name in ("register.xlsx", "a copy of it.XLSX"):
        after = read({name: workbook_of(flat(), "Testshire")}, {"x": "y"}, kinds()).folder
        assert canonical(after.register) == canonical(before.register)
        assert (after.need, after.overlaps) == (before.need, before.overlaps)
        assert str(after.where["seats", "board/chair"]) == f"{name} (seats):2"
    # Data in a workbook is cited as the CSV file that it would be.
    assert set(after.hashes) == {"x", "need.csv", "overlaps.csv"}


def test_a_list_may_have_a_workbook_of_its_own_whatever_its_sheet_is_called():
    for sheet in ("people", "Sheet1", " People "):
        content = workbook({sheet: PEOPLE, "Contents": [["hello"]]})
        changes = {"people.csv": None, "people.xlsx": content}
        assert reading(changes).folder.register.people[0].name == "Ann Ames"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"people.xlsx": workbook({"people": PEOPLE})},
            [
                (
                    "people.xlsx (people)",
                    "people are given twice: in people.csv and in people.xlsx (p",
                )
            ],
        ),
        (
            {"register.xlsx": workbook({"seats": SEATS, "bodies": [["id"]]})},
            [
                ("register.xlsx (bodies)", "bodies are given twice: in bodies.csv and in register"),
                ("register.xlsx (seats)", "seats are given twice: in forums.yaml and in register"),
            ],
        ),
        (
            {"people.csv": None, "register.xlsx": workbook({"people": PEOPLE, "People ": PEOPLE})},
            [
                (
                    "register.xlsx (People )",
                    "people are given twice: in register.xlsx (people) and in",
                )
            ],
        ),
        (
            {"register.xlsx": workbook({"a-b": [["x"]], "empty": []})},
            [("register.xlsx (a-b)", "the workbook has a sheet 'a-b', and there is no such list")],
        ),
        (
            {"people.csv": None, "people.xlsx": workbook({"seats": SEATS})},
            [
                ("forums.yaml:11 [person]", "person: 'ann' is not the id of an entry in people"),
                ("people.xlsx (seats)", "seats are given twice: in forums.yaml and in people.xlsx"),
            ],
        ),
        ({"register.xlsx": b"PK"}, [("register.xlsx", "the workbook cannot be read: File is not")]),
    ],
)
def test_faults_of_forms(changes, expected):
    found = [(where, why) for _, where, why in faults(changes)]
    assert [where for where, _ in found] == [where for where, _ in expected]
    for (_, why), (_, wanted) in zip(found, expected, strict=True):
        assert why.startswith(wanted)


def test_hidden_lists_are_said():
    def hide(book):
        book["people"].sheet_state = "veryHidden"
        book.create_sheet("seen")

    content = workbook({"people": PEOPLE}, hide)
    found = faults({"people.csv": None, "register.xlsx": content})
    assert [where for _, where, _ in found] == ["register.xlsx (people)"]


@pytest.mark.parametrize(
    "name",
    [
        *("seat.csv", "Forums.yaml", "forums.yml", "forums (1).csv", "people.xls", "PEOPLE.CSV"),
        *(
            "area_codes.csv",
            "post holders.xlsx",
            "system.json",
            "register.csv",
            "bodies - copy.csv",
        ),
    ],
)
def test_files_that_look_as_if_meant_are_said(name):
    (finding,) = unread_files([name])
    assert finding.where.file == name
    assert "is not read: it looks like" in finding.why


def test_other_files_are_no_fault():
    others = ["README.md", "notes.csv", "~$register.xlsx", ".joinedup", "allocation.xlsx", "x.yaml"]
    assert unread_files([*others, *FILE_NAMES]) == ()
    assert set(FILES) <= set(FILE_NAMES)


def test_a_workbook_offers_the_words_of_closed_lists():
    book = load_workbook(io.BytesIO(workbook_of(flat(), "Testshire")))
    assert (book.sheetnames[0], book.sheetnames[-1]) == ("Contents", "Words")
    offered = {
        str(one.sqref): (one.formula1, one.showErrorMessage)
        for one in book["seats"].data_validations.dataValidation
    }
    columns = [cell.value for cell in book["seats"][1]]
    capacity, roles = (get_column_letter(columns.index(one) + 1) for one in ("capacity", "roles"))
    source, refuses_others = offered[f"{capacity}2:{capacity}1048576"]
    [*words] = book["Words"][source.removeprefix("Words!")]
    assert [cell.value for (cell,) in words] == list(kinds().words("capacities"))
    assert refuses_others
    # Of these a cell may hold several.
    assert not offered[f"{roles}2:{roles}1048576"][1]
    told = [row[2].value for row in book["Contents"].rows if row[1].value == "roles"]
    assert told[0].endswith("Words with ';' between them of the list 'roles' in the sheet Words.")
    assert book["seats"].freeze_panes == "A2"
