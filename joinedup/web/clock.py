"""Today, in London."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from joinedup.values.dates import day_from_text


def today() -> date:
    """Today in London, or the day that JOINEDUP_TODAY names. Raises ValueError if it is none."""
    given = os.environ.get("JOINEDUP_TODAY")
    return day_from_text(given) if given else datetime.now(ZoneInfo("Europe/London")).date()
