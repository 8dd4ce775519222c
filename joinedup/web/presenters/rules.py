"""Rules of law as several pages show them: what each says, its force, its source, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from django.urls import reverse

from joinedup.law.files import packs
from joinedup.law.rule import Pack, Permit, Provenance, Rule, Unread
from joinedup.layout.tables import Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.values.dates import day_in_words

SURE = {
    "H": "Sure: read in the text, or where it is quoted",
    "M": "Fairly sure: restated by a reliable source",
    "L": "Unsure: inferred",
}
#: Where a text stands on a day.
State = Literal["in force", "no longer in force", "not yet in force", "not law"]
#: What a text does: it requires something, it allows it, or nobody read what it says.
_WHAT = {"Rule": "requires", "Permit": "permits", "Unread": "not read"}


@dataclass(frozen=True)
class RuleShown:
    """One text as a page shows it; `address` is its place on the law page."""

    id: str
    address: str
    title: str
    says: str
    force: str
    source: str
    locator: str
    is_law: bool
    days: str
    sure: str
    checked: str
    state: State
    replaces: str = ""
    settled_by: str = ""


def rule_shown(text: Provenance, on: date) -> RuleShown:
    """A rule, a permission or what was not read, as on a day."""
    return RuleShown(
        id=text.id,
        address=f"{reverse('law')}?on={on.isoformat()}#{text.id}",
        title=text.title,
        says=text.says,
        force=", ".join(part for part in (first_capital(text.force), _weight(text)) if part),
        source=text.source,
        locator=text.locator,
        is_law=text.is_law,
        days=days_in_words(text),
        sure=SURE[text.how_sure],
        checked=f"{day_in_words(text.checked_on)}, by {text.checked_by}",
        state=state(text, on),
        replaces=", ".join(getattr(text, "replaces", ())),
        settled_by=getattr(text, "settled_by", ""),
    )


def state(text: Provenance, on: date) -> State:
    """Where a text stands on a day; a proposal or a bill is never law."""
    if not text.is_law:
        return "not law"
    if text.last_day is not None and text.last_day < on:
        return "no longer in force"
    if text.first_day is not None and on < text.first_day:
        return "not yet in force"
    return "in force"


def days_in_words(text: Provenance) -> str:
    """The days on which a text has its force: 'from 1 July 2022, with no end known'."""
    first = day_in_words(text.first_day) if text.first_day else "a day that is not stated"
    last = f" to {day_in_words(text.last_day)}" if text.last_day else ", with no end known"
    return f"from {first}{last}"


@cache
def rules_by_id() -> dict[str, Rule]:
    """Every rule that is held, by its id; those that nobody read too."""
    return {rule.id: rule for pack in packs() for rule in (*pack.rules, *pack.unread)}


def rule_of(rule_id: str) -> Rule | None:
    """The rule that a finding names, which may name a part of it: 'ICB-8-2/councils'."""
    known = rules_by_id()
    return known.get(rule_id) or known.get(rule_id.partition("/")[0])


def proposals() -> tuple[Pack, ...]:
    """The packs that are no law: they can be asked 'as if' they were."""
    return tuple(
        pack for pack in packs() if pack.rules and not any(rule.is_law for rule in pack.rules)
    )


def rules_table(
    name: str, caption: str, texts: Sequence[tuple[str, Provenance]], on: date
) -> Table:
    """Texts, each with the pack that it stands in, with all that is known of them."""
    columns = (
        Column("rule", "Rule", "code"),
        Column("pack", "Pack", "code"),
        Column("what", "What it does"),
        Column("state", f"On {day_in_words(on)}"),
        Column("title", "Title"),
        Column("says", "What it says"),
        Column("severity", "Weight"),
        Column("force", "Force"),
        Column("source", "Source"),
        Column("locator", "Where to read it"),
        Column("from", "In force from", "day"),
        Column("to", "In force to", "day"),
        Column("how_sure", "How sure we are"),
        Column("checked_by", "Checked by"),
        Column("checked_on", "Checked on", "day"),
        Column("settled_by", "What would settle it"),
    )
    rows = tuple(
        (
            text.id,
            pack,
            _WHAT[type(text).__name__],
            state(text, on),
            text.title,
            text.says,
            text.severity,
            text.force,
            text.source,
            Link(text.locator, text.locator),
            text.first_day or "",
            text.last_day or "",
            SURE[text.how_sure],
            text.checked_by,
            text.checked_on,
            getattr(text, "settled_by", ""),
        )
        for pack, text in texts
    )
    return Table(name, caption, columns, rows)


def _weight(text: Provenance) -> str:
    if isinstance(text, Permit):
        return "which allows it: nothing is found for it"
    if isinstance(text, Unread):
        return "which nobody read: nothing is checked by it"
    if not isinstance(text, Rule):
        return ""
    return (
        "which binds nobody: a would" if not text.is_law else f"so a finding is a {text.severity}"
    )
