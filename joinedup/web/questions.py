"""What people ask of a page in its address, checked: the question, or each fault in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.money.allocation import Question
from joinedup.register.fields import NOT_TEXT
from joinedup.values.dates import day_from_text
from joinedup.values.finding import Finding, Subject, Where
from joinedup.values.pence import Pence, not_an_amount, pounds_to_pence

#: More than the money of the whole NHS: beyond it an amount is a slip of the hand.
LARGEST = Pence(10**14)
LEVELS = {"place": "Place", "neighbourhood": "Neighbourhood"}
_LONGEST = 30
_LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a form, in words for the person who filled it in."""

    field: str
    text: str

    def as_finding(self) -> Finding:
        """The fault as programs are told of it."""
        return Finding(
            rule=f"question.{self.field}",
            severity="must",
            outcome="fails",
            subject=Subject("question", self.field),
            where=Where("", column=self.field),
            why=self.text,
            mend=f"change '{self.field}' in the address",
        )


@dataclass(frozen=True)
class PotAsked:
    """The form of the allocation page as it was filled in, and the question it makes, if any.

    `pot` is the text of the field; `question.pot` is 0 where `has_pot` is false, and then only
    shares are shown.
    """

    year: str
    pot: str
    by: str
    formula: str
    has_pot: bool = False
    question: Question | None = None
    faults: tuple[Fault, ...] = ()


def pot_asked(
    given: Mapping[str, str], years: Sequence[str], formulas: Sequence[str], default: Pence | None
) -> PotAsked:
    """The allocation that an address asks for; `default` is the pot where it names none.

    `years`, of which the first is taken where none is named, may not be empty.
    """
    year = given.get("year", years[0])
    by, formula = given.get("by", "place"), given.get("formula", "core")
    pot = given.get("pot", _as_typed(default)).strip()
    faults = []
    if year not in years:
        faults.append(Fault("year", f"Choose a year that the folder has: {', '.join(years)}"))
    if by not in LEVELS:
        faults.append(Fault("by", "Choose place or neighbourhood"))
    if formula not in formulas:
        faults.append(Fault("formula", "Choose one of the formulas"))
    amount, wrong = amount_of(pot, "The pot")
    if wrong:
        faults.insert(0, Fault("pot", wrong))
    question = None if faults else Question(amount, year, by, formula)
    return PotAsked(year, pot, by, formula, bool(pot), question, tuple(faults))


@dataclass(frozen=True)
class DayAsked:
    """A day as it was typed in three fields, and the day it makes, if any."""

    day: str
    month: str
    year: str
    on: date | None = None
    fault: Fault | None = None


def day_asked(given: Mapping[str, str], default: date) -> DayAsked:
    """The day that an address asks for, as on=2026-01-01 or in three fields; else `default`."""
    if "on" in given:
        try:
            return _day(day_from_text(given["on"]))
        except ValueError:
            fault = Fault("on-day", "The date must be a real one, written like 2026-01-31")
            return DayAsked("", "", "", None, fault)
    typed = [given.get(part, "").strip() for part in ("day", "month", "year")]
    if not any(typed):
        return _day(default)
    fault_text = None
    if not all(typed):
        missing = [
            name for name, text in zip(("day", "month", "year"), typed, strict=True) if not text
        ]
        fault_text = f"The date must include a {' and a '.join(missing)}"
    elif not all(text.isascii() and text.isdigit() and len(text) <= 4 for text in typed):
        fault_text = "The date must be numbers, such as 31 1 2026"
    else:
        try:
            return _day(date(int(typed[2]), int(typed[1]), int(typed[0])))
        except ValueError:
            fault_text = "The date must be a real one"
    return DayAsked(typed[0], typed[1], typed[2], None, Fault("on-day", fault_text))


@dataclass(frozen=True)
class ChecksAsked:
    """What the checks page is asked: the day, perhaps one pack only, perhaps a proposal as if law.

    `only` and `as_if` are ids of packs, '' for none. `faults` are all that is wrong, the day's too.
    """

    day: DayAsked
    only: str = ""
    as_if: str = ""
    faults: tuple[Fault, ...] = ()


def checks_asked(
    given: Mapping[str, str], default: date, packs: Sequence[str], proposals: Sequence[str]
) -> ChecksAsked:
    """The checks that an address asks for: on=2026-01-01, pack=, as-if=; the day else `default`."""
    day = day_asked(given, default)
    only, as_if = given.get("pack", "").strip(), given.get("as-if", "").strip()
    faults = [day.fault] if day.fault else []
    if only and only not in packs:
        faults.append(Fault("pack", f"Choose one of the packs: {', '.join(packs)}"))
    if as_if and as_if not in proposals:
        known = ", ".join(proposals) or "none is held"
        faults.append(Fault("as-if", f"Choose one of the proposals and bills: {known}"))
    return ChecksAsked(day, only, as_if, tuple(faults))


@dataclass(frozen=True)
class SearchAsked:
    """The words that a search asks for, tidied; and what is wrong with them."""

    text: str
    faults: tuple[Fault, ...] = ()


def search_asked(given: Mapping[str, str]) -> SearchAsked:
    """The search of an address. Asked for with an empty field it has a fault; unasked it has none.

    Signs that are no text are left out.
    """
    text = " ".join(NOT_TEXT.sub(" ", given.get("q", "")).split())
    if len(text) > _LONGEST_SEARCH:
        fault = Fault("q", f"Search for {_LONGEST_SEARCH} characters at the most")
        return SearchAsked(text[:_LONGEST_SEARCH], (fault,))
    if "q" in given and not text:
        return SearchAsked("", (Fault("q", "Enter a word, a name or a code"),))
    return SearchAsked(text)


def _day(on: date) -> DayAsked:
    return DayAsked(str(on.day), str(on.month), str(on.year), on)


def _as_typed(pot: Pence | None) -> str:
    """An amount as people type it: no pence where there are none."""
    if pot is None:
        return ""
    whole, part = divmod(pot, 100)
    return f"{whole:,}.{part:02}" if part else f"{whole:,}"


def amount_of(text: str, called: str) -> tuple[Pence, str]:
    """The pence that a text means, and what is wrong with it or ''; no text is nothing.

    `called` begins what is said of every fault: 'The pot'.
    """
    if not text:
        return Pence(0), ""
    plain = not set(text.lower()) & set("e_")
    if len(text) > _LONGEST or not plain:
        return Pence(0), f"{called}: {not_an_amount(text[:_LONGEST])}"
    try:
        amount = pounds_to_pence(text)
    except ValueError as error:
        return Pence(0), f"{called}: {error}"
    if amount < 0:
        return Pence(0), f"{called}: it cannot be less than nothing"
    if amount > LARGEST:
        return Pence(0), f"{called}: it must be £1 trillion or less"
    return amount, ""
