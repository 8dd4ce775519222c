"""Ways in which authority passes from one to another: by delegation, or as organ or officer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, cast

from joinedup.authority.act import Standing
from joinedup.authority.caps_left import Limit
from joinedup.authority.checking import Check
from joinedup.authority.days import (
    ALWAYS,
    NEVER,
    OPEN_FIRST,
    OPEN_LAST,
    Days,
    apart_from,
    both,
    either,
    stretch,
)
from joinedup.authority.executive import BY_MODEL, MODES, OUTSIDE_FRAMEWORK
from joinedup.authority.parties import Parties, Party, approved_days, entry_days
from joinedup.authority.proof import Held, Step
from joinedup.authority.support import Support, law_days
from joinedup.law.function import Basis, Organ, Power, Precondition
from joinedup.register.delegations import Delegation

How = Literal["acts", "belongs", "delegated"]
#: For each question of the executive rule, days; and the bodies whose governance it turns on.
ByMode = tuple[Days, ...]
Governed = tuple[tuple[str, ...], ...]
#: The days, the window and the governed bodies of a passing.
Settled = tuple[ByMode, tuple[int, int], Governed]
_NOTHING: frozenset[str] = frozenset()
#: The conditions of a delegation, and what its power asks for first.
Told = tuple[tuple[Held, ...], tuple[Held, ...]]
_NOTHING_TOLD: Told = ((), ())


class Passing:
    """One way in which authority passes from a giver to a receiver, whoever has any.

    `days` are those on which it is open, for each question of the executive rule (`executive`),
    apart from what an act brings: area, value, conditions, what is kept back. `window` are the
    days of the entries and texts that it rests on, which bound the terms of a proof.
    """

    __slots__ = (
        "_told",
        "approvers",
        "area",
        "asked",
        "by",
        "conditions",
        "days",
        "delegation",
        "framework",
        "giver",
        "governed",
        "how",
        "limit",
        "onward",
        "organ",
        "power",
        "rank",
        "receiver",
        "shows",
        "step",
        "together_with",
        "window",
    )

    def __init__(self, how: How, by: str, giver: Party, receiver: Party):
        self.how = how
        self.by = by
        self.giver = giver
        self.receiver = receiver
        self.step = Step(how, by, giver.actor, receiver.actor)
        #: Of several chains as short as each other, the one with the smallest ranks is taken.
        self.rank = (how, by, receiver.rank)
        self.days: tuple[Days, ...] = ()
        self.window = (OPEN_FIRST, OPEN_LAST)
        #: Bodies whose governance it turns on, for each question of the executive rule.
        self.governed: tuple[tuple[str, ...], ...] = ((), (), ())
        self.organ: Organ | None = None
        #: Whether an organ acts only for what a reservation to it shows to be of the framework.
        self.framework = False
        self.delegation: Delegation | None = None
        self.power: Power | None = None
        #: The area in which a matter must lie: that of a delegation; or its own, if it has one, of
        #: a post of a class and of a part of a body. '' for any.
        self.area = ""
        self.limit: Limit | None = None
        self.onward = "yes"
        self.approvers: frozenset[str] = frozenset()
        #: The bodies that must agree, as it is joint; none where they meet in the receiver, and so
        #: decide together there.
        self.together_with: tuple[str, ...] = ()
        #: What its power asks for first.
        self.asked: tuple[Precondition, ...] = ()
        #: Ids of that and of its conditions; and those of them that are preconditions of the law,
        #: shown by a condition or not.
        self.conditions: frozenset[str] = frozenset()
        self.shows: frozenset[str] = frozenset()
        self._told: Told | None = None

    def told(self) -> Told:
        """The conditions of its delegation, and what its power asks for first: each with what the
        delegation itself shows of it.
        """
        if self._told is None:
            self._told = _NOTHING_TOLD if self.delegation is None else self._all(self.delegation)
        return self._told

    def _all(self, entry: Delegation) -> Told:
        shown = {one.id: one for one in reversed(entry.conditions) if one.standing}

        def held(name: str, says: str, source: str) -> Held:
            if name not in shown:
                return Held(name, says, source, delegation=entry.id)
            # A closed list of the register holds an entry's word to these.
            standing = cast(Standing, shown[name].standing)
            return Held(name, says, source, standing, shown[name].evidence, entry.id)

        own = [one for one in entry.conditions if one.id not in self.shows]
        return (
            tuple(held(one.id, one.says, entry.source) for one in own),
            tuple(held(one.id, one.says, one.source) for one in self.asked),
        )

    @property
    def leads_on(self) -> bool:
        """Whether it is to a forum or post through which a body acts: to whoever may pass on to the
        keeper of a matter that it does not decide itself.
        """
        return self.how == "acts" and self.receiver.actor.kind != "body"


class Ways:
    """Makes the passings of a register, each with the days on which it is open."""

    def __init__(self, support: Support, basis: Basis):
        self._support = support
        self._preconditions = frozenset(one.id for one in basis.preconditions)
        #: By power and kind of receiver, what must be so first; and the ids of that.
        self._asked = {
            (power.id, kind): basis.asked_first(power, kind)
            for power in basis.powers
            for kind in ("body", "forum", "post", "officers")
        }
        self._asked_ids = {
            key: frozenset(one.id for one in asked) for key, asked in self._asked.items()
        }
        #: What a power says of a giver's body and a receiver, whichever delegation it is; and what
        #: comes of it for each giver, with the days of delegations.
        self._supported: dict[tuple[str, Party, Party], tuple[ByMode, Governed]] = {}
        self._settled: dict[tuple[object, ...], Settled] = {}

    def delegated(
        self, one: Delegation, giver: Party, receiver: Party, limit: Limit | None
    ) -> Passing:
        """The passing of a delegation from one of its givers."""
        made = Passing("delegated", one.id, giver, receiver)
        made.delegation = one
        made.power = power = self._support.powers.get(one.power)
        made.area = one.area
        made.limit = limit
        made.onward = one.onward or (power.onward if power else "no")
        if one.approvals:
            made.approvers = frozenset(approval.by for approval in one.approvals)
        key = (one.power, receiver.actor.kind)
        made.asked = self._asked.get(key, ())
        made.conditions = made.shows = self._asked_ids.get(key, _NOTHING)
        if one.conditions:
            made.conditions = made.conditions.union(condition.id for condition in one.conditions)
            made.shows = made.conditions & self._preconditions
        if one.mode == "joint":
            own = receiver.actor.kind == "forum" and set(giver.owners) <= set(receiver.owners)
            made.together_with = () if own else giver.owners
        self._settle_delegated(made, one)
        return made

    def _settle_delegated(self, made: Passing, one: Delegation) -> None:
        """As `_settle`, but only once for all delegations that differ in nothing that it asks."""
        plain = not (one.approvals or one.revocations or one.mode == "exclusive")
        key = (one.power, made.giver, made.receiver, one.first_day, one.last_day)
        found = self._settled.get(key) if plain else None
        if found is None:
            found = self._days_of(made, one)
            if plain:
                self._settled[key] = found
        made.days, made.window, made.governed = found

    def _days_of(self, made: Passing, one: Delegation) -> Settled:
        giver, receiver = made.giver, made.receiver
        own = both(entry_days(one), both(approved_days(one.approvals), _until_revoked(one)))
        received = both(own, receiver.days)
        window = both(received, self._support.power_days.get(one.power, NEVER))
        there = both(both(received, giver.days), receiver.held)
        for check in _exclusive_checks(made, one):
            there = both(there, check.days)
        key = (one.power, giver.body or giver, receiver)
        supported = self._supported.get(key)
        if supported is None:
            supported = self._supported[key] = self._support_of(made, one.power)
        by_mode, governed = supported
        days = tuple([both(there, days) for days in by_mode])
        return days, window[0] if window else (OPEN_LAST, OPEN_FIRST), governed

    def _support_of(self, made: Passing, power_id: str) -> tuple[ByMode, Governed]:
        """The days on which a power lets one pass to another, and whose governance that turns on.

        Each for every question of the executive rule.
        """
        giver, receiver, power = made.giver, made.receiver, made.power
        councils = self._support.councils
        kinds = self._support.kinds_of(giver) | self._support.kinds_of(receiver)
        turns = not councils.isdisjoint(kinds)
        found = []
        for mode in MODES if turns else (0,):
            days = ALWAYS
            for check in self._support.checks(power_id, giver, receiver, mode):
                days = both(days, check.days)
            found.append(days)
        governed: tuple[str, ...] = ()
        if turns and power is not None:
            governed = tuple(self._governed(power, giver, receiver))
        days_by_mode = tuple(found) if turns else (found[0],) * len(MODES)
        return days_by_mode, (governed, (), governed)

    def organs(self, body: Party, parties: Parties) -> Iterator[Passing]:
        """The passings from a body to those through whom it acts without any delegation."""
        for organ, _ in self._support.organs:
            if body.kind not in organ.body_kinds:
                continue
            acting = [
                one for one in parties.forums_of[body.actor.id] if one.kind in organ.forum_kinds
            ]
            acting += [one for one in parties.posts_of[body.actor.id] if one.role in organ.roles]
            if organ.parts:
                acting += parties.parts_of[body.actor.id]
            for receiver in acting:
                made = Passing("acts", organ.id, body, receiver)
                made.organ = organ
                if receiver.actor.kind == "body":
                    made.area = _own_area(receiver)
                turns = body.kind in self._support.councils
                self._settle(made, MODES if turns else (0,))
                always = (body.actor.id,) if organ.models else ()
                by_model = (body.actor.id,) if turns and organ.executive != "any" else always
                made.governed = (by_model, always, by_model)
                yield made

    def of_framework(self, way: Passing) -> Passing:
        """The way to an organ for what is of its body's budget and policy framework.

        That is not for the body's executive, though the function is: so on the days on which the
        organ would act outside the framework, and does not act by the model of governance.
        """
        made = Passing("acts", way.by, way.giver, way.receiver)
        made.organ, made.window, made.governed = way.organ, way.window, way.governed
        made.framework = True
        only = both(way.days[OUTSIDE_FRAMEWORK], apart_from(way.days[BY_MODEL]))
        made.days = tuple(only if mode == BY_MODEL else NEVER for mode in MODES)
        return made

    def belongs(self, officers: Party, post: Party) -> Passing:
        """The passing from a class of officers to a post of that class."""
        made = Passing("belongs", officers.actor.officers, officers, post)
        made.area = _own_area(post)
        self._settle(made, (0,))
        return made

    def checks(self, made: Passing, mode: int) -> Iterator[Check]:
        """All that must be so for a passing to be open, whatever the act; `mode` as in `days`."""
        if made.delegation is not None:
            yield from self._entry_checks(made.delegation)
        elif made.organ is not None:
            yield from self._organ_checks(made, made.organ, mode)
        else:
            yield from self._support.officer_checks(made.giver, made.receiver)
        about = {"giver": made.giver, "receiver": made.receiver}
        if made.giver.days is not ALWAYS:
            yield Check(made.giver.days, "giver-not-there", about)
        if made.receiver.days is not ALWAYS:
            yield Check(made.receiver.days, "receiver-not-there", about)
        if made.receiver.held is not ALWAYS:
            yield Check(made.receiver.held, "vacant", about)
        if made.delegation is not None:
            yield from self._power_checks(made, made.delegation, mode)

    def _settle(self, made: Passing, modes: tuple[int, ...]) -> None:
        """Works out its days: for one question of the executive rule where all answers are one."""
        found = []
        for mode in modes:
            days = ALWAYS
            for check in self.checks(made, mode):
                days = both(days, check.days)
            found.append(days)
        made.days = tuple(found) if len(found) > 1 else (found[0],) * len(MODES)
        made.window = self._window(made)

    def _entry_checks(self, one: Delegation) -> Iterator[Check]:
        about = {"one": one}
        if (days := entry_days(one)) is not ALWAYS:
            yield Check(days, "not-in-force", about)
        if one.approvals:
            yield Check(approved_days(one.approvals), "not-approved", about)
        if one.revocations:
            yield Check(_until_revoked(one), "revoked", about)

    def _power_checks(self, made: Passing, one: Delegation, mode: int) -> Iterator[Check]:
        yield from self._support.checks(one.power, made.giver, made.receiver, mode)
        yield from _exclusive_checks(made, one)

    def _organ_checks(self, made: Passing, organ: Organ, mode: int) -> Iterator[Check]:
        about = {"organ": organ, "body": made.giver, "receiver": made.receiver}
        yield Check(law_days(organ), "organ-not-in-force", about)
        if organ.models:
            models = self._support.models
            with_model = models.days_with(made.giver.actor.id, organ.models)
            said = models.days_said(made.giver.actor.id)
            yield Check(either((with_model, apart_from(said))), "other-model", about)
            yield Check(said, "model-not-said", about)
        rule = "not-the-executive" if organ.executive == "yes" else "executive-function"
        fit = self._support.executive_fit(organ.executive, made.giver, mode)
        yield from fit.checks(rule, "model-not-said", about)

    def _governed(self, power: Power, giver: Party, receiver: Party) -> Iterator[str]:
        """Bodies whose governance a delegation turns on by the executive rule."""
        for owner in giver.owners if power.executive != "any" else ():
            if self._support.kind_of(owner) in self._support.councils:
                yield owner
        to = receiver.body
        if to is not None and to.kind in self._support.councils:
            fitting = self._support.fitting(power, giver, receiver)
            if any(one.executive != "any" for one, _ in fitting):
                yield to.actor.id

    def _window(self, made: Passing) -> tuple[int, int]:
        days = made.receiver.days
        if made.organ is not None:
            days = both(days, law_days(made.organ))
        return days[0] if days else (OPEN_LAST, OPEN_FIRST)


def _own_area(party: Party) -> str:
    """The area that the register gives a body or post itself; '' for none."""
    return "" if party.entry is None else party.entry.area or ""


def _exclusive_checks(made: Passing, one: Delegation) -> Iterator[Check]:
    """What forbids that a delegation is exclusive: its power, or that no body gives it."""
    power = made.power
    by_body = made.giver.actor.kind == "body"
    if one.mode == "exclusive" and power is not None and not (power.exclusive and by_body):
        yield Check(NEVER, "exclusive-not-permitted", {"power": power})


def _until_revoked(one: Delegation) -> Days:
    if not one.revocations:
        return ALWAYS
    return stretch(None, min(revocation.on for revocation in one.revocations) - timedelta(days=1))
