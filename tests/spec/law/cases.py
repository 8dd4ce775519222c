"""The cases of each pack, as registers to which its rules are applied."""

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
from joinedup.law.rule import Pack, Rule
from joinedup.register.schema import Register
from joinedup.values.finding import Finding

USUAL_DAY = date(2025, 4, 1)
NAMES = {
    "integrated care board": "Testshire Board",
    "integrated care partnership": "Testshire Partnership",
    "partnership board": "Testshire Partnership Board",
    "joint committee": "Joint Committee",
    "committee": "Testshire Committee",
    "place partnership": "North Place Partnership",
    "provider collaborative": "Testshire Collaborative",
}
OWNERS = {
    "integrated care partnership": ["QZZ", "east", "west"],
    "partnership board": ["QZZ", "east", "west"],
    "joint committee": ["QZZ", "east"],
    "place partnership": ["QZZ", "east"],
    "provider collaborative": ["T1", "T2"],
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
AREAS = [{"id": "testshire", "name": "Testshire", "kind": "system"}]
DAYS = re.compile(r" (from|to) (\d{4}-\d\d-\d\d)")
BY = re.compile(r" (by|approved) ([^;]+?)(?= approved | from | to |$)")
ROLES = re.compile(r"\(([^)]*)\)")
#: The columns of what a case may write as a table, besides its seats.
TABLES = {
    "bodies": ("id", "name", "kind", "provides"),
    "people": ("id", "employer", "seconded_to"),
    "governance": ("body", "model"),
    "posts": ("body", "role", "area", "holders"),
    "judgements": ("matter", "person", "conclusion", "on", "until"),
    "interests": ("person", "kind", "aware_on", "declared_on"),
}


@dataclass(frozen=True)
class Case:
    """One case: its words, with those that its part gives to all, and the rules it is about."""

    words: dict[str, Any]
    rules: tuple[str, ...]
    pack: Pack

    @property
    def on(self) -> date:
        return self.words.get("on", USUAL_DAY)

    @property
    def forum(self) -> str:
        return self.words["forum"]

    @property
    def seats(self) -> list[tuple[str, ...]] | None:
        """Capacity, nominators and holders of each seat as written; None without a forum."""
        return None if self.words.get("seats") is None else rows(self.words["seats"])

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the case, by the names of its columns."""
        return [
            dict(zip(TABLES[name], row, strict=False)) for row in rows(self.words.get(name, ""))
        ]

    @property
    def councils(self) -> list[str]:
        return self.words.get("councils", ["east", "west"])

    @property
    def owners(self) -> list[str]:
        return self.words.get("owners", OWNERS.get(self.forum, ["QZZ"]))

    @property
    def asked(self) -> list[Rule]:
        """The rules that the case is about and that are in force on its day."""
        return [
            rule
            for rule in self.pack.rules
            if rule.id in self.rules and rule.period.includes(self.on)
        ]

    @functools.cached_property
    def found(self) -> tuple[Finding, ...]:
        """What the rules in force on the day find."""
        register = self.register()
        return tuple(
            finding for rule in self.asked for finding in law_findings(register, rule, self.on)
        )

    def register(self) -> Register:
        """The folder of the case."""
        words = self.words
        forums = [*words.get("forums", ())]
        if self.seats is not None:
            forums.insert(0, {"id": "forum", **self._main_forum(), "seats": words["seats"]})
        forums = [_forum(forum) for forum in forums]
        bodies = {body["id"]: body for body in BODIES}
        for row in self.table("bodies"):
            bodies[row["id"]] = _dated({**row, "provides": _names(row.get("provides", ""))})
        system = {
            "code": "QZZ",
            "name": "Testshire",
            "fictional": words.get("fictional", False),
            "as_at": words.get("as_at"),
            "areas": [
                *AREAS,
                *(
                    {"id": place.lower(), "name": place, "kind": "place"}
                    for place in words.get("places", ())
                ),
            ],
            "councils": [_council(council) for council in self.councils],
        }
        posts = [_post(number, row) for number, row in enumerate(self.table("posts"), start=1)]
        return Register.model_validate(
            {
                "system": system,
                "bodies": list(bodies.values()),
                "practices": PRACTICES,
                "forums": forums,
                "posts": posts,
                "people": self._people(forums, posts),
                "governance": [_dated(row) for row in self.table("governance")],
                "instruments": [_text(one) for one in words.get("texts", ())],
                "judgements": [
                    {
                        "id": f"judgement-{number}",
                        **row,
                        "person": row["person"].lower() or None,
                        "judged_by": "chair",
                    }
                    for number, row in enumerate(self.table("judgements"), start=1)
                ],
                "interests": [
                    {
                        "id": f"interest-{number}",
                        **_dated(row),
                        "person": row["person"].lower(),
                        "body": "QZZ",
                    }
                    for number, row in enumerate(self.table("interests"), start=1)
                ],
            }
        )

    def _main_forum(self) -> dict[str, Any]:
        words = self.words
        main = {
            "name": NAMES[self.forum],
            "kind": self.forum,
            "owners": self.owners,
            "to": words.get("to"),
        }
        return main | words.get("is", {})

    def _people(
        self, forums: list[dict[str, Any]], posts: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Everyone who holds something, by first name; `people` says who employs them."""
        named = {row["id"]: _dated(row) for row in self.table("people")}
        for one in (*(seat for forum in forums for seat in forum["seats"]), *posts):
            for holder in one["holders"]:
                named.setdefault(holder["person"].capitalize(), {})
        return [{**row, "id": name.lower(), "name": name} for name, row in named.items()]


@functools.cache
def parts(pack: str) -> tuple[dict[str, Any], ...]:
    """The parts of a pack's cases, each with its `cases`."""
    text = Path(__file__).with_name(f"{pack}.yaml").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text)
    its_pack = next(one for one in packs() if one.id == pack)
    for part in found:
        given = {"forum": part.get("forum", ""), **part.get("with", {})}
        part["cases"] = [
            Case({**given, **one}, tuple(part["rules"]), its_pack) for one in part["cases"]
        ]
    return tuple(found)


