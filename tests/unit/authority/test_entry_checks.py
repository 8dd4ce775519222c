"""What is wrong with a delegation, a reservation or a direction by itself, found and told."""

from datetime import date, timedelta
from typing import Any

import pytest

from joinedup.authority.checked import Checked
from joinedup.authority.entry_checks import entry_findings
from joinedup.law.function import Basis
from joinedup.register.delegations import Approval, Revocation
from joinedup.register.schema import Body, Instrument, Practice, Register
from joinedup.values.finding import Finding
from tests.unit.authority.hand_made import (
    BASIS,
    DAY,
    REGISTER,
    added,
    changed,
    delegation,
    direction,
    reservation,
    with_all,
)


def found(register: Register, on: date = DAY, basis: Basis = BASIS) -> list[Finding]:
    return list(entry_findings(Checked(register, basis, on)))


def one(register: Register, basis: Basis = BASIS) -> tuple[str, str, str]:
    """The rule and the words of the one finding that there is."""
    [finding] = found(register, basis=basis)
    assert finding.severity == "should"
    assert finding.mend
    return finding.rule.removeprefix("authority."), finding.outcome, finding.why


def d1(**changes: Any) -> Register:
    return changed(REGISTER, "delegations", "d1", **changes)


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert found(REGISTER) == []


def test_a_function_that_there_is_not_is_told_with_the_nearest_that_there_is() -> None:
    rule, outcome, why = one(d1(functions=("care", "cares")))
    assert (rule, outcome) == ("unknown-function", "fails")
    assert "no function 'cares', so nothing is passed, kept or suspended by it; 'care' may" in why
    assert "may be meant" not in one(d1(functions=("zzz",)))[2]
    for section, entry in (
        ("reservations", reservation(functions=("cares",))),
        ("directions", direction(functions=("cares",))),
    ):
        [finding] = found(with_all(REGISTER, section, (entry,)))
        assert (finding.rule, finding.where.file) == (
            "authority.unknown-function",
            f"{section}.csv",
        )


def test_a_power_that_there_is_not_is_told_with_the_nearest_too() -> None:
    rule, _, why = one(d1(power="withim"))
    assert rule == "unknown-power"
    assert why.endswith("so no power is found that supports this; 'within' may be meant")
    directed = with_all(REGISTER, "directions", (direction(power="directly"),))
    assert one(directed)[0] == "unknown-power"


def test_a_power_that_passes_no_function_is_never_said_to_be_meant() -> None:
    passing = [replaced for replaced in BASIS.powers if replaced.id != "within"]
    work = [one.model_copy(update={"passes": "work"}) for one in BASIS.powers if one.id == "within"]
    law = BASIS.model_copy(update={"powers": (*passing, *work)})
    assert "may be meant" not in one(d1(power="withim"), law)[2]


def text(**days: Any) -> Instrument:
    return Instrument(id="deal", title="The deal", kind="agreement", owners=("QAA",), **days)


def test_of_what_leans_on_a_text_that_ended_it_is_not_known_whether_it_was_renewed() -> None:
    leaning = d1(instrument="deal")
    ended = with_all(leaning, "instruments", (text(last_day=DAY - timedelta(days=1)),))
    rule, outcome, why = one(ended)
    assert (rule, outcome) == ("instrument-ended", "not-known")
    assert "not known: whether the agreement was renewed; the text that makes it so, 'The" in why
    for there in (text(last_day=DAY), text()):
        assert found(with_all(leaning, "instruments", (there,))) == []
    last_day = DAY - timedelta(days=1)
    assert found(changed(ended, "delegations", "d1", last_day=last_day)) == []


def test_ids_are_asked_of_entries_of_any_day() -> None:
    assert one(d1(functions=("cares",), last_day=date(2020, 1, 1)))[0] == "unknown-function"


def test_two_revocations_of_two_days_contradict_one_another() -> None:
    days = date(2026, 12, 1), date(2027, 1, 1)
    twice = tuple(Revocation(on=day) for day in days)
    rule, _, why = one(d1(revocations=twice))
    assert rule == "revocations-contradict"
    assert "1 December 2026 and 1 January 2027" in why
    assert found(d1(revocations=(twice[0], Revocation(on=days[0], by="board")))) == []


