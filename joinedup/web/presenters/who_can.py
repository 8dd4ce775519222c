"""The page 'Who can decide?': the form, and who may decide, by what chain; or why one may not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Failed, Held, Proof, Refusal
from joinedup.law.files import basis
from joinedup.layout.page import Page
from joinedup.layout.tables import Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown
from joinedup.web.matter import MatterAsked, name_of
from joinedup.web.presenters.actors import asked_of
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.changing import changes_table
from joinedup.web.presenters.dated import held
from joinedup.web.presenters.deciders import (
    DeciderShown,
    HeldShown,
    decider_shown,
    deciders_table,
    held_shown,
    held_table,
    in_all,
    links_table,
)
from joinedup.web.presenters.links import AsOn, Part
from joinedup.web.presenters.matter_form import MatterForm, matter_form
from joinedup.web.presenters.words import in_words, listed
from joinedup.web.scheme import deciders, lowest_of, proved, side_of

TITLE = "Who can decide?"
#: The sides that are told apart and never ranked against each other.
SIDES = {"NHS": "On the NHS side", "council": "On the council side", "both": "Of both together"}


@dataclass(frozen=True)
class SideShown:
    """Those of one side who may decide: the lowest, and the others."""

    heading: str
    lowest: tuple[DeciderShown, ...]
    others: tuple[DeciderShown, ...]


@dataclass(frozen=True)
class ReasonShown:
    """One reason why the register shows no authority, and what would change that."""

    text: str
    mend: str
    unknown: bool
    entry: Link | None


@dataclass(frozen=True, kw_only=True)
class WhoCanPage(Page):
    """What the page shows: the form alone, or the answer of one of three kinds with it.

    Everybody who may decide (`sides`); one actor who may (`decider`); one who may not (`reasons`).
    """

    form: MatterForm
    as_on: AsOn | None = None
    heading: str = ""
    function: Part = ""
    finding: str = ""
    sides: tuple[SideShown, ...] = ()
    shared: tuple[HeldShown, ...] = ()
    decider: DeciderShown | None = None
    higher: str = ""
    reasons: tuple[ReasonShown, ...] = ()
    refused: bool = False
    instead: tuple[Part, ...] = ()
    why_not: tuple[Link, ...] = ()
    everyone: str = ""
    changing: Table | None = None
    deciders: Table | None = None
    json_address: str = ""


def form_page(system: Shown, asked: MatterAsked) -> WhoCanPage:
    """The page with its form only: nothing was asked, or not in a way that can be answered."""
    return WhoCanPage(
        title=TITLE, address=reverse("who-can"), form=matter_form(system.register, asked)
    )


@lru_cache(maxsize=64)
def who_can_page(system: Shown, asked: MatterAsked) -> WhoCanPage:
    """The page with its answer to a question without faults."""
    act, actor = asked.act, asked.actor
    assert act is not None
    chains = Chains(system.register, AsOn(act.on, chosen=True))
    page = replace(
        form_page(system, asked),
        query=f"?{query_of(asked)}",
        as_on=AsOn(act.on, chosen=True),
        heading=chains.actors.words.matter(act),
        function=chains.actors.links.function(act.function),
        json_address=f"{reverse('who-can')}.json?{query_of(asked)}",
    )
    if actor is None:
        return _of_everybody(system, act, chains, page)
    answer = proved(system, actor, act)
    page = replace(page, everyone=f"{page.address}?{query_of(asked, actor='')}")
    if isinstance(answer, Refusal):
        return _refused(system, answer, chains, page)
    return _proved(system, answer, chains, page)


def query_of(asked: MatterAsked, **changed: str) -> str:
    """The address of the question, its day as one, with some of its fields changed."""
    assert asked.day.on is not None
    texts = {name: text for name, text in asked.texts if name not in ("day", "month", "year")}
    texts |= {"on": asked.day.on.isoformat(), **changed}
    return urlencode({name: text for name, text in texts.items() if text})


def _of_everybody(system: Shown, act: Act, chains: Chains, page: WhoCanPage) -> WhoCanPage:
    answers = deciders(system, act)
    lowest = {one.value.actor for one in lowest_of(system, answers)}
    told = [(one, side_of(system, one.value.actor), one.value.actor in lowest) for one in answers]
    told.sort(key=lambda one: (list(SIDES).index(one[1]), not one[2]))
    shared = in_all(answers)
    sides = tuple(_sides(told, shared, chains))
    table = deciders_table(f"Who may decide: {page.heading}", told, chains)
    changing = changes_table(system, act, answers, chains)
    return replace(
        page,
        finding=_finding(sides),
        sides=sides,
        shared=tuple(held_shown("Precondition", one) for one in shared),
        deciders=table,
        changing=changing,
        tables=held(table, links_table(answers, chains), held_table(answers, chains), changing),
        about=_about(page.heading, system),
        why_not=() if answers else tuple(_why_not(system, act, chains)),
    )


def _sides(
    told: Sequence[tuple[Explained[Proof], str, bool]], shared: Collection[Held], chains: Chains
) -> Iterator[SideShown]:
    for side, heading in SIDES.items():
        cards = [
            (decider_shown(answer, place, is_lowest, chains, shared), is_lowest)
            for place, (answer, on_side, is_lowest) in enumerate(told, start=1)
            if on_side == side
        ]
        if cards:
            yield SideShown(
                heading,
                tuple(card for card, is_lowest in cards if is_lowest),
                tuple(card for card, is_lowest in cards if not is_lowest),
            )


def _finding(sides: Sequence[SideShown]) -> str:
    if not sides:
        return "The register shows nobody who may decide."
    count = sum(len(one.lowest) + len(one.others) for one in sides)
    may = f"{in_words(count, 'may', 'may').capitalize()} decide."
    lowest = [
        (f"{one.heading[0].lower()}{one.heading[1:]}", listed([card.name for card in one.lowest]))
        for one in sides
    ]
    if len(lowest) == 1:
        return f"{may} The lowest level: {lowest[0][1]}."
    told = "; ".join(f"{side} {names}" for side, names in lowest)
    return f"{may} The lowest level: {told}. The sides are not ranked against each other."


def _proved(
    system: Shown, answer: Explained[Proof], chains: Chains, page: WhoCanPage
) -> WhoCanPage:
    act, actor = answer.value.act, answer.value.actor
    side = side_of(system, actor)
    everybody = deciders(system, act)
    lowest = [
        one.value.actor
        for one in lowest_of(system, everybody)
        if side_of(system, one.value.actor) == side
    ]
    told = [(answer, side, actor in lowest)]
    table = deciders_table(f"Whether it may decide: {page.heading}", told, chains)
    changing = changes_table(system, act, [answer], chains)
    name = chains.actors.name(actor)
    higher = ""
    if actor not in lowest:
        lower = listed([chains.actors.name(one) for one in lowest])
        higher = (
            f"Decisions are taken at the lowest level that has authority for them, here {lower}. "
            f"If {name} decides all the same, it should record why."
        )
    return replace(
        page,
        finding=f"Yes: the register shows that {name} may decide.",
        decider=decider_shown(answer, 1, actor in lowest, chains),
        higher=higher,
        changing=changing,
        tables=held(table, links_table([answer], chains), held_table([answer], chains), changing),
        about=_about(page.heading, system),
    )


def _refused(system: Shown, refusal: Refusal, chains: Chains, page: WhoCanPage) -> WhoCanPage:
    name = chains.actors.name(refusal.actor)
    instead = tuple(
        Link(chains.actors.name(one), f"{page.everyone}&{urlencode({'actor': name_of(one)})}")
        for one in refusal.instead
    )
    return replace(
        page,
        finding=f"The register shows no authority for {name} to decide this.",
        refused=True,
        reasons=tuple(_reason(one, chains) for one in refusal.reasons),
        instead=instead,
        tables=held(
            _reasons_table(refusal, chains, name),
            _instead_table(refusal, chains),
        ),
        about=_about(page.heading, system),
    )


def _reason(failed: Failed, chains: Chains) -> ReasonShown:
    return ReasonShown(
        text=first_capital(failed.text),
        mend=first_capital(failed.mend),
        unknown=failed.outcome == "not-known",
        entry=_entry(failed, chains),
    )


def _entry(failed: Failed, chains: Chains) -> Link | None:
    if failed.section not in ("delegations", "reservations", "directions"):
        return None
    return chains.actors.links.entry_of(failed.section, failed.entry)


def _reasons_table(refusal: Refusal, chains: Chains, name: str) -> Table:
    columns = (
        Column("reason", "Why the register shows no authority"),
        Column("outcome", "Fails or not known"),
        Column("mend", "What would change the answer"),
        Column("entry", "Entry"),
        Column("rule", "Rule", "code"),
    )
    rows = tuple(
        (
            first_capital(one.text),
            "Fails" if one.outcome == "fails" else "Not known",
            first_capital(one.mend),
            _entry(one, chains) or "",
            one.rule,
        )
        for one in refusal.reasons
    )
    return Table("reasons", f"Why the register shows no authority for {name}", columns, rows)


def _instead_table(refusal: Refusal, chains: Chains) -> Table:
    columns = (Column("actor", "Who could decide instead"), Column("id", "Id", "code"))
    rows = tuple((chains.actors.link(one), name_of(one)) for one in refusal.instead)
    return Table("instead", "Who could decide instead", columns, rows)


def _why_not(system: Shown, act: Act, chains: Chains) -> Iterator[Link]:
    """Of the bodies that hold the function by law on the day, each asked for itself."""
    function = next(one for one in basis().functions if one.id == act.function)
    kinds = {kind for one in function.holders for kind in one.body_kinds}
    for body in system.register.bodies:
        if body.kind in kinds and body.period.includes(act.on):
            asked = asked_of(Actor("body", body.id), act.function, act.area, act.on)
            yield Link(f"Why not {body.name}?", asked)


def _about(heading: str, system: Shown) -> tuple[str, ...]:
    return (
        f"{heading}, as the register of {system.register.system.name} shows it.",
        "It tells what the register shows, and is no legal advice.",
    )
