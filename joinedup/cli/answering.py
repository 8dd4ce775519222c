"""The answers of `joinedup who-can` as a person reads them in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_told import caps_in_words
from joinedup.authority.proof import Chain, Failed, Held, Proof, Refusal, Terms
from joinedup.authority.wording import Words, days, entry_of
from joinedup.cli.printing import say
from joinedup.layout.writing import first_capital
from joinedup.values.explained import Explained
from joinedup.values.finding import Where

#: How far what is said of an answer stands from the edge, under its number.
_IN = "   "
_SIDES = {"NHS": "on the NHS side", "council": "on the council side", "both": "of both sides"}
#: The rule of a reason that authority must come from each of several.
_FROM_EACH = "not-from-each-holder"
#: How many reasons are told one by one, and how many names of several.
_MOST_REASONS, _MOST_NAMES = 20, 12
#: That deciding where someone lower could is to be recorded: policy, and so a 'should'.
_SHOULD = (
    "Decisions belong at the lowest level that has authority for them (NS-2.21): whoever decides "
    "this higher should record why."
)


class Teller:
    """Prints answers: `words` has the names, `where` says where entries stand in the files.

    `titles` are those of the law's preconditions by id. `version` is what a stored version that
    was asked is called.
    """

    def __init__(
        self,
        words: Words,
        where: Mapping[tuple[str, str], Where],
        titles: Mapping[str, str],
        version: str = "",
    ) -> None:
        self._words = words
        self._where = where
        self._titles = titles
        self._version = version

    def deciders(
        self, sides: Mapping[str, Sequence[Explained[Proof]]], lowest: Collection[Actor]
    ) -> None:
        """Everyone who may decide, by side and the lowest first."""
        several = len(sides) > 1
        of_all = [one.value.actor for answers in sides.values() for one in answers]
        say(f"{'One' if len(of_all) == 1 else len(of_all)} may decide it.")
        for side, answers in sides.items():
            lows = [one.value.actor for one in answers if one.value.actor in lowest]
            head = f"Lowest {_SIDES[side]}" if several else "Lowest"
            say(f"{head}: {'; '.join(map(self._words.actor, lows))}")
        if several:
            say("The sides are not ranked against each other.")
        shared = _shared([one.value for answers in sides.values() for one in answers])
        number = 0
        for side, answers in sides.items():
            if several:
                say(f"\n{first_capital(_SIDES[side])}, the lowest first:")
            for answer in answers:
                number += 1
                actor = answer.value.actor
                mark = " (lowest)" if actor in lowest else ""
                say(f"\n{number}. {self._words.actor(actor)} [{handle(actor)}]{mark}", "", _IN)
                self._proof(answer.value, shared)
        if shared:
            print()
        self._held("To be shown whoever decides", "", shared)

    def yes(self, answer: Explained[Proof], lower: Sequence[Actor]) -> None:
        """That an actor may decide, with its chains; `lower` are those who could decide lower."""
        proof = answer.value
        say(f"Yes: {self._words.actor(proof.actor)} may decide it.")
        self._proof(proof, ())
        if lower:
            say("\nSomebody lower could decide it:")
            self._actors(lower)
            say(_SHOULD)

    def no(self, refusal: Refusal) -> None:
        """That the register shows no authority: every reason, and who could decide instead."""
        say(f"No: the register shows no authority for {self._words.actor(refusal.actor)}.")
        from_each = [reason for reason in refusal.reasons if reason.rule == _FROM_EACH]
        others = [reason for reason in refusal.reasons if reason.rule != _FROM_EACH]
        groups = [*_each(others), *([from_each] if from_each else [])]
        self.reasons("Why, and what would change the answer", groups)
        if refusal.instead:
            say("\nWho could decide it instead:")
            self._actors(refusal.instead)
        else:
            say("\nNobody else could decide it either.")

    def nobody(self, act: Act, near: Sequence[Refusal], holders: Sequence[Actor]) -> None:
        """That nobody may decide, with the reasons of those nearest to it, alike ones once.

        `holders` are those from whom authority would have to come.
        """
        say("Nobody: the register shows no authority for anyone.")
        alike: dict[tuple[str, str, str], list[Failed]] = {}
        for reason in dict.fromkeys(reason for one in near for reason in one.reasons):
            alike.setdefault((reason.rule, reason.section, reason.entry), []).append(reason)
        together = [key for key in alike if key[0] == _FROM_EACH]
        if together:
            names = _listed([self._words.actor(one) for one in holders])
            say(
                f"For the whole of {self._words.area(act.area)} each of {names} must decide, or "
                "pass it to one who then may decide for all. Nobody has it from all of them."
            )
        told = [reasons for key, reasons in alike.items() if key not in together]
        self.reasons("Why, and what would change the answer", told)

    def perhaps(self, refusals: Sequence[Refusal]) -> None:
        """Those of whom nothing fails, and something is not known."""
        for one in refusals:
            name = f"{self._words.actor(one.actor)} [{handle(one.actor)}]"
            self.reasons(f"It is not known whether {name} may", _each(one.reasons))

    def reasons(self, head: str, groups: Sequence[Sequence[Failed]]) -> None:
        """Why not, and what would change the answer; of a group of reasons alike the first."""
        if groups:
            say(f"\n{head}:")
        for group in groups[:_MOST_REASONS]:
            reason = group[0]
            known = "Not known. " if reason.outcome == "not-known" else ""
            stands = self._entry((reason.section, reason.entry)) if reason.entry else ""
            say(f"{known}{reason.text}{f' [{stands}]' if stands else ''}", "  - ", "    ")
            if reason.mend:
                say(f"To change it: {reason.mend}", "      ", "        ")
            if group[1:]:
                say(f"So too of {_others(len(group) - 1)}.", "      ")
        if len(groups) > _MOST_REASONS:
            say(f"… and {len(groups) - _MOST_REASONS} reasons more (see --json)", "  ")

    def asked(self, act: Act) -> None:
        """What was asked, and of which version if of a stored one."""
        say(self._words.matter(act))
        if self._version:
            say(f"As known in {self._version}.")
        print()

    def _actors(self, actors: Sequence[Actor]) -> None:
        for actor in actors:
            say(f"{self._words.actor(actor)} [{handle(actor)}]", "  - ", "    ")

    def _proof(self, proof: Proof, told: Collection[Held]) -> None:
        terms = proof.terms
        for chain in proof.chains:
            self._chain(chain, len(proof.chains) > 1)
        if terms.separate:
            say("Each body decides for itself, and all of them are needed.", _IN)
        say(f"May decide: {self._bounds(terms)}", _IN, f"{_IN}  ")
        accountable, liable = self._bodies(terms.accountable), self._bodies(terms.liable)
        if accountable == liable:
            say(f"Accountable and liable: {liable}", _IN, f"{_IN}  ")
        else:
            say(f"Accountable: {accountable}", _IN, f"{_IN}  ")
            say(f"Liable: {liable}", _IN, f"{_IN}  ")
        if terms.together_with:
            say(f"Together with: {self._bodies(terms.together_with)}", _IN, f"{_IN}  ")
        for reserved in proof.report_back:
            stands = self._entry(("reservations", reserved))
            say(f"Because it is urgent; report back: it is reserved by {stands}", _IN, f"{_IN}  ")
        for one in terms.reserved:
            stands = self._entry(("reservations", one.id))
            say(f"{first_capital(one.says)} [{stands}]", _IN, f"{_IN}  ")
        self._held("Conditions", _IN, terms.conditions)
        rest = [one for one in terms.preconditions if one not in told]
        self._held("To be shown", _IN, rest)

    def _bounds(self, terms: Terms) -> str:
        """How much, where and when, of what the chains let decide."""
        where = f"for {self._words.area(terms.area)}"
        return ", ".join(one for one in (caps_in_words(terms), where, days(terms)) if one)

    def _chain(self, chain: Chain, several: bool) -> None:
        if several:
            say(f"For {self._words.area(chain.area)}:", _IN)
        for depth, step in enumerate(chain.steps):
            indent = _IN + "  " * depth
            say(self._words.step(step), f"{indent}- ", f"{indent}  ")
            entry = entry_of(step)
            stands = self._entry(entry) if entry else ""
            rests = [one for one in (*self._words.rests_on(step), stands) if one]
            if rests:
                say(f"({'; '.join(rests)})", f"{indent}  ", f"{indent}  ")

    def _entry(self, entry: tuple[str, str]) -> str:
        """Where an entry stands: file and row, or its list and id where it is in a version."""
        where = self._where.get(entry)
        return f"{entry[1]}, {where}" if where else f"{entry[1]} of the {entry[0]}"

    def _bodies(self, bodies: Collection[str]) -> str:
        return "; ".join(map(self._words.body, bodies)) or "not known"

    def _held(self, head: str, indent: str, held: Collection[Held]) -> None:
        if held:
            say(f"{head}:", indent)
        for one in held:
            standing = one.standing or "not shown"
            evidence = f", {one.evidence}" if one.evidence else ""
            says = self._titles.get(one.id) or one.says.rstrip(".") or one.id
            text = f"{says} [{one.id}]: {standing}{evidence}"
            say(text, f"{indent}  - ", f"{indent}    ")


def handle(actor: Actor) -> str:
    """What to type for an actor after --actor."""
    return f"{actor.id}:{actor.officers}" if actor.kind == "officers" else actor.id


def _shared(proofs: Sequence[Proof]) -> tuple[Held, ...]:
    """The preconditions that every one of several proofs has, so that they are told once."""
    if len(proofs) < 2:
        return ()
    lists = [proof.terms.preconditions for proof in proofs]
    return tuple(one for one in lists[0] if all(one in others for others in lists))


def _each(reasons: Sequence[Failed]) -> list[Sequence[Failed]]:
    return [(reason,) for reason in reasons]


def _others(number: int) -> str:
    return "one other" if number == 1 else f"{number} others"


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of many."""
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} and {_others(len(names) - _MOST_NAMES)}"
    return " and ".join([", ".join(names[:-1]), *names[-1:]] if names[1:] else names)
