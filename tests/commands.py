"""The `joinedup` command as a person runs it, in a process of its own that has not to start anew.

Beside the tests stands a process that has read the program's modules; each command is run by a fork
of it, with its own folder, variables and outputs. That saves half of the time of most commands.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess

from joinedup.cli import main

# None of these looks at the variables that choose a store: each command does that for itself.
READ = (
    "joinedup.cli.app",
    "joinedup.cli.printing",
    "joinedup.authority.prove",
    "joinedup.law.files",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "jinja2",
    "numpy",
    "openpyxl",
    "ruamel.yaml",
)
PATIENCE = 120


def ran(
    words: Sequence[object], folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> CompletedProcess[str]:
    """Run `joinedup` with some words, in a folder; its exit code and all that it said."""
    standing_by = multiprocessing.get_context("forkserver")
    standing_by.set_forkserver_preload(list(READ))
    asked = list(map(str, words))
    with tempfile.TemporaryDirectory() as name:
        said = Path(name, "output"), Path(name, "errors")
        process = standing_by.Process(
            target=_run, args=(asked, folder or Path.cwd(), dict(environment), said)
        )
        process.start()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            raise TimeoutError(f"joinedup {asked} took more than {PATIENCE} seconds")
        output, errors = (one.read_text(encoding="utf-8") for one in said)
        assert process.exitcode is not None
        return CompletedProcess(asked, process.exitcode, output, errors)


def _run(
    words: list[str], folder: Path, environment: dict[str, str], said: tuple[Path, Path]
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["joinedup", *words]
    main()
