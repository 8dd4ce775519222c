"""Who has a function for an area on a day, found forward from those who hold it, with what binds.

A check asks it once of all who give. Whoever comes later is bound by what each delegation says
about passing on, as in a proof.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence

from joinedup.authority.matter import Matter
from joinedup.authority.opening import is_open
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.roots import Root

#: What a delegation says about passing on, and the body that it speaks of.
Bound = tuple[str, str]
Bounds = frozenset[Bound]
_FREE: Bounds = frozenset()
_BARRED: Bounds = frozenset({("barred", "")})
#: How many sets of what binds somebody are kept: to find a way past consents can take too long.
_MOST_BOUNDS = 64


class Onward:
    """The ways from each party to those who give anything in turn, or for whom others act."""

    def __init__(self, function: str, givers: Collection[Party]):
        self._function = function
        self._givers = givers
        self._ways: dict[Party, list[Passing]] = {}

    def ways(self, party: Party) -> list[Passing]:
        """The ways that lead further, in order; those to somebody at the end are left out."""
        if party not in self._ways:
            found = [*party.own_ways, *party.outgoing.get(self._function, ())]
            ways = [one for one in found if one.receiver.own_ways or one.receiver in self._givers]
            self._ways[party] = sorted(ways, key=lambda way: way.rank)
        return self._ways[party]


class Reach:
    """All who have a function for a matter and give anything, each with what binds them.

    Of what binds somebody by several ways only the least is kept. `tangled` is set where there
    were too many ways to try, so that others may have it too, or leave to pass it on.
    """

    def __init__(self, matter: Matter, roots: Mapping[Party, Sequence[Root]], onward: Onward):
        self.tangled = False
        self._bounds: dict[Party, list[Bounds]] = {}
        self._by: dict[tuple[Party, Bound], str] = {}
        waiting: deque[tuple[Party, Bounds]] = deque()
        for party in sorted(roots, key=lambda one: one.rank):
            bounds = _BARRED if all(root.barred for root in roots[party]) else _FREE
            self._by[party, ("barred", "")] = roots[party][0].step.by
            self._bounds[party] = [bounds]
            waiting.append((party, bounds))
        while waiting:
            party, bounds = waiting.popleft()
            for way in onward.ways(party):
                if (after := _after(bounds, way)) is None or not is_open(way, matter):
                    continue
                for bound in after:
                    by = self._by.get((party, bound), way.by)
                    self._by.setdefault((way.receiver, bound), by)
                if self._is_news(way.receiver, after):
                    waiting.append((way.receiver, after))

    def __contains__(self, party: Party) -> bool:
        return party in self._bounds

    def lets(self, way: Passing) -> bool:
        """Whether the giver of a delegation has the function, and leave to pass it on so."""
        return any(_after(one, way) is not None for one in self._bounds.get(way.giver, ()))

    def forbidding(self, way: Passing) -> tuple[Bound, str]:
        """What keeps a giver that has it from passing it on, and by which entry."""
        least = min(self._bounds[way.giver], key=lambda one: (len(one), sorted(one)))
        bound = min(one for one in least if not _allows(one, way))
        return bound, self._by[way.giver, bound]

    def _is_news(self, party: Party, bounds: Bounds) -> bool:
        known = self._bounds.setdefault(party, [])
        if any(one <= bounds for one in known):
            return False
        least = [one for one in known if not bounds <= one]
        if len(least) == _MOST_BOUNDS:
            self.tangled = True
            return False
        known[:] = [*least, bounds]
        return True


def _after(bounds: Bounds, way: Passing) -> Bounds | None:
    """What binds the receiver of a way, where its giver is bound; None if the way is forbidden."""
    if way.delegation is None:
        return bounds
    if not all(_allows(bound, way) for bound in bounds):
        return None
    if way.onward == "yes":
        return bounds
    of = way.giver if way.onward == "with consent" else way.receiver
    return bounds | {(way.onward, of.body.actor.id if of.body else "")}


def _allows(bound: Bound, way: Passing) -> bool:
    says, body = bound
    if says == "within the body":
        return way.receiver.body is not None and way.receiver.body.actor.id == body
    return says == "with consent" and body in way.approvers
