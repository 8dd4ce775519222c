"""Whether a power lets a giver pass a function to a receiver: one check of each of its words."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.act import Actor
from joinedup.authority.proof import Failed
from joinedup.authority.verify_facts import Facts, failed, in_force, not_known, once
from joinedup.law.function import Power, Receiver
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Forum, Post
from joinedup.values.dates import day_in_words

#: The ids of the bodies that a giver is of: one, or all owners of a forum.
Bodies = tuple[str, ...]


def power_failures(facts: Facts, d: Delegation, giver: Actor, receiver: Actor) -> Iterator[Failed]:
    """Why the power of a delegation does not carry it; nothing if it does."""
    power = facts.powers.get(d.power)
    if power is None:
        yield _no(d, "no-power", f"the law has no power '{d.power}'")
        return
    if power.passes != "function":
        text = f"{power.id} passes {power.passes}, and no function"
        yield _no(d, "passes-no-function", text)
    if not in_force(power, facts.on):
        yield _no(d, "power-not-in-force", f"{power.id} is not law on {day_in_words(facts.on)}")
    yield from _about_the_function(facts, d, power)
    if not _may_give(facts, power, giver):
        yield _no(d, "giver-not-permitted", f"{power.id} is not for {giver} to use")
        return
    bodies = facts.bodies_of(giver)
    for body in bodies:
        if not facts.fits_executive(power.executive, body):
            text = f"{power.id} wants functions of the executive: {power.executive}; for {body} it"
            yield _no(d, "executive", f"{text} is {facts.is_executive(body)}")
        if facts.is_for_full_council(body):
            text = f"outside its budget or policy framework only the full council of {body} decides"
            yield _no(d, "outside-framework", text)
    if not any(_may_receive(facts, to, bodies, receiver) for to in power.given_to):
        text = f"{power.id} is not shown to let {giver} pass anything to {receiver}"
        yield _no(d, "receiver-not-permitted", text)
    if d.mode == "exclusive" and not (power.exclusive and giver.kind == "body"):
        text = f"{giver} may not make an exclusive delegation under {power.id}"
        yield _no(d, "exclusive-not-permitted", text)


def _may_give(facts: Facts, power: Power, giver: Actor) -> bool:
    """Whether a power is for a body, and those who are of it, or for a forum of several, to use."""
    bodies, entry = facts.bodies_of(giver), facts.entry_of(giver)
    if power.of_forums:
        may = isinstance(entry, Forum) and len(bodies) > 1 and entry.kind in power.of_forums
    else:
        may = len(bodies) == 1
    return may and all(facts.body_kind(one) in power.given_by for one in bodies)


def _no(d: Delegation, rule: str, text: str) -> Failed:
    return failed(rule, text, "delegations", d.id)


def _about_the_function(facts: Facts, d: Delegation, power: Power) -> Iterator[Failed]:
    tags = set(facts.function.tags)
    barred = tags & set(power.not_tags)
    if barred or (power.only_tags and not tags & set(power.only_tags)):
        text = f"{power.id} does not pass {facts.function.id}, by its tags"
        yield _no(d, "function-not-permitted", text)
    if power.id in facts.function.unread:
        text = facts.function.unread[power.id]
        yield not_known("function-unread", text, "delegations", d.id)


def _may_receive(facts: Facts, to: Receiver, givers: Bodies, receiver: Actor) -> bool:
    """Whether the receiver is one of those that a power describes, from the giver's bodies."""
    entry = facts.entry_of(receiver)
    return (
        _is_described(facts, to, givers, receiver)
        and facts.fits_executive(to.executive, facts.body_of(receiver) or "")
        and (not (to.employed and isinstance(entry, Post)) or is_of_the_body(facts, entry))
    )


def turns_on_receiver(facts: Facts, power: Power, givers: Bodies, receiver: Actor) -> bool:
    """Whether how the receiving council governs itself decides if the power passes to it."""
    body = facts.body_of(receiver) or ""
    return any(
        _is_described(facts, to, givers, receiver) and facts.turns_on_model(to.executive, body)
        for to in power.given_to
    )


def _is_described(facts: Facts, to: Receiver, givers: Bodies, receiver: Actor) -> bool:
    """Whether the receiver is of the make that is asked for, from a giver who may pass to it."""
    wrong = to.given_by and any(facts.body_kind(one) not in to.given_by for one in givers)
    if to.kind != receiver.kind or wrong:
        return False
    entry = facts.entry_of(receiver)
    if isinstance(entry, Forum):
        return _forum_may(facts, to, givers, entry)
    body = facts.body_of(receiver)
    if to.whose != ("own" if body in givers else "other") or not _is_of_kinds(facts, to, body):
        return False
    if isinstance(entry, Post) and entry.role in to.not_roles:
        return False
    return to.kind != "body" or body not in givers


def _is_of_kinds(facts: Facts, to: Receiver, body: str | None) -> bool:
    """Whether a body is of the kinds asked for; of `perhaps` it is not known, so not shown."""
    kind = facts.body_kind(body)
    return kind in to.body_kinds or (not to.body_kinds and kind not in to.perhaps)


def _forum_may(facts: Facts, to: Receiver, givers: Bodies, forum: Forum) -> bool:
    owners, among = set(forum.owners), set(forum.owners).issuperset(givers)
    whose = "other" if not among else "own" if owners == set(givers) else "shared"
    is_of_form = forum.kind == "place partnership" and bool(set(forum.forms) & set(to.forms))
    return (
        to.whose == whose
        and (forum.kind in to.forum_kinds or is_of_form or not (to.forum_kinds or to.forms))
        and all(_is_of_kinds(facts, to, owner) for owner in owners)
        and (not to.one_of or any(facts.body_kind(owner) in to.one_of for owner in owners))
    )


def is_of_the_body(facts: Facts, post: Post) -> bool:
    """Whether all who hold a post are known to be of its body, or members of its board."""
    board = _board_members(facts, post.body)
    for holder in facts.holders(post):
        person = facts.people.get(holder.person)
        works_at = set() if person is None else {person.employer, person.seconded_to}
        if post.body not in works_at and holder.person not in board:
            return False
    return True


@once
def _board_members(facts: Facts, body: str) -> frozenset[str]:
    kinds = {
        kind
        for organ in facts.basis.organs
        if in_force(organ, facts.on) and facts.body_kind(body) in organ.body_kinds
        for kind in organ.forum_kinds
    }
    return frozenset(
        person
        for forum in facts.forums.values()
        if forum.kind in kinds and set(forum.owners) == {body}
        if not facts.why_absent(Actor("forum", forum.id))
        for person in facts.members(forum)
    )
