"""Every way in which a function may come to anybody, whatever the act: followed once, and kept.

Nothing is won by coming back to somebody, so a route visits nobody twice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from joinedup.authority.bounds import FREE, Bounds
from joinedup.authority.caps_left import WHOLE_LIFE, Limit
from joinedup.authority.days import ALWAYS, Days, both
from joinedup.authority.field import ways_from
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Step, Terms
from joinedup.authority.withheld import Kept, reserving

#: How many routes from one holder are followed: a register with more is tangled beyond use, and
#: is searched anew for each act instead.
MOST_ROUTES = 20_000

#: With how many better ones to the same receiver a route is compared.
MOST_BETTER = 8

#: More than any value, in pence.
NO_LIMIT = 10**30


class Route:
    """A way from somebody who may hold a function to a receiver.

    It is open on `days`, for areas that lie in all of `areas`, up to `most` pence, where none of
    the reservations in `kept` stops it, and if each of the passings in `odd` is open for the act:
    these turn on more than that.
    """

    __slots__ = (
        "areas",
        "before",
        "bounds",
        "days",
        "kept",
        "known",
        "length",
        "most",
        "odd",
        "passing",
        "receiver",
        "start",
    )

    def __init__(self, start: Party):
        self.start = self.receiver = start
        self.before: Route | None = None
        self.passing: Passing | None = None
        self.bounds: Bounds = FREE
        self.days: Days = ALWAYS
        self.areas: frozenset[str] = frozenset()
        self.most = NO_LIMIT
        self.kept: frozenset[Kept] = frozenset()
        self.odd: frozenset[Passing] = frozenset()
        self.length = 0
        #: The steps and terms of proofs by it, by what they turn on: see `tables`.
        self.known: dict[object, tuple[tuple[Step, ...], Terms]] = {}

    def passings(self) -> tuple[Passing, ...]:
        """The passings from the start, in order."""
        found = []
        route: Route | None = self
        while route is not None and route.passing is not None:
            found.append(route.passing)
            route = route.before
        return tuple(reversed(found))

    def visits(self, party: Party) -> bool:
        """Whether somebody is on the way."""
        route: Route | None = self
        while route is not None:
            if route.receiver is party:
                return True
            route = route.before
        return False

    def onward(self, way: Passing, function: str, mode: int) -> Route | None:
        """This route with one more passing; None where that can never be open."""
        days = both(self.days, way.days[mode])
        bounds = self.bounds
        if not days or (way.delegation is not None and not bounds.allow(way)):
            return None
        route = Route(self.start)
        route.receiver, route.before, route.passing = way.receiver, self, way
        route.days, route.length = days, self.length + 1
        route.bounds = bounds if way.delegation is None else bounds.after(way)
        route.areas, route.most, route.kept, route.odd = self.areas, self.most, self.kept, self.odd
        if is_odd(way, function):
            route.odd |= {way}
        if way.area and way.area not in route.areas:
            route.areas |= {way.area}
        if way.limit is not None and (amount := _amount(way.limit)) is not None:
            route.most = min(route.most, amount)
        if not way.leads_on:
            concerned = concerning(way, function)
            if concerned is None:
                route.odd |= {way}
            elif concerned:
                route.kept |= concerned
        return route

    @property
    def delegated(self) -> bool:
        """Whether anything was delegated on the way."""
        return any(passing.delegation is not None for passing in self.passings())

    def serves_for(self, other: Route) -> bool:
        """Whether this route, from the same start, is open whenever another one is, and allows all
        that may follow it.
        """
        return (
            self.most >= other.most
            and self.areas <= other.areas
            and (self.days is other.days or both(self.days, other.days) == other.days)
            and self.kept <= other.kept
            and self.odd <= other.odd
            and self.bounds.are_no_tighter(other.bounds)
        )


def concerning(way: Passing, function: str) -> frozenset[Kept] | None:
    """The reservations that touch a passing; None where they turn on more than whether each does:

    which of several tiers keeps a matter turns on its value.
    """
    bodies = [one.kept[function] for one in reserving(way.giver, function)]
    if any(len({kept.above or 0 for kept in several}) > 1 for several in bodies):
        return None
    return frozenset(kept for several in bodies for kept in several if kept.concerns(way))


def is_odd(way: Passing, function: str) -> bool:
    """Whether a passing turns on more than days, area, value and what is simply reserved."""
    return bool(
        (way.limit is not None and _amount(way.limit) is None)
        or way.giver.directions
        or way.receiver.directions
        or function in way.giver.exclusive
        or way.framework
    )


def _amount(limit: Limit) -> int | None:
    """The amount of a limit that is nothing else: for each decision, of its whole life without
    VAT, at any time; None for all others.
    """
    simple = limit.span == "decision" and limit.basis in WHOLE_LIFE and limit.days is ALWAYS
    return limit.pence if simple else None


class Routes:
    """All routes of a function for one question of the executive rule, apart from those that never
    serve for anything that a better one does not.
    """

    def __init__(self, function: str, mode: int, holders: Iterable[Party]):
        #: To each receiver, the shortest first and of these the one with the smallest ranks.
        self.to: dict[Party, list[Route]] = defaultdict(list)
        #: Whom each holder reaches, for areas within others.
        self.reached: dict[Party, dict[frozenset[str], set[Party]]] = {}
        #: Whether there are too many of them.
        self.tangled = False
        for holder in sorted(set(holders), key=lambda party: party.rank):
            reached: dict[frozenset[str], set[Party]] = defaultdict(set)
            self.reached[holder] = reached
            for number, route in enumerate(_from(holder, function, mode)):
                if number == MOST_ROUTES:
                    self.tangled = True
                    return
                self.to[route.receiver].append(route)
                reached[route.areas].add(route.receiver)
        for several in self.to.values():
            # Sorting leaves those of one holder as they were found: in the order of their ranks.
            several.sort(key=lambda route: (route.length, route.start.rank))


def _from(holder: Party, function: str, mode: int) -> Iterator[Route]:
    """The routes of one holder: level by level, within a level in the order of their ranks."""
    ways: dict[Party, list[Passing]] = {}
    better: dict[Party, list[Route]] = defaultdict(list)
    waiting = deque((Route(holder),))
    while waiting:
        route = waiting.popleft()
        known = better[route.receiver]
        if any(one.serves_for(route) for one in known):
            continue
        if len(known) < MOST_BETTER:
            known.append(route)
        yield route
        party = route.receiver
        if party not in ways:
            ways[party] = ways_from(party, function)
        for way in ways[party]:
            if not route.visits(way.receiver):
                further = route.onward(way, function, mode)
                if further is not None:
                    waiting.append(further)
