from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.law.survey import BoardPosts, SurveyRow, Vacancies, summary, survey_row
from joinedup.register.reading import Folder
from joinedup.register.schema import (
    Area,
    Body,
    Council,
    Forum,
    Holder,
    Overlap,
    Person,
    Post,
    Register,
    Seat,
    System,
)

ON = date(2024, 1, 1)
BEFORE, AFTER = ON - timedelta(1), ON + timedelta(1)
AREAS = (
    Area(id="own", name="Own", kind="system"),
    Area(id="tier", name="Tier", kind="sub-system", within=("own",)),
    Area(id="north", name="North", kind="place", within=("own",)),
    Area(id="south", name="South", kind="place", within=("tier",)),
    Area(id="former", name="Former", kind="place", within=("own",), last_day=BEFORE),
    Area(id="away", name="Away", kind="place"),
)
BODIES = (
    Body(id="QZZ", name="NHS Own", kind="integrated care board"),
    Body(id="city", name="City Council", kind="unitary council"),
    Body(id="shire", name="Shire County Council", kind="county council"),
    Body(id="vale", name="Vale District Council", kind="district council"),
)
COUNCILS = (
    Council(body="city", extent="whole"),
    Council(body="shire", extent="part"),
    Council(body="vale", extent="whole"),
)


def seat(seat_id: str, capacity: str = "partner member", **more: object) -> Seat:
    return Seat(**{"id": seat_id, "capacity": capacity, **more})


def held(person: str, first: date | None = None, last: date | None = None) -> Holder:
    return Holder(person=person, first_day=first, last_day=last)


def board(*seats: Seat, forum_id: str = "board", **more: object) -> Forum:
    whole = {"kind": "integrated care board", "area": "own", "owners": ("QZZ",), **more}
    return Forum(id=forum_id, name="Board", seats=seats, **whole)


def row_of(
    *forums: Forum,
    councils: tuple[Council, ...] = COUNCILS,
    overlaps: tuple[Overlap, ...] = (),
    **sections: object,
) -> SurveyRow:
    people = tuple(Person(id=one, name=one.title()) for one in ("ann", "ben", "cat"))
    system = System(code="QZZ", name="Own", areas=AREAS, councils=councils)
    sections = {"bodies": BODIES, "people": people, **sections}
    return survey_row(Folder(Register(system=system, forums=forums, **sections), (), overlaps), ON)


def overlap(council: str, both: int, in_all: int) -> Overlap:
    return Overlap(area="own", council=council, small_areas=both, small_areas_of_council=in_all)


def test_eligible_councils_slivers_and_those_that_are_not_counted():
    row = row_of(overlaps=(overlap("shire", 1, 21),))
    assert row.eligible == ("City Council", "Shire County Council")
    assert (row.slivers, row.not_counted) == (("Shire County Council",), ("City Council",))
    row = row_of(overlaps=(overlap("shire", 1, 20), overlap("city", 1, 1), overlap("vale", 1, 99)))
    assert (row.slivers, row.not_counted) == ((), ())


def test_a_folder_that_lists_no_councils_does_not_say_how_many_there_are():
    row = row_of(board(seat("a")), councils=())
    assert (row.eligible, row.posts_for_all) == (None, None)
    assert row.notes[0] == "the folder lists no councils"
    later = row_of(councils=(Council(body="city", extent="whole", first_day=AFTER),))
    assert later.eligible == ()


def test_no_council_was_eligible_before_there_were_boards():
    system = System(code="QZZ", name="Own", areas=AREAS, councils=COUNCILS)
    folder = Folder(Register(system=system, bodies=BODIES))
    first = date(2022, 7, 1)
    assert survey_row(folder, first).eligible == ("City Council", "Shire County Council")
    before = survey_row(folder, first - timedelta(1))
    assert before.eligible == ()
    assert before.notes[0] == "integrated care boards are there only from 1 July 2022"


