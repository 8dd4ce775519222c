"""The cases of cases.yaml, as registers to which the rules are applied."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from joinedup.law.checks import law_findings
from joinedup.law.files import packs
from joinedup.law.rule import Rule
from joinedup.law.selection import rules_on
from joinedup.register.schema import Register
from joinedup.values.finding import Finding

USUAL_DAY = date(2025, 4, 1)
NAMES = {
    "integrated care board": "Testshire Board",
    "integrated care partnership": "Testshire Partnership",
}
BODIES = [
    {"id": "QZZ", "name": "NHS Testshire", "kind": "integrated care board"},
    {"id": "east", "name": "East Council", "kind": "metropolitan district council"},
    {"id": "west", "name": "West County Council", "kind": "county council"},
    {"id": "vale", "name": "Vale District Council", "kind": "district council"},
    {"id": "old-vale", "name": "Old Vale", "kind": "unitary council", "to": "2023-03-31"},
    {"id": "T1", "name": "First Trust", "kind": "NHS trust"},
    {"id": "T2", "name": "Second Trust", "kind": "NHS foundation trust"},
]
PRACTICES = [{"code": "P1", "name": "First Surgery"}]
DAYS = re.compile(r" (from|to) (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Case:
    """One case: the words of cases.yaml, and the rules and the kind of forum of its part."""

    words: dict[str, Any]
    rules: tuple[str, ...]
    forum: str

    @property
    def on(self) -> date:
        return self.words.get("on", USUAL_DAY)

    @property
    def seats(self) -> tuple[tuple[str, str, str], ...] | None:
        """Capacity, nominators and holders of each seat as written; None without a forum."""
        if "seats" not in self.words:
            return None
        rows = self.words["seats"].splitlines()
        return tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)

    @property
    def councils(self) -> list[str]:
        return self.words.get("councils", ["east", "west"])

    @property
    def owners(self) -> list[str]:
        usual = ["QZZ"] if self.forum == "integrated care board" else ["QZZ", "east", "west"]
        return self.words.get("owners", usual)

    def findings(self) -> list[Finding]:
        """What the rules in force on the day find."""
        return [
            finding
            for rule in rules_on(packs(), self.on)
            if rule.id in self.rules
            for finding in law_findings(self.register(), rule, self.on)
        ]

    def register(self) -> Register:
        """The folder of the case."""
        words = self.words
        seats = [_seat(number, *row) for number, row in enumerate(self.seats or (), start=1)]
        forum = {
            "id": "forum",
            "name": NAMES[self.forum],
            "kind": self.forum,
            "area": "testshire",
            "owners": self.owners,
            "seats": seats,
            "to": words.get("to"),
        }
        system = {
            "code": "QZZ",
            "name": "Testshire",
            "fictional": words.get("fictional", False),
            "as_at": words.get("as_at"),
            "areas": [{"id": "testshire", "name": "Testshire", "kind": "system"}],
            "councils": [_council(council) for council in self.councils],
        }
        return Register.model_validate(
            {
                "system": system,
                "bodies": BODIES,
                "practices": PRACTICES,
                "forums": [] if self.seats is None else [forum],
            }
        )


def parts() -> list[dict[str, Any]]:
    """The parts of cases.yaml, each with its `cases`."""
    text = Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text)
    for part in found:
        part["cases"] = [Case(one, tuple(part["rules"]), part["forum"]) for one in part["cases"]]
    return found


@functools.cache
def all_cases() -> dict[str, Case]:
    """Every case by its part and its title."""
    return {
        f"{part['about']}: {one.words['case']}": one for part in parts() for one in part["cases"]
    }


def rules_of(part: dict[str, Any]) -> Iterator[Rule]:
    """The rules that a part is about."""
    yield from (
        rule
        for rule in next(pack for pack in packs() if pack.id == "act-2022").rules
        if rule.id in part["rules"]
    )


def _council(words: str) -> dict[str, str]:
    """A council of the system: 'west' lies in it wholly, 'west in part' partly."""
    body = words.removesuffix(" in part")
    return {"body": body, "extent": "whole" if body == words else "part"}


def _seat(number: int, capacity: str, nominators: str, holders: str) -> dict[str, Any]:
    return {
        "id": f"seat-{number}",
        "capacity": DAYS.sub("", capacity),
        "nominators": [name.strip() for name in nominators.split(",") if name.strip()],
        "holders": [
            {"person": DAYS.sub("", holder.strip()).lower(), **_days(holder)}
            for holder in holders.split(";")
            if holder.strip()
        ],
        **_days(capacity),
    }


def _days(words: str) -> dict[str, str]:
    return dict(DAYS.findall(words))
