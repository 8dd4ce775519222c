"""Whether those who pass something on have it themselves: the function, area, days and leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from joinedup.authority.caps_left import Limit
from joinedup.authority.checked import Checked, quoted
from joinedup.authority.checking import About
from joinedup.authority.days import OPEN_FIRST, includes
from joinedup.authority.failing import ONWARD
from joinedup.authority.matter import Matter
from joinedup.authority.opening import is_open, ways_to
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.power_checks import Given
from joinedup.authority.reach import Onward, Reach
from joinedup.authority.roots import Group, need, roots_of
from joinedup.authority.sentences import sentence
from joinedup.authority.withheld import elsewhere, is_suspended, stopping
from joinedup.law.question import listed
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Outcome
from joinedup.values.pence import pounds

#: Stands in the words of a lack for the functions that are lacking.
_WHAT = "{what}"
#: How many entries a sentence names that reserve the same.
_MOST_NAMES = 3


class Lack(NamedTuple):
    """What a giver lacks of what it passes on: a rule, why, and how to mend it."""

    rule: str
    why: str
    mend: str
    outcome: Outcome = "fails"


class Place(NamedTuple):
    """A part of the area of a delegation: who has a function there; None if all are to cease."""

    matter: Matter
    reach: Reach | None


class Asked(NamedTuple):
    """Where a function must come from for an area; or what is not so of it there."""

    places: tuple[Place, ...]
    failed: tuple[tuple[str, About], ...]


class Givers:
    """Whether givers have what they pass on, on the day of the check; what is found is kept."""

    def __init__(self, checked: Checked):
        self._checked = checked
        self._scheme = checked.scheme
        self._day = checked.on.toordinal()
        #: All who give anything, also what is not approved yet.
        self._givers = {way.giver for ways in self._scheme.ways_of.values() for way in ways}
        self._onward: dict[str, Onward] = {}
        self._asked: dict[tuple[str, str], Asked] = {}
        self._limits: dict[tuple[Party, str, str], Limit | None] = {}
        self._began: dict[tuple[Party, str, str], int | None] = {}

    def findings(self, given: Given) -> Iterator[Finding]:
        """What givers lack of the functions that a power lets them pass, alike ones together."""
        lacking: dict[Lack, list[str]] = {}
        for function in given.functions:
            there = [
                one for one in given.supported(function.id) if includes(one.giver.days, self._day)
            ]
            for lack in dict.fromkeys(self._lacks(given, function.id, there) if there else ()):
                lacking.setdefault(lack, []).append(function.id)
        for lack, functions in lacking.items():
            named = quoted(functions)
            yield self._checked.told(
                lack.rule,
                given.delegation,
                lack.why.replace(_WHAT, named),
                lack.mend.replace(_WHAT, named),
                outcome=lack.outcome,
            )

    def _lacks(self, given: Given, function: str, ways: Sequence[Passing]) -> Iterator[Lack]:
        matter = given.matter(function)
        for way in ways:
            yield from _withheld(way, matter)
        asked = self._ask(function, matter.area)
        lacks = [self._of_law(rule, about, ways, matter) for rule, about in asked.failed]
        reaches = [(place.matter, place.reach) for place in asked.places if place.reach]
        for here, reach in reaches:
            if not any(reach.lets(way) for way in ways):
                # Others may have it elsewhere: whoever has it nowhere is told first.
                nowhere = [way for way in ways if not any(one.lets(way) for _, one in reaches)]
                lacks += [self._of_giver(way, here, reach) for way in nowhere or ways]
        yield from filter(None, lacks)
        if not lacks:
            yield from self._too_soon(given, matter, ways)
            for way in ways:
                yield from self._too_large(way, matter)

    def _ask(self, function: str, area: str) -> Asked:
        """Where a function must come from; joint holders of one area are taken together."""
        if (function, area) not in self._asked:
            scheme = self._scheme
            onward = self._onward.setdefault(function, Onward(function, self._givers))
            matter = self._checked.matter(function, area)
            needed = need(scheme.holdings[function], matter, None)
            groups: dict[str, Group] = {}
            for group in needed.groups:
                known = groups.get(group.area, Group(group.area, ()))
                groups[group.area] = Group(group.area, (*known.holdings, *group.holdings))
            places = []
            for group in groups.values():
                here = scheme.matter(matter.act, group.area)
                roots = roots_of(group, here, scheme.stand_ins)
                places.append(Place(here, Reach(here, roots, onward) if roots else None))
            self._asked[function, area] = Asked(tuple(places), needed.failed)
        return self._asked[function, area]

    def _has(self, giver: Party, function: str, area: str) -> bool:
        """Whether somebody has a function for all of an area."""
        asked = self._ask(function, area)
        return not asked.failed and all(
            place.reach is not None and giver in place.reach for place in asked.places
        )

    def _of_law(
        self, rule: str, about: About, ways: Sequence[Passing], matter: Matter
    ) -> Lack | None:
        """What is not said of those who hold a function by law."""
        if rule == "partners-not-said":
            return Lack(
                rule,
                f"not known: who holds {_WHAT} together with {about['board']}, as no trust says "
                "that it is a partner of that board",
                "name the boards of which each trust is a partner in bodies.csv ('partner_of')",
                "not-known",
            )
        without_area = self._scheme.holdings[matter.function].without_area
        unsaid = [way.giver.body for way in ways if way.giver.body in without_area]
        if any(one is not None and one.kind in self._scheme.support.councils for one in unsaid):
            # It is told once, of the council.
            return None
        area = self._scheme.area_name(str(about["area"]))
        if unsaid:
            return Lack(
                "area-not-said",
                f"not known: whether {unsaid[0]} holds {_WHAT} for {area}, as its own area is not "
                "said",
                "give its area in bodies.csv",
                "not-known",
            )
        return self._elsewhere(ways[0].giver, matter) or Lack(
            "giver-without-function",
            f"by the law as this program has it nobody holds {_WHAT} for {area} on "
            f"{self._checked.day}, so there is nothing to pass on",
            "name the body that holds it, with its area; or mend the function or the days",
        )

    def _of_giver(self, way: Passing, matter: Matter, reach: Reach) -> Lack | None:
        """Why a giver does not have a function in a place, or no leave to pass it on."""
        giver = way.giver
        if is_suspended(giver, matter):
            return None
        if reach.tangled:
            return Lack(
                "too-many-ways",
                f"not known: whether {giver} has {_WHAT} and may pass it on, as delegations that "
                "need consents lead to it by more ways than can be tried",
                "pass it on by fewer ways, or without asking for consents again and again",
                "not-known",
            )
        if giver in reach:
            return self._without_leave(way, reach)
        if lack := self._elsewhere(giver, matter):
            return lack
        for before in ways_to(giver, matter.function):
            for lack in _withheld(before, matter):
                return lack._replace(why=f"{giver} does not have it, as {lack.why}")
        area = self._scheme.area_name(matter.area)
        later = [day for day in self._first_days(giver, matter) if day > self._day]
        if later:
            return Lack(
                "giver-not-yet",
                f"{giver} has {_WHAT} for {area} only from {_in_words(min(later))}",
                "begin it when its giver has the function, or name another giver",
            )
        return Lack(
            "giver-without-function",
            f"{giver} is not shown to have {_WHAT} for {area} on {self._checked.day}: it does not "
            "hold it by law, and nothing that a power supports passes it to it",
            "name a giver that has it, or add the delegation by which it comes to the giver",
        )

    def _without_leave(self, way: Passing, reach: Reach) -> Lack:
        (says, body), by = reach.forbidding(way)
        of = self._scheme.parties.named(body)
        about = {"giver": of, "receiver": of, "party": way.giver}
        words, _ = sentence(ONWARD.get(says, "delegation-barred"), about)
        return Lack(
            "onward-forbidden",
            f"{way.giver} has {_WHAT} by '{by}', and {words}",
            f"let '{by}' be passed on, by whoever gave it; or let the giver decide",
        )

    def _elsewhere(self, giver: Party, matter: Matter) -> Lack | None:
        """That a giver has a function, but for other areas; None if it has it nowhere."""
        areas = {area for party in _lineage(giver) for area in party.areas}
        areas |= {way.area for way in _ways_of(giver, matter.function)}
        where = [
            self._scheme.area_name(area)
            for area in sorted(areas)
            if area in self._scheme.areas and self._has(giver, matter.function, area)
        ]
        if not where:
            return None
        return Lack(
            "area-outside",
            f"it is for {self._scheme.area_name(matter.area)}, and {giver} has {_WHAT} only for "
            f"{listed(where, most=3)}",
            "give it for an area that lies in the giver's; or name another giver, or several",
        )

    def _first_days(self, giver: Party, matter: Matter) -> Iterator[int]:
        """From when on the law, or delegations for the area, give a function to somebody."""
        for way in _ways_of(giver, matter.function):
            if way.area in matter.inside:
                yield way.window[0]
        lineage = _lineage(giver)
        for holding in self._scheme.holdings[matter.function].for_area(matter.area):
            if holding.party in lineage and holding.window:
                yield holding.window[0][0]

    def _too_soon(self, given: Given, matter: Matter, ways: Sequence[Passing]) -> Iterator[Lack]:
        """That a delegation is said to hold before its giver had the function."""
        one = given.delegation
        approved = [approval.on for approval in one.approvals]
        start = max(filter(None, (one.first_day, *approved)), default=None)
        if start is None:
            return
        for way in ways:
            key = way.giver, matter.function, matter.area
            if key not in self._began:
                self._began[key] = min(self._first_days(way.giver, matter), default=None)
        began = [self._began[way.giver, matter.function, matter.area] for way in ways]
        had = min((day for day in began if day is not None), default=OPEN_FIRST)
        if start.toordinal() < had:
            yield Lack(
                "before-its-giver",
                f"it is said to hold from {day_in_words(start)}, and "
                f"{listed([str(way.giver) for way in ways])} had {_WHAT} only from "
                f"{_in_words(had)}",
                f"let it begin on {_in_words(had)}, or say by which delegation the giver had it "
                "before",
            )

    def _too_large(self, way: Passing, matter: Matter) -> Iterator[Lack]:
        """That a cap is larger than that under which the giver has the function."""
        cap, own = way.limit, self._own_limit(way.giver, matter)
        if cap is None or own is None or not _comparable(cap, own):
            return
        if (cap.pence or 0) > (own.pence or 0):
            yield Lack(
                "cap-above-own",
                f"its cap comes to {pounds(cap.pence or 0)}, and {way.giver} has {_WHAT} only up "
                f"to {pounds(own.pence or 0)}, by '{own.delegation}'; the smaller counts",
                "lower the cap, or raise that of the giver",
            )

    def _own_limit(self, giver: Party, matter: Matter) -> Limit | None:
        """The largest cap by which somebody has a function; None for none, or no largest one."""
        key = giver, matter.function, matter.area
        if key not in self._limits:
            held = self._scheme.holdings[matter.function].on(matter.area, self._day)
            lineage = _lineage(giver)
            if held.keys().isdisjoint(lineage):
                self._limits[key] = _largest(
                    way.limit for way in _ways_of(giver, matter.function) if is_open(way, matter)
                )
            else:
                self._limits[key] = None
        return self._limits[key]


def _lineage(party: Party) -> list[Party]:
    """Somebody, and those for whom it acts or to whose officers it belongs."""
    found = [party]
    for one in found:
        found += [way.giver for way in one.ways_to if way.giver not in found]
    return found


def _ways_of(party: Party, function: str) -> Iterator[Passing]:
    """The delegations of a function to somebody, or to those for whom it acts."""
    for one in _lineage(party):
        yield from (way for way in one.incoming.get(function, ()) if not way.framework)


def _withheld(way: Passing, matter: Matter) -> Iterator[Lack]:
    """What is withheld from a delegation: by reservations, or exclusive ones of its giver."""
    kept = [entry.id for entry in islice(stopping(way, matter), _MOST_NAMES + 1)]
    if kept:
        others = " and others" if len(kept) > _MOST_NAMES else ""
        yield Lack(
            "reserved",
            f"by {quoted(kept[:_MOST_NAMES])}{others} another than {way.receiver} keeps {_WHAT}",
            "end one of the two, or name the receiver as the one by whom it is kept",
        )
    if (other := next(elsewhere(way, matter), None)) is None:
        return
    if way.delegation is not None and way.delegation.mode == "exclusive":
        yield Lack(
            "exclusive-twice",
            f"{way.giver} passes {_WHAT} exclusively by this, and by '{other.by}' to "
            f"{other.receiver} too, for areas that meet; so nobody can tell who has it",
            "end one of the two, or make both concurrent",
        )
    else:
        yield Lack(
            "given-exclusively",
            f"{way.giver} passed {_WHAT} exclusively to {other.receiver} by '{other.by}', for an "
            "area that meets this one, and no longer has it to pass on",
            f"end this, or make '{other.by}' concurrent",
        )


def _comparable(one: Limit, other: Limit) -> bool:
    return (one.span, one.basis) == (other.span, other.basis) and None not in (
        one.pence,
        other.pence,
    )


def _largest(limits: Iterable[Limit | None]) -> Limit | None:
    """The largest of limits that can be compared; None where one is no limit, or they cannot."""
    largest: Limit | None = None
    for limit in limits:
        if limit is None or (largest is not None and not _comparable(limit, largest)):
            return None
        if largest is None or (limit.pence or 0) > (largest.pence or 0):
            largest = limit
    return largest


def _in_words(day: int) -> str:
    return day_in_words(date.fromordinal(day))