CHAIR = seat("chair", "chair", needed_by="law")
DRAFT = (CHAIR, seat("council", nominators=("councils",), needed_by="law"))


@pytest.mark.parametrize(
    ("forums", "note"),
    [
        ((), "the folder has no board of QZZ on 1 January 2024"),
        ((board(CHAIR, last_day=BEFORE),), "the folder has no board of QZZ on 1 January 2024"),
        ((board(CHAIR, owners=("city",)),), "the folder has no board of QZZ on 1 January 2024"),
        ((board(CHAIR, kind="committee"),), "the folder has no board of QZZ on 1 January 2024"),
        (
            (board(CHAIR), board(CHAIR, forum_id="other")),
            "the folder has 2 boards of QZZ on 1 January 2024",
        ),
        ((board(),), "the folder names no seats of the board"),
        ((board(seat("past", last_day=BEFORE)),), "the folder names no seats of the board"),
        ((board(*DRAFT),), "the seats of the board are a draft of what law and policy need"),
    ],
)
def test_what_a_board_provides_for_is_not_known_from_a_draft_or_no_board(forums, note):
    row = row_of(*forums)
    assert (row.board, row.vacancies, row.places_on_board) == (None, None, None)
    assert (row.council_posts, row.posts_for_all) == (None, None)
    assert row.notes == (note,)


def test_seats_that_are_stated_are_known_though_nobody_is_named_in_them():
    row = row_of(board(*DRAFT, seat("more", nominators=("councils",))))
    assert row.board == BoardPosts(
        members=3, partners=2, for_councils=2, unsaid=0, for_place_directors=0, councils_with_one=2
    )
    assert (row.council_posts, row.posts_for_all, row.vacancies) == (2, True, None)
    assert row.notes == ("the folder names nobody who sits on the board",)


@pytest.mark.parametrize(
    ("seats", "council_posts", "for_all"),
    [
        ((), 0, False),
        ((seat("a", nominators=("councils",)),), 1, False),
        ((seat("a", nominators=("city", "shire")), seat("b", nominators=("shire",))), 2, True),
        ((seat("a", "appointed member", nominators=("city",)),), 1, False),
        ((seat("a", nominators=("trusts",)), seat("b", nominators=("vale",))), 0, False),
        ((seat("a", "attendee", nominators=("councils",)),), 0, False),
        ((seat("a", nominators=("councils",), last_day=BEFORE),), 0, False),
        ((seat("a", nominators=("councils",)), seat("b")), None, None),
        ((seat("a"),), None, False),
        (
            (seat("a", nominators=("city",)), seat("b", nominators=("shire",)), seat("c")),
            None,
            True,
        ),
        ((seat("a", nominators=("city",)), seat("b", roles=("mental health provider",))), 1, False),
        ((seat("a", nominators=("city",)), seat("b", nominators=("city",))), 2, False),
        ((seat("a", nominators=("city", "shire")), seat("b", nominators=("city",))), 2, True),
        ((seat("a", nominators=("city",)), seat("b", roles=("elected member",))), None, None),
    ],
)
def test_posts_for_councils_are_the_seats_that_councils_nominate(seats, council_posts, for_all):
    row = row_of(board(seat("chair", "chair", holders=(held("ann"),)), *seats))
    assert (row.council_posts, row.posts_for_all) == (council_posts, for_all)


@pytest.mark.parametrize(
    ("members", "law", "policy"), [(1, 0, 0), (5, 0, 0), (6, 1, 0), (10, 5, 0), (13, 8, 3)]
)
def test_members_beyond_the_floors(members, law, policy):
    posts = BoardPosts(members, 0, 0, 0, 0)
    assert (posts.beyond_law, posts.beyond_policy) == (law, policy)


