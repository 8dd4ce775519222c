"""A register as a scheme of reservation and delegation that can be asked: everything indexed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_left import Limit, limit_of
from joinedup.authority.containment import Containment
from joinedup.authority.days import Days, includes
from joinedup.authority.executive import BY_MODEL, NEVER_EXECUTIVE, OUTSIDE_FRAMEWORK
from joinedup.authority.holding import Holdings
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Parties, Party
from joinedup.authority.passing import Passing, Ways
from joinedup.authority.proof import Held
from joinedup.authority.roots import IN_COMMON, StandIns
from joinedup.authority.support import Support, law_days
from joinedup.authority.tables import Tables
from joinedup.authority.withheld import Kept
from joinedup.law.function import Basis
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Register
from joinedup.values.keeping import nothing_thrown_away

#: How many matters are kept before all are forgotten.
MOST_MATTERS = 256

Entry = TypeVar("Entry", Delegation, Direction, Reservation)


class Scheme:
    """The index of one register under one law. It answers nothing itself: see `prove`, `who_can`.

    Nothing in it depends on the order of the entries.
    """

    def __init__(self, register: Register, basis: Basis):
        self.register = register
        self.basis = basis
        self.areas = Containment(register.areas)
        self._area_names = {area.id: area.name for area in register.areas}
        self.parties = Parties(register)
        self.support = Support(register, basis, self.parties)
        self.stand_ins = StandIns(register, basis, self.parties)
        self.functions = {function.id: function for function in basis.functions}
        self.holdings = {
            function.id: Holdings(function, self.parties, self.areas)
            for function in basis.functions
        }
        self.organs = {organ.id: organ for organ in basis.organs}
        self.direction_powers = {power.id: power for power in basis.direction_powers}
        self.delegations = {one.id: one for one in register.delegations}
        self.directions = {one.id: one for one in register.directions}
        self.instruments = {one.id: one for one in register.instruments}
        self.preconditions = {one.id: one for one in basis.preconditions}
        self.ways = Ways(self.support, basis)
        never = set(basis.never_executive)
        self._never_executive = {
            one.id for one in basis.functions if not never.isdisjoint(one.tags)
        }
        self.in_common = tuple(
            party for party in self.parties.forums.values() if party.kind == IN_COMMON
        )
        #: The ways that each delegation makes, one from each giver.
        self.ways_of: dict[str, list[Passing]] = {}
        #: Matters that were asked about, with what was found of them.
        self._matters: dict[tuple[Act, str], Matter] = {}
        self._asked: dict[str, list[tuple[Held, Days, bool]]] = {}
        #: Whether a power covers a function, apart from whom it passes between.
        self._covered: dict[tuple[str, str], bool] = {}
        self._add_organs()
        self._add_what_is_withheld()
        self._add_delegations()
        self.tables = Tables(self)

    def matter(self, act: Act, area: str | None = None) -> Matter:
        """An act as it is asked of its area, or of a part of it."""
        key = (act, act.area if area is None else area)
        matter = self._matters.get(key)
        if matter is None:
            if act.function in self._never_executive:
                mode = NEVER_EXECUTIVE
            else:
                mode = OUTSIDE_FRAMEWORK if act.outside_framework else BY_MODEL
            if len(self._matters) >= MOST_MATTERS:
                self._matters.clear()
            matter = self._matters[key] = Matter(*key, mode, self.areas)
        return matter

    def area_name(self, area: str) -> str:
        """The name of an area; its id where it has none."""
        return self._area_names.get(area, area)

    def party(self, actor: Actor) -> Party | None:
        """The party that an actor is; None for one that the register does not have."""
        return self.parties.by_actor.get(actor)

    def asked_of_decisions(
        self, matter: Matter, actor: Party, by_executive: bool
    ) -> Iterator[Held]:
        """The preconditions of a lawful decision that the law asks of a matter.

        Those of executives only where it is decided by one, if it is for one.
        """
        executive: bool | None = None if by_executive else False
        for one, days, always in self._asked_of(matter.function):
            if not includes(days, matter.day):
                continue
            if not always and executive is None:
                executive = self._is_executive(matter, actor)
            if always or executive:
                yield one

    def _asked_of(self, name: str) -> list[tuple[Held, Days, bool]]:
        """The preconditions that may be asked of decisions under a function, with their days, and
        whether whoever decides.
        """
        if name not in self._asked:
            tags = set(self.functions[name].tags)
            found = self._asked[name] = []
            for one in self.basis.preconditions:
                always = name in one.functions or not tags.isdisjoint(one.tags)
                if one.of == "decision" and (always or one.executive):
                    found.append((Held(one.id, one.says, one.source), law_days(one), always))
        return self._asked[name]

    def _is_executive(self, matter: Matter, actor: Party) -> bool:
        """Whether it is a responsibility of the executive of a council that the actor is of."""
        owners = [self.parties.named(owner) for owner in actor.owners]
        return any(
            owner.kind in self.support.councils
            and includes(self.support.executive(owner, matter.mode).yes, matter.day)
            for owner in owners
        )

    def _add_organs(self) -> None:
        for body in self.parties.bodies.values():
            for passing in self.ways.organs(body, self.parties):
                self._connect(passing)
        for officers in self.parties.officers.values():
            for post in self.parties.posts_of[officers.actor.id]:
                if officers.actor.officers in post.officers:
                    self._connect(self.ways.belongs(officers, post))

    def _connect(self, passing: Passing) -> None:
        passing.receiver.ways_to.append(passing)
        passing.giver.own_ways.append(passing)
        if passing.leads_on:
            passing.receiver.acting.append(passing)

    def _add_delegations(self) -> None:
        areas = {area.id: area for area in self.register.areas}
        streams = {stream.id: stream for stream in self.register.streams}
        for one in _in_order(self.register.delegations):
            limit = limit_of(one, areas, streams)
            receiver = self.parties.named(one.given_to, one.officers)
            givers = one.given_by if len(one.given_by) == 1 else sorted(set(one.given_by))
            for giver in givers:
                self._add_delegation(one, self.parties.named(giver), receiver, limit)

    def _add_delegation(
        self, one: Delegation, giver: Party, receiver: Party, limit: Limit | None
    ) -> None:
        passing = self.ways.delegated(one, giver, receiver, limit)
        self.ways_of.setdefault(one.id, []).append(passing)
        for name in dict.fromkeys(one.functions):
            if self._passes(passing, name):
                receiver.incoming.setdefault(name, []).append(passing)
                giver.outgoing.setdefault(name, []).append(passing)
                if one.mode == "exclusive":
                    giver.exclusive.setdefault(name, []).append(passing)
                elif one.mode == "joint":
                    _bind(passing, name)
            else:
                receiver.never.setdefault(name, []).append(passing)

    def ways_for(self, delegation: str, function: str) -> list[Passing]:
        """The ways that a delegation makes for a function, as far as the law lets it pass."""
        of = self.ways_of.get(delegation, ())
        return [
            way
            for way in of
            if way.delegation and function in way.delegation.functions
            if self._passes(way, function)
        ]

    def _passes(self, passing: Passing, name: str) -> bool:
        """Whether the law lets a delegation pass a function on some day."""
        assert passing.delegation is not None
        key = (passing.delegation.power, name)
        covered = self._covered.get(key)
        if covered is None:
            function = self.functions.get(name)
            covered = function is not None and self.support.of_function(key[0], function) is None
            self._covered[key] = covered
        return covered and any(passing.days)

    def _add_what_is_withheld(self) -> None:
        for entry in _in_order(self.register.reservations):
            body, keeper = self.parties.named(entry.body), self.parties.named(entry.kept_by)
            kept = Kept(entry, body, keeper)
            for name in dict.fromkeys(entry.functions):
                body.kept.setdefault(name, []).append(kept)
                if keeper.body is not body:
                    keeper.keeps_for.setdefault(name, []).append(body)
        self._add_frameworks()
        for one in _in_order(self.register.directions):
            told = self.parties.named(one.given_to)
            told.directions.append(one)
        for party in self.parties.by_actor.values():
            if party.body is not None and party.body is not party and party.body.directions:
                of_body = party.body.directions
                party.directions = [*party.directions, *of_body] if party.directions else of_body

    def _add_frameworks(self) -> None:
        """Adds the ways to organs to whom bodies reserve what is of a framework of theirs."""
        for body in self.parties.bodies.values():
            if not body.kept:
                continue
            for way in body.own_ways:
                made = self.ways.of_framework(way)
                if any(made.days):
                    for name, several in body.kept.items():
                        if any(kept.entry.kept_by == way.receiver.actor.id for kept in several):
                            way.receiver.incoming.setdefault(name, []).append(made)
                            body.outgoing.setdefault(name, []).append(made)
                            way.receiver.acting_for.setdefault(name, []).append(made)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of their ids, as nothing depends on that of the folder."""
    return sorted(entries, key=lambda one: one.id)


def _bind(passing: Passing, name: str) -> None:
    """Notes of those whose a joint delegation is that they do not decide alone what it passes."""
    giver = passing.giver
    giver.joint.setdefault(name, []).append((passing, None))
    ways = [(way, way.receiver) for way in (*giver.own_ways, *giver.outgoing.get(name, ()))]
    ways += [(way, way.giver) for way in (*giver.ways_to, *giver.incoming.get(name, ()))]
    for way, party in ways:
        if way.how == "acts":
            party.joint.setdefault(name, []).append((passing, way))


def scheme_of(register: Register, basis: Basis) -> Scheme:
    """The index of a register under a law, ready to be asked who may decide."""
    with nothing_thrown_away():
        return Scheme(register, basis)
