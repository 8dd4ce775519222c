"""`joinedup new FOLDER --icb CODE --from DIR`: official open files -> a system folder."""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import command, leave, print_findings
from joinedup.opendata.making import Made, Say, make
from joinedup.opendata.notices import CannotMake, counted
from joinedup.register.files import FILE_NAMES, hashes, kinds, write_folder
from joinedup.register.reading import Folder, read
from joinedup.register.writing import written
from joinedup.values.dates import day_in_words, year_in_words

#: Seconds of silence after which a command says what it is doing.
_PATIENCE = 2.0


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder to make.")],
    icb: Annotated[str, typer.Option(help="NHS code of the integrated care board, such as QWO.")],
    from_: Annotated[Path, typer.Option("--from", help="Folder that holds the open files.")],
    places: Annotated[
        Path | None,
        typer.Option(help="CSV file with the columns practice and place, to use in place of ours."),
    ] = None,
) -> None:
    """Make a system folder, and say what did not join."""
    _see_that_it_is_free(folder)
    # All rows are kept to the end: looking for rubbish among them takes a quarter of the time.
    gc.disable()
    try:
        made = make(icb.strip().upper(), from_, places, _progress(time.monotonic()))
    except CannotMake as error:
        print_findings(error.findings, to_error=True)
        leave(UNREADABLE, "nothing was written")
    finally:
        gc.enable()
    files = written(made.folder)
    reading = read(files, hashes(files), kinds())
    if reading.folder is None:
        print_findings(reading.findings, to_error=True)
        raise RuntimeError("the folder that was made cannot be read again")
    try:
        write_folder(folder, files)
    except OSError as error:
        leave(UNREADABLE, f"{folder} cannot be written: {error.strerror or error}")
    _tell(folder, made)


def _see_that_it_is_free(folder: Path) -> None:
    """Leave with code 2 if the folder to make is a file, or holds anything but hidden files."""
    if not folder.exists():
        return
    if not folder.is_dir():
        leave(UNREADABLE, f"{folder} is a file; give the path of a folder to make")
    try:
        there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        leave(UNREADABLE, f"{folder} cannot be read: {error.strerror or error}")
    if there:
        holds = [name for name in there if name in FILE_NAMES] or there
        shown = ", ".join(holds[:3]) + (" …" if len(holds) > 3 else "")
        leave(
            UNREADABLE,
            f"{folder} already holds files ({shown}); nothing was written over. "
            "Give the path of a new or empty folder",
        )


def _progress(start: float) -> Say:
    """What `make` tells, printed only once it has taken longer than a person cares to wait."""

    def say(text: str) -> None:
        if time.monotonic() - start > _PATIENCE:
            print(f"{text} …", file=sys.stderr)

    return say


def _tell(folder: Path, made: Made) -> None:
    """The summary for a person: what was made, what did not join, what to know, what to do next."""
    system = made.folder.register.system
    day = f" as at {day_in_words(system.as_at)}" if system.as_at else ""
    print(f"Made {folder}: {system.name} ({system.code}){day}.")
    if made.warnings:
        print("\nBeware, the files are not whole:")
        print("\n".join(f"- {warning}" for warning in made.warnings), end="\n\n")
    print("\n".join(_counts(made.folder)))
    if made.notices:
        print("\nWhat did not join, and how it was settled:")
        print("\n".join(notice.lines() for notice in made.notices))
    print("\nTo know:")
    print("\n".join(f"- {note}" for note in system.notes if note not in made.warnings))
    print(f"\nNext: {command()} check {quote(str(folder))}")


def _counts(folder: Folder) -> list[str]:
    register = folder.register
    practices = Counter(practice.place for practice in register.practices)
    kinds_of_area = Counter(area.kind for area in register.areas)
    years = sorted({year_in_words(need.year) for need in folder.need}, reverse=True)
    parts = sum(council.extent == "part" for council in register.system.councils)
    councils = "councils not known"
    if register.system.councils:
        councils = f"{counted(len(register.system.councils), 'council')} ({parts} in part)"
    lines = [
        f"  {counted(kinds_of_area['place'], 'place')}, "
        f"{counted(kinds_of_area['neighbourhood'], 'neighbourhood')}, "
        f"{counted(len(register.practices), 'practice')}, "
        f"{councils}; need of {', '.join(years)}"
    ]
    for area in register.areas:
        if area.kind == "place":
            lines.append(f"  {area.id:>8}  {area.name}: {counted(practices[area.id], 'practice')}")
    if practices[None]:
        lines.append(f"  {'':>8}  not placed: {counted(practices[None], 'practice')}")
    return lines
