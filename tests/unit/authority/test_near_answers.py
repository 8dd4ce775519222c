"""Why nobody may decide, told by those who are near; and of whom it is only not known."""

from datetime import date
from typing import Any

import pytest

from joinedup.authority import near_answers
from joinedup.authority.near_answers import doubts_of, nearest, perhaps, why_nobody
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme
from joinedup.authority.who_can import who_can
from joinedup.register.delegations import Revocation
from joinedup.register.schema import Body
from tests.unit.authority.hand_made import changed
from tests.unit.authority.small import (
    BODIES,
    FORUMS,
    ICB,
    LAW,
    act,
    body,
    directed,
    forum,
    kept,
    meeting,
    officers,
    passed,
    scheme,
)


def near(one: Scheme, **asked: Any) -> list[str]:
    """Whose refusals are told where nobody may decide, each with reasons."""
    told = nearest(one, act(**asked))
    assert all(refusal.reasons for refusal in told)
    return [refusal.actor.id for refusal in told]


def doubtful(one: Scheme, **asked: Any) -> dict[str, list[str]]:
    """Of whom it is not known whether they may decide, with the rules that leave it open.

    Each of them is refused by the prover too, and nothing that is told of them fails.
    """
    matter = act(**asked)
    may = {answer.value.actor for answer in who_can(one, matter)}
    told = perhaps(one, matter, may)
    assert [refusal.actor for refusal in told] == sorted(refusal.actor for refusal in told)
    for refusal in told:
        assert isinstance(prove(one, refusal.actor, matter), Refusal)
        assert {reason.outcome for reason in refusal.reasons} == {"not-known"}
    return {refusal.actor.id: [reason.rule for reason in refusal.reasons] for refusal in told}


def with_body(id: str, **changes: Any) -> dict[str, Any]:
    """The bodies, one of them changed."""
    return {
        "bodies": tuple(one.model_copy(update=changes) if one.id == id else one for one in BODIES)
    }


#: A law in which nobody read whether an agreement passes one of the functions.
UNREAD = changed(LAW, "functions", "unread", tags=("NHS",))
SUSPENDED: dict[str, Any] = {"directions": (directed("o", "QAA"),)}


def test_holders_are_near_and_whom_delegations_pass_it_to() -> None:
    one = scheme(
        passed("d", "board", "committee"),
        passed("e", "QAA", "QAA", officers="directors"),
        passed("again", "QAA", "committee"),
        passed("elsewhere", "board", "place-1", area="p2"),
        passed("ended", "board", "clerk", last_day=date(2026, 10, 31)),
        passed("other", "board", "chief", functions=("plan",)),
        passed("to-nobody", "board", "nobody"),
        **SUSPENDED,
    )
    assert near(one) == ["QAA", "committee", "QAA"]
    assert [refusal.actor for refusal in nearest(one, act())] == [
        body("QAA"),
        meeting("committee"),
        officers("QAA", "directors"),
    ]


def test_holders_of_another_day_are_near_after_those_of_the_day() -> None:
    later = scheme(**with_body("QAA", first_day=date(2027, 1, 1)))
    assert near(later) == ["QAA"]
    older = Body(id="OLD", name="NHS Old", kind=ICB, area="s1", last_day=date(2022, 6, 30))
    assert near(scheme(bodies=(older, *BODIES), **SUSPENDED)) == ["QAA", "OLD"]


def test_of_an_area_that_nobody_holds_whole_the_holders_of_its_parts_are_near() -> None:
    assert near(scheme(), area="both") == ["QAA", "QBB"]


def test_where_nobody_holds_it_those_without_an_area_are_near_or_else_the_systems_own_body() -> (
    None
):
    unsaid = scheme(**with_body("east", area=None))
    assert near(unsaid, function="social-care") == ["east"]
    assert near(scheme(), function="social-care", area="land") == ["QAA"]
    others = tuple(one for one in BODIES if one.id in ("firm", "trust"))
    assert near(scheme(bodies=others, forums=(), posts=())) == ["trust"]
    assert nearest(scheme(bodies=(), forums=(), posts=()), act()) == ()


