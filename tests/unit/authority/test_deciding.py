"""Who may decide, and by one delegation; where the register has what a question turns on or not."""

from datetime import date

import pytest

from joinedup.authority.deciding import deciders, proof_through, proofs_of
from joinedup.authority.scheme import Scheme
from tests.unit.authority.small import (
    FORUMS,
    act,
    directed,
    forum,
    kept,
    meeting,
    passed,
    scheme,
)

TO_COMMITTEE = passed("d", "board", "committee", cap="£100")
WITHOUT_IN_COMMON = tuple(one for one in FORUMS if one.id != "common")


def through(one: Scheme, delegation: str = "d", **others: object) -> list[str] | None:
    """The entries of the chain by which the receiver of a delegation decides by it."""
    proof = proof_through(one, delegation, act(**others))  # type: ignore[arg-type]
    return [step.by for chain in proof.chains for step in chain.steps] if proof else None


@pytest.mark.parametrize("forums", [FORUMS, WITHOUT_IN_COMMON])
@pytest.mark.parametrize("value", [None, 10_000, 10_001])
def test_deciders_are_those_who_have_a_proof(forums: tuple[object, ...], value: int | None) -> None:
    one = scheme(TO_COMMITTEE, forums=forums)
    for matter in (act(value_pence=value), act(value_pence=value, shown=()), act("nothing")):
        found = deciders(one, matter)
        assert found == tuple(proof.actor for proof in proofs_of(one, matter))
        assert (meeting("committee") in found) == (matter.function == "care" and value != 10_001)


def test_what_must_be_searched_for_has_the_same_deciders() -> None:
    urgent = kept("r", "QAA", "board", urgent=("committee",))
    one = scheme(TO_COMMITTEE, forums=WITHOUT_IN_COMMON, reservations=(urgent,))
    assert meeting("committee") not in deciders(one, act())
    by_body = scheme(
        passed("d", "QAA", "committee"), forums=WITHOUT_IN_COMMON, reservations=(urgent,)
    )
    assert meeting("committee") in deciders(by_body, act(urgent=True))


def test_a_proof_through_a_delegation_is_by_that_one_though_another_is_better() -> None:
    one = scheme(TO_COMMITTEE, passed("by-body", "QAA", "committee"))
    assert through(one, "by-body") == ["care", "by-body"]
    assert through(one) == ["care", "icb-board", "d"]
    assert through(one, value_pence=10_001) is None
    assert through(one, "nothing") is None
    assert through(one, function="nothing") is None
    assert through(one, area="nowhere") is None


def test_a_receiver_that_is_gone_or_suspended_decides_by_nothing() -> None:
    gone = tuple(
        one.model_copy(update={"last_day": date(2026, 10, 31)}) if one.id == "committee" else one
        for one in FORUMS
    )
    assert through(scheme(TO_COMMITTEE, forums=gone)) is None
    assert through(scheme(TO_COMMITTEE, forums=gone), on=date(2026, 10, 31)) is not None
    between = passed("d", "england", "QBB", power="agreement", functions=("specialised",))
    asked = {"function": "specialised", "area": "s1"}
    assert through(scheme(between), **asked) == ["specialised", "d"]
    stopped = (directed("o", "QBB"),)
    assert through(scheme(between, directions=stopped), **asked) is None
    # Whoever gave it exclusively to another is no receiver of it either.
    away = passed(
        "e", "QBB", "trust", power="agreement", mode="exclusive", functions=("specialised",)
    )
    assert through(scheme(between, away), **asked) is None
    assert through(scheme(between, away), "e", **asked) == ["specialised", "d", "e"]


def test_each_of_several_holders_must_pass_it_on_by_the_delegation_if_it_can() -> None:
    both = passed("d", ("QAA", "QBB"), "joint-two", area="both", power="in-common")
    forums = (*FORUMS, forum("joint-two", "joint committee", "QAA", "QBB", area="both"))
    assert through(scheme(both, forums=forums), area="both") == ["care", "d", "care", "d"]
    half = both.model_copy(update={"given_by": ("QAA",)})
    assert through(scheme(half, forums=forums), area="both") is None
    rest = passed("e", "QBB", "joint-two", area="both", power="in-common")
    assert through(scheme(half, rest, forums=forums), area="both") == ["care", "d", "care", "e"]
