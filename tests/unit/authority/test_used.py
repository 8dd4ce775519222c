"""What was decided before under delegations, read from a list that a person keeps."""

import pytest

from joinedup.authority.act import Used
from joinedup.authority.used import read_used

IDS = {"to-place", "to-officers"}


def faults(text: str) -> list[tuple[str, str]]:
    used, findings = read_used("used.csv", text.encode(), IDS)
    assert used == ()
    assert all(one.mend and one.severity == "must" for one in findings)
    return [(str(one.where), one.why) for one in findings]


def test_what_was_used_is_read_in_pence_or_in_pounds() -> None:
    text = (
        "delegation,year,used_pence,used\n"
        "to-place,2026/27,12345,\nto-place,,,£1.25m\nto-officers,2026-27,0,\n"
    )
    assert read_used("used.csv", text.encode(), IDS) == (
        (
            Used("to-place", 12345, "2026-27"),
            Used("to-place", 125_000_000),
            Used("to-officers", 0, "2026-27"),
        ),
        (),
    )


def test_columns_that_nobody_needs_may_be_left_out() -> None:
    assert read_used("u.csv", b"delegation,used\nto-place,250\n", IDS)[0] == (
        Used("to-place", 25_000),
    )


def test_all_faults_are_told_at_once_with_where_they_stand() -> None:
    text = (
        "delegation,year,used_pence,used\n"
        "to-space,2026,1.5,\n,2026-27,5,\nto-place,,1,1\nto-place,,,\nto-officers,,,-5\n"
    )
    assert faults(text) == [
        ("used.csv:2 [delegation]", "there is no delegation 'to-space'"),
        ("used.csv:2 [used_pence]", "'1.5' is not a number of pence; write digits only"),
        ("used.csv:2 [year]", "'2026' is not a financial year; write it like 2025-26"),
        ("used.csv:3 [delegation]", "the delegation is missing"),
        ("used.csv:4 [used_pence]", "both used_pence and used are filled in"),
        ("used.csv:5 [delegation]", "what was used of 'to-place' for all years stands twice"),
        ("used.csv:5 [used_pence]", "nothing says what was used"),
        ("used.csv:6 [used]", "'-5' is less than nothing"),
    ]


def test_one_delegation_and_year_stands_once() -> None:
    text = "delegation,year,used\nto-place,2026-27,1\nto-place,2026/27,2\n"
    assert faults(text) == [
        ("used.csv:3 [delegation]", "what was used of 'to-place' for 2026-27 stands twice")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty"),
        ("year,used\n", "columns are missing: delegation"),
        ("delegation,spent\n", "these are not columns of the file: spent"),
        ("delegation,used\nto-place,=1+1\n", "used: '=1+1' is a formula"),
        ("delegation,used_pence\nto-place,9999999999999999999\n", "is not a number of pence"),
        ("delegation,used\nto-place,plenty\n", "'plenty' is not an amount of money"),
    ],
)
def test_a_file_of_another_form_is_told_so(text: str, why: str) -> None:
    [(_, told)] = faults(text)
    assert why in told
