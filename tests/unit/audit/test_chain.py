"""The chain of the log: any change to the past shows, and where."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.audit.chain import BEGINNING, Entry, detail_hash, following, verify

NOON = datetime(2026, 4, 1, 12, 0, 0, 123456, tzinfo=UTC)


def log(length: int) -> list[Entry]:
    """A whole log."""
    entries: list[Entry] = []
    for number in range(length):
        entries.append(
            following(
                entries[-1] if entries else None,
                at=NOON + timedelta(seconds=number),
                by=f"person {number % 3}",
                action="store",
                subject=f"version {number}",
                detail={"number": number},
            )
        )
    return entries


def found(entries: list[Entry]) -> list[tuple[str, str]]:
    """Rule and entry of each finding."""
    return [(finding.rule, finding.subject.id) for finding in verify(entries)]


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_whole_log_is_whole(length: int) -> None:
    assert found(log(length)) == []


def test_the_first_entry_follows_nothing() -> None:
    [first] = log(1)
    assert (first.sequence, first.previous_sha256) == (1, BEGINNING)


def test_the_hash_is_what_the_docs_say() -> None:
    """Anyone can work it out again, in any language, from canonical JSON."""
    [first] = log(1)
    text = (
        '{"action":"store","at":"2026-04-01T12:00:00.123456+00:00","by":"person 0",'
        f'"detail":"{hashlib.sha256(b"""{"number":0}""").hexdigest()}",'
        f'"previous":"{BEGINNING}","sequence":1,"subject":"version 0"}}'
    )
    assert first.sha256 == hashlib.sha256(text.encode()).hexdigest()


CHANGES: dict[str, Callable[[Entry], Entry]] = {
    "at": lambda entry: replace(entry, at=entry.at + timedelta(microseconds=1)),
    "by": lambda entry: replace(entry, by="somebody else"),
    "action": lambda entry: replace(entry, action="take out"),
    "subject": lambda entry: replace(entry, subject="version 99"),
    "detail": lambda entry: replace(entry, detail_sha256=detail_hash({"number": 99})),
    "hash": lambda entry: replace(entry, sha256="f" * 64),
}


@pytest.mark.parametrize("field", CHANGES)
@given(position=st.integers(0, 4))
def test_a_change_to_any_field_shows_at_the_entry(field: str, position: int) -> None:
    entries = log(5)
    entries[position] = CHANGES[field](entries[position])
    assert found(entries)[0] == ("log.content", str(position + 1))


def test_a_change_with_its_hash_made_anew_shows_at_the_next_entry() -> None:
    entries = log(3)
    forged = following(
        entries[0], at=NOON, by="a forger", action="store", subject="version 1", detail={}
    )
    assert found([entries[0], forged, entries[2]]) == [("log.link", "3")]


def test_an_entry_that_follows_from_another_log_shows() -> None:
    entries = log(3)
    entries[0] = replace(entries[0], previous_sha256="e" * 64)
    assert found(entries) == [("log.link", "1"), ("log.content", "1")]


@pytest.mark.parametrize(
    ("taken_out", "shows"), [(0, ["2"]), (1, ["3"]), (2, ["4"])], ids=["first", "second", "third"]
)
def test_an_entry_that_was_taken_out_shows_once(taken_out: int, shows: list[str]) -> None:
    entries = log(4)
    del entries[taken_out]
    assert found(entries) == [("log.sequence", entry) for entry in shows]


def test_entries_in_another_order_show() -> None:
    first, second, third = log(3)
    assert ("log.sequence", "3") in found([first, third, second])


def test_a_finding_says_what_and_how_to_mend() -> None:
    entries = log(2)
    entries[1] = replace(entries[1], by="somebody else")
    [finding] = verify(entries)
    assert (finding.severity, finding.outcome, finding.where.row) == ("must", "fails", 2)
    assert "entry 2" in finding.why
    assert "copy" in finding.mend


def test_the_same_instant_in_another_zone_is_the_same() -> None:
    in_india = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    same = [
        following(None, at=at, by="a", action="b", subject="c", detail={}).sha256
        for at in (NOON, in_india)
    ]
    assert same[0] == same[1]


def test_an_instant_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        following(None, at=NOON.replace(tzinfo=None), by="a", action="b", subject="c", detail={})


def test_details_hash_the_same_in_any_order_and_are_not_in_the_entry() -> None:
    assert detail_hash({"a": 1, "b": "é"}) == detail_hash({"b": "é", "a": 1})
    entry = following(
        None, at=NOON, by="a", action="b", subject="c", detail={"name": "Ann Example"}
    )
    assert "Ann Example" not in repr(entry)


def test_details_that_are_no_json_are_refused() -> None:
    with pytest.raises(TypeError):
        detail_hash({"a": object()})
    with pytest.raises(ValueError, match="JSON"):
        detail_hash({"a": float("nan")})
