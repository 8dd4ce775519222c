"""Delegations, reservations and directions in a folder, and how their faults are told."""

from typing import Any

import pytest

from joinedup.register.canonical import canonical
from joinedup.register.delegations import Delegation
from joinedup.register.files import kinds, workbook_of
from joinedup.register.lists import tables
from joinedup.register.reading import Folder, read
from joinedup.register.schema import Register
from joinedup.register.writing import csv_of
from tests.unit.register.made_workbook import workbook
from tests.unit.register.small_folder import FILES, contents, faults, reading

DELEGATION = """\
delegations:
  - id: d1
    given_by: [QZZ, city]
    given_to: board
    functions: [arrange-community-services, plan-estates]
    area: north
    cap: £250,000 a year
    cap_basis: whole life with VAT
    onward: yes
    mode: joint
    power: section-65z5
    approvals:
      - {by: city, on: 2024-03-01, source: minute 4}
      - {by: NHS England}
    conditions:
      - {id: scrutiny, says: "Ask first, always", standing: evidenced, evidence: paper 7}
    revocations:
      - {on: 2026-04-01, by: board}
    legal_advice: It may be so.
    from: 2024-04-01
    to: 2027-03-31
"""
RESERVATIONS = """\
id,body,kept_by,functions,area,above,urgent,instrument,from
r1,QZZ,board,plan-estates; plan-capital,,£5m,board; QZZ,,2024-04-01
"""
KEPT = "id,body,kept_by,functions,above\nr,QZZ,board,plan-estates,"
DIRECTIONS = """\
id,given_by,given_to,functions,exercised_by,bars_delegation,power
o1,RT1,QZZ,,city,no,section-14z61
"""
ALL: dict[str, str | bytes | None] = {
    "delegations.yaml": DELEGATION,
    "reservations.csv": RESERVATIONS,
    "directions.csv": DIRECTIONS,
}


def folder_of(changes: dict[str, str | bytes | None]) -> Folder:
    outcome = reading(changes)
    assert outcome.folder is not None, outcome.findings
    return outcome.folder


def sections(register: Register) -> tuple[Any, ...]:
    return register.delegations, register.reservations, register.directions


def test_each_entry_is_read_with_all_it_says_and_where_it_stands() -> None:
    folder = folder_of(ALL)
    [one] = folder.register.delegations
    assert one.given_by == ("QZZ", "city")
    assert [(approval.by, str(approval.on)) for approval in one.approvals] == [
        ("city", "2024-03-01"),
        ("NHS England", "None"),
    ]
    assert [(condition.id, condition.standing) for condition in one.conditions] == [
        ("scrutiny", "evidenced")
    ]
    assert [str(revocation.on) for revocation in one.revocations] == ["2026-04-01"]
    assert folder.register.reservations[0].urgent == ("board", "QZZ")
    assert folder.register.directions[0].functions == ()
    where = {key: str(place) for key, place in folder.where.items()}
    assert where["delegations", "d1"] == "delegations.yaml:2"
    assert where["delegation-approvals", "d1/NHS England"] == "delegations.yaml:14"
    assert where["conditions", "d1/scrutiny"] == "delegations.yaml:16"
    assert where["revocations", "d1/2026-04-01"] == "delegations.yaml:18"
    assert (where["reservations", "r1"], where["directions", "o1"]) == (
        "reservations.csv:2",
        "directions.csv:2",
    )


def test_flat_lists_and_a_workbook_are_the_same_register() -> None:
    folder = folder_of(ALL)
    every = tables(folder.register, folder.need, folder.overlaps)
    flat = {name: table for name, table in every.items() if table.rows}
    assert {"delegations", "delegation-approvals", "conditions", "revocations"} <= set(flat)
    for files in (
        {f"{name}.csv": csv_of(table) for name, table in flat.items()},
        {"register.xlsx": workbook_of(every)},
    ):
        again = read(files, {}, kinds()).folder
        assert again is not None
        assert sections(again.register) == sections(folder.register)
        assert canonical(again.register) == canonical(folder.register)


