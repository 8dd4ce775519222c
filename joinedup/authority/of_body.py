"""The scheme of one body: what it keeps, passes to its own, receives from others and gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from joinedup.authority.act import Actor
from joinedup.authority.mapping import SchemeRow
from joinedup.authority.scheme import Scheme
from joinedup.authority.unproved import Unproved
from joinedup.register.delegations import Reservation

Part = Literal["held", "reserved", "forums", "officers", "received", "given"]

#: The parts of the scheme of a body, in the order in which boards publish them.
PARTS: Mapping[str, str] = {
    "held": "Held by law or by direction",
    "reserved": "Matters reserved",
    "forums": "Delegated to committees and other forums",
    "officers": "Delegated to officers and posts",
    "received": "Received from others",
    "given": "Given to other bodies",
}


def of_body(scheme: Scheme, rows: Iterable[SchemeRow], body: str) -> tuple[SchemeRow, ...]:
    """The rows of the scheme that are a body's, each with its part, part by part.

    In a part the rows of one receiver stand together, in the order of the law.
    """
    found = [
        replace(row, part=part) for row in rows for part in [part_of(scheme, row, body)] if part
    ]
    order = list(PARTS)
    return tuple(sorted(found, key=lambda row: (order.index(row.part), row.receiver)))


def part_of(scheme: Scheme, row: SchemeRow, body: str) -> Part | None:
    """The part of the scheme of a body to which a row belongs; None for one of others."""
    its_own = _is_of(scheme, row.receiver, body)
    if isinstance(row.entry, Reservation):
        return "reserved" if row.entry.body == body else None
    if row.how != "delegated":
        return "held" if its_own else None
    if not any(_is_of(scheme, giver, body) for giver in row.givers):
        return "received" if its_own else None
    if not its_own or row.receiver.kind == "body":
        return "given"
    return "forums" if row.receiver.kind == "forum" else "officers"


def unproved_of(scheme: Scheme, rows: Iterable[Unproved], body: str) -> tuple[Unproved, ...]:
    """The delegations without a proof that a body, or somebody of it, gave or received."""
    return tuple(
        row
        for row in rows
        if _is_of(scheme, row.receiver, body)
        or any(body in scheme.parties.named(one).owners for one in row.entry.given_by)
    )


def _is_of(scheme: Scheme, actor: Actor, body: str) -> bool:
    """Whether an actor is a body, or is of it: a forum that it owns, alone or with others, too."""
    party = scheme.party(actor)
    return party is not None and body in party.owners
