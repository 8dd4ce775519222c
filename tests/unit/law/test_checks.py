from datetime import date

import pytest

from joinedup.law.checks import check
from joinedup.law.files import packs
from joinedup.law.selection import rules_on
from tests.unit.register.small_folder import FILES, folder

ON = date(2025, 4, 1)


def test_findings_stand_at_the_row_of_what_they_are_about():
    rules = [rule for rule in rules_on(packs(), ON) if rule.id in ("ICB-3", "ICB-8-2", "ICP-1")]
    found = check(folder(), rules, ON)
    assert {(one.rule, one.subject.id, str(one.where)) for one in found} == {
        ("ICB-3", "board", "forums.yaml:2"),
        ("ICB-8-2", "board", "forums.yaml:2"),
        ("ICP-1", "QZZ", "forums.yaml"),
        ("register.practice-without-neighbourhood", "A2", "practices.csv:3"),
    }


def test_a_row_that_is_known_already_is_kept():
    read = folder(need=FILES["need.csv"] + "B1,2025-26,1,1\n")
    places = {one.rule: str(one.where) for one in check(read, rules_on(packs(), ON), ON)}
    assert places["register.need-without-practice"] == "need.csv:4"


def test_failures_come_first_and_every_finding_of_law_cites_its_text():
    found = check(folder(), rules_on(packs(), ON), ON)
    assert [one.outcome for one in found] == sorted(one.outcome for one in found)
    for one in found:
        assert bool(one.source) is not one.rule.startswith("register.")


def test_whoever_is_not_there_on_the_day_holds_no_seat():
    people = "id,name,employer,to\nann,Ann Ames,QZZ,2025-03-31\n"
    for day, empty in ((date(2025, 3, 31), False), (ON, True)):
        why = [one.why for one in check(folder(people=people), rules_on(packs(), day), day)]
        assert any("seat for a chair, but nobody is named in it" in one for one in why) is empty


@pytest.mark.parametrize(("small_areas", "outcome"), [(5, "fails"), (4, "not-known")])
def test_of_a_council_of_which_under_a_twentieth_meets_the_system_it_is_not_sure(
    small_areas, outcome
):
    read = folder(
        bodies=FILES["bodies.csv"] + "other,Other Council,unitary council\n",
        system=FILES["system.yaml"] + "  - {body: other, extent: whole}\n",
        overlaps="area,council,small_areas,small_areas_of_council\n"
        f"testshire,city,{small_areas},100\ntestshire,other,90,90\n",
        people=FILES["people.csv"] + "bob,Bob,other\n",
        forums="""\
forums:
  - id: board
    name: Board
    kind: integrated care board
    area: testshire
    owners: [QZZ]
    seats:
      - {id: trusts, capacity: partner member, nominators: [trusts], holders: [{person: ann}]}
      - {id: practices, capacity: partner member, nominators: [primary medical providers]}
      - {id: councils, capacity: partner member, nominators: [other], holders: [{person: bob}]}
  - id: icp
    name: Partnership
    kind: integrated care partnership
    area: testshire
    owners: [QZZ, other]
    seats:
      - {id: icb, capacity: appointed member, nominators: [QZZ], holders: [{person: ann}]}
      - {id: other, capacity: appointed member, nominators: [other], holders: [{person: bob}]}
""",
    )
    rules = [rule for rule in rules_on(packs(), ON) if rule.id in ("ICP-1", "ICB-8-2")]
    found = [one for one in check(read, rules, ON) if "practices" not in one.subject.id]
    icp = [one for one in found if one.rule == "ICP-1"]
    assert [one.outcome for one in icp] == [outcome] * 2
    assert all("City Council" in one.why for one in icp)
    assert all(("under 5%" in one.why) is (outcome == "not-known") for one in icp)
    of_councils = [one for one in found if "nominated jointly by councils" in one.why]
    assert [one.outcome for one in of_councils] == [outcome]


@pytest.mark.parametrize(("day", "asked"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True)])
def test_only_rules_in_force_on_the_day_are_asked(day, asked):
    found = {one.rule for one in check(folder(), rules_on(packs(), day), day)}
    assert ("ICB-3" in found) is asked
