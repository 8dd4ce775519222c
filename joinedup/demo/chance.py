"""Chance that falls the same way on every machine and in every version of Python.

Of Python's generator only `random()` is promised to stay as it is, so all else is made from it
here. And only + - * / and rounding are used on what it gives: other functions, `sum` of floats
among them, may differ in the last bit from one machine or version to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from one seed. Each `topic` has draws of its own, so that one never shifts another."""

    def __init__(self, seed: int, topic: str) -> None:
        self._random = Random(seed * 2**64 + int.from_bytes(topic.encode()[:8], "big"))

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`, each as likely as the next."""
        return low + (high - low) * self._random.random()

    def about_nought(self) -> float:
        """A number from -2 to 2, near 0 more often than far (standard deviation 2/3)."""
        three = self._random.random() + self._random.random() + self._random.random()
        return (three - 1.5) * 4 / 3

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._random.random() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self._random.random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def parts(
        self, total: int, count: int, low: int, high: int, least: float, skew: int = 1
    ) -> list[int]:
        """Split `total` into `count` whole numbers from `low` to `high`.

        `least` (0 to 1) is the smallest weight as a share of the largest; `skew` 2 makes small
        parts more common than large. Draws again until all parts fit, so `total` must leave
        room; raises ValueError where it plainly does not.
        """
        if not low * count <= total <= high * count:
            raise ValueError(f"{total} cannot be {count} parts from {low} to {high}")
        while True:
            weights = [self._weight(least, skew) for _ in range(count)]
            whole = sum(weights)
            sizes = [total * weight // whole for weight in weights]
            sizes[0] += total - sum(sizes)
            if low <= min(sizes) and max(sizes) <= high:
                return sizes

    def _weight(self, least: float, skew: int) -> int:
        drawn = self._random.random()
        for _ in range(skew - 1):
            drawn *= self._random.random()
        return round((least + (1 - least) * drawn) * 1_000_000)
