"""One rule asked of one register on one day: what the register tells, and how an answer is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from joinedup.law.requirements import BodyClass, Forums
from joinedup.law.rule import Rule
from joinedup.register.areas import own_area, own_places
from joinedup.register.schema import Body, Forum, Holder, Person, Post, Register, Seat
from joinedup.register.sitting import Sitting, sitting_on
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding, Outcome, Subject, Where

#: Kinds of body that may be a mayoral strategic authority, if a mayor is at its head.
_AUTHORITIES = ("combined authority", "combined county authority")
# Kinds of forum of which a system may have several: the system's own serves its whole area.
_AT_ANY_TIER = ("committee", "joint committee", "committees in common")
FORUMS = "forums.yaml"
_ARTICLE = dict.fromkeys(
    (
        "chair",
        "chair of the integrated care board",
        "chief executive",
        "forum",
        "Secretary of State",
    ),
    "the ",
) | {"appointment panel": "an "}


@dataclass(frozen=True)
class Unsaid:
    """What the folder does not say, in place of an answer: why, and how and where to mend it."""

    why: str
    mend: str
    file: str


@dataclass(frozen=True)
class Facts:
    """What a register tells of one day.

    `slivers` are councils of which so little lies in the system that it may be a fact of
    statistical areas only: whether they must take part is not known.
    """

    register: Register
    on: date
    slivers: frozenset[str] = frozenset()

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The bodies by id, those that have ended included."""
        return {body.id: body for body in self.register.bodies}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of every body and practice by id."""
        kinds = {practice.code: "GP practice" for practice in self.register.practices}
        return kinds | {body.id: body.kind for body in self.register.bodies}

    @cached_property
    def people(self) -> dict[str, Person]:
        """The people by id."""
        return {person.id: person for person in self.register.people}

    @cached_property
    def forums(self) -> tuple[Forum, ...]:
        """The forums that there are on the day."""
        return tuple(one for one in self.register.forums if one.period.includes(self.on))

    @cached_property
    def icb(self) -> Body:
        """The system's own integrated care board; one of its code where no body has it."""
        code = self.register.system.code
        return self.bodies.get(code) or Body(id=code, name=code, kind="integrated care board")

    @property
    def day(self) -> str:
        """The day in words."""
        return day_in_words(self.on)

    @cached_property
    def area(self) -> str:
        """The id of the system's own area."""
        return own_area(self.register).id

    def bodies_of(self, kinds: Iterable[str]) -> tuple[Body, ...]:
        """The bodies of some kinds that there are on the day."""
        chosen = frozenset(kinds)
        return tuple(
            body
            for body in self.register.bodies
            if body.kind in chosen and body.period.includes(self.on)
        )

    def seats(self, forum: Forum) -> list[Seat]:
        """The seats that a forum has on the day."""
        return [seat for seat in forum.seats if seat.period.includes(self.on)]

    @cached_property
    def sitting(self) -> Sitting:
        """Who sits on the day."""
        return sitting_on(self.register, self.on)

    def holders(self, held: Seat | Post) -> tuple[Holder, ...]:
        """Who holds a seat or a post on the day."""
        return self.sitting.holders(held)

    def name(self, person: str) -> str:
        """The name of a person, or the id where there is none."""
        known = self.people.get(person)
        return person if known is None else known.name

    def named(self, body: str) -> str:
        """The name of a body or practice."""
        return self.bodies[body].name if body in self.bodies else self.practices.get(body, body)

    @cached_property
    def practices(self) -> dict[str, str]:
        """The names of the practices by code."""
        return {practice.code: practice.name for practice in self.register.practices}

    def members(self, forum: Forum) -> list[tuple[Seat, Holder]]:
        """Each seat of a forum that makes its holder a member, with each of its holders."""
        return [
            (seat, holder)
            for seat in self.seats(forum)
            if seat.capacity != "attendee"
            for holder in self.holders(seat)
        ]

    def own(self, kinds: Iterable[str]) -> list[Forum]:
        """Forums of the first kind that there is: those of the system's own ICB where any is.

        A folder may describe a neighbour's too. A joint committee that the ICB should own and does
        not is judged all the same; a board of another body is not this ICB's board. Where one is
        for the whole system, those for parts of it, such as area partnerships, are not meant.
        """
        for kind in kinds:
            there = [
                forum
                for forum in self.forums
                if forum.kind == kind and (kind not in _AT_ANY_TIER or forum.area == self.area)
            ]
            own = [forum for forum in there if self.register.system.code in forum.owners]
            if found := own or [one for one in there if kind != "integrated care board"]:
                of_all = [one for one in found if self.area in (one.area, *one.also_serves)]
                return of_all or found
        return []

    def is_of_board(self, forum: Forum) -> bool:
        """Whether a forum is the board's own; a place partnership is where it is its committee."""
        own = self.register.system.code in forum.owners
        return own and (forum.kind != "place partnership" or "committee of a body" in forum.forms)

    def appointers(self, named: Iterable[str]) -> set[str]:
        """Who appointed or approved, by the words of rules: NHS England's bodies are itself."""
        return {
            "NHS England" if self.kinds.get(one, "").startswith("NHS England") else one
            for one in named
        }

    def called(self, appointers: Iterable[str], join: str = "and") -> str:
        """Appointers as a sentence holds them: 'the chair or the Secretary of State'."""
        return listed(
            [
                f"{_ARTICLE[one]}{one}" if one in _ARTICLE else self.named(one)
                for one in sorted(appointers)
            ],
            join=join,
        )

    def class_of(
        self, name: BodyClass, council_kinds: tuple[str, ...], to: str = "appoint members"
    ) -> tuple[Body, ...] | Unsaid:
        """The bodies of a class on the day; or, where that is not known, why and how to mend it.

        `to` is what they must do, for saying that it is not known who must.
        """
        if name == "integrated care board":
            return (self.icb,)
        if name == "mayoral authorities":
            return self._mayoral()
        councils = self.councils(council_kinds)
        if councils:
            return councils
        return Unsaid(
            f"system.yaml names no responsible council, so it cannot be said who must {to}",
            "name under 'councils' every upper-tier council whose area meets the system's",
            "system.yaml",
        )

    def councils(self, kinds: tuple[str, ...]) -> tuple[Body, ...]:
        """The councils of the system on the day of one of `kinds`, as system.yaml lists them."""
        named = [
            self.bodies[council.body]
            for council in self.register.system.councils
            if council.body in self.bodies and council.period.includes(self.on)
        ]
        return tuple(one for one in named if one.kind in kinds and one.period.includes(self.on))

    def _mayoral(self) -> tuple[Body, ...] | Unsaid:
        authorities = self.bodies_of(_AUTHORITIES)
        if not authorities:
            return Unsaid(
                "bodies.csv names no combined authority, so it cannot be said which mayors would "
                "nominate",
                "add the combined authorities whose areas meet the system's, and how each is "
                "governed",
                "bodies.csv",
            )
        models = {
            one.body: one.model for one in self.register.governance if one.period.includes(self.on)
        }
        unsaid = [body.name for body in authorities if body.id not in models]
        if unsaid:
            return Unsaid(
                f"governance.csv does not say whether {listed(unsaid)} had a mayor on {self.day}",
                "add its governance model, with its days",
                "governance.csv",
            )
        return tuple(body for body in authorities if models[body.id] == "mayoral")


