"""Everybody in a register who may be an actor: whose they are, and on which days they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from joinedup.authority.act import Actor
from joinedup.authority.days import (
    ALWAYS,
    NEVER,
    OPEN_FIRST,
    OPEN_LAST,
    Days,
    both,
    either,
    stretch,
)
from joinedup.register.areas import areas_of_kind, own_area
from joinedup.register.delegations import Approval, Direction
from joinedup.register.fields import Dated
from joinedup.register.schema import Area, Body, Forum, Holder, Post, Register
from joinedup.register.titles import of_body

if TYPE_CHECKING:
    from joinedup.authority.passing import Passing
    from joinedup.authority.withheld import Kept


class Party:
    """A body, forum, post or class of officers, with all that leads to it and starts from it.

    `body` is the one it is, or is of; None for a forum of several. `owners` are the ids of the
    bodies that answer for it: that one, or every owner of the forum. `days` are those on which it
    is there; `held` those on which somebody holds the post, every day where none is ever named.
    """

    __slots__ = (
        "acting",
        "acting_for",
        "actor",
        "areas",
        "body",
        "days",
        "directions",
        "entry",
        "exclusive",
        "held",
        "incoming",
        "joint",
        "keeps_for",
        "kept",
        "kind",
        "name",
        "never",
        "officers",
        "outgoing",
        "own_ways",
        "owners",
        "rank",
        "role",
        "ways_to",
    )

    def __init__(
        self, actor: Actor, entry: Body | Forum | Post | None, body: Party | None, days: Days
    ):
        self.actor = actor
        self.entry = entry
        self.name = actor.id if entry is None else entry.name
        self.kind = "" if entry is None or isinstance(entry, Post) else entry.kind
        self.role = entry.role if isinstance(entry, Post) else ""
        self.officers = entry.officers if isinstance(entry, Post) else ()
        self.body = body if actor.kind != "body" else self
        self.days = days
        self.held = ALWAYS
        self.owners: tuple[str, ...] = () if self.body is None else (self.body.actor.id,)
        self.areas: tuple[str, ...] = ()
        self.rank = (actor.kind, actor.id, actor.officers)
        #: By function, the delegations to it and from it that the law may let pass on some day,
        #: and those to it that the law never lets pass.
        self.incoming: dict[str, list[Passing]] = {}
        self.outgoing: dict[str, list[Passing]] = {}
        self.never: dict[str, list[Passing]] = {}
        #: Ways without any delegation: to it from its body, and from it to its own.
        self.ways_to: list[Passing] = []
        self.own_ways: list[Passing] = []
        #: The ways by which a body acts through it; and by function those by which it is the body's
        #: organ for what is of its framework only.
        self.acting: list[Passing] = []
        self.acting_for: dict[str, list[Passing]] = {}
        #: Exclusive delegations that it gave, what it reserves, and other bodies that keep matters
        #: for it, by function.
        self.exclusive: dict[str, list[Passing]] = {}
        #: Joint delegations because of which it decides nothing alone, by function; each with the
        #: way by which it acts for the giver, or the giver for it: none for the giver itself.
        self.joint: dict[str, list[tuple[Passing, Passing | None]]] = {}
        self.kept: dict[str, list[Kept]] = {}
        self.keeps_for: dict[str, list[Party]] = {}
        #: Directions that bid it, or the body that it is of, to cease.
        self.directions: list[Direction] = []

    def __str__(self) -> str:
        alone = self.actor.kind in ("body", "forum")
        return self.name if alone else of_body(self.name, str(self.body))

    @property
    def never_named(self) -> bool:
        """Whether it is a post of which no holder is ever named."""
        return isinstance(self.entry, Post) and not self.entry.holders


class Parties:
    """All parties of a register, by actor and by the ids that entries name them by."""

    def __init__(self, register: Register):
        self.by_actor: dict[Actor, Party] = {}
        self.bodies: dict[str, Party] = {}
        self.forums: dict[str, Party] = {}
        self.posts: dict[str, Party] = {}
        self.officers: dict[tuple[str, str], Party] = {}
        #: Forums that a body alone owns, its posts, and the bodies that are parts of it.
        self.forums_of: dict[str, list[Party]] = defaultdict(list)
        self.posts_of: dict[str, list[Party]] = defaultdict(list)
        self.parts_of: dict[str, list[Party]] = defaultdict(list)
        self._there = {person.id: entry_days(person) for person in register.people}
        self._unknown: dict[str, Party] = {}
        self._add_bodies(register)
        for forum in register.forums:
            self._add_forum(forum)
        for post in register.posts:
            self._add_post(post)
        for one in register.delegations:
            if one.officers:
                self._add_officers(one.given_to, one.officers)

    def named(self, id: str, officers: str = "") -> Party:
        """Who an entry means by an id, or by that of a body and a class of its officers.

        One that no entry has gives a party that is never there.
        """
        if officers:
            found = self.officers.get((id, officers))
        else:
            found = self.bodies.get(id) or self.forums.get(id) or self.posts.get(id)
        if found is None:
            return self._unknown_one(id)
        return found

    def partners(self) -> Iterator[tuple[Party, tuple[str, ...]]]:
        """Each body that is a partner of others, and whose."""
        for party in self.bodies.values():
            if isinstance(party.entry, Body) and party.entry.partner_of:
                yield party, party.entry.partner_of

    def sitting_days(self, holder: Holder) -> Days:
        """The days on which somebody holds a seat or post and is there."""
        return both(entry_days(holder), self._there.get(holder.person, ALWAYS))

    def _unknown_one(self, id: str) -> Party:
        if id not in self._unknown:
            self._unknown[id] = Party(Actor("body", id), None, None, NEVER)
        return self._unknown[id]

    def _body(self, id: str) -> Party:
        return self.bodies.get(id) or self._unknown_one(id)

    def _add(self, party: Party) -> Party:
        self.by_actor[party.actor] = party
        return party

    def _add_bodies(self, register: Register) -> None:
        for body in register.bodies:
            party = self._add(Party(Actor("body", body.id), body, None, entry_days(body)))
            self.bodies[body.id] = party
            if body.part_of:
                self.parts_of[body.part_of].append(party)
            if body.area:
                party.areas = (body.area,)
            elif body.id == register.system.code and (area := system_area(register)):
                party.areas = (area.id,)

    def _add_forum(self, forum: Forum) -> None:
        owners = tuple(sorted(set(forum.owners)))
        days = both(entry_days(forum), approved_days(forum.approvals))
        body = None
        if len(owners) == 1:
            body = self._body(owners[0])
            days = both(days, body.days)
        party = self._add(Party(Actor("forum", forum.id), forum, body, days))
        party.owners = owners
        party.areas = (forum.area, *forum.also_serves)
        self.forums[forum.id] = party
        if body is not None:
            self.forums_of[owners[0]].append(party)

    def _add_post(self, post: Post) -> None:
        body = self._body(post.body)
        days = both(entry_days(post), body.days)
        party = self._add(Party(Actor("post", post.id), post, body, days))
        party.areas = (post.area,) if post.area else body.areas
        if post.holders:
            party.held = either(self.sitting_days(holder) for holder in post.holders)
        self.posts[post.id] = party
        self.posts_of[post.body].append(party)
        for named in post.officers:
            self._add_officers(post.body, named)

    def _add_officers(self, body_id: str, named: str) -> None:
        body = self.bodies.get(body_id)
        if body is not None and (body_id, named) not in self.officers:
            party = self._add(Party(Actor("officers", body_id, named), None, body, body.days))
            party.name = named
            party.areas = body.areas
            self.officers[body_id, named] = party


def entry_days(entry: Dated) -> Days:
    """The days on which an entry holds."""
    if entry.first_day is None and entry.last_day is None:
        return ALWAYS
    return stretch(entry.first_day, entry.last_day)


def approved_days(approvals: Iterable[Approval]) -> Days:
    """The days from that of the last approval; never, where one of them is not given yet."""
    first = OPEN_FIRST
    for approval in approvals:
        if approval.on is None:
            return NEVER
        first = max(first, approval.on.toordinal())
    return ALWAYS if first == OPEN_FIRST else ((first, OPEN_LAST),)


def system_area(register: Register) -> Area | None:
    """The system's own area; None where the register has no area of that kind."""
    systems = areas_of_kind(register, "system")
    if register.system.area in systems or (systems and not register.system.area):
        return own_area(register)
    return None
