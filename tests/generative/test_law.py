"""Every rule of every pack on registers of any make: an answer, never a traceback."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.law.checks import law_findings
from joinedup.law.files import packs
from joinedup.register.files import kinds
from joinedup.register.schema import Register

RULES = [rule for pack in packs() for rule in (*pack.rules, *pack.unread)]
BODIES = ("QZZ", "Q99", "a", "b", "c", "d")
PEOPLE = ("ann", "bob", "cat")
DAYS = st.sampled_from(
    (None, date.min, date(2021, 1, 31), date(2022, 7, 1), date(2026, 11, 21), date.max)
)
ASKED = st.sampled_from((date(2021, 1, 31), date(2025, 4, 1), date(2026, 11, 21), date.max))


def word(name, *more):
    return st.sampled_from((*kinds().words(name), *more))


def some(strategy, most=2):
    return st.lists(strategy, max_size=most, unique=True)


def body():
    return st.sampled_from((*BODIES, "P1"))


def dated(**fields):
    return st.fixed_dictionaries({**fields, "from": DAYS, "to": DAYS})


HOLDER = dated(
    person=st.sampled_from(PEOPLE),
    appointed_by=some(word("appointers", *BODIES)),
    approved_by=some(word("appointers", *BODIES)),
)
SEAT = dated(
    capacity=word("capacities"),
    roles=some(word("roles")),
    nominators=some(word("nominators", *BODIES, "P1")),
    holders=st.lists(HOLDER, max_size=2),
)
FORUM = dated(
    name=st.just("A forum"),
    kind=word("forum_kinds"),
    forms=some(word("place_forms")),
    area=st.sampled_from(("testshire", "north")),
    owners=st.lists(body(), min_size=1, max_size=3, unique=True),
    commissions=word("answers", ""),
    meets=word("meetings", ""),
    seats=st.lists(SEAT, max_size=3),
)
POST = dated(
    name=st.just("A post"),
    body=body(),
    role=word("roles", ""),
    area=st.sampled_from((None, "north")),
    holders=st.lists(HOLDER, max_size=2),
)
PROVISION = st.fixed_dictionaries({"matter": word("provisions"), "provided": word("answers")})
INSTRUMENT = dated(
    title=st.just("A text"),
    kind=word("instrument_kinds"),
    owners=st.lists(body(), min_size=1, max_size=2, unique=True),
    forum=st.sampled_from((None, "forums-0")),
    approved_by=some(word("appointers", *BODIES)),
    access=word("access", ""),
    published_on=DAYS,
    copied_to=some(body()),
    provides=st.lists(PROVISION, max_size=3),
)
JUDGEMENT = st.fixed_dictionaries(
    {
        "matter": word("judgement_matters"),
        "person": st.sampled_from((None, *PEOPLE)),
        "judged_by": st.just("chair"),
        "on": DAYS,
        "conclusion": word("conclusions"),
        "until": DAYS,
    }
)
INTEREST = dated(
    person=st.sampled_from(PEOPLE),
    body=body(),
    kind=word("interest_kinds"),
    aware_on=DAYS,
    declared_on=DAYS,
)
PARTS = {
    "forums": FORUM,
    "posts": POST,
    "instruments": INSTRUMENT,
    "judgements": JUDGEMENT,
    "interests": INTEREST,
}


@st.composite
def registers(draw):
    def numbered(name):
        found = draw(st.lists(PARTS[name], max_size=2))
        for number, one in enumerate(found):
            one["id"] = f"{name}-{number}"
            for place, seat in enumerate(one.get("seats", ())):
                seat["id"] = f"seat-{place}"
        return found

    a_body = dated(kind=word("body_kinds"), provides=some(word("services")))
    bodies = [{"id": one, "name": one, **draw(a_body)} for one in BODIES]
    areas = [{"id": "testshire", "name": "Testshire", "kind": "system"}]
    if draw(st.booleans()):
        areas.append({"id": "north", "name": "North", "kind": "place"})
    council = dated(body=st.sampled_from(BODIES), extent=word("extents"))
    return Register.model_validate(
        {
            "system": {
                "code": "QZZ",
                "name": "Testshire",
                "as_at": draw(DAYS),
                "areas": areas,
                "councils": draw(st.lists(council, max_size=3)),
            },
            "bodies": bodies,
            "practices": [{"code": "P1", "name": "First Surgery"}],
            "people": [{"id": "ann", "name": "Ann", **draw(dated(employer=st.none() | body()))}],
            "governance": draw(
                st.lists(dated(body=body(), model=word("governance_models")), max_size=2)
            ),
            **{name: numbered(name) for name in PARTS},
        }
    )


@settings(max_examples=40)
@given(registers(), ASKED)
def test_every_rule_answers_in_plain_words(register, on):
    for rule in RULES:
        found = list(law_findings(register, rule, on))
        assert len(set(found)) == len(found)
        for finding in found:
            assert (finding.rule, finding.severity) == (rule.id, rule.severity)
            assert finding.why and finding.mend and finding.where.file and finding.source
            assert finding.why.startswith("not known: ") is (finding.outcome == "not-known")
            assert "None" not in finding.why and "  " not in finding.why
            assert not finding.why.endswith(" ")
