"""Stores for tests to write in, on either database engine."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString, Protocol

import dj_database_url
import psycopg
from django.db import connections
from psycopg import sql

Database = dict[str, Any]


class StoreMaker(Protocol):
    """Makes stores on one engine."""

    def made(self, pattern: str | None = None) -> Database:
        """Django's settings of a new store: empty, or a copy of the one named `pattern`."""

    def remove(self, database: Database) -> None:
        """Take a store away that nobody uses any more."""


class SQLite:
    """Makes files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def made(self, pattern: str | None = None) -> Database:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        if pattern is not None:
            shutil.copyfile(pattern, path)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        }

    def remove(self, database: Database) -> None:
        Path(database["NAME"]).unlink()


class PostgreSQL:
    """Makes databases in the server at an address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def made(self, pattern: str | None = None) -> Database:
        name = f"store_{uuid.uuid4().hex}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, pattern or "template1")
        return {**dj_database_url.parse(self.address), "NAME": name}

    def remove(self, database: Database) -> None:
        self._execute("DROP DATABASE {} WITH (FORCE)", database["NAME"])

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def as_default(database: Database) -> Iterator[None]:
    """Make a database Django's default for a while, for new threads too."""
    databases = connections.settings
    before = databases["default"], connections["default"]
    databases["default"] = connections.configure_settings({"default": database})["default"]
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        databases["default"], connections["default"] = before
