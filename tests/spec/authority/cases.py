"""The cases of authority, as registers and acts that are asked."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from joinedup.authority.act import Act, Actor, Shown
from joinedup.authority.proof import Chain, Failed, Proof, Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import scheme_of
from joinedup.law.files import basis
from joinedup.register.schema import Register
from joinedup.values.pence import pounds_to_pence

USUAL_DAY = date(2025, 4, 1)
HERE = Path(__file__).parent
FILES = ("within", "nhs", "councils", "organs", "limits")
GIVEN = re.compile(
    r"(?P<givers>.+?) -> (?P<to>[\w-]+)(?: \((?P<officers>[^)]+)\))?"
    r"(?: by (?P<by>[\w-]+))? under (?P<power>[\w-]+)(?P<more>(?:; .+)?)"
)
OFFICERS = re.compile(r"(?P<id>[\w-]+) \((?P<officers>[^)]+)\)")
APPROVED = re.compile(r"(?P<by>[\w-]+) on (?P<on>[\d-]+)")
#: The columns of the tables of world.yaml.
TABLES = {
    "areas": ("id", "name", "kind", "within", "made_of"),
    "bodies": ("id", "name", "kind", "area", "of"),
    "governance": ("body", "model"),
    "forums": ("id", "name", "kind", "owners", "area"),
    "posts": ("id", "name", "body", "role", "holder", "officers"),
    "people": ("name", "employer", "seconded_to"),
}


@dataclass(frozen=True)
class Case:
    """One case: its words, with those that its part gives to all."""

    words: dict[str, Any]
    part: dict[str, Any]

    @property
    def actor(self) -> Actor:
        return actor(self.words["who"])

    @property
    def act(self) -> Act:
        words = self.words
        return Act(
            words["what"],
            words.get("where", "testshire"),
            words.get("on", USUAL_DAY),
            pounds_to_pence(words["value"]) if "value" in words else None,
            shown=tuple(Shown(one, standing) for one, standing in words.get("shown", {}).items()),
            urgent=words.get("urgent", False),
            outside_framework=words.get("outside the framework", False),
        )

    @functools.cached_property
    def answer(self) -> Proof | Refusal:
        """What the program answers."""
        found = prove(scheme_of(self.register(), basis()), self.actor, self.act)
        return found if isinstance(found, Refusal) else found.value

    @property
    def chains(self) -> list[str]:
        """The chains of a proof, as a case writes them."""
        assert isinstance(self.answer, Proof), self.answer
        return sorted(chain_in_words(chain) for chain in self.answer.chains)

    @property
    def rule(self) -> tuple[str, str]:
        """The rule that a case names for a refusal, and its outcome."""
        if "may not" in self.words:
            return self.words["may not"], "fails"
        return self.words["not known"], "not-known"

    @property
    def reasons(self) -> tuple[Failed, ...]:
        """The reasons of a refusal that are of the rule that the case names."""
        assert isinstance(self.answer, Refusal), self.chains
        found = self.answer.reasons
        return tuple(one for one in found if (one.rule, one.outcome) == self.rule)

    def register(self) -> Register:
        """The made-up system with what the case adds."""
        words = self.words
        given = [_delegation(n, line, self.act) for n, line in enumerate(words.get("given", ()), 1)]
        directed = [_direction(n, line) for n, line in enumerate(words.get("directed", ()), 1)]
        kept = [_reservation(n, line, self.act) for n, line in enumerate(words.get("kept", ()), 1)]
        streams = [_stream(name, year) for name, year in words.get("money", {}).items()]
        added = {"delegations": given, "directions": directed, "reservations": kept}
        added["streams"] = streams
        return Register.model_validate({**world(), **added})


@functools.cache
def parts() -> tuple[dict[str, Any], ...]:
    """All parts of the cases, each with its `cases`."""
    found = []
    for name in FILES:
        for part in _read(name):
            usual = {key: part[key] for key in ("what", "where", "on") if key in part}
            part["cases"] = [Case({**usual, **one}, part) for one in part["cases"]]
            found.append(part)
    return tuple(found)


@functools.cache
def all_cases() -> dict[str, Case]:
    """Every case by its part and its title."""
    return {
        f"{part['about']}: {case.words['case']}": case for part in parts() for case in part["cases"]
    }


@functools.cache
def names() -> dict[str, str]:
    """The name of every body, forum and post by its id."""
    return {
        row["id"]: row["name"] for table in ("bodies", "forums", "posts") for row in _rows(table)
    }


def area_names() -> dict[str, str]:
    """The name of every area by its id."""
    return {row["id"]: row["name"] for row in _rows("areas")}


@functools.cache
def world() -> dict[str, Any]:
    """The made-up system, as the folder of one."""
    bodies = list(_rows("bodies"))
    return {
        "system": {
            "code": "QZZ",
            "name": "Testshire",
            "area": "testshire",
            "areas": [
                {**row, **{name: _several(row[name]) for name in ("within", "made_of")}}
                for row in _rows("areas")
            ],
        },
        "bodies": [_body(row) for row in bodies],
        "governance": list(_rows("governance")),
        "forums": [_forum(row) for row in _rows("forums")],
        "posts": [_post(row) for row in _rows("posts")],
        "people": [{"id": row["name"].lower(), **row} for row in _rows("people")],
    }


def actor(words: str) -> Actor:
    """Somebody of the made-up system: an id, with the class of officers in brackets."""
    if match := OFFICERS.fullmatch(words):
        return Actor("officers", match["id"], match["officers"])
    for kind, table in (("body", "bodies"), ("forum", "forums"), ("post", "posts")):
        if words in {row["id"] for row in _rows(table)}:
            return Actor(kind, words)  # type: ignore[arg-type]
    raise ValueError(f"nobody is called {words}")


def in_words(one: Actor) -> str:
    """Somebody as a case writes them."""
    return f"{one.id} ({one.officers})" if one.officers else one.id


def chain_in_words(chain: Chain) -> str:
    """A chain as a case writes it: 'QZZ > board > committee'."""
    return " > ".join(in_words(step.receiver) for step in chain.steps)


def given_of(line: str) -> dict[str, str]:
    """The parts of a line such as 'QZZ + T1 -> joint under section-65z6; onward: no'."""
    match = GIVEN.fullmatch(line)
    assert match, line
    said = {name: value or "" for name, value in match.groupdict().items()}
    return {**said, **_more(match["more"])}


def kept_of(line: str) -> dict[str, str]:
    """The parts of a line such as 'QZZ for board; above: £5m'."""
    body, _, more = line.partition(" for ")
    keeper, _, rest = more.partition("; ")
    return {"body": body, "for": keeper, **_more(rest)}


def _more(words: str) -> dict[str, str]:
    return dict(one.split(": ", 1) for one in words.split("; ") if one)


def _delegation(number: int, line: str, act: Act) -> dict[str, Any]:
    said = given_of(line)
    approvals = [match.groupdict() for match in APPROVED.finditer(said.get("approved by", ""))]
    return {
        "id": f"delegation-{number}",
        "given_by": said["givers"].split(" + "),
        "given_to": said["to"],
        "officers": said["officers"],
        "functions": [act.function],
        "area": said.get("area", act.area),
        "cap": said.get("cap", ""),
        "power": said["power"],
        "onward": said.get("onward", ""),
        "mode": said.get("mode", ""),
        "approvals": approvals,
    }


def _direction(number: int, line: str) -> dict[str, Any]:
    said = given_of(line)
    return {
        "id": f"direction-{number}",
        "given_by": said["givers"],
        "given_to": said["to"],
        "exercised_by": said["by"],
        "power": said["power"],
    }


def _reservation(number: int, line: str, act: Act) -> dict[str, Any]:
    said = kept_of(line)
    return {
        "id": f"reservation-{number}",
        "body": said["body"],
        "kept_by": said["for"],
        "functions": [act.function],
        "area": said.get("area"),
        "above": said.get("above", ""),
        "urgent": _several(said.get("urgent", "")),
    }


def _stream(name: str, year: str) -> dict[str, Any]:
    """Ten million pounds of a year."""
    return {"id": name, "name": name, "body": "QZZ", "year": year, "amount_pence": 10**9}


def _body(row: dict[str, str]) -> dict[str, Any]:
    """A body; the last column is what a region is part of, or the board that a trust is of."""
    body = {name: row[name] for name in ("id", "name", "kind", "area")}
    if "region" in row["kind"]:
        return {**body, "part_of": row["of"]}
    until = {"to": "2022-06-30"} if "commissioning" in row["kind"] else {}
    since = {"from": "2022-07-01"} if row["kind"] == "integrated care board" else {}
    return {**body, "partner_of": _several(row["of"]), **until, **since}


def _forum(row: dict[str, str]) -> dict[str, Any]:
    kind, _, form = row["kind"].partition(": ")
    forms = [form] if form else []
    return {**row, "kind": kind, "forms": forms, "owners": _several(row["owners"])}


def _post(row: dict[str, str]) -> dict[str, Any]:
    post = {name: row[name] for name in ("id", "name", "body", "role")}
    return {
        **post,
        "officers": _several(row["officers"]),
        "holders": [{"person": row["holder"].lower()}],
    }


def _several(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if word.strip()]


@functools.cache
def _read(name: str) -> Any:
    return YAML(typ="safe").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def _rows(table: str) -> Iterator[dict[str, str]]:
    columns = TABLES[table]
    for line in _read("world")[table].splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
