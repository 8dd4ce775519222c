"""All that fails on the ways by which authority would pass, as reasons of a refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from joinedup.authority.absent import absence, approval_mend, approvals_in_words, not_given
from joinedup.authority.caps_left import A_YEAR, WITH_VAT
from joinedup.authority.checking import About, Check
from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Cap, Failed
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed
from joinedup.authority.unsupported import has_no_power, revocations_by_others
from joinedup.authority.withheld import exclusives, kept_from, mode_of, stopping, suspensions
from joinedup.authority.would_pass import givers_in_words, receivers_in_words, would_pass
from joinedup.law.question import listed
from joinedup.register.delegations import Delegation, Direction, Reservation, Revocation
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds_in_short

#: The rule that a delegation breaks which passes on what an earlier one does not let be passed on.
ONWARD = {
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
        "function-barred",
        "function-not-covered",
        "not-the-executive",
        "executive-function",
    }
)
#: What caps count, as a sentence names it.
_COUNTED = {WITH_VAT: f"the {WITH_VAT}", A_YEAR: A_YEAR}
#: How many of several a sentence names, and how many entries are told that withhold the same.
_MOST_NAMES, _MOST_ALIKE = 3, 10


class _Away(NamedTuple):
    """The delegations by which somebody passed a matter on exclusively, and what is told of it."""

    entries: frozenset[str]
    told: Failed


class Failing:
    """What fails on ways, for one matter."""

    def __init__(self, scheme: Scheme, matter: Matter):
        self._scheme = scheme
        self._matter = matter
        self._on = matter.act.on
        self._away: dict[Party, _Away | None] = {}
        self._would: dict[tuple[Party, Party], str] = {}

    def of(self, way: Passing) -> Iterator[Failed]:
        """All that fails on one way, apart from what is passed on after it."""
        for check in self._scheme.ways.checks(way, mode_of(way, self._matter)):
            if not includes(check.days, self._matter.day):
                yield self.of_check(way, check)
        if way.delegation is not None:
            function = self._scheme.functions[self._matter.function]
            barred = self._scheme.support.of_function(way.delegation.power, function)
            if barred is not None:
                yield self.of_check(way, barred)
        yield from self._beyond(way)
        yield from self._withheld(way)

    def of_check(self, way: Passing, check: Check, *, named: bool = True) -> Failed:
        """What fails on a way by one check of it; `named` says which way it is."""
        about: dict[str, object] = {**check.about, "day": self._on}
        one, rule = way.delegation, check.rule
        if rule == "not-in-force" and one is not None:
            about["period"] = one.period.in_words()
        elif rule == "not-approved" and one is not None:
            waiting = not_given(one.approvals, self._on)
            about["lacking"] = approvals_in_words(self._scheme.parties, waiting)
            about["mend"] = approval_mend(waiting)
        elif rule == "revoked" and one is not None:
            rule, gone = self._revoked(one)
            about |= {"revoked": gone.on, "by": self._scheme.parties.named(gone.by or "")}
        elif rule == "giver-not-there":
            about |= self._gone(way.giver)
        elif rule == "receiver-not-there":
            about |= self._gone(way.receiver)
        elif rule in _BY_POWER:
            about["would"] = self._acting(way.giver) if one is None else self._would_pass(way)
            if rule == "receiver-not-permitted" and way.power is not None:
                about["fitting"] = receivers_in_words(way.power, way.giver, way.receiver)
            if rule == "giver-not-permitted" and way.power is not None:
                about["givers"] = givers_in_words(way.power)
        return self._told(way, rule, about, named)

    def onward(self, way: Passing) -> Failed:
        """That what a delegation passes is passed on after it in a way that it does not let."""
        return self._told(way, ONWARD[way.onward], {})

    def gone(self, ways: Sequence[Passing]) -> Failed:
        """That whoever gives is not there, of ways that fail for the same absence."""
        entries = list(dict.fromkeys(way.by for way in ways if way.delegation))
        which = self._which(ways[0])
        if len(entries) > 1:
            which = f"delegations {listed(entries, _MOST_NAMES)}:"
        entry = ("delegations", entries[0]) if entries else ("", "")
        return failed("giver-not-there", self._gone(ways[0].giver), *entry, which)

    def given_away(self, giver: Party) -> Iterator[Failed]:
        """That whoever gave something exclusively or jointly no longer decides alone."""
        if (away := self._exclusive(giver)) is not None:
            yield away.told
        for other in exclusives(giver, self._matter):
            if other.delegation is not None and other.delegation.mode != "exclusive":
                cap = f" up to {other.delegation.cap}" if other.limit is not None else ""
                own = self._scheme.area_name(other.area)
                about = {**_pair(other), "own": own, "cap": cap}
                yield failed("given-jointly", about, "delegations", other.by)

    def kept(self, party: Party) -> Iterator[Failed]:
        """What is kept from somebody through whom a body acts, as it is kept for another."""
        for entry in islice(kept_from(party, self._matter), _MOST_ALIKE):
            yield self._reserved(entry, party)

    def suspended(self, direction: Direction) -> Failed:
        """That a direction bids somebody to cease."""
        parties = self._scheme.parties
        by, told = parties.named(direction.given_by), parties.named(direction.given_to)
        about: dict[str, object] = {"by": by, "party": told}
        if has_no_power(self._scheme, direction, self._on):
            return failed("suspended-without-power", about, "directions", direction.id)
        wait = "wait until the direction ends"
        if direction.last_day is not None:
            wait = f"ask of a day after {day_in_words(direction.last_day)}"
        if direction.exercised_by is not None and told.actor.kind == "body":
            wait = f"refer it to {parties.named(direction.exercised_by)}, or {wait}"
        return failed("suspended", {**about, "meanwhile": wait}, "directions", direction.id)

    def _revoked(self, one: Delegation) -> tuple[str, Revocation]:
        """By which rule a delegation is revoked, and by which of its revocations."""
        ended = [revocation for revocation in one.revocations if revocation.on <= self._on]
        others = revocations_by_others(self._scheme.parties, one)
        by_givers = [revocation for revocation in ended if revocation not in others]
        gone = min(by_givers or ended, key=lambda each: (each.on, each.by or ""))
        return "revoked" if by_givers else "revoked-by-others", gone

    def _beyond(self, way: Passing) -> Iterator[Failed]:
        """What of a matter itself is beyond a way: its area, value, conditions."""
        matter, one = self._matter, way.delegation
        own, area = self._scheme.area_name(way.area), self._scheme.area_name(matter.area)
        if way.area and way.area not in matter.inside:
            yield self._told(way, "area-outside", {"own": own, "area": area})
        if one is None:
            return
        for condition in one.conditions:
            if condition.id in matter.unmet:
                says = {"condition": condition.says or condition.id}
                yield self._told(way, "condition-not-met", says)
        conditions = {condition.id for condition in one.conditions}
        for asked in way.asked:
            if asked.id in matter.unmet and asked.id not in conditions:
                yield self._told(way, "precondition-not-met", {"condition": asked.title})
        if way.limit is not None and (rule := way.limit.shortfall(matter)):
            about: dict[str, object] = {"cap": one.cap, "own": own}
            about["counted"] = _COUNTED.get(way.limit.basis, "")
            about["value"] = matter.value(way.limit.basis)
            about["comes"] = _comes_to(way.limit.left(matter))
            yield self._told(way, rule, about)

    def _withheld(self, way: Passing) -> Iterator[Failed]:
        if not way.leads_on:
            for entry in islice(stopping(way, self._matter), _MOST_ALIKE):
                yield self._reserved(entry, way.receiver, way.giver)
        for party in (way.giver, way.receiver):
            for direction in suspensions(party, self._matter)[:_MOST_ALIKE]:
                yield self.suspended(direction)
        away = self._exclusive(way.giver)
        if away is not None and away.entries != {way.by}:
            yield away.told

    def _reserved(self, entry: Reservation, receiver: Party, giver: Party | None = None) -> Failed:
        parties = self._scheme.parties
        body, keeper = parties.named(entry.body), parties.named(entry.kept_by)
        about = {
            "body": body,
            "keeper": keeper,
            "for": "itself" if keeper is body else keeper,
            "above": f" above {entry.above}" if entry.above else "",
            "passing": "",
            "gone": "",
            "urgent": "",
        }
        if not includes(keeper.days, self._matter.day):
            about["gone"] = f"; {absence(parties, keeper, self._on).why}"
        if keeper.body is not body and keeper in (giver, giver and giver.body):
            about["passing"] = f", and {keeper} does not pass on what it keeps"
        if receiver.actor.kind != "officers" and receiver.actor.id in entry.urgent:
            about["urgent"] = f"; {receiver} may decide what cannot wait, and reports back"
        return failed("reserved", about, "reservations", entry.id)

    def _exclusive(self, giver: Party) -> _Away | None:
        """The exclusive delegations of somebody that the matter falls under, if any."""
        if giver not in self._away:
            several = {
                one.by: one
                for one in sorted(exclusives(giver, self._matter), key=lambda one: one.rank)
                if one.delegation is not None and one.delegation.mode == "exclusive"
            }
            self._away[giver] = self._told_away(giver, several) if several else None
        return self._away[giver]

    def _told_away(self, giver: Party, several: dict[str, Passing]) -> _Away:
        entries = list(several)
        if len(entries) == 1:
            only = several[entries[0]]
            about: About = {**_pair(only), "own": self._scheme.area_name(only.area)}
            told = failed("given-exclusively", about, "delegations", entries[0])
        else:
            receivers = list(dict.fromkeys(str(one.receiver) for one in several.values()))
            about = {
                "giver": giver,
                "receivers": listed(receivers, _MOST_NAMES),
                "entries": listed(entries, _MOST_NAMES),
            }
            told = failed("exclusive-twice", about, "delegations", entries[0])
        return _Away(frozenset(entries), told)

    def _acting(self, body: Party) -> str:
        """Who acts for a body in the matter, as the mend of a reason why another does not."""
        acting = [
            str(way.receiver)
            for way in body.own_ways
            if way.how == "acts" and includes(way.days[self._matter.mode], self._matter.day)
        ]
        if not acting:
            return f"name in the register who acts for {body} in this"
        return f"refer it to {listed(acting, join='or')}, through whom {body} acts in this"

    def _would_pass(self, way: Passing) -> str:
        key = (way.giver, way.receiver)
        if key not in self._would:
            self._would[key] = would_pass(self._scheme, *key, self._matter)
        return self._would[key]

    def _gone(self, party: Party) -> dict[str, object]:
        """What a sentence says of somebody who is not there."""
        gone = absence(self._scheme.parties, party, self._on)
        return {"gone": gone.why, "mend": gone.mend}

    def _told(self, way: Passing, rule: str, about: About, named: bool = True) -> Failed:
        """A reason that fails on a way."""
        known = {**_pair(way), **about}
        entry = ("", "") if way.delegation is None else ("delegations", way.by)
        return failed(rule, known, *entry, self._which(way) if named else "")

    def _which(self, way: Passing) -> str:
        if way.delegation is not None:
            givers = [str(self._scheme.parties.named(one)) for one in way.delegation.given_by]
            return f"delegation {way.by}, from {listed(givers, most=2)} to {way.receiver}:"
        if way.organ is not None:
            return f"{way.receiver}, acting for {way.giver}:"
        return f"{way.receiver}, as one of the {way.by}:"


def _pair(way: Passing) -> dict[str, object]:
    """The two whom a way is between, as sentences name them."""
    return {"giver": way.giver, "receiver": way.receiver}


def _comes_to(left: Cap) -> str:
    """What is left under a cap, where its own words do not say that."""
    if left.pence is None:
        return ""
    amount = pounds_in_short(left.pence)
    if left.span != "decision":
        return f", of which {amount} is left"
    return f", which comes to {amount}" if " per " in left.text or "%" in left.text else ""
