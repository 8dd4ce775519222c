"""Random delegations, reservations and directions, guided so that many of them matter.

Whoever passes a function on has mostly received it, under a power that mostly permits it. Where it
does not, mostly one thing alone is wrong: near misses tell most about who reads the law aright.
"""

from collections.abc import Iterator

from joinedup.law.function import Basis, Power, Receiver
from joinedup.register.delegations import (
    Condition,
    Delegation,
    Direction,
    Reservation,
    Revocation,
)
from joinedup.register.schema import Body, Forum, Register
from tests.generative.authority.bodies import approvals
from tests.generative.authority.dice import DAYS, Dice

CAPS = [
    *("£100", "£1000", "£1.50", "none", "£500 a year", "£900 in all", "£1,000 in all"),
    *("£40 per 1,000 residents", "£7 per 300 residents a year", "1% of money-2025-26"),
    *("12.5% of money-2024-25 a year", "33% of money-2025-26 in all", "5% of money-2030-31"),
]
CAP_BASES = ["", "", "whole life without VAT", "whole life with VAT", "a year without VAT"]
CONDITIONS = ["better-together", "consulted", "reported"]
CLASSES = ["directors", "staff"]
ONWARDS = ["yes", "yes", "no", "within the body", "with consent"]
#: What may be the one thing wrong with a delegation.
SLIPS = [
    *("giver", "tags", "force", "passes", "executive", "kind", "perhaps", "whose", "forum"),
    *(
        "one of",
        "one of",
        "role",
        "giver of receiver",
        "giver of receiver",
        "executive of receiver",
    ),
]
Way = tuple[str, str, str]


