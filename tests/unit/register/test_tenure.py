from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.register.delegations import Approval
from joinedup.register.files import hashes, kinds
from joinedup.register.reading import Folder, read
from joinedup.register.schema import (
    Area,
    Body,
    Council,
    Forum,
    Governance,
    Holder,
    Hosting,
    OnsCode,
    Person,
    Post,
    Practice,
    Register,
    Seat,
    System,
)
from joinedup.register.tenure import overlapping, tenure_findings
from joinedup.values.dates import Period
from tests.unit.register.small_folder import contents

ON = date(2024, 1, 1)
BEFORE, AFTER = date(2023, 1, 1), date(2025, 1, 1)
AREA = Area(id="own", name="Own", kind="system")
BODIES = (
    Body(id="QZZ", name="NHS Own", kind="integrated care board"),
    Body(id="city", name="City Council", kind="unitary council"),
    Body(id="old", name="Old Trust", kind="NHS trust", last_day=BEFORE),
    Body(id="new", name="New Trust", kind="NHS trust", first_day=AFTER),
)
PEOPLE = (
    Person(id="ann", name="Ann Ames", employer="QZZ"),
    Person(id="ben", name="Ben Best", employer="QZZ"),
)


def made(*, system: dict[str, object] | None = None, **sections: object) -> Folder:
    whole = {"code": "QZZ", "name": "Own", "areas": (AREA,), **(system or {})}
    return Folder(
        Register(system=System(**whole), **{"bodies": BODIES, "people": PEOPLE, **sections})
    )


def forum(*seats: Seat, owners: tuple[str, ...] = ("QZZ",), **more: object) -> Forum:
    usual = {"id": "board", "name": "Board", "kind": "committee", "area": "own"}
    return Forum(**{**usual, "owners": owners, "seats": seats, **more})


def seat(*holders: Holder, seat_id: str = "chair", **more: object) -> Seat:
    return Seat(**{"id": seat_id, "capacity": "chair", "holders": holders, **more})


def holder(person: str, first: date | None = None, last: date | None = None) -> Holder:
    return Holder(person=person, first_day=first, last_day=last)


def told(folder: Folder, on: date = ON) -> list[tuple[str, str, str, str]]:
    found = list(tenure_findings(folder, on))
    assert {one.severity for one in found} <= {"should"}
    assert all(one.mend for one in found)
    return [
        (one.rule.removeprefix("register."), one.outcome, one.subject.id, one.why) for one in found
    ]


def test_a_folder_whose_days_agree_has_nothing_told():
    board = forum(seat(holder("ann", None, BEFORE), holder("ben", BEFORE + timedelta(1))))
    post = Post(id="cfo", name="Finance", body="QZZ", holders=(holder("ann"),))
    assert told(made(forums=(board,), posts=(post,))) == []


def test_two_holders_of_one_seat_at_one_time_are_told_whatever_the_day_asked():
    board = forum(seat(holder("ann", BEFORE, AFTER), holder("ben", AFTER), name="Chair"))
    for on in (date(2020, 1, 1), ON):
        assert told(made(forums=(board,)), on) == [
            (
                "two-holders",
                "fails",
                "board/chair",
                "the seat 'Chair' of Board is held by Ann Ames and Ben Best at the same time: "
                "from 1 January 2023 to 1 January 2025, and from 1 January 2025",
            )
        ]


def test_two_holders_of_one_post_are_told_and_so_is_one_person_twice():
    post = Post(id="cfo", name="Finance", body="QZZ", holders=(holder("ann"), holder("ann")))
    assert told(made(posts=(post,))) == [
        (
            "two-holders",
            "fails",
            "cfo",
            "the post of Finance is held by Ann Ames twice at the same time: on all days, and on "
            "all days",
        )
    ]


def model(name: str, first: date | None, last: date | None, body: str = "city") -> Governance:
    return Governance(body=body, model=name, first_day=first, last_day=last)


