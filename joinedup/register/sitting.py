"""Who sits on a day: asked alike by the law, the survey and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from joinedup.register.schema import Holder, Post, Register, Seat


@dataclass(frozen=True)
class Sitting:
    """A day, and the people known not to be there on it: nobody sits after leaving."""

    on: date
    away: frozenset[str]

    def holders(self, held: Seat | Post) -> tuple[Holder, ...]:
        """Those who hold a seat or a post on the day."""
        return tuple(
            holder
            for holder in held.holders
            if holder.period.includes(self.on) and holder.person not in self.away
        )


def sitting_on(register: Register, on: date) -> Sitting:
    """Who sits on a day, as a register has it."""
    away = (person.id for person in register.people if not person.period.includes(on))
    return Sitting(on, frozenset(away))
