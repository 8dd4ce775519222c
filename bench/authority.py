"""How quickly authority is proved at England's size, beside a policy engine and a logic engine.

    .venv/bin/python bench/authority.py [--quick]

A made-up England of 42 systems and some 72,000 delegations (`authority_england`), the law of the
project, and the same questions for all three: may this actor decide, and who can. The questions are
drawn at random from a seed: commissioning, providers' and councils' functions, for systems, places
and neighbourhoods, of several values, on a day of 2026; each actor is of the system that is asked
about. Answers are compared on a sample before anything is timed.

Times are of the processor, of one core. `--quick` takes two systems, to see that all still works.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random

import cedarpy
from authority_england import CARE, COUNCIL, PROVIDER, SYSTEMS, England, areas_of
from authority_peers import Flat, Flattener, entities, may, may_one, policies, who_by_logic
from rich.console import Console
from rich.table import Table

from joinedup.authority.act import Act, Actor
from joinedup.authority.prove import proof_of
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.who_can import deciders, proofs_of
from joinedup.law.files import basis
from joinedup.register.schema import Register

ON = date(2026, 1, 1)
VALUES = [None, 20_000_000, 40_000_000, 90_000_000, 600_000_000, 2_100_000_000]
INDEX_AIM, PROOFS_AIM, WHO_AIM = 3.0, 100_000, 20_000
PROOFS, WHO, CEDAR, SLICED, SAMPLE = 20_000, 2_000, 60, 5_000, 100
#: How many other questions come before those that are not the first.
BEFORE = 200_000
#: Of how many systems the logic engine is asked, as long as a question takes less than a minute.
SIZES, PATIENCE = (1, 4, 14, SYSTEMS), 60.0

Asked = list[tuple[Actor, Act]]


def questions(register: Register, many: int, seed: int, functions: Sequence[str]) -> Asked:
    """So many questions, drawn from a seed: who would decide, and what."""
    rng = Random(seed)
    areas = list(areas_of(register))
    near = defaultdict(list)
    for actor in actors_of(register):
        near[actor.id[:3]].append(actor)
    asked = []
    for _ in range(many):
        area = rng.choice(areas)
        act = Act(rng.choice(functions), area, ON, rng.choice(VALUES))
        asked.append((rng.choice(near[area[:3]]), act))
    return asked


def actors_of(register: Register) -> list[Actor]:
    """Every body, forum and post."""
    return [
        *(Actor("body", body.id) for body in register.bodies),
        *(Actor("forum", forum.id) for forum in register.forums),
        *(Actor("post", post.id) for post in register.posts),
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def rate(answer: Callable[[], Iterable[object]], many: int) -> float:
    """Answers a second, where the work goes through so many."""

    def work() -> None:
        for _ in answer():
            pass

    return many / timed(work)


def memory() -> float:
    """The most memory that this process has held, in MiB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 2**20


