"""Authority in the fictional system: every power is used, and each place answers in its own way."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from joinedup.authority.act import Act, Actor
from joinedup.authority.checks import authority_findings
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.verify import verify
from joinedup.authority.who_can import lowest, who_can
from joinedup.demo.system import demo_folder
from joinedup.law.files import basis
from joinedup.register.caps import cap_from_text
from joinedup.register.reading import Folder

ASKED = date(2026, 11, 1)
COMMUNITY = "arrange-community-services"
CONTINUING = "arrange-continuing-healthcare"


@cache
def folder(seed: int = 2026) -> Folder:
    return demo_folder(seed)


@cache
def scheme() -> Scheme:
    return scheme_of(folder().register, basis())


def act(function: str, area: str, pounds: int | None = None, on: date = ASKED) -> Act:
    return Act(function, area, on, None if pounds is None else pounds * 100)


def deciders(asked: Act) -> list[str]:
    """Who can decide, each proof checked by the checker that shares nothing with the prover."""
    proofs = [one.value for one in who_can(scheme(), asked)]
    assert [verify(proof, folder().register, basis()) for proof in proofs] == [()] * len(proofs)
    return [str(proof.actor) for proof in proofs]


def at_the_lowest(asked: Act) -> list[str]:
    return [str(one.value.actor) for one in lowest(scheme(), who_can(scheme(), asked))]


def test_every_power_that_passes_a_function_is_used() -> None:
    used = {one.power for one in folder().register.delegations}
    assert {one.id for one in basis().powers if one.passes == "function"} <= used
    assert used - {one.id for one in basis().powers if one.passes == "function"} == {
        "lead-provider-contract"
    }


def test_caps_modes_and_onward_of_every_form_are_used() -> None:
    delegations = folder().register.delegations
    caps = [cap_from_text(one.cap) for one in delegations]
    assert {one.span for one in caps} == {"decision", "year", "ever"}
    assert any(one.per_residents for one in caps)
    assert any(one.share for one in caps)
    assert {one.mode for one in delegations} == {"", "concurrent", "exclusive", "joint"}
    assert {one.onward for one in delegations} == {
        "",
        "yes",
        "no",
        "within the body",
        "with consent",
    }
    assert any(one.revocations for one in delegations)
    standings = {condition.standing for one in delegations for condition in one.conditions}
    assert standings == {"evidenced", "asserted"}


def test_what_is_cited_is_there() -> None:
    register = folder().register
    texts = {one.id: one for one in register.instruments}
    for one in (*register.delegations, *register.reservations, *register.directions):
        if one.instrument is not None:
            text = texts[one.instrument]
            assert one.first_day is None or text.period.includes(one.first_day), one.id


@pytest.mark.parametrize("seed", [0, 2026])
@pytest.mark.parametrize(
    "on",
    [
        date(2019, 10, 1),
        date(2021, 6, 30),
        date(2022, 7, 1),
        date(2023, 10, 1),
        date(2026, 1, 1),
        ASKED,
        date(2027, 12, 31),
    ],
)
def test_two_delegations_have_no_power_one_post_is_vacant_and_nothing_else_is_found(
    seed: int, on: date
) -> None:
    found = Counter(
        (one.rule, one.subject.id, one.outcome)
        for one in authority_findings(folder(seed), basis(), on)
    )
    since = {
        ("authority.passes-no-function", "larkenfold-lead-provider", "fails"): date(2025, 4, 1),
        ("authority.no-power", "upper-tarnsdale-network", "fails"): date(2025, 4, 1),
        ("authority.vacant-post", "digital-director", "fails"): date(2026, 9, 1),
    }
    assert found == {one: 1 for one, day in since.items() if on >= day}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("ironmouth", ["forum ironmouth-committee", "forum ironmouth-partnership"]),
        (
            "larkenfold",
            [
                "body larkenfold-council",
                "forum larkenfold-committee",
                "forum larkenfold-full-council",
                "forum larkenfold-health-committee",
            ],
        ),
        ("gullhaven", ["forum gullhaven-committee", "forum gullhaven-partnership"]),
        ("quillbridge", ["forum quillbridge-committee"]),
        # The council decides it jointly with the board, which alone decides no more.
        (
            "high-fellmoor",
            ["body fellshire-county-council", "post chief-executive", "post fellshire-leader"],
        ),
    ],
)
def test_each_place_decides_in_its_own_way(place: str, expected: list[str]) -> None:
    asked = act(COMMUNITY, place, 250_000)
    assert set(expected) <= set(deciders(asked))
    assert at_the_lowest(asked) == expected


def test_individuals_decide_where_the_partnership_is_of_that_form() -> None:
    assert "post gullhaven-director" in deciders(act(COMMUNITY, "gullhaven", 250_000))
    assert "post gullhaven-director" not in deciders(act(COMMUNITY, "gullhaven", 250_001))
    # The council lends the director to the board, which may so pass something to the post.
    assert "post quillbridge-director" in deciders(act(COMMUNITY, "quillbridge", 500_000))
    # The partnership of High Fellmoor only advises.
    assert "forum high-fellmoor-partnership" not in deciders(act(COMMUNITY, "high-fellmoor", 1))


def test_a_cap_by_residents_is_lower_where_fewer_live() -> None:
    committees = [
        place
        for place in ("ironmouth", "larkenfold", "gullhaven", "quillbridge", "high-fellmoor")
        if f"forum {place}-committee" in deciders(act(COMMUNITY, place, 310_000))
    ]
    assert committees == ["ironmouth", "larkenfold", "gullhaven"]


@pytest.mark.parametrize(
    ("actor", "rule"),
    [
        (Actor("body", "larkenfold-care-trust"), "passes-no-function"),
        (Actor("body", "upper-tarnsdale"), "receiver-not-permitted"),
    ],
)
def test_what_no_power_supports_proves_nothing(actor: Actor, rule: str) -> None:
    area = "larkenfold" if actor.id.startswith("lark") else actor.id
    answer = prove(scheme(), actor, act(COMMUNITY, area, 1))
    assert isinstance(answer, Refusal)
    assert rule in {reason.rule for reason in answer.reasons}


def test_who_decides_of_other_things() -> None:
    together = act("joint-forward-plan", "merewold")
    assert deciders(together) == ["forum joint-planning"]
    assert deciders(act("arrange-ambulance-services", "merewold")) == ["body QZY"]
    assert "forum hospitals-in-common" in deciders(act("run-own-capital", "mere-coast", 9_000_000))
    assert deciders(act("scrutinise-health", "merewold")) == ["forum joint-scrutiny"]
    assert deciders(act("arrange-public-health-services", "mere-coast", 1)) == [
        "forum coast-public-health"
    ]
    # A board and NHS England choose providers each for what it arranges; councils likewise.
    national = ["body nhs-england", "body nhs-england-dogger"]
    assert set(national) < set(deciders(act("select-providers", "merewold")))
    assert "post mayor-of-ironmouth" in deciders(act("select-providers-council", "ironmouth"))
    assert "body larkenfold-council" not in deciders(act(CONTINUING, "larkenfold"))
    # Above a million the mayor keeps it.
    assert deciders(act("accept-external-funding", "ironmouth", 2_000_000)) == [
        "body ironmouth-city-council",
        "post mayor-of-ironmouth",
    ]


def test_a_large_matter_that_cannot_wait_is_the_chief_executives() -> None:
    large = act("arrange-acute-services", "merewold", 6_000_000)
    assert "post chief-executive" not in deciders(large)
    urgent = Act(large.function, large.area, large.on, large.value_pence, urgent=True)
    [proof] = [one.value for one in who_can(scheme(), urgent) if one.value.actor.kind == "post"]
    assert (proof.actor.id, proof.report_back) == ("chief-executive", ("board-large",))


def test_what_was_so_once() -> None:
    directed = act(CONTINUING, "merewold", on=date(2023, 10, 1))
    assert deciders(directed) == ["body QZY"]
    estates = act("plan-estates", "gullhaven", 1, on=date(2025, 9, 30))
    assert "post gullhaven-director" in deciders(estates)
    assert "post gullhaven-director" not in deciders(act("plan-estates", "gullhaven", 1))
    before_the_board = act("arrange-primary-medical-services", "mere-coast", 1, date(2021, 6, 30))
    assert "body mere-coast-ccg" in deciders(before_the_board)
