"""What must hold of authority whatever the register says."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from itertools import chain as all_of
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from joinedup.authority.act import Act, Actor
from joinedup.authority.days import ALWAYS, both
from joinedup.authority.executive import MODES
from joinedup.authority.proof import Cap, Chain, Proof, Refusal, Step
from joinedup.authority.prove import proof_of, prove
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.who_can import proofs_of, who_can
from joinedup.register.canonical import canonical, from_canonical
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Reservation
from joinedup.register.schema import Register
from tests.generative.authority.dice import DAYS, Dice
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive import Asked
from tests.generative.authority.naive_world import NOT_KNOWN, World
from tests.generative.authority.registers import (
    Case,
    case,
    cases,
    everybody,
    random_act,
    random_actor,
)

SECTIONS = ("bodies", "governance", "forums", "posts", "people", "streams")
PASSING = ("delegations", "reservations", "directions")
#: Words that only a court may say.
NEVER = ("unlawful", "void", "illegal", "ultra vires")


def proofs(register: Register, act: Act) -> tuple[Proof, ...]:
    return proofs_of(scheme_of(register, BASIS), act)


def people(register: Register, act: Act) -> set[Actor]:
    return {proof.actor for proof in proofs(register, act)}


def chains(register: Register, act: Act) -> list[tuple[Proof, Chain]]:
    return [(proof, chain) for proof in proofs(register, act) for chain in proof.chains]


def without(register: Register, section: str, number: int) -> Register:
    entries = getattr(register, section)
    return register.model_copy(update={section: entries[:number] + entries[number + 1 :]})


@settings(max_examples=100)
@given(cases(plain=True), st.integers(0, 100))
def test_a_concurrent_delegation_never_takes_authority_away(one: Case, number: int) -> None:
    """So that to add one never removes authority, and to remove one never adds any."""
    fewer = without(one.register, "delegations", number % len(one.register.delegations))
    assert people(fewer, one.act) <= people(one.register, one.act)


@settings(max_examples=100)
@given(cases(), st.integers(0, 100))
def test_a_reservation_or_direction_gives_authority_to_nobody_but_whom_it_names(
    one: Case, number: int
) -> None:
    # One that stops what is given jointly or exclusively frees its giver to decide: none is here.
    plain = tuple(one.model_copy(update={"mode": ""}) for one in one.register.delegations)
    register = one.register.model_copy(update={"delegations": plain})
    for section in ("reservations", "directions"):
        entries = getattr(register, section)
        if not entries:
            continue
        fewer = without(register, section, number % len(entries))
        gained = people(register, one.act) - people(fewer, one.act)
        entry = entries[number % len(entries)]
        for proof in proofs(register, one.act):
            if proof.actor in gained:
                chains = proof.chains
                if section == "directions":
                    assert any(chain.steps[0].by == entry.id for chain in chains)
                else:
                    # A higher tier takes a matter from the keeper of a lower one to its own.
                    assert any(_is_named(entry, one.act, chain.steps[-1]) for chain in chains)


def _is_named(entry: Any, act: Act, step: Step) -> bool:
    """Whether a reservation keeps a matter for the receiver of a step, or for its body's organs."""
    named = {entry.kept_by, *(entry.urgent if act.urgent else ())}
    by_organ = entry.kept_by == entry.body and step.how == "acts"
    return step.receiver.id in named or by_organ


@settings(max_examples=150)
@given(cases())
def test_exclusive_means_exclusive(one: Case) -> None:
    world = World(one.register, BASIS, one.act)
    for proof, chain in chains(one.register, one.act):
        for by, giver in Asked(world, chain.area).exclusive:
            assert proof.actor != giver
            assert all(step.giver != giver or step.by == by for step in chain.steps)


@settings(max_examples=150)
@given(cases())
def test_whoever_gave_it_jointly_does_not_decide_alone(one: Case) -> None:
    world = World(one.register, BASIS, one.act)
    for proof, chain in chains(one.register, one.act):
        assert proof.actor not in Asked(world, chain.area).bound


