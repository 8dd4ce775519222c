"""The scheme of reservation and delegation, and who decides at which tier."""

from datetime import date

import pytest

from joinedup.authority import field
from joinedup.authority import scheme as scheme_module
from joinedup.authority import unproved as unproved_module
from joinedup.authority.act import Act
from joinedup.authority.mapping import SchemeRow, scheme_table
from joinedup.authority.proof import Proof, Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme
from joinedup.authority.tiers import all_proofs
from joinedup.authority.unproved import Unproved, unproved
from joinedup.authority.verify import verify
from joinedup.register.delegations import Revocation
from joinedup.register.schema import Area, Body
from tests.unit.authority.small import (
    AREAS,
    DAY,
    LAW,
    act,
    body,
    directed,
    kept,
    meeting,
    officers,
    passed,
    scheme,
)

BEFORE, AFTER = date(2026, 10, 31), date(2026, 11, 2)


def rows(one: Scheme, function: str = "care", on: date = DAY) -> list[SchemeRow]:
    return [row for row in scheme_table(one, on) if row.function.id == function]


def by_entry(one: Scheme, function: str = "care") -> dict[str, SchemeRow]:
    return {row.entry.id: row for row in rows(one, function) if row.entry}


def apart(one: Scheme) -> tuple[Unproved, ...]:
    return unproved(one, DAY, scheme_table(one, DAY))


def reasons(one: Scheme) -> dict[str, set[str]]:
    return {row.entry.id: {reason.rule for reason in row.reasons} for row in apart(one)}


def test_holders_stand_with_those_who_act_for_them_and_their_own_areas() -> None:
    found = {row.receiver: row for row in rows(scheme())}
    assert set(found) == {body("QAA"), body("QBB")}
    board = found[body("QAA")]
    assert (board.how, board.areas, board.through) == ("holds", ("s1",), (meeting("board"),))
    assert board.proof is not None
    assert (board.entry, board.givers) == (None, ())
    # Of what is held for any area no area is said.
    [services] = rows(scheme(), "services")
    assert (services.receiver, services.areas) == (body("trust"), ())
    assert services.through == (meeting("directors"),)


def test_each_of_those_who_hold_jointly_has_a_row_and_none_may_decide_alone() -> None:
    found = rows(scheme(), "plan")
    assert [row.receiver for row in found] == [body("QAA"), body("trust"), body("QBB")]
    assert {(row.proof, row.through) for row in found} == {(None, ())}
    # A partner trust, which has no area of its own, holds it for that of its board.
    assert [row.areas for row in found] == [("s1",), ("s1",), ("s2",)]
    # No trust says that it is a partner of the second board.
    told = {row.receiver.id: [reason.rule for reason in row.withheld] for row in found}
    assert told == {"QAA": [], "trust": [], "QBB": ["partners-not-said"]}


def test_a_delegation_stands_with_its_giver_area_and_proof() -> None:
    one = scheme(passed("to-place", "board", "place-1", area="p1", cap="£1m"))
    row = by_entry(one)["to-place"]
    assert (row.how, row.receiver, row.givers) == (
        "delegated",
        meeting("place-1"),
        (meeting("board"),),
    )
    assert row.areas == ("p1",)
    assert row.proof is not None
    assert row.proof.terms.cap_pence == 100_000_000
    assert apart(one) == ()


def test_a_delegation_to_officers_names_their_class() -> None:
    one = scheme(passed("to-directors", "board", "QAA", officers="directors"))
    assert by_entry(one)["to-directors"].receiver == officers("QAA", "directors")


def test_a_delegation_that_is_not_the_best_way_has_its_row_all_the_same() -> None:
    one = scheme(passed("a", "board", "committee"), passed("b", "board", "committee", cap="£5m"))
    assert set(by_entry(one)) == {"a", "b"}
    assert apart(one) == ()


def test_givers_who_hold_nothing_are_left_out() -> None:
    one = scheme(
        passed("pooled", ("QAA", "east"), "joint", power="agreement"),
    )
    assert by_entry(one)["pooled"].givers == (body("QAA"),)


def test_a_delegation_holds_for_the_widest_parts_where_nothing_stops_it() -> None:
    one = scheme(
        passed("to-place", "board", "place-1", area="p1", onward="within the body"),
        # The place has nothing to give for the whole system.
        passed("onward", "place-1", "committee", area="s1"),
        reservations=(kept("all-of-p2", "QAA", "board", area="p2"),),
    )
    found = by_entry(one)
    assert found["onward"].areas == ("n1",)
    assert found["to-place"].areas == ("n1",)
    assert "onward" not in reasons(one)


def test_a_part_within_a_wider_one_that_holds_is_not_named_again() -> None:
    one = scheme(
        passed("within", "board", "committee"),
        areas=(*AREAS, Area(id="n2", name="Meadows", kind="neighbourhood", within=("p2",))),
        reservations=(kept("hills", "QAA", "board", area="n1"),),
    )
    assert by_entry(one)["within"].areas == ("p2", "cross")


