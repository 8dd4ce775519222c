"""What random registers seldom have: unknown names, parts named twice, barred delegation."""

from datetime import date

import pytest

from joinedup.authority import routes, tables
from joinedup.authority.deciding import deciders, proof_of, proof_through, proofs_of
from joinedup.authority.parties import system_area
from joinedup.authority.proof import Refusal, Step
from joinedup.authority.prove import prove
from joinedup.authority.roots import need
from joinedup.authority.scheme import Scheme
from joinedup.authority.verify import verify
from joinedup.law.function import Holders, Receiver
from joinedup.register.schema import Area, System
from joinedup.values.explained import Explained
from tests.unit.authority import small
from tests.unit.authority.small import (
    AREAS,
    LAW,
    act,
    body,
    directed,
    meeting,
    passed,
    post,
    scheme,
)

TO_COMMITTEE = passed("to-committee", "QAA", "committee", instrument="scheme-3")


def rules(answer: object) -> set[str]:
    assert isinstance(answer, Refusal)
    return {reason.rule for reason in answer.reasons}


def test_a_function_or_an_area_that_nobody_knows_is_refused_by_name() -> None:
    known = scheme(TO_COMMITTEE)
    assert rules(prove(known, body("QAA"), act("nothing"))) == {"unknown-function"}
    assert rules(prove(known, body("QAA"), act(area="nowhere"))) == {"unknown-area"}
    assert rules(prove(known, body("nobody"), act())) == {"unknown-actor"}
    assert proofs_of(known, act("nothing")) == () == deciders(known, act(area="nowhere"))


def test_nothing_goes_through_a_delegation_that_is_not_there_or_is_of_another_function() -> None:
    known = scheme(TO_COMMITTEE)
    assert proof_through(known, "no-such", act()) is None
    assert proof_through(known, "to-committee", act("nothing")) is None
    proof = proof_through(known, "to-committee", act())
    assert proof is not None
    assert proof.chains[0].steps[-1].by == "to-committee"


def test_nothing_goes_through_a_delegation_to_somebody_who_is_not_there_or_must_cease() -> None:
    late = small.forum("late", "committee", "QAA", first_day=date(2030, 1, 1))
    known = scheme(
        TO_COMMITTEE,
        passed("to-late", "QAA", "late"),
        forums=(*small.FORUMS, late),
        directions=(directed("stop", "QAA"),),
    )
    assert proof_through(known, "to-late", act()) is None
    assert proof_through(known, "to-committee", act()) is None
    assert proof_through(scheme(TO_COMMITTEE), "to-committee", act()) is not None


def test_those_who_decide_are_named_as_they_are_proved() -> None:
    alone = tuple(one for one in small.FORUMS if one.kind != "committees in common")
    common = passed("shared", ("QAA", "QBB"), "common", power="in-common", area="land")
    named = []
    for forums in (alone, small.FORUMS):
        known = scheme(TO_COMMITTEE, common, forums=forums)
        for one in (act(), act(area="s2"), act(area="both"), act(urgent=True), act("nothing")):
            proofs = proofs_of(known, one)
            assert deciders(known, one) == tuple(proof.actor for proof in proofs)
            named.append(deciders(known, one))
    assert meeting("common") not in named[0]
    assert meeting("common") in named[7]


def test_an_explanation_cites_the_instrument_by_its_title() -> None:
    answer = prove(scheme(TO_COMMITTEE), meeting("committee"), act())
    assert isinstance(answer, Explained)
    assert "Scheme of NHS First, version 3" in answer.reasons[-1].text or any(
        "Scheme of NHS First, version 3" in reason.text for reason in answer.reasons
    )
    assert "Scheme of NHS First, version 3" in {source.id for source in answer.sources}


def test_who_exercises_a_function_by_a_direction_that_bars_it_may_not_pass_it_on() -> None:
    barred = directed("stop", "QAA", exercised_by="QBB", bars_delegation="yes")
    on = passed("on", "QBB", "trust", power="agreement")
    known = scheme(on, directions=(barred,))
    assert "delegation-barred" in rules(prove(known, body("trust"), act()))
    assert proof_of(known, body("QBB"), act()) is not None
    free = directed("stop", "QAA", exercised_by="QBB")
    assert proof_of(scheme(on, directions=(free,)), body("trust"), act()) is not None


def test_who_is_named_to_stand_in_for_a_post_decides_nothing_of_its_body() -> None:
    stop = directed("stop", "chief", exercised_by="QBB")
    to_chief = passed("to-chief", "board", "chief", cap="£100,000")
    one = scheme(to_chief, directions=(stop,))
    assert deciders(one, act()) == (body("QAA"), meeting("board"))
    answer = prove(one, post("chief"), act())
    assert isinstance(answer, Refusal)
    assert "refer it" not in " ".join(reason.mend for reason in answer.reasons)
    of_the_body = directed("stop", "QAA", exercised_by="QBB")
    instead = proof_of(scheme(directions=(of_the_body,)), body("QBB"), act())
    assert instead is not None
    assert instead.chains[0].steps == (Step("directed", "stop", None, body("QBB")),)
    assert "chain-not-needed" in {one.rule for one in verify(instead, one.register, LAW)}


