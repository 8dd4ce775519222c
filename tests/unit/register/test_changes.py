"""What changed between two registers, in cases that can be read."""

from datetime import date

import pytest

from joinedup.register.changes import FieldChange, Value, changes, counted, in_words, sentence
from joinedup.register.schema import Holder, Register
from tests.unit.register.small_folder import FILES, folder


def register(**changed: str) -> Register:
    return folder(**changed).register


def with_holders(*holders: Holder) -> Register:
    base = register()
    seat = base.forums[0].seats[0].model_copy(update={"holders": holders})
    forum = base.forums[0].model_copy(update={"seats": (seat,)})
    return base.model_copy(update={"forums": (forum,)})


def told(before: Register, after: Register) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.section, one.id, one.name) for one in changes(before, after)]


def test_the_order_of_rows_changes_nothing() -> None:
    bodies = FILES["bodies.csv"].splitlines()
    assert changes(register(), register(bodies="\n".join([bodies[0], *reversed(bodies[1:])]))) == ()


def test_what_is_added_has_all_its_fields_and_what_is_removed_too() -> None:
    more = FILES["people.csv"] + "bo,Bo Byrne,\n"
    [added] = changes(register(), register(people=more))
    fields = (FieldChange("id", None, "bo"), FieldChange("name", None, "Bo Byrne"))
    assert (added.what, added.id, added.name, added.fields) == ("added", "bo", "Bo Byrne", fields)
    [removed] = changes(register(people=more), register())
    assert (removed.what, removed.id) == ("removed", "bo")
    assert removed.fields == tuple(FieldChange(one.name, one.after, None) for one in fields)


def test_a_change_says_the_field_before_and_after() -> None:
    renamed = FILES["bodies.csv"].replace("Test Hospitals", "Testshire Hospitals")
    [change] = changes(register(), register(bodies=renamed))
    assert (change.what, change.section, change.id) == ("changed", "bodies", "RT1")
    assert change.name == "Testshire Hospitals"
    assert change.fields == (FieldChange("name", "Test Hospitals", "Testshire Hospitals"),)


def test_seats_and_holders_are_told_by_the_ids_around_them() -> None:
    moved = FILES["forums.yaml"].replace("capacity: chair", "capacity: attendee")
    ended = moved.replace("from: 2022-07-01", "from: 2022-07-01, to: 2025-12-31")
    assert told(register(), register(forums=ended)) == [
        ("changed", "seats", "board / chair", ""),
        ("changed", "holders", "board / chair / ann", "Ann Ames"),
    ]


def test_a_forum_goes_with_its_seats_and_their_holders() -> None:
    assert told(register(), register().model_copy(update={"forums": ()})) == [
        ("removed", "forums", "board", "Board of NHS Testshire"),
        ("removed", "seats", "board / chair", ""),
        ("removed", "holders", "board / chair / ann", "Ann Ames"),
    ]


def test_the_system_is_one_whatever_its_code() -> None:
    base = register()
    renamed = base.system.model_copy(update={"code": "QZY", "as_at": None})
    [change] = changes(base, base.model_copy(update={"system": renamed}))
    assert (change.what, change.section, change.id) == ("changed", "system", "system")
    assert change.fields == (
        FieldChange("code", "QZZ", "QZY"),
        FieldChange("as_at", date(2026, 1, 1), None),
    )


def test_of_two_holdings_by_one_person_the_one_that_changed_is_told() -> None:
    early = Holder(person="ann", first_day=date(2022, 7, 1), last_day=date(2023, 6, 30))
    late = Holder(person="ann", first_day=date(2024, 7, 1))
    ended = late.model_copy(update={"last_day": date(2025, 6, 30)})
    before, after = with_holders(early, late), with_holders(ended, early)
    [change] = changes(before, after)
    assert (change.what, change.id) == ("changed", "board / chair / ann (2)")
    assert change.fields == (FieldChange("to", None, date(2025, 6, 30)),)
    [one_less] = changes(before, with_holders(late))
    assert (one_less.what, one_less.id) == ("removed", "board / chair / ann")
    assert len(changes(with_holders(early, early), with_holders(early))) == 1


def test_lists_without_a_key_are_told_by_the_field_that_they_must_have() -> None:
    system = FILES["system.yaml"].replace(
        "extent: whole", "extent: whole, ons: [{code: E06000999}]"
    )
    assert told(register(), register(system=system)) == [
        ("added", "council-codes", "city / E06000999", "")
    ]


def test_a_council_is_named_by_its_body() -> None:
    part = FILES["system.yaml"].replace("extent: whole", "extent: part")
    assert told(register(), register(system=part)) == [
        ("changed", "councils", "city", "Test City Council")
    ]


def test_how_many_of_each_list() -> None:
    less = register().model_copy(update={"people": (), "streams": ()})
    assert counted(changes(register(), less)) == {
        "people": {"added": 0, "removed": 1, "changed": 0},
        "streams": {"added": 0, "removed": 1, "changed": 0},
    }
    assert counted(()) == {}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 1, 31), "2026-01-31"),
        (("a", "b"), "a; b"),
        (12, "12"),
        ("text", "text"),
    ],
)
def test_values_are_said_in_words(value: Value, words: str) -> None:
    assert in_words(value) == words


def test_changes_are_told_in_sentences() -> None:
    renamed = FILES["bodies.csv"].replace("Test Hospitals,", "Testshire Hospitals,")
    ended = FILES["forums.yaml"].replace("from: 2022-07-01", "from: 2022-07-01, to: 2025-12-31")
    found = changes(register(), register(bodies=renamed, forums=ended))
    assert [sentence(one) for one in found] == [
        "Body 'Testshire Hospitals' (RT1): name was 'Test Hospitals' and is 'Testshire Hospitals'",
        "Holder of a seat 'Ann Ames' (board / chair / ann): to was empty and is 2025-12-31",
    ]
    less = register().model_copy(update={"forums": ()})
    assert [sentence(one) for one in changes(register(), less)][:2] == [
        "Forum 'Board of NHS Testshire' (board) was taken out",
        "Seat (board / chair) was taken out",
    ]
    assert sentence(changes(less, register())[0]) == (
        "Forum 'Board of NHS Testshire' (board) was added"
    )
