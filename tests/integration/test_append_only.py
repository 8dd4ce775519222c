"""What is only added to: the database itself refuses to change it or take it out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState

from joinedup.audit import engine as database
from joinedup.audit.actions import record
from joinedup.audit.models import LogEntry
from joinedup.register.models import StoredContent, Version

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def rows(store: None) -> None:
    """Two rows in each table that is only added to."""
    with transaction.atomic():
        for number in (1, 2):
            record(by="a test", action="add", subject=f"row {number}", detail={})
            content = StoredContent.objects.create(
                sha256=str(number) * 64, kind="register", content=b"{}"
            )
            Version.objects.create(
                sequence=number,
                content=content,
                system="QWO",
                recorded_at=datetime.now(UTC),
                by="a test",
            )


def state(model: type[models.Model]) -> list[Any]:
    """All that a table holds."""
    return list(model._default_manager.order_by("pk").values_list())


def run(statement: str) -> None:
    """Run SQL that no model stands between."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def column(model: type[models.Model]) -> str:
    """A column of the table that is not its key."""
    return next(field.column for field in model._meta.concrete_fields if not field.primary_key)


ATTEMPTS: dict[str, Callable[[type[models.Model]], object]] = {
    "update by the ORM": lambda model: model._default_manager.update(
        **{column(model): models.F(column(model))}
    ),
    "save by the ORM": lambda model: model._default_manager.earliest("pk").save(force_update=True),
    "delete of a row by the ORM": lambda model: model._default_manager.latest("pk").delete(),
    "delete of all by the ORM": lambda model: model._default_manager.all()._raw_delete("default"),
    "UPDATE": lambda model: run(
        f'UPDATE "{model._meta.db_table}" SET "{column(model)}" = "{column(model)}"'
    ),
    "DELETE": lambda model: run(f'DELETE FROM "{model._meta.db_table}"'),
    "INSERT that replaces": lambda model: run(
        f'INSERT OR REPLACE INTO "{model._meta.db_table}" SELECT * FROM "{model._meta.db_table}"'
    ),
    "INSERT that updates": lambda model: run(
        f'INSERT INTO "{model._meta.db_table}" SELECT * FROM "{model._meta.db_table}" WHERE true '
        f'ON CONFLICT ("{model._meta.pk.column}") '  # type: ignore[union-attr]
        f'DO UPDATE SET "{column(model)}" = excluded."{column(model)}"'
    ),
    "TRUNCATE": lambda model: run(f'TRUNCATE "{model._meta.db_table}" CASCADE'),
}


def test_the_tables_that_are_only_added_to() -> None:
    """A model that leaves this list must be a decision, not an accident."""
    assert set(database.APPEND_ONLY) == {LogEntry, StoredContent, Version}


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("model", database.APPEND_ONLY, ids=lambda model: model.__name__)
def test_a_change_is_refused(model: type[models.Model], attempt: str) -> None:
    before = state(model)
    with pytest.raises(DatabaseError), transaction.atomic():
        ATTEMPTS[attempt](model)
    assert state(model) == before


@pytest.mark.parametrize("model", database.APPEND_ONLY, ids=lambda model: model.__name__)
def test_the_database_says_why(model: type[models.Model]) -> None:
    with pytest.raises(IntegrityError, match="never changed or taken out"), transaction.atomic():
        ATTEMPTS["DELETE"](model)


def remake_the_log() -> None:
    """Change a column, as a migration would; on SQLite this makes the table anew."""
    before = ProjectState.from_apps(apps)
    after = before.clone()
    after.alter_field("audit", "logentry", "by", models.TextField(null=True), True)
    old, new = (one.apps.get_model("audit", "LogEntry") for one in (before, after))
    with connection.schema_editor() as editor:
        editor.alter_field(old, old._meta.get_field("by"), new._meta.get_field("by"))


@pytest.mark.parametrize("attempt", ["UPDATE", "DELETE"])
def test_a_later_migration_does_not_open_the_tables(engine: str, attempt: str) -> None:
    remake_the_log()
    if engine == "SQLite":
        # The trap: the triggers are gone, and nothing said so.
        with transaction.atomic():
            ATTEMPTS[attempt](LogEntry)
            transaction.set_rollback(True)
    call_command("migrate", verbosity=0, interactive=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        ATTEMPTS[attempt](LogEntry)


def test_released_tables_can_be_emptied_and_are_protected_again() -> None:
    """What the tests' own flush does, which migrates in the end."""
    database.release(database.APPEND_ONLY)
    call_command("flush", verbosity=0, interactive=False)
    assert state(LogEntry) == state(Version) == state(StoredContent) == []
    with transaction.atomic():
        record(by="a test", action="add", subject="row", detail={})
    with pytest.raises(IntegrityError), transaction.atomic():
        ATTEMPTS["DELETE"](LogEntry)


def test_rows_are_added_and_read_as_ever() -> None:
    with transaction.atomic():
        record(by="a test", action="add", subject="row 3", detail={})
    assert LogEntry.objects.count() == 3
