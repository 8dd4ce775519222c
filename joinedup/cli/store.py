"""Opening the store of a folder, for the commands that need one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import leave


def open_store(folder: Path) -> None:
    """Set Django up for a folder, and bring its store up to date; quick where it is so already.

    Leaves with code 2, and says why, where the folder or the store cannot be used.
    """
    if folder.is_file():
        mend = "put a workbook into a folder of its own as register.xlsx"
        leave(UNREADABLE, f"{folder} is a file, and a store belongs to a folder: {mend}")
    if not folder.is_dir():
        leave(UNREADABLE, f"there is no folder {folder}; 'joinedup new' or 'demo' makes one")
    os.environ["JOINEDUP_FOLDER"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "joinedup.web.settings"
    with store_faults_in_words():
        _set_up()
        from joinedup.web.store import bring_up_to_date

        bring_up_to_date(folder)


@contextmanager
def store_faults_in_words() -> Iterator[None]:
    """Say in plain words, and leave with code 2, where the store cannot be opened or written."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        yield
    except (OSError, DatabaseError, sqlite3.Error, ImproperlyConfigured) as error:
        what = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        leave(UNREADABLE, f"the store of this folder cannot be used, so nothing was stored: {what}")


def _set_up() -> None:
    import django
    from dj_database_url import ParseError, UnknownSchemeError

    try:
        django.setup()
    except (ParseError, UnknownSchemeError):
        wanted = "postgresql://user:password@host/name"
        leave(UNREADABLE, f"JOINEDUP_DATABASE_URL must be an address such as {wanted}")
