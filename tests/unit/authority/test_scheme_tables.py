"""The scheme, the map and what supports no proof, as tables."""

from dataclasses import replace

from joinedup.authority.mapping import scheme_table
from joinedup.authority.of_body import of_body
from joinedup.authority.presenters import (
    in_text,
    levels_in_words,
    map_as_table,
    scheme_as_table,
    unproved_as_table,
)
from joinedup.authority.scheme import Scheme
from joinedup.authority.tiers import functions_and_decisions_map
from joinedup.authority.unproved import unproved
from joinedup.authority.wording import Words
from joinedup.layout.tables import Link, Several, Table, plain
from joinedup.register.delegations import Condition
from tests.unit.authority.small import DAY, LAW, directed, kept, passed, scheme


def text_of(table: Table) -> list[dict[str, object]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, map(plain, row), strict=True)) for row in table.rows]


def tables(one: Scheme) -> tuple[list[dict[str, object]], ...]:
    naming = in_text(Words(one.register, LAW))
    return (
        text_of(scheme_as_table(scheme_table(one, DAY), DAY, naming)),
        text_of(map_as_table(functions_and_decisions_map(one, DAY), DAY, naming)),
        text_of(unproved_as_table(unproved(one, DAY, scheme_table(one, DAY)), DAY, naming)),
    )


def test_a_row_has_what_boards_publish_of_a_delegation() -> None:
    conditions = (
        Condition(id="asked", says="Partners are asked"),
        Condition(id="better"),
        Condition(id="chair-is-told"),
    )
    one = scheme(
        passed(
            "to-place",
            "board",
            "place-1",
            area="p1",
            cap="£1m",
            instrument="scheme-3",
            conditions=conditions,
            first_day=DAY,
        )
    )
    [row] = [row for row in tables(one)[0] if row["entry"] == "to-place"]
    assert row == {
        "function": "Care",
        "function_id": "care",
        "part": "",
        "how": "Delegated",
        "to": "The place-1",
        "through": "",
        "from": "The board",
        "limit": "up to £1m",
        "most_pence": 100_000_000,
        "area": "First place",
        "notes": "",
        "conditions": "Partners are asked; Better; Chair is told",
        "onward": "within the body",
        "power": "Within",
        "source": "An Act s6",
        "instrument": "Scheme of NHS First, version 3",
        "entry": "to-place",
        "first_day": DAY,
        "last_day": "",
    }


def test_what_is_held_reserved_and_directed_has_its_own_words() -> None:
    one = scheme(
        reservations=(kept("large", "QBB", "board-b", above="£5m"),),
        directions=(directed("cease", "QAA", exercised_by="QBB", functions=("care",)),),
    )
    care = [row for row in tables(one)[0] if row["function_id"] == "care"]
    told = {(row["how"], row["to"]): row for row in care}
    held = told["Held by law", "NHS Second"]
    assert (held["through"], held["source"], held["entry"]) == ("The board-b", "An Act s4", "")
    reserved = told["Reserved", "The board-b"]
    assert (reserved["limit"], reserved["from"], reserved["power"]) == (
        "above £5m",
        "NHS Second",
        "",
    )
    assert reserved["area"] == "any area"
    cease = told["Directed", "NHS Second"]
    assert (cease["entry"], cease["power"], cease["limit"]) == ("cease", "Direct", "")


def test_the_map_has_a_column_for_each_tier_that_somebody_decides_at() -> None:
    rows = tables(scheme())[1]
    assert list(rows[0]) == [
        *("function", "function_id", "region", "system", "place", "none"),
        *("levels", "passed"),
    ]
    [services] = [row for row in rows if row["function_id"] == "services"]
    assert (services["none"], services["levels"]) == ("The directors", 1)


def test_whoever_has_it_jointly_stands_in_the_map_with_those_who_must_agree() -> None:
    one = scheme(passed("joint", "QAA", "trust", area="p1", power="agreement", mode="joint"))
    [care] = [row for row in tables(one)[1] if row["function_id"] == "care"]
    assert care["place"] == "The directors, together with NHS First"
    linked = replace(in_text(Words(one.register, LAW)), actor=lambda actor: Link(actor.id, "#"))
    [cell] = [
        cell
        for row in map_as_table(functions_and_decisions_map(one, DAY), DAY, linked).rows
        for cell in row
        if isinstance(cell, Several) and "together" in str(plain(cell))
    ]
    assert cell.parts == (Link("directors, together with NHS First", "#"),)


def test_how_many_functions_are_decided_at_how_many_levels_is_told_in_words() -> None:
    mapped = functions_and_decisions_map(scheme(), DAY)
    assert levels_in_words(mapped[:1], ()) == (
        "1 function is decided, at 1 level of decision in all, 1.0 for each function."
    )
    told = levels_in_words((), ("together", "not-known", "not-known", "nobody"))
    assert told == (
        "0 functions are decided, at 0 levels of decision in all, 0 for each function. 1 more is "
        "decided by several together. Of 2 more it is not known who decides."
    )


def test_what_supports_no_proof_has_a_row_for_each_reason() -> None:
    [row] = tables(scheme(passed("work", "QAA", "trust", power="contract")))[2]
    assert (row["entry"], row["function"], row["to"]) == ("work", "Care", "Test Trust")
    assert row["outcome"] == "fails"
    assert row["why"]
    assert row["mend"]


def test_the_scheme_of_a_body_names_the_part_of_each_row() -> None:
    one = scheme(passed("to-place", "board", "place-1", area="p1", mode="joint"))
    naming = in_text(Words(one.register, LAW))
    rows = of_body(one, scheme_table(one, DAY), "QAA")
    table = scheme_as_table(rows, DAY, naming, "NHS First")
    assert table.caption.startswith("Scheme of reservation and delegation of NHS First on 1")
    shown = {column.key for _, column in table.page_columns}
    assert "part" in shown
    assert "how" not in shown
    told = {row["entry"]: row for row in text_of(table)}
    assert told["to-place"]["part"] == "Delegated to committees and other forums"
    assert told["to-place"]["notes"] == "jointly with The board"
    assert told[""]["part"] == "Held by law or by direction"
