"""The texts of the demonstration: those of its definitions, and those that every forum has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joinedup.demo.bodies import ICB
from joinedup.demo.wording import Wording
from joinedup.register.schema import Forum, Instrument, Provision

_ADDRESS = "https://merewold.example"
# What the terms of reference of a place partnership say, whatever else its partners agreed.
_OF_PLACES = ("functions of places", "membership of places", "decisions of places")


def all_instruments(wording: Wording, forums: tuple[Forum, ...]) -> tuple[Instrument, ...]:
    """Every text: constitution, schemes, strategies and agreements; and each forum's own."""
    defined = [_instrument(entry) for entry in wording.entries("instruments")]
    return (*defined, *(text for forum in forums for text in _of_forum(forum)))


def _instrument(entry: dict[str, Any]) -> Instrument:
    """One text; the definitions write what it provides for as matter and locator."""
    provides = [
        {"matter": matter, "locator": at} for matter, at in entry.get("provides", {}).items()
    ]
    return Instrument.model_validate({**entry, "provides": provides})


def _of_forum(forum: Forum) -> Iterator[Instrument]:
    """The terms of reference of a forum, and its papers and minutes if it meets in public."""
    if forum.kind != "integrated care board":
        yield _text(forum, "terms of reference", "Terms of reference")
    if forum.meets == "in public":
        yield _text(forum, "papers", "Papers")
        yield _text(forum, "minutes", "Minutes")


def _text(forum: Forum, kind: str, title: str) -> Instrument:
    ours = forum.owners == (ICB,)
    agreed = forum.kind == "place partnership" and kind == "terms of reference"
    return Instrument(
        id=f"{forum.id}-{kind.split()[0]}",
        title=f"{title} of the {forum.name}",
        kind=kind,
        owners=forum.owners,
        forum=forum.id,
        approved_by=(ICB,) if ours and kind == "terms of reference" else (),
        access="published" if forum.meets == "in public" else "on request",
        address=f"{_ADDRESS}/{forum.id}/{kind.split()[0]}" if forum.meets == "in public" else "",
        published_on=forum.first_day if forum.meets == "in public" else None,
        provides=tuple(Provision(matter=one) for one in _OF_PLACES) if agreed else (),
        first_day=forum.first_day,
        last_day=forum.last_day,
    )
