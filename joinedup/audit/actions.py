"""Writing to the log. Nothing else writes to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from joinedup.audit import chain, engine
from joinedup.audit.models import LogEntry


def record(*, by: str, action: str, subject: str, detail: Mapping[str, object]) -> LogEntry:
    """Add an entry to the log, in the transaction of the act that it tells of.

    `by`, `action` and `subject` are ids and words of ours, never text about a person; until people
    sign in, `by` may be the name that somebody gave as their own. Of `detail` only the hash is
    kept: whoever holds the details can show that they are the ones.
    Raises TransactionManagementError outside a transaction.
    """
    engine.one_writer()
    last = LogEntry.objects.order_by("sequence").last()
    entry = chain.following(
        last.as_entry() if last else None,
        at=datetime.now(UTC),
        by=by,
        action=action,
        subject=subject,
        detail=detail,
    )
    return LogEntry.objects.create(**asdict(entry))
