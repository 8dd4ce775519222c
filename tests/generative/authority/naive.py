"""Who may decide, worked out in the plainest way: every path is walked. For small registers only.

It follows what docs/reference/authority.md says, sentence by sentence, and shares no code with the
prover: what both get wrong, both must have read wrongly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from joinedup.authority.act import Actor
from joinedup.authority.proof import Chain, Step
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Body
from tests.generative.authority.naive_world import World


@dataclass(frozen=True)
class Edge:
    """One way in which authority would pass, before anybody has any."""

    how: str
    by: str
    giver: Actor
    receiver: Actor
    delegation: Delegation | None = None

    @property
    def leads_on(self) -> bool:
        """Whether it is to a forum or post through which a body acts."""
        return self.how == "acts" and self.receiver.kind != "body"

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

    def keeping(self, body: Body) -> list[Reservation]:
        """The reservations of a body that keep the matter; of tiers, the highest one reached.

        One of a part of the matter does not take the place of another of more than that.
        """
        world = self.world
        total = -1 if world.act.total_pence is None else world.act.total_pence
        found: list[tuple[int, Reservation]] = []
        for one in world.register.reservations:
            above = 0 if one.above == "" else cap_from_text(one.above).amount or 0
            near = one.area is None or world.meets(one.area, self.area)
            about = one.body == body.id and world.act.function in one.functions
            if about and world.alive(one) and near and (one.above == "" or total > above):
                found.append((above, one))
        return [
            one
            for above, one in found
            if not any(
                higher > above and self.is_for_all(other.area, one.area) for higher, other in found
            )
        ]

    def is_for_all(self, area: str | None, other: str | None) -> bool:
        """Whether a reservation's area is all of the matter's, or of another."""
        contains = self.world.contains
        of_other = area is not None and other is not None and contains(area, other)
        return area is None or contains(area, self.area) or of_other

    @cached_property
    def kept(self) -> list[Reservation]:
        return [one for body in self.world.register.bodies for one in self.keeping(body)]

    def reservations(self, edge: Edge) -> Iterator[tuple[Reservation, bool]]:
        """Each reservation that this edge meets, and whether it may pass because it is urgent.

        The keeper of one does not pass it on either; nor does anybody of a body that keeps it.
        """
        world = self.world
        body = world.body_of(edge.giver)
        its = {edge.giver} if body is None else {edge.giver, Actor("body", body.id)}
        for one in self.kept:
            keeper = world.actor(one.kept_by)
            if keeper not in its and Actor("body", one.body) not in its:
                continue
            own_organ = keeper == edge.giver and edge.how == "acts"
            if edge.receiver != keeper and not own_organ:
                urgent = {world.actor(id) for id in one.urgent}
                yield one, world.act.urgent and edge.receiver in urgent

    @cached_property
    def exclusive(self) -> list[tuple[str, Actor]]:
        """Each exclusive delegation that is in scope, with the body that may not decide."""
        return [
            (edge.by, edge.giver)
            for edge in self.delegated
            if edge.delegation is not None
            and edge.delegation.mode == "exclusive"
            and self.world.meets(edge.delegation.area, self.area)
            and self.is_given(edge, edge.delegation)
        ]

    @cached_property
    def bound(self) -> set[Actor]:
        """Whoever does not decide alone, as it, or one with whom it acts as one, gave jointly."""
        givers = {
            edge.giver
            for edge in self.delegated
            if edge.delegation is not None
            and edge.delegation.mode == "joint"
            and self.world.contains(edge.delegation.area, self.area)
            and self.is_given(edge, edge.delegation)
        }
        organs = {edge.receiver for edge in self.organs() if edge.giver in givers}
        return givers | organs | {one.giver for one in self.organs() if one.receiver in givers}

    def is_given(self, edge: Edge, given: Delegation) -> bool:
        """Whether a delegation that is in force and supported is about the matter, as far as known.

        Not so where others keep all of it, or all that is given.
        """
        return (
            self.world.cap_allows(given) is not False
            and not self.failed_conditions(edge, given)
            and not any(
                self.is_for_all(kept.area, given.area)
                for kept, urgent in self.reservations(edge)
                if not urgent
            )
        )

    def in_its_area(self, edge: Edge) -> bool:
        """Whether the matter lies in the area of a part of a body, or of a post of a class."""
        known: dict[str, Any] = {"body": self.world.bodies, "post": self.world.posts}
        asked = edge.how == "belongs" or edge.receiver.kind == "body"
        own = known[edge.receiver.kind][edge.receiver.id].area if asked else None
        return own is None or self.world.contains(own, self.area)

    # Edges

    @cached_property
    def delegated(self) -> list[Edge]:
        """Delegations of the function that are in force and supported, of any area and value."""
        world = self.world
        act, found = world.act, []
        for one in world.register.delegations:
            revoked = any(gone.on <= act.on for gone in one.revocations)
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
        return (
            self.world.contains(given.area, self.area)
            and self.world.cap_allows(given) is True
            and not self.failed_conditions(edge, given)
        )

    def failed_conditions(self, edge: Edge, given: Delegation) -> set[str]:
        """The conditions of a delegation, or of its power, that are known not to be met."""
        failed = {one.id for one in self.world.act.shown if one.standing == "not met"}
        asked = {one.id for one in given.conditions} | self.asked_first(edge, given)
        return failed & asked

    def asked_first(self, edge: Edge, given: Delegation) -> set[str]:
        """What must be so first, for whoever is given it."""
        named = self.world.powers[given.power].preconditions
        return {
            one.id
            for one in self.world.basis.preconditions
            if one.id in named and (one.receivers == () or edge.receiver.kind in one.receivers)
        }

    def framed(self, body: Body) -> list[str]:
        """For whom a council keeps this matter, so that it is of the council's framework."""
        act = self.world.act
        denied = any((one.id, one.standing) == ("framework", "not met") for one in act.shown)
        if denied or self.world.executive(body) != "yes":
            return []
        return [one.kept_by for one in self.keeping(body)]

    def organs(self) -> Iterator[Edge]:
        world = self.world
        for organ in filter(world.in_force, world.basis.organs):
            for body in world.register.bodies:
                if body.kind not in organ.body_kinds:
                    continue
                its = world.executive_fits(organ, body)
                framed = [] if its or organ.executive != "no" else self.framed(body)
                models = {
                    one.model
                    for one in world.register.governance
                    if one.body == body.id and world.alive(one)
                }
                if organ.models and not models & set(organ.models):
                    continue
                giver = Actor("body", body.id)
                for forum in world.register.forums:
                    own = forum.kind in organ.forum_kinds and forum.owners == (body.id,)
                    if own and (its or forum.id in framed):
                        yield Edge("acts", organ.id, giver, Actor("forum", forum.id))
                for post in world.register.posts:
                    if its and post.role in organ.roles and post.role and post.body == body.id:
                        yield Edge("acts", organ.id, giver, Actor("post", post.id))
                for part in world.register.bodies:
                    if its and organ.parts and part.part_of == body.id:
                        yield Edge("acts", organ.id, giver, Actor("body", part.id))

    def officers(self) -> Iterator[Edge]:
        for post in filter(self.world.is_officer, self.world.register.posts):
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
            and self.in_its_area(edge)
        ]
        return [
            edge
            for edge in (*within, *filter(self.usable, self.delegated))
            if not self.suspended(edge.giver)
            and not self.suspended(edge.receiver)
            and (edge.leads_on or all(urgent for _, urgent in self.reservations(edge)))
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
        """Whether each board, if its partners hold the function too, has one that names it."""
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
        kind = "integrated care board"
        bodies = [world.bodies[one.id] for one in self.all_holders if one.kind == "body"]
        return all(one.id in named for one in bodies if one.kind == kind)

    def roots(self, holder: Actor) -> Iterator[Root]:
        """The holder itself, and who exercises the function in its place by direction."""
        world = self.world
        roots = [Root(Step("holds", world.act.function, None, holder))]
        for one in world.register.directions:
            told = world.actor(one.given_to)
            if one.exercised_by is None or told.kind != "body" or told != holder:
                continue
            if not self.direction_stands(one, world.bodies[told.id]):
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
        """Whether every delegation before lets this one follow."""
        if edge.delegation is None:
            return True
        before = [one for one in path.edges if one.delegation is not None]
        return not path.root.barred and all(self.lets_follow(one, edge) for one in before)

    def lets_follow(self, first: Edge, edge: Edge) -> bool:
        world = self.world
        assert first.delegation is not None and edge.delegation is not None
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
        silent = {body for _, body in self.exclusive} | self.bound
        silent |= {
            edge.receiver
            for edge in self.organs()
            if edge.leads_on and not all(urgent for _, urgent in self.reservations(edge))
        }
        for holder in holders:
            for root in self.roots(holder):
                for path in self.paths(Path(root)):
                    if path.end not in silent:
                        best[path.end] = min(best.get(path.end, path), path, key=lambda p: p.rank)
        return best


@lru_cache(maxsize=64)
def asked_in(world: World, area: str) -> Asked:
    return Asked(world, area)


def groups(world: World, actor: Actor, area: str, above: tuple[str, ...]) -> list[Any] | None:
    """What must all be shown for an actor to decide here: areas and holders; None: nobody can."""
    asked = asked_in(world, area)
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
                known[key] = asked_in(world, area).best(holders)
            chains.append((area, known[key].get(actor)))
        if chains and all(path is not None for _, path in chains):
            answers[actor] = tuple((area, path) for area, path in chains if path is not None)
    return answers


def chains(answer: tuple[tuple[str, Path], ...]) -> tuple[Chain, ...]:
    """An answer as the prover writes it, in no particular order."""
    found = {Chain(area, path.steps) for area, path in answer}
    return tuple(sorted(found, key=repr))
