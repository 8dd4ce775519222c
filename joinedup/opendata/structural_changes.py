"""When councils began, ended or changed their kind, by order; from `definitions/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files as package_files

from joinedup.register.schema import OnsCode
from joinedup.values import codes
from joinedup.values.dates import Period
from joinedup.values.definitions import read_definitions


@dataclass(frozen=True)
class Orders:
    """What the orders say, each council by its ONS code.

    `periods` gives the days of the councils that began or ended, `codes` the days of the codes of
    those that went on under another, `now` the code that replaced one, `titles` the order.
    """

    periods: Mapping[str, Period] = field(default_factory=dict)
    codes: Mapping[str, Period] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def ons(self, code: str) -> tuple[OnsCode, ...]:
        """A code with the days on which it is the right one, if it is a code of the ONS."""
        if not codes.is_gss_code(code):
            return ()
        days = self.codes.get(code) or self.periods.get(code) or Period()
        return (OnsCode(code=code, first_day=days.first, last_day=days.last),)


@cache
def orders() -> Orders:
    """The orders that come with the package."""
    path = package_files("joinedup.opendata") / "definitions" / "structural_changes.yaml"
    periods: dict[str, Period] = {}
    of_codes: dict[str, Period] = {}
    now: dict[str, str] = {}
    titles: dict[str, str] = {}
    for change in read_definitions(path.read_text("utf-8")):
        first: date = change["day"]
        before, since = Period(last=first - timedelta(days=1)), Period(first=first)
        continues = change.get("continues", {})
        periods |= dict.fromkeys(change.get("ends", ()), before)
        periods |= dict.fromkeys(change.get("begins", ()), since)
        of_codes |= dict.fromkeys(continues, before) | dict.fromkeys(continues.values(), since)
        now |= continues
        named = (*change.get("ends", ()), *change.get("begins", ()), *continues.values())
        titles |= dict.fromkeys(named, change["order"])
    return Orders(periods, of_codes, now, titles)
