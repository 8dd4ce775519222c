"""The question of `joinedup who-can` as it was typed, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from joinedup.authority.act import Act, Actor, Shown, Used
from joinedup.authority.shown import denies, what_is_shown
from joinedup.authority.used import read_used
from joinedup.law.function import Basis
from joinedup.register.areas import own_area
from joinedup.register.fields import how_to_write_the_day
from joinedup.register.schema import Register
from joinedup.values.dates import day_from_text
from joinedup.values.finding import Finding, Subject, Where
from joinedup.values.likeness import nearest
from joinedup.values.pence import pounds_to_pence

#: How many ids a finding lists at most, where nothing is near and it lists what there is.
_LISTED = 60


@dataclass(frozen=True)
class Asked:
    """What was typed, as text; None for what was left out.

    Amounts are in pounds, and each of `shown` is 'ID=TEXT'. Without `area` it is that of the
    system, and without `actor` anyone.
    """

    function: str
    on: str
    as_known: str | None = None
    area: str | None = None
    actor: str | None = None
    value: str | None = None
    linked: Sequence[str] = ()
    with_vat: str | None = None
    a_year: str | None = None
    used: Path | None = None
    shown: Sequence[str] = ()
    holder: str | None = None
    urgent: bool = False
    outside_framework: bool = False


class Question:
    """Reads what was asked against the law, then a register; `findings` are all of its faults.

    `as_known` is the day whose register is asked; None if none was said, or what was said is none.
    """

    def __init__(self, asked: Asked, basis: Basis) -> None:
        self.findings: list[Finding] = []
        self._asked = asked
        self._basis = basis
        for option, typed in self._options():
            if not typed.strip():
                self._fault(option, "nothing stands after it", "say it, or leave the option out")
        self.as_known = self._day("--as-known", asked.as_known)
        self._on = self._day("--on", asked.on)
        self._known_function(asked.function)
        self._value = self._money("--value", asked.value)
        self._more = self._linked()
        self._with_vat = self._money("--with-vat", asked.with_vat)
        self._yearly = self._money("--a-year", asked.a_year)
        self._bases()

    def read(self, register: Register) -> tuple[Act, Actor | None]:
        """The act and, where one was named, the actor; of no use where there are findings."""
        asked, names = self._asked, _Names(register)
        act = Act(
            function=asked.function,
            area=self._area(names, asked.area),
            on=self._on or date.max,
            value_pence=self._value,
            linked_pence=self._more,
            with_vat_pence=self._with_vat,
            yearly_pence=self._yearly,
            used=self._used(register, asked.used),
            shown=tuple(self._shown(register, one) for one in asked.shown),
            holder=self._holder(names, asked.holder),
            urgent=asked.urgent,
            outside_framework=asked.outside_framework,
        )
        ids = [one.id for one in act.shown]
        for one in dict.fromkeys(one for one in ids if ids.count(one) > 1):
            self._fault("--shown", f"'{one}' is shown twice", "say once what shows it")
        return act, self._actor(names, asked.actor)

    def _options(self) -> Iterator[tuple[str, str]]:
        """The options that were said, each with its text."""
        for one in fields(self._asked):
            typed = getattr(self._asked, one.name)
            for text in typed if one.name == "linked" else (typed,):
                if isinstance(text, str) and one.name != "function":
                    yield f"--{one.name.replace('_', '-')}", text

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

    def _several(self, where: str, what: str, typed: str, kinds: Mapping[str, str]) -> None:
        ids = ", ".join(f"{one} ({kind})" for one, kind in kinds.items())
        mend = f"name the one that you mean by its id: {ids}"
        self._fault(where, f"{len(kinds)} {what}are called '{typed}'", mend)

    def _day(self, option: str, typed: str | None) -> date | None:
        if typed is None or not typed.strip():
            return None
        try:
            return day_from_text(typed)
        except ValueError:
            self._fault(option, f"'{typed}' is not a day", how_to_write_the_day(typed))
            return None

    def _known_function(self, typed: str) -> None:
        names = {one.id: one.title for one in self._basis.functions}
        if typed not in names:
            self._unknown("FUNCTION", "function", typed, names)

    def _area(self, names: _Names, typed: str | None) -> str:
        if typed is None or not typed.strip():
            return own_area(names.register).id
        found = named(typed, names.areas)
        if len(found) > 1:
            kinds = {one.id: one.kind for one in names.register.areas}
            self._several("--area", "areas ", typed, {one: kinds[one] for one in found})
        elif not found:
            self._unknown("--area", "area", typed, names.areas)
        return found[0] if found else typed

    def _actor(self, names: _Names, typed: str | None) -> Actor | None:
        if typed is None or not typed.strip():
            return None
        body, colon, officers = (part.strip() for part in typed.partition(":"))
        if colon:
            classes = names.officers(body)
            if body not in names.bodies:
                self._unknown("--actor", "body", body, names.bodies)
            elif officers not in classes:
                of = f"class of officers of '{body}'"
                self._unknown("--actor", of, officers, {one: one for one in classes})
            return Actor("officers", body, officers)
        found = named(typed, names.actors)
        if len(found) > 1:
            kinds = {one: names.kinds[one] for one in found}
            self._several("--actor", "", typed, kinds)
        elif not found:
            self._unknown("--actor", "body, forum or post", typed, names.actors)
        return names.actor(found[0]) if found else Actor("body", typed)

    def _holder(self, names: _Names, typed: str | None) -> str | None:
        if typed and typed.strip() and typed not in names.bodies:
            self._unknown("--holder", "body", typed, names.bodies)
        return typed or None

    def _money(self, option: str, typed: str | None) -> int | None:
        if typed is None or not typed.strip():
            return None
        try:
            amount = pounds_to_pence(typed)
        except ValueError as error:
            self._fault(option, str(error), "write the amount in pounds")
            return None
        if amount < 0:
            self._fault(option, f"'{typed}' is less than nothing", "write what it is worth")
        return amount

    def _linked(self) -> tuple[int, ...]:
        if self._asked.linked and self._asked.value is None:
            mend = "give the value of the matter itself with --value"
            self._fault("--linked", "linked matters add up with a value, and none is given", mend)
        return tuple(self._money("--linked", one) or 0 for one in self._asked.linked)

    def _bases(self) -> None:
        """The same matter on another basis is told only beside its value, and agrees with it."""
        asked = self._asked
        for option, typed in (("--with-vat", asked.with_vat), ("--a-year", asked.a_year)):
            if typed is not None and asked.value is None:
                mend = "give the value of its whole life without VAT with --value too"
                self._fault(option, "it is the same matter counted otherwise", mend)
        if self._value is None:
            return
        total = self._value + sum(self._more)
        if self._with_vat is not None and self._with_vat < total:
            mend = "count linked matters in both, and VAT in this one only"
            self._fault("--with-vat", "it is less than the value without VAT", mend)
        if self._yearly is not None and self._yearly > total:
            mend = "count linked matters in both, and one year in this one only"
            self._fault("--a-year", "one year of it is more than its whole life", mend)

    def _used(self, register: Register, path: Path | None) -> tuple[Used, ...]:
        if path is None:
            return ()
        try:
            content = path.read_bytes()
        except OSError as error:
            why = f"{path} cannot be read: {error.strerror or error}"
            self._fault("--used", why, "name a CSV file with the columns delegation, year, used")
            return ()
        used, findings = read_used(str(path), content, {one.id for one in register.delegations})
        self.findings += findings
        return used

    def _shown(self, register: Register, typed: str) -> Shown:
        """'ID=TEXT' is evidenced by the text, 'ID' asserted; 'ID=not met' is known to fail."""
        shown, _, text = (part.strip() for part in typed.partition("="))
        names = what_is_shown(register, self._basis)
        if shown not in names:
            self._unknown("--shown", "condition or precondition", shown, names)
        if " ".join(text.casefold().split()) == "not met":
            return Shown(shown, "not met")
        if denies(text):
            mend = f"write {shown}='not met' if it fails, or what shows it; leave it out if neither"
            self._fault("--shown", f"'{text}' does not name what shows '{shown}'", mend)
        return Shown(shown, "evidenced" if text else "asserted", text)


class _Names:
    """What may be named in a question about a register: names by id, and of actors the kinds."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.areas = {one.id: one.name for one in register.areas}
        self.bodies = {one.id: one.name for one in register.bodies}
        self._forums = {one.id: one.name for one in register.forums}
        posts = {one.id: one.name for one in register.posts}
        self.actors = {**self.bodies, **self._forums, **posts}
        self.kinds = dict.fromkeys(posts, "post")
        self.kinds |= {one.id: one.kind for one in register.forums}
        self.kinds |= {one.id: one.kind for one in register.bodies}

    def actor(self, name: str) -> Actor:
        """The body, forum or post with an id."""
        if name in self.bodies:
            return Actor("body", name)
        return Actor("forum" if name in self._forums else "post", name)

    def officers(self, body: str) -> Collection[str]:
        """The classes of a body's officers that its posts or delegations name."""
        of_posts = {
            one for post in self.register.posts if post.body == body for one in post.officers
        }
        given = {one.officers for one in self.register.delegations if one.given_to == body}
        return sorted((of_posts | given) - {""})


def named(typed: str, names: Mapping[str, str]) -> list[str]:
    """The ids that a text means: the one that it is, or those with it for a name."""
    if typed in names:
        return [typed]
    return [one for one, name in names.items() if name.casefold() == typed.casefold()]
