"""Unit tests and readable cases run every line and every branch of the pure modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.tidy.house import ROOT, is_edge, modules, say


def test_pure_modules_are_covered_in_full(tmp_path: Path) -> None:
    """In a run of its own: other kinds of test may pass through a line without asking of it."""
    pure = {
        module: say(path)
        for module, path in modules().items()
        if "." in module and not is_edge(module)
    }
    rooms = {module.split(".")[1] for module in pure}
    tests = [ROOT / "tests" / "unit" / room for room in sorted(rooms)]
    report = tmp_path / "coverage.json"
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider"]
    command += [str(folder) for folder in [*tests, ROOT / "tests" / "spec"] if folder.is_dir()]
    command += [f"--cov=joinedup.{room}" for room in sorted(rooms)]
    command += ["--cov-branch", f"--cov-report=json:{report}"]
    # Left to itself this run would write its report over that of the run it is part of.
    environment = {**os.environ, "PYTEST_ADDOPTS": "", "COVERAGE_FILE": str(tmp_path / "coverage")}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    assert set(pure.values()) <= set(files)
    found = []
    for path in pure.values():
        lines = [str(line) for line in files[path]["missing_lines"]]
        branches = [f"{start} to {end}" for start, end in files[path]["missing_branches"]]
        if lines or branches:
            found.append(f"{path} is not tested at {', '.join(lines + branches)}")
    assert found == []