def one(**fields: object) -> str:
    """A delegation as a file, with some of its fields other than they were."""
    values: dict[str, object] = {
        "id": "d1",
        "given_by": "QZZ",
        "given_to": "board",
        "functions": "plan-estates",
        "area": "north",
        "power": "section-65z5",
        **fields,
    }
    lines = [f"{name}: {value}" for name, value in values.items()]
    return "delegations:\n  - " + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize(
    ("fields", "column", "why", "mend"),
    [
        (
            {"given_to": "bord"},
            "given_to",
            "given_to: 'bord' is not the id of an entry in bodies, forums or posts",
            "did you mean 'board'? If not, add 'bord' to bodies, forums or posts, or mend the id",
        ),
        (
            {"given_to": "Board"},
            "given_to",
            "given_to: 'Board' is not the id of an entry in bodies, forums or posts, which has "
            "'board'",
            "add 'Board' to bodies, forums or posts, or mend the id",
        ),
        (
            {"given_by": "[QZZ, nobody]"},
            "given_by",
            "given_by: 'nobody' is not the id of an entry in bodies, forums or posts",
            "add 'nobody' to bodies, forums or posts, or mend the id",
        ),
        ({"given_by": "[]"}, "given_by", "'given_by' is empty", "mend it: who passes it on"),
        ({"functions": ""}, "functions", "'functions' is empty", "mend it: the functions, by"),
        ({"area": "east"}, "area", "area: 'east' is not the id of an entry in areas", "add 'east'"),
        (
            {"cap": "5%"},
            "cap",
            "cap: '5%': write a cap like £250,000, £250,000 a year, £500k in all, £50,000 per "
            "100,000 residents, 5% of core-2025-26, or none",
            "mend it: the most that may be decided",
        ),
        ({"cap": "0.05"}, "cap", "cap: '0.05': it is less than a pound, as a share", "mend it"),
        ({"cap_basis": "VAT"}, "cap_basis", "cap_basis: 'VAT' is not one", "use one of: whole"),
        ({"onward": "maybe"}, "onward", "onward: 'maybe' is not one", "use one of: yes, no, "),
        ({"mode": "alone"}, "mode", "mode: 'alone' is not one of", "use one of: concurrent, "),
        ({"instrument": "x"}, "instrument", "instrument: 'x' is not the id of", "add 'x' to"),
        ({"to": "2024-01-01", "from": "2025-01-01"}, "to", "it ends on 2024-01-01", "mend one"),
        (
            {"approvals": "[{by: nobody}]"},
            "by",
            "by: 'nobody' is not the id of an entry in bodies",
            "add 'nobody' to bodies, or mend the id, or use one of: chair, ",
        ),
        (
            {"approvals": "[{by: QZZ, on: 2024-01-01}, {by: QZZ, on: 2024-02-01}]"},
            None,
            "'QZZ' stands twice, first at delegations.yaml:8",
            "keep one of the two",
        ),
        (
            {"conditions": "[{id: x, standing: sure}]"},
            "standing",
            "standing: 'sure' is not one",
            "use one of: evidenced, asserted",
        ),
        ({"revocations": "[{by: board}]"}, "on", "'on' is missing", "add it: the first"),
        (
            {"revocations": "[{on: }]"},
            "on",
            "on: 'nothing': write the day as",
            "mend it: the first",
        ),
        ({"revocations": "[{on: 1/2/26}]"}, "on", "on: '1/2/26': write the day", "mend it: the"),
        ({"revocations": "[{on: 2026-01-01, by: x}]"}, "by", "by: 'x' is not the id of", "add 'x'"),
    ],
)
def test_a_fault_says_what_where_why_and_how_to_mend_it(
    fields: dict[str, object], column: str | None, why: str, mend: str
) -> None:
    [finding] = reading({"delegations.yaml": one(**fields)}).findings
    assert (finding.where.file, finding.where.column) == ("delegations.yaml", column)
    assert finding.where.row is not None
    assert finding.why.startswith(why)
    assert finding.mend.startswith(mend)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"reservations.csv": KEPT + "5% of core\n"},
            ("reservations.csv:2 [above]", "above: '5% of core': write an amount like £5m"),
        ),
        (
            {"reservations.csv": KEPT + "0.05\n"},
            ("reservations.csv:2 [above]", "above: '0.05': write an amount like £5m"),
        ),
        (
            {"reservations.csv": "id,body,kept_by,functions\nr,board,board,plan-estates\n"},
            ("reservations.csv:2 [body]", "body: 'board' is not the id of an entry in bodies"),
        ),
        (
            {"reservations.csv": "id,body,kept_by,functions\nr,QZZ,board,plan-estate\n"},
            ("reservations.csv:2 [functions]", "functions: 'plan-estate' is not one of the closed"),
        ),
        (
            {"directions.csv": "id,given_by,given_to,functions,power\no,QZZ,city,all,x\n"},
            ("directions.csv:2 [functions]", "functions: 'all' is not one of the closed list"),
        ),
        (
            {"reservations.csv": KEPT + "5.000\n"},
            ("reservations.csv:2 [above]", "above: '5.000': '5.000' may be meant as 5 or as 5,000"),
        ),
        (
            {"directions.csv": "id,given_by,given_to,power\no,QZZ,nobody,x\n"},
            ("directions.csv:2 [given_to]", "given_to: 'nobody' is not the id of an entry in"),
        ),
        (
            {"bodies.csv": FILES["bodies.csv"].replace("RT1", "board"), "delegations.yaml": one()},
            (
                "delegations.yaml:4 [given_to]",
                "given_to: 'board' is the id of an entry in bodies and in forums",
            ),
        ),
        (
            {"reservations.csv": KEPT + "£5m a year\n"},
            ("reservations.csv:2 [above]", "above: '£5m a year': write an amount like £5m"),
        ),
        (
            {"reservations.csv": KEPT + "none\n"},
            ("reservations.csv:2 [above]", "above: 'none': write an amount like £5m"),
        ),
        (
            {"delegations.yaml": one(), "conditions.csv": "delegation,id\nd1,x\n"},
            ("conditions.csv", "conditions are given twice: in delegations.yaml and in"),
        ),
    ],
)
def test_faults_between_files(
    changes: dict[str, str | bytes | None], expected: tuple[str, str]
) -> None:
    [(_, where, why)] = faults(changes)
    assert where == expected[0]
    assert why.startswith(expected[1])


