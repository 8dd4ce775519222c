"""What is shown of each condition that an answer tells: fields to say so, and to ask again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from joinedup.authority.proof import Held, Refusal
from joinedup.authority.shown import what_is_shown
from joinedup.law.files import basis
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Register
from joinedup.web.matter import EVIDENCE, SHOWN, STANDINGS, MatterAsked, conditions_said
from joinedup.web.presenters.allocation import Choice

#: The rules of reasons that a condition is known to fail.
_NOT_MET = ("condition-not-met", "precondition-not-met")


@dataclass(frozen=True)
class ConditionAsked:
    """One condition in the form: how it stands, and what shows it, as it was filled in.

    `standing` and `evidence` are the names of the two fields.
    """

    title: str
    standing: str
    evidence: str
    choices: tuple[Choice, ...]
    text: str
    standing_fault: str | None
    evidence_fault: str | None


def conditions_asked(
    register: Register, asked: MatterAsked, told: Iterable[Held | str]
) -> tuple[ConditionAsked, ...]:
    """The fields for each condition that is `told`, once, and for others that were filled in."""
    titles = what_is_shown(register, basis())
    stand = {one.id: one.standing for one in told if isinstance(one, Held)}
    named = [one.id if isinstance(one, Held) else one for one in told]
    said = conditions_said(name for name, _ in asked.texts)
    return tuple(
        _condition(one, titles[one], stand.get(one, ""), asked)
        for one in dict.fromkeys((*named, *said))
        if one in titles
    )


def not_met(register: Register, refusal: Refusal) -> Iterator[str]:
    """The conditions that the delegations of a refusal's reasons say themselves are not met."""
    at = {one.entry for one in refusal.reasons if one.rule in _NOT_MET}
    for delegation in register.delegations:
        if delegation.id in at:
            yield from (one.id for one in delegation.conditions if one.standing == "not met")


def _condition(name: str, title: str, standing: str, asked: MatterAsked) -> ConditionAsked:
    field, evidence = f"{SHOWN}{name}", f"{EVIDENCE}{name}"
    text = asked.text(evidence)
    chosen = asked.text(field) or ("evidenced" if text else "")
    as_it_is = standing and not chosen
    nothing = f"As the register says: {standing}" if as_it_is else "Nothing is said"
    return ConditionAsked(
        title=first_capital(title.rstrip(".")),
        standing=field,
        evidence=evidence,
        choices=(
            Choice("", nothing, not chosen),
            *(
                Choice(name, first_capital(said), name == chosen)
                for name, said in STANDINGS.items()
            ),
        ),
        text=text,
        standing_fault=asked.fault(field),
        evidence_fault=asked.fault(evidence),
    )