class Scheme:
    """The delegations of one register while they are made up."""

    def __init__(self, rng: Dice, basis: Basis, register: Register):
        self.rng, self.basis, self.register = rng, basis, register
        self.kind = {body.id: body.kind for body in register.bodies}
        self.forums = {forum.id: forum for forum in register.forums}
        self.posts = {post.id: post for post in register.posts}
        self.functions = {one.id: one for one in basis.functions}
        self.exclusive = [one.id for one in basis.powers if one.exclusive]
        self.areas = [area.id for area in register.areas]
        self.actors = [*self.kind, *self.forums, *self.posts]
        self.slip = self.giver = ""
        lawful = [one for one in basis.functions if one.is_law]
        about = rng.some(lawful, 1, 2 if rng.chance(40) else 1)
        #: Each register is about a few functions, so that its chains are long.
        self.about = [one.id for one in about]
        #: Who has a function, by right or because some delegation says so.
        self.has = [
            (actor, function.id)
            for function in about
            for held in function.holders
            for body in register.bodies
            if body.kind in held.body_kinds or held.partner_trusts and "QAA" in body.partner_of
            for actor in (body.id, *self.organs(body))
            for _ in range(3 if body.id in ("QAA", "east") else 1)
        ]

        self.holders = len(self.has)
        #: Whose consent may be asked for.
        self.about_bodies = [one for one, _ in self.has if one in self.kind][:4]

    def organs(self, body: Body) -> Iterator[str]:
        """Through whom a body acts, governance aside."""
        for organ in self.basis.organs:
            if body.kind in organ.body_kinds and organ.is_law:
                for forum in self.register.forums:
                    if forum.kind in organ.forum_kinds and forum.owners == (body.id,):
                        yield forum.id
                for post in self.register.posts:
                    if post.role in organ.roles and post.body == body.id:
                        yield post.id

    def body_of(self, id: str) -> str:
        """The body of an actor; of a shared forum, one of them."""
        if id in self.forums:
            return self.rng.choice(self.forums[id].owners)
        return self.posts[id].body if id in self.posts else id

    def delegation(self, number: int, last: bool) -> Delegation:
        """One more; of the last, which many acts are about, mostly one thing is wrong."""
        rng = self.rng
        self.slip = rng.choice(SLIPS) if rng.chance(60) and last or rng.odd(25) else ""
        if last:
            self.has = self.has[: self.holders]
        function, givers, (power, receiver, officers) = (
            self.together() if rng.chance(30) else None
        ) or self.alone()
        functions = {function, *(rng.some(list(self.functions), 0, 2) if rng.chance(25) else ())}
        self.received(receiver, officers, sorted(functions))
        exclusive = 40 if power in self.exclusive else 3
        mode = "exclusive" if rng.chance(exclusive) else rng.choice(["", "", "concurrent", "joint"])
        revoked = rng.some(DAYS, 1, 2) if rng.odd(4) else ()
        return Delegation(
            id=f"d{number}",
            given_by=tuple(givers),
            given_to=receiver,
            officers=officers,
            functions=tuple(sorted(functions)),
            area=rng.choice(self.areas if rng.odd(25) else ["s1", "land"]),
            cap=rng.choice(CAPS) if rng.odd(33) else "",
            cap_basis=rng.choice(CAP_BASES),
            onward=rng.choice(ONWARDS) if rng.chance(45) else "",
            mode=mode,
            power=power,
            approvals=approvals(rng, [*self.about_bodies, *self.kind], 12),
            conditions=self.conditions(),
            revocations=tuple(Revocation(on=day) for day in revoked),
            **rng.period(6),
        )

    def received(self, receiver: str, officers: str, functions: list[str]) -> None:
        shared = receiver in self.forums and self.forums[receiver].owners[1:]
        if not shared or self.rng.chance(20):
            self.has += [(receiver, one) for one in functions] * 2
        self.has += [
            (post.id, functions[0])
            for post in self.register.posts
            if officers in post.officers and post.body == receiver
        ]

    def alone(self) -> tuple[str, list[str], Way]:
        """Function, giver and way, for one giver."""
        rng = self.rng
        giver, function = rng.choice(self.actors), rng.choice(list(self.functions))
        if self.has and not rng.odd(8):
            # The newest are likelier: chains grow long.
            giver, function = rng.choice(self.has[-8:] if rng.chance(50) else self.has)
        self.giver = giver
        body = self.body_of(giver)
        way = self.way(body, function)
        if way is None:
            self.slip = ""
            way = self.way(body, function)
        return function, [giver], way or self.no_way()

    def together(self) -> tuple[str, list[str], Way] | None:
        """The same where bodies that hold a function pass it to a forum that they share."""
        rng = self.rng
        pairs = [
            (forum, function)
            for forum in self.register.forums
            if forum.owners[1:]
            for function in self.about
            if sum((owner, function) in self.has for owner in forum.owners) > 1
        ]
        if not pairs:
            return None
        forum, function = rng.choice(pairs)
        self.giver = ""
        owners = forum.owners if rng.chance(90) else forum.owners[:1]
        givers = [one for one in owners if (one, function) in self.has]
        if not givers:
            return None
        powers = [
            one.id
            for one in self.powers(givers[0], function)
            if any(self.fits(forum.id, givers[0], to) for to in one.given_to if to.kind == "forum")
        ]
        return (function, givers, (rng.choice(powers), forum.id, "")) if powers else None

    def conditions(self) -> tuple[Condition, ...]:
        standings = ["", "evidenced", "asserted"]
        return tuple(
            Condition(id=one, says=one, standing=self.rng.choice(standings))
            for one in self.rng.some(CONDITIONS, 0, 1)
        )

    # Which way a function may pass

    def holds(self, check: str, met: bool) -> bool:
        """Whether a check is met; the one that slips must not be."""
        return met != (check == self.slip)

    def powers(self, body: str, function: str) -> list[Power]:
        """Powers under which a body may pass a function on, as far as these two settle it."""
        tags = set(self.functions[function].tags)
        council = self.kind[body] in self.basis.council_kinds
        models = {one.model for one in self.register.governance if one.body == body}
        executive = models & set(self.basis.executive_models)
        lead = executive and not tags & set(self.basis.never_executive)
        wrong = "no" if lead else "yes"
        return [
            one
            for one in self.basis.powers
            if self.holds("giver", self.kind[body] in one.given_by and self.may_give(one))
            and self.holds("executive", not (council and one.executive == wrong))
            and self.holds("force", one.is_law)
            and self.holds("passes", one.passes == "function")
            and self.holds(
                "tags",
                not tags & set(one.not_tags)
                and (not one.only_tags or bool(tags & {*one.only_tags})),
            )
        ]

    def may_give(self, power: Power) -> bool:
        """Whether a power is for forums of several, and of this kind, if such a forum gives."""
        forum = self.forums.get(self.giver)
        if forum is None or not forum.owners[1:]:
            return not power.of_forums
        return forum.kind in power.of_forums

    def way(self, body: str, function: str) -> Way | None:
        """A power and a receiver that go together, with a class of officers if it is one."""
        rng = self.rng
        ways = [(one, to) for one in self.powers(body, function) for to in one.given_to]
        for power, wanted in rng.some(ways, 5, 5):
            if fitting := [one for one in self.actors if self.fits(one, body, wanted)]:
                officers = rng.choice(CLASSES) if wanted.kind == "officers" else ""
                return power.id, rng.choice(fitting), officers
        return None

    def no_way(self) -> Way:
        known = [one.id for one in self.basis.powers]
        return self.rng.choice([*known, "custom"]), self.rng.choice(self.actors), ""

    def fits(self, id: str, body: str, wanted: Receiver) -> bool:
        kind = "forum" if id in self.forums else "post" if id in self.posts else "body"
        if wanted.kind != kind and not (wanted.kind == "officers" and kind == "body"):
            return False
        givers = not wanted.given_by or self.kind[body] in wanted.given_by
        if not self.holds("giver of receiver", givers):
            return False
        if id in self.forums:
            return self.forum_fits(self.forums[id], body, wanted)
        its = self.body_of(id)
        own = "own" if its == body else "other"
        role = self.posts[id].role if id in self.posts else ""
        return (
            self.holds("whose", own == wanted.whose)
            and self.kinds_fit([self.kind[its]], wanted)
            and self.holds("role", role not in wanted.not_roles)
            and self.slip not in ("forum", "one of")
        )

    def kinds_fit(self, kinds: list[str], wanted: Receiver) -> bool:
        allowed = not wanted.body_kinds or set(kinds) <= {*wanted.body_kinds, *wanted.perhaps}
        return self.holds("kind", allowed) and self.holds(
            "perhaps", not set(kinds) & set(wanted.perhaps)
        )

    def forum_fits(self, forum: Forum, body: str, wanted: Receiver) -> bool:
        whose = "other" if body not in forum.owners else "shared" if forum.owners[1:] else "own"
        if self.giver in self.forums and {*self.forums[self.giver].owners} == {*forum.owners}:
            whose = "own"
        kinds = [self.kind[one] for one in forum.owners]
        by_form = forum.kind == "place partnership" and bool(set(forum.forms) & set(wanted.forms))
        limits = bool(wanted.forum_kinds or wanted.forms)
        one_of = not wanted.one_of or bool(set(kinds) & set(wanted.one_of))
        return (
            self.holds("whose", whose == wanted.whose)
            and self.holds("forum", not limits or forum.kind in wanted.forum_kinds or by_form)
            and self.kinds_fit(kinds, wanted)
            and self.holds("one of", one_of)
            and self.slip != "role"
        )

    # What takes authority away

    def reservation(self, number: int) -> Reservation:
        rng = self.rng
        body = rng.choice(list(self.kind))
        if self.has and rng.chance(75):
            body = self.body_of(rng.choice(self.has)[0])
        near = [one for one in self.actors if self.body_of(one) == body]
        for actor, _ in self.has:
            if actor not in near and rng.chance(15):
                near.append(actor)
        keeper = rng.choice([body, *near]) if rng.chance(95) else rng.choice(self.actors)
        if (meetings := list(self.meetings())) and rng.chance(70):
            body, keeper = rng.choice(meetings)
        return Reservation(
            id=f"r{number}",
            body=body,
            kept_by=keeper,
            functions=rng.some(self.about if rng.chance(80) else list(self.functions), 1, 3),
            area=rng.choice(self.areas) if rng.chance(50) else None,
            above=rng.choice(["£100", "£300", "£1000"]) if rng.chance(60) else "",
            urgent=rng.some(near, 0, 4) if rng.chance(60) else (),
            **rng.period(15),
        )

    def meetings(self) -> Iterator[tuple[str, str]]:
        """Councils that have something that is for their executive, each with its full council."""
        executive = set(self.basis.executive_models)
        led = {one.body for one in self.register.governance if one.model in executive}
        never = set(self.basis.never_executive)
        for holder, function in self.has:
            if holder in led and not never & set(self.functions[function].tags):
                for forum in self.register.forums:
                    if forum.kind == "full council" and forum.owners == (holder,):
                        yield holder, forum.id

    def direction(self, number: int) -> Direction:
        rng = self.rng
        powers = self.basis.direction_powers
        power = rng.choice([*powers, *[one for one in powers if one.may_name] * 3])
        kinds = (power.given_by, power.given_to, power.may_name)
        by, to, named = (
            [one for one, kind in self.kind.items() if kind in wanted] for wanted in kinds
        )
        under = [one for one in self.posts if self.posts[one].body in to]
        likely = [*to, *to, *to, *to, *under]
        return Direction(
            id=f"x{number}",
            given_by=rng.choice(by) if by and rng.chance(90) else rng.choice(list(self.kind)),
            given_to=rng.choice(likely if to and rng.chance(80) else self.actors),
            functions=rng.some([*self.about, *self.functions][:5], 1, 3) if rng.chance(60) else (),
            area=rng.choice(self.areas) if rng.chance(40) else None,
            exercised_by=rng.choice([*named * 4, *self.kind]) if rng.chance(85) else None,
            bars_delegation=rng.choice(["", "yes", "no"]),
            power=power.id if rng.chance(92) else "custom",
            **rng.period(15),
        )
