"""The answers: a proof, with its chain from the law, or a refusal with every reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from joinedup.authority.act import Act, Actor, Standing
from joinedup.register.caps import Span


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: how `receiver` comes to exercise the function.

    `how`: it 'holds' it by law (`by` is the function's id), or is 'directed' to exercise it (a
    direction's id); it 'acts' for the giver as its organ (an organ's id), or 'belongs' to the
    giver's class of officers (the class); or it was 'delegated' (a delegation's id).
    """

    how: Literal["holds", "directed", "acts", "belongs", "delegated"]
    by: str
    giver: Actor | None
    receiver: Actor


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps from the law to whoever would decide: the first holds or is directed.

    `area` is the part of the act's area that this chain is for: all of it, unless the area is
    made of parts with holders of their own.
    """

    area: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A condition or precondition, and whether it is shown: `standing` '' is 'not shown'."""

    id: str
    says: str
    source: str
    standing: Standing | Literal[""] = ""
    evidence: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """What the cap of one delegation leaves: `text` is as the register says it.

    `pence` is what may still be decided, on the cap's `basis` ('' means the whole life without
    VAT) and over its `span`. None is not known, never no limit, and then `unknown` is the rule
    for why: 'residents-not-said', 'stream-not-said', 'cap-of-another-year' or 'used-not-said'.
    """

    delegation: str
    text: str
    pence: int | None
    basis: str
    span: Span
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the actor may decide, from all chains together.

    `area` is the smallest area among those of the delegations, or the holder's own; '' if the
    holder has none. `first_day` and `last_day` bound the days on which the chains hold as they
    stand; None is open. `accountable` and `liable` are ids of bodies, sorted. `together_with` are
    bodies that must agree, as the delegation is joint. `separate`: one decision for each holder,
    all needed. `caps` are those of the chains' delegations, by id, each once; `cap_pence` is the
    least that is known to be left among those that count the whole life without VAT; None: no such
    cap is known, which is not yet 'no cap'. `reserved`: what would be reserved
    if the value were above some amount.
    """

    area: str
    first_day: date | None
    last_day: date | None
    cap_pence: int | None
    accountable: tuple[str, ...]
    liable: tuple[str, ...]
    together_with: tuple[str, ...] = ()
    separate: bool = False
    conditions: tuple[Held, ...] = ()
    preconditions: tuple[Held, ...] = ()
    caps: tuple[Cap, ...] = ()
    reserved: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """That the register shows authority: every chain is needed.

    `report_back` are ids of reservations under which it is decided because it is urgent.
    """

    actor: Actor
    act: Act
    chains: tuple[Chain, ...]
    terms: Terms
    report_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """One reason why a path fails: a `rule` (a slug), whether it is only not known, and why.

    `entry` is the id of the delegation, reservation or direction (by `section`) at which it fails,
    if it is one. `mend` says what would change the answer. `refer` is whoever keeps the matter or
    has it instead, whether or not they may decide it.
    """

    rule: str
    outcome: Literal["fails", "not-known"]
    text: str
    mend: str = ""
    section: str = ""
    entry: str = ""
    refer: Actor | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """That the register shows no authority: every failed reason on every near path.

    `instead` are those who could decide. It never says that a decision would be unlawful or void.
    """

    actor: Actor
    act: Act
    reasons: tuple[Failed, ...]
    instead: tuple[Actor, ...] = ()
