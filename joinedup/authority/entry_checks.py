"""What is wrong with a delegation or a direction by itself: its ids, days, cap and power."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from joinedup.authority.caps_left import limit_of
from joinedup.authority.checked import Checked, meant
from joinedup.authority.days import includes
from joinedup.authority.unsupported import misplaced, revocations_by_others
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
    passing = {one.id: one.passes == "function" for one in checked.basis.powers}
    for delegation in register.delegations:
        yield from _unknown_ids(checked, delegation, delegation.power, passing)
        yield from _revocations(checked, delegation)
    for delegation in checked.live:
        yield from _approvals(checked, delegation)
        yield from _cap(checked, delegation)
        yield from _instrument(checked, delegation)
    for reservation in register.reservations:
        yield from _unknown_ids(checked, reservation)
    for direction in register.directions:
        yield from _unknown_ids(checked, direction, direction.power, directing)
        if direction.period.includes(checked.on):
            yield from _direction(checked, direction, directing.get(direction.power))
            yield from _stand_in(checked, direction)
    yield from _areas_not_said(checked)


def _unknown_ids(
    checked: Checked,
    entry: Delegation | Reservation | Direction,
    power: str = "",
    powers: Mapping[str, object] | None = None,
) -> Iterator[Finding]:
    """Functions and a power that the law has not; of `powers` those that are true may be meant."""
    known = checked.scheme.functions
    for function in entry.functions:
        if function in known:
            continue
        several = [one.strip() for one in function.split(",")]
        in_one = not known.keys().isdisjoint(several)
        yield checked.told(
            "unknown-function",
            entry,
            f"the law as this program has it has no function '{function}'"
            f", so nothing is passed, kept or suspended by it"
            f"{'' if in_one else meant(function, known)}",
            f"put semicolons between functions in one cell: {'; '.join(several)}"
            if in_one
            else "write the id of a function as docs/reference/authority.md lists them",
            column="functions",
        )
    if powers is not None and power not in powers:
        yield checked.told(
            "unknown-power",
            entry,
            f"the law as this program has it has no power '{power}', so no power is found that "
            f"supports this{meant(power, [one for one, fits in powers.items() if fits])}",
            "write the id of a power as docs/reference/authority.md lists them",
            column="power",
        )


def _revocations(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    days = sorted({one.on for one in delegation.revocations})
    if not days:
        return
    if len(days) > 1:
        said = listed([day_in_words(day) for day in days])
        yield checked.told(
            "revocations-contradict",
            delegation,
            f"it is revoked on {said}; it cannot end twice, and the first day is taken",
            "keep the revocation that took effect, and correct or leave out the others",
            column="revocations",
        )
    begins = (delegation.first_day, *(one.on for one in delegation.approvals))
    first = max(filter(None, begins), default=date.min)
    if days[0] <= first:
        yield checked.told(
            "revoked-before-it-began",
            delegation,
            f"it is revoked from {day_in_words(days[0])} on, and would begin on "
            f"{day_in_words(first)}, so it never holds",
            "mend one of the two days",
            column="revocations",
        )
    yield from _revoked_by_others(checked, delegation)


def _revoked_by_others(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    others = revocations_by_others(checked.scheme.parties, delegation)
    for actor in dict.fromkeys(one.by for one in others if one.by):
        yield checked.told(
            "revoked-by-others",
            delegation,
            f"it is revoked by {checked.called(actor)}, and was given by "
            f"{checked.all_called(delegation.given_by)}; it counts as revoked all the same",
            "name a giver, or one of its own, as the one who revoked it; or take that out",
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


def _instrument(checked: Checked, delegation: Delegation) -> Iterator[Finding]:
    text = checked.instruments.get(delegation.instrument or "")
    if text is not None and text.last_day is not None and text.last_day < checked.on:
        yield checked.told(
            "instrument-ended",
            delegation,
            f"not known: whether the agreement was renewed; the text that makes it so, "
            f"'{text.title}', ended on {day_in_words(text.last_day)}, and it holds on "
            f"{checked.day} too",
            "name the text that makes it so now, mend the days of that one, or end the delegation "
            "with it",
            outcome="not-known",
            column="instrument",
        )


def _direction(
    checked: Checked, direction: Direction, power: DirectionPower | None
) -> Iterator[Finding]:
    if power is None:
        return
    wrong = [] if _in_force(checked, power) else [f"{power.title} is not law on {checked.day}"]
    for body, does in misplaced(checked.scheme.parties, direction, power):
        kind = _of_kind(checked.kind_of(body))
        wrong.append(f"{checked.called(body)}, {kind}, is none {does}")
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


def _stand_in(checked: Checked, direction: Direction) -> Iterator[Finding]:
    """Who is named to stand in for one of a body's own: nothing of the body's comes to it."""
    told = checked.scheme.parties.named(direction.given_to)
    if direction.exercised_by is not None and told.actor.kind != "body":
        yield checked.told(
            "stand-in-not-known",
            direction,
            f"not known: who exercises meanwhile what {told} has. Only whoever is named for "
            f"a whole body has its functions meanwhile, so nothing comes to "
            f"{checked.called(direction.exercised_by)} by this",
            f"direct {listed(map(checked.called, told.owners), join='or')} itself, or let it "
            "delegate to whoever is to decide meanwhile",
            outcome="not-known",
            column="exercised_by",
        )


def _areas_not_said(checked: Checked) -> Iterator[Finding]:
    """Councils that pass functions on, and those who took on what others of their kind did, whose
    own area nobody says.
    """
    parties, day = checked.scheme.parties, checked.on.toordinal()
    givers = {one for entry in checked.live for one in entry.given_by}
    councils = {
        body
        for giver in givers
        for body in checked.bodies_of(giver)
        if parties.named(body).kind in checked.basis.council_kinds
    }
    heirs = {
        heir
        for one in checked.register.bodies
        for heir in one.succeeded_by
        if parties.named(one.id).areas and parties.named(heir).kind == one.kind
    }
    for body in sorted(councils | heirs):
        party = parties.named(body)
        if isinstance(party.entry, Body) and not party.areas and includes(party.days, day):
            yield checked.told(
                "area-not-said",
                party.entry,
                f"not known: for which area {party} has its functions, as its own area is not "
                "said; so nothing that it holds or passes on can be shown",
                "give its area in bodies.csv, and add the area to system.yaml if it is not there",
                outcome="not-known",
                column="area",
            )


def _in_force(checked: Checked, text: Provenance) -> bool:
    return text.is_law and text.period.includes(checked.on)


def _of_kind(kind: str) -> str:
    return f"of the kind '{kind}'" if kind else "of no known kind"
