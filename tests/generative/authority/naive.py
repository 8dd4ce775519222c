"""Who may decide, worked out in the plainest way: every path is walked. For small registers only.

It follows what docs/reference/authority.md says, sentence by sentence, and shares no code with the
prover: what both get wrong, both must have read wrongly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from math import floor
from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Chain, Step
from joinedup.law.function import Basis, Function, Organ, Power, Receiver
from joinedup.register.areas import own_area
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Direction
from joinedup.register.schema import Body, Forum, Post, Register
from joinedup.register.sitting import sitting_on

#: A limit that cannot be told, or is of no use on this day.
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Edge:
    """One way in which authority would pass, before anybody has any."""

    how: str
    by: str
    giver: Actor
    receiver: Actor
    delegation: Delegation | None = None

    @property
    def step(self) -> Step:
        return Step(self.how, self.by, self.giver, self.receiver)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Root:
    """Where a chain begins: whoever holds the function, or exercises it by direction."""

    step: Step
    direction: Direction | None = None

    @property
    def barred(self) -> bool:
        return self.direction is not None and self.direction.bars_delegation == "yes"


@dataclass(frozen=True)
class Path:
    """A chain while it is walked: its root and its edges."""

    root: Root
    edges: tuple[Edge, ...] = ()

    @property
    def end(self) -> Actor:
        return self.edges[-1].receiver if self.edges else self.root.step.receiver

    @property
    def steps(self) -> tuple[Step, ...]:
        return (self.root.step, *(edge.step for edge in self.edges))

    @property
    def rank(self) -> tuple[Any, ...]:
        return len(self.edges), tuple((one.how, one.by, one.receiver) for one in self.steps)


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

    @cache  # noqa: B019
    def asked(self, area: str) -> "Asked":
        return Asked(self, area)

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

    def executive(self, body: Body) -> str:
        """Whether the function is a responsibility of the executive of a council."""
        assert self.function is not None
        if set(self.function.tags) & set(self.basis.never_executive) or self.act.outside_framework:
            return "no"
        models = [
            one.model for one in self.register.governance if one.body == body.id and self.alive(one)
        ]
        answers = {one in self.basis.executive_models for one in models}
        return {(True,): "yes", (False,): "no"}.get(tuple(answers), NOT_KNOWN)

    def executive_fits(self, text: Power | Organ, body: Body) -> bool:
        asked = text.executive != "any" and body.kind in self.basis.council_kinds
        return not asked or self.executive(body) == text.executive

    def supported(self, given: Delegation, giver: Actor, receiver: Actor) -> bool:
        power, body, function = self.powers.get(given.power), self.body_of(giver), self.function
        return (
            power is not None
            and function is not None
            and body is not None
            and self.in_force(power)
            and power.passes == "function"
            and self.alive(body)
            and body.kind in power.given_by
            and not set(function.tags) & set(power.not_tags)
            and (not power.only_tags or bool(set(function.tags) & set(power.only_tags)))
            and power.id not in function.unread
            and self.executive_fits(power, body)
            and any(self.fits(one, body, receiver) for one in power.given_to)
        )

    def fits(self, wanted: Receiver, giver: Body, actor: Actor) -> bool:
        if wanted.kind != actor.kind:
            return False
        if actor.kind == "forum":
            return self.forum_fits(wanted, giver, self.forums[actor.id])
        body = self.body_of(actor)
        assert body is not None
        if wanted.whose != ("own" if body.id == giver.id and actor.kind != "body" else "other"):
            return False
        if body.id == giver.id and actor.kind == "body" or not self.kind_fits(wanted, body):
            return False
        return not wanted.employed or actor.kind != "post" or self.employed(self.posts[actor.id])

    def kind_fits(self, wanted: Receiver, body: Body) -> bool:
        allowed = not wanted.body_kinds or body.kind in wanted.body_kinds
        return allowed and body.kind not in wanted.perhaps

    def forum_fits(self, wanted: Receiver, giver: Body, forum: Forum) -> bool:
        owners = [self.bodies[one] for one in forum.owners]
        ours = giver.id in forum.owners
        whose = "other" if not ours else "shared" if len(owners) > 1 else "own"
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
        if not streams or streams[0].year != self.financial_year():
            return NOT_KNOWN
        return floor(cap.share * streams[0].amount_pence)

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
        if self.act.value_pence is None or limit is None:
            return True
        parts = (limit, self.used(given), self.value(given))
        if NOT_KNOWN in parts:
            return NOT_KNOWN
        most, used, value = (int(one) for one in parts)
        return used + value <= most


class Asked:
    """One act in a world, for one area: the act's area, or a part with its own holders."""

    def __init__(self, world: World, area: str):
        self.world, self.area = world, area

    # What takes authority away

    def suspended(self, actor: Actor) -> bool:
        world = self.world
        body = world.body_of(actor)
        for one in world.register.directions:
            concerns = not one.functions or world.act.function in one.functions
            near = one.area is None or world.meets(one.area, self.area)
            receiver = world.actor(one.given_to)
            hit = receiver == actor or (
                receiver.kind == "body" and body is not None and body.id == receiver.id
            )
            if world.alive(one) and concerns and near and hit:
                return True
        return False

    def reservations(self, edge: Edge) -> Iterator[tuple[str, bool]]:
        """Each reservation that this edge meets, and whether it may pass because it is urgent."""
        world = self.world
        act, body = world.act, world.body_of(edge.giver)
        for one in world.register.reservations:
            above = cap_from_text(one.above).amount
            large = above is None or (act.total_pence is not None and act.total_pence > above)
            near = one.area is None or world.meets(one.area, self.area)
            if not (world.alive(one) and act.function in one.functions and near and large):
                continue
            if body is None or body.id != one.body:
                continue
            keeper = world.actor(one.kept_by)
            own_organ = keeper == Actor("body", one.body) and edge.how == "acts"
            if edge.receiver != keeper and not own_organ:
                urgent = {world.actor(id) for id in one.urgent}
                yield one.id, act.urgent and edge.receiver in urgent

    @cached_property
    def exclusive(self) -> list[tuple[str, Actor]]:
        """Each exclusive delegation that is in scope, with the body that may not decide."""
        return [
            (edge.by, edge.giver)
            for edge in self.delegated
            if edge.delegation is not None
            and edge.delegation.mode == "exclusive"
            and self.world.meets(edge.delegation.area, self.area)
            and self.world.cap_allows(edge.delegation) is not False
        ]

    # Edges

    @cached_property
    def delegated(self) -> list[Edge]:
        """Delegations of the function that are in force and supported, of any area and value."""
        world = self.world
        act, found = world.act, []
        for one in world.register.delegations:
            revoked = any(gone.on is None or gone.on <= act.on for gone in one.revocations)
            in_force = world.alive(one) and world.approved(one.approvals) and not revoked
            if not in_force or act.function not in one.functions:
                continue
            receiver = world.actor(one.given_to)
            if one.officers:
                receiver = Actor("officers", one.given_to, one.officers)
            for giver in map(world.actor, one.given_by):
                if not (world.lives(giver) and world.lives(receiver) and world.manned(receiver)):
                    continue
                power = world.powers.get(one.power)
                may = power is not None and power.exclusive and giver.kind == "body"
                if world.supported(one, giver, receiver) and (one.mode != "exclusive" or may):
                    found.append(Edge("delegated", one.id, giver, receiver, one))
        return found

    def usable(self, edge: Edge) -> bool:
        """Whether a delegation serves this act here, apart from what takes authority away."""
        given = edge.delegation
        assert given is not None
        failed = {one.id for one in self.world.act.shown if one.standing == "not met"}
        return (
            self.world.contains(given.area, self.area)
            and self.world.cap_allows(given) is True
            and not failed & {one.id for one in given.conditions}
        )

    def organs(self) -> Iterator[Edge]:
        world = self.world
        for organ in filter(world.in_force, world.basis.organs):
            for body in world.register.bodies:
                if body.kind not in organ.body_kinds or not world.executive_fits(organ, body):
                    continue
                models = {
                    one.model
                    for one in world.register.governance
                    if one.body == body.id and world.alive(one)
                }
                if organ.models and not models & set(organ.models):
                    continue
                giver = Actor("body", body.id)
                for forum in world.register.forums:
                    if forum.kind in organ.forum_kinds and forum.owners == (body.id,):
                        yield Edge("acts", organ.id, giver, Actor("forum", forum.id))
                for post in world.register.posts:
                    if post.role in organ.roles and post.role and post.body == body.id:
                        yield Edge("acts", organ.id, giver, Actor("post", post.id))
                for part in world.register.bodies:
                    if organ.parts and part.part_of == body.id:
                        yield Edge("acts", organ.id, giver, Actor("body", part.id))

    def officers(self) -> Iterator[Edge]:
        for post in self.world.register.posts:
            for name in post.officers:
                giver = Actor("officers", post.body, name)
                yield Edge("belongs", name, giver, Actor("post", post.id))

    @cached_property
    def edges(self) -> list[Edge]:
        """Every edge that authority may pass along, whoever has it."""
        world = self.world
        within = [
            edge
            for edge in (*self.organs(), *self.officers())
            if world.lives(edge.giver)
            and world.lives(edge.receiver)
            and world.manned(edge.receiver)
        ]
        return [
            edge
            for edge in (*within, *filter(self.usable, self.delegated))
            if not self.suspended(edge.giver)
            and not self.suspended(edge.receiver)
            and all(urgent for _, urgent in self.reservations(edge))
            and not any(edge.giver == body and edge.by != by for by, body in self.exclusive)
        ]

    # Roots

    @cached_property
    def all_holders(self) -> dict[Actor, bool]:
        """Who holds the function here, by whether it is a partner of one who does."""
        world, function = self.world, self.world.function
        if function is None or not world.in_force(function):
            return {}
        found: dict[Actor, bool] = {}
        everyone = [
            *(Actor("body", one.id) for one in world.register.bodies),
            *(Actor("forum", one.id) for one in world.register.forums),
        ]
        alive = [one for one in function.holders if world.alive(one)]
        for held in alive:
            for actor in filter(world.lives, everyone):
                kinds = held.body_kinds if actor.kind == "body" else held.forum_kinds
                entry: Any = (world.bodies if actor.kind == "body" else world.forums)[actor.id]
                near = any(world.contains(one, self.area) for one in world.own_areas(actor))
                if entry.kind in kinds and (held.anywhere or near or entry.kind == "NHS England"):
                    found[actor] = False
        bodies = {one.id for one in found if one.kind == "body"}
        if any(held.partner_trusts for held in alive):
            for body in filter(world.alive, world.register.bodies):
                if bodies & set(body.partner_of):
                    found.setdefault(Actor("body", body.id), True)
        return found

    @cached_property
    def holders(self) -> list[Actor]:
        """Those of them whom the act lets hold it."""
        only = self.world.act.holder
        jointly = self.world.function is not None and self.world.function.jointly
        return [one for one in self.all_holders if only in (None, one.id) or jointly]

    def partners_said(self) -> bool:
        """Whether each holder, if its partners hold the function too, has one that names it."""
        world, function = self.world, self.world.function
        assert function is not None
        if not any(held.partner_trusts and world.alive(held) for held in function.holders):
            return True
        named = {
            board
            for body in world.register.bodies
            if world.alive(body)
            for board in body.partner_of
        }
        holders = [one for one, partner in self.all_holders.items() if not partner]
        return all(one.kind != "body" or one.id in named for one in holders)

    def roots(self, holder: Actor) -> Iterator[Root]:
        """The holder itself, and who exercises the function in its place by direction."""
        world = self.world
        roots = [Root(Step("holds", world.act.function, None, holder))]
        for one in world.register.directions:
            receiver = world.actor(one.given_to)
            body = world.body_of(receiver)
            if one.exercised_by is None or body is None or holder != Actor("body", body.id):
                continue
            if receiver.kind not in ("body", "post") or not self.direction_stands(one, body):
                continue
            instead = Actor("body", one.exercised_by)
            roots.append(Root(Step("directed", one.id, None, instead), one))
        for root in roots:
            actor = root.step.receiver
            if world.lives(actor) and not self.suspended(actor):
                yield root

    def direction_stands(self, direction: Direction, body: Body) -> bool:
        world = self.world
        functions = direction.functions
        return (
            world.alive(direction)
            and (not functions or world.act.function in functions)
            and (direction.area is None or world.contains(direction.area, self.area))
            and any(
                one.id == direction.power
                and world.in_force(one)
                and world.bodies[direction.given_by].kind in one.given_by
                and body.kind in one.given_to
                and world.bodies[str(direction.exercised_by)].kind in one.may_name
                for one in world.basis.direction_powers
            )
        )

    # Chains

    def onward(self, path: Path, edge: Edge) -> bool:
        """Whether the nearest delegation before lets this one follow."""
        if edge.delegation is None:
            return True
        if path.root.barred:
            return False
        before = [one for one in path.edges if one.delegation is not None]
        if not before:
            return True
        first, world = before[-1], self.world
        assert first.delegation is not None
        may = first.delegation.onward or world.powers[first.delegation.power].onward
        giver, received = world.body_of(first.giver), world.body_of(first.receiver)
        receives = world.body_of(edge.receiver)
        if may == "within the body":
            return received is not None and receives is not None and received.id == receives.id
        if may == "with consent":
            return giver is not None and any(
                one.by == giver.id and one.on is not None and one.on <= world.act.on
                for one in edge.delegation.approvals
            )
        return may == "yes"

    def paths(self, path: Path) -> Iterator[Path]:
        """The path and every longer one that never comes to an actor twice."""
        yield path
        been = {path.root.step.receiver, *(edge.receiver for edge in path.edges)}
        for edge in self.edges:
            if edge.giver == path.end and edge.receiver not in been and self.onward(path, edge):
                yield from self.paths(Path(path.root, (*path.edges, edge)))

    def best(self, holders: Iterable[Actor]) -> dict[Actor, Path]:
        """Whoever is reached from any of the holders, with the best chain."""
        best: dict[Actor, Path] = {}
        silent = {body for _, body in self.exclusive}
        for holder in holders:
            for root in self.roots(holder):
                for path in self.paths(Path(root)):
                    if path.end not in silent:
                        best[path.end] = min(best.get(path.end, path), path, key=lambda p: p.rank)
        return best


