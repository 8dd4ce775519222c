"""The NHS trusts of each ICB, as the trust file lists them for administration.

Which trusts nominate members of the board is for the ICB's constitution; where patients come from
says nothing of it. So trusts are bodies here, and never the nominators of a seat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from joinedup.opendata.formats import SUCCESSIONS, TRUST_NAMES, TRUST_SHARES, TRUSTS, Form
from joinedup.opendata.notices import Notice, listed, noted
from joinedup.opendata.practice_map import day_of
from joinedup.opendata.searching import Found
from joinedup.opendata.tables import Table, read_table
from joinedup.register.schema import Body
from joinedup.values import codes
from joinedup.values.dates import day_in_words

#: The national grouping of the NHS in Wales: its bodies are no English trusts.
_WALES = "W"
_SMALL_WORDS = frozenset({"and", "of", "for", "the", "upon", "in", "on", "with", "at", "under"})
_CAPITALS = frozenset({"NHS", "UK"})
_WORD = re.compile(r"[A-Za-z']+")


@dataclass(frozen=True)
class Trust:
    """A trust of the file: its name as written there, its kind, its ICB, and its last day."""

    code: str
    name: str
    icb: str
    last_day: date | None = None

    @property
    def kind(self) -> str:
        """The kind of body that the name shows; any other trust of the file is an NHS trust."""
        if "FOUNDATION TRUST" in self.name.upper():
            return "NHS foundation trust"
        return "care trust" if re.search(r"\bCARE TRUST\b", self.name.upper()) else "NHS trust"


@dataclass(frozen=True)
class Named:
    """The name that a file of figures gives a trust on the last day that it has of it."""

    name: str
    day: date
    file: str


@dataclass(frozen=True)
class Trusts:
    """What the files say of trusts; empty where there is no trust file.

    `as_at` is the latest day that the trust file tells of. `followed_by` gives the codes that
    followed a code, each with its first day; `names` the last name that each file of figures gives
    a trust; `shared` the codes of trusts that have patients from an ICB, by its ONS code.
    """

    by_code: Mapping[str, Trust] = field(default_factory=dict)
    as_at: date = date.max
    followed_by: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    table: Table | None = None
    tables: tuple[Table, ...] = ()
    notices: tuple[Notice, ...] = ()

    def last_day(self, trust: Trust) -> date | None:
        """The last day of a trust: as the file has it, else the day before another followed it.

        What followed while the file tells of it as open took over a part of it only.
        """
        days = [
            day
            for day, code in self.followed_by.get(trust.code, ())
            if code in self.by_code and day > self.as_at
        ]
        return trust.last_day or (min(days) - timedelta(days=1) if days else None)

    def successors(self, code: str, after: date = date.min) -> tuple[str, ...]:
        """The codes at the end of what followed a code, step by step in the order of days.

        A step never goes back in time nor to a code that was there before, so that loops end.
        """
        found: dict[str, None] = {}
        waiting, seen = [(after, code)], {code}
        while waiting:
            day, one = waiting.pop(0)
            later = [
                (when, new)
                for when, new in self.followed_by.get(one, ())
                if when >= day and new not in seen
            ]
            seen |= {new for _, new in later}
            waiting += later
            if not later and one != code:
                found[one] = None
        return tuple(found)

    def of(self, icb: str, as_at: date) -> tuple[Trust, ...]:
        """The trusts of an ICB that had not ended before a day, by their names."""
        here = [trust for trust in self.by_code.values() if trust.icb == icb]
        return tuple(
            sorted(
                (one for one in here if (self.last_day(one) or as_at) >= as_at),
                key=lambda one: (one.name, one.code),
            )
        )


def trust_name(name: str) -> str:
    """A name in capitals as it is written in a sentence; one that is not in capitals as it is."""
    if not name.isupper():
        return name

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        if word in _CAPITALS:
            return word
        if match.start() and word.lower() in _SMALL_WORDS:
            return word.lower()
        # No letter after an apostrophe is a capital: King's, St Peter's.
        return word[0] + word[1:].lower()

    return _WORD.sub(cased, name)


def bodies(trusts: Trusts, icb: str, as_at: date) -> tuple[Body, ...]:
    """The trusts of an ICB as bodies."""
    file = trusts.table.file if trusts.table else ""
    return tuple(
        Body(
            id=trust.code,
            name=trust_name(trust.name),
            kind=trust.kind,
            last_day=trusts.last_day(trust),
            source=f"{file}, where it belongs to {icb} for administration",
        )
        for trust in trusts.of(icb, as_at)
    )


def told(trusts: Trusts, icb: str, icb_ons: Iterable[str], as_at: date) -> tuple[Notice, ...]:
    """What a reader must know of the trusts of an ICB: ended, renamed, missing."""
    if trusts.table is None:
        return trusts.notices
    file = trusts.table.file
    here = trusts.of(icb, as_at)
    ended = [
        _ended(trusts, trust)
        for trust in trusts.by_code.values()
        if trust.icb == icb and trust not in here
    ]
    renamed = [
        f"{one.code} {trust_name(one.name)}: {trust_name(named.name)} on "
        f"{day_in_words(named.day)} in {named.file}"
        for one in here
        for named in trusts.names.get(one.code, ())
        if _plain(named.name) != _plain(one.name)
    ]
    shared = {code for ons in icb_ons for code in trusts.shared.get(ons, ())}
    missing = [
        f"{code}{_followed(trusts, code)}" for code in sorted(shared - trusts.by_code.keys())
    ]
    return (
        *trusts.notices,
        *noted(f"Trusts of {file} that have ended, and were left out", ended, told=len(ended)),
        *noted(
            f"Trusts that have another name than in {file}, which is kept",
            renamed,
            told=len(renamed),
        ),
        *noted(
            f"Trusts with patients from the system that {file} has not",
            missing,
            "add those that belong to the system to bodies.csv",
        ),
        *_care_trusts(trusts, file),
    )


def read_trusts(found: Found) -> Trusts:
    """What the trust file, the successions and figures of trusts say."""
    tables: dict[str, list[Table]] = {}
    unread: list[str] = []
    for form in (TRUSTS, SUCCESSIONS, TRUST_NAMES, TRUST_SHARES):
        unread += found.misfits_of(form) if form is TRUSTS else ()
        tables[form.name] = list(_tables(found, form, unread))
    notices = noted("Files of trusts that could not be used", unread)
    if not tables[TRUSTS.name]:
        mend = "add the trusts of the system to bodies.csv"
        text = "The system's NHS trusts are not known, and none is named"
        return Trusts(notices=(*notices, *noted(text, [found.why_none(TRUSTS)], mend)))
    # The last by name is the newest, as the files carry their year in it.
    table = tables[TRUSTS.name][-1]
    by_code = _by_code(table)
    return Trusts(
        by_code=by_code,
        as_at=_latest_day(table),
        followed_by=_followed_by(tables[SUCCESSIONS.name]),
        names=_names(tables[TRUST_NAMES.name]),
        shared=_shared(tables[TRUST_SHARES.name]),
        table=table,
        tables=(
            table,
            *tables[SUCCESSIONS.name],
            *tables[TRUST_SHARES.name],
        ),
        notices=(
            *notices,
            *noted(f"Rows of {table.file} that were left out", table.skipped),
        ),
    )


def _tables(found: Found, form: Form, unread: list[str]) -> Iterator[Table]:
    for candidate in found.of(form):
        try:
            yield read_table(candidate.path, form)
        except (OSError, ValueError) as error:
            unread.append(f"{candidate.path.name}: {error}")


def _by_code(table: Table) -> dict[str, Trust]:
    return {
        row["trust"]: Trust(row["trust"], row["name"], row["icb"], day_of(row["closed"]))
        for row in table.rows
        if codes.is_id(row["trust"]) and row["name"] and not row["region"].startswith(_WALES)
    }


def _latest_day(table: Table) -> date:
    texts = {text for row in table.each("opened", "closed") for text in row}
    return max((day for text in texts if (day := day_of(text))), default=date.max)


def _followed_by(tables: Iterable[Table]) -> dict[str, tuple[tuple[date, str], ...]]:
    """What followed each code of a trust, earliest first. A code never follows itself.

    Codes of trusts have three characters; sites and practices have more.
    """
    found: dict[str, set[tuple[date, str]]] = {}
    for table in tables:
        for old, new, text in table.each("old", "new", "day"):
            if len(old) == len(new) == 3 and old != new and (day := day_of(text)):
                found.setdefault(old, set()).add((day, new))
    return {old: tuple(sorted(several)) for old, several in found.items()}


def _names(tables: Iterable[Table]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, tuple[Named, ...]] = {}
    for table in tables:
        latest: dict[str, tuple[str, str]] = {}
        for code, name, text in table.each("trust", "name", "day"):
            # Days in these files sort as they are written: 2024-06-01.
            if name and text > latest.get(code, ("", ""))[0]:
                latest[code] = text, name
        for code, (text, name) in latest.items():
            if day := day_of(text):
                found[code] = (*found.get(code, ()), Named(name, day, table.file))
    return found


def _shared(tables: Iterable[Table]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for table in tables:
        for trust, ons in table.each("trust", "icb_ons"):
            found.setdefault(ons, set()).add(trust)
    return {ons: frozenset(several) for ons, several in found.items()}


def _ended(trusts: Trusts, trust: Trust) -> str:
    last = trusts.last_day(trust)
    on = f" on {day_in_words(last)}" if last else ""
    return f"{trust.code} {trust_name(trust.name)}{on}{_followed(trusts, trust.code)}"


def _followed(trusts: Trusts, code: str) -> str:
    after = [
        f"{one} {trust_name(trusts.by_code[one].name)}" if one in trusts.by_code else one
        for one in trusts.successors(code)
    ]
    return f", followed by {listed(after)}" if after else ""


def _care_trusts(trusts: Trusts, file: str) -> tuple[Notice, ...]:
    """Care trusts have codes that begin with T, and stand in a file of their own."""
    if any(code.startswith("T") for code in trusts.by_code):
        return ()
    new = {code for several in trusts.followed_by.values() for _, code in several}
    ends = sorted(code for code in new if code.startswith("T") and not trusts.successors(code))
    named = f"; codes that have followed others, of no known ICB: {', '.join(ends)}" if ends else ""
    return (
        Notice(
            f"Care trusts, whose codes begin with T, are not in {file}: those of the system are "
            f"missing{named}",
            mend="add those of the system to bodies.csv",
        ),
    )


def _plain(name: str) -> str:
    return codes.slug(name.replace("&", " and ")).removeprefix("the-")