def test_a_function_that_is_kept_is_one_of_the_law_and_one_that_is_passed_need_not_be() -> None:
    """What is kept or suspended would else be free to all, and nobody told."""
    rows = "id,body,kept_by,functions\nr,QZZ,board,plan-estate\n"
    [finding] = reading({"reservations.csv": rows}).findings
    assert finding.mend.startswith("did you mean 'plan-estates'? If not, use a word")
    assert folder_of({"delegations.yaml": one(functions="[plan-estate]")})


def test_what_a_faulty_file_may_have_held_is_not_said_to_be_missing() -> None:
    """A forum whose id cannot be read may be the one that is named; one with an id is known."""
    bad = FILES["forums.yaml"].replace("id: board", "id: 'the board'")
    found = faults({"delegations.yaml": one(), "forums.yaml": bad})
    assert [where for _, where, _ in found] == ["forums.yaml:2 [id]"]
    bad = FILES["forums.yaml"].replace("area: testshire", "area: 'no id'")
    found = faults({"delegations.yaml": one(given_to="nobody"), "forums.yaml": bad})
    assert [where for _, where, _ in found] == [
        "delegations.yaml:4 [given_to]",
        "forums.yaml:5 [area]",
    ]


HEADER = ["id", "given_by", "given_to", "functions", "area", "power"]
ROW = ["d1", "QZZ; city", "board", "plan-estates;plan-capital", "north", "section-65z5"]


def from_sheet(column: str, value: Any, number_format: str = "General") -> Delegation | str:
    """The delegation of a sheet with one more column, or why it is not taken."""

    def put(book: Any) -> None:
        book["delegations"]["G2"].number_format = number_format

    book = workbook({"delegations": [[*HEADER, column], [*ROW, value]]}, put)
    outcome = read({**contents({}), "delegations.xlsx": book}, {}, kinds())
    if outcome.folder is None:
        [finding] = outcome.findings
        assert str(finding.where) == f"delegations.xlsx (delegations):2 [{column}]"
        return finding.why
    return outcome.folder.register.delegations[0]


@pytest.mark.parametrize(
    ("value", "number_format", "cap"),
    [
        ("£250,000", "General", "£250,000"),
        (250000, '"£"#,##0', "250000"),
        (250000, "General", "250000"),
        (250000.5, "[$£-809]#,##0.00", "250000.5"),
        ("5% of core", "General", "5% of core"),
    ],
)
def test_a_cap_that_became_a_number_is_taken_as_pounds(
    value: Any, number_format: str, cap: str
) -> None:
    taken = from_sheet("cap", value, number_format)
    assert isinstance(taken, Delegation)
    assert taken.cap == cap


