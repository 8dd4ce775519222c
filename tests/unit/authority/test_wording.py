"""Names and sources in words."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Cap, Held, Step, Terms
from joinedup.authority.wording import Words, entry_of, limit, told_once
from joinedup.law.files import basis
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Instrument,
    Post,
    Practice,
    Register,
    System,
)

BOARD, FINANCE = Actor("forum", "board"), Actor("post", "finance")
ICB, HEADS = Actor("body", "QZZ"), Actor("officers", "QZZ", "heads of service")
_PASSED = {"given_by": ["board"], "functions": ["plan-estates"], "area": "north"}
DELEGATIONS = tuple(
    Delegation.model_validate({**_PASSED, "given_to": "finance", **one})
    for one in (
        {"id": "capped", "cap": "£1m a year", "power": "schedule-1b-11", "instrument": "scheme"},
        {"id": "joint", "mode": "joint", "power": "section-65z5"},
        {"id": "alone", "mode": "exclusive", "power": "none-such", "cap": "none"},
        {"id": "three", "given_by": ["QZZ", "A1", "board"], "power": "section-75"},
        {"id": "many", "given_by": ["QZZ", "A1", "board", "x", "y"], "power": "section-75"},
    )
)
DIRECTION = Direction(
    id="cease", given_by="nhs", given_to="QZZ", power="section-14z61", instrument="scheme"
)
REGISTER = Register(
    system=System(
        code="QZZ", name="Testshire", areas=(Area(id="north", name="North", kind="place"),)
    ),
    bodies=(Body(id="QZZ", name="NHS Testshire", kind="integrated care board"),),
    practices=(Practice(code="A1", name="First Surgery"),),
    forums=(Forum(id="board", name="The Board", kind="committee", area="north", owners=("QZZ",)),),
    posts=(Post(id="finance", name="Director of finance", body="QZZ"),),
    instruments=(Instrument(id="scheme", title="Scheme, 3", kind="constitution", owners=("QZZ",)),),
    delegations=DELEGATIONS,
    directions=(DIRECTION,),
    reservations=(
        Reservation(
            id="large", body="QZZ", kept_by="board", functions=("plan-estates",), above="£1m"
        ),
    ),
)
WORDS = Words(REGISTER, basis())


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (ICB, "NHS Testshire"),
        (BOARD, "The Board"),
        (FINANCE, "Director of finance, NHS Testshire"),
        (HEADS, "Heads of service, NHS Testshire"),
        (Actor("body", "A1"), "First Surgery"),
        (Actor("post", "gone"), "gone"),
    ],
)
def test_whoever_decides_has_a_name(actor: Actor, name: str) -> None:
    assert WORDS.actor(actor) == name


def test_what_has_no_name_stands_for_itself() -> None:
    assert (WORDS.area("north"), WORDS.area("south"), WORDS.area("")) == (
        "North",
        "south",
        "any area",
    )
    assert WORDS.function("plan-estates") != "plan-estates"
    assert WORDS.function("plan-parties") == "plan-parties"
    assert WORDS.power("section-65z5") != "section-65z5"
    assert WORDS.power("none-such") == "none-such"
    assert WORDS.provision("section-65z5") == "NHS Act 2006 section 65Z5"
    assert WORDS.provision("none-such") == ""
    assert (WORDS.instrument("scheme"), WORDS.instrument("old"), WORDS.instrument(None)) == (
        "Scheme, 3",
        "old",
        "",
    )


def test_a_delegation_that_does_not_say_is_passed_on_as_its_power_says() -> None:
    onward = {power.id: power.onward for power in basis().powers}
    capped, joint, alone, *_ = DELEGATIONS
    assert WORDS.onward(capped) == onward["schedule-1b-11"]
    assert WORDS.onward(joint.model_copy(update={"onward": "no"})) == "no"
    assert WORDS.onward(alone) == ""


def test_a_matter_says_what_for_where_of_what_value_and_when() -> None:
    act = Act("plan-parties", "north", date(2026, 11, 1))
    assert WORDS.matter(act) == "plan-parties, for North, on 1 November 2026"
    act = Act("plan-parties", "north", date(2026, 11, 1), 100, linked_pence=(23,))
    assert WORDS.matter(act) == (
        "plan-parties, for North, £1.23 with linked matters, on 1 November 2026"
    )


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (Step("holds", "plan-estates", None, ICB), "NHS Testshire holds it by law"),
        (Step("directed", "cease", None, ICB), "NHS Testshire is directed to exercise it"),
        (Step("acts", "icb-board", ICB, BOARD), "acts through The Board"),
        (
            Step("belongs", "heads of service", HEADS, FINANCE),
            "Director of finance, NHS Testshire is one of them",
        ),
        (
            Step("delegated", "capped", BOARD, FINANCE),
            "delegated to Director of finance, NHS Testshire, up to £1m a year",
        ),
        (
            Step("delegated", "three", ICB, BOARD),
            "delegated by NHS Testshire, First Surgery and The Board together to The Board",
        ),
        (
            Step("delegated", "many", ICB, BOARD),
            "delegated by NHS Testshire, First Surgery, The Board and 2 more together to The Board",
        ),
        (
            Step("delegated", "joint", BOARD, FINANCE),
            "delegated to Director of finance, NHS Testshire, to decide together with the giver",
        ),
        (
            Step("delegated", "alone", BOARD, BOARD),
            "delegated to The Board, and to nobody else",
        ),
        (Step("delegated", "gone", BOARD, BOARD), "delegated to The Board"),
    ],
)
def test_a_link_says_how_it_comes_to_its_receiver(step: Step, told: str) -> None:
    assert WORDS.step(step) == told


def test_a_link_names_what_it_rests_on() -> None:
    law = basis()
    sources = {one.id: one.source for one in (*law.functions, *law.powers, *law.organs)}
    sources |= {one.id: one.source for one in law.direction_powers}

    def rests(how: str, by: str) -> tuple[str, ...]:
        return WORDS.rests_on(Step(how, by, None, BOARD))  # type: ignore[arg-type]

    assert rests("holds", "plan-estates") == (sources["plan-estates"],)
    assert rests("acts", "icb-board") == (sources["icb-board"],)
    assert rests("delegated", "capped") == (sources["schedule-1b-11"], "Scheme, 3")
    assert rests("delegated", "joint") == (sources["section-65z5"],)
    assert rests("delegated", "alone") == ("none-such",)
    assert rests("directed", "cease") == (sources["section-14z61"], "Scheme, 3")
    unknown = ("holds", "acts", "belongs", "delegated", "directed")
    assert {rests(how, "gone") for how in unknown} == {()}


def test_a_link_names_the_entry_that_makes_it() -> None:
    assert entry_of(Step("delegated", "capped", BOARD, FINANCE)) == ("delegations", "capped")
    assert entry_of(Step("directed", "cease", None, ICB)) == ("directions", "cease")
    assert entry_of(Step("belongs", "heads", HEADS, FINANCE)) == ("posts", "finance")
    assert entry_of(Step("acts", "icb-board", ICB, BOARD)) is None


def test_a_limit_is_told_as_its_folder_says_it() -> None:
    assert limit(DIRECTION) == ""
    one = {"id": "r", "body": "QZZ", "kept_by": "board", "functions": ["plan-estates"]}
    assert limit(Reservation.model_validate({**one, "above": "£5m"})) == "above £5m"
    assert limit(Reservation.model_validate(one)) == ""
    assert [limit(delegation) for delegation in DELEGATIONS] == ["up to £1m a year", *[""] * 4]
    with_vat = {"cap": "£2m", "cap_basis": "whole life with VAT"}
    assert limit(DELEGATIONS[0].model_copy(update=with_vat)) == "up to £2m (whole life with VAT)"


def test_what_is_asked_alike_of_several_delegations_is_told_once() -> None:
    one = Held("agreed", "The terms are agreed", "", delegation="first")
    other = Held("agreed", "The terms are agreed", "", delegation="second")
    shown = Held("agreed", "The terms are agreed", "", "evidenced", "minute 3", "third")
    alone = Held("asked", "It was asked", "", delegation="first")
    assert told_once((one, alone, other)) == (
        Held("agreed", "The terms are agreed", ""),
        Held("asked", "It was asked", ""),
    )
    # Where not the same is shown for all it is said for which.
    told = told_once((one, other, shown))
    assert [(held.delegation, held.standing) for held in told] == [
        ("first, second", ""),
        ("third", "evidenced"),
    ]


@pytest.mark.parametrize(("most", "told"), [(None, 1), (100_000_001, 1), (100_000_000, 0)])
def test_what_is_reserved_above_all_that_may_be_decided_is_not_told(
    most: int | None, told: int
) -> None:
    reserved = (Held("large", "reserved above £1m for The Board", ""),)
    terms = Terms("north", None, None, most, ("QZZ",), ("QZZ",), reserved=reserved)
    assert len(WORDS.reserved(terms)) == told


def test_the_most_that_may_be_decided_tells_what_is_reserved_below_it() -> None:
    cap = Cap("d", "£9m", 9_000_000_00, "", "decision")
    terms = Terms("north", None, None, cap.pence, ("QZZ",), ("QZZ",), caps=(cap,))
    assert WORDS.most(terms) == "up to £9,000,000"
    reserved = (Held("large", "reserved above £1m for The Board", ""),)
    told = WORDS.most(replace(terms, reserved=reserved))
    assert told == "reserved above £1m for The Board; else up to £9,000,000"