def groups(world: World, actor: Actor, area: str, above: tuple[str, ...]) -> list[Any] | None:
    """What must all be shown for an actor to decide here: areas and holders; None: nobody can."""
    asked = world.asked(area)
    if world.function is None:
        return None
    if not asked.all_holders:
        found: list[Any] = []
        for part in world.areas[area].made_of:
            if part in above or (inner := groups(world, actor, part, (*above, part))) is None:
                return None
            found += inner
        return found or None
    if world.function.jointly:
        return [(area, [one]) for one in asked.holders] if asked.partners_said() else None
    if actor.kind == "forum" and world.forums[actor.id].kind == "committees in common":
        owners = world.forums[actor.id].owners
        own = [one for one in asked.holders if one.kind == "body" and one.id in owners]
        return [(area, [one]) for one in own] or None
    return [(area, asked.holders)]


def who_can(world: World, everybody: Iterable[Actor]) -> dict[Actor, tuple[tuple[str, Path], ...]]:
    """Everyone who may decide, each with the best path in every group."""
    if world.act.area not in world.areas:
        return {}
    answers = {}
    known: dict[Any, dict[Actor, Path]] = {}
    for actor in everybody:
        wanted = groups(world, actor, world.act.area, (world.act.area,))
        chains = []
        for area, holders in wanted or ():
            key = (area, tuple(holders))
            if key not in known:
                known[key] = world.asked(area).best(holders)
            chains.append((area, known[key].get(actor)))
        if chains and all(path is not None for _, path in chains):
            answers[actor] = tuple((area, path) for area, path in chains if path is not None)
    return answers


def chains(answer: tuple[tuple[str, Path], ...]) -> tuple[Chain, ...]:
    """An answer as the prover writes it, in no particular order."""
    found = {Chain(area, path.steps) for area, path in answer}
    return tuple(sorted(found, key=repr))
