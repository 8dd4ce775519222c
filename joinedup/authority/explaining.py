"""A proof in plain English: each step with what it rests on, then the terms."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.caps_told import amount, binding
from joinedup.authority.parties import Party
from joinedup.authority.proof import Chain, Held, Proof, Step, Terms
from joinedup.authority.scheme import Scheme
from joinedup.authority.wording import told_once
from joinedup.law.rule import Provenance
from joinedup.register.delegations import Delegation, Direction
from joinedup.values.dates import Period, day_in_words
from joinedup.values.explained import Explained, Reason, Source


def explained(scheme: Scheme, proof: Proof) -> Explained[Proof]:
    """A proof with a reason for each step and each of its terms, and the sources of the steps."""
    told = _Told(scheme, proof)
    reasons = [reason for chain in proof.chains for reason in told.chain(chain)]
    reasons += told.terms(proof.terms)
    return Explained(proof, tuple(reasons), tuple(dict.fromkeys(told.sources)))


class _Told:
    """The telling of one proof; `sources` fills as the steps are told."""

    def __init__(self, scheme: Scheme, proof: Proof):
        self._scheme = scheme
        self._proof = proof
        self._several = len(proof.chains) > 1
        self.sources: list[Source] = []

    def chain(self, chain: Chain) -> Iterator[Reason]:
        """A reason for each step of a chain."""
        for step in chain.steps:
            yield self._step(step, chain.area)

    def terms(self, terms: Terms) -> Iterator[Reason]:
        """Reasons for the terms: how much, until when, who answers for it, what must be shown."""
        if not terms.caps:
            yield Reason("No cap limits the value.", "cap")
        for cap in binding(terms):
            text = f"Up to {amount(cap)} may be decided."
            yield Reason(text, "cap", {"delegation": cap.delegation, "cap_pence": cap.pence})
        for held in terms.reserved:
            yield Reason(f"{_capital(held.says)}.", "reserved", {"reservation": held.id})
        if days := Period(terms.first_day, terms.last_day).in_words():
            yield Reason(f"As it stands it holds {days}.", "days")
        answering = f"Accountable: {self._names(terms.accountable)}."
        yield Reason(f"{answering} Liable: {self._names(terms.liable)}.", "accountable")
        if terms.together_with:
            together = self._names(terms.together_with)
            yield Reason(f"It is decided jointly, together with {together}.", "joint")
        if terms.separate:
            yield Reason("Each body decides for itself, and all of them are needed.", "separate")
        for name in self._proof.report_back:
            text = f"It is kept for others ({name}) and decided because it is urgent: report back."
            yield Reason(text, "urgent", {"reservation": name})
        for held in told_once(terms.conditions):
            yield _held(held, "condition")
        for held in told_once(terms.preconditions):
            yield _held(held, "precondition")

    def _step(self, step: Step, area: str) -> Reason:
        receiver = self._scheme.parties.by_actor[step.receiver]
        if step.how == "holds":
            return self._holds(step, receiver, area)
        if step.how == "directed":
            return self._directed(step, receiver)
        assert step.giver is not None
        giver = self._scheme.parties.by_actor[step.giver]
        if step.how == "acts":
            organ = self._scheme.organs[step.by]
            self._cite(organ)
            return Reason(f"{_capital(receiver)} acts for {giver}, by {organ.source}.", organ.id)
        if step.how == "belongs":
            return Reason(f"{_capital(receiver)} is one of the {step.by}.", "officers")
        return self._delegated(self._scheme.delegations[step.by], giver, receiver)

    def _holds(self, step: Step, receiver: Party, area: str) -> Reason:
        function = self._scheme.functions[step.by]
        self._cite(function)
        where = f" for {self._scheme.area_name(area)}" if self._several else ""
        text = f"{_capital(receiver)} holds this{where}: {function.title}, by {function.source}."
        return Reason(text, function.id, {"function": function.id, "area": area})

    def _directed(self, step: Step, receiver: Party) -> Reason:
        entry = self._scheme.directions[step.by]
        by = self._scheme.parties.named(entry.given_by)
        told = self._scheme.parties.named(entry.given_to)
        under = self._under(self._scheme.direction_powers[entry.power], entry)
        self._cite_entry("direction", entry)
        text = (
            f"{_capital(by)} directed {receiver} to exercise this in the stead of {told}, {under}."
        )
        return Reason(text, entry.power, {"direction": entry.id})

    def _delegated(self, entry: Delegation, giver: Party, receiver: Party) -> Reason:
        since = f" on {day_in_words(entry.first_day)}" if entry.first_day else ""
        area = self._scheme.area_name(entry.area)
        cap = f", up to {entry.cap}" if entry.cap and entry.cap.lower() != "none" else ""
        basis = f" ({entry.cap_basis})" if cap and entry.cap_basis else ""
        mode = f", {entry.mode}" if entry.mode in ("exclusive", "joint") else ""
        under = self._under(self._scheme.support.powers[entry.power], entry)
        self._cite_entry("delegation", entry)
        passed = f"{_capital(giver)} passed it to {receiver}{since}"
        text = f"{passed}, for {area}{cap}{basis}{mode}, {under}."
        inputs = {"delegation": entry.id, "area": entry.area, "cap": entry.cap}
        return Reason(text, entry.power, inputs)

    def _under(self, power: Provenance, entry: Delegation | Direction) -> str:
        """The power that an entry is made under, with the instrument that makes it so."""
        self._cite(power)
        under = f"under {power.source}"
        if not entry.instrument:
            return under
        instrument = self._scheme.instruments.get(entry.instrument)
        title = entry.instrument if instrument is None else instrument.title
        self.sources.append(Source(title, "" if instrument is None else instrument.address))
        return f"{under} ({title})"

    def _cite(self, text: Provenance) -> None:
        self.sources.append(Source(text.source, text.locator))

    def _cite_entry(self, called: str, entry: Delegation | Direction) -> None:
        self.sources.append(Source(f"{called} {entry.id}", entry.source))

    def _names(self, bodies: tuple[str, ...]) -> str:
        return ", ".join(str(self._scheme.parties.named(body)) for body in bodies)


def _held(held: Held, rule: str) -> Reason:
    shown = held.standing or "not shown"
    evidence = f", by {held.evidence}" if held.evidence else ""
    of = f" (for {held.delegation})" if held.delegation else ""
    text = f"{_capital(held.says.rstrip('.') or held.id)}{of}: {shown}{evidence}."
    return Reason(text, rule, {"id": held.id, "standing": held.standing})


def _capital(named: object) -> str:
    text = str(named)
    return f"{text[:1].upper()}{text[1:]}"
