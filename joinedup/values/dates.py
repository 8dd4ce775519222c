"""Days, financial years, and how they are written for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NewType

FinancialYear = NewType("FinancialYear", str)

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"([0-9]{4})\s*[-/–]\s*([0-9]{2}|[0-9]{4})")


def day_in_words(day: date) -> str:
    """A day as the pages write it: '6 August 2018'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_from_text(text: str) -> date:
    """The day that a text such as '2026-01-31' names; spaces around it do not count.

    Raises ValueError for any other form, such as 20260131 or 2026-W05-6, and for no real day.
    """
    tidy = text.strip()
    try:
        # Python's own reader takes several forms more than the one that we ask for.
        if _DAY.fullmatch(tidy):
            return date.fromisoformat(tidy)
    except ValueError:
        pass
    raise ValueError(f"'{text}' is not a day; write it like 2026-01-31")


def financial_year(text: str) -> FinancialYear:
    """A financial year as the folder writes it, '2025-26', from that or '2025/26' or '2025-2026'.

    Raises ValueError where the text is not a year that runs from one April to the next.
    """
    match = _YEAR.fullmatch(text.strip())
    next_year = "" if match is None else f"{int(match[1]) + 1:04}"
    if match is None or match[2] not in (next_year, next_year[-2:]):
        raise ValueError(f"'{text}' is not a financial year; write it like 2025-26")
    return FinancialYear(f"{match[1]}-{next_year[-2:]}")


def year_of(day: date) -> FinancialYear:
    """The financial year of a day: it runs from 1 April to 31 March."""
    begins = day.year if day.month >= 4 else day.year - 1
    return FinancialYear(f"{begins:04}-{(begins + 1) % 100:02}")


def year_in_words(year: str) -> str:
    """A financial year as the pages write it: '2025/26'."""
    return year.replace("-", "/")


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included; None means that no end is known."""

    first: date | None = None
    last: date | None = None

    def includes(self, day: date) -> bool:
        """True if the day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def in_words(self) -> str:
        """'from 1 July 2022 to 31 March 2023'; '' where no end is known."""
        first = f"from {day_in_words(self.first)}" if self.first else ""
        last = f"to {day_in_words(self.last)}" if self.last else ""
        return " ".join(filter(None, (first, last)))
