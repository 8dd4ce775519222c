"""`joinedup export FOLDER TO`: write a stored version out as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import leave
from joinedup.cli.store import open_store, store_faults_in_words
from joinedup.register.files import BESIDE, hashes, read_folder, write_folder
from joinedup.register.writing import register_files

if TYPE_CHECKING:
    from joinedup.register.models import Version


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder whose store to read.")],
    to: Annotated[Path, typer.Argument(help="The folder to write, new or empty.")],
    version: Annotated[
        str | None, typer.Option(help="Number of the version, or the beginning of its hash.")
    ] = None,
) -> None:
    """Exit code 0 when it is written, 2 if there is no such version or it cannot be written."""
    open_store(folder)
    with store_faults_in_words():
        found = _version_or_leave(folder, version)
        _leave_if_of_another_system(folder, found)
        files = _register_or_leave(found)
    beside, left_out = _beside(folder, found)
    try:
        write_folder(to, files | beside)
    except OSError as error:
        leave(UNREADABLE, f"nothing was written: {error}")
    print(f"wrote version {found.sequence}, hash {found.sha256}, to {to}")
    for why in left_out:
        print(f"left out: {why}")


def _version_or_leave(folder: Path, name: str | None) -> Version:
    from joinedup.register.queries import latest_version, version_named

    found = latest_version() if name is None else version_named(name)
    if found is None:
        what = "no version" if name is None else f"no one version '{name}'"
        leave(UNREADABLE, f"the store of {folder} holds {what}; 'joinedup load' stores one")
    return found


def _leave_if_of_another_system(folder: Path, version: Version) -> None:
    """A folder that cannot be read does not say; it may be the one that somebody would mend."""
    from joinedup.register.actions import AnotherSystemError

    read = read_folder(folder).folder
    if read is not None and read.register.system.code != version.system:
        error = AnotherSystemError(version.system, read.register.system.code)
        leave(UNREADABLE, f"nothing was written from this store: {error}")


def _register_or_leave(version: Version) -> dict[str, bytes]:
    from joinedup.register.queries import register_of

    try:
        return register_files(register_of(version.sha256))
    except ValueError as error:
        leave(UNREADABLE, f"version {version.sequence} cannot be read: {error}")


def _beside(folder: Path, version: Version) -> tuple[dict[str, bytes], list[str]]:
    """Data that stands beside the folder as it stood beside the version; why the rest does not."""
    kept: dict[str, bytes] = {}
    left_out = []
    for name in BESIDE:
        path = folder / name
        then = version.beside.get(name)
        content = path.read_bytes() if path.is_file() else None
        if content is None and then is not None:
            left_out.append(f"{name}, which stood beside this version, is not in {folder} any more")
        elif content is not None and then is None:
            left_out.append(f"{name} did not stand beside this version")
        elif content is not None and hashes({name: content})[name] != then:
            left_out.append(f"{name} has changed since this version was stored")
        elif content is not None:
            kept[name] = content
    return kept, left_out
