"""What may be said to be shown of a matter."""

import pytest

from joinedup.authority.shown import denies, what_is_shown
from joinedup.law.files import basis
from tests.unit.register.small_folder import reading

DELEGATIONS = """\
delegations:
  - {id: first, given_by: [board], given_to: QZZ, officers: heads, area: north,
     power: schedule-1b-11, functions: [plan-estates],
     conditions: [{id: money, says: The money is there}, {id: bare},
       {id: equality-duty, says: In other words}]}
  - {id: second, given_by: [board], given_to: QZZ, officers: heads, area: north,
     power: schedule-1b-11, functions: [plan-estates],
     conditions: [{id: money, says: Said otherwise}]}
"""


def test_each_condition_is_called_once_as_the_law_or_its_first_delegation_calls_it() -> None:
    read = reading({"delegations.yaml": DELEGATIONS})
    assert read.folder is not None, read.findings
    titles = what_is_shown(read.folder.register, basis())
    assert titles["money"] == "The money is there"
    assert titles["bare"] == "bare"
    assert titles["equality-duty"] == "The equality duty was met"
    assert {"holder", "framework"} <= titles.keys()
    assert {one.id for one in basis().preconditions} <= titles.keys()


@pytest.mark.parametrize("text", ["no", "None", " NOT  yet ", "0", "not", "Failed"])
def test_what_denies_shows_nothing(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize("text", ["minute 7", "notice of 1 May", "", "Northern minutes"])
def test_what_names_something_does_not_deny(text: str) -> None:
    assert not denies(text)
