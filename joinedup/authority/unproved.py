"""The delegations of a day that support no proof, and every reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from joinedup.authority.act import Act, Actor
from joinedup.authority.deciding import proof_of
from joinedup.authority.failing import Failing
from joinedup.authority.field import Field
from joinedup.authority.near import why_not
from joinedup.authority.parties import Party
from joinedup.authority.proof import Failed, Refusal
from joinedup.authority.prove import prove
from joinedup.authority.roots import need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.tiers import widest_first
from joinedup.register.delegations import Delegation, in_force

if TYPE_CHECKING:
    from joinedup.authority.mapping import SchemeRow

#: How many reasons are told of those who give, before they are told in short.
_MOST_TOLD = 200
#: For how many functions and areas it is kept by what chains authority reaches everybody.
_MOST_FIELDS = 16
_ADDS_NOTHING = Failed(
    "adds-nothing",
    "fails",
    "Whoever gives it has it from the receiver itself, or may not pass it on: it adds nothing.",
    "Take it out, or name a giver who has the function from elsewhere.",
)


@dataclass(frozen=True, slots=True)
class Unproved:
    """A delegation, or a function of one, that supports no proof, with every reason why not."""

    function: str
    entry: Delegation
    receiver: Actor
    reasons: tuple[Failed, ...]


def unproved(scheme: Scheme, on: date, rows: Iterable[SchemeRow]) -> tuple[Unproved, ...]:
    """The delegations in force on a day that support no proof, in the order of their ids.

    `rows` are those of the scheme on that day.
    """
    why = Why(scheme, on)
    proved = {
        (row.function.id, row.entry.id) for row in rows if row.how == "delegated" and row.entry
    }
    return tuple(
        Unproved(name, entry, receiver, why.reasons(entry, name))
        for entry in in_force(scheme.register.delegations, on)
        for receiver in (scheme.parties.named(entry.given_to, entry.officers).actor,)
        for name in dict.fromkeys(entry.functions)
        if (name, entry.id) not in proved
    )


class Why:
    """Why delegations support no proof on a day, remembering what was found of others."""

    def __init__(self, scheme: Scheme, on: date):
        self.on = on
        #: The areas of the day, the widest first.
        self.areas = widest_first(scheme, on)
        self._scheme = scheme
        self._failing: dict[tuple[str, str], Failing] = {}
        self._lacking: dict[tuple[Actor, str, str], tuple[Failed, ...]] = {}
        self._reached: dict[tuple[str, str], set[Party] | None] = {}
        self._fields: dict[tuple[str, str], tuple[Field, ...]] = {}
        self._told = 0

    def itself(self, entry: Delegation, function: str, area: str) -> tuple[Failed, ...]:
        """All that fails of a delegation itself, for an area."""
        act = Act(function, area, self.on)
        failing = self._failing.get((function, area))
        if failing is None:
            failing = Failing(self._scheme, self._scheme.matter(act))
            self._failing[function, area] = failing
        return why_not(self._scheme, entry.id, act, failing)

    def is_given(self, entry: Delegation, function: str, area: str) -> bool:
        """Whether authority for an area, or a part of it, comes to any of a delegation's givers.

        True too where there are too many ways to try.
        """
        if (function, area) not in self._reached:
            self._reach(function, area)
        reached = self._reached[function, area]
        parties = self._scheme.parties
        return reached is None or any(parties.named(one) in reached for one in entry.given_by)

    def fields(self, function: str, area: str) -> tuple[Field, ...]:
        """Whom authority for an area reaches, with their chains, from each group of holders that a
        proof needs; empty where that is not kept.
        """
        return self._fields.get((function, area), ())

    def _reach(self, function: str, area: str) -> None:
        scheme, act = self._scheme, Act(function, area, self.on)
        fields = []
        for group in need(scheme.holdings[function], scheme.matter(act), None).groups:
            matter = scheme.matter(act, group.area)
            fields.append(Field(roots_of(group, matter, scheme.stand_ins), matter))
        if len(self._fields) >= _MOST_FIELDS:
            self._fields.clear()
        self._fields[function, area] = tuple(fields)
        tangled = any(field.tangled for field in fields)
        reached = {party for field in fields for party in field}
        self._reached[function, area] = None if tangled else reached

    def reasons(self, entry: Delegation, function: str) -> tuple[Failed, ...]:
        """Why a delegation supports no proof: what fails of itself, else why its givers may not."""
        if found := self.itself(entry, function, entry.area):
            return found
        givers = [self._scheme.parties.named(giver).actor for giver in entry.given_by]
        lacking = [self._lacks(giver, function, entry.area) for giver in givers]
        if not any(lacking):
            receiver = self._scheme.parties.named(entry.given_to, entry.officers).actor
            lacking = [self._lacks(receiver, function, entry.area)]
        found = tuple(dict.fromkeys(reason for some in lacking for reason in some))
        return found or (_ADDS_NOTHING,)

    def _lacks(self, actor: Actor, function: str, area: str) -> tuple[Failed, ...]:
        """Why an actor may not decide; in short, where that was told of very many before."""
        key = (actor, function, area)
        if key not in self._lacking:
            act = Act(function, area, self.on)
            if self._told < _MOST_TOLD:
                answer = prove(self._scheme, actor, act)
                found = answer.reasons if isinstance(answer, Refusal) else ()
            else:
                found = (
                    ()
                    if proof_of(self._scheme, actor, act)
                    else (_shown_nothing(self._scheme.party(actor)),)
                )
            self._told += 1 + len(found)
            self._lacking[key] = found
        return self._lacking[key]


def _shown_nothing(giver: Party | None) -> Failed:
    return Failed(
        "holds-nothing",
        "fails",
        f"The register shows no authority for whoever passes it on: {giver}.",
        "Ask who can decide it of that one alone: the answer says why not.",
    )
