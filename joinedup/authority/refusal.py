"""Why the register shows no authority: every reason that fails on every path near an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from joinedup.authority.absent import absence
from joinedup.authority.act import Act, Actor
from joinedup.authority.chains import best_chain
from joinedup.authority.days import includes
from joinedup.authority.failing import Failing
from joinedup.authority.matter import Matter
from joinedup.authority.near import Near
from joinedup.authority.parties import Party
from joinedup.authority.proof import Failed, Refusal
from joinedup.authority.roots import Group, Need, need, roots_of
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import failed, referred
from joinedup.authority.who_can import deciders, told_apart
from joinedup.authority.withheld import suspensions
from joinedup.authority.would_pass import perhaps_pass, powers_in_words, powers_that_pass
from joinedup.law.question import listed

#: How many holders of one area a sentence names.
_MOST_NAMES = 6


def refusal(scheme: Scheme, actor: Actor, act: Act) -> Refusal:
    """The refusal for an actor of whom the register shows no authority.

    Paths are followed back from the actor as far as they lead, past whatever fails, so that all
    that would have to change is said.
    """
    reasons = list(_unknown(scheme, actor, act)) or list(_reasons(scheme, actor, act))
    may = deciders(scheme, act)
    apart = told_apart(scheme, act, may)
    able = {*apart.deciding, *apart.through_others}
    return Refusal(actor, act, tuple(_once(scheme, reasons, able)), may)


def _once(scheme: Scheme, reasons: Sequence[Failed], able: set[Actor]) -> Iterator[Failed]:
    """Each reason once, though it fails on several paths, for several areas or from several givers;
    with all of those to whom the matter can be referred, as they may decide it.
    """
    alike: dict[Failed, dict[Actor, None]] = {}
    for reason in reasons:
        to = alike.setdefault(replace(reason, refer=None), {})
        if reason.refer is not None:
            to[reason.refer] = None
    for reason, to in alike.items():
        one = replace(reason, refer=next(iter(to), None))
        may = [scheme.parties.by_actor[actor] for actor in to if actor in able]
        yield referred(one, may) if may else one


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
        gone = absence(scheme.parties, party, act.on)
        yield failed("actor-not-there", {"gone": gone.why, "mend": gone.mend})
        if gone.by_dates:
            return
    if not includes(holdings.days, whole.day):
        period = holdings.function.period.in_words()
        yield failed("function-not-in-force", {"day": act.on, "period": period})
        return
    needed = need(holdings, whole, party)
    would_hold = [one for one in would_be_holders(scheme, act) if one is not party]
    if not needed.groups:
        unsaid = party.body in holdings.without_area
        # Whoever may hold it meanwhile is not told to name itself.
        for one in () if unsaid else would_hold:
            gone = absence(scheme.parties, one, act.on)
            yield failed("holder-not-there", {"gone": gone.why, "mend": gone.mend})
        yield from _not_held(
            scheme, act, needed, bool(would_hold) or _would_hold(scheme, party, act)
        )
    groups = needed.groups or (Group(act.area, ()),)
    found = False
    for reason in _of_groups(scheme, party, act, groups):
        found = True
        yield reason
    if not (found or needed.failed):
        yield _nothing_leads(scheme, party, whole, _all_holders(groups))


def _not_held(scheme: Scheme, act: Act, needed: Need, would_hold: bool) -> Iterator[Failed]:
    """Why nobody holds it for the area, or the actor cannot have it from whoever does."""
    nowhere: list[str] = []
    for rule, about in needed.failed:
        named = {**about, "day": act.on}
        if rule == "no-holder":
            nowhere.append(scheme.area_name(str(about["area"])))
            continue
        if area := about.get("area"):
            named["area"] = scheme.area_name(str(area))
        if holder := about.get("holder"):
            named["holder"] = scheme.parties.named(str(holder))
        yield failed(rule, named)
    if nowhere and not would_hold:
        inside = _held_inside(scheme, act)
        about = {"areas": nowhere, "day": act.on, "held": inside}
        yield failed("held-inside" if inside else "no-holder", about)


def _held_inside(scheme: Scheme, act: Act) -> list[str]:
    """Who holds a function for which of the areas inside that of an act, the widest of them."""
    holdings, day = scheme.holdings[act.function], act.on.toordinal()
    held: dict[str, list[str]] = {}
    for area in sorted(area.id for area in scheme.register.areas):
        inside = scheme.areas.contains(act.area, area)
        if holders := holdings.on(area, day) if inside else {}:
            held[area] = sorted(map(str, holders))
    told = (
        f"{listed(holders, _MOST_NAMES)} {'holds' if len(holders) == 1 else 'hold'} it for "
        f"{scheme.area_name(area)}"
        for area, holders in held.items()
        if not any(
            held.get(around) == holders and area not in scheme.areas.containers(around)
            for around in scheme.areas.containers(area)
            if around != area
        )
    )
    # Areas of one kind and of another may have one name.
    return list(dict.fromkeys(told))


def _of_groups(scheme: Scheme, party: Party, act: Act, groups: Sequence[Group]) -> Iterator[Failed]:
    """Why nothing leads from some groups of holders to an actor; those of one kind together."""
    every_holder = _all_holders(groups)
    without: list[Party] = []
    nowhere: dict[Party, None] = {}
    for group in groups:
        matter = scheme.matter(act, group.area)
        failing = Failing(scheme, matter)
        yield from map(failing.suspended, suspensions(party, matter))
        yield from failing.given_away(party)
        yield from failing.kept(party)
        roots = roots_of(group, matter, scheme.stand_ins)
        if best_chain(party, roots, matter) is not None:
            continue
        # A delegation for one of several areas says nothing of the others.
        near = Near(scheme, party, matter, roots, leading_only=len(groups) > 1)
        yield from near.failed
        for one in near.parties:
            if one in scheme.holdings[act.function].without_area and one not in roots:
                yield failed("area-not-said", {"party": one})
        nowhere.update(
            (one, None)
            for one in near.ends
            if one is not party and one not in every_holder and one not in roots
        )
        if len(every_holder) > len(group.holdings) and not near.led:
            without += (one.party for one in group.holdings if one.party not in near.parties)
        if every_holder and near.ends == [party] and party not in every_holder:
            yield _nothing_leads(scheme, party, matter, every_holder)
    if nowhere and every_holder:
        parties = list(nowhere)
        whole = scheme.matter(act)
        needed = _could_pass(scheme, party, whole, every_holder)
        needed = needed or _needed(scheme, parties[0], whole, every_holder)
        about = {"parties": parties, "area": scheme.area_name(act.area), "needed": needed}
        yield failed("holds-nothing", about)
    if without:
        holders = list(dict.fromkeys(without))
        yield failed("not-from-each-holder", {"holders": holders, "actor": party})


def _all_holders(groups: Sequence[Group]) -> set[Party]:
    return {one.party for group in groups for one in group.holdings}


def would_be_holders(scheme: Scheme, act: Act) -> list[Party]:
    """Those who would hold a function for an area on a day, if they were there."""
    parties = dict.fromkeys(one.party for one in scheme.holdings[act.function].for_area(act.area))
    return [one for one in parties if _would_hold(scheme, one, act)]


def _would_hold(scheme: Scheme, party: Party, act: Act) -> bool:
    """Whether the law names somebody's kind as holders on a day on which it is not there."""
    return not includes(party.days, act.on.toordinal()) and any(
        party.kind in (*one.body_kinds, *one.forum_kinds) and one.period.includes(act.on)
        for one in scheme.functions[act.function].holders
    )


