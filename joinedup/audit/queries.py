"""Reading the log."""

from __future__ import annotations

from joinedup.audit import chain
from joinedup.audit.models import LogEntry
from joinedup.values.finding import Finding


def faults() -> tuple[Finding, ...]:
    """Where the chain of the stored log is broken; nothing where it is whole."""
    rows = LogEntry.objects.order_by("sequence").iterator()
    return tuple(chain.verify(row.as_entry() for row in rows))
