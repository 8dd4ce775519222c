"""Who may decide, of the system on show: its scheme of delegation, kept while no file changes.

Each proof of which a page tells the chain is checked by the checker that shares nothing with the
search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from joinedup.authority import mapping, near_answers, tiers, who_can
from joinedup.authority import unproved as without_proof
from joinedup.authority.act import Act, Actor
from joinedup.authority.explaining import explained
from joinedup.authority.power_checks import WITHOUT_POWER
from joinedup.authority.proof import Failed, Proof, Refusal
from joinedup.authority.prove import proof_of, prove
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.verify import see_that_they_hold
from joinedup.law.files import basis
from joinedup.values.explained import Explained
from joinedup.values.finding import Finding
from joinedup.web.folder import Shown, findings


@lru_cache(maxsize=4)
def scheme(system: Shown) -> Scheme:
    """The register of the system and the law, as what can be asked who may decide."""
    return scheme_of(system.register, basis())


@lru_cache(maxsize=128)
def proved(system: Shown, actor: Actor, act: Act) -> Explained[Proof] | Refusal:
    """Whether an actor may decide."""
    answer = prove(scheme(system), actor, act)
    if not isinstance(answer, Refusal):
        see_that_they_hold((answer.value,), system.register, basis())
    return answer


@lru_cache(maxsize=64)
def deciders(system: Shown, act: Act) -> tuple[Explained[Proof], ...]:
    """All who may decide."""
    answers = who_can.who_can(scheme(system), act)
    see_that_they_hold([one.value for one in answers], system.register, basis())
    return answers


@lru_cache(maxsize=16)
def proofs(system: Shown, act: Act) -> tuple[Proof, ...]:
    """The proof of each who may decide, not explained."""
    return who_can.proofs_of(scheme(system), act)


@lru_cache(maxsize=64)
def apart(system: Shown, act: Act) -> who_can.Apart:
    """All who may decide, told apart by whether somebody acts for them."""
    return who_can.told_apart(scheme(system), act, tuple(one.actor for one in proofs(system, act)))


@lru_cache(maxsize=64)
def lowest_actors(system: Shown, act: Act) -> tuple[Actor, ...]:
    """Of those who may decide themselves, the lowest of each side."""
    themselves = set(apart(system, act).deciding)
    answers = [Explained(one) for one in proofs(system, act) if one.actor in themselves]
    return tuple(one.value.actor for one in who_can.lowest(scheme(system), answers))


def before(system: Shown, act: Act, actor: Actor) -> who_can.First:
    """Who of those who may decide themselves comes before one who may decide."""
    deciding = apart(system, act).deciding
    return who_can.before(scheme(system), proofs(system, act), set(deciding), actor)


def ranked(
    system: Shown, answers: Iterable[Explained[Proof]], act: Act
) -> tuple[who_can.Ranked, ...]:
    """Answers side by side, of each the lowest first."""
    return who_can.ranked(scheme(system), answers, lowest_actors(system, act))


@lru_cache(maxsize=64)
def perhaps(system: Shown, act: Act) -> tuple[Refusal, ...]:
    """Those who might decide: of whom nothing fails, and something is not known."""
    return near_answers.perhaps(scheme(system), act, {one.actor for one in proofs(system, act)})


@lru_cache(maxsize=64)
def doubts_of(system: Shown, act: Act, actor: Actor) -> tuple[Failed, ...]:
    """What is not known of one who may not decide and of whom nothing fails."""
    return near_answers.doubts_of(scheme(system), act, actor)


@lru_cache(maxsize=64)
def nearest(system: Shown, act: Act) -> tuple[Refusal, ...]:
    """Why those may not decide who are nearest to it, where nobody may."""
    return near_answers.nearest(scheme(system), act)


@lru_cache(maxsize=64)
def why_nobody(system: Shown, act: Act) -> tuple[Failed, ...]:
    """Why nobody may decide, each reason once."""
    return near_answers.why_nobody(scheme(system), act)


@lru_cache(maxsize=64)
def why_through_nobody(system: Shown, act: Act, bodies: tuple[Actor, ...]) -> tuple[Failed, ...]:
    """Why none of those through whom bodies act may decide."""
    return near_answers.why_through_nobody(scheme(system), act, bodies)


def is_joint(system: Shown, act: Act) -> bool:
    """Whether several hold it together, so that all of them must decide."""
    return near_answers.is_joint(scheme(system), act)


@lru_cache(maxsize=64)
def decided(system: Shown, function: str, on: date) -> tuple[tuple[str, Proof], ...]:
    """Who decides a function on a day, with the tier of each, the widest first."""
    asked = scheme(system)
    proofs = tiers.decided(asked, function, on)
    see_that_they_hold(proofs, system.register, basis())
    found = [(tiers.tier_of(asked, proof), proof) for proof in proofs]
    return tuple(sorted(found, key=lambda one: tiers.TIERS.index(one[0])))


def powers_of(system: Shown, actor: Actor, on: date) -> Iterator[Explained[Proof]]:
    """What an actor may decide on a day, of no stated value: once for each function and chain.

    Each is for a widest area for which it holds.
    """
    asked = scheme(system)
    for function in basis().functions:
        found = set()
        for area in tiers.widest_first(asked, on):
            proof = proof_of(asked, actor, Act(function.id, area.id, on))
            steps = proof and tuple(chain.steps for chain in proof.chains)
            if proof and steps not in found:
                found.add(steps)
                see_that_they_hold((proof,), system.register, basis())
                yield explained(asked, proof)


@lru_cache(maxsize=8)
def rows(system: Shown, on: date) -> tuple[mapping.SchemeRow, ...]:
    """What is held, reserved and passed on on a day."""
    return mapping.scheme_table(scheme(system), on)


@lru_cache(maxsize=8)
def by_tier(system: Shown, on: date) -> tuple[tiers.MapRow, ...]:
    """Who decides each function at each tier on a day."""
    return tiers.functions_and_decisions_map(scheme(system), on)


@lru_cache(maxsize=8)
def undecided(system: Shown, on: date) -> Mapping[str, tiers.Undecided]:
    """How it stands with each function that nobody is shown to decide on a day."""
    return tiers.undecided(scheme(system), by_tier(system, on), on)


@lru_cache(maxsize=8)
def without_power(system: Shown, on: date) -> frozenset[str]:
    """The delegations that no power supports on a day, as the checks find them."""
    return frozenset(one.subject.id for one in findings_without_power(system, on))


def findings_without_power(system: Shown, on: date) -> tuple[Finding, ...]:
    """What the checks say of delegations that no power supports."""
    return tuple(
        one
        for one in findings(system, on)
        if one.subject.kind == "delegation" and one.rule in WITHOUT_POWER
    )


@lru_cache(maxsize=8)
def unproved(system: Shown, on: date) -> tuple[without_proof.Unproved, ...]:
    """The delegations of a day that support no proof, with the reasons."""
    return without_proof.unproved(scheme(system), on, rows(system, on))
