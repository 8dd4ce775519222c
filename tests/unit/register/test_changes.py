"""What changed between two registers, in cases that can be read."""

from datetime import date

import pytest

from joinedup.register.changes import (
    ENTRY_WORDS,
    FieldChange,
    Value,
    changes,
    counted,
    in_words,
    sentence,
)
from joinedup.register.lists import LISTS
from joinedup.register.schema import Holder, Register
from tests.unit.register.small_folder import FILES, folder, reading


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


PASSED = """\
delegations:
  - id: d1
    given_by: [QZZ, city]
    given_to: board
    functions: [plan-estates]
    area: north
    cap: £250,000
    power: section-65z5
    approvals: [{by: city, on: 2024-03-01}]
    conditions: [{id: scrutiny}]
"""


def test_changes_of_delegations_are_told_by_who_passes_to_whom() -> None:
    def given(passed: str) -> Register:
        outcome = reading(
            {
                "delegations.yaml": passed,
                "reservations.csv": "id,body,kept_by,functions\nr1,city,lead,plan-estates\n",
                "directions.csv": "id,given_by,given_to,power\no1,city,QZZ,section-14z61\n",
                "posts.yaml": "posts: [{id: lead, name: Leader, body: city}]\n",
            }
        )
        assert outcome.folder is not None, outcome.findings
        return outcome.folder.register

    other = PASSED.replace("cap: £250,000", "cap: £1m").replace("given_to: board", "given_to: A1")
    other = other.replace("on: 2024-03-01", "on: 2024-04-01").replace("[{id: scrutiny}]", "[]")
    revoked = other + "    officers: nurses\n    revocations: [{on: 2026-01-01, by: city}]\n"
    found = changes(given(PASSED), given(revoked))
    assert [sentence(one) for one in found] == [
        "Delegation 'NHS Testshire and Test City Council to Nurses, First Surgery' (d1): "
        "given_to was 'board' and is 'A1'; cap was '£250,000' and is '£1m'; "
        "officers was empty and is 'nurses'",
        "Approval of a delegation 'Test City Council' (d1 / city): on was 2024-03-01 and is "
        "2024-04-01",
        "Condition of a delegation (d1 / scrutiny) was taken out",
        "Revocation of a delegation (d1 / 2026-01-01) was added",
    ]
    gone = [sentence(one) for one in changes(given(revoked), register())]
    assert "Reservation 'Test City Council for Leader' (r1) was taken out" in gone
    assert "Direction 'Test City Council to NHS Testshire' (o1) was taken out" in gone


def test_every_list_has_a_word_for_one_entry() -> None:
    beside = {"need", "overlaps"}
    assert set(ENTRY_WORDS) == set(LISTS) - beside
