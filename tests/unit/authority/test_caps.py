"""What is told of caps and of amounts above which a matter is reserved."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.authority.act import Act, Actor, Used
from joinedup.authority.caps_told import amount, binding, caps_in_words, up_to
from joinedup.authority.proof import Cap, Proof, Refusal, Terms
from joinedup.authority.prove import prove
from joinedup.authority.roots import area_directed
from joinedup.authority.scheme import Scheme
from joinedup.authority.verify import verify
from joinedup.register.schema import System
from joinedup.values.explained import Explained
from tests.unit.authority.small import (
    AREAS,
    BODIES,
    LAW,
    STREAMS,
    act,
    body,
    directed,
    kept,
    meeting,
    passed,
    scheme,
)

COMMITTEE = meeting("committee")
YEAR = "2026-27"


def answer(known: Scheme, asked: Act, actor: Actor = COMMITTEE) -> Explained[Proof]:
    """The answer that somebody may decide, which the checker of proofs finds good."""
    found = prove(known, actor, asked)
    assert not isinstance(found, Refusal), found.reasons
    assert verify(found.value, known.register, LAW) == ()
    return found


def terms(known: Scheme, asked: Act, actor: Actor = COMMITTEE) -> Terms:
    return answer(known, asked, actor).value.terms


def capped(cap: str, basis: str = "", **others: Any) -> Scheme:
    return scheme(passed("d", "QAA", "committee", cap=cap, cap_basis=basis), **others)


@pytest.mark.parametrize(
    ("cap", "left", "unknown"),
    [
        ("", "none", ""),
        ("none", "none", ""),
        ("£500", 500_00, ""),
        ("£500 a year", None, "used-not-said"),
        ("£500 in all", None, "used-not-said"),
        ("5% of core", 500_00, ""),
        ("5% of core a year", None, "used-not-said"),
        ("5% of unheard-of", None, "stream-not-said"),
        ("£5 per 1,000 residents", None, "residents-not-said"),
        ("£5 per 1,000 residents a year", None, "residents-not-said"),
    ],
)
def test_a_cap_that_is_not_known_is_neither_no_cap_nor_the_whole_of_it(
    cap: str, left: object, unknown: str
) -> None:
    found = terms(
        capped(cap, streams=(STREAMS[0].model_copy(update={"amount_pence": 10_000_00}),)), act()
    )
    told = [(one.text, one.pence, one.unknown) for one in found.caps]
    assert told == ([] if left == "none" else [(cap, left, unknown)])
    assert found.cap_pence == (left if isinstance(left, int) else None)


def test_what_was_used_is_taken_off() -> None:
    used = (Used("d", 200_00, YEAR), Used("d", 300_00, "2025-26"))
    for cap, left in (("£900 a year", 700_00), ("£900 in all", 400_00), ("£100 a year", 0)):
        [told] = terms(capped(cap), act(used=used)).caps
        assert (told.pence, told.unknown) == (left, "")


def test_pounds_of_another_kind_are_told_beside_those_of_the_whole_life() -> None:
    to_board = passed("a", "QAA", "committee", cap="£900", cap_basis="whole life with VAT")
    to_staff = passed("b", "committee", "chief", cap="£100", cap_basis="a year without VAT")
    found = terms(scheme(to_board, to_staff), act(), Actor("post", "chief"))
    assert [(one.delegation, one.pence, one.basis) for one in found.caps] == [
        ("a", 900_00, "whole life with VAT"),
        ("b", 100_00, "a year without VAT"),
    ]
    assert found.cap_pence is None
    assert up_to(found) == ("up to £100 (its value a year)", "up to £900 (with VAT)")
    assert caps_in_words(found) == "up to £100 (its value a year); up to £900 (with VAT)"
    assert caps_in_words(terms(capped("none"), act())) == "no cap"


@pytest.mark.parametrize("value", [None, 0, 1_00])
def test_money_of_another_year_lets_nothing_be_decided(value: int | None) -> None:
    known = capped("5% of core")
    found = answer(known, act(value_pence=value)).value.terms
    assert (found.first_day, found.last_day) == (date(2026, 4, 1), date(2027, 3, 31))
    for day in (date(2026, 3, 31), date(2027, 4, 1)):
        refused = prove(known, COMMITTEE, replace(act(value_pence=value), on=day))
        assert isinstance(refused, Refusal)
        assert "cap-of-another-year" in {reason.rule for reason in refused.reasons}


def test_what_is_reserved_above_a_value_is_told_apart_from_what_is_to_be_shown() -> None:
    known = scheme(
        passed("d", "QAA", "committee"), reservations=(kept("r", "QAA", "board", above="£5m"),)
    )
    found = answer(known, act())
    assert [(one.id, one.says) for one in found.value.terms.reserved] == [
        ("r", "reserved above £5m for The board")
    ]
    assert found.value.terms.conditions == ()
    told = [reason.text for reason in found.reasons if reason.rule == "reserved"]
    assert told == ["Reserved above £5m for The board."]
    assert terms(known, act(value_pence=5_000_000_00)).reserved == found.value.terms.reserved
    urgent = kept("r", "QAA", "board", above="£5m", urgent=("committee",))
    known = scheme(passed("d", "QAA", "committee"), reservations=(urgent,))
    assert terms(known, act(value_pence=6_000_000_00, urgent=True)).reserved == ()


@pytest.mark.parametrize(("own", "told"), [(None, "s1"), ("p1", "p1"), ("land", "s1")])
def test_a_stand_in_decides_for_the_area_of_whoever_it_stands_in_for(
    own: str | None, told: str
) -> None:
    order = directed("stop", "QAA", exercised_by="QBB", area=own)
    onward = passed("on", "QBB", "trust", power="agreement")
    known = scheme(onward, directions=(order,))
    assert terms(known, act(), body("QBB")).area == told
    # Whoever has it from there has no more.
    assert terms(known, act(), body("trust")).area == told


def test_nobody_stands_in_for_another_function_or_elsewhere_or_later() -> None:
    ended = {"last_day": date(2026, 10, 31)}
    for others in ({"functions": ("plan",)}, {"area": "p2"}, ended):
        order = directed("stop", "QAA", exercised_by="QBB", **others)
        assert isinstance(prove(scheme(directions=(order,)), body("QBB"), act()), Refusal)


@pytest.mark.parametrize(
    ("own", "of_direction", "told"),
    [("s1", "s2", "s2"), (None, "p1", "p1"), (None, None, "")],
)
def test_a_direction_for_elsewhere_is_for_its_own_area(
    own: str | None, of_direction: str | None, told: str
) -> None:
    """What is held for any area may be directed for an area that is nobody's own."""
    bodies = tuple(
        one.model_copy(update={"area": own}) if one.id == "QAA" else one for one in BODIES
    )
    system = System(code="QZZ", name="First", area="s1", areas=AREAS)
    known = scheme(bodies=bodies, system=system)
    entry = directed("stop", "QAA", exercised_by="QBB", area=of_direction)
    told_to = known.parties.named("QAA")
    assert area_directed(entry, told_to, known.areas) == told


