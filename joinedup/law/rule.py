"""Rules as data: what a text requires, with its source, its days and how sure we are of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from joinedup.values.dates import Period
from joinedup.values.finding import Outcome, Severity

Force = Literal[
    "statute", "regulation", "statutory guidance", "policy", "guidance", "proposal", "bill"
]

_SEVERITY: dict[Force, Severity] = {
    "statute": "must",
    "regulation": "must",
    "statutory guidance": "should",
    "policy": "should",
    "guidance": "should",
    "proposal": "would",
    "bill": "would",
}


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeatNeed(_Definition):
    """Seats that a forum must have: so many, in one of some capacities, nominated by a class."""

    called: str
    capacities: tuple[str, ...]
    nominated_by: str | None = None
    at_least: Annotated[int, Field(ge=1)] = 1


class Seats(_Definition):
    """A forum of a kind must have these seats, each need met by a seat and a person of its own.

    `council_kinds` are the kinds of council that nominate where a seat is nominated by councils.
    """

    kind: Literal["seats"]
    forum: str
    vacancy: Outcome
    seats: tuple[SeatNeed, ...]
    council_kinds: tuple[str, ...] = ()


class OneFromEach(_Definition):
    """A forum of a kind must belong to, and have a member from, the ICB and each council."""

    kind: Literal["one from each"]
    forum: str
    vacancy: Outcome
    council_kinds: tuple[str, ...]


class FactsSince(_Definition):
    """What a folder tells of a day before `day` is not known to hold after it."""

    kind: Literal["facts since"]
    day: date
    why: str


class Rule(_Definition):
    """One rule of law, guidance or proposal."""

    id: str
    title: str
    says: str
    force: Force
    source: str
    locator: Annotated[str, Field(pattern=r"^https://")]
    first_day: date | None = Field(None, alias="from")
    last_day: date | None = Field(None, alias="to")
    how_sure: Literal["H", "M", "L"]
    checked_by: str
    checked_on: date
    requires: Annotated[Seats | OneFromEach | FactsSince, Field(discriminator="kind")]

    @property
    def severity(self) -> Severity:
        """What breaking the rule amounts to, by the force of its text."""
        return _SEVERITY[self.force]

    @property
    def period(self) -> Period:
        """The days on which the rule is in force."""
        return Period(self.first_day, self.last_day)


class Pack(_Definition):
    """A rule pack: rules that are kept and reviewed together."""

    id: str
    title: str
    rules: tuple[Rule, ...]

    def in_force(self, on: date) -> tuple[Rule, ...]:
        """The rules that are in force on a day."""
        return tuple(rule for rule in self.rules if rule.period.includes(on))
