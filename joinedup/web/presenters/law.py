"""The law as a page: what each pack says on a day, what it allows, and what nobody has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from joinedup.law.files import packs
from joinedup.law.rule import Pack, Provenance
from joinedup.layout.page import Page
from joinedup.values.dates import day_in_words
from joinedup.web.presenters.rules import RuleShown, proposals, rule_shown, rules_table, state
from joinedup.web.presenters.words import counted, in_words
from joinedup.web.questions import DayAsked


@dataclass(frozen=True)
class PackShown:
    """One pack on a day: what is in force, what is allowed, what was not read, and the rest."""

    id: str
    title: str
    about: str
    note: str
    is_law: bool
    in_force: tuple[RuleShown, ...]
    permits: tuple[RuleShown, ...]
    unread: tuple[RuleShown, ...]
    other: tuple[RuleShown, ...]
    other_heading: str
    check: str


@dataclass(frozen=True, kw_only=True)
class LawPage(Page):
    """What the law page shows."""

    asked: DayAsked
    heading: str = ""
    finding: str = ""
    packs: tuple[PackShown, ...] = ()


def law_page(asked: DayAsked) -> LawPage:
    """The law as on the day asked for, or the form with its fault."""
    address = reverse("law")
    if asked.on is None:
        return LawPage(title="The law", address=address, asked=asked)
    on = asked.on
    heading = f"As on {day_in_words(on)}"
    texts = [(pack.id, text) for pack in packs() for text in _texts(pack)]
    caption = f"The law as on {day_in_words(on)}"
    return LawPage(
        title="The law",
        address=address,
        query=f"?on={on.isoformat()}",
        tables=(rules_table("rules", caption, texts, on),),
        about=(
            f"{caption}, restated in our own words.",
            "What nobody read is not known. No line says that anything is lawful or unlawful.",
        ),
        asked=asked,
        heading=heading,
        finding=_finding(on),
        packs=tuple(_pack(pack, on) for pack in packs()),
    )


def _texts(pack: Pack) -> tuple[Provenance, ...]:
    return (*pack.rules, *pack.permits, *pack.unread)


def _finding(on: date) -> str:
    rules = [rule for pack in packs() for rule in pack.rules]
    states = [state(rule, on) for rule in rules]
    counts = {name: states.count(name) for name in ("in force", "not law")}
    rest = len(rules) - sum(counts.values())
    unread = sum(len(pack.unread) for pack in packs())
    said = (
        f"Of {counted(len(rules), 'rule')} held, {in_words(counts['in force'], 'is', 'are')} in "
        f"force on {day_in_words(on)}"
    )
    if counts["not law"]:
        said += f", {in_words(counts['not law'], 'is', 'are')} a proposal or bill and no law"
    if rest:
        said += f", and {in_words(rest, 'is', 'are')} not in force any more or not yet"
    if unread:
        said += f". {in_words(unread, 'text', 'texts').capitalize()} that may matter nobody read"
    return f"{said}."


def _pack(pack: Pack, on: date) -> PackShown:
    shown = [rule_shown(rule, on) for rule in pack.rules]
    proposal = pack in proposals()
    now = [one for one in shown if one.state in ("in force", "not law")]
    other = tuple(one for one in shown if one not in now)
    return PackShown(
        id=pack.id,
        title=pack.title,
        about=pack.about,
        note=_note(proposal, len(shown), len(now)),
        is_law=not proposal,
        in_force=tuple(now),
        permits=tuple(rule_shown(one, on) for one in pack.permits),
        unread=tuple(rule_shown(one, on) for one in pack.unread),
        other=other,
        other_heading=f"{counted(len(other), 'rule')} not in force on this day",
        check=_check(pack, proposal, on),
    )


def _note(proposal: bool, held: int, now: int) -> str:
    if proposal:
        return "A proposal or bill: it is not law and binds nobody."
    if not now:
        return "None of its rules is in force on this day."
    if now == held:
        return "All its rules are in force." if held > 1 else "Its rule is in force."
    return f"{in_words(now, 'rule')} of {held} {'is' if now == 1 else 'are'} in force.".capitalize()


def _check(pack: Pack, proposal: bool, on: date) -> str:
    """Where the folder is checked by this pack."""
    name = "as-if" if proposal else "pack"
    return f"{reverse('checks')}?on={on.isoformat()}&{name}={pack.id}"
