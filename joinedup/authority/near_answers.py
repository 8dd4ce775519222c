"""Who is near: those who hold a function or are passed it, and why none of them may decide.

A nobody-answer is told by them; and beside those who may, those of whom it is only not known.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import best_chain
from joinedup.authority.days import includes
from joinedup.authority.failing import Failing
from joinedup.authority.holding import Holding
from joinedup.authority.matter import Matter
from joinedup.authority.near import all_ways_to
from joinedup.authority.opening import is_open
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Failed, Refusal
from joinedup.authority.refusal import refusal
from joinedup.authority.roots import IN_COMMON, Root, holder_root, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed
from joinedup.authority.who_can import organs_of
from joinedup.authority.withheld import is_not_left, is_silent, is_suspended, suspensions

#: How many of those who are near are asked why they may not decide.
_MOST_NEAR = 50

#: What is so only of whoever is asked, and tells little of why nobody may.
_OF_ONE = frozenset({"no-delegation", "holds-nothing", "not-from-each-holder"})

_Roots = Mapping[Party, list[Root]]


def nearest(scheme: Scheme, act: Act) -> tuple[Refusal, ...]:
    """Why those may not decide who are nearest to it, where nobody may.

    They are those who hold the function for the area, or would on another day; and whom a
    delegation passes it to. Where there are none of them, the body whose the system is.
    """
    holders = _holders(scheme, act)
    passed = {to for to in _passed_to(scheme, act) if to not in holders}
    near = [*holders, *sorted(passed, key=lambda one: one.rank)] or _anybody(scheme, act)
    return tuple(refusal(scheme, party.actor, act) for party in near[:_MOST_NEAR])


def why_nobody(scheme: Scheme, act: Act) -> tuple[Failed, ...]:
    """Why nobody may decide, and what would change that: of the reasons of all near each once.

    Of what is held jointly it is told first through whom each of the holders decides. What fails
    on one entry is told once, whoever it fails for; what is so only of one of those who are near,
    where nothing else tells why.
    """
    found = _once(nearest(scheme, act))
    told = [reason for reason in found if reason.rule not in _OF_ONE]
    needed = need(scheme.holdings[act.function], scheme.matter(act), None).groups
    if len(needed) > 1 and not is_joint(scheme, act):
        holders = [one.party for group in needed for one in group.holdings]
        about = {
            "area": scheme.area_name(act.area),
            "holders": list(dict.fromkeys(holders)),
            "parts": [scheme.area_name(group.area) for group in needed],
        }
        told.insert(0, failed("from-each-holder", about))
    parts = together(scheme, act)
    return (*parts, *told) if parts else tuple(told or found)


def is_joint(scheme: Scheme, act: Act) -> bool:
    """Whether several hold a function together for an area, so that all of them must decide."""
    holdings = scheme.holdings[act.function]
    groups = need(holdings, scheme.matter(act), None).groups
    return holdings.function.jointly and len(groups) > 1


def together(scheme: Scheme, act: Act) -> tuple[Failed, ...]:
    """Of each of those who hold it jointly, through whom it decides its part; else nothing."""
    if not is_joint(scheme, act):
        return ()
    found: list[Failed] = []
    without: list[Actor] = []
    for group in need(scheme.holdings[act.function], scheme.matter(act), None).groups:
        matter = scheme.matter(act, group.area)
        roots = roots_of(group, matter, scheme.stand_ins)
        for holder in (one.party for one in group.holdings):
            organs = organs_of(scheme, holder.actor, act)
            acting = [
                one
                for one in organs
                if not is_silent(one, matter) and best_chain(one, roots, matter) is not None
            ]
            rule = "its-part" if acting else "its-part-by-nobody" if organs else "its-part-not-said"
            found.append(failed(rule, {"holder": holder, "acting": acting}))
            if organs and not acting:
                without.append(holder.actor)
    why = why_through_nobody(scheme, act, without)
    return (*found, *(one for one in why if one.rule not in _OF_ONE))


def why_through_nobody(scheme: Scheme, act: Act, bodies: Iterable[Actor]) -> tuple[Failed, ...]:
    """Why none of those through whom bodies act may decide, each reason once."""
    organs = [one for body in bodies for one in organs_of(scheme, body, act)]
    found = _once(refusal(scheme, one.actor, act) for one in organs[:_MOST_NEAR])
    return tuple(one for one in found if one.rule != "other-model") or found


def _once(refusals: Iterable[Refusal]) -> tuple[Failed, ...]:
    """The reasons of refusals, each once; what fails on one entry is one, whoever it fails for."""
    found: dict[object, Failed] = {}
    for one in refusals:
        for reason in one.reasons:
            same = (reason.rule, reason.section, reason.entry) if reason.entry else reason
            found.setdefault(same, reason)
    return tuple(found.values())


def _holders(scheme: Scheme, act: Act) -> list[Party]:
    """Those who hold a function for an area on any day, those of the day first."""
    holdings = scheme.holdings[act.function]
    there = holdings.on(act.area, act.on.toordinal())
    others = dict.fromkeys(one.party for one in holdings.for_area(act.area))
    if not others:
        for group in need(holdings, scheme.matter(act), None).groups:
            there |= {one.party: one for one in group.holdings}
    return [*there, *(one for one in others if one not in there)]


def _anybody(scheme: Scheme, act: Act) -> list[Party]:
    without_area = scheme.holdings[act.function].without_area
    if without_area:
        return list(without_area)
    own = scheme.parties.bodies.get(scheme.register.system.code)
    return [own] if own else list(scheme.parties.bodies.values())[:1]


def _passed_to(scheme: Scheme, act: Act) -> set[Party]:
    """Whom delegations of an act's function pass it to for its area, as their own days say."""
    return {
        scheme.parties.named(one.given_to, one.officers)
        for one in scheme.register.delegations
        if act.function in one.functions
        and one.period.includes(act.on)
        and scheme.areas.contains(one.area, act.area)
    } & set(scheme.parties.by_actor.values())


