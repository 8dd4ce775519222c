"""What takes authority away: reservations, directions and exclusive delegations.

The checker of proofs reads all of them through, as a proof does not name what it left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from joinedup.authority.act import Actor
from joinedup.authority.proof import Chain, Failed, Step
from joinedup.authority.verify_areas import contains, meets
from joinedup.authority.verify_caps import ABOVE, cap_failures
from joinedup.authority.verify_facts import Facts, failed, once_each
from joinedup.authority.verify_passing import passing_failures, receiver_of, unmet_conditions
from joinedup.law.function import Organ
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Reservation

#: The id of the condition that a matter is of the budget and policy framework.
FRAMEWORK = "framework"
#: It forbids the step; lets it pass as it is urgent; or would forbid it above its value.
Effect = Literal["forbids", "urgent", "told"]


def withheld_failures(facts: Facts, step: Step, area: str) -> Iterator[Failed]:
    """Why a step may not be taken although its text allows it: all that takes it away."""
    yield from suspensions(facts, step.receiver, area)
    for reservation, effect in reservations_at(facts, step, area):
        if effect == "forbids" and not leads_on(step):
            text = f"it is reserved to {reservation.kept_by}, and {step.receiver} is not that"
            yield failed("reserved", text, "reservations", reservation.id)
    if step.giver is not None:
        by = step.by if step.how == "delegated" else ""
        for d in exclusive_delegations(facts, step.giver, area):
            if d.id != by:
                text = f"{step.giver} gave it away by {d.id} while that lasts"
                yield failed("exclusive", text, "delegations", d.id)


def leads_on(step: Step) -> bool:
    """Whether it is to a forum or post through which a body acts, which may pass a matter on to its
    keeper though it does not decide it.
    """
    return step.how == "acts" and step.receiver.kind != "body"


def suspensions(facts: Facts, actor: Actor, area: str) -> Iterator[Failed]:
    """The directions by which the actor, or the one body that it is of, must cease."""
    body = facts.body_of(actor)
    own = [] if actor.kind == "officers" or actor.id == body else [actor.id]
    for d in (one for told in (body, *own) for one in facts.directions_to.get(told or "", ())):
        if (
            d.period.includes(facts.on)
            and (not d.functions or facts.function.id in d.functions)
            and (d.area is None or meets(facts.areas, d.area, area))
        ):
            text = f"{d.given_to} was directed to cease, and {actor} with it"
            yield failed("directed", text, "directions", d.id)


@once_each
def reservations_at(facts: Facts, step: Step, area: str) -> Iterator[tuple[Reservation, Effect]]:
    """The reservations that bear on a step, and what each does to it."""
    bearing = _bearing(facts, step)
    bodies = sorted({r.body for r in bearing})
    keeping = {r.id for body in bodies for r in _keeping(facts, body, area)}
    for r in bearing:
        if not _is_about(facts, r, area) or _is_kept_by(r, step):
            continue
        is_urgent = facts.act.urgent and _is(step.receiver, r.urgent)
        if r.id in keeping:
            yield r, "urgent" if is_urgent else "forbids"
        elif not (is_urgent or _is_above(facts, r)):
            yield r, "told"


def _bearing(facts: Facts, step: Step) -> list[Reservation]:
    """The reservations of the giver's body; and those of others by which the giver, or its body,
    keeps the matter: it does not pass on what it keeps, wherever it has it from.
    """
    if step.giver is None:
        return []
    body = facts.giving_body(step)
    kept = [r for one in {step.giver.id, body} for r in facts.reservations_for.get(one, ())]
    return [*facts.reservations_of.get(body, ()), *(r for r in kept if r.body != body)]


def reservations_along(facts: Facts, chain: Chain) -> Iterator[tuple[Reservation, Effect]]:
    """Those that bear on a chain, apart from where it only leads on to whoever keeps the matter."""
    for step in chain.steps:
        if step is chain.steps[-1] or not leads_on(step):
            yield from reservations_at(facts, step, chain.area)


@once_each
def _keeping(facts: Facts, body: str, area: str) -> Iterator[Reservation]:
    """The reservations that are known to keep the matter: of tiers, the highest that is passed.

    A higher one takes the place of a lower one only where it is for all that the act asks of it.
    """
    found = []
    tiers: dict[str | None, int] = {}
    for r in facts.reservations_of.get(body, ()):
        if _is_about(facts, r, area) and _is_above(facts, r):
            above = _amount(r) or 0
            found.append((above, r))
            tiers[r.area] = max(above, tiers.get(r.area, 0))
    for above, r in found:
        if not any(
            more > above and _is_for_all(facts, wider, r.area, area)
            for wider, more in tiers.items()
        ):
            yield r


def _is_for_all(facts: Facts, wider: str | None, narrower: str | None, area: str) -> bool:
    """Whether what is reserved for one area leaves out nothing of another, or of the matter."""
    if wider is None or contains(facts.areas, wider, area):
        return True
    return narrower is not None and contains(facts.areas, wider, narrower)


def _is_above(facts: Facts, r: Reservation) -> bool:
    """Whether the value is known to be above what a reservation leaves, if it leaves anything."""
    above, total = _amount(r), facts.act.total_pence
    return above is None or (total is not None and total > above)


def _amount(r: Reservation) -> int | None:
    return cap_from_text(r.above).amount if r.above else None


def frameworks(facts: Facts, organ: Organ, step: Step, area: str) -> Iterator[Reservation]:
    """The reservations by which an organ decides what is otherwise for the body's executive.

    They show it to be of the budget and policy framework, if it is not known to be none of it.
    """
    body = facts.giving_body(step)
    unmet = {one.id for one in facts.act.shown if one.standing == "not met"}
    if organ.executive != "no" or not facts.is_council(body) or FRAMEWORK in unmet:
        return
    if facts.is_executive(body) == "yes":
        for r in _keeping(facts, body, area):
            if _is(step.receiver, (r.kept_by,)):
                yield r


def _is_about(facts: Facts, r: Reservation, area: str) -> bool:
    """Whether a reservation of the function is about the matter, of whatever value."""
    return r.period.includes(facts.on) and (r.area is None or meets(facts.areas, r.area, area))


def _is_kept_by(r: Reservation, step: Step) -> bool:
    """Whether the matter stays with whoever keeps it; a body keeps it through its organs."""
    through_an_organ = step.how == "acts" and step.giver == Actor("body", r.kept_by)
    return through_an_organ or _is(step.receiver, (r.kept_by,))


def _is(actor: Actor, ids: tuple[str, ...]) -> bool:
    return actor.kind != "officers" and actor.id in ids


@once_each
def exclusive_delegations(facts: Facts, giver: Actor, area: str) -> Iterator[Delegation]:
    """The delegations by which a body gave the matter away for as long as they last.

    Whether the body itself had it is not asked.
    """
    for d in facts.given_away["exclusive"] if giver.kind == "body" else ():
        touches = giver.id in d.given_by and meets(facts.areas, d.area, area)
        if touches and _covers(facts, d, giver, area):
            yield d


@once_each
def joint_delegations(facts: Facts, area: str) -> Iterator[tuple[Delegation, Actor]]:
    """The delegations by which somebody passed all of the matter on jointly, with its giver.

    Whoever meets the giver there decides with it, and not it alone.
    """
    for d in facts.given_away["joint"]:
        if contains(facts.areas, d.area, area):
            for giver in map(facts.actor_of, d.given_by):
                if _covers(facts, d, giver, area):
                    yield d, giver


def _covers(facts: Facts, d: Delegation, giver: Actor, area: str) -> bool:
    """Whether the matter is of the days and value of a delegation that its giver may make.

    It is not where a condition is known not to be met, nor where others keep all of it, or all that
    was given.
    """
    above = any(one.rule == ABOVE for one in cap_failures(facts, d))
    if above or any(unmet_conditions(facts, d)) or any(passing_failures(facts, d, giver)):
        return False
    step = Step("delegated", d.id, giver, receiver_of(facts, d))
    return not any(
        effect == "forbids" and _is_for_all(facts, r.area, d.area, area)
        for r, effect in reservations_at(facts, step, area)
    )