def test_an_area_that_is_reached_twice_among_parts_counts_once() -> None:
    more = (
        Area(id="twice", name="Twice", kind="nation", made_of=("both", "again", "s1")),
        Area(id="again", name="Again", kind="nation", made_of=("both",)),
    )
    by_both = passed("shared", ("QAA", "QBB"), "common", power="in-common", area="land")
    known = scheme(by_both, areas=(*AREAS, *more))
    groups = need(known.holdings["care"], known.matter(act(area="twice")), None).groups
    assert [one.party.actor.id for group in groups for one in group.holdings] == ["QAA", "QBB"]
    proof = proof_of(known, meeting("common"), act(area="both"))
    assert proof is not None
    assert sorted(chain.area for chain in proof.chains) == ["s1", "s2"]


def test_a_function_held_jointly_by_boards_and_forums_asks_partner_trusts_of_boards_only() -> None:
    together = small.function(
        "together",
        Holders(body_kinds=(small.ICB,)),
        Holders(forum_kinds=("integrated care partnership",)),
        Holders(partner_trusts=True),
        jointly=True,
    )
    boards = small.function("boards", Holders(body_kinds=(small.ICB,)), jointly=True)
    law = LAW.model_copy(update={"functions": (*LAW.functions, together, boards)})
    known = scheme(law=law)
    groups = need(known.holdings["together"], known.matter(act("together")), None).groups
    holders = {one.party.actor.id for group in groups for one in group.holdings}
    assert holders == {"QAA", "partnership", "trust"}
    assert proof_of(known, body("QAA"), act("boards")) is not None
    assert proof_of(known, body("QAA"), act("together")) is None


def test_a_body_is_never_its_own_receiver_whatever_a_power_says() -> None:
    odd = small.power("odd", Receiver(kind="body", whose="own"), given_by=(small.ICB,))
    law = LAW.model_copy(update={"powers": (*LAW.powers, odd)})
    to_itself = passed("to-itself", "QAA", "QAA", power="odd")
    known = scheme(to_itself, passed("on", "QAA", "trust", power="odd"), law=law)
    assert proof_of(known, body("trust"), act()) is None
    proof = proof_of(known, body("QAA"), act())
    assert proof is not None
    assert [step.how for step in proof.chains[0].steps] == ["holds"]


def all_answers(known: Scheme) -> list[object]:
    """Who may decide matters of several areas, values and days, each asked twice."""
    acts = [
        act(area=area.id, value_pence=value, on=on)
        for area in AREAS
        for value in (None, 10_000, 10_001)
        for on in (date(2024, 3, 31), date(2026, 11, 1))
    ]
    return [proofs_of(known, one) for one in (*acts, *acts)]


CAPPED = (
    passed("capped", "QAA", "chief", cap="£100"),
    passed("to-committee", "QAA", "committee"),
)


def test_what_is_kept_is_bounded_and_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = all_answers(scheme(*CAPPED))
    monkeypatch.setattr(tables, "MOST_KEPT", 1)
    assert all_answers(scheme(*CAPPED)) == kept
    assert any(kept)


def test_a_register_whose_routes_are_too_many_to_follow_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    followed = all_answers(scheme(*CAPPED))
    monkeypatch.setattr(routes, "MOST_ROUTES", 2)
    known = scheme(*CAPPED)
    assert known.tables.table(act()) is None
    assert all_answers(known) == followed


def test_better_routes_that_are_not_compared_change_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = (*CAPPED, passed("again", "QAA", "chief"), passed("less", "QAA", "chief", cap="£1"))
    compared = all_answers(scheme(*several))
    monkeypatch.setattr(routes, "MOST_BETTER", 0)
    assert all_answers(scheme(*several)) == compared


def test_a_register_without_an_area_of_a_system_has_none_for_its_board() -> None:
    land = (Area(id="land", name="Land", kind="nation"),)
    bare = small.register(system=System(code="QAA", name="First", areas=land), areas=land)
    assert system_area(bare) is None
    assert system_area(small.register()) is not None


def test_a_power_that_ended_passes_nothing_any_more() -> None:
    ended = small.power("ended", small.OWN_FORUM, given_by=(small.ICB,), to=date(2024, 3, 31))
    law = LAW.model_copy(update={"powers": (*LAW.powers, ended)})
    known = scheme(passed("late", "QAA", "committee", power="ended"), law=law)
    assert "power-not-in-force" in rules(prove(known, meeting("committee"), act()))
    assert proof_of(known, meeting("committee"), act(on=date(2024, 3, 1))) is not None
    fresh = scheme(passed("to-firm", "QAA", "firm"), law=law)
    assert "power-not-in-force" not in rules(prove(fresh, body("firm"), act()))
