"""The scheme of reservation and delegation of a day, and who decides what at which tier."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.authority.mapping import SchemeRow
from joinedup.authority.of_body import PARTS, of_body, unproved_of
from joinedup.authority.presenters import (
    LEVELS_NOTE,
    UNDECIDED,
    Naming,
    levels_in_words,
    map_as_table,
    scheme_as_table,
    tier_in_words,
)
from joinedup.authority.tiers import TIERS, MapRow, Undecided
from joinedup.layout.charts import KeyFigure
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import number
from joinedup.register.delegations import in_force
from joinedup.register.fields import Dated
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.dated import DatedPage, held, without_empty
from joinedup.web.presenters.links import AsOn, Part, several
from joinedup.web.presenters.words import counted
from joinedup.web.scheme import by_tier, rows, undecided, unproved
from joinedup.web.scheme import scheme as scheme_of

#: Columns of the scheme that the page leaves to the files, to be read at once.
_IN_FILES = frozenset({"function", "conditions", "power", "instrument"})
_OF_BODY_IN_FILES = frozenset({"how", "power", "instrument", "onward"})
#: Columns that are told only where a row has something in them.
_IF_ANY = ("through", "from", "limit", "notes", "conditions", "onward", "instrument", "entry")


@dataclass(frozen=True)
class OfPart:
    """The rows of the scheme of a body that are of one part, which `title` names."""

    title: str
    rows: Table


@dataclass(frozen=True)
class OfFunction:
    """The rows of the scheme of one function, and how many levels decide it."""

    id: str
    summary: str
    rows: Table


@dataclass(frozen=True, kw_only=True)
class SchemePage(DatedPage):
    """What the page of the scheme shows.

    `levels`, `map` and `scheme` are whole in the files; the page counts the first two (`at_levels`,
    `counts`) and tells the other function by function, or that of one body part by part (`parts`).
    `without` says how many delegations support no proof. `bodies` have schemes of their own.
    """

    finding: str
    at_levels: tuple[str, ...]
    figures: tuple[KeyFigure, ...]
    without: str
    levels: Table
    map: Table
    counts: Table
    scheme: Table
    functions: tuple[OfFunction, ...]
    bodies: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BodySchemePage(DatedPage):
    """What the page of the scheme of one body shows; `all` is that of the system."""

    finding: str
    scheme: Table
    parts: tuple[OfPart, ...]
    all: str


def scheme_page(system: Shown, as_on: AsOn, body: str = "") -> SchemePage | BodySchemePage | None:
    """The scheme on a day, of the system or of one body; None of a body that is not there."""
    if not body:
        return _of_system(system, as_on)
    names = {one.id: one.name for one in system.register.bodies}
    return _of_body(system, as_on, body, names[body]) if body in names else None


@lru_cache(maxsize=16)
def _of_body(system: Shown, as_on: AsOn, body: str, name: str) -> BodySchemePage:
    naming = Chains(system.register, as_on).naming()
    mine = of_body(scheme_of(system), rows(system, as_on.on), body)
    whole = scheme_as_table(mine, as_on.on, naming, name)
    without = unproved_of(scheme_of(system), unproved(system, as_on.on), body)
    unsupported = len({one.entry.id for one in without})
    finding = (
        f"{counted(len(mine), 'row')} on {day_in_words(as_on.on)}; "
        f"{counted(unsupported, 'delegation')} that it gave or received "
        f"{'supports' if unsupported == 1 else 'support'} no proof."
    )
    parts = tuple(
        OfPart(PARTS[part], _of_part(part, tuple(of_one), naming, as_on.on))
        for part, of_one in groupby(mine, key=lambda row: row.part)
    )
    return BodySchemePage(
        title=f"Scheme of reservation and delegation of {name}",
        address=reverse("scheme"),
        query=f"{as_on.query}&{urlencode({'body': body})}",
        tables=held(whole),
        about=(finding,),
        as_on=as_on,
        keeps=(("body", body),),
        finding=finding,
        scheme=whole,
        parts=parts,
        all=f"{reverse('scheme')}{as_on.onward}",
    )


def _of_part(part: str, of_one: Sequence[SchemeRow], naming: Naming, on: date) -> Table:
    whole = scheme_as_table(of_one, on, naming)
    columns = tuple(
        replace(one, in_files_only=one.in_files_only or one.key in _OF_BODY_IN_FILES)
        for one in whole.columns
    )
    told = replace(whole, name=f"scheme-{part}", caption=PARTS[part], columns=columns, notes=())
    return without_empty(told, *_IF_ANY)


@lru_cache(maxsize=16)
def _of_system(system: Shown, as_on: AsOn) -> SchemePage:
    register, day = system.register, day_in_words(as_on.on)
    naming = Chains(register, as_on).naming()
    mapped = by_tier(system, as_on.on)
    levels = _levels(mapped, naming.function, day)
    by_function = map_as_table(mapped, as_on.on, naming)
    listed = rows(system, as_on.on)
    scheme = scheme_as_table(listed, as_on.on, naming)
    without = len({one.entry.id for one in unproved(system, as_on.on)})
    others = undecided(system, as_on.on)
    finding = levels_in_words(mapped, others.values())
    return SchemePage(
        title="Scheme of reservation and delegation",
        address=reverse("scheme"),
        query=as_on.query,
        tables=held(scheme, by_function, levels),
        about=(f"{register.system.name} on {day}.", finding),
        as_on=as_on,
        finding=finding,
        at_levels=tuple(_at_levels(mapped)),
        figures=_figures(system, as_on, mapped),
        without=f"{counted(without, 'delegation')} of this day "
        f"{'supports' if without == 1 else 'support'} no proof",
        levels=levels,
        map=by_function,
        counts=_counts(mapped, naming.function, day),
        scheme=scheme,
        functions=tuple(_by_function(listed, mapped, others, naming, as_on.on)),
        bodies=tuple(_with_a_scheme(system, as_on, listed)),
    )


def _with_a_scheme(system: Shown, as_on: AsOn, listed: Sequence[SchemeRow]) -> Iterator[Link]:
    """The bodies of which a row of the scheme is, each leading to its own."""
    parties = scheme_of(system).parties
    ids = {
        owner
        for row in listed
        for actor in (row.receiver, *row.givers)
        for owner in parties.by_actor[actor].owners
    }
    for one in sorted(system.register.bodies, key=lambda one: one.name):
        if one.id in ids:
            query = urlencode(
                {**({"on": as_on.on.isoformat()} if as_on.chosen else {}), "body": one.id}
            )
            yield Link(one.name, f"{reverse('scheme')}?{query}")


def _at_levels(mapped: Sequence[MapRow]) -> Iterator[str]:
    """How many functions are decided at how many levels: '14 functions at 1 level'."""
    for levels, count in sorted(Counter(row.levels for row in mapped).items()):
        yield f"{counted(count, 'function')} at {counted(levels, 'level')}"


def _figures(system: Shown, as_on: AsOn, mapped: Sequence[MapRow]) -> tuple[KeyFigure, ...]:
    register, on = system.register, as_on.on
    listed = (
        (len(mapped), "function that is decided", "functions that are decided"),
        (sum(row.levels for row in mapped), "level of decision", "levels of decision"),
        (len(list(in_force(register.delegations, on))), "delegation", "delegations"),
        (_of_day(register.reservations, on), "reservation", "reservations"),
        (_of_day(register.directions, on), "direction", "directions"),
    )
    return tuple(
        KeyFigure(number(count), one if count == 1 else more) for count, one, more in listed
    )


def _of_day(entries: Sequence[Dated], on: date) -> int:
    return sum(one.period.includes(on) for one in entries)


def _by_function(
    listed: Sequence[SchemeRow],
    mapped: Sequence[MapRow],
    others: Mapping[str, Undecided],
    naming: Naming,
    on: date,
) -> Iterator[OfFunction]:
    levels = {
        row.function.id: f", {counted(row.levels, 'level of decision', 'levels of decision')}"
        for row in mapped
    }
    for function, of_one in groupby(listed, key=lambda row: row.function):
        told = tuple(of_one)
        whole = scheme_as_table(told, on, naming)
        columns = tuple(
            replace(one, in_files_only=one.in_files_only or one.key in _IN_FILES)
            for one in whole.columns
        )
        decided = levels.get(function.id) or f". {UNDECIDED[others[function.id]]}"
        yield OfFunction(
            function.id,
            f"{function.title}: {counted(len(told), 'row')}{decided}",
            without_empty(
                replace(
                    whole,
                    name=f"scheme-{function.id}",
                    caption=function.title,
                    columns=columns,
                    notes=(),
                ),
                *_IF_ANY,
            ),
        )


def _counts(mapped: Sequence[MapRow], function: Callable[[str], Part], day: str) -> Table:
    """How many may decide each function at each tier."""
    tiers = [tier for tier in TIERS if any(tier in row.deciders for row in mapped)]
    found: tuple[tuple[Cell, ...], ...] = tuple(
        (
            function(row.function.id),
            *(len({one.actor for one in row.deciders.get(tier, ())}) or "" for tier in tiers),
            row.levels,
            row.passed,
        )
        for row in mapped
    )
    columns = (
        Column("function", "Function"),
        *(Column(tier or "none", tier_in_words(tier), "count") for tier in tiers),
        Column("levels", "Levels", "count"),
        Column("passed", "Times passed on", "count"),
    )
    caption = f"Functions and decisions map: how many may decide at each level on {day}"
    told = "Who they are is told on the page of each function, and in the files."
    notes = (told, *LEVELS_NOTE)
    return Table("counts", caption, columns, found, notes=notes)


def _levels(mapped: Sequence[MapRow], function: Callable[[str], Part], day: str) -> Table:
    """How many functions are decided at how many levels."""
    by_levels: dict[int, list[str]] = defaultdict(list)
    for row in mapped:
        by_levels[row.levels].append(row.function.id)
    found: tuple[tuple[Cell, ...], ...] = tuple(
        (
            counted(levels, "level"),
            len(by_levels[levels]),
            several(map(function, by_levels[levels])),
        )
        for levels in sorted(by_levels)
    )
    columns = (
        Column("levels", "Levels of decision"),
        Column("count", "Functions", "count"),
        Column("functions", "Which"),
    )
    caption = f"Levels of decision on {day}"
    return Table("levels", caption, columns, found, notes=LEVELS_NOTE)
