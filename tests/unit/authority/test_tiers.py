"""Who decides each function at which tier."""

from datetime import date

from joinedup.authority.act import Actor
from joinedup.authority.scheme import Scheme
from joinedup.authority.tiers import (
    Decider,
    MapRow,
    decided,
    functions_and_decisions_map,
    tier_of,
    undecided,
    widest_first,
)
from joinedup.register.schema import Area
from tests.unit.authority.small import (
    AREAS,
    BODIES,
    DAY,
    FORUMS,
    body,
    directed,
    kept,
    meeting,
    passed,
    post,
    scheme,
)

BEFORE = date(2026, 10, 31)


def alone(*actors: Actor) -> tuple[Decider, ...]:
    return tuple(map(Decider, actors))


def map_row(one: Scheme, function: str = "care") -> MapRow:
    [row] = [row for row in functions_and_decisions_map(one, DAY) if row.function.id == function]
    return row


def test_the_map_counts_the_tiers_at_which_somebody_decides() -> None:
    one = scheme(
        passed("to-place", "board", "place-1", area="p1", onward="within the body"),
        passed("onward", "place-1", "committee", area="p1"),
    )
    row = map_row(one)
    assert row.deciders == {
        "system": alone(meeting("board"), meeting("board-b")),
        "place": alone(meeting("committee"), meeting("place-1")),
    }
    assert (row.levels, row.passed) == (2, 2)


def test_whoever_acts_for_a_body_decides_at_the_tier_of_the_body() -> None:
    one = scheme()
    # The board of directors serves a system, and the trust is for no area in particular.
    assert map_row(one, "services").deciders == {"": alone(meeting("directors"))}
    # But a region of NHS England is a tier of its own.
    assert map_row(one, "specialised").deciders == {"region": alone(body("midlands"))}
    assert map_row(one, "social-care").deciders["place"] == alone(
        meeting("cabinet-e"), meeting("council-w"), post("leader")
    )


def test_a_body_stands_for_itself_only_where_nobody_is_said_to_act_for_it() -> None:
    without = tuple(one for one in FORUMS if one.id != "board")
    one = scheme(forums=without)
    assert map_row(one).deciders["system"] == alone(body("QAA"), meeting("board-b"))


def test_whoever_has_it_jointly_stands_with_those_who_must_agree() -> None:
    joint = passed("joint", "QAA", "trust", area="p1", power="agreement", mode="joint")
    on = passed("on", "trust", "directors", area="p1", power="scheme")
    assert map_row(scheme(joint, on)).deciders["place"] == (
        Decider(meeting("directors"), ("QAA",)),
    )


def test_a_function_that_nobody_decides_is_not_in_the_map() -> None:
    told = {row.function.id for row in functions_and_decisions_map(scheme(), DAY)}
    assert {"care", "specialised"} <= told
    assert not {"plan", "old"} & told


def test_how_it_stands_with_what_nobody_is_shown_to_decide() -> None:
    one = scheme(
        passed("whole", "QAA", "firm", functions=("constitution",), power="agreement"),
        directions=(directed("cease", "QAA"), directed("cease-b", "QBB")),
    )
    told = undecided(one, functions_and_decisions_map(one, DAY), DAY)
    assert "services" not in told
    assert (told["plan"], told["constitution"], told["old"]) == ("together", "nobody", "nobody")


def test_who_holds_it_may_have_nobody_through_whom_to_decide() -> None:
    keeps = kept("all", "QAA", "committee", functions=("constitution",))
    others = kept("b", "QBB", "trust-committee", functions=("constitution",))
    one = scheme(reservations=(keeps, others))
    told = undecided(one, functions_and_decisions_map(one, DAY), DAY)
    assert told["constitution"] == "through-nobody"


def test_it_is_not_known_who_decides_what_is_held_with_partners_who_are_not_said() -> None:
    bodies = tuple(one.model_copy(update={"partner_of": ()}) for one in BODIES)
    one = scheme(bodies=bodies)
    assert undecided(one, functions_and_decisions_map(one, DAY), DAY)["plan"] == "not-known"


def test_it_is_not_known_who_decides_where_no_area_of_a_holder_is_said() -> None:
    bodies = tuple(one.model_copy(update={"area": None}) for one in BODIES)
    one = scheme(bodies=bodies)
    assert undecided(one, functions_and_decisions_map(one, DAY), DAY)["social-care"] == "not-known"


def test_areas_that_are_not_there_on_the_day_are_left_out() -> None:
    areas = (*AREAS, Area(id="gone", name="Gone", kind="region", last_day=BEFORE))
    kinds = [area.kind for area in widest_first(scheme(areas=areas), DAY)]
    assert (
        kinds == ["nation", "nation", "system", "system", "place", "place"] + ["neighbourhood"] * 2
    )


def test_each_chain_is_told_once_and_for_the_widest_area() -> None:
    one = scheme()
    of_board = [proof for proof in decided(one, "care", DAY) if proof.actor == meeting("board")]
    # For both systems together it would need the other board as well.
    assert [proof.act.area for proof in of_board] == ["s1"]
    assert tier_of(one, of_board[0]) == "system"
