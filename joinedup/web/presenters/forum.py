"""The page of one forum: its seats, who holds them, what is vacant, and what the checks say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Forum, Seat
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding
from joinedup.web.folder import Shown, findings
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
from joinedup.web.presenters.found import found_table
from joinedup.web.presenters.links import AsOn, Links, several
from joinedup.web.presenters.seats import (
    counted_seats,
    employer,
    filled_in_words,
    seat_name,
    seats_on,
    vacancy,
    vacant_since,
)
from joinedup.web.presenters.texts import judgements_table, texts_table


@dataclass(frozen=True, kw_only=True)
class ForumPage(DatedPage):
    """What the page of one forum shows; a table without rows is told in words."""

    kind: str
    standing: str
    finding: str
    facts: tuple[Fact, ...]
    seats: Table
    others: Table
    committees: Table
    texts: Table
    judgements: Table
    found: Table


@lru_cache(maxsize=64)
def forum_page(system: Shown, as_on: AsOn, forum: str) -> ForumPage | None:
    """One forum on a day; None where there is none with this id."""
    register = system.register
    known = next((one for one in register.forums if one.id == forum), None)
    if known is None:
        return None
    links, day = Links(register, as_on), day_in_words(as_on.on)
    seats, others = _seats(system, known, links, as_on), _other_holders(known, links, as_on)
    committees = forums_table(
        "committees",
        f"Its committees on {day}",
        [one for one in register.forums if one.part_of == forum and one.period.includes(as_on.on)],
        links,
        as_on,
    )
    texts = texts_table(
        f"Texts of {known.name}", (one for one in register.instruments if one.forum == forum), links
    )
    judged = judgements_table(
        f"What was judged of the members of {known.name}",
        (one for one in register.judgements if one.forum == forum),
        links,
    )
    about = tuple(one for one in findings(system, as_on.on) if _is_about(one, forum))
    found = found_table(about, f"What the checks of {day} say of {known.name}", as_on)
    return ForumPage(
        title=known.name,
        address=reverse("forum", args=[forum]),
        query=as_on.query,
        tables=held(seats, others, committees, texts, judged, found),
        about=(f"{known.name}, {known.kind} of {register.system.name}, on {day}.",),
        as_on=as_on,
        kind=known.kind,
        standing=standing(known, as_on.on),
        finding=f"{first_capital(filled_in_words(counted_seats(known, links.sitting)))}.",
        facts=_facts(known, links),
        seats=seats,
        others=others,
        committees=committees,
        texts=texts,
        judgements=judged,
        found=found,
    )


def _facts(forum: Forum, links: Links) -> tuple[Fact, ...]:
    served = (forum.area, *forum.also_serves)
    facts = [
        Fact("Belongs to", links.bodies(forum.owners)),
        Fact("Serves", links.areas(dict.fromkeys(served))),
        Fact("Part of", links.forum(forum.part_of)) if forum.part_of else None,
        Fact("Form", several(first_capital(one) for one in forum.forms)) if forum.forms else None,
        Fact(
            "Commissioning functions",
            {"yes": "It exercises them", "no": "It exercises none"}.get(forum.commissions),
        ),
        Fact("Meets", first_capital(forum.meets) if forum.meets else None),
        Fact("Days", days_in_words(forum)),
        Fact("Powers", links.powers("forum", forum.id)),
        Fact("Id", forum.id),
    ]
    return tuple(fact for fact in facts if fact)


def _seats(system: Shown, forum: Forum, links: Links, as_on: AsOn) -> Table:
    people = {person.id: person for person in system.register.people}
    rows: list[tuple[Cell, ...]] = []
    for seat in seats_on(forum, as_on.on):
        told = _seat_cells(seat, links)
        for holder in links.sitting.holders(seat):
            works_for = employer(people.get(holder.person), links)
            person = links.person(holder.person)
            rows.append((*told[:2], person, *told[2:], works_for, holder.first_day))
        if not links.sitting.holders(seat):
            since = vacant_since(seat, as_on.on) or ""
            rows.append((*told[:2], vacancy(seat), *told[2:], "", since))
    columns = (
        Column("seat", "Seat"),
        Column("id", "Id", "code", in_files_only=True),
        # Before the others, so that a narrow screen shows who sits.
        Column("holder", "Holder"),
        Column("capacity", "Capacity"),
        Column("roles", "For"),
        Column("nominators", "Nominated or appointed by"),
        Column("needed_by", "Needed by", in_files_only=True),
        Column("employer", "Employed by"),
        Column("since", "Since", "day"),
    )
    caption = f"Seats of {forum.name} on {day_in_words(as_on.on)}"
    return without_empty(Table("seats", caption, columns, tuple(rows)), "roles", "nominators")


def _seat_cells(seat: Seat, links: Links) -> tuple[Cell, ...]:
    return (
        seat_name(seat),
        seat.id,
        first_capital(seat.capacity),
        several(seat.roles) if seat.roles else "",
        links.bodies(seat.nominators) if seat.nominators else "",
        seat.needed_by,
    )


def _other_holders(forum: Forum, links: Links, as_on: AsOn) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for seat in forum.seats:
        there = seat.period.includes(as_on.on)
        for holder in sorted(seat.holders, key=lambda one: (str(one.first_day), one.person)):
            if not (there and holder in links.sitting.holders(seat)):
                appointed = links.bodies(holder.appointed_by) if holder.appointed_by else None
                person = links.person(holder.person)
                rows.append((seat_name(seat), seat.id, person, appointed, *days(holder)))
    columns = (
        Column("seat", "Seat"),
        Column("id", "Id", "code", in_files_only=True),
        Column("holder", "Holder"),
        Column("appointed_by", "Appointed by"),
        FROM,
        TO,
    )
    caption = f"Who held a seat before, or will, as known on {day_in_words(as_on.on)}"
    return Table("other-holders", caption, columns, tuple(rows))


def _is_about(finding: Finding, forum: str) -> bool:
    """Whether a finding is about the forum, or about a seat of it by the id 'forum/seat'."""
    subject = finding.subject
    return subject.kind in ("forum", "seat") and subject.id.partition("/")[0] == forum
