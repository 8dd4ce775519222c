"""Delegations that need consents, laid out so that there are more ways than can be tried.

Two trusts in each of some layers each pass on to both of the next; all consents are recorded but
the board's own to the last step.
"""

import pytest

from joinedup.authority import chains, field, reach
from joinedup.authority.checked import Checked
from joinedup.authority.deciding import deciders, proof_of, proof_through, proofs_of
from joinedup.authority.giver_checks import Givers
from joinedup.authority.power_checks import all_given
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.register.delegations import Approval, Delegation
from joinedup.register.schema import Body
from tests.unit.authority.small import BODIES, DAY, LAW, act, body, passed, register, scheme

LAYERS = [("a1", "a2"), ("b1", "b2"), ("c1", "c2")]
TRUSTS = tuple(
    Body(id=one, name=one, kind="NHS trust") for one in (*sum(LAYERS, ()), "last", "after")
)
CONSENTS = tuple(Approval(by=one.id, on=DAY) for one in TRUSTS)


def consented(giver: str, to: str, *approvals: Approval) -> Delegation:
    told = {"power": "agreement", "onward": "with consent", "approvals": approvals}
    return passed(f"{giver}-{to}", giver, to, **told)


def layered(*own: Approval) -> list[Delegation]:
    """The board to the first layer, each layer to the next, and the last to 'last'.

    `own` are approvals of the step to 'last' beside those of the trusts.
    """
    board = Approval(by="QAA", on=DAY)
    found = [consented("QAA", to) for to in LAYERS[0]]
    for above, below in zip(LAYERS, LAYERS[1:], strict=False):
        found += [consented(one, to, *CONSENTS, board) for one in above for to in below]
    return found + [consented(one, "last", *CONSENTS, *own) for one in LAYERS[-1]]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly any ways are tried."""
    monkeypatch.setattr(chains, "MOST_STATES", 3)
    monkeypatch.setattr(field, "MOST_BOUNDS", 1)
    monkeypatch.setattr(reach, "_MOST_BOUNDS", 1)


def test_with_every_consent_the_last_may_decide() -> None:
    one = scheme(*layered(Approval(by="QAA", on=DAY)), bodies=(*BODIES, *TRUSTS))
    assert body("last") in deciders(one, act())
    assert proof_of(one, body("last"), act())


def test_where_a_search_back_has_too_many_states_one_forward_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = scheme(*layered(Approval(by="QAA", on=DAY)), bodies=(*BODIES, *TRUSTS))
    known = proof_of(one, body("last"), act(urgent=True))
    monkeypatch.setattr(chains, "MOST_STATES", 3)
    again = scheme(*layered(Approval(by="QAA", on=DAY)), bodies=(*BODIES, *TRUSTS))
    assert proof_of(again, body("last"), act(urgent=True)) == known


def test_who_can_is_to_prove_for_everybody_where_a_search_forward_leaves_out_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(field, "MOST_BOUNDS", 1)
    needed = [Approval(by=by, on=DAY) for by in ("QAA", "a2", "b2")]
    delegations = [*layered(), consented("c2", "after", *needed)]
    one = scheme(*delegations, bodies=(*BODIES, *TRUSTS))
    urgent = act(urgent=True)
    proofs = {actor: proof_of(one, actor, urgent) for actor in one.parties.by_actor}
    assert {proof.actor: proof for proof in proofs_of(one, urgent)} == {
        actor: proof for actor, proof in proofs.items() if proof is not None
    }
    assert proofs[body("after")] is not None


def test_a_refusal_is_certain_as_long_as_all_ways_can_be_tried() -> None:
    one = scheme(*layered(), bodies=(*BODIES, *TRUSTS))
    answer = prove(one, body("last"), act())
    assert isinstance(answer, Refusal)
    assert "too-many-ways" not in {reason.rule for reason in answer.reasons}


@pytest.mark.usefixtures("few")
def test_a_refusal_says_that_it_is_not_known_where_there_are_too_many_ways() -> None:
    one = scheme(*layered(), bodies=(*BODIES, *TRUSTS))
    answer = prove(one, body("last"), act())
    assert isinstance(answer, Refusal)
    [reason] = [reason for reason in answer.reasons if reason.rule == "too-many-ways"]
    assert reason.outcome == "not-known"
    assert "by more ways than can be tried" in reason.text
    assert "fewer ways" in reason.mend


@pytest.mark.usefixtures("few")
def test_a_check_says_that_it_is_not_known_where_there_are_too_many_ways() -> None:
    given = [*layered(), consented("last", "after")]
    checked = Checked(register(*given, bodies=(*BODIES, *TRUSTS)), LAW, DAY)
    givers = Givers(checked)
    found = [one for given in all_given(checked) for one in givers.findings(given)]
    assert {one.outcome for one in found} == {"not-known"}
    assert {one.rule for one in found} == {"authority.too-many-ways"}
    assert {one.subject.id for one in found} >= {"last-after"}


def test_a_check_is_certain_as_long_as_all_ways_can_be_tried() -> None:
    checked = Checked(register(*layered(), bodies=(*BODIES, *TRUSTS)), LAW, DAY)
    givers = Givers(checked)
    found = [one for given in all_given(checked) for one in givers.findings(given)]
    assert {one.subject.id for one in found} == {"c1-last", "c2-last"}
    assert {one.rule for one in found} == {"authority.onward-forbidden"}


def test_a_chain_through_a_delegation_is_found_where_a_search_back_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    delegations = layered(Approval(by="QAA", on=DAY))
    known = proof_through(scheme(*delegations, bodies=(*BODIES, *TRUSTS)), "c2-last", act())
    assert known is not None
    assert known.chains[0].steps[-1].by == "c2-last"
    monkeypatch.setattr(chains, "MOST_STATES", 3)
    again = scheme(*delegations, bodies=(*BODIES, *TRUSTS))
    assert proof_through(again, "c2-last", act()) == known
    unconsented = scheme(*layered(), bodies=(*BODIES, *TRUSTS))
    assert proof_through(unconsented, "c2-last", act()) is None
