import pytest

from joinedup.law.files import packs
from tests.spec.membership.cases import all_cases
from tests.spec.membership.page import PAGE, page


@pytest.mark.parametrize("name", all_cases())
def test_what_the_rules_find(name):
    case = all_cases()[name]
    found = [f"{one.rule} {one.outcome}: {one.why}" for one in case.findings()]
    assert found == case.words["finds"]


def test_every_rule_has_cases():
    assert {rule for case in all_cases().values() for rule in case.rules} == {
        rule.id for rule in next(pack for pack in packs() if pack.id == "act-2022").rules
    }


def test_committed_page_is_what_is_generated():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run .venv/bin/python -m tests.spec.membership.page and commit"
    )
