from datetime import date

import pytest

from joinedup.law.as_if import as_if
from joinedup.law.files import packs
from joinedup.law.rule import Pack, Rule
from joinedup.law.selection import UnknownPackError, rules_on, without
from tests.unit.law.test_rule import RULE
from tests.unit.register.small_folder import folder

TODAY = date(2026, 11, 21)


def ids(rules):
    return [rule.id for rule in rules]


def rule(rule_id, **changes):
    return Rule.model_validate({**RULE, "id": rule_id, **changes})


def seats(*parts):
    needs = [{"id": one, "called": one} for one in parts]
    return {"kind": "seats", "forums": {"kinds": ["committee"]}, "seats": needs}


def test_superseded_frameworks_stay_answerable():
    asked = ids(rules_on(packs(), date(2021, 6, 30)))
    assert {"LTP-1.52a", "NS-2.31-must", "DF-p20"} <= set(asked)
    assert not {"ICB-3", "OPT1", "BILL-21"} & set(asked)
    after = ids(rules_on(packs(), date(2022, 7, 1)))
    assert "ICB-3" in after
    assert not {"LTP-1.52a", "NS-2.31-must", "DF-p20"} & set(after)


def test_proposals_and_bills_are_never_law_even_on_the_days_they_were_before_parliament():
    for day in (date(2021, 1, 31), TODAY):
        assert all(one.is_law for one in rules_on(packs(), day))


@pytest.mark.parametrize(
    ("pack", "day", "asked"),
    [
        ("option-1", date(2021, 1, 31), ["OPT1"]),
        ("option-1", TODAY, []),
        ("bill-2026", TODAY, ["BILL-21", "BILL-NHSE", "BILL-ICP"]),
    ],
)
def test_a_pack_asked_for_by_name_gives_its_rules_of_the_day(pack, day, asked):
    assert ids(rules_on(packs(), day, only=pack)) == asked


def test_as_if_adds_the_rules_of_a_proposal_and_takes_away_what_it_would_replace():
    now = rules_on(packs(), TODAY)
    then = rules_on(packs(), TODAY, as_if="bill-2026")
    assert set(ids(then)) == {*ids(now), "BILL-21", "BILL-NHSE", "BILL-ICP"}
    [board] = [one for one in then if one.id == "ICB-8-2"]
    assert [need.id for need in board.requires[0].seats] == ["", ""]
    [heads] = [one for one in then if one.id == "ICB-5-7"]
    assert [part.id for part in heads.requires] == ["", "constitution"]


def test_names_that_are_no_pack_are_told_with_those_that_are():
    with pytest.raises(UnknownPackError, match="no pack 'nope'; there are ltp-2019, next-steps"):
        rules_on(packs(), TODAY, only="nope")
    with pytest.raises(UnknownPackError, match="no proposal or bill; those are option-1, option-2"):
        rules_on(packs(), TODAY, as_if="act-2022")


def test_every_part_that_a_proposal_would_replace_is_there():
    rules = {one.id: one for pack in packs() for one in pack.rules}
    for proposal in rules.values():
        for replaced in proposal.replaces:
            whole, _, part = replaced.partition("/")
            assert without(rules[whole], [replaced]) != rules[whole], replaced
            assert proposal.is_law is False
            assert part or whole in rules


def test_what_is_left_of_a_rule():
    one = rule("A", requires=[seats("x", "y"), {**seats("z"), "id": "whole"}])
    assert without(one, ["B", "AA"]) == one
    assert without(one, ["A"]) is None
    left = without(one, ["A/x", "A/whole"])
    assert [[need.id for need in part.seats] for part in left.requires] == [["y"]]
    assert without(one, ["A/x", "A/y", "A/z"]) is None


def test_a_rule_that_is_replaced_as_a_whole_is_asked_no_more():
    law = Pack(id="law", title="Law", rules=(rule("A"), rule("B")))
    bill = Pack(id="bill", title="Bill", rules=(rule("C", force="bill", replaces=["A"]),))
    day = date(2025, 4, 1)
    assert ids(rules_on((law, bill), day)) == ["A", "B"]
    assert ids(rules_on((law, bill), day, as_if="bill")) == ["B", "C"]


def test_as_if_tells_what_would_go_and_what_would_come():
    told = as_if(folder(), packs(), TODAY, "bill-2026")
    assert told.would_replace == ("ICB-8-2/councils", "ICB-5-7/chair", "ICB-5-7/chief-executive")
    assert told.would_add == ("BILL-21", "BILL-NHSE", "BILL-ICP")
    assert {one.rule for one in told.going} == {"ICB-8-2", "ICB-5-7"}
    assert {one.rule for one in told.coming} == set(told.would_add)
    assert all(one.severity == "would" for one in told.coming)
    assert set(told.now) - set(told.going) == set(told.then) - set(told.coming)


def test_what_is_not_asked_on_a_day_would_not_be_set_aside_either():
    assert as_if(folder(), packs(), TODAY, "option-2").would_replace == ()
    told = as_if(folder(), packs(), date(2021, 1, 31), "option-2")
    assert told.would_replace == ("LTP-1.52a",)
