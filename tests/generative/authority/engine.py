"""Cases told to the logic program `engine.lp`, and who can decide in each, as it answers.

Only what the folder, the law and the act say is told; a few things are put in numbers: days, caps
(by the register's own reading of their text) and the financial year of the act.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import clingo

from joinedup.authority.act import Act, Actor
from joinedup.law.function import Basis, Provenance
from joinedup.register.areas import own_area
from joinedup.register.caps import cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from tests.generative.authority.registers import Case

PROGRAM = Path(__file__).with_name("engine.lp").read_text(encoding="utf-8")
FIRST, LAST = 0, 9_999_999
#: The largest number there is in the program.
LARGEST = 2**31 - 1
Fact = tuple[Any, ...]


def period(entry: Any) -> tuple[int, int]:
    first, last = entry.period.first, entry.period.last
    return (FIRST if first is None else first.toordinal()), end(last)


def end(day: date | None) -> int:
    return LAST if day is None else day.toordinal()


def lawful(texts: Iterable[Any]) -> Iterator[Any]:
    """Those that bind: a bill tells nothing."""
    for text in texts:
        assert isinstance(text, Provenance)
        if text.is_law:
            yield text


def law_facts(basis: Basis) -> Iterator[Fact]:
    yield from (("council", kind) for kind in basis.council_kinds)
    yield from (("executive_model", model) for model in basis.executive_models)
    yield from (("never", tag) for tag in basis.never_executive)
    yield from (("member_role", role) for role in basis.member_roles)
    yield from (("employing", kind) for kind in basis.employing_kinds)
    for one in basis.functions:
        yield from (("tag", one.id, tag) for tag in one.tags)
        yield from (("unread", one.id, power) for power in one.unread)
    for one in lawful(basis.functions):
        yield ("function", one.id, *period(one))
        if one.jointly:
            yield "jointly", one.id
        for index, held in enumerate(one.holders):
            yield ("holders", one.id, index, *period(held))
            yield from (("holder_body", one.id, index, kind) for kind in held.body_kinds)
            yield from (("holder_forum", one.id, index, kind) for kind in held.forum_kinds)
            if held.anywhere:
                yield "holder_anywhere", one.id, index
            if held.partner_trusts:
                yield "holder_partners", one.id, index
    for one in lawful(basis.organs):
        yield ("organ", one.id, *period(one), one.executive)
        yield from (("organ_body", one.id, kind) for kind in one.body_kinds)
        yield from (("organ_forum", one.id, kind) for kind in one.forum_kinds)
        yield from (("organ_role", one.id, role) for role in one.roles)
        yield from (("organ_model", one.id, model) for model in one.models)
        if one.parts:
            yield "organ_parts", one.id
    for one in lawful(basis.direction_powers):
        yield ("direct", one.id, *period(one))
        yield from (("direct_by", one.id, kind) for kind in one.given_by)
        yield from (("direct_to", one.id, kind) for kind in one.given_to)
        yield from (("direct_may", one.id, kind) for kind in one.may_name)
    yield from power_facts(basis)


def power_facts(basis: Basis) -> Iterator[Fact]:
    for one in lawful(basis.powers):
        yield ("power", one.id, *period(one), one.passes, one.executive, one.onward)
        yield from (("power_giver", one.id, kind) for kind in one.given_by)
        yield from (("not_tag", one.id, tag) for tag in one.not_tags)
        yield from (("only_tag", one.id, tag) for tag in one.only_tags)
        yield from (("power_forum", one.id, kind) for kind in one.of_forums)
        for asked in basis.preconditions:
            if asked.id in one.preconditions:
                kinds = asked.receivers or ("body", "forum", "post", "officers")
                yield from (("asks_first", one.id, asked.id, kind) for kind in kinds)
        if one.exclusive:
            yield "power_exclusive", one.id
        for index, to in enumerate(one.given_to):
            key = (one.id, index)
            yield ("receiver", *key, to.kind, to.whose)
            yield from (("receiver_body", *key, kind) for kind in to.body_kinds)
            yield from (("receiver_perhaps", *key, kind) for kind in to.perhaps)
            yield from (("receiver_one_of", *key, kind) for kind in to.one_of)
            yield from (("receiver_forum", *key, kind) for kind in to.forum_kinds)
            yield from (("receiver_form", *key, form) for form in to.forms)
            yield from (("receiver_not_role", *key, role) for role in to.not_roles)
            yield from (("receiver_given_by", *key, kind) for kind in to.given_by)
            yield ("receiver_executive", *key, to.executive)
            if to.employed:
                yield ("receiver_employed", *key)


def register_facts(register: Register) -> Iterator[Fact]:
    yield "system", register.system.code, own_area(register).id
    for area in register.areas:
        yield "area", area.id, area.kind
        yield from (("within", area.id, above) for above in area.within)
        yield from (("made_of", area.id, part) for part in area.made_of)
        if area.residents is not None:
            yield "residents", area.id, area.residents
    for body in register.bodies:
        yield ("body", body.id, body.kind, *period(body))
        yield from (("partner_of", body.id, board) for board in body.partner_of)
        if body.area is not None:
            yield "body_area", body.id, body.area
        if body.part_of is not None:
            yield "part_of", body.id, body.part_of
    for governance in register.governance:
        yield ("governance", governance.body, governance.model, *period(governance))
    for stream in register.streams:
        yield "stream", stream.id, stream.year, stream.amount_pence
    yield from forum_facts(register)
    yield from post_facts(register)
    for given in register.delegations:
        yield from delegation_facts(given)
    yield from limit_facts(register)


def forum_facts(register: Register) -> Iterator[Fact]:
    for forum in register.forums:
        yield ("forum", forum.id, forum.kind, *period(forum))
        yield from (("serves", forum.id, area) for area in (forum.area, *forum.also_serves))
        yield from (("form", forum.id, form) for form in forum.forms)
        yield from (("owner", forum.id, owner) for owner in forum.owners)
        yield from (("forum_approval", forum.id, end(one.on)) for one in forum.approvals)
        for seat in forum.seats:
            yield ("seat", forum.id, seat.id, *period(seat), seat.capacity)
            for one in seat.holders:
                yield ("seat_holder", forum.id, seat.id, one.person, *period(one))


def post_facts(register: Register) -> Iterator[Fact]:
    for post in register.posts:
        yield ("post", post.id, post.body, post.role, *period(post))
        yield from (("class", post.id, name) for name in post.officers)
        if post.area is not None:
            yield "post_area", post.id, post.area
        yield from (("post_holder", post.id, one.person, *period(one)) for one in post.holders)
    for person in register.people:
        yield ("person", person.id, *period(person))
        if person.employer is not None:
            yield "employer", person.id, person.employer
        if person.seconded_to is not None:
            yield "seconded", person.id, person.seconded_to


def delegation_facts(given: Delegation) -> Iterator[Fact]:
    id, cap = given.id, cap_from_text(given.cap)
    words = (given.onward, given.mode, given.cap_basis or "whole life without VAT")
    yield ("delegation", id, given.power, given.area, *period(given), *words)
    yield "gets", id, given.given_to
    yield from (("gives", id, giver) for giver in given.given_by)
    yield from (("of_function", id, function) for function in given.functions)
    yield from (("approval", id, one.by, end(one.on)) for one in given.approvals)
    yield from (("revoked", id, one.on.toordinal()) for one in given.revocations if one.on)
    yield from (("condition", id, one.id) for one in given.conditions)
    yield "cap_span", id, cap.span
    if given.officers:
        yield "to_officers", id, given.officers
    if cap.amount is not None:
        yield "cap_amount", id, cap.amount
    if cap.per_residents is not None:
        yield "cap_per", id, cap.per_residents
    if cap.share is not None:
        yield "cap_share", id, cap.share.numerator, cap.share.denominator, cap.stream


def limit_facts(register: Register) -> Iterator[Fact]:
    """Reservations and directions."""
    for one in register.reservations:
        yield ("reservation", one.id, one.body, one.kept_by, *period(one))
        yield from (("reserves", one.id, function) for function in one.functions)
        yield from (("urgent_for", one.id, who) for who in one.urgent)
        above = cap_from_text(one.above).amount
        if above is not None:
            yield "reserved_above", one.id, above
        if one.area is not None:
            yield "reserved_area", one.id, one.area
    for way in register.directions:
        yield ("direction", way.id, way.given_by, way.given_to, way.power, *period(way))
        yield from (("directs", way.id, function) for function in way.functions)
        # Whether chains may go on from there by delegation.
        yield "bars", way.id, clingo.Function("barred" if way.bars_delegation == "yes" else "free")
        if way.area is not None:
            yield "direction_area", way.id, way.area
        if way.exercised_by is not None:
            yield "instead", way.id, way.exercised_by


def act_facts(act: Act) -> Iterator[Fact]:
    first = act.on.year if act.on.month >= 4 else act.on.year - 1
    yield "act", act.function, act.area
    yield "day", act.on.toordinal()
    yield "year", f"{first}-{(first + 1) % 100:02}"
    values = {
        "whole life without VAT": act.total_pence,
        "whole life with VAT": act.with_vat_pence,
        "a year without VAT": act.yearly_pence,
    }
    yield from (("value", basis, value) for basis, value in values.items() if value is not None)
    if act.total_pence is not None:
        yield ("asks_value",)
        yield "total", act.total_pence
    for index, used in enumerate(act.used):
        yield "used", index, used.delegation, used.year, used.pence
    yield from (("not_met", one.id) for one in act.shown if one.standing == "not met")
    if act.holder is not None:
        yield "only", act.holder
    if act.urgent:
        yield ("urgent",)
    if act.outside_framework:
        yield ("outside",)


def text_of(facts: Iterable[Fact], case: int | None = None) -> str:
    """Facts as the program reads them; of a case, with its number first."""
    first = [] if case is None else [str(case)]
    return "".join(
        f"{name}({','.join([*first, *(term(one) for one in terms)])}).\n" for name, *terms in facts
    )


def term(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


class Sums:
    """What the program asks of Python: a product that its numbers may be too small for."""

    def part(self, amount: clingo.Symbol, of: clingo.Symbol, per: clingo.Symbol) -> clingo.Symbol:
        return clingo.Number(min(amount.number * of.number // per.number, LARGEST))


def who_can(cases: Sequence[Case], basis: Basis) -> list[frozenset[Actor]]:
    """Who can decide in each of the cases, all asked at once."""
    # Brave: whatever holds under some choice of chains. Trying first what is true is quickest.
    control = clingo.Control(["--enum-mode=brave", "--sign-def=pos", "--warn=none", "0"])
    control.add("base", [], PROGRAM + text_of(law_facts(basis)))
    for number, case in enumerate(cases):
        facts = (*register_facts(case.register), *act_facts(case.act))
        control.add("base", [], text_of(facts, number))
    control.ground([("base", [])], context=Sums())
    found: list[set[Actor]] = [set() for _ in cases]
    with control.solve(yield_=True) as models:
        for model in models:
            for symbol in model.symbols(shown=True):
                number, who = symbol.arguments
                names = [one.string for one in who.arguments]
                found[number.number].add(Actor(who.name, *names))  # type: ignore[arg-type]
    return [frozenset(one) for one in found]
