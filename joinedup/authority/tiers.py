"""Who decides each function at which tier of areas: the functions and decisions map.

It is made of the same proofs as the answers, and tells of a day who decides, whatever the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from joinedup.authority.act import Act, Actor
from joinedup.authority.near_answers import is_joint, perhaps
from joinedup.authority.proof import Proof
from joinedup.authority.roots import need
from joinedup.authority.scheme import Scheme
from joinedup.authority.who_can import own_area, proofs_of, told_apart
from joinedup.law.function import Function
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

#: Of a function that nobody is shown to decide: several do together; whoever holds it has nobody
#: through whom it may decide; it is not known; or nobody has it.
Undecided = Literal["together", "through-nobody", "not-known", "nobody"]


@dataclass(frozen=True, order=True, slots=True)
class Decider:
    """One who decides, and the bodies that must agree; none where it decides alone."""

    actor: Actor
    together_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapRow:
    """One function of the map: who decides it at each of `TIERS` at which somebody does.

    `levels` is the number of those tiers; `passed` the most delegations one after another.
    """

    function: Function
    deciders: Mapping[str, tuple[Decider, ...]]
    levels: int
    passed: int


def functions_and_decisions_map(scheme: Scheme, on: date) -> tuple[MapRow, ...]:
    """Who decides each function that anybody decides on a day, tier by tier."""
    rows = (_map_row(scheme, function, on) for function in scheme.basis.functions)
    return tuple(row for row in rows if row.levels)


def decided(scheme: Scheme, function: str, on: date) -> tuple[Proof, ...]:
    """Who decides a function on a day, of no stated value: one proof for each chain.

    A body that decides through its board, or through others of its own, is left out, as it is of
    the answers. Each proof is for a widest area for which it holds; those for wide ones come first.
    """
    return _each_chain_once(
        proof
        for act, proofs in _by_area(scheme, function, on)
        for deciding in [set(told_apart(scheme, act, [one.actor for one in proofs]).deciding)]
        for proof in proofs
        if proof.actor in deciding
    )


def all_proofs(scheme: Scheme, function: str, on: date) -> tuple[Proof, ...]:
    """As `decided`, with the bodies that decide through others."""
    return _each_chain_once(
        proof for _, proofs in _by_area(scheme, function, on) for proof in proofs
    )


def undecided(scheme: Scheme, mapped: Iterable[MapRow], on: date) -> dict[str, Undecided]:
    """How it stands with each function that is not in the map of a day, by its id."""
    in_map = {row.function.id for row in mapped}
    others = (one.id for one in scheme.basis.functions if one.id not in in_map)
    return {function: _undecided(scheme, function, on) for function in others}


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


def _map_row(scheme: Scheme, function: Function, on: date) -> MapRow:
    deciders: dict[str, set[Decider]] = {}
    passed = 0
    for proof in decided(scheme, function.id, on):
        decider = Decider(proof.actor, proof.terms.together_with)
        deciders.setdefault(tier_of(scheme, proof), set()).add(decider)
        for chain in proof.chains:
            passed = max(passed, [step.how for step in chain.steps].count("delegated"))
    by_tier = {tier: tuple(sorted(deciders[tier])) for tier in TIERS if tier in deciders}
    return MapRow(function, by_tier, len(by_tier), passed)


def _undecided(scheme: Scheme, function: str, on: date) -> Undecided:
    """It is asked for the areas of those who hold it, or for the widest if none of them has one."""
    holdings = scheme.holdings[function]
    own = {area for party in holdings.ever() for area in party.areas}
    there = widest_first(scheme, on)
    found: Undecided = "nobody"
    for area in [one for one in there if one.id in own] or there[:1]:
        act = Act(function, area.id, on)
        if is_joint(scheme, act):
            return "together"
        if proofs_of(scheme, act):
            return "through-nobody"
        failed = need(holdings, scheme.matter(act), None).failed
        if "partners-not-said" in dict(failed) or perhaps(scheme, act, ()):
            found = "not-known"
    return found


def _by_area(scheme: Scheme, function: str, on: date) -> Iterator[tuple[Act, tuple[Proof, ...]]]:
    """The proofs of all who may decide for each area, the widest first."""
    for area in widest_first(scheme, on):
        act = Act(function, area.id, on)
        yield act, proofs_of(scheme, act)


def _each_chain_once(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    found: dict[object, Proof] = {}
    for proof in proofs:
        steps = tuple(chain.steps for chain in proof.chains)
        found.setdefault((proof.actor, steps), proof)
    return tuple(found.values())
