"""Delegations without a power are found, with every reason and with the power that would do."""

from typing import Any

import pytest

from joinedup.authority.checked import Checked
from joinedup.authority.power_checks import all_given, power_findings
from joinedup.law.function import Basis, Receiver
from joinedup.register.delegations import Approval, Condition, Delegation
from joinedup.register.schema import Body, Governance, Holder, Person, Post, Practice
from joinedup.values.finding import Finding
from tests.unit.authority.hand_made import changed
from tests.unit.authority.small import (
    BODIES,
    DAY,
    FORUMS,
    LAW,
    forum,
    kept,
    passed,
    register,
)

BETTER = (Condition(id="better", standing="asserted"),)
SOCIAL = ("social-care",)


def found(*delegations: Delegation, law: Basis = LAW, **others: Any) -> list[Finding]:
    checked = Checked(register(*delegations, **others), law, DAY)
    return [one for given in all_given(checked) for one in power_findings(given)]


def only(*delegations: Delegation, **others: Any) -> Finding:
    [finding] = found(*delegations, **others)
    assert finding.severity == "should"
    return finding


def told(finding: Finding) -> tuple[str, str]:
    return finding.rule.removeprefix("authority."), finding.outcome


def test_what_a_power_supports_is_not_told() -> None:
    assert found(passed("d", "board", "committee"), passed("e", "QAA", "QAA", officers="x")) == []
    assert found() == []


def test_a_contract_passes_work_and_is_told_which_power_would_do() -> None:
    finding = only(passed("d", "QAA", "trust", power="contract"))
    assert told(finding) == ("passes-no-function", "fails")
    assert finding.why == (
        "delegation 'd': no power is found by which NHS First would pass 'care' to Test Trust. "
        "The power 'Contract' passes work and no function."
    )
    mend = "would pass it to Test Trust: 'Agreement' [agreement] (An Act s9); or take it out"
    assert mend in finding.mend
    assert (finding.where.column, finding.source) == ("power", "An Act s8")


def test_legal_advice_that_is_attached_is_quoted() -> None:
    advised = passed("d", "QAA", "trust", power="contract", legal_advice="It passes work only.")
    assert only(advised).why.endswith("The legal advice on it says: 'It passes work only.'")


def test_a_receiver_whom_no_power_names_is_told_that_none_would_do() -> None:
    finding = only(passed("d", "QAA", "directors", power="agreement"))
    assert told(finding) == ("no-power", "fails")
    assert "lets NHS First pass functions on only to a forum that it shares" in finding.why
    assert finding.why.endswith("and so not to The directors.")
    assert "no power that this program knows of would pass it to The directors" in finding.mend


def test_a_practice_is_called_by_its_name() -> None:
    practices = (Practice(code="P1", name="Hill Surgery"),)
    finding = only(passed("d", "QAA", "P1", power="agreement"), practices=practices)
    assert "pass 'care' to Hill Surgery" in finding.why


def test_a_class_of_officers_is_called_by_its_body() -> None:
    finding = only(passed("d", "QAA", "firm", officers="clerks", power="agreement"))
    assert "pass 'care' to Clerks, A Firm" in finding.why


def test_of_several_powers_that_would_do_each_is_told() -> None:
    law = LAW.model_copy(
        update={"powers": (*LAW.powers, LAW.powers[1].model_copy(update={"id": "other"}))}
    )
    finding = only(passed("d", "QAA", "trust", power="within"), law=law)
    assert "'Agreement' [agreement] (An Act s9) or 'Agreement' [other] (An Act s9)" in finding.mend


def test_only_a_power_that_is_exclusive_would_do_for_an_exclusive_delegation() -> None:
    exclusive = passed("d", "board", "committee", mode="exclusive")
    finding = only(exclusive)
    assert told(finding) == ("exclusive-not-permitted", "fails")
    assert "it is exclusive" in finding.why.lower()
    assert "no power that this program knows of" in finding.mend
    fine = passed("d", "QAA", "trust", power="agreement", mode="exclusive", conditions=BETTER)
    assert found(fine) == []
    by_contract = passed("d", "QAA", "trust", power="contract", mode="exclusive")
    assert "Agreement" in only(by_contract).mend


