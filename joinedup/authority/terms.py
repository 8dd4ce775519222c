"""On what terms an actor may decide, from all the chains of a proof together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from joinedup.authority.act import Act
from joinedup.authority.caps_left import WHOLE_LIFE
from joinedup.authority.days import day_or_none
from joinedup.authority.opening import Found
from joinedup.authority.parties import Party, entry_days
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Cap, Held, Terms
from joinedup.authority.roots import IN_COMMON
from joinedup.authority.withheld import FRAMEWORK, frameworks
from joinedup.register.delegations import Reservation

if TYPE_CHECKING:
    from joinedup.authority.scheme import Scheme


def terms_of(scheme: Scheme, actor: Party, act: Act, found: Sequence[Found]) -> Terms:
    """The terms of the chains that were found for an actor."""
    areas = {_area(scheme, chain) for chain in found}
    first, last = _window(scheme, found)
    delegated = [passing for chain in found for passing in chain.passings if passing.delegation]
    caps = tuple(_caps(found))
    known = [cap.pence for cap in caps if cap.pence is not None and cap.basis in WHOLE_LIFE]
    together = {body for passing in delegated for body in passing.together_with}
    return Terms(
        area=areas.pop() if len(areas) == 1 else act.area,
        first_day=day_or_none(first),
        last_day=day_or_none(last),
        cap_pence=min(known, default=None),
        accountable=_answering("accountable", found),
        liable=_answering("liable", found),
        together_with=tuple(sorted(together)),
        separate=actor.kind == IN_COMMON,
        conditions=_once(_conditions(act, found)),
        preconditions=(*_once(_asked(act, found)), *_asked_of_all(scheme, actor, act, found)),
        caps=caps,
        reserved=_once(_reserved(scheme, found)),
    )


def report_back(found: Sequence[Found]) -> tuple[str, ...]:
    """The reservations under which it is decided because it is urgent."""
    if not any(chain.matter.act.urgent for chain in found):
        return ()
    several = {
        entry.id for chain in found for entry, effect in chain.reservations() if effect == "urgent"
    }
    return tuple(sorted(several))


def _area(scheme: Scheme, chain: Found) -> str:
    """The smallest area of the passings of a chain, the last of those none of which is.

    A stand-in has no more than it is directed to exercise; a holder's own area is told only where
    no passing has one, as some functions are held for any area.
    """
    area = chain.root.area if chain.root.step.how == "directed" else ""
    for passing in chain.passings:
        if passing.area and not (area and scheme.areas.contains(passing.area, area)):
            area = passing.area
    return area or chain.root.area


def _window(scheme: Scheme, found: Sequence[Found]) -> tuple[int, int]:
    windows = []
    for chain in found:
        windows += [chain.root.window[0], *(passing.window for passing in chain.passings)]
        for passing in chain.passings:
            for entry in _frameworks(chain, passing):
                windows += entry_days(entry)
            if passing.limit is not None:
                windows += passing.limit.days
            for body in passing.governed[chain.matter.mode]:
                windows += [
                    days[0]
                    for days in map(entry_days, scheme.support.models.entries[body])
                    if days and days[0][0] <= chain.matter.day <= days[0][1]
                ]
    return max(first for first, _ in windows), min(last for _, last in windows)


def _frameworks(chain: Found, passing: Passing) -> Iterable[Reservation]:
    """The reservations by which an organ acts in what its body's executive otherwise decides."""
    return frameworks(passing, chain.matter) if passing.framework else ()


def _caps(found: Sequence[Found]) -> Iterator[Cap]:
    """What is left under each cap of the chains, by the delegation."""
    limits = {
        passing.by: (passing.limit, chain.matter)
        for chain in found
        for passing in chain.passings
        if passing.limit is not None
    }
    for _, (limit, matter) in sorted(limits.items()):
        yield limit.left(matter)


def _answering(what: str, found: Sequence[Found]) -> tuple[str, ...]:
    """The bodies with whom accountability, or liability, lies at the end of the chains."""
    answering: set[str] = set()
    for chain in found:
        owners = chain.root.party.owners
        for passing in chain.passings:
            if passing.power is not None and getattr(passing.power, what) == "receiver":
                owners = passing.receiver.owners
        answering.update(owners)
    return tuple(sorted(answering))


def _once(several: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(dict.fromkeys(several))


def _conditions(act: Act, found: Sequence[Found]) -> Iterator[Held]:
    for chain in found:
        for passing in chain.passings:
            if passing.receiver.never_named:
                says = f"somebody holds the post {passing.receiver.name}"
                yield _as_shown(act, Held("holder", says, ""))
            for entry in _frameworks(chain, passing):
                says = f"it is part of the budget and policy framework of {passing.giver.name}"
                says += f", which the reservation {entry.id} bounds"
                yield _as_shown(act, Held(FRAMEWORK, says, entry.source))
            conditions, _ = passing.told()
            for one in conditions:
                yield _as_shown(act, one)


def _reserved(scheme: Scheme, found: Sequence[Found]) -> Iterator[Held]:
    """What would be reserved if the value were above some amount."""
    for chain in found:
        for entry, effect in chain.reservations():
            if effect == "told":
                keeper = scheme.parties.named(entry.kept_by).name
                yield Held(entry.id, f"reserved above {entry.above} for {keeper}", entry.source)


def _asked(act: Act, found: Sequence[Found]) -> Iterator[Held]:
    """What the powers of the delegations ask for first."""
    for chain in found:
        for passing in chain.passings:
            _, asked = passing.told()
            for one in asked:
                yield _as_shown(act, one)


def _asked_of_all(scheme: Scheme, actor: Party, act: Act, found: Sequence[Found]) -> Iterator[Held]:
    """What the law asks of a decision, whoever passed it on."""
    # What is of the framework is decided by the council, and not by its executive.
    by_executive = not all(any(one.framework for one in chain.passings) for chain in found)
    for one in scheme.asked_of_decisions(found[0].matter, actor, by_executive):
        yield _as_shown(act, one)


def _as_shown(act: Act, told: Held) -> Held:
    """A condition with what the act shows of it; if nothing, as it is told."""
    for shown in act.shown:
        if shown.id == told.id:
            return replace(told, standing=shown.standing, evidence=shown.evidence)
    return told
