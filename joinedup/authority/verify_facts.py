"""What the register and the law say on the day of an act: each entry by its id, and no more.

Part of the checker of proofs (`verify`), which shares nothing with the prover but the types
and the reading of entries.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Failed, Step
from joinedup.authority.verify_areas import Areas
from joinedup.law.function import Basis, DirectionPower, Function, Organ, Power, Precondition
from joinedup.register.areas import own_area
from joinedup.register.delegations import Approval, Delegation, Direction, Reservation
from joinedup.register.schema import Body, Forum, Governance, Holder, Post, Register
from joinedup.register.sitting import sitting_on
from joinedup.values.dates import day_in_words

Answer = Literal["yes", "no", "not-known"]
Text = Function | Power | Organ | Precondition | DirectionPower
Of = ParamSpec("Of")
Found = TypeVar("Found")


def failed(rule: str, text: str, section: str = "", entry: str = "") -> Failed:
    """Something in a proof that is not so."""
    return Failed(rule, "fails", text, section=section, entry=entry)


def not_known(rule: str, text: str, section: str, entry: str) -> Failed:
    """Something that a proof needs and that the register or the law does not say."""
    return Failed(rule, "not-known", text, section=section, entry=entry)


class Facts:
    """The entries by their ids, and what they say of the day of the act and of its function."""

    def __init__(self, register: Register, basis: Basis, act: Act, function: Function) -> None:
        self.register = register
        self.basis = basis
        self.act = act
        self.on = act.on
        self.function = function
        self.areas = Areas(register.areas)
        self.bodies = {one.id: one for one in register.bodies}
        self.forums = {one.id: one for one in register.forums}
        self.posts = {one.id: one for one in register.posts}
        self.people = {one.id: one for one in register.people}
        self.streams = {one.id: one for one in register.streams}
        self.delegations = {one.id: one for one in register.delegations}
        self.directions = {one.id: one for one in register.directions}
        self.powers = {one.id: one for one in basis.powers}
        self.organs = {one.id: one for one in basis.organs}
        self.preconditions = {one.id: one for one in basis.preconditions}
        self.direction_powers = {one.id: one for one in basis.direction_powers}
        self._sitting = sitting_on(register, act.on)
        #: What of the function may be withheld, in the order of ids: directions by whom they bid,
        #: reservations by the body and by whom it is kept for, and by mode the delegations that are
        #: not concurrent.
        self.directions_to: dict[str, list[Direction]] = defaultdict(list)
        self.reservations_of: dict[str, list[Reservation]] = defaultdict(list)
        self.reservations_for: dict[str, list[Reservation]] = defaultdict(list)
        self.given_away: dict[str, list[Delegation]] = defaultdict(list)
        for _, direction in sorted(self.directions.items()):
            self.directions_to[direction.given_to].append(direction)
        for reservation in sorted(register.reservations, key=lambda one: one.id):
            if function.id in reservation.functions:
                self.reservations_of[reservation.body].append(reservation)
                self.reservations_for[reservation.kept_by].append(reservation)
        for _, one in sorted(self.delegations.items()):
            if one.mode in ("exclusive", "joint") and function.id in one.functions:
                self.given_away[one.mode].append(one)
        #: What was worked out before, by the question and what it is of: see `once`.
        self.known: dict[object, Any] = {}

    def entry_of(self, actor: Actor) -> Body | Forum | Post | None:
        """The entry of a body, forum or post; for officers that of their body."""
        if (actor.kind == "officers") != bool(actor.officers):
            return None
        match actor.kind:
            case "body" | "officers":
                return self.bodies.get(actor.id)
            case "forum":
                return self.forums.get(actor.id)
            case "post":
                return self.posts.get(actor.id)
        return None

    def actor_of(self, entry: str) -> Actor:
        """The actor that the id of a body, forum or post means."""
        if entry in self.forums:
            return Actor("forum", entry)
        return Actor("post" if entry in self.posts else "body", entry)

    def body_of(self, actor: Actor) -> str | None:
        """The body that acts through the actor; None for a forum of several, and for nobody."""
        bodies = self.bodies_of(actor)
        return bodies[0] if len(bodies) == 1 else None

    def giving_body(self, step: Step) -> str:
        """The body of a step's giver; '' where it has none."""
        return "" if step.giver is None else self.body_of(step.giver) or ""

    def bodies_of(self, actor: Actor) -> tuple[str, ...]:
        """The body of the actor, or all owners of a forum."""
        entry = self.entry_of(actor)
        if isinstance(entry, Forum):
            return tuple(sorted(set(entry.owners)))
        if isinstance(entry, Post):
            return (entry.body,)
        return () if entry is None else (entry.id,)

    def body_kind(self, body: str | None) -> str:
        """The kind of a body by its id; '' for what is no body, such as a GP practice's code."""
        return self.bodies[body].kind if body in self.bodies else ""

    def own_areas(self, actor: Actor) -> tuple[str, ...]:
        """The areas for which a body or forum is there: the forum's, the body's or the system's."""
        entry = self.entry_of(actor)
        if isinstance(entry, Forum):
            return (entry.area, *entry.also_serves)
        if isinstance(entry, Body) and entry.area is not None:
            return (entry.area,)
        is_own_board = actor == Actor("body", self.register.system.code)
        return (own_area(self.register).id,) if is_own_board else ()

    def why_absent(self, actor: Actor) -> str:
        """Why the actor is not there on the day, or not able to act; '' if it is."""
        entry = self.entry_of(actor)
        if entry is None:
            return f"the register has no {actor}"
        body = self.body_of(actor)
        if not entry.period.includes(self.on):
            return f"{actor} is not there on {day_in_words(self.on)}"
        if isinstance(entry, Forum) and not self.approved(entry.approvals):
            return f"{actor} has not been given each approval that it needs"
        if body is not None and self._is_gone(body):
            return f"{body}, whose {actor} is, is not there on {day_in_words(self.on)}"
        if isinstance(entry, Post) and entry.holders and not self.holders(entry):
            return f"nobody holds {actor} on {day_in_words(self.on)}"
        return ""

    def _is_gone(self, body: str) -> bool:
        return body not in self.bodies or not self.bodies[body].period.includes(self.on)

    def holders(self, post: Post) -> tuple[Holder, ...]:
        """Those who hold a post on the day."""
        return self._sitting.holders(post)

    def members(self, forum: Forum) -> set[str]:
        """The people who sit at a forum on the day as members, not as attendees."""
        there = [seat for seat in forum.seats if seat.period.includes(self.on)]
        seats = [seat for seat in there if seat.capacity != "attendee"]
        return {holder.person for seat in seats for holder in self._sitting.holders(seat)}

    def approved(self, approvals: Iterable[Approval]) -> bool:
        """Whether each approval was given by the day."""
        return all(one.on is not None and one.on <= self.on for one in approvals)

    def governance(self, body: str) -> tuple[Governance, ...]:
        """How a council or combined authority governs itself on the day."""
        entries = self.register.governance
        return tuple(one for one in entries if one.body == body and one.period.includes(self.on))

    def is_executive(self, body: str) -> Answer:
        """Whether the function, exercised by this council, is for the council's executive."""
        answer = self._is_executive_by_law(body)
        return "no" if self.act.outside_framework and answer == "yes" else answer

    def _is_executive_by_law(self, body: str) -> Answer:
        if self._is_never_executive:
            return "no"
        models = {one.model for one in self.governance(body)}
        executive = models & set(self.basis.executive_models)
        if not models or (executive and executive != models):
            return "not-known"
        return "yes" if executive else "no"

    @property
    def _is_never_executive(self) -> bool:
        return bool(set(self.function.tags) & set(self.basis.never_executive))

    def is_council(self, body: str) -> bool:
        """Whether a body is a council, by its kind."""
        return self.body_kind(body) in self.basis.council_kinds

    def is_for_full_council(self, body: str) -> bool:
        """Whether the act departs from the framework that binds the body's own executive."""
        if not self.act.outside_framework or not self.is_council(body):
            return False
        return self._is_executive_by_law(body) == "yes"

    def turns_on_model(self, wanted: str, body: str) -> bool:
        """Whether how the body governs itself decides if it meets what is wanted."""
        return wanted != "any" and self.is_council(body) and not self._is_never_executive

    def fits_executive(self, wanted: str, body: str) -> bool:
        """Whether the body meets what a power or an organ wants of `executive`."""
        return wanted == "any" or not self.is_council(body) or self.is_executive(body) == wanted


def once(
    find: Callable[Concatenate[Facts, Of], Found],
) -> Callable[Concatenate[Facts, Of], Found]:
    """A question about facts that is worked out when it is first asked, and then kept with them."""

    @functools.wraps(find)
    def kept(facts: Facts, /, *of: Of.args, **named: Of.kwargs) -> Found:
        key = (find, of, *named.items())
        if key not in facts.known:
            facts.known[key] = find(facts, *of, **named)
        found: Found = facts.known[key]
        return found

    return kept


def once_each(
    find: Callable[Concatenate[Facts, Of], Iterator[Found]],
) -> Callable[Concatenate[Facts, Of], tuple[Found, ...]]:
    """As `once`, of a question that has several answers."""

    @once
    @functools.wraps(find)
    def all_found(facts: Facts, /, *of: Of.args, **named: Of.kwargs) -> tuple[Found, ...]:
        return tuple(find(facts, *of, **named))

    return all_found


def in_force(text: Text, on: date) -> bool:
    """Whether a text is law, and not only a proposal, and has its force on the day."""
    return text.is_law and text.period.includes(on)
