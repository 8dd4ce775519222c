"""A matter that somebody asks about in an address: who may decide it, and whether one actor may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from joinedup.authority.act import Act, Actor, Shown, Standing, Used
from joinedup.authority.shown import denies, what_is_shown
from joinedup.law.function import Basis
from joinedup.register.areas import own_area
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from joinedup.values.dates import year_of
from joinedup.values.pence import Pence
from joinedup.web.questions import DayAsked, Fault, amount_of, day_asked

#: What stands before the id of a delegation in the name of the field for what was used of it; and
#: before that of a condition in those for its standing, and for what shows it.
USED, SHOWN, EVIDENCE = "used-", "shown-", "by-"
#: How a condition may stand, as fields name it.
STANDINGS: Mapping[str, Standing] = {
    "evidenced": "evidenced",
    "asserted": "asserted",
    "not-met": "not met",
}
#: Fields of amounts, each with what a fault calls it, the value of the matter first.
AMOUNTS = {
    "value": "The value",
    "linked": "The value of linked matters",
    "with-vat": "The value with VAT",
    "yearly": "The value of one year",
}
#: What is the same matter counted otherwise, or adds up with it, needs its value too.
_BESIDE_A_VALUE = {
    "linked": "Enter the value that linked matters add up with",
    "with-vat": "Enter the value without VAT too",
    "yearly": "Enter the value of the whole life too",
}
_NOTHING = Fault("function", "Choose what is to be decided")
#: The fields in the order in which the form asks for them; what was used and is shown comes last.
_ORDER = ("function", "area", "value", "on-day", "actor", "holder", *list(AMOUNTS)[1:])
#: Fields that are ticked or not.
TICKED = ("urgent", "outside-framework")


@dataclass(frozen=True)
class MatterAsked:
    """The form of 'Who can decide?' as it was filled in, and the act that it makes, if any.

    `texts` are the fields as they were typed, by name. `asked` says that something was asked at
    all. Without `actor` everybody who may decide is asked for.
    """

    day: DayAsked
    texts: tuple[tuple[str, str], ...] = ()
    asked: bool = False
    act: Act | None = None
    actor: Actor | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def why_not(self) -> tuple[Fault, ...]:
        """What is wrong; that nothing was asked is a fault too."""
        return self.faults or (() if self.asked else (_NOTHING,))

    def text(self, field: str) -> str:
        """What was typed in a field; '' for nothing."""
        return dict(self.texts).get(field, "")

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, if anything."""
        return next((fault.text for fault in self.faults if fault.field == field), None)


def matter_asked(
    given: Mapping[str, str], register: Register, basis: Basis, default: date
) -> MatterAsked:
    """The matter that an address asks about; the day is `default` where it names none.

    Fields: function, area, holder and actor by their ids (a class of officers as BODY:CLASS);
    value, linked, with-vat, yearly and used-DELEGATION in pounds; on=2026-01-31, or day, month and
    year; urgent and outside-framework, ticked by 'yes'; shown-CONDITION as one of `STANDINGS` and
    by-CONDITION for what shows it. The area is the system's where none is named.
    """
    texts = {name: text.strip() for name, text in given.items() if text.strip()}
    day = day_asked(given, default)
    if not {"function", "area"} & given.keys():
        return MatterAsked(day, tuple(texts.items()))
    if "area" not in given:
        texts["area"] = own_area(register).id
    actor = actor_named(register, texts.get("actor", ""))
    amounts, wrong = _amounts(texts)
    shown, denied = _shown(texts, what_is_shown(register, basis))
    faults = [*_not_there(texts, register, basis, actor), *wrong, *denied]
    faults += [day.fault] if day.fault else []
    act = None
    if not faults and day.on:
        act = _act(texts, day.on, amounts, shown, register)
    faults.sort(key=_place)
    return MatterAsked(day, tuple(texts.items()), True, act, actor, tuple(faults))


def _act(
    texts: Mapping[str, str],
    on: date,
    amounts: Mapping[str, Pence],
    shown: tuple[Shown, ...],
    register: Register,
) -> Act:
    """The act that a form without faults makes."""
    return Act(
        function=texts["function"],
        area=texts["area"],
        on=on,
        value_pence=amounts.get("value"),
        linked_pence=(amounts["linked"],) if "linked" in amounts else (),
        with_vat_pence=amounts.get("with-vat"),
        yearly_pence=amounts.get("yearly"),
        used=tuple(_used(amounts, register, on)),
        shown=shown,
        holder=texts.get("holder"),
        urgent=texts.get("urgent") == "yes",
        outside_framework=texts.get("outside-framework") == "yes",
    )


