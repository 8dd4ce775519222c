"""Delegations that no power supports, and what would; and what their powers ask for first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from joinedup.authority.checked import Checked, quoted
from joinedup.authority.days import includes
from joinedup.authority.failing import Failing
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Failed
from joinedup.authority.would_pass import perhaps_pass, powers_in_words, powers_that_pass
from joinedup.law.function import Function, Power
from joinedup.law.question import listed
from joinedup.register.delegations import Delegation
from joinedup.values.finding import Finding

#: What is no matter of the power: who is there and which approvals are given is told by itself.
_OTHERWISE_TOLD = frozenset(
    {
        "not-in-force",
        "not-approved",
        "revoked",
        "giver-not-there",
        "receiver-not-there",
        "vacant",
        "no-power",
    }
)
_PASSES_NONE, _EXCLUSIVE = "passes-no-function", "exclusive-not-permitted"
#: Rules that say that no power supports a delegation: with `--strict` each fails a 'must'.
WITHOUT_POWER = frozenset(
    f"authority.{rule}"
    for rule in ("no-power", _PASSES_NONE, _EXCLUSIVE, "unknown-power", "unknown-function")
)


@dataclass(frozen=True)
class Given:
    """One delegation on the day of the check: its passings from each giver, by function.

    `fails` says of each passing of a function why no power supports it; nothing if one does.
    """

    checked: Checked
    delegation: Delegation
    passings: tuple[Passing, ...]

    @property
    def power(self) -> Power:
        """The power that it is made under."""
        return self.checked.scheme.support.powers[self.delegation.power]

    @property
    def receiver(self) -> str:
        """Whoever it is given to, as a sentence names them."""
        if self.delegation.officers:
            return str(self.passings[0].receiver)
        return self.checked.called(self.delegation.given_to)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Its functions, as far as the law has them."""
        known = self.checked.scheme.functions
        return tuple(known[one] for one in dict.fromkeys(self.delegation.functions) if one in known)

    @cached_property
    def fails(self) -> dict[tuple[Passing, str], tuple[Failed, ...]]:
        """Why no power supports each passing of each function."""
        return {
            (passing, function.id): tuple(self._fails(passing, function))
            for passing in self.passings
            for function in self.functions
        }

    def matter(self, function: str) -> Matter:
        """A decision of a function, for the whole area of the delegation and of no stated value."""
        return self.checked.matter(function, self.delegation.area)

    def supported(self, function: str) -> tuple[Passing, ...]:
        """The passings of a function that a power supports."""
        return tuple(one for one in self.passings if not self.fails[one, function])

    def _fails(self, passing: Passing, function: Function) -> Iterator[Failed]:
        support, matter = self.checked.scheme.support, self.matter(function.id)
        barred = support.of_function(self.delegation.power, function)
        if barred is None and includes(passing.days[matter.mode], matter.day):
            return
        of_law = self.checked.scheme.ways.checks(passing, matter.mode)
        for check in (*of_law, *([barred] if barred else ())):
            if check.rule not in _OTHERWISE_TOLD and not includes(check.days, matter.day):
                yield Failing(self.checked.scheme, matter).of_check(passing, check, named=False)

    def is_without_power(self, function: str) -> bool:
        """Whether it is known of each giver that no power supports the passing of a function."""
        return all(
            any(one.outcome == "fails" for one in self.fails[passing, function])
            for passing in self.passings
        )

    def reasons(self, functions: list[Function]) -> list[Failed]:
        """Why no power supports the passing of some functions, each reason once."""
        found = [self.fails[one, function.id] for one in self.passings for function in functions]
        return list(dict.fromkeys(reason for several in found for reason in several))


def all_given(checked: Checked) -> Iterator[Given]:
    """The delegations that hold on the day, as their days say, and whose power the law has."""
    parties = checked.scheme.parties
    found: dict[str, dict[Party, Passing]] = {}
    receivers = {parties.named(one.given_to, one.officers): None for one in checked.live}
    for receiver in receivers:
        for ways in (*receiver.incoming.values(), *receiver.never.values()):
            for passing in ways:
                if passing.delegation is not None:
                    found.setdefault(passing.by, {})[passing.giver] = passing
    for one in checked.live:
        if one.power in checked.scheme.support.powers:
            ways = sorted(found[one.id].values(), key=lambda passing: passing.giver.rank)
            yield Given(checked, one, tuple(ways))


def power_findings(given: Given) -> Iterator[Finding]:
    """That no power supports a delegation, whole or in part; or what its power asks for first."""
    unsupported = [one for one in given.functions if not given.supported(one.id)]
    without = [one for one in unsupported if given.is_without_power(one.id)]
    if without:
        yield _no_power(given, without)
    if perhaps := [one for one in unsupported if one not in without]:
        yield _power_not_known(given, perhaps)
    if len(unsupported) < len(given.functions):
        yield from _useless_givers(given)
        yield from _preconditions(given)


