import pytest
import yaml

from joinedup.register import parsing
from joinedup.register.parsing import Fields, RawEntry, parse_list, parse_mapping
from joinedup.register.tables import Column, parse_table
from joinedup.values.finding import Where

COLUMNS = (Column("id", "code", True), Column("name", "text", True), Column("note", "text"))


def found(parsed):
    return [(str(one.where), one.rule.removeprefix("folder."), one.why) for one in parsed.findings]


def test_a_table_gives_its_rows_with_their_lines():
    content = '\ufeffname,id\r\n\r\n"Two\r\nlines",a\r\n , \r\nOne,b\r\n'.encode()
    parsed = parse_table("x.csv", content, COLUMNS)
    assert parsed.findings == ()
    assert [(entry.row, entry.values) for entry in parsed.entries] == [
        (3, {"name": "Two\r\nlines", "id": "a"}),
        (6, {"name": "One", "id": "b"}),
    ]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", [("x.csv:1", "form", "the file is empty")]),
        ("\n , \n", [("x.csv:1", "form", "the file is empty")]),
        (
            "id,id,colour,\n",
            [
                ("x.csv:1 [name]", "column", "columns are missing: name"),
                (
                    "x.csv:1 [colour]",
                    "column",
                    "these are not columns of the file: colour",
                ),
                ("x.csv:1 [id]", "column", "columns stand twice: id"),
            ],
        ),
        ("id,name\na\n", [("x.csv:2", "row", "the row has 1 cells, the header has 2")]),
        (
            'id,name\na,A\nb,"B\n',
            [("x.csv:3", "form", "the file stops being CSV here: unexpected end of data")],
        ),
        (
            b"id,name\na,\xe9\n",
            [("x.csv:2", "encoding", "the file is not in UTF-8: a character here cannot be read")],
        ),
        (
            "id,name\n\0,b\n",
            [("x.csv:2", "encoding", "the file holds a NUL character, so it is not plain text")],
        ),
    ],
)
def test_faults_of_a_table(content, faults):
    raw = content if isinstance(content, bytes) else content.encode()
    assert found(parse_table("x.csv", raw, COLUMNS)) == faults


def test_good_rows_beside_a_bad_one_are_kept():
    parsed = parse_table("x.csv", b"id,name\na,A\nb\nc,C\n", COLUMNS)
    assert [entry.values["id"] for entry in parsed.entries] == ["a", "c"]


def test_a_mapping_keeps_numbers_and_days_as_typed_and_knows_its_lines():
    (entry,) = parse_mapping(
        "x.yaml", b"code: 0012\nday: 2026-02-30\nrate: 1.50\nareas:\n  - id: a\n  - id: b\n"
    ).entries
    assert entry.values == {
        "code": "0012",
        "day": "2026-02-30",
        "rate": "1.50",
        "areas": [{"id": "a"}, {"id": "b"}],
    }
    places = [(), ("day",), ("areas", 1), ("areas", 1, "id"), ("areas", 9, "id"), ("gone",)]
    assert [str(entry.where(path)) for path in places] == [
        "x.yaml:1",
        "x.yaml:2 [day]",
        "x.yaml:6",
        "x.yaml:6 [id]",
        "x.yaml:4 [id]",
        "x.yaml:1 [gone]",
    ]


def test_where_in_a_row_or_inside_plain_text():
    row = RawEntry(Fields({"id": "a"}, "x.csv", 7))
    assert (row.where(), row.where(("id",))) == (Where("x.csv", 7), Where("x.csv", 7, "id"))
    (entry,) = parse_mapping("x.yaml", b"a: 1\nb: text\n").entries
    assert str(entry.where(("b", "deeper"))) == "x.yaml:2 [deeper]"


@pytest.mark.parametrize(
    ("content", "where", "why"),
    [
        (
            b"a: [\n",
            "x.yaml:2",
            "the file stops being YAML here: did not find expected node",
        ),
        (
            b"a: 1\nb: 2\na: 3\n",
            "x.yaml:3",
            "the file stops being YAML here: 'a' stands twice",
        ),
        (b"a: \x07\n", "x.yaml:1", "the file is not YAML"),
        (b"- a\n", "x.yaml:1", "the file must be a list of fields"),
        (b"", "x.yaml:1", "the file must be a list of fields"),
        (b"a: \xff", "x.yaml:1", "the file is not in UTF-8"),
        (b"a: &x 1\n", "x.yaml:1", "the file stops being YAML here: text that begins with & or *"),
        (b"a: !x 1\n", "x.yaml:1", "the file stops being YAML here: text that begins with !"),
        (b"[" * 1000, "x.yaml:1", "the file "),
    ],
)
def test_faults_of_a_mapping(content, where, why):
    ((at, _, said),) = found(parse_mapping("x.yaml", content))
    assert (at, said[: len(why)]) == (where, why)


@pytest.mark.parametrize(
    ("content", "entries", "faults"),
    [
        ("forums:\n", [], []),
        ("forums:\n  - id: a\n\n  - {id: b}\n", [(2, "a"), (4, "b")], []),
        ("forums: [a]\n", [], [("x.yaml:1", "each entry of 'forums' must be fields")]),
        (
            "forums: 3\nboards: []\n",
            [],
            [
                ("x.yaml:2 [boards]", "'boards' is not a field of x.yaml, which has only 'forums'"),
                ("x.yaml:1", "the file must have one field, 'forums', with a list under it"),
            ],
        ),
        ("- a\n", [], [("x.yaml:1", "the file must be a list of fields, each 'name: value'")]),
        (
            "boards: []\n",
            [],
            [
                ("x.yaml:1 [boards]", "'boards' is not a field of x.yaml, which has only 'forums'"),
                ("x.yaml:1", "the file must have one field, 'forums', with a list under it"),
            ],
        ),
    ],
)
def test_a_list_under_one_key(content, entries, faults):
    parsed = parse_list("x.yaml", content.encode(), "forums")
    assert [(entry.row, entry.values["id"]) for entry in parsed.entries] == entries
    assert [(at, why) for at, _, why in found(parsed)] == faults


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a: 1\n---\nb: 2\n", "a second document begins here"),
        (b"? [a]\n: b\n", "a list or fields cannot be the name"),
        (b'a: "\\UFFFFFFFF"\n', "the file "),
        (b"a: *b\n", "text that begins with & or *"),
    ],
)
@pytest.mark.parametrize("parser", [parsing._PARSER, yaml.SafeLoader])
def test_what_is_no_text_in_yaml(monkeypatch, content, why, parser):
    """With and without libyaml."""
    monkeypatch.setattr(parsing, "_PARSER", parser)
    ((_, _, said),) = found(parse_mapping("x.yaml", content))
    assert why in said


def test_words_of_yaml():
    content = b"a: yes\nb: True\nc: FALSE\nd: ~\ne:\nf: 'true'\ng: ''\n...\n"
    assert parse_mapping("x.yaml", content).entries[0].values == {
        "a": "yes",
        "b": True,
        "c": False,
        "d": None,
        "e": None,
        "f": "true",
        "g": "",
    }


def test_where_in_plain_lists_and_beyond():
    inner = Fields({"id": "s"}, "seats.csv", 4)
    row = RawEntry(Fields({"id": "a", "seats": [inner]}, "forums.csv", 2))
    assert str(row.where(("seats", 0, "id"))) == "seats.csv:4 [id]"
    assert str(row.where(("seats", 0))) == "seats.csv:4"
    assert str(row.where(("seats", 7, "id"))) == "forums.csv:2 [id]"
    assert str(row.where(("id", 1))) == "forums.csv:2 [id]"
