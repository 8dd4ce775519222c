"""The reference page and the JSON Schemas of a system folder, generated from its schema."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from joinedup.register.fields import SEPARATOR, Entry, Key, KindOf, RefersTo
from joinedup.register.folder_files import BOUNDARIES, FILES, FolderFile
from joinedup.register.gathering import CONTENTS, WORDS, WORKBOOK
from joinedup.register.kinds import Kinds
from joinedup.register.lists import LISTS, columns, entry_model_in, fields


def reference_page(kinds: Kinds) -> str:
    """The reference page of every file of a folder, in Markdown."""
    parts = [
        "# The system folder",
        "",
        "A system is a folder of files that a person can read, review and compare. "
        "This page is generated from the schema that reads them (`joinedup reference`).",
        "",
        "Days are written 2022-07-01; both the first and the last day count. What is not known is "
        "left empty: it is never taken as nothing. Files are in UTF-8.",
    ]
    for file in FILES:
        parts += ["", *_file_part(file)]
    parts += [
        "",
        f"## {BOUNDARIES}",
        "",
        "Outlines of areas and councils, for drawing only. GeoJSON in degrees (WGS84), one feature "
        "each, with the id of the area as the property `area`, or that of the council's body as "
        "`council`, and, where it is rough, a `note`. A council's outline may reach beyond the "
        "system; it need not be whole far outside.",
        "",
        *_lists_part(),
        "",
        "## Closed lists",
    ]
    for name, words in kinds.lists.items():
        parts += ["", f"### {name.replace('_', ' ')}", "", "| word | meaning |", "|---|---|"]
        parts += [f"| {word} | {meaning} |" for word, meaning in words.items()]
    return "\n".join(parts) + "\n"


def _lists_part() -> list[str]:
    return [
        "## Lists as CSV files or in a workbook",
        "",
        "Every list of the folder may stand as CSV or XLSX too, in place of its file above: "
        f"`seats.csv`, `seats.xlsx` with one sheet, or a sheet `seats` in `{WORKBOOK}`, which may "
        "hold them all. Each may be given once only. What stands inside other entries has columns "
        "that name them: a holder has `forum` and `seat`. So in place of `forums.yaml` a folder "
        "may hold `forums.csv`, `seats.csv` and `holders.csv`.",
        "",
        f"`joinedup export --xlsx` writes such a workbook. Its sheets '{CONTENTS}' and "
        f"'{WORDS}' say what the others hold and which words there are, and are not read. "
        f"Several words in one cell stand with '{SEPARATOR}' between them. The list `system` has a "
        "row for each field; a field that holds several texts has several rows. Days may be dates "
        "of the spreadsheet or text. In CSV, put an apostrophe before text that begins with '=', "
        "'+', '-' or '@', and before codes that a spreadsheet would change, such as 1E05 or "
        "05-Jan.",
        "",
        "| list | what it holds | columns | in place of |",
        "|---|---|---|---|",
        *(
            f"| {flat.name} | {flat.about} | {', '.join(one.name for one in flat.columns)} "
            f"| {flat.file.name} |"
            for flat in LISTS.values()
        ),
    ]


def json_schemas(kinds: Kinds) -> dict[str, dict[str, Any]]:
    """A JSON Schema for each YAML file, by the name 'system.schema.json', for editors."""
    schemas = {}
    for file in FILES:
        if file.form == "table":
            continue
        schema = TypeAdapter(file.model).json_schema(by_alias=True)
        definitions = schema.pop("$defs", {})
        for model in (file.model, *_models_below(file.model)):
            target = schema if model is file.model else definitions[model.__name__]
            _add_closed_lists(target, model, kinds)
        if file.form == "list":
            entry = file.model.__name__
            definitions[entry] = schema
            schema = {
                "type": "object",
                "properties": {
                    str(file.section): {"type": "array", "items": {"$ref": f"#/$defs/{entry}"}}
                },
                "required": [str(file.section)],
                "additionalProperties": False,
            }
        stem = file.name.split(".")[0]
        schemas[f"{stem}.schema.json"] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": file.name,
            "description": file.about,
            **{key: value for key, value in schema.items() if key not in ("title", "description")},
            "$defs": definitions,
        }
    return schemas


def _file_part(file: FolderFile) -> list[str]:
    needed = "Needed." if file.required else "May be left out."
    beside = "" if file.section else " Data beside the register: hashed and cited, not part of it."
    parts = [f"## {file.name}", "", f"{file.about} {needed}{beside}", ""]
    parts += _fields_table(file.model)
    for model in _models_below(file.model):
        about = (model.__doc__ or "").splitlines()[0]
        parts += ["", f"### {file.name}: {model.__name__}", "", about, "", *_fields_table(model)]
    return parts


def _fields_table(model: type[Entry]) -> list[str]:
    rows = ["| field | what it is | needed |", "|---|---|---|"]
    for name, shown in zip(fields(model), columns(model), strict=True):
        info = model.model_fields[name]
        needed = "yes" if info.is_required() else ""
        rows.append(f"| {shown} | {info.description}{_marks(info)} | {needed} |")
    return rows


def _marks(info: FieldInfo) -> str:
    said = ""
    for mark in info.metadata:
        if isinstance(mark, KindOf):
            said += f" One of the {mark.name.replace('_', ' ')}."
        elif isinstance(mark, RefersTo):
            kind = f" of the kind {mark.kind}" if mark.kind else ""
            said += f" An id in {' or '.join(mark.sections)}{kind}."
            if mark.or_kind_of:
                said += f" Or one of the {mark.or_kind_of.replace('_', ' ')}."
        elif isinstance(mark, Key):
            said += " Unique."
    return said


def _models_below(model: type[Entry]) -> list[type[Entry]]:
    below: list[type[Entry]] = []
    for info in model.model_fields.values():
        inner = entry_model_in(info.annotation)
        if inner is not None and inner not in below:
            below += [inner, *(deeper for deeper in _models_below(inner) if deeper not in below)]
    return list(dict.fromkeys(below))


def _add_closed_lists(schema: dict[str, Any], model: type[Entry], kinds: Kinds) -> None:
    for name, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, KindOf):
                field = schema["properties"][info.alias or name]
                field.get("items", field)["enum"] = list(kinds.words(mark.name))
