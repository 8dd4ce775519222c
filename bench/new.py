"""How long `joinedup new` takes, from start to end of the command, for some systems.

    .venv/bin/python bench/new.py [FOLDER OF OPEN FILES]

The target is under ten seconds for any system. It prints the middle of five runs of each.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: Five places by sub-ICB location, many councils, and the one with most practices.
SYSTEMS = ("QWO", "QHM", "QOP")
RUNS = 5
TARGET = 10.0
COMMAND = [sys.executable, "-c", "from joinedup.cli import main; main()", "new"]


def seconds(icb: str, source: Path) -> float:
    """Wall-clock seconds of one run, with a fresh folder to make."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [f"{folder}/made", "--icb", icb, "--from", str(source)]
        start = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> None:
    """Measure each system and say whether the target is met."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not source.is_dir():
        sys.exit(f"there is no folder {source}; name the folder of open files")
    slowest = 0.0
    for icb in SYSTEMS:
        runs = [seconds(icb, source) for _ in range(RUNS)]
        slowest = max(slowest, *runs)
        print(f"joinedup new, {icb}: {statistics.median(runs):.2f} s, at most {max(runs):.2f} s")
    print(f"Target under {TARGET:.0f} s: {'met' if slowest < TARGET else 'not met'}.")


if __name__ == "__main__":
    main()
