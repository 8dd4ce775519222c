"""Who passes what to whom in the demonstration, what is kept, and what NHS England ordered once.

Two delegations have no power, on purpose: one leans on a contract, one is to a network.
"""

from __future__ import annotations

from joinedup.demo.bodies import SOURCE
from joinedup.demo.wording import Wording
from joinedup.register.delegations import Delegation, Direction, Reservation


def all_delegations(wording: Wording) -> tuple[Delegation, ...]:
    """Every delegation: of every power that passes a function."""
    entries = wording.entries("delegations")
    return tuple(Delegation.model_validate({"source": SOURCE, **entry}) for entry in entries)


def all_reservations(wording: Wording) -> tuple[Reservation, ...]:
    """What bodies keep for themselves."""
    entries = wording.entries("reservations")
    return tuple(Reservation.model_validate({"source": SOURCE, **entry}) for entry in entries)


def all_directions(wording: Wording) -> tuple[Direction, ...]:
    """Orders of NHS England that a board cease to exercise functions."""
    entries = wording.entries("directions")
    return tuple(Direction.model_validate({"source": SOURCE, **entry}) for entry in entries)
