"""`joinedup export FOLDER TO`: write a stored version out as a folder, or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import leave
from joinedup.cli.store import open_store, store_faults_in_words
from joinedup.register.files import (
    BESIDE,
    hashes,
    kinds,
    read_folder,
    workbook_of,
    write_folder,
)
from joinedup.register.folder_files import BOUNDARIES
from joinedup.register.gathering import WORKBOOK
from joinedup.register.lists import tables
from joinedup.register.reading import Folder, read
from joinedup.register.schema import Register
from joinedup.register.writing import register_files, table

if TYPE_CHECKING:
    from joinedup.register.models import Version


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder whose store to read.")],
    to: Annotated[
        Path, typer.Argument(help="The folder to write, new or empty; with --xlsx, the workbook.")
    ],
    version: Annotated[
        str | None,
        typer.Option(help="Number of the version, or the beginning of its hash; else the last."),
    ] = None,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write one workbook in place of a folder.")
    ] = False,
) -> None:
    """Exit code 0 when it is written, 2 if there is no such version or it cannot be written."""
    open_store(folder)
    with store_faults_in_words():
        found = _version_or_leave(folder, version)
        now = read_folder(folder).folder
        _leave_if_of_another_system(now, found)
        register = _register_or_leave(found)
    beside, left_out = _beside(folder, now, found)
    try:
        if xlsx:
            to = _write_workbook(to, register, beside, f"{register.system.name}: {_say(found)}")
            left_out += [
                f"{name}: a workbook holds lists only" for name in beside if name == BOUNDARIES
            ]
        else:
            write_folder(to, register_files(register) | beside)
    except OSError as error:
        leave(UNREADABLE, f"nothing was written: {error}")
    print(f"wrote {_say(found)}, to {to}")
    for why in left_out:
        print(f"left out: {why}")


def _say(version: Version) -> str:
    return f"version {version.sequence}, hash {version.sha256}"


def _write_workbook(to: Path, register: Register, beside: dict[str, bytes], title: str) -> Path:
    """Write a register and the data beside it as one workbook; the path that it got."""
    if to.suffix.lower() != ".xlsx":
        to = to / WORKBOOK
    if to.exists() or to.is_symlink():
        raise FileExistsError(f"{to} is there already")
    files = register_files(register) | beside
    whole = read(files, hashes(files), kinds()).folder
    # What was stored was read before; only data beside it may have gone bad, and is not shown.
    need, overlaps = (whole.need, whole.overlaps) if whole else ((), ())
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(workbook_of(tables(register, need, overlaps), title))
    return to


def _version_or_leave(folder: Path, name: str | None) -> Version:
    from joinedup.register.queries import latest_version, version_named

    found = latest_version() if name is None else version_named(name)
    if found is None:
        what = "no version" if name is None else f"no one version '{name}'"
        leave(UNREADABLE, f"the store of {folder} holds {what}; 'joinedup load' stores one")
    return found


def _leave_if_of_another_system(now: Folder | None, version: Version) -> None:
    """A folder that cannot be read does not say; it may be the one that somebody would mend."""
    from joinedup.register.actions import AnotherSystemError

    if now is not None and now.register.system.code != version.system:
        error = AnotherSystemError(version.system, now.register.system.code)
        leave(UNREADABLE, f"nothing was written from this store: {error}")


def _register_or_leave(version: Version) -> Register:
    from joinedup.register.queries import register_of

    try:
        return register_of(version.sha256)
    except ValueError as error:
        leave(UNREADABLE, f"version {version.sequence} cannot be read: {error}")


def _there_now(folder: Path, now: Folder | None, name: str) -> bytes | None:
    """Data beside the register as it stands now; as CSV where it stands in a workbook."""
    path = folder / name
    if path.is_file():
        return path.read_bytes()
    entries = {"need.csv": now.need, "overlaps.csv": now.overlaps} if now else {}
    return table(type(entries[name][0]), entries[name]) if entries.get(name) else None


def _beside(
    folder: Path, now: Folder | None, version: Version
) -> tuple[dict[str, bytes], list[str]]:
    """Data that stands beside the folder as it stood beside the version; why the rest does not."""
    kept: dict[str, bytes] = {}
    left_out = []
    for name in BESIDE:
        then = version.beside.get(name)
        content = _there_now(folder, now, name)
        if content is None and then is not None:
            left_out.append(f"{name}, which stood beside this version, is not in {folder} any more")
        elif content is not None and then is None:
            left_out.append(f"{name} did not stand beside this version")
        elif content is not None and hashes({name: content})[name] != then:
            left_out.append(f"{name} has changed since this version was stored")
        elif content is not None:
            kept[name] = content
    return kept, left_out
