"""Functions, powers and what else authority is proved from: the definitions, and what they hold."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from joinedup.law.files import basis
from joinedup.law.function import Basis, Function, Holders, Power, Precondition
from joinedup.register.files import kinds

FUNCTIONS = """
arrange-community-services arrange-mental-health-services arrange-acute-services
arrange-ambulance-services arrange-maternity-services arrange-primary-medical-services
arrange-pharmacy-eye-and-dental-services arrange-specialised-services
arrange-continuing-healthcare arrange-public-health-services arrange-adult-social-care
arrange-childrens-social-care select-providers select-providers-council plan-capital run-own-capital
allocate-transformation-money plan-workforce manage-own-workforce plan-estates
plan-data-and-digital integrated-care-strategy determine-own-procedure joint-forward-plan
vary-icb-constitution approve-annual-accounts health-and-wellbeing-strategy needs-assessment
accept-external-funding set-council-budget provide-services scrutinise-health direct-icb
assess-icb establish-icb license-providers
""".split()
POWERS = """
schedule-1b-11 schedule-1a-3 section-65z5 nhs-england-agreement section-13yb section-65z6
section-75-lead section-75-officer section-75-joint-committee lga-1972-101 lga-1972-102
lga-1972-101-5 lga-2000-executive executive-to-council executive-joint-committee lga-1972-113
hwb-196 trust-scheme nhs-england-scheme in-common combined-authority-scheme lead-provider-contract
alliance-contract integrated-care-provider-contract section-76 section-256 memorandum
""".split()
SECTION_75 = {"section-75-lead", "section-75-officer", "section-75-joint-committee"}
NHS_BODIES = {
    "NHS England",
    "NHS England region",
    "integrated care board",
    "clinical commissioning group",
    "NHS trust",
    "NHS foundation trust",
    "care trust",
}
UPPER_TIER = {
    "county council",
    "unitary council",
    "metropolitan district council",
    "London borough council",
}
NO_RECEIVERS = {
    "GP practice",
    "primary care network",
    "company",
    "charity",
    "care provider",
    "housing provider",
    "Healthwatch",
}


def everything():
    law = basis()
    groups = (law.functions, law.powers, law.organs, law.preconditions, law.direction_powers)
    return [one for group in groups for one in group]


def function(id):
    return next(one for one in basis().functions if one.id == id)


def power(id):
    return next(one for one in basis().powers if one.id == id)


def test_every_function_and_power_that_others_build_on_is_there():
    law = basis()
    assert {one.id for one in law.functions} >= set(FUNCTIONS)
    assert {one.id for one in law.powers} >= set(POWERS)
    assert {one.id for one in law.direction_powers} >= {"section-14z61"}
    assert {one.id for one in law.organs} >= {
        "icb-board",
        "trust-board",
        "full-council",
        "council-leader",
        "council-mayor",
        "nhs-england-region",
        "combined-authority-meeting",
        "ccg-board",
    }


@pytest.mark.parametrize("one", everything(), ids=lambda one: one.id)
def test_each_definition_says_where_it_is_written_since_when_and_that_it_is_law(one):
    assert one.locator.startswith(
        ("https://www.legislation.gov.uk/", "https://www.england.nhs.uk/")
    )
    assert one.says.endswith(".")
    assert one.source
    assert one.is_law
    if one.first_day and one.last_day:
        assert one.first_day <= one.last_day
    # Read in the text, or not so sure.
    assert (one.how_sure == "H") <= ("in the text as amended" in one.checked_by)


def test_the_functions_that_may_be_kept_in_a_register_are_those_of_the_law():
    titles = {one.id: one.title for one in basis().functions}
    assert kinds().lists["functions"] == titles


def test_kinds_roles_forms_and_models_are_those_of_the_register():
    words = kinds().lists
    law = basis()
    receivers = [to for one in law.powers for to in one.given_to]
    bodies = {kind for one in law.functions for by in one.holders for kind in by.body_kinds}
    bodies |= {kind for one in law.powers for kind in one.given_by}
    bodies |= {kind for to in receivers for kind in to.body_kinds + to.perhaps + to.one_of}
    bodies |= {kind for to in receivers for kind in to.given_by}
    bodies |= {kind for one in law.organs for kind in one.body_kinds}
    for one in law.direction_powers:
        bodies |= {*one.given_by, *one.given_to, *one.may_name}
    bodies |= {*law.council_kinds, *law.employing_kinds}
    assert bodies <= words["body_kinds"].keys()
    forums = {kind for one in law.functions for by in one.holders for kind in by.forum_kinds}
    forums |= {kind for to in receivers for kind in to.forum_kinds}
    forums |= {kind for one in law.organs for kind in one.forum_kinds}
    assert forums <= words["forum_kinds"].keys()
    assert {form for to in receivers for form in to.forms} <= words["place_forms"].keys()
    roles = {role for to in receivers for role in to.not_roles}
    roles |= {role for one in law.organs for role in one.roles} | set(law.member_roles)
    assert roles <= words["roles"].keys()
    models = {model for one in law.organs for model in one.models} | set(law.executive_models)
    assert models <= words["governance_models"].keys()
    assert {one.tier for one in law.functions} <= words["area_kinds"].keys()


def test_nobody_receives_as_an_officer_of_a_class_what_a_post_of_the_body_may_not():
    law = basis()
    for one in law.powers:
        classes = {to.whose for to in one.given_to if to.kind == "officers"}
        for to in one.given_to:
            if to.kind == "post" and to.whose in classes:
                assert set(to.not_roles) <= set(law.member_roles)
                assert not to.employed or set(one.given_by) <= set(law.employing_kinds)


def test_every_tag_says_something_of_a_function():
    assert basis().tags.keys() == {tag for one in basis().functions for tag in one.tags}


@pytest.mark.parametrize("id", sorted(one.id for one in basis().powers))
def test_each_power_says_who_may_pass_what_to_whom_or_what_would_instead(id):
    one = power(id)
    if one.passes == "function":
        assert one.given_by
        assert one.given_to
        assert one.keeps
        assert not one.instead
        for receiver in one.given_to:
            # A giver outside the power, or a body to itself, would be a slip.
            assert set(receiver.given_by) <= set(one.given_by)
            assert receiver.kind != "body" or receiver.whose == "other"
            assert receiver.kind == "forum" or receiver.whose != "shared"
            assert not set(receiver.body_kinds) & set(receiver.perhaps)
    else:
        assert not one.given_to
        assert one.instead
        assert {power(other).passes for other in one.instead} == {"function"}


def test_what_is_asked_of_committees_is_not_asked_of_members_and_employees() -> None:
    law = basis()
    scheme = next(one for one in law.powers if "committee-members-approved" in one.preconditions)
    asked = {
        kind: [one.id for one in law.asked_first(scheme, kind)]
        for kind in ("forum", "post", "officers")
    }
    assert asked["forum"] == list(scheme.preconditions)
    assert asked["post"] == asked["officers"] == ["constitution-provides"]


def test_each_precondition_is_asked_of_a_delegation_or_of_a_decision():
    named = {one for power in basis().powers for one in power.preconditions}
    for one in basis().preconditions:
        if one.of == "delegation":
            assert one.id in named
            assert not (one.tags or one.functions or one.executive)
        else:
            assert one.id not in named
            assert one.tags or one.functions or one.executive


def test_groups_commissioned_to_the_last_of_june_2022_and_boards_since():
    for one in basis().functions:
        holders = {kind: by for by in one.holders for kind in by.body_kinds}
        if "clinical commissioning group" in holders:
            last = holders["clinical commissioning group"].last_day
            assert last == date(2022, 6, 30)
            assert holders["integrated care board"].first_day == last + timedelta(days=1)


def test_practices_networks_companies_and_charities_receive_no_function():
    for one in basis().powers:
        for receiver in one.given_to:
            kinds_of_body = {*receiver.body_kinds, *receiver.perhaps}
            assert not kinds_of_body & NO_RECEIVERS, one.id
            # Nobody's kind is left open where the receiver is of another body.
            if receiver.whose == "other":
                assert receiver.body_kinds, one.id


def test_a_council_passes_nothing_on_under_65z5_and_its_functions_never_enter_65z6():
    assert not set(power("section-65z5").given_by) & set(basis().council_kinds)
    assert "council" in power("section-65z6").not_tags
    (committee,) = power("section-65z6").given_to
    assert set(committee.one_of) <= NHS_BODIES
    assert "district council" not in committee.body_kinds
    (body,) = power("section-65z5").given_to
    assert {kind for kind in body.body_kinds if "council" in kind} == UPPER_TIER
    assert body.perhaps == ("combined county authority",)
    for one in basis().functions:
        if "council" in one.tags:
            held = {kind for by in one.holders for kind in by.body_kinds}
            assert held <= set(basis().council_kinds)


def test_what_regulations_keep_with_nhs_england_passes_to_no_other_body():
    kept = [one for one in basis().functions if "not under 65Z5" in one.tags]
    assert {one.id for one in kept} == {
        "establish-icb",
        "assess-icb",
        "direct-icb",
        "license-providers",
    }
    for one in basis().powers:
        others = [to for to in one.given_to if to.whose != "own"]
        separate = one.id == "in-common"
        if "NHS England" in one.given_by and others and not (one.only_tags or separate):
            assert "not under 65Z5" in one.not_tags, one.id


def test_section_75_passes_from_the_nhs_to_councils_and_from_councils_to_the_nhs_only():
    for id in ("section-75-lead", "section-75-officer"):
        for receiver in power(id).given_to:
            ways = {
                bool({*kinds_of_body} & NHS_BODIES)
                for kinds_of_body in (receiver.given_by, receiver.body_kinds)
            }
            assert ways == {True, False}
    for receiver in power("section-75-joint-committee").given_to:
        assert not set(receiver.given_by) & set(receiver.one_of)
    for id in ("arrange-acute-services", "arrange-ambulance-services"):
        assert "outside section 75" in function(id).tags


def test_what_was_not_read_of_continuing_healthcare_is_not_known_under_any_arrangement():
    assert function("arrange-continuing-healthcare").unread.keys() == {
        "section-65z5",
        "section-65z6",
        *SECTION_75,
    }


def test_what_was_not_read_is_of_a_power_that_would_pass_the_function():
    powers = {one.id: one for one in basis().powers}
    for one in basis().functions:
        for power in map(powers.__getitem__, one.unread):
            assert not set(one.tags) & set(power.not_tags), (one.id, power.id)
            assert not power.only_tags or set(one.tags) & set(power.only_tags), (one.id, power.id)


def test_no_trust_passes_its_own_functions_on_by_section_75_as_far_as_is_known():
    for one in basis().functions:
        if "provider" in one.tags:
            assert one.unread.keys() >= SECTION_75, one.id


def test_section_75_is_of_one_day_in_each_of_its_forms():
    assert {power(id).first_day for id in SECTION_75} == {date(2000, 4, 1)}


def test_decisions_on_budgets_and_plans_too_belong_at_the_lowest_level():
    [subsidiarity] = [one for one in basis().preconditions if one.id == "subsidiarity"]
    shared = {one.id for one in basis().functions if {*one.tags} == {"NHS"}}
    assert {*subsidiarity.functions} == shared
    assert subsidiarity.tags == ("commissioning",)


def test_liability_moves_with_65z5_and_stays_under_section_75():
    assert (power("section-65z5").accountable, power("section-65z5").liable) == (
        "giver",
        "receiver",
    )
    assert power("section-65z5").onward == "yes"
    for id in SECTION_75:
        assert (power(id).accountable, power(id).liable) == ("giver", "giver")


def test_what_is_for_all_councillors_passes_to_nobody():
    budget = function("set-council-budget")
    for one in basis().powers:
        if set(one.given_by) & set(basis().council_kinds):
            fits = not set(one.not_tags) & set(budget.tags)
            assert not (fits and (not one.only_tags or set(one.only_tags) & set(budget.tags))), (
                one.id
            )


# What a definition needs beside what a test is about.
SAID = {
    "title": "A text",
    "says": "It says so.",
    "force": "statute",
    "source": "An Act",
    "locator": "https://www.legislation.gov.uk/",
    "how_sure": "L",
    "checked_by": "nobody",
    "checked_on": date(2026, 1, 1),
}
CARE = Function(id="care", holders=(Holders(),), tier="place", tags=("NHS",), **SAID)
SCHEME = Power(id="scheme", **SAID)


def small(**others):
    given = {"tags": {"NHS": "of the NHS"}, "council_kinds": (), "executive_models": ()}
    return Basis(
        **{**given, "never_executive": (), "functions": (CARE,), "powers": (SCHEME,), **others}
    )


def test_a_small_law_holds_together():
    said = Precondition(id="said", of="decision", functions=("care",), **SAID)
    law = small(preconditions=(said,))
    assert law.functions[0].holders[0].period.includes(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"functions": (CARE, CARE)}, "an id stands twice among care, care"),
        ({"tags": {}}, "nowhere defined: NHS"),
        ({"never_executive": ("council",)}, "nowhere defined: council"),
        (
            {"powers": (Power(id="scheme", not_tags=("council",), **SAID),)},
            "nowhere defined: council",
        ),
        (
            {"powers": (Power(id="scheme", only_tags=("council",), **SAID),)},
            "nowhere defined: council",
        ),
        (
            {"preconditions": (Precondition(id="said", of="decision", tags=("council",), **SAID),)},
            "nowhere defined: council",
        ),
        ({"powers": (Power(id="deal", instead=("scheme",), **SAID),)}, "nowhere defined: scheme"),
        (
            {"functions": (CARE.model_copy(update={"unread": {"deal": "not read"}}),)},
            "nowhere defined: deal",
        ),
        (
            {"powers": (Power(id="scheme", preconditions=("said",), **SAID),)},
            "nowhere defined: said",
        ),
        (
            {
                "preconditions": (
                    Precondition(id="said", of="decision", functions=("cure",), **SAID),
                )
            },
            "nowhere defined: cure",
        ),
    ],
)
def test_a_law_that_does_not_join_up_is_refused(others, why):
    with pytest.raises(ValidationError, match=why):
        small(**others)
