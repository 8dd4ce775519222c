"""What a refusal says, and what it leaves out: each thing once, and only what would change it."""

from datetime import date
from typing import Any

from joinedup.authority.act import Act, Actor, Used
from joinedup.authority.near_answers import doubts_of, perhaps
from joinedup.authority.proof import Failed, Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme
from joinedup.law.function import Receiver
from joinedup.register.delegations import Approval, Delegation, Direction
from joinedup.register.schema import Area, Body, Holder, Post
from tests.unit.authority.hand_made import changed
from tests.unit.authority.small import (
    AREAS,
    BODIES,
    FORUMS,
    LAW,
    act,
    body,
    directed,
    forum,
    kept,
    meeting,
    officers,
    passed,
    post,
    scheme,
)

ALL = (Area(id="all", name="All", kind="nation", made_of=("p1", "p2")),)
ENDED = Body(
    id="gone", name="Gone Trust", kind="NHS trust", to=date(2025, 3, 31), succeeded_by=("trust",)
)
GONE = Holder(person="ann", to=date(2025, 3, 31))


def refused(known: Scheme, actor: Actor, one: Act | None = None) -> tuple[Failed, ...]:
    answer = prove(known, actor, one or act())
    assert isinstance(answer, Refusal)
    return answer.reasons


def said(known: Scheme, actor: Actor, one: Act | None = None) -> dict[str, str]:
    """By its rule what each reason says, with what would change it; each rule once."""
    reasons = refused(known, actor, one)
    assert len({reason.rule for reason in reasons}) == len(reasons)
    return {reason.rule: f"{reason.text} {reason.mend}" for reason in reasons}


def agreed(id: str, by: str | tuple[str, ...], to: str, **others: Any) -> Delegation:
    return passed(id, by, to, power="agreement", **others)


def test_givers_of_one_delegation_who_do_not_matter_are_left_out() -> None:
    shared = agreed("shared", ("QAA", "QBB", "trust"), "joint", area="land", cap="£1")
    told = said(scheme(shared), meeting("joint"), act(value_pence=5_000))
    assert list(told) == ["over-the-cap"]
    assert (
        "Delegation shared, from NHS First, NHS Second and 1 more to The joint"
        in (told["over-the-cap"])
    )
    assert "£50 is above its cap of £1. Refer it to NHS First, or raise" in told["over-the-cap"]


def test_where_no_giver_of_a_delegation_matters_all_are_told_together() -> None:
    shared = agreed("shared", ("QBB", "trust"), "others", area="land")
    forums = (*FORUMS, forum("others", "joint committee", "QBB", "trust"))
    told = said(scheme(shared, forums=forums), meeting("others"))
    assert list(told) == ["holds-nothing"]
    assert told["holds-nothing"].startswith(
        "NHS Second and Test Trust do not hold this by law for First place, and nobody passes it "
        "to them. NHS First could pass it to NHS Second by 'Agreement'"
    )


def test_nothing_is_told_behind_whoever_may_decide() -> None:
    late = agreed("late", "QBB", "trust", approvals=(Approval(by="QBB", on=None),))
    good = agreed("good", "QAA", "trust")
    on = passed("on", "trust", "trust-committee", power="scheme", cap="£1")
    told = said(scheme(late, good, on), meeting("trust-committee"), act(value_pence=500))
    assert list(told) == ["over-the-cap"]


def test_who_may_decide_and_not_pass_it_on_is_looked_behind() -> None:
    good = agreed("good", "QAA", "trust", onward="no")
    on = passed("on", "trust", "trust-committee", power="scheme")
    told = said(scheme(good, on), meeting("trust-committee"))
    assert list(told) == ["onward-not-permitted"]


def test_an_approval_that_is_lacking_is_told_with_whose_it_is_and_since_when() -> None:
    waiting = (Approval(by="trust", on=date(2027, 1, 5)), Approval(by="east", on=None))
    forums = (*FORUMS, forum("new", "joint committee", "QAA", "trust", approvals=waiting))
    known = scheme(agreed("to-new", "QAA", "new", approvals=waiting[:1]), forums=forums)
    told = said(known, meeting("new"))
    assert told["actor-not-there"] == (
        "The new is not approved on 1 November 2026: it lacks the approval of East Council (no "
        "day is recorded) and the approval of Test Trust (given only on 5 January 2027). Record "
        "the approval and its day."
    )
    assert told["not-approved"].endswith(
        "it is not approved on 1 November 2026: it lacks the approval of Test Trust (given only on "
        "5 January 2027). Ask of 5 January 2027 or later."
    )


