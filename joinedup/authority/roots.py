"""Where chains begin: from whom authority for a matter must come, all of them or any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from joinedup.authority.checking import About
from joinedup.authority.containment import Containment
from joinedup.authority.days import Days, both, includes
from joinedup.authority.holding import Holding, Holdings
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Parties, Party, entry_days
from joinedup.authority.proof import Step
from joinedup.authority.support import law_days
from joinedup.authority.withheld import is_suspended
from joinedup.law.function import Basis
from joinedup.register.delegations import Direction
from joinedup.register.schema import Register

IN_COMMON = "committees in common"


class Root:
    """Where a chain may begin: with a holder, or with whoever is directed to stand in for one.

    `barred` ones may not delegate. `window` bounds the days of a proof's terms. `area` is the
    holder's own, '' for none; for a stand-in that of whoever it stands in for, within that of the
    direction.
    """

    __slots__ = ("area", "barred", "party", "rank", "step", "window")

    def __init__(
        self, step: Step, party: Party, window: Days, barred: bool = False, area: str | None = None
    ):
        self.step = step
        self.area = _own_area(party) if area is None else area
        self.party = party
        self.window = window
        self.barred = barred
        self.rank = (step.how, step.by, party.rank)


class Group(NamedTuple):
    """Holders any of whom is enough, for an area; a proof needs a chain for each of its groups."""

    area: str
    holdings: tuple[Holding, ...]


class Need(NamedTuple):
    """The groups that a proof needs; or the rules that fail before any chain is looked for."""

    groups: tuple[Group, ...]
    failed: tuple[tuple[str, About], ...]


class StandIns:
    """The directions of a register that name who is to exercise functions meanwhile."""

    def __init__(self, register: Register, basis: Basis, parties: Parties):
        powers = {power.id: power for power in basis.direction_powers}
        self._by_directed: dict[Party, list[tuple[Direction, Party, Days]]] = defaultdict(list)
        for one in register.directions:
            directed, power = parties.named(one.given_to), powers.get(one.power)
            # Whoever stands in for a post, such as a chief executive, has nothing of its body's.
            if directed.actor.kind != "body" or power is None or one.exercised_by is None:
                continue
            meanwhile = parties.named(one.exercised_by)
            if (
                parties.named(one.given_by).kind in power.given_by
                and directed.kind in power.given_to
                and meanwhile.kind in power.may_name
            ):
                days = both(both(entry_days(one), law_days(power)), meanwhile.days)
                self._by_directed[directed].append((one, meanwhile, both(days, directed.days)))

    def everybody(self) -> set[Party]:
        """All who are directed to stand in for somebody, on any day."""
        return {party for several in self._by_directed.values() for _, party, _ in several}

    def ever(
        self, holding: Holding, function: str, area: str, areas: Containment
    ) -> Iterator[tuple[Root, Days]]:
        """Those who are directed to exercise what somebody holds for an area, on some days."""
        for one, party, days in self._by_directed.get(holding.party, ()):
            if (not one.functions or function in one.functions) and (
                one.area is None or areas.contains(one.area, area)
            ):
                step = Step("directed", one.id, None, party.actor)
                own = area_directed(one, holding.party, areas)
                barred = one.bars_delegation == "yes"
                yield Root(step, party, both(days, holding.window), barred, own), days

    def roots(self, holding: Holding, matter: Matter) -> Iterator[Root]:
        """Those who are directed to exercise what somebody holds, on the day of a matter."""
        for root, days in self.ever(holding, matter.function, matter.area, matter.areas):
            if includes(days, matter.day) and not is_suspended(root.party, matter):
                yield root


def _own_area(party: Party) -> str:
    """The first of somebody's own areas; '' for none."""
    return next(iter(party.areas), "")


def area_directed(one: Direction, directed: Party, areas: Containment) -> str:
    """The area for which a stand-in exercises a function: that of whoever it stands in for.

    Within that of the direction, if it has one; and for that where neither contains the other. ''
    is any area.
    """
    own = _own_area(directed)
    if one.area is None or (own and areas.contains(one.area, own)):
        return own
    return one.area


def holder_root(holding: Holding, function: str) -> Root:
    """The root that somebody is who holds a function."""
    party = holding.party
    step = Step("holds", function, None, party.actor)
    return Root(step, party, holding.window)


def roots_of(
    group: Group,
    matter: Matter,
    stand_ins: StandIns,
    ceases: Callable[[Party, Matter], bool] = is_suspended,
) -> dict[Party, list[Root]]:
    """The roots of a group, by who they are; `ceases` says which of the holders is none."""
    found: dict[Party, list[Root]] = defaultdict(list)
    for holding in group.holdings:
        party = holding.party
        if not ceases(party, matter):
            found[party].append(holder_root(holding, matter.function))
        for root in stand_ins.roots(holding, matter):
            found[root.party].append(root)
    return found


def need(holdings: Holdings, matter: Matter, actor: Party | None) -> Need:
    """From whom authority for a matter must come, for an actor to have it; None for anybody.

    Where nobody holds the function for the whole area, it must come for each of its parts in turn.
    """
    groups: list[Group] = []
    failed: list[tuple[str, About]] = []
    seen: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(matter.area, frozenset())]
    while waiting:
        area, above = waiting.pop()
        holders = {} if area in above else holdings.on(area, matter.day)
        if holders:
            if area not in seen:
                _need_of_area(holdings, matter, actor, area, holders, groups, failed)
        elif (parts := matter.areas.parts(area)) and area not in above:
            if area not in seen:
                waiting += [(part, above | {area}) for part in reversed(parts)]
        else:
            failed.append(("no-holder", {"area": area}))
        seen.add(area)
    return Need(() if failed else tuple(groups), tuple(failed))


def _need_of_area(
    holdings: Holdings,
    matter: Matter,
    actor: Party | None,
    area: str,
    holders: Mapping[Party, Holding],
    groups: list[Group],
    failed: list[tuple[str, About]],
) -> None:
    """Adds the groups of one area that has holders, or what fails there."""
    chosen = sorted(holders.values(), key=lambda one: one.party.rank)
    if holdings.function.jointly:
        for board in holdings.boards_without_partners(area, matter.day):
            failed.append(("partners-not-said", {"board": board}))
        groups += [Group(area, (holding,)) for holding in chosen]
        return
    if matter.act.holder is not None:
        chosen = [one for one in chosen if one.party.actor.id == matter.act.holder]
        if not chosen:
            failed.append(("not-the-holder", {"holder": matter.act.holder, "area": area}))
    if actor is not None and actor.kind == IN_COMMON:
        owners = [one for one in chosen if one.party.actor.id in actor.owners]
        if chosen and not owners:
            failed.append(("no-owner-holds", {"forum": actor, "area": area}))
        groups += [Group(area, (holding,)) for holding in owners]
    elif chosen:
        groups.append(Group(area, tuple(chosen)))
