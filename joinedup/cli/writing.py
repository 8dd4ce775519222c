"""Writing tables to files: a page that needs no server, with CSV and a workbook beside it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from urllib.parse import quote

import joinedup
from joinedup.cli import UNREADABLE
from joinedup.cli.printing import leave
from joinedup.layout.downloads import csv_file, xlsx_file
from joinedup.layout.page import Page
from joinedup.layout.standalone import page_file
from joinedup.layout.tables import Table


def page_files(
    html: Path, title: str, tables: Sequence[Table], about: tuple[str, ...]
) -> dict[Path, bytes]:
    """The page of some tables with what stands beside it; leaves with code 2 where it may not.

    What stands there already is written over only where the page itself is.
    """
    book = html.with_suffix(".xlsx")
    beside = {**csv_files(html.with_suffix(".csv"), tables), book: b""}
    if html in beside:
        leave(UNREADABLE, f"{html}: give the page a name that ends in .html")
    in_the_way = [str(path) for path in sorted(beside) if path.exists() and not html.exists()]
    if in_the_way:
        leave(UNREADABLE, f"{' and '.join(in_the_way)} would be written over; name another page")
    page = Page(title=title, address=quote(html.stem), tables=tuple(tables), about=about)
    beside[book] = xlsx_file(title if len(tables) > 1 else tables[0].caption, tables, about)
    return {**beside, html: page_file(page, about, _css(), f"Joined Up {joinedup.__version__}")}


def csv_files(first: Path, tables: Sequence[Table]) -> dict[Path, bytes]:
    """The first table as a file, and the others in a folder beside it that has its name."""
    beside = {first.with_suffix("") / f"{one.name}.csv": csv_file(one) for one in tables[1:]}
    return {first: csv_file(tables[0]), **beside}


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files, and say so; leaves with code 2 where one cannot be written."""
    for path, content in files.items():
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            leave(UNREADABLE, f"{path} cannot be written: {error.strerror or error}")
        print(f"Wrote {path}", file=sys.stderr)


def _css() -> str:
    """The style of the site, which set-up puts into the package."""
    style = package_files("joinedup.web") / "static" / "joinedup.css"
    return style.read_text("utf-8-sig") if style.is_file() else ""
