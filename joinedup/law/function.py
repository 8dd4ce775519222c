"""Functions as data: what a statute lets or makes somebody decide, and who holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from joinedup.law.requirements import Definition
from joinedup.law.rule import Provenance
from joinedup.values.dates import Period


class Holders(Definition):
    """Who holds a function on some days: each body, or each forum, of some kinds.

    Each holds it for its own area, or for any area where `anywhere` is set. `partner_trusts` takes
    the trusts that are partners of an integrated care board, for that board's area.
    """

    body_kinds: tuple[str, ...] = ()
    forum_kinds: tuple[str, ...] = ()
    partner_trusts: bool = False
    anywhere: bool = False
    first_day: date | None = Field(None, alias="from")
    last_day: date | None = Field(None, alias="to")

    @property
    def period(self) -> Period:
        """The days on which they hold it."""
        return Period(self.first_day, self.last_day)


class Function(Provenance):
    """A statutory provision that may be exercised, and its holder or holders.

    `source` is the provision. Where `jointly` is set, one of each of `holders` is needed, and
    every partner trust; otherwise each holder decides in its own area. `tier` is the kind of area
    for which it is usually exercised. `tags` are words of `Basis.tags`. `unread` says, by power,
    why it is not known whether that power can pass the function on.
    """

    holders: tuple[Holders, ...]
    jointly: bool = False
    tier: str
    tags: tuple[str, ...] = ()
    unread: Mapping[str, str] = {}


class Receiver(Definition):
    """Who may receive a function under a power.

    `kind` says what the receiver is; `whose`: 'own' if it is of the giver's body alone (a body is
    never its own), 'shared' if the giver's body and others own it, 'other' if it is, or is of,
    another body. Of a giver that several bodies own, a forum of just the same is its own, and so is
    a post or officer of any of them. `body_kinds` limits the receiving body, the body of a post, or
    every owner of a forum; of `perhaps` kinds it was not read whether they may. `one_of`: at least
    one owner is of these kinds. `forum_kinds` and `forms` limit forums (a forum of one of
    `forum_kinds`, or a place partnership of one of `forms`). `employed`: whoever holds the post is
    employed by or seconded to its body, or a member of its board; a post whose role is one of
    `not_roles` may not receive. Where `given_by` is not empty, only givers whose body is of these
    kinds may pass it to such a receiver. `executive` as in `Power`, asked of the receiving body if
    that is a council.
    """

    kind: Literal["body", "forum", "post", "officers"]
    whose: Literal["own", "shared", "other"]
    body_kinds: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    forum_kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    employed: bool = False
    not_roles: tuple[str, ...] = ()
    given_by: tuple[str, ...] = ()
    executive: Literal["yes", "no", "any"] = "any"


class Power(Provenance):
    """The legal kind of a delegation: who may pass what to whom, and what follows from it.

    `given_by` are kinds of body: the giver is one, or a forum or post of one; where `of_forums` is
    not empty, only a forum of one of these kinds that several such bodies own. A function with one
    of `not_tags` does not pass; where `only_tags` is not empty it needs one of them. `executive`:
    'yes' passes only what is a responsibility of the council's executive on the day, 'no' only
    what is not; 'any' does not ask.

    `onward` holds where a delegation does not say. `exclusive`: whether a delegation may be so;
    `keeps` says in words whether the giver keeps the function. `accountable` and `liable` say with
    whom the two lie: with whoever had them before ('giver'), or with the receiving body.
    `preconditions` are ids of `Basis.preconditions`. A power that `passes` work or money passes no
    function, and `instead` names the powers that would.
    """

    given_by: tuple[str, ...] = ()
    of_forums: tuple[str, ...] = ()
    given_to: tuple[Receiver, ...] = ()
    only_tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    executive: Literal["yes", "no", "any"] = "any"
    onward: Literal["yes", "no", "within the body", "with consent"] = "no"
    exclusive: bool = False
    keeps: str = ""
    accountable: Literal["giver", "receiver"] = "giver"
    liable: Literal["giver", "receiver"] = "giver"
    preconditions: tuple[str, ...] = ()
    passes: Literal["function", "work", "money"] = "function"
    instead: tuple[str, ...] = ()


class Organ(Provenance):
    """Through whom a body acts without any delegation: its board, full council, leader or region.

    A forum of one of `forum_kinds` that the body alone owns, the post of one of `roles` at it, or
    with `parts` a body that is a part of it. `models` are governance models of which the body must
    have one; `executive` as in `Power`.
    """

    body_kinds: tuple[str, ...]
    forum_kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    parts: bool = False
    models: tuple[str, ...] = ()
    executive: Literal["yes", "no", "any"] = "any"


class Precondition(Provenance):
    """What must be so for a lawful decision, or for a lawful delegation; shown, never assumed.

    `of`: 'delegation' if a delegation's own conditions show it (a power names it), 'decision' if
    each decision must. One of a decision is asked of functions with one of `tags` or one of the ids
    `functions`, and where `executive` is set of those that are a responsibility of the executive
    of a council on the day. One of a delegation is asked only where the receiver is of one of the
    kinds `receivers`, if there are any.
    """

    of: Literal["delegation", "decision"]
    receivers: tuple[Literal["body", "forum", "post", "officers"], ...] = ()
    tags: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    executive: bool = False


class DirectionPower(Provenance):
    """A power to direct: bodies of `given_by` may direct bodies of `given_to` to cease.

    `may_name` are kinds of body that may be told to exercise the functions meanwhile.
    """

    given_by: tuple[str, ...]
    given_to: tuple[str, ...]
    may_name: tuple[str, ...] = ()


class Basis(Definition):
    """All law that authority is proved from.

    `tags` says what each tag of a function means. `executive_models` are the governance models of
    a council that has an executive; `never_executive` the tags of functions that are no
    responsibility of one even so; `council_kinds` the kinds of body that are councils. A post with
    one of `member_roles` is a member's, and of no class of officers; of bodies of `employing_kinds`
    only those are officers who are employed by or seconded to it, or members of its board.
    """

    tags: Mapping[str, str]
    council_kinds: tuple[str, ...]
    executive_models: tuple[str, ...]
    never_executive: tuple[str, ...]
    member_roles: tuple[str, ...] = ()
    employing_kinds: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    powers: tuple[Power, ...] = ()
    organs: tuple[Organ, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    direction_powers: tuple[DirectionPower, ...] = ()

    def asked_first(self, power: Power, receiver: str) -> tuple[Precondition, ...]:
        """What a power asks for before it passes anything to a receiver of a kind of actor."""
        known = {one.id: one for one in self.preconditions}
        asked = (known[name] for name in power.preconditions)
        return tuple(one for one in asked if not one.receivers or receiver in one.receivers)

    @model_validator(mode="after")
    def _joins_up(self) -> Basis:
        """Every id that another names is there, and none stands twice."""
        groups = (
            self.functions,
            self.powers,
            self.organs,
            self.preconditions,
            self.direction_powers,
        )
        for group in groups:
            ids = [one.id for one in group]
            if len(ids) != len(set(ids)):
                raise ValueError(f"an id stands twice among {', '.join(ids)}")
        powers = {one.id for one in self.powers}
        preconditions = {one.id for one in self.preconditions}
        tags = {tag for one in self.functions for tag in one.tags}
        tags |= {tag for one in self.powers for tag in (*one.only_tags, *one.not_tags)}
        tags |= {tag for one in self.preconditions for tag in one.tags}
        named = (
            (tags | set(self.never_executive), set(self.tags)),
            ({to for one in self.powers for to in one.instead}, powers),
            ({one for function in self.functions for one in function.unread}, powers),
            ({one for power in self.powers for one in power.preconditions}, preconditions),
            (
                {one for asked in self.preconditions for one in asked.functions},
                {one.id for one in self.functions},
            ),
        )
        for wanted, there in named:
            if missing := wanted - there:
                raise ValueError(f"named and nowhere defined: {', '.join(sorted(missing))}")
        return self
