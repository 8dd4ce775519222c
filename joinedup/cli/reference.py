"""`joinedup reference`: the pages that are generated from the schema and the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from joinedup.register.files import kinds
from joinedup.register.reference import json_schemas, reference_page


def run(
    to: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("docs/reference"),
) -> None:
    """Write the reference page of the system folder and JSON Schemas for editors."""
    to.mkdir(parents=True, exist_ok=True)
    for name, content in reference_files().items():
        (to / name).write_bytes(content)
        print(f"wrote {to / name}")


def reference_files() -> dict[str, bytes]:
    """Every generated reference file, name to bytes."""
    files = {"system-folder.md": reference_page(kinds()).encode()}
    for name, schema in json_schemas(kinds()).items():
        files[name] = orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return files
