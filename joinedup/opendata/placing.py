"""The user's own file of places: which practice is in which place."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from joinedup.opendata.notices import CannotMake, Notice, fault, noted
from joinedup.values.explained import Source
from joinedup.values.finding import Finding

_PRACTICE, _PLACE = ("practice", "practice_code"), ("place",)
_MEND = "give a CSV file with the columns 'practice' (its code) and 'place' (name or id)"


@dataclass(frozen=True)
class Placing:
    """What the file says: the place of each practice, by name or id, and the source to cite."""

    place_of: Mapping[str, str]
    source: Source
    notices: tuple[Notice, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.locator


def read_placing(path: Path, practices: Mapping[str, str], icb: str) -> Placing:
    """Read a file of places for the `practices` (code to name) of an ICB, open or closed since.

    Raises CannotMake where the file cannot be read, has no such columns, gives a practice two
    places, or names no practice of the ICB.
    """
    try:
        content = path.read_bytes()
        rows = _rows(path.name, content)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise CannotMake([fault("places", str(path), why, _MEND)]) from None
    place_of: dict[str, str] = {}
    found: list[Finding] = []
    for number, practice, place in rows:
        if not place:
            continue
        if not any(character.isalnum() for character in place):
            why = f"'{place}' is no name for a place: it has no letter or digit"
            found.append(fault("places", path.name, why, _MEND, number, "place"))
        elif place_of.setdefault(practice, place) != place:
            why = f"{practice} is in '{place}' here and in '{place_of[practice]}' above"
            mend = "keep one of the two; a practice has one place"
            found.append(fault("places", path.name, why, mend, number, "place"))
    known = {code: place for code, place in place_of.items() if code in practices}
    if not found and not known:
        why = f"the file gives no place for any of the {len(practices):,} practices of {icb}"
        found.append(fault("places", path.name, why, _MEND))
    if found:
        raise CannotMake(found)
    strangers = sorted(place_of.keys() - practices.keys())
    text = f"Practices of {path.name} left out, as neither the map nor the latest need has them"
    source = Source(path.stem, path.name, hashlib.sha256(content).hexdigest())
    return Placing(known, source, noted(text, strangers, "see that their codes are right"))


def _rows(file: str, content: bytes) -> list[tuple[int, str, str]]:
    """Row number, practice and place of each row.

    Raises CannotMake where a column is missing or a row is of another length.
    """
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    header: list[str] = []
    rows: list[tuple[int, str, str]] = []
    faults: list[Finding] = []
    at: tuple[int, int] = (0, 0)
    for number, cells in enumerate(reader, start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip().lower() for cell in cells]
            at = _columns(file, header)
        elif len(cells) != len(header):
            why = f"the row has {len(cells)} cells, the header has {len(header)}"
            faults.append(fault("places", file, why, _MEND, number))
        else:
            practice, place = (" ".join(cells[position].split()) for position in at)
            rows.append((number, practice.upper(), place))
    if faults or not header:
        raise CannotMake(faults or [fault("places", file, "the file is empty", _MEND)])
    return rows


def _columns(file: str, header: list[str]) -> tuple[int, int]:
    positions = []
    for names in (_PRACTICE, _PLACE):
        found = [header.index(name) for name in names if name in header]
        if not found:
            why = f"the file has no column '{' or '.join(names)}'"
            raise CannotMake([fault("places", file, why, _MEND, 1)])
        positions.append(found[0])
    return positions[0], positions[1]