# In words


@pytest.mark.parametrize(
    ("cap", "said"),
    [
        (Cap("d", "£900", 900_00, "", "decision"), "£900"),
        (Cap("d", "£1.50", 1_50, "whole life without VAT", "decision"), "£1.50"),
        (Cap("d", "£9m", 1_249_999_00, "", "ever"), "£1,249,999 more in all"),
        (
            Cap("d", "£9 a year", 5_00, "whole life with VAT", "year"),
            "£5 more this financial year (with VAT)",
        ),
        (
            Cap("d", "£9 a year", None, "a year without VAT", "year", "used-not-said"),
            "an amount that is not known (£9 a year, its value a year: "
            "what was decided before is not said)",
        ),
        (
            Cap("d", "5% of core", None, "", "decision", "stream-not-said"),
            "an amount that is not known (5% of core: no such stream is known)",
        ),
    ],
)
def test_an_amount_is_told_with_what_it_counts(cap: Cap, said: str) -> None:
    assert amount(cap) == said


def with_caps(*caps: Cap) -> Terms:
    return Terms("s1", None, None, None, (), (), caps=caps)


def test_of_each_kind_of_pounds_the_least_binds_and_whatever_is_not_known() -> None:
    small, large = Cap("a", "£1", 1_00, "", "decision"), Cap("b", "£2", 2_00, "", "decision")
    said = Cap("c", "£1", 1_00, "whole life without VAT", "year")
    vat = Cap("d", "£9", 9_00, "whole life with VAT", "decision")
    unknown = Cap("e", "£1 a year", None, "", "year", "used-not-said")
    assert binding(with_caps()) == ()
    assert binding(with_caps(large, small, said)) == (small,)
    assert binding(with_caps(unknown, vat, large)) == (large, vat, unknown)


def test_each_cap_is_a_reason() -> None:
    found = answer(capped("£900 a year"), act())
    [reason] = [one for one in found.reasons if one.rule == "cap"]
    assert reason.inputs == {"delegation": "d", "cap_pence": None}
    assert "not known (£900 a year: what was decided before is not said)" in reason.text
    [reason] = [one for one in answer(capped(""), act()).reasons if one.rule == "cap"]
    assert reason.text == "No cap limits the value."