def test_several_functions_with_commas_in_one_cell_are_told_apart() -> None:
    [finding] = found(d1(functions=("care, plan,licences",)))
    assert finding.rule == "authority.unknown-function"
    assert "may be meant" not in finding.why
    assert finding.mend == "put semicolons between functions in one cell: care; plan; licences"
    [finding] = found(d1(functions=("caring, planning",)))
    assert "semicolons" not in finding.mend


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"first_day": date(2027, 1, 1)}, "1 January 2027"),
        ({"first_day": date(2026, 12, 1)}, "1 December 2026"),
        ({"first_day": date(2026, 11, 30)}, ""),
        ({"approvals": (Approval(by="QAA", on=date(2026, 12, 2)),)}, "2 December 2026"),
    ],
)
def test_what_is_revoked_before_it_begins_never_holds(changes: dict[str, Any], begins: str) -> None:
    revoked = d1(revocations=(Revocation(on=date(2026, 12, 1)),), **changes)
    told = [one.why for one in found(revoked) if one.rule.endswith("revoked-before-it-began")]
    assert len(told) == bool(begins)
    for why in told:
        assert "revoked from 1 December 2026 on" in why
        assert f"would begin on {begins}, so it never holds" in why


def revoked_by(register: Register, by: str | None, **changes: Any) -> list[str]:
    """What is told where the first delegation was revoked by somebody."""
    gone = (Revocation(on=DAY, by=by), Revocation(on=DAY, by=by))
    told = found(changed(register, "delegations", "d1", revocations=gone, **changes))
    assert {finding.rule for finding in told} <= {"authority.revoked-by-others"}
    return [finding.why for finding in told]


@pytest.mark.parametrize("by", ["trust", "QBB", "cabinet", "committee", "joint-nobody"])
def test_whoever_did_not_give_a_delegation_does_not_revoke_it(by: str) -> None:
    """Nor does its receiver, though it is of the same body."""
    [why] = revoked_by(REGISTER, by)
    assert f"revoked by {by}, and was given by board" in why


@pytest.mark.parametrize("by", [None, "board", "QAA", "director"])
def test_a_giver_and_its_body_and_others_of_it_revoke(by: str | None) -> None:
    assert revoked_by(REGISTER, by) == []


def test_parts_and_successors_of_the_body_that_gave_revoke_too() -> None:
    given = changed(REGISTER, "delegations", "d1", given_by=("england",), given_to="QAA")
    assert revoked_by(given, "north") == []
    regional = changed(REGISTER, "delegations", "d1", given_by=("north",), given_to="QAA")
    assert revoked_by(regional, "england") == []
    assert len(revoked_by(REGISTER, "trust")) == 1
    later = changed(REGISTER, "bodies", "QAA", succeeded_by=("QBB",))
    later = changed(later, "bodies", "QBB", succeeded_by=("trust", "QAA"))
    assert revoked_by(later, "trust") == []
    assert revoked_by(later, "QBB") == []
    assert len(revoked_by(later, "east")) == 1


def test_what_is_revoked_or_ended_or_not_begun_is_not_asked_of_the_day() -> None:
    gone = {"approvals": (Approval(by="trust"),), "cap": "5% of none"}
    assert len(found(d1(**gone))) == 2
    assert found(d1(**gone, revocations=(Revocation(on=DAY),))) == []
    assert len(found(d1(**gone, revocations=(Revocation(on=date(2026, 11, 2)),)))) == 2
    assert found(d1(**gone, last_day=date(2026, 10, 31))) == []
    assert found(d1(**gone, first_day=date(2026, 11, 2))) == []


def test_an_approval_that_is_not_given_yet() -> None:
    later = Approval(by="QBB", on=date(2026, 11, 2))
    rule, _, why = one(d1(approvals=(Approval(by="trust"), later, Approval(by="QAA", on=DAY))))
    assert rule == "approvals-missing"
    assert "the approval of trust and QBB" in why


