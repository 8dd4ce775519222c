"""`joinedup changes FOLDER [FROM [TO]]`: what changed between stored versions and the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import folder_or_leave, leave, print_json
from joinedup.cli.store import open_store, store_faults_in_words
from joinedup.register.changes import Change, Value, changes, sentence
from joinedup.register.reading import Folder
from joinedup.register.schema import Register

#: What names the folder as it stands.
NOW = "now"


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    before: Annotated[
        str, typer.Argument(metavar="[FROM]", help="Number or hash of a version; else the last.")
    ] = "",
    after: Annotated[
        str, typer.Argument(metavar="[TO]", help="A version too, or 'now': the folder as it is.")
    ] = NOW,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Exit code 0, or 2 if the folder, the store or a version cannot be read."""
    read = folder_or_leave(folder, as_json)
    open_store(folder)
    with store_faults_in_words():
        first, last = (_named(read, name, as_json) for name in (before, after))
    found = changes(first[1], last[1])
    if as_json:
        print_json({"from": first[0], "to": last[0], "changes": [_plain(one) for one in found]})
        return
    for change in found:
        print(f"{sentence(change)}.")
    entries = f"{len(found):,} entr{'y differs' if len(found) == 1 else 'ies differ'}"
    print(f"From {first[0]} to {last[0]}: {entries if found else 'nothing has changed'}.")


def _named(read: Folder, name: str, as_json: bool) -> tuple[str, Register]:
    """A version by its name, '' for the last one, with what it is called; leaves with code 2."""
    from joinedup.register.queries import latest_version, register_of, version_named

    if name == NOW:
        return "the folder as it stands", read.register
    found = version_named(name) if name else latest_version()
    if found is None:
        what = f"no one version '{name}' is stored" if name else "no version is stored"
        leave(UNREADABLE, f"{what}; 'joinedup load' stores one", as_json)
    try:
        return str(found), register_of(found.sha256)
    except ValueError as error:
        leave(UNREADABLE, f"{found} cannot be read: {error}", as_json)


def _plain(change: Change) -> dict[str, object]:
    return {
        "what": change.what,
        "list": change.section,
        "path": change.path,
        "place": change.place,
        "name": change.name,
        "fields": [
            {"field": one.name, "before": _value(one.before), "after": _value(one.after)}
            for one in change.fields
        ],
    }


def _value(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
