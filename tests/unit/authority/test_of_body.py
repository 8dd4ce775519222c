"""The scheme of one body."""

from joinedup.authority.mapping import scheme_table
from joinedup.authority.of_body import PARTS, of_body, unproved_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.unproved import unproved
from tests.unit.authority.small import DAY, directed, kept, passed, scheme


def parts(one: Scheme, body: str) -> dict[str, set[str]]:
    """The entries of each part, or the functions of what no entry makes."""
    found: dict[str, set[str]] = {}
    for row in of_body(one, scheme_table(one, DAY), body):
        told = row.entry.id if row.entry else row.function.id
        found.setdefault(row.part, set()).add(told)
    return found


def several() -> Scheme:
    return scheme(
        passed("to-committee", "board", "committee"),
        passed("to-chief", "committee", "chief"),
        passed("to-heads", "board", "QAA", officers="directors"),
        passed("to-east", "QAA", "east", area="p1", power="agreement"),
        passed("in-east", "east", "council-e", area="p1", power="agreement"),
        passed("to-both", "QAA", "joint", power="agreement"),
        passed("from-above", "england", "QAA", functions=("specialised",), power="agreement"),
        passed("next-door", "board-b", "QBB", officers="directors", area="s2"),
        reservations=(kept("large", "QAA", "board", above="£5m"), kept("other", "QBB", "board-b")),
    )


def test_the_rows_of_a_body_stand_in_parts_and_those_of_others_are_left_out() -> None:
    found = parts(several(), "QAA")
    assert list(found) == [part for part in PARTS if part in found]
    assert {"care", "constitution", "plan"} <= found["held"]
    assert {name: found[name] for name in list(PARTS)[1:]} == {
        "reserved": {"large"},
        "forums": {"to-committee", "to-both"},
        "officers": {"to-chief", "to-heads"},
        "received": {"from-above"},
        "given": {"to-east"},
    }


def test_of_whoever_receives_it_is_told_what_was_received() -> None:
    found = parts(several(), "east")
    assert found["received"] == {"to-east"}
    assert "given" not in found
    assert parts(several(), "trust")["received"] == {"to-both"}


def test_what_a_body_is_directed_to_exercise_stands_with_what_it_holds() -> None:
    cease = directed("cease", "QAA", exercised_by="QBB", functions=("care",))
    one = scheme(directions=(cease,))
    assert "cease" in parts(one, "QBB")["held"]
    assert "cease" not in parts(one, "QAA").get("held", set())


def test_the_rows_of_one_receiver_stand_together_in_the_order_of_the_law() -> None:
    one = scheme(
        passed("a", "board", "committee", functions=("care", "unread")),
        passed("b", "board", "place-1", functions=("care", "unread")),
    )
    rows = [row for row in of_body(one, scheme_table(one, DAY), "QAA") if row.part == "forums"]
    assert [(row.receiver.id, row.function.id) for row in rows] == [
        ("committee", "care"),
        ("committee", "unread"),
        ("place-1", "care"),
        ("place-1", "unread"),
    ]


def test_of_what_supports_no_proof_only_what_the_body_gave_or_received_is_told() -> None:
    one = scheme(
        passed("gave", "QAA", "firm", power="contract"),
        passed("got", "firm", "committee"),
        passed("others", "firm", "trust"),
    )
    found = unproved_of(one, unproved(one, DAY, scheme_table(one, DAY)), "QAA")
    assert {row.entry.id for row in found} == {"gave", "got"}
