"""Reading what stands as data under `definitions/` in a room."""

from __future__ import annotations

from typing import Any

import yaml

#: libyaml's where this machine has it: the same values, some ten times as quickly.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_definitions(text: str) -> Any:
    """The values of a YAML file that comes with the program: lists, mappings, text, days, numbers.

    Not for files of users, which are read with their lines and with faults for findings.
    """
    return yaml.load(text, Loader=_LOADER)
