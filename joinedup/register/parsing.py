"""From the bytes of one YAML file to raw entries that know where they stand; faults are findings.

`tables` does the same for CSV and the sheets of workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from joinedup.values.finding import Finding, Subject, Where

Path = tuple[str | int, ...]

#: Far more than any file of ours needs, and far less than Python can go down.
_DEEPEST = 20
#: Ten times what the largest folder needs. What is larger is not opened.
LARGEST_FILE = 50 * 1024 * 1024
#: More of them than anybody reads; a file may have a fault in every cell.
MOST_FAULTS = 1_000
#: libyaml's parser where this machine has it: the same events, some ten times as quickly.
_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NOTHING = ("", "~", "null", "Null", "NULL")
#: The truths of YAML 1.2: 'yes' and 'on' are words.
_TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Fields(dict[Any, Any]):
    """The fields of one entry as they were written, and where they stand.

    `rows` gives the line of each field; in a table all stand in the entry's own `row`.
    """

    __slots__ = ("file", "row", "rows")

    def __init__(
        self,
        values: Mapping[Any, Any],
        file: str,
        row: int,
        rows: Mapping[Any, int] | None = None,
    ) -> None:
        super().__init__(values)
        self.file = file
        self.row = row
        self.rows: Mapping[Any, int] = rows or {}


class Items(list[Any]):
    """The items of a list in YAML, with the line of each."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []


@dataclass(frozen=True)
class RawEntry:
    """The values of one entry as they were written; every one of them knows where it stands."""

    values: Fields

    @property
    def file(self) -> str:
        """The file that the entry begins in."""
        return self.values.file

    @property
    def row(self) -> int:
        """The row, or line, that the entry begins in."""
        return self.values.row

    def where(self, path: Path = ()) -> Where:
        """Where the value at `path` inside the entry stands; as near to it as is known."""
        if not path:
            return Where(self.file, self.row)
        node: Any = self.values
        file, row, column = node.file, node.row, None
        for step in path:
            if isinstance(node, Fields):
                file, row = node.file, node.rows.get(step, node.row)
                column = step if isinstance(step, str) else None
                node = node.get(step)
            elif isinstance(step, int) and isinstance(node, list):
                column = None
                if not 0 <= step < len(node):
                    node = None
                    continue
                row = node.rows[step] if isinstance(node, Items) else row
                node = node[step]
                if isinstance(node, Fields):
                    file, row = node.file, node.row
            elif isinstance(step, str):
                column = step
        return Where(file, row, column)


