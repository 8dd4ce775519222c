"""Tables as files: CSV for programs, XLSX for people.

CSV is UTF-8 with a byte order mark: without it Excel takes '£' and accents for other signs, and
the readers that analysts use (pandas, DuckDB, R's readr, our own) pass over it. It holds whole
pence under keys that end in `_pence`, and parts of 1. A workbook holds the same in pounds and per
cent, formatted for reading, behind a sheet of contents.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from joinedup.layout.tables import NOT_KNOWN, Cell, Column, Kind, Table, plain
from joinedup.layout.writing import xml_text

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Signs with which a spreadsheet takes text for a formula and may run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: How wide a column of a sheet may be, in characters: longer text is wrapped.
_WIDEST = 36.0
_FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "index": "0.000",
    "percent": "0.00%",
    "points": "+0.00;-0.00;0.00",
    "basis-points": "+0.00;-0.00;0.00",
    "pence": "£#,##0.00",
    "moved-pence": "+£#,##0.00;-£#,##0.00;£0.00",
    "day": "d mmmm yyyy",
}


def csv_file(table: Table) -> bytes:
    """A table as CSV, with the total, if any, left out: it can be added up."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_in_csv(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(title: str, tables: Sequence[Table], about: Sequence[str] = ()) -> bytes:
    """Tables as a workbook: a sheet of contents under `title`, then one sheet a table."""
    workbook = Workbook()
    contents: Worksheet = workbook.active  # type: ignore[assignment]
    contents.title = "Contents"
    names = [_sheet_name(table.name) for table in tables]
    _write_contents(contents, title, tables, names, about)
    for name, table in zip(names, tables, strict=True):
        _write_table(workbook.create_sheet(name), table)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a dangerous sign."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _in_csv(cell: Cell) -> str | int | float:
    value = plain(cell)
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else float(value)


def _in_sheet(cell: Cell, kind: Kind) -> str | int | float | date:
    value = plain(cell)
    if value is None:
        return NOT_KNOWN
    if isinstance(value, str | date):
        return value
    if kind in ("pence", "moved-pence"):
        return float(Decimal(int(value)) / 100)
    if kind == "points":
        return float(value * 100)
    return float(value) if isinstance(value, Decimal | Fraction) else value


def _sheet_name(name: str) -> str:
    """A name that Excel allows for a sheet: 31 characters at most, without some signs."""
    return re.sub(r"[\\/*?:\[\]]", " ", re.sub("[-_]", " ", name)).capitalize()[:31]


def _write_contents(
    sheet: Worksheet, title: str, tables: Sequence[Table], names: list[str], about: Sequence[str]
) -> None:
    _put(sheet, 1, 1, title, bold=True)
    row = 3
    for line in about:
        _put(sheet, row, 1, line)
        row += 1
    row += 1
    for place, heading in enumerate(("Sheet", "What it holds"), start=1):
        _put(sheet, row, place, heading, bold=True)
    for name, table in zip(names, tables, strict=True):
        row += 1
        _put(sheet, row, 1, name)
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
        _put(sheet, row, 2, table.caption)
        for column in table.columns:
            if column.about:
                row += 1
                _put(sheet, row, 2, f"{column.heading}: {column.about}")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90
    _for_paper(sheet)


def _write_table(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, start=1):
        _put(sheet, 1, place, column.heading, bold=True)
        side = "right" if column.is_number else "left"
        sheet.cell(1, place).alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = _width(table, place - 1, column)
    for number, row in enumerate(table.rows, start=2):
        _write_row(sheet, number, table, row)
    end = len(table.rows) + 2
    if table.total:
        _write_row(sheet, end, table, table.total, bold=True)
    for number, note in enumerate(table.notes, start=end + 2):
        _put(sheet, number, 1, note)
    sheet.freeze_panes = "B2"
    _for_paper(sheet)
    sheet.print_title_rows = "1:1"


def _for_paper(sheet: Worksheet) -> None:
    """Lays a sheet across A4, all of its columns on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _write_row(
    sheet: Worksheet, number: int, table: Table, row: Sequence[Cell], bold: bool = False
) -> None:
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True), start=1):
        _put(sheet, number, place, _in_sheet(cell, column.kind), bold)
        if column.kind in _FORMATS:
            sheet.cell(number, place).number_format = _FORMATS[column.kind]
        if column.is_number:
            sheet.cell(number, place).alignment = Alignment(horizontal="right", vertical="top")
        else:
            sheet.cell(number, place).alignment = Alignment(vertical="top", wrap_text=True)


def _put(sheet: Worksheet, row: int, column: int, value: Any, bold: bool = False) -> None:
    # A workbook is XML; openpyxl refuses text that XML does not allow.
    cell = sheet.cell(row, column, xml_text(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # As text, whatever it begins with: openpyxl makes a formula of '=…'.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    if bold:
        cell.font = Font(bold=True)


def _width(table: Table, place: int, column: Column) -> float:
    longest = max((len(str(plain(row[place]))) for row in table.rows), default=0)
    if column.is_number:
        longest = 18 if "pence" in column.kind else 12
    return min(_WIDEST, max(longest, len(column.heading) / 2, 8.0) + 2)
