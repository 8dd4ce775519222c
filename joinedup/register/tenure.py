"""Whether the days of a folder agree: who holds what when, and what has ended or not yet begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.register.disagreement import disagreement
from joinedup.register.fields import Dated
from joinedup.register.reading import Folder
from joinedup.register.schema import Body, Forum, Holder, OnsCode, Register, Seat
from joinedup.values.dates import Period, day_in_words
from joinedup.values.finding import Finding

# The law gives such a board one chair; other forums may share the chair.
_BOARD = "integrated care board"
#: Capacities and roles of people who hold an office and are nobody's employees for it.
_OFFICE_CAPACITIES = frozenset({"chair", "non-executive member"})
_OFFICE_ROLES = frozenset(
    {
        "elected member",
        "mayor",
        "council leader",
        "cabinet member",
        "independent chair",
        "people who use services",
    }
)


def tenure_findings(folder: Folder, on: date) -> Iterator[Finding]:
    """Everything in the folder whose days do not agree; some of it as on one day."""
    yield from _two_holders(folder)
    yield from _two_models(folder)
    yield from _two_ons_codes(folder)
    yield from _seats_outside_their_forum(folder)
    yield from _two_chairs(folder, on)
    yield from _holders(folder, on)
    yield from _of_bodies_that_are_not_there(folder, on)
    yield from _forums_not_yet_approved(folder, on)
    yield from _approvals_by_others(folder, on)


def overlapping(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """For each period that begins before an earlier one has ended: that one's index and its own.

    Of several earlier ones it is the one that ends last. Periods are in order of their first days;
    of two that begin together, the first given is the earlier. No known end means for ever.
    """
    order = sorted(range(len(periods)), key=lambda index: periods[index].first or date.min)
    pairs: list[tuple[int, int]] = []
    longest: int | None = None
    for index in order:
        if longest is not None and _begins(periods[index]) <= _ends(periods[longest]):
            pairs.append((longest, index))
        if longest is None or _ends(periods[index]) > _ends(periods[longest]):
            longest = index
    return pairs


def _begins(period: Period) -> date:
    return period.first or date.min


def _ends(period: Period) -> date:
    return period.last or date.max


def _two_holders(folder: Folder) -> Iterator[Finding]:
    people = {person.id: person.name for person in folder.register.people}
    for held in _held(folder.register):
        for earlier, later in overlapping([holder.period for holder in held.holders]):
            first, second = held.holders[earlier], held.holders[later]
            names = f"{people.get(first.person, first.person)} and "
            names += people.get(second.person, second.person)
            if first.person == second.person:
                names = f"{people.get(first.person, first.person)} twice"
            yield disagreement(
                folder,
                "two-holders",
                held.section,
                held.entry,
                f"{held.called} is held by {names} at the same time: {_days(first.period)}, and "
                f"{_days(second.period)}",
                "give the earlier holder a last day, or give each a seat or post of their own",
                column="holders",
            )


@dataclass(frozen=True)
class _Held:
    """A seat or post: its section and id, words for it, its days, and who holds it.

    `is_office` is true of one whose holder need not be anyone's employee.
    """

    section: str
    entry: str
    called: str
    periods: tuple[Period, ...]
    holders: tuple[Holder, ...]
    is_office: bool

    def is_there(self, on: date) -> bool:
        return all(period.includes(on) for period in self.periods)


def _held(register: Register) -> Iterator[_Held]:
    for forum in register.forums:
        for seat in forum.seats:
            yield _Held(
                "seats",
                f"{forum.id}/{seat.id}",
                _seat_of(seat, forum),
                (seat.period, forum.period),
                seat.holders,
                seat.capacity in _OFFICE_CAPACITIES or not _OFFICE_ROLES.isdisjoint(seat.roles),
            )
    for post in register.posts:
        called, is_office = f"the post of {post.name}", post.role in _OFFICE_ROLES
        yield _Held("posts", post.id, called, (post.period,), post.holders, is_office)


def _seat_of(seat: Seat, forum: Forum) -> str:
    return f"the seat '{seat.name or seat.id}' of {forum.name}"


def _two_models(folder: Folder) -> Iterator[Finding]:
    names = _body_names(folder.register)
    by_body: dict[str, list[tuple[Period, str]]] = {}
    for one in folder.register.governance:
        by_body.setdefault(one.body, []).append((one.period, one.model))
    for body, models in by_body.items():
        for earlier, later in overlapping([period for period, _ in models]):
            (first_days, first), (second_days, second) = models[earlier], models[later]
            yield disagreement(
                folder,
                "two-governance-models",
                "governance",
                body,
                f"{names.get(body, body)} has two governance models at the same time: '{first}' "
                f"{_days(first_days)}, and '{second}' {_days(second_days)}",
                "give the earlier model a last day in governance.csv, or take one of the rows out",
            )


def _two_ons_codes(folder: Folder) -> Iterator[Finding]:
    names = _body_names(folder.register)
    system = folder.register.system
    entries: list[tuple[str, str, str, tuple[OnsCode, ...]]] = [
        ("areas", area.id, area.name, area.ons) for area in system.areas
    ]
    entries += [
        ("councils", council.body, names.get(council.body, council.body), council.ons)
        for council in system.councils
    ]
    for section, entry, name, ons in entries:
        for earlier, later in overlapping([code.period for code in ons]):
            first, second = ons[earlier], ons[later]
            # A code without days is one that is known to have been right, not when.
            undated = Period() in (first.period, second.period)
            yield disagreement(
                folder,
                "two-ons-codes",
                section,
                entry,
                f"not known: from when to when {name} has each of its ONS codes, {first.code} and "
                f"{second.code}"
                if undated
                else f"{name} has two ONS codes at the same time: {first.code} "
                f"{_days(first.period)}, and {second.code} {_days(second.period)}",
                "give each code its first and last day, or take one of them out",
                outcome="not-known" if undated else "fails",
                column="ons",
            )


def _seats_outside_their_forum(folder: Folder) -> Iterator[Finding]:
    people = {person.id: person.name for person in folder.register.people}
    for forum in folder.register.forums:
        for seat in forum.seats:
            if _reaches_outside(seat, forum):
                yield disagreement(
                    folder,
                    "seat-outside-forum",
                    "seats",
                    f"{forum.id}/{seat.id}",
                    f"{_seat_of(seat, forum)} is there {_days(seat.period)}, but the forum "
                    f"{_days(forum.period)}",
                    "mend the days of the seat or of the forum",
                )
            for holder in seat.holders:
                if _reaches_outside(holder, seat) or _reaches_outside(holder, forum):
                    yield disagreement(
                        folder,
                        "holder-outside-seat",
                        "seats",
                        f"{forum.id}/{seat.id}",
                        f"{_seat_of(seat, forum)} is held by {people.get(holder.person, '')} "
                        f"{_days(holder.period)}, when the seat or its forum is not always there",
                        "mend the days of the holder, of the seat or of the forum",
                        column="holders",
                    )


def _reaches_outside(inner: Dated, outer: Dated) -> bool:
    """Whether a day that is stated of one lies outside the days of the other."""
    days = (inner.first_day, inner.last_day)
    return any(day is not None and not outer.period.includes(day) for day in days)


def _two_chairs(folder: Folder, on: date) -> Iterator[Finding]:
    for forum in folder.register.forums:
        if not forum.period.includes(on):
            continue
        chairs = [
            f"'{seat.name or seat.id}'"
            for seat in forum.seats
            if seat.capacity == "chair"
            and "deputy chair" not in seat.roles
            and ("co-chair" not in seat.roles or forum.kind == _BOARD)
            and seat.period.includes(on)
        ]
        if len(chairs) > 1:
            yield disagreement(
                folder,
                "two-chairs",
                "forums",
                forum.id,
                f"{forum.name} has {len(chairs)} seats for a chair on {day_in_words(on)}: "
                f"{_listed(chairs)}",
                "give the earlier seat a last day, or mend the capacity of one; a deputy has the "
                "role 'deputy chair'"
                + ("" if forum.kind == _BOARD else "; two who share it each have 'co-chair'"),
                column="seats",
            )


def _holders(folder: Folder, on: date) -> Iterator[Finding]:
    """Holders who are not there on a day, or whose employer nobody names."""
    people = {person.id: person for person in folder.register.people}
    holding: dict[str, list[_Held]] = {}
    for held in _held(folder.register):
        for holder in held.holders:
            if held.is_there(on) and holder.period.includes(on) and holder.person in people:
                holding.setdefault(holder.person, []).append(held)
    for person_id, all_held in holding.items():
        person = people[person_id]
        if not person.period.includes(on):
            for held in all_held:
                yield disagreement(
                    folder,
                    "holder-not-there",
                    held.section,
                    held.entry,
                    f"{held.called} is held on {day_in_words(on)} by {person.name}, who "
                    f"{_why_not_there(person, on)}",
                    "give the holder a last day, or mend the days of the person in people.csv",
                    column="holders",
                )
        elif person.employer is None and not any(held.is_office for held in all_held):
            more = f" and {len(all_held) - 1} more" if len(all_held) > 1 else ""
            yield disagreement(
                folder,
                "holder-without-employer",
                "people",
                person.id,
                f"not known: who employs {person.name}, who holds {all_held[0].called}{more}",
                "name the employer in people.csv; only those who hold an office, such as chairs, "
                "non-executive members and councillors ('elected member'), need none",
                outcome="not-known",
                column="employer",
            )


def _of_bodies_that_are_not_there(folder: Folder, on: date) -> Iterator[Finding]:
    """Forums, posts and hosting on a day whose bodies have ended or not begun; the ICB too."""
    register = folder.register
    bodies: dict[str, Dated] = {practice.code: practice for practice in register.practices}
    bodies |= {body.id: body for body in register.bodies}
    gone = {one: body for one, body in bodies.items() if not body.period.includes(on)}
    names = _body_names(register)
    entries: list[tuple[str, str, str, Dated, Iterable[str]]] = [
        ("forums", forum.id, f"{forum.name} belongs to", forum, forum.owners)
        for forum in register.forums
    ]
    entries += [
        ("posts", post.id, f"{post.name} is a post of", post, (post.body,))
        for post in register.posts
    ]
    for one in register.hosting:
        entries.append(("hosting", one.id, f"{one.name} is hosted by", one, (one.host,)))
        entries.append(("hosting", one.id, f"{one.name} is hosted for", one, one.on_behalf_of))
    rules = {"forums": "forum", "posts": "post", "hosting": "hosting"}
    for section, entry, told, dated, of in entries:
        not_there = [body for body in dict.fromkeys(of) if body in gone]
        # Those to whom a joint forum belongs have no days: some may have joined or left since.
        is_joint = set(of) != set(not_there)
        for body in not_there:
            if not dated.period.includes(on) or (is_joint and on < _begins(gone[body].period)):
                continue
            gone_why = _why_not_there(gone[body], on)
            why = f"on {day_in_words(on)} {told} {names[body]}, which {gone_why}"
            mend = "give it a last day, name the body that took over, or mend the body's days"
            open_to = is_joint
            if after := _took_over(gone[body], on):
                heirs = _listed([names[one] for one in after])
                open_to = False
                why = f"{why}; {heirs} took on what it did"
                mend = f"give it a last day, or name {heirs} instead"
            yield disagreement(
                folder,
                f"{rules[section]}-of-body-not-there",
                section,
                entry,
                f"not known: who took over, as {why}" if open_to else why,
                mend,
                outcome="not-known" if open_to else "fails",
            )
    yield from _icb_not_there(folder, gone, on)


def _took_over(gone: Dated, on: date) -> tuple[str, ...]:
    """The bodies that took on what one did that has ended; none for a practice."""
    return gone.succeeded_by if isinstance(gone, Body) and _ends(gone.period) < on else ()


def _icb_not_there(folder: Folder, gone: Mapping[str, Dated], on: date) -> Iterator[Finding]:
    """Where the ICB has ended, or not begun and the folder does not say that its system had."""
    code, begun = folder.register.system.code, folder.register.system.first_day
    if code not in gone:
        return
    # Systems were made by policy years before the law gave them boards.
    older = begun is not None and begun <= on < _begins(gone[code].period)
    if not older:
        yield disagreement(
            folder,
            "icb-not-there",
            "bodies",
            code,
            f"{_body_names(folder.register)[code]}, whose system this is, "
            f"{_why_not_there(gone[code], on)}: it is not there on {day_in_words(on)}",
            "ask about a day on which it is there, mend its days, or name the board that took over",
        )


def _forums_not_yet_approved(folder: Folder, on: date) -> Iterator[Finding]:
    """Forums that are there on a day by their days, and not by the approvals that they need."""
    names = _body_names(folder.register)
    for forum in folder.register.forums:
        if not forum.period.includes(on):
            continue
        lacking = [one for one in forum.approvals if one.on is None or one.on > on]
        if not lacking:
            continue
        told = [
            f"{names.get(one.by, one.by)} ({day_in_words(one.on) if one.on else 'no day given'})"
            for one in lacking
        ]
        yield disagreement(
            folder,
            "forum-not-approved",
            "forums",
            forum.id,
            f"{forum.name} is there on {day_in_words(on)} by its days, and lacks the approval of "
            f"{_listed(told)}: it is there from the day of the last",
            "give the approval its day, or the forum a first day that is not before it",
            column="approvals",
        )


def _approvals_by_others(folder: Folder, on: date) -> Iterator[Finding]:
    """Forums that await the approval of a body without a share, or say it of some owners only."""
    names = _body_names(folder.register)
    # Its consent is asked for by law, whoever it belongs to.
    national = {one.id for one in folder.register.bodies if one.kind.startswith("NHS England")}
    for forum in folder.register.forums:
        by = [one.by for one in forum.approvals]
        if not by or not forum.period.includes(on):
            continue
        others = [one for one in by if one in names and one not in (*forum.owners, *national)]
        silent = [one for one in forum.owners if one not in by]
        if others:
            yield disagreement(
                folder,
                "approval-of-no-owner",
                "forums",
                forum.id,
                f"not known: why {forum.name} needs the approval of "
                f"{_listed([names[one] for one in others])}, as it belongs to others; it is not "
                "there before",
                "name the body among its owners, or take its approval out",
                outcome="not-known",
                column="approvals",
            )
        if silent and len(silent) < len(forum.owners):
            yield disagreement(
                folder,
                "approval-not-said",
                "forums",
                forum.id,
                f"not known: whether {_listed([names[one] for one in silent])} approved "
                f"{forum.name}, which lists the approvals of others that it belongs to",
                "add the approval, without a day if it was not yet given; or take the owner out",
                outcome="not-known",
                column="approvals",
            )


def _why_not_there(entry: Dated, on: date) -> str:
    if entry.first_day is not None and on < entry.first_day:
        return f"is there only from {day_in_words(entry.first_day)}"
    return f"was there only to {day_in_words(entry.last_day or on)}"


def _body_names(register: Register) -> dict[str, str]:
    names = {practice.code: practice.name for practice in register.practices}
    return names | {body.id: body.name for body in register.bodies}


def _days(period: Period) -> str:
    begins = "" if period.first is None else f"from {day_in_words(period.first)}"
    ends = "" if period.last is None else f"to {day_in_words(period.last)}"
    return " ".join(filter(None, (begins, ends))) or "on all days"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
