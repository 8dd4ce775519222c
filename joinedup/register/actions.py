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


@transaction.atomic
def store_version(*, by: str, folder: Folder) -> tuple[Version, bool]:
    """Store the register of a folder as the next version; the version, and whether it is new.

    Where the latest version has the same register nothing changes, whatever data stands beside
    it. A return to an earlier register is a new version with the content that is stored already.
    """
    engine.one_writer()
    content = canonical(folder.register)
    sha256 = digest(content)
    latest = latest_version()
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
        system=folder.register.system.code,
        recorded_at=entry.at,
        by=by,
        beside=beside,
    )
    return version, True