def test_functions_that_pass_and_functions_that_do_not_are_told_apart() -> None:
    mixed = passed("d", "board", "committee", functions=("constitution", "care", "care"))
    finding = only(mixed)
    assert told(finding) == ("no-power", "fails")
    assert "'constitution'" in finding.why
    assert "'care'" not in finding.why


def test_what_was_not_read_or_not_said_is_not_known() -> None:
    finding = only(passed("d", "QAA", "trust", power="agreement", functions=("unread",)))
    # The small law's agreement covers functions of the NHS only, and this is not tagged so.
    assert told(finding) == ("no-power", "fails")
    law = LAW.model_copy(
        update={
            "functions": tuple(
                one.model_copy(update={"tags": ("NHS",)}) if one.id == "unread" else one
                for one in LAW.functions
            )
        }
    )
    both = passed("d", "QAA", "trust", power="agreement", functions=("unread", "constitution"))
    findings = found(both, law=law)
    assert [told(one) for one in findings] == [
        ("no-power", "fails"),
        ("power-not-known", "not-known"),
    ]
    assert "not known: whether its power passes 'unread' to Test Trust" in findings[1].why
    assert "nobody read it" in findings[1].why
    assert "take legal advice" in findings[1].mend


def test_a_council_whose_governance_is_not_said() -> None:
    by_council = passed("d", "east", "cabinet-e", power="cabinet-scheme", functions=SOCIAL)
    assert found(by_council) == []
    finding = only(by_council, governance=())
    assert told(finding) == ("power-not-known", "not-known")
    assert "how East Council governs itself" in finding.why
    committees = (Governance(body="east", model="committee system"),)
    finding = only(by_council, governance=committees)
    assert told(finding) == ("no-power", "fails")
    assert "Council scheme" in finding.mend


def test_a_post_whose_holder_works_elsewhere() -> None:
    post = Post(id="lead", name="Lead", body="QAA", holders=(Holder(person="pat"),))
    to_post = passed("d", "board", "lead")
    assert told(only(to_post, posts=(post,))) == ("power-not-known", "not-known")
    people = (Person(id="pat", name="Pat", employer="east"),)
    assert told(only(to_post, posts=(post,), people=people)) == ("no-power", "fails")


def test_who_is_there_and_which_approvals_are_given_is_no_matter_of_the_power() -> None:
    waiting = passed("d", "board", "committee", approvals=(Approval(by="trust"),))
    assert found(waiting) == []
    vacant = Post(
        id="chief",
        name="Chief",
        body="QAA",
        holders=(Holder(person="ann", last_day=DAY.replace(month=10)),),
    )
    assert found(passed("d", "board", "chief"), posts=(vacant,)) == []


@pytest.mark.parametrize("days", [{"last_day": DAY.replace(day=1, month=10)}, {"power": "none"}])
def test_what_has_ended_or_names_no_power_is_not_asked(days: dict[str, Any]) -> None:
    assert found(passed("d", "QAA", "trust", **{"power": "contract", **days})) == []


def test_a_giver_for_whom_the_power_is_not_is_told_where_others_give_too() -> None:
    joint = passed("d", ("QAA", "firm"), "trust", power="agreement", conditions=BETTER)
    finding = only(joint)
    assert told(finding) == ("giver-without-power", "fails")
    assert "A Firm passes nothing by it, though others do" in finding.why
    both = passed("d", ("east", "west"), "trust", power="cabinet-scheme", functions=SOCIAL)
    assert "by which East Council and West Council" not in only(both).why
    assert "by which East Council or West Council" in only(both).why


def test_a_giver_of_whom_it_is_not_known_is_told_so() -> None:
    by_councils = passed("d", ("east", "west"), "east", power="council-scheme", functions=SOCIAL)
    [finding] = found(by_councils, governance=(Governance(body="west", model="committee system"),))
    # East cannot be its own receiver: that is known, whatever its governance.
    assert told(finding) == ("giver-without-power", "fails")
    other = Body(id="other", name="Other Council", kind="unitary council", area="p2")
    to_west = passed("d", ("east", "other"), "west", power="council-scheme", functions=SOCIAL)
    committees = (Governance(body="other", model="committee system"),)
    [finding] = found(to_west, bodies=(*BODIES, other), governance=committees)
    assert told(finding) == ("giver-without-power", "not-known")
    assert "not known: whether East Council passes nothing by it" in finding.why
    to_firm = passed("d", ("QAA", "QBB"), "firm", power="agreement", conditions=BETTER)
    assert told(only(to_firm)) == ("power-not-known", "not-known")


