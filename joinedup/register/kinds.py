"""The closed lists of the register, and what each word in them means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kinds:
    """The closed lists by name; each maps a word to what it means."""

    lists: Mapping[str, Mapping[str, str]]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the closed list `name`, in the order in which it is written.

        Raises KeyError if there is no such list.
        """
        return tuple(self.lists[name])
