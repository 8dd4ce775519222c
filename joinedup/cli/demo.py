"""`joinedup demo`: a fictional system to try things on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import command, leave
from joinedup.demo.system import demo_files
from joinedup.register.files import FILE_NAMES, read_folder, write_folder
from joinedup.register.reading import Folder


def run(
    folder: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("demo"),
    seed: Annotated[
        int, typer.Option(min=0, help="Whole number; another gives other practices and figures.")
    ] = 2026,
) -> None:
    """Write the fictional system; a folder that holds it already is left as it is.

    Leaves with code 2 where other files of a system folder are in the way, or the folder cannot
    be written.
    """
    files = demo_files(seed)
    try:
        there = {
            name: (folder / name).read_bytes() for name in FILE_NAMES if (folder / name).exists()
        }
        if there and there != files:
            leave(UNREADABLE, _in_the_way(folder, seed, there, files))
        if not there:
            write_folder(folder, files)
    except OSError as error:
        leave(
            UNREADABLE,
            f"{folder} cannot be written: {error.strerror or error}; give another --folder",
        )
    system = read_folder(folder).folder
    if system is None:
        raise RuntimeError(f"the fictional system in {folder} cannot be read back")
    did = "already holds" if there else "now holds"
    print("\n".join(_summary(folder, did, system)))


def _in_the_way(
    folder: Path, seed: int, there: Mapping[str, bytes], files: Mapping[str, bytes]
) -> str:
    """What stands where the demonstration would be written, and how to go on."""
    other = [name for name in FILE_NAMES if there.get(name) != files.get(name)]
    return (
        f"{folder} holds a system that is not the fictional one of seed {seed}; these files are "
        f"other or missing: {', '.join(other)}. Nothing was written.\n"
        f"To keep what is there, go on with: {command()} run {quote(str(folder))}\n"
        f"To start afresh, move {folder} away, or name another folder with --folder."
    )


def _summary(folder: Path, did: str, system: Folder) -> list[str]:
    """What the folder holds, for a person."""
    register = system.register
    kinds = [area.kind for area in register.areas]
    latest = max(need.year for need in system.need)
    path = quote(str(folder))
    people = sum(need.population or 0 for need in system.need if need.year == latest)
    return [
        f"{folder} {did} a fictional system: {register.system.name}",
        f"  {kinds.count('place')} places, {kinds.count('neighbourhood')} neighbourhoods, "
        f"{len(register.practices)} practices, {people:,} registered people",
        f"  {len(register.bodies)} organisations, {len(register.forums)} boards and committees, "
        f"{len(register.people)} people",
        "Five faults stand in it on purpose. To find them, and then to do all the rest:",
        f"  {command()} check {path}",
        f"  {command()} run {path}",
    ]
