"""`joinedup changes`, as a person runs it."""

import json
from pathlib import Path

import pytest

from tests.integration.test_load_export import joinedup, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "my system")


def test_changes_since_the_last_version_and_between_versions(folder: Path) -> None:
    assert "no version is stored; 'joinedup load' stores one" in joinedup("changes", folder, code=2)
    joinedup("load", folder)
    assert joinedup("changes", folder) == (
        "From version 1 to the folder as it stands: nothing has changed.\n"
    )
    write(folder, name="Another system")
    sentence = "System 'Another system' (system): name was 'A system' and is 'Another system'."
    assert joinedup("changes", folder).splitlines() == [
        sentence,
        "From version 1 to the folder as it stands: 1 entry differs.",
    ]
    joinedup("load", folder)
    assert sentence in joinedup("changes", folder, 1, 2)
    back = json.loads(joinedup("changes", folder, 2, 1, "--json"))
    assert (back["from"], back["to"]) == ("version 2", "version 1")
    [change] = back["changes"]
    assert change == {
        "what": "changed",
        "list": "system",
        "path": ["system"],
        "place": 1,
        "name": "A system",
        "fields": [{"field": "name", "before": "Another system", "after": "A system"}],
    }
    assert "no one version '9' is stored" in joinedup("changes", folder, 9, code=2)


def test_a_folder_that_cannot_be_read_has_no_changes(folder: Path) -> None:
    (folder / "bodies.csv").unlink()
    assert "the folder has no bodies.csv" in joinedup("changes", folder, code=2)
