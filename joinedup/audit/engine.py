"""What the audit asks of the database itself: tables that are only added to, one writer at a time.

SQLite drops a table's triggers silently where a migration makes the table anew, so they are made
again after every migration, from the one list that `append_only` fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

M = TypeVar("M", bound=type[Model])

#: Every model whose rows may be added and read, and never changed or taken out.
APPEND_ONLY: list[type[Model]] = []

#: Any number that nothing else locks: PostgreSQL's advisory locks are known by their number.
_WRITER = 0x10C


def append_only(model: M) -> M:
    """Declare that the rows of a model are never changed or taken out; a class decorator."""
    APPEND_ONLY.append(model)
    return model


def one_writer(using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait until no other transaction writes to the log, and keep others waiting until ours ends.

    On SQLite each transaction is immediate, by the settings, and so has waited already. Raises
    TransactionManagementError outside a transaction.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is written in a transaction only")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER])


def after_migrating(sender: AppConfig, using: str, **_: Any) -> None:
    """Make the triggers of one app's tables; Django calls this for each app after migrating."""
    protect([model for model in APPEND_ONLY if model._meta.app_label == sender.label], using)


def protect(models: Sequence[type[Model]], using: str = DEFAULT_DB_ALIAS) -> None:
    """Let the database refuse to change or take out rows of these models."""
    _execute(models, using, drop=False)


def release(models: Sequence[type[Model]], using: str = DEFAULT_DB_ALIAS) -> None:
    """Let rows of these models be taken out: only for tests that empty their own store."""
    _execute(models, using, drop=True)


def _execute(models: Sequence[type[Model]], using: str, drop: bool) -> None:
    connection = connections[using]
    there = connection.introspection.table_names()
    with transaction.atomic(using), connection.cursor() as cursor:
        for model in models:
            if model._meta.db_table in there:
                for statement in _statements(connection, model, drop):
                    # No parameters, so that a % in it would mean itself.
                    cursor.execute(statement, None)


def _statements(connection: BaseDatabaseWrapper, model: type[Model], drop: bool) -> list[str]:
    by_vendor = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
    dropping, making = by_vendor[connection.vendor](model)
    return dropping if drop else dropping + making


def _for_sqlite(model: type[Model]) -> tuple[list[str], list[str]]:
    table = model._meta.db_table
    # INSERT OR REPLACE takes rows out without a delete trigger, so it is refused for itself.
    columns = [field.column for field in model._meta.concrete_fields if field.unique]
    taken = " OR ".join(f'"{column}" = NEW."{column}"' for column in columns)
    conditions = {
        "update": "",
        "delete": "",
        "insert": f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {taken})',
    }
    dropping, making = [], []
    for event, condition in conditions.items():
        name = f'"{table}_append_only_{event}"'
        dropping.append(f"DROP TRIGGER IF EXISTS {name}")
        making.append(
            f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{_why(table)}'); END"
        )
    return dropping, making


def _for_postgresql(model: type[Model]) -> tuple[list[str], list[str]]:
    table = model._meta.db_table
    # The code of the error makes Django raise IntegrityError, as it does on SQLite.
    function = f"""
        CREATE OR REPLACE FUNCTION "{table}_append_only"() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '{_why(table)}' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$ LANGUAGE plpgsql"""
    rows, whole = f'"{table}_append_only_rows"', f'"{table}_append_only_whole"'
    refuse = f'EXECUTE FUNCTION "{table}_append_only"()'
    return (
        [f'DROP TRIGGER IF EXISTS {name} ON "{table}"' for name in (rows, whole)],
        [
            function,
            f'CREATE TRIGGER {rows} BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {refuse}',
            f'CREATE TRIGGER {whole} BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {refuse}',
        ],
    )


def _why(table: str) -> str:
    return f"rows of {table} are never changed or taken out"