def test_a_holder_that_lacks_an_approval_is_told_in_place_of_the_parts_of_its_area() -> None:
    waiting = (Approval(by="west", on=date(2027, 1, 5)),)
    forums = (
        forum(
            "partners", "integrated care partnership", "QAA", "east", area="all", approvals=waiting
        ),
    )
    known = scheme(areas=(*AREAS, *ALL), forums=forums)
    told = said(known, body("QAA"), act("strategy", "all"))
    assert list(told) == ["holder-not-there"]
    assert (
        "Whoever would hold this is not there: The partners is not approved"
        in (told["holder-not-there"])
    )
    assert list(said(known, meeting("partners"), act("strategy", "all"))) == ["actor-not-there"]


def test_whoever_ended_is_told_once_with_its_successor_and_nothing_else_of_it() -> None:
    others = {
        "bodies": (*BODIES, ENDED),
        "forums": (*FORUMS, forum("gone-committee", "committee", "gone")),
    }
    known = scheme(
        agreed("to-gone", "QAA", "gone", cap="£1"),
        agreed("first", "gone", "QBB"),
        agreed("second", "gone", "QBB", cap="£1"),
        passed("within", "gone", "gone-committee", power="scheme"),
        **others,
    )
    asked = act(value_pence=500)
    ended = "ended on 31 March 2025; Test Trust took on what it did. Name Test Trust instead."
    told = said(known, body("QBB"), asked)
    assert told == {"giver-not-there": f"Delegations first and second: Gone Trust {ended}"}
    assert said(known, body("gone"), asked) == {"actor-not-there": f"Gone Trust {ended}"}
    assert said(known, meeting("gone-committee"), asked) == {
        "actor-not-there": f"The gone-committee is of Gone Trust, which {ended}"
    }


def test_whoever_is_there_only_later_is_told_with_the_day() -> None:
    days: dict[str, Any] = {"from": date(2027, 1, 1)}
    bodies = (*BODIES, Body(id="soon", name="Soon Trust", kind="NHS trust", **days))
    known = scheme(
        agreed("on", "soon", "trust"),
        agreed("to-class", "QAA", "soon", officers="heads"),
        bodies=bodies,
    )
    soon = "Soon Trust is there only from 1 January 2027. Ask of 1 January 2027 or later."
    assert said(known, body("trust")) == {
        "giver-not-there": f"Delegation on, from Soon Trust to Test Trust: {soon}"
    }
    assert said(known, officers("soon", "heads")) == {"actor-not-there": soon}


def test_exclusive_delegations_that_exclude_each_other_are_told_in_one_sentence() -> None:
    known = scheme(
        agreed("one", "QAA", "trust", mode="exclusive"),
        agreed("two", "QAA", "QBB", mode="exclusive"),
        passed("three", "QAA", "committee"),
    )
    for actor in (body("QAA"), body("trust"), body("QBB"), meeting("committee")):
        assert said(known, actor) == {
            "exclusive-twice": "NHS First passed this exclusively to each of Test Trust and NHS "
            "Second, so it cannot be told who has it. End all of these delegations but one: one "
            "and two."
        }


def test_one_exclusive_delegation_leads_to_whoever_has_it() -> None:
    known = scheme(
        agreed("one", "QAA", "trust", mode="exclusive"), passed("three", "QAA", "committee")
    )
    assert said(known, meeting("committee")) == {
        "given-exclusively": "NHS First passed this exclusively to Test Trust, for First system, "
        "and may not decide it meanwhile. Refer it to Test Trust, or end that "
        "delegation."
    }


def test_a_matter_that_a_body_keeps_for_itself_is_told_so_and_who_may_if_it_cannot_wait() -> None:
    known = scheme(
        passed("to-chief", "QAA", "chief"),
        passed("to-committee", "QAA", "committee"),
        reservations=(kept("all", "QAA", "QAA", urgent=("chief",)),),
    )
    keeps = "NHS First keeps this for itself. Refer it to NHS First, or change the reservation"
    assert said(known, meeting("committee"))["reserved"] == f"{keeps}."
    assert said(known, post("chief"))["reserved"] == (
        f"{keeps}; Chief executive, NHS First may decide what cannot wait, and reports back."
    )


