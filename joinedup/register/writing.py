"""Writing a folder: a `Register` and its data in, the bytes of each file out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML

from joinedup.register import boundaries
from joinedup.register.fields import Entry
from joinedup.register.folder_files import BOUNDARIES, FILES, FolderFile
from joinedup.register.lists import columns, fields, tables_of
from joinedup.register.lists import csv_of as csv_of
from joinedup.register.reading import Folder
from joinedup.register.schema import Register


def written(folder: Folder) -> dict[str, bytes]:
    """The files of a folder, name to bytes; reading them again gives an equal folder."""
    files = register_files(folder.register)
    for name, entries in (("need.csv", folder.need), ("overlaps.csv", folder.overlaps)):
        if entries:
            file = next(file for file in FILES if file.name == name)
            files[name] = table(file.model, entries)
    if folder.boundaries.outlines or folder.boundaries.councils:
        document = boundaries.as_geojson(folder.boundaries)
        files[BOUNDARIES] = (json.dumps(document, ensure_ascii=False) + "\n").encode()
    return files


def register_files(register: Register) -> dict[str, bytes]:
    """The files of a register, name to bytes: those that are needed or have entries."""
    return {
        file.name: file_of(file, getattr(register, file.section))
        for file in FILES
        if file.section is not None and (file.required or getattr(register, file.section))
    }


def table(model: type[Entry], entries: Iterable[Entry]) -> bytes:
    """Entries as CSV in UTF-8, with a header of every field; what is not known is empty."""
    file = next(file for file in FILES if file.model is model)
    (flat,) = tables_of(file, entries).values()
    return csv_of(flat)


def file_of(file: FolderFile, section: Any) -> bytes:
    """A file of the folder in its own form; `section` is its one entry, or its entries."""
    if file.form == "table":
        return table(file.model, section)
    heading = f"# {file.about}\n"
    content = _plain(section) if file.form == "mapping" else {str(file.section): _plain(section)}
    out = io.StringIO()
    yaml = YAML(typ="rt")
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 4096
    # Equal days are written in full each time: the reader takes no aliases.
    yaml.representer.ignore_aliases = lambda _: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(content, out)
    return (heading + out.getvalue()).encode("utf-8")


def _plain(value: Any) -> Any:
    """Fields with something in them, as YAML writes them: days as days, entries as mappings."""
    if isinstance(value, Entry):
        model = type(value)
        parts = {
            column: _plain(getattr(value, name))
            for column, name in zip(columns(model), fields(model), strict=True)
        }
        return {name: part for name, part in parts.items() if part not in (None, "", [])}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
