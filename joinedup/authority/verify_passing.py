"""Whether a delegation stands on the day, and may pass the function from giver to receiver."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.act import Actor
from joinedup.authority.proof import Failed, Step
from joinedup.authority.verify_facts import Facts, failed
from joinedup.authority.verify_powers import power_failures
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Body, Post
from joinedup.values.dates import day_in_words


def receiver_of(facts: Facts, d: Delegation) -> Actor:
    """Whoever the delegation is given to."""
    if d.officers:
        return Actor("officers", d.given_to, d.officers)
    return facts.actor_of(d.given_to)


def area_of(facts: Facts, step: Step) -> str:
    """The area in which a matter must lie for a step to be taken; '' for any.

    That of a delegation; or its own of a post that is of a class, and of a part of a body.
    """
    if step.how == "delegated":
        return facts.delegations[step.by].area if step.by in facts.delegations else ""
    entry = facts.entry_of(step.receiver)
    if step.how == "belongs" and isinstance(entry, Post):
        return entry.area or ""
    return (entry.area or "") if step.how == "acts" and isinstance(entry, Body) else ""


def passing_failures(facts: Facts, d: Delegation, giver: Actor) -> Iterator[Failed]:
    """Why the delegation passes nothing from the giver on the day, whatever area and value."""
    if facts.function.id not in d.functions:
        text = f"{d.id} does not name {facts.function.id}"
        yield failed("another-function", text, "delegations", d.id)
    if giver.id not in d.given_by or facts.actor_of(giver.id) != giver:
        yield failed("another-giver", f"{d.id} is not given by {giver}", "delegations", d.id)
    yield from _in_force(facts, d)
    for actor in (giver, receiver_of(facts, d)):
        if why := facts.why_absent(actor):
            yield failed("not-there", why, "delegations", d.id)
    yield from power_failures(facts, d, giver, receiver_of(facts, d))


def unmet_conditions(facts: Facts, d: Delegation) -> Iterator[str]:
    """The conditions of a delegation, or of its power, that are known not to be met."""
    power = facts.powers.get(d.power)
    conditions = {one.id for one in d.conditions}
    if power is not None:
        asked = facts.basis.asked_first(power, receiver_of(facts, d).kind)
        conditions |= {one.id for one in asked}
    for shown in facts.act.shown:
        if shown.id in conditions and shown.standing == "not met":
            yield shown.id


def _in_force(facts: Facts, d: Delegation) -> Iterator[Failed]:
    if not d.period.includes(facts.on):
        text = f"{d.id} does not hold on {day_in_words(facts.on)}"
        yield failed("not-in-force", text, "delegations", d.id)
    if not facts.approved(d.approvals):
        text = f"{d.id} lacks an approval that it needs"
        yield failed("not-approved", text, "delegations", d.id)
    if any(one.on <= facts.on for one in d.revocations):
        yield failed("revoked", f"{d.id} was revoked", "delegations", d.id)
