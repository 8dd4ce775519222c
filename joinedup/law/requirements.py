"""What a rule may require, as data: a few kinds of requirement, which a rule puts together.

Each is asked by a function of `joinedup.law.checks.ASKED`. What the words of a field mean is said
here once; the closed lists they come from stand in the register's kinds.yaml.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from joinedup.values.finding import Outcome

#: Classes of bodies that a rule may speak of; `Facts.class_of` says who is in one on a day.
BodyClass = Literal["integrated care board", "responsible councils", "mayoral authorities"]

_MEMBERS = (
    "chair",
    "chief executive",
    "partner member",
    "executive member",
    "non-executive member",
    "appointed member",
    "co-opted member",
)
_EVERY_CAPACITY = (*_MEMBERS, "attendee")


class Definition(BaseModel):
    """A piece of a rule pack: immutable, with no field that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(Definition):
    """A part of a rule; `id` names it for a proposal that would replace it, as 'RULE/id'."""

    id: str = ""


class Forums(Definition):
    """The forums that a requirement is asked of: of one of `kinds`, and whose.

    `of`: 'system' for the system's own, which it must have; 'each place' for those of every place,
    which must each have one; 'board' for whichever belong to the integrated care board, a place
    partnership only where it is a committee of it; 'any' for whichever there are. `commissioning`
    leaves only those that exercise commissioning functions.
    """

    kinds: tuple[str, ...]
    of: Literal["system", "each place", "board", "any"] = "system"
    commissioning: bool = False


class SeatNeed(Part):
    """Seats that a forum must have: so many, in one of some capacities, for or by whom.

    `nominated_by` is a class that nominates jointly; `each_of` asks for one appointed by each body
    of a class. A seat stands for someone if it has one of `roles`, or if one of `nominators` or a
    body of one of `body_kinds` or `services` names its holder; a seat with one of `not_roles` does
    not count. One that has `perhaps_roles`, or says no role and whose holder a body of one of
    `perhaps_kinds` names, may be it or not; so may one of `perhaps_capacities` of which nobody is
    named who appoints.
    """

    called: str
    capacities: tuple[str, ...] = _MEMBERS
    nominated_by: str | None = None
    each_of: BodyClass | None = None
    roles: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ()
    nominators: tuple[str, ...] = ()
    body_kinds: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    perhaps_roles: tuple[str, ...] = ()
    perhaps_kinds: tuple[str, ...] = ()
    perhaps_capacities: tuple[str, ...] = ("appointed member", "partner member", "chair")
    at_least: Annotated[int, Field(ge=1)] = 1

    @property
    def stands_for(self) -> bool:
        """Whether the seat must be for someone in particular."""
        return bool(self.roles or self.nominators or self.body_kinds or self.services)


class Seats(Part):
    """Forums must have these seats, each need met by a seat and a person of its own.

    `vacancy` is what a seat shows whose holder has left. Where one seat may serve several needs,
    `shared` says so. `council_kinds` are the kinds of council that the law means.
    """

    kind: Literal["seats"]
    forums: Forums
    seats: tuple[SeatNeed, ...]
    vacancy: Outcome = "not-known"
    shared: bool = False
    council_kinds: tuple[str, ...] = ()


class NoSeats(Part):
    """Forums may have no seat with one of these roles in one of these capacities; `why` not."""

    kind: Literal["no seats"]
    forums: Forums
    roles: tuple[str, ...]
    capacities: tuple[str, ...] = _EVERY_CAPACITY
    why: str
    mend: str


class NotBoth(Part):
    """Nobody at a forum may hold both of two offices."""

    kind: Literal["not both"]
    forums: Forums
    roles: tuple[str, str]


class Appointed(Part):
    """Whoever holds a seat of these capacities was appointed, approved, or either, by one of some.

    `perhaps` are appointers of whom the text that we read does not say whether they would do.
    """

    kind: Literal["appointed"]
    forums: Forums
    called: str
    capacities: tuple[str, ...] = _MEMBERS
    appointed_by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    either_by: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


class Employed(Part):
    """Whoever holds a seat of these capacities is employed by, or seconded to, an owner."""

    kind: Literal["employed"]
    forums: Forums
    called: str
    capacities: tuple[str, ...]


