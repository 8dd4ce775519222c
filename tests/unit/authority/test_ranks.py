"""Who comes before whom among those who may decide, and in what order they are told."""

from joinedup.authority.act import Act, Actor
from joinedup.authority.scheme import Scheme
from joinedup.authority.who_can import (
    First,
    before,
    deciders,
    each_for_itself,
    lowest,
    proofs_of,
    ranked,
    told_apart,
    who_can,
)
from joinedup.register.schema import Body
from tests.unit.authority.small import BODIES, act, body, meeting, passed, post, scheme

PASSED = (
    passed("d", "board", "place-1", area="p1"),
    passed("e", "board", "chief", area="p1"),
    passed("f", "board", "committee"),
)


def first(one: Scheme, actor: Actor, matter: Act | None = None) -> First:
    """Who comes before somebody."""
    asked = matter or act()
    deciding = told_apart(one, asked, deciders(one, asked)).deciding
    return before(one, proofs_of(one, asked), deciding, actor)


def test_who_decides_for_a_smaller_area_comes_first_and_of_one_area_who_decides_together() -> None:
    one = scheme(*PASSED)
    assert first(one, meeting("place-1")) == First()
    assert first(one, post("chief")) == First(together=(meeting("place-1"),))
    assert first(one, meeting("board")) == First(lower=(meeting("place-1"),))


def test_nobody_comes_before_whoever_decides_what_cannot_wait() -> None:
    assert first(scheme(*PASSED), post("chief"), act(urgent=True)) == First()


def test_a_body_does_not_come_after_whoever_acts_for_it() -> None:
    assert first(scheme(), body("QAA")) == First()


def test_the_lowest_are_told_first_and_then_upwards() -> None:
    one = scheme(*PASSED)
    answers = who_can(one, act())
    lows = [low.value.actor for low in lowest(one, answers)]
    assert lows == [meeting("place-1")]
    told = [(answer.value.actor, is_low) for answer, _, is_low in ranked(one, answers, lows)]
    assert told == [
        (meeting("place-1"), True),
        (post("chief"), False),
        (body("QAA"), False),
        (meeting("board"), False),
        (meeting("committee"), False),
    ]


def test_trusts_that_hold_something_each_for_itself_are_not_compared() -> None:
    other = Body(id="another", name="Another Trust", kind="NHS trust")
    one = scheme(bodies=(*BODIES, other))
    answers = who_can(one, act("services"))
    assert each_for_itself(answers) == (body("another"), body("trust"))
    assert first(one, body("another"), act("services")) == First()
    assert each_for_itself(who_can(one, act())) == ()
