"""Storing versions of the register, and lists that somebody uploads."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import transaction

from joinedup.audit import engine
from joinedup.audit.actions import record
from joinedup.register.canonical import canonical, digest
from joinedup.register.files import BESIDE, contents_of, hashes, kinds
from joinedup.register.models import StoredContent, Version
from joinedup.register.queries import latest_version
from joinedup.register.reading import Folder, read

#: Who stored what stood in the files of a folder, and nobody had stored.
THE_FILES = "the folder's files"


class AnotherSystemError(Exception):
    """The store holds versions of one system, and the folder is of another."""

    def __init__(self, stored: str, code: str) -> None:
        super().__init__(
            f"it holds versions of {stored}, and this folder is of {code}: one store is for one "
            "system. If the code in system.yaml was changed, change it back, or begin another "
            "folder for the other system; if JOINEDUP_DATABASE_URL names the database of another "
            "system, name one of this system's own"
        )


class ChangedMeanwhileError(Exception):
    """The folder is not any more what somebody looked at when they said what to store."""


class CannotBeReadError(Exception):
    """What was to be stored would make a folder that cannot be read."""


@transaction.atomic
def store_lists(
    *,
    by: str,
    names: Sequence[str],
    place: Path,
    seen: Mapping[str, str],
    files: Mapping[str, bytes],
) -> tuple[Version, bool]:
    """Write the files that hold lists into the folder at `place`, and store what it then is.

    What the files were before is stored first, if it is not: so the new version differs from the
    one before it by these lists alone.

    `seen` are the hashes of the folder's files as they were when `files` were made of them; all
    files of the folder are given, those that stay as they are too. The version, and whether it is
    new: data beside the register makes no version, and is in the log all the same.

    Raises ChangedMeanwhileError, CannotBeReadError, AnotherSystemError, and OSError where a file
    cannot be written; then neither the folder nor the store is other than before.
    """
    engine.one_writer()
    before, faults = contents_of(place)
    if faults or hashes(before) != dict(seen):
        raise ChangedMeanwhileError("the folder has changed since it was looked at")
    after = hashes(files)
    then, now = (read(one, hashes(one), kinds()).folder for one in (before, files))
    if then is None or now is None:
        raise CannotBeReadError("the folder could not be read any more")
    store_version(by=THE_FILES, folder=then)
    written = [one for one in files if after[one] != seen.get(one)]
    record(
        by=by,
        action="replace a list" if len(names) == 1 else "replace lists",
        subject=", ".join(names),
        detail={"before": dict(seen), "after": after},
    )
    version = store_version(by=by, folder=now)
    # Last, so that a store that refuses leaves the folder as it was.
    _write({one: files[one] for one in written}, {one: before.get(one) for one in written}, place)
    return version


def _write(files: Mapping[str, bytes], before: Mapping[str, bytes | None], place: Path) -> None:
    """Each file at once or not at all; if one cannot be written, those before it are put back."""
    done: list[str] = []
    try:
        for name, content in files.items():
            _replace(place / name, content)
            done.append(name)
    except OSError:
        for name in done:
            was = before[name]
            if was is None:
                (place / name).unlink()
            else:
                _replace(place / name, was)
        raise


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another: a reader meanwhile sees the old one or the new one."""
    target = path.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    descriptor, temporary = tempfile.mkstemp(prefix=".joinedup-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


@transaction.atomic
def store_version(*, by: str, folder: Folder) -> tuple[Version, bool]:
    """Store the register of a folder as the next version; the version, and whether it is new.

    Where the latest version has the same register nothing changes, whatever data stands beside
    it. A return to an earlier register is a new version with the content that is stored already.

    Raises AnotherSystemError where the latest version is of another system than the folder.
    """
    engine.one_writer()
    content = canonical(folder.register)
    sha256 = digest(content)
    latest = latest_version()
    code = folder.register.system.code
    if latest is not None and latest.system != code:
        raise AnotherSystemError(latest.system, code)
    if latest is not None and latest.sha256 == sha256:
        return latest, False
    if not StoredContent.objects.filter(pk=sha256).exists():
        StoredContent.objects.create(sha256=sha256, kind="register", content=content)
    sequence = latest.sequence + 1 if latest else 1
    beside = {name: folder.hashes[name] for name in BESIDE if name in folder.hashes}
    entry = record(
        by=by,
        action="store a version of the register",
        subject=f"version {sequence}",
        detail={"register": sha256, "beside": beside},
    )
    version = Version.objects.create(
        sequence=sequence,
        content_id=sha256,
        system=code,
        recorded_at=entry.at,
        by=by,
        beside=beside,
    )
    return version, True
