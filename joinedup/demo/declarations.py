"""What the demonstration's appointers judged, and the interests that its people declared."""

from __future__ import annotations

from datetime import date, timedelta

from joinedup.demo.bodies import ICB, SOURCE
from joinedup.demo.chance import Chance
from joinedup.demo.people import People
from joinedup.register.schema import Body, Forum, Instrument, Interest, Judgement, Person, Post

_KNOWS_OF_MENTAL_HEALTH = "chief/merewold-mental-health"
# How many days before a seat is taken the appointer judges, and the person knows of an interest;
# the law gives 28 days for declaring it.
_JUDGED, _AWARE = timedelta(14), timedelta(35)
_SOONEST, _LATEST = 1, 28
# Who judges all others, and the one seat that somebody else judges.
_JUDGE = "chair of the integrated care board"
_CHAIR_OF_BOARD = ("integrated care board", "chair")
# How long the partnership takes to look at a new assessment of needs.
_LOOKED_AT = timedelta(27)
# What those declare who belong to no partner; most of them nothing.
_OF_OTHERS = (
    ("none", ""),
    ("none", ""),
    ("none", ""),
    ("non-financial personal", "Trustee of a charity of the system"),
    ("indirect", "A member of the household works for a trust of the system"),
)


def all_judgements(
    forums: tuple[Forum, ...], instruments: tuple[Instrument, ...], people: People
) -> tuple[Judgement, ...]:
    """Independence of each member where the ICB commissions; mental health; the strategy."""
    independence = [
        Judgement(
            id=f"independence-{forum.id}-{person}",
            matter="independence",
            forum=forum.id,
            person=person,
            judged_by="NHS England" if (forum.kind, seat) == _CHAIR_OF_BOARD else _JUDGE,
            on=since - _JUDGED,
            conclusion="satisfied",
            source=SOURCE,
        )
        for forum in forums
        if ICB in forum.owners and forum.commissions == "yes"
        for person, (seat, since) in _holders(forum, "attendee").items()
    ]
    knows = people[_KNOWS_OF_MENTAL_HEALTH].id
    board = next(forum for forum in forums if forum.kind == "integrated care board")
    mental_health = Judgement(
        id=f"mental-health-{knows}",
        matter="mental health knowledge",
        forum=board.id,
        person=knows,
        judged_by=_JUDGE,
        on=_holders(board)[knows][1] - _JUDGED,
        conclusion="satisfied",
        source=SOURCE,
    )
    return (*independence, mental_health, *_of_strategy(instruments))


def _of_strategy(instruments: tuple[Instrument, ...]) -> list[Judgement]:
    """The partnership judged after each assessment of needs that its strategy was to be revised."""
    return [
        Judgement(
            id=f"strategy-after-{text.id}",
            matter="strategy revision",
            forum="partnership",
            judged_by="forum",
            on=text.published_on + _LOOKED_AT,
            conclusion="satisfied",
            source=SOURCE,
        )
        for text in instruments
        if text.kind == "needs assessment" and text.published_on is not None
    ]


def all_interests(
    seed: int,
    forums: tuple[Forum, ...],
    posts: tuple[Post, ...],
    people: People,
    bodies: tuple[Body, ...],
) -> tuple[Interest, ...]:
    """What each who sits at a forum of the ICB, or has a post at it, declared before that."""
    chance = Chance(seed, "interests")
    began: dict[str, date] = {}
    for forum in forums:
        if ICB in forum.owners:
            for person, (_, since) in _holders(forum).items():
                began[person] = min(since, began.get(person, since))
    for post in posts:
        if post.body == ICB:
            for holder in post.holders:
                since = holder.first_day or date.max
                began[holder.person] = min(since, began.get(holder.person, since))
    names = {body.id: body.name for body in bodies}
    return tuple(
        _interest(chance, role, person, began[person.id], names)
        for role, person in people.items()
        if person.id in began
    )


def _interest(
    chance: Chance, role: str, person: Person, began: date, names: dict[str, str]
) -> Interest:
    kind, about = chance.one_of(_OF_OTHERS)
    if role.startswith("councillor/"):
        kind, about = "non-financial professional", "Councillor of a council of the system"
    elif person.employer in names and person.employer != ICB:
        kind, about = "financial", f"Employed by {names[person.employer]}"
    elif person.employer not in (None, ICB):
        kind, about = "financial", f"Partner of the practice {person.employer}"
    aware = began - _AWARE
    declared = aware + timedelta(int(chance.between(_SOONEST, _LATEST + 1)))
    return Interest(
        id=f"interest-{person.id}",
        person=person.id,
        body=ICB,
        kind=kind,
        about=about,
        aware_on=aware,
        declared_on=declared,
        first_day=declared,
        source=SOURCE,
    )


def _holders(forum: Forum, but: str = "") -> dict[str, tuple[str, date]]:
    """Who ever sat at a forum, in which seat first and since when, but in one capacity."""
    found: dict[str, tuple[str, date]] = {}
    for seat in forum.seats:
        for holder in seat.holders:
            if seat.capacity != but and holder.first_day is not None:
                found.setdefault(holder.person, (seat.id, holder.first_day))
    return found