def told_of_cap(world: World, delegation: str) -> Cap | None:
    """What is left under the cap of a delegation, by whatever rule it is not known."""
    given_ = next(one for one in world.register.delegations if one.id == delegation)
    limit, used, cap = world.limit(given_), world.used(given_), cap_from_text(given_.cap)
    if limit is None:
        return None
    known = NOT_KNOWN not in (limit, used)
    left = max(0, int(limit) - int(used)) if known else None
    return Cap(given_.id, given_.cap, left, given_.cap_basis, cap.span, "" if known else NOT_KNOWN)


@settings(max_examples=150)
@given(cases())
def test_caps_never_grow_along_a_chain(one: Case) -> None:
    world = World(one.register, BASIS, one.act)
    for proof in proofs(one.register, one.act):
        used = {
            step.by for chain in proof.chains for step in chain.steps if step.how == "delegated"
        }
        caps = [replace(cap, unknown=cap.unknown and NOT_KNOWN) for cap in proof.terms.caps]
        assert caps == [cap for by in sorted(used) if (cap := told_of_cap(world, by))]
        plain = {"", "whole life without VAT"}
        known = [cap.pence for cap in caps if cap.pence is not None and cap.basis in plain]
        assert proof.terms.cap_pence == min(known, default=None)
    capped = {proof.chains: proof.terms.cap_pence for proof in proofs(one.register, one.act)}
    for their_chains, cap in capped.items():
        if len(their_chains) == 1:
            chain = their_chains[0]
            before = capped.get((Chain(chain.area, chain.steps[:-1]),))
            assert before is None or (cap is not None and cap <= before)


@settings(max_examples=150)
@example(case(Dice(97493), BASIS, delegations=(9, 9)))
@example(case(Dice(2000233), BASIS))
@given(cases())
def test_what_is_reserved_never_leaks(one: Case) -> None:
    world = World(one.register, BASIS, one.act)
    for proof, chain in chains(one.register, one.act):
        for step in chain.steps[1:]:
            organ = step.how == "acts" and step.receiver.kind != "body"
            if organ and step is not chain.steps[-1]:
                # It may pass on to the keeper what it does not decide itself.
                continue
            for reserved in reserving(world, chain.area, step.giver):
                keeper = world.actor(reserved.kept_by)
                urgent = {world.actor(id) for id in reserved.urgent}
                assert (
                    step.receiver == keeper
                    or (keeper == step.giver and step.how == "acts")
                    or (
                        one.act.urgent
                        and step.receiver in urgent
                        and reserved.id in proof.report_back
                    )
                )


def reserving(world: World, area: str, giver: Actor | None) -> Iterable[Any]:
    """The reservations that keep the act from whom a giver would pass it to: those of its body, and
    of others that keep it for the giver or its body; of a body's tiers, the highest one reached.
    """
    assert giver is not None
    body = world.body_of(giver)
    its = {giver} if body is None else {giver, Actor("body", body.id)}
    total = world.act.total_pence
    found: list[tuple[int, Reservation]] = []
    for one in world.register.reservations:
        above = None if one.above == "" else int(one.above.removeprefix("£")) * 100
        if (
            world.alive(one)
            and world.act.function in one.functions
            and (one.area is None or world.meets(one.area, area))
            and (above is None or (total is not None and total > above))
        ):
            found.append((above or 0, one))
    kept = [
        one
        for above, one in found
        if not any(
            other.body == one.body and higher > above and is_for_all(world, other, one.area, area)
            for higher, other in found
        )
    ]
    return [one for one in kept if not its.isdisjoint(map(world.actor, (one.body, one.kept_by)))]


def is_for_all(world: World, wider: Reservation, narrower: str | None, area: str) -> bool:
    """Whether a reservation is for all of the act's area, or for all that another is for."""
    if wider.area is None or world.contains(wider.area, area):
        return True
    return narrower is not None and world.contains(wider.area, narrower)


