"""The scheme of reservation and delegation, and who decides at which tier, as boards publish them.

Both are made of the same proofs as the answers, so that they cannot disagree with them. Nothing in
them depends on a value: caps are told, and so is above what amount a matter is reserved. Only of
whom something is reserved above an amount it is asked whether that one may decide just above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, TypeVar

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_left import Limit
from joinedup.authority.deciding import first_steps, proof_of, proof_through
from joinedup.authority.failing import Failing
from joinedup.authority.field import Field
from joinedup.authority.near import why_not
from joinedup.authority.parties import Party
from joinedup.authority.proof import Failed, Proof, Refusal, Step
from joinedup.authority.prove import prove
from joinedup.authority.roots import area_directed, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.who_can import own_area, proofs_of
from joinedup.law.function import Function
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Area

#: Kinds of area from the widest on; decisions for no area in particular come last.
TIERS = (
    "nation",
    "region",
    "system",
    "sub-system",
    "council area",
    "place",
    "locality",
    "neighbourhood",
    "",
)
#: The tiers of those who need no area to be said.
_TIER_OF_KIND = {"NHS England": "nation", "NHS England region": "region"}
#: What may fail for the whole of an area, and not for a part of it.
_OF_A_PART = frozenset(
    {"reserved", "suspended", "given-exclusively", "given-jointly", "exclusive-twice"}
)
#: How many reasons are told of those who give, before they are told in short.
_MOST_TOLD = 200
_ADDS_NOTHING = Failed(
    "adds-nothing",
    "fails",
    "Whoever gives it has it from the receiver itself, or may not pass it on: it adds nothing.",
    "Take it out, or name a giver who has the function from elsewhere.",
)

How = Literal["holds", "directed", "reserved", "delegated"]


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One row of the scheme: that `receiver` decides a function, and by what.

    It 'holds' it by law, or is 'directed' to exercise it (`entry` is the direction); a body keeps
    it 'reserved' for it (a reservation); or `givers` 'delegated' it (a delegation). `areas` are the
    widest for which it is so; none where it is so for any area. `through` are those who act for a
    holder without any delegation. `limit` is the cap of a delegation, in pence where it is known.
    `proof` is that it may decide, for the first of the areas, and of what is reserved above an
    amount for a value just above it; of a holder, of one for whom something is reserved, and of one
    who passed all of it on exclusively or jointly, it may be missing. `part` is its part in the
    scheme of one body; '' in that of a system.
    """

    function: Function
    how: How
    receiver: Actor
    areas: tuple[str, ...] = ()
    givers: tuple[Actor, ...] = ()
    through: tuple[Actor, ...] = ()
    entry: Delegation | Reservation | Direction | None = None
    proof: Proof | None = None
    limit: Limit | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Unproved:
    """A delegation, or a function of one, that supports no proof, with every reason why not."""

    function: str
    entry: Delegation
    receiver: Actor
    reasons: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class MapRow:
    """One function of the map: who decides it at each of `TIERS` at which somebody does.

    `levels` is the number of those tiers; `passed` the most delegations one after another.
    """

    function: Function
    deciders: Mapping[str, tuple[Actor, ...]]
    levels: int
    passed: int


def scheme_table(scheme: Scheme, on: date) -> tuple[SchemeRow, ...]:
    """What is held, reserved and passed on on a day, by function in the order of the law."""
    return tuple(
        row
        for function in scheme.basis.functions
        for rows in (_held, _reserved, _delegated)
        for row in rows(scheme, function, on)
    )


def functions_and_decisions_map(scheme: Scheme, on: date) -> tuple[MapRow, ...]:
    """Who decides each function that anybody decides on a day, tier by tier."""
    rows = (_map_row(scheme, function, on) for function in scheme.basis.functions)
    return tuple(row for row in rows if row.levels)


