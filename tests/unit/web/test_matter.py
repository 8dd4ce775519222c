"""What an address asks of 'Who can decide?'."""

from datetime import date

import pytest

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.law.files import basis
from joinedup.register.schema import Register
from joinedup.web.matter import MatterAsked, actor_named, adding_up, matter_asked, name_of
from tests.unit.register.small_folder import reading

TODAY = date(2026, 3, 1)
FUNCTION = "arrange-community-services"
DELEGATIONS = """\
delegations:
  - {id: yearly, given_by: [board], given_to: QZZ, officers: directors, area: testshire,
     functions: [arrange-community-services], cap: £500 a year, power: schedule-1b-11}
  - {id: in-all, given_by: [board], given_to: director, area: north,
     functions: [arrange-community-services], cap: £500 in all, power: schedule-1b-11}
  - {id: each, given_by: [board], given_to: director, area: north,
     functions: [arrange-community-services], cap: £500, power: schedule-1b-11,
     conditions: [{id: money, says: The money is there}]}
  - {id: past, given_by: [board], given_to: director, area: north, to: 2026-02-28,
     functions: [arrange-community-services], cap: £500 a year, power: schedule-1b-11}
"""
POSTS = """\
posts:
  - {id: director, name: Director of North, body: QZZ, officers: [heads]}
"""


@pytest.fixture(scope="module")
def register() -> Register:
    read = reading({"delegations.yaml": DELEGATIONS, "posts.yaml": POSTS})
    assert read.folder is not None, read.findings
    return read.folder.register


def ask(register: Register, **given: str) -> MatterAsked:
    fields = {name.replace("_", "-"): text for name, text in given.items()}
    return matter_asked(fields, register, basis(), TODAY)


def test_nothing_is_asked_at_first(register: Register) -> None:
    asked = ask(register)
    assert (asked.asked, asked.act, asked.faults, asked.day.on) == (False, None, (), TODAY)
    assert [fault.field for fault in asked.why_not] == ["function"]


def test_a_function_is_asked_of_the_whole_system_today(register: Register) -> None:
    asked = ask(register, function=FUNCTION)
    assert asked.act == Act(FUNCTION, "testshire", TODAY)
    assert asked.text("area") == "testshire"
    assert asked.actor is None
    assert asked.why_not == ()


def test_all_that_is_typed_makes_the_act(register: Register) -> None:
    asked = ask(
        register,
        function=FUNCTION,
        area="north",
        on="2026-11-01",
        value=" £1.25m ",
        linked="5",
        with_vat="1500000",
        yearly="1000",
        used_yearly="300",
        used_in_all="400.50",
        urgent="yes",
        outside_framework="yes",
        actor="director",
    )
    assert asked.act == Act(
        FUNCTION,
        "north",
        date(2026, 11, 1),
        125_000_000,
        (500,),
        150_000_000,
        100_000,
        (Used("yearly", 30_000, "2026-27"), Used("in-all", 40_050, "")),
        urgent=True,
        outside_framework=True,
    )
    assert asked.actor == Actor("post", "director")
    assert asked.text("value") == "£1.25m"


def test_every_fault_is_told_at_once_and_what_was_typed_is_kept(register: Register) -> None:
    asked = ask(
        register,
        function="magic",
        area="",
        value="a lot",
        used_yearly="-1",
        day="31",
        month="2",
        year="2026",
        actor="nobody",
        holder="nobody",
        with_vat="a lot",
        by_money="no",
    )
    assert asked.act is None
    assert [fault.field for fault in asked.faults] == [
        *("function", "area", "value", "on-day", "actor", "holder", "with-vat"),
        *("used-yearly", "by-money"),
    ]
    assert asked.fault("used-yearly") == (
        "Already decided under yearly: it cannot be less than nothing"
    )
    assert asked.fault("linked") is None
    assert (asked.text("value"), asked.text("actor")) == ("a lot", "nobody")


@pytest.mark.parametrize("text", ["a lot", "1e3", "1_000", "x" * 40])
def test_of_what_is_no_amount_each_field_says_the_same_with_its_name(
    register: Register, text: str
) -> None:
    asked = ask(register, function=FUNCTION, value=text, linked=text)
    said = f": '{text[:30]}' is not an amount of money in pounds; write it like"
    assert (asked.fault("value") or "").startswith(f"The value{said}")
    assert (asked.fault("linked") or "").startswith(f"The value of linked matters{said}")


def test_linked_matters_need_a_value_to_add_up_with(register: Register) -> None:
    asked = ask(register, function=FUNCTION, linked="5")
    assert asked.fault("value") == "Enter the value that linked matters add up with"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"by_money": "minute 7"}, Shown("money", "evidenced", "minute 7")),
        ({"shown_money": "evidenced", "by_money": "m"}, Shown("money", "evidenced", "m")),
        ({"shown_money": "asserted"}, Shown("money", "asserted")),
        ({"shown_money": "not-met", "by_money": "minute 7"}, Shown("money", "not met", "minute 7")),
        ({"shown_equality_duty": "asserted"}, Shown("equality-duty", "asserted")),
        ({"shown_holder": "asserted"}, Shown("holder", "asserted")),
    ],
)
def test_what_is_shown_is_asked_by_condition(
    register: Register, given: dict[str, str], shown: Shown
) -> None:
    asked = ask(register, function=FUNCTION, **given)
    assert asked.act == Act(FUNCTION, "testshire", TODAY, shown=(shown,))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"shown_money": "evidenced"}, "by-money"),
        ({"by_money": "No"}, "by-money"),
        ({"shown_money": "very"}, "shown-money"),
        ({"shown_magic": "asserted"}, "shown-magic"),
        ({"holder": "nobody"}, "holder"),
        ({"with_vat": "5"}, "value"),
        ({"yearly": "5"}, "value"),
        ({"value": "5", "linked": "5", "with_vat": "9"}, "with-vat"),
        ({"value": "5", "linked": "5", "yearly": "10.01"}, "yearly"),
    ],
)
def test_what_cannot_be_asked_so_is_a_fault_of_its_field(
    register: Register, given: dict[str, str], field: str
) -> None:
    asked = ask(register, function=FUNCTION, **given)
    assert [fault.field for fault in asked.faults] == [field]
    assert asked.act is None


def test_whose_function_it_is_may_be_named(register: Register) -> None:
    asked = ask(register, function=FUNCTION, holder="QZZ")
    assert asked.act == Act(FUNCTION, "testshire", TODAY, holder="QZZ")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("QZZ", Actor("body", "QZZ")),
        ("board", Actor("forum", "board")),
        ("director", Actor("post", "director")),
        ("QZZ:directors", Actor("officers", "QZZ", "directors")),
        ("QZZ:heads", Actor("officers", "QZZ", "heads")),
        ("QZZ:kings", None),
        ("city:directors", None),
        ("", None),
    ],
)
def test_actors_are_named_as_the_command_names_them(
    register: Register, name: str, actor: Actor | None
) -> None:
    assert actor_named(register, name) == actor
    assert actor is None or name_of(actor) == name


def test_delegations_whose_caps_add_up_are_those_of_the_day(register: Register) -> None:
    assert [one.id for one in adding_up(register, FUNCTION, TODAY)] == ["yearly", "in-all"]
    assert adding_up(register, "plan-estates", TODAY) == ()
