"""Chains from the law to whoever may decide, link by link, as pages draw and list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from joinedup.authority.act import Actor
from joinedup.authority.presenters import Naming
from joinedup.authority.proof import Chain, Proof, Step
from joinedup.authority.wording import limit
from joinedup.law.files import basis
from joinedup.law.rule import Provenance
from joinedup.layout.tables import Link
from joinedup.register.delegations import Delegation
from joinedup.register.fields import Dated
from joinedup.register.schema import Instrument, Register
from joinedup.values.pence import amounts_in_full
from joinedup.web.presenters.actors import Actors
from joinedup.web.presenters.dated import days_in_words
from joinedup.web.presenters.links import AsOn, Part, written
from joinedup.web.presenters.words import listed


@dataclass(frozen=True)
class LinkShown:
    """One link of a chain: by what authority comes to `who`, and on what terms.

    `verb` says how ('holds it by law', 'it is delegated to'); `title` names the power, the organ
    or the function, and `source` is its provision. `instrument` is the text that makes it so, and
    `entry` the delegation or direction; None where there is none. `terms` are short phrases.
    `others` are further parties, each with its kind, to whom authority comes in the same way.
    """

    how: str
    verb: str
    who: Part
    kind: str
    title: str = ""
    source: Part = ""
    entry: Link | None = None
    instrument: Part | None = None
    terms: tuple[str, ...] = ()
    others: tuple[tuple[Part, str], ...] = ()

    @property
    def everyone(self) -> tuple[tuple[Part, str], ...]:
        """All to whom authority comes by this link, each with its kind."""
        return ((self.who, self.kind), *self.others)


@dataclass(frozen=True)
class ChainShown:
    """One chain, and a heading where there is more than one."""

    heading: str
    links: tuple[LinkShown, ...]


#: A chain with its links.
_Drawn = tuple[Chain, tuple[LinkShown, ...]]


class Chains:
    """Draws the chains of proofs about one register and the law."""

    def __init__(self, register: Register, as_on: AsOn) -> None:
        self.actors = Actors(register, as_on)
        law = basis()
        self._functions = {one.id: one for one in law.functions}
        self._organs = {one.id: one for one in law.organs}
        self._powers = {one.id: one for one in law.powers}
        self._direction_powers = {one.id: one for one in law.direction_powers}
        self._delegations = {one.id: one for one in register.delegations}
        self._directions = {one.id: one for one in register.directions}
        self._instruments: dict[str, Instrument] = {one.id: one for one in register.instruments}

    def of(self, proof: Proof) -> tuple[ChainShown, ...]:
        """The chains of a proof, each with a heading where all of several are needed."""
        several = len(proof.chains) > 1
        return tuple(
            ChainShown(
                self._heading(chain, proof, place, len(proof.chains)) if several else "",
                self.links(chain.steps),
            )
            for place, chain in enumerate(proof.chains, start=1)
        )

    def drawn(self, proof: Proof) -> tuple[ChainShown, ...]:
        """The chains of a proof as a picture: those that differ in their holder only are one."""
        alike: dict[tuple[object, ...], list[_Drawn]] = {}
        for chain in proof.chains:
            links = self.links(chain.steps)
            first, rest = links[0], links[1:]
            # A chain of one link ends with its holder, and is like no other.
            key = (chain.area, replace(first, who="", kind=""), rest) if rest else (links,)
            alike.setdefault(key, []).append((chain, links))
        return tuple(
            _together(self._from(same, proof) if len(alike) > 1 else "", same)
            for same in alike.values()
        )

    def _from(self, same: Sequence[_Drawn], proof: Proof) -> str:
        chain = same[0][0]
        names = listed([self.actors.name(one.steps[0].receiver) for one, _ in same])
        where = ""
        if chain.area != proof.act.area:
            where = f", for {self.actors.words.area(chain.area)}"
        return f"From {names}{where}"

    def links(self, steps: Sequence[Step]) -> tuple[LinkShown, ...]:
        """The steps of a chain, in order."""
        return tuple(self._link(step) for step in steps)

    def _heading(self, chain: Chain, proof: Proof, place: int, many: int) -> str:
        whose = self.actors.name(chain.steps[0].receiver)
        where = ""
        if chain.area != proof.act.area:
            where = f", for {self.actors.links.area(chain.area).text}"
        return f"Chain {place} of {many}: from {whose}{where}"

    def _link(self, step: Step) -> LinkShown:
        who, kind = self.actors.link(step.receiver), self.actors.kind(step.receiver)
        if step.how == "belongs":
            return LinkShown(step.how, f"is one of the {step.by}", who, kind)
        if step.how == "delegated":
            return self._delegated(self._delegations[step.by], who, kind)
        if step.how == "directed":
            one = self._directions[step.by]
            return LinkShown(
                step.how,
                f"{self.actors.name(Actor('body', one.given_by))} directs that it be exercised by",
                who,
                kind,
                *_provision(self._direction_powers[one.power]),
                instrument=self.instrument(one.instrument),
                terms=self._terms(one.area, one),
            )
        if step.how == "acts":
            return LinkShown(
                step.how, "acts through", who, kind, *_provision(self._organs[step.by])
            )
        by_law = _provision(self._functions[step.by])
        return LinkShown(step.how, "The law gives it to", who, kind, *by_law)

    def _delegated(self, one: Delegation, who: Part, kind: str) -> LinkShown:
        verb = "delegates it to"
        if len(one.given_by) > 1:
            verb = f"{self.actors.words.givers(one)} delegate it together to"
        return LinkShown(
            "delegated",
            verb,
            who,
            kind,
            *_provision(self._powers[one.power]),
            entry=self.delegation(one),
            instrument=self.instrument(one.instrument),
            terms=self._terms(one.area, one, amounts_in_full(limit(one))),
        )

    def delegation(self, one: Delegation) -> Link:
        """A delegation as a link to its page."""
        return self.actors.links.entry("delegation", one.id)

    def instrument(self, name: str | None) -> Part | None:
        """The text behind an entry: where it is published, else the page of whose text it is."""
        text = self._instruments.get(name or "")
        if text is None:
            return None
        published = written(text.address)
        if isinstance(published, Link):
            return Link(text.title, published.href)
        owner = self.actors.links.body(text.owners[0])
        return Link(text.title, owner.href) if isinstance(owner, Link) else text.title

    def naming(self) -> Naming:
        """How tables of the scheme name what the register has: as links."""
        return Naming(
            self.actors.words,
            self.actors.link,
            self.actors.links.area,
            self.actors.links.function,
            self.actors.links.entry_of,
            lambda name: self.instrument(name) or name,
        )

    def _terms(self, area: str | None, entry: Dated, limit: str = "") -> tuple[str, ...]:
        where = f"for {self.actors.words.area(area)}" if area else ""
        when = days_in_words(entry) or ""
        return tuple(one for one in (limit, where, f"{when[:1].lower()}{when[1:]}") if one)


def _together(heading: str, same: Sequence[_Drawn]) -> ChainShown:
    """Chains that differ in their first link only, as one."""
    (first, *rest), others = same[0][1], same[1:]
    others_first = tuple((links[0].who, links[0].kind) for _, links in others)
    return ChainShown(heading, (replace(first, others=others_first), *rest))


def _provision(by: Provenance) -> tuple[str, Link]:
    return by.title, Link(by.source, by.locator)
