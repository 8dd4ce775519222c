import pytest

from joinedup.register import parsing, tables
from joinedup.register.tables import Cell, Column, guarded, parse_sheet, parse_table

COLUMNS = (
    Column("id", "code", True),
    Column("name", "text"),
    Column("from", "day"),
    Column("people", "number"),
)
HEADER = [Cell("id"), None, Cell("name"), Cell("from"), Cell("people")]


def csv_faults(*lines):
    parsed = parse_table("x.csv", "\n".join(lines).encode(), COLUMNS)
    return [(str(one.where), one.why) for one in parsed.findings]


def cell_taken(name, text, kind):
    """The text that is taken of one cell in a sheet, or why it is not."""
    header = [Cell("id"), Cell(name)] if name != "id" else [Cell("id")]
    cells = [Cell("a"), Cell(text, kind)] if name != "id" else [Cell(text, kind)]
    parsed = parse_sheet("x.xlsx (s)", [(1, header), (2, cells)], COLUMNS)
    if parsed.findings:
        (finding,) = parsed.findings
        assert str(finding.where) == f"x.xlsx (s):2 [{name}]"
        assert finding.mend
        return finding.why
    return parsed.entries[0].values[name]


@pytest.mark.parametrize(
    ("name", "text", "kind", "taken"),
    [
        ("id", "1E05", "text", "1E05"),
        ("id", "100000", "number", "id: the cell holds the number 100000, not text: a spreadsheet"),
        ("id", "2022-01-05", "day", "id: the cell holds a day, 2022-01-05: a spreadsheet made it"),
        ("name", "42", "number", "42"),
        ("name", "0.05", "share", "5%"),
        ("name", "1", "share", "100%"),
        ("name", "0.0025", "share", "0.25%"),
        ("people", "0.05", "share", "0.05"),
        ("id", "0.05", "share", "id: the cell holds the number 0.05, not text: a spreadsheet"),
        ("name", "2022-01-05", "day", "2022-01-05"),
        ("name", "=1", "text", "=1"),
        ("name", "1+1", "formula", "name: '=1+1' is a formula"),
        ("name", "x" * 99, "formula", f"name: '={'x' * 39}…' is a formula"),
        ("name", "#REF!", "error", "name: the cell holds the error #REF!"),
        ("from", "2022-07-01", "day", "2022-07-01"),
        ("from", "2022-07-01", "moment", "from: 2022-07-01 has a time of day"),
        (
            "from",
            "45000",
            "number",
            "from: the cell holds the number 45000, which would be the day 2023-03-15",
        ),
        ("from", "12", "number", "from: the cell holds the number 12"),
        ("people", "12.5", "number", "12.5"),
        ("people", "2022-01-05", "day", "people: the cell holds a day, 2022-01-05: a spreadsheet"),
        (
            "people",
            "1" + "0" * 15,
            "number",
            "people: the number 1000000000000000 is longer than the 15 digits that a spreadsheet",
        ),
    ],
)
def test_what_a_sheet_holds_is_taken_or_said(name, text, kind, taken):
    found = cell_taken(name, text, kind)
    assert found.startswith(taken)
    assert len(found) == len(taken) or ":" in taken


