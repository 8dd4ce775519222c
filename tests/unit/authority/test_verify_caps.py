"""The checker of proofs: no value is above a cap, on the basis and for the time that it counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Act, Used
from joinedup.authority.proof import Proof
from joinedup.authority.verify import verify
from joinedup.register.schema import Register
from tests.unit.authority.hand_made import BASIS, DAY, GOOD, REGISTER, changed


def rules(proof: Proof, register: Register = REGISTER) -> set[str]:
    return {one.rule for one in verify(proof, register, BASIS)} - {"terms"}


def capped(cap: str, register: Register = REGISTER, **others: Any) -> Register:
    return changed(register, "delegations", "d2", cap=cap, **others)


@pytest.mark.parametrize(
    ("cap", "value", "found"),
    [
        ("£500", 500_00, set()),
        ("£500", 500_01, {"above-cap"}),
        ("none", 1_000_00, set()),
        ("£1 per 3 residents", 333_33, set()),  # for 1,000 residents, rounded down
        ("£1 per 3 residents", 333_34, {"above-cap"}),
        ("10% of core", 100_00, set()),  # of £1,000.05, rounded down
        ("10% of core", 100_01, {"above-cap"}),
        ("10% of unknown", 1, {"stream-not-said"}),
        ("£500 a year", 1, {"used-not-said"}),
        ("£500 in all", 1, {"used-not-said"}),
    ],
)
def test_the_value_is_within_each_cap(cap: str, value: int, found: set[str]) -> None:
    proof = replace(GOOD, act=replace(GOOD.act, value_pence=value))
    assert rules(proof, capped(cap)) == found
    # Where no value is asked about, a cap is only told.
    assert rules(GOOD, capped(cap)) == set()


def test_linked_matters_add_up_to_the_value() -> None:
    act = replace(GOOD.act, value_pence=300_00, linked_pence=(100_00, 100_01))
    assert rules(replace(GOOD, act=act), capped("£500")) == {"above-cap"}
    # The cap of the delegation before counts as well.
    act = replace(GOOD.act, value_pence=1_000_01)
    assert rules(replace(GOOD, act=act), capped("none")) == {"above-cap"}


def test_residents_that_are_not_said_are_not_guessed() -> None:
    register = changed(capped("£1 per 3 residents"), "areas", "p1", residents=None)
    proof = replace(GOOD, act=replace(GOOD.act, value_pence=1))
    assert rules(proof, register) == {"residents-not-said"}
    nowhere = changed(register, "delegations", "d2", area="p9")
    assert rules(proof, nowhere) == {"residents-not-said", "outside-area"}


def test_the_share_of_a_stream_is_for_its_year() -> None:
    register = capped("10% of core", last_day=None, first_day=None)
    for on, found in (
        (date(2026, 3, 31), {"cap-of-another-year"}),
        (date(2026, 4, 1), set()),
        (date(2027, 3, 31), set()),
        (date(2027, 4, 1), {"cap-of-another-year"}),
    ):
        proof = replace(GOOD, act=replace(GOOD.act, value_pence=1, on=on))
        assert rules(proof, register) == found


@pytest.mark.parametrize(
    ("basis", "value", "found"),
    [
        ("", 500_00, set()),
        ("whole life without VAT", 500_00, set()),
        ("whole life with VAT", 500_00, {"above-cap"}),
        ("a year without VAT", 500_00, set()),
        ("by the moon", 500_00, {"value-basis-not-said"}),
    ],
)
def test_the_value_counts_as_the_cap_says(basis: str, value: int, found: set[str]) -> None:
    register = capped("£500", cap_basis=basis)
    act = replace(GOOD.act, value_pence=value, with_vat_pence=600_00, yearly_pence=100_00)
    assert rules(replace(GOOD, act=act), register) == found
    silent = replace(GOOD.act, value_pence=value)
    is_said = basis in ("", "whole life without VAT")
    assert ("value-basis-not-said" in rules(replace(GOOD, act=silent), register)) is not is_said


@pytest.mark.parametrize(
    ("cap", "used", "found"),
    [
        ("£500 a year", (Used("d2", 400_00, "2026-27"), Used("d2", 900_00, "2025-26")), set()),
        ("£500 a year", (Used("d2", 400_01, "2026-27"),), {"above-cap"}),
        ("£500 a year", (Used("d2", 200_00, "2026-27"),) * 2, set()),
        ("£500 a year", (Used("d2", 200_01, "2026-27"),) * 2, {"above-cap"}),
        ("£500 a year", (Used("d2", 0, "2025-26"),), {"used-not-said"}),
        ("£500 a year", (Used("d2", 0),), {"used-not-said"}),
        ("£500 a year", (Used("d1", 0, "2026-27"),), {"used-not-said"}),
        ("£500 in all", (Used("d2", 300_00, "2026-27"), Used("d2", 100_00, "2025-26")), set()),
        (
            "£500 in all",
            (Used("d2", 300_00, "2026-27"), Used("d2", 101_00, "2025-26")),
            {"above-cap"},
        ),
        ("£500 in all", (Used("d2", 300_00, "2026-27"), Used("d2", 400_00)), set()),
        ("£500 in all", (Used("d2", 1, "2026-27"), Used("d2", 401_00)), {"above-cap"}),
    ],
)
def test_what_was_used_before_counts(cap: str, used: tuple[Used, ...], found: set[str]) -> None:
    act = Act("care", "p1", DAY, value_pence=100_00, used=used)
    assert rules(replace(GOOD, act=act), capped(cap)) == found