def test_what_would_pass_it_turns_on_the_receiver() -> None:
    told = said(scheme(passed("work", "QAA", "trust", power="contract")), body("trust"))
    mend = "NHS First could pass it on by 'Agreement' [agreement] (An Act s9)."
    assert mend in told["passes-no-function"]
    told = said(scheme(passed("work", "QAA", "firm", power="contract")), body("firm"))
    assert told["passes-no-function"].endswith(
        "It is not known whether 'Agreement' [agreement] (An Act s9) passes it from NHS First to A "
        "Firm: take legal advice, or say how the council is governed."
    )
    told = said(scheme(passed("work", "QAA", "directors", power="contract")), meeting("directors"))
    assert told["passes-no-function"].endswith(
        "No power that this program knows of passes it from NHS First to The directors."
    )


def test_what_could_lead_to_somebody_may_turn_on_what_is_not_said() -> None:
    forms = {"forum_kinds": ("committee",), "forms": ("committee of a body",)}
    to = (Receiver(kind="forum", whose="own", **forms),)
    law = changed(LAW, "powers", "within", given_to=to)
    forums = (*FORUMS, forum("place-2", "place partnership", "QAA", area="p2"))
    told = said(scheme(law=law, forums=forums), meeting("place-2"), act("care", "p2"))
    assert told["no-delegation"].endswith(
        "It is not known whether 'Within' [within] (An Act s6) passes it from NHS First to The "
        "place-2: say in forums.yaml, under 'forms', of which form The place-2 is."
    )


def test_which_power_would_pass_it_may_turn_on_how_a_council_governs_itself() -> None:
    social = {"functions": ("social-care",), "area": "p1"}
    known = scheme(passed("d", "east", "cabinet-e", power="contract", **social), governance=())
    told = said(known, meeting("cabinet-e"), act("social-care", "p1"))
    assert told["passes-no-function"].endswith(
        "passes it from East Council to The cabinet-e: say how East Council governs itself, by its "
        "model of governance."
    )


def test_to_whom_a_power_passes_is_told_of_the_receivers_kind() -> None:
    told = said(scheme(passed("odd", "QAA", "trust-committee")), meeting("trust-committee"))
    assert told["receiver-not-permitted"] == (
        "Delegation odd, from NHS First to The trust-committee: the power 'Within' lets NHS First "
        "pass functions on only to a forum of its own, and so not to The trust-committee. No power "
        "that this program knows of passes it from NHS First to The trust-committee."
    )


def test_no_body_is_asked_for_an_organ_where_it_has_nothing_to_exercise() -> None:
    told = said(scheme(), meeting("directors"), act())
    assert list(told) == ["holds-nothing"]
    assert told["holds-nothing"].startswith("Test Trust does not hold this by law for First place")


def test_another_acts_for_a_council_in_what_is_its_executives() -> None:
    told = said(scheme(), meeting("council-e"), act("social-care"))
    assert (
        "East Council this is. Refer it to The cabinet-e or Leader, East Council, through whom"
        in (told["executive-function"])
    )


def test_that_nobody_acts_for_a_council_is_told() -> None:
    known = scheme(forums=tuple(one for one in FORUMS if one.kind != "full council"))
    told = said(known, meeting("cabinet-e"), act("licences"))
    assert told["not-the-executive"].endswith(
        "at East Council this is not. Name in the register who acts for East Council in this."
    )


def test_a_class_of_officers_to_which_nothing_leads_is_not_spoken_of() -> None:
    known = scheme()
    assert list(said(known, post("chief"))) == ["no-delegation"]


def test_a_direction_is_told_once_whomever_it_stops() -> None:
    known = scheme(passed("to-chief", "QAA", "chief"), directions=(directed("stop", "QAA"),))
    told = said(known, post("chief"))
    ceased = "NHS England directed NHS First to cease exercising this."
    assert told["suspended"] == f"{ceased} Wait until the direction ends."
    others: dict[str, Any] = {"exercised_by": "QBB", "to": date(2027, 3, 31)}
    direction = Direction(id="stop", given_by="england", given_to="QAA", power="direct", **others)
    told = said(scheme(directions=(direction,)), body("QAA"))
    mend = "Refer it to NHS Second, or ask of a day after 31 March 2027."
    assert told["suspended"] == f"{ceased} {mend}"


