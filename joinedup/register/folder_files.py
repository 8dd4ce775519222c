"""The files of a system folder: the name of each, what its entries are, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.fields import Entry
from joinedup.register.schema import (
    Body,
    Forum,
    Governance,
    Hosting,
    Instrument,
    Interest,
    Judgement,
    Need,
    Overlap,
    Person,
    Post,
    Practice,
    Stream,
    System,
)


@dataclass(frozen=True)
class FolderFile:
    """One file of the folder: its name, the model of its entries, and what it is for.

    `form` is 'mapping' (a YAML mapping is the entry), 'list' (a YAML mapping with one key, the
    section, that holds the entries) or 'table' (CSV, one entry a row). Only a file that is part
    of the version has a `section`; the others are data that stand beside it.
    """

    name: str
    form: Literal["mapping", "list", "table"]
    model: type[Entry]
    about: str
    section: str | None = None
    required: bool = False


def _table(section: str, model: type[Entry], about: str, required: bool = False) -> FolderFile:
    return FolderFile(f"{section}.csv", "table", model, about, section, required)


def _list(section: str, model: type[Entry], about: str) -> FolderFile:
    return FolderFile(f"{section}.yaml", "list", model, about, section)


FILES: tuple[FolderFile, ...] = (
    FolderFile(
        "system.yaml", "mapping", System, "The system, its areas and its councils.", "system", True
    ),
    _table("bodies", Body, "The organisations.", required=True),
    _table("governance", Governance, "How councils and combined authorities govern themselves."),
    _table("practices", Practice, "The GP practices."),
    _list("forums", Forum, "Boards and committees, with seats."),
    _list("posts", Post, "Offices at bodies, and who holds them."),
    _table("people", Person, "Those who hold the seats and posts."),
    _table("hosting", Hosting, "What a body hosts on behalf of others."),
    _list("instruments", Instrument, "Constitutions, registers, strategies and other texts."),
    _table("judgements", Judgement, "What appointers judged, where the law leaves it to them."),
    _table("interests", Interest, "Interests that people declared."),
    _table("streams", Stream, "Where the money comes from."),
    _list("delegations", Delegation, "What is passed on, by whom and to whom."),
    _table("reservations", Reservation, "What bodies keep for themselves to decide."),
    _table("directions", Direction, "Orders of higher bodies to cease."),
    FolderFile("need.csv", "table", Need, "Population and need of each practice by year."),
    FolderFile("overlaps.csv", "table", Overlap, "How council areas cross the system's areas."),
)
BOUNDARIES = "boundaries.geojson"
