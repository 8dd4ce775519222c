"""Who may decide a function for an area, on every day and of every value: worked out once, kept.

It changes no answer: a scheme never changes, areas share a table only where nothing in the register
tells them apart, and whatever turns on more than day and value is tried with each act.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.act import Act, Actor
from joinedup.authority.days import Days, both
from joinedup.authority.holding import Holding
from joinedup.authority.opening import Found, is_open
from joinedup.authority.parties import Party, entry_days
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Chain, Proof, Step, Terms
from joinedup.authority.roots import IN_COMMON, Root, holder_root
from joinedup.authority.routes import Route, Routes, concerning
from joinedup.authority.search import proof_by
from joinedup.authority.support import law_days
from joinedup.authority.withheld import Kept, is_silent, organ_ways
from joinedup.values.keeping import nothing_thrown_away

if TYPE_CHECKING:
    from joinedup.authority.scheme import Scheme

_NONE: Sequence[Row] = ()
#: How many tables are kept before all are forgotten.
MOST_KEPT = 100_000

#: What the proofs by a route that is open turn on: the area that their chain names, and how many
#: turns there were in what terms rest on.
Turn = tuple[str, int]


class Row:
    """A route from a holder, on a stretch of days on which it is open: up to `most` pence.

    Where `tried` is not None these of its passings, and its receiver, must be tried with each act.
    `known` is what proofs by it tell.
    """

    __slots__ = ("first", "known", "last", "most", "root", "route", "tried")

    def __init__(
        self,
        route: Route,
        root: Root,
        days: tuple[int, int],
        most: int,
        tried: Sequence[Passing] | None,
    ):
        self.route = route
        self.root = root
        self.first, self.last = days
        self.most = most
        self.tried = tried
        self.known: dict[Turn, tuple[tuple[Chain, ...], Terms]] = {}


class Table:
    """Who may decide a function for areas that are alike, with one rule for executives."""

    def __init__(self, scheme: Scheme, act: Act, holdings: Sequence[Holding], routes: Routes):
        self._scheme = scheme
        self._function = act.function
        self._area = act.area
        self._inside = scheme.areas.containers(act.area)
        self._routes = routes
        self._rows: dict[Party, Sequence[Row]] = {}
        self._everybody: list[tuple[Party, Sequence[Row]]] | None = None
        self._day: tuple[int, list[tuple[Party, list[Row]]]] = (-1, [])
        #: Where chains begin: those who hold the function on some days, or stand in for a holder.
        self._roots: dict[Party, list[tuple[Root, Days]]] = defaultdict(list)
        function_days = scheme.holdings[act.function].days
        for one in holdings:
            held = both(one.days, function_days)
            self._roots[one.party].append((holder_root(one, act.function), held))
            for root, days in scheme.stand_ins.ever(one, act.function, act.area, scheme.areas):
                self._roots[root.party].append((root, both(held, days)))

    def proof(self, party: Party, act: Act) -> Proof | None:
        """The proof that somebody may decide an act for one of the areas; None if there is none."""
        day, value = act.on.toordinal(), act.total_pence or 0
        rows = [row for row in self._rows_of(party) if row.first <= day <= row.last]
        best = self._best(rows, party, act, value)
        return None if best is None else self._proof(best, party, act, self._turn(act))

    def proofs(self, act: Act) -> list[Proof]:
        """The proofs of all who may decide, sorted by the actor."""
        turn = self._turn(act)
        return [self._proof(row, party, act, turn) for party, row in self._open(act)]

    def deciders(self, act: Act) -> list[Actor]:
        """All who may decide, sorted."""
        return [party.actor for party, _ in self._open(act)]

    def _open(self, act: Act) -> list[tuple[Party, Row]]:
        """All who may decide, each with the best row that is open."""
        found = []
        value = act.total_pence or 0
        for party, rows in self._on(act.on.toordinal()):
            best = self._best(rows, party, act, value)
            if best is not None:
                found.append((party, best))
        return found

    def _on(self, day: int) -> list[tuple[Party, list[Row]]]:
        """The rows of everybody on a day; those of the day that was asked last are kept."""
        kept, found = self._day
        if kept != day:
            if self._everybody is None:
                reached = sorted(self._reached(), key=lambda party: party.rank)
                self._everybody = [
                    (party, self._rows_of(party)) for party in reached if party.kind != IN_COMMON
                ]
            found = []
            for party, rows in self._everybody:
                if now := [row for row in rows if row.first <= day <= row.last]:
                    found.append((party, now))
            self._day = day, found
        return found

    def _reached(self) -> set[Party]:
        found: set[Party] = set()
        for holder in self._roots:
            for areas, parties in self._routes.reached[holder].items():
                if areas <= self._inside:
                    found |= parties
        return found

    def _rows_of(self, party: Party) -> Sequence[Row]:
        """The routes to somebody that begin with a holder and are for the area, the best first."""
        rows = self._rows.get(party)
        if rows is None:
            routes = self._routes.to.get(party)
            if routes is None:
                # So it is with most whom somebody may ask of.
                return _NONE
            rows = self._rows[party] = [
                self._row(route, root, stretch, party)
                for route in routes
                if route.start in self._roots and route.areas <= self._inside
                for root, days in self._roots[route.start]
                if not (root.barred and route.delegated)
                for stretch in both(route.days, days)
            ]
            rows.sort(key=lambda row: (row.route.length, row.root.rank))
        return rows

    def _row(self, route: Route, root: Root, days: tuple[int, int], party: Party) -> Row:
        """A route on a stretch of days, with what is reserved then."""
        most = route.most
        function = self._function
        alone = not (party.directions or function in party.exclusive or function in party.joint)
        several = self._kept(route, party)
        plain = alone and not route.odd and several is not None
        tried = None if plain else tuple(route.odd)
        for kept in route.kept if several is None else several:
            on = both(kept.days, (days,))
            if on and (kept.area is None or self._scheme.areas.meets(kept.area, self._area)):
                if on == (days,):
                    most = min(most, -1 if kept.above is None else kept.above)
                else:
                    tried = route.passings()
        return Row(route, root, days, most, tried)

    def _kept(self, route: Route, party: Party) -> frozenset[Kept] | None:
        """The reservations that may stop a route, or keep a matter from whom it leads to; None
        where that must be tried with each act.
        """
        function = self._function
        ways = [one for one in organ_ways(party, function) if function in one.giver.kept]
        if not ways:
            return route.kept
        own = concerning(ways[0], function)
        simple = ways == [route.passing] and not ways[0].framework
        return None if own is None or not simple else route.kept | own

    def _best(self, rows: Sequence[Row], party: Party, act: Act, value: int) -> Row | None:
        """The best of somebody's rows of the day that is open for an act."""
        for row in rows:
            if value <= row.most:
                if row.tried is None:
                    return row
                return self._best_tried(rows, party, act, value)
        return None

    def _best_tried(self, rows: Sequence[Row], party: Party, act: Act, value: int) -> Row | None:
        """As `_best`, where the act turns on more than day and value."""
        matter = self._scheme.matter(act)
        if is_silent(party, matter):
            return None
        for row in rows:
            if value <= row.most and all(is_open(one, matter) for one in row.tried or ()):
                return row
        return None

    def _turn(self, act: Act) -> Turn:
        return act.area, self._scheme.tables.turn(act.on)

    def _proof(self, row: Row, party: Party, act: Act, turn: Turn) -> Proof:
        if row.tried is not None:
            return self._anew(row, party, act)
        known = row.known.get(turn)
        if known is None:
            steps, terms = self._known(row, party, act, turn)
            known = row.known[turn] = ((Chain(act.area, steps),), terms)
        return Proof(party.actor, act, *known)

    def _known(
        self, row: Row, party: Party, act: Act, turn: Turn
    ) -> tuple[tuple[Step, ...], Terms]:
        """The steps and terms of proofs by a row: the same for all areas but for what is kept."""
        key = (
            row.root.step,
            row.root.window,
            turn[1],
            self._area if self._kept(row.route, party) else "",
        )
        if key not in row.route.known:
            proof = self._anew(row, party, act)
            row.route.known[key] = proof.chains[0].steps, proof.terms
        return row.route.known[key]

    def _anew(self, row: Row, party: Party, act: Act) -> Proof:
        found = Found(self._scheme.matter(act), row.root, row.route.passings())
        return proof_by(self._scheme, party, act, [found])


