"""From the bytes of one file to raw entries that know where they stand; faults are findings."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError

from joinedup.values.finding import Finding, Subject, Where

Path = tuple[str | int, ...]


class _TextConstructor(RoundTripConstructor):
    """Keeps numbers and days as typed: the code 0012 stays so, a bad day keeps its line."""


for _tag in ("int", "float", "timestamp"):
    _TextConstructor.add_constructor(
        f"tag:yaml.org,2002:{_tag}", lambda constructor, node: str(node.value)
    )


#: Far more than any file of ours needs, and far less than Python can go down.
_DEEPEST = 20


class _PlainComposer(Composer):
    """Takes names, text and lists only.

    An alias would let a small file stand for a huge one; a tag, for something that is no text.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        for mark, taken in (("& or *", event.anchor), ("!", getattr(event, "ctag", None))):
            if taken is not None:
                problem = f"text that begins with {mark} must stand in quotation marks"
                raise ComposerError(None, None, problem, event.start_mark)
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class RawEntry:
    """The values of one entry as they were written, and where each of them stands."""

    file: str
    row: int
    values: Mapping[str, Any]
    from_table: bool

    def where(self, path: Path = ()) -> Where:
        """Where the value at `path` inside the entry stands; as near to it as is known."""
        if self.from_table:
            return Where(self.file, self.row, str(path[0]) if path else None)
        column = path[-1] if path and isinstance(path[-1], str) else None
        return Where(self.file, _line(self.values, path, self.row), column)


