"""Finding the official files in a folder, by what they are and wherever they stand in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from joinedup.opendata.formats import TABLES, Form, Header
from joinedup.opendata.notices import CannotMake, fault
from joinedup.opendata.tables import sniff, wrong_columns

_DISTRICTS = re.compile(r'"(?:ltla|lad)(\d\d)_?(?:code|cd)"', re.IGNORECASE)
_ICBS = re.compile(r'"icb(\d\d)_?(?:code|cd)"', re.IGNORECASE)
_SNIFFED_CHARACTERS = 8_192


@dataclass(frozen=True)
class Candidate:
    """A file that may be used: where it is, and how its header fits the form."""

    path: Path
    header: Header

    @property
    def is_extract(self) -> bool:
        """True for a file that says by its name that it holds only a part of the whole."""
        return "_extract" in self.path.stem.lower()

    def year(self, column: str) -> int:
        """The year that the header of a column carries, in two digits; 0 if it carries none."""
        return int(self.header.years.get(column) or 0)


@dataclass(frozen=True)
class Outlines:
    """A GeoJSON file of outlines: where it is and the year, in two digits, of its codes."""

    path: Path
    year: int


@dataclass(frozen=True)
class Found:
    """The files that were found, by form: those that fit, and of others named so why not."""

    folder: Path
    candidates: Mapping[str, tuple[Candidate, ...]]
    misfits: Mapping[str, tuple[tuple[Path, str], ...]]
    district_outlines: tuple[Outlines, ...]
    icb_outlines: tuple[Outlines, ...]

    def of(self, form: Form) -> tuple[Candidate, ...]:
        """The files of a form, in the order of their paths."""
        return self.candidates.get(form.name, ())

    def whole(self, form: Form) -> tuple[Candidate, ...]:
        """The files of a form that do not say that they are extracts."""
        return tuple(candidate for candidate in self.of(form) if not candidate.is_extract)

    def misfits_of(self, form: Form, or_else: Form | None = None) -> tuple[str, ...]:
        """Files named like this form that do not fit it, nor `or_else`, each with why."""
        fine = {candidate.path for candidate in self.of(or_else)} if or_else else set()
        return tuple(
            f"{path.name}: {why}"
            for path, why in self.misfits.get(form.name, ())
            if path not in fine
        )

    def why_none(self, form: Form) -> str:
        """Why no file of a form can be used."""
        if tried := "; ".join(self.misfits_of(form)):
            return f"no {form.name} could be read. Tried: {tried}"
        return f"there is no {form.name}, which says {form.about}"


def search(folder: Path) -> Found:
    """Look through a folder and all below it.

    Raises CannotMake where there is no such folder.
    """
    if not folder.is_dir():
        why = "there is no such folder" if not folder.exists() else "this is not a folder"
        mend = "give with --from the folder that holds the official open files"
        raise CannotMake([fault("folder", str(folder), why, mend)])
    candidates: dict[str, list[Candidate]] = {}
    misfits: dict[str, list[tuple[Path, str]]] = {}
    districts: list[Outlines] = []
    icbs: list[Outlines] = []
    for path in _files(folder):
        if path.suffix.lower() == ".csv":
            _sort_table(path, candidates, misfits)
        elif path.suffix.lower() in (".geojson", ".json"):
            _sort_outlines(path, districts, icbs)
    return Found(
        folder,
        {name: tuple(found) for name, found in candidates.items()},
        {name: tuple(found) for name, found in misfits.items()},
        tuple(districts),
        tuple(icbs),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder in one order on every machine; hidden ones are passed over."""
    seen: set[str] = set()
    for here, folders, files in os.walk(folder, followlinks=True):
        # A link may lead back to a folder that holds it.
        real = os.path.realpath(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(here) / name


def _sort_table(
    path: Path,
    candidates: dict[str, list[Candidate]],
    misfits: dict[str, list[tuple[Path, str]]],
) -> None:
    named = [form for form in TABLES if fnmatch(path.name.lower(), form.file_names)]
    try:
        headers = sniff(path, TABLES)
    except (OSError, ValueError) as error:
        for form in named:
            misfits.setdefault(form.name, []).append((path, _plain(error)))
        return
    for form in TABLES:
        header = headers[form.name]
        if header.fits:
            candidates.setdefault(form.name, []).append(Candidate(path, header))
        elif form in named:
            misfits.setdefault(form.name, []).append((path, wrong_columns(header)))


def _sort_outlines(path: Path, districts: list[Outlines], icbs: list[Outlines]) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_CHARACTERS).decode("utf-8-sig", "replace")
    except OSError:
        return
    for pattern, found in ((_DISTRICTS, districts), (_ICBS, icbs)):
        if match := pattern.search(start):
            found.append(Outlines(path, int(match[1])))


def _plain(error: Exception) -> str:
    return f"it cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
