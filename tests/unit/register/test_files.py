"""Reading a folder from disk leaves the program as it was."""

import gc
from pathlib import Path

import pytest

from joinedup.register.files import read_folder, write_folder
from tests.unit.register.small_folder import contents


@pytest.mark.parametrize("was_on", [True, False])
def test_what_is_thrown_away_is_collected_afterwards_as_it_was_before(
    tmp_path: Path, was_on: bool
) -> None:
    write_folder(tmp_path / "system", contents({}))
    try:
        if not was_on:
            gc.disable()
        assert read_folder(tmp_path / "system").folder is not None
        assert gc.isenabled() is was_on
    finally:
        gc.enable()
