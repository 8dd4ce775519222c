"""What the demonstration says in `definitions/`, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from joinedup.values.definitions import read_definitions


@cache
def definition(name: str) -> Any:
    """The contents of one file of `definitions/`, such as 'names'."""
    text = (files("joinedup.demo") / "definitions" / f"{name}.yaml").read_text("utf-8")
    return read_definitions(text)


def names(kind: str) -> tuple[str, ...]:
    """The names of one kind in `names.yaml`: given, family and so on."""
    return tuple(definition("names")[kind])