@functools.cache
def all_cases() -> dict[str, Case]:
    """Every case by its pack, its part and its title."""
    return {
        f"{pack.id}: {part['about']}: {one.words['case']}": one
        for pack in packs()
        for part in parts(pack.id)
        for one in part["cases"]
    }


def rules_of(pack: Pack, part: dict[str, Any]) -> Iterator[Rule]:
    """The rules that a part is about."""
    yield from (rule for rule in pack.rules if rule.id in part["rules"])


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a table as a case writes it, each with its cells."""
    return [tuple(cell.strip() for cell in row.split("|")) for row in table.splitlines()]


def _names(words: str) -> list[str]:
    return [name.strip() for name in words.split(",") if name.strip()]


def _council(words: str) -> dict[str, str]:
    """A council of the system: 'west' lies in it wholly, 'west in part' partly."""
    body = words.removesuffix(" in part")
    return {"body": body, "extent": "whole" if body == words else "part"}


def _forum(words: dict[str, Any]) -> dict[str, Any]:
    """A forum from its words: a kind and a table of seats are enough."""
    kind = words["kind"]
    area = "north" if kind == "place partnership" else "testshire"
    usual = {
        "id": kind.replace(" ", "-"),
        "name": NAMES.get(kind, kind),
        "area": area,
        "owners": OWNERS.get(kind, ["QZZ"]),
    }
    seats = [_seat(number, *row) for number, row in enumerate(rows(words.get("seats", "")), 1)]
    return {**usual, **words, "seats": seats}


def _seat(number: int, capacity: str, nominators: str = "", holders: str = "") -> dict[str, Any]:
    roles = ROLES.search(capacity)
    return {
        "id": f"seat-{number}",
        "capacity": DAYS.sub("", ROLES.sub("", capacity)).strip(),
        "roles": _names(roles[1]) if roles else [],
        "nominators": _names(nominators),
        "holders": _holders(holders),
        **_days(capacity),
    }


def _holders(words: str) -> list[dict[str, Any]]:
    """Holders from words: 'Ann by NHS England approved Secretary of State from 2022-07-01'."""
    found = []
    for one in words.split(";"):
        if one.strip():
            verbs = dict(BY.findall(one))
            found.append(
                {
                    "person": DAYS.sub("", BY.sub("", one)).strip().lower(),
                    "appointed_by": _names(verbs.get("by", "")),
                    "approved_by": _names(verbs.get("approved", "")),
                    **_days(one),
                }
            )
    return found


def _post(number: int, row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": f"post-{number}",
        "name": row["role"],
        "body": row["body"],
        "role": DAYS.sub("", row["role"]),
        "area": row["area"] or None,
        "holders": _holders(row["holders"]),
        **_days(row["role"]),
    }


def _text(words: dict[str, Any]) -> dict[str, Any]:
    """An instrument from its words; `lacks` names what it was read not to provide for."""
    kind = words["kind"]
    usual = {"id": kind.replace(" ", "-"), "title": kind.capitalize(), "owners": ["QZZ"]}
    own = {name: value for name, value in words.items() if name not in ("provides", "lacks")}
    provides = [{"matter": one} for one in words.get("provides", ())]
    lacks = [{"matter": one, "provided": "no"} for one in words.get("lacks", ())]
    return {**usual, **own, "provides": provides + lacks}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose kind or model may have days after it."""
    days = {}
    for name, value in row.items():
        if isinstance(value, str):
            days.update(_days(value))
            row = {**row, name: DAYS.sub("", value)}
    return {**row, **days}


def _days(words: str) -> dict[str, str]:
    return dict(DAYS.findall(words))
