"""On what terms the actor may decide, worked out anew from chains that were found good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import cast

from joinedup.authority.act import Actor, Shown, Standing
from joinedup.authority.proof import Cap, Chain, Failed, Held, Proof, Step
from joinedup.authority.verify_areas import smaller
from joinedup.authority.verify_caps import cap_told, days_of_cap
from joinedup.authority.verify_facts import Facts, failed, in_force, once_each
from joinedup.authority.verify_passing import area_of, receiver_of
from joinedup.authority.verify_powers import turns_on_receiver
from joinedup.authority.verify_roots import IN_COMMON, area_directed, holding, told_body
from joinedup.authority.verify_withheld import FRAMEWORK, frameworks, reservations_along
from joinedup.law.function import Precondition
from joinedup.register.delegations import Condition, Delegation, Reservation
from joinedup.register.schema import Forum, Post
from joinedup.values.dates import Period


def terms_failures(facts: Facts, proof: Proof) -> Iterator[Failed]:
    """Each term of a proof that is not as its chains make it, and what it would be."""
    told, chains = proof.terms, proof.chains
    days, caps = _days(facts, chains), _caps(facts, chains)
    for name, said, found in (
        ("area", told.area, _area(facts, chains)),
        ("first day", told.first_day, days.first),
        ("last day", told.last_day, days.last),
        ("caps", told.caps, caps),
        ("cap", told.cap_pence, _least(caps)),
        ("accountable", told.accountable, _answering(facts, chains, "accountable")),
        ("liable", told.liable, _answering(facts, chains, "liable")),
        ("together with", told.together_with, _together_with(facts, chains)),
        ("separate", told.separate, _is_separate(facts, proof.actor)),
        ("conditions", in_order(told.conditions), in_order(_conditions(facts, chains))),
        ("preconditions", in_order(told.preconditions), in_order(_preconditions(facts, proof))),
        ("reserved", in_order(told.reserved), in_order(_reserved(facts, chains))),
        ("report back", proof.report_back, _report_back(facts, chains)),
    ):
        if said != found:
            text = f"the proof says {said!r} of '{name}', and by its chains it is {found!r}"
            yield failed("terms", text)


def in_order(held: Iterable[Held]) -> list[Held]:
    """Conditions in one order; that in which a proof tells them carries no meaning."""
    return sorted(held, key=lambda one: (one.id, one.delegation, repr(one)))


def _delegated(facts: Facts, chain: Chain) -> list[tuple[Step, Delegation]]:
    """The steps of a chain that are delegations, each with its entry."""
    steps = [step for step in chain.steps if step.how == "delegated"]
    return [(step, facts.delegations[step.by]) for step in steps]


def _every_delegation(facts: Facts, chains: Iterable[Chain]) -> list[Delegation]:
    return [d for chain in chains for _, d in _delegated(facts, chain)]


def _area(facts: Facts, chains: tuple[Chain, ...]) -> str:
    """The smallest area among those of a chain's steps, or else that of its holder.

    A chain that begins by direction is for no more than what was directed.
    """
    areas = set()
    for chain in chains:
        first = chain.steps[0]
        area = area_directed(facts, first) if first.how == "directed" else ""
        for own in filter(None, (area_of(facts, step) for step in chain.steps)):
            area = smaller(facts.areas, area, own) if area else own
        if not area and first.how == "holds":
            area = next(iter(facts.own_areas(first.receiver)), "")
        areas.add(area)
    return areas.pop() if len(areas) == 1 else facts.act.area


def _caps(facts: Facts, chains: tuple[Chain, ...]) -> tuple[Cap, ...]:
    """What each cap of the chains leaves, by delegation."""
    found = {d.id: cap_told(facts, d) for d in _every_delegation(facts, chains)}
    return tuple(cap for _, cap in sorted(found.items()) if cap is not None)


def _least(caps: tuple[Cap, ...]) -> int | None:
    """The least that is known to be left, of caps that count the whole life without VAT."""
    counted = [cap.pence for cap in caps if cap.basis in ("", "whole life without VAT")]
    return min((pence for pence in counted if pence is not None), default=None)


def _answering(facts: Facts, chains: tuple[Chain, ...], which: str) -> tuple[str, ...]:
    """The bodies that are accountable, or liable, in any of the chains."""
    found: set[str] = set()
    for chain in chains:
        bodies = facts.bodies_of(chain.steps[0].receiver)
        for step, d in _delegated(facts, chain):
            power = facts.powers[d.power]
            moves_to = power.accountable if which == "accountable" else power.liable
            if moves_to == "receiver":
                bodies = facts.bodies_of(step.receiver)
        found |= set(bodies)
    return tuple(sorted(found))


def _together_with(facts: Facts, chains: tuple[Chain, ...]) -> tuple[str, ...]:
    """The giving bodies of joint delegations that do not meet in a forum of theirs anyway."""
    found: set[str] = set()
    for chain in chains:
        for step, d in _delegated(facts, chain):
            givers = set(facts.bodies_of(step.giver)) if step.giver is not None else set()
            owners = facts.bodies_of(step.receiver) if step.receiver.kind == "forum" else ()
            if d.mode == "joint" and not givers <= set(owners):
                found |= givers
    return tuple(sorted(found))


def _is_separate(facts: Facts, actor: Actor) -> bool:
    forum = facts.entry_of(actor)
    return isinstance(forum, Forum) and forum.kind == IN_COMMON


def _report_back(facts: Facts, chains: tuple[Chain, ...]) -> tuple[str, ...]:
    urgent = {
        reservation.id
        for chain in chains
        for reservation, effect in reservations_along(facts, chain)
        if effect == "urgent"
    }
    return tuple(sorted(urgent))


def _conditions(facts: Facts, chains: tuple[Chain, ...]) -> set[Held]:
    """What holds of the decision, by its delegations and its posts."""
    found = set()
    for chain in chains:
        for step in chain.steps:
            post = facts.entry_of(step.receiver)
            if isinstance(post, Post) and not post.holders:
                found.add(_held(facts, "holder", f"somebody holds the post {post.name}", ""))
        for step, r in _frameworks(facts, chain):
            name = facts.bodies[facts.giving_body(step)].name
            says = f"it is part of the budget and policy framework of {name}"
            says += f", which the reservation {r.id} bounds"
            found.add(_held(facts, FRAMEWORK, says, r.source))
    for d in _every_delegation(facts, chains):
        for condition in d.conditions:
            if condition.id not in facts.preconditions:
                found.add(_held(facts, condition.id, condition.says, d.source, d))
    return found


def _frameworks(facts: Facts, chain: Chain) -> Iterator[tuple[Step, Reservation]]:
    """The steps by which a body acts within its framework, and what shows it to be that."""
    for step in chain.steps:
        if step.how == "acts":
            for r in frameworks(facts, facts.organs[step.by], step, chain.area):
                yield step, r


def _reserved(facts: Facts, chains: tuple[Chain, ...]) -> set[Held]:
    """What would be reserved if the value were above some amount."""
    found = set()
    for chain in chains:
        for r, effect in reservations_along(facts, chain):
            if effect == "told":
                keeper = facts.entry_of(facts.actor_of(r.kept_by))
                name = r.kept_by if keeper is None else keeper.name
                found.add(Held(r.id, f"reserved above {r.above} for {name}", r.source))
    return found


def _preconditions(facts: Facts, proof: Proof) -> set[Held]:
    """What the powers that were used ask for, and what the law asks of such a decision."""
    found = set()
    for d in _every_delegation(facts, proof.chains):
        receiver = receiver_of(facts, d)
        for text in facts.basis.asked_first(facts.powers[d.power], receiver.kind):
            found.add(_held(facts, text.id, text.says, text.source, d))
    by_executive = not all(any(_frameworks(facts, chain)) for chain in proof.chains)
    for text in facts.preconditions.values():
        if text.of == "decision" and _is_asked(facts, text, proof.actor, by_executive):
            found.add(_held(facts, text.id, text.says, text.source))
    return found


def _is_asked(facts: Facts, text: Precondition, actor: Actor, by_executive: bool) -> bool:
    councils = [body for body in facts.bodies_of(actor) if facts.is_council(body) and by_executive]
    return in_force(text, facts.on) and (
        bool(set(text.tags) & set(facts.function.tags))
        or facts.function.id in text.functions
        or (text.executive and any(facts.is_executive(one) == "yes" for one in councils))
    )


def _held(facts: Facts, name: str, says: str, source: str, d: Delegation | None = None) -> Held:
    """A condition, with what is shown of it: by the act, or else by the delegation."""
    conditions = d.conditions if d is not None else ()
    delegation = d.id if d is not None else ""
    said: tuple[Shown | Condition, ...] = (*facts.act.shown, *conditions)
    for one in said:
        if one.id == name and one.standing:
            # A closed list of the register holds an entry's word to these.
            standing = cast(Standing, one.standing)
            return Held(name, says, source, standing, one.evidence, delegation)
    return Held(name, says, source, delegation=delegation)


def _days(facts: Facts, chains: tuple[Chain, ...]) -> Period:
    """The days on which all that the chains use holds together."""
    periods = [one for chain in chains for one in _periods(facts, chain)]
    return Period(
        max((one.first for one in periods if one.first is not None), default=None),
        min((one.last for one in periods if one.last is not None), default=None),
    )


def _periods(facts: Facts, chain: Chain) -> Iterator[Period]:
    yield facts.function.period
    yield from _periods_of_root(facts, chain)
    for step in chain.steps:
        yield from _periods_of_step(facts, step, chain.area)


@once_each
def _periods_of_step(facts: Facts, step: Step, area: str) -> Iterator[Period]:
    yield from _periods_of_actor(facts, step.receiver)
    body = facts.giving_body(step)
    if step.how == "acts":
        organ = facts.organs[step.by]
        yield organ.period
        if organ.models or facts.turns_on_model(organ.executive, body):
            yield from (one.period for one in facts.governance(body))
        yield from (r.period for r in frameworks(facts, organ, step, area))
    if step.how == "delegated":
        d = facts.delegations[step.by]
        yield d.period
        yield days_of_cap(facts, d)
        yield from (Period(first=one.on) for one in d.approvals)
        yield from (Period(last=one.on - timedelta(days=1)) for one in d.revocations)
        power = facts.powers[d.power]
        yield power.period
        givers = facts.bodies_of(step.giver) if step.giver is not None else ()
        for giver in givers:
            if facts.turns_on_model(power.executive, giver):
                yield from (one.period for one in facts.governance(giver))
        if turns_on_receiver(facts, power, givers, step.receiver):
            receiving = facts.body_of(step.receiver) or ""
            yield from (one.period for one in facts.governance(receiving))


def _periods_of_root(facts: Facts, chain: Chain) -> Iterator[Period]:
    """The days of the law, and of a direction, by which the first of a chain has the function."""
    first = chain.steps[0]
    holder = first.receiver
    if first.how == "directed":
        direction = facts.directions[first.by]
        yield direction.period
        yield facts.direction_powers[direction.power].period
        holder = told_body(facts, direction) or holder
        yield from _periods_of_actor(facts, holder)
    holders = holding(facts, holder, chain.area)
    assert holders is not None, "a chain that is needed begins with a holder"
    yield holders.period


def _periods_of_actor(facts: Facts, actor: Actor) -> Iterator[Period]:
    """The days on which an actor is there, as is its body if it has one."""
    entry, body = facts.entry_of(actor), facts.bodies.get(facts.body_of(actor) or "")
    yield from (one.period for one in (entry, body) if one is not None)
    if isinstance(entry, Forum):
        yield from (Period(first=one.on) for one in entry.approvals)
