"""Why the register shows no authority: every reason that fails on every path near an actor."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import best_chain
from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.near import Near, pair, suspended
from joinedup.authority.parties import Party
from joinedup.authority.passing import Passing
from joinedup.authority.proof import Failed, Refusal
from joinedup.authority.roots import Group, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import any_of, failed
from joinedup.authority.who_can import deciders
from joinedup.authority.withheld import exclusives, suspensions

#: Of how many holders it is said how they could pass a function on.
_MOST_HOLDERS = 3


def refusal(scheme: Scheme, actor: Actor, act: Act) -> Refusal:
    """The refusal for an actor of whom the register shows no authority.

    Paths are followed back from the actor as far as they lead, past whatever fails, so that all
    that would have to change is said.
    """
    reasons = list(_unknown(scheme, actor, act)) or list(_reasons(scheme, actor, act))
    # One thing may fail on several paths, and for several areas.
    once = tuple(dict.fromkeys(reasons))
    return Refusal(actor, act, once, deciders(scheme, act))


def _unknown(scheme: Scheme, actor: Actor, act: Act) -> Iterator[Failed]:
    if act.function not in scheme.functions:
        yield failed("unknown-function", {"name": act.function})
    if act.area not in scheme.areas:
        yield failed("unknown-area", {"name": act.area})
    if scheme.party(actor) is None:
        yield failed("unknown-actor", {"name": str(actor)})


def _reasons(scheme: Scheme, actor: Actor, act: Act) -> Iterator[Failed]:
    party = scheme.parties.by_actor[actor]
    whole = scheme.matter(act)
    holdings = scheme.holdings[act.function]
    if not includes(party.days, whole.day):
        yield failed("actor-not-there", {"actor": party, "day": act.on})
    if not includes(holdings.days, whole.day):
        yield failed("function-not-in-force", {"day": act.on})
    needed = need(holdings, whole, party)
    for rule, about in needed.failed:
        named = {**about, "day": act.on}
        if area := about.get("area"):
            named["area"] = scheme.area_name(str(area))
        if holder := about.get("holder"):
            named["holder"] = scheme.parties.named(str(holder))
        yield failed(rule, named)
    for holding in holdings.for_area(act.area):
        if not includes(holding.party.days, whole.day) and holding.party is not party:
            yield failed("holder-not-there", {"party": holding.party, "day": act.on})
    groups = needed.groups or (Group(act.area, ()),)
    every_holder = {one.party for group in groups for one in group.holdings}
    found = False
    for group in groups:
        for reason in _of_group(scheme, party, act, group, every_holder):
            found = True
            yield reason
    if not (found or needed.failed):
        yield _nothing_leads(scheme, party, whole, every_holder)


def _of_group(
    scheme: Scheme, party: Party, act: Act, group: Group, every_holder: set[Party]
) -> Iterator[Failed]:
    """Why nothing leads from the holders of one group; nothing, where something does."""
    matter = scheme.matter(act, group.area)
    for direction in suspensions(party, matter):
        yield suspended(scheme, direction, party)
    for other in exclusives(party, matter):
        rule = "given-jointly" if other.together_with else "given-exclusively"
        about = {**pair(other), "own": scheme.area_name(other.area), "cap": _up_to(other)}
        yield failed(rule, about, "delegations", other.by)
    roots = roots_of(group, matter, scheme.stand_ins)
    if best_chain(party, roots, matter) is not None:
        return
    near = Near(scheme, party, matter, roots)
    yield from near.failed
    without_area = set(scheme.holdings[act.function].without_area)
    for one in near.parties:
        if one in without_area:
            yield failed("area-not-said", {"party": one})
    about = {"actor": party, "area": scheme.area_name(group.area)}
    for one in near.ends:
        if one is not party and one not in every_holder and one not in roots:
            yield failed("holds-nothing", {**about, "party": one})
    if every_holder and near.parties.keys().isdisjoint(roots):
        for holding in group.holdings:
            if holding.party not in near.parties and len(every_holder) > len(group.holdings):
                yield failed("not-from-each-holder", {**about, "holder": holding.party})
    if near.ends == [party] and party not in every_holder:
        yield _nothing_leads(scheme, party, matter, every_holder)


def _up_to(way: Passing) -> str:
    cap = way.delegation.cap if way.delegation is not None and way.limit is not None else ""
    return f" up to {cap}" if cap else ""


def _nothing_leads(scheme: Scheme, party: Party, matter: Matter, holders: set[Party]) -> Failed:
    """That nothing leads to an actor, and which powers could pass the function to it."""
    function = scheme.functions[matter.function]
    could = []
    for holder in sorted(holders, key=lambda one: one.rank)[:_MOST_HOLDERS]:
        titles = [
            f"{power.title} ({power.source})"
            for power in scheme.basis.powers
            if scheme.support.could_pass(power, function, holder, party, matter.day)
        ]
        if titles:
            could.append(f"{holder} could pass it on by {any_of(titles)}")
    none = f"no power that we know of lets a holder pass this to {party}"
    return failed("no-delegation", {"actor": party, "needed": "; ".join(could) or none})
