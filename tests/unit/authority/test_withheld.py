"""What takes authority away, in a small system: what is kept, and what is given away or jointly."""

from typing import Any

import pytest

from joinedup.authority.act import Act, Actor, Shown
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import proofs_of
from joinedup.law.function import Receiver
from joinedup.register.canonical import canonical, from_canonical
from joinedup.register.delegations import Approval, Condition
from joinedup.register.schema import Register
from tests.unit.authority import small
from tests.unit.authority.small import DAY, ICB, TRUSTS, directed, kept, passed, register

#: With a power by which joint committees pass on what they have.
LAW = small.LAW.model_copy(
    update={
        "powers": (
            *small.LAW.powers,
            small.power(
                "of-joint",
                Receiver(kind="body", whose="other"),
                given_by=(ICB, *TRUSTS),
                of_forums=("joint committee",),
            ),
        )
    }
)
JOINTLY = (("f", "committee"), ("e", "chief"))


def deciding(whole: Register, function: str = "care", area: str = "p1", **act: Any) -> set[str]:
    """The ids of all who may decide, each by a proof that the checker passes."""
    proofs = proofs_of(scheme_of(whole, LAW), Act(function, area, DAY, **act))
    assert not any(verify(proof, whole, LAW) for proof in proofs)
    return {proof.actor.id for proof in proofs}


def test_what_is_kept_for_full_council_and_for_another_too_is_decided_by_nobody() -> None:
    for_council = kept("a", "east", "council-e", functions=("social-care",), above="£100")
    for_cabinet = kept("b", "east", "cabinet-e", functions=("social-care",), above="£100")
    large: dict[str, Any] = {"function": "social-care", "value_pence": 100_01}
    assert deciding(register(reservations=(for_council,)), **large) == {"east", "council-e"}
    assert deciding(register(reservations=(for_cabinet,)), **large) == {"east", "cabinet-e"}
    # Only the council as a whole, which then acts through neither.
    assert deciding(register(reservations=(for_council, for_cabinet)), **large) == {"east"}


def test_the_order_of_entries_changes_no_word_of_an_answer() -> None:
    asks = passed("d", "board", "committee", approvals=(Approval(by="trust"), Approval(by="QAA")))
    given = (asks, *(passed(one, "QAA", to, mode="joint") for one, to in JOINTLY))
    withheld = {
        "reservations": (kept("r", "QAA", "board"), kept("q", "QAA", "chief")),
        "directions": (directed("y", "QAA"), directed("x", "board")),
    }
    one = register(*given, **withheld)
    other = register(*given[::-1], **{name: each[::-1] for name, each in withheld.items()})
    for actor in (Actor("forum", "board"), Actor("forum", "committee"), Actor("body", "QAA")):
        said = prove(scheme_of(one, LAW), actor, Act("care", "p1", DAY))
        for again in (other, from_canonical(canonical(one))):
            assert prove(scheme_of(again, LAW), actor, Act("care", "p1", DAY)) == said


def test_a_reservation_for_a_part_leaves_the_tier_below_it_standing_for_the_whole() -> None:
    to_committee = passed("d", "board", "committee")
    large = kept("large", "QAA", "board", above="£100")
    hills = kept("hills", "QAA", "committee", area="n1", above="£500")
    whole = register(to_committee, reservations=(large, hills))
    for area, value, able in (
        ("s1", 500_00, {"QAA", "board"}),
        ("s1", 500_01, {"QAA"}),  # some of it is for the board, and some for the committee
        ("p2", 500_01, {"QAA", "board"}),
        ("n1", 500_01, {"QAA", "committee"}),
    ):
        assert deciding(whole, area=area, value_pence=value) == able
        # Asked of the same scheme, whose tables take areas together that nothing tells apart.
        scheme = scheme_of(whole, LAW)
        for one in ("s1", "p1", "n1", "p2", area):
            said = proofs_of(scheme, Act("care", one, DAY, value_pence=value))
        assert {proof.actor.id for proof in said} == able


