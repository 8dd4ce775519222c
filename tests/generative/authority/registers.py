"""Random registers and acts, small and rich in what makes or breaks authority.

One generator serves both ways: seeded, it is quick; Hypothesis drives the same choices through its
own random numbers, so that it can shrink what fails. It is guided: whoever passes a function on has
mostly received it, under a power that mostly permits it, so that proofs are as common as refusals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.law.function import Basis, Power, Receiver
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import (
    Condition,
    Delegation,
    Direction,
    Reservation,
    Revocation,
)
from joinedup.register.schema import Body, Forum, Register
from tests.generative.authority import bodies
from tests.generative.authority.bodies import DAYS, approvals, chance, period, some
from tests.generative.authority.law import BASIS

CAPS = [
    *("£100", "£1000", "£1.50", "none", "£500 a year", "£900 in all", "£1,000 in all"),
    *("£40 per 1,000 residents", "£7 per 300 residents a year", "1% of money-2025-26"),
    *("12.5% of money-2024-25 a year", "33% of money-2025-26 in all", "5% of money-2030-31"),
]
CAP_BASES = ["", "", "whole life without VAT", "whole life with VAT", "a year without VAT"]
CONDITIONS = ["better-together", "consulted", "reported"]
CLASSES = ["directors", "staff"]
ACT_DAYS = [*DAYS, *DAYS[1:], date(2025, 6, 1), date(2025, 6, 1), date(2024, 9, 1)]


@dataclass(frozen=True)
class Case:
    """A register, and one act that is asked of it."""

    register: Register
    act: Act


class Scheme:
    """The delegations of one register while they are made up."""

    def __init__(self, rng: Random, basis: Basis, register: Register):
        self.rng, self.basis, self.register = rng, basis, register
        self.kind = {body.id: body.kind for body in register.bodies}
        self.forums = {forum.id: forum for forum in register.forums}
        self.posts = {post.id: post for post in register.posts}
        self.functions = {one.id: one for one in basis.functions}
        self.exclusive = [one.id for one in basis.powers if one.exclusive]
        self.areas = [area.id for area in register.areas]
        self.actors = [*self.kind, *self.forums, *self.posts]
        lawful = [one for one in basis.functions if one.is_law]
        about = some(rng, lawful, 1, 3)
        #: Each register is about a few functions, so that its chains are long.
        self.about = [one.id for one in about]
        #: Who has a function, by right or because some delegation says so.
        self.has = [
            (actor, function.id)
            for function in about
            for held in function.holders
            for body in register.bodies
            if body.kind in held.body_kinds or held.partner_trusts and "QAA" in body.partner_of
            for actor in (body.id, *self.organs(body))
            for _ in range(3 if body.id in ("QAA", "east") else 1)
        ]

    def organs(self, body: Body) -> Iterator[str]:
        """Through whom a body acts, governance aside."""
        for organ in self.basis.organs:
            if body.kind in organ.body_kinds and organ.is_law:
                for forum in self.register.forums:
                    if forum.kind in organ.forum_kinds and forum.owners == (body.id,):
                        yield forum.id
                for post in self.register.posts:
                    if post.role in organ.roles and post.body == body.id:
                        yield post.id

    def body_of(self, id: str) -> str:
        """The body of an actor; of a shared forum, one of them."""
        if id in self.forums:
            return self.rng.choice(self.forums[id].owners)
        return self.posts[id].body if id in self.posts else id

    def delegation(self, number: int) -> Delegation:
        rng = self.rng
        function, givers, power, receiver, officers = (
            self.together() if chance(rng, 30) else None
        ) or self.alone()
        functions = {function, *(some(rng, list(self.functions), 0, 2) if chance(rng, 25) else ())}
        if receiver not in self.forums or not self.forums[receiver].owners[1:] or chance(rng, 20):
            self.has += [(receiver, one) for one in sorted(functions)] * 2
        if officers:
            self.has += [
                (post.id, function)
                for post in self.register.posts
                if officers in post.officers and post.body == receiver
            ]
        exclusive = 40 if power in self.exclusive else 3
        return Delegation(
            id=f"d{number}",
            given_by=tuple(givers),
            given_to=receiver,
            officers=officers,
            functions=tuple(sorted(functions)),
            area=rng.choice(["s1", "land"] if chance(rng, 65) else self.areas),
            cap=rng.choice(CAPS) if chance(rng, 35) else "",
            cap_basis=rng.choice(CAP_BASES),
            onward=rng.choice(["yes", "yes", "no", "within the body", "with consent"])
            if chance(rng, 45)
            else "",
            mode="exclusive"
            if chance(rng, exclusive)
            else rng.choice(["", "", "concurrent", "joint"]),
            power=power,
            approvals=approvals(rng, list(self.kind), 15),
            conditions=self.conditions(),
            revocations=tuple(
                Revocation(on=day) for day in (some(rng, DAYS, 1, 2) if chance(rng, 6) else ())
            ),
            **period(rng, 8),
        )

    def alone(self) -> tuple[str, list[str], str, str, str]:
        """Function, givers, power, receiver and class of officers, for one giver."""
        giver, function = self.giver_and_function()
        power, receiver, officers = self.power_and_receiver(self.body_of(giver), function)
        return function, [giver], power, receiver, officers

    def together(self) -> tuple[str, list[str], str, str, str] | None:
        """The same where bodies that hold a function pass it to a forum that they share."""
        rng = self.rng
        pairs = [
            (forum, function)
            for forum in self.register.forums
            if forum.owners[1:]
            for function in self.about
            if sum((owner, function) in self.has for owner in forum.owners) > 1
        ]
        if not pairs:
            return None
        forum, function = rng.choice(pairs)
        owners = forum.owners if chance(rng, 90) else forum.owners[:1]
        givers = [one for one in owners if (one, function) in self.has]
        if not givers:
            return None
        powers = [
            one.id
            for one in self.powers(givers[0], function)
            if any(
                self.forum_fits(forum, givers[0], to) for to in one.given_to if to.kind == "forum"
            )
        ]
        return (function, givers, rng.choice(powers), forum.id, "") if powers else None

    def conditions(self) -> tuple[Condition, ...]:
        standings = ["", "evidenced", "asserted"]
        return tuple(
            Condition(id=one, says=one, standing=self.rng.choice(standings))
            for one in some(self.rng, CONDITIONS, 0, 1)
        )

    def giver_and_function(self) -> tuple[str, str]:
        rng = self.rng
        if self.has and chance(rng, 94):
            # The newest are likelier: chains grow long.
            return rng.choice(self.has[-8:] if chance(rng, 50) else self.has)
        return rng.choice(self.actors), rng.choice(list(self.functions))

    def powers(self, body: str, function: str) -> list[Power]:
        """Powers under which a body may pass a function on, as far as these two settle it."""
        tags = set(self.functions[function].tags)
        council = self.kind[body] in self.basis.council_kinds
        models = {one.model for one in self.register.governance if one.body == body}
        executive = models & set(self.basis.executive_models)
        lead = executive and not tags & set(self.basis.never_executive)
        return [
            one
            for one in self.basis.powers
            if self.kind[body] in one.given_by
            and not (council and one.executive == ("no" if lead else "yes"))
            and one.is_law
            and one.passes == "function"
            and not tags & set(one.not_tags)
            and (not one.only_tags or tags & set(one.only_tags))
        ]

    def power_and_receiver(self, body: str, function: str) -> tuple[str, str, str]:
        """A power and a receiver that go together, with a class of officers; now and then not."""
        rng = self.rng
        if chance(rng, 90):
            ways = [(one, to) for one in self.powers(body, function) for to in one.given_to]
            for power, wanted in some(rng, ways, 4, 4):
                if fitting := [one for one in self.actors if self.fits(one, body, wanted)]:
                    officers = rng.choice(CLASSES) if wanted.kind == "officers" else ""
                    return power.id, rng.choice(fitting), officers
        known = [one.id for one in self.basis.powers]
        return rng.choice([*known, "custom"]), rng.choice(self.actors), ""

    def fits(self, id: str, body: str, wanted: Receiver) -> bool:
        """Whether someone is mostly such a receiver; now and then one of another kind will do."""
        loose = chance(self.rng, 1)
        kind = "forum" if id in self.forums else "post" if id in self.posts else "body"
        if kind == "forum" and wanted.kind == "forum":
            return self.forum_fits(self.forums[id], body, wanted) or loose
        if wanted.kind != kind and not (wanted.kind == "officers" and kind == "body"):
            return False
        its = self.body_of(id)
        own = wanted.whose == "own"
        return (
            (its == body) == own
            and (own or not wanted.body_kinds or self.kind[its] in wanted.body_kinds)
            or loose
        )

    def forum_fits(self, forum: Forum, body: str, wanted: Receiver) -> bool:
        whose = "other" if body not in forum.owners else "shared" if forum.owners[1:] else "own"
        kinds = [self.kind[one] for one in forum.owners]
        by_form = forum.kind == "place partnership" and set(forum.forms) & set(wanted.forms)
        return (
            whose == wanted.whose
            and (not wanted.forum_kinds or forum.kind in wanted.forum_kinds or bool(by_form))
            and (not wanted.body_kinds or set(kinds) <= {*wanted.body_kinds, *wanted.perhaps})
            and (not wanted.one_of or bool(set(kinds) & set(wanted.one_of)))
        )

    def reservation(self, number: int) -> Reservation:
        rng = self.rng
        body = rng.choice(list(self.kind))
        own = [one for one in self.actors if self.body_of(one) == body]
        return Reservation(
            id=f"r{number}",
            body=body,
            kept_by=rng.choice([body, *own]) if chance(rng, 95) else rng.choice(self.actors),
            functions=some(rng, self.about if chance(rng, 80) else list(self.functions), 1, 3),
            area=rng.choice(self.areas) if chance(rng, 50) else None,
            above=rng.choice(["£100", "£300", "£1000"]) if chance(rng, 60) else "",
            urgent=some(rng, own, 0, 2) if chance(rng, 50) else (),
            **period(rng, 15),
        )

    def direction(self, number: int) -> Direction:
        rng = self.rng
        power = rng.choice(self.basis.direction_powers)
        kinds = (power.given_by, power.given_to, power.may_name)
        by, to, named = (
            [one for one, kind in self.kind.items() if kind in wanted] for wanted in kinds
        )
        under = [one for one in self.posts if self.posts[one].body in to]
        return Direction(
            id=f"x{number}",
            given_by=rng.choice(by) if by and chance(rng, 90) else rng.choice(list(self.kind)),
            given_to=rng.choice([*to, *to, *to, *under])
            if to and chance(rng, 80)
            else rng.choice(self.actors),
            functions=some(rng, [*self.about, "old"], 1, 3) if chance(rng, 60) else (),
            area=rng.choice(self.areas) if chance(rng, 40) else None,
            exercised_by=rng.choice([*named, *named, *self.kind]) if chance(rng, 75) else None,
            bars_delegation=rng.choice(["", "yes", "no"]),
            power=power.id if chance(rng, 92) else "custom",
            **period(rng, 15),
        )


def random_register(
    rng: Random,
    basis: Basis = BASIS,
    *,
    delegations: tuple[int, int] = (6, 16),
    plain: bool = False,
) -> Register:
    """A register; a `plain` one has no reservations, directions or exclusive delegations."""
    areas = bodies.random_areas(rng)
    organisations = bodies.random_bodies(rng, areas)
    register = Register(
        system=bodies.random_system(rng, areas),
        bodies=organisations,
        governance=bodies.random_governance(rng, organisations),
        forums=bodies.random_forums(rng, areas, organisations),
        posts=bodies.random_posts(rng, organisations),
        people=bodies.random_people(rng, organisations),
        streams=bodies.random_streams(rng),
    )
    scheme = Scheme(rng, basis, register)
    passed = [scheme.delegation(number) for number in range(rng.randint(*delegations))]
    if plain:
        passed = [
            one.model_copy(update={"mode": ""}) if one.mode == "exclusive" else one
            for one in passed
        ]
        return register.model_copy(update={"delegations": tuple(passed)})
    reserved = [scheme.reservation(one) for one in range(max(0, rng.randint(-2, 2)))]
    directed = [scheme.direction(one) for one in range(max(0, rng.randint(-2, 2)))]
    return register.model_copy(
        update={
            "delegations": tuple(passed),
            "reservations": tuple(reserved),
            "directions": tuple(directed),
        }
    )


def random_act(rng: Random, register: Register, basis: Basis = BASIS) -> Act:
    """An act: mostly of a function that somebody delegated, for an area where that may matter."""
    areas = [area.id for area in register.areas]
    one = rng.choice(register.delegations) if register.delegations else None
    function = rng.choice([held for held in basis.functions if held.is_law or chance(rng, 20)]).id
    if one is not None and chance(rng, 80):
        function = rng.choice(one.functions)
    area = rng.choice(["n1", "p1", "p2", "east-area", "both"] if chance(rng, 80) else areas)
    value = rng.choice([0, 49, 10_000, 30_000, 60_000, 200_000]) if chance(rng, 60) else None
    return Act(
        function=function,
        area=area,
        on=rng.choice(ACT_DAYS),
        value_pence=value,
        linked_pence=some(rng, [1, 10_000], 0, 2) if chance(rng, 20) else (),
        with_vat_pence=value * 6 // 5 if value is not None and chance(rng, 70) else None,
        yearly_pence=value // 3 if value is not None and chance(rng, 70) else None,
        used=random_used(rng, register),
        shown=tuple(
            Shown(id, rng.choice(["evidenced", "asserted", "asserted", "not met"]))
            for id in (some(rng, [*CONDITIONS, "involved"], 1, 2) if chance(rng, 20) else ())
        ),
        holder=rng.choice([body.id for body in register.bodies]) if chance(rng, 8) else None,
        urgent=chance(rng, 25),
        outside_framework=chance(rng, 12),
    )


def random_used(rng: Random, register: Register) -> tuple[Used, ...]:
    found = []
    for one in register.delegations:
        if cap_from_text(one.cap).adds_up and chance(rng, 75):
            for year in some(rng, ["", "2024-25", "2025-26"], 1, 3):
                found.append(Used(one.id, rng.choice([0, 20_000, 49_000, 100_000]), year))
    return tuple(found)


def random_actor(rng: Random, register: Register) -> Actor:
    """Anybody: a body, a forum, a post or a class of officers."""
    kind, among = rng.choice(
        [
            ("body", register.bodies),
            ("forum", register.forums),
            ("post", register.posts),
            ("officers", register.bodies),
        ]
    )
    id = rng.choice(among).id if among else "nobody"
    return Actor(kind, id, rng.choice(CLASSES) if kind == "officers" else "")


def everybody(register: Register) -> tuple[Actor, ...]:
    """Every actor there may be, those of other days and the officers that are named included."""
    classes = {(one.given_to, one.officers) for one in register.delegations if one.officers}
    classes |= {(post.body, name) for post in register.posts for name in post.officers}
    return (
        *(Actor("body", one.id) for one in register.bodies),
        *(Actor("forum", one.id) for one in register.forums),
        *(Actor("post", one.id) for one in register.posts),
        *(Actor("officers", *one) for one in sorted(classes)),
    )


def case(rng: Random, basis: Basis = BASIS, **options: Any) -> Case:
    register = random_register(rng, basis, **options)
    return Case(register, random_act(rng, register, basis))


def cases(basis: Basis = BASIS, **options: Any) -> st.SearchStrategy[Case]:
    """The same for Hypothesis."""
    return st.randoms(use_true_random=False).map(lambda rng: case(rng, basis, **options))
