"""The ways that lead to an actor, whatever fails on them; and all that fails on each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from joinedup.authority.act import Act
from joinedup.authority.chains import Later, before
from joinedup.authority.checking import About
from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Failed
from joinedup.authority.roots import Root
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed
from joinedup.authority.withheld import elsewhere, reservations, suspensions
from joinedup.register.delegations import Delegation, Direction
from joinedup.values.dates import Period, day_in_words

_ONWARD = {
    "no": "onward-not-permitted",
    "within the body": "onward-outside-the-body",
    "with consent": "onward-without-consent",
}


class Near:
    """What is found on the ways back from an actor: parties, and what fails.

    Each way is tried once, on the shortest path to the actor. So a path that nothing fails on
    would be a proof, and of a path to a holder at least one thing fails.
    """

    def __init__(
        self, scheme: Scheme, actor: Party, matter: Matter, roots: Mapping[Party, Sequence[Root]]
    ):
        self._scheme = scheme
        self._matter = matter
        #: Each party found, with what is delegated after it on the path to the actor.
        self.parties: dict[Party, Later | None] = {actor: None}
        self.failed: list[Failed] = []
        #: Parties to whom nothing leads.
        self.ends: list[Party] = []
        waiting = deque((actor,))
        while waiting:
            party = waiting.popleft()
            ways = sorted(all_ways_to(party, matter.function), key=lambda way: way.rank)
            if not ways:
                self.ends.append(party)
            for root in roots.get(party, ()):
                if root.barred and self.parties[party] is not None:
                    about = {"party": party}
                    self.failed.append(
                        failed("delegation-barred", about, "directions", root.step.by)
                    )
            for way in ways:
                self.failed += failures(scheme, way, matter)
                allowed, then = before(way, self.parties[party])
                if not allowed:
                    self.failed.append(_of(way, _ONWARD[way.onward], {}))
                if way.giver not in self.parties:
                    self.parties[way.giver] = then
                    waiting.append(way.giver)


def all_ways_to(party: Party, function: str) -> Iterator[Passing]:
    """All ways to somebody for a function, those among them that the law never lets pass."""
    yield from party.ways_to
    yield from party.incoming.get(function, ())
    yield from party.never.get(function, ())


def failures(scheme: Scheme, way: Passing, matter: Matter) -> Iterator[Failed]:
    """All that fails on one way, for a matter; apart from what is passed on after it."""
    for check in scheme.ways.checks(way, matter.mode):
        if not includes(check.days, matter.day):
            yield _of(way, check.rule, {**_dates(way.delegation), **check.about}, matter)
    if way.delegation is not None:
        function = scheme.functions[matter.function]
        barred = scheme.support.of_function(way.delegation.power, function)
        if barred is not None:
            yield _of(way, barred.rule, barred.about, matter)
        yield from _beyond(scheme, way, way.delegation, matter)
    yield from _withheld(scheme, way, matter)


def why_not(scheme: Scheme, delegation: str, act: Act) -> tuple[Failed, ...]:
    """All that fails on a delegation itself, for an act; nothing if its givers only lack authority.

    That it does not pass the function at all is for whoever asks to see.
    """
    entry = scheme.delegations.get(delegation)
    if entry is None or act.function not in scheme.functions:
        return ()
    receiver = scheme.parties.named(entry.given_to, entry.officers)
    matter = scheme.matter(act)
    ways = [way for way in all_ways_to(receiver, act.function) if way.by == delegation]
    return tuple(
        dict.fromkeys(
            reason
            for way in sorted(ways, key=lambda way: way.rank)
            if way.delegation is not None
            for reason in failures(scheme, way, matter)
        )
    )


def _beyond(scheme: Scheme, way: Passing, one: Delegation, matter: Matter) -> Iterator[Failed]:
    """What of a matter itself is beyond a delegation: its area, its value, its conditions."""
    about: dict[str, object] = {"own": scheme.area_name(one.area)}
    about["area"] = scheme.area_name(matter.area)
    if way.area not in matter.inside:
        yield _of(way, "area-outside", about)
    for condition in one.conditions:
        if condition.id in matter.unmet:
            yield _of(way, "condition-not-met", {"condition": condition.says or condition.id})
    listed = {condition.id for condition in one.conditions}
    for name in way.power.preconditions if way.power is not None else ():
        if name in matter.unmet and name not in listed:
            title = scheme.preconditions[name].title
            yield _of(way, "precondition-not-met", {"condition": title})
    if way.limit is not None and (rule := way.limit.shortfall(matter)):
        about |= {"cap": one.cap, "basis": one.cap_basis}
        about |= {"value": matter.value(way.limit.basis), "left": way.limit.left(matter).pence}
        yield _of(way, rule, about)


def _withheld(scheme: Scheme, way: Passing, matter: Matter) -> Iterator[Failed]:
    for entry, effect in reservations(way, matter):
        if effect == "stops":
            about = {
                "body": scheme.parties.named(entry.body),
                "keeper": scheme.parties.named(entry.kept_by),
                "above": f" above {entry.above}" if entry.above else "",
            }
            yield failed("reserved", about, "reservations", entry.id, _which(way))
    for party in (way.giver, way.receiver):
        for direction in suspensions(party, matter):
            yield suspended(scheme, direction, party)
    for other in elsewhere(way, matter):
        rule = "given-exclusively"
        if way.delegation is not None and way.delegation.mode == "exclusive":
            rule = "exclusive-twice"
        yield failed(rule, pair(other), "delegations", other.by)


def suspended(scheme: Scheme, direction: Direction, party: Party) -> Failed:
    """That a direction bids somebody to cease."""
    about = {"by": scheme.parties.named(direction.given_by), "party": party}
    return failed("suspended", about, "directions", direction.id)


def _of(way: Passing, rule: str, about: About, matter: Matter | None = None) -> Failed:
    """A reason that fails on a way."""
    known = {**pair(way), **about}
    if matter is not None:
        known["day"] = matter.act.on
    if way.delegation is None:
        return failed(rule, known, which=_which(way))
    return failed(rule, known, "delegations", way.by, _which(way))


def pair(way: Passing) -> dict[str, object]:
    """The two whom a way is between, as sentences name them."""
    return {"giver": way.giver, "receiver": way.receiver}


def _which(way: Passing) -> str:
    if way.delegation is not None:
        return f"delegation {way.by}, from {way.giver} to {way.receiver}:"
    if way.organ is not None:
        return f"{way.receiver} as acting for {way.giver}:"
    return f"{way.receiver} as one of {way.giver}:"


def _dates(one: Delegation | None) -> dict[str, object]:
    """What of a delegation's dates and approvals a sentence may name."""
    if one is None:
        return {}
    return {
        "period": _in_words(one.period),
        "approvers": [approval.by for approval in one.approvals],
        "revoked": min((revocation.on for revocation in one.revocations), default=date.max),
    }


def _in_words(period: Period) -> str:
    first = f"from {day_in_words(period.first)}" if period.first else ""
    last = f"to {day_in_words(period.last)}" if period.last else ""
    return f"{first} {last}".strip()