@dataclass(frozen=True)
class Question:
    """A rule asked of the facts of a day, and how an answer is said."""

    facts: Facts
    rule: Rule

    def fails(self, subject: Subject, why: str, mend: str, file: str = FORUMS) -> Finding:
        """The folder shows that the rule is not met."""
        return self.finding("fails", subject, why, mend, file)

    def unknown(self, subject: Subject, why: str, mend: str, file: str = FORUMS) -> Finding:
        """The folder does not settle whether the rule is met."""
        return self.finding("not-known", subject, f"not known: {why}", mend, file)

    def finding(
        self, outcome: Outcome, subject: Subject, why: str, mend: str, file: str = FORUMS
    ) -> Finding:
        """A finding of the rule."""
        rule = self.rule
        return Finding(
            rule.id, rule.severity, outcome, subject, Where(file), why, mend, rule.source
        )

    def unsaid(self, unsaid: Unsaid) -> Finding:
        """What the folder does not say of the system."""
        return self.unknown(self.system, unsaid.why, unsaid.mend, unsaid.file)

    @property
    def system(self) -> Subject:
        """The system as what a finding is about."""
        return Subject("system", self.facts.register.system.code)

    def forums(self, chosen: Forums) -> Iterator[Forum | Finding]:
        """The forums that are asked of, and a finding in place of each that is not there."""
        if chosen.of == "each place":
            yield from self._of_places(chosen)
            return
        if chosen.of in ("any", "board"):
            found = [
                forum
                for forum in self.facts.forums
                if forum.kind in chosen.kinds
                and (chosen.of == "any" or self.facts.is_of_board(forum))
            ]
            if chosen.commissioning:
                yield from self._commissioning(found)
            else:
                yield from found
            return
        found = self.facts.own(chosen.kinds)
        yield from found
        if not found:
            code = self.facts.register.system.code
            kinds = "' or '".join(chosen.kinds)
            yield self.unknown(
                self.system,
                "the folder names no holders, as it has no forum of the kind "
                f"'{kinds}' that belongs to {code} on {self.facts.day}",
                f"add the {chosen.kinds[0]} to {FORUMS}, with its seats and holders",
            )

    def _commissioning(self, found: Iterable[Forum]) -> Iterator[Forum | Finding]:
        for forum in found:
            if forum.commissions == "yes":
                yield forum
            elif not forum.commissions:
                yield self.unknown(
                    about(forum),
                    f"the folder does not say whether {forum.name} exercises commissioning "
                    "functions",
                    "write yes or no as its 'commissions'",
                )

    def _of_places(self, chosen: Forums) -> Iterator[Forum | Finding]:
        places = own_places(self.facts.register, self.facts.on)
        kind = chosen.kinds[0]
        by_area: dict[str, list[Forum]] = {}
        ended = set()
        for forum in self.facts.register.forums:
            if forum.kind not in chosen.kinds:
                continue
            if forum.period.includes(self.facts.on):
                for area in (forum.area, *forum.also_serves):
                    by_area.setdefault(area, []).append(forum)
            elif forum.last_day is not None and forum.last_day < self.facts.on:
                ended.add(forum.area)
        if not places:
            yield self.unknown(
                self.system, "the folder names no places", "add its places", "system.yaml"
            )
        elif not by_area.keys() & places.keys() and not ended & places.keys():
            yield self.unknown(
                self.system,
                f"the folder names no {kind} of any of its places on {self.facts.day}",
                f"add the {kind} of each place to {FORUMS}, with its seats and holders",
            )
        else:
            for place in places.values():
                yield from by_area.get(place.id, ())
                if place.id not in by_area:
                    yield self.finding(
                        "fails" if place.id in ended else "not-known",
                        Subject("area", place.id),
                        f"the {kind} of {place.name} had ended by {self.facts.day}"
                        if place.id in ended
                        else f"not known: the folder names no {kind} of {place.name} on "
                        f"{self.facts.day}",
                        f"add the {kind} of {place.name} to {FORUMS}, with its seats and holders",
                    )

    def no_holders(self, forum: Forum, more: str = "") -> Finding:
        """The folder names nobody at a forum."""
        return self.unknown(
            about(forum),
            f"the folder names no holders{more} of {forum.name}",
            "add its seats with their capacities, and who holds each from which day",
        )


def about(forum: Forum, seat: Seat | None = None) -> Subject:
    """A forum, or one seat of it, as what a finding is about."""
    return Subject("forum", forum.id) if seat is None else Subject("seat", f"{forum.id}/{seat.id}")


def listed(names: Iterable[str], most: int = 5, join: str = "and") -> str:
    """Names as a sentence holds them: 'A, B and C', or 'A, B, C and 9 more'."""
    found = list(names)
    if not found:
        return ""
    if len(found) > most:
        return f"{', '.join(found[:most])} and {len(found) - most:,} more"
    return f" {join} ".join(filter(None, (", ".join(found[:-1]), found[-1])))
