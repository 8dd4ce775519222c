"""The scheme of reservation and delegation, as boards publish it.

It is made of the same proofs as the answers, so that it cannot disagree with them. Nothing in it
depends on a value: caps are told, and so is above what amount a matter is reserved. Only of whom
something is reserved above an amount it is asked whether that one may decide just above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_left import Limit
from joinedup.authority.deciding import proof_of, proof_through
from joinedup.authority.near_answers import doubts_of, why_through_nobody
from joinedup.authority.proof import Failed, Proof, Refusal, Step
from joinedup.authority.prove import prove
from joinedup.authority.roots import area_directed, holder_root
from joinedup.authority.scheme import Scheme
from joinedup.authority.tiers import all_proofs, widest_first
from joinedup.authority.unproved import Why
from joinedup.authority.who_can import proofs_of, told_apart
from joinedup.law.function import Function
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Direction, Reservation, in_force

#: What may fail for the whole of an area, and not for a part of it.
_OF_A_PART = frozenset(
    {
        "reserved",
        "suspended",
        "suspended-without-power",
        "given-exclusively",
        "given-jointly",
        "exclusive-twice",
    }
)

How = Literal["holds", "directed", "reserved", "delegated"]
Outcome = Literal["may", "not-known", "no"]


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One row of the scheme: that `receiver` decides a function, and by what.

    It 'holds' it by law, or is 'directed' to exercise it (`entry` is the direction); a body keeps
    it 'reserved' for it (a reservation); or `givers` 'delegated' it (a delegation). `areas` are the
    widest for which it is so; none where it is so for any area. `through` are those who act for a
    holder without any delegation. `limit` is the cap of a delegation, in pence where it is known.
    `proof` is that it may decide, for the first of the areas, and of what is reserved above an
    amount for a value just above it; of a holder, of one for whom something is reserved, and of one
    who passed all of it on exclusively or jointly, it may be missing. `withheld` is why a holder
    does not decide it, and what is not known of those who hold it jointly. `urgent` are those whom
    a reservation names for what cannot wait, and whether they may then decide. `part` is its part
    in the scheme of one body; '' in that of a system.
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
    withheld: tuple[Failed, ...] = ()
    urgent: tuple[tuple[Actor, Outcome], ...] = ()
    part: str = ""


def scheme_table(scheme: Scheme, on: date) -> tuple[SchemeRow, ...]:
    """What is held, reserved and passed on on a day, by function in the order of the law."""
    return tuple(
        row
        for function in scheme.basis.functions
        for rows in (_held, _reserved, _delegated)
        for row in rows(scheme, function, on)
    )


def _held(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each who holds a function by law, or is directed to exercise it."""
    directions = {one.id: one for one in scheme.register.directions}
    here = cache(lambda area: _Here(scheme, Act(function.id, area, on)))
    for step, somewhere in _first_steps(scheme, function, on).items():
        areas = scheme.parties.by_actor[step.receiver].areas
        if function.jointly and not areas:
            areas = (somewhere,)
        if step.how == "directed":
            areas = _directed_areas(scheme, directions[step.by])
        of_area = here(next(iter(areas), somewhere))
        yield SchemeRow(
            function,
            "directed" if step.how == "directed" else "holds",
            step.receiver,
            areas,
            through=tuple(of_area.acting.get(step, ())),
            entry=directions.get(step.by) if step.how == "directed" else None,
            proof=of_area.proofs.get(step),
            withheld=of_area.withheld(step, function),
        )


def _first_steps(scheme: Scheme, function: Function, on: date) -> dict[Step, str]:
    """The steps of all who hold a function, or stand in for one, each with the widest area for it.

    Whoever is directed to cease still holds it.
    """
    found: dict[Step, str] = {}
    for area in widest_first(scheme, on):
        matter = scheme.matter(Act(function.id, area.id, on))
        roots = [
            root
            for holding in scheme.holdings[function.id].on(area.id, matter.day).values()
            for root in (
                holder_root(holding, function.id),
                *scheme.stand_ins.roots(holding, matter),
            )
        ]
        for step in sorted((root.step for root in roots), key=_by_receiver):
            found.setdefault(step, area.id)
    return found


def _by_receiver(step: Step) -> tuple[Actor, str, str]:
    return step.receiver, step.how, step.by


def _directed_areas(scheme: Scheme, entry: Direction) -> tuple[str, ...]:
    """The area for which a direction lets somebody stand in for another; none for any."""
    directed = scheme.parties.named(entry.given_to).body
    assert directed is not None, "nobody stands in for a forum"
    area = area_directed(entry, directed, scheme.areas)
    return (area,) if area else ()


