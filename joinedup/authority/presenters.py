"""How the answers about authority are told to programs, and the scheme as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.authority.mapping import How, SchemeRow
from joinedup.authority.of_body import PARTS
from joinedup.authority.proof import Failed, Proof, Refusal
from joinedup.authority.scheme_notes import bound, most_pence, notes
from joinedup.authority.tiers import TIERS, Decider, MapRow, Undecided
from joinedup.authority.unproved import Unproved
from joinedup.authority.who_can import Apart, First
from joinedup.authority.wording import Words
from joinedup.layout.tables import Cell, Column, Link, Missing, Several, Table
from joinedup.layout.writing import first_capital, number
from joinedup.register.delegations import Direction, Reservation
from joinedup.values.dates import day_in_words
from joinedup.values.explained import Explained

Part = str | Link | Missing
#: How a row of the scheme comes to whoever decides, in words.
HOW: Mapping[How, str] = {
    "holds": "Held by law",
    "directed": "Directed",
    "reserved": "Reserved",
    "delegated": "Delegated",
}
#: How it stands with a function that nobody is shown to decide.
UNDECIDED: Mapping[Undecided, str] = {
    "together": "Nobody decides it alone: it is held by several together.",
    "through-nobody": "The register shows nobody through whom those who hold it may decide it.",
    "not-known": "Not known: what is recorded does not settle who may decide it.",
    "nobody": "Nobody decides it: the register shows no authority for anyone.",
}
#: What levels of decision are, and what they are counted for.
LEVELS_NOTE = (
    "Levels of decision: the tiers at which somebody may decide, whatever the value.",
    "That fewer are better is our opinion: no law says so.",
)
NO_TIER = "No area of its own"
ANY_AREA = "any area"
_SECTIONS = {"directed": "directions", "reserved": "reservations", "delegated": "delegations"}


@dataclass(frozen=True)
class Naming:
    """How tables name what a register has: as text, or on pages as links.

    `entry` names an entry by its section and id, `instrument` one by its id.
    """

    words: Words
    actor: Callable[[Actor], Part]
    area: Callable[[str], Part]
    function: Callable[[str], Part]
    entry: Callable[[str, str], Part]
    instrument: Callable[[str], Part]


def in_text(words: Words) -> Naming:
    """Names as text, for files and the terminal."""
    return Naming(
        words,
        words.actor,
        words.area,
        words.function,
        lambda _section, entry: entry,
        words.instrument,
    )


def deciders_in_json(
    act: Act,
    answers: Sequence[Explained[Proof]],
    lowest: Collection[Actor],
    apart: Apart,
    perhaps: Iterable[Refusal],
    near: Iterable[Refusal],
) -> dict[str, object]:
    """Who may decide, as plain JSON values; `lowest` are those at the lowest level of their side.

    `deciders` hold what `proof_in_json` gives, without the act. `perhaps` are those of whom it is
    not known, and `near` those nearest to it where nobody may.
    """
    deciders = []
    for answer in answers:
        told = {"lowest": answer.value.actor in lowest, **proof_in_json(answer)}
        deciders.append({name: value for name, value in told.items() if name != "act"})
    return {
        "act": _plain(asdict(act)),
        "deciders": deciders,
        **apart.as_json(),
        "not_known": [refusal_in_json(one) for one in perhaps],
        "near": [] if answers else [refusal_in_json(one) for one in near],
    }


def yes_in_json(answer: Explained[Proof], apart: Apart, first: First) -> dict[str, object]:
    """That one actor may decide: how it does so, and who comes before it."""
    how = apart.how(answer.value.actor)
    return {**proof_in_json(answer), "decides": how, **_plain(asdict(first))}


def no_in_json(refusal: Refusal, doubts: Collection[Failed]) -> dict[str, object]:
    """That one actor may not decide; or that it is not known, as `doubts` alone leave it open."""
    return {**refusal_in_json(refusal), "outcome": "not-known" if doubts else "fails"}


def proof_in_json(answer: Explained[Proof]) -> dict[str, object]:
    """A proof with its reasons and sources; the fields are those of `Proof`."""
    return {
        "may_decide": True,
        **_plain(asdict(answer.value)),
        "reasons": [reason.as_json() for reason in answer.reasons],
        "sources": [source.as_json() for source in answer.sources],
    }


def refusal_in_json(refusal: Refusal) -> dict[str, object]:
    """A refusal; the fields are those of `Refusal`."""
    return {"may_decide": False, **_plain(asdict(refusal))}


def _plain(value: Any) -> Any:
    """The value with days as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def scheme_as_table(rows: Iterable[SchemeRow], on: date, naming: Naming, body: str = "") -> Table:
    """The scheme of reservation and delegation, a row for each function and who has it.

    Of a `body`, by its name, the rows stand part by part, and name their parts.
    """
    named = f" of {body}" if body else ""
    return Table(
        "scheme",
        f"Scheme of reservation and delegation{named} on {day_in_words(on)}",
        (
            Column("function", "Function"),
            Column("function_id", "Function's id", "code", in_files_only=True),
            Column("part", "Part", in_files_only=not body),
            Column("how", "How", in_files_only=bool(body)),
            Column("to", "Who decides"),
            Column("through", "Who acts for it"),
            Column("from", "From whom"),
            Column("limit", "Up to, or above"),
            Column("most_pence", "Most that its chain lets decide", "pence", in_files_only=True),
            Column("area", "For"),
            Column("notes", "Notes"),
            Column("conditions", "Conditions"),
            Column("onward", "May be passed on"),
            Column("power", "Power"),
            Column("source", "Provision", in_files_only=True),
            Column("instrument", "Instrument"),
            Column("entry", "Entry"),
            Column("first_day", "From", "day", in_files_only=True),
            Column("last_day", "To", "day", in_files_only=True),
        ),
        tuple(_scheme_row(row, naming) for row in rows),
        notes=(
            "Worked out by the same proofs as the answers to who may decide.",
            "Up to: the cap of the delegation itself; where its chain lets it decide less, the "
            "notes say so.",
        ),
    )