def test_so_many_who_are_near_are_asked_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_answers, "_MOST_NEAR", 2)
    one = scheme(
        passed("d", "board", "committee"),
        passed("e", "board", "clerk"),
        passed("f", "board", "chief", cap="£5 per 1,000 residents"),
        passed("g", "board", "place-1", cap="£5 per 1,000 residents"),
        passed("h", "board", "committee", cap="£5 per 1,000 residents", area="s1"),
        **SUSPENDED,
    )
    assert near(one) == ["QAA", "committee"]


def told(one: Scheme, **asked: Any) -> list[tuple[str, str]]:
    """The reasons why nobody may: rules and entries."""
    return [(one.rule, one.entry) for one in why_nobody(one, act(**asked))]


def test_what_fails_on_one_entry_is_told_once_whoever_it_fails_for() -> None:
    one = scheme(passed("d", "board", "committee"), passed("e", "board", "clerk"), **SUSPENDED)
    assert len(nearest(one, act())) == 3
    assert told(one).count(("suspended", "o")) == 1


def test_what_is_so_only_of_one_who_is_near_is_told_where_nothing_else_is() -> None:
    nobody_holds = scheme()
    assert told(nobody_holds, function="social-care", area="land")
    gone = scheme(passed("d", "trust", "directors", power="scheme"), **SUSPENDED)
    rules = {rule for rule, _ in told(gone)}
    assert "suspended" in rules
    assert rules.isdisjoint({"no-delegation", "holds-nothing", "not-from-each-holder"})


def test_that_several_must_decide_is_told_first_with_who_they_are() -> None:
    first, *_ = why_nobody(scheme(), act(area="both"))
    assert first.rule == "from-each-holder"
    assert "NHS First" in first.text
    assert "NHS Second" in first.text
    assert "from-each-holder" not in {rule for rule, _ in told(scheme(**SUSPENDED))}


def test_a_cap_that_cannot_be_worked_out_leaves_it_not_known() -> None:
    capped = passed("d", "board", "committee", area="p2", cap="£5 per 1,000 residents")
    one = scheme(capped)
    assert doubtful(one, area="p2", value_pence=100) == {"committee": ["residents-not-said"]}
    # The place has residents; and without a value nothing is asked of a cap.
    known = scheme(capped.model_copy(update={"area": "p1"}))
    assert doubtful(known, value_pence=100) == {}
    assert doubtful(one, area="p2") == {}


def test_who_comes_after_what_is_not_known_is_not_known_either_and_another_way_hides_nothing() -> (
    None
):
    adding = passed("d", "QAA", "QAA", officers="directors", cap="£9 a year")
    ended = passed("e", "board", "chief", last_day=date(2020, 1, 1))
    one = scheme(adding, ended)
    assert doubtful(one, value_pence=100) == {"QAA": ["used-not-said"], "chief": ["used-not-said"]}
    # Whoever may decide by another way is not told.
    both = scheme(adding, passed("f", "QAA", "chief"))
    assert doubtful(both, value_pence=100) == {"QAA": ["used-not-said"]}
    assert doubtful(scheme(), value_pence=100) == {}


def test_where_something_fails_too_it_is_known() -> None:
    capped = passed("d", "board", "committee", area="p2", cap="£5 per 1,000 residents")
    asked = {"area": "p2", "value_pence": 100}
    stopped = (kept("r", "QAA", "board"),)
    assert doubtful(scheme(capped, reservations=stopped), **asked) == {}
    assert doubtful(scheme(capped, directions=(directed("o", "QAA"),)), **asked) == {}
    over = capped.model_copy(update={"area": "p1"})
    assert doubtful(scheme(over), value_pence=1_000_000_00) == {}
    later = tuple(
        one.model_copy(update={"first_day": date(2027, 1, 1)}) if one.id == "committee" else one
        for one in FORUMS
    )
    assert doubtful(scheme(capped, forums=later), **asked) == {}