@dataclass(frozen=True)
class Parsed:
    """Raw entries of a file, and what was wrong with its form."""

    entries: tuple[RawEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def fault(rule: str, where: Where, why: str, mend: str, subject: Subject | None = None) -> Finding:
    """A fault of form: always a failed 'must', as the folder cannot be read with it."""
    where = Where(_sayable(where.file), where.row, where.column and _sayable(where.column))
    return Finding(
        rule=f"folder.{rule}",
        severity="must",
        outcome="fails",
        subject=subject or Subject("file", where.file),
        where=where,
        why=_sayable(why),
        mend=_sayable(mend),
    )


def _sayable(text: str) -> str:
    """Text from a file as it can be said anywhere: what does not print, by its number."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def first_faults(file: str, findings: Iterable[Finding]) -> list[Finding]:
    """The first `MOST_FAULTS` faults of a file, and that there are more if so."""
    told = list(islice(findings, MOST_FAULTS + 1))
    if len(told) > MOST_FAULTS:
        why = f"the file has more faults than the {MOST_FAULTS:,} that are told"
        told[-1] = fault("more", Where(file), why, "mend these, and read it again")
    return told


def too_large(file: str, size: int) -> tuple[Finding, ...]:
    """The fault of a file of more bytes than are read; none where it is small enough."""
    if size <= LARGEST_FILE:
        return ()
    why = f"the file has {size:,} bytes; at most {LARGEST_FILE:,} are read"
    mend = "see that it is the file that you mean; a whole system needs far less"
    return (fault("too-large", Where(file), why, mend),)


def parse_mapping(file: str, content: bytes) -> Parsed:
    """The one entry of a YAML file that is a mapping."""
    text, faults = decoded(file, content)
    if text is None:
        return Parsed((), faults)
    try:
        values = _Document(file, text).value()
    except yaml.MarkedYAMLError as error:
        return Parsed((), (_yaml_fault(file, text, error),))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Its Python parser lets some of Python's own errors through.
        return Parsed((), (_form(file, 1, f"the file is not YAML: {_first_line(error)}"),))
    if not isinstance(values, Fields):
        return Parsed(
            (), (_form(file, 1, "the file must be a list of fields, each 'name: value'"),)
        )
    return Parsed((RawEntry(values),), ())


def parse_list(file: str, content: bytes, section: str) -> Parsed:
    """The entries of a YAML file that holds them under the one key `section`."""
    parsed = parse_mapping(file, content)
    if parsed.findings:
        return parsed
    whole = parsed.entries[0]
    findings = [
        fault(
            "field",
            Where(file, whole.where((key,)).row, str(key)),
            f"'{key}' is not a field of {file}, which has only '{section}'",
            f"move it under '{section}', or take it out",
        )
        for key in whole.values
        if key != section
    ]
    items = whole.values.get(section)
    if not isinstance(items, Items) and not (items is None and section in whole.values):
        why = f"the file must have one field, '{section}', with a list under it"
        return Parsed((), (*findings, _form(file, whole.where((section,)).row or 1, why)))
    entries = []
    for index, item in enumerate(items or ()):
        if isinstance(item, Fields):
            entries.append(RawEntry(item))
        else:
            row = whole.where((section, index)).row or 1
            findings.append(_form(file, row, f"each entry of '{section}' must be fields"))
    return Parsed(tuple(entries), tuple(findings))


class _Document:
    """Builds the one value of a YAML document from its events.

    Takes names, text, lists and the two truths only. Numbers and days stay as typed: the code
    0012 stays so, a bad day keeps its line. An alias would let a small file stand for a huge
    one; a tag, for something that is no text. Raises yaml.YAMLError where it cannot be built.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.next: Callable[[], Any] = _PARSER(text).get_event

    def value(self) -> Any:
        """The value of the document, None where the file is empty."""
        self.next()  # the stream starts
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        value = self._value(self.next(), 0)
        self.next()  # the document ends
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _problem(event, "a second document begins here; a file has one")
        return value

    def _value(self, event: Any, depth: int) -> Any:
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            return _scalar(event)  # nearly every value
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _problem(event, "text that begins with & or * must stand in quotation marks")
        if event.tag is not None:
            raise _problem(event, "text that begins with ! must stand in quotation marks")
        if depth == _DEEPEST:
            raise _problem(event, f"lists and fields stand in one another {depth} times and more")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(depth + 1)
        return self._fields(event, depth + 1)

    def _items(self, depth: int) -> Items:
        items = Items()
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._value(event, depth))
            items.rows.append(event.start_mark.line + 1)
        return items

    def _fields(self, start: Any, depth: int) -> Fields:
        values: dict[Any, Any] = {}
        rows: dict[Any, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            name = self._value(event, depth)
            if isinstance(name, (Items, Fields)):
                raise _problem(event, "a list or fields cannot be the name of a field")
            if name in values:
                cut = ": put amounts with commas in quotation marks inside { }"
                more = cut if str(name).isdecimal() else ""
                raise _problem(event, f"'{name}' stands twice{more}")
            values[name] = self._value(self.next(), depth)
            rows[name] = event.start_mark.line + 1
        return Fields(values, self.file, start.start_mark.line + 1, rows)


def _scalar(event: Any) -> str | bool | None:
    text = str(event.value)
    plain = event.implicit[0]
    if plain and text in _NOTHING:
        return None
    return _TRUTHS.get(text, text) if plain else text


def _problem(event: Any, said: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=said, problem_mark=event.start_mark)


def decoded(file: str, content: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a file in UTF-8, with or without a mark before it; or None and the fault."""
    if found := too_large(file, len(content)):
        return None, found
    for start, what, mend in _OTHER_FORMS:
        if content.startswith(start):
            return None, (fault("encoding", Where(file, 1), f"the file is {what}", mend),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        why = "the file is not in UTF-8: a character here cannot be read"
        mend = "save it again as 'CSV UTF-8' or as UTF-8; then see that accents are as they were"
        return None, (fault("encoding", Where(file, row), why, mend),)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        why = "the file holds a NUL character, so it is not plain text"
        return None, (fault("encoding", Where(file, row), why, "save it again as plain text"),)
    return text, ()


_AS_UTF8 = "save it again as 'CSV UTF-8' or as UTF-8"
#: What files of other forms begin with.
_OTHER_FORMS = (
    (b"\xff\xfe", "in UTF-16 ('Unicode text'), not in UTF-8", _AS_UTF8),
    (b"\xfe\xff", "in UTF-16 ('Unicode text'), not in UTF-8", _AS_UTF8),
    (b"PK\x03\x04", "a workbook or another archive, not text", "let its name end in .xlsx"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old workbook (.xls) or one with a password, not text",
        "open it in a spreadsheet and save it as XLSX or as 'CSV UTF-8', without a password",
    ),
)


def _form(file: str, row: int, why: str) -> Finding:
    return fault("form", Where(file, row), why, f"see the reference page of {file}")


def _yaml_fault(file: str, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    # What is missing at the end is said to be missing in the line after it.
    row = 1 if mark is None else min(mark.line, text.count("\n")) + 1
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