class _Here:
    """Who may decide a function for an area: holders themselves, and who acts for each of them.

    Both are found by the first step of their chains, as neither needs a delegation.
    """

    def __init__(self, scheme: Scheme, act: Act):
        self._scheme, self._act = scheme, act
        self.proofs: dict[Step, Proof] = {}
        self.acting: dict[Step, list[Actor]] = {}
        proofs = proofs_of(scheme, act)
        self._apart = told_apart(scheme, act, [proof.actor for proof in proofs])
        for proof in proofs:
            first, *later = proof.chains[0].steps
            if len(proof.chains) == 1 and not later:
                self.proofs[first] = proof
            elif len(proof.chains) == 1 and {step.how for step in later} == {"acts"}:
                self.acting.setdefault(first, []).append(proof.actor)

    def withheld(self, step: Step, function: Function) -> tuple[Failed, ...]:
        """Why a holder does not decide it; of those who hold it jointly, what is not known."""
        actor = step.receiver
        if step in self.proofs:
            nobody = actor in self._apart.through_nobody
            return why_through_nobody(self._scheme, self._act, (actor,)) if nobody else ()
        answer = prove(self._scheme, actor, self._act)
        reasons = answer.reasons if isinstance(answer, Refusal) else ()
        return tuple(one for one in reasons if not function.jointly or one.outcome == "not-known")


def _just_above(entry: Reservation) -> int | None:
    """The least value of the matters that are reserved above an amount; None for any value."""
    above = cap_from_text(entry.above).amount
    return None if above is None else above + 1


def _first_proof(scheme: Scheme, actor: Actor, areas: Sequence[str], act: Act) -> Proof | None:
    """The proof that somebody may decide, for the first of areas, or for the widest of all."""
    wanted = areas or [area.id for area in widest_first(scheme, act.on)]
    proofs = (proof_of(scheme, actor, replace(act, area=area)) for area in wanted)
    return next((proof for proof in proofs if proof is not None), None)


def _reserved(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each reservation of a function."""
    first_proof = cache(_first_proof)
    for entry in in_force(scheme.register.reservations, on):
        if function.id in entry.functions:
            keeper = scheme.parties.named(entry.kept_by).actor
            areas = (entry.area,) if entry.area else ()
            act = Act(function.id, "", on, _just_above(entry))
            yield SchemeRow(
                function,
                "reserved",
                keeper,
                areas,
                (Actor("body", entry.body),),
                entry=entry,
                proof=first_proof(scheme, keeper, areas, act),
                urgent=tuple(_if_urgent(scheme, entry, areas, replace(act, urgent=True))),
            )


def _if_urgent(
    scheme: Scheme, entry: Reservation, areas: Sequence[str], act: Act
) -> Iterator[tuple[Actor, Outcome]]:
    """Whether those whom a reservation names for what cannot wait may then decide.

    What is not known is asked for the body's own area, where the reservation has none.
    """
    own = areas or scheme.parties.named(entry.body).areas
    for name in entry.urgent:
        party = scheme.parties.named(name)
        if _first_proof(scheme, party.actor, areas, act):
            yield party.actor, "may"
        elif any(doubts_of(scheme, replace(act, area=area), party.actor) for area in own):
            yield party.actor, "not-known"
        else:
            yield party.actor, "no"


def _delegated(scheme: Scheme, function: Function, on: date) -> Iterator[SchemeRow]:
    """A row for each delegation of a function by which its receiver, or one after it, decides."""
    why = Why(scheme, on)
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
        for proof in (all_proofs(scheme, function.id, on) if given_away else ())
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
        scheme.parties.named(entry.given_to, entry.officers).actor,
        (entry.area,),
        tuple(scheme.parties.named(giver).actor for giver in sorted(entry.given_by)),
        entry=entry,
        limit=_limit(scheme, entry),
    )


def _limit(scheme: Scheme, entry: Delegation) -> Limit | None:
    """The cap of a delegation; all ways that it makes have the same."""
    return scheme.ways_of[entry.id][0].limit


def _delegated_row(
    scheme: Scheme, function: Function, entry: Delegation, why: Why
) -> SchemeRow | None:
    """The row of a delegation: for its whole area, or else for the widest parts where it holds."""
    on = why.on
    proofs: dict[str, Proof] = {}
    # A proof for all of the area ends the search, as it contains the others.
    for area in _areas_of(scheme, function.id, entry, why):
        wider = any(scheme.areas.contains(one, area) for one in proofs)
        if not wider and why.is_given(entry, function.id, area):
            fields = why.fields(function.id, area)
            proof = proof_through(scheme, entry.id, Act(function.id, area, on), fields)
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


def _areas_of(scheme: Scheme, function: str, entry: Delegation, why: Why) -> Iterator[str]:
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
