"""What fails on a way is told with the way: a delegation, an organ, one of a class of officers."""

from datetime import date

from joinedup.authority.act import Actor
from joinedup.authority.failing import Failing
from joinedup.authority.near import why_not
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme
from joinedup.register.schema import Holder
from tests.unit.authority.small import FORUMS, POSTS, act, forum, meeting, passed, post, scheme

LEFT = (Holder(person="ann", last_day=date(2026, 10, 31)),)
VACANT = tuple(
    one.model_copy(update={"holders": LEFT}) if one.id == "chief" else one for one in POSTS
)


def reasons(one: Scheme, actor: Actor, function: str = "care") -> dict[str, str]:
    """The texts of a refusal by their rules."""
    answer = prove(one, actor, act(function))
    assert isinstance(answer, Refusal)
    return {reason.rule: reason.text for reason in answer.reasons}


def test_one_of_a_class_of_officers_is_told_as_one_of_them() -> None:
    to_directors = passed("d", "QAA", "QAA", officers="directors")
    told = reasons(scheme(to_directors, posts=VACANT), post("chief"))
    assert list(told) == ["vacant"]
    assert told["vacant"].startswith("Chief executive, NHS First, as one of the directors:")
    direct = reasons(scheme(passed("d", "board", "chief"), posts=VACANT), post("chief"))
    assert direct["vacant"].startswith(
        "Delegation d, from The board to Chief executive, NHS First:"
    )


def test_an_organ_is_told_as_acting_for_its_body() -> None:
    one = scheme(governance=())
    told = reasons(one, meeting("cabinet-e"), "social-care")
    assert list(told) == ["model-not-said"]
    assert told["model-not-said"].startswith("The cabinet-e, acting for East Council:")


def test_what_is_given_to_one_that_ended_says_so() -> None:
    ended = forum("dead", "committee", "QAA", last_day=date(2025, 12, 31))
    known = scheme(passed("d", "board", "dead"), forums=(*FORUMS, ended))
    [told] = why_not(known, "d", act(), Failing(known, known.matter(act())))
    assert told.rule == "receiver-not-there"
    assert told.text.endswith("The dead ended on 31 December 2025.")


def test_what_is_given_by_one_that_ended_says_so() -> None:
    ended = forum("dead", "committee", "QAA", last_day=date(2025, 12, 31))
    known = scheme(passed("d", "dead", "committee"), forums=(*FORUMS, ended))
    told = {
        one.rule: one for one in why_not(known, "d", act(), Failing(known, known.matter(act())))
    }
    assert told["giver-not-there"].text.endswith("The dead ended on 31 December 2025.")
