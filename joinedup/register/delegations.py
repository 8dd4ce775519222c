"""The entries that say who may decide what: delegations, reservations and directions.

They are part of the schema of the folder (`schema`); what they amount to is for the room
`authority` to prove.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from joinedup.register.caps import cap_from_text
from joinedup.register.fields import (
    Dated,
    Day,
    Entry,
    GivenDay,
    Id,
    Ids,
    Key,
    KindOf,
    Name,
    Names,
    OptionalAnswer,
    OptionalId,
    OptionalName,
    OptionalText,
    RefersTo,
)
from joinedup.values.pence import AmbiguousAmount

#: Whoever may decide: a body, a forum, or the holder of a post.
ACTORS = RefersTo("bodies", or_sections=("forums", "posts"))


def _cap(text: str) -> str:
    cap_from_text(text)
    return text


def _amount(text: str) -> str:
    if text and not _is_amount(text):
        raise ValueError("write an amount like £5m")
    return text


def _is_amount(text: str) -> bool:
    try:
        cap = cap_from_text(text)
    except AmbiguousAmount:
        raise
    except ValueError:
        return False
    return cap.amount is not None and cap.per_residents is None and not cap.adds_up


CapText = Annotated[OptionalName, AfterValidator(_cap)]
AmountText = Annotated[OptionalName, AfterValidator(_amount)]


class Approval(Entry):
    """An approval that something needs before it holds, and the day on which it was given."""

    by: Annotated[Name, Key(), RefersTo("bodies", or_kind_of="appointers")] = Field(
        description="Whose approval it is."
    )
    on: Day = Field(None, description="The day on which it was given; empty if not yet.")
    source: OptionalText = Field("", description="Where this is known from.")


class Condition(Entry):
    """A condition of a delegation, or what shows that a precondition of its power was met."""

    id: Annotated[Id, Key()] = Field(
        description="A slug; that of the precondition, where it shows one of the power's."
    )
    says: OptionalText = Field("", description="The condition in words.")
    standing: Annotated[OptionalName, KindOf("standings")] = Field(
        "", description="Whether it is evidenced or only asserted; empty if neither."
    )
    evidence: OptionalText = Field("", description="What shows it: a paper, a minute.")


class Revocation(Entry):
    """That a delegation was revoked: from which day on it is no more."""

    on: Annotated[GivenDay, Key()] = Field(description="The first day on which it is no more.")
    by: Annotated[OptionalId, ACTORS] = Field(None, description="Who revoked it.")
    source: OptionalText = Field("", description="The resolution or letter that did.")


class Delegation(Dated):
    """One passing of functions from one who has them to another."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    given_by: Annotated[Ids, ACTORS] = Field(
        min_length=1, description="Who passes it on; several for one that they make together."
    )
    given_to: Annotated[Id, ACTORS] = Field(description="Who receives it.")
    officers: OptionalName = Field(
        "", description="The class of the receiving body's officers, if it is for a class of them."
    )
    functions: Names = Field(min_length=1, description="The functions, by their ids in the law.")
    area: Annotated[Id, RefersTo("areas")] = Field(description="The area for which it is given.")
    cap: CapText = Field(
        "",
        description="The most that may be decided, such as £250,000, £500k, £50,000 per 100,000 "
        "residents or 5% of core-2025-26; then 'a year' or 'in all' where decisions add up. Empty "
        "for no cap.",
    )
    cap_basis: Annotated[OptionalName, KindOf("cap_bases")] = Field(
        "", description="What is counted; empty for the whole life of the matter without VAT."
    )
    onward: Annotated[OptionalAnswer, KindOf("onwards")] = Field(
        "", description="Whether it may be passed on; empty for what the power says by itself."
    )
    mode: Annotated[OptionalName, KindOf("modes")] = Field(
        "", description="Concurrent, exclusive or joint; empty for concurrent."
    )
    power: Name = Field(description="The power that it is made under, by its id in the law.")
    instrument: Annotated[OptionalId, RefersTo("instruments")] = Field(
        None, description="The text that makes it so."
    )
    approvals: tuple[Approval, ...] = Field(
        (), description="Approvals that it needs; it holds from the day of the last."
    )
    conditions: tuple[Condition, ...] = Field(
        (), description="Its conditions, and what shows the preconditions of its power."
    )
    revocations: tuple[Revocation, ...] = Field((), description="When it was revoked, if it was.")
    legal_advice: OptionalText = Field("", description="Legal advice that was taken on it.")
    source: OptionalText = Field("", description="Where this is known from.")


class Reservation(Dated):
    """Matters that a body keeps for itself, or for one of its forums or posts, to decide."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    body: Annotated[Id, RefersTo("bodies")] = Field(description="The body that reserves.")
    kept_by: Annotated[Id, ACTORS] = Field(
        description="Who alone may decide: the body, or a forum or post of it."
    )
    functions: Annotated[Names, KindOf("functions")] = Field(
        min_length=1, description="What is reserved."
    )
    area: Annotated[OptionalId, RefersTo("areas")] = Field(
        None, description="The area of the matters; empty for every area."
    )
    above: AmountText = Field(
        "", description="Only matters of more than this, such as £5m; empty for any value."
    )
    urgent: Annotated[Ids, ACTORS] = Field(
        (), description="Who may decide where it cannot wait, and reports back."
    )
    instrument: Annotated[OptionalId, RefersTo("instruments")] = Field(
        None, description="The text that makes it so."
    )
    source: OptionalText = Field("", description="Where this is known from.")


class Direction(Dated):
    """An order of a higher body that another cease to exercise functions for a time."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    given_by: Annotated[Id, RefersTo("bodies")] = Field(description="The body that directs.")
    given_to: Annotated[Id, ACTORS] = Field(description="Who is to cease: a body or a post of it.")
    functions: Annotated[Names, KindOf("functions")] = Field(
        (), description="What is suspended; none for every function it has."
    )
    area: Annotated[OptionalId, RefersTo("areas")] = Field(
        None, description="The area; empty for every area."
    )
    exercised_by: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that exercises them meanwhile, where a body ceases."
    )
    bars_delegation: Annotated[OptionalAnswer, KindOf("answers")] = Field(
        "", description="Whether that body is barred from passing them on; empty if not said."
    )
    power: Name = Field(description="The power to direct, by its id in the law.")
    instrument: Annotated[OptionalId, RefersTo("instruments")] = Field(
        None, description="The text that makes it so."
    )
    source: OptionalText = Field("", description="Where this is known from.")


_Entry = TypeVar("_Entry", Delegation, Reservation)


def in_force(entries: Sequence[_Entry], on: date) -> Iterator[_Entry]:
    """The entries that hold on a day and are not revoked, in the order of their ids."""
    for entry in sorted(entries, key=lambda one: one.id):
        revoked = isinstance(entry, Delegation) and any(one.on <= on for one in entry.revocations)
        if entry.period.includes(on) and not revoked:
            yield entry
