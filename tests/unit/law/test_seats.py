"""The seats of a rule, beside a plain twin that tries every way to give each need its own."""

from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.law.checks import law_findings
from joinedup.law.rule import Rule
from joinedup.register.schema import Register
from tests.unit.law.test_rule import RULE

ON = date(2025, 4, 1)
CAPACITIES = ("chair", "partner member", "non-executive member")
CLASSES = ("trusts", "primary medical providers")

NEED = st.fixed_dictionaries(
    {
        "capacities": st.sets(st.sampled_from(CAPACITIES), min_size=1).map(sorted),
        "nominated_by": st.sampled_from((None, *CLASSES)),
        "at_least": st.integers(1, 2),
    }
)
SEAT = st.fixed_dictionaries(
    {
        "capacity": st.sampled_from(CAPACITIES),
        "nominators": st.sets(st.sampled_from(CLASSES), max_size=2).map(sorted),
        "people": st.sets(st.sampled_from("abc"), max_size=2).map(sorted),
    }
)


def register(seats):
    return Register.model_validate(
        {
            "system": {
                "code": "QZZ",
                "name": "Testshire",
                "areas": [{"id": "testshire", "name": "Testshire", "kind": "system"}],
            },
            "bodies": [{"id": "QZZ", "name": "NHS Testshire", "kind": "integrated care board"}],
            "forums": [
                {
                    "id": "board",
                    "name": "Board",
                    "kind": "integrated care board",
                    "area": "testshire",
                    "owners": ["QZZ"],
                    "seats": [
                        {
                            "id": f"seat-{number}",
                            "capacity": seat["capacity"],
                            "nominators": seat["nominators"],
                            "holders": [{"person": person} for person in seat["people"]],
                        }
                        for number, seat in enumerate(seats)
                    ],
                }
            ],
        }
    )


def outcomes(needs, seats):
    named = [{**need, "called": f"need {number}"} for number, need in enumerate(needs)]
    requires = {
        "kind": "seats",
        "forums": {"kinds": ["integrated care board"]},
        "seats": named,
        "vacancy": "fails",
    }
    rule = Rule.model_validate({**RULE, "requires": [requires]})
    return {finding.outcome for finding in law_findings(register(seats), rule, ON)}


def may_be(need, seat):
    """A seat may meet a need where its class is named, or where a partner's is not said."""
    if seat["capacity"] not in need["capacities"]:
        return False
    wanted = need["nominated_by"]
    unsaid = not seat["nominators"] and seat["capacity"] == "partner member"
    return wanted is None or wanted in seat["nominators"] or unsaid


def surely(need, seat):
    return may_be(need, seat) and need["nominated_by"] in (None, *seat["nominators"])


def each_has_its_own(slots, things, fits):
    """Whether some way of handing out the things gives each slot one that fits it."""
    return any(
        all(fits(slot, thing) for slot, thing in zip(slots, handed, strict=True))
        for handed in permutations(things, len(slots))
    )


@settings(max_examples=60)
@given(st.lists(NEED, min_size=1, max_size=2), st.lists(SEAT, min_size=1, max_size=4))
def test_seats_and_people_are_lacking_just_where_no_way_of_sharing_them_out_does(needs, seats):
    slots = [need for need in needs for _ in range(need["at_least"])]
    people = sorted({person for seat in seats for person in seat["people"]})

    def sits(need, person):
        return any(may_be(need, seat) and person in seat["people"] for seat in seats)

    found = outcomes(needs, seats)
    assert ("fails" in found) is not each_has_its_own(slots, seats, may_be)
    met = each_has_its_own(slots, seats, surely) and each_has_its_own(slots, people, sits)
    assert (not found) is met


@settings(max_examples=30)
@given(st.lists(NEED, min_size=1, max_size=2), st.lists(SEAT, min_size=1, max_size=4), SEAT)
def test_one_more_seat_never_makes_a_board_fail(needs, seats, more):
    if "fails" not in outcomes(needs, seats):
        assert "fails" not in outcomes(needs, [*seats, more])
