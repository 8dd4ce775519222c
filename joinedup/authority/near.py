"""The ways that lead to an actor, whatever fails on them; and all that fails on each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from joinedup.authority.absent import absence
from joinedup.authority.act import Act
from joinedup.authority.chains import Later, before, best_chain
from joinedup.authority.days import includes
from joinedup.authority.failing import Failing
from joinedup.authority.field import Field
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Failed
from joinedup.authority.roots import Root
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed

#: Rules that are told once for whoever is not there.
_TOLD_ONCE = frozenset({"giver-not-there", "receiver-not-there"})


class Near:
    """What is found on the ways back from an actor: parties, and what fails.

    Each way is tried once, on the shortest path to the actor. So a path that nothing fails on
    would be a proof, and of a path to a holder at least one thing fails. Whoever may decide is not
    looked behind, nor whoever is not there; and of the givers of one delegation only those count
    to whom something leads from a holder, if there are any (`leading_only`: of all givers).
    """

    def __init__(
        self,
        scheme: Scheme,
        actor: Party,
        matter: Matter,
        roots: Mapping[Party, Sequence[Root]],
        *,
        leading_only: bool,
    ):
        self._scheme = scheme
        self._matter = matter
        self._roots = roots
        self._leading_only = leading_only
        self._failing = Failing(scheme, matter)
        self._field: Field | None = None
        #: Each party found, with what is delegated after it on the path to the actor.
        self._later: dict[Party, Later | None] = {actor: None}
        self._ways: dict[Party, list[tuple[Passing, bool]]] = {}
        #: Those who may decide themselves, and those who are not there.
        self._able: set[Party] = set()
        self._gone: set[Party] = set()
        self._search(actor)
        self._leading = self._all_leading()
        #: Whether anything leads to the actor from a holder, whatever fails on it.
        self.led = actor in self._leading
        #: The parties that count, what fails between them, and those to whom nothing leads.
        self.parties: list[Party] = []
        self.failed: list[Failed] = []
        self.ends: list[Party] = []
        counted = {actor: None}
        waiting = deque(counted)
        while waiting:
            party = waiting.popleft()
            self.parties.append(party)
            self._tell(party)
            onward = {way.giver: None for way, _ in self._counting(party)}
            waiting.extend(one for one in onward if one not in counted)
            counted |= onward
        self._tell_gone()
        if self._field is not None and self._field.tangled:
            self.failed.append(failed("too-many-ways", {"actor": actor}))

    def _search(self, actor: Party) -> None:
        waiting = deque((actor,))
        while waiting:
            party = waiting.popleft()
            later = self._later[party]
            if party is not actor:
                if not includes(party.days, self._matter.day):
                    self._gone.add(party)
                    continue
                if self._is_able(party, later):
                    self._able.add(party)
                    continue
            ways = sorted(_some_ways_to(party, self._matter.function), key=lambda way: way.rank)
            self._ways[party] = tried = []
            for way in ways:
                allowed, then = before(way, later)
                tried.append((way, allowed))
                if way.giver not in self._later:
                    self._later[way.giver] = then
                    waiting.append(way.giver)

    def _is_able(self, party: Party, later: Later | None) -> bool:
        """Whether somebody has authority that it may pass on as it is on the path."""
        if self._field is None:
            self._field = Field(self._roots, self._matter)
        if self._field.found(party) is None or self._field.tangled:
            return self._field.found(party) is not None
        return best_chain(party, self._roots, self._matter, later) is not None

    def _all_leading(self) -> set[Party]:
        """Those who hold it or may decide, and those to whom something leads from one of them."""
        receivers: dict[Party, list[Party]] = {}
        for receiver, ways in self._ways.items():
            for way, _ in ways:
                receivers.setdefault(way.giver, []).append(receiver)
        found = {one for one in self._later if one in self._roots or one in self._able}
        waiting = list(found)
        while waiting:
            for receiver in receivers.get(waiting.pop(), ()):
                if receiver not in found:
                    found.add(receiver)
                    waiting.append(receiver)
        return found

    def _counting(self, party: Party) -> list[tuple[Passing, bool]]:
        """The ways to somebody, without those givers of a delegation beside whom others count."""
        ways = self._ways.get(party, [])
        of = {way.by for way, _ in ways if way.delegation and way.giver in self._leading}
        return [
            (way, allowed)
            for way, allowed in ways
            if way.by not in of or way.delegation is None or way.giver in self._leading
        ]

    def _tell(self, party: Party) -> None:
        if party in self._able or party in self._gone:
            return
        ways = self._counting(party)
        if not ways:
            self.ends.append(party)
        for root in self._roots.get(party, ()):
            # Whoever holds it and is told of here may not pass it on: else it may decide.
            about = {"party": party}
            self.failed.append(failed("delegation-barred", about, "directions", root.step.by))
        for way, allowed in ways:
            if self._is_out(way.giver) or not (way.giver in self._leading or self._counts(way)):
                continue
            self.failed += (
                reason for reason in self._failing.of(way) if reason.rule not in _TOLD_ONCE
            )
            if not allowed:
                self.failed.append(self._failing.onward(way))

    def _counts(self, way: Passing) -> bool:
        """Whether what fails on a way matters, though its giver has nothing to exercise.

        Nobody acts for such a body, or is one of it.
        """
        return way.delegation is not None and not self._leading_only

    def _is_out(self, party: Party) -> bool:
        """Whether somebody does not exist on the day, so that nothing else of it matters."""
        on = self._matter.act.on
        return party in self._gone and absence(self._scheme.parties, party, on).by_dates

    def _tell_gone(self) -> None:
        """That somebody is not there, once for whoever it is due to."""
        told: dict[Party, list[Passing]] = {}
        on = self._matter.act.on
        for party in self.parties:
            for way, _ in self._counting(party):
                if way.giver in self._gone:
                    due = absence(self._scheme.parties, way.giver, on).party
                    told.setdefault(due, []).append(way)
        self.failed += (self._failing.gone(ways) for ways in told.values())


def all_ways_to(party: Party, function: str) -> Iterator[Passing]:
    """All ways to somebody for a function, those among them that the law never lets pass."""
    yield from party.ways_to
    yield from (way for way in party.incoming.get(function, ()) if not way.framework)
    yield from party.never.get(function, ())


def _some_ways_to(party: Party, function: str) -> Iterator[Passing]:
    """All ways to somebody, but for its class of officers where nothing leads to that."""
    for way in all_ways_to(party, function):
        if way.how != "belongs" or any(all_ways_to(way.giver, function)):
            yield way


def why_not(scheme: Scheme, delegation: str, act: Act, failing: Failing) -> tuple[Failed, ...]:
    """All that fails on a delegation itself, for an act; nothing if its givers only lack authority.

    That it does not pass the function at all is for whoever asks to see. Whoever asks of many for
    one act gives the same `failing` each time, which remembers.
    """
    entry = scheme.delegations.get(delegation)
    if entry is None or act.function not in entry.functions or act.function not in scheme.functions:
        return ()
    ways = sorted(scheme.ways_of[delegation], key=lambda way: way.rank)
    return tuple(dict.fromkeys(reason for way in ways for reason in failing.of(way)))
