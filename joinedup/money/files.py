"""The edge of the money room: its definitions, read from the package."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files as package_files

from joinedup.money.formula import Formulas
from joinedup.values.definitions import read_definitions
from joinedup.values.explained import Source

_NAME = "formulas.yaml"


def _content() -> bytes:
    return (package_files("joinedup.money") / "definitions" / _NAME).read_bytes()


@cache
def formulas() -> Formulas:
    """The allocation formulas of `definitions/formulas.yaml`."""
    return Formulas.model_validate(read_definitions(_content().decode("utf-8")))


@cache
def formulas_source() -> Source:
    """The definitions as a source to cite, with their hash."""
    return Source(_NAME, "money/definitions", hashlib.sha256(_content()).hexdigest())
