"""Checks of delegations as a whole: each with its row, strictly where asked, and in good time."""

import sys
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest

from joinedup.authority.checks import authority_findings, delegation_findings
from joinedup.authority.power_checks import WITHOUT_POWER
from joinedup.register.delegations import Condition, Delegation, Revocation
from joinedup.register.reading import Folder
from joinedup.register.schema import Post, Register
from joinedup.values.finding import Where
from tests.unit.authority.small import DAY, LAW, directed, kept, passed, register

BETTER = (Condition(id="better", standing="evidenced"),)


def rules(register: Register) -> list[tuple[str, str]]:
    found = delegation_findings(register, LAW, DAY)
    return [(one.rule.removeprefix("authority."), one.subject.id) for one in found]


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    fine = register(
        passed("d", "board", "committee"),
        passed("e", "QAA", "trust", power="agreement", conditions=BETTER),
        reservations=(kept("r", "QAA", "board", above="£5m"),),
        directions=(directed("o", "QBB"),),
    )
    assert rules(fine) == []


def test_of_each_kind_of_check_something_is_found() -> None:
    wrong = register(
        passed("d", "committee", "clerk"),
        passed("e", "QAA", "trust", power="contract"),
        passed("f", "QAA", "trust", power="agreement"),
        passed("g", "trust", "QAA", power="agreement", functions=("care", "cares")),
        passed("h", "board", "committee", power="withim"),
    )
    assert rules(wrong) == [
        ("unknown-function", "g"),
        ("unknown-power", "h"),
        ("giver-without-function", "d"),
        ("passes-no-function", "e"),
        ("precondition-not-shown", "f"),
        ("precondition-not-shown", "g"),
        ("circle", "e"),
    ]


def folder(*delegations: Delegation) -> Folder:
    where = {
        ("delegations", one.id): Where("delegations.csv", row)
        for row, one in enumerate(delegations, 2)
    }
    return Folder(register=register(*delegations), where=where)


REVOKED = (Revocation(on=DAY, by="trust"),)
WRONG = (
    passed("d", "committee", "clerk"),
    passed("e", "QAA", "trust", power="contract"),
    passed("f", "QAA", "trust", power="agreement", functions=("unread",)),
)


def test_findings_stand_at_their_rows_in_order() -> None:
    found = authority_findings(folder(*WRONG), LAW, DAY)
    assert [str(one.where) for one in found] == [
        "delegations.csv:2",
        "delegations.csv:3 [power]",
        "delegations.csv:4 [power]",
    ]
    assert {one.severity for one in found} == {"should"}


def test_strictly_what_no_power_supports_fails_a_must() -> None:
    found = authority_findings(folder(*WRONG), LAW, DAY, strict=True)
    musts = [one.rule for one in found if one.severity == "must"]
    assert musts == ["authority.passes-no-function", "authority.no-power"]
    assert set(musts) <= WITHOUT_POWER
    assert [one.rule for one in found if one.severity == "should"] == [
        "authority.giver-without-function"
    ]


def star(count: int, **fields: Any) -> Register:
    """So many delegations from one giver."""
    given = {"given_by": ("QAA",), "functions": ("care",), "area": "s1", **fields}
    return register(*(Delegation(id=f"d{one}", **given) for one in range(count)))


def line(count: int, **fields: Any) -> Register:
    """So many delegations, each given by whoever received the one before; or round in a circle."""
    size = count if fields.pop("round", False) else count + 1
    posts = tuple(Post(id=f"p{one}", name="Post", body="QAA") for one in range(size))
    given = {"power": "within", "area": "s1", **fields}
    return register(
        passed("first", "board", "p0"),
        *(passed(f"d{one}", f"p{one}", f"p{(one + 1) % size}", **given) for one in range(count)),
        posts=posts,
    )


def kept_from_many(count: int) -> Register:
    """So many delegations to a committee, all ended, and as many matters kept for it."""
    ended = DAY - timedelta(days=1)
    return register(
        *(passed(f"d{one}", "QAA", "committee", last_day=ended) for one in range(count)),
        reservations=tuple(kept(f"r{one}", "QAA", "committee") for one in range(count)),
    )


def work(register: Register) -> int:
    """How many functions are called to check a register."""
    calls = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        list(delegation_findings(register, LAW, DAY))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    ("made", "fields"),
    [
        (star, {"power": "agreement", "given_to": "trust"}),
        (star, {"power": "agreement", "given_to": "trust", "mode": "exclusive"}),
        (star, {"power": "contract", "given_to": "trust"}),
        (star, {"power": "within", "given_to": "committee", "area": "land"}),
        (line, {"onward": "yes", "cap": "£5"}),
        (line, {"onward": "no"}),
        (line, {"round": True}),
        (kept_from_many, {}),
        (star, {"power": "within", "given_to": "committee", "revocations": REVOKED}),
    ],
)
def test_twice_as_many_delegations_are_about_twice_the_work(
    made: Callable[..., Register], fields: dict[str, Any]
) -> None:
    """Ten thousand are checked in a second or two; what grows with the square would take hours."""
    assert work(made(160, **fields)) < 2.3 * work(made(80, **fields))
