"""The edge of the law room: rule packs, read from the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files

from ruamel.yaml import YAML

from joinedup.law.rule import Pack


@cache
def rules() -> Pack:
    """The rule pack of `definitions/membership.yaml`."""
    text = (package_files("joinedup.law") / "definitions" / "membership.yaml").read_text("utf-8")
    return Pack.model_validate(YAML(typ="safe").load(text))
