"""Workbooks for tests: made by openpyxl as a person's spreadsheet would, or part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NONE: Mapping[str, str] = {}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]], change: Callable[[Workbook], None] | None = None
) -> bytes:
    """A workbook with these rows in its sheets, changed by `change` before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts(
    sheet: str = "", others: Mapping[str, str] = NONE, packed: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook of one sheet 'people' by its XML; `others` are parts in place of ours."""
    made = {
        "_rels/.rels": relations(f'Id="r1" Type="{TYPE}/officeDocument" Target="/xl/workbook.xml"'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TYPE}"><sheets>'
        '<sheet name="people" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            f'Id="r1" Type="{TYPE}/worksheet" Target="sheet.xml"',
            f'Id="r2" Type="{TYPE}/sharedStrings" Target="strings.xml"',
            f'Id="r3" Type="{TYPE}/styles" Target="styles.xml"',
        ),
        "xl/sheet.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/strings.xml": "<sst/>",
        "xl/styles.xml": "<styleSheet/>",
    }
    made.update(others)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(*marks: str) -> str:
    """The part that says what another part refers to."""
    return (
        "<Relationships>" + "".join(f"<Relationship {one}/>" for one in marks) + "</Relationships>"
    )
