"""How long the daily commands take on a folder, from start to end of the process, and their memory.

    .venv/bin/python bench/commands.py [FOLDER ...]

Without a folder it writes the fictional system and measures that. The targets are those of the
project: a check under one second; running again is quick. It prints the middle of several runs and
the largest memory of any of them. Measure on a machine that is not busy.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
JOINEDUP = [sys.executable, "-c", "from joinedup.cli import main; main()"]
COMMANDS = {
    "check": ["check", "{folder}"],
    "allocate, places": ["allocate", "{folder}", "--pot", "4512000000", "--year", "2025-26"],
    "allocate, neighbourhoods": [
        *["allocate", "{folder}", "--pot", "4512000000", "--year", "2025-26"],
        *["--by", "neighbourhood", "--json"],
    ],
    "load again": ["load", "{folder}"],
    "run again": ["run", "{folder}"],
}


def seconds(arguments: list[str]) -> float:
    """Wall-clock seconds of one run of a command."""
    start = time.perf_counter()
    outcome = subprocess.run([*JOINEDUP, *arguments], capture_output=True, check=False)
    if outcome.returncode not in (0, 1):
        sys.exit(outcome.stderr.decode())
    return time.perf_counter() - start


def measure(folder: Path) -> None:
    """Print a row for each command on one folder."""
    for name, words in COMMANDS.items():
        arguments = [word.format(folder=folder) for word in words]
        seconds(arguments)
        runs = [seconds(arguments) for _ in range(RUNS)]
        print(f"| {name} | {folder.name} | {statistics.median(runs):.2f} s | {max(runs):.2f} s |")


def main() -> None:
    """Measure the folders named, or the fictional system."""
    print("| command | folder | middle | most |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(given) for given in sys.argv[1:]]
        if not folders:
            folders = [Path(temporary) / "demo"]
            seconds(["demo", "--folder", str(folders[0])])
        for folder in folders:
            measure(folder)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nThe largest process took {most:.0f} MiB.")


if __name__ == "__main__":
    main()