def test_caps_that_cannot_be_worked_out() -> None:
    rule, outcome, why = one(d1(cap="5% of cor"))
    assert (rule, outcome) == ("cap-of-unknown-stream", "not-known")
    assert "'core' may be meant" in why
    assert found(d1(cap="5% of core")) == []
    assert found(d1(cap="£5 per 1,000 residents")) == []
    unsaid = changed(REGISTER, "areas", "s1", residents=None)
    rule, outcome, why = one(changed(unsaid, "delegations", "d1", cap="£5 per 1,000 residents"))
    assert (rule, outcome) == ("residents-not-said", "not-known")
    assert "how many people live in s1" in why


def test_a_share_of_another_years_money_fails() -> None:
    [finding] = found(d1(cap="5% of core"), on=date(2027, 4, 1))
    assert finding.rule == "authority.cap-of-another-year"
    assert finding.outcome == "fails"
    assert "money of 2026/27" in finding.why


def test_a_direction_that_no_power_supports_still_suspends() -> None:
    assert found(with_all(REGISTER, "directions", (direction(exercised_by="QBB"),))) == []
    wrong = direction(given_by="QBB", given_to="trust", exercised_by="trust")
    rule, _, why = one(with_all(REGISTER, "directions", (wrong,)))
    assert rule == "direction-without-power"
    for part in (
        "QBB, of the kind 'integrated care board', is none to direct",
        "trust, of the kind 'NHS trust', is none to be directed",
        "trust, of the kind 'NHS trust', is none to be named",
        "still suspends",
    ):
        assert part in why
    ended = with_all(
        REGISTER, "directions", (direction(given_by="QBB", last_day=date(2026, 1, 1)),)
    )
    assert found(ended) == []


def test_who_is_named_to_stand_in_for_a_post_has_nothing_of_its_body() -> None:
    assert found(with_all(REGISTER, "directions", (direction(given_to="director"),))) == []
    named = direction(given_to="director", exercised_by="QBB")
    rule, outcome, why = one(with_all(REGISTER, "directions", (named,)))
    assert (rule, outcome) == ("stand-in-not-known", "not-known")
    assert "who exercises meanwhile what Place director, QAA has" in why
    assert "nothing comes to QBB by this" in why


@pytest.mark.parametrize("changes", [{"last_day": date(2026, 1, 1)}, {"force": "bill"}])
def test_a_direction_under_a_power_that_is_not_law(changes: dict[str, Any]) -> None:
    basis = changed(BASIS, "direction_powers", "direct", **changes)
    why = one(with_all(REGISTER, "directions", (direction(),)), basis)[2]
    assert "A text is not law on 1 November 2026" in why


def test_a_direction_to_a_practice_or_to_nobody() -> None:
    practices = with_all(REGISTER, "practices", (Practice(code="P1", name="Surgery"),))
    why = one(with_all(practices, "directions", (direction(given_to="P1"),)))[2]
    assert "Surgery, of the kind 'GP practice', is none to be directed" in why
    why = one(with_all(REGISTER, "directions", (direction(given_to="nobody"),)))[2]
    assert "nobody, of no known kind, is none to be directed" in why


def test_a_council_that_passes_functions_on_says_its_area() -> None:
    passed = delegation("d3", "nowhere", "east", "agreement", functions=("social-care",))
    [finding] = found(added(REGISTER, "delegations", passed))
    assert (finding.rule, finding.outcome) == ("authority.area-not-said", "not-known")
    assert (finding.subject.kind, finding.where.file) == ("body", "bodies.csv")


def test_who_took_on_what_another_of_its_kind_did_says_its_area() -> None:
    old = Body(id="old", name="Old", kind="x", area="s", to=DAY, succeeded_by=("new",))
    new = Body(id="new", name="New", kind="x")
    [finding] = found(added(added(REGISTER, "bodies", old), "bodies", new))
    assert (finding.rule, finding.outcome) == ("authority.area-not-said", "not-known")
    assert (finding.subject.id, finding.where.file) == ("new", "bodies.csv")