def test_of_several_areas_each_holder_who_is_lacking_is_told_in_one_sentence() -> None:
    known = scheme(areas=(*AREAS, *ALL))
    told = said(known, body("trust"), act("social-care", "all"))
    assert told["not-from-each-holder"].startswith(
        "East Council and West Council hold this too and must decide as well, and nothing leads "
        "from them to Test Trust."
    )
    assert told["no-delegation"].startswith("Nothing leads to Test Trust")
    told = said(known, body("east"), act("social-care", "all"))
    assert told["not-from-each-holder"].startswith("West Council holds this too")


def test_a_function_of_another_time_is_told_with_its_days() -> None:
    told = said(scheme(), body("QAA"), act("old"))
    assert told == {
        "function-not-in-force": "Nobody holds this on 1 November 2026: the law that gives it "
        "holds only to 31 March 2024. Ask of a day on which it does."
    }


def test_a_cap_is_told_with_what_is_left_of_it_or_what_it_comes_to() -> None:
    by_year = scheme(passed("d", "QAA", "committee", cap="£100 a year"))
    used = (Used("d", 9_000, "2026-27"),)
    told = said(by_year, meeting("committee"), act(value_pence=2_000, used=used))
    assert "£20 is above its cap of £100 a year, of which £10 is left" in told["over-the-cap"]
    for_each = scheme(passed("d", "QAA", "place-1", area="p1", cap="£10 per 100,000 residents"))
    told = said(for_each, meeting("place-1"), act(value_pence=2_000))
    assert "per 100,000 residents, which comes to £15" in told["over-the-cap"]


def test_a_vacant_post_of_a_class_of_officers_is_told_as_one_of_them() -> None:
    posts = (Post(id="head", name="Head", body="QAA", officers=("heads",), holders=(GONE,)),)
    known = scheme(passed("to-heads", "QAA", "QAA", officers="heads"), posts=posts)
    assert said(known, post("head")) == {
        "vacant": "Head, NHS First, as one of the heads: nobody holds the post Head, "
        "NHS First on 1 November 2026. Say who holds it."
    }


def test_a_giver_that_is_nobody_of_the_register_is_told_so() -> None:
    told = said(scheme(passed("odd", "nobody", "trust", power="agreement")), body("trust"))
    assert told == {
        "giver-not-there": "Delegation odd, from nobody to Test Trust: nobody is no body, forum or "
        "post that may have functions. Name one that may."
    }


def test_what_alone_leaves_it_open_is_known_of_one_actor() -> None:
    known = scheme(passed("d", "QAA", "committee", cap="£100 a year"))
    asked = act(value_pence=2_000)
    assert [one.rule for one in doubts_of(known, asked, meeting("committee"))] == ["used-not-said"]
    assert doubts_of(known, asked, body("trust")) == ()
    assert doubts_of(known, asked, meeting("common")) == ()


def test_a_matter_is_referred_only_to_whoever_may_decide_it() -> None:
    one = scheme(
        passed("d", "board", "committee", cap="£1"),
        reservations=(kept("r", "QAA", "nobody-known", above="£2"),),
    )
    told = said(one, meeting("committee"), act(value_pence=150))
    assert "Refer it to The board, or raise the cap." in told["over-the-cap"]
    # Above that nobody may decide it, nor the body without any of its own.
    told = said(one, meeting("committee"), act(value_pence=250))
    assert told["over-the-cap"].endswith("Raise the cap.")
    assert told["reserved"].endswith("Change the reservation.")


def test_who_holds_it_for_the_areas_inside_is_told() -> None:
    told = said(scheme(), meeting("cabinet-e"), act("social-care", area="s1"))
    assert told["held-inside"] == (
        "Nobody holds this for the whole of First system; inside it East Council holds it for "
        "First place and West Council holds it for Second place. Ask for that area, or for one of "
        "them."
    )
    told = said(scheme(), meeting("cabinet-e"), act("social-care", area="s2"))
    assert "no-holder" in told


def test_the_cap_of_several_givers_is_told_once_with_all_who_may_decide() -> None:
    capped = passed("d", ("QAA", "board"), "committee", cap="£1")
    told = said(scheme(capped), meeting("committee"), act(value_pence=500))
    assert told["over-the-cap"].endswith("Refer it to NHS First or The board, or raise the cap.")


