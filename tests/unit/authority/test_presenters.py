"""The answers as programs get them."""

import json
from datetime import date

from joinedup.authority.act import Act, Actor, Used
from joinedup.authority.presenters import deciders_in_json, proof_in_json, refusal_in_json
from joinedup.authority.proof import Cap, Chain, Failed, Held, Proof, Refusal, Step, Terms
from joinedup.values.explained import Explained, Reason, Source

BOARD = Actor("forum", "board")
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
    told = deciders_in_json(ACT, [ANSWER], {BOARD})
    assert json.loads(json.dumps(told))["act"]["function"] == "plan-estates"
    [one] = json.loads(json.dumps(told))["deciders"]
    assert one["lowest"] is True
    assert "act" not in one
    assert not json.loads(json.dumps(deciders_in_json(ACT, [ANSWER], ())))["deciders"][0]["lowest"]


def test_a_refusal_is_told_with_every_reason() -> None:
    refusal = Refusal(OFFICERS, ACT, (Failed("no-delegation", "fails", "None."),), (BOARD,))
    told = json.loads(json.dumps(refusal_in_json(refusal)))
    assert told["may_decide"] is False
    assert told["actor"]["officers"] == "directors"
    assert [one["rule"] for one in told["reasons"]] == ["no-delegation"]
    assert told["instead"] == [{"kind": "forum", "id": "board", "officers": ""}]