class Tables:
    """The tables of a scheme, made as they are asked for."""

    def __init__(self, scheme: Scheme):
        self._scheme = scheme
        self._routes: dict[tuple[str, int], Routes] = {}
        self._tables: dict[object, Table | None] = {}
        self._alike: dict[object, Table | None] = {}
        #: The days on which terms may change though nothing in a chain does: those of what the law
        #: asks of decisions, and of how councils are governed.
        self._turns = sorted(
            day
            for days in (
                *map(law_days, scheme.basis.preconditions),
                *map(entry_days, scheme.register.governance),
            )
            for first, last in days
            for day in (first, last + 1)
        )
        self._days: dict[date, int] = {}
        self._area_classes: dict[str, int] = {}
        self._classes: dict[object, int] = {}
        self._named = frozenset(_named_areas(scheme))
        self._withheld = frozenset(_withheld_areas(scheme))

    def table(self, act: Act) -> Table | None:
        """The table that answers an act; None where it must be searched for.

        That is where several must decide, where the act says what was used or is shown, that it
        cannot wait, or a value of another kind, or where the routes of a function are too many.
        """
        if act.used or act.shown or act.urgent or act.with_vat_pence is not None:
            return None
        if act.yearly_pence is not None:
            return None
        key = (act.function, act.area, act.holder, act.outside_framework)
        try:
            return self._tables[key]
        except KeyError:
            if len(self._tables) >= MOST_KEPT:
                self._tables.clear()
                self._alike.clear()
            table = self._tables[key] = self._table(act)
            return table

    def turn(self, on: date) -> int:
        """How many turns there were by a day."""
        turn = self._days.get(on)
        if turn is None:
            turn = self._days[on] = bisect_right(self._turns, on.toordinal())
        return turn

    def _table(self, act: Act) -> Table | None:
        key = (act.function, self._class_of(act.area), act.holder, act.outside_framework)
        if key not in self._alike:
            self._alike[key] = self._made(act)
        return self._alike[key]

    def _made(self, act: Act) -> Table | None:
        scheme = self._scheme
        holdings = scheme.holdings[act.function].for_area(act.area)
        if scheme.functions[act.function].jointly or scheme.areas.parts(act.area):
            return None
        if act.holder is not None:
            holdings = tuple(one for one in holdings if one.party.actor.id == act.holder)
        routes = self._routes_of(act)
        return None if routes.tangled else Table(scheme, act, holdings, routes)

    def _routes_of(self, act: Act) -> Routes:
        mode = self._scheme.matter(act).mode
        key = (act.function, mode)
        if key not in self._routes:
            holders = self._scheme.holdings[act.function].ever()
            holders |= self._scheme.stand_ins.everybody()
            with nothing_thrown_away():
                self._routes[key] = Routes(act.function, mode, holders)
        return self._routes[key]

    def _class_of(self, area: str) -> int:
        """A number that is the same for all areas that nothing in the register tells apart."""
        number = self._area_classes.get(area)
        if number is None:
            areas = self._scheme.areas
            meeting = frozenset(one for one in self._withheld if areas.meets(one, area))
            # An area that is made of others is alike no other.
            alike = (areas.containers(area) & self._named, meeting, areas.parts(area) and area)
            number = self._classes.setdefault(alike, len(self._classes))
            self._area_classes[area] = number
        return number


def _named_areas(scheme: Scheme) -> Iterator[str]:
    """The areas that an answer may turn on, as they contain that of the act."""
    for party in scheme.parties.by_actor.values():
        yield from party.areas
    yield from (one.area for one in scheme.register.delegations)
    yield from (one.area for one in scheme.register.reservations if one.area)
    yield from (one.area for one in scheme.register.directions if one.area)


def _withheld_areas(scheme: Scheme) -> Iterator[str]:
    """The areas that an answer may turn on, as they meet that of the act."""
    register = scheme.register
    yield from (one.area for one in register.reservations if one.area)
    yield from (one.area for one in register.directions if one.area)
    yield from (one.area for one in register.delegations if one.mode == "exclusive")
