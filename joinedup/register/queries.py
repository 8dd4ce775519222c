"""What is known of the register: the folder as it stands now, and the versions stored of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from django.conf import settings

from joinedup.register.canonical import digest, from_canonical
from joinedup.register.files import FILE_NAMES, meant_to_be_read, read_folder
from joinedup.register.models import StoredContent, Version
from joinedup.register.reading import Reading
from joinedup.register.schema import Register

#: Name, size and time of the last change of each file that is there.
_State = tuple[tuple[str, int, int], ...]

_reading = Lock()
_read: dict[Path, tuple[_State, Reading]] = {}


def current() -> Reading:
    """The folder of the settings as it stands now, or its faults.

    It is read again only after one of its files has changed. Safe to call from several threads.
    Raises LookupError where the settings name no folder.
    """
    folder = settings.JOINEDUP_FOLDER
    if folder is None:
        raise LookupError("JOINEDUP_FOLDER names no system folder")
    with _reading:
        # Looked at before reading: what changes meanwhile is seen to have changed next time.
        state = _state(folder)
        known = _read.get(folder)
        if known is None or known[0] != state:
            known = _read[folder] = (state, read_folder(folder))
        return known[1]


def versions() -> Iterable[Version]:
    """Every stored version, the first one first."""
    return Version.objects.order_by("sequence")


def latest_version() -> Version | None:
    """The version stored last, or None where none is stored."""
    return Version.objects.order_by("sequence").last()


def version_known_by(day: date) -> Version | None:
    """The version stored last by the end of a day in London; None where none was by then."""
    end = datetime.combine(day, time.max, ZoneInfo("Europe/London"))
    return Version.objects.filter(recorded_at__lte=end).order_by("sequence").last()


def version_named(name: str) -> Version | None:
    """The version with a number ('12'), or the latest with a hash or the beginning of one.

    Six characters of a hash are enough. None where there is no such version, or where several
    hashes begin so.
    """
    if len(name) < 6:
        is_number = name.isascii() and name.isdecimal()
        return Version.objects.filter(sequence=int(name)).first() if is_number else None
    hashes = StoredContent.objects.filter(kind="register", sha256__startswith=name.lower())[:2]
    if len(hashes) != 1:
        return None
    return Version.objects.filter(content=hashes[0]).order_by("sequence").last()


@lru_cache(maxsize=16)
def register_of(sha256: str) -> Register:
    """The stored register with this hash.

    Raises StoredContent.DoesNotExist where there is none, and ValueError where what is stored is
    not what the hash says.
    """
    content = bytes(StoredContent.objects.get(pk=sha256, kind="register").content)
    if digest(content) != sha256:
        raise ValueError(f"the stored register {sha256} has been changed; its hash is another now")
    return from_canonical(content)


def _state(folder: Path) -> _State:
    """What reading the folder depends on; in place of it a workbook may be named."""
    alone = not folder.is_dir()
    # A file with a name that is nearly right is a fault, and so is a link that leads nowhere.
    found = [] if alone else [(one.where.file, 0, 0) for one in meant_to_be_read(folder)]
    for name in ("",) if alone else FILE_NAMES:
        path = folder / name
        try:
            # Of a link that leads nowhere, the link itself.
            status = path.stat(follow_symlinks=path.exists())
        except OSError:
            continue
        found.append((name, status.st_size, status.st_mtime_ns))
    return tuple(found)
