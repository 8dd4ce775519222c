"""The order of the rooms, the names of modules, and that no module is left unused."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.tidy.house import PACKAGE, ROOT, modules, our_files, project, say

# These say nothing of what is inside them.
EMPTY_NAMES = {"base", "common", "core", "helper", "helpers", "manager", "managers", "misc"} | {
    "service",
    "services",
    "shared",
    "util",
    "utils",
}
# Found by Django, by their names or by the settings.
FOUND_BY_NAME = {"apps", "models", "migrations", "settings", "urls", "templatetags", "management"}


def test_import_contracts_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_checker_of_proofs_imports_nothing_of_the_prover() -> None:
    room = "joinedup.authority."
    its_own = re.compile(rf"{room}(verify\w*|proof|act)(\.\w+)?")
    found = [
        f"{say(path)} imports {name}"
        for module, path in modules().items()
        if module.startswith(f"{room}verify")
        for name in imported_names(path)
        if name.startswith(room) and not its_own.fullmatch(name)
    ]
    assert not found, "\n".join(found)


def test_no_room_or_module_has_an_empty_name() -> None:
    ours = [path.relative_to(ROOT) for path in our_files() if path.suffix == ".py"]
    found = [path.as_posix() for path in ours if EMPTY_NAMES & {*path.with_suffix("").parts}]
    assert not found, "\n".join(found)


def imported_names(path: Path) -> Iterator[str]:
    """What a file imports, both `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{say(path)}:{node.lineno} import by the full name instead"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_what_the_package_imports_is_a_stated_dependency() -> None:
    """Not one that happens to be here because a test tool brings it."""
    groups = project()["project"]
    stated = [*groups["dependencies"], *groups["optional-dependencies"]["postgres"]]
    names = {re.split(r"[^\w.-]", one)[0].lower().replace("_", "-") for one in stated}
    owners = packages_distributions()
    found = []
    for path in modules().values():
        for name in {name.split(".")[0] for name in imported_names(path)}:
            by = {owner.lower().replace("_", "-") for owner in owners.get(name, [])}
            if name != "joinedup" and name not in sys.stdlib_module_names and not by & names:
                found.append(f"{say(path)} imports {name}, which pyproject.toml does not state")
    assert not found, "\n".join(found)


def named_in_text(module: str) -> bool:
    """Whether a string names the module: whole, as settings do, or as the end of an f-string."""
    quoted = (f'"{module}"', f'"{module}.', f'"{module}:')
    package, _, last = module.rpartition(".")
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    return any(
        any(name in text for name in quoted) or (f'f"{package}.{{' in text and f'"{last}"' in text)
        for text in texts
    )


def test_every_module_is_used() -> None:
    """Used by another module of the package; being tested is not being used."""
    used = {command.split(":")[0] for command in project()["project"]["scripts"].values()}
    for module, path in modules().items():
        used |= {name for name in imported_names(path) if name != module}
    found = []
    for module, path in modules().items():
        is_room = path.name == "__init__.py"
        by_name = FOUND_BY_NAME & {*module.split(".")[2:]}
        if not (module in used or is_room or by_name or named_in_text(module)):
            found.append(f"{say(path)} is imported by nothing")
    assert not found, "\n".join(found)
