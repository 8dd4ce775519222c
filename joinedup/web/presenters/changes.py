"""The page of what changed between two versions, or a version and the folder as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Link, Table
from joinedup.register.changes import changes
from joinedup.register.models import Version
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words
from joinedup.web.presenters.allocation import Choice
from joinedup.web.presenters.changed import Changed, changed
from joinedup.web.questions import Fault

#: What the address calls the folder as it stands.
NOW = "now"
_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: what the address calls it, and what people do."""

    name: str
    title: str
    register: Register


@dataclass(frozen=True, kw_only=True)
class ChangesPage(Page):
    """What the page of changes shows."""

    heading: str = ""
    befores: tuple[Choice, ...] = ()
    afters: tuple[Choice, ...] = ()
    nothing: str = ""
    faults: tuple[Fault, ...] = ()
    changed: Changed | None = None
    versions: Table | None = None


def changes_page(
    versions: Sequence[Version],
    before: Side | None,
    after: Side | None,
    faults: tuple[Fault, ...] = (),
    nothing: str = "",
    system: str = "",
) -> ChangesPage:
    """What changed from `before` to `after`; without them, `faults` or `nothing` says why not."""
    listed = versions_table(versions)
    latest = str(versions[-1].sequence) if versions else ""
    empty = ChangesPage(
        title="What changed",
        address=reverse("changes"),
        tables=(listed,) if listed.rows else (),
        befores=_choices(versions, before.name if before else latest),
        afters=_choices(versions, after.name if after else ""),
        nothing=nothing,
        faults=faults,
        versions=listed,
    )
    if before is None or after is None:
        return empty
    found = changed(changes(before.register, after.register))
    heading = f"From {before.title} to {after.title}"
    return replace(
        empty,
        query=f"?from={before.name}&to={after.name}",
        tables=(found.table, found.summary, listed),
        about=(f"{system}: {heading[0].lower()}{heading[1:]}.", found.finding),
        heading=heading,
        changed=found,
    )


def versions_table(versions: Sequence[Version]) -> Table:
    """The stored versions, the last one first, each leading to what it changed."""
    columns = (
        Column("version", "Version"),
        Column("recorded", "Stored"),
        Column("by", "By"),
        Column("sha256", "Hash", "hash"),
    )
    numbers = [version.sequence for version in versions]
    rows = tuple(
        (
            _number(version.sequence, version.sequence - 1 in numbers),
            at_in_words(version.recorded_at),
            version.by,
            version.sha256,
        )
        for version in reversed(versions)
    )
    return Table("versions", "The stored versions of the register", columns, rows)


def at_in_words(at: datetime) -> str:
    """An instant in London: '6 August 2018, 5:30pm'."""
    local = at.astimezone(_LONDON)
    half = "pm" if local.hour >= 12 else "am"
    return f"{day_in_words(local.date())}, {local.hour % 12 or 12}:{local.minute:02}{half}"


def _number(sequence: int, follows: bool) -> Link | str:
    if not follows:
        return str(sequence)
    return Link(str(sequence), f"{reverse('changes')}?from={sequence - 1}&to={sequence}")


def _choices(versions: Sequence[Version], chosen: str) -> tuple[Choice, ...]:
    stored = (
        Choice(
            str(one.sequence),
            f"Version {one.sequence}, {at_in_words(one.recorded_at)}",
            str(one.sequence) == chosen,
        )
        for one in reversed(versions)
    )
    return (Choice(NOW, "The folder as it stands", chosen == NOW), *stored)
