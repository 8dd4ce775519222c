"""The allocation page: a pot shared by need, each area's share, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.layout.charts import Bar, Figure, bars
from joinedup.layout.maps import shades_of
from joinedup.layout.page import Page
from joinedup.layout.tables import Table
from joinedup.layout.writing import number, points
from joinedup.money.allocation import Allocation, Share
from joinedup.money.files import formulas
from joinedup.money.need import NOT_PLACED
from joinedup.register.areas import area_names
from joinedup.values.dates import year_in_words
from joinedup.values.explained import Explained
from joinedup.values.pence import pounds, pounds_in_text
from joinedup.web.folder import Shown, answer
from joinedup.web.presenters.areas import place_map
from joinedup.web.presenters.shares import (
    Why,
    moved,
    moved_pence,
    reasons_table,
    shares_table,
    sources_table,
    why_of,
    why_table,
)
from joinedup.web.presenters.words import KINDS, in_words, moved_pounds, unique
from joinedup.web.questions import LEVELS, Fault, PotAsked

TARGET = (
    "These are need-based targets, not a budget: what each area's need would give it. They are "
    "not what anyone was given, was promised or will be paid."
)
#: As many bars as can be read; of more areas, those that move most each way are drawn.
MOST_BARS = 50


@dataclass(frozen=True)
class Choice:
    """One choice of a list, and whether it is the chosen one."""

    value: str
    text: str
    selected: bool


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form as it was filled in, its choices, its hint and its faults by field."""

    pot: str
    pot_hint: str
    years: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    formulas: tuple[Choice, ...]
    faults: tuple[Fault, ...]

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, if anything."""
        return next((fault.text for fault in self.faults if fault.field == field), None)


@dataclass(frozen=True, kw_only=True)
class AllocationPage(Page):
    """What the allocation page shows; without an answer only the form, or `nothing`, why not."""

    target: str = TARGET
    form: Form | None = None
    nothing: str = ""
    heading: str = ""
    finding: str = ""
    bars: Figure | None = None
    map: Figure | None = None
    shares: Table | None = None
    why: tuple[Why, ...] = ()
    answer: Explained[Allocation] | None = None
    sources: Table | None = None
    warnings: tuple[str, ...] = ()
    json_address: str = ""


def nothing_page(why: str) -> AllocationPage:
    """The page where there is nothing to share by."""
    return AllocationPage(title="Fair shares", address=reverse("allocation"), nothing=why)


def form_page(form: Form) -> AllocationPage:
    """The page with its form only: what was asked cannot be answered."""
    return AllocationPage(title="Fair shares", address=reverse("allocation"), form=form)


def form_of(asked: PotAsked, years: Sequence[str], streams: int | None) -> Form:
    """The form as it was filled in; `streams` is what streams.csv has for it, in pence."""
    hint = "In pounds, such as 4512000000, £1.25m or 3bn. Leave it empty to see shares only."
    if streams is not None:
        hint += f" This folder's own streams for it add up to {pounds(streams)}."
    return Form(
        pot=asked.pot,
        pot_hint=hint,
        years=tuple(Choice(year, year_in_words(year), year == asked.year) for year in years),
        levels=tuple(Choice(by, text, by == asked.by) for by, text in LEVELS.items()),
        formulas=tuple(
            Choice(one.id, one.name.capitalize(), one.id == asked.formula)
            for one in formulas().formulas
        ),
        faults=asked.faults,
    )


@lru_cache(maxsize=64)
def allocation_page(system: Shown, asked: PotAsked, form: Form) -> AllocationPage:
    """The answer to a question without faults. Raises CannotShareError."""
    assert asked.question is not None
    explained = answer(system, asked.question)
    allocation = explained.value
    with_pounds = asked.has_pot
    shares = shares_table(system, allocation, with_pounds)
    movements, sources = why_table(allocation, with_pounds), sources_table(explained)
    query = urlencode(
        {"year": asked.year, "pot": asked.pot, "by": asked.by, "formula": asked.formula}
    )
    address = reverse("allocation")
    return AllocationPage(
        title="Fair shares",
        address=address,
        query=f"?{query}",
        tables=(shares, movements, reasons_table(explained), sources),
        about=(_heading(allocation, with_pounds), TARGET),
        form=form,
        heading=_heading(allocation, with_pounds),
        finding=_finding(allocation, with_pounds),
        bars=_bars(allocation, with_pounds),
        map=_map(system, allocation),
        shares=shares,
        why=tuple(why_of(share, with_pounds) for share in allocation.shares),
        answer=explained,
        sources=sources,
        warnings=_warnings(allocation),
        json_address=f"{address}.json?{query}",
    )


def _heading(allocation: Allocation, with_pounds: bool) -> str:
    formula = formulas().formula(allocation.formula)
    what = pounds_in_text(allocation.pot) if with_pounds else "The pot"
    return (
        f"{what} for {formula.name} in {year_in_words(allocation.year)}, "
        f"shared among {KINDS[allocation.by]}"
    )


def _finding(allocation: Allocation, with_pounds: bool) -> str:
    known = [share for share in allocation.shares if moved(share) is not None]
    unknown = _unknown(allocation)
    if len(known) == 1:
        return f"{unknown}{known[0].name} is alone, so the whole pot is its share."
    most = max(known, key=lambda share: (moved(share), share.name))
    least = min(known, key=lambda share: (moved(share), share.name))
    if moved(most) == 0:
        return (
            f"{unknown}Need follows head count: no area's target differs from its share of people."
        )
    unit = "" if with_pounds else " percentage points"
    return (
        f"{unknown}By need, {most.name} would have {_size(most, with_pounds)}{unit} more of "
        f"the pot than by head count, and {least.name} {_size(least, with_pounds)}{unit} less."
    )


def _unknown(allocation: Allocation) -> str:
    """How many areas have no share because their need is not known; '' if none."""
    areas = [share for share in allocation.shares if share.area != NOT_PLACED]
    unknown = sum(share.pence is None for share in areas)
    if not unknown:
        return ""
    return (
        f"{unknown} of {len(areas)} {KINDS[allocation.by]} {'is' if unknown == 1 else 'are'} not "
        "known; the pot is shared among the rest. "
    )


def _size(share: Share, with_pounds: bool) -> str:
    if with_pounds:
        return pounds_in_text(abs(moved_pence(share) or 0))
    return points(abs(moved(share) or Fraction(0)), signed=False)


def _bars(allocation: Allocation, with_pounds: bool) -> Figure:
    known = [share for share in allocation.shares if moved(share) is not None]
    ordered = sorted(known, key=lambda share: (-(moved(share) or 0), share.name))
    note = "Bars to the right: more than by head count. To the left: less."
    if len(ordered) > MOST_BARS:
        half = MOST_BARS // 2
        ordered = [*ordered[:half], *ordered[-half:]]
        note += (
            f" Of {len(known)} {KINDS[allocation.by]}, the {half} that move most each way are "
            "drawn; the table has all."
        )
    rows = [
        Bar(
            share.name,
            float(moved(share) or 0),
            moved_pounds(moved_pence(share) or 0)
            if with_pounds
            else f"{points(moved(share) or Fraction(0))} points",
        )
        for share in ordered
    ]
    title = "How far each target is from the share by head count"
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    unit = "pounds" if with_pounds else "percentage points of the pot"
    return bars("moved", title, f"Bars in {unit}: {said}.", _bars_finding(known), rows, note)


def _bars_finding(known: Sequence[Share]) -> str:
    more = sum((moved(share) or 0) > 0 for share in known)
    less = sum((moved(share) or 0) < 0 for share in known)
    return (
        f"{in_words(more, 'area is', 'areas are').capitalize()} above the share by head count, "
        f"and {in_words(less, 'below', 'below')}."
    )


def _map(system: Shown, allocation: Allocation) -> Figure | None:
    if allocation.by != "place":
        return None
    names = area_names(system.register, "place")
    indices = {
        share.area: share.need_index
        for share in allocation.shares
        if share.area in names and share.need_index is not None
    }
    if not indices:
        return None
    highest = max(indices, key=lambda place: indices[place])
    lowest = min(indices, key=lambda place: indices[place])
    finding = (
        f"The need index is highest in {names[highest]} ({number(indices[highest], 3)}) and lowest "
        f"in {names[lowest]} ({number(indices[lowest], 3)}); the whole system is 1."
    )
    values = [None if place not in indices else float(indices[place]) for place in names]
    return place_map(
        system,
        "need",
        "Map of the need index of each place",
        finding,
        {place: number(index, 3) for place, index in indices.items()},
        dict(zip(names, shades_of(values), strict=True)),
    )


def _warnings(allocation: Allocation) -> tuple[str, ...]:
    """Each warning once, with the area's name where it is said of fewer than all."""
    said: dict[str, list[str]] = {}
    for share in allocation.shares:
        for warning in share.warnings:
            said.setdefault(warning, []).append(share.name)
    return unique(
        warning if len(names) > 3 else f"{', '.join(names)}: {warning}"
        for warning, names in said.items()
    )
