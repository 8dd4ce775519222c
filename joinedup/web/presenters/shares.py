"""Shares as tables: what each area's need would give it, and the movements that make it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital, per_cent, points, signed_pounds, value
from joinedup.money.allocation import Allocation, Share
from joinedup.money.files import formulas
from joinedup.money.movement import LOCAL_MIX
from joinedup.register.areas import area_names
from joinedup.values.explained import Explained
from joinedup.values.pence import pounds
from joinedup.web.folder import Shown
from joinedup.web.presenters.words import NEED_INDEX

#: Said under every table of movements that has this one.
LOCAL_MIX_MEANS = (
    "Local mix: the weights are England's; where this system's need is made up otherwise, the same "
    "differences count for more or less."
)


@dataclass(frozen=True)
class Why:
    """Why one area's target is what it is: a sentence, the movements, and what to beware of."""

    area: str
    name: str
    summary: str
    text: str
    table: Table | None
    warnings: tuple[str, ...]


def moved(share: Share) -> Fraction | None:
    """How far the target is from the head-count share, in parts of the pot."""
    if share.target_share is None or share.head_count_share is None:
        return None
    return share.target_share - share.head_count_share


def moved_pence(share: Share) -> int | None:
    """The same in pence."""
    if share.pence is None or share.head_count_pence is None:
        return None
    return share.pence - share.head_count_pence


def shares_table(system: Shown, allocation: Allocation, with_pounds: bool) -> Table:
    """One row an area; pounds only where a pot was given."""
    places = area_names(system.register, "place")
    columns = [
        Column("area_name", allocation.by.capitalize()),
        Column("area", "Code", "code", in_files_only=True),
        Column("people", "Registered people", "count"),
        Column("weighted_people", "People weighted for need", "count"),
        Column("need_index", "Need index", "index", about=NEED_INDEX),
        Column("head_count_share", "Share by head count", "percent"),
        Column("target_share", "Target share", "percent"),
    ]
    if with_pounds:
        columns += [
            Column("target_pence", "Target", "pence"),
            Column("difference_pence", "Difference from head count", "moved-pence"),
        ]
    else:
        columns.append(Column("difference_share", "Difference, percentage points", "points"))
    rows = [
        _share_row(share, allocation.by, share.area in places, with_pounds)
        for share in allocation.shares
    ]
    return Table(
        "shares",
        f"Target shares by {allocation.by}",
        tuple(columns),
        tuple(rows),
        _total(allocation, with_pounds),
        (f"Need index: {NEED_INDEX}",),
    )


def _share_row(share: Share, by: str, has_page: bool, with_pounds: bool) -> tuple[Cell, ...]:
    known = share.target_share is not None
    name = Link(share.name, reverse("place", args=[share.area])) if has_page else share.name
    row: tuple[Cell, ...] = (
        name,
        share.area,
        share.population if known else None,
        share.weighted_population if known else None,
        share.need_index,
        share.head_count_share,
        share.target_share,
    )
    return (*row, share.pence, moved_pence(share)) if with_pounds else (*row, moved(share))


def _total(allocation: Allocation, with_pounds: bool) -> tuple[Cell, ...]:
    shares = allocation.shares
    row: tuple[Cell, ...] = (
        "All",
        "",
        sum((share.population for share in shares), Fraction(0)),
        sum((share.weighted_population for share in shares), Fraction(0)),
        Fraction(1),
        sum((share.head_count_share or Fraction(0) for share in shares), Fraction(0)),
        sum((share.target_share or Fraction(0) for share in shares), Fraction(0)),
    )
    if not with_pounds:
        return (*row, sum((moved(share) or Fraction(0) for share in shares), Fraction(0)))
    return (
        *row,
        sum(share.pence or 0 for share in shares),
        sum(moved_pence(share) or 0 for share in shares),
    )


def why_of(share: Share, with_pounds: bool) -> Why:
    """The movements of one area, as a sentence and a table."""
    difference = moved(share)
    if difference is None or share.head_count_share is None or share.target_share is None:
        text = "What is known of this area is not enough to work out a share."
        return Why(
            share.area, share.name, f"Why {share.name}: not known", text, None, share.warnings
        )
    start, end = per_cent(share.head_count_share), per_cent(share.target_share)
    if with_pounds and share.head_count_pence is not None and share.pence is not None:
        start += f" of the pot, {pounds(share.head_count_pence)}"
        end += f", {pounds(share.pence)}"
        by = signed_pounds(moved_pence(share) or 0)
    else:
        start += " of the pot"
        by = f"{points(difference)} percentage points"
    columns = [
        Column("component", "What moves it"),
        Column("basis_points", "Basis points", "basis-points"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for movement in share.why:
        row: tuple[Cell, ...] = (component_name(movement.component), movement.share * 10_000)
        rows.append((*row, movement.pence) if with_pounds else row)
    total: tuple[Cell, ...] = ("All", difference * 10_000)
    if with_pounds:
        columns.append(Column("pence", "Pounds", "moved-pence"))
        total = (*total, moved_pence(share))
    table = Table(
        f"why-{share.area}",
        f"What moves {share.name} from its share by head count",
        tuple(columns),
        tuple(rows),
        total,
        _movement_notes([share]),
    )
    text = f"By head count: {start}. By need: {end}."
    return Why(share.area, share.name, f"Why {share.name}: {by}", text, table, share.warnings)


def why_table(allocation: Allocation, with_pounds: bool) -> Table:
    """Every movement of every area, one a row, for the files."""
    columns = [
        Column("area_name", allocation.by.capitalize()),
        Column("area", "Code", "code"),
        Column("component", "What moves it"),
        Column(
            "basis_points",
            "Basis points",
            "basis-points",
            about="Hundredths of one per cent of the pot.",
        ),
    ]
    if with_pounds:
        columns.append(Column("pence", "Pounds", "moved-pence"))
    rows = []
    for share in allocation.shares:
        for movement in share.why:
            row: tuple[Cell, ...] = (
                share.name,
                share.area,
                component_name(movement.component),
                movement.share * 10_000,
            )
            rows.append((*row, movement.pence) if with_pounds else row)
    caption = f"What moves each {allocation.by} from its share by head count"
    notes = _movement_notes(allocation.shares)
    return Table("why", caption, tuple(columns), tuple(rows), notes=notes)


def _movement_notes(shares: Sequence[Share]) -> tuple[str, ...]:
    mixed = any(movement.component == LOCAL_MIX for share in shares for movement in share.why)
    return (LOCAL_MIX_MEANS,) if mixed else ()


def reasons_table(explained: Explained[Allocation]) -> Table:
    """How it was worked out, a step a row, for the files."""
    rows = tuple(
        (
            place,
            reason.text,
            reason.rule,
            "; ".join(f"{name} {value(given)}" for name, given in reason.inputs.items()),
        )
        for place, reason in enumerate(explained.reasons, start=1)
    )
    columns = (
        Column("step", "Step", "count"),
        Column("text", "What was done"),
        Column("rule", "Rule", "code"),
        Column("inputs", "With"),
    )
    return Table("working", "How this was worked out", columns, rows)


def sources_table(explained: Explained[Allocation]) -> Table:
    """What was read, with the hash of each file."""
    columns = (
        Column("source", "Source"),
        Column("locator", "Where in it"),
        Column("sha256", "SHA-256 of the file", "hash"),
    )
    rows = tuple((source.id, source.locator, source.sha256) for source in explained.sources)
    return Table("sources", "What was read", columns, rows)


def component_name(component: str) -> str:
    """A component of need as pages call it."""
    return first_capital(formulas().components.get(component, component.replace("_", " ")))
