"""What all tests share: kinds that need something of the machine, and Hypothesis settings."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from joinedup.audit import engine

ROOT = Path(__file__).resolve().parent.parent

# A test that uses one of these fixtures is of that kind, so nobody can forget to mark it.
KIND_OF_FIXTURE = {"browser": "browser", "postgres_url": "postgres", "open_data": "real_data"}

# No deadlines: no test of ours asserts a wall-clock time.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures that they use, and write their kinds into the JUnit report."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in KIND_OF_FIXTURE:
                item.add_marker(KIND_OF_FIXTURE[fixture])
        for kind in KIND_OF_FIXTURE.values():
            if item.get_closest_marker(kind):
                item.user_properties.append(("kind", kind))


@pytest.fixture(scope="session")
def open_data() -> Path:
    """The folder of official open data; tests that use it are skipped where there is none."""
    folder = Path(os.environ.get("JOINEDUP_OPEN_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        pytest.skip(
            "there is no folder ../shared/data beside this checkout, "
            "and JOINEDUP_OPEN_DATA names no other"
        )
    return folder


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_can_be_emptied_by_tests() -> Iterator[None]:
    """Let go of the tables that are only added to when Django empties a test's store.

    Only while it does so: during the test itself the database holds them.
    """
    empty = TransactionTestCase._fixture_teardown

    def let_go_and_empty(test: TransactionTestCase) -> None:
        for using in test._databases_names(include_mirrors=False):
            engine.release(engine.APPEND_ONLY, using)
        empty(test)
        for using in test._databases_names(include_mirrors=False):
            engine.protect(engine.APPEND_ONLY, using)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", let_go_and_empty)
        yield
