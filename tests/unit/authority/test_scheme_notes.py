"""What a row of the scheme says of its bounds, of others, and of what cannot wait."""

import pytest

from joinedup.authority.mapping import SchemeRow, scheme_table
from joinedup.authority.proof import Cap, Terms
from joinedup.authority.scheme import Scheme
from joinedup.authority.scheme_notes import bound, most_pence, notes
from joinedup.authority.wording import Words
from tests.unit.authority.small import DAY, LAW, directed, kept, passed, scheme


def row_of(one: Scheme, entry: str, function: str = "care") -> SchemeRow:
    [row] = [
        row
        for row in scheme_table(one, DAY)
        if row.entry and row.entry.id == entry and row.function.id == function
    ]
    return row


def told(one: Scheme, entry: str) -> tuple[str, ...]:
    return notes(row_of(one, entry), Words(one.register, LAW))


def with_caps(*caps: Cap, pence: int | None = None) -> Terms:
    return Terms("s1", None, None, pence, (), (), caps=caps)


@pytest.mark.parametrize(
    ("cap", "area", "said"),
    [
        ("", "p1", "no cap"),
        ("none", "p1", "no cap"),
        ("£1m", "p1", "up to £1m"),
        ("£100,000 per 100,000 residents", "p1", ", which comes to £150,000"),
        ("£100,000 per 100,000 residents", "p2", ", which comes to an amount that is not known"),
        ("5% of core", "p1", "up to 5% of core, which comes to £500"),
    ],
)
def test_what_a_cap_comes_to_is_told(cap: str, area: str, said: str) -> None:
    one = scheme(passed("on", "board", "committee", area=area, cap=cap))
    assert bound(row_of(one, "on")).endswith(said)


def test_what_is_reserved_of_any_value_says_so() -> None:
    one = scheme(
        reservations=(kept("all", "QAA", "board"), kept("b", "QBB", "board-b", above="£9"))
    )
    assert bound(row_of(one, "all")) == "any value"
    assert bound(row_of(one, "b")) == "above £9"


def test_what_the_law_gives_has_no_bound_of_its_own_and_jointly_is_said() -> None:
    rows = {row.function.id: row for row in scheme_table(scheme(), DAY)}
    words = Words(scheme().register, LAW)
    assert (bound(rows["care"]), notes(rows["care"], words)) == ("", ())
    assert notes(rows["plan"], words) == (
        "jointly: all who hold it decide together",
        "not known: NHS Second holds this jointly with its partner trusts, and no trust says that "
        "it is one",
    )


def test_pence_are_a_number_or_not_known_or_none_without_a_cap() -> None:
    plain = Cap("a", "£1", 1_00, "", "decision")
    vat = Cap("d", "£9", 9_00, "whole life with VAT", "decision")
    unknown = Cap("e", "£1 in all", None, "", "ever", "used-not-said")
    assert most_pence(with_caps()) == ""
    assert most_pence(with_caps(plain, vat, pence=1_00)) == 1_00
    assert most_pence(with_caps(vat)) is None
    assert most_pence(with_caps(plain, unknown, pence=1_00)) is None


def test_who_decides_where_it_cannot_wait_is_told_with_what_is_reserved() -> None:
    named = ("chief", "committee", "clerk", "place-1")
    one = scheme(
        passed("to-chief", "board", "chief"),
        passed("to-committee", "board", "committee"),
        passed("to-clerk", "board", "clerk", cap="£9m a year"),
        passed("to-place", "board", "place-1", cap="£1m"),
        reservations=(kept("large", "QAA", "board", above="£5m", urgent=named),),
    )
    assert told(one, "large") == (
        "where it cannot wait Chief executive, NHS First or The committee may decide, and reports "
        "back",
        "where it cannot wait it is not known whether Clerk, NHS First may decide",
        "for what cannot wait it names The place-1, of whom the register shows no authority",
    )


def test_a_holder_who_does_not_decide_it_says_why() -> None:
    one = scheme(
        passed("away", "QAA", "trust", power="agreement", mode="exclusive"),
        directions=(directed("cease", "QBB"),),
    )
    words = Words(one.register, LAW)
    said = {
        row.receiver.id: notes(row, words)
        for row in scheme_table(one, DAY)
        if (row.function.id, row.how) == ("care", "holds")
    }
    [away] = said["QAA"]
    assert away.startswith("NHS First passed this exclusively to Test Trust, for First system")
    [ceased] = said["QBB"]
    assert ceased.startswith("NHS England directed NHS Second to cease exercising this")


def test_a_holder_for_whom_nobody_may_decide_says_why() -> None:
    keeps = kept("all", "QAA", "committee")
    [row] = [
        row
        for row in scheme_table(scheme(reservations=(keeps,)), DAY)
        if (row.function.id, row.how, row.receiver.id) == ("care", "holds", "QAA")
    ]
    assert row.proof is None or row.withheld
    assert any("keeps this for The committee" in reason.text for reason in row.withheld)


def test_a_keeper_without_authority_is_told() -> None:
    one = scheme(reservations=(kept("here", "QAA", "committee"),))
    assert told(one, "here") == ("of whom the register shows no authority",)


def test_what_is_reserved_above_an_amount_bounds_a_row() -> None:
    one = scheme(
        passed("on", "board", "committee"), reservations=(kept("l", "QAA", "board", above="£5m"),)
    )
    assert told(one, "on") == ("reserved above £5m for The board",)


def test_who_made_it_together_with_its_giver_is_told() -> None:
    one = scheme(passed("on", ("board", "board-b"), "committee"))
    assert [actor.id for actor in row_of(one, "on").givers] == ["board"]
    assert told(one, "on") == ("made together with The board-b",)


def test_a_cap_earlier_in_the_chain_bounds_a_row_and_so_does_what_is_left_of_its_own() -> None:
    one = scheme(
        passed("first", "board", "committee", cap="£1m"),
        passed("then", "committee", "chief"),
        passed("yearly", "board", "place-1", area="p1", cap="£1m a year"),
    )
    assert told(one, "first") == ()
    assert told(one, "then") == ("its chain lets it decide up to £1,000,000",)
    [left] = told(one, "yearly")
    assert left.endswith("(£1m a year: what was decided before is not said)")


def test_what_is_given_jointly_or_to_nobody_else_says_so() -> None:
    one = scheme(
        passed("joint", "QAA", "east", area="p1", power="agreement", mode="joint"),
        passed("all", "QAA", "trust", area="p2", power="agreement", mode="exclusive"),
    )
    assert told(one, "joint") == ("together with NHS First",)
    assert told(one, "all") == ("and no longer by NHS First",)


def test_what_a_receiver_passed_on_whole_says_so() -> None:
    one = scheme(
        passed("all", "QAA", "trust", power="agreement"),
        passed("rest", "trust", "QBB", power="agreement", mode="exclusive"),
    )
    assert told(one, "all") == ("which passed all of it on",)


def test_committees_in_common_decide_each_for_their_own_body() -> None:
    one = scheme(passed("on", ("QAA", "QBB"), "common", area="p1", power="in-common"))
    assert "one decision for each of the bodies" in told(one, "on")


def test_what_full_council_keeps_of_its_executive_is_of_the_framework() -> None:
    entry = kept("wide", "east", "council-e", functions=("social-care",))
    one = scheme(reservations=(entry,))
    row = row_of(one, "wide", "social-care")
    [said] = notes(row, Words(one.register, LAW))
    assert said.startswith("provided that it is part of the budget and policy framework")
