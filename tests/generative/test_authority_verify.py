"""Each proof of the prover is good by the checker; what is changed in one is found, in any field.

A changed proof may be good as well: another chain that holds too, or an act that the same chain
serves. Whether its chains are good is then asked of the naive walk (`authority.naive`), which
shares nothing with the checker, and its terms of the prover, in a register without the delegations
that it does not use.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from joinedup.authority.act import Actor, Shown, Used
from joinedup.authority.proof import Chain, Held, Proof, Step
from joinedup.authority.prove import prove
from joinedup.authority.scheme import scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import proofs_of
from joinedup.law.files import basis
from joinedup.law.function import Basis
from joinedup.register.schema import Register
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive import Path, asked_in, groups
from tests.generative.authority.naive_world import World
from tests.generative.authority.registers import case, everybody

NOBODY = Actor("body", "nobody")
HOWS = ("holds", "directed", "acts", "belongs", "delegated", "guessed")
CLASSES = ("directors", "staff")


# Chains


def with_chain(proof: Proof, place: int, chain: Chain) -> Proof:
    chains = (*proof.chains[:place], chain, *proof.chains[place + 1 :])
    return replace(proof, chains=chains)


def with_steps(proof: Proof, place: int, steps: Iterable[Step]) -> Iterator[Proof]:
    """With other steps in a chain: as they are, and so that each follows the one before."""
    told = tuple(steps)
    linked = [
        replace(step, giver=told[number - 1].receiver if number else None)
        for number, step in enumerate(told)
    ]
    chain = proof.chains[place]
    yield with_chain(proof, place, replace(chain, steps=told))
    yield with_chain(proof, place, replace(chain, steps=tuple(linked)))


def each_step(proof: Proof) -> Iterator[tuple[int, int, tuple[Step, ...]]]:
    for place, chain in enumerate(proof.chains):
        for number in range(len(chain.steps)):
            yield place, number, chain.steps


def other_chains(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    """A chain left out, twice, besides, for another area, or taken from another proof."""
    chains = proof.chains
    yield replace(proof, chains=())
    for place, chain in enumerate(chains):
        yield replace(proof, chains=chains[:place] + chains[place + 1 :])
        yield replace(proof, chains=(*chains, chain))
        yield from with_steps(proof, place, ())
        for area in (*register.areas, None):
            yield with_chain(proof, place, replace(chain, area=area.id if area else "nowhere"))
    for other in others:
        yield replace(proof, chains=other.chains)
        yield replace(proof, chains=(*chains, *other.chains))
        yield replace(other, act=proof.act, actor=proof.actor)


def left_out(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    for place, number, steps in each_step(proof):
        yield from with_steps(proof, place, (*steps[:number], *steps[number + 1 :]))


def repeated(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    for place, number, steps in each_step(proof):
        yield from with_steps(proof, place, (*steps[: number + 1], *steps[number:]))


def reordered(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    for place, number, steps in each_step(proof):
        head, pair, tail = steps[:number], steps[number : number + 2], steps[number + 2 :]
        yield from with_steps(proof, place, (*head, *reversed(pair), *tail))


def other_ways(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    """By another way, delegation, organ, direction, function or class."""
    ids = [one.id for one in (*register.delegations, *register.directions)]
    ids += [one.id for one in (*BASIS.organs, *BASIS.functions)]
    for place, number, steps in each_step(proof):
        step = steps[number]
        changed: list[Step] = [replace(step, how=how) for how in HOWS]  # type: ignore[arg-type]
        changed += [replace(step, by=by) for by in (*ids, *CLASSES, "unheard-of")]
        changed += [replace(step, how="delegated", by=one.id) for one in register.delegations]
        for one in changed:
            yield from with_steps(proof, place, (*steps[:number], one, *steps[number + 1 :]))


def other_receivers(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    for place, number, steps in each_step(proof):
        for actor in (*everybody(register), NOBODY):
            one = replace(steps[number], receiver=actor)
            yield from with_steps(proof, place, (*steps[:number], one, *steps[number + 1 :]))


def other_givers(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    for place, number, steps in each_step(proof):
        for actor in (*everybody(register), NOBODY, None):
            one = replace(steps[number], giver=actor)
            chain = (*steps[:number], one, *steps[number + 1 :])
            yield with_chain(proof, place, Chain(proof.chains[place].area, chain))


def inserted(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    """A delegation between two steps, and one after the last, with whoever receives it."""
    for place, number, steps in each_step(proof):
        for one in register.delegations:
            receiver = World(register, BASIS, proof.act).actor(one.given_to)
            if one.officers:
                receiver = Actor("officers", one.given_to, one.officers)
            more = Step("delegated", one.id, None, receiver)
            longer = (*steps[: number + 1], more, *steps[number + 1 :])
            for mutant in with_steps(proof, place, longer):
                yield mutant
                yield replace(mutant, actor=mutant.chains[place].steps[-1].receiver)


def other_actors(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    """Another decides: by the same chains, or as the last step of each would have it."""
    for actor in (*everybody(register), NOBODY):
        yield replace(proof, actor=actor)
        chains = [
            replace(one, steps=(*one.steps[:-1], replace(one.steps[-1], receiver=actor)))
            for one in proof.chains
        ]
        yield replace(proof, actor=actor, chains=tuple(chains))


# The act


def other_acts(proof: Proof, register: Register, others: list[Proof]) -> Iterator[Proof]:
    act = proof.act
    changes: list[dict[str, Any]] = [{"function": one.id} for one in BASIS.functions]
    changes += [{"function": "unheard-of"}, {"area": "nowhere"}]
    changes += [{"area": one.id} for one in register.areas]
    changes += [{"on": act.on + timedelta(days=days)} for days in (-400, -1, 1, 400)]
    changes += [{"on": date.min}, {"on": date.max}]
    cap = proof.terms.cap_pence
    values = [None, 0, 10**9] + ([] if cap is None else [cap, cap + 1])
    changes += [{"value_pence": value, "linked_pence": ()} for value in values]
    changes += [{"linked_pence": (*act.linked_pence, 10**9)}]
    changes += [{name: value} for name in ("with_vat_pence", "yearly_pence") for value in values]
    changes += [{"used": ()}, {"used": tuple(replace(one, pence=10**9) for one in act.used)}]
    changes += [{"used": (*act.used, Used(one.id, 5))} for one in register.delegations]
    ids = [one.id for d in register.delegations for one in d.conditions]
    ids += [one.id for one in BASIS.preconditions]
    for id in {*ids, "holder"}:
        for standing in ("evidenced", "asserted", "not met"):
            shown = Shown(id, standing, "A paper")  # type: ignore[arg-type]
            changes += [{"shown": (shown,)}, {"shown": (*act.shown, shown)}]
    changes += [{"shown": ()}, {"holder": None}, {"holder": "nobody"}]
    changes += [{"holder": one.id} for one in register.bodies]
    changes += [{"urgent": not act.urgent}, {"outside_framework": not act.outside_framework}]
    for change in changes:
        yield replace(proof, act=replace(act, **change))


MUTANTS: dict[str, Callable[[Proof, Register, list[Proof]], Iterator[Proof]]] = {
    "other chains": other_chains,
    "left out": left_out,
    "repeated": repeated,
    "reordered": reordered,
    "other ways": other_ways,
    "other receivers": other_receivers,
    "other givers": other_givers,
    "inserted": inserted,
    "other actors": other_actors,
    "other acts": other_acts,
}

# Terms


def told_otherwise(proof: Proof) -> Iterator[Proof]:
    """The same chains for the same act, with one thing in the terms told otherwise."""
    terms = proof.terms
    day = date(2025, 1, 1)
    changes: list[dict[str, Any]] = [
        {"area": terms.area + "x"},
        {"area": "" if terms.area else "p1"},
        *({name: _another_day(getattr(terms, name), day)} for name in ("first_day", "last_day")),
        *({name: None} for name in ("first_day", "last_day", "cap_pence")),
        {"cap_pence": 0 if terms.cap_pence is None else terms.cap_pence + 1},
        {"cap_pence": 0 if terms.cap_pence is None else terms.cap_pence - 1},
        {"separate": not terms.separate},
    ]
    for name in ("accountable", "liable", "together_with"):
        ids = getattr(terms, name)
        changes += [{name: ()}, {name: (*ids, "zzz")}, {name: ids * 2}, {name: ("nobody",)}]
        changes += [{name: ids[1:]}, {name: ids[::-1]}]
    caps = terms.caps
    changes += [{"caps": caps[1:]}, {"caps": (*caps, *caps[:1])}]
    for number, cap in enumerate(caps):
        for changed in (
            {"pence": 7},
            {"pence": None, "unknown": "x"},
            {"basis": "x"},
            {"text": "x"},
        ):
            told_cap = replace(cap, **changed)  # type: ignore[arg-type]
            changes.append({"caps": (*caps[:number], told_cap, *caps[number + 1 :])})
    for name in ("conditions", "preconditions", "reserved"):
        held = getattr(terms, name)
        changes += [{name: (*held, Held("more", "", ""))}, {name: (*held, *held[:1])}]
        for number, one in enumerate(held):
            changes.append({name: (*held[:number], *held[number + 1 :])})
            for field in fields(Held):
                for value in ("evidenced", "not met", "", "changed"):
                    told = replace(one, **{field.name: value})
                    changes.append({name: (*held[:number], told, *held[number + 1 :])})
    for change in changes:
        yield replace(proof, terms=replace(terms, **change))
    for ids in ((*proof.report_back, "zzz"), (), proof.report_back * 2, proof.report_back[::-1]):
        yield replace(proof, report_back=ids)


def _another_day(day: date | None, other: date) -> date:
    return day + timedelta(days=1) if day is not None and day < date.max else other


# What else is good


def has_good_chains(proof: Proof, register: Register) -> bool:
    """Whether the chains are just those that are needed, and good, by the naive walk."""
    world, act = World(register, BASIS, proof.act), proof.act
    if act.area not in world.areas or proof.actor not in everybody(register):
        return False
    wanted = groups(world, proof.actor, act.area, (act.area,))
    if not wanted or len({(area, *holders) for area, holders in wanted}) != len(proof.chains):
        return False
    return all(
        any(
            chain.area == area and is_path(world, chain, holders, proof.actor)
            for chain in proof.chains
        )
        for area, holders in wanted
    )


def is_path(world: World, chain: Chain, holders: Iterable[Actor], actor: Actor) -> bool:
    asked = asked_in(world, chain.area)
    for holder in holders:
        for root in asked.roots(holder):
            path: Path | None = Path(root)
            if chain.steps[:1] == (root.step,):
                for step in chain.steps[1:]:
                    path = path and one_further(asked, path, step)
                if path is not None and path.end == actor:
                    return actor not in {body for _, body in asked.exclusive}
    return False


def one_further(asked: Any, path: Path, step: Step) -> Path | None:
    been = {one.receiver for one in path.steps}
    for edge in asked.edges:
        if edge.step == step and step.giver == path.end and step.receiver not in been:
            return Path(path.root, (*path.edges, edge)) if asked.onward(path, edge) else None
    return None


def told_by_the_prover(proof: Proof, register: Register) -> bool:
    """Whether the prover tells the same proof where it has no other delegations to use."""
    used = {step.by for chain in proof.chains for step in chain.steps if step.how == "delegated"}
    kept = [one for one in register.delegations if one.id in used or one.mode == "exclusive"]
    narrow = register.model_copy(update={"delegations": tuple(kept)})
    answer = prove(scheme_of(narrow, BASIS), proof.actor, proof.act)
    told = getattr(answer, "value", None)
    return isinstance(told, Proof) and plain(told) == plain(proof)


def plain(proof: Proof) -> Proof:
    """With what stands in no particular order in one order."""
    terms = replace(
        proof.terms,
        conditions=tuple(sorted(proof.terms.conditions, key=repr)),
        preconditions=tuple(sorted(proof.terms.preconditions, key=repr)),
        reserved=tuple(sorted(proof.terms.reserved, key=repr)),
    )
    return replace(proof, terms=terms, chains=tuple(sorted(proof.chains, key=repr)))


@cache
def some_proofs() -> list[tuple[Proof, Register, list[Proof]]]:
    """Proofs, each with its register and some others of the same act."""
    found = []
    for seed in range(45):
        asked = case(Random(seed))
        proofs = list(proofs_of(scheme_of(asked.register, BASIS), asked.act))
        # Those with the most chains and steps have the most in them that may be wrong.
        proofs.sort(key=lambda one: -sum(len(chain.steps) for chain in one.chains))
        if proofs:
            found.append((proofs[0], asked.register, proofs[1:4]))
    return found


@pytest.mark.parametrize("law", [BASIS, basis()], ids=["a small law", "the real law"])
def test_every_proof_is_good(law: Basis) -> None:
    seen = 0
    for seed in range(90):
        asked = case(Random(seed), law)
        for proof in proofs_of(scheme_of(asked.register, law), asked.act):
            seen += 1
            assert verify(proof, asked.register, law) == (), seed
    assert seen > 100


def test_what_is_told_otherwise_of_the_terms_is_found() -> None:
    rng, seen = Random(7), 0
    for proof, register, _ in some_proofs():
        mutants = [one for one in told_otherwise(proof) if plain(one) != plain(proof)]
        for mutant in rng.sample(mutants, 12):
            seen += 1
            assert {one.rule for one in verify(mutant, register, BASIS)} == {"terms"}, mutant
    assert seen > 200


@pytest.mark.parametrize("kind", MUTANTS)
def test_a_changed_proof_is_found_unless_it_is_another_good_one(kind: str) -> None:
    rng, bad = Random(7), 0
    for proof, register, others in some_proofs():
        mutants = [one for one in MUTANTS[kind](proof, register, others) if one != proof]
        for mutant in rng.sample(mutants, min(8, len(mutants))):
            rules = {one.rule for one in verify(mutant, register, BASIS)}
            assert (rules <= {"terms"}) is has_good_chains(mutant, register), mutant
            if rules:
                bad += 1
            else:
                assert told_by_the_prover(mutant, register), mutant
    assert bad > 50


def test_the_order_of_entries_says_nothing_to_the_checker() -> None:
    for number, (proof, register, others) in enumerate(some_proofs()):
        shuffled = in_another_order(register, Random(number))
        for one in (proof, *(replace(other, actor=proof.actor) for other in others)):
            assert verify(one, register, BASIS) == verify(one, shuffled, BASIS)


def in_another_order(register: Register, rng: Random) -> Register:
    system = register.system
    areas = rng.sample(system.areas, len(system.areas))
    entries = {
        name: tuple(rng.sample(section, len(section)))
        for name, section in register
        if isinstance(section, tuple)
    }
    entries["system"] = system.model_copy(update={"areas": tuple(areas)})
    return register.model_copy(update=entries)
