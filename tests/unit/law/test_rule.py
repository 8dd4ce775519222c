from datetime import date

import pytest
from pydantic import ValidationError

from joinedup.law.files import packs
from joinedup.law.rule import Pack, Rule
from joinedup.law.selection import rules_on
from joinedup.register.files import kinds

RULE = {
    "id": "X-1",
    "title": "A rule",
    "says": "Something must be so.",
    "force": "statute",
    "source": "An Act",
    "locator": "https://law.example/section/1",
    "from": "2022-07-01",
    "to": "2026-03-31",
    "how_sure": "H",
    "checked_by": "us",
    "checked_on": "2026-11-21",
    "requires": [{"kind": "facts since", "day": "2026-04-01", "why": "things changed"}],
}


@pytest.mark.parametrize(
    ("force", "severity"),
    [
        ("statute", "must"),
        ("regulation", "must"),
        ("statutory guidance", "should"),
        ("policy", "should"),
        ("guidance", "should"),
        ("proposal", "would"),
        ("bill", "would"),
    ],
)
def test_the_force_of_a_text_gives_the_severity(force, severity):
    assert Rule.model_validate({**RULE, "force": force}).severity == severity


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2022-06-30", False), ("2022-07-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_a_rule_is_in_force_from_its_first_day_to_its_last(day, in_force):
    rule = Rule.model_validate(RULE)
    pack = Pack(id="p", title="P", rules=(rule,))
    assert rules_on((pack,), date.fromisoformat(day)) == ((rule,) if in_force else ())


@pytest.mark.parametrize("change", [{"force": "custom"}, {"how_sure": "very"}, {"colour": "red"}])
def test_a_rule_with_words_of_its_own_is_refused(change):
    with pytest.raises(ValidationError):
        Rule.model_validate({**RULE, **change})


def test_the_rules_of_the_package_use_the_words_of_the_register():
    for requires in (
        one.model_dump() for pack in packs() for rule in pack.rules for one in rule.requires
    ):
        assert requires.get("forum", "committee") in kinds().words("forum_kinds")
        assert set(requires.get("council_kinds", ())) <= set(kinds().words("body_kinds"))
        for seat in requires.get("seats", ()):
            assert set(seat["capacities"]) <= set(kinds().words("capacities"))
            assert seat["nominated_by"] in (None, *kinds().words("nominators"))


def test_every_rule_of_the_package_says_where_it_is_written_and_who_looked():
    rules = [rule for pack in packs() for rule in pack.rules]
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.locator and rule.checked_by and rule.source
        assert rule.first_day is not None
