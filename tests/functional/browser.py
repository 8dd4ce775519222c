"""Finds a Chromium for the functional tests and, when run as a script, installs one if it can.

In this order: the machine's own Chromium or Chrome; Debian's package, where it can be installed;
Playwright's own download.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NONE_FOUND = "there is no Chromium on this machine; `make test` installs one where it can"


@functools.cache
def find() -> Path | None:
    """The first Chromium that works, or None where there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path and works(Path(path)):
            return Path(path)
    own = playwrights_own()
    return own if works(own) else None


def works(path: Path) -> bool:
    """Whether the program starts. Ubuntu has a `chromium-browser` that only says how to get one."""
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0


def playwrights_own() -> Path:
    """Where Playwright keeps the Chromium that it downloads, whether it is there or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def install() -> None:
    """Try each way to get a Chromium until one gives it."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Debian's Chromium for the functional tests", flush=True)
        # The fonts are of the widths of Arial, so that pages are laid out as elsewhere.
        packages = ["chromium", "fonts-liberation"]
        if apt_get("update") and apt_get("install", "--no-install-recommends", *packages):
            return
        print("That did not work; what apt-get said is above.", flush=True)
    print("Downloading Playwright's Chromium for the functional tests", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print("That did not work:", *done.stderr.splitlines()[:1], flush=True)


def apt_get(*arguments: str) -> bool:
    """Run apt-get without questions, waiting while another holds its lock; whether it went well."""
    command = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def main() -> None:
    """Say which Chromium the functional tests will use, getting one first where there is none."""
    if find() is None:
        install()
        find.cache_clear()
    path = find()
    if path is None:
        print("No Chromium could be had, so the tests that need a browser will be skipped.")
        print("To mend, on Debian or Ubuntu: sudo apt-get install chromium. Then try again.")
    else:
        print(f"Functional tests will use {path}")


if __name__ == "__main__":
    main()
