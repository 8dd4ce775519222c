"""How an allocation is told to programs."""

from __future__ import annotations

from joinedup.money.allocation import Allocation
from joinedup.values.explained import Explained


def allocation_in_json(answer: Explained[Allocation]) -> dict[str, object]:
    """An allocation as plain JSON values; the guide to allocation gives the shape."""
    allocation = answer.value
    return {
        "pot_pence": allocation.pot,
        "year": allocation.year,
        "by": allocation.by,
        "formula": allocation.formula,
        "shares": [share.as_json() for share in allocation.shares],
        "reasons": [reason.as_json() for reason in answer.reasons],
        "sources": [source.as_json() for source in answer.sources],
    }