def unproved(
    scheme: Scheme, on: date, rows: Iterable[SchemeRow] | None = None
) -> tuple[Unproved, ...]:
    """The delegations in force on a day that support no proof, in the order of their ids.

    `rows` are those of the scheme on that day, for whoever has them already.
    """
    why = _Why(scheme, on)
    table = scheme_table(scheme, on) if rows is None else rows
    proved = {
        (row.function.id, row.entry.id) for row in table if row.how == "delegated" and row.entry
    }
    return tuple(
        Unproved(name, entry, receiver, why.reasons(entry, name))
        for entry in in_force(scheme.register.delegations, on)
        for receiver in (actor_of(scheme, entry.given_to, entry.officers),)
        for name in dict.fromkeys(entry.functions)
        if (name, entry.id) not in proved
    )


def decided(scheme: Scheme, function: str, on: date) -> tuple[Proof, ...]:
    """Who may decide a function on a day, of no stated value: one proof for each chain.

    Each is for a widest area for which it holds; those for wide areas come first.
    """
    found: dict[object, Proof] = {}
    for area in widest_first(scheme, on):
        for proof in proofs_of(scheme, Act(function, area.id, on)):
            steps = tuple(chain.steps for chain in proof.chains)
            found.setdefault((proof.actor, steps), proof)
    return tuple(found.values())


def tier_of(scheme: Scheme, proof: Proof) -> str:
    """The tier at which an actor decides: the kind of the area for which it is competent.

    Whoever acts for a body decides at the body's own tier. '' is for no area in particular.
    """
    steps = proof.chains[0].steps
    body = next(step.receiver for step in reversed(steps) if step.how != "acts")
    area = own_area(scheme, replace(proof, actor=body))
    if area:
        return next(one.kind for one in scheme.register.areas if one.id == area)
    owners = scheme.parties.by_actor[proof.actor].owners
    kinds = {scheme.parties.named(owner).kind for owner in owners}
    return next((_TIER_OF_KIND[kind] for kind in kinds if kind in _TIER_OF_KIND), "")


def widest_first(scheme: Scheme, on: date) -> list[Area]:
    """The areas that there are on a day, by their tiers and then by name."""
    there = [area for area in scheme.register.areas if area.period.includes(on)]
    return sorted(there, key=lambda area: (TIERS.index(area.kind), area.name, area.id))


def actor_of(scheme: Scheme, entry: str, officers: str = "") -> Actor:
    """Who an entry means by the id of a body, forum or post, or by a class of officers."""
    if officers:
        return Actor("officers", entry, officers)
    return scheme.parties.named(entry).actor


