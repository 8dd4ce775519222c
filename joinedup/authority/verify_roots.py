"""From whom chains must begin: the function's holders by law, and what is needed of them.

Worked out anew from the register and the law for the checker of proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from joinedup.authority.act import Actor
from joinedup.authority.proof import Step
from joinedup.authority.verify_areas import contains, smaller
from joinedup.authority.verify_facts import Facts, in_force, once
from joinedup.law.function import Holders
from joinedup.register.delegations import Direction
from joinedup.register.schema import Body, Forum

#: A forum of this kind decides once for each of its owners.
IN_COMMON = "committees in common"


@dataclass(frozen=True)
class Needed:
    """One chain that a proof must have: for an area, from one of some first steps.

    Without any first step it can never be had, and `what` says so in words.
    """

    area: str
    what: str
    first_steps: frozenset[Step] = frozenset()


def needed(facts: Facts, actor: Actor, area: str) -> tuple[Needed, ...]:
    """Every chain that is needed for the actor to decide for the area."""
    # Only of committees in common it turns on who decides.
    forum = facts.entry_of(actor)
    in_common = isinstance(forum, Forum) and forum.kind == IN_COMMON
    return _needed(facts, area, actor.id if in_common else "")


@once
def _needed(
    facts: Facts, area: str, in_common: str, parts_of: tuple[str, ...] = ()
) -> tuple[Needed, ...]:
    """As `needed`, where committees in common decide, or '' for anybody else.

    `parts_of` are the areas of which this one is a part, so that a circle comes to an end.
    """
    holders = _all_holders(facts, area)
    if holders:
        return _needed_of(facts, area, in_common, holders)
    parts = facts.areas[area].made_of if area in facts.areas and area not in parts_of else ()
    if not parts:
        return (Needed(area, f"nobody is shown to hold the function for the area {area}"),)
    below = [one for part in parts for one in _needed(facts, part, in_common, (*parts_of, area))]
    return tuple(dict.fromkeys(below))


def _needed_of(facts: Facts, area: str, in_common: str, holders: list[Actor]) -> tuple[Needed, ...]:
    if facts.function.jointly:
        each = [_from(facts, area, [holder]) for holder in holders]
        if lacking := _boards_without_partners(facts, area, holders):
            each.append(Needed(area, f"the partner trusts of {lacking[0]} are not said"))
        return tuple(each)
    if facts.act.holder is not None:
        holders = [holder for holder in holders if holder.id == facts.act.holder]
    if in_common:
        owners = facts.forums[in_common].owners
        each = [_from(facts, area, [one]) for one in holders if _is_body_of(one, owners)]
        return tuple(each) or (Needed(area, f"no owner of forum {in_common} holds the function"),)
    return (_from(facts, area, holders),)


def _is_body_of(holder: Actor, bodies: tuple[str, ...]) -> bool:
    return holder.kind == "body" and holder.id in bodies


def _from(facts: Facts, area: str, holders: list[Actor]) -> Needed:
    """A chain from one of some holders, or from whoever is directed to act in its stead."""
    steps = {Step("holds", facts.function.id, None, holder) for holder in holders}
    told = _directions_by_body(facts)
    for holder in holders:
        for direction in told.get(holder, ()):
            steps |= set(_directed(facts, direction, area))
    names = " or ".join(str(holder) for holder in holders) or "the holder that is asked for"
    return Needed(area, f"the function comes from {names} for the area {area}", frozenset(steps))


@once
def _directions_by_body(facts: Facts) -> Mapping[Actor | None, list[Direction]]:
    by_body: dict[Actor | None, list[Direction]] = {}
    for direction in facts.directions.values():
        by_body.setdefault(told_body(facts, direction), []).append(direction)
    return by_body


def _all_holders(facts: Facts, area: str) -> list[Actor]:
    bodies = [Actor("body", one) for one in sorted(facts.bodies)]
    forums = [Actor("forum", one) for one in sorted(facts.forums)]
    return [actor for actor in bodies + forums if holding(facts, actor, area)]


def holding(facts: Facts, actor: Actor, area: str) -> Holders | None:
    """The first words of the law by which the actor holds the function for the area."""
    if facts.why_absent(actor):
        return None
    for holders in facts.function.holders:
        if holders.period.includes(facts.on) and (
            _holds_by_kind(facts, holders, actor, area)
            or _holds_as_partner(facts, holders, actor, area)
        ):
            return holders
    return None


def _holds_by_kind(facts: Facts, holders: Holders, actor: Actor, area: str) -> bool:
    entry = facts.entry_of(actor)
    kinds = holders.forum_kinds if isinstance(entry, Forum) else holders.body_kinds
    if not isinstance(entry, Body | Forum) or entry.kind not in kinds:
        return False
    if holders.anywhere or entry.kind == "NHS England":
        return True
    return any(contains(facts.areas, own, area) for own in facts.own_areas(actor))


def _holds_as_partner(facts: Facts, holders: Holders, actor: Actor, area: str) -> bool:
    entry = facts.entry_of(actor)
    if not holders.partner_trusts or not isinstance(entry, Body):
        return False
    return any(_is_holding_board(facts, board, area) for board in entry.partner_of)


def _is_holding_board(facts: Facts, board: str, area: str) -> bool:
    """Whether a body holds the function by its kind: partners are partners of such a one."""
    actor = Actor("body", board)
    return not facts.why_absent(actor) and any(
        holders.period.includes(facts.on) and _holds_by_kind(facts, holders, actor, area)
        for holders in facts.function.holders
    )


def _boards_without_partners(facts: Facts, area: str, holders: list[Actor]) -> list[str]:
    on = facts.on
    if not any(one.partner_trusts and one.period.includes(on) for one in facts.function.holders):
        return []
    boards = [
        holder.id
        for holder in holders
        if facts.body_kind(holder.id) == "integrated care board"
        and _is_holding_board(facts, holder.id, area)
    ]
    trusts = [facts.bodies[one.id] for one in holders if one.kind == "body"]
    return [board for board in boards if not any(board in trust.partner_of for trust in trusts)]


def told_body(facts: Facts, direction: Direction) -> Actor | None:
    """The body that a direction tells to cease; None if that is a forum or post."""
    told = facts.actor_of(direction.given_to)
    return told if told.kind == "body" else None


def _directed(facts: Facts, direction: Direction, area: str) -> Iterator[Step]:
    """The first step from whoever a direction tells to exercise the function meanwhile."""
    power = facts.direction_powers.get(direction.power)
    meanwhile = direction.exercised_by
    if power is None or meanwhile is None or not in_force(power, facts.on):
        return
    if (
        direction.period.includes(facts.on)
        and (not direction.functions or facts.function.id in direction.functions)
        and (direction.area is None or contains(facts.areas, direction.area, area))
        and facts.body_kind(direction.given_by) in power.given_by
        and facts.body_kind(direction.given_to) in power.given_to
        and facts.body_kind(meanwhile) in power.may_name
    ):
        yield Step("directed", direction.id, None, Actor("body", meanwhile))


def area_directed(facts: Facts, first: Step) -> str:
    """The area for which a stand-in was directed: that of the body told, within the direction's."""
    direction = facts.directions[first.by]
    told = told_body(facts, direction)
    own = next(iter(facts.own_areas(told)), "") if told is not None else ""
    if direction.area is None or not own:
        return direction.area or own
    return smaller(facts.areas, own, direction.area)
