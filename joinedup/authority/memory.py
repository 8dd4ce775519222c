"""What was found before for matters alike: alike in function, area, day and value.

It changes no answer: a scheme never changes, and acts are alike only where nothing that they are
tried against tells them apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.act import Act
from joinedup.authority.chains import best_chain
from joinedup.authority.days import Days, days_of, includes
from joinedup.authority.field import Field
from joinedup.authority.parties import Party, entry_days
from joinedup.authority.proof import Chain, Proof, Terms
from joinedup.authority.roots import IN_COMMON, Root, need, roots_of
from joinedup.authority.support import law_days
from joinedup.authority.terms import report_back, terms_of
from joinedup.authority.withheld import exclusives, is_suspended

if TYPE_CHECKING:
    from joinedup.authority.scheme import Scheme

#: How many sets of answers are kept before all are forgotten.
MOST_KEPT = 100_000


#: Who a chain may begin with, for an area: those who hold a function or stand in for a holder.
Roots = dict[Party, list[Root]]


def roots_for(scheme: Scheme, act: Act, decider: Party | None) -> list[tuple[str, Roots]]:
    """For each group that a proof needs, its area and its roots; they do not turn on the value."""
    found = []
    for group in need(scheme.holdings[act.function], scheme.matter(act), decider).groups:
        matter = scheme.matter(act, group.area)
        found.append((group.area, roots_of(group, matter, scheme.stand_ins)))
    return found


class Answers:
    """Who may decide a matter, for all acts that are alike.

    `decider` is a forum of committees in common, whose owners must all decide; None for all others.
    """

    def __init__(
        self,
        scheme: Scheme,
        act: Act,
        decider: Party | None,
        roots: Sequence[tuple[str, Roots]] | None = None,
    ):
        self._scheme = scheme
        self._act = act
        self._decider = decider
        self._known: dict[Party, tuple[tuple[Chain, ...], Terms, tuple[str, ...]] | None] = {}
        self._everybody: tuple[Party, ...] | None = None
        #: For each group that a proof needs, the matter, the roots, and whom they reach if it was
        #: asked who can: of one actor alone a search back from it is shorter.
        if roots is None:
            roots = roots_for(scheme, act, decider)
        self._groups = [(scheme.matter(act, area), some) for area, some in roots]
        self._fields: list[Field] = []

    def proof(self, party: Party, act: Act) -> Proof | None:
        """The proof that somebody may decide; `act` is alike the one of these answers."""
        if party in self._known:
            known = self._known[party]
        else:
            known = self._known[party] = self._answer(party)
        if known is None:
            return None
        chains, terms, back = known
        if act.area != self._act.area:
            # Areas are alike only where one chain for the whole area is the proof.
            chains = (Chain(act.area, chains[0].steps),)
        return Proof(party.actor, act, chains, terms, back)

    def everybody(self) -> tuple[Party, ...]:
        """All who may decide, sorted by the actor."""
        if self._everybody is None:
            self._fields = [Field(roots, matter) for matter, roots in self._groups]
            reached: Iterable[Party] = self._fields[0] if self._fields else ()
            if self._decider is not None:
                reached = (self._decider,)
            else:
                reached = (party for party in reached if party.kind != IN_COMMON)
            able = [party for party in reached if self.proof(party, self._act) is not None]
            self._everybody = tuple(sorted(able, key=lambda party: party.rank))
        return self._everybody

    def _answer(self, party: Party) -> tuple[tuple[Chain, ...], Terms, tuple[str, ...]] | None:
        found = []
        for number, (matter, roots) in enumerate(self._groups):
            if (
                not includes(party.days, matter.day)
                or is_suspended(party, matter)
                or any(exclusives(party, matter))
            ):
                return None
            field = self._fields[number] if self._fields else None
            chain = field.found(party) if field else best_chain(party, roots, matter)
            if chain is None:
                return None
            found.append(chain)
        if not found:
            return None
        chains = tuple(chain.proved() for chain in found)
        return chains, terms_of(self._scheme, party, self._act, found), report_back(found)


class Memory:
    """The answers that a scheme gave, and what makes acts alike."""

    def __init__(self, scheme: Scheme):
        self._scheme = scheme
        self._kept: dict[object, Answers] = {}
        self._roots: dict[object, list[tuple[str, Roots]]] = {}
        self._amounts = _amounts(scheme)
        self._turns = sorted(set(_turns(_all_days(scheme))))
        self._days: dict[date, int] = {}
        self._areas: dict[str, object] = {}
        self._classes: dict[object, int] = {}
        self._named = frozenset(_named_areas(scheme))
        self._withheld = frozenset(_withheld_areas(scheme))

    def answers(self, act: Act, decider: Party | None = None) -> Answers | None:
        """The answers to acts like this one; None where it names what the scheme does not have.

        What was used and shown is not asked, nor values on other bases: see `is_plain`.
        """
        day = self._days.get(act.on)
        if day is None:
            day = self._days[act.on] = bisect_right(self._turns, act.on.toordinal())
        area = self._areas.get(act.area)
        if area is None:
            area = self._areas[act.area] = self._class_of(act.area)
        function = act.function
        total = act.total_pence
        if decider is not None or function in self._scheme.joint:
            area = act.area
        asked = (function, area, day, act.holder, decider)
        above = -1 if total is None else bisect_left(self._amounts.get(function, ()), total)
        key = (asked, above, act.urgent, act.outside_framework)
        kept = self._kept.get(key)
        if kept is None:
            if function not in self._scheme.holdings or act.area not in self._scheme.areas:
                return None
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
                self._roots.clear()
            roots = self._roots.get(asked)
            if roots is None:
                roots = self._roots[asked] = roots_for(self._scheme, act, decider)
            if area != act.area:
                roots = [(act.area, some) for _, some in roots]
            kept = self._kept[key] = Answers(self._scheme, act, decider, roots)
        return kept

    def _class_of(self, area: str) -> object:
        """What stands for all areas of which the register says the same: a number.

        An area that is made of others is alike no other.
        """
        areas = self._scheme.areas
        if areas.parts(area) or area not in areas:
            return area
        meeting = frozenset(one for one in self._withheld if areas.meets(one, area))
        alike = (areas.containers(area) & self._named, meeting)
        return self._classes.setdefault(alike, len(self._classes))


def is_plain(act: Act) -> bool:
    """Whether an act says nothing of what was used or shown, nor of values on other bases."""
    return (
        not act.used and not act.shown and act.with_vat_pence is None and act.yearly_pence is None
    )


def _amounts(scheme: Scheme) -> dict[str, list[int]]:
    """For each function every amount that a value is compared with, sorted."""
    found: dict[str, set[int]] = defaultdict(set)
    for way in scheme.all_ways:
        if way.delegation is not None and way.limit is not None and way.limit.pence is not None:
            for function in way.delegation.functions:
                found[function].add(way.limit.pence)
    for body in scheme.parties.bodies.values():
        for function, several in body.kept.items():
            found[function].update(kept.above for kept in several if kept.above is not None)
    return {function: sorted(amounts) for function, amounts in found.items()}


def _turns(several: Iterable[Days]) -> Iterator[int]:
    """The days on which anything begins, or is first no more."""
    for days in several:
        for first, last in days:
            yield first
            yield last + 1


def _all_days(scheme: Scheme) -> Iterator[Days]:
    """All days that an answer may turn on."""
    for party in scheme.parties.by_actor.values():
        yield party.days
        yield party.held
    for way in scheme.all_ways:
        yield from way.days
        yield (way.window,)
        if way.limit is not None:
            yield way.limit.days
    for body in scheme.parties.bodies.values():
        for several in body.kept.values():
            yield from (kept.days for kept in several)
    for function in scheme.basis.functions:
        yield law_days(function)
        yield from (days_of(holders.period) for holders in function.holders)
    yield from map(law_days, (*scheme.basis.preconditions, *scheme.basis.direction_powers))
    yield from map(entry_days, (*scheme.register.directions, *scheme.register.governance))


def _named_areas(scheme: Scheme) -> Iterator[str]:
    """The areas that an answer may turn on, as they contain that of the act."""
    for party in scheme.parties.by_actor.values():
        yield from party.areas
    yield from (one.area for one in scheme.register.delegations)
    yield from (one.area for one in scheme.register.directions if one.area)


def _withheld_areas(scheme: Scheme) -> Iterator[str]:
    """The areas that an answer may turn on, as they meet that of the act."""
    register = scheme.register
    yield from (one.area for one in register.reservations if one.area)
    yield from (one.area for one in register.directions if one.area)
    yield from (one.area for one in register.delegations if one.mode == "exclusive")
