"""Files that somebody uploaded and has not said to store: kept beside the store, for a day."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

from joinedup.register.upload import Form

#: The most bytes of a file that is uploaded: a list of all England has a tenth of it.
LARGEST = 20 * 1024 * 1024
#: What a request is marked with that brought a larger one.
TOO_LARGE = "joinedup.too_large"
#: How long what nobody decided on is kept.
_KEPT_SECONDS = 24 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{64}-(csv|xlsx)")


@dataclass(frozen=True)
class Pending:
    """A file that is kept: its token (hash and form) and its bytes."""

    token: str
    content: bytes

    @property
    def form(self) -> Form:
        """'csv' or 'xlsx'."""
        return "csv" if self.token.endswith("-csv") else "xlsx"


class Capped(MemoryFileUploadHandler):
    """Takes a file up to `LARGEST`; of a larger one nothing is kept, and the form says so.

    It is held in memory: on a full disk there is a place still to say that it is full.
    """

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """Take every file, whatever size the request says it has."""
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a part of the file, unless there is too much of it."""
        if start + len(raw_data) > LARGEST:
            self.request.META[TOO_LARGE] = True  # type: ignore[union-attr]
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def keep(state: Path, upload: UploadedFile[bytes], form: Form) -> Pending:
    """Keep an uploaded file, and let go of those that were kept for too long. Raises OSError."""
    content = upload.read()
    token = f"{hashlib.sha256(content).hexdigest()}-{form}"
    place = _place(state)
    _let_go_of_old(place)
    temporary = place / f"{token}.{os.getpid()}"
    try:
        temporary.write_bytes(content)
        temporary.chmod(0o600)
        temporary.replace(place / token)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return Pending(token, content)


def kept(state: Path, token: str) -> Pending | None:
    """The file that a token names; None where there is none, or where it is not what it was."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        _let_go_of_old(_place(state))
        content = (_place(state) / token).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != token.partition("-")[0]:
        return None
    return Pending(token, content)


def let_go(state: Path, token: str) -> None:
    """Let go of a file that was stored or is not wanted; where that fails, it goes in a day."""
    with contextlib.suppress(OSError):
        (_place(state) / token).unlink()


def _place(state: Path) -> Path:
    place = state / "uploads"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def _let_go_of_old(place: Path) -> None:
    for path in place.iterdir():
        # Another process may have let go of it just now.
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - _KEPT_SECONDS:
                path.unlink()
