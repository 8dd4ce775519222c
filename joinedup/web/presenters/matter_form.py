"""The form of 'Who can decide?' as it was filled in, with its choices in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from joinedup.authority.act import Actor
from joinedup.authority.wording import Words, limit
from joinedup.law.files import basis
from joinedup.law.function import Function
from joinedup.layout.writing import first_capital
from joinedup.register.files import kinds
from joinedup.register.schema import Register
from joinedup.web.matter import (
    TICKED,
    USED,
    MatterAsked,
    adding_up,
    name_of,
    officers_of,
)
from joinedup.web.presenters.allocation import Choice
from joinedup.web.presenters.words import plural
from joinedup.web.questions import DayAsked, Fault

#: Headings of functions by one of their tags; the first that fits.
_GROUPS = {
    "council": "Functions of councils",
    "partnership only": "Functions of partnerships",
    "NHS England": "Functions of NHS England",
    "provider": "Functions of trusts",
}
_OTHERS = "Functions of integrated care boards"


@dataclass(frozen=True)
class Group:
    """Choices under one heading."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """A field for an amount in pounds, as it was typed."""

    name: str
    label: str
    hint: str
    text: str
    fault: str | None


@dataclass(frozen=True)
class Tick:
    """A box to tick."""

    name: str
    label: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class MatterForm:
    """The form: what is to be decided, where, of what value, on which day, and perhaps by whom.

    `holders`, `more` and `ticks` are what few matters need; `open` if any of it is filled in.
    """

    functions: tuple[Group, ...]
    areas: tuple[Group, ...]
    actors: tuple[Group, ...]
    holders: tuple[Group, ...]
    value: Field
    day: DayAsked
    more: tuple[Field, ...]
    ticks: tuple[Tick, ...]
    faults: tuple[Fault, ...]

    @property
    def open(self) -> bool:
        """Whether something is filled in of what few matters need, rightly or wrongly."""
        chosen = (one.selected for group in self.holders for one in group.choices)
        filled = (bool(one.text) for one in self.more)
        ticked = (one.ticked for one in self.ticks)
        return any((*chosen, *filled, *ticked, self.fault("holder")))

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, if anything."""
        return next((fault.text for fault in self.faults if fault.field == field), None)


def matter_form(register: Register, asked: MatterAsked) -> MatterForm:
    """The form as it was filled in."""
    return MatterForm(
        functions=_functions(asked.text("function")),
        areas=_areas(register, asked.text("area")),
        actors=_actors(register, asked.text("actor")),
        holders=_holders(register, asked.text("holder")),
        value=_field(asked, "value", "Value", _VALUE),
        day=asked.day,
        more=tuple(_more(register, asked)),
        ticks=tuple(Tick(name, _TICKS[name], asked.text(name) == "yes") for name in TICKED),
        faults=asked.faults,
    )


def group_of(function: Function) -> str:
    """The heading under which a function stands."""
    return next((text for tag, text in _GROUPS.items() if tag in function.tags), _OTHERS)


def grouped_functions() -> dict[str, tuple[Function, ...]]:
    """All functions by heading, those of integrated care boards first."""
    functions = sorted(basis().functions, key=lambda one: one.title)
    return {
        heading: found
        for heading in (_OTHERS, *_GROUPS.values())
        if (found := tuple(one for one in functions if group_of(one) == heading))
    }


def _functions(chosen: str) -> tuple[Group, ...]:
    return tuple(
        Group(heading, tuple(Choice(one.id, one.title, one.id == chosen) for one in functions))
        for heading, functions in grouped_functions().items()
    )


def _areas(register: Register, chosen: str) -> tuple[Group, ...]:
    return tuple(
        Group(
            first_capital(plural(kind)),
            _choices(((one.id, one.name) for one in register.areas if one.kind == kind), chosen),
        )
        for kind in kinds().words("area_kinds")
        if any(one.kind == kind for one in register.areas)
    )


def _actors(register: Register, chosen: str) -> tuple[Group, ...]:
    words = Words(register, basis())
    officers = (
        Actor("officers", body, one)
        for body, classes in officers_of(register).items()
        for one in classes
    )
    groups: tuple[tuple[str, Iterable[Actor]], ...] = (
        ("Forums", (Actor("forum", one.id) for one in register.forums)),
        ("Posts", (Actor("post", one.id) for one in register.posts)),
        ("Officers", officers),
        ("Bodies", (Actor("body", one.id) for one in register.bodies)),
    )
    return tuple(
        Group(heading, choices)
        for heading, listed in groups
        if (choices := _choices(((name_of(one), words.actor(one)) for one in listed), chosen))
    )


def _holders(register: Register, chosen: str) -> tuple[Group, ...]:
    """Bodies of the kinds that hold some function by law."""
    by_law = (holders for one in basis().functions for holders in one.holders)
    wanted = {kind for holders in by_law for kind in holders.body_kinds}
    return tuple(
        Group(
            first_capital(plural(kind)),
            _choices(((one.id, one.name) for one in register.bodies if one.kind == kind), chosen),
        )
        for kind in kinds().words("body_kinds")
        if kind in wanted and any(one.kind == kind for one in register.bodies)
    )


def _choices(listed: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    ordered: Sequence[tuple[str, str]] = sorted(listed, key=lambda one: (one[1], one[0]))
    return tuple(Choice(value, text, value == chosen) for value, text in ordered)


def _more(register: Register, asked: MatterAsked) -> Iterable[Field]:
    for name, (label, hint) in _MORE.items():
        yield _field(asked, name, label, hint)
    if asked.day.on is None:
        return
    for one in adding_up(register, asked.text("function"), asked.day.on):
        label = f"Already decided under {one.id}"
        hint = f"It is {limit(one)}, so earlier decisions count, in pounds."
        yield _field(asked, f"{USED}{one.id}", label, hint)


def _field(asked: MatterAsked, name: str, label: str, hint: str) -> Field:
    return Field(name, label, hint, asked.text(name), asked.fault(name))


_VALUE = (
    "In pounds, such as 250000 or £1.25m: the whole life of the matter with every extension, "
    "without VAT. Leave it empty to be told of every cap."
)
_MORE = {
    "linked": ("Value of linked matters", "They add up with the value."),
    "with-vat": ("Value with VAT", "With linked matters; for the few caps that count VAT."),
    "yearly": (
        "Value of one year",
        "With linked matters; for caps that count one year of a matter.",
    ),
}
_TICKS = {
    "urgent": "It cannot wait for whoever it is reserved to",
    "outside-framework": "It departs from the council's budget or policy framework",
}