def test_two_governance_models_of_one_body_at_one_time_are_told():
    rows = (
        model("committee system", None, BEFORE),
        model("leader and cabinet", BEFORE, None),
        model("mayor and cabinet", None, None, body="new"),
    )
    assert told(made(governance=rows)) == [
        (
            "two-governance-models",
            "fails",
            "city",
            "City Council has two governance models at the same time: 'committee system' to "
            "1 January 2023, and 'leader and cabinet' from 1 January 2023",
        )
    ]
    apart = (rows[0], model("leader and cabinet", BEFORE + timedelta(1), None))
    assert told(made(governance=apart)) == []


def test_two_ons_codes_of_one_area_or_council_at_one_time_are_told():
    first, second = "E06000001", "E06000002"
    dated = (OnsCode(code=first, last_day=AFTER), OnsCode(code=second, first_day=BEFORE))
    undated = (OnsCode(code=first), OnsCode(code=second, first_day=BEFORE))
    apart = (OnsCode(code=first, last_day=BEFORE), OnsCode(code=second, first_day=AFTER))
    system = {
        "areas": (AREA.model_copy(update={"ons": dated}),),
        "councils": (
            Council(body="city", extent="whole", ons=undated),
            Council(body="new", extent="whole", ons=apart),
        ),
    }
    assert told(made(system=system)) == [
        (
            "two-ons-codes",
            "fails",
            "own",
            "Own has two ONS codes at the same time: E06000001 to 1 January 2025, and E06000002 "
            "from 1 January 2023",
        ),
        (
            "two-ons-codes",
            "not-known",
            "city",
            "not known: from when to when City Council has each of its ONS codes, E06000001 and "
            "E06000002",
        ),
    ]


@pytest.mark.parametrize(
    ("seat_days", "forum_days", "outside"),
    [
        ({}, {}, False),
        ({"first_day": BEFORE}, {"first_day": BEFORE, "last_day": AFTER}, False),
        ({}, {"first_day": BEFORE, "last_day": AFTER}, False),
        ({"first_day": BEFORE}, {"first_day": ON}, True),
        ({"last_day": AFTER}, {"last_day": ON}, True),
        ({"first_day": AFTER}, {"last_day": ON}, True),
    ],
)
def test_a_seat_outside_the_days_of_its_forum_is_told(seat_days, forum_days, outside):
    found = told(made(forums=(forum(seat(**seat_days), **forum_days),)))
    assert [one[0] for one in found] == (["seat-outside-forum"] if outside else [])


def test_a_seat_or_holder_outside_says_both_days():
    early = seat(first_day=BEFORE)
    found = told(made(forums=(forum(early, first_day=ON),)))
    assert found[0][3] == (
        "the seat 'chair' of Board is there from 1 January 2023, but the forum from 1 January 2024"
    )
    late = seat(holder("ann", BEFORE, ON), first_day=ON)
    found = told(made(forums=(forum(late),)), on=date(2020, 1, 1))
    assert found == [
        (
            "holder-outside-seat",
            "fails",
            "board/chair",
            "the seat 'chair' of Board is held by Ann Ames from 1 January 2023 to 1 January 2024, "
            "when the seat or its forum is not always there",
        )
    ]
    of_forum = forum(seat(holder("ann", BEFORE)), first_day=ON)
    assert [one[0] for one in told(made(forums=(of_forum,)))] == ["holder-outside-seat"]


@pytest.mark.parametrize(
    ("second", "days", "two"),
    [
        ({}, {}, True),
        ({"capacity": "executive member"}, {}, False),
        ({"roles": ("deputy chair",)}, {}, False),
        ({"roles": ("co-chair",)}, {}, False),
        ({"roles": ("co-chair",)}, {"kind": "integrated care board"}, True),
        ({"first_day": AFTER}, {}, False),
        ({}, {"last_day": BEFORE}, False),
    ],
)
def test_two_chairs_of_one_forum_on_a_day_are_told(second, days, two):
    board = forum(seat(), seat(**{"seat_id": "other", **second}), **days)
    why = "Board has 2 seats for a chair on 1 January 2024: 'chair' and 'other'"
    expected = [("two-chairs", "fails", "board", why)] if two else []
    assert told(made(forums=(board,))) == expected


