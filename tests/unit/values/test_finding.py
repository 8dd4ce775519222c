from dataclasses import replace

import pytest

from joinedup.values.finding import Finding, Subject, Where, failed_musts, in_order

FINDING = Finding(
    rule="ICB-3",
    severity="must",
    outcome="fails",
    subject=Subject("forum", "icb-board"),
    where=Where("forums.yaml", 3, "seats"),
    why="there is no chair",
    mend="add one",
    source="NHS Act 2006",
)


def test_a_finding_as_json_has_the_shape_of_the_design():
    assert FINDING.as_json() == {
        "rule": "ICB-3",
        "severity": "must",
        "outcome": "fails",
        "subject": {"kind": "forum", "id": "icb-board"},
        "where": {"file": "forums.yaml", "row": 3, "column": "seats"},
        "why": "there is no chair",
        "mend": "add one",
        "source": "NHS Act 2006",
    }


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where("a.csv"), "a.csv"),
        (Where("a.csv", 2), "a.csv:2"),
        (Where("a.csv", 2, "id"), "a.csv:2 [id]"),
        (Where("a.csv", column="id"), "a.csv [id]"),
    ],
)
def test_where_is_said_shortly(where, said):
    assert str(where) == said


@pytest.mark.parametrize(
    ("severity", "outcome", "failed"),
    [
        ("must", "fails", True),
        ("must", "not-known", False),
        ("should", "fails", False),
        ("would", "fails", False),
    ],
)
def test_only_a_failed_must_is_a_no(severity, outcome, failed):
    found = replace(FINDING, severity=severity, outcome=outcome)
    assert failed_musts([found]) == ((found,) if failed else ())
    assert failed_musts([]) == ()


def test_failures_come_first_then_severity_then_place():
    ordered = [
        replace(FINDING, where=Where("a.csv")),
        replace(FINDING, where=Where("a.csv", 2)),
        replace(FINDING, where=Where("a.csv", 2, "id")),
        replace(FINDING, where=Where("a.csv", 10)),
        replace(FINDING, where=Where("b.csv", 1)),
        replace(FINDING, where=Where("b.csv", 1), rule="ICB-8-2"),
        replace(FINDING, severity="should"),
        replace(FINDING, severity="would"),
        replace(FINDING, outcome="not-known"),
        replace(FINDING, outcome="not-known", severity="should"),
    ]
    assert in_order(reversed(ordered)) == tuple(ordered)
