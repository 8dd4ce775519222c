"""The edge of the law room: rule packs and the basis of authority, read from the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files
from typing import Any

from joinedup.law.function import Basis
from joinedup.law.rule import Pack
from joinedup.values.definitions import read_definitions

#: The packs, in the order of their time; each stands in a file of its own.
PACKS = (
    "ltp-2019",
    "next-steps-2020",
    "option-1",
    "option-2",
    "design-framework-2021",
    "act-2022",
    "policy-2022",
    "bill-2026",
)


@cache
def packs() -> tuple[Pack, ...]:
    """Every rule pack of `definitions/`, the oldest first."""
    return tuple(Pack.model_validate(_defined(name)) for name in PACKS)


@cache
def basis() -> Basis:
    """Functions, powers and what else authority is proved from, of `definitions/`."""
    return Basis.model_validate({**_defined("functions"), **_defined("powers")})


def _defined(name: str) -> Any:
    path = package_files("joinedup.law") / "definitions" / f"{name}.yaml"
    return read_definitions(path.read_text("utf-8"))
