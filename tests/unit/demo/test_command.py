"""`joinedup demo`: writes once, is content with its own work, never writes over another's."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from joinedup.cli.app import app
from joinedup.demo import system
from joinedup.register.folder_files import BOUNDARIES, FILES

demo_files = cache(system.demo_files)


def joinedup(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and all that it said."""
    outcome = CliRunner().invoke(app, list(arguments))
    return outcome.exit_code, outcome.output


@pytest.fixture(autouse=True, scope="module")
def made_once() -> Iterator[None]:
    """What a seed gives is always the same, and takes a second or two to write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("joinedup.cli.demo.demo_files", demo_files)
        yield


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_writes_a_folder_and_says_what(tmp_path: Path) -> None:
    code, said = joinedup("demo", "--folder", str(tmp_path / "a folder"))
    assert code == 0
    assert contents(tmp_path / "a folder") == demo_files(2026)
    assert set(contents(tmp_path / "a folder")) == {file.name for file in FILES} | {BOUNDARIES}
    assert "now holds a fictional system: Merewold" in said
    assert "5 places, 30 neighbourhoods, 200 practices" in said
    assert f"joinedup check '{tmp_path}/a folder'" in said


def test_its_folder_is_called_demo_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert joinedup("demo", "--seed", "5")[0] == 0
    assert contents(tmp_path / "demo") == demo_files(5)


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    joinedup("demo", "--folder", str(tmp_path))
    (tmp_path / "notes.txt").write_text("mine")
    before = contents(tmp_path)
    code, said = joinedup("demo", "--folder", str(tmp_path))
    assert code == 0
    assert "already holds" in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["bodies.csv", "streams.csv"])
def test_it_never_writes_over_what_differs(tmp_path: Path, name: str) -> None:
    joinedup("demo", "--folder", str(tmp_path))
    (tmp_path / name).write_text("mine")
    before = contents(tmp_path)
    code, said = joinedup("demo", "--folder", str(tmp_path))
    assert code == 2
    assert f"other or missing: {name}." in said
    assert "--folder" in said
    assert contents(tmp_path) == before


def test_a_missing_file_is_not_put_back_unasked(tmp_path: Path) -> None:
    joinedup("demo", "--folder", str(tmp_path))
    (tmp_path / "streams.csv").unlink()
    code, said = joinedup("demo", "--folder", str(tmp_path))
    assert code == 2
    assert "streams.csv" in said
    assert not (tmp_path / "streams.csv").exists()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file")
    code, said = joinedup("demo", "--folder", str(tmp_path / "demo"))
    assert code == 2
    assert "cannot be written" in said


def test_a_seed_is_a_whole_number_from_nought(tmp_path: Path) -> None:
    assert joinedup("demo", "--folder", str(tmp_path), "--seed", "-1")[0] == 2
    assert contents(tmp_path) == {}
