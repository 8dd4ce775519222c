"""An act as it is asked of one area: what every passing and holder is tried against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from joinedup.authority.act import Act
from joinedup.authority.caps_left import A_YEAR, WITH_VAT
from joinedup.register.caps import Span
from joinedup.values.dates import year_of

if TYPE_CHECKING:
    from joinedup.authority.containment import Containment


class Matter:
    """An act for one area: all of its own, or a part where the parts have holders of their own.

    `mode` is what the executive rule asks of the function, `inside` all areas that contain the
    area, and `unmet` the conditions that are known not to be met. `known` is what was found before:
    of what is withheld from somebody (`withheld`), who passes it to them (`opening`), and what
    speaks against a power's passing it from one to another (`would_pass`).
    """

    __slots__ = (
        "act",
        "area",
        "areas",
        "day",
        "function",
        "inside",
        "known",
        "mode",
        "total",
        "unmet",
    )

    def __init__(self, act: Act, area: str, mode: int, areas: Containment):
        self.act = act
        self.function = act.function
        self.area = area
        self.areas = areas
        self.inside = areas.containers(area)
        self.day = act.on.toordinal()
        self.mode = mode
        self.total = act.total_pence
        self.unmet = frozenset(one.id for one in act.shown if one.standing == "not met")
        self.known: dict[tuple[str, object], Any] = {}

    def value(self, basis: str) -> int | None:
        """The value as a cap counts it; None where it is not said."""
        if basis == WITH_VAT:
            return self.act.with_vat_pence
        if basis == A_YEAR:
            return self.act.yearly_pence
        return self.total

    def used(self, delegation: str, span: Span) -> int | None:
        """What was decided before under a delegation, as its cap counts it; None if not said.

        Of all there ever was, one entry that is of no year says the whole.
        """
        entries = [one for one in self.act.used if one.delegation == delegation]
        if span == "year":
            year = year_of(self.act.on)
            entries = [one for one in entries if one.year == year]
        elif any(not one.year for one in entries):
            entries = [one for one in entries if not one.year]
        return sum(one.pence for one in entries) if entries else None
