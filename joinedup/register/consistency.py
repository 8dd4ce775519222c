"""Whether a folder agrees with itself: practices, neighbourhoods and need that do not join."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from joinedup.register.areas import areas_of_kind
from joinedup.register.reading import Folder
from joinedup.register.schema import Register
from joinedup.values import codes
from joinedup.values.finding import Finding, Outcome, Subject, Where

_COUNCILS = frozenset(codes.COUNCIL_KINDS.values())


def consistency_findings(folder: Folder) -> Iterator[Finding]:
    """Everything in the folder that does not join up; each is a 'should', never a 'must'."""
    yield from _councils_that_are_none(folder.register)
    yield from _crossing_neighbourhoods(folder.register)
    yield from _practices_without_area(folder.register)
    yield from _need_that_does_not_join(folder)


def _councils_that_are_none(register: Register) -> Iterator[Finding]:
    kinds = {body.id: body.kind for body in register.bodies}
    for council in register.system.councils:
        # A practice may be named too; it has no kind here, and is no council either.
        if kinds.get(council.body) not in _COUNCILS:
            yield _finding(
                "council-is-none",
                "fails",
                Subject("body", council.body),
                Where("system.yaml", column="councils"),
                f"system.yaml lists '{council.body}' as a council, and it is none by its kind",
                "mend its kind in bodies.csv, or take it out of 'councils'; until then it counts "
                "as no council",
            )


def _crossing_neighbourhoods(register: Register) -> Iterator[Finding]:
    places: dict[str, set[str]] = {}
    for practice in register.practices:
        if practice.neighbourhood and practice.place:
            places.setdefault(practice.neighbourhood, set()).add(practice.place)
    names = {area.id: area.name for area in register.areas}
    for neighbourhood, crossed in sorted(places.items()):
        if len(crossed) > 1:
            listed = " and ".join(sorted(names[place] for place in crossed))
            yield _finding(
                "neighbourhood-crosses-places",
                "fails",
                Subject("area", neighbourhood),
                Where("system.yaml"),
                f"the practices of {names[neighbourhood]} lie in {listed}",
                "agree which place leads, or leave it: each practice still counts in its own place",
            )


def _practices_without_area(register: Register) -> Iterator[Finding]:
    for kind in ("place", "neighbourhood"):
        if not areas_of_kind(register, kind):
            continue
        for practice in register.practices:
            if getattr(practice, kind) is None:
                yield _finding(
                    f"practice-without-{kind}",
                    "not-known",
                    Subject("practice", practice.code),
                    Where("practices.csv"),
                    f"{practice.name} ({practice.code}) names no {kind}",
                    f"name its {kind} in practices.csv; until then it counts as not placed when a "
                    f"pot is shared by {kind}",
                )


def _need_that_does_not_join(folder: Folder) -> Iterator[Finding]:
    if not folder.need:
        return
    year = max(need.year for need in folder.need)
    rows = {need.practice: need for need in folder.need if need.year == year}
    practices = {practice.code: practice for practice in folder.register.practices}
    for code, need in sorted(rows.items()):
        if code not in practices:
            people = (
                "an unknown number of" if need.population is None else f"{need.population:,.0f}"
            )
            yield _finding(
                "need-without-practice",
                "fails",
                Subject("practice", code),
                folder.where.get(("need", f"{code}/{year}"), Where("need.csv")),
                f"need.csv has {code} ({people} people, {year}), which practices.csv has not",
                "add the practice with its place and, if it has closed, its last day; until then "
                "its people count as not placed",
            )
    begins = date(int(year[:4]), 4, 1)
    for code, practice in sorted(practices.items()):
        closed = practice.last_day is not None and practice.last_day < begins
        if code not in rows and not closed:
            yield _finding(
                "practice-without-need",
                "not-known",
                Subject("practice", code),
                Where("practices.csv"),
                f"need.csv has no row of {year} for {practice.name} ({code})",
                "add its row when it is published; until then its people count nowhere",
            )


def _finding(
    rule: str, outcome: Outcome, subject: Subject, where: Where, why: str, mend: str
) -> Finding:
    return Finding(f"register.{rule}", "should", outcome, subject, where, why, mend)
