"""Each step of a chain, checked by itself and with the one before."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.act import Actor
from joinedup.authority.proof import Chain, Failed, Step
from joinedup.authority.verify_areas import contains
from joinedup.authority.verify_caps import cap_failures
from joinedup.authority.verify_facts import Facts, failed, in_force, once_each
from joinedup.authority.verify_passing import (
    area_of,
    passing_failures,
    receiver_of,
    unmet_conditions,
)
from joinedup.authority.verify_powers import is_of_the_body
from joinedup.authority.verify_withheld import (
    exclusive_delegations,
    frameworks,
    joint_delegations,
    leads_on,
    reservations_at,
    withheld_failures,
)
from joinedup.law.function import Organ
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Body, Forum, Post


def chain_failures(facts: Facts, chain: Chain, actor: Actor) -> Iterator[Failed]:
    """Why a chain does not lead the function from its first step to the actor."""
    broken = tuple(_shape_failures(chain, actor))
    yield from broken
    if broken:
        return
    for step in chain.steps:
        yield from _step_failures(facts, step, chain.area)
    yield from _onward_failures(facts, chain)
    for d in exclusive_delegations(facts, actor, chain.area):
        text = f"{actor} gave it away by {d.id} while that lasts"
        yield failed("exclusive", text, "delegations", d.id)
    yield from _kept_from(facts, actor, chain.area)
    for d, giver in joint_delegations(facts, chain.area):
        either_way = ((giver, actor), (actor, giver))
        if actor == giver or any(_is_organ(facts, *two, chain.area) for two in either_way):
            text = f"{giver} passed it on jointly by {d.id}, and {actor} does not decide alone"
            yield failed("joint", text, "delegations", d.id)


def _kept_from(facts: Facts, actor: Actor, area: str) -> Iterator[Failed]:
    """What is kept for another than the actor, through whom the body acts."""
    of = facts.body_of(actor)
    for organ in facts.organs.values() if of is not None else ():
        body = Actor("body", of or "")
        step = Step("acts", organ.id, body, actor)
        if leads_on(step) and _acts_for(facts, organ, body, actor, area):
            for r, effect in reservations_at(facts, step, area):
                if effect == "forbids":
                    text = f"it is reserved to {r.kept_by}, and {actor} is not that"
                    yield failed("reserved", text, "reservations", r.id)


def _shape_failures(chain: Chain, actor: Actor) -> Iterator[Failed]:
    if not chain.steps:
        yield failed("chain-empty", "a chain has no steps")
        return
    receivers = [step.receiver for step in chain.steps]
    if len(set(receivers)) != len(receivers):
        yield failed("actor-twice", "a chain comes to the same actor twice")
    if receivers[-1] != actor:
        yield failed("chain-end", f"a chain ends at {receivers[-1]}, and not at {actor}")
    for place, step in enumerate(chain.steps):
        giver = receivers[place - 1] if place else None
        if step.giver != giver:
            yield failed("chain-broken", f"a step to {step.receiver} does not follow the last")
        if (step.how in ("holds", "directed")) != (place == 0):
            yield failed("chain-broken", f"'{step.how}' is not for step {place + 1} of a chain")


@once_each
def _step_failures(facts: Facts, step: Step, area: str) -> Iterator[Failed]:
    """Why one step cannot be taken for the area.

    That the function is held, or is exercised by direction, is asked where a chain is looked for
    among those that are needed (`verify_roots`).
    """
    if why := facts.why_absent(step.receiver):
        yield failed("not-there", why)
    yield from withheld_failures(facts, step, area)
    if step.giver is None:
        return
    match step.how:
        case "acts":
            organ = facts.organs.get(step.by)
            if organ is None or not _acts_for(facts, organ, step.giver, step.receiver, area):
                text = f"{step.receiver} is not shown to act for {step.giver} by '{step.by}'"
                yield failed("no-organ", text)
        case "belongs":
            if not _belongs(facts, step.giver, step.receiver, step.by):
                text = f"{step.receiver} is not of the class {step.by} of {step.giver}"
                yield failed("not-of-the-class", text)
        case "delegated":
            d = facts.delegations.get(step.by)
            if d is None:
                yield failed("unknown-delegation", f"there is no delegation '{step.by}'")
            else:
                yield from _delegated_failures(facts, d, step.giver, step.receiver)
        case _:
            yield failed("unknown-step", f"'{step.how}' is no way to pass a function on")
    if (own := area_of(facts, step)) and not contains(facts.areas, own, area):
        text = f"{area} does not lie wholly in {own}, for which {step.receiver} has it by {step.by}"
        entry = ("delegations", step.by) if step.how == "delegated" else ()
        yield failed("outside-area", text, *entry)


def _acts_for(facts: Facts, organ: Organ, giver: Actor, receiver: Actor, area: str) -> bool:
    """Whether the receiver is the body's board, council, leader or part, by this organ."""
    body = facts.entry_of(giver)
    if giver.kind != "body" or not isinstance(body, Body) or body.kind not in organ.body_kinds:
        return False
    models = {one.model for one in facts.governance(body.id)}
    if organ.models and not models & set(organ.models):
        return False
    step = Step("acts", organ.id, giver, receiver)
    is_its = facts.fits_executive(organ.executive, body.id) or any(
        frameworks(facts, organ, step, area)
    )
    if not in_force(organ, facts.on) or not is_its:
        return False
    entry = facts.entry_of(receiver)
    if isinstance(entry, Forum):
        return entry.kind in organ.forum_kinds and set(entry.owners) == {body.id}
    if isinstance(entry, Post):
        return entry.role in organ.roles and entry.body == body.id
    is_part = isinstance(entry, Body) and entry.part_of == body.id
    return is_part and organ.parts and receiver.kind == "body"


