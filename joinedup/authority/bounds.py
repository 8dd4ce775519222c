"""What the delegations of a chain say about passing on: it binds all who come after them."""

from __future__ import annotations

from typing import NamedTuple

from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing


class Bounds(NamedTuple):
    """What may still be passed on: nothing if `closed`; within one body; with some consents."""

    closed: bool
    within: Party | None
    needs: frozenset[str]

    def allow(self, passing: Passing) -> bool:
        """Whether a delegation may follow."""
        return not (
            self.closed
            or (self.within is not None and passing.receiver.body is not self.within)
            or not self.needs <= passing.approvers
        )

    def after(self, passing: Passing) -> Bounds:
        """What may be passed on after a delegation that these allow."""
        onward = passing.onward
        body = passing.receiver.body
        if onward == "yes":
            return self
        if onward == "within the body" and body is not None:
            return Bounds(False, body, self.needs)
        giver = passing.giver.body
        if onward == "with consent" and giver is not None:
            return Bounds(False, self.within, self.needs | {giver.actor.id})
        return CLOSED

    def are_no_tighter(self, others: Bounds) -> bool:
        """Whether all that others allow is allowed by these."""
        return others.closed or (
            not self.closed
            and (self.within is None or self.within is others.within)
            and self.needs <= others.needs
        )


FREE = Bounds(False, None, frozenset())
CLOSED = Bounds(True, None, frozenset())
