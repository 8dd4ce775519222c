"""The page of one body: its posts, forums, seats that it fills, what it hosts, and its texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Missing, Table
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Body, Hosting, Practice, Register
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.bodies import GOVERNED, PROVIDERS, services
from joinedup.web.presenters.dated import (
    FROM,
    TO,
    DatedPage,
    Fact,
    days,
    days_in_words,
    held,
    standing,
    without_empty,
)
from joinedup.web.presenters.forums import forums_table
from joinedup.web.presenters.links import AsOn, Links, several
from joinedup.web.presenters.seats import seat_name, seats_on, vacancy, vacant_since
from joinedup.web.presenters.texts import texts_table


@dataclass(frozen=True, kw_only=True)
class BodyPage(DatedPage):
    """What the page of one body shows; a table without rows is left out."""

    kind: str
    standing: str
    facts: tuple[Fact, ...]
    shown: tuple[Table, ...]


@lru_cache(maxsize=64)
def body_page(system: Shown, as_on: AsOn, body: str) -> BodyPage | None:
    """One body or practice on a day; None where there is none with this id."""
    register, links = system.register, Links(system.register, as_on)
    known = next((one for one in register.bodies if one.id == body), None)
    practice = next((one for one in register.practices if one.code == body), None)
    entry = known or practice
    if entry is None:
        return None
    name, day = entry.name, day_in_words(as_on.on)
    facts = _facts(known, register, links) if known else ()
    if practice:
        facts = (*facts, *_facts_of_practice(practice, links, alone=known is None))
    owned = [f for f in register.forums if body in f.owners and f.period.includes(as_on.on)]
    tables = held(
        _posts(register, body, f"Posts at {name} on {day}", links, as_on),
        forums_table("forums", f"Forums that belong to {name} on {day}", owned, links, as_on),
        _nominated(register, body, f"Seats that {name} fills on {day}", links, as_on),
        _people(register, body, f"People of {name} who hold seats or posts on {day}", links, as_on),
        _hosting(register, body, f"Hosted by {name}, or for it", links),
        texts_table(
            f"Texts of {name}", (one for one in register.instruments if body in one.owners), links
        ),
    )
    return BodyPage(
        title=name,
        address=reverse("body", args=[body]),
        query=as_on.query,
        tables=tables,
        about=(f"{name} ({body}), of {register.system.name}, on {day}.",),
        as_on=as_on,
        kind=known.kind if known else "GP practice",
        standing=standing(entry, as_on.on),
        facts=facts,
        shown=tables,
    )


def _facts(body: Body, register: Register, links: Links) -> tuple[Fact, ...]:
    parts = [one.id for one in register.bodies if one.part_of == body.id]
    models = [
        f"{first_capital(one.model)}{_when(days_in_words(one))}"
        for one in register.governance
        if one.body == body.id
    ]
    facts = [
        Fact("Days", days_in_words(body)),
        Fact("Provides", services(body)) if body.provides or body.kind in PROVIDERS else None,
        Fact("Governance", several(models) if models else None) if body.kind in GOVERNED else None,
        Fact("Part of", links.body(body.part_of)) if body.part_of else None,
        Fact("Its parts", links.bodies(parts)) if parts else None,
        Fact("Succeeded by", links.bodies(body.succeeded_by)) if body.succeeded_by else None,
        Fact("Powers", links.powers("body", body.id)),
        Fact("Id", body.id),
        Fact("Known from", body.source or None),
    ]
    return tuple(fact for fact in facts if fact)


def _when(days: str | None) -> str:
    return f" ({days[0].lower()}{days[1:]})" if days else ""


def _facts_of_practice(practice: Practice, links: Links, alone: bool) -> tuple[Fact, ...]:
    """What practices.csv says of it; what bodies.csv says already is not said again."""
    facts = [
        Fact("Days", days_in_words(practice)) if alone else None,
        Fact("Place", links.area(practice.place) if practice.place else Missing("not placed")),
        Fact(
            "Neighbourhood",
            links.area(practice.neighbourhood) if practice.neighbourhood else None,
        ),
        Fact("Postcode", practice.postcode or None),
        Fact("Id", practice.code) if alone else None,
    ]
    return tuple(fact for fact in facts if fact)


def _posts(register: Register, body: str, caption: str, links: Links, as_on: AsOn) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for post in register.posts:
        if post.body != body or not post.period.includes(as_on.on):
            continue
        told = (
            links.post(post),
            first_capital(post.role) if post.role else "",
            links.area(post.area) if post.area else "",
        )
        for holder in links.sitting.holders(post):
            rows.append((*told, links.person(holder.person), holder.first_day))
        if not links.sitting.holders(post):
            rows.append((*told, Missing("vacant"), vacant_since(post, as_on.on) or ""))
    columns = (
        Column("post", "Post"),
        Column("role", "Office"),
        Column("area", "For"),
        Column("holder", "Holder"),
        Column("since", "Since", "day"),
    )
    return without_empty(Table("posts", caption, columns, tuple(rows)), "role", "area")


def _nominated(register: Register, body: str, caption: str, links: Links, as_on: AsOn) -> Table:
    """The seats that name the body itself; seats of a class of bodies are not told of each."""
    rows: list[tuple[Cell, ...]] = []
    for forum in register.forums:
        if not forum.period.includes(as_on.on):
            continue
        for seat in seats_on(forum, as_on.on):
            if body in seat.nominators:
                now = [links.person(one.person) for one in links.sitting.holders(seat)]
                holders = several(now) if now else vacancy(seat)
                capacity = first_capital(seat.capacity)
                rows.append((links.forum(forum.id), seat_name(seat), capacity, holders))
    columns = (
        Column("forum", "Forum"),
        Column("seat", "Seat"),
        Column("capacity", "Capacity"),
        Column("holder", "Holder"),
    )
    return Table("nominated", caption, columns, tuple(rows))


def _people(register: Register, body: str, caption: str, links: Links, as_on: AsOn) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for person in sorted(register.people, key=lambda one: (one.name, one.id)):
        if body not in (person.employer, person.seconded_to):
            continue
        how = "Employed" if person.employer == body else "Seconded here"
        if how == "Employed" and person.seconded_to and person.seconded_to != body:
            how = "Employed, seconded elsewhere"
        for place in held_by(register, person.id, links, as_on):
            rows.append((links.person(person.id), how, *place))
    columns = (
        Column("person", "Person"),
        Column("how", "How"),
        Column("seat", "Seat or post"),
        Column("at", "At"),
        Column("since", "Since", "day"),
    )
    return Table("people", caption, columns, tuple(rows))


def held_by(
    register: Register, person: str, links: Links, as_on: AsOn
) -> list[tuple[Cell, Cell, Cell]]:
    """The seats and posts of a person on a day: what it is, at which forum or body, since when."""
    found: list[tuple[Cell, Cell, Cell]] = []
    for forum in register.forums:
        if not forum.period.includes(as_on.on):
            continue
        for seat in seats_on(forum, as_on.on):
            found += [
                (seat_name(seat), links.forum(forum.id), one.first_day)
                for one in links.sitting.holders(seat)
                if one.person == person
            ]
    for post in register.posts:
        if post.period.includes(as_on.on):
            found += [
                (post.name, links.body(post.body), one.first_day)
                for one in links.sitting.holders(post)
                if one.person == person
            ]
    return found


def _hosting(register: Register, body: str, caption: str, links: Links) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            first_capital(one.kind),
            links.body(one.host),
            links.bodies(one.on_behalf_of),
            *days(one),
            one.source,
        )
        for one in sorted(register.hosting, key=_by_host(body))
        if body == one.host or body in one.on_behalf_of
    ]
    columns = (
        Column("what", "What"),
        Column("kind", "Kind"),
        Column("host", "Host"),
        Column("on_behalf_of", "On behalf of"),
        FROM,
        TO,
        Column("source", "Source", in_files_only=True),
    )
    return Table("hosting", caption, columns, tuple(rows))


def _by_host(body: str) -> Callable[[Hosting], tuple[bool, str]]:
    return lambda one: (one.host != body, one.name)
