"""The reference pages in docs/ are what the program generates."""

from pathlib import Path

import pytest

from joinedup.cli.reference import reference_files

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(reference_files()))
def test_committed_page_is_what_is_generated(name: str) -> None:
    committed = (REFERENCE / name).read_bytes()
    assert committed == reference_files()[name], "run 'joinedup reference' and commit"
