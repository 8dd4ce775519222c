"""The page 'Who can decide?': the form, and who may decide, by what chain; or why one may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Held, Proof, Refusal
from joinedup.authority.who_can import First, Ranked, each_for_itself
from joinedup.layout.page import Page
from joinedup.layout.tables import Link, Table
from joinedup.values.explained import Explained
from joinedup.web.folder import Shown
from joinedup.web.matter import MatterAsked, conditions_said
from joinedup.web.presenters.chains import Chains
from joinedup.web.presenters.changing import changes_table
from joinedup.web.presenters.dated import held
from joinedup.web.presenters.deciders import (
    PRECONDITION,
    DeciderShown,
    HeldShown,
    all_held,
    decider_shown,
    deciders_table,
    held_shown,
    held_table,
    in_all,
    links_table,
)
from joinedup.web.presenters.links import AsOn, Part
from joinedup.web.presenters.matter_form import MatterForm, matter_form
from joinedup.web.presenters.reasons import (
    DoubtShown,
    ReasonsShown,
    asked_of_one,
    doubts_shown,
    instead_table,
    reasons_shown,
    reasons_table,
)
from joinedup.web.presenters.showing import ConditionAsked, conditions_asked, not_met
from joinedup.web.presenters.words import in_words, some
from joinedup.web.scheme import (
    apart,
    before,
    deciders,
    doubts_of,
    is_joint,
    nearest,
    perhaps,
    proofs,
    proved,
    ranked,
    why_nobody,
    why_through_nobody,
)

TITLE = "Who can decide?"
#: Of how many of one side the page tells the chains; there may be ten thousand.
_MOST_TOLD = 100
#: Of how many of those who are near it can be asked at once why they may not.
_MOST_NEAR = 10
#: The sides that are told apart and never ranked against each other.
SIDES = {"NHS": "On the NHS side", "council": "On the council side", "both": "Of both together"}


@dataclass(frozen=True)
class SideShown:
    """Those of one side who may decide: the lowest, the others, and how many more in files only."""

    heading: str
    lowest: tuple[DeciderShown, ...]
    others: tuple[DeciderShown, ...]
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class WhoCanPage(Page):
    """What the page shows: the form alone, or the answer of one of three kinds with it.

    Everybody who may decide (`sides`), and those of whom it is not known (`doubts`); one actor who
    may (`decider`); one who may not, or that nobody may (`reasons`), or of whom it is `unknown`.
    `conditions` are fields of the
    form to say what is shown, `saying` whether some are filled in.
    """

    form: MatterForm
    as_on: AsOn | None = None
    heading: str = ""
    function: Part = ""
    finding: str = ""
    sides: tuple[SideShown, ...] = ()
    shared: tuple[HeldShown, ...] = ()
    decider: DeciderShown | None = None
    higher: tuple[str, ...] = ()
    doubts: tuple[DoubtShown, ...] = ()
    reasons: ReasonsShown | None = None
    why: str = ""
    unknown: bool = False
    instead: tuple[Part, ...] | None = None
    why_not: tuple[Link, ...] = ()
    conditions: tuple[ConditionAsked, ...] = ()
    saying: bool = False
    everyone: str = ""
    changing: Table | None = None
    deciders: Table | None = None
    json_address: str = ""


#: The conditions that an answer tells, and the page with the answer.
_Answered = tuple[Iterable[Held | str], WhoCanPage]


def form_page(system: Shown, asked: MatterAsked) -> WhoCanPage:
    """The page with its form only: nothing was asked, or not in a way that can be answered."""
    return WhoCanPage(
        title=TITLE,
        address=reverse("who-can"),
        form=matter_form(system.register, asked),
        conditions=conditions_asked(system.register, asked, ()),
        saying=bool(conditions_said(name for name, _ in asked.texts)),
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
    page = replace(page, everyone=f"{page.address}?{query_of(asked, actor='')}")
    if actor is None:
        told, page = _of_everybody(system, act, chains, page)
    else:
        answer = proved(system, actor, act)
        if isinstance(answer, Refusal):
            told, page = _refused(system, answer, chains, page)
        else:
            told, page = _proved(system, answer, chains, page)
    return replace(page, conditions=conditions_asked(system.register, asked, tuple(told)))


def query_of(asked: MatterAsked, **changed: str) -> str:
    """The address of the question, its day as one, with some of its fields changed."""
    assert asked.day.on is not None
    texts = {name: text for name, text in asked.texts if name not in ("day", "month", "year")}
    texts |= {"on": asked.day.on.isoformat(), **changed}
    return urlencode({name: text for name, text in texts.items() if text})


def _of_everybody(system: Shown, act: Act, chains: Chains, page: WhoCanPage) -> _Answered:
    among = apart(system, act)
    if not among.deciding:
        return _nobody(system, act, chains, page)
    themselves = set(among.deciding)
    answers = [one for one in deciders(system, act) if one.value.actor in themselves]
    told = ranked(system, answers, act)
    shared = in_all(answers)
    sides = tuple(_sides(told, shared, chains, among.not_said))
    nobody = among.through_nobody
    table = deciders_table(f"Who may decide: {page.heading}", told, chains)
    changing = changes_table(system, act, chains)
    doubts = perhaps(system, act)
    of_doubts = reasons_table("Of whom it is not known", doubts, chains, "not-known")
    return all_held(one for one, _, _ in told), replace(
        page,
        finding=_finding(told, chains),
        sides=sides,
        reasons=_reasons_through(system, act, nobody, chains),
        why=_through_nobody(nobody, chains) if nobody else "",
        shared=tuple(held_shown(PRECONDITION, one) for one in shared),
        doubts=doubts_shown(doubts, chains),
        deciders=table,
        changing=changing,
        tables=held(
            table, links_table(answers, chains), held_table(answers, chains), changing, of_doubts
        ),
        about=_about(page.heading, system),
        everyone="",
    )


def _nobody(system: Shown, act: Act, chains: Chains, page: WhoCanPage) -> _Answered:
    near, doubts = nearest(system, act), perhaps(system, act)
    changing = changes_table(system, act, chains)
    bodies = apart(system, act).through_nobody
    finding, why = "The register shows nobody who may decide.", "Why nobody"
    reasons = reasons_shown(why_nobody(system, act), chains) if not bodies else None
    each = [one.actor for one in near[:_MOST_NEAR]]
    if is_joint(system, act):
        finding = "Nobody decides it alone: several hold it, and all of them decide it together."
        why = "Each decides its own part"
        each = []
    elif bodies:
        finding = f"{_through_nobody(bodies, chains)}."
        reasons = _reasons_through(system, act, bodies, chains)
    why_not = (
        Link(f"Why not {chains.actors.name(one)}?", asked_of_one(page.everyone, one))
        for one in each
    )
    return _not_met_in(system, near), replace(
        page,
        finding=finding,
        doubts=doubts_shown(doubts, chains),
        reasons=reasons,
        why=why,
        # What is told of one alone is told here.
        why_not=tuple(why_not) if len(each) > 1 else (),
        changing=changing,
        tables=held(
            reasons_table("Why the register shows nobody", (*near, *doubts), chains), changing
        ),
        about=_about(page.heading, system),
        everyone="",
    )


def _through_nobody(bodies: Sequence[Actor], chains: Chains) -> str:
    """That bodies hold it, and that nobody through whom they act may decide it."""
    hold, of = ("holds", "it") if len(bodies) == 1 else ("hold", "any of them")
    names = some([chains.actors.name(one) for one in bodies])
    return f"{names} {hold} it, but the register shows nobody through whom {of} may decide this"


def _reasons_through(
    system: Shown, act: Act, bodies: tuple[Actor, ...], chains: Chains
) -> ReasonsShown | None:
    return reasons_shown(why_through_nobody(system, act, bodies), chains) if bodies else None


def _sides(
    told: Sequence[Ranked], shared: Collection[Held], chains: Chains, not_said: Collection[Actor]
) -> Iterator[SideShown]:
    for side, heading in SIDES.items():
        of_side = [
            (answer, place, is_lowest)
            for place, (answer, on_side, is_lowest) in enumerate(told, start=1)
            if on_side == side
        ]
        cards = [
            (
                decider_shown(
                    answer,
                    place,
                    is_lowest,
                    chains,
                    shared,
                    not_said=answer.value.actor in not_said,
                ),
                is_lowest,
            )
            for answer, place, is_lowest in of_side[:_MOST_TOLD]
        ]
        if cards:
            yield SideShown(
                heading,
                tuple(card for card, is_lowest in cards if is_lowest),
                tuple(card for card, is_lowest in cards if not is_lowest),
                len(of_side) - len(cards),
            )


def _finding(told: Sequence[Ranked], chains: Chains) -> str:
    """How many may decide, who at the lowest level of each side; and whose it is, if of several."""
    said = [f"{in_words(len(told), 'may', 'may').capitalize()} decide."]
    lowest: dict[str, list[str]] = {}
    for answer, side, is_lowest in told:
        if is_lowest:
            lowest.setdefault(SIDES[side], []).append(chains.actors.name(answer.value.actor))
    holders = each_for_itself(answer for answer, _, _ in told)
    if holders:
        each = f"{in_words(len(holders), 'body holds', 'bodies hold').capitalize()} it"
        said.append(f"{each}, each for itself: choose whose function it is to be told of one.")
    if holders and all(is_lowest for _, _, is_lowest in told):
        return " ".join(said)
    level = "The lowest level of each" if holders else "The lowest level"
    if len(lowest) == 1:
        return " ".join((*said, f"{level}: {some(*lowest.values())}."))
    names = (f"{side[0].lower()}{side[1:]} {some(names)}" for side, names in lowest.items())
    said.append(f"{level}: {'; '.join(names)}. The sides are not ranked against each other.")
    return " ".join(said)


def _higher(first: First, name: str, chains: Chains) -> Iterator[str]:
    """Who comes before one who may decide, and what it is to do if it decides all the same."""
    lower, together = (
        some([chains.actors.name(one) for one in several])
        for several in (first.lower, first.together)
    )
    if lower:
        yield (
            f"Decisions are taken at the lowest level that has authority for them, here {lower}. "
            f"If {name} decides all the same, it should record why."
        )
    if together:
        yield f"For the same area {together} could decide it together, which comes before alone."


def _proved(system: Shown, answer: Explained[Proof], chains: Chains, page: WhoCanPage) -> _Answered:
    proof = answer.value
    act, actor = proof.act, proof.actor
    told = ranked(system, [answer], act)
    table = deciders_table(f"Whether it may decide: {page.heading}", told, chains)
    changing = changes_table(system, act, chains, actor)
    name = chains.actors.name(actor)
    yes = f"Yes{_together(proof, chains)}"
    among = apart(system, act)
    nobody = (actor,) if actor in among.through_nobody else ()
    finding = f"{yes}: the register shows that {name} may decide."
    return all_held([answer]), replace(
        page,
        finding=f"{_through_nobody(nobody, chains)}." if nobody else finding,
        decider=decider_shown(answer, 1, told[0][2], chains, not_said=actor in among.not_said),
        reasons=_reasons_through(system, act, nobody, chains),
        why="Why not" if nobody else "",
        higher=tuple(_higher(before(system, act, actor), name, chains)),
        changing=changing,
        tables=held(table, links_table([answer], chains), held_table([answer], chains), changing),
        about=_about(page.heading, system),
    )


def _refused(system: Shown, refusal: Refusal, chains: Chains, page: WhoCanPage) -> _Answered:
    name = chains.actors.name(refusal.actor)
    themselves = set(apart(system, refusal.act).deciding)
    refusal = replace(refusal, instead=tuple(one for one in refusal.instead if one in themselves))
    together = {one.actor: _together(one, chains) for one in proofs(system, refusal.act)}
    instead = tuple(
        Link(f"{chains.actors.name(one)}{together[one]}", asked_of_one(page.everyone, one))
        for one in refusal.instead
    )
    changing = changes_table(system, refusal.act, chains, refusal.actor)
    caption = f"Why the register shows no authority for {name}"
    doubts = doubts_of(system, refusal.act, refusal.actor)
    finding = f"The register shows no authority for {name} to decide this."
    if doubts:
        finding = f"Not known: what is recorded does not settle whether {name} may decide this."
    return _not_met_in(system, [refusal]), replace(
        page,
        finding=finding,
        reasons=reasons_shown(doubts or refusal.reasons, chains),
        why="What is not known" if doubts else "Why not",
        unknown=bool(doubts),
        instead=instead,
        changing=changing,
        tables=held(
            reasons_table(caption, [refusal], chains), instead_table(refusal, chains), changing
        ),
        about=_about(page.heading, system),
    )


def _together(proof: Proof, chains: Chains) -> str:
    """', together with NHS Merewold'; '' for one who decides without others."""
    together = chains.actors.words.together(proof.terms.together_with)
    return f", {together}" if together else ""


def _not_met_in(system: Shown, refusals: Sequence[Refusal]) -> tuple[str, ...]:
    return tuple(one for refusal in refusals for one in not_met(system.register, refusal))


def _about(heading: str, system: Shown) -> tuple[str, ...]:
    return (
        f"{heading}, as the register of {system.register.system.name} shows it.",
        "It tells what the register shows, and is no legal advice.",
    )
