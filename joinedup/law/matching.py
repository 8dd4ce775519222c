"""Whether each of several needs can be met by a thing of its own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def unmet(needs: Sequence[frozenset[T]]) -> list[int]:
    """Indexes of needs left over when each need takes one thing that fits and none is shared.

    `needs[i]` holds the things that fit need i. As few needs as possible are left over (maximum
    matching by augmenting paths, Berge 1957); of equal answers, the earlier needs are met.
    """
    taken_by: dict[T, int] = {}

    def meet(need: int, tried: set[T]) -> bool:
        for thing in sorted(needs[need] - tried, key=repr):
            tried.add(thing)
            if thing not in taken_by or meet(taken_by[thing], tried):
                taken_by[thing] = need
                return True
        return False

    return [need for need in range(len(needs)) if not meet(need, set())]
