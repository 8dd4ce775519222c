from joinedup.values.explained import Explained, Reason, Source


def test_an_answer_carries_its_reasons_and_sources_as_json():
    answer = Explained(
        7,
        (Reason("Three and four.", "sum", {"a": 3, "b": 4}), Reason("Nothing else.")),
        (Source("need.csv", "row 2", "ab12"), Source("NHS Act 2006")),
    )
    assert [reason.as_json() for reason in answer.reasons] == [
        {"text": "Three and four.", "rule": "sum", "inputs": {"a": 3, "b": 4}},
        {"text": "Nothing else.", "rule": "", "inputs": {}},
    ]
    assert [source.as_json() for source in answer.sources] == [
        {"id": "need.csv", "locator": "row 2", "sha256": "ab12"},
        {"id": "NHS Act 2006", "locator": "", "sha256": None},
    ]
