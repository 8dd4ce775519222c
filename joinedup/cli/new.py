"""`joinedup new FOLDER --icb CODE --from DIR`: official open files -> a system folder.

With `--all` in place of `--icb`, a folder for every ICB of the files, named by its NHS code.
"""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import command, leave, print_findings
from joinedup.opendata.country import Country, Say, read_country
from joinedup.opendata.making import Made, make_of
from joinedup.opendata.notices import CannotMake, counted
from joinedup.register.files import FILE_NAMES, hashes, kinds, write_folder
from joinedup.register.reading import Folder, read
from joinedup.register.writing import written
from joinedup.values.dates import day_in_words, year_in_words

#: Seconds of silence after which a command says what it is doing.
_PATIENCE = 2.0
#: Where the notices of a system stand with --all: beside the folder's own files, and no part of it.
NOTICES = "notices.md"


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder to make.")],
    from_: Annotated[Path, typer.Option("--from", help="Folder that holds the open files.")],
    icb: Annotated[
        str | None, typer.Option(help="NHS code of the integrated care board, such as QWO.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Make a folder for every integrated care board.")
    ] = False,
    places: Annotated[
        Path | None,
        typer.Option(help="CSV file with the columns practice and place, to use in place of ours."),
    ] = None,
) -> None:
    """Make a system folder, or one for every ICB, and say what did not join."""
    if (icb is None) != all_:
        leave(UNREADABLE, "give either --icb with the code of one board, or --all")
    if all_ and places is not None:
        leave(UNREADABLE, "--places is for one board: give it with --icb")
    _see_that_it_is_free(folder)
    country = _read(from_)
    if icb is None:
        _make_all(folder, country)
    else:
        _tell(folder, _make(icb.strip().upper(), country, folder, places))


def _read(source: Path) -> Country:
    """The open files; leaves with code 2 where nothing can be made of them."""
    # All rows are kept to the end: looking for rubbish among them takes a quarter of the time.
    gc.disable()
    try:
        return read_country(source, _progress(time.monotonic()))
    except CannotMake as error:
        print_findings(error.findings, to_error=True)
        leave(UNREADABLE, "nothing was written")
    finally:
        gc.freeze()
        gc.enable()


def _make(icb: str, country: Country, folder: Path, places: Path | None) -> Made:
    """Make one folder; leaves with code 2 where that cannot be."""
    try:
        made = make_of(icb, country, places)
        _write(folder, made)
    except CannotMake as error:
        print_findings(error.findings, to_error=True)
        leave(UNREADABLE, "nothing was written")
    except OSError as error:
        leave(UNREADABLE, _not_written(folder, error))
    return made


def _make_all(folder: Path, country: Country) -> None:
    """Make a folder for every ICB. One that fails is told, and does not stop the others."""
    failed: list[str] = []
    practices = 0
    icbs = country.maps.icbs
    for icb in icbs:
        try:
            made = make_of(icb, country)
            notes = {NOTICES: _notices_page(made).encode()}
            _write(folder / icb, made, notes)
        except CannotMake as error:
            print_findings(error.findings, to_error=True)
            failed.append(icb)
        except OSError as error:
            print(f"joinedup: {_not_written(folder / icb, error)}", file=sys.stderr)
            failed.append(icb)
        else:
            practices += len(made.folder.register.practices)
            print(_line(made))
    done = counted(len(icbs) - len(failed), "system")
    print(f"\nMade {done} in {folder}, with {counted(practices, 'practice')}.")
    print(_of_the_country(country))
    print(f"What did not join stands in {NOTICES} of each folder.")
    if failed:
        leave(UNREADABLE, f"not made, as said above: {', '.join(failed)}")
    print(f"\nNext: {command()} survey {quote(str(folder))}/*")


def _write(folder: Path, made: Made, beside: Mapping[str, bytes] | None = None) -> None:
    """Write a folder that reads back without fault, and files beside it.

    Raises OSError where it cannot be written.
    """
    files = written(made.folder)
    reading = read(files, hashes(files), kinds())
    if reading.folder is None:
        print_findings(reading.findings, to_error=True)
        raise RuntimeError("the folder that was made cannot be read again")
    write_folder(folder, {**files, **(beside or {})})


def _not_written(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be written: {error.strerror or error}"


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


def _line(made: Made) -> str:
    """One system in a line, with what is not whole below it."""
    system = made.folder.register.system
    head = f"{system.code}  {system.name}: {_counts(made.folder)[0].strip()}"
    told = f"; {counted(len(made.notices), 'notice')}" if made.notices else ""
    return "\n".join((head + told, *(f"     beware: {warning}" for warning in made.warnings)))


def _of_the_country(country: Country) -> str:
    """What the best map of practices shows of them and of networks, over all ICBs."""
    best = country.maps.files[-1]
    spanning = sum(len(sub_icbs) > 1 for sub_icbs in best.sub_icbs_of_network.values())
    without = len(best.without_network)
    return (
        f"In {best.table.file}: {counted(len(best.networks), 'primary care network')}, "
        f"{spanning:,} of which span sub-ICB locations; "
        f"{counted(without, 'practice is', 'practices are')} in none."
    )


def _notices_page(made: Made) -> str:
    """The notices of one system in full, to stand beside its folder."""
    system = made.folder.register.system
    lines = [f"# What did not join: {system.name} ({system.code})", ""]
    lines += [f"Beware: {warning}\n" for warning in made.warnings]
    for notice in made.notices:
        lines += [f"## {notice.text}", ""]
        lines += [*(f"- {example}" for example in notice.examples), ""]
        lines += [f"To mend: {notice.mend}", ""] if notice.mend else []
    return "\n".join(lines)


def _counts(folder: Folder) -> list[str]:
    register = folder.register
    practices = Counter(practice.place for practice in register.practices)
    kinds_of_area = Counter(area.kind for area in register.areas)
    years = sorted({year_in_words(need.year) for need in folder.need}, reverse=True)
    councils = "councils not known"
    on = register.system.as_at or date.max
    if now := [one for one in register.system.councils if one.period.includes(on)]:
        parts = sum(council.extent == "part" for council in now)
        councils = f"{counted(len(now), 'council')} ({parts} in part)"
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