class Judged(Part):
    """A judgement stands for the membership of a forum, or for each who holds such a seat.

    The rule asks whether somebody judged, and that it still stands; it does not judge.
    """

    kind: Literal["judged"]
    forums: Forums
    matter: str
    each: bool
    capacities: tuple[str, ...] = _MEMBERS


class Texts(Part):
    """A text of one of some kinds is there, may be read, provides for matters, reached others.

    `of` says whose: the board's, or that of each of `forums`. Each of `access` is enough. Of
    several texts only the newest counts, or where `every` is set each. One that is `optional` is
    asked only where there is one, and one with `where` only where there is such a forum.
    `varied_by` must have approved each version but the first.
    """

    kind: Literal["text"]
    called: str
    instruments: tuple[str, ...]
    of: Literal["integrated care board", "forums", "anyone"] = "integrated care board"
    forums: Forums | None = None
    where: Forums | None = None
    every: bool = False
    optional: bool = False
    access: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    copied_to: tuple[BodyClass, ...] = ()
    council_kinds: tuple[str, ...] = ()
    varied_by: tuple[str, ...] = ()


class BelongsTo(Part):
    """Forums belong to every body of some classes."""

    kind: Literal["belongs to"]
    forums: Forums
    classes: tuple[BodyClass, ...]
    council_kinds: tuple[str, ...] = ()


class MadeOf(Part):
    """Forums are of at least so many bodies, of some kinds only, one of certain kinds among them.

    Those are the owners, and with `and_nominators` whoever names a member too. Whether a body of
    `perhaps` may be among them was not read.
    """

    kind: Literal["made of"]
    forums: Forums
    only: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    of_kinds: tuple[str, ...] = ()
    at_least: int = 1
    and_nominators: bool = False


class EachIn(Part):
    """Every body of some kinds, and of some services if named, is in a forum of a kind.

    A forum of `perhaps_forums` to which several bodies belong may be one too, by another name.
    """

    kind: Literal["each in"]
    body_kinds: tuple[str, ...]
    services: tuple[str, ...] = ()
    forum_kinds: tuple[str, ...]
    perhaps_forums: tuple[str, ...] = ()
    since: date | None = None


class SaysItsForm(Part):
    """Forums say what form they take; a form may ask for so many owners at least."""

    kind: Literal["says its form"]
    forums: Forums
    owners: dict[str, int]


class MeetsInPublic(Part):
    """Forums meet in public, and their committees that are wholly of their members or hold all."""

    kind: Literal["meets in public"]
    forums: Forums


class Represented(Part):
    """Someone of each place sits at a board: a member of its partnership, or by a post for it."""

    kind: Literal["represented"]
    forums: Forums
    place_forums: tuple[str, ...]


class Posts(Part):
    """Each body of a kind has a post of a role, and somebody in it."""

    kind: Literal["posts"]
    called: str
    role: str
    body_kind: str


class Bodies(Part):
    """There are at least and at most so many bodies of a kind; `why` says what that rests on."""

    kind: Literal["bodies"]
    body_kind: str
    at_least: int = 0
    at_most: int
    why: str


class Declared(Part):
    """Members, committee members and employees of the board have their interests on its register.

    Each is declared within so many days of the day on which the person became aware.
    """

    kind: Literal["declared"]
    days: int


class FactsSince(Part):
    """What a folder tells of a day before `day` is not known to hold after it."""

    kind: Literal["facts since"]
    day: date
    why: str


class OwnCode(Part):
    """A check of its own, which no kind of requirement says; `code` names it."""

    kind: Literal["own code"]
    code: Literal["county of each district", "strategy reconsidered"]


Requirement = Annotated[
    Seats
    | NoSeats
    | NotBoth
    | Appointed
    | Employed
    | Judged
    | Texts
    | BelongsTo
    | MadeOf
    | EachIn
    | SaysItsForm
    | MeetsInPublic
    | Represented
    | Posts
    | Bodies
    | Declared
    | FactsSince
    | OwnCode,
    Field(discriminator="kind"),
]
