"""Today, in London."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """Today in London, or the day that JOINEDUP_TODAY names. Raises ValueError if it is none."""
    given = os.environ.get("JOINEDUP_TODAY")
    return date.fromisoformat(given) if given else datetime.now(ZoneInfo("Europe/London")).date()
