"""How the commands speak: findings as lines of text or as JSON, and the exit code they lead to."""

from __future__ import annotations

import shlex
import sys
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import orjson

from joinedup.cli import UNREADABLE
from joinedup.register.fields import how_to_write_the_day
from joinedup.register.files import read_folder
from joinedup.register.reading import Folder
from joinedup.values.dates import day_from_text
from joinedup.values.finding import Finding, Subject, Where
from joinedup.web import clock

#: How many findings of one rule are told one by one; the rest are counted. JSON has them all.
TOLD = 20
#: How wide the lines of a text are.
WIDTH = 80

_HEADS = {
    ("fails", "must"): "FAILS A MUST",
    ("fails", "should"): "FAILS A SHOULD",
    ("fails", "would"): "WOULD FAIL A PROPOSAL",
    ("not-known", "must"): "NOT KNOWN (a must)",
    ("not-known", "should"): "NOT KNOWN (a should)",
    ("not-known", "would"): "NOT KNOWN (a proposal)",
}


def today(as_json: bool = False) -> date:
    """Today in London, or the day that JOINEDUP_TODAY names; leaves with code 2 if it is none."""
    try:
        return clock.today()
    except ValueError as error:
        leave(UNREADABLE, f"JOINEDUP_TODAY: {error}", as_json)


def day(text: str, as_json: bool = False, option: str = "--on") -> date:
    """The day of an option, such as 2026-01-31; leaves with code 2 where it is not one."""
    try:
        return day_from_text(text)
    except ValueError:
        why, mend = f"'{text}' is not a day", how_to_write_the_day(text)
        subject, where = Subject("command", "joinedup"), Where(option)
        asked = Finding("command.asked", "must", "fails", subject, where, why, mend)
        print_findings((asked,), as_json, to_error=not as_json)
        leave(UNREADABLE, "that cannot be asked so: mend what is told")


def leave(code: int, message: str, as_json: bool = False) -> NoReturn:
    """Say why on the error stream, as a finding in JSON too if asked, and leave with a code."""
    if as_json:
        subject, where = Subject("command", "joinedup"), Where("")
        mend = "ask again; 'joinedup COMMAND --help' says how"
        asked = Finding("command.asked", "must", "fails", subject, where, message, mend)
        print_findings((asked,), as_json)
    print(f"joinedup: {message}", file=sys.stderr)
    raise SystemExit(code)


def folder_or_leave(path: Path, as_json: bool = False) -> Folder:
    """The folder at `path`; where it cannot be read, print every fault and leave with code 2."""
    reading = read_folder(path)
    if reading.folder is None:
        print_findings(reading.findings, as_json, to_error=not as_json)
        leave(UNREADABLE, f"{path} cannot be read: mend what is told; nothing was stored")
    return reading.folder


def command() -> str:
    """How the command was called, for telling what to type next: '.venv/bin/joinedup', say."""
    called = Path(sys.argv[0])
    return shlex.quote(str(called)) if called.name == "joinedup" else "joinedup"


def print_findings(
    findings: Sequence[Finding], as_json: bool = False, to_error: bool = False
) -> None:
    """Print findings: JSON holds all of them, text at most `TOLD` of each rule."""
    if as_json:
        print_json({"findings": [finding.as_json() for finding in findings]})
        return
    out = sys.stderr if to_error else sys.stdout
    told: dict[tuple[str, str], int] = {}
    for finding in findings:
        kind = (finding.rule, finding.where.file)
        told[kind] = told.get(kind, 0) + 1
        if told[kind] <= TOLD:
            print(_lines(finding), file=out)
    for (rule, file), count in told.items():
        if count > TOLD:
            print(f"… and {count - TOLD} more of {rule} in {file} (see --json)", file=out)


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # As plain text: a name may hold square brackets, which rich would take for its own.
    table = Table(title=Text(title), title_justify="left", title_style="bold")
    for index, name in enumerate(header):
        table.add_column(name, justify="left" if index < 2 else "right", no_wrap=index > 0)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def say(text: str, first: str = "", later: str | None = None) -> None:
    """Print a text in lines of the usual width; line ends before it are kept."""
    said = text.lstrip("\n")
    print("\n" * (len(text) - len(said)), end="")
    print("\n".join(lines_of(said, first, later)))


def lines_of(text: str, first: str = "", later: str | None = None) -> list[str]:
    """A text in lines of the usual width, the first indented by `first` and others by `later`."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def print_json(value: object) -> None:
    """Print a value as JSON, keys in the order given."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def _lines(finding: Finding) -> str:
    head = _HEADS[finding.outcome, finding.severity]
    source = f"\n    source: {finding.source}" if finding.source else ""
    return (
        f"{head}  {finding.where}  {finding.rule}\n"
        f"    {finding.why}\n    to mend: {finding.mend}{source}"
    )