def _nothing_leads(scheme: Scheme, party: Party, matter: Matter, holders: set[Party]) -> Failed:
    """That nothing leads to an actor, and which powers could pass the function to it."""
    needed = _needed(scheme, party, matter, holders)
    return failed("no-delegation", {"actor": party, "needed": needed})


def _needed(scheme: Scheme, party: Party, matter: Matter, holders: set[Party]) -> str:
    """By which powers holders could pass a function to somebody, as the mend of a reason."""
    if could := _could_pass(scheme, party, matter, holders):
        return could
    for holder in sorted(holders, key=lambda one: one.rank):
        if perhaps := perhaps_pass(scheme, holder, party, matter):
            return perhaps
    return f"no power that this program knows of passes this from a holder to {party}"


def _could_pass(scheme: Scheme, party: Party, matter: Matter, holders: set[Party]) -> str:
    """By which powers holders could pass a function to somebody; '' where by none."""
    could: dict[str, list[str]] = {}
    for holder in sorted(holders, key=lambda one: one.rank):
        if powers := powers_that_pass(scheme, holder, party, matter):
            could.setdefault(powers_in_words(powers), []).append(str(holder))
    to = f"could pass it to {party} by"
    return "; ".join(f"{listed(names, most=3)} {to} {by}" for by, names in could.items())
