"""Folders for the site to show: the fictional system, and a small one that a test may change."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from joinedup.demo.system import demo_files
from joinedup.register.files import write_folder
from tests.unit.register.small_folder import FILES


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the fictional system; not to be changed."""
    folder = tmp_path_factory.mktemp("demo")
    write_folder(folder, demo_files(2026))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of two places and two practices, without outlines."""
    write_folder(tmp_path, {name: text.encode() for name, text in FILES.items()})
    return tmp_path


@pytest.fixture
def client(settings: Settings, demo: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of the site that shows the fictional system; `settings` may name another folder."""
    # Settings and code change between tests, which a server's never do: nothing sent is kept.
    cache.clear()
    settings.JOINEDUP_FOLDER = demo
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setenv("JOINEDUP_TODAY", "2026-03-01")
    return Client()
