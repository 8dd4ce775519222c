"""The answers of `joinedup who-can` as a person reads them in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from joinedup.authority.act import Act, Actor
from joinedup.authority.caps_told import caps_in_words
from joinedup.authority.proof import Chain, Failed, Held, Proof, Refusal, Terms
from joinedup.authority.who_can import Apart, First, Ranked
from joinedup.authority.wording import Words, entry_of, told_once
from joinedup.cli.printing import lines_of, say
from joinedup.law.question import listed
from joinedup.layout.writing import first_capital
from joinedup.values.dates import Period
from joinedup.values.explained import Explained
from joinedup.values.finding import Where

#: How far what is said of an answer stands from the edge, under its number.
_IN = "   "
_SIDES = {"NHS": "on the NHS side", "council": "on the council side", "both": "of both sides"}
#: In how many lines reasons are told: of one actor, and of nobody or of what is not known.
_MOST_LINES, _FEW_LINES = 60, 20
#: Of how many actors it is told that it is not known, and how many names of several are told.
_MOST_PERHAPS, _MOST_NAMES = 5, 12
#: The condition, as no holder of a post is ever named, that somebody holds it; not shown.
_NOT_SHOWN = ("holder", "")
#: How many steps of a chain are told, its first and last, and at which the lines go in no further.
_MOST_STEPS, _DEEPEST = 20, 10
#: How wide the columns of the short table are; with what stands between them it fits a terminal.
_WIDE = (38, 20, 18)
#: That deciding where someone lower could is to be recorded: policy, and so a 'should'.
_SHOULD = (
    "Decisions belong at the lowest level that has authority for them: whoever decides this higher "
    "should record why."
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
        self, told: Sequence[Ranked], holders: Sequence[Actor], apart: Apart, brief: bool
    ) -> None:
        """Everyone who may decide, by side and the lowest first: shortly, then with the chains.

        `holders` are those from each of whom alone authority comes, if several. `brief`: shortly.
        """
        say(f"{'One' if len(told) == 1 else len(told)} may decide it.")
        if holders:
            each = f"{len(holders)} bodies hold it, each for itself"
            say(f"{each}: '--holder' with the id of one asks of that one alone.")
        self._lowest(told, of_several=bool(holders))
        print()
        self._shortly([(one.value, is_lowest) for one, _, is_lowest in told])
        if not brief:
            self._at_length(told, apart)

    def _lowest(self, told: Sequence[Ranked], of_several: bool) -> None:
        """Who decides at the lowest level of each side; nothing where all of several do."""
        sides = dict.fromkeys(side for _, side, _ in told)
        if of_several and all(is_lowest for _, _, is_lowest in told):
            return
        for side in sides:
            lows = [one.value for one, of, is_lowest in told if of == side and is_lowest]
            head = f"Lowest {_SIDES[side]}" if len(sides) > 1 else "Lowest"
            each = ", of each holder" if of_several else ""
            say(f"{head}{each}: {'; '.join(map(self._deciding, lows))}")
        if len(sides) > 1:
            say("The sides are not ranked against each other.")

    def _at_length(self, told: Sequence[Ranked], apart: Apart) -> None:
        """Everyone who may decide, with the chains."""
        shared = _shared([one.value for one, _, _ in told])
        several = len({side for _, side, _ in told}) > 1
        before = ""
        for number, (answer, side, is_lowest) in enumerate(told, start=1):
            if several and side != before:
                say(f"\n{first_capital(_SIDES[side])}, the lowest first:")
            before = side
            actor = answer.value.actor
            mark = " (lowest)" if is_lowest else ""
            say(f"\n{number}. {self._deciding(answer.value)} [{handle(actor)}]{mark}", "", _IN)
            self._proof(answer.value, shared)
            if actor in apart.not_said:
                say("The register does not say who acts for it.", _IN)
        if shared:
            print()
        self._held("To be shown whoever decides", "", shared)

    def _shortly(self, proofs: Iterable[tuple[Proof, bool]]) -> None:
        """A table of who may decide: each up to what, and by what the last step to it is made.

        Each comes with whether it is the lowest.
        """
        rows = [("Who", "Up to what", "By what")]
        for proof, is_lowest in proofs:
            mark = " (lowest)" if is_lowest else ""
            last = proof.chains[-1].steps[-1]
            by = {"holds": "by law", "acts": "acts for its body", "belongs": "one of the officers"}
            name = f"{self._deciding(proof)} [{handle(proof.actor)}]{mark}"
            rows.append((name, self._words.most(proof.terms), by.get(last.how, last.by)))
        for row in rows:
            # An id alone may be broken at a hyphen, but none beside other words.
            cells = [
                wrap(cell, wide, break_on_hyphens=" " not in cell)
                for cell, wide in zip(row, _WIDE, strict=True)
            ]
            for parts in zip_longest(*cells, fillvalue=""):
                padded = (part.ljust(wide) for part, wide in zip(parts, _WIDE, strict=True))
                print("  ".join(padded).rstrip())

    def yes(
        self,
        answer: Explained[Proof],
        first: First,
        not_said: bool = False,
        brief: bool = False,
    ) -> None:
        """That an actor may decide, with its chains; `first` are those who come before it.

        `not_said`: it is a body of which the register does not say who acts for it.
        """
        proof = answer.value
        yes = ", ".join(filter(None, ("Yes", self._provided(proof))))
        say(f"{yes}: {self._words.actor(proof.actor)} may decide it.")
        if brief:
            print()
            self._shortly([(proof, False)])
        else:
            self._proof(proof, ())
        if not_said:
            say("The register does not say who acts for it.", _IN)
        if first.lower:
            say("\nSomebody lower could decide it:")
            self._actors(first.lower)
            say(_SHOULD)
        if first.together:
            say("\nFor the same area it could be decided together, which comes before alone:")
            self._actors(first.together)

    def through_nobody(self, bodies: Sequence[Actor], reasons: Sequence[Failed]) -> None:
        """Of bodies that hold it that nobody acts for them in this, and why."""
        names = listed([self._words.actor(one) for one in bodies], _MOST_NAMES)
        hold = "holds" if len(bodies) == 1 else "hold"
        of = "it" if len(bodies) == 1 else "any of them"
        say(f"{names} {hold} it, but the register shows nobody through whom {of} may decide this.")
        self.reasons("Why, and what would change the answer", reasons, _FEW_LINES)

    def no(self, refusal: Refusal, doubts: Collection[Failed], instead: Sequence[Proof]) -> None:
        """That the register shows no authority: every reason, and who could decide instead.

        `doubts` are what alone leaves it open, where nothing fails; they are told first.
        """
        name = self._words.actor(refusal.actor)
        if doubts:
            say(f"Not known: what is recorded does not settle whether {name} may decide it.")
        else:
            say(f"No: the register shows no authority for {name}.")
        rest = (one for one in refusal.reasons if one not in doubts)
        self.reasons("Why, and what would change the answer", [*doubts, *rest], _MOST_LINES)
        self.instead(instead)

    def instead(self, instead: Sequence[Proof]) -> None:
        """Who could decide instead, each with what must be so for that."""
        if instead:
            say("\nWho could decide it instead:")
            self._actors([one.actor for one in instead], list(map(self._provided, instead)))
        else:
            say("\nNobody else could decide it either.")

    def nobody(self, reasons: Sequence[Failed], joint: bool) -> None:
        """That nobody may decide, with the reasons of those nearest to it.

        `joint`: that several do so together, and the first reasons say through whom.
        """
        if joint:
            say("Nobody decides it alone: it is held by several together.")
            head = "All of these decide it together, each for its own part"
            self.reasons(head, _by_mend(reasons), _MOST_LINES)
            return
        say("Nobody: the register shows no authority for anyone.")
        self.reasons("Why, and what would change the answer", reasons, _FEW_LINES)

    def perhaps(self, refusals: Sequence[Refusal]) -> None:
        """Those of whom nothing fails, and something is not known."""
        for one in refusals[:_MOST_PERHAPS]:
            name = f"{self._words.actor(one.actor)} [{handle(one.actor)}]"
            self.reasons(f"It is not known whether {name} may", one.reasons, _FEW_LINES, "")
        if len(refusals) > _MOST_PERHAPS:
            rest = _more(len(refusals) - _MOST_PERHAPS, "actor")
            say(f"\nNor is it known of {rest} (see --json).")

    def reasons(
        self, head: str, reasons: Sequence[Failed], most: int, unknown: str = "Not known. "
    ) -> None:
        """Why not, and what would change the answer, in about so many lines; the rest counted."""
        say(f"\n{head}:")
        lines: list[str] = []
        for number, reason in enumerate(reasons):
            if len(lines) >= most:
                rest = _more(len(reasons) - number, "reason")
                say(f"… and {rest} (see --json)", "  ")
                break
            known = unknown if reason.outcome == "not-known" else ""
            stands = self._entry((reason.section, reason.entry)) if reason.entry else ""
            text = f"{known}{reason.text}{f' [{stands}]' if stands else ''}"
            told = lines_of(text, "  - ", "    ")
            # What would change several reasons one after the other is told after the last.
            after = reasons[number + 1 : number + 2]
            if reason.mend and not any(one.mend == reason.mend for one in after):
                told += lines_of(f"To change it: {reason.mend}", "      ", "        ")
            print("\n".join(told))
            lines += told

    def asked(self, act: Act) -> None:
        """What was asked, and of which version if of a stored one."""
        say(self._words.matter(act))
        if self._version:
            say(f"As known in {self._version}.")
        print()

    def _actors(self, actors: Sequence[Actor], provided: Sequence[str] = ()) -> None:
        """Names with what to type for them; `provided` is what must be so, of each."""
        for number, actor in enumerate(actors[:_MOST_NAMES]):
            also = f", {provided[number]}" if provided and provided[number] else ""
            say(f"{self._words.actor(actor)} [{handle(actor)}]{also}", "  - ", "    ")
        if len(actors) > _MOST_NAMES:
            say(f"… and {_more(len(actors) - _MOST_NAMES, 'actor')} (see --json)", "  ")

    def _proof(self, proof: Proof, told: Collection[Held]) -> None:
        terms = proof.terms
        for chains in _alike(proof.chains):
            self._chains(chains, len({chain.area for chain in proof.chains}) > 1)
        if terms.separate:
            say("Each body decides for itself, and all of them are needed.", _IN)
        say(f"May decide: {self._bounds(terms)}", _IN, f"{_IN}  ")
        accountable, liable = self._bodies(terms.accountable), self._bodies(terms.liable)
        if accountable == liable:
            say(f"Accountable and liable: {liable}", _IN, f"{_IN}  ")
        else:
            say(f"Accountable: {accountable}", _IN, f"{_IN}  ")
            say(f"Liable: {liable}", _IN, f"{_IN}  ")
        for reserved in proof.report_back:
            stands = self._entry(("reservations", reserved))
            say(f"Because it is urgent; report back: it is reserved by {stands}", _IN, f"{_IN}  ")
        for one in self._words.reserved(terms):
            stands = self._entry(("reservations", one.id))
            say(f"{first_capital(one.says)} [{stands}]", _IN, f"{_IN}  ")
        self._held("Conditions", _IN, told_once(terms.conditions))
        rest = [one for one in told_once(terms.preconditions) if one not in told]
        self._held("To be shown", _IN, rest)

    def _deciding(self, proof: Proof) -> str:
        """Who decides, and what must be so for that."""
        return ", ".join(filter(None, (self._words.actor(proof.actor), self._provided(proof))))

    def _provided(self, proof: Proof) -> str:
        """Who must agree; and of a post of which no holder is ever named, that somebody holds it.

        '' where neither is asked.
        """
        together = self._words.together(proof.terms.together_with)
        held = [one.says for one in proof.terms.conditions if (one.id, one.standing) == _NOT_SHOWN]
        if len(held) > 1:
            held = ["somebody holds each post on the way to it"]
        return ", ".join(filter(None, (together, *(f"if {one}" for one in held))))

    def _bounds(self, terms: Terms) -> str:
        """How much, where and when, of what the chains let decide."""
        where = f"for {self._words.area(terms.area)}"
        days = Period(terms.first_day, terms.last_day).in_words()
        return ", ".join(one for one in (caps_in_words(terms), where, days) if one)

    def _chains(self, chains: Sequence[Chain], areas: bool) -> None:
        """Chains that differ in their first steps alone; `areas`: those of a proof differ."""
        if areas:
            within = listed([self._words.area(chain.area) for chain in chains], _MOST_NAMES)
            say(f"For {within}:", _IN)
        steps = chains[0].steps
        left_out = range(_MOST_STEPS // 2, len(steps) - _MOST_STEPS // 2)
        for depth, step in enumerate(steps):
            indent = _IN + "  " * min(depth, _DEEPEST)
            if depth in left_out:
                if depth == left_out.start:
                    say(f"… {len(left_out)} steps (see --json)", indent)
                continue
            said = self._words.step(step)
            if depth == 0 and len(chains) > 1:
                holders = [self._words.actor(chain.steps[0].receiver) for chain in chains]
                said = f"{listed(holders, _MOST_NAMES)} each hold it by law"
            say(said, f"{indent}- ", f"{indent}  ")
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
            says = first_capital(self._titles.get(one.id) or one.says.rstrip(".") or one.id)
            of = f" for {one.delegation}" if one.delegation else ""
            text = f"{says} [{one.id}]{of}: {standing}{evidence}"
            say(text, f"{indent}  - ", f"{indent}    ")


def handle(actor: Actor) -> str:
    """What to type for an actor after --actor."""
    return f"{actor.id}:{actor.officers}" if actor.kind == "officers" else actor.id


def _by_mend(reasons: Sequence[Failed]) -> list[Failed]:
    """Reasons that the same would change together, those that nothing would first."""
    mends = list(dict.fromkeys(("", *(one.mend for one in reasons))))
    return sorted(reasons, key=lambda one: mends.index(one.mend))


def _alike(chains: Sequence[Chain]) -> list[list[Chain]]:
    """Chains together that differ only in who holds the function by law, and for which area."""
    found: dict[object, list[Chain]] = {}
    for chain in chains:
        first, *rest = chain.steps
        same: object = (first.by, *((step.how, step.by, step.receiver) for step in rest))
        found.setdefault(same if first.how == "holds" and rest else chain, []).append(chain)
    return list(found.values())


def _shared(proofs: Sequence[Proof]) -> tuple[Held, ...]:
    """The preconditions that every one of several proofs has, so that they are told once."""
    if len(proofs) < 2:
        return ()
    lists = [told_once(proof.terms.preconditions) for proof in proofs]
    return tuple(one for one in lists[0] if all(one in others for others in lists))


def _more(number: int, what: str) -> str:
    """So many more of something, in words."""
    return f"one more {what}" if number == 1 else f"{number:,} more {what}s"
