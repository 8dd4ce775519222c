"""What the checks of delegations know of the register on a day, and how they tell a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property

from joinedup.authority.absent import Absence, absence
from joinedup.authority.act import Act
from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.law.function import Basis
from joinedup.law.question import listed
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Instrument,
    Post,
    Practice,
    Register,
    Stream,
)
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Outcome, Subject, Where

ActorEntry = Body | Forum | Post | Practice
Checkable = Delegation | Reservation | Direction | ActorEntry
_KINDS: dict[type, tuple[str, str]] = {
    Delegation: ("delegation", "delegations.yaml"),
    Reservation: ("reservation", "reservations.csv"),
    Direction: ("direction", "directions.csv"),
    Body: ("body", "bodies.csv"),
    Forum: ("forum", "forums.yaml"),
    Post: ("post", "posts.yaml"),
    Practice: ("practice", "practices.csv"),
}


@dataclass(frozen=True)
class Checked:
    """A register, the law and the day of the check, with what is looked up again and again."""

    register: Register
    basis: Basis
    on: date

    @property
    def day(self) -> str:
        """The day in words."""
        return day_in_words(self.on)

    @cached_property
    def scheme(self) -> Scheme:
        """The register as a scheme that can be asked who may decide."""
        return scheme_of(self.register, self.basis)

    @cached_property
    def areas(self) -> dict[str, Area]:
        """The areas by id."""
        return {one.id: one for one in self.register.areas}

    @cached_property
    def streams(self) -> dict[str, Stream]:
        """The streams of money by id."""
        return {one.id: one for one in self.register.streams}

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The texts by id."""
        return {one.id: one for one in self.register.instruments}

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """The practices by code; they are bodies that hold nothing and receive nothing."""
        return {one.code: one for one in self.register.practices}

    @cached_property
    def live(self) -> tuple[Delegation, ...]:
        """The delegations whose days include the day, and that were not revoked by then."""
        return tuple(
            one
            for one in self.register.delegations
            if one.period.includes(self.on) and all(self.on < x.on for x in one.revocations)
        )

    @cached_property
    def live_reservations(self) -> tuple[Reservation, ...]:
        """The reservations whose days include the day."""
        return tuple(one for one in self.register.reservations if one.period.includes(self.on))

    def matter(self, function: str, area: str) -> Matter:
        """A decision of a function for an area on the day, of no stated value."""
        key = function, area
        if key not in self._matters:
            self._matters[key] = self.scheme.matter(Act(function, area, self.on))
        return self._matters[key]

    @cached_property
    def _matters(self) -> dict[tuple[str, str], Matter]:
        return {}

    def bodies_of(self, actor: str) -> tuple[str, ...]:
        """The body of an actor, or all owners of a forum."""
        return self.scheme.parties.named(actor).owners

    def kind_of(self, body: str) -> str:
        """The kind of a body; '' for what is none."""
        return "GP practice" if body in self.practices else self.scheme.parties.named(body).kind

    def called(self, actor: str) -> str:
        """An actor as a sentence names it."""
        if actor in self.practices:
            return self.practices[actor].name
        return str(self.scheme.parties.named(actor))

    def all_called(self, actors: Iterable[str]) -> str:
        """Actors as a sentence lists them."""
        return listed([self.called(one) for one in actors])

    def told(
        self,
        rule: str,
        entry: Checkable,
        why: str,
        mend: str,
        outcome: Outcome = "fails",
        column: str | None = None,
        source: str = "",
    ) -> Finding:
        """A finding about an entry. It is a 'should': what no power supports proves nothing yet."""
        kind, file = _KINDS[type(entry)]
        entry_id = entry.code if isinstance(entry, Practice) else entry.id
        # Parties are named by what is said of them.
        which = "" if isinstance(entry, ActorEntry) else f"{kind} '{entry_id}': "
        return Finding(
            rule=f"authority.{rule}",
            severity="should",
            outcome=outcome,
            subject=Subject(kind, entry_id),
            where=Where(file, column=column),
            why=f"{which}{why}",
            mend=mend,
            source=source,
        )

    def entry_of(self, actor: str) -> ActorEntry | None:
        """The entry of an actor; None for an id that no entry has."""
        return self.practices.get(actor) or self.scheme.parties.named(actor).entry

    def absent(self, actor: str) -> Absence | None:
        """Why an actor is not there on the day, and to whom that is due; None if it is there."""
        party = self.scheme.parties.named(actor)
        if practice := self.practices.get(actor):
            return self._closed(practice, party)
        if includes(party.days, self.on.toordinal()):
            return None
        return absence(self.scheme.parties, party, self.on)

    def _closed(self, practice: Practice, party: Party) -> Absence | None:
        first, last = practice.first_day, practice.last_day
        if last is not None and last < self.on:
            return Absence(party, f"{practice.name} ended on {day_in_words(last)}", "", True)
        if first is not None and self.on < first:
            return Absence(party, f"{practice.name} is there only from {day_in_words(first)}", "")
        return None

    def given(self, on: date | None) -> bool:
        """Whether an approval with this day is given by the day of the check."""
        return on is not None and on <= self.on


@cache
def _nearest(word: str, known: frozenset[str]) -> tuple[str, ...]:
    return tuple(get_close_matches(word, sorted(known), n=1))


def meant(word: str, known: Collection[str]) -> str:
    """Words on the known word that is nearest to one that is not known; '' if none is near."""
    near = _nearest(word, frozenset(known))
    return f"; '{near[0]}' may be meant" if near else ""


def quoted(ids: Iterable[str]) -> str:
    """Ids as a sentence lists them: "'a', 'b' and 'c'"."""
    return listed([f"'{one}'" for one in ids])
