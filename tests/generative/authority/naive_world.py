"""A register on one day under a law, asked in the plainest way: areas, actors, powers and caps."""

from collections.abc import Iterable
from functools import cache
from math import floor
from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.law.function import Basis, Function, Organ, Power, Receiver
from joinedup.register.areas import own_area
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Body, Forum, Post, Register
from joinedup.register.sitting import sitting_on

#: A limit that cannot be told, or is of no use on this day.
NOT_KNOWN = "not known"


class World:
    """A register on the day of an act, under a law."""

    def __init__(self, register: Register, basis: Basis, act: Act):
        self.register, self.basis, self.act = register, basis, act
        self.bodies = {one.id: one for one in register.bodies}
        self.forums = {one.id: one for one in register.forums}
        self.posts = {one.id: one for one in register.posts}
        self.areas = {one.id: one for one in register.areas}
        self.powers = {one.id: one for one in basis.powers}
        self.sitting = sitting_on(register, act.on)
        functions = (one for one in basis.functions if one.id == act.function)
        self.function: Function | None = next(functions, None)

    # Areas

    def contains(self, outer: str, inner: str) -> bool:
        return inner in self.inside(outer)

    @cache  # noqa: B019
    def inside(self, outer: str) -> set[str]:
        inside = {outer}
        while found := {id for id in self.areas if id not in inside and self.lies_in(id, inside)}:
            inside |= found
        return inside

    def lies_in(self, id: str, inside: set[str]) -> bool:
        """Whether an area is inside if these are."""
        area = self.areas[id]
        groups: dict[str, list[str]] = {}
        for above in area.within:
            groups.setdefault(self.areas[above].kind, []).append(above)
        wholes = [one.id for one in self.areas.values() if id in one.made_of]
        return (
            any(inside.issuperset(group) for group in groups.values())
            or any(whole in inside for whole in wholes)
            or bool(area.made_of)
            and inside.issuperset(area.made_of)
        )

    @cache  # noqa: B019
    def upwards(self, id: str) -> set[str]:
        found = {id}
        waiting = [id]
        while waiting:
            one = waiting.pop()
            wholes = [area.id for area in self.areas.values() if one in area.made_of]
            for above in (*self.areas[one].within, *wholes):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found

    def meets(self, one: str, other: str) -> bool:
        return any({one, other} <= self.upwards(id) for id in self.areas)

    def own_areas(self, actor: Actor) -> tuple[str, ...]:
        if actor.kind == "forum":
            forum = self.forums[actor.id]
            return (forum.area, *forum.also_serves)
        body = self.bodies[actor.id]
        if body.area is None and body.id == self.register.system.code:
            return (own_area(self.register).id,)
        return () if body.area is None else (body.area,)

    # Actors

    def actor(self, id: str) -> Actor:
        if id in self.forums:
            return Actor("forum", id)
        return Actor("post" if id in self.posts else "body", id)

    def body_of(self, actor: Actor) -> Body | None:
        if actor.kind == "forum":
            owners = self.forums[actor.id].owners if actor.id in self.forums else ()
            return self.bodies.get(owners[0]) if len(owners) == 1 else None
        if actor.kind == "post":
            return self.bodies.get(self.posts[actor.id].body) if actor.id in self.posts else None
        return self.bodies.get(actor.id)

    def alive(self, entry: Any) -> bool:
        return entry.period.includes(self.act.on)

    def in_force(self, text: Any) -> bool:
        return text.is_law and self.alive(text)

    def approved(self, approvals: Iterable[Any]) -> bool:
        return all(one.on is not None and one.on <= self.act.on for one in approvals)

    def lives(self, actor: Actor) -> bool:
        body = self.body_of(actor)
        if body is not None and not self.alive(body):
            return False
        if actor.kind == "forum":
            forum = self.forums.get(actor.id)
            return forum is not None and self.alive(forum) and self.approved(forum.approvals)
        if actor.kind == "post":
            return body is not None and self.alive(self.posts[actor.id])
        return body is not None

    def manned(self, actor: Actor) -> bool:
        """Whether somebody holds the post, if it is one for which anybody was ever named."""
        post = self.posts[actor.id] if actor.kind == "post" else None
        return post is None or not post.holders or bool(self.sitting.holders(post))

    # Law

    def executive_by_model(self, body: Body) -> str:
        """Whether the function is by itself a responsibility of the executive of a council."""
        assert self.function is not None
        if set(self.function.tags) & set(self.basis.never_executive):
            return "no"
        models = [
            one.model for one in self.register.governance if one.body == body.id and self.alive(one)
        ]
        answers = {one in self.basis.executive_models for one in models}
        return {(True,): "yes", (False,): "no"}.get(tuple(answers), NOT_KNOWN)

    def executive(self, body: Body) -> str:
        """The same for this act: what departs from the framework is for the full council."""
        answer = self.executive_by_model(body)
        return "no" if answer == "yes" and self.act.outside_framework else answer

    def for_full_council(self, body: Body) -> bool:
        outside = self.act.outside_framework and body.kind in self.basis.council_kinds
        return outside and self.executive_by_model(body) == "yes"

    def executive_fits(self, text: Power | Organ | Receiver, body: Body) -> bool:
        asked = text.executive != "any" and body.kind in self.basis.council_kinds
        return not asked or self.executive(body) == text.executive

    def supported(self, given: Delegation, giver: Actor, receiver: Actor) -> bool:
        power, bodies, function = self.powers.get(given.power), self.bodies_of(giver), self.function
        several = len(bodies) > 1
        return (
            power is not None
            and function is not None
            and self.in_force(power)
            and power.passes == "function"
            and (several or all(self.alive(body) for body in bodies))
            and all(body.kind in power.given_by for body in bodies)
            and several == bool(power.of_forums)
            and (not several or self.forums[giver.id].kind in power.of_forums)
            and not set(function.tags) & set(power.not_tags)
            and (not power.only_tags or bool(set(function.tags) & set(power.only_tags)))
            and power.id not in function.unread
            and all(self.executive_fits(power, body) for body in bodies)
            and not any(self.for_full_council(body) for body in bodies)
            and any(self.fits(one, bodies, receiver) for one in power.given_to)
        )

    def bodies_of(self, actor: Actor) -> list[Body]:
        """The body of an actor; all owners of a forum."""
        if actor.kind == "forum":
            return [self.bodies[one] for one in self.forums[actor.id].owners]
        body = self.body_of(actor)
        assert body is not None
        return [body]

    def fits(self, wanted: Receiver, givers: list[Body], actor: Actor) -> bool:
        if wanted.kind != actor.kind:
            return False
        if wanted.given_by and any(one.kind not in wanted.given_by for one in givers):
            return False
        body = self.body_of(actor)
        if body is not None and not self.executive_fits(wanted, body):
            return False
        if actor.kind == "forum":
            return self.forum_fits(wanted, givers, self.forums[actor.id])
        assert body is not None
        whose = "own" if body in givers else "other"
        if whose != wanted.whose or (whose, actor.kind) == ("own", "body"):
            return False
        if not self.kind_fits(wanted, body):
            return False
        return actor.kind != "post" or self.post_fits(wanted, self.posts[actor.id])

    def post_fits(self, wanted: Receiver, post: Post) -> bool:
        barred = post.role != "" and post.role in wanted.not_roles
        return not barred and (not wanted.employed or self.employed(post))

    def is_officer(self, post: Post) -> bool:
        """Whether a post is an officer's at all, and not a member's or an outsider's."""
        employs = self.bodies[post.body].kind in self.basis.employing_kinds
        is_member = post.role != "" and post.role in self.basis.member_roles
        return not is_member and (not employs or self.employed(post))

    def kind_fits(self, wanted: Receiver, body: Body) -> bool:
        allowed = not wanted.body_kinds or body.kind in wanted.body_kinds
        return allowed and body.kind not in wanted.perhaps

    def forum_fits(self, wanted: Receiver, givers: list[Body], forum: Forum) -> bool:
        owners = [self.bodies[one] for one in forum.owners]
        ours = all(one.id in forum.owners for one in givers)
        whose = "other" if not ours else "shared" if len(owners) > len(givers) else "own"
        by_kind = forum.kind in wanted.forum_kinds
        by_form = forum.kind == "place partnership" and bool(set(forum.forms) & set(wanted.forms))
        anyhow = not wanted.forum_kinds and not wanted.forms
        return (
            whose == wanted.whose
            and (by_kind or by_form or anyhow)
            and all(self.kind_fits(wanted, one) for one in owners)
            and (not wanted.one_of or any(one.kind in wanted.one_of for one in owners))
        )

    def employed(self, post: Post) -> bool:
        people = {one.id: one for one in self.register.people}
        for holder in self.sitting.holders(post):
            person = people[holder.person]
            at_home = post.body in (person.employer, person.seconded_to)
            if not at_home and not self.at_board(post.body, person.id):
                return False
        return True

    def at_board(self, body: str, person: str) -> bool:
        kinds = {
            kind
            for organ in self.basis.organs
            if self.in_force(organ) and self.bodies[body].kind in organ.body_kinds
            for kind in organ.forum_kinds
        }
        return any(
            holder.person == person
            for forum in self.register.forums
            if forum.kind in kinds
            and forum.owners == (body,)
            and self.lives(Actor("forum", forum.id))
            for seat in forum.seats
            if self.alive(seat) and seat.capacity != "attendee"
            for holder in self.sitting.holders(seat)
        )

    # Caps

    def financial_year(self) -> str:
        day = self.act.on
        first = day.year if day.month >= 4 else day.year - 1
        return f"{first}-{(first + 1) % 100:02}"

    def limit(self, given: Delegation) -> int | str | None:
        """The most in pence, None for no limit; not known if it cannot be told for this day."""
        cap = cap_from_text(given.cap)
        if cap.amount is not None and cap.per_residents is not None:
            residents = self.areas[given.area].residents
            known = residents is not None
            return cap.amount * residents // cap.per_residents if known else NOT_KNOWN  # type: ignore[operator]
        if cap.share is None:
            return cap.amount
        streams = [one for one in self.register.streams if one.id == cap.stream]
        if not streams or self.of_another_year(given):
            return NOT_KNOWN
        return floor(cap.share * streams[0].amount_pence)

    def of_another_year(self, given: Delegation) -> bool:
        """Whether the cap is a share of money that is not of the day's financial year."""
        stream = cap_from_text(given.cap).stream
        years = {one.year for one in self.register.streams if one.id == stream}
        return bool(years) and self.financial_year() not in years

    def used(self, given: Delegation) -> int | str:
        """What counts already towards the cap."""
        span = cap_from_text(given.cap).span
        if span == "decision":
            return 0
        entries = [one for one in self.act.used if one.delegation == given.id]
        if span == "year":
            counted = [one for one in entries if one.year == self.financial_year()]
        else:
            counted = [one for one in entries if one.year == ""] or entries
        return sum(one.pence for one in counted) if counted else NOT_KNOWN

    def value(self, given: Delegation) -> int | str:
        """The value of the act, as the cap counts it."""
        value = {
            "whole life with VAT": self.act.with_vat_pence,
            "a year without VAT": self.act.yearly_pence,
        }.get(given.cap_basis, self.act.total_pence)
        return NOT_KNOWN if value is None else value

    def cap_allows(self, given: Delegation) -> bool | str:
        limit = self.limit(given)
        if self.of_another_year(given):
            return NOT_KNOWN
        if self.act.value_pence is None or limit is None:
            return True
        parts = (limit, self.used(given), self.value(given))
        if NOT_KNOWN in parts:
            return NOT_KNOWN
        most, used, value = (int(one) for one in parts)
        return used + value <= most