def person(**more: object) -> Person:
    return Person(**{"id": "cat", "name": "Cat Cole", "employer": "QZZ", **more})


def test_a_holder_without_an_employer_is_told_once():
    board = forum(seat(holder("cat"), capacity="partner member"))
    post = Post(id="cfo", name="Finance", body="QZZ", holders=(holder("cat"),))
    idle = person(id="dan", employer=None)
    people = (person(employer=None), idle)
    why = "not known: who employs Cat Cole, who holds the seat 'chair' of Board"
    assert told(made(forums=(board,), people=people)) == [
        ("holder-without-employer", "not-known", "cat", why)
    ]
    assert told(made(forums=(board,), posts=(post,), people=people))[0][3] == f"{why} and 1 more"


@pytest.mark.parametrize(
    "office",
    [
        {"capacity": "chair"},
        {"capacity": "non-executive member"},
        {"capacity": "appointed member", "roles": ("elected member",)},
        {"capacity": "co-opted member", "roles": ("people who use services",)},
    ],
)
def test_an_office_holder_needs_no_employer(office):
    more = seat(holder("cat"), seat_id="more", capacity="appointed member")
    board = forum(seat(holder("cat"), **office), more)
    assert told(made(forums=(board,), people=(person(employer=None),))) == []
    for role in ("mayor", "council leader", "cabinet member"):
        post = Post(id="post", name=role, body="city", role=role, holders=(holder("cat"),))
        assert told(made(posts=(post,), people=(person(employer=None),))) == []


@pytest.mark.parametrize(
    ("held", "forum_days"),
    [
        (holder("cat", AFTER), {}),
        (holder("cat", None, BEFORE), {}),
        (holder("cat"), {"last_day": BEFORE}),
    ],
)
def test_only_holders_of_the_day_need_an_employer(held, forum_days):
    board = forum(seat(held, capacity="partner member"), **forum_days)
    assert told(made(forums=(board,), people=(person(employer=None),))) == []


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"last_day": BEFORE}, "was there only to 1 January 2023"),
        ({"first_day": AFTER}, "is there only from 1 January 2025"),
    ],
)
def test_a_holder_who_has_left_or_not_begun_is_told(days, why):
    board = forum(seat(holder("cat")))
    assert told(made(forums=(board,), people=(person(**days, employer=None),))) == [
        (
            "holder-not-there",
            "fails",
            "board/chair",
            f"the seat 'chair' of Board is held on 1 January 2024 by Cat Cole, who {why}",
        )
    ]


def test_a_holder_of_whom_the_folder_has_no_person_is_for_the_reader_to_tell():
    assert told(made(forums=(forum(seat(holder("nobody"))),))) == []


PRACTICES = (Practice(code="P1", name="Surgery", last_day=BEFORE),)
ENDED, DAY = "which was there only to 1 January 2023", "on 1 January 2024"


