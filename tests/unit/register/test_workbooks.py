import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.styles import Font

from joinedup.register import parsing, workbooks
from joinedup.register.tables import Cell
from joinedup.register.workbooks import read_workbook
from tests.unit.register.made_workbook import MAIN, TYPE, parts, relations, workbook

#: A spreadsheet knows no time zones.
MORNING = datetime.fromisoformat("2022-07-01T09:00")
LONG_AGO = datetime.fromisoformat("1904-01-01")


def cells(content):
    sheets, findings = read_workbook("x.xlsx", content)
    assert findings == ()
    return [row for sheet in sheets for row in sheet.rows]


def test_cells_are_text_with_what_they_are():
    rows = [
        ["0012", 12, 1.5, True, date(2022, 7, 1), MORNING, "=1+1", None],
        [],
        [None, "a\nb", 0.1 + 0.2, 1e-7, False, 45000],
    ]
    first, third = cells(workbook({"people": rows}))
    assert first == (
        1,
        [
            Cell("0012"),
            Cell("12", "number"),
            Cell("1.5", "number"),
            Cell("true"),
            Cell("2022-07-01", "day"),
            Cell("2022-07-01", "moment"),
            Cell("1+1", "formula"),
        ],
    )
    assert third == (
        3,
        [
            None,
            Cell("a\nb"),
            Cell("0.3", "number"),
            Cell("0.0000001", "number"),
            Cell("false"),
            Cell("45000", "number"),
        ],
    )


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    def count_from_1904(book):
        book.epoch = LONG_AGO

    [(_, [cell])] = cells(workbook({"people": [[date(2022, 7, 1)]]}, count_from_1904))
    assert cell == Cell("2022-07-01", "day")


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("dd/mm/yy", "day"),
        ("[$-809]d mmmm yyyy", "day"),
        ("General", "number"),
        ('0.0"days"', "number"),
        ("#,##0_d", "number"),
        ("[h]:mm", "day"),
        ("0%", "share"),
        ("0.00%", "share"),
        ("#,##0.0 %;-0.0 %", "share"),
        ('0"%"', "number"),
        ("0_%", "number"),
    ],
)
def test_a_format_of_ones_own_may_make_a_day_of_a_number(form, kind):
    def put(book):
        book["people"]["A1"].number_format = form

    [(_, [cell])] = cells(workbook({"people": [[45000]]}, put))
    assert cell.kind == kind


def test_parts_as_other_programs_write_them():
    """Cells without places, rich text with readings, text of formulas, days as text, errors."""
    sheet = (
        '<row><c t="s"><v>0</v></c>'
        '<c t="inlineStr"><is><rPh><t>aside</t></rPh><t>in</t></is></c>'
        '<c t="str"><v>f</v></c>'
        '<c t="d"><v>2022-07-01</v></c><c t="d"><v>2022-07-01T09:00:00</v></c><c/>'
        '<c t="e"><v>#REF!</v></c><c><f/><v>2</v></c><c t="s"><v>1</v></c></row><row/>'
        '<row r="9"><c r="B9" s="1"><v>44743</v></c><c r="!"><v>1</v></c>'
        '<c s="7"><v>2</v></c></row>'
    )
    strings = (
        "<sst><si><r><t>ri</t></r><rPh><t>aside</t></rPh><r><t>ch_x0041_</t></r></si>"
        "<si><phoneticPr/><t/></si> </sst>"
    )
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>'
    )
    assert cells(parts(sheet, {"xl/strings.xml": strings, "xl/styles.xml": styles})) == [
        (
            1,
            [
                Cell("richA"),
                Cell("in"),
                Cell("f"),
                Cell("2022-07-01", "day"),
                Cell("2022-07-01", "moment"),
                None,
                Cell("#REF!", "error"),
                Cell("…", "formula"),
            ],
        ),
        (
            9,
            [None, Cell("2022-07-01", "day"), Cell("1", "number"), Cell("2", "number")],
        ),
    ]


def test_a_sheet_of_a_chart_and_what_stands_elsewhere_are_passed_over():
    book = f'<workbook xmlns:r="{TYPE}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
    related = relations(
        f'Id="r1" Type="{TYPE}/chartsheet" Target="sheet.xml"',
        f'Id="r2" Type="{TYPE}/externalLink" Target="x" TargetMode="External"',
    )
    others = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": related}
    content = parts("", others)
    assert read_workbook("x.xlsx", content) == ((), ())


def test_hidden_sheets_and_merged_cells_are_faults():
    def spoil(book):
        book["people"].sheet_state = "hidden"
        book["people"].merge_cells("A2:B3")
        book["people"]["A1"].font = Font(bold=True)

    content = workbook({"people": [["id", "name"], ["a", None]], "bodies": [["id"]]}, spoil)
    sheets, findings = read_workbook("x.xlsx", content)
    assert findings == ()
    assert [(str(one.where), one.why.split(",")[0]) for one in sheets[0].findings] == [
        ("x.xlsx (people)", "the sheet 'people' is hidden"),
        ("x.xlsx (people):2", "the cells A2:B3 are merged"),
    ]
    assert sheets[1].findings == ()
    assert sheets[1].label("x.xlsx") == "x.xlsx (bodies)"
    odd = parts('</sheetData><mergeCells><mergeCell ref="!"/></mergeCells><sheetData>')
    assert [str(one.where) for one in read_workbook("x.xlsx", odd)[0][0].findings] == [
        "x.xlsx (people)"
    ]


