"""What the tidy tests know of the house: its files, its rooms, and which modules are edges."""

import functools
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "joinedup"


@functools.cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


@functools.cache
def our_files() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep if it were added; none that it is told to ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name]
    return tuple(path for path in paths if path.is_file())


def python_files() -> list[Path]:
    """Every Python file of ours."""
    return [path for path in our_files() if path.suffix == ".py"]


def modules() -> dict[str, Path]:
    """The package's modules by their dotted names; a room's own file has the name of the room."""
    found = {}
    for path in python_files():
        if path.is_relative_to(PACKAGE):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@functools.cache
def edges() -> tuple[frozenset[str], frozenset[str]]:
    """The names that are edges in any room, and the rooms that are edges whole.

    Read from the import contract that keeps pure modules from importing them.
    """
    contracts = project()["tool"]["importlinter"]["contracts"]
    [contract] = [one for one in contracts if one["name"] == "Only edges import edges"]
    assert contract["protected_modules"] == contract["allowed_importers"]
    parts = [module.split(".") for module in contract["protected_modules"]]
    return (
        frozenset(module[2] for module in parts if len(module) == 3),
        frozenset(module[1] for module in parts if len(module) == 2),
    )


def is_edge(module: str) -> bool:
    """Whether a module may use files, the clock, the store, pages and the like."""
    names, rooms = edges()
    parts = module.split(".")
    return parts[1:2] != [] and (parts[1] in rooms or parts[2:3] != [] and parts[2] in names)


def say(path: Path) -> str:
    """A file's name as a person would type it."""
    return path.relative_to(ROOT).as_posix()
