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


WORDS = {
    "kinds": "forum_kinds",
    "forum_kinds": "forum_kinds",
    "place_forums": "forum_kinds",
    "perhaps_forums": "forum_kinds",
    "perhaps_capacities": "capacities",
    "capacities": "capacities",
    "roles": "roles",
    "not_roles": "roles",
    "perhaps_roles": "roles",
    "role": "roles",
    "nominated_by": "nominators",
    "nominators": "nominators",
    "council_kinds": "body_kinds",
    "body_kinds": "body_kinds",
    "body_kind": "body_kinds",
    "perhaps_kinds": "body_kinds",
    "of_kinds": "body_kinds",
    "one_of": "body_kinds",
    "only": "body_kinds",
    "services": "services",
    "appointed_by": "appointers",
    "approved_by": "appointers",
    "either_by": "appointers",
    "varied_by": "appointers",
    "matter": "judgement_matters",
    "instruments": "instrument_kinds",
    "provisions": "provisions",
    "access": "access",
    "owners": "place_forms",
}


def unknown_words(value, known):
    """Every word of a requirement that is not in the closed list of the register for its field."""
    if isinstance(value, dict):
        for name, part in value.items():
            words = [part] if isinstance(part, str) else part
            if name in WORDS and words is not None:
                yield from (f"{name}: {one}" for one in words if one not in known(WORDS[name]))
            yield from unknown_words(part, known)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from unknown_words(part, known)


def test_the_rules_of_the_package_use_the_words_of_the_register():
    found = [
        f"{rule.id} {one}"
        for pack in packs()
        for rule in pack.rules
        for one in unknown_words(rule.model_dump(), kinds().words)
    ]
    assert found == []


def test_every_rule_of_the_package_says_where_it_is_written_and_who_looked():
    told = [one for pack in packs() for one in (*pack.rules, *pack.permits, *pack.unread)]
    assert len({one.id for one in told}) == len(told)
    for one in told:
        assert one.locator and one.checked_by and one.source
        assert one.first_day is not None or one.force == "bill"
