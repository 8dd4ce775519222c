"""Who holds a function by law, for which area and on which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from joinedup.authority.containment import Containment
from joinedup.authority.days import NEVER, Days, both, days_of, either, includes
from joinedup.authority.parties import Parties, Party
from joinedup.authority.support import law_days
from joinedup.law.function import Function, Holders

NATIONAL = "NHS England"
BOARD = "integrated care board"


class Holding(NamedTuple):
    """That somebody holds a function on some days, by one of the law's classes of holders.

    `window` are the days of that class, of the function and of the holder, which bound a proof's.
    """

    party: Party
    days: Days
    window: Days


class Holdings:
    """All who hold one function."""

    def __init__(self, function: Function, parties: Parties, areas: Containment):
        self.function = function
        self.days = law_days(function)
        self._areas = areas
        self._partners = partners = defaultdict[str, list[Party]](list)
        self._classes = [(holders, days_of(holders.period)) for holders in function.holders]
        #: By the number of the class in the law, for each area and for any area.
        self._by_area: dict[str, list[tuple[int, Holding]]] = defaultdict(list)
        self._anywhere: list[tuple[int, Holding]] = []
        #: Bodies that would hold it, if it were said for which area they act; and on which days.
        self.without_area: dict[Party, Days] = {}
        self._found: dict[str, tuple[Holding, ...]] = {}
        for number, (holders, days) in enumerate(self._classes):
            for kinds, candidates in (
                (holders.body_kinds, parties.bodies),
                (holders.forum_kinds, parties.forums),
            ):
                for party in candidates.values():
                    if party.kind in kinds:
                        on = both(days, party.days)
                        self._place(number, holders, Holding(party, on, both(on, self.days)))
        if any(holders.partner_trusts for holders in function.holders):
            for party, partner_of in parties.partners():
                for board in partner_of:
                    partners[board].append(party)

    def _place(self, number: int, holders: Holders, holding: Holding) -> None:
        if holders.anywhere or holding.party.kind == NATIONAL:
            self._anywhere.append((number, holding))
        elif not holding.party.areas:
            others = self.without_area.get(holding.party, NEVER)
            self.without_area[holding.party] = either((others, holding.window))
        for area in set(holding.party.areas):
            self._by_area[area].append((number, holding))

    def ever(self) -> set[Party]:
        """All who hold it on any day, for any area."""
        found = {holding.party for _, holding in self._anywhere}
        found.update(one.party for several in self._by_area.values() for _, one in several)
        return found.union(*self._partners.values())

    def for_area(self, area: str) -> tuple[Holding, ...]:
        """Those who hold it for an area on any days, in the order of the law's classes."""
        if area not in self._found:
            found = [*self._anywhere]
            for container in self._areas.containers(area):
                found += self._by_area.get(container, ())
            found += self._partner_trusts(found)
            found.sort(key=lambda one: (one[0], one[1].party.rank))
            self._found[area] = tuple(holding for _, holding in found)
        return self._found[area]

    def on(self, area: str, day: int) -> dict[Party, Holding]:
        """Those who hold it for an area on a day, each by the first class of holders it is of."""
        found: dict[Party, Holding] = {}
        if includes(self.days, day):
            for holding in self.for_area(area):
                if includes(holding.days, day):
                    found.setdefault(holding.party, holding)
        return found

    def boards_without_partners(self, area: str, day: int) -> list[Party]:
        """Boards that hold it with their partner trusts, where no trust says that it is one."""
        if not any(one.partner_trusts and includes(days, day) for one, days in self._classes):
            return []
        return [
            party
            for party in self.on(area, day)
            if party.kind == BOARD
            and not any(includes(trust.days, day) for trust in self._partners[party.actor.id])
        ]

    def _partner_trusts(self, found: list[tuple[int, Holding]]) -> Iterator[tuple[int, Holding]]:
        of_boards: dict[Party, list[Days]] = defaultdict(list)
        if not self._partners:
            return
        for _, holding in found:
            if holding.party.actor.kind == "body":
                of_boards[holding.party].append(holding.days)
        for number, (holders, days) in enumerate(self._classes):
            if holders.partner_trusts:
                for board, stretches in of_boards.items():
                    on = both(days, either(stretches))
                    for trust in self._partners.get(board.actor.id, ()):
                        window = both(both(days, trust.days), self.days)
                        yield number, Holding(trust, both(on, trust.days), window)
