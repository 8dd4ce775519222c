"""What the program keeps for a system folder: its own folder `.joinedup`, and the secret key."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.core.management.utils import get_random_secret_key

STATE = ".joinedup"


def state_folder(folder: Path) -> Path:
    """The folder for the program's own state inside a system folder, made if it is not there.

    Only its owner may look into it, and git leaves it alone. Raises OSError where it cannot be
    made.
    """
    state = folder / STATE
    state.mkdir(mode=0o700, exist_ok=True)
    if not (ignored := state / ".gitignore").exists():
        ignored.write_text("*\n", encoding="utf-8")
    return state


def secret_key(state: Path) -> str:
    """The key that signs cookies and the like: made once, readable by its owner only.

    Raises OSError where it cannot be made or read.
    """
    path = state / "secret-key"
    try:
        # Exclusively: of two processes that start at once, one makes the key and both read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    key = get_random_secret_key()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(key)
    return key


def _read(path: Path) -> str:
    """The key in a file; waits a moment for the process that is writing it just now."""
    for _ in range(100):
        if key := path.read_text(encoding="utf-8"):
            return key
        time.sleep(0.01)
    raise OSError(f"{path} is empty; remove it, and another key is made")
