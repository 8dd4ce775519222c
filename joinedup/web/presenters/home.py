"""The home page: the system at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.charts import Figure, KeyFigure
from joinedup.layout.maps import SHADES
from joinedup.layout.page import Page
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.money.allocation import Allocation, Share
from joinedup.money.need import NOT_PLACED
from joinedup.register.areas import area_names
from joinedup.register.delegations import in_force
from joinedup.register.schema import Forum
from joinedup.register.sitting import Sitting, sitting_on
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown, findings
from joinedup.web.presenters.areas import latest, place_map
from joinedup.web.presenters.seats import counted_in_all, filled_in_words
from joinedup.web.presenters.words import NEED_INDEX, counted, in_words, outcomes, people


@dataclass(frozen=True)
class CheckSummary:
    """How the checks came out on a day, in one sentence."""

    on: date
    text: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """What the home page shows."""

    code: str
    as_at: str
    figures: tuple[KeyFigure, ...]
    map: Figure | None
    places: Table | None
    answer: Explained[Allocation] | None
    look_up: tuple[tuple[Link, str], ...]
    notes: tuple[str, ...]
    checks: CheckSummary


@lru_cache(maxsize=64)
def home_page(system: Shown, today: date) -> HomePage:
    """The system at a glance, with the checks as they stand on `today`."""
    about = system.register.system
    explained = latest(system)
    allocation = explained.value if explained else None
    places = _places(system, allocation)
    tables = (places,) if places.rows else ()
    return HomePage(
        title=about.name,
        address="/places",
        tables=tables,
        about=(f"{about.name} ({about.code}).",),
        code=about.code,
        as_at=f", as at {day_in_words(about.as_at)}" if about.as_at else "",
        figures=_figures(system, allocation),
        map=_map(system, allocation),
        places=places if tables else None,
        answer=explained,
        look_up=_look_up(system, today),
        notes=about.notes,
        checks=_checks(system, today),
    )


def _figures(system: Shown, allocation: Allocation | None) -> tuple[KeyFigure, ...]:
    register = system.register
    figures = []
    if allocation:
        population = sum((share.population for share in allocation.shares), Fraction(0))
        figures.append(
            KeyFigure(
                people(float(population)),
                f"{register.system.population} people, {year_in_words(allocation.year)}",
            )
        )
    else:
        figures.append(KeyFigure("Not known", f"{register.system.population} people"))
    for count, one, several in (
        (len(area_names(register, "place")), "place", "places"),
        (len(area_names(register, "neighbourhood")), "neighbourhood", "neighbourhoods"),
        (len(register.practices), "GP practice", "GP practices"),
        (len(register.system.councils), "council", "councils"),
    ):
        figures.append(KeyFigure(f"{count:,}", one if count == 1 else several))
    return tuple(figures)


def _look_up(system: Shown, today: date) -> tuple[tuple[Link, str], ...]:
    """The pages that show the register, each with what is found there."""
    register = system.register
    forums = [forum for forum in register.forums if forum.period.includes(today)]
    bodies = sum(body.period.includes(today) for body in register.bodies)
    councils = sum(council.period.includes(today) for council in register.system.councils)
    return (
        (Link("The system as tiers", reverse("system")), "areas, forums and bodies in one picture"),
        (Link("Bodies", reverse("bodies")), counted(bodies, "body", "bodies")),
        (Link("Forums", reverse("forums")), _seats(forums, sitting_on(register, today))),
        (Link("Councils", reverse("councils")), f"{counted(councils, 'council')} and the overlap"),
        (Link("Who can decide?", reverse("who-can")), "by what chain, or every reason why not"),
        (Link("Scheme", reverse("scheme")), _delegations(system, today)),
        (Link("Functions", reverse("functions")), "who decides each at which level"),
        (Link("Fair shares", reverse("allocation")), "what need would give each place, and why"),
        (Link("Checks", reverse("checks")), "what law and figures say of the folder"),
        (Link("Law", reverse("law")), "the rules in force on any day"),
        (Link("Changes", reverse("changes")), "what changed between two versions"),
        (Link("Lists", reverse("lists")), "take a list, edit it in a spreadsheet, and upload it"),
        (Link("Search", reverse("search")), "across all of it"),
    )


def _delegations(system: Shown, today: date) -> str:
    there = list(in_force(system.register.delegations, today))
    return f"{counted(len(there), 'delegation')}, and what is reserved"


def _seats(forums: Sequence[Forum], sitting: Sitting) -> str:
    count = counted_in_all(forums, sitting)
    return f"{counted(len(forums), 'forum')}; {filled_in_words(count)}"


def _map(system: Shown, allocation: Allocation | None) -> Figure | None:
    names = area_names(system.register, "place")
    sizes = {
        share.area: float(share.population)
        for share in (allocation.shares if allocation else ())
        if share.area in names and share.target_share is not None
    }
    finding = f"{system.register.system.name} has {in_words(len(names), 'place')}."
    if len(sizes) > 1:
        largest = max(sizes, key=lambda place: sizes[place])
        finding += f" {names[largest]} is the largest, with {people(sizes[largest])} people."
    texts = {place: people(sizes[place]) for place in sizes}
    # All in one shade: the map says where, and size is written, not coloured.
    return place_map(
        system,
        "places",
        "Map of the places and the people registered in each",
        finding,
        texts,
        dict.fromkeys(names, SHADES[1]),
    )


def _places(system: Shown, allocation: Allocation | None) -> Table:
    register = system.register
    shares = {share.area: share for share in allocation.shares} if allocation else {}
    practices = Counter(practice.place for practice in register.practices)
    hoods = {
        (practice.place, practice.neighbourhood)
        for practice in register.practices
        if practice.neighbourhood
    }
    per_place = Counter(place for place, _ in hoods)
    rows: list[tuple[Cell, ...]] = []
    for place, name in area_names(register, "place").items():
        share = shares.get(place)
        known = share is not None and share.target_share is not None
        rows.append(
            (
                Link(name, reverse("place", args=[place])),
                place,
                practices[place],
                per_place[place],
                share.population if share and known else None,
                share.need_index if share and known else None,
            )
        )
    unplaced = shares.get(NOT_PLACED)
    if practices[None] or unplaced:
        rows.append(
            (
                "Not placed",
                "",
                practices[None],
                per_place[None],
                unplaced.population if unplaced else None,
                unplaced.need_index if unplaced else None,
            )
        )
    year = f", {year_in_words(allocation.year)}" if allocation else ""
    total = (
        "All",
        "",
        sum(practices.values()),
        len({hood for _, hood in hoods}),
        sum((share.population for share in shares.values()), Fraction(0)) if shares else None,
        Fraction(1) if shares else None,
    )
    return Table(
        "places",
        f"Places of {register.system.name}",
        (
            Column("place", "Place"),
            Column("code", "Code", "code"),
            Column("practices", "Practices", "count"),
            Column("neighbourhoods", "Neighbourhoods", "count"),
            Column("people", f"Registered people{year}", "count"),
            Column("need_index", "Need index", "index", about=NEED_INDEX),
        ),
        tuple(rows),
        total,
        _table_notes(len({hood for _, hood in hoods}), sum(per_place.values()), unplaced),
    )


def _table_notes(hoods: int, counted_by_place: int, unplaced: Share | None) -> tuple[str, ...]:
    notes = [f"Need index: {NEED_INDEX}"]
    if counted_by_place > hoods:
        notes.append("A neighbourhood with practices in two places is counted in each.")
    if unplaced:
        notes.extend(f"Not placed: {warning}" for warning in unplaced.warnings)
    return tuple(notes)


def _checks(system: Shown, today: date) -> CheckSummary:
    found = findings(system, today)
    text = f"{outcomes(found)}." if found else "Every check that was made is met."
    return CheckSummary(today, text)
