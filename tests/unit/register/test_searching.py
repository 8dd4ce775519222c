"""Searching the register, in cases that can be read."""

import pytest

from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Area, Hosting, Instrument, OnsCode, Post
from joinedup.register.searching import Rank, Thing, search, things, words
from tests.unit.register.small_folder import folder

CAFE = Thing("body", "cafe-trust", "Café Trust of St. Helen's", about="charity")
BOARD = Thing("forum", "board", "Board of NHS Testshire", about="integrated care board")
SURGERY = Thing("practice", "A81001", "The Densham Surgery", ("TS18 1HU",))
ALL = (CAFE, BOARD, SURGERY)


def found(text: str) -> list[str]:
    return [hit.thing.id for hit in search(ALL, text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("cafe", ["cafe-trust"]),
        ("CAFÉ", ["cafe-trust"]),
        ("st helens", ["cafe-trust"]),
        ("helen trust", ["cafe-trust"]),
        ("nhs board", ["board"]),
        ("board test", ["board"]),
        ("oard", []),
        ("board surgery", []),
        ("a81001", ["A81001"]),
        ("A810", ["A81001"]),
        ("ts18 1hu", ["A81001"]),
        ("TS181HU", ["A81001"]),
        ("charity", ["cafe-trust"]),
        ("", []),
        (" -.,'\u200b", []),
        ("t", ["A81001", "board", "cafe-trust"]),
    ],
)
def test_what_is_found(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_the_best_comes_first() -> None:
    many = [
        Thing("practice", "X1", "Wood Lane Surgery", about="gull"),
        Thing("area", "old", "Old Gull Wood"),
        Thing("area", "wood", "Gull Wood Lane"),
        Thing("body", "B1", "Gull Wood"),
        Thing("body", "gull-wood", "Another Trust"),
    ]
    hits = [(hit.thing.id, hit.rank) for hit in search(many, "gull wood")]
    assert hits == [
        ("gull-wood", Rank.EXACT_CODE),
        ("B1", Rank.WHOLE_NAME),
        ("wood", Rank.NAME_BEGINS),
        ("old", Rank.ALL_IN_NAME),
        ("X1", Rank.ALL_ANYWHERE),
    ]


def test_words_are_plain() -> None:
    assert words("King\u2019s Lynn & West-Norfolk_2 \ufb01ne") == (
        *("kings", "lynn", "west", "norfolk", "2", "fine"),
    )


def test_everything_that_the_register_names_can_be_found() -> None:
    base = folder().register
    area = Area(id="hills", name="Hills", kind="place", ons=(OnsCode(code="E54000054"),))
    register = base.model_copy(
        update={
            "system": base.system.model_copy(update={"areas": (*base.areas, area)}),
            "posts": (
                Post(id="director", name="Place director", body="QZZ"),
                Post(id="aide", name="Aide", body="A1", role="chair"),
            ),
            "instruments": (
                Instrument(
                    id="rules",
                    title="Constitution, version 2",
                    kind="constitution",
                    owners=("QZZ",),
                ),
            ),
            "hosting": (
                Hosting(
                    id="team", name="Cancer team", kind="team", host="RT1", on_behalf_of=("QZZ",)
                ),
            ),
            "delegations": (
                Delegation(
                    id="d1",
                    given_by=("board", "city"),
                    given_to="aide",
                    functions=("plan-estates", "plan-capital"),
                    area="hills",
                    power="lga-1972-101",
                ),
            ),
            "reservations": (
                Reservation(id="r1", body="RT1", kept_by="RT1", functions=("plan-workforce",)),
            ),
            "directions": (
                Direction(id="o1", given_by="city", given_to="board", power="section-14z61"),
            ),
        }
    )
    known = things(register)

    def first(text: str) -> tuple[str, str]:
        thing = search(known, text)[0].thing
        return thing.kind, thing.id

    assert first("E54000054") == ("area", "hills")
    assert first("RT1") == ("body", "RT1")
    assert first("first surg") == ("practice", "A1")
    assert first("board of nhs") == ("forum", "board")
    assert first("chair board testshire") == ("seat", "chair")
    assert first("ames") == ("person", "ann")
    assert first("place director NHS Testshire") == ("post", "director")
    assert first("aide") == ("post", "aide")
    assert first("constitution 2") == ("instrument", "rules")
    assert first("cancer") == ("hosting", "team")
    assert first("plan capital hills") == ("delegation", "d1")
    assert first("board city council aide") == ("delegation", "d1")
    assert first("plan-workforce") == ("reservation", "r1")
    assert first("every function") == ("direction", "o1")
    within = {thing.id: thing.within for thing in known}
    assert [within[one] for one in ("d1", "r1", "o1")] == ["QZZ", "RT1", "city"]
    assert {thing.kind for thing in known} == {
        *("area", "body", "practice", "forum", "seat", "person", "post", "instrument", "hosting"),
        *("delegation", "reservation", "direction"),
    }
