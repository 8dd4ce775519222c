"""The edge of the law room: rule packs, read from the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files

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
    folder = package_files("joinedup.law") / "definitions"
    return tuple(
        Pack.model_validate(read_definitions((folder / f"{name}.yaml").read_text("utf-8")))
        for name in PACKS
    )
