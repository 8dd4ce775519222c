"""Two peers of our proofs of authority, asked the same of the same register.

Cedar is a policy engine: by policies, it answers whether one actor may. It knows no delegations, so
the chains are flattened for it: each chain of the register becomes one policy, with the chain's
smallest cap and area and the days on which all of it holds. clingo is a logic engine: it is told
what the register says as facts, and finds everybody who can; it grounds and solves each question.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import cedarpy
from authority_england import England

from joinedup.authority.act import Act, Actor
from joinedup.law.function import Basis
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation

# The logic program and its facts stand among the tests, which it serves first.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.generative.authority import engine
from tests.generative.authority.registers import Case

NO_CAP, ALWAYS, FOREVER = 10**15, 0, 99_999_999


class Flat(NamedTuple):
    """A chain as one policy: who, what, where, how much at most, and on which days."""

    actor: Actor
    function: str
    area: str
    cap: int
    first: int
    last: int


class Flattener:
    """Walks every chain of the made-up England, in which every delegation is supported."""

    def __init__(self, england: England, basis: Basis):
        self.register = register = england.register()
        self.basis = basis
        self.actors = {
            **{body.id: Actor("body", body.id) for body in register.bodies},
            **{forum.id: Actor("forum", forum.id) for forum in register.forums},
            **{post.id: Actor("post", post.id) for post in register.posts},
        }
        self.owner = {
            **{Actor("body", body.id): body.id for body in register.bodies},
            **{Actor("post", post.id): post.body for post in register.posts},
            **{
                Actor("forum", one.id): one.owners[0]
                for one in register.forums
                if not one.owners[1:]
            },
        }
        within = {area.id: area.within for area in register.areas}
        self.above = {id: frozenset(all_above(within, id)) for id in within}
        self.residents = {area.id: area.residents or 0 for area in register.areas}
        self.organs: dict[Actor, list[Actor]] = defaultdict(list)
        for giver, receiver in england.organs:
            self.organs[giver].append(receiver)
        self.passed: dict[tuple[str, Actor], list[tuple[Actor, Delegation]]] = defaultdict(list)
        for one in register.delegations:
            receiver = self.actors[one.given_to]
            if one.officers:
                receiver = Actor("officers", one.given_to, one.officers)
            for function in one.functions:
                for giver in one.given_by:
                    self.passed[function, self.actors[giver]].append((receiver, one))
        self.onward = {power.id: power.onward for power in basis.powers}
        self.kept = {
            (one.body, function): (self.actors[one.kept_by], cap_from_text(one.above).amount or 0)
            for one in register.reservations
            for function in one.functions
        }
        self.instead = {
            (one.given_to, function): str(one.exercised_by)
            for one in register.directions
            for function in one.functions
        }

    def flat(self) -> set[Flat]:
        """Every chain, once each."""
        return {
            one
            for function in self.basis.functions
            if not function.jointly
            for held in function.holders
            if held.period.includes(date(2026, 1, 1))
            for body in self.register.bodies
            if body.kind in held.body_kinds
            for one in self.from_root(
                function.id, body.id, "land" if held.anywhere or not body.area else body.area
            )
        }

    def from_root(self, function: str, body: str, area: str) -> Iterator[Flat]:
        root = self.actors[self.instead.get((body, function), body)]
        self.silent = {body for body, what in self.instead if what == function}
        yield from self.walk(Flat(root, function, area, NO_CAP, ALWAYS, FOREVER), (root,), ())

    def walk(
        self, here: Flat, been: tuple[Actor, ...], bound: tuple[tuple[str, str | None], ...]
    ) -> Iterator[Flat]:
        """What can be come to from here; `bound` are onward words, each with the body they bind."""
        yield here
        ways: list[tuple[Actor, Delegation | None]] = [
            *((receiver, None) for receiver in self.organs.get(here.actor, ())),
            *self.passed.get((here.function, here.actor), ()),
        ]
        for receiver, one in ways:
            to = self.owner.get(receiver, receiver.id)
            barred = any(word == "no" or to != body for word, body in bound if word != "yes")
            if receiver in been or to in self.silent or (one is not None and barred):
                continue
            after = self.after(here, receiver, one)
            if after is not None:
                word = ((one.onward or self.onward[one.power], to),) if one is not None else ()
                yield from self.walk(after, (*been, receiver), (*bound, *word))

    def after(self, here: Flat, receiver: Actor, one: Delegation | None) -> Flat | None:
        """The policy one step on; None if the areas lie apart."""
        cap, area, first, last = here.cap, here.area, here.first, here.last
        keeper, above = self.kept.get(
            (self.owner.get(here.actor, here.actor.id), here.function), (receiver, 0)
        )
        if keeper != receiver:
            cap = min(cap, above)
        if one is not None:
            cap = min(cap, self.limit(one))
            first, last = (
                max(first, number(one.first_day, 0)),
                min(last, number(one.last_day, FOREVER)),
            )
            if area in self.above[one.area]:
                area = one.area
            elif one.area not in self.above[area]:
                return None
        return Flat(receiver, here.function, area, cap, first, last) if first <= last else None

    def limit(self, one: Delegation) -> int:
        cap = cap_from_text(one.cap)
        if cap.amount is None:
            return NO_CAP
        if cap.per_residents is None:
            return cap.amount
        return cap.amount * self.residents[one.area] // cap.per_residents


def all_above(within: Mapping[str, Sequence[str]], id: str) -> Iterator[str]:
    """An area and all that it lies in."""
    yield id
    for above in within[id]:
        yield from all_above(within, above)


def number(day: date | None, none: int) -> int:
    """A day as a number, 20260101."""
    return none if day is None else int(f"{day:%Y%m%d}")


# Cedar


def policies(flats: Iterable[Flat]) -> str:
    """Flattened chains in Cedar's own language."""
    return "\n".join(
        f'permit(principal == Actor::"{one.actor}", action == Action::"{one.function}", '
        f'resource in Area::"{one.area}") when {{ context.value <= {one.cap} && '
        f"context.day >= {one.first} && context.day <= {one.last} }};"
        for one in sorted(flats)
    )


