"""How long `joinedup new` takes, from start to end of the command, for some systems and for all.

    .venv/bin/python bench/new.py [FOLDER OF OPEN FILES]

The target is under ten seconds for any system, and under sixty for all of them together. It prints
the middle of five runs of each system, and of three of all.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: What to make, how often, and the target in seconds. The systems have five places by sub-ICB
#: location, many councils, and most practices.
MADE = {
    "QWO": (("--icb", "QWO"), 5, 10.0),
    "QHM": (("--icb", "QHM"), 5, 10.0),
    "QOP": (("--icb", "QOP"), 5, 10.0),
    "all": (("--all",), 3, 60.0),
}
COMMAND = [sys.executable, "-c", "from joinedup.cli import main; main()", "new"]


def seconds(which: tuple[str, ...], source: Path) -> float:
    """Wall-clock seconds of one run, with a fresh folder to make."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [f"{folder}/made", *which, "--from", str(source)]
        start = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> None:
    """Measure each and say whether its target is met."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not source.is_dir():
        sys.exit(f"there is no folder {source}; name the folder of open files")
    for name, (which, times, target) in MADE.items():
        runs = [seconds(which, source) for _ in range(times)]
        print(
            f"joinedup new, {name}: {statistics.median(runs):.2f} s, at most {max(runs):.2f} s; "
            f"target under {target:.0f} s: {'met' if max(runs) < target else 'not met'}"
        )


if __name__ == "__main__":
    main()
