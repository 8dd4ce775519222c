"""Checks of delegations against the prover: what nothing is found of passes on what it says."""

from hypothesis import given, settings

from joinedup.authority.act import Act
from joinedup.authority.chains import before, best_chain
from joinedup.authority.checks import delegation_findings
from joinedup.authority.opening import is_open
from joinedup.authority.passing import Passing
from joinedup.authority.roots import need, roots_of
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.withheld import is_suspended
from joinedup.register.delegations import Delegation
from tests.generative.authority.law import BASIS
from tests.generative.authority.registers import Case, cases

#: What may be found of a delegation that passes on what it says all the same.
HARMLESS = {
    "before-its-giver",
    "cap-above-own",
    "cap-of-unknown-stream",
    "residents-not-said",
    "precondition-not-shown",
    "precondition-not-asked",
    "instrument-ended",
    "revocations-contradict",
    "revoked-before-it-began",
    "revoked-by-others",
    "circle",
    # One of several givers, or of several functions, may pass nothing.
    "giver-without-power",
    "unknown-function",
}


def is_live(one: Delegation, act: Act) -> bool:
    return one.period.includes(act.on) and all(act.on < x.on for x in one.revocations)


def excused(passing: Passing, scheme: Scheme, act: Act) -> bool:
    """What is no fault of a delegation: a direction for the time being, or a vacant post."""
    matter = scheme.matter(act)
    parties = (passing.giver, passing.receiver)
    vacant = "vacant" in {
        check.rule
        for check in scheme.ways.checks(passing, matter.mode)
        if not any(first <= matter.day <= last for first, last in check.days)
    }
    return vacant or any(is_suspended(party, matter) for party in parties)


def passes(scheme: Scheme, ways: list[Passing], act: Act) -> bool | None:
    """Whether a delegation passes a function for its own area, as the prover would have it.

    None where all who hold the function somewhere are directed to cease.
    """
    matter = scheme.matter(act)
    needed = need(scheme.holdings[act.function], matter, None)
    if needed.failed:
        return False
    found = []
    for group in needed.groups:
        here = scheme.matter(act, group.area)
        roots = roots_of(group, here, scheme.stand_ins)
        if not roots:
            return None
        found.append(
            any(
                way in way.receiver.incoming.get(act.function, ())
                and is_open(way, here)
                and best_chain(way.giver, roots, here, before(way, None)[1])
                for way in ways
            )
        )
    # Each of joint holders passes its own part, by a delegation of its own perhaps.
    return any(found) if scheme.functions[act.function].jointly else all(found)


@settings(max_examples=150)
@given(cases())
def test_what_nothing_is_found_of_passes_and_what_passes_has_no_fault(one: Case) -> None:
    found = list(delegation_findings(one.register, BASIS, one.act.on))
    rules: dict[str, set[str]] = {}
    gone: set[str] = set()
    for finding in found:
        rule = finding.rule.removeprefix("authority.")
        if finding.subject.kind == "delegation":
            rules.setdefault(finding.subject.id, set()).add(rule)
        elif rule == "actor-not-there":
            gone.add(finding.subject.id)
    council_unsaid = any(finding.rule == "authority.area-not-said" for finding in found)
    scheme = scheme_of(one.register, BASIS)
    for entry in one.register.delegations:
        # Whoever is gone is told once, with all that names it or its own.
        parties = [scheme.parties.named(actor) for actor in (*entry.given_by, entry.given_to)]
        due = {one.actor.id for party in parties for one in (party, party.body) if one}
        if not due.isdisjoint(gone):
            rules.setdefault(entry.id, set()).add("actor-not-there")
    for entry in one.register.delegations:
        functions = [name for name in entry.functions if name in scheme.functions]
        acts = [Act(name, entry.area, one.act.on) for name in functions]
        receiver = scheme.parties.named(entry.given_to, entry.officers)
        ways = [
            [
                way
                for named in (receiver.incoming, receiver.never)
                for way in named.get(name, ())
                if way.by == entry.id
            ]
            for name in functions
        ]
        if not is_live(entry, one.act) or any(
            excused(way, scheme, act) for some, act in zip(ways, acts, strict=True) for way in some
        ):
            continue
        passing = [passes(scheme, some, act) for some, act in zip(ways, acts, strict=True)]
        if None in passing:
            continue
        if rules.get(entry.id, set()) - HARMLESS:
            assert not all(passing) or len(entry.given_by) > 1, (entry, rules[entry.id])
        elif not council_unsaid:
            assert all(passing), entry