def test_what_no_power_is_known_to_pass_is_not_known() -> None:
    unread = passed("d", "QAA", "trust", power="agreement", functions=("unread",))
    assert list(doubtful(scheme(unread, law=UNREAD), function="unread")) == ["trust", "directors"]
    assert doubtful(scheme(passed("d", "QAA", "firm", power="agreement"))) == {
        "firm": ["receiver-not-read"]
    }
    # Two unknown steps after one another are both told.
    onward = passed("e", "trust", "firm", power="agreement", functions=("unread",))
    found = doubtful(scheme(unread, onward, law=UNREAD), function="unread")
    assert len(found["firm"]) == 3


def test_whoever_gave_it_away_or_is_directed_to_cease_does_not_decide_what_comes_to_them() -> None:
    unread = {"power": "agreement", "functions": ("unread",)}
    to_second = passed("d", "QAA", "QBB", **unread)
    assert doubtful(scheme(to_second, law=UNREAD), function="unread")
    held = {"directions": (directed("o", "QBB"),)}
    assert doubtful(scheme(to_second, law=UNREAD, **held), function="unread") == {}
    by_england = passed("c", "england", "QBB", **{**unread, "functions": ("specialised",)})
    capped = by_england.model_copy(update={"cap": "£5 a year"})
    asked = {"function": "specialised", "area": "s1", "value_pence": 100}
    assert list(doubtful(scheme(capped), **asked)) == ["QBB", "board-b"]
    away = passed("e", "QBB", "trust", power="agreement", mode="exclusive")
    away = away.model_copy(update={"functions": ("specialised",)})
    assert "QBB" not in doubtful(scheme(capped, away), **asked)


def test_where_several_must_pass_it_on_each_way_is_needed() -> None:
    forums = (*FORUMS, forum("two", "joint committee", "QAA", "QBB", area="both"))
    of_both = passed("d", ("QAA", "QBB"), "two", area="both", power="in-common", cap="£5 a year")
    asked = {"area": "both", "value_pence": 100}
    assert doubtful(scheme(of_both, forums=forums), **asked) == {"two": ["used-not-said"]}
    half = of_both.model_copy(update={"given_by": ("QAA",)})
    assert doubtful(scheme(half, forums=forums), **asked) == {}


def test_a_direction_that_bars_delegation_leaves_nothing_open_behind_it() -> None:
    stand_in = {"exercised_by": "QBB"}
    capped = passed("d", "QBB", "QBB", officers="clerks", cap="£9 a year")
    asked = {"value_pence": 100}
    free = scheme(capped, directions=(directed("o", "QAA", **stand_in),))
    assert doubtful(free, **asked) == {"QBB": ["used-not-said"]}
    barred = scheme(capped, directions=(directed("o", "QAA", **stand_in, bars_delegation="yes"),))
    assert doubtful(barred, **asked) == {}


def test_what_may_not_be_passed_on_leaves_nothing_open_behind_it() -> None:
    first = passed("d", "QAA", "chief", onward="no")
    then = passed("e", "chief", "committee", cap="£9 a year")
    assert doubtful(scheme(first, then), value_pence=100) == {}
    free = first.model_copy(update={"onward": "yes"})
    assert doubtful(scheme(free, then), value_pence=100) == {"committee": ["used-not-said"]}


def test_a_forum_that_decides_in_common_and_a_function_that_nobody_holds_are_not_asked() -> None:
    to_common = passed(
        "d", ("QAA", "QBB"), "common", area="both", power="in-common", cap="£9 a year"
    )
    assert doubtful(scheme(to_common), area="both", value_pence=100) == {}
    assert perhaps(scheme(), act("social-care", area="land"), ()) == ()