def perhaps(scheme: Scheme, act: Act, may: Collection[Actor]) -> tuple[Refusal, ...]:
    """Those who might decide: of whom nothing fails, and something is not known.

    `may` are those who may decide. The reasons are only what is not known, on one way.
    """
    doubts = _Doubts(scheme, act)
    candidates = (party for party in doubts.reached() if party.actor not in may)
    found: list[Refusal] = []
    for party in sorted(candidates, key=lambda one: one.rank):
        reasons = doubts.about(party)
        if reasons and len(found) < _MOST_NEAR:
            found.append(Refusal(party.actor, act, reasons))
    return tuple(found)


def doubts_of(scheme: Scheme, act: Act, actor: Actor) -> tuple[Failed, ...]:
    """What is not known of one actor of whom nothing fails; nothing, where something does.

    It is asked of whoever may not decide, and whom the register and the law have.
    """
    return _Doubts(scheme, act).about(scheme.parties.by_actor[actor])


class _Doubts:
    """The ways on which nothing is known to fail, from those who hold a function."""

    def __init__(self, scheme: Scheme, act: Act):
        self._scheme = scheme
        self._failing: dict[str, Failing] = {}
        self._doubts: dict[tuple[Passing, str], tuple[Failed, ...] | None] = {}
        self._without_area = scheme.holdings[act.function].without_area
        self._never = _never_open(scheme, act.function)
        self._closed = {way for ways in self._never.values() for way in ways}
        self._groups: list[tuple[Matter, _Roots]] = []
        for group in need(scheme.holdings[act.function], scheme.matter(act), None).groups:
            matter = scheme.matter(act, group.area)
            roots = roots_of(group, matter, scheme.stand_ins, self._ceases)
            self._groups.append((matter, roots))
        if not self._groups:
            whole = scheme.matter(act)
            holding = _perhaps_holding(scheme, whole)
            self._groups = [(whole, holding)] if holding else []

    def about(self, party: Party) -> tuple[Failed, ...]:
        """What is not known of one actor; nothing where something fails, or nothing is unknown."""
        found: list[Failed] = []
        # Committees in common have needs of their own.
        for matter, roots in self._groups if party.kind != IN_COMMON else ():
            if not includes(party.days, matter.day) or self._fails(party, matter):
                return ()
            chain = best_chain(party, roots, matter, ways=self._ways_to)
            if chain is None:
                return ()
            holder = chain.root.party
            if holder in self._without_area:
                found.append(failed("area-not-said", {"party": holder}))
            found += self._suspended(party, matter)
            found += (reason for way in chain.passings for reason in self._of(way, matter) or ())
        return tuple(dict.fromkeys(found))

    def _fails(self, party: Party, matter: Matter) -> bool:
        """Whether somebody may not decide, or not alone, whoever passed it on to them."""
        return self._ceases(party, matter) or is_not_left(party, matter)

    def _ceases(self, party: Party, matter: Matter) -> bool:
        """Whether a direction that a power supports bids somebody to cease."""
        return any(one.outcome == "fails" for one in self._suspended(party, matter))

    def _suspended(self, party: Party, matter: Matter) -> list[Failed]:
        failing = self._failing.setdefault(matter.area, Failing(self._scheme, matter))
        return [failing.suspended(one) for one in suspensions(party, matter)]

    def _of(self, way: Passing, matter: Matter) -> tuple[Failed, ...] | None:
        """What is not known of a way; None where something fails on it."""
        key = (way, matter.area)
        if key not in self._doubts:
            doubts: tuple[Failed, ...] | None = ()
            if way in self._closed or not is_open(way, matter):
                failing = self._failing.setdefault(matter.area, Failing(self._scheme, matter))
                doubts = tuple(failing.of(way))
                if {reason.outcome for reason in doubts} != {"not-known"}:
                    doubts = None
            self._doubts[key] = doubts
        return self._doubts[key]

    def reached(self) -> set[Party]:
        """Everybody to whom such ways lead from the holders of the first group."""
        if not self._groups:
            return set()
        matter, roots = self._groups[0]
        found, waiting = set(roots), deque(roots)
        while waiting:
            giver = waiting.popleft()
            known = giver.outgoing.get(matter.function, ())
            for way in (*giver.own_ways, *known, *self._never.get(giver, ())):
                if way.receiver not in found and self._of(way, matter) is not None:
                    found.add(way.receiver)
                    waiting.append(way.receiver)
        return found

    def _ways_to(self, party: Party, matter: Matter) -> list[Passing]:
        """The ways to somebody on which nothing fails."""
        ways = all_ways_to(party, matter.function)
        return [way for way in ways if self._of(way, matter) is not None]


def _perhaps_holding(scheme: Scheme, matter: Matter) -> _Roots:
    """Where chains would begin, if those acted for the area of whom no area is said.

    Nowhere, where what several hold together would need them all.
    """
    holdings = scheme.holdings[matter.function]
    return {
        party: [holder_root(Holding(party, days, days), matter.function)]
        for party, days in holdings.without_area.items()
        if includes(days, matter.day)
        and matter.act.holder in (None, party.actor.id)
        and not holdings.function.jointly
        and not is_suspended(party, matter)
    }


def _never_open(scheme: Scheme, function: str) -> dict[Party, list[Passing]]:
    """By their givers, the delegations of a function that the law is not known to let pass."""
    found: dict[Party, list[Passing]] = defaultdict(list)
    receivers = {
        scheme.parties.named(one.given_to, one.officers)
        for one in scheme.register.delegations
        if function in one.functions
    }
    for receiver in receivers:
        for way in receiver.never.get(function, ()):
            found[way.giver].append(way)
    return found
