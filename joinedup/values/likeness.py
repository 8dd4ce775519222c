"""What somebody may have meant who typed an id, a word or a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def nearest(typed: str, names: Mapping[str, str], cutoff: float = 0.5) -> list[str]:
    """At most three ids that the text is nearly, or whose name it nearly is, the nearest first.

    `names` are the names by id. At a cutoff of 0 anything is near, at 1 only what is the same but
    for capitals.
    """
    said = {text.casefold(): one for one, name in names.items() for text in (name, one)}
    close = get_close_matches(typed.casefold(), said, n=6, cutoff=cutoff)
    return list(dict.fromkeys(said[one] for one in close))[:3]


def did_you_mean(near: Iterable[str]) -> str:
    """Ids that may be meant, as a question: "did you mean 'a' or 'b'?"."""
    return f"did you mean {' or '.join(repr(one) for one in near)}?"
