"""Searching: from words to what the register names, whatever their order, case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Register
from joinedup.register.titles import actor_names, title

_WORD = re.compile(r"[^\W_]+")


class Rank(IntEnum):
    """How well a thing fits; the best comes first."""

    EXACT_CODE = 0
    WHOLE_NAME = 1
    NAME_BEGINS = 2
    ALL_IN_NAME = 3
    ALL_ANYWHERE = 4


@dataclass(frozen=True)
class Thing:
    """Something that can be found: its kind, its id and name, and what else it is known by.

    `codes` are found whole too: NHS (ODS) and ONS codes, postcodes. `about` is said beside the
    name and searched as well. `within` is the id of what it stands in: the forum of a seat.
    """

    kind: str
    id: str
    name: str
    codes: tuple[str, ...] = ()
    about: str = ""
    within: str = ""

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(_joined(code) for code in (self.id, *self.codes))

    @cached_property
    def _name(self) -> tuple[str, ...]:
        return words(self.name)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        others = (word for text in (self.id, *self.codes, self.about) for word in words(text))
        return (*self._name, *others, *self._codes)

    def rank(self, asked: Sequence[str]) -> Rank | None:
        """How well it fits the words asked for, of which there is one at least; None if not."""
        if "".join(asked) in self._codes:
            return Rank.EXACT_CODE
        if not _all_begin(asked, self._words):
            return None
        if not _all_begin(asked, self._name):
            return Rank.ALL_ANYWHERE
        if self._name == tuple(asked):
            return Rank.WHOLE_NAME
        begins = " ".join(self._name).startswith(" ".join(asked))
        return Rank.NAME_BEGINS if begins else Rank.ALL_IN_NAME


@dataclass(frozen=True)
class Hit:
    """A thing that was found, and how well it fits."""

    thing: Thing
    rank: Rank


def search(things: Iterable[Thing], text: str) -> tuple[Hit, ...]:
    """The things that every word of `text` is found in, the best first.

    A word is found where one begins with it. Without a word nothing is found.
    """
    asked = words(text)
    if not asked:
        return ()
    hits = [Hit(thing, rank) for thing in things if (rank := thing.rank(asked)) is not None]
    return tuple(sorted(hits, key=_order))


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and apostrophes: 'King's Café' is kings, cafe."""
    return tuple(_WORD.findall(_folded(text)))


def things(register: Register) -> tuple[Thing, ...]:
    """All that a register names: areas, bodies, practices, forums, seats, people, posts, texts.

    So too what is passed from one to another, by the names of the two.
    """
    return (
        *_areas(register),
        *(Thing("body", one.id, one.name, about=one.kind) for one in register.bodies),
        *(
            Thing(
                "practice",
                one.code,
                one.name,
                (one.postcode,) if one.postcode else (),
                "GP practice",
            )
            for one in register.practices
        ),
        *_forums(register),
        *_people(register),
        *_texts(register),
        *_passings(register),
    )


def _areas(register: Register) -> Iterator[Thing]:
    for area in register.areas:
        codes = tuple(dict.fromkeys(one.code for one in area.ons))
        yield Thing("area", area.id, area.name, codes, area.kind)


def _forums(register: Register) -> Iterator[Thing]:
    for forum in register.forums:
        yield Thing("forum", forum.id, forum.name, about=forum.kind)
    for forum in register.forums:
        for seat in forum.seats:
            about = f"{seat.capacity}, {forum.name}"
            name = seat.name or seat.capacity
            yield Thing("seat", seat.id, name, about=about, within=forum.id)


def _people(register: Register) -> Iterator[Thing]:
    bodies = {body.id: body.name for body in register.bodies}
    for person in register.people:
        yield Thing("person", person.id, person.name, about=bodies.get(person.employer or "", ""))
    for post in register.posts:
        about = ", ".join(part for part in (post.role, bodies.get(post.body, post.body)) if part)
        yield Thing("post", post.id, post.name, about=about, within=post.body)


def _texts(register: Register) -> Iterator[Thing]:
    for text in register.instruments:
        yield Thing("instrument", text.id, text.title, about=text.kind, within=text.owners[0])
    for hosted in register.hosting:
        yield Thing("hosting", hosted.id, hosted.name, about=hosted.kind, within=hosted.host)


def _passings(register: Register) -> Iterator[Thing]:
    """Delegations, reservations and directions, each with the body that it starts from."""
    names, bodies = actor_names(register), _bodies_of_actors(register)
    areas = {area.id: area.name for area in register.areas}
    passings: list[tuple[str, Delegation | Reservation | Direction, str]] = [
        *(("delegation", one, one.given_by[0]) for one in register.delegations),
        *(("reservation", one, one.body) for one in register.reservations),
        *(("direction", one, one.given_by) for one in register.directions),
    ]
    for kind, entry, actor in passings:
        what = "; ".join(entry.functions) or "every function"
        where = f", {areas[entry.area]}" if entry.area else ""
        body = bodies.get(actor, actor)
        yield Thing(kind, entry.id, title(entry, names), about=f"{what}{where}", within=body)


def _bodies_of_actors(register: Register) -> dict[str, str]:
    """The body of each forum and post, the first of several, by its id."""
    bodies = {forum.id: forum.owners[0] for forum in register.forums}
    return bodies | {post.id: post.body for post in register.posts}


def _all_begin(asked: Iterable[str], known: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in known) for one in asked)


def _joined(text: str) -> str:
    return "".join(words(text))


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # By way of capitals, so that letters which share one are the same.
    return plain.upper().casefold().replace("'", "").replace("\u2019", "")


def _order(hit: Hit) -> tuple[Rank, str, str, str, str]:
    thing = hit.thing
    return hit.rank, " ".join(words(thing.name)), thing.kind, thing.id, thing.within