class Bench:
    """What is measured, line by line, and the register that it is measured on."""

    def __init__(self, systems: int) -> None:
        self.england, self.law = England(systems), basis()
        self.register = self.england.register()
        self.table = Table("what", "measured", "aim", title=self.title())
        before = memory()
        self.scheme: Scheme = scheme_of(self.register, self.law)
        self.held = memory() - before

    def title(self) -> str:
        sizes = len(self.register.delegations), len(self.register.areas)
        actors = len(actors_of(self.register))
        return "{:,} delegations, {:,} areas, {:,} actors".format(*sizes, actors)

    def line(self, what: str, measured: str, aim: str = "") -> None:
        """One more line of the table, told as soon as it is known."""
        print(f"{what}: {measured}", flush=True)
        self.table.add_row(what, measured, aim)

    def ask(self, many: int, seed: int, functions: Sequence[str]) -> Asked:
        return questions(self.register, many, seed, functions)

    def ours(self) -> None:
        """Our own answers: to the first questions, to others when many came before, and again.

        No question comes twice unless it is said: each lot is drawn from a seed of its own.
        """
        index = min(timed(lambda: scheme_of(self.register, self.law)) for _ in range(3))
        self.line("ours: index", f"{index:.1f} s, {self.held:.0f} MiB", f"{INDEX_AIM:.0f} s")
        functions = [*CARE, *COUNCIL]
        place = next(iter(areas_of(self.register)))
        each = [Act(function, place, ON) for function in functions]
        routes = timed(lambda: [deciders(self.scheme, act) for act in each])
        self.line(f"ours: routes of {len(each)} functions followed, once", f"{routes:.1f} s")
        self.proofs("the first", self.ask(PROOFS, 1, functions))
        for one in self.ask(BEFORE, 9, functions):
            proof_of(self.scheme, *one)
        others = self.ask(PROOFS, 3, functions)
        self.proofs(f"others, after {BEFORE:,}", others)
        self.proofs("the same again", others)
        self.who("the first", self.ask(WHO, 2, functions))
        for _, act in self.ask(BEFORE // 10, 10, functions):
            proofs_of(self.scheme, act)
        others = self.ask(WHO, 4, functions)
        self.who(f"others, after {BEFORE // 10:,}", others)
        self.who("the same again", others)
        anywhere = self.ask(WHO // 100, 5, PROVIDER)
        who = rate(lambda: (proofs_of(self.scheme, act) for _, act in anywhere), len(anywhere))
        names = sum(len(deciders(self.scheme, act)) for _, act in anywhere) // len(anywhere)
        self.line(f"ours: who can, some {names:,} each (trusts anywhere)", f"{who:,.0f} a second")

    def proofs(self, which: str, asked: Asked) -> None:
        may_decide = rate(lambda: (proof_of(self.scheme, *one) for one in asked), len(asked))
        self.line(f"ours: proofs, {which}", f"{may_decide:,.0f} a second", f"{PROOFS_AIM:,}")

    def who(self, which: str, asked: Asked) -> None:
        names = rate(lambda: (deciders(self.scheme, act) for _, act in asked), len(asked))
        self.line(f"ours: who can, by name, {which}", f"{names:,.0f} a second", f"{WHO_AIM:,}")
        who = rate(lambda: (proofs_of(self.scheme, act) for _, act in asked), len(asked))
        many = sum(len(proofs_of(self.scheme, act)) for _, act in asked) / len(asked)
        with_proofs = f"ours: who can, with some {many:.0f} proofs each, {which}"
        self.line(with_proofs, f"{who:,.0f} a second", f"{WHO_AIM:,}")

    def cedar(self) -> None:
        """Cedar, with all policies in one set, and with a set for each actor."""
        flattener = Flattener(self.england, self.law)
        flats = flattener.flat()
        self.compare(flattener, flats)
        text = policies(flats)
        areas = cedarpy.Entities.from_json_str(entities(self.england))
        sets: list[cedarpy.PolicySet] = []
        parsed = timed(lambda: sets.append(cedarpy.PolicySet.from_str(text)))
        self.line("Cedar: parse", f"{parsed:.1f} s, {len(flats):,} policies")
        asked = self.ask(CEDAR, 6, [*CARE, *PROVIDER, *COUNCIL])
        took = timed(lambda: self.same(asked, may(asked, sets[0], areas)))
        self.line("Cedar: may, one set", f"{CEDAR / took:,.1f} a second")
        by_actor = defaultdict(set)
        for flat in flats:
            by_actor[flat.actor].add(flat)
        slices = {
            actor: cedarpy.PolicySet.from_str(policies(some)) for actor, some in by_actor.items()
        }
        none = cedarpy.PolicySet.from_str("")
        many = self.ask(SLICED, 7, [*CARE, *PROVIDER, *COUNCIL])

        def sliced(questions: Asked) -> list[bool]:
            return [may_one(*one, slices.get(one[0], none), areas) for one in questions]

        took = timed(lambda: self.same(many, sliced(many)))
        self.line("Cedar: may, a set for each actor", f"{SLICED / took:,.0f} a second")
        everybody = [(actor, asked[0][1]) for actor in by_actor]
        took = timed(lambda: sliced(everybody))
        self.line("Cedar: who can, by asking for each actor", f"{1 / took:,.1f} a second")

    def same(self, asked: Asked, theirs: list[bool]) -> None:
        ours = [proof_of(self.scheme, *one) is not None for one in asked]
        if ours != theirs:
            sys.exit("Cedar answers otherwise than our proofs")

    def compare(self, flattener: Flattener, flats: Iterable[Flat]) -> None:
        """See that the flattened chains name the same people on a sample; stop where not."""
        of_function = defaultdict(list)
        for flat in flats:
            of_function[flat.function].append(flat)
        for _, act in self.ask(SAMPLE, 8, [*CARE, *COUNCIL]):
            value, day = act.total_pence or 0, int(f"{act.on:%Y%m%d}")
            theirs = {
                flat.actor
                for flat in of_function[act.function]
                if flat.area in flattener.above[act.area]
                and value <= flat.cap
                and flat.first <= day <= flat.last
            }
            if theirs != set(deciders(self.scheme, act)):
                sys.exit(f"The flattened chains answer otherwise than our proofs: {act}")


def clingo(bench: Bench, most: int) -> None:
    """The logic engine, with as many systems as it answers for within a minute a question."""
    for size in [one for one in SIZES if one <= most]:
        england = England(size)
        scheme = scheme_of(england.register(), bench.law)
        _, act = questions(england.register(), 1, 9, CARE)[0]
        found: list[frozenset[Actor]] = []
        took = timed(lambda: found.append(who_by_logic(england, bench.law, act)))  # noqa: B023
        if found[0] != set(deciders(scheme, act)):
            sys.exit(f"clingo answers otherwise than our proofs: {act}")
        last = f"{1 / took:.3f} a second, {len(england.delegations):,} delegations"
        if took * 3 > PATIENCE:
            break
    bench.line("clingo: who can, ground and solve", last)


def main() -> None:
    """Make the register, see that all three agree, measure, and print the table."""
    systems = 2 if "--quick" in sys.argv else SYSTEMS
    bench = Bench(systems)
    bench.ours()
    bench.cedar()
    clingo(bench, systems)
    Console(width=100).print(bench.table)


if __name__ == "__main__":
    main()