@settings(max_examples=100)
@given(cases(), st.integers(0).map(Dice))
def test_every_refusal_says_why_and_who_instead(one: Case, rng: Dice) -> None:
    scheme = scheme_of(one.register, BASIS)
    able = people(one.register, one.act)
    for _ in range(4):
        actor = random_actor(rng, one.register)
        answer = prove(scheme, actor, one.act)
        assert isinstance(answer, Refusal) == (actor not in able)
        if isinstance(answer, Refusal):
            assert answer.reasons and list(answer.instead) == sorted(able)
            for reason in answer.reasons:
                assert reason.rule and reason.text
                words = f"{reason.text} {reason.mend}".lower()
                assert not any(word in words.split() for word in NEVER)


@settings(max_examples=50)
@given(cases())
def test_who_can_is_to_prove_for_everybody(one: Case) -> None:
    scheme = scheme_of(one.register, BASIS)
    answers = {found.value.actor: found for found in who_can(scheme, one.act)}
    assert list(answers) == sorted(answers)
    for actor in everybody(one.register):
        answer = prove(scheme, actor, one.act)
        assert answer == answers.get(actor, answer)
        assert isinstance(answer, Refusal) == (actor not in answers)


@settings(max_examples=60)
@given(cases())
def test_the_days_of_every_way_are_those_on_which_all_its_checks_hold(one: Case) -> None:
    """They are worked out once for many delegations; a refusal asks each check by itself."""
    scheme = scheme_of(one.register, BASIS)
    own = [way for party in scheme.parties.by_actor.values() for way in party.own_ways]
    for passing in (*own, *all_of.from_iterable(scheme.ways_of.values())):
        for mode in MODES:
            days = reduce(both, (check.days for check in scheme.ways.checks(passing, mode)), ALWAYS)
            assert passing.days[mode] == days


@settings(max_examples=6)
@given(cases(), st.integers(0).map(Dice))
def test_what_was_answered_before_changes_no_answer(one: Case, rng: Dice) -> None:
    """A scheme keeps what it found for acts that nothing tells apart; here it is asked of many."""
    register, act = one.register, one.act
    asked = [act, *(random_act(rng, register) for _ in range(8))]
    asked += [replace(act, area=area.id) for area in rng.some(register.areas, 4, 4)]
    asked += [replace(act, on=day) for day in DAYS]
    asked += [replace(act, value_pence=value) for value in (None, 0, 10_000, 10_001, 100_000)]
    asked += [replace(act, urgent=not act.urgent), replace(act, holder="QAA")]
    rng.shuffle(asked)
    scheme = scheme_of(register, BASIS)
    for each in asked:
        fresh = scheme_of(register, BASIS)
        assert proofs_of(scheme, each) == proofs_of(fresh, each)
        actor = random_actor(rng, register)
        assert proof_of(scheme, actor, each) == proof_of(fresh, actor, each)


def shuffled(rng: Dice, register: Register) -> Register:
    parts = {name: list(getattr(register, name)) for name in (*SECTIONS, *PASSING)}
    areas = list(register.areas)
    for entries in (*parts.values(), areas):
        rng.shuffle(entries)
    system = register.system.model_copy(update={"areas": tuple(areas)})
    update = {name: tuple(entries) for name, entries in parts.items()}
    return register.model_copy(update={**update, "system": system})


def same(one: Scheme, other: Scheme, act: Act, actor: Actor) -> None:
    assert who_can(one, act) == who_can(other, act)
    assert prove(one, actor, act) == prove(other, actor, act)


@settings(max_examples=80)
@example(case(Dice(467), BASIS, delegations=(2, 2)), Dice(0))
@given(cases(), st.integers(0).map(Dice))
def test_the_order_of_entries_does_not_matter(one: Case, rng: Dice) -> None:
    other = scheme_of(shuffled(rng, one.register), BASIS)
    actor = random_actor(rng, one.register)
    same(scheme_of(one.register, BASIS), other, one.act, actor)


@settings(max_examples=50)
@given(cases(), st.integers(0).map(Dice))
def test_a_version_that_was_kept_gives_the_same_answers(one: Case, rng: Dice) -> None:
    kept = from_canonical(canonical(one.register))
    actor = random_actor(rng, one.register)
    same(scheme_of(one.register, BASIS), scheme_of(kept, BASIS), one.act, actor)
