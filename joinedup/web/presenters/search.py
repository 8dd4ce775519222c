"""The search page: what was found of a few words, by kind, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.law.files import basis, packs
from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Link, Table
from joinedup.register.schema import Register
from joinedup.register.searching import Hit, Thing, search, things
from joinedup.web.folder import Shown
from joinedup.web.presenters.concerned import address
from joinedup.web.presenters.words import counted, in_words
from joinedup.web.questions import Fault, SearchAsked

#: How many of one kind the page tells; the files have them all.
TOLD = 25
#: Kinds of things in the order in which they are told, with what one and several are called.
_KINDS: dict[str, tuple[str, str]] = {
    "area": ("area", "Areas"),
    "body": ("body", "Bodies"),
    "practice": ("GP practice", "GP practices"),
    "forum": ("forum", "Forums"),
    "seat": ("seat", "Seats"),
    "person": ("person", "People"),
    "post": ("post", "Posts"),
    "instrument": ("text", "Constitutions, registers and other texts"),
    "hosting": ("hosting", "What is hosted"),
    "delegation": ("delegation", "Delegations"),
    "reservation": ("reservation", "Reservations"),
    "direction": ("direction", "Directions"),
    "function": ("function", "Functions of the law"),
    "rule": ("rule", "Rules of law"),
}
#: Kinds that have pages of their own, though they stand in something or in no register.
_PAGES = {"delegation": "delegation", "function": "function", "post": "post-powers"}
_OF_LAW = frozenset({"function", "rule"})
_KNOWN_BY_CODE = frozenset({"area", "body", "practice", "rule"})


@dataclass(frozen=True)
class HitShown:
    """One thing that was found: its name as a link, and what is said of it."""

    link: Link
    about: str


@dataclass(frozen=True)
class HitsOfKind:
    """What was found of one kind."""

    kind: str
    heading: str
    hits: tuple[HitShown, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """What the search page shows."""

    text: str
    faults: tuple[Fault, ...] = ()
    finding: str = ""
    kinds: tuple[HitsOfKind, ...] = ()


@lru_cache(maxsize=64)
def search_page(system: Shown, asked: SearchAsked, on: date) -> SearchPage:
    """What was found of the words asked for, or the form alone."""
    title, address_ = "Search", reverse("search")
    if asked.faults or not asked.text:
        return SearchPage(title=title, address=address_, text=asked.text, faults=asked.faults)
    hits = search(_known(system), asked.text)
    shown = [(hit, _shown(system.register, hit.thing, on)) for hit in hits]
    return SearchPage(
        title=title,
        address=address_,
        query=f"?{urlencode({'q': asked.text})}",
        tables=(_table(asked.text, shown),) if shown else (),
        about=(f"{system.register.system.name}: what was found of '{asked.text}'.",),
        text=asked.text,
        finding=_finding(asked.text, hits),
        kinds=tuple(_by_kind(shown)),
    )


@lru_cache(maxsize=4)
def _known(system: Shown) -> tuple[Thing, ...]:
    """All that can be found: what the register names, and the law's functions and rules."""
    rules = (
        Thing("rule", rule.id, rule.title, about=f"{rule.source}: {rule.says}")
        for pack in packs()
        for rule in pack.rules
    )
    functions = (
        Thing("function", one.id, one.title, about=f"{one.source}: {one.says}")
        for one in basis().functions
    )
    return (*things(system.register), *functions, *rules)


def _shown(register: Register, thing: Thing, on: date) -> HitShown:
    about = thing.about.partition(": ")[0] if thing.kind in _OF_LAW else thing.about
    # The slug of a seat or of a person says nothing that the name does not.
    code = thing.id if thing.kind in _KNOWN_BY_CODE else ""
    said = ", ".join(part for part in (code, about) if part)
    return HitShown(Link(thing.name, _address(register, thing, on)), said)


def _address(register: Register, thing: Thing, on: date) -> str:
    """The page of a thing, or of what it stands in."""
    if thing.kind in _PAGES:
        return reverse(_PAGES[thing.kind], args=[thing.id])
    if thing.kind in ("reservation", "direction"):
        return f"{reverse('scheme')}#functions"
    if thing.kind == "rule":
        return f"{reverse('law')}?on={on.isoformat()}#{thing.id}"
    if thing.kind == "seat":
        return address(register, "forum", thing.within)
    if thing.within:
        return address(register, "body", thing.within)
    return address(register, thing.kind, thing.id)


def _finding(text: str, hits: Sequence[Hit]) -> str:
    if not hits:
        return f"Nothing was found that has every word of '{text}'."
    found = in_words(len(hits), "thing was", "things were")
    return f"{found[0].upper()}{found[1:]} found for '{text}'."


def _by_kind(shown: Sequence[tuple[Hit, HitShown]]) -> Iterator[HitsOfKind]:
    """The kinds in the order of their best hits."""
    for kind in dict.fromkeys(hit.thing.kind for hit, _ in shown):
        own = tuple(one for hit, one in shown if hit.thing.kind == kind)
        heading = f"{_KINDS[kind][1]}: {counted(len(own), 'found', 'found')}"
        yield HitsOfKind(kind, heading, own[:TOLD], len(own) - len(own[:TOLD]))


def _table(text: str, shown: Sequence[tuple[Hit, HitShown]]) -> Table:
    columns = (
        Column("name", "Name"),
        Column("kind", "Kind"),
        Column("id", "Id", "code"),
        Column("within", "Stands in", "code"),
        Column("about", "About"),
    )
    rows = tuple(
        (
            one.link,
            _KINDS[hit.thing.kind][0],
            hit.thing.id,
            hit.thing.within,
            hit.thing.about,
        )
        for hit, one in shown
    )
    return Table("found", f"What was found for '{text}'", columns, rows)
