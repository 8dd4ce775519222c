"""`joinedup scheme FOLDER`: the scheme of reservation and delegation, and who decides where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from joinedup.authority.checked import meant
from joinedup.authority.mapping import SchemeRow, scheme_table
from joinedup.authority.of_body import PARTS, of_body, unproved_of
from joinedup.authority.presenters import (
    ANY_AREA,
    HOW,
    UNDECIDED,
    Naming,
    in_text,
    levels_in_words,
    map_as_table,
    scheme_as_table,
    tier_in_words,
    unproved_as_table,
)
from joinedup.authority.scheme import scheme_of
from joinedup.authority.scheme_notes import bound, notes
from joinedup.authority.tiers import MapRow, Undecided, functions_and_decisions_map, undecided
from joinedup.authority.unproved import Unproved, unproved
from joinedup.authority.wording import Words
from joinedup.cli import UNREADABLE
from joinedup.cli.printing import day, folder_or_leave, leave, say, today
from joinedup.law.files import basis
from joinedup.layout.tables import Table
from joinedup.values.dates import day_in_words

_TITLE = "Scheme of reservation and delegation"


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    on: Annotated[str, typer.Option(help="The day of the scheme, such as 2026-11-01.")] = "",
    body: Annotated[
        str,
        typer.Option(help="The id of a body: only what it holds, keeps, receives and passes on."),
    ] = "",
    html: Annotated[
        Path | None,
        typer.Option(help="Write a page to this file, with its CSV and workbook beside it."),
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file.")] = None,
    csv: Annotated[
        Path | None,
        typer.Option(help="Write CSV to this file, the map into a folder of its name."),
    ] = None,
) -> None:
    """Exit code 0, or 2 if the folder cannot be read or a file cannot be written."""
    asked = day(on) if on else today()
    register = folder_or_leave(folder).register
    scheme = scheme_of(register, basis())
    if body and body not in {one.id for one in register.bodies}:
        like = meant(body, {one.id for one in register.bodies})
        leave(UNREADABLE, f"the register has no body '{body}'{like}")
    rows = scheme_table(scheme, asked)
    without = unproved(scheme, asked, rows)
    words = Words(register, basis())
    told: _Scheme
    if body:
        mine = of_body(scheme, rows, body)
        told = _OfBody(words.body(body), asked, mine, unproved_of(scheme, without, body), words)
    else:
        mapped = functions_and_decisions_map(scheme, asked)
        others = undecided(scheme, mapped, asked)
        told = _OfSystem(register.system.name, asked, rows, mapped, others, without, words)
    if html or xlsx or csv:
        told.write(html, xlsx, csv)
    else:
        told.print()


class _Scheme:
    """A scheme on a day, ready to be told."""

    def __init__(
        self,
        whose: str,
        on: date,
        rows: Sequence[SchemeRow],
        without_proof: Sequence[Unproved],
        words: Words,
    ) -> None:
        self._title = f"{_TITLE} of {whose}, {day_in_words(on)}"
        self._on = on
        self._rows = rows
        self._unproved = without_proof
        self._words = words

    def write(self, html: Path | None, xlsx: Path | None, csv: Path | None) -> None:
        """Write the files that were asked for; leaves with code 2 where one cannot be written."""
        from joinedup.cli.writing import csv_files, page_files, write_files
        from joinedup.layout.downloads import xlsx_file

        named = [path for path in (html, xlsx, csv) if path]
        if len(set(named)) < len(named) or (csv and not csv.suffix):
            leave(UNREADABLE, "name a file for each form, such as scheme.csv and scheme.xlsx")
        naming = in_text(self._words)
        tables = [*self._tables(naming), unproved_as_table(self._unproved, self._on, naming)]
        about = (self._summary(),)
        files = csv_files(csv, tables) if csv else {}
        if xlsx:
            files[xlsx] = xlsx_file(self._title, tables, about)
        if html:
            files |= page_files(html, self._title, tables, about)
        write_files(files)

    def print(self) -> None:
        """Print the scheme, then what supports no proof."""
        say(self._title)
        self._told()
        if self._unproved:
            say("\nDelegations that support no proof")
        for one in self._unproved:
            name = self._words.function(one.function)
            say(f"{one.entry.id}, to {self._words.actor(one.receiver)}: {name}", "  - ", "    ")
            for reason in one.reasons:
                known = "Not known. " if reason.outcome == "not-known" else ""
                say(f"{known}{reason.text} To change it: {reason.mend}", "      ")
        say(f"\n{self._summary()}")

    def _tables(self, naming: Naming) -> list[Table]:
        """The tables of the scheme itself."""
        raise NotImplementedError

    def _told(self) -> None:
        """Print the scheme itself."""
        raise NotImplementedError

    def _counted(self) -> str:
        """What the summary counts of the scheme itself."""
        raise NotImplementedError

    def _row(self, row: SchemeRow, first: str) -> str:
        """A row in a line or two: to whom, through or from whom, up to what, for where, by what."""
        words, entry = self._words, row.entry
        parts = [first]
        if row.through:
            parts.append(f"through {' and '.join(map(words.actor, row.through))}")
        if row.givers:
            givers = " and ".join(map(words.actor, row.givers))
            parts.append(f"kept by {givers}" if row.how == "reserved" else f"from {givers}")
        parts.append(bound(row))
        areas = " and ".join(map(words.area, row.areas))
        if areas or row.how != "reserved":
            parts.append(f"for {areas or ANY_AREA}")
        told = "; ".join((", ".join(one for one in parts if one), *notes(row, words)))
        return f"{told} [{entry.id}]" if entry else told

    def _summary(self) -> str:
        without = len({one.entry.id for one in self._unproved})
        supports = "delegation supports" if without == 1 else "delegations support"
        return f"{self._counted()} {without} {supports} no proof."


class _OfSystem(_Scheme):
    """The scheme of a system: function by function, with the tiers at which each is decided."""

    def __init__(
        self,
        system: str,
        on: date,
        rows: Sequence[SchemeRow],
        by_tier: Sequence[MapRow],
        undecided: Mapping[str, Undecided],
        without_proof: Sequence[Unproved],
        words: Words,
    ) -> None:
        super().__init__(system, on, rows, without_proof, words)
        self._map = {row.function.id: row for row in by_tier}
        self._undecided = undecided

    def _tables(self, naming: Naming) -> list[Table]:
        return [
            scheme_as_table(self._rows, self._on, naming),
            map_as_table(list(self._map.values()), self._on, naming),
        ]

    def _told(self) -> None:
        for _, rows in groupby(self._rows, key=lambda row: row.function.id):
            self._function(list(rows))

    def _function(self, rows: Sequence[SchemeRow]) -> None:
        function = rows[0].function
        say(f"\n{function.title} ({function.id})")
        if row := self._map.get(function.id):
            tiers = ", ".join(tier_in_words(tier).lower() for tier in row.deciders)
            passed = f"; passed on {_times(row.passed)}" if row.passed else ""
            say(f"{_levels(row.levels)}: {tiers}{passed}", "  ")
        else:
            say(UNDECIDED[self._undecided[function.id]], "  ")
        for one in rows:
            told = self._row(one, self._words.actor(one.receiver))
            say(told, f"  {HOW[one.how]:<12}", " " * 14)

    def _counted(self) -> str:
        return levels_in_words(list(self._map.values()), self._undecided.values())


class _OfBody(_Scheme):
    """The scheme of one body: part by part, and in each by whoever decides."""

    def __init__(
        self,
        body: str,
        on: date,
        rows: Sequence[SchemeRow],
        without_proof: Sequence[Unproved],
        words: Words,
    ) -> None:
        super().__init__(body, on, rows, without_proof, words)
        self._body = body

    def _tables(self, naming: Naming) -> list[Table]:
        return [scheme_as_table(self._rows, self._on, naming, self._body)]

    def _told(self) -> None:
        for part, rows in groupby(self._rows, key=lambda row: row.part):
            say(f"\n{PARTS[part]}")
            for receiver, of_one in groupby(rows, key=lambda row: row.receiver):
                say(self._words.actor(receiver), "  ")
                # What one entry says of many functions is said once.
                alike: dict[str, list[str]] = {}
                for row in of_one:
                    alike.setdefault(self._row(row, ""), []).append(row.function.title)
                for told, functions in alike.items():
                    say(f"{'; '.join(functions)}: {told}", "  - ", "    ")

    def _counted(self) -> str:
        counts = Counter(row.part for row in self._rows)
        parts = (f"{name.lower()}: {counts[part]}" for part, name in PARTS.items())
        return f"Rows: {', '.join(parts)}."


def _levels(number: int) -> str:
    return f"{number} level{'' if number == 1 else 's'} of decision"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
