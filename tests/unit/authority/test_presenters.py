"""The answers as programs get them."""

import json
from datetime import date
from typing import Any

from joinedup.authority.act import Act, Actor, Used
from joinedup.authority.presenters import (
    deciders_in_json,
    no_in_json,
    proof_in_json,
    refusal_in_json,
    yes_in_json,
)
from joinedup.authority.proof import Cap, Chain, Failed, Held, Proof, Refusal, Step, Terms
from joinedup.authority.who_can import Apart, First
from joinedup.values.explained import Explained, Reason, Source

BODY, BOARD = Actor("body", "QZZ"), Actor("forum", "board")
OFFICERS = Actor("officers", "QZZ", "directors")
ACT = Act("plan-estates", "north", date(2026, 11, 1), 25_000_000, used=(Used("d1", 100),))
TERMS = Terms(
    area="north",
    first_day=date(2026, 4, 1),
    last_day=None,
    cap_pence=5_000_000_000,
    accountable=("QZZ",),
    liable=("QZZ",),
    conditions=(Held("c1", "Report each month.", "Scheme, 3"),),
    caps=(Cap("d1", "£900 a year", None, "", "year", "used-not-said"),),
    reserved=(Held("r1", "reserved above £5m for Board", "Scheme, 1"),),
)
PROOF = Proof(BOARD, ACT, (Chain("north", (Step("holds", "plan-estates", None, BOARD),)),), TERMS)
ANSWER = Explained(PROOF, (Reason("It holds it.", "holds"),), (Source("NHS Act 2006", "s3"),))


def in_json(told: dict[str, object]) -> dict[str, Any]:
    """What is told, as a program reads it."""
    read: dict[str, Any] = json.loads(json.dumps(told))
    return read


def test_a_proof_is_told_with_its_chain_terms_reasons_and_sources() -> None:
    told = json.loads(json.dumps(proof_in_json(ANSWER)))
    assert told["may_decide"] is True
    assert told["act"]["on"] == "2026-11-01"
    assert told["act"]["used"] == [{"delegation": "d1", "pence": 100, "year": ""}]
    assert told["chains"][0]["steps"][0]["receiver"] == {
        "kind": "forum",
        "id": "board",
        "officers": "",
    }
    assert (told["terms"]["first_day"], told["terms"]["last_day"]) == ("2026-04-01", None)
    assert told["terms"]["conditions"][0]["standing"] == ""
    assert told["terms"]["caps"] == [
        {
            "delegation": "d1",
            "text": "£900 a year",
            "pence": None,
            "basis": "",
            "span": "year",
            "unknown": "used-not-said",
        }
    ]
    assert told["terms"]["reserved"][0]["says"] == "reserved above £5m for Board"
    assert told["reasons"] == [{"text": "It holds it.", "rule": "holds", "inputs": {}}]
    assert told["sources"] == [{"id": "NHS Act 2006", "locator": "s3", "sha256": None}]


def test_deciders_are_told_under_one_act_with_the_lowest_marked() -> None:
    refusal = Refusal(OFFICERS, ACT, (Failed("no-delegation", "fails", "None."),))
    apart = Apart((BOARD,), through_others=frozenset({BODY}))
    told = in_json(deciders_in_json(ACT, [ANSWER], {BOARD}, apart, [refusal], [refusal]))
    assert told["act"]["function"] == "plan-estates"
    [one] = told["deciders"]
    assert one["lowest"] is True
    assert "act" not in one
    assert told["through_others"] == ["QZZ"]
    assert [one["actor"]["officers"] for one in told["not_known"]] == ["directors"]
    # Who is near is told where nobody may only.
    assert told["near"] == []
    assert not in_json(deciders_in_json(ACT, [ANSWER], (), apart, (), ()))["deciders"][0]["lowest"]
    assert len(in_json(deciders_in_json(ACT, [], (), apart, (), [refusal]))["near"]) == 1


def test_of_one_it_is_told_how_it_decides_and_who_comes_before_it() -> None:
    first = First(lower=(OFFICERS,), together=(BOARD,))
    told = in_json(yes_in_json(ANSWER, Apart((BOARD,)), first))
    assert (told["may_decide"], told["decides"]) == (True, "itself")
    assert [one["officers"] for one in told["lower"]] == ["directors"]
    assert [one["id"] for one in told["together"]] == ["board"]
    assert told["actor"]["id"] == "board"


def test_of_one_who_may_not_it_is_told_whether_that_is_only_not_known() -> None:
    doubt = Failed("used-not-said", "not-known", "It is not said.")
    refusal = Refusal(OFFICERS, ACT, (doubt,))
    assert in_json(no_in_json(refusal, (doubt,)))["outcome"] == "not-known"
    assert in_json(no_in_json(refusal, ()))["outcome"] == "fails"


def test_a_refusal_is_told_with_every_reason() -> None:
    refusal = Refusal(OFFICERS, ACT, (Failed("no-delegation", "fails", "None."),), (BOARD,))
    told = json.loads(json.dumps(refusal_in_json(refusal)))
    assert told["may_decide"] is False
    assert told["actor"]["officers"] == "directors"
    assert [one["rule"] for one in told["reasons"]] == ["no-delegation"]
    assert told["instead"] == [{"kind": "forum", "id": "board", "officers": ""}]
