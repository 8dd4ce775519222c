"""When a function is a responsibility of a council's executive, by its model of governance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from joinedup.authority.days import NEVER, Days, apart_from, both, either
from joinedup.authority.parties import entry_days
from joinedup.register.schema import Governance, Register

#: What the executive rule asks, an index: the council's model that day; nothing, as the function
#: is never the executive's; or the model, for what departs from the council's framework.
BY_MODEL, NEVER_EXECUTIVE, OUTSIDE_FRAMEWORK = 0, 1, 2
MODES = (BY_MODEL, NEVER_EXECUTIVE, OUTSIDE_FRAMEWORK)


class Executive(NamedTuple):
    """Days on which a body is known to have an executive, and known to have none."""

    yes: Days
    no: Days

    @property
    def known(self) -> Days:
        """Days on which its model is known, and only one answer follows from it."""
        return either((self.yes, self.no))


UNSAID = Executive(NEVER, NEVER)


class Models:
    """The models of governance of all bodies of a register."""

    def __init__(self, register: Register, executive_models: Collection[str]):
        self.entries: dict[str, list[Governance]] = defaultdict(list)
        for entry in register.governance:
            self.entries[entry.body].append(entry)
        self._executive = {
            body: _executive(entries, executive_models) for body, entries in self.entries.items()
        }

    def executive(self, body: str) -> Executive:
        """Whether a body has an executive: where entries of one day differ, that is not known."""
        return self._executive.get(body, UNSAID)

    def days_with(self, body: str, models: Collection[str]) -> Days:
        """Days on which a body has one of some models."""
        return either(
            entry_days(entry) for entry in self.entries.get(body, ()) if entry.model in models
        )

    def days_said(self, body: str) -> Days:
        """Days on which any model is said."""
        return either(entry_days(entry) for entry in self.entries.get(body, ()))


def _executive(entries: list[Governance], executive_models: Collection[str]) -> Executive:
    has = either(entry_days(one) for one in entries if one.model in executive_models)
    has_none = either(entry_days(one) for one in entries if one.model not in executive_models)
    return Executive(both(has, apart_from(has_none)), both(has_none, apart_from(has)))