def test_vacancies_are_seats_in_which_nobody_is_named_on_the_day():
    seats = (
        seat("a", holders=(held("ann"),), needed_by="law"),
        seat("b", holders=(held("ben", None, BEFORE),), needed_by="law"),
        seat("c", needed_by="policy"),
        seat("d", holders=(held("cat", AFTER),)),
        seat("e", "attendee"),
        seat("f", holders=(held("gone"),)),
    )
    people = (
        Person(id="ann", name="Ann"),
        Person(id="ben", name="Ben"),
        Person(id="cat", name="Cat"),
        Person(id="gone", name="Gone", last_day=BEFORE),
    )
    assert row_of(board(*seats), people=people).vacancies == Vacancies(4, by_law=1, by_policy=1)


ANN = seat("chair", "chair", holders=(held("ann"),))


def partnership(area: str, *seats: Seat, **more: object) -> Forum:
    return Forum(
        id="pp",
        name="PP",
        kind="place partnership",
        area=area,
        owners=("QZZ",),
        seats=seats,
        **more,
    )


def post(area: str | None, *holders: Holder, **more: object) -> Post:
    return Post(id="post", name="Director", body="QZZ", area=area, holders=holders, **more)


@pytest.mark.parametrize(
    ("forums", "posts", "on_board"),
    [
        ((), (), None),
        ((), (post("north", held("ann")),), ("North",)),
        ((), (post("north", held("ben")),), ()),
        ((), (post("north", held("ann", None, BEFORE)),), None),
        ((), (post("north", held("ann"), last_day=BEFORE),), None),
        ((), (post(None, held("ann")),), None),
        ((), (post("away", held("ann")),), None),
        ((), (post("former", held("ann")),), None),
        ((partnership("south", seat("a", holders=(held("ann"),))),), (), ("South",)),
        ((partnership("south", seat("a", "attendee", holders=(held("ann"),))),), (), None),
        ((partnership("south", seat("a", holders=(held("ann"),)), last_day=BEFORE),), (), None),
        (
            (partnership("south", seat("a", holders=(held("ann"),)), also_serves=("north",)),),
            (),
            ("North", "South"),
        ),
        (
            (partnership("south", seat("a", holders=(held("ann"),))),),
            (post("north", held("ann")),),
            ("North", "South"),
        ),
    ],
)
def test_places_on_the_board_are_those_of_which_a_member_holds_a_post_or_seat(
    forums, posts, on_board
):
    row = row_of(board(ANN), *forums, posts=posts)
    assert (row.places, row.places_on_board) == (2, on_board)


@pytest.mark.parametrize(
    ("posts", "notes"),
    [
        ((), ["the folder names nobody of 2 places; some may be on the board"]),
        (
            (post("north", held("ben")),),
            ["the folder names nobody of 1 place; some may be on the board"],
        ),
        ((post("north", held("ben")), post("south", held("ann"))), []),
    ],
)
def test_places_of_which_the_folder_names_nobody_are_noted(posts, notes):
    assert list(row_of(board(ANN), posts=posts).notes) == notes


@pytest.mark.parametrize(("boards", "has"), [(1, "1 has"), (2, "2 have")])
def test_the_summary_counts_in_grammar(boards, has):
    two = (seat("a", nominators=("councils",)), seat("b", nominators=("councils",)))
    row = row_of(board(ANN, *two))
    assert f"are known, {has} more than one post for councils, and {has} one for each" in summary(
        (row,) * boards, ON
    )


def test_seats_for_place_directors_are_counted():
    directors = seat("pd", "executive member", roles=("place director",))
    row = row_of(board(ANN, directors))
    assert row.board is not None
    assert row.board.for_place_directors == 1


