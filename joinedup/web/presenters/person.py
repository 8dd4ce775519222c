"""The page of one person: seats and posts, and the interests declared for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Missing, Table
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Holder, Register
from joinedup.values.dates import day_in_words
from joinedup.web.folder import Shown
from joinedup.web.presenters.dated import FROM, TO, DatedPage, Fact, days, days_in_words, held
from joinedup.web.presenters.links import AsOn, Links, Part
from joinedup.web.presenters.seats import seat_name
from joinedup.web.presenters.texts import judgements_table


@dataclass(frozen=True, kw_only=True)
class PersonPage(DatedPage):
    """What the page of one person shows, all of it public record of public office."""

    finding: str
    facts: tuple[Fact, ...]
    offices: Table
    interests: Table
    judgements: Table


@lru_cache(maxsize=64)
def person_page(system: Shown, as_on: AsOn, person: str) -> PersonPage | None:
    """One person on a day; None where there is none with this id."""
    register, links = system.register, Links(system.register, as_on)
    known = next((one for one in register.people if one.id == person), None)
    if known is None:
        return None
    day = day_in_words(as_on.on)
    offices = _offices(register, person, f"Seats and posts of {known.name}", links, as_on)
    interests = _interests(register, person, f"Interests that {known.name} declared", links)
    judgements = judgements_table(
        f"What was judged of {known.name}",
        (one for one in register.judgements if one.person == person),
        links,
    )
    now = sum(row[3] == HOLDS for row in offices.rows)
    facts = [
        Fact("Employed by", links.body(known.employer) if known.employer else None),
        Fact("Seconded to", links.body(known.seconded_to)) if known.seconded_to else None,
        Fact("Days", days_in_words(known)) if days_in_words(known) else None,
        Fact("Id", known.id),
    ]
    return PersonPage(
        title=known.name,
        address=reverse("person", args=[person]),
        query=as_on.query,
        tables=held(offices, interests, judgements),
        about=(f"{known.name}, of {register.system.name}, on {day}.",),
        as_on=as_on,
        finding=f"{known.name} holds {_counted(now)} on {day}.",
        facts=tuple(fact for fact in facts if fact),
        offices=offices,
        interests=interests,
        judgements=judgements,
    )


HOLDS, HELD, WILL = "holds it", Missing("held it"), Missing("will hold it")


def _counted(offices: int) -> str:
    if offices == 1:
        return "one seat or post"
    return f"{offices or 'no'} {'seats or posts' if offices else 'seat or post'}"


def _offices(register: Register, person: str, caption: str, links: Links, as_on: AsOn) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for what, where, capacity, holder, there in _held(register, person, links, as_on):
        appointed = links.bodies(holder.appointed_by) if holder.appointed_by else None
        early = holder.first_day is not None and as_on.on < holder.first_day
        state: Cell = HOLDS if there else WILL if early else HELD
        rows.append((what, where, capacity, state, *days(holder), appointed))
    columns = (
        Column("seat", "Seat or post"),
        Column("at", "At"),
        Column("capacity", "Capacity or office"),
        Column("state", f"On {day_in_words(as_on.on)}"),
        FROM,
        TO,
        Column("appointed_by", "Appointed by"),
    )
    return Table("offices", caption, columns, tuple(rows))


def _held(
    register: Register, person: str, links: Links, as_on: AsOn
) -> Iterator[tuple[str, Part, str, Holder, bool]]:
    """Each seat and post of a person at any time, and whether it is held on the day."""
    for forum in register.forums:
        for seat in forum.seats:
            there = forum.period.includes(as_on.on) and seat.period.includes(as_on.on)
            for holder in seat.holders:
                if holder.person == person:
                    now = there and holder in links.sitting.holders(seat)
                    capacity = first_capital(seat.capacity)
                    yield seat_name(seat), links.forum(forum.id), capacity, holder, now
    for post in register.posts:
        for holder in post.holders:
            if holder.person == person:
                now = post.period.includes(as_on.on) and holder in links.sitting.holders(post)
                office = first_capital(post.role) if post.role else ""
                yield post.name, links.body(post.body), office, holder, now


def _interests(register: Register, person: str, caption: str, links: Links) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one.about or None,
            first_capital(one.kind),
            links.body(one.body),
            one.declared_on,
            one.aware_on or "",
            *days(one),
            one.source,
        )
        for one in sorted(register.interests, key=lambda one: (str(one.declared_on), one.id))
        if one.person == person
    ]
    columns = (
        Column("about", "Interest"),
        Column("kind", "Kind"),
        Column("body", "Declared to"),
        Column("declared_on", "Declared on", "day"),
        Column("aware_on", "Aware from", "day", in_files_only=True),
        FROM,
        TO,
        Column("source", "Source", in_files_only=True),
    )
    return Table("interests", caption, columns, tuple(rows))
