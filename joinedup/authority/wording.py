"""Names and sources in words: of who decides, of what is decided, and of each link of a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_told import caps_in_words
from joinedup.authority.proof import Held, Step, Terms
from joinedup.law.function import Basis
from joinedup.law.question import listed
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Condition, Delegation, Direction, Reservation
from joinedup.register.schema import Register
from joinedup.register.titles import of_body
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds_in_short

#: How many of those who must agree are named.
_MOST_AGREEING = 12
#: What is told of the mode of a delegation; that the giver may still decide too needs no words.
_MODES = {"exclusive": "and to nobody else", "joint": "to decide together with the giver"}


class Words:
    """The names of what a register and the law hold; an id that neither has stands for itself."""

    def __init__(self, register: Register, basis: Basis) -> None:
        self._names = {one.code: one.name for one in register.practices}
        for entries in (register.bodies, register.forums):
            self._names |= {one.id: one.name for one in entries}
        self._posts = {one.id: one for one in register.posts}
        self._areas = {one.id: one.name for one in register.areas}
        self._instruments = {one.id: one.title for one in register.instruments}
        self._delegations = {one.id: one for one in register.delegations}
        self._directions = {one.id: one for one in register.directions}
        self._above = {
            one.id: cap_from_text(one.above).amount for one in register.reservations if one.above
        }
        self._functions = {one.id: one for one in basis.functions}
        self._preconditions = {one.id: one.title for one in basis.preconditions}
        self._organs = {one.id: one for one in basis.organs}
        self._onward = {one.id: one.onward for one in basis.powers}
        self._powers = {one.id: one for one in (*basis.powers, *basis.direction_powers)}

    def actor(self, actor: Actor) -> str:
        """The name of whoever decides: a post with its body, officers with their class."""
        if actor.kind == "post" and actor.id in self._posts:
            post = self._posts[actor.id]
            return of_body(post.name, self.body(post.body))
        body = self.body(actor.id)
        return of_body(actor.officers, body) if actor.officers else body

    def body(self, body: str) -> str:
        """The name of a body, or of a forum."""
        return self._names.get(body, body)

    def named(self, entry: str) -> str:
        """The name of a body, forum or post by its id."""
        return self.actor(Actor("post" if entry in self._posts else "body", entry))

    def condition(self, condition: Condition) -> str:
        """A condition as its entry says it; else the title of what the law asks under its id."""
        if condition.says:
            return condition.says
        asked = self._preconditions.get(condition.id)
        return asked or condition.id.replace("-", " ").capitalize()

    def area(self, area: str) -> str:
        """The name of an area; '' is any."""
        return self._areas.get(area, area) if area else "any area"

    def together(self, bodies: Iterable[str]) -> str:
        """Who must agree: 'together with A and B'; '' where one decides alone."""
        names = listed(map(self.body, bodies), _MOST_AGREEING)
        return f"together with {names}" if names else ""

    def function(self, function: str) -> str:
        """What a function is."""
        return self._functions[function].title if function in self._functions else function

    def instrument(self, instrument: str | None) -> str:
        """The title of an instrument, '' for none."""
        return self._instruments.get(instrument, instrument) if instrument else ""

    def power(self, power: str) -> str:
        """What a power is, by its title."""
        return self._powers[power].title if power in self._powers else power

    def provision(self, power: str) -> str:
        """The provision that makes a power, '' for one that the law does not have."""
        return self._powers[power].source if power in self._powers else ""

    def onward(self, entry: Delegation) -> str:
        """Whether what a delegation passes may be passed on; '' where nothing says so."""
        return entry.onward or self._onward.get(entry.power, "")

    def most(self, terms: Terms) -> str:
        """How much may be decided, in one line: 'reserved above £5m for X; else up to £9m'."""
        reserved = "; ".join(one.says for one in self.reserved(terms))
        within = caps_in_words(terms)
        return f"{reserved}; else {within}" if reserved else within

    def reserved(self, terms: Terms) -> tuple[Held, ...]:
        """What is reserved above a value, but for what is above more than the caps let decide."""
        most = terms.cap_pence
        return tuple(
            one for one in terms.reserved if most is None or (self._above.get(one.id) or 0) < most
        )

    def matter(self, act: Act) -> str:
        """What is asked, in half a sentence: what, for which area, of what value, on which day."""
        value = "" if act.total_pence is None else f", {pounds_in_short(act.total_pence)}"
        linked = " with linked matters" if act.linked_pence else ""
        what = f"{self.function(act.function)}, for {self.area(act.area)}"
        return f"{what}{value}{linked}, on {day_in_words(act.on)}"

    def step(self, step: Step) -> str:
        """One link of a chain: how its receiver comes to exercise the function."""
        receiver = self.actor(step.receiver)
        if step.how == "holds":
            return f"{receiver} holds it by law"
        if step.how == "directed":
            return f"{receiver} is directed to exercise it"
        if step.how == "acts":
            return f"acts through {receiver}"
        if step.how == "belongs":
            return f"{receiver} is one of them"
        entry = self._delegations.get(step.by)
        if entry is None:
            return f"delegated to {receiver}"
        by = f" by {self.givers(entry)} together" if len(entry.given_by) > 1 else ""
        told = (f"delegated{by} to {receiver}", limit(entry), _MODES.get(entry.mode, ""))
        return ", ".join(one for one in told if one)

    def givers(self, entry: Delegation) -> str:
        """Who makes a delegation: 'A, B and C', or of more than three the rest counted."""
        return listed(map(self.named, entry.given_by), 3)

    def rests_on(self, step: Step) -> tuple[str, ...]:
        """What a link rests on: the provision, and the instrument where one is named."""
        if step.how == "holds":
            law = self._functions.get(step.by)
            return (law.source,) if law else ()
        if step.how == "acts":
            organ = self._organs.get(step.by)
            return (organ.source,) if organ else ()
        entries: Mapping[str, Delegation | Direction] = (
            self._directions if step.how == "directed" else self._delegations
        )
        entry = entries.get(step.by)
        if entry is None:
            return ()
        power = self._powers.get(entry.power)
        found = (power.source if power else entry.power, self.instrument(entry.instrument))
        return tuple(one for one in found if one)


def entry_of(step: Step) -> tuple[str, str] | None:
    """The section and id of the entry that a link is made by; None where the law makes it."""
    if step.how == "belongs":
        return "posts", step.receiver.id
    sections = {"directed": "directions", "delegated": "delegations"}
    return (sections[step.how], step.by) if step.how in sections else None


def told_once(several: Iterable[Held]) -> tuple[Held, ...]:
    """Conditions or preconditions, each once, whichever delegations of a chain ask for it.

    `delegation` names them only where not the same is shown for all; else it is ''.
    """
    found: dict[tuple[str, str], dict[tuple[str, str], list[Held]]] = {}
    for one in several:
        alike = found.setdefault((one.id, one.says), {})
        alike.setdefault((one.standing, one.evidence), []).append(one)
    return tuple(
        replace(same[0], delegation=", ".join(one.delegation for one in same) if apart else "")
        for alike in found.values()
        for apart in (len(alike) > 1,)
        for same in alike.values()
    )


def limit(entry: Delegation | Reservation | Direction) -> str:
    """Up to what, or above what, an entry applies, as its folder says it; '' for any value."""
    if isinstance(entry, Reservation):
        return f"above {entry.above}" if entry.above else ""
    if isinstance(entry, Direction) or entry.cap.lower() in ("", "none"):
        return ""
    basis = f" ({entry.cap_basis})" if entry.cap_basis else ""
    return f"up to {entry.cap}{basis}"
