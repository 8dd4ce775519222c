"""What takes authority away, in a small system: what is kept, and what is given away or jointly."""

from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.authority.prove import prove
from joinedup.authority.scheme import scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import proofs_of
from joinedup.register.canonical import canonical, from_canonical
from joinedup.register.delegations import Approval
from joinedup.register.schema import Register
from tests.unit.authority.small import DAY, LAW, directed, kept, passed, register

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