def _not_there(
    texts: Mapping[str, str], register: Register, basis: Basis, actor: Actor | None
) -> Iterator[Fault]:
    """What is chosen and is not there: a function, an area, a holder, somebody who decides."""
    if texts.get("function") not in {one.id for one in basis.functions}:
        yield _NOTHING
    if texts.get("area") not in {one.id for one in register.areas}:
        yield Fault("area", "Choose the area that it is for")
    holder = texts.get("holder")
    if holder and holder not in {one.id for one in register.bodies}:
        why = f"Whose function it is: no body in the register is called '{holder[:60]}'"
        yield Fault("holder", why)
    if actor is None and (name := texts.get("actor")):
        yield Fault("actor", f"By whom: nobody in the register is called '{name[:60]}'")


def _place(fault: Fault) -> int:
    """Where the form asks for the field of a fault."""
    if fault.field in _ORDER:
        return _ORDER.index(fault.field)
    return len(_ORDER) + (not fault.field.startswith(USED))


def name_of(actor: Actor) -> str:
    """How an address names an actor: by its id; a class of officers as BODY:CLASS."""
    return f"{actor.id}:{actor.officers}" if actor.officers else actor.id


def actor_named(register: Register, name: str) -> Actor | None:
    """The actor that an address names; None where there is none.

    Of a body, a forum and a post with one id, which no delegation can name, the body is taken.
    """
    if ":" in name:
        body, _, officers = name.partition(":")
        classes = officers_of(register).get(body, ())
        return Actor("officers", body, officers) if officers in classes else None
    if name in {one.id for one in register.bodies}:
        return Actor("body", name)
    if name in {one.id for one in register.forums}:
        return Actor("forum", name)
    return Actor("post", name) if name in {one.id for one in register.posts} else None


def officers_of(register: Register) -> dict[str, tuple[str, ...]]:
    """The classes of officers of each body that the register names any of, in order."""
    named = {(one.given_to, one.officers) for one in register.delegations if one.officers}
    named |= {(post.body, officers) for post in register.posts for officers in post.officers}
    found: dict[str, tuple[str, ...]] = {}
    for body, officers in sorted(named):
        found[body] = (*found.get(body, ()), officers)
    return found


def adding_up(register: Register, function: str, on: date) -> tuple[Delegation, ...]:
    """Delegations of a function on a day whose caps count what was decided before."""
    return tuple(
        one
        for one in register.delegations
        if function in one.functions and one.period.includes(on) and cap_from_text(one.cap).adds_up
    )


def _amounts(texts: Mapping[str, str]) -> tuple[dict[str, Pence], list[Fault]]:
    """The amounts of the fields that are filled in, and what is wrong with others."""
    used = [one for one in texts if one.startswith(USED)]
    named = {
        **AMOUNTS,
        **{one: f"Already decided under {one.removeprefix(USED)[:60]}" for one in used},
    }
    amounts, faults = {}, []
    if "value" not in texts:
        said = next((why for field, why in _BESIDE_A_VALUE.items() if field in texts), None)
        faults += [Fault("value", said)] if said else []
    for field, called in named.items():
        if field in texts:
            amount, wrong = amount_of(texts[field], called)
            if wrong:
                faults.append(Fault(field, wrong))
            amounts[field] = amount
    without = amounts.get("value", 0) + amounts.get("linked", 0)
    if not faults and amounts.get("with-vat", without) < without:
        faults.append(Fault("with-vat", "The value with VAT is less than the one without"))
    if not faults and amounts.get("yearly", 0) > without:
        faults.append(Fault("yearly", "The value of one year is more than that of the whole life"))
    return amounts, faults


def _shown(
    texts: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[tuple[Shown, ...], list[Fault]]:
    """What is said to be shown, by condition; and what is wrong with it.

    What shows a condition says by itself that it is evidenced.
    """
    shown, faults = [], []
    for one in conditions_said(texts):
        field, evidence = f"{SHOWN}{one}", texts.get(f"{EVIDENCE}{one}", "")
        chosen = texts.get(field, "evidenced")
        standing = STANDINGS.get(chosen)
        if one not in titles:
            faults.append(Fault(field, f"What is shown: no condition is called '{one[:60]}'"))
        elif standing is None:
            faults.append(Fault(field, f"Choose whether it is shown: {titles[one]}"))
        elif standing == "evidenced" and (not evidence or denies(evidence)):
            why = f"Enter what shows it, or choose otherwise: {titles[one]}"
            faults.append(Fault(f"{EVIDENCE}{one}", why))
        else:
            shown.append(Shown(one, standing, evidence))
    return tuple(shown), faults


def conditions_said(texts: Iterable[str]) -> tuple[str, ...]:
    """The conditions of which some field says something, sorted."""
    named = (name for name in texts if name.startswith((SHOWN, EVIDENCE)))
    return tuple(sorted({name.partition("-")[2] for name in named}))


def _used(amounts: Mapping[str, Pence], register: Register, on: date) -> Iterable[Used]:
    for one in register.delegations:
        if (pence := amounts.get(f"{USED}{one.id}")) is not None:
            each_year = cap_from_text(one.cap).span == "year"
            yield Used(one.id, pence, year_of(on) if each_year else "")
