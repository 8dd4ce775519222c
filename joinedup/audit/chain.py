"""The chain of the log: each entry's hash covers the hash before it, so that a change shows.

The chain shows that an entry was changed, taken out of the middle or put in. It cannot show that
the newest entries were cut off: for that, somebody must have kept a later hash elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from joinedup.values.finding import Finding, Subject, Where

#: What stands in the place of the hash before the first entry.
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One entry of the log.

    `sequence` counts from 1; `at` is an instant; `by` is the id of who did it, `action` what was
    done and `subject` the id of what it was done to. The three hashes are SHA-256 in hexadecimal:
    of the details, of the entry before, and of this entry. Details are never in the log.
    """

    sequence: int
    at: datetime
    by: str
    action: str
    subject: str
    detail_sha256: str
    previous_sha256: str
    sha256: str


def following(
    last: Entry | None,
    *,
    at: datetime,
    by: str,
    action: str,
    subject: str,
    detail: Mapping[str, object],
) -> Entry:
    """The entry that follows `last`, or the first one. `detail` is values of JSON by name.

    Raises ValueError where `at` has no time zone, and TypeError or ValueError where a value of
    `detail` has no form in JSON.
    """
    entry = Entry(
        sequence=last.sequence + 1 if last else 1,
        at=at,
        by=by,
        action=action,
        subject=subject,
        detail_sha256=detail_hash(detail),
        previous_sha256=last.sha256 if last else BEGINNING,
        sha256="",
    )
    return replace(entry, sha256=_hash_of(entry))


def detail_hash(detail: Mapping[str, object]) -> str:
    """The hash of the details of an entry, in whatever order they come."""
    return _digest(dict(detail))


def verify(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Where the chain of `entries`, which come in the order of their sequence, is broken."""
    expected, previous = 1, BEGINNING
    for entry in entries:
        if entry.sequence != expected:
            yield _broken(entry, "sequence", f"entry {expected} should stand here")
        elif entry.previous_sha256 != previous:
            yield _broken(entry, "link", "it does not follow from the entry before it")
        if entry.sha256 != _hash_of(entry):
            yield _broken(entry, "content", "it is not what was written, as its hash shows")
        expected, previous = entry.sequence + 1, entry.sha256


def _hash_of(entry: Entry) -> str:
    if entry.at.tzinfo is None:
        raise ValueError("the instant of a log entry needs a time zone")
    return _digest(
        {
            "sequence": entry.sequence,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "by": entry.by,
            "action": entry.action,
            "subject": entry.subject,
            "detail": entry.detail_sha256,
            "previous": entry.previous_sha256,
        }
    )


def _digest(content: object) -> str:
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _broken(entry: Entry, what: str, why: str) -> Finding:
    return Finding(
        rule=f"log.{what}",
        severity="must",
        outcome="fails",
        subject=Subject("log entry", str(entry.sequence)),
        where=Where("the log", entry.sequence),
        why=f"log entry {entry.sequence}: {why}",
        mend="find out who changed the store, and put back a copy from before that",
    )
