"""The ways that lead to an actor, whatever fails on them; and all that fails on each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from joinedup.authority.absent import absence, approval_mend, approvals_in_words, not_given
from joinedup.authority.act import Act
from joinedup.authority.chains import Later, before, best_chain
from joinedup.authority.checking import About, Check
from joinedup.authority.days import includes
from joinedup.authority.field import Field
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Cap, Failed
from joinedup.authority.roots import Root
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed
from joinedup.authority.withheld import exclusives, reservations, suspensions
from joinedup.authority.would_pass import receivers_in_words, would_pass
from joinedup.law.question import listed
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.values.dates import Period, day_in_words
from joinedup.values.pence import pounds

_ONWARD = {
    "no": "onward-not-permitted",
    "within the body": "onward-outside-the-body",
    "with consent": "onward-without-consent",
}
#: Rules that say that a way's power does not support it.
_BY_POWER = frozenset(
    {
        "no-power",
        "power-not-in-force",
        "passes-no-function",
        "giver-not-permitted",
        "receiver-not-permitted",
        "not-employed",
        "function-barred",
        "function-not-covered",
        "not-the-executive",
        "executive-function",
    }
)


class Near:
    """What is found on the ways back from an actor: parties, and what fails.

    Each way is tried once, on the shortest path to the actor. So a path that nothing fails on
    would be a proof, and of a path to a holder at least one thing fails. Whoever may decide is not
    looked behind, nor whoever is not there; and of the givers of one delegation only those count
    to whom something leads from a holder, if there are any.
    """

    def __init__(
        self, scheme: Scheme, actor: Party, matter: Matter, roots: Mapping[Party, Sequence[Root]]
    ):
        self._scheme = scheme
        self._matter = matter
        self._roots = roots
        self._field: Field | None = None
        #: Each party found, with what is delegated after it on the path to the actor.
        self._later: dict[Party, Later | None] = {actor: None}
        self._ways: dict[Party, list[tuple[Passing, bool]]] = {}
        #: Those who may decide themselves, and those who are not there.
        self._able: set[Party] = set()
        self._gone: set[Party] = set()
        self._search(actor)
        self._leading = self._all_leading()
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
            ways = sorted(all_ways_to(party, self._matter.function), key=lambda way: way.rank)
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
        if self._field.found(party) is None:
            return False
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
        later = self._later[party]
        if party in self._able or party in self._gone:
            return
        ways = self._counting(party)
        if not ways:
            self.ends.append(party)
        for root in self._roots.get(party, ()):
            if root.barred and later is not None:
                about = {"party": party}
                self.failed.append(failed("delegation-barred", about, "directions", root.step.by))
        for way, allowed in ways:
            self.failed += (
                reason
                for reason in failures(self._scheme, way, self._matter)
                if reason.rule not in ("giver-not-there", "receiver-not-there")
                and not self._has_ended(way.giver)
            )
            if not allowed:
                self.failed.append(_of(way, _ONWARD[way.onward], {}, self._scheme))

    def _has_ended(self, party: Party) -> bool:
        on = self._matter.act.on
        return party in self._gone and absence(self._scheme.parties, party, on).ended

    def _tell_gone(self) -> None:
        """That somebody is not there, once for whoever it is due to."""
        told: dict[Party, list[Passing]] = {}
        on = self._matter.act.on
        for party in self.parties:
            for way, _ in self._counting(party):
                if way.giver in self._gone:
                    due = absence(self._scheme.parties, way.giver, on).party
                    told.setdefault(due, []).append(way)
        for ways in told.values():
            first = ways[0]
            entries = list(dict.fromkeys(way.by for way in ways if way.delegation))
            which = f"{_many(entries)}:" if entries[1:] else _which(self._scheme, first)
            about = _gone(self._scheme, first.giver, on)
            section = ("delegations", entries[0]) if entries else ("", "")
            self.failed.append(failed("giver-not-there", about, *section, which))


def all_ways_to(party: Party, function: str) -> Iterator[Passing]:
    """All ways to somebody for a function, those among them that the law never lets pass."""
    yield from party.ways_to
    yield from party.incoming.get(function, ())
    yield from party.never.get(function, ())


def failures(scheme: Scheme, way: Passing, matter: Matter) -> Iterator[Failed]:
    """All that fails on one way, for a matter; apart from what is passed on after it."""
    for check in scheme.ways.checks(way, matter.mode):
        if not includes(check.days, matter.day):
            yield of_check(scheme, way, check, matter)
    if way.delegation is not None:
        function = scheme.functions[matter.function]
        barred = scheme.support.of_function(way.delegation.power, function)
        if barred is not None:
            yield of_check(scheme, way, barred, matter)
        yield from _beyond(scheme, way, way.delegation, matter)
    yield from _withheld(scheme, way, matter)


def of_check(
    scheme: Scheme, way: Passing, check: Check, matter: Matter, *, named: bool = True
) -> Failed:
    """What fails on a way by one check of it, on the day of a matter; `named` says which way."""
    about: dict[str, object] = {**check.about, "day": matter.act.on}
    on, parties = matter.act.on, scheme.parties
    if check.rule == "not-in-force" and way.delegation is not None:
        about["period"] = in_words(way.delegation.period)
    elif check.rule == "not-approved" and way.delegation is not None:
        waiting = not_given(way.delegation.approvals, on)
        about |= {"lacking": approvals_in_words(parties, waiting), "mend": approval_mend(waiting)}
    elif check.rule == "revoked" and way.delegation is not None:
        about["revoked"] = min(one.on for one in way.delegation.revocations)
    elif check.rule == "giver-not-there":
        about |= _gone(scheme, way.giver, on)
    elif check.rule == "receiver-not-there":
        about |= _gone(scheme, way.receiver, on)
    elif check.rule in _BY_POWER:
        about["would"] = would_pass(scheme, way.giver, way.receiver, matter)
        if way.delegation is None:
            about["would"] = _acting(way.giver, matter)
        if check.rule == "receiver-not-permitted" and way.power is not None:
            about["fitting"] = receivers_in_words(way.power, way.giver, way.receiver)
    return _of(way, check.rule, about, scheme, named)


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
        yield _of(way, "area-outside", about, scheme)
    for condition in one.conditions:
        if condition.id in matter.unmet:
            says = {"condition": condition.says or condition.id}
            yield _of(way, "condition-not-met", says, scheme)
    conditions = {condition.id for condition in one.conditions}
    for name in way.power.preconditions if way.power is not None else ():
        if name in matter.unmet and name not in conditions:
            title = scheme.preconditions[name].title
            yield _of(way, "precondition-not-met", {"condition": title}, scheme)
    if way.limit is not None and (rule := way.limit.shortfall(matter)):
        left = way.limit.left(matter)
        about |= {"cap": one.cap, "basis": one.cap_basis}
        about |= {"value": matter.value(way.limit.basis), "comes": _comes_to(left)}
        yield _of(way, rule, about, scheme)


def _comes_to(left: Cap) -> str:
    """What is left under a cap, where its own words do not say that."""
    if left.pence is None:
        return ""
    amount = pounds(left.pence).removesuffix(".00")
    if left.span != "decision":
        return f", of which {amount} is left"
    return f", which comes to {amount}" if " per " in left.text or "%" in left.text else ""


def _withheld(scheme: Scheme, way: Passing, matter: Matter) -> Iterator[Failed]:
    for entry, effect in reservations(way, matter):
        if effect == "stops":
            yield _reserved(scheme, entry, way)
    for party in (way.giver, way.receiver):
        for direction in suspensions(party, matter):
            yield suspended(scheme, direction)
    for other in exclusives(way.giver, matter):
        if other.by != way.by and other.delegation and other.delegation.mode == "exclusive":
            yield given_away(scheme, other, matter)


def _reserved(scheme: Scheme, entry: Reservation, way: Passing) -> Failed:
    body, keeper = scheme.parties.named(entry.body), scheme.parties.named(entry.kept_by)
    about = {
        "body": body,
        "keeper": "itself" if keeper is body else keeper,
        "above": f" above {entry.above}" if entry.above else "",
        "urgent": "",
    }
    if way.receiver.actor.kind != "officers" and way.receiver.actor.id in entry.urgent:
        about["urgent"] = f"; {way.receiver} may decide what cannot wait, and reports back"
    return failed("reserved", about, "reservations", entry.id)


def given_away(scheme: Scheme, other: Passing, matter: Matter) -> Failed:
    """That whoever gave a delegation no longer decides alone, as it is exclusive or joint."""
    assert other.delegation is not None
    if other.delegation.mode != "exclusive":
        cap = f" up to {other.delegation.cap}" if other.limit is not None else ""
        about = {**_pair(other), "own": scheme.area_name(other.area), "cap": cap}
        return failed("given-jointly", about, "delegations", other.by)
    several = {
        one.by: one.receiver
        for one in sorted(exclusives(other.giver, matter), key=lambda one: one.rank)
        if one.delegation and one.delegation.mode == "exclusive"
    }
    if len(several) == 1:
        return failed("given-exclusively", _pair(other), "delegations", other.by)
    receivers = listed([str(one) for one in dict.fromkeys(several.values())])
    about = {"giver": other.giver, "receivers": receivers, "entries": listed(list(several))}
    return failed("exclusive-twice", about, "delegations", next(iter(several)))


def suspended(scheme: Scheme, direction: Direction) -> Failed:
    """That a direction bids somebody to cease."""
    by, told = scheme.parties.named(direction.given_by), scheme.parties.named(direction.given_to)
    return failed("suspended", {"by": by, "party": told}, "directions", direction.id)


def _acting(body: Party, matter: Matter) -> str:
    """Who acts for a body in a matter, as the mend of a reason why another does not."""
    acting = [
        str(way.receiver)
        for way in body.own_ways
        if way.how == "acts" and includes(way.days[matter.mode], matter.day)
    ]
    if not acting:
        return f"name in the register who acts for {body} in this"
    return f"ask of {listed(acting, join='or')}, through whom {body} acts in this"


def _gone(scheme: Scheme, party: Party, day: date) -> dict[str, object]:
    """What a sentence says of somebody who is not there."""
    _, why, mend, _ = absence(scheme.parties, party, day)
    return {"gone": why, "mend": mend}


def _of(way: Passing, rule: str, about: About, scheme: Scheme, named: bool = True) -> Failed:
    """A reason that fails on a way."""
    known = {**_pair(way), **about}
    entry = ("", "") if way.delegation is None else ("delegations", way.by)
    return failed(rule, known, *entry, _which(scheme, way) if named else "")


def _pair(way: Passing) -> dict[str, object]:
    """The two whom a way is between, as sentences name them."""
    return {"giver": way.giver, "receiver": way.receiver}


def _which(scheme: Scheme, way: Passing) -> str:
    if way.delegation is not None:
        givers = [str(scheme.parties.named(one)) for one in way.delegation.given_by]
        return f"delegation {way.by}, from {listed(givers, most=2)} to {way.receiver}:"
    if way.organ is not None:
        return f"{way.receiver}, acting for {way.giver}:"
    return f"{way.receiver}, as one of {way.giver}:"


def _many(entries: list[str]) -> str:
    return f"delegations {listed(entries)}"


def in_words(period: Period) -> str:
    """The days of a period: 'from 1 July 2022 to 31 March 2023'."""
    first = f"from {day_in_words(period.first)}" if period.first else ""
    last = f"to {day_in_words(period.last)}" if period.last else ""
    return f"{first} {last}".strip()