@pytest.mark.parametrize(
    ("value", "number_format", "why"),
    [
        (0.05, "0%", "cap: '5%': write a cap like"),
        (0.0525, "0.00%", "cap: '5.25%': write a cap like"),
        (0.05, "#,##0.0 %", "cap: '5%': write a cap like"),
        (1, "0%", "cap: '100%': write a cap like"),
        (0.05, "General", "cap: '0.05': it is less than a pound, as a share that lost its %"),
        (250000.555, "General", "cap: '250000.555': write a cap like"),
        (-5, "General", "cap: '-5': write a cap like"),
        (45000, "yyyy-mm-dd", "cap: '2023-03-15': write a cap like"),
        (True, "General", "cap: 'true': write a cap like"),
    ],
)
def test_a_cap_that_became_something_else_is_said(value: Any, number_format: str, why: str) -> None:
    said = from_sheet("cap", value, number_format)
    assert isinstance(said, str)
    assert said.startswith(why)


@pytest.mark.parametrize(("value", "onward"), [(True, "yes"), (False, "no"), ("TRUE", "yes")])
def test_yes_and_no_that_became_truths_are_taken(value: Any, onward: str) -> None:
    taken = from_sheet("onward", value)
    assert isinstance(taken, Delegation)
    assert taken.onward == onward


@pytest.mark.parametrize(("written", "onward"), [("yes", "yes"), ("true", "yes"), ("False", "no")])
def test_yes_and_no_in_yaml_are_words_or_truths(written: str, onward: str) -> None:
    [taken] = folder_of({"delegations.yaml": one(onward=written)}).register.delegations
    assert taken.onward == onward
    [(_, where, why)] = faults({"delegations.yaml": one(onward="[true]")})
    assert where == "delegations.yaml:8 [onward]"


def test_semicolons_part_the_words_of_a_cell_and_commas_do_not() -> None:
    taken = from_sheet("source", "a letter")
    assert isinstance(taken, Delegation)
    assert taken.given_by == ("QZZ", "city")
    assert taken.functions == ("plan-estates", "plan-capital")
    row = "id,given_by,given_to,functions,area,power\nd1,'QZZ, city',board,x,north,p\n"
    [(_, where, why)] = faults({"delegations.csv": row.replace("'", '"')})
    assert where == "delegations.csv:2 [given_by]"
    assert why.startswith("given_by: 'QZZ, city': an id has letters, digits and single hyphens")
    assert why.endswith("; between several stand semicolons, not commas")
    [(_, _, why)] = faults({"delegations.csv": row.replace("'QZZ, city'", "'QZZ/city'")})
    assert why.endswith("such as 'icb-board'")


@pytest.mark.parametrize(
    ("cap", "why", "mend"),
    [
        ("£50,000", "after '£50'", "put £50,000 in quotation marks inside { }"),
        ("£1,250,000 a year", "after '£1'", "put £1,250,000 a year in quotation marks inside"),
    ],
)
def test_an_amount_that_its_commas_cut_inside_brackets_is_told_once(
    cap: str, why: str, mend: str
) -> None:
    fields = "id: d1, given_by: [QZZ], given_to: board, functions: [plan-estates], area: north"
    listed = f"delegations:\n  - {{{fields}, cap: {cap}, power: section-65z5}}\n"
    [finding] = reading({"delegations.yaml": listed}).findings
    assert str(finding.where) == "delegations.yaml:2 [cap]"
    assert finding.why == f"cap: inside {{ }} a comma begins another field, here {why}"
    assert finding.mend.startswith(mend)
    quoted = listed.replace(cap, f"'{cap}'")
    assert folder_of({"delegations.yaml": quoted}).register.delegations[0].cap == cap


def test_an_amount_whose_thousands_stand_twice_is_told_too() -> None:
    [(_, _, why)] = faults({"delegations.yaml": "delegations:\n  - {id: d1, cap: £1,000,000}\n"})
    assert why.endswith("'000' stands twice: put amounts with commas in quotation marks inside { }")


@pytest.mark.parametrize("more", ["'100'", "'100': x", "cap: £5, mode: , '100'", "cap: £5, y"])
def test_another_field_that_is_none_is_told_by_its_name(more: str) -> None:
    fields = "id: d1, given_by: [QZZ], given_to: board, functions: [x], power: x, area: north"
    listed = f"delegations:\n  - {{{fields}, {more}}}\n"
    [(_, _, why)] = faults({"delegations.yaml": listed})
    assert why == f"'{'y' if more.endswith('y') else 100}' is not a field here"


def test_an_amount_is_told_where_it_stands_in_an_entry_within_another() -> None:
    cut = "approvals: [{by: city, source: £5,000, on: 2024-01-01}]"
    [finding] = reading({"delegations.yaml": one() + f"    {cut}\n"}).findings
    assert str(finding.where) == "delegations.yaml:8 [source]"
    assert finding.mend == "put £5,000 in quotation marks inside { }"