def test_of_one_actor_it_is_asked_alone_whether_it_is_not_known() -> None:
    capped = passed("d", "board", "committee", area="p2", cap="£5 per 1,000 residents")
    one, asked = scheme(capped), act(area="p2", value_pence=100)
    assert [reason.rule for reason in doubts_of(one, asked, meeting("committee"))] == [
        "residents-not-said"
    ]
    assert doubts_of(one, asked, meeting("place-1")) == ()
    stopped = scheme(capped, directions=(directed("o", "QAA"),))
    assert doubts_of(stopped, asked, meeting("committee")) == ()


def test_so_many_of_whom_it_is_not_known_are_told_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = [
        passed(f"d{one}", "board", to, cap="£9 a year")
        for one, to in enumerate(("committee", "place-1", "clerk"))
    ]
    one, asked = scheme(*some), {"value_pence": 100}
    assert list(doubtful(one, **asked)) == ["committee", "place-1", "clerk"]
    monkeypatch.setattr(near_answers, "_MOST_NEAR", 2)
    assert list(doubtful(one, **asked)) == ["committee", "place-1"]


def test_what_nobody_with_a_known_power_made_leaves_it_not_known() -> None:
    by_trust = directed("x", "QAA").model_copy(update={"given_by": "trust"})
    to_committee = passed("d", "board", "committee")
    known = scheme(to_committee, directions=(by_trust,))
    asked = act()
    assert {one.actor.id for one in perhaps(known, asked, ())} == {"QAA", "board", "committee"}
    [told] = doubts_of(known, asked, meeting("committee"))
    assert (told.rule, told.outcome) == ("suspended-without-power", "not-known")
    assert "Test Trust directed NHS First to cease exercising this" in told.text
    assert told.mend.startswith("Let whoever may direct NHS First do so")
    # As soon as one that a power supports bids the same, it fails.
    both = scheme(to_committee, directions=(by_trust, directed("y", "board")))
    assert {one.actor.id for one in perhaps(both, asked, ())} == {"QAA"}
    of_law = scheme(to_committee, directions=(by_trust, directed("y", "QAA")))
    assert perhaps(of_law, asked, ()) == ()


@pytest.mark.parametrize("changes", [{"power": "unheard-of"}, {"given_to": "trust"}])
def test_a_direction_that_no_power_lets_be_given_is_not_known(changes: dict[str, Any]) -> None:
    order = directed("x", "QAA").model_copy(update=changes)
    [told] = doubts_of(
        scheme(passed("d", "QAA", "trust", power="agreement"), directions=(order,)),
        act(),
        body("trust"),
    )
    assert told.rule == "suspended-without-power"


def test_who_is_wrongly_named_to_stand_in_leaves_a_direction_what_it_is() -> None:
    order = directed("x", "QAA", exercised_by="firm")
    assert perhaps(scheme(directions=(order,)), act(), ()) == ()


def test_a_revocation_by_others_leaves_it_not_known() -> None:
    by_trust = Revocation(on=date(2026, 10, 1), by="trust")
    gone = passed("d", "board", "committee", revocations=(by_trust,))
    [told] = doubts_of(scheme(gone), act(), meeting("committee"))
    assert (told.rule, told.outcome) == ("revoked-by-others", "not-known")
    assert "Test Trust revoked it from 1 October 2026 on, and no power" in told.text
    for also, on in (("board", date(2026, 10, 2)), (None, date(2026, 9, 1))):
        both = gone.model_copy(update={"revocations": (by_trust, Revocation(on=on, by=also))})
        assert doubts_of(scheme(both), act(), meeting("committee")) == ()
    later = Revocation(on=date(2026, 12, 1), by="board")
    then = gone.model_copy(update={"revocations": (by_trust, later)})
    assert doubts_of(scheme(then), act(), meeting("committee")) == (told,)