SHEET = '<sheet name="{}" r:id="r1"/>'
TWICE = f'<workbook xmlns:r="{TYPE}"><sheets>{SHEET}{SHEET}</sheets></workbook>'
DOCTYPE = f'<!DOCTYPE a [<!ENTITY a "b">]><worksheet xmlns="{MAIN}">&a;</worksheet>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0", "the file is not an XLSX workbook: it is an old workbook (.xls), or"),
        (b"\xef\xbb\xbf <html>", "the file is not an XLSX workbook: it is a page or XML"),
        (b"", "the file is not an XLSX workbook: it is something else"),
        (b"PK\x03\x04", "the workbook cannot be read: File is not a zip file"),
        (workbook({"a": []})[:-40], "the workbook cannot be read: File is not a zip file"),
        (parts("<row>"), "the workbook cannot be read: mismatched tag"),
        (parts('<row><c t="s"><v>3</v></c></row>'), "the workbook cannot be read: a cell refers"),
        (parts('<row><c t="s"><v>-1</v></c></row>'), "the workbook cannot be read: a cell refers"),
        (parts("<row><c><v>nan</v></c></row>"), "the workbook cannot be read: a cell holds"),
        (parts(packed=zipfile.ZIP_LZMA), "its parts are packed in a way that no"),
        (
            parts(others={"xl/workbook.xml": TWICE}),
            "the workbook cannot be read: two of its sheets are the same part",
        ),
        (
            parts(others={"xl/sheet.xml": DOCTYPE}),
            "the workbook cannot be read: it holds a document type",
        ),
        (
            parts(
                "", {"_rels/.rels": relations(f'Id="a" Type="{TYPE}/officeDocument" Target="x"')}
            ),
            "the workbook cannot be read: its part 'x' is missing",
        ),
        (parts("", {"_rels/.rels": "<a/>"}), "the workbook cannot be read: not enough values"),
    ],
)
def test_what_is_no_workbook_is_said(content, why):
    sheets, (finding,) = read_workbook("x.xlsx", content)
    assert sheets == ()
    assert finding.why.startswith(why)


def test_what_is_too_large_unpacked_is_not_unpacked(monkeypatch):
    content = parts("<row>\n<c><v>1</v></c><c><v>2</v></c></row>")
    monkeypatch.setattr(workbooks, "MOST_CELLS", 1)
    assert read_workbook("x.xlsx", content)[1][0].why.endswith("more than 1 cells")
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100)
    assert read_workbook("x.xlsx", content)[1][0].why.startswith("unpacked, the workbook has")
    monkeypatch.setattr(parsing, "LARGEST_FILE", 100)
    assert read_workbook("x.xlsx", content)[1][0].why.endswith("bytes; at most 100 are read")


def test_what_takes_room_is_counted_as_well(monkeypatch):
    """Cells far to the right, many sheets and long texts: little in the file, much in memory."""
    monkeypatch.setattr(workbooks, "MOST_CELLS", 2_500)
    far = parts('<row><c r="XFD1"><v>1</v></c></row>' * 3)
    assert read_workbook("x.xlsx", far)[1][0].why == "the workbook has more than 2,500 cells"
    sheets = {name: [["x"] * 900] for name in "abc"}
    assert read_workbook("x.xlsx", workbook(sheets))[1][0].why.endswith("more than 2,500 cells")
    monkeypatch.setattr(workbooks, "MOST_CHARACTERS", 3)
    for content in (
        parts('<row><c t="inlineStr"><is><t>four</t></is></c></row>'),
        parts(others={"xl/strings.xml": "<sst><si><t>four</t></si></sst>"}),
    ):
        assert read_workbook("x.xlsx", content)[1][0].why.endswith("more than 3 characters")


def test_a_part_is_unpacked_to_the_size_that_it_tells_and_no_further():
    """A bomb says that it is small; what it then gives is cut off, and is not what it says."""
    content = bytearray(parts("<row><c><v>1</v></c></row>" + " " * 5_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        told = archive.getinfo("xl/sheet.xml").file_size.to_bytes(4, "little")
    small = bytes(content).replace(told, (100).to_bytes(4, "little"))
    assert small != content
    assert read_workbook("x.xlsx", small)[1][0].why.startswith("the workbook cannot be read: ")


def test_parts_may_be_named_from_the_root_and_in_other_capitals():
    related = relations(
        f'Id="r1" Type="{TYPE}/worksheet" Target="/XL/Sheet.XML"',
        f'Id="r2" Type="{TYPE}/sharedStrings" Target="/xl/strings.xml"',
    )
    content = parts('<row><c t="b"><v>1</v></c></row>', {"xl/_rels/workbook.xml.rels": related})
    assert cells(content) == [(1, [Cell("true")])]


def test_a_number_too_large_for_a_day_stays_a_number():
    styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    sheet = '<row><c><v>2958465</v></c><c><v>2958466</v></c><c s="9"><v>1e-30</v></c></row>'
    assert cells(parts(sheet, {"xl/styles.xml": styles})) == [
        (1, [Cell("9999-12-31", "day"), Cell("2958466", "number"), Cell("0", "number")])
    ]


@pytest.mark.parametrize("kept", ["9.899999999999999e-05", "9.9e-05", "0.000099"])
def test_a_small_number_has_the_digits_that_a_spreadsheet_keeps_and_no_noise(kept):
    assert cells(parts(f"<row><c><v>{kept}</v></c></row>")) == [(1, [Cell("0.000099", "number")])]


def test_a_password_is_said():
    content = bytearray(parts())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + 8] |= 1
    assert read_workbook("x.xlsx", bytes(content))[1][0].why == "the workbook has a password"


def test_a_cell_far_to_the_right_is_one_column_too_many():
    [(_, row)] = cells(parts('<row><c r="XFD1"><v>1</v></c></row>'))
    assert len(row) == 1_001
    [(_, row)] = cells(parts('<row><c r="ZZZ1"><v>1</v></c></row>'))
    assert len(row) == 1_001
