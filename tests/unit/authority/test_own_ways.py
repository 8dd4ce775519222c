"""What passes without any delegation: to posts of a class of officers, and to parts of a body."""

from dataclasses import replace

import pytest

from joinedup.authority.act import Act, Actor
from joinedup.authority.deciding import proof_of
from joinedup.authority.near_answers import perhaps
from joinedup.authority.proof import Proof, Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme
from joinedup.authority.verify import verify
from joinedup.authority.who_can import proofs_of
from joinedup.register.schema import Body, Holder, Person, Post
from tests.unit.authority.small import (
    BODIES,
    LAW,
    PEOPLE,
    POSTS,
    act,
    body,
    forum,
    passed,
    post,
    scheme,
)

TO_DIRECTORS = passed("to-directors", "board", "QAA", officers="directors")


def director(id: str, person: str, **others: str) -> Post:
    told = {"name": id, "body": "QAA", **others}
    return Post(id=id, officers=("directors",), holders=(Holder(person=person),), **told)


def with_post(one: Post, person: Person) -> Scheme:
    return scheme(TO_DIRECTORS, posts=(*POSTS, one), people=(*PEOPLE, person))


def may(one: Scheme, asked: Act) -> set[Actor]:
    return {proof.actor for proof in proofs_of(one, asked)}


def rules(one: Scheme, actor: Actor, asked: Act) -> list[str]:
    answer = prove(one, actor, asked)
    assert isinstance(answer, Refusal)
    return [reason.rule for reason in answer.reasons]


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize(
    ("person", "rule"),
    [
        (Person(id="eve", name="Eve", employer="QAA"), ""),
        (Person(id="eve", name="Eve", employer="east", seconded_to="QAA"), ""),
        (Person(id="eve", name="Eve", employer="east"), "officer-not-employed"),
        (Person(id="eve", name="Eve"), "employer-not-said"),
    ],
)
def test_a_class_of_officers_does_not_hold_whom_its_body_does_not_employ(
    urgent: bool, person: Person, rule: str
) -> None:
    one, asked = with_post(director("lead", "eve"), person), act(urgent=urgent)
    assert (post("lead") in may(one, asked)) == (not rule)
    good = proof_of(with_post(director("lead", "ann"), person), post("lead"), asked)
    assert good is not None
    assert not verify(good, with_post(director("lead", "ann"), person).register, LAW)
    found = {failed.rule for failed in verify(good, one.register, LAW)}
    assert found == ({"not-of-the-class"} if rule else set())
    if rule:
        assert rules(one, post("lead"), asked) == [rule]
        doubtful = {answer.actor for answer in perhaps(one, asked, may(one, asked))}
        assert (post("lead") in doubtful) == (rule == "employer-not-said")


def test_whoever_sits_at_the_board_is_of_a_class_of_its_body() -> None:
    chris = Person(id="chris", name="Chris Cole", employer="firm")
    people = tuple(one for one in PEOPLE if one.id != "chris")
    one = scheme(TO_DIRECTORS, posts=(*POSTS, director("chair", "chris")), people=(*people, chris))
    assert post("chair") in may(one, act())


def test_a_class_of_officers_does_not_hold_a_councillor_but_may_hold_another_bodys_staff() -> None:
    """The staff of others who are at a council's disposal count as its officers."""
    given = passed(
        "to-officers",
        "council-w",
        "west",
        officers="chief officers",
        functions=("social-care",),
        area="p2",
        power="council-scheme",
    )
    officer = Post(
        id="officer",
        name="Officer",
        body="west",
        officers=("chief officers",),
        holders=(Holder(person="bob"),),
    )
    member = officer.model_copy(update={"id": "member", "role": "council leader"})
    one, asked = scheme(given, posts=(officer, member)), act("social-care", "p2")
    assert post("officer") in may(one, asked)
    assert post("member") not in may(one, asked)
    assert "not-an-officer" in rules(one, post("member"), asked)


@pytest.mark.parametrize("urgent", [False, True])
def test_a_post_of_a_class_is_for_its_own_area(urgent: bool) -> None:
    posts = (*POSTS, director("of-p1", "ann", area="p1"), director("of-p2", "ann", area="p2"))
    one = scheme(TO_DIRECTORS, posts=posts)
    for area, who in (("p1", {"of-p1"}), ("n1", {"of-p1"}), ("p2", {"of-p2"}), ("cross", set())):
        asked = act(area=area, urgent=urgent)
        assert {post(id) for id in who} == may(one, asked) & {post("of-p1"), post("of-p2")}
        assert post("chief") in may(one, asked)
    [proof] = [proof for proof in proofs_of(one, act(urgent=urgent)) if proof.actor.id == "of-p1"]
    assert proof.terms.area == "p1"
    assert verify(proof, one.register, LAW) == ()
    elsewhere = _of_area(proof, "p2")
    assert {failed.rule for failed in verify(elsewhere, one.register, LAW)} == {"outside-area"}


def _of_area(proof: Proof, area: str) -> Proof:
    [chain] = proof.chains
    return replace(proof, act=replace(proof.act, area=area), chains=(replace(chain, area=area),))


def test_a_refusal_says_for_which_area_a_post_of_a_class_is() -> None:
    one = scheme(TO_DIRECTORS, posts=(*POSTS, director("of-p2", "ann", area="p2")))
    answer = prove(one, post("of-p2"), act())
    assert isinstance(answer, Refusal)
    [reason] = answer.reasons
    assert reason.rule == "area-outside"
    assert "is for Second place, which does not contain the whole of First place" in reason.text


@pytest.mark.parametrize("urgent", [False, True])
def test_a_part_of_a_body_is_for_its_own_area(urgent: bool) -> None:
    north = Body(id="north", name="North", kind="NHS England region", part_of="england", area="s2")
    one = scheme(bodies=(*BODIES, north))
    asked = act("specialised", urgent=urgent)
    assert may(one, asked) == {body("england"), body("midlands")}
    assert rules(one, body("north"), asked) == ["area-outside"]
    proof = proof_of(one, body("north"), replace(asked, area="s2"))
    assert proof is not None and proof.terms.area == "s2"
    assert verify(proof, one.register, LAW) == ()
    found = {failed.rule for failed in verify(_of_area(proof, "p1"), one.register, LAW)}
    assert found == {"outside-area"}


def test_a_board_is_not_asked_for_its_own_area() -> None:
    board = forum("board", "integrated care board", "QAA", area="p2")
    one = scheme(forums=(board,))
    assert {actor.id for actor in may(one, act(area="p1"))} == {"QAA", "board"}
