"""The checker of proofs: each step asks everything of its delegation, power, organ and area."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Actor
from joinedup.authority.proof import Chain, Proof, Step
from joinedup.authority.verify import verify
from joinedup.law.function import Basis, Receiver
from joinedup.register.delegations import Approval, Revocation
from joinedup.register.schema import Governance, Holder, Register
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    GOOD,
    ICB,
    REGISTER,
    TO_BOARD,
    TO_COMMITTEE,
    added,
    body_actor,
    chain,
    changed,
    delegation,
    forum_actor,
    holds,
    officers,
    post_actor,
)

COMMITTEE = forum_actor("committee")


def rules(proof: Proof, register: Register = REGISTER, basis: Basis = BASIS) -> set[str]:
    return {one.rule for one in verify(proof, register, basis)} - {"terms"}


def one_step(receiver: Actor, power: str = "agreement", **others: Any) -> tuple[Proof, Register]:
    """A proof by one delegation from QAA, and the register that has it."""
    d = delegation("d3", "QAA", receiver.id, power, officers=receiver.officers, **others)
    steps = chain("p1", holds("care", body_actor("QAA")), ("delegated", "d3", receiver))
    return replace(GOOD, actor=receiver, chains=(steps,)), added(REGISTER, "delegations", d)


# Delegations


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"first_day": date(2026, 11, 2)}, "not-in-force"),
        ({"last_day": date(2026, 10, 31)}, "not-in-force"),
        ({"approvals": (Approval(by="england", on=date(2026, 11, 2)),)}, "not-approved"),
        ({"approvals": (Approval(by="england"),)}, "not-approved"),
        ({"revocations": (Revocation(on=DAY),)}, "revoked"),
        ({"functions": ("plan",)}, "another-function"),
        ({"given_by": ("QBB",)}, "another-giver"),
        ({"given_to": "joint"}, "another-receiver"),
        ({"officers": "directors"}, "another-receiver"),
        ({"area": "n1"}, "outside-area"),
        ({"area": "p9"}, "outside-area"),
        ({"power": "unheard-of"}, "no-power"),
        ({"power": "contract"}, "passes-no-function"),
        ({"power": "council-scheme"}, "giver-not-permitted"),
        ({"power": "agreement"}, "receiver-not-permitted"),
        ({"mode": "exclusive"}, "exclusive-not-permitted"),
    ],
)
def test_a_delegation_that_does_not_carry_is_found(changes: dict[str, Any], rule: str) -> None:
    assert rule in rules(GOOD, changed(REGISTER, "delegations", "d1", **changes))


def test_what_was_approved_and_is_revoked_only_later_carries() -> None:
    changes: dict[str, Any] = {
        "approvals": (Approval(by="england", on=DAY),),
        "revocations": (Revocation(on=date(2026, 11, 3)), Revocation(on=date(2026, 11, 2))),
    }
    found = verify(GOOD, changed(REGISTER, "delegations", "d1", **changes), BASIS)
    assert ["first day" in one.text or "last day" in one.text for one in found] == [True, True]
    terms = replace(GOOD.terms, first_day=DAY, last_day=DAY)
    good = replace(GOOD, terms=terms)
    assert verify(good, changed(REGISTER, "delegations", "d1", **changes), BASIS) == ()


@pytest.mark.parametrize(
    ("section", "id", "changes", "rule"),
    [
        ("forums", "committee", {"first_day": date(2026, 11, 2)}, "not-there"),
        ("forums", "committee", {"approvals": (Approval(by="QAA"),)}, "not-there"),
        ("forums", "committee", {"owners": ("QAA", "trust")}, "receiver-not-permitted"),
        ("forums", "committee", {"owners": ("P81001",)}, "not-there"),
        ("forums", "committee", {"kind": "cabinet"}, "receiver-not-permitted"),
        ("forums", "board", {"owners": ("QAA", "QBB")}, "no-organ"),
        ("forums", "board", {"owners": ("QAA", "QBB")}, "giver-not-permitted"),
        ("posts", "director", {"officers": ()}, "not-of-the-class"),
        ("posts", "director", {"body": "trust"}, "not-of-the-class"),
        ("posts", "director", {"role": "council leader"}, "not-of-the-class"),
        ("people", "ann", {"employer": "trust"}, "not-of-the-class"),
        ("people", "ann", {"employer": None}, "not-of-the-class"),
        ("posts", "director", {"last_day": date(2026, 1, 1)}, "not-there"),
        (
            "posts",
            "director",
            {"holders": (Holder(person="ann", to=date(2026, 1, 1)),)},
            "not-there",
        ),
        ("people", "ann", {"last_day": date(2026, 1, 1)}, "not-there"),
    ],
)
def test_whoever_is_not_there_as_the_chain_needs_is_found(
    section: str, id: str, changes: dict[str, Any], rule: str
) -> None:
    assert rule in rules(GOOD, changed(REGISTER, section, id, **changes))


def test_a_post_or_forum_is_not_there_without_its_body() -> None:
    proof, register = one_step(post_actor("manager"))
    assert rules(proof, register) == set()
    ended = changed(register, "bodies", "trust", last_day=date(2026, 10, 31))
    assert rules(proof, ended) == {"not-there"}


def test_what_a_body_gives_is_not_given_by_its_officers() -> None:
    d = delegation("d3", "QAA", "committee", "within")
    steps = chain(
        "p1",
        holds("care", body_actor("QAA")),
        ("delegated", "d4", officers("QAA", "staff")),
        ("delegated", "d3", COMMITTEE),
    )
    to_staff = delegation("d4", "QAA", "QAA", "within", officers="staff")
    register = added(REGISTER, "delegations", d, to_staff)
    assert rules(replace(GOOD, actor=COMMITTEE, chains=(steps,)), register) == {"another-giver"}


# Powers


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"force": "proposal"}, "power-not-in-force"),
        ({"last_day": date(2026, 1, 1)}, "power-not-in-force"),
        ({"not_tags": ("NHS",)}, "function-not-permitted"),
        ({"only_tags": ("council",)}, "function-not-permitted"),
        ({"given_by": ("NHS trust",)}, "giver-not-permitted"),
        ({"given_to": ()}, "receiver-not-permitted"),
    ],
)
def test_a_power_that_does_not_carry_is_found(changes: dict[str, Any], rule: str) -> None:
    assert rule in rules(GOOD, basis=changed(BASIS, "powers", "within", **changes))


def test_a_power_of_which_nobody_read_whether_it_may_is_not_known() -> None:
    unread = changed(BASIS, "functions", "care", unread={"within": "the regulations"})
    found = verify(GOOD, REGISTER, unread)
    assert {(one.rule, one.outcome, one.text) for one in found} == {
        ("function-unread", "not-known", "the regulations")
    }


@pytest.mark.parametrize(
    ("receiver", "to", "good"),
    [
        (
            body_actor("trust"),
            Receiver(kind="body", whose="other", body_kinds=("NHS trust",)),
            True,
        ),
        (body_actor("trust"), Receiver(kind="body", whose="other"), True),
        (body_actor("trust"), Receiver(kind="body", whose="other", body_kinds=(ICB,)), False),
        (body_actor("trust"), Receiver(kind="body", whose="other", perhaps=("NHS trust",)), False),
        (body_actor("trust"), Receiver(kind="body", whose="own"), False),
        (body_actor("trust"), Receiver(kind="forum", whose="other"), False),
        (COMMITTEE, Receiver(kind="forum", whose="own"), True),
        (COMMITTEE, Receiver(kind="forum", whose="own", forms=("joint committee",)), False),
        (COMMITTEE, Receiver(kind="forum", whose="own", one_of=("NHS trust",)), False),
        (COMMITTEE, Receiver(kind="forum", whose="own", body_kinds=("NHS trust",)), False),
        (forum_actor("joint"), Receiver(kind="forum", whose="shared"), True),
        (forum_actor("joint"), Receiver(kind="forum", whose="shared", one_of=("NHS trust",)), True),
        (forum_actor("joint"), Receiver(kind="forum", whose="shared", body_kinds=(ICB,)), False),
        (forum_actor("joint"), Receiver(kind="forum", whose="own"), False),
        (forum_actor("cabinet"), Receiver(kind="forum", whose="other"), True),
        (post_actor("vacant"), Receiver(kind="post", whose="own"), True),
        (post_actor("manager"), Receiver(kind="post", whose="own"), False),
        (post_actor("manager"), Receiver(kind="post", whose="other", body_kinds=(ICB,)), False),
        (officers("QAA", "staff"), Receiver(kind="officers", whose="own"), True),
        (officers("trust", "staff"), Receiver(kind="officers", whose="other"), True),
        (officers("trust", "staff"), Receiver(kind="officers", whose="own"), False),
    ],
)
def test_a_power_passes_to_those_whom_it_describes(
    receiver: Actor, to: Receiver, good: bool
) -> None:
    proof, register = one_step(receiver)
    basis = changed(BASIS, "powers", "agreement", given_to=(to,))
    assert rules(proof, register, basis) == (set() if good else {"receiver-not-permitted"})


def test_a_body_is_never_a_receiver_of_its_own() -> None:
    own = changed(BASIS, "powers", "agreement", given_to=(Receiver(kind="body", whose="own"),))
    steps = chain(
        "p1", holds("care", body_actor("QAA")), TO_BOARD, ("delegated", "d3", body_actor("QAA"))
    )
    register = added(REGISTER, "delegations", delegation("d3", "board", "QAA", "agreement"))
    proof = replace(GOOD, actor=body_actor("QAA"), chains=(steps,))
    assert rules(proof, register, own) == {"actor-twice"}
    begun = replace(steps.steps[0], receiver=body_actor("QBB"))
    odd = (begun, replace(steps.steps[1], giver=body_actor("QBB")), steps.steps[2])
    assert "receiver-not-permitted" in rules(
        replace(proof, chains=(Chain("p1", odd),)), register, own
    )


def test_a_place_partnership_may_receive_by_its_form() -> None:
    to = Receiver(kind="forum", whose="own", forms=("committee of a body",))
    basis = changed(BASIS, "powers", "within", given_to=(to, BASIS.powers[0].given_to[2]))
    partnership = {"kind": "place partnership", "forms": ("committee of a body",)}
    assert rules(GOOD, changed(REGISTER, "forums", "committee", **partnership), basis) == set()
    partnership["forms"] = ("consultative forum",)
    assert "receiver-not-permitted" in rules(
        GOOD, changed(REGISTER, "forums", "committee", **partnership), basis
    )


@pytest.mark.parametrize(
    ("person", "good"),
    [
        ({"employer": "QAA"}, True),
        ({"employer": "trust", "seconded_to": "QAA"}, True),
        ({"employer": "trust"}, False),
        ({"employer": None}, False),
    ],
)
def test_a_post_may_need_a_holder_who_is_of_its_body(person: dict[str, Any], good: bool) -> None:
    proof, register = one_step(post_actor("director"), power="within")
    register = changed(register, "people", "ann", **person)
    assert rules(proof, register) == (set() if good else {"receiver-not-permitted"})
    unknown = register.model_copy(update={"people": ()})
    assert rules(proof, unknown) == {"receiver-not-permitted"}


@pytest.mark.parametrize(
    ("holder", "changes", "good"),
    [
        ("bob", {}, True),
        ("cy", {}, False),  # only attends the board
        ("bob", {"owners": ("QAA", "QBB")}, False),
        ("bob", {"kind": "committee"}, False),
        ("bob", {"last_day": date(2026, 1, 1)}, False),
        ("bob", {"seats": ()}, False),
    ],
)
def test_a_member_of_the_board_is_of_the_body(
    holder: str, changes: dict[str, Any], good: bool
) -> None:
    proof, register = one_step(post_actor("director"), power="within")
    register = changed(register, "posts", "director", holders=(Holder(person=holder),))
    register = changed(register, "forums", "board", **changes)
    assert rules(proof, register) == (set() if good else {"receiver-not-permitted"})
    ended = changed(BASIS, "organs", "icb-board", last_day=date(2026, 1, 1))
    assert rules(proof, register, ended) == {"receiver-not-permitted"}


def test_some_receive_from_some_givers_only() -> None:
    proof, register = one_step(body_actor("trust"))
    for givers, good in (((ICB,), True), (("NHS trust",), False)):
        to = Receiver(kind="body", whose="other", given_by=givers)
        basis = changed(BASIS, "powers", "agreement", given_to=(to,))
        assert (rules(proof, register, basis) == set()) is good


def test_the_holder_of_some_offices_may_not_receive() -> None:
    proof, register = one_step(post_actor("vacant"))
    to = Receiver(kind="post", whose="own", not_roles=("chair", "audit chair"))
    basis = changed(BASIS, "powers", "agreement", given_to=(to,))
    assert rules(proof, register, basis) == set()
    chair = changed(register, "posts", "vacant", role="audit chair")
    assert rules(proof, chair, basis) == {"receiver-not-permitted"}


# Councils


EAST = body_actor("east")
BY_SCHEME = delegation(
    "d4", "east", "east", "council-scheme", officers="staff", functions=("social-care",)
)
TO_STAFF = ("delegated", "d4", officers("east", "staff"))


def of_council(*steps: tuple[str, str, Actor], **act: Any) -> Proof:
    asked = chain("p1", holds("social-care", EAST), *steps)
    act = {"function": "social-care", **act}
    return replace(
        GOOD, actor=asked.steps[-1].receiver, act=replace(GOOD.act, **act), chains=(asked,)
    )


@pytest.mark.parametrize(
    ("models", "cabinet", "full", "staff"),
    [
        (("leader and cabinet",), True, False, True),
        (("mayor and cabinet",), False, False, True),
        (("committee system",), False, True, False),
        ((), False, False, False),
        (("leader and cabinet", "committee system"), False, False, False),
        (("leader and cabinet", "mayor and cabinet"), True, False, True),
    ],
)
def test_what_is_for_the_executive_follows_from_how_the_council_governs_itself(
    models: tuple[str, ...], cabinet: bool, full: bool, staff: bool
) -> None:
    governance = tuple(Governance(body="east", model=model) for model in models)
    register = added(REGISTER, "delegations", BY_SCHEME)
    register = register.model_copy(update={"governance": governance})
    executive = rules(of_council(("acts", "cabinet", forum_actor("cabinet"))), register)
    assert (executive == set()) is cabinet
    council = rules(of_council(("acts", "council", forum_actor("council"))), register)
    assert (council == set()) is full
    assert rules(of_council(TO_STAFF), register) == (set() if staff else {"executive"})


def test_a_council_may_receive_only_what_would_be_for_its_executive() -> None:
    proof, register = one_step(body_actor("east"))
    for executive, found in (("yes", set()), ("no", {"receiver-not-permitted"})):
        to = Receiver(kind="body", whose="other", executive=executive)
        basis = changed(BASIS, "powers", "agreement", given_to=(to,))
        assert rules(proof, register, basis) == found
        # Of what is no council it is not asked.
        other, its = one_step(body_actor("trust"))
        assert rules(other, its, basis) == set()


@pytest.mark.parametrize("change", [{"body": "nowhere"}, {"last_day": date(2026, 10, 31)}])
def test_how_another_or_at_another_time_governs_itself_says_nothing(
    change: dict[str, Any],
) -> None:
    [entry] = REGISTER.governance
    register = REGISTER.model_copy(update={"governance": (entry.model_copy(update=change),)})
    assert rules(of_council(("acts", "cabinet", forum_actor("cabinet"))), register) == {"no-organ"}
    # Not even outside the framework is it then known to be for full council.
    full = of_council(("acts", "council", forum_actor("council")), outside_framework=True)
    assert rules(full, register) == {"no-organ"}


def test_a_power_may_ask_nothing_of_the_executive_or_not_be_of_a_council() -> None:
    register = added(REGISTER, "delegations", BY_SCHEME)
    free = changed(BASIS, "powers", "council-scheme", executive="any")
    assert rules(of_council(TO_STAFF), register, free) == set()
    # Of a board, which is no council, it is not asked.
    assert rules(GOOD, basis=changed(BASIS, "powers", "within", executive="yes")) == set()


def test_some_functions_are_never_for_the_executive() -> None:
    basis = changed(BASIS, "functions", "social-care", tags=("non-executive",))
    register = added(REGISTER, "delegations", BY_SCHEME)
    assert rules(of_council(TO_STAFF), register, basis) == {"executive"}
    to_council = of_council(("acts", "council", forum_actor("council")))
    assert rules(to_council, register, basis) == set()


def test_only_full_council_departs_from_its_framework() -> None:
    register = added(REGISTER, "delegations", BY_SCHEME)
    assert rules(of_council(TO_STAFF, outside_framework=True), register) == {
        "executive",
        "outside-framework",
    }
    full = of_council(("acts", "council", forum_actor("council")), outside_framework=True)
    assert rules(full) == set()
    assert rules(GOOD) == rules(replace(GOOD, act=replace(GOOD.act, outside_framework=True)))


def test_a_leader_acts_by_the_role_of_the_post() -> None:
    leader = of_council(("acts", "leader", post_actor("leader")))
    assert rules(leader) == set()
    assert rules(leader, changed(REGISTER, "posts", "leader", role="mayor")) == {"no-organ"}
    assert rules(leader, changed(REGISTER, "posts", "leader", body="QAA")) == {"no-organ"}
    ended = changed(BASIS, "organs", "leader", last_day=date(2026, 1, 1))
    assert rules(leader, basis=ended) == {"no-organ"}


def test_a_region_acts_as_a_part_of_its_body() -> None:
    north = body_actor("north")
    steps = chain("p1", holds("licences", body_actor("england")), ("acts", "region", north))
    act = replace(GOOD.act, function="licences")
    proof = replace(GOOD, actor=north, act=act, chains=(steps,))
    assert rules(proof) == set()
    assert rules(proof, changed(REGISTER, "bodies", "north", part_of=None)) == {"no-organ"}
    # The class of a part's officers is not the part.
    staff = officers("north", "staff")
    odd = chain("p1", steps.steps[0], ("acts", "region", staff))
    assert rules(replace(proof, actor=staff, chains=(odd,))) == {"no-organ"}


# Onward


def test_what_may_not_be_passed_on_stops_every_later_delegation() -> None:
    for onward in ("no", "with consent"):
        assert rules(GOOD, changed(REGISTER, "delegations", "d1", onward=onward)) == {"onward"}
    assert rules(GOOD, basis=changed(BASIS, "powers", "within", onward="no")) == {"onward"}
    # What the last of them says of going on stops nothing.
    assert rules(GOOD, changed(REGISTER, "delegations", "d2", onward="no")) == set()


def test_within_the_body_is_to_whoever_is_of_it() -> None:
    within = changed(REGISTER, "delegations", "d1", onward="within the body")
    assert rules(GOOD, within) == set()
    shared = changed(within, "forums", "committee", owners=("QAA", "trust"))
    assert "onward" in rules(GOOD, shared)


def test_consent_is_an_approval_of_the_giving_body() -> None:
    asked = changed(REGISTER, "delegations", "d1", onward="with consent")
    for by, on, good in (
        ("QAA", DAY, True),
        ("QAA", date(2026, 11, 2), False),
        ("QAA", None, False),
        ("QBB", DAY, False),
    ):
        register = changed(asked, "delegations", "d2", approvals=(Approval(by=by, on=on),))
        assert ("onward" not in rules(GOOD, register)) is good


def test_a_restriction_binds_all_that_come_after() -> None:
    last = delegation("d3", "QAA", "trust", "agreement")
    via = delegation("d5", "trust", "manager", "agreement", onward="yes")
    own = Receiver(kind="post", whose="own")
    basis = changed(BASIS, "powers", "agreement", given_to=(*BASIS.powers[1].given_to, own))
    steps = chain(
        "p1",
        holds("care", body_actor("QAA")),
        ("delegated", "d3", body_actor("trust")),
        ("delegated", "d5", post_actor("manager")),
        ("delegated", "d6", body_actor("QBB")),
    )
    more = delegation("d6", "manager", "QBB", "agreement")
    proof = replace(GOOD, actor=body_actor("QBB"), chains=(steps,))
    restricted = last.model_copy(update={"onward": "within the body"})
    assert rules(proof, added(REGISTER, "delegations", restricted, via, more), basis) == {"onward"}
    free = last.model_copy(update={"onward": "yes"})
    assert rules(proof, added(REGISTER, "delegations", free, via, more), basis) == set()


def test_a_chain_of_one_step_needs_no_delegation() -> None:
    proof = replace(GOOD, actor=body_actor("QAA"), chains=(Chain("p1", GOOD.chains[0].steps[:1]),))
    assert rules(proof) == set()
    assert rules(replace(proof, chains=(Chain("p1", (Step("holds", "care", None, COMMITTEE),)),)))


def test_the_committee_may_decide_too() -> None:
    steps = chain("p1", holds("care", body_actor("QAA")), TO_BOARD, TO_COMMITTEE)
    assert rules(replace(GOOD, actor=COMMITTEE, chains=(steps,))) == set()