def test_forums_posts_and_hosting_of_bodies_that_are_not_there_are_told():
    posts = (Post(id="cfo", name="Finance", body="new"), Post(id="ceo", name="Chief", body="QZZ"))
    pay = {"name": "Payroll", "kind": "service", "host": "old"}
    hosting = (
        Hosting(id="pay", on_behalf_of=("QZZ",), **pay),
        Hosting(id="old-pay", on_behalf_of=("old",), last_day=BEFORE, **pay),
        Hosting(id="it", name="IT", kind="service", host="QZZ", on_behalf_of=("P1",)),
    )
    board = forum(owners=("old", "P1", "old"))
    found = told(made(forums=(board,), posts=posts, hosting=hosting, practices=PRACTICES))
    assert found == [
        ("forum-of-body-not-there", "fails", "board", f"{DAY} Board belongs to Old Trust, {ENDED}"),
        ("forum-of-body-not-there", "fails", "board", f"{DAY} Board belongs to Surgery, {ENDED}"),
        (
            "post-of-body-not-there",
            "fails",
            "cfo",
            f"{DAY} Finance is a post of New Trust, which is there only from 1 January 2025",
        ),
        (
            "hosting-of-body-not-there",
            "fails",
            "pay",
            f"{DAY} Payroll is hosted by Old Trust, {ENDED}",
        ),
        ("hosting-of-body-not-there", "fails", "it", f"{DAY} IT is hosted for Surgery, {ENDED}"),
    ]


def test_whether_another_took_over_from_one_of_several_bodies_is_not_known():
    board = forum(owners=("QZZ", "old", "new"))
    why = f"not known: who took over, as {DAY} Board belongs to Old Trust, {ENDED}"
    # The new trust is there later, and then it may own the board: owners have no days.
    assert told(made(forums=(board,))) == [("forum-of-body-not-there", "not-known", "board", why)]


def test_where_it_is_known_who_took_over_they_are_named():
    succeeded = tuple(
        body.model_copy(update={"succeeded_by": ("QZZ", "P1")}) if body.id != "QZZ" else body
        for body in BODIES
    )
    why = f"{DAY} Board belongs to Old Trust, {ENDED}; NHS Own and Surgery took on what it did"
    for owners in (("old",), ("QZZ", "old"), ("QZZ", "old", "new")):
        folder = made(forums=(forum(owners=owners),), bodies=succeeded, practices=PRACTICES)
        assert told(folder) == [("forum-of-body-not-there", "fails", "board", why)]
        [finding] = tenure_findings(folder, ON)
        assert finding.mend == "give it a last day, or name NHS Own and Surgery instead"
    # Nobody took on what one did that is still to begin.
    [(_, outcome, _, why)] = told(made(forums=(forum(owners=("new",)),), bodies=succeeded))
    assert outcome == "fails"
    assert "took on" not in why


def test_a_system_whose_board_has_ended_is_told():
    ended = (BODIES[0].model_copy(update={"last_day": BEFORE}), *BODIES[1:])
    assert told(made(bodies=ended)) == [
        (
            "icb-not-there",
            "fails",
            "QZZ",
            "NHS Own, whose system this is, was there only to 1 January 2023: it is not there on "
            "1 January 2024",
        )
    ]


@pytest.mark.parametrize(
    ("begun", "rules"), [(None, ["icb-not-there"]), (BEFORE, []), (AFTER, ["icb-not-there"])]
)
def test_a_system_may_be_older_than_its_board(begun, rules):
    to_come = (BODIES[0].model_copy(update={"first_day": AFTER}), *BODIES[1:])
    folder = made(bodies=to_come, system={"first_day": begun})
    assert [one[0] for one in told(folder)] == rules


def test_each_is_told_with_its_file_and_row():
    files = contents(
        {
            "forums.yaml": """\
forums:
  - id: board
    name: Board
    kind: committee
    area: testshire
    owners: [QZZ]
    seats:
      - {id: chair, capacity: chair, holders: [{person: ann}, {person: bob}]}
      - {id: other, capacity: chair}
      - {id: third, capacity: partner member, holders: [{person: cat}]}
""",
            "people.csv": "id,name,employer\nann,Ann,QZZ\nbob,Bob,\ncat,Cat,\n",
        }
    )
    folder = read(files, hashes(files), kinds()).folder
    assert folder is not None
    assert [(one.rule, str(one.where)) for one in tenure_findings(folder, ON)] == [
        ("register.two-holders", "forums.yaml:8 [holders]"),
        ("register.two-chairs", "forums.yaml:2 [seats]"),
        ("register.holder-without-employer", "people.csv:4 [employer]"),
    ]