def entities(england: England) -> str:
    """Areas and what they lie in, as Cedar takes them."""
    return json.dumps(
        [
            {
                "uid": {"type": "Area", "id": area.id},
                "attrs": {},
                "parents": [{"type": "Area", "id": above} for above in area.within],
            }
            for area in england.areas
        ]
    )


def request(actor: Actor, act: Act) -> dict[str, object]:
    """What Cedar is asked: may this actor take this decision, for this area?"""
    return {
        "principal": {"type": "Actor", "id": str(actor)},
        "action": {"type": "Action", "id": act.function},
        "resource": {"type": "Area", "id": act.area},
        "context": {"value": act.total_pence or 0, "day": number(act.on, 0)},
    }


def may(
    asked: Sequence[tuple[Actor, Act]], policy_set: cedarpy.PolicySet, areas: cedarpy.Entities
) -> list[bool]:
    """Whether each may, as Cedar answers."""
    requests = [request(actor, act) for actor, act in asked]
    answers = cedarpy.is_authorized_batch(requests, policy_set, areas)
    return [answer.decision == cedarpy.Decision.Allow for answer in answers]


def may_one(actor: Actor, act: Act, policy_set: cedarpy.PolicySet, areas: cedarpy.Entities) -> bool:
    """Whether one may, asked alone."""
    answer = cedarpy.is_authorized(request(actor, act), policy_set, areas)
    return answer.decision == cedarpy.Decision.Allow


# clingo


def who_by_logic(england: England, basis: Basis, act: Act) -> frozenset[Actor]:
    """Everybody who can, as the logic program answers from the facts of the whole register."""
    return engine.who_can([Case(england.register(), act)], basis)[0]
