from pathlib import Path

import pytest

from joinedup.law.checks import law_findings
from joinedup.law.files import packs
from tests.spec.law.cases import USUAL_DAY, all_cases
from tests.spec.law.page import PAGE, page

RULES = [rule.id for pack in packs() for rule in pack.rules]


@pytest.mark.parametrize("name", all_cases())
def test_what_the_rules_find(name):
    case = all_cases()[name]
    found = [f"{one.rule} {one.outcome}: {one.why}" for one in case.found]
    assert found == case.words["finds"]


SECTIONS = ("forums", "people", "posts", "governance", "instruments", "judgements", "interests")


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_not_written_down_never_fails(section):
    def failing(found):
        return {(one.rule, one.subject) for one in found if one.outcome == "fails"}

    for case in all_cases().values():
        less = case.register().model_copy(update={section: ()})
        for rule in case.asked:
            assert failing(law_findings(less, rule, case.on)) <= failing(case.found), case.words


@pytest.mark.parametrize("name", RULES)
def test_each_rule_has_cases_that_pass_that_fail_and_that_cannot_be_known(name):
    shown = set()
    for case in all_cases().values():
        if name in case.rules:
            shown |= {one.outcome for one in case.found if one.rule == name} or {"passes"}
    assert shown == {"passes", "fails", "not-known"}


def test_what_nobody_read_cannot_be_known_and_says_what_would_tell():
    register = next(iter(all_cases().values())).register()
    for pack in packs():
        for rule in pack.unread:
            found = list(law_findings(register, rule, USUAL_DAY))
            assert [(one.outcome, one.mend) for one in found] == [("not-known", rule.settled_by)]


def test_each_file_of_cases_is_of_a_pack():
    files = {path.stem for path in Path(__file__).parent.glob("*.yaml")}
    assert files == {pack.id for pack in packs()}


def test_committed_page_is_what_is_generated():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run .venv/bin/python -m tests.spec.law.page and commit"
    )
