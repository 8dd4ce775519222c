"""What all is drawn with that is random here."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

#: Days on which things begin and end; those that acts are asked of are among them too.
DAYS = [
    date(2022, 6, 30),
    date(2022, 7, 1),
    date(2024, 3, 31),
    date(2024, 4, 1),
    date(2025, 10, 5),
    date(2026, 3, 31),
]


class Dice(Random):
    """Seeded random numbers. Of two cases one is `calm`: little is odd in it.

    Where everything may fail at once, nothing depends on any one thing; where little else does,
    the one thing that is wrong decides the answer.
    """

    def __init__(self, seed: int):
        super().__init__(seed)
        self.calm = self.chance(50)

    def chance(self, percent: int) -> bool:
        return self.randrange(100) < percent

    def odd(self, percent: int) -> bool:
        """The same of what mostly takes authority away."""
        return self.chance(percent // 5 if self.calm else percent)

    def some(self, choices: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        """So many of the choices at least and at most, if there are as many, each once."""
        return tuple(self.sample(choices, min(self.randint(least, most), len(choices))))

    def period(self, percent: int) -> dict[str, Any]:
        """Mostly every day; with this chance, as odd, some of them."""
        if not self.odd(percent):
            return {}
        first, last = sorted((self.choice(DAYS), self.choice(DAYS)))
        if first == last and self.chance(70):
            return {"first_day": first}
        return {
            "first_day": first if self.chance(60) else None,
            "last_day": last if self.chance(60) else None,
        }
