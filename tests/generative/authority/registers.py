"""Random registers and acts, small and rich in what makes or breaks authority.

All is drawn from a seeded generator. It is guided: whoever passes a function on has mostly received
it, under a power that mostly permits it, so that proofs are as common as refusals.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.law.function import Basis
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from tests.generative.authority import bodies
from tests.generative.authority.delegating import CLASSES, CONDITIONS, Scheme
from tests.generative.authority.dice import DAYS, Dice
from tests.generative.authority.law import BASIS

ACT_DAYS = [*DAYS, *DAYS[1:], date(2025, 6, 1), date(2025, 6, 1), date(2024, 9, 1)]


@dataclass(frozen=True)
class Case:
    """A register, and one act that is asked of it."""

    register: Register
    act: Act


def random_register(
    rng: Dice,
    basis: Basis = BASIS,
    *,
    delegations: tuple[int, int] = (6, 16),
    plain: bool = False,
) -> Register:
    """A register; a `plain` one has only concurrent delegations, and takes nothing away."""
    areas = bodies.random_areas(rng)
    organisations = bodies.random_bodies(rng, areas)
    register = Register(
        system=bodies.random_system(rng, areas),
        bodies=organisations,
        governance=bodies.random_governance(rng, organisations),
        forums=bodies.random_forums(rng, areas, organisations),
        posts=bodies.random_posts(rng, areas, organisations),
        people=bodies.random_people(rng, organisations),
        streams=bodies.random_streams(rng),
    )
    scheme = Scheme(rng, basis, register)
    many = rng.randint(*delegations)
    passed = [scheme.delegation(number, number == many - 1) for number in range(many)]
    if plain:
        passed = [
            one.model_copy(update={"mode": ""}) if one.mode in ("exclusive", "joint") else one
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


def random_act(rng: Dice, register: Register, basis: Basis = BASIS) -> Act:
    """An act: mostly of a function that somebody delegated, for an area where that may matter."""
    areas = [area.id for area in register.areas]
    one = rng.choice(register.delegations) if register.delegations else None
    if one is not None and (rng.calm or rng.chance(40)):
        one = register.delegations[-1]
    function = rng.choice([held for held in basis.functions if held.is_law or rng.chance(20)]).id
    if one is not None and not rng.odd(20):
        function = rng.choice(one.functions)
    area = rng.choice(["n1", "p1", "p2", "east-area", "both"] if rng.chance(80) else areas)
    used = random_used(rng, register)
    value = random_value(rng, register, used)
    basis_values = [None if value is None else one for one in (value, value and value // 3)]
    return Act(
        function=function,
        area=area,
        on=rng.choice(ACT_DAYS[-3:] if rng.calm else ACT_DAYS),
        value_pence=value,
        linked_pence=rng.some([1, 10_000], 0, 2) if rng.chance(15) else (),
        with_vat_pence=rng.choice(basis_values) if rng.chance(80) else None,
        yearly_pence=rng.choice(basis_values) if rng.chance(80) else None,
        used=used,
        shown=tuple(
            Shown(id, rng.choice(["evidenced", "asserted", "asserted", "not met"]))
            for id in (
                rng.some([*CONDITIONS, "involved", "framework"], 1, 2) if rng.odd(25) else ()
            )
        ),
        holder=rng.choice([body.id for body in register.bodies]) if rng.odd(10) else None,
        urgent=rng.chance(30),
        outside_framework=rng.odd(14),
    )


def random_value(rng: Dice, register: Register, used: tuple[Used, ...]) -> int | None:
    """No value, any, or one that just meets or just passes what is left under some cap."""
    if rng.chance(35):
        return None
    capped = [one for one in register.delegations if cap_from_text(one.cap).is_limit]
    if not capped or rng.chance(40):
        return rng.choice([0, 49, 10_000, 30_000, 60_000, 200_000])
    one = rng.choice(capped)
    before = [0, *(past.pence for past in used if past.delegation == one.id)]
    return max(0, limit(register, one) - rng.choice(before) + rng.choice([0, 0, 1]))


def limit(register: Register, one: Delegation) -> int:
    """The limit of a cap, if it can be told; else any amount."""
    cap = cap_from_text(one.cap)
    residents = {area.id: area.residents for area in register.areas}[one.area]
    streams = {stream.id: stream.amount_pence for stream in register.streams}
    if cap.share is not None:
        return int(cap.share * streams.get(str(cap.stream), 1000))
    if cap.per_residents is not None:
        return (cap.amount or 0) * (residents or 0) // cap.per_residents
    return cap.amount or 0


def random_used(rng: Dice, register: Register) -> tuple[Used, ...]:
    found = []
    for one in register.delegations:
        if cap_from_text(one.cap).adds_up and rng.chance(75):
            for year in rng.some(["", "2024-25", "2025-26"], 1, 3):
                found.append(Used(one.id, rng.choice([0, 20_000, 49_000, 100_000]), year))
    return tuple(found)


def random_actor(rng: Dice, register: Register) -> Actor:
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
    rng = rng if isinstance(rng, Dice) else Dice(rng.getrandbits(64))
    register = random_register(rng, basis, **options)
    return Case(register, random_act(rng, register, basis))


def cases(basis: Basis = BASIS, *, plain: bool = False) -> st.SearchStrategy[Case]:
    """The same for Hypothesis, which can make the number of delegations small, but not the rest.

    Were it to draw each number itself, cases would take ten times as long, and be poorer: it likes
    the smallest numbers best, and so all at once whatever is rare here.
    """
    return st.builds(
        lambda seed, many: case(Dice(seed), basis, delegations=(many, many), plain=plain),
        st.integers(0, 2**40),
        st.integers(1, 18),
    )
