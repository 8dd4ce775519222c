"""The reader never raises: whatever stands in a folder, it gives a register or says the faults."""

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from joinedup.register.canonical import canonical, from_canonical
from joinedup.register.files import FILE_NAMES, kinds, read_folder, workbook_of, write_folder
from joinedup.register.lists import LISTS, FlatTable, csv_of, tables
from joinedup.register.reading import Reading, read
from joinedup.register.tables import Cell, parse_sheet
from tests.generative.awkward import AWKWARD
from tests.generative.good_folder import DELEGATIONS, GOOD, SYSTEM


def all_flat() -> dict[str, FlatTable]:
    """Every list of the good folder."""
    folder = read(GOOD, {}, kinds()).folder
    assert folder is not None
    return tables(folder.register, folder.need, folder.overlaps)


#: The good folder as flat CSV files, and as one workbook.
FLAT = {f"{name}.csv": csv_of(table) for name, table in all_flat().items() if table.rows}
BOOK = {"register.xlsx": workbook_of(all_flat())}


def check(contents: dict[str, bytes]) -> Reading:
    """Read, and see that the outcome is one or the other, and can be said and stored."""
    reading = read(contents, {}, kinds())
    assert (reading.folder is None) == bool(reading.findings)
    for finding in reading.findings:
        assert orjson.dumps(finding.as_json())
        assert finding.why and finding.mend
        file, _, sheet = finding.where.file.partition(" (")
        assert file in FILE_NAMES
        assert not sheet or file.endswith(".xlsx")
        lines = contents.get(file, b"").splitlines() or [b""]
        assert (finding.where.row or 1) >= 1
        assert file.endswith(".xlsx") or (finding.where.row or 1) <= len(lines) + 1
    if reading.folder is not None:
        register = reading.folder.register
        assert canonical(from_canonical(canonical(register))) == canonical(register)
        overlaps = [overlap.model_dump() for overlap in reading.folder.overlaps]
        outlines = asdict(reading.folder.boundaries)
        for text in texts_in([register.model_dump(), overlaps, outlines]):
            assert not NEITHER_DRAWN_NOR_KEPT.search(text)
            assert len(text) <= 10_000
    return reading


#: What XML 1.0 has no place for, and the controls that it has: drawing one ends the process.
NEITHER_DRAWN_NOR_KEPT = re.compile(
    r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]"
)


