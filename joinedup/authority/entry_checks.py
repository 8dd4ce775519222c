"""What is wrong with a delegation, a reservation or a direction by itself: ids, days, caps, who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from joinedup.authority.caps_left import limit_of
from joinedup.authority.checked import Checkable, Checked, meant
from joinedup.authority.days import includes
from joinedup.law.function import DirectionPower
from joinedup.law.question import listed
from joinedup.law.rule import Provenance
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Body
from joinedup.values.dates import day_in_words, year_in_words
from joinedup.values.finding import Finding


def entry_findings(checked: Checked) -> Iterator[Finding]:
    """Every finding about one entry by itself: of any day, then of the day of the check."""
    register = checked.register
    directing = {one.id: one for one in checked.basis.direction_powers}
    for delegation in register.delegations:
        yield from _unknown_ids(
            checked, delegation, delegation.power, checked.scheme.support.powers
        )
        yield from _revocations(checked, delegation)
    for delegation in checked.live:
        yield from _approvals(checked, delegation)
        yield from _gone(checked, delegation, (*delegation.given_by, delegation.given_to))
        yield from _cap(checked, delegation)
    for reservation in register.reservations:
        yield from _unknown_ids(checked, reservation)
        if reservation.period.includes(checked.on):
            yield from _kept_by_others(checked, reservation)
            actors = (reservation.body, reservation.kept_by, *reservation.urgent)
            yield from _gone(checked, reservation, actors)
    for direction in register.directions:
        yield from _unknown_ids(checked, direction, direction.power, directing)
        if direction.period.includes(checked.on):
            yield from _direction(checked, direction, directing.get(direction.power))
    yield from _areas_not_said(checked)


def _unknown_ids(
    checked: Checked,
    entry: Delegation | Reservation | Direction,
    power: str = "",
    powers: dict[str, Any] | None = None,
) -> Iterator[Finding]:
    for function in entry.functions:
        if function not in checked.scheme.functions:
            yield checked.told(
                "unknown-function",
                entry,
                f"the law as this program has it has no function '{function}'"
                f"{meant(function, checked.scheme.functions)}; nothing is passed, kept or "
                "suspended by it",
                "write the id of a function as docs/reference/authority.md lists them",
                column="functions",
            )
    if powers is not None and power not in powers:
        yield checked.told(
            "unknown-power",
            entry,
            f"the law as this program has it has no power '{power}'{meant(power, powers)}, so no "
            "power is found that supports this",
            "write the id of a power as docs/reference/authority.md lists them",
            column="power",
        )


def _revocations(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    days = sorted({one.on for one in delegation.revocations})
    if len(days) > 1:
        said = listed([day_in_words(day) for day in days])
        yield checked.told(
            "revocations-contradict",
            delegation,
            f"it is revoked on {said}; it cannot end twice, and the first day is taken",
            "keep the revocation that took effect, and correct or leave out the others",
            column="revocations",
        )
    if days and delegation.first_day is not None and days[0] < delegation.first_day:
        yield checked.told(
            "revoked-before-it-began",
            delegation,
            f"it is revoked on {day_in_words(days[0])}, before it begins on "
            f"{day_in_words(delegation.first_day)}, so it never holds",
            "mend one of the two days",
            column="revocations",
        )


def _approvals(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    waiting = [one for one in delegation.approvals if not checked.given(one.on)]
    if waiting:
        yield checked.told(
            "approvals-missing",
            delegation,
            f"it waits for the approval of {checked.all_called(one.by for one in waiting)}; until "
            f"then it passes nothing, though by its own days it would hold on {checked.day}",
            "give the day of each approval under 'approvals', once it is given",
            column="approvals",
        )


def _gone(checked: Checked, entry: Checkable, actors: Iterable[str]) -> Iterator[Finding]:
    for actor in dict.fromkeys(actors):
        if why := checked.why_gone(actor):
            yield checked.told(
                "actor-not-there",
                entry,
                f"it holds on {checked.day}, and {checked.called(actor)} {why}",
                "give the entry a last day or revoke it, name a successor, or mend the days of "
                f"'{actor}'",
            )


def _cap(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    limit = limit_of(delegation, checked.areas, checked.streams)
    if limit is None:
        return
    stream = cap_from_text(delegation.cap).stream or ""
    if limit.unknown == "residents-not-said":
        yield checked.told(
            "residents-not-said",
            delegation,
            f"not known: what the cap '{delegation.cap}' comes to, as it is not said how many "
            f"people live in {checked.scheme.area_name(delegation.area)}",
            f"give 'residents' of the area '{delegation.area}' in system.yaml",
            outcome="not-known",
            column="cap",
        )
    elif limit.unknown:
        yield checked.told(
            "cap-of-unknown-stream",
            delegation,
            f"not known: what the cap '{delegation.cap}' comes to, as there is no stream "
            f"'{stream}'{meant(stream, checked.streams)}",
            "add the stream to streams.csv, or mend the cap",
            outcome="not-known",
            column="cap",
        )
    elif not includes(limit.days, checked.on.toordinal()):
        yield checked.told(
            "cap-of-another-year",
            delegation,
            f"its cap is a share of money of {year_in_words(checked.streams[stream].year)}, and it "
            f"holds on {checked.day} too, when nothing can be decided under it",
            "end it with its year, and make another for the year after with that year's stream",
            column="cap",
        )


def _kept_by_others(checked: Checked, reservation: Reservation) -> Iterator[Finding]:
    named = {"kept_by": (reservation.kept_by,), "urgent": reservation.urgent}
    for column, actors in named.items():
        for actor in actors:
            if reservation.body not in checked.bodies_of(actor):
                yield checked.told(
                    "reserved-to-others",
                    reservation,
                    f"{checked.called(actor)} is not of {checked.called(reservation.body)}, which "
                    "can keep matters for itself, its own forums and its own posts only; nobody "
                    "could then decide them",
                    "name the body, or a forum or post of it; what passes to others is a "
                    "delegation",
                    column=column,
                )


def _direction(
    checked: Checked, direction: Direction, power: DirectionPower | None
) -> Iterator[Finding]:
    if power is None:
        return
    wrong = [] if _in_force(checked, power) else [f"{power.title} is not law on {checked.day}"]
    for actor, kinds, does in (
        (direction.given_by, power.given_by, "to direct"),
        (direction.given_to, power.given_to, "to be directed"),
        (direction.exercised_by, power.may_name, "to be named for the time being"),
    ):
        # A direction that names nobody needs nobody; the body of a post is directed with it.
        for body in () if actor is None else checked.bodies_of(actor) or (actor,):
            if (kind := checked.kind_of(body)) not in kinds:
                wrong.append(f"{checked.called(body)}, {_of_kind(kind)}, is none {does}")
    if wrong:
        yield checked.told(
            "direction-without-power",
            direction,
            f"no power supports it: {listed(wrong)}. It still suspends what it names, so that "
            "nobody is shown authority that may be suspended",
            "mend who directs whom, or the power; or end the direction",
            column="power",
            source=power.source,
        )


def _areas_not_said(checked: Checked) -> Iterator[Finding]:
    """Councils that pass functions on, and whose own area nobody says."""
    givers = {one for entry in checked.live for one in entry.given_by}
    for body in sorted({body for giver in givers for body in checked.bodies_of(giver)}):
        party = checked.scheme.parties.named(body)
        if (
            isinstance(party.entry, Body)
            and party.kind in checked.basis.council_kinds
            and not party.areas
        ):
            yield checked.told(
                "area-not-said",
                party.entry,
                f"not known: for which area {party} has its functions, as its own area is not "
                "said; so nothing that it passes on can be shown",
                "give its area in bodies.csv, and add the area to system.yaml if it is not there",
                outcome="not-known",
                column="area",
            )


def _in_force(checked: Checked, text: Provenance) -> bool:
    return text.is_law and text.period.includes(checked.on)


def _of_kind(kind: str) -> str:
    return f"of the kind '{kind}'" if kind else "of no known kind"
