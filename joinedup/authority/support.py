"""What a power supports: from whom, to whom and on which days it lets a function pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from joinedup.authority.checking import (
    NOT_AT_ALL,
    PERHAPS,
    SURELY,
    About,
    Check,
    Fit,
    all_of,
    any_of,
)
from joinedup.authority.days import ALWAYS, NEVER, Days, apart_from, days_of
from joinedup.authority.employment import Employment
from joinedup.authority.executive import NEVER_EXECUTIVE, OUTSIDE_FRAMEWORK, Executive, Models
from joinedup.authority.parties import Parties, Party
from joinedup.law.function import Basis, Function, Power, Receiver
from joinedup.law.rule import Provenance
from joinedup.register.schema import Forum, Post, Register

#: Whether it must be a responsibility of a council's executive, must not be, or either.
Asked = Literal["yes", "no", "any"]


def law_days(text: Provenance) -> Days:
    """The days on which a text is law; never, for what is only proposed."""
    return days_of(text.period) if text.is_law else NEVER


class Support:
    """The law, and what of a register it turns on: governance, and who works where."""

    def __init__(self, register: Register, basis: Basis, parties: Parties):
        self._parties = parties
        self._tags = basis.tags
        self.powers = {power.id: power for power in basis.powers}
        self.power_days = {power.id: law_days(power) for power in basis.powers}
        self.organs = [(organ, law_days(organ)) for organ in basis.organs]
        self.councils = frozenset(basis.council_kinds)
        self.models = Models(register, basis.executive_models)
        self._employment = Employment(register, parties, self.organs)
        self._member_roles = frozenset(basis.member_roles)
        self._employing = frozenset(basis.employing_kinds)
        self._kinds: dict[Party, frozenset[str]] = {}

    def executive(self, body: Party, mode: int) -> Executive:
        """Days on which a function is known to be, and known not to be, a council's executive's."""
        known = self.models.executive(body.actor.id)
        if mode == NEVER_EXECUTIVE:
            return Executive(NEVER, ALWAYS)
        if mode == OUTSIDE_FRAMEWORK:
            return Executive(NEVER, known.known)
        return known

    def executive_fit(self, asked: Asked, body: Party | None, mode: int) -> Fit:
        """Whether the executive rule is met by a body; it is asked of councils only."""
        if asked == "any" or body is None or body.kind not in self.councils:
            return SURELY
        yes, no = self.executive(body, mode)
        return Fit(yes, apart_from(no)) if asked == "yes" else Fit(no, apart_from(yes))

    def checks(self, power_id: str, giver: Party, receiver: Party, mode: int) -> Iterator[Check]:
        """All that must be so for a power to support a delegation, whatever the function.

        `mode` is what the executive rule asks of the function.
        """
        power = self.powers.get(power_id)
        if power is None:
            yield Check(NEVER, "no-power", {"id": power_id})
            return
        about = {"power": power, "giver": giver, "receiver": receiver}
        if (days := self.power_days[power_id]) != ALWAYS:
            yield Check(days, "power-not-in-force", about)
        if power.passes != "function":
            yield Check(NEVER, "passes-no-function", about)
            return
        if not self._may_give(power, giver):
            yield Check(NEVER, "giver-not-permitted", about)
            return
        for body in map(self._parties.named, giver.owners):
            if body.kind in self.councils:
                yield from self._executive_checks(power, body, mode)
        yield from self._receiver_checks(power, giver, receiver, mode, about)

    def officer_checks(self, officers: Party, post: Party) -> Iterator[Check]:
        """All that must be so for a post to be one of its body's officers, of whatever class."""
        about = {"giver": officers, "receiver": post}
        if post.role in self._member_roles:
            yield Check(NEVER, "not-an-officer", about)
        if self.kind_of(officers.actor.id) in self._employing and isinstance(post.entry, Post):
            fit = self._employment.fit(post.entry)
            yield from fit.checks("officer-not-employed", "employer-not-said", about)

    def of_function(self, power_id: str, function: Function) -> Check | None:
        """What of a function itself forbids that a power passes it on; None for nothing."""
        power = self.powers.get(power_id)
        if power is None or power.passes != "function":
            return None
        barred = [tag for tag in function.tags if tag in power.not_tags]
        if barred or (power.only_tags and set(power.only_tags).isdisjoint(function.tags)):
            tags = [self._tags.get(tag, tag) for tag in barred or power.only_tags]
            about: About = {"power": power, "function": function, "tags": tags}
            return Check(NEVER, "function-barred" if barred else "function-not-covered", about)
        if power.id in function.unread:
            about = {"power": power, "function": function, "why": function.unread[power.id]}
            return Check(NEVER, "function-not-read", about)
        return None

    def _may_give(self, power: Power, giver: Party) -> bool:
        """Whether a power is for somebody to use."""
        of_kinds = self.kinds_of(giver) <= {*power.given_by}
        if power.of_forums:
            return of_kinds and giver.body is None and giver.kind in power.of_forums
        return of_kinds and giver.body is not None

    def _executive_checks(self, power: Power, body: Party, mode: int) -> Iterator[Check]:
        about = {"power": power, "body": body}
        if mode == OUTSIDE_FRAMEWORK:
            days = apart_from(self.models.executive(body.actor.id).yes)
            yield Check(days, "outside-framework", about)
        rule = "not-the-executive" if power.executive == "yes" else "executive-function"
        fit = self.executive_fit(power.executive, body, mode)
        yield from fit.checks(rule, "model-not-said", about)

    def _receiver_checks(
        self, power: Power, giver: Party, receiver: Party, mode: int, about: About
    ) -> Iterator[Check]:
        fitting = self.fitting(power, giver, receiver)
        employed = any(one.employed for one, _ in fitting)
        fit = any_of(
            [
                all_of(
                    fit,
                    self.executive_fit(one.executive, receiver.body, mode),
                    self._employed(one, receiver),
                )
                for one, fit in fitting
            ]
        )
        if employed:
            yield from fit.checks("not-employed", "employer-not-said", about)
        else:
            unknown = "form-not-said" if _form_unsaid(receiver.entry) else "receiver-not-read"
            yield from fit.checks("receiver-not-permitted", unknown, about)

    def fitting(self, power: Power, giver: Party, receiver: Party) -> list[tuple[Receiver, Fit]]:
        """The receivers that a power describes and somebody is, or of perhaps read kinds may be.

        Who holds a post and how councils govern themselves is not asked.
        """
        found = []
        kinds = self.kinds_of(giver)
        for one in power.given_to:
            if one.kind == receiver.actor.kind and (not one.given_by or kinds <= {*one.given_by}):
                fit = self._fit(one, giver, receiver)
                if fit is not NOT_AT_ALL:
                    found.append((one, fit))
        return found

    def _fit(self, to: Receiver, giver: Party, receiver: Party) -> Fit:
        entry = receiver.entry
        if isinstance(entry, Forum):
            return self._forum_fit(to, giver, receiver, entry)
        if isinstance(entry, Post) and entry.role in to.not_roles:
            return NOT_AT_ALL
        body = receiver.body
        own = body is not None and body.actor.id in giver.owners
        if body is None or to.whose != ("own" if own else "other") or (own and to.kind == "body"):
            return NOT_AT_ALL
        return _of_kind(to, body.kind)

    def _forum_fit(self, to: Receiver, giver: Party, receiver: Party, forum: Forum) -> Fit:
        if giver.owners == receiver.owners:
            whose = "own"
        else:
            whose = "shared" if set(giver.owners) < set(receiver.owners) else "other"
        kinds = self.kinds_of(receiver)
        if to.whose != whose or (to.one_of and kinds.isdisjoint(to.one_of)):
            return NOT_AT_ALL
        fits = [_of_form(to, forum), *(_of_kind(to, kind) for kind in kinds)]
        return NOT_AT_ALL if NOT_AT_ALL in fits else PERHAPS if PERHAPS in fits else SURELY

    def kind_of(self, body_id: str) -> str:
        """The kind of a body; '' for what the register does not have."""
        return self._parties.named(body_id).kind

    def kinds_of(self, party: Party) -> frozenset[str]:
        """The kinds of the bodies that answer for somebody."""
        if party not in self._kinds:
            self._kinds[party] = frozenset(map(self.kind_of, party.owners))
        return self._kinds[party]

    def _employed(self, to: Receiver, receiver: Party) -> Fit:
        if to.employed and isinstance(receiver.entry, Post):
            return self._employment.fit(receiver.entry)
        return SURELY


def _of_form(to: Receiver, forum: Forum) -> Fit:
    """Whether a forum is of a kind or form that may receive; one whose form is unsaid perhaps."""
    if forum.kind in to.forum_kinds or not (to.forum_kinds or to.forms):
        return SURELY
    if forum.kind != "place partnership" or not to.forms:
        return NOT_AT_ALL
    if _form_unsaid(forum):
        return PERHAPS
    return NOT_AT_ALL if set(forum.forms).isdisjoint(to.forms) else SURELY


def _form_unsaid(entry: object) -> bool:
    """Whether somebody is a place partnership of which the register does not say the form."""
    return isinstance(entry, Forum) and entry.kind == "place partnership" and not entry.forms


def _of_kind(to: Receiver, kind: str) -> Fit:
    """Whether a body of a kind may receive; no kinds are every kind but those not read."""
    if kind in to.body_kinds:
        return SURELY
    if kind in to.perhaps:
        return PERHAPS
    return NOT_AT_ALL if to.body_kinds else SURELY
