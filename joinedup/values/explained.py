"""A computed answer together with the reasons for it and the sources it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Something that was read: its `id`, a `locator` (section, row, column, address) and its hash.

    `sha256` is the hash of the bytes that were read, in hexadecimal; None where the source is not
    a file of ours (a section of an Act, say).
    """

    id: str
    locator: str = ""
    sha256: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """The source as plain JSON values."""
        return {"id": self.id, "locator": self.locator, "sha256": self.sha256}


@dataclass(frozen=True)
class Reason:
    """One step of a working: a sentence, the rule it applies and the values that went in."""

    text: str
    rule: str = ""
    inputs: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def as_json(self) -> dict[str, object]:
        """The reason as plain JSON values."""
        return {"text": self.text, "rule": self.rule, "inputs": dict(self.inputs)}


@dataclass(frozen=True)
class Explained(Generic[T]):
    """A `value` with the `reasons` that led to it, in order, and the `sources` that were used."""

    value: T
    reasons: tuple[Reason, ...] = ()
    sources: tuple[Source, ...] = ()
