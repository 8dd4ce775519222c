"""Who decides at the lowest level, by its definition: nobody lower has it from the same holders.

On one side, and apart from whoever acts for it, or for whom it acts."""

from hypothesis import given, settings

from joinedup.authority.act import Actor
from joinedup.authority.proof import Proof
from joinedup.authority.scheme import scheme_of
from joinedup.authority.who_can import before, lowest, proofs_of, told_apart, who_can
from joinedup.values.explained import Explained
from tests.generative.authority.law import BASIS
from tests.generative.authority.naive_world import World
from tests.generative.authority.registers import Case, cases


def side(world: World, actor: Actor) -> str:
    """Whose an actor is: the NHS's, of councils, or of both; sides are never compared."""
    body = world.body_of(actor)
    owners = [body] if body else [world.bodies[one] for one in world.forums[actor.id].owners]
    councils = {one.kind in (*BASIS.council_kinds, "combined authority") for one in owners}
    return "both" if len(councils) == 2 else "council" if councils == {True} else "NHS"


def competent(world: World, proof: Proof) -> str:
    """The area that an actor decides for: that of the terms, or its own where that is smaller."""
    area, actor = proof.terms.area, proof.actor
    holder = actor
    post = world.posts.get(actor.id) if actor.kind == "post" else None
    body = world.body_of(actor)
    if body is not None and actor.kind in ("post", "officers"):
        holder = Actor("body", body.id)
    own = (post.area,) if post is not None and post.area else world.own_areas(holder)
    if len(own) == 1 and (not area or world.contains(area, own[0])):
        return own[0]
    return area


def acts_for(one: Proof, other: Proof) -> bool:
    """Whether one is an organ of the other in this: a body is never ranked against its own."""
    last = [chain.steps[-1] for chain in one.chains]
    return any(step.how == "acts" and step.giver == other.actor for step in last)


def holders(one: Proof) -> set[Actor]:
    """Those with whom the chains begin: nobody is lower who has it from others."""
    return {chain.steps[0].receiver for chain in one.chains}


def is_lower(world: World, one: Proof, other: Proof) -> bool:
    area, others = competent(world, one), competent(world, other)
    inside = not others or bool(area) and world.contains(others, area)
    around = not area or bool(others) and world.contains(area, others)
    together = one.actor.kind in ("body", "forum"), other.actor.kind in ("body", "forum")
    return inside and (not around or together == (True, False))


@settings(max_examples=150)
@given(cases())
def test_the_lowest_are_those_with_nobody_lower_from_the_same_holders(one: Case) -> None:
    world, scheme = World(one.register, BASIS, one.act), scheme_of(one.register, BASIS)
    answers = who_can(scheme, one.act)
    proofs = [answer.value for answer in answers]
    by_definition = [
        proof
        for proof in proofs
        if not any(
            is_lower(world, rival, proof)
            for rival in proofs
            if side(world, rival.actor) == side(world, proof.actor)
            and holders(rival) == holders(proof)
            and not acts_for(rival, proof)
            and not acts_for(proof, rival)
        )
    ]
    assert [answer.value for answer in lowest(scheme, answers)] == by_definition
    assert bool(by_definition) == bool(proofs)


@settings(max_examples=100)
@given(cases())
def test_somebody_of_the_lowest_comes_before_whoever_is_not_and_nobody_where_it_cannot_wait(
    one: Case,
) -> None:
    world, scheme = World(one.register, BASIS, one.act), scheme_of(one.register, BASIS)
    proofs = {proof.actor: proof for proof in proofs_of(scheme, one.act)}
    deciding = told_apart(scheme, one.act, proofs).deciding
    answers = [Explained(proofs[actor]) for actor in deciding]
    lows = {answer.value.actor for answer in lowest(scheme, answers)}
    for actor in deciding:
        first = before(scheme, tuple(proofs.values()), deciding, actor)
        found = {*first.lower, *first.together}
        assert found <= lows
        assert bool(found) == (actor not in lows and not one.act.urgent)
        for other in found:
            area, others = competent(world, proofs[other]), competent(world, proofs[actor])
            as_large = not area or bool(others) and world.contains(area, others)
            assert (other in first.together) == as_large