def texts_in(value: Any) -> Iterator[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_in(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_in(part)


def test_the_good_folder_is_good() -> None:
    good = check(GOOD).folder
    assert good is not None
    for form in (FLAT, BOOK):
        same = check(form).folder
        assert same is not None
        assert canonical(same.register) == canonical(good.register)
        assert (same.need, same.overlaps) == (good.need, good.overlaps)


LEVELS = [
    f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]"
    for above, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
]
#: In place of a file, or after it where the text begins with '+'.
NASTY: dict[str, tuple[str, str | bytes]] = {
    "a bomb of aliases": ("system.yaml", "\n".join(["+a: &a [x, x]", *LEVELS, "notes: [*l]"])),
    "aliases that the schema takes": ("forums.yaml", "forums:\n  - &f {id: f}\n" + "  - *f\n" * 9),
    "a list that holds itself": ("system.yaml", "+x: &a [*a]\n"),
    "fields that hold themselves": ("system.yaml", "&a\nareas: *a\n"),
    "a name that holds itself": ("system.yaml", "+? &a [*a]\n: x\n"),
    "lists in lists": ("system.yaml", "+x: " + "[" * 100_000),
    "lists in lists that end": ("system.yaml", "+x: " + "[" * 2000 + "]" * 2000),
    "fields in fields": ("system.yaml", "+x: " + "{a: " * 2000 + "x" + "}" * 2000),
    "blocks in blocks": (
        "forums.yaml",
        "forums:\n" + "".join(" " * n + "-\n" for n in range(1500)),
    ),
    "a merge": ("system.yaml", "+<<: {name: x}\n"),
    "a merge of nothing": ("system.yaml", "+<<: 3\n"),
    "a merge of merges": ("system.yaml", "+<<: [{a: b}, {<<: {c: d}}]\n"),
    "a number as a name": ("system.yaml", "+1: x\n"),
    "nothing as a name": ("system.yaml", "+: x\n"),
    "a truth as a name": ("system.yaml", "+true: x\n"),
    "a list as a name": ("forums.yaml", "+? [a, b]\n: x\n"),
    "fields as a name": ("forums.yaml", "+? {a: b}\n: x\n"),
    "half a character as a name": ("system.yaml", '+"\\ud800": x\n'),
    "a name twice": ("system.yaml", "+name: x\n"),
    "a name twice inside": ("forums.yaml", "forums:\n  - {id: a, id: b}\n"),
    "a Python object": ("system.yaml", "+x: !!python/object/apply:os.system [ls]\n"),
    "a Python name": ("system.yaml", "name: !!python/name:os.system\n"),
    "a tag of one's own": ("system.yaml", "name: !ours x\n"),
    "a tag that does not fit": ("system.yaml", "+fictional: !!bool maybe\n"),
    "a tag that is no text": ("system.yaml", "+x: !%ff%fe x\n"),
    "a set": ("forums.yaml", "forums: !!set {a, b}\n"),
    "bytes": ("system.yaml", "+x: [!!binary aGVsbG8=]\n"),
    "YAML of another age": ("system.yaml", "%YAML 1.9\n---\n" + SYSTEM),
    "YAML of the past": ("system.yaml", "%YAML 1.1\n---\n" + SYSTEM + "fictional: yes\n"),
    "two documents": ("system.yaml", "+---\nname: x\n"),
    "an escaped NUL": ("system.yaml", 'name: "a\\0b"\n'),
    "an escape in a cell": ("people.csv", "id,name\nann,G\x1bx\n"),
    "an escaped escape": ("system.yaml", SYSTEM.replace("Something", '"\\x1b"  #')),
    "a C1 control": ("people.csv", "id,name\nann,G\x9fx\n"),
    "no character in a cell": ("people.csv", "id,name\nann,G\uffffx\n"),
    "a long name": ("people.csv", f"id,name\nann,{'x' * 301}\n"),
    "a long id": ("people.csv", f"id,name\n{'x' * 301},Ann\n"),
    "half a character": ("system.yaml", SYSTEM.replace("Something", '"\\ud800"  #')),
    "a character beyond all": ("system.yaml", '+x: "\\UFFFFFFFF"\n'),
    "a control character": ("system.yaml", "+x: a\x07b\n"),
    "no character at all": ("system.yaml", "+x: \ufffe\n"),
    "a huge whole number": ("system.yaml", SYSTEM.replace("format: 1", "format: " + "9" * 9999)),
    "no number": ("system.yaml", SYSTEM.replace("format: 1", "format: .nan")),
    "a truth for a number": ("system.yaml", SYSTEM.replace("format: 1", "format: true")),
    "no day": ("system.yaml", SYSTEM.replace("2026-01-01", "2026-02-30")),
    "a list for a day": ("system.yaml", SYSTEM.replace("2026-01-01", "[2026]")),
    "nothing everywhere": ("system.yaml", "code:\nname:\nareas:\n"),
    "nothing for an area": ("system.yaml", "code: QWO\nname: x\nareas: [null, 1, a, []]\n"),
    "areas made of themselves": (
        "system.yaml",
        SYSTEM.replace("id: QWO,", "id: QWO, made_of: [QWO],"),
    ),
    "a cap that is a list": ("delegations.yaml", DELEGATIONS.replace("£250,000 a year", "[5]")),
    "a cap without end": ("delegations.yaml", DELEGATIONS.replace("250,000", "9" * 250)),
    "a cap of many words": ("delegations.yaml", DELEGATIONS.replace("£250", "a year " * 40)),
    "no giver": ("delegations.yaml", DELEGATIONS.replace("[QWO]", "[]")),
    "a giver that is fields": ("delegations.yaml", DELEGATIONS.replace("[QWO]", "{a: [b]}")),
    "approvals that are text": ("delegations.yaml", DELEGATIONS.replace("- {by: NHS", "{by: NHS")),
    "a revocation on no day": ("delegations.yaml", DELEGATIONS.replace("on: 2026-04-01", "on: ~")),
    "an empty file": ("system.yaml", ""),
    "an empty list": ("delegations.yaml", "delegations:\n"),
    "UTF-16": ("system.yaml", SYSTEM.encode("utf-16")),
    "Latin-1": ("people.csv", "id,name\nann,Ann Caf\u00e9\n".encode("latin-1")),
    "NUL": ("bodies.csv", b"id,name,kind\n\0\n"),
    "half a character in bytes": ("people.csv", b"id,name\nann,\xed\xa0\x80\n"),
    "a lone quotation mark": ("people.csv", 'id,name\nann,"Ann\nbob,Bob\n'),
    "a quotation mark amid text": ("people.csv", 'id,name\nann,"Ann"x\n'),
    "a huge cell": ("people.csv", "id,name\nann," + "x" * 200_000 + "\n"),
    "other separators": ("people.csv", "id;name\nann;Ann\n"),
    "no header": ("people.csv", "ann,Ann\n"),
    "a header of nothing": ("people.csv", ",,\nann,Ann,x\n"),
    "a power of ten too far": ("need.csv", "practice,year,core\nB,2025-26,1e999999999\n"),
    "a power of ten too near": ("need.csv", "practice,year,core\nB,2025-26,1e-999999999\n"),
    "a number that is none": ("need.csv", "practice,year,core\nB,2025-26,sNaN\n"),
    "a number without end": ("need.csv", "practice,year,core\nB,2025-26,Infinity\n"),
    "pence without end": (
        "streams.csv",
        "id,name,body,year,amount_pence\na,b,QWO,2025-26," + "9" * 9999,
    ),
    "outlines in outlines": ("boundaries.geojson", "[" * 100_000),
    "an outline of a number": ("boundaries.geojson", "9" * 9999),
    "an outline at no place": (
        "boundaries.geojson",
        GOOD["boundaries.geojson"].replace(b"-1.5", b"NaN"),
    ),
    "an outline far away": (
        "boundaries.geojson",
        GOOD["boundaries.geojson"].replace(b"-1.5", b"1e999"),
    ),
    "outlines of nothing": (
        "boundaries.geojson",
        '{"type": "FeatureCollection", "features": [1, null]}',
    ),
}
#: Odd, and yet good.
ODD: dict[str, tuple[str, str | bytes]] = {
    "a byte-order mark": ("system.yaml", b"\xef\xbb\xbf" + SYSTEM.encode()),
    "a byte-order mark in CSV": ("bodies.csv", b"\xef\xbb\xbf" + GOOD["bodies.csv"]),
    "line ends of Windows": ("system.yaml", SYSTEM.replace("\n", "\r\n")),
    "line ends of Windows in CSV": ("bodies.csv", GOOD["bodies.csv"].replace(b"\n", b"\r\n")),
    "line ends of old": ("bodies.csv", GOOD["bodies.csv"].replace(b"\n", b"\r")),
    "no line end": ("bodies.csv", GOOD["bodies.csv"].rstrip()),
    "empty rows and spaces": ("people.csv", "\n id , name\n\n ann , Ann \n,\n"),
    "half a character that is drawn": (
        "boundaries.geojson",
        GOOD["boundaries.geojson"].replace(b"rough", b"\\ud800"),
    ),
    "a control that is drawn": (
        "boundaries.geojson",
        GOOD["boundaries.geojson"].replace(b"rough", b"\\u001b"),
    ),
    "a note too long to draw": (
        "boundaries.geojson",
        GOOD["boundaries.geojson"].replace(b"rough", b"rough " * 9999),
    ),
}


def with_file(name: str, content: str | bytes) -> dict[str, bytes]:
    """The good folder with one file other than it was."""
    if isinstance(content, str):
        added = content.startswith("+")
        content = (GOOD[name] if added else b"") + content.removeprefix("+").encode("utf-8")
    return {**GOOD, name: content}


@pytest.mark.parametrize("case", NASTY)
def test_what_is_nasty_is_said_in_its_file(case: str) -> None:
    name, content = NASTY[case]
    reading = check(with_file(name, content))
    good_after_all = {"YAML of the past", "an empty list"}
    assert (reading.folder is not None) == (case in good_after_all)
    assert all(finding.where.file == name for finding in reading.findings)


@pytest.mark.parametrize("case", ODD)
def test_what_is_odd_is_taken(case: str) -> None:
    reading = check(with_file(*ODD[case]))
    assert reading.findings == ()
    assert reading.folder is not None
    good = check(GOOD).folder
    assert good is not None
    if ODD[case][0] != "people.csv":
        assert canonical(reading.folder.register) == canonical(good.register)


many = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@many
@given(st.sampled_from(FILE_NAMES), st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read(name: str, content: bytes) -> None:
    check({**GOOD, name: content})


SNIPPETS = [
    *("&a ", "*a", "!!int ", "!x", "<<: ", "- ", "? ", ": ", "[", "]", "{", "}", "|\n", ">\n", "#"),
    *(
        "'",
        '"',
        '""',
        ",",
        ",,",
        "\n",
        "\r",
        "\t",
        "  ",
        "\0",
        "\x1b",
        "\x7f",
        "\x9f",
        "\uffff",
        "\ufeff",
        "\x85",
        "%YAML 1.1\n---\n",
    ),
    *("null", ".nan", "true", "0x1", "1e999", "9" * 5000, '"\\ud800"', "---\n", "...\n"),
    *('"\\x1b"', '"\\u009f"', '"\\ufffe"', '"\\t\\n"'),
    *AWKWARD,
]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """The good folder, one of its files changed here and there."""
    folder = draw(st.sampled_from([GOOD, FLAT]))
    name = draw(st.sampled_from(sorted(folder)))
    return {**folder, name: changed_here_and_there(draw, folder[name], SNIPPETS)}


def changed_here_and_there(draw: st.DrawFn, content: bytes, snippets: list[str]) -> bytes:
    """The bytes with a few pieces put in, taken out or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        put = draw(
            st.sampled_from(snippets).map(str.encode)
            | st.binary(max_size=4)
            | st.just(content[start:end] * 2)
        )
        content = content[:start] + put + content[end:]
    return content


@many
@given(mutated())
def test_a_changed_folder_is_read(contents: dict[str, bytes]) -> None:
    check(contents)


XML_SNIPPETS = [
    *("<", ">", "</row>", "<row>", '<c t="s"><v>9</v></c>', '<c r="ZZZ1"/>', "<f>1+1</f>", "&#0;"),
    *("<v>1E99</v>", "<v>nan</v>", "<v>-1</v>", "<v>45000.5</v>", ' t="e"', ' t="d"', ' t="b"'),
    *(' t="str"', ' s="99"', ' s="-1"', ' r="A0"', ' r="XFD9999999"', ' state="hidden"', "&a;"),
    *('<mergeCell ref="A1:B2"/>', '<mergeCell ref="!"/>', "<t>_xD800_</t>", "<t>_x0000_</t>"),
    *("<!DOCTYPE a [<!ENTITY a 'b'>]>", "<!--", "]]>", "<![CDATA[", "\ufeff", "\ud7ff", "</a>"),
    *('<rPh sb="0" eb="1"><t>x</t></rPh>', ' Target="../../../etc"', ' TargetMode="External"'),
    *('date1904="1"', 'numFmtId="14"', 'numFmtId="x"', 'formatCode="yyyy"', *AWKWARD),
]


@st.composite
def changed_workbook(draw: st.DrawFn) -> dict[str, bytes]:
    """The good workbook with something else in one of its parts, or its bytes changed."""
    if draw(st.booleans()):
        content = changed_here_and_there(draw, BOOK["register.xlsx"], ["PK", "\0", "PK\1\2"])
        return {"register.xlsx": content}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK["register.xlsx"])) as old:
        part = draw(st.sampled_from(old.namelist()))
        with zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == part:
                    content = changed_here_and_there(draw, content, XML_SNIPPETS)
                new.writestr(name, content)
    return {"register.xlsx": file.getvalue()}


@many
@given(changed_workbook())
def test_a_changed_workbook_is_read(contents: dict[str, bytes]) -> None:
    check(contents)


any_cell = st.tuples(
    st.sampled_from(AWKWARD) | st.sampled_from(["1E05", "1.00E+05", "45000", "31/12/2025"]),
    st.sampled_from(["text", "number", "share", "day", "moment", "formula", "error"]),
)


@many
@given(st.sampled_from(sorted(LISTS)), st.lists(st.lists(any_cell, max_size=9), max_size=4))
def test_any_cells_of_a_sheet_are_taken_or_said(name: str, rows: list[Any]) -> None:
    columns = LISTS[name].columns
    header = [Cell(column.name) for column in columns]
    cells = [[Cell(*cell) for cell in row if fits(*cell)] for row in rows]
    parsed = parse_sheet("a sheet", list(enumerate([header, *cells], start=1)), columns)
    for finding in parsed.findings:
        assert orjson.dumps(finding.as_json())
    for entry in parsed.entries:
        assert set(entry.values) <= {column.name for column in columns}
        assert set(entry.values) >= {column.name for column in columns if column.required}


def fits(text: str, kind: str) -> bool:
    """Whether a sheet could hold this: the text of a number is in digits."""
    return kind not in ("number", "share") or text in ("45000", "12", "-1")


any_value = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(AWKWARD),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4)
            | st.sampled_from(["id", "areas", "body", "cap", "made_of", "approvals"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def replaced(value: Any, draw: st.DrawFn) -> Any:
    """The value with something else somewhere in it."""
    if draw(st.booleans()) or not isinstance(value, (dict, list)) or not value:
        return draw(any_value)
    if isinstance(value, list):
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], replaced(value[index], draw), *value[index + 1 :]]
    name = draw(st.sampled_from(sorted(value)))
    return {**value, name: replaced(value[name], draw)}


@st.composite
def misshapen(draw: st.DrawFn) -> dict[str, bytes]:
    """The good folder with other values, well written, where they do not belong; JSON is YAML."""
    names = ["system.yaml", "forums.yaml", "delegations.yaml", "boundaries.geojson"]
    name = draw(st.sampled_from(names))
    document = YAML(typ="safe").load(io.BytesIO(GOOD[name]))
    written = json.dumps(replaced(json.loads(json.dumps(document, default=str)), draw))
    return {**GOOD, name: written.encode()}


@many
@given(misshapen())
def test_a_misshapen_folder_is_read(contents: dict[str, bytes]) -> None:
    check(contents)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").mkdir()
    [finding] = read_folder(tmp_path).findings
    assert (finding.rule, finding.where.file) == ("folder.unreadable", "system.yaml")
    (tmp_path / "system.yaml").rmdir()
    for name in ("system.yaml", "bodies.csv"):
        (tmp_path / name).symlink_to(tmp_path / name)
    findings = read_folder(tmp_path).findings
    assert {finding.where.file for finding in findings} == {"system.yaml", "bodies.csv"}
    assert read_folder(tmp_path / "none").folder is None


def test_a_link_that_leads_nowhere_is_a_fault_and_no_missing_file(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    folder = tmp_path / "system"
    write_folder(folder, GOOD)
    (folder / "delegations.yaml").unlink()
    assert read_folder(folder).findings == ()
    (folder / "delegations.yaml").symlink_to(nowhere)
    [finding] = read_folder(folder).findings
    assert (finding.rule, finding.where.file) == ("folder.unreadable", "delegations.yaml")
    for name in set(GOOD) - {"delegations.yaml"}:
        (folder / name).unlink()
    with pytest.raises(FileExistsError, match=r"delegations\.yaml"):
        write_folder(folder, GOOD)
    assert not nowhere.exists()


def test_what_leads_out_of_the_folder_or_is_too_large_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "people.csv"
    outside.write_bytes(GOOD["people.csv"])
    folder = tmp_path / "system"
    write_folder(folder, {name: GOOD[name] for name in GOOD if name != "people.csv"})
    (folder / "inside").write_bytes(GOOD["people.csv"])
    (folder / "people.csv").symlink_to(folder / "inside")
    assert read_folder(folder).findings == ()
    (folder / "people.csv").unlink()
    (folder / "people.csv").symlink_to(outside)
    [finding] = read_folder(folder).findings
    assert finding.why == "this is a link to something outside the folder"
    (folder / "people.csv").unlink()
    os.mkfifo(folder / "people.csv")
    [finding] = read_folder(folder).findings
    assert finding.why == "this is a device or a pipe, not a file"
    (folder / "people.csv").unlink()
    with (folder / "people.csv").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    [finding] = read_folder(folder).findings
    assert (finding.rule, finding.where.file) == ("folder.too-large", "people.csv")


def test_a_workbook_may_be_named_in_place_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a copy (2).xlsx"
    path.write_bytes(BOOK["register.xlsx"])
    reading = read_folder(path)
    assert reading.folder is not None
    assert str(reading.folder.where["people", "ann"]) == "a copy (2).xlsx (people):2"
    path.rename(tmp_path / "register.csv")
    [finding] = read_folder(tmp_path / "register.csv").findings
    assert finding.why == "this is a file, not a folder"
    [finding] = read_folder(tmp_path).findings
    assert (finding.rule, finding.where.file) == ("folder.unread-file", "register.csv")
