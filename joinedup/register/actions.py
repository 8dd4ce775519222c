"""Storing versions of the register."""

from __future__ import annotations

from django.db import transaction

from joinedup.audit import engine
from joinedup.audit.actions import record
from joinedup.register.canonical import canonical, digest
from joinedup.register.files import BESIDE
from joinedup.register.models import StoredContent, Version
from joinedup.register.queries import latest_version
from joinedup.register.reading import Folder


class AnotherSystemError(Exception):
    """The store holds versions of one system, and the folder is of another."""

    def __init__(self, stored: str, code: str) -> None:
        super().__init__(
            f"it holds versions of {stored}, and this folder is of {code}: one store is for one "
            "system. If the code in system.yaml was changed, change it back, or begin another "
            "folder for the other system; if JOINEDUP_DATABASE_URL names the database of another "
            "system, name one of this system's own"
        )


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
