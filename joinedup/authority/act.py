"""What is asked: who would decide, and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: 'not met' is said of a condition that is known to fail.
Standing = Literal["evidenced", "asserted", "not met"]


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Someone who may decide: a body, a forum, the holder of a post, or a class of officers.

    `id` is that of the body, forum or post; for officers that of their body, and `officers` names
    the class.
    """

    kind: Literal["body", "forum", "post", "officers"]
    id: str
    officers: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" + (f" ({self.officers})" if self.officers else "")


@dataclass(frozen=True, slots=True)
class Used:
    """What was decided before under one delegation, in pence; `year` such as '2025-26'.

    One entry a delegation and year; an entry with `year` '' is of all there ever was.
    """

    delegation: str
    pence: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of one condition or precondition of this act, by its id."""

    id: str
    standing: Standing
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One decision that somebody would take: of a `function`, for an `area`, on a day.

    `value_pence` is the whole life of the matter with every extension, without VAT; None where no
    value is asked about, and then each cap is only told. `linked_pence` are values of linked
    matters, which add up with it. `with_vat_pence` and `yearly_pence` are the same matter (linked
    ones included) on the two other bases that a cap may have. `holder` limits whose function it
    is. `urgent`: it cannot wait for whoever it is reserved to. `outside_framework`: it departs
    from the council's budget or policy framework.
    """

    function: str
    area: str
    on: date
    value_pence: int | None = None
    linked_pence: tuple[int, ...] = ()
    with_vat_pence: int | None = None
    yearly_pence: int | None = None
    used: tuple[Used, ...] = ()
    shown: tuple[Shown, ...] = ()
    holder: str | None = None
    urgent: bool = False
    outside_framework: bool = False

    @property
    def total_pence(self) -> int | None:
        """The value with that of linked matters; None where no value is asked about."""
        return None if self.value_pence is None else self.value_pence + sum(self.linked_pence)
