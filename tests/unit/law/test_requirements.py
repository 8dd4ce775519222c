"""What no rule of the packs asks for, and what no readable case says well."""

from datetime import date

from joinedup.law.checks import check, law_findings
from joinedup.law.rule import Rule
from tests.unit.law.test_rule import RULE
from tests.unit.register.small_folder import FILES, folder, reading

ON = date(2025, 4, 1)


def rule(*requires):
    return Rule.model_validate({**RULE, "requires": list(requires)})


def found(asked, **changes):
    return check(folder(**changes), [asked], ON)


def of_law(findings):
    return [one for one in findings if not one.rule.startswith("register.")]


def test_a_forum_that_the_system_must_have_and_that_is_not_there():
    made_of = {"kind": "made of", "forums": {"kinds": ["joint committee"]}}
    [one] = law_findings(folder().register, rule(made_of), ON)
    assert one.outcome == "not-known"
    assert "no forum of the kind 'joint committee'" in one.why


def test_what_two_requirements_lack_together_is_told_once():
    forums = {"kinds": ["joint committee"]}
    judged = {"kind": "judged", "forums": forums, "matter": "independence", "each": True}
    assert len([*law_findings(folder().register, rule(judged, judged), ON)]) == 1


def test_a_finding_of_a_seat_stands_at_its_row():
    employed = {
        "kind": "employed",
        "forums": {"kinds": ["integrated care board"]},
        "called": "the chair",
        "capacities": ["chair"],
    }
    people = "id,name,employer\nann,Ann Ames,RT1\n"
    [one] = of_law(found(rule(employed), people=people))
    assert (one.subject.kind, one.subject.id) == ("seat", "board/chair")
    assert str(one.where) == "forums.yaml:8"
    assert one.why == (
        "Ann Ames, the chair of Board of NHS Testshire, is neither employed by nor seconded to "
        "NHS Testshire"
    )


def test_a_practice_that_owns_a_forum_is_told_by_its_name():
    employed = {
        "kind": "employed",
        "forums": {"kinds": ["committee"], "of": "any"},
        "called": "a member",
        "capacities": ["chair"],
    }
    forums = FILES["forums.yaml"].replace("integrated care board", "committee")
    forums = forums.replace("owners: [QZZ]", "owners: [A1]")
    [one] = of_law(found(rule(employed), forums=forums))
    assert one.why.endswith("is neither employed by nor seconded to First Surgery")


def test_days_at_the_end_of_time_are_no_trouble():
    text = "interests.csv"
    files = {text: "id,person,body,kind,aware_on,declared_on\ni,ann,QZZ,financial,9999-12-20,\n"}
    read = reading(files).folder
    declared = rule({"kind": "declared", "days": 28})
    assert [*law_findings(read.register, declared, date.max)] == []


def test_a_board_that_no_body_of_the_register_is():
    """The reader takes a practice for the body of the system; then the board has only its code."""
    register = folder().register
    others = tuple(body for body in register.bodies if body.id != "QZZ")
    bare = register.model_copy(update={"bodies": others})
    text = {"kind": "text", "called": "the constitution", "instruments": ["constitution"]}
    [one] = law_findings(bare, rule(text), ON)
    assert one.why == "not known: the folder names no constitution of QZZ on 1 April 2025"
