"""The store of the folder on show: made, or brought up to date, before it is used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from joinedup.web.state import state_folder


def bring_up_to_date(folder: Path) -> None:
    """Migrate the store of a folder where it is behind; quick where it is not.

    Raises OSError, sqlite3.Error or DatabaseError where it cannot be used.
    """
    if _is_behind():
        with _alone(folder):
            # Another process may have migrated while this one waited.
            if _is_behind():
                call_command("migrate", verbosity=0, interactive=False)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes on the same folder waiting; SQLite's own lock works everywhere."""
    lock = sqlite3.connect(state_folder(folder) / "migrating", timeout=60, isolation_level=None)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        yield