@dataclass(frozen=True)
class Parsed:
    """Raw entries of a file, and what was wrong with its form."""

    entries: tuple[RawEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def fault(rule: str, where: Where, why: str, mend: str, subject: Subject | None = None) -> Finding:
    """A fault of form: always a failed 'must', as the folder cannot be read with it."""
    return Finding(
        rule=f"folder.{rule}",
        severity="must",
        outcome="fails",
        subject=subject or Subject("file", where.file),
        where=Where(where.file, where.row, where.column and _sayable(where.column)),
        why=_sayable(why),
        mend=_sayable(mend),
    )


def _sayable(text: str) -> str:
    """Text from a file as it can be said anywhere: what does not print, by its number."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def parse_table(
    file: str, content: bytes, columns: Sequence[str], required: Sequence[str]
) -> Parsed:
    """Entries of a CSV file whose header holds `columns`, the `required` at least, in any order."""
    text, faults = _decoded(file, content)
    if text is None:
        return Parsed((), faults)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    entries: list[RawEntry] = []
    findings: list[Finding] = []
    header: list[str] | None = None
    row = 1
    try:
        for cells in reader:
            first_line, row = row, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                findings += _header_faults(file, first_line, header, columns, required)
                if findings:
                    return Parsed((), tuple(findings))
            elif len(cells) != len(header):
                findings.append(_ragged(file, first_line, len(cells), len(header)))
            else:
                values = dict(zip(header, cells, strict=True))
                entries.append(RawEntry(file, first_line, values, True))
    except csv.Error as error:
        findings.append(
            fault(
                "form",
                Where(file, row),
                f"the file stops being CSV here: {error}",
                "look for a quotation mark that is not closed, or save the file again as CSV",
            )
        )
    if header is None:
        findings.append(_no_header(file, columns))
    return Parsed(tuple(entries), tuple(findings))


def parse_mapping(file: str, content: bytes) -> Parsed:
    """The one entry of a YAML file that is a mapping."""
    text, faults = _decoded(file, content)
    if text is None:
        return Parsed((), faults)
    yaml = YAML(typ="rt")
    yaml.Composer = _PlainComposer
    yaml.Constructor = _TextConstructor
    yaml.max_depth = _DEEPEST
    try:
        values = yaml.load(text)
    except MarkedYAMLError as error:
        return Parsed((), (_yaml_fault(file, error),))
    except Exception as error:
        # ruamel.yaml raises many kinds, AssertionError and OverflowError among them.
        return Parsed((), (_form(file, 1, f"the file is not YAML: {_first_line(error)}"),))
    if not isinstance(values, Mapping):
        return Parsed(
            (), (_form(file, 1, "the file must be a list of fields, each 'name: value'"),)
        )
    return Parsed((RawEntry(file, 1, values, False),), ())


def parse_list(file: str, content: bytes, section: str) -> Parsed:
    """The entries of a YAML file that holds them under the one key `section`."""
    parsed = parse_mapping(file, content)
    if parsed.findings:
        return parsed
    values = parsed.entries[0].values
    findings = [
        fault(
            "field",
            Where(file, _line(values, (str(key),), 1), str(key)),
            f"'{key}' is not a field of {file}, which has only '{section}'",
            f"move it under '{section}', or take it out",
        )
        for key in values
        if key != section
    ]
    items = values.get(section)
    if not isinstance(items, list) and not (items is None and section in values):
        why = f"the file must have one field, '{section}', with a list under it"
        return Parsed((), (*findings, _form(file, _line(values, (section,), 1), why)))
    entries = []
    for index, item in enumerate(items or ()):
        line = _line(values, (section, index), 1)
        if isinstance(item, Mapping):
            entries.append(RawEntry(file, line, item, False))
        else:
            findings.append(_form(file, line, f"each entry of '{section}' must be fields"))
    return Parsed(tuple(entries), tuple(findings))


def _decoded(file: str, content: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        why = "the file is not in UTF-8: a character here cannot be read"
        return None, (
            fault("encoding", Where(file, row), why, "save it again as 'CSV UTF-8' or as UTF-8"),
        )
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        why = "the file holds a NUL character, so it is not plain text"
        return None, (fault("encoding", Where(file, row), why, "save it again as plain text"),)
    return text, ()


def _header_faults(
    file: str, row: int, header: Sequence[str], columns: Sequence[str], required: Sequence[str]
) -> list[Finding]:
    has = f"{file} has the columns {', '.join(columns)}"
    missing = [name for name in required if name not in header]
    unknown = [name or "(no name)" for name in dict.fromkeys(header) if name not in columns]
    twice = [name for name in columns if header.count(name) > 1]
    return [
        fault("column", Where(file, row, names[0]), f"{what}: {', '.join(names)}", f"{mend}; {has}")
        for names, what, mend in (
            (missing, "columns are missing", "add them"),
            (unknown, "these are not columns of the file", "take them out or mend their names"),
            (twice, "columns stand twice", "keep one of each"),
        )
        if names
    ]


def _ragged(file: str, row: int, found: int, expected: int) -> Finding:
    return fault(
        "row",
        Where(file, row),
        f"the row has {found} cells, the header has {expected}",
        "put text that holds a comma in quotation marks; leave a cell empty rather than out",
    )


def _no_header(file: str, columns: Sequence[str]) -> Finding:
    return fault(
        "form", Where(file, 1), "the file is empty", f"begin it with the row {','.join(columns)}"
    )


def _form(file: str, row: int, why: str) -> Finding:
    return fault("form", Where(file, row), why, f"see the reference page of {file}")


def _yaml_fault(file: str, error: MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    row = 1 if mark is None else mark.line + 1
    why = f"the file stops being YAML here: {_first_line(error.problem or error.context or error)}"
    return fault(
        "form",
        Where(file, row),
        why,
        "look at the spaces that begin the lines, at colons in text without quotation marks, "
        "and for a name that stands twice",
    )


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [""])[0]


def _line(values: Any, path: Path, default: int) -> int:
    """The line, from 1, of the deepest step of `path` whose place ruamel.yaml kept."""
    line = default
    node = values
    for step in path:
        position = getattr(node, "lc", None)
        try:
            if position is None:
                break
            place = position.item(step) if isinstance(node, list) else position.key(step)
            line = place[0] + 1
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
    return line
