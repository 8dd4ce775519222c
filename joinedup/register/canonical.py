"""The canonical form of a register: one sequence of bytes for one content, and its hash."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from joinedup.register.schema import FORMAT, Register


def canonical(register: Register) -> bytes:
    """Canonical JSON of a register, in UTF-8.

    Keys are sorted, text is in Unicode form NFC, there are no floats, what is empty is left out,
    and entries are sorted by their own text, so that neither the order of rows in a file nor an
    empty column makes a new version. Plain lists (notes, owners) keep the order they have.
    """
    content = _tidy(register.model_dump(mode="json", by_alias=True))
    content["format"] = content["system"].pop("format")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def from_canonical(content: bytes) -> Register:
    """The register whose canonical form is `content`.

    Raises ValueError where the bytes do not hold a register of this format.
    """
    document = json.loads(content)
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise ValueError("the version was written in a format that this program does not know")
    return Register.model_validate(document)


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        # Neither a number nor a truth is empty, whatever it is.
        return {
            name: tidied
            for name, part in value.items()
            if (tidied := _tidy(part)) or isinstance(tidied, (int, float))
        }
    if isinstance(value, list):
        return _ordered([_tidy(part) for part in value])
    return value


def _ordered(items: list[Any]) -> list[Any]:
    """Entries in one order, whatever order they were written in; plain values as they stand."""
    if len(items) < 2 or not all(isinstance(item, dict) for item in items):
        return items
    return sorted(items, key=_ENCODER.encode)


#: What entries are put in order by.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