def _held(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each who holds a function by law, or is directed to exercise it."""
    first: dict[Step, str] = {}
    for area in widest_first(scheme, on):
        for step in first_steps(scheme, Act(function.id, area.id, on)):
            first.setdefault(step, area.id)
    directions = {one.id: one for one in scheme.register.directions}
    proofs = cache(lambda area: _Here(proofs_of(scheme, Act(function.id, area, on))))
    for step, somewhere in first.items():
        areas = scheme.parties.by_actor[step.receiver].areas
        if step.how == "directed":
            areas = _directed_areas(scheme, directions[step.by])
        here = proofs(next(iter(areas), somewhere))
        yield SchemeRow(
            function,
            "directed" if step.how == "directed" else "holds",
            step.receiver,
            areas,
            through=tuple(here.acting.get(step, ())),
            entry=directions.get(step.by) if step.how == "directed" else None,
            proof=here.proofs.get(step.receiver),
        )


def _directed_areas(scheme: Scheme, entry: Direction) -> tuple[str, ...]:
    """The area for which a direction lets somebody stand in for another; none for any."""
    directed = scheme.parties.named(entry.given_to).body
    assert directed is not None, "nobody stands in for a forum"
    area = area_directed(entry, directed, scheme.areas)
    return (area,) if area else ()


class _Here:
    """Who may decide a function for an area: their proofs, and who acts for each holder.

    Whoever acts for one needs no delegation, and is found by the first step of its chain.
    """

    def __init__(self, proofs: Iterable[Proof]):
        self.proofs: dict[Actor, Proof] = {}
        self.acting: dict[Step, list[Actor]] = {}
        for proof in proofs:
            self.proofs[proof.actor] = proof
            first, *later = proof.chains[0].steps
            if len(proof.chains) == 1 and {step.how for step in later} == {"acts"}:
                self.acting.setdefault(first, []).append(proof.actor)


def _just_above(entry: Reservation) -> int | None:
    """The least value of the matters that are reserved above an amount; None for any value."""
    above = cap_from_text(entry.above).amount
    return None if above is None else above + 1


def _first_proof(
    scheme: Scheme,
    actor: Actor,
    areas: Sequence[str],
    act: Act,
) -> Proof | None:
    wanted = areas or [area.id for area in widest_first(scheme, act.on)]
    proofs = (proof_of(scheme, actor, replace(act, area=area)) for area in wanted)
    return next((proof for proof in proofs if proof is not None), None)


def _reserved(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each reservation of a function."""
    proofs = cache(
        lambda keeper, areas, value: _first_proof(
            scheme, keeper, areas, Act(function.id, "", on, value)
        )
    )
    for entry in in_force(scheme.register.reservations, on):
        if function.id in entry.functions:
            keeper = actor_of(scheme, entry.kept_by)
            areas = (entry.area,) if entry.area else ()
            yield SchemeRow(
                function,
                "reserved",
                keeper,
                areas,
                (Actor("body", entry.body),),
                entry=entry,
                proof=proofs(keeper, areas, _just_above(entry)),
            )


def _delegated(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each delegation of a function by which its receiver, or one after it, decides."""
    why = _Why(scheme, on)
    rows = {
        entry.id: _delegated_row(scheme, function, entry, why)
        for entry in in_force(scheme.register.delegations, on)
        if function.id in entry.functions
    }
    given_away = [
        name
        for name, row in rows.items()
        if row is None and _gave_away(scheme, scheme.delegations[name], function)
    ]
    used = {
        step.by
        for proof in (decided(scheme, function.id, on) if given_away else ())
        for chain in proof.chains
        for step in chain.steps
        if step.how == "delegated"
    }
    for name, row in rows.items():
        if row is not None:
            yield row
        elif name in given_away and name in used:
            yield _passed_on(scheme, function, scheme.delegations[name])


def _gave_away(scheme: Scheme, entry: Delegation, function: Function) -> bool:
    """Whether the receiver of a delegation passed something on exclusively or jointly."""
    receiver = scheme.parties.named(entry.given_to, entry.officers)
    return function.id in receiver.exclusive or function.id in receiver.joint


def _passed_on(scheme: Scheme, function: Function, entry: Delegation) -> SchemeRow:
    """The row of a delegation whose receiver passed all of it on, and so decides nothing itself."""
    return SchemeRow(
        function,
        "delegated",
        actor_of(scheme, entry.given_to, entry.officers),
        (entry.area,),
        tuple(actor_of(scheme, giver) for giver in sorted(entry.given_by)),
        entry=entry,
        limit=_limit(scheme, entry),
    )


def _limit(scheme: Scheme, entry: Delegation) -> Limit | None:
    """The cap of a delegation; all ways that it makes have the same."""
    return scheme.ways_of[entry.id][0].limit


def _delegated_row(
    scheme: Scheme, function: Function, entry: Delegation, why: _Why
) -> SchemeRow | None:
    """The row of a delegation: for its whole area, or else for the widest parts where it holds."""
    on = why.on
    proofs: dict[str, Proof] = {}
    # A proof for all of the area ends the search, as it contains the others.
    for area in _areas_of(scheme, function.id, entry, why):
        wider = any(scheme.areas.contains(one, area) for one in proofs)
        if not wider and why.is_given(entry, function.id, area):
            proof = proof_through(scheme, entry.id, Act(function.id, area, on))
            if proof is not None:
                proofs[area] = proof
        if entry.area in proofs:
            break
    if not proofs:
        return None
    last = [chain.steps[-1] for proof in proofs.values() for chain in proof.chains]
    givers = {step.giver for step in last if step.by == entry.id and step.giver is not None}
    proof = next(iter(proofs.values()))
    return SchemeRow(
        function,
        "delegated",
        proof.actor,
        tuple(proofs),
        tuple(sorted(givers)),
        entry=entry,
        proof=proof,
        limit=_limit(scheme, entry),
    )


def _areas_of(scheme: Scheme, function: str, entry: Delegation, why: _Why) -> Iterator[str]:
    """The area of a delegation; then the areas in it, where what fails may not fail for them.

    Of one that fails by itself, whatever the area, nothing can be shown.
    """
    fails = {reason.rule for reason in why.itself(entry, function, entry.area)}
    if fails <= _OF_A_PART or len(entry.given_by) > 1:
        yield entry.area
    if fails <= _OF_A_PART:
        for area in why.areas:
            if area.id != entry.area and scheme.areas.contains(entry.area, area.id):
                yield area.id


class _Why:
    """Why delegations support no proof on a day, remembering what was found of others."""

    def __init__(self, scheme: Scheme, on: date):
        self.on = on
        #: The areas of the day, the widest first.
        self.areas = widest_first(scheme, on)
        self._scheme = scheme
        self._failing: dict[tuple[str, str], Failing] = {}
        self._lacking: dict[tuple[Actor, str, str], tuple[Failed, ...]] = {}
        self._reached: dict[tuple[str, str], set[Party] | None] = {}
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
            self._reached[function, area] = self._all_reached(Act(function, area, self.on))
        reached = self._reached[function, area]
        parties = self._scheme.parties
        return reached is None or any(parties.named(one) in reached for one in entry.given_by)

    def _all_reached(self, act: Act) -> set[Party] | None:
        scheme = self._scheme
        found: set[Party] = set()
        for group in need(scheme.holdings[act.function], scheme.matter(act), None).groups:
            matter = scheme.matter(act, group.area)
            field = Field(roots_of(group, matter, scheme.stand_ins), matter)
            if field.tangled:
                return None
            found.update(field)
        return found

    def reasons(self, entry: Delegation, function: str) -> tuple[Failed, ...]:
        """Why a delegation supports no proof: what fails of itself, else why its givers may not."""
        if found := self.itself(entry, function, entry.area):
            return found
        givers = [actor_of(self._scheme, giver) for giver in entry.given_by]
        lacking = [self._lacks(giver, function, entry.area) for giver in givers]
        if not any(lacking):
            receiver = actor_of(self._scheme, entry.given_to, entry.officers)
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


def _map_row(scheme: Scheme, function: Function, on: date) -> MapRow:
    deciders: dict[str, set[Actor]] = {}
    passed = 0
    for proof in decided(scheme, function.id, on):
        deciders.setdefault(tier_of(scheme, proof), set()).add(proof.actor)
        for chain in proof.chains:
            passed = max(passed, [step.how for step in chain.steps].count("delegated"))
    by_tier = {tier: tuple(sorted(deciders[tier])) for tier in TIERS if tier in deciders}
    return MapRow(function, by_tier, len(by_tier), passed)


_Entry = TypeVar("_Entry", Delegation, Reservation)


def in_force(entries: Sequence[_Entry], on: date) -> Iterator[_Entry]:
    """The entries that hold on a day and are not revoked, in the order of their ids."""
    for entry in sorted(entries, key=lambda one: one.id):
        revoked = isinstance(entry, Delegation) and any(one.on <= on for one in entry.revocations)
        if entry.period.includes(on) and not revoked:
            yield entry