@pytest.mark.parametrize(
    ("keeper", "able"),
    [("joint", {"joint"}), ("trust", {"trust", "directors"}), ("board", {"board"})],
)
def test_what_somebody_keeps_it_does_not_pass_on(keeper: str, able: set[str]) -> None:
    given = (
        passed("a", "QAA", "joint", power="agreement"),
        passed("b", "joint", "firm", power="of-joint"),
        passed("c", "QAA", "trust", power="agreement"),
        passed("d", "trust", "trust-committee", power="scheme"),
        passed("e", "directors", "trust-committee", power="scheme"),
        passed("f", "board", "committee"),
    )
    all_of_them = {"QAA", "board", "committee", "joint", "firm"}
    assert deciding(register(*given)) == {*all_of_them, "trust", "directors", "trust-committee"}
    assert deciding(register(*given, reservations=(kept("r", "QAA", keeper),))) == {"QAA", *able}
    hurried = kept("r", "QAA", keeper, urgent=("firm", "trust-committee"))
    passing_on = {"joint": {"firm"}, "trust": {"trust-committee"}, "board": set[str]()}[keeper]
    may = deciding(register(*given, reservations=(hurried,)), urgent=True)
    assert may == {"QAA", *able, *passing_on}


def test_what_a_keeper_has_from_elsewhere_it_does_not_pass_on_either() -> None:
    """The register does not tell what is kept from what is the keeper's own."""
    own = passed("d", "directors", "trust-committee", functions=("services",), power="scheme")
    kept_for_it = kept("r", "QAA", "trust", functions=("services",))
    may = {"trust", "directors"}
    assert deciding(register(own), "services") == {*may, "trust-committee"}
    assert deciding(register(own, reservations=(kept_for_it,)), "services") == may
    # What is kept for another leaves it what it has.
    for_joint = kept("q", "QAA", "joint", functions=("services",), area="p2")
    only_there = kept_for_it.model_copy(update={"area": "n1"})
    both = register(own, reservations=(for_joint, only_there))
    assert deciding(both, "services", "p2") == {*may, "trust-committee"}
    assert deciding(both, "services", "n1") == may


@pytest.mark.parametrize("mode", ["exclusive", "joint"])
def test_what_does_not_pass_is_not_taken_from_the_giver(mode: str) -> None:
    away = passed("a", "QAA", "trust", power="agreement", mode=mode)
    others = {"trust", "directors"}
    assert deciding(register(away)) == others
    large = kept("r", "QAA", "board", above="£100")
    assert deciding(register(away, reservations=(large,)), value_pence=100_00) == others
    assert deciding(register(away, reservations=(large,)), value_pence=100_01) == {"QAA", "board"}
    # Where it is kept for a part of the area only, nobody is shown to have all of it.
    hills = kept("r", "QAA", "board", area="n1")
    assert deciding(register(away, reservations=(hills,))) == set()
    assert deciding(register(away, reservations=(hills,)), area="n1") == {"QAA", "board"}
    asks = away.model_copy(update={"conditions": (Condition(id="consulted"),)})
    unmet = (Shown("consulted", "not met"),)
    assert deciding(register(asks), shown=unmet) == {"QAA", "board"}
    # What its power asks for first is a condition too.
    assert deciding(register(away), shown=(Shown("better", "not met"),)) == {"QAA", "board"}


def test_who_gave_it_jointly_to_a_forum_of_its_own_does_not_decide_beside_it() -> None:
    to_chief = passed("a", "board", "chief")
    jointly = passed("b", "chief", "committee", mode="joint")
    assert deciding(register(to_chief, jointly)) == {"QAA", "board", "committee"}
    by_board = passed("a", "board", "joint", power="agreement", mode="joint")
    assert deciding(register(by_board)) == {"joint"}


def test_a_refusal_says_that_the_keeper_does_not_pass_it_on() -> None:
    given = passed("a", "QAA", "joint", power="agreement"), passed("b", "joint", "firm")
    whole = register(*given, reservations=(kept("r", "QAA", "joint"),))
    said = prove(scheme_of(whole, LAW), Actor("body", "firm"), Act("care", "p1", DAY))
    assert isinstance(said, Refusal)
    [text] = [one.text for one in said.reasons if one.rule == "reserved"]
    assert (
        text == "NHS First keeps this for The joint, and The joint does not pass on what it keeps."
    )