def _no_power(given: Given, functions: list[Function]) -> Finding:
    reasons = given.reasons(functions)
    rules = {reason.rule for reason in reasons}
    givers = listed([str(passing.giver) for passing in given.passings], join="or")
    return given.checked.told(
        next((one for one in (_PASSES_NONE, _EXCLUSIVE) if rules == {one}), "no-power"),
        given.delegation,
        f"no power is found by which {givers} would pass {quoted(one.id for one in functions)} to "
        f"{given.receiver}. {_once(reason.text for reason in reasons)}{_advice(given)}",
        _what_would(given, functions),
        column="power",
        source=given.power.source,
    )


def _power_not_known(given: Given, functions: list[Function]) -> Finding:
    reasons = given.reasons(functions)
    return given.checked.told(
        "power-not-known",
        given.delegation,
        f"not known: whether its power passes {quoted(one.id for one in functions)} to "
        f"{given.receiver}. {_once(reason.text for reason in reasons)}{_advice(given)}",
        _once(reason.mend for reason in reasons),
        outcome="not-known",
        column="power",
        source=given.power.source,
    )


def _advice(given: Given) -> str:
    advice = given.delegation.legal_advice
    return f" The legal advice on it says: '{advice}'" if advice else ""


def _what_would(given: Given, functions: list[Function]) -> str:
    """Which powers would pass the functions from a giver to the receiver, if any would."""
    scheme, would = given.checked.scheme, list(given.checked.basis.powers)
    for function in functions:
        matter = given.matter(function.id)
        of_any = {
            power.id
            for passing in given.passings
            for power in powers_that_pass(scheme, passing.giver, passing.receiver, matter)
        }
        would = [one for one in would if one.id in of_any]
    if given.delegation.mode == "exclusive":
        would = [one for one in would if one.exclusive]
    would = [one for one in would if one.id != given.delegation.power]
    if would:
        return (
            f"make it by a power that would pass it to {given.receiver}: "
            f"{powers_in_words(would)}; or take it out. Until then it shows nobody's authority"
        )
    perhaps = {
        perhaps_pass(scheme, passing.giver, passing.receiver, given.matter(function.id)): None
        for passing in given.passings
        for function in functions
    }
    none = (
        f"no power that this program knows of would pass it to {given.receiver}: name a receiver "
        "whom a power allows, or let the giver decide"
    )
    return f"{'; '.join(filter(None, perhaps)) or none}. Until then it shows nobody's authority"


def _once(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(texts))


def _useless_givers(given: Given) -> Iterator[Finding]:
    """Givers whom the power lets pass none of the functions, where others give them too."""
    for passing in given.passings:
        reasons = [given.fails[passing, function.id] for function in given.functions]
        if all(reasons):
            known = any(one.outcome == "fails" for several in reasons for one in several)
            texts = _once(one.text for several in reasons for one in several)
            yield given.checked.told(
                "giver-without-power",
                given.delegation,
                f"{'' if known else 'not known: whether '}{passing.giver} passes nothing by it, "
                f"though others do. {texts}",
                "leave that giver out, or make a delegation of its own for it",
                outcome="fails" if known else "not-known",
                column="given_by",
            )


def _preconditions(given: Given) -> Iterator[Finding]:
    power = given.power
    shown = {one.id for one in given.delegation.conditions if one.standing}
    asked = dict.fromkeys(one for passing in given.passings for one in passing.asked)
    if missing := [one for one in asked if one.id not in shown]:
        said = listed([f"'{one.id}' ({one.title})" for one in missing])
        yield given.checked.told(
            "precondition-not-shown",
            given.delegation,
            f"not known: whether what its power asks for first is so; nothing shows {said}",
            "add a condition with that id, its standing and what shows it",
            outcome="not-known",
            column="conditions",
            source=power.source,
        )
    known = {one.id: one for one in given.checked.basis.preconditions}
    ids = {one.id for one in asked}
    if idle := [one.id for one in given.delegation.conditions if one.id in known.keys() - ids]:
        said = listed([f"'{one}' ({known[one].title})" for one in idle])
        yield given.checked.told(
            "precondition-not-asked",
            given.delegation,
            f"its conditions show {said}, which its power does not ask of what is given to "
            f"{given.receiver}; so it shows nothing, and is told nowhere",
            "take it out of its conditions, or give a condition of its own another id",
            column="conditions",
            source=power.source,
        )