def test_what_is_reserved_stands_with_its_keeper() -> None:
    entry = kept("large", "QAA", "board", above="£5m")
    other = kept("other", "QAA", "board", functions=("constitution",))
    found = by_entry(scheme(reservations=(entry, other)))
    assert set(found) == {"large"}
    large = found["large"]
    assert (large.how, large.receiver, large.givers) == (
        "reserved",
        meeting("board"),
        (body("QAA"),),
    )
    assert large.areas == ()
    assert large.proof is not None
    # Nothing leads to the committee for which this is kept.
    here = by_entry(scheme(reservations=(kept("here", "QAA", "committee", area="p1"),)))["here"]
    assert (here.areas, here.proof) == (("p1",), None)


def test_what_is_reserved_above_an_amount_is_asked_with_a_value_just_above_it() -> None:
    # A committee that has nothing below £1m, nor above £5m, which is the board's.
    tiers = (
        kept("all", "QAA", "board"),
        kept("middle", "QAA", "committee", above="£1m"),
        kept("large", "QAA", "board", above="£5m"),
    )
    found = by_entry(scheme(passed("on", "QAA", "committee"), reservations=tiers))
    values = {
        name: found[name].proof and found[name].proof.act.value_pence  # type: ignore[union-attr]
        for name in ("all", "middle", "large")
    }
    assert values == {"all": None, "middle": 100_000_001, "large": 500_000_001}


def test_whoever_is_directed_to_exercise_it_stands_in_for_the_holder() -> None:
    one = scheme(directions=(directed("cease", "QAA", exercised_by="QBB", functions=("care",)),))
    found = rows(one)
    assert [(row.how, row.receiver) for row in found] == [
        ("holds", body("QAA")),
        ("directed", body("QBB")),
        ("holds", body("QBB")),
    ]
    ceased, instead, own = found
    # It is its own by law still, and it does not decide it meanwhile.
    assert (ceased.proof, ceased.through) == (None, ())
    assert [reason.rule for reason in ceased.withheld] == ["suspended"]
    assert instead.entry is not None
    assert instead.entry.id == "cease"
    # For the area of whoever it stands in for, through those who act for it.
    assert instead.areas == ("s1",)
    assert instead.proof is not None
    assert instead.proof.chains[0].steps[0].how == "directed"
    assert instead.through == (meeting("board-b"),)
    assert own.areas == ("s2",)


def test_what_is_not_in_force_is_in_neither_list() -> None:
    revoked = Revocation(on=DAY)
    one = scheme(
        passed("ended", "board", "committee", last_day=BEFORE),
        passed("to-come", "board", "committee", first_day=AFTER),
        passed("revoked", "board", "committee", revocations=(revoked,)),
        passed("still", "board", "committee", revocations=(Revocation(on=AFTER),)),
    )
    assert set(by_entry(one)) == {"still"}
    assert apart(one) == ()


def test_what_supports_no_proof_stands_apart_with_its_reasons() -> None:
    one = scheme(
        passed("contract", "QAA", "trust", power="contract"),
        passed("staff", "QAA", "trust", officers="managers"),
        passed("two", "board", "committee", functions=("care", "constitution")),
        passed("nothing-known", "board", "committee", functions=("parties",)),
        passed("from-nobody", "trust-committee", "directors", power="scheme"),
    )
    found = [(row.function, row.entry.id, row.receiver) for row in apart(one)]
    assert found == [
        ("care", "contract", body("trust")),
        ("care", "from-nobody", meeting("directors")),
        ("parties", "nothing-known", meeting("committee")),
        ("care", "staff", officers("trust", "managers")),
        ("constitution", "two", meeting("committee")),
    ]
    assert set(by_entry(one)) == {"two"}
    told = reasons(one)
    assert told["contract"] == {"passes-no-function"}
    assert told["two"] == {"function-barred"}
    assert told["nothing-known"] == {"unknown-function"}
    # Nothing is wrong with it but that its giver has nothing to give.
    assert "no-delegation" in told["from-nobody"]


def test_what_may_not_be_passed_on_says_so_though_its_giver_may_decide() -> None:
    one = scheme(
        passed("first", "QAA", "trust", power="agreement", onward="no"),
        passed("second", "trust", "trust-committee", power="scheme"),
    )
    assert reasons(one) == {"second": {"onward-not-permitted"}}


def test_what_comes_back_to_whoever_gave_it_adds_nothing() -> None:
    one = scheme(
        passed("there", "board", "committee"),
        passed("back", "committee", "board"),
    )
    assert set(by_entry(one)) == {"there"}
    assert reasons(one) == {"back": {"adds-nothing"}}
    assert reasons(scheme(passed("own", "board", "board"))) == {"own": {"adds-nothing"}}


