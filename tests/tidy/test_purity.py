"""Pure modules compute from what they are given: no files, store, clock, chance or other programs.

That they import no edge is held by the import contract; this holds the rest, line by line.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.tidy.house import edges, is_edge, modules, say

OUTSIDE = {
    *("django", "jinja2", "csp", "whitenoise", "granian", "dj_database_url"),  # pages, sign-in
    *("sqlite3", "psycopg", "duckdb", "ibis", "pyspark", "splink"),  # stores
    *("altair", "vl_convert", "openpyxl", "typer", "rich"),  # pictures, workbooks, the terminal
    *("os", "shutil", "tempfile", "glob", "importlib", "sys"),  # this machine
    *("subprocess", "socket", "urllib", "http", "webbrowser"),  # other programs and machines
    *("time", "random", "secrets", "uuid"),  # the clock, and chance
    *("threading", "multiprocessing", "concurrent", "asyncio", "logging"),
}
CALLS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
# Of dates, whatever they are called here; of paths; of Decimal, whose context is shared by all.
METHODS = {
    *("now", "utcnow", "today", "fromtimestamp"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "mkdir", "unlink"),
    *("setcontext", "getcontext"),
}


def impurities(source: str) -> Iterator[tuple[int, str]]:
    """The line and the reason of each thing in the source that a pure module may not do."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for name in names:
                    if name.name.split(".")[0] in OUTSIDE:
                        yield node.lineno, f"imports {name.name}"
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in OUTSIDE:
                yield node.lineno, f"imports from {module}"
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield node.lineno, f"calls {name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
                yield node.lineno, f"calls .{name}()"
            case ast.Global(names=names):
                yield node.lineno, f"changes the global {', '.join(names)}"


def test_pure_modules_are_pure() -> None:
    found = [
        f"{say(path)}:{line} {what}"
        for module, path in modules().items()
        if not is_edge(module)
        for line, what in impurities(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "import os.path",
        "from django.db import models",
        "from random import choice",
        "open('x')",
        "print('x')",
        "datetime.now()",
        "dt.date.today()",
        "Path('x').read_text()",
        "def f():\n    global x",
    ],
)
def test_an_impurity_is_seen(source: str) -> None:
    assert list(impurities(source)) != []


def test_what_is_an_edge() -> None:
    names, rooms = edges()
    assert {"files", "models", "views"} <= names
    assert {"layout", "web", "cli"} <= rooms
    assert is_edge("joinedup.register.files")
    assert is_edge("joinedup.accounts.migrations.0001_initial")
    assert is_edge("joinedup.cli.check")
    assert not is_edge("joinedup")
    assert not is_edge("joinedup.register")
    assert not is_edge("joinedup.values.files_of")
