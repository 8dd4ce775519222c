"""The names that the demonstration draws from."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML


@cache
def names(kind: str) -> tuple[str, ...]:
    """The names of one kind in `definitions/names.yaml`: given, family and so on."""
    text = (files("joinedup.demo") / "definitions" / "names.yaml").read_text("utf-8")
    return tuple(YAML(typ="safe").load(text)[kind])