def test_a_row_as_json_says_null_for_what_is_not_known():
    known = row_of(
        board(ANN, seat("a", nominators=("councils",))), overlaps=(overlap("city", 1, 1),)
    )
    assert known.as_json() == {
        "code": "QZZ",
        "name": "Own",
        "on": "2024-01-01",
        "eligible_councils": ["City Council", "Shire County Council"],
        "slivers": [],
        "councils_not_counted": ["Shire County Council"],
        "council_posts": 1,
        "council_posts_at_least": 1,
        "posts_for_all_councils": False,
        "partner_posts": 1,
        "members": 2,
        "beyond_statutory_floor": 0,
        "beyond_policy_floor": 0,
        "place_director_seats": 0,
        "vacancies": 1,
        "vacancies_needed_by_law": 0,
        "vacancies_needed_by_policy": 0,
        "places": 2,
        "places_on_board": None,
        "notes": ["the folder names nobody of 2 places; some may be on the board"],
    }
    unknown = row_of(councils=()).as_json()
    assert {key for key, value in unknown.items() if value is None} == {
        *("eligible_councils", "council_posts", "council_posts_at_least", "places_on_board"),
        *("posts_for_all_councils", "partner_posts", "members", "beyond_statutory_floor"),
        *("beyond_policy_floor", "place_director_seats", "vacancies"),
        *("vacancies_needed_by_law", "vacancies_needed_by_policy"),
    }


def made(eligible: int | None, slivers: int = 0, uncounted: int = 0, posts: int | None = None):
    names = tuple(f"c{number}" for number in range(eligible or 0))
    return SurveyRow(
        code="QZZ",
        name="Own",
        on=ON,
        eligible=None if eligible is None else names,
        slivers=names[:slivers],
        not_counted=names[:uncounted],
        board=None if posts is None else BoardPosts(12, 3, posts, 0, 0, posts),
        vacancies=None,
        places=0,
        places_on_board=None,
        notes=(),
    )


NO_BOARDS = " No folder says what the board's constitution provides for."


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [made(100, 5), made(64)],
            "Eligible councils for 2 systems on 1 January 2024: 164 pairs, of them five slivers."
            + NO_BOARDS,
        ),
        (
            [made(1, 1)],
            "Eligible councils for 1 system on 1 January 2024: 1 pair, of them one sliver."
            + NO_BOARDS,
        ),
        (
            [made(12, 10, 2), made(None)],
            "Eligible councils for 1 system on 1 January 2024: 12 pairs, of them 10 slivers. Of 2 "
            "pairs it is not known how far they coincide. Of 1 system the councils are not known."
            + NO_BOARDS,
        ),
        (
            [made(1, posts=1), made(3, posts=2), made(2, posts=2), made(9)],
            "Eligible councils for 4 systems on 1 January 2024: 15 pairs, of them no slivers. Of 3 "
            "boards whose seats are known, 2 have more than one post for councils, and 2 have one "
            "for each eligible council.",
        ),
        (
            [made(None, posts=1)],
            "Eligible councils for 0 systems on 1 January 2024: 0 pairs, of them no slivers. Of 1 "
            "system the councils are not known. Of 1 board whose seats are known, 0 have more than "
            "one post for councils, and 0 have one for each eligible council; for 1 that is not "
            "known.",
        ),
    ],
)
def test_the_survey_in_a_sentence(rows, told):
    assert summary(rows, ON) == told


# A plain twin: can each eligible council be given a seat of its own?


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(["councils", "trusts", "city", "shire", "", "attendee"]), max_size=5),
    st.integers(0, 2),
)
def test_whether_posts_suffice_is_as_when_they_are_handed_out_one_by_one(nominators, listed):
    seats = [
        seat(
            f"s{number}",
            "attendee" if one == "attendee" else "partner member",
            nominators=() if one in ("", "attendee") else (one,),
        )
        for number, one in enumerate(nominators)
    ]
    row = row_of(board(ANN, *seats), councils=COUNCILS[:listed])
    eligible = ("city", "shire")[:listed]

    def can_all_have_one(kinds: tuple[str, ...]) -> bool:
        """Try every way to give each council a seat."""
        return any(
            all(kind in (council, *kinds) for council, kind in zip(eligible, given, strict=True))
            for given in permutations(nominators, len(eligible))
        )

    if row.eligible is None:
        assert row.posts_for_all is None
    elif can_all_have_one(("councils",)):
        assert row.posts_for_all is True
    else:
        assert row.posts_for_all is (None if can_all_have_one(("councils", "")) else False)
