"""The program's own folder inside a system folder, and the key that is made once."""

import stat
from pathlib import Path

import pytest

from joinedup.web.state import secret_key, state_folder


def test_the_state_is_its_owners_and_git_leaves_it_alone(tmp_path: Path) -> None:
    state = state_folder(tmp_path)
    assert state == tmp_path / ".joinedup"
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert (state / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert state_folder(tmp_path) == state


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_each_folder_has_a_key_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert secret_key(one) != secret_key(other)


def test_an_empty_key_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(OSError, match="remove it"):
        secret_key(tmp_path)