def test_rows_of_a_sheet_may_be_short_and_have_empty_cells_after_them():
    rows = [
        (1, [Cell("id"), Cell("name"), Cell(" ")]),
        (2, [Cell("a")]),
        (4, [None, None]),
        (5, [Cell("b"), Cell("B"), None, Cell("")]),
        (6, [Cell("c"), None, None, Cell("astray")]),
    ]
    parsed = parse_sheet("x.xlsx (s)", rows, COLUMNS)
    assert [(entry.row, dict(entry.values)) for entry in parsed.entries] == [
        (2, {"id": "a"}),
        (5, {"id": "b", "name": "B"}),
    ]
    assert [str(one.where) for one in parsed.findings] == ["x.xlsx (s):6"]
    assert parse_sheet("x.xlsx (s)", [], COLUMNS).findings[0].why == "the file is empty"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("=A1,Ann", "id: '=A1' is a formula"),
        ("a,=SUM(A1)", "name: '=SUM(A1)' is a formula"),
        ("1E05,x", "id: '1E05' looks like a code that a spreadsheet took for a number"),
        ("1.00E+05,x", "id: '1.00E+05' looks like a code that a spreadsheet took for a number"),
        ("05-Jan,x", "id: '05-Jan' looks like a code that a spreadsheet took for a day"),
        ("Jan-05,x", "id: 'Jan-05' looks like a code that a spreadsheet took for a day"),
    ],
)
def test_what_spreadsheets_do_to_csv_is_said(line, why):
    ((where, said),) = csv_faults("id,name", line)
    assert said.startswith(why)
    assert where == f"x.csv:2 [{said.split(':')[0]}]"


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "'=1",
        "''=1",
        "1E05",
        "'1E05",
        "05-Jan",
        "'s",
        "'",
        "a",
        "'tis =1",
        "+1",
        "'-1+2",
        "@SUM(A1)",
    ],
)
def test_an_apostrophe_keeps_text_as_it_is(text):
    for name, kind in (("id", "code"), ("name", "text")):
        cell = guarded(text, kind)
        if name == "name":
            assert cell.startswith("'") or not text.startswith(("=", "+", "-", "@"))
        (entry,) = parse_table(
            "x.csv", f'{name}\n"{cell}"\n'.encode(), (Column(name, kind),)
        ).entries
        assert entry.values[name] == text


def test_empty_columns_after_the_others_are_passed_over():
    content = b"id,name,,\na,A,,\nb,B,,\n,,,\n"
    parsed = parse_table("x.csv", content, COLUMNS)
    assert parsed.findings == ()
    assert [dict(entry.values) for entry in parsed.entries] == [
        {"id": "a", "name": "A"},
        {"id": "b", "name": "B"},
    ]
    assert csv_faults("id,name,", "a,A,x") == [("x.csv:2", "the row has 3 cells, the header has 2")]


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("id;name", "the columns stand between semicolons, not commas"),
        ("id\tname", "the columns stand between tabs, not commas"),
        ("id|name", "the columns stand between upright lines, not commas"),
        ("key;name", "columns are missing: id"),
        ("," * 9999 + "x", "the file has 10,000 columns"),
        (
            ",".join(["id", *(f"c{number}" for number in range(20))]),
            "these are not columns of the file: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 10 more",
        ),
    ],
)
def test_headers_that_are_none(header, why):
    assert why in [said for _, said in csv_faults(header, "a")]


def test_what_is_too_long_is_said_once(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    assert csv_faults("id", "a", "b", "c") == [("x.csv:3", "the file has more than 1 rows")]
    monkeypatch.setattr(tables, "MOST_FAULTS", 2)
    monkeypatch.setattr(parsing, "MOST_FAULTS", 2)
    assert csv_faults("id,name", *["=1,=2"] * 9)[1:] == [
        ("x.csv:2 [name]", "name: '=2' is a formula"),
        ("x.csv", "the file has more faults than the 2 that are told"),
    ]
    monkeypatch.setattr(parsing, "LARGEST_FILE", 3)
    assert csv_faults("id,name") == [("x.csv", "the file has 7 bytes; at most 3 are read")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("id,name\na,b\n".encode("utf-16"), "is in UTF-16 ('Unicode text'), not in UTF-8"),
        (
            "id,name\n".encode("utf-16-be"),
            "holds a NUL character, so it is not plain text",
        ),
        (b"PK\x03\x04", "is a workbook or another archive, not text"),
        (
            b"\xd0\xcf\x11\xe0",
            "is an old workbook (.xls) or one with a password, not text",
        ),
    ],
)
def test_other_encodings_and_forms_are_named(content, why):
    assert [one.why for one in parse_table("x.csv", content, COLUMNS).findings] == [
        f"the file {why}"
    ]
