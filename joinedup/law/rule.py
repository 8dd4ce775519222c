"""Rules as data: what a text requires, with its source, its days and how sure we are of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from joinedup.law.requirements import Definition, Requirement
from joinedup.values.dates import Period
from joinedup.values.finding import Severity

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


class Provenance(Definition):
    """Something that a text says: in our words, with its source, days and how sure we are."""

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

    @property
    def severity(self) -> Severity:
        """What breaking the rule amounts to, by the force of its text."""
        return _SEVERITY[self.force]

    @property
    def period(self) -> Period:
        """The days on which the text has its force; an end that was not seen is open."""
        return Period(self.first_day, self.last_day)

    @property
    def is_law(self) -> bool:
        """False for a proposal and a bill, which bind nobody."""
        return self.severity != "would"


class Rule(Provenance):
    """A rule that a folder can be checked against: `requires` says what must hold.

    `replaces` names the rules, or parts of rules ('ICB-8-2/councils'), that a proposal or a bill
    would set aside.
    """

    requires: tuple[Requirement, ...]
    replaces: tuple[str, ...] = ()


class Permit(Provenance):
    """Something that a text allows, so that nothing is found for it."""


class Unread(Rule):
    """A rule whose text nobody read: it is always 'not known', and `settled_by` what would tell."""

    requires: tuple[Requirement, ...] = ()
    settled_by: str


class Pack(Definition):
    """A rule pack: rules that are kept and reviewed together."""

    id: str
    title: str
    about: str = ""
    rules: tuple[Rule, ...] = ()
    permits: tuple[Permit, ...] = ()
    unread: tuple[Unread, ...] = ()
