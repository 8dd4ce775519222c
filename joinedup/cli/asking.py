"""The question of `joinedup who-can` as it was typed, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.authority.shown import denies, what_is_shown
from joinedup.authority.used import read_used
from joinedup.law.function import Basis
from joinedup.register.areas import own_area
from joinedup.register.schema import Register
from joinedup.values.finding import Finding, Subject, Where
from joinedup.values.likeness import nearest
from joinedup.values.pence import pounds_to_pence

#: How many ids a finding lists at most, where nothing is near and it lists what there is.
_LISTED = 60


@dataclass(frozen=True)
class Asked:
    """What was typed, as text: `area` '' is that of the system, `actor` '' is anyone.

    Amounts are in pounds, '' where none is asked about. Each of `shown` is 'ID=TEXT'.
    """

    function: str
    on: date
    area: str = ""
    actor: str = ""
    value: str = ""
    linked: Sequence[str] = ()
    with_vat: str = ""
    a_year: str = ""
    used: Path | None = None
    shown: Sequence[str] = ()
    holder: str = ""
    urgent: bool = False
    outside_framework: bool = False


@dataclass
class Question:
    """Reads what was asked against a register and the law; `findings` are all of its faults."""

    register: Register
    basis: Basis
    findings: list[Finding] = field(default_factory=list)

    def read(self, asked: Asked) -> tuple[Act, Actor | None]:
        """The act and, where one was named, the actor; of no use where there are findings."""
        act = Act(
            function=self._function(asked.function),
            area=self._area(asked.area),
            on=asked.on,
            value_pence=self._money("--value", asked.value),
            linked_pence=self._linked(asked),
            with_vat_pence=self._money("--with-vat", asked.with_vat),
            yearly_pence=self._money("--a-year", asked.a_year),
            used=self._used(asked.used),
            shown=tuple(map(self._shown, asked.shown)),
            holder=self._holder(asked.holder),
            urgent=asked.urgent,
            outside_framework=asked.outside_framework,
        )
        self._bases(asked, act)
        ids = [one.id for one in act.shown]
        for one in dict.fromkeys(one for one in ids if ids.count(one) > 1):
            self._fault("--shown", f"'{one}' is shown twice", "say once what shows it")
        return act, self._actor(asked.actor) if asked.actor else None

    def _fault(self, where: str, why: str, mend: str) -> None:
        subject = Subject("command", "who-can")
        self.findings.append(
            Finding("command.asked", "must", "fails", subject, Where(where), why, mend)
        )

    def _unknown(self, where: str, what: str, typed: str, names: Mapping[str, str]) -> None:
        """Say that nothing is called so; and what nearly is, or what there is if it is not much."""
        near = nearest(typed, names)
        if near:
            mend = f"did you mean {' or '.join(near)}?"
        elif 0 < len(names) <= _LISTED:
            mend = f"there are: {', '.join(names)}"
        else:
            mend = "see the folder for the ids that there are"
        self._fault(where, f"there is no {what} '{typed}'", mend)

    def _function(self, typed: str) -> str:
        names = {one.id: one.title for one in self.basis.functions}
        if typed not in names:
            self._unknown("FUNCTION", "function", typed, names)
        return typed

    def _area(self, typed: str) -> str:
        if not typed:
            return own_area(self.register).id
        names = {area.id: area.name for area in self.register.areas}
        found = named(typed, names)
        if len(found) == 1:
            return found[0]
        if found:
            mend = f"name the one that you mean by its id: {', '.join(found)}"
            self._fault("--area", f"{len(found)} areas are called '{typed}'", mend)
        else:
            self._unknown("--area", "area", typed, names)
        return typed

    def _actor(self, typed: str) -> Actor:
        kinds = self._actors()
        body, colon, officers = (part.strip() for part in typed.partition(":"))
        if colon:
            classes = self._classes(body)
            if body not in kinds:
                self._unknown("--actor", "body", body, self._names("body"))
            elif officers not in classes:
                of = f"class of officers of '{body}'"
                self._unknown("--actor", of, officers, {one: one for one in classes})
            return Actor("officers", body, officers)
        names = self._names()
        found = named(typed, names)
        if len(found) == 1:
            return kinds[found[0]]
        if found:
            mend = f"name the one that you mean by its id: {', '.join(found)}"
            self._fault("--actor", f"{len(found)} are called '{typed}'", mend)
        else:
            self._unknown("--actor", "body, forum or post", typed, names)
        return Actor("body", typed)

    def _actors(self) -> dict[str, Actor]:
        return {
            **{one.id: Actor("body", one.id) for one in self.register.bodies},
            **{one.id: Actor("forum", one.id) for one in self.register.forums},
            **{one.id: Actor("post", one.id) for one in self.register.posts},
        }

    def _names(self, kind: str = "") -> dict[str, str]:
        register = self.register
        lists: Iterable[tuple[str, Iterable[tuple[str, str]]]] = (
            ("body", ((one.id, one.name) for one in register.bodies)),
            ("forum", ((one.id, one.name) for one in register.forums)),
            ("post", ((one.id, one.name) for one in register.posts)),
        )
        return dict(pair for name, pairs in lists if kind in ("", name) for pair in pairs)

    def _classes(self, body: str) -> Collection[str]:
        """The classes of a body's officers that its posts or delegations name."""
        register = self.register
        of_posts = {name for post in register.posts if post.body == body for name in post.officers}
        given = {one.officers for one in register.delegations if one.given_to == body}
        return sorted((of_posts | given) - {""})

    def _holder(self, typed: str) -> str | None:
        names = self._names("body")
        if typed and typed not in names:
            self._unknown("--holder", "body", typed, names)
        return typed or None

    def _money(self, option: str, typed: str) -> int | None:
        if not typed:
            return None
        try:
            amount = pounds_to_pence(typed)
        except ValueError as error:
            self._fault(option, str(error), "write the amount in pounds")
            return None
        if amount < 0:
            self._fault(option, f"'{typed}' is less than nothing", "write what it is worth")
        return amount

    def _linked(self, asked: Asked) -> tuple[int, ...]:
        if asked.linked and not asked.value:
            mend = "give the value of the matter itself with --value"
            self._fault("--linked", "linked matters add up with a value, and none is given", mend)
        return tuple(self._money("--linked", one) or 0 for one in asked.linked)

    def _bases(self, asked: Asked, act: Act) -> None:
        """The same matter on another basis is told only beside its value, and agrees with it."""
        for option, typed in (("--with-vat", asked.with_vat), ("--a-year", asked.a_year)):
            if typed and not asked.value:
                mend = "give the value of its whole life without VAT with --value too"
                self._fault(option, "it is the same matter counted otherwise", mend)
        if None not in (act.with_vat_pence, act.total_pence) and (
            (act.with_vat_pence or 0) < (act.total_pence or 0)
        ):
            mend = "count linked matters in both, and VAT in this one only"
            self._fault("--with-vat", "it is less than the value without VAT", mend)

    def _used(self, path: Path | None) -> tuple[Used, ...]:
        if path is None:
            return ()
        try:
            content = path.read_bytes()
        except OSError as error:
            why = f"{path} cannot be read: {error.strerror or error}"
            self._fault("--used", why, "name a CSV file with the columns delegation, year, used")
            return ()
        ids = {one.id for one in self.register.delegations}
        used, findings = read_used(str(path), content, ids)
        self.findings += findings
        return used

    def _shown(self, typed: str) -> Shown:
        """'ID=TEXT' is evidenced by the text, 'ID' asserted; 'ID=not met' is known to fail."""
        shown, _, text = (part.strip() for part in typed.partition("="))
        names = what_is_shown(self.register, self.basis)
        if shown not in names:
            self._unknown("--shown", "condition or precondition", shown, names)
        if " ".join(text.casefold().split()) == "not met":
            return Shown(shown, "not met")
        if denies(text):
            mend = f"write {shown}='not met' if it fails, or what shows it; leave it out if neither"
            self._fault("--shown", f"'{text}' does not name what shows '{shown}'", mend)
        return Shown(shown, "evidenced" if text else "asserted", text)


def named(typed: str, names: Mapping[str, str]) -> list[str]:
    """The ids that a text means: the one that it is, or those with it for a name."""
    if typed in names:
        return [typed]
    return [one for one, name in names.items() if name.casefold() == typed.casefold()]
