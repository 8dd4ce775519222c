"""Style, formatting and types, as `make format` and an editor would see them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.house import ROOT

CHECKS = {
    "style": ["ruff", "check", "--no-cache", "--output-format=concise", "."],
    "formatting": ["ruff", "format", "--no-cache", "--check", "--quiet", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_style_formatting_and_types(name: str) -> None:
    program, *arguments = CHECKS[name]
    command = [Path(sys.executable).with_name(program), *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, f"Try `make format`.\n{ran.stdout}{ran.stderr}"