DAYS = st.none() | st.integers(0, 12).map(lambda more: ON + timedelta(more))
PERIODS = st.builds(Period, DAYS, DAYS).filter(
    lambda one: one.first is None or one.last is None or one.first <= one.last
)


@settings(max_examples=100)
@given(st.lists(PERIODS, max_size=6))
def test_overlapping_periods_are_found_as_by_looking_at_each_day(periods):
    # A plain twin: on which days of the month do two hold? Open ends reach beyond all of them.
    days = [ON + timedelta(more) for more in range(-1, 14)]
    both = {
        (first, second)
        for first in range(len(periods))
        for second in range(first + 1, len(periods))
        if any(periods[first].includes(day) and periods[second].includes(day) for day in days)
    }
    pairs = overlapping(periods)
    assert {tuple(sorted(pair)) for pair in pairs} <= both
    # Each that begins before an earlier one has ended is told once.
    later = [second for _, second in pairs]
    assert len(later) == len(set(later))
    begun = [one.first or date.min for one in periods]
    assert set(later) == {max(pair, key=lambda one: (begun[one], one)) for pair in both}


def test_a_forum_is_not_there_before_the_last_of_its_approvals():
    """One that three bodies approve on different days: told on a day on which some lack."""
    approvals = (
        Approval(by="city", on=BEFORE),
        Approval(by="QZZ", on=AFTER),
        Approval(by="Secretary of State"),
    )
    folder = made(forums=(forum(owners=("QZZ", "city"), approvals=approvals),))
    (finding,) = tenure_findings(folder, ON)
    assert (finding.rule, finding.where.column) == ("register.forum-not-approved", "approvals")
    assert finding.why == (
        "Board is there on 1 January 2024 by its days, and lacks the approval of NHS Own "
        "(1 January 2025) and Secretary of State (no day given): it is there from the day of the "
        "last"
    )
    (finding,) = tenure_findings(folder, AFTER)
    assert "lacks the approval of Secretary of State (no day given):" in finding.why
    assert (
        list(
            tenure_findings(
                made(forums=(forum(owners=("QZZ", "city"), approvals=approvals[:2]),)), AFTER
            )
        )
        == []
    )
    later = forum(owners=("QZZ", "city"), approvals=approvals[:2], first_day=AFTER)
    assert list(tenure_findings(made(forums=(later,)), ON)) == []


def test_an_approval_by_a_body_without_a_share_is_told_and_one_of_an_owner_that_is_missing() -> (
    None
):
    own, city = (Approval(by=one, on=BEFORE) for one in ("QZZ", "city"))
    secretary = Approval(by="Secretary of State", on=BEFORE)

    def told(owners: tuple[str, ...], *approvals: Approval, **days: date) -> list[str]:
        one = forum(owners=owners, approvals=approvals, **days)
        found = list(tenure_findings(made(forums=(one,)), ON))
        assert {finding.outcome for finding in found} <= {"not-known"}
        assert {finding.where.column for finding in found} <= {"approvals"}
        return [f"{finding.rule.removeprefix('register.')}: {finding.why}" for finding in found]

    [stranger] = told(("QZZ",), own, city)
    assert stranger.startswith("approval-of-no-owner: not known: why Board needs the approval of C")
    [silent] = told(("QZZ", "city"), own)
    assert silent.startswith("approval-not-said: not known: whether City Council approved")
    for owners, approvals in (
        (("QZZ", "city"), (own, city)),
        (("QZZ", "city"), ()),
        (("QZZ",), (secretary,)),
        (("QZZ", "city"), (secretary,)),
    ):
        assert told(owners, *approvals) == []
    assert told(("QZZ",), city, last_day=BEFORE) == []
