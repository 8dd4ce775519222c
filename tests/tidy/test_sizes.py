"""Functions stay under 70 lines and files under 500, so that each can be read at one sitting."""

import ast

import pytest

from tests.tidy.house import ROOT, our_files, python_files, say

MOST_IN_FUNCTION = 70
MOST_IN_FILE = 500
CODE = {".py", ".html", ".jinja", ".j2", ".scss", ".js", ".sh"}


def test_functions_are_short() -> None:
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length >= MOST_IN_FUNCTION:
                    found.append(f"{say(path)}:{node.lineno} {node.name} has {length} lines")
    assert not found, "\n".join(found)


def test_files_are_short() -> None:
    found = []
    for path in our_files():
        if path.suffix in CODE or path.name in {"Makefile", "run"}:
            length = len(path.read_text(encoding="utf-8").splitlines())
            if length >= MOST_IN_FILE:
                found.append(f"{say(path)} has {length} lines")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", [".py"])
def test_there_are_files_to_measure(kind: str) -> None:
    assert any(path.suffix == kind for path in our_files()), f"no {kind} file under {ROOT}"