def agrees(one: Scheme) -> None:
    """Each row says what the answers say: for its area its receiver may decide."""
    for row in scheme_table(one, DAY):
        for area in row.areas if row.how == "delegated" else ():
            answer = prove(one, row.receiver, Act(row.function.id, area, DAY))
            assert not isinstance(answer, Refusal), (row.entry, area)
        if row.proof is not None:
            assert isinstance(row.proof, Proof)
            assert row.proof.actor == row.receiver
    told = {
        (row.function.id, row.entry.id)
        for row in scheme_table(one, DAY)
        if row.how == "delegated" and row.entry
    }
    for function in one.basis.functions:
        for proof in all_proofs(one, function.id, DAY):
            used = [step for chain in proof.chains for step in chain.steps]
            names = {step.by for step in used if step.how == "delegated"}
            assert {(function.id, name) for name in names} <= told


def test_the_scheme_agrees_with_the_answers() -> None:
    agrees(scheme())
    agrees(
        scheme(
            passed("to-place", "board", "place-1", area="p1", onward="within the body"),
            passed("onward", "place-1", "committee", area="s1"),
            passed("to-chief", "board", "chief", cap="£1m"),
            passed("away", "QAA", "trust", power="agreement", mode="exclusive", area="p2"),
            reservations=(kept("large", "QAA", "board", above="£5m"),),
        )
    )


def test_a_delegation_whose_receiver_passed_all_of_it_on_has_its_row_without_a_proof() -> None:
    one = scheme(
        passed("to-trust", "QAA", "trust", power="agreement"),
        passed("away", "trust", "QBB", power="agreement", mode="exclusive"),
    )
    found = by_entry(one)
    assert (found["to-trust"].receiver, found["to-trust"].proof) == (body("trust"), None)
    assert (found["to-trust"].areas, found["to-trust"].givers) == (("s1",), (body("QAA"),))
    assert found["away"].proof is not None
    assert apart(one) == ()


def test_what_givers_lack_is_told_once_and_of_very_many_in_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unproved_module, "_MOST_TOLD", 1)
    one = scheme(
        passed("a", "trust-committee", "directors", power="scheme"),
        passed("b", "trust-committee", "directors", power="scheme"),
        passed("c", "directors", "trust-committee", power="scheme"),
    )
    told = {row.entry.id: row.reasons for row in apart(one)}
    assert set(told) == {"a", "b", "c"}
    assert told["a"] == told["b"]
    assert len(told["a"]) > 1
    [short] = told["c"]
    assert short.text.endswith("for whoever passes it on: The directors.")


def test_matters_are_forgotten_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheme_module, "MOST_MATTERS", 1)
    one = scheme(passed("d", "board", "committee"))
    first = one.matter(act())
    assert one.matter(act()) is first
    one.matter(act(area="p2"))
    assert one.matter(act()) is not first


def test_a_delegation_has_its_row_though_there_are_too_many_ways_to_its_giver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(field, "MOST_BOUNDS", 0)
    one = scheme(passed("d", "board", "committee"), passed("e", "trust", "committee"))
    assert set(by_entry(one)) == {"d"}


@pytest.mark.parametrize("bars", ["no", "yes"])
def test_a_row_has_a_chain_from_each_who_must_decide_though_one_stands_in_for_another(
    bars: str,
) -> None:
    """A board is directed to act in another's stead, and both hold the plan with the same trust:

    so the groups of holders come from the same two, and are not the same.
    """
    bodies = (
        Body(id="QAA", name="First board", kind="integrated care board", area="s1"),
        Body(id="QBB", name="Second board", kind="integrated care board", area="s1"),
        Body(id="england", name="NHS England", kind="NHS England"),
        Body(id="trust", name="Trust", kind="NHS trust", partner_of=("QAA", "QBB")),
        Body(id="other", name="Other trust", kind="NHS trust"),
    )
    given = passed(
        "d", ("QBB", "trust"), "other", functions=("plan",), power="agreement", onward="yes"
    )
    stands_in = directed("x", "QAA", exercised_by="QBB", bars_delegation=bars)
    functions = [
        one.model_copy(update={"tags": ("NHS",)}) if one.id == "plan" else one
        for one in LAW.functions
    ]
    law = LAW.model_copy(update={"functions": tuple(functions)})
    one = scheme(given, law=law, bodies=bodies, forums=(), posts=(), directions=(stands_in,))
    found = by_entry(one, "plan").get("d")
    if bars == "yes":
        assert found is None
        return
    assert found is not None
    assert found.proof is not None
    assert [chain.steps[0].how for chain in found.proof.chains] == ["directed", "holds", "holds"]
    assert verify(found.proof, one.register, one.basis) == ()


def test_rows_are_the_same_however_few_chains_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [passed(f"to-{area}", "QAA", "committee", area=area) for area in ("s1", "p1", "p2")]
    given += [passed("again", "QAA", "committee"), passed("p", "QAA", "committee", area="p1")]
    known = rows(scheme(*given))
    monkeypatch.setattr(unproved_module, "_MOST_FIELDS", 1)
    assert rows(scheme(*given)) == known
    assert {row.entry.id for row in known if row.entry} >= {one.id for one in given}