def _is_organ(facts: Facts, body: Actor, organ: Actor, area: str) -> bool:
    return any(_acts_for(facts, one, body, organ, area) for one in facts.organs.values())


def _belongs(facts: Facts, giver: Actor, receiver: Actor, officers: str) -> bool:
    """Whether the receiver is a post of the class of officers that the giver is."""
    post = facts.entry_of(receiver)
    return (
        giver.kind == "officers"
        and giver.officers == officers
        and isinstance(post, Post)
        and post.body == giver.id
        and giver.officers in post.officers
        and _is_officer(facts, post)
    )


def _is_officer(facts: Facts, post: Post) -> bool:
    """Whether a post is no member's, and whoever holds it works for a body that must employ it."""
    employs = facts.body_kind(post.body) in facts.basis.employing_kinds
    is_member = post.role in facts.basis.member_roles
    return not is_member and (not employs or is_of_the_body(facts, post))


def _delegated_failures(
    facts: Facts, d: Delegation, giver: Actor, receiver: Actor
) -> Iterator[Failed]:
    if receiver_of(facts, d) != receiver:
        text = f"{d.id} is not given to {receiver}"
        yield failed("another-receiver", text, "delegations", d.id)
    yield from passing_failures(facts, d, giver)
    yield from cap_failures(facts, d)
    for condition in unmet_conditions(facts, d):
        text = f"the condition {condition} of {d.id}, or of its power, is not met"
        yield failed("condition-not-met", text, "delegations", d.id)


def _onward_failures(facts: Facts, chain: Chain) -> Iterator[Failed]:
    """Where a delegation is passed on against the terms of one before, or of the direction."""
    delegated = [step for step in chain.steps if step.how == "delegated"]
    first = chain.steps[0]
    direction = facts.directions.get(first.by) if first.how == "directed" else None
    if direction is not None and direction.bars_delegation == "yes" and delegated:
        text = f"{first.receiver} is barred from passing it on"
        yield failed("delegation-barred", text, "directions", direction.id)
    #: What those before say of passing on, and the body that it is about; by the first to say so.
    said: dict[tuple[str, str], str] = {}
    for step in delegated:
        # A delegation that there is not fails by itself.
        if (later := facts.delegations.get(step.by)) is not None:
            for (onward, body), earlier in said.items():
                if not _may_go_on(facts, onward, body, later, step):
                    text = f"{earlier} is not shown to let {later.id} pass the function on"
                    yield failed("onward", text, "delegations", later.id)
            said.setdefault(_says(facts, later, step), later.id)


def _says(facts: Facts, d: Delegation, step: Step) -> tuple[str, str]:
    """What a delegation says of passing on, and the body within which, or with whose consent."""
    power = facts.powers.get(d.power)
    onward = d.onward or (power.onward if power is not None else "no")
    if onward == "within the body":
        return onward, facts.body_of(step.receiver) or ""
    return onward, facts.giving_body(step) if onward == "with consent" else ""


def _may_go_on(facts: Facts, onward: str, body: str, later: Delegation, step: Step) -> bool:
    match onward:
        case "yes":
            return True
        case "within the body":
            return body != "" and body == facts.body_of(step.receiver)
        case "with consent":
            return any(
                one.by == body and one.on is not None and one.on <= facts.on
                for one in later.approvals
            )
    return False