def test_a_precondition_of_the_power_is_shown_by_a_condition_with_a_standing() -> None:
    by = {"power": "agreement"}
    assert found(passed("d", "QAA", "trust", conditions=BETTER, **by)) == []
    for conditions in ((), (Condition(id="better"),), (Condition(id="x", standing="asserted"),)):
        finding = only(passed("d", "QAA", "trust", conditions=conditions, **by))
        assert told(finding) == ("precondition-not-shown", "not-known")
        assert "nothing shows 'better' (Better)" in finding.why


def test_a_precondition_that_is_not_asked_of_the_receiver_shows_nothing_and_is_told() -> None:
    to_clerk = passed("d", "board", "committee", conditions=BETTER)
    finding = only(to_clerk)
    assert told(finding) == ("precondition-not-asked", "fails")
    assert "show 'better' (Better), which its power does not ask of what is given to" in finding.why
    of_forums = LAW.preconditions[0].model_copy(update={"receivers": ("forum",)})
    law = LAW.model_copy(update={"preconditions": (of_forums, *LAW.preconditions[1:])})
    to_trust = passed("d", "QAA", "trust", power="agreement", conditions=BETTER)
    assert LAW.preconditions[0].id == "better"
    assert found(to_trust) == []
    assert told(only(to_trust, law=law)) == ("precondition-not-asked", "fails")


def test_what_a_council_keeps_as_its_framework_is_no_delegation_of_it() -> None:
    given = passed(
        "d",
        "east",
        "council-e",
        power="council-scheme",
        functions=("social-care", "licences"),
        area="p1",
    )
    kept_so = (kept("r", "east", "council-e", functions=("social-care",)),)
    plain = found(given)
    assert [told(one) for one in plain] == [("no-power", "fails")]
    assert found(given, reservations=kept_so) == plain


FORMED = Receiver(
    kind="forum", whose="own", forum_kinds=("committee",), forms=("committee of a body",)
)
OF_FORMS = changed(LAW, "powers", "within", given_to=(FORMED,))
NO_FORM = (*FORUMS, forum("place-2", "place partnership", "QAA", area="p2"))


def test_whether_it_passes_to_a_place_partnership_of_which_no_form_is_said_is_not_known() -> None:
    given = passed("d", "board", "place-2", area="p2")
    finding = only(given, law=OF_FORMS, forums=NO_FORM)
    assert told(finding) == ("power-not-known", "not-known")
    assert finding.mend == "Say in forums.yaml, under 'forms', of which form The place-2 is."
    assert finding.why.endswith("does not say of which form The place-2 is.")
    assert found(passed("d", "board", "place-1", area="p1"), law=OF_FORMS) == []


def test_a_power_that_would_do_if_the_form_were_said_is_told() -> None:
    finding = only(
        passed("d", "QAA", "place-2", power="agreement", area="p2"), law=OF_FORMS, forums=NO_FORM
    )
    assert told(finding) == ("no-power", "fails")
    assert finding.mend == (
        "it is not known whether 'Within' [within] (An Act s6) passes it from NHS First to The "
        "place-2: say in forums.yaml, under 'forms', of which form The place-2 is. Until then it "
        "shows nobody's authority"
    )


def test_to_which_forums_a_power_passes_is_told_with_their_forms() -> None:
    advising = forum("talks", "place partnership", "QAA", forms=("consultative forum",))
    finding = only(passed("d", "board", "talks"), law=OF_FORMS, forums=(*FORUMS, advising))
    assert finding.why.endswith(
        "lets The board pass functions on only to a committee of its own, place partnerships of "
        "the form 'committee of a body' among them, and so not to The talks."
    )
