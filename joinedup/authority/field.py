"""Everybody whom authority for a matter reaches, found at once from whoever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from joinedup.authority.bounds import CLOSED, FREE, Bounds
from joinedup.authority.matter import Matter
from joinedup.authority.opening import Found, is_open
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.roots import Root


class _Node:
    """Somebody reached, with the way there; ways share their beginnings."""

    __slots__ = ("before", "bounds", "party", "passing", "root")

    def __init__(
        self,
        root: Root,
        party: Party,
        bounds: Bounds,
        before: _Node | None = None,
        passing: Passing | None = None,
    ):
        self.root = root
        self.party = party
        self.bounds = bounds
        self.before = before
        self.passing = passing

    def lets(self, way: Passing) -> bool:
        """Whether a way may follow here."""
        return way.delegation is None or self.bounds.allow(way)

    def found(self, matter: Matter) -> Found:
        """The chain to here."""
        passings = []
        node: _Node | None = self
        while node is not None and node.passing is not None:
            passings.append(node.passing)
            node = node.before
        return Found(matter, self.root, tuple(reversed(passings)))


#: How many bounds are kept of somebody none of which allows all that another does: to find a way
#: past consents can take longer than anybody has.
MOST_BOUNDS = 64


class Field:
    """All whom authority reaches from some roots, each by its best chain.

    `tangled` is set where there were too many ways to try, so that others may be reached too.
    """

    def __init__(self, roots: Mapping[Party, Sequence[Root]], matter: Matter):
        self.matter = matter
        self.tangled = False
        self._best: dict[Party, _Node] = {}
        self._kept: dict[Party, list[Bounds]] = {}
        self._open: dict[Party, list[Passing]] = {}
        starts = sorted(
            (root for some in roots.values() for root in some), key=lambda one: one.rank
        )
        # Level by level, and within a level in the order of the chains' ranks: so whoever is
        # reached first is reached by the best chain.
        level = [
            node
            for root in starts
            for node in self._arrive(_Node(root, root.party, CLOSED if root.barred else FREE))
        ]
        while level:
            level = [node for one in level for node in self._onward(one)]

    def __contains__(self, party: Party) -> bool:
        return party in self._best

    def __iter__(self) -> Iterator[Party]:
        return iter(self._best)

    def found(self, party: Party) -> Found | None:
        """The best chain to somebody; None if none is reached."""
        node = self._best.get(party)
        return None if node is None else node.found(self.matter)

    def found_before(self, way: Passing) -> Found | None:
        """The best chain to whoever gives by a way; None where the way may not follow it, or leads
        back to somebody on it.
        """
        node = self._best.get(way.giver)
        if node is None or not node.lets(way):
            return None
        found = node.found(self.matter)
        visited = {found.root.party, *(one.receiver for one in found.passings)}
        return None if way.receiver in visited else found

    def _onward(self, node: _Node) -> Iterator[_Node]:
        party = node.party
        if party not in self._open:
            ways = ways_from(party, self.matter.function)
            self._open[party] = [way for way in ways if is_open(way, self.matter)]
        for way in self._open[party]:
            if node.lets(way):
                bounds = node.bounds if way.delegation is None else node.bounds.after(way)
                yield from self._arrive(_Node(node.root, way.receiver, bounds, node, way))

    def _arrive(self, node: _Node) -> Iterator[_Node]:
        """The node, unless somebody was there before by a better chain that allows as much."""
        kept = self._kept.setdefault(node.party, [])
        if any(bounds.are_no_tighter(node.bounds) for bounds in kept):
            return
        if len(kept) == MOST_BOUNDS:
            self.tangled = True
            return
        kept.append(node.bounds)
        self._best.setdefault(node.party, node)
        yield node


def ways_from(party: Party, function: str) -> list[Passing]:
    """The ways from somebody that the law may let pass, in the order of their ranks."""
    ways: Iterable[Passing] = (*party.own_ways, *party.outgoing.get(function, ()))
    return sorted(ways, key=lambda way: way.rank)