def test_areas_of_one_name_with_one_holder_are_told_once() -> None:
    same = Area(id="p1-again", name="First place", kind="council area", within=("s1",))
    known = scheme(
        areas=(*AREAS, same, Area(id="p1-too", name="Part", kind="place", within=("p1-again",))),
        bodies=(*BODIES, Body(id="e2", name="East Council", kind="county council", area=same.id)),
    )
    told = said(known, meeting("cabinet-e"), act("social-care", area="s1"))
    assert told["held-inside"].count("East Council holds it for First place") == 1


def test_what_leads_from_a_holder_with_too_small_a_cap_leads_from_it() -> None:
    givers = {"QAA": "£9", "QBB": "£1"}
    shared = [
        passed(f"d-{by}", by, "common", power="in-common", area="both", cap=cap)
        for by, cap in givers.items()
    ]
    told = said(scheme(*shared), meeting("common"), act("care", "both", value_pence=500))
    assert list(told) == ["over-the-cap"]


def test_a_post_whose_role_a_power_leaves_out_is_told_so() -> None:
    to = (Receiver(kind="post", whose="own", not_roles=("elected member", "mayor")),)
    law = changed(LAW, "powers", "council-scheme", given_to=to)
    posts = (Post(id="member", name="Councillor", body="west", role="elected member"),)
    given = passed("d", "west", "member", functions=("social-care",), power="council-scheme")
    told = said(scheme(given, law=law, posts=posts), post("member"), act("social-care", "p2"))
    assert (
        "only to a post of its own that is none of elected member and mayor, and so not to"
        in (told["receiver-not-permitted"])
    )


def test_what_is_kept_for_one_that_ended_says_so() -> None:
    ended = forum("dead", "committee", "QAA", last_day=date(2025, 12, 31))
    known = scheme(
        passed("d", "board", "committee"),
        reservations=(kept("r", "QAA", "dead"),),
        forums=(*FORUMS, ended),
    )
    assert said(known, meeting("committee"))["reserved"] == (
        "NHS First keeps this for The dead; The dead ended on 31 December 2025. Change the "
        "reservation."
    )


def test_what_a_cap_counts_is_named() -> None:
    for basis, named in (
        ("a year without VAT", "a year without VAT"),
        ("whole life with VAT", "the whole life with VAT"),
    ):
        known = scheme(passed("d", "QAA", "committee", cap="£100", cap_basis=basis))
        told = said(known, meeting("committee"), act(value_pence=2_000))
        assert told["value-basis-not-said"].endswith(
            f"its cap counts the value of {named}, which is not said of this matter. Say the value "
            f"of {named} too."
        )


def test_a_giver_that_was_left_out_is_told_by_what_it_would_pass_it_on() -> None:
    law = changed(LAW, "powers", "in-common", given_by=("unitary council", "county council"))
    forums = (*FORUMS, forum("two", "joint committee", "east", "west", area="all"))
    given = passed("d", "east", "two", functions=("social-care",), area="all", power="in-common")
    known = scheme(given, law=law, areas=(*AREAS, *ALL), forums=forums)
    told = said(known, meeting("two"), act("social-care", "p2"))
    assert "West Council could pass it to The two by 'In common'" in told["holds-nothing"]


def test_of_whoever_took_on_what_another_did_only_its_area_is_not_known() -> None:
    heir = Body(id="heir", name="NHS Heir", kind="integrated care board")
    bodies = tuple(
        one.model_copy(update={"last_day": date(2026, 3, 31), "succeeded_by": ("heir",)})
        if one.id == "QAA"
        else one
        for one in BODIES
    )
    forums = (*FORUMS, forum("heirs", "integrated care board", "heir"))
    known = scheme(passed("d", "heir", "heirs"), bodies=(*bodies, heir), forums=forums)
    for actor in (body("heir"), meeting("heirs")):
        assert list(said(known, actor)) == ["area-not-said"]
        assert [one.rule for one in doubts_of(known, act(), actor)] == ["area-not-said"]
    assert list(perhaps(known, act(), ())) == [
        Refusal(actor, act(), doubts_of(known, act(), actor))
        for actor in (body("heir"), meeting("heirs"))
    ]
    assert "holder-not-there" in said(known, body("trust"))
    assert doubts_of(known, act(holder="QBB"), body("heir")) == ()