def map_as_table(rows: Sequence[MapRow], on: date, naming: Naming) -> Table:
    """The functions and decisions map: who decides each function at each tier."""
    tiers = [tier for tier in TIERS if any(tier in row.deciders for row in rows)]
    return Table(
        "map",
        f"Functions and decisions map on {day_in_words(on)}",
        (
            Column("function", "Function"),
            Column("function_id", "Function's id", "code", in_files_only=True),
            *(Column(tier.replace(" ", "_") or "none", tier_in_words(tier)) for tier in tiers),
            Column("levels", "Levels of decision", "count", about="tiers at which it is decided"),
            Column("passed", "Times passed on", "count", about="in the longest chain"),
        ),
        tuple(
            (
                naming.function(row.function.id),
                row.function.id,
                *(
                    _several(_decider(one, naming) for one in row.deciders.get(tier, ()))
                    for tier in tiers
                ),
                row.levels,
                row.passed,
            )
            for row in rows
        ),
        notes=LEVELS_NOTE,
    )


def unproved_as_table(rows: Iterable[Unproved], on: date, naming: Naming) -> Table:
    """The delegations that support no proof, each with the reasons and what would mend them."""
    return Table(
        "unproved",
        f"Delegations that support no proof on {day_in_words(on)}",
        (
            Column("entry", "Delegation"),
            Column("function", "Function"),
            Column("to", "To whom"),
            Column("outcome", "Outcome"),
            Column("why", "Why"),
            Column("mend", "What would change it"),
        ),
        tuple(
            (
                naming.entry("delegations", row.entry.id),
                naming.function(row.function),
                naming.actor(row.receiver),
                reason.outcome.replace("-", " "),
                reason.text,
                reason.mend,
            )
            for row in rows
            for reason in row.reasons
        ),
    )


def tier_in_words(tier: str) -> str:
    """A tier of the map as its heading."""
    return first_capital(tier) if tier else NO_TIER


def levels_in_words(rows: Sequence[MapRow], others: Iterable[Undecided]) -> str:
    """How many functions are decided at how many levels; and how it stands with the `others`."""
    levels = sum(row.levels for row in rows)
    average = number(levels / len(rows), 1) if rows else "0"
    counts = Counter(others)
    told = [
        f"{_counted(len(rows), 'function is', 'functions are')} decided, at "
        f"{_counted(levels, 'level', 'levels')} of decision in all, {average} for each function.",
        f"{_counted(counts['together'], 'more is', 'more are')} decided by several together."
        if counts["together"]
        else "",
        f"Of {_counted(counts['not-known'], 'more', 'more')} it is not known who decides."
        if counts["not-known"]
        else "",
    ]
    return " ".join(one for one in told if one)


def _counted(count: int, one: str, several: str) -> str:
    return f"{number(count)} {one if count == 1 else several}"


def _decider(decider: Decider, naming: Naming) -> Part:
    """One who decides, with the bodies that must agree."""
    who, together = naming.actor(decider.actor), naming.words.together(decider.together_with)
    if not together:
        return who
    if isinstance(who, str):
        return f"{who}, {together}"
    return replace(who, text=f"{who.text}, {together}")


def _scheme_row(row: SchemeRow, naming: Naming) -> tuple[Cell, ...]:
    return (
        naming.function(row.function.id),
        row.function.id,
        PARTS.get(row.part, ""),
        HOW[row.how],
        naming.actor(row.receiver),
        _several(map(naming.actor, row.through)),
        _several(map(naming.actor, row.givers)),
        bound(row),
        "" if row.proof is None else most_pence(row.proof.terms),
        _several(map(naming.area, row.areas)) or ANY_AREA,
        _several(notes(row, naming.words)),
        *_of_entry(row, naming),
    )


def _of_entry(row: SchemeRow, naming: Naming) -> tuple[Cell, ...]:
    """What the entry of a row says: conditions, onward, power, provision, instrument, id, days."""
    entry, words = row.entry, naming.words
    if entry is None:
        return ("", "", "", row.function.source, "", "", "", "")
    rest: tuple[Cell, ...] = (
        naming.instrument(entry.instrument) if entry.instrument else "",
        naming.entry(_SECTIONS[row.how], entry.id),
        entry.first_day or "",
        entry.last_day or "",
    )
    if isinstance(entry, Reservation):
        return ("", "", "", "", *rest)
    by = (words.power(entry.power), words.provision(entry.power))
    if isinstance(entry, Direction):
        return ("", "", *by, *rest)
    conditions = _several(map(words.condition, entry.conditions))
    return (conditions, words.onward(entry), *by, *rest)


def _several(parts: Iterable[Part]) -> Cell:
    listed = tuple(parts)
    return Several(listed) if listed else ""
