"""Councils and what they share with ICBs, as counted on one day and on another."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.opendata.councils import Councils, bodies, councils_of, entries
from joinedup.opendata.country import read_country
from joinedup.opendata.editions import Edition, Editions, Shared, edition_day
from joinedup.opendata.geography import Geography, Upper
from tests.unit.opendata import made_up

BEGAN, LATER = date(2022, 7, 1), date(2024, 4, 1)
CUMBRIA = Upper("E10000006", "Cumbria")
CUMBERLAND = Upper("E06000063", "Cumberland")
KENT = Upper("E10000016", "Kent")


def councils(folder: Path, texts: dict[str, str], icb: str = "QAA") -> Councils:
    country = read_country(
        made_up.write(folder, {**made_up.files(), **made_up.more_files(), **texts})
    )
    return councils_of(country.geography, country.editions, icb)


def counted(as_at: date | None, *here: Upper, in_all: int = 10) -> Edition:
    met = {"QAA": {upper: Shared(4) for upper in here}}
    return Edition(as_at, met, {upper: Shared(in_all) for upper in here})


def found(*editions: Edition) -> Councils:
    return councils_of(Geography(), Editions(editions), "QAA")


def test_each_council_has_a_count_of_each_day(tmp_path: Path) -> None:
    northshire, cedar = councils(tmp_path, {}).met
    assert [
        (count.as_at, count.here.small_areas, count.in_all.small_areas)
        for count in northshire.counts
    ] == [(LATER, 3, 4), (BEGAN, 2, 4)]
    assert [count.as_at for count in cedar.counts] == [LATER, BEGAN]
    assert northshire.period.first is None


def test_an_icb_is_found_by_its_name_where_its_code_has_changed_since(tmp_path: Path) -> None:
    moorland, northshire = councils(tmp_path, {}, "QBB").met
    assert [count.as_at for count in moorland.counts] == [LATER, BEGAN]
    # Moorland's code of 2021 is another; it is the same council.
    assert [one.code for one in moorland.ons] == ["E06000910", "E10000909"]
    assert northshire.counts[1].here == Shared(2)


def test_residents_are_known_only_where_every_small_area_is(tmp_path: Path) -> None:
    northshire, cedar = councils(tmp_path / "a", {}).met
    # One small area of Northshire, in the other ICB, is not in the file.
    assert northshire.counts[0].here == Shared(3, 3006)
    assert northshire.counts[0].in_all == Shared(4, None)
    assert cedar.counts[0].in_all == Shared(1, 1004)
    assert (
        "residents: population21" in northshire.counts[0].overlap("QAA", "x", Shared(1, 2)).source
    )
    assert "residents" not in northshire.counts[0].overlap("QAA", "x", Shared(1)).source
    _, northshire = councils(tmp_path / "b", {}, "QBB").met
    assert northshire.counts[0].here == Shared(1, None)


def test_residents_of_the_older_day_need_a_look_up_that_covers_the_pair(tmp_path: Path) -> None:
    def residents(folder: str, *districts: str) -> list[int | None]:
        rows = (f"E0200000{n},E54000901,{code},Name" for n, code in enumerate(districts, start=1))
        texts = {
            "lookup_lsoa11_icb22_ltla22__extract.csv": made_up.lines(
                "lsoa11_code,icb22_code,ltla22_code,ltla22_name", *rows
            ),
            "population20_lsoa11__extract.csv": made_up.lines(
                "lsoa11_code,total_population", "E02000001,10", "E02000002,20", "E02000003,40"
            ),
        }
        met = councils(tmp_path / folder, texts).met
        return [one.counts[1].here.residents for one in met]

    assert residents("a", "E07000901", "E07000902", "E06000903") == [30, 40]
    assert residents("b", "E07000901", "E06000903") == [None, 20]
    assert residents("c", "E07000901", "E07000902", "E07000902") == [None, None]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (",2,0.5", ",two,0.5", "row 2 does not say how many"),
        (",1,1.0", ",0,1.0", "row 3 does not say how many"),
        (
            "E54000888,NHS Moorland Integrated Care Board,E10000901,Northshire,2,0.5\n",
            "",
            "does not cover",
        ),
    ],
)
def test_a_list_that_cannot_be_used_is_said(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = made_up.more_files()[made_up.COUNCILS]
    assert old in text
    made_up.write(tmp_path, {**made_up.files(), made_up.COUNCILS: text.replace(old, new)})
    editions = read_country(tmp_path).editions
    assert why in editions.notices[0].lines()
    assert [edition.as_at for edition in editions.all] == [LATER]


def test_an_order_says_from_which_day_and_to_which() -> None:
    met = found(counted(LATER, CUMBERLAND, KENT), counted(BEGAN, CUMBRIA, KENT))
    assert [one.id for one in met.met] == ["cumberland-council", "kent-council"]
    assert [one.id for one in met.former] == ["cumbria-council"]
    days = {body.id: (body.first_day, body.last_day) for body in bodies(met)}
    assert days == {one.body: (one.first_day, one.last_day) for one in entries(met)}
    assert days == {
        "cumberland-council": (date(2023, 4, 1), None),
        "cumbria-council": (None, date(2023, 3, 31)),
        "kent-council": (None, None),
    }
    said = "\n".join(notice.lines() for notice in met.notices)
    assert "Cumbria to 31 March 2023: The Cumbria (Structural Changes) Order 2022" in said


def test_a_council_that_went_on_is_one_and_its_codes_have_days() -> None:
    before, since = Upper("E10000027", "Somerset"), Upper("E06000066", "Somerset")
    met = found(counted(LATER, since), counted(BEGAN, before))
    assert met.former == ()
    (somerset,) = met.met
    assert len(somerset.counts) == 2
    assert [(one.code, one.first_day, one.last_day) for one in somerset.ons] == [
        ("E06000066", date(2023, 4, 1), None),
        ("E10000027", None, date(2023, 3, 31)),
    ]
    assert met.find(before) == (somerset, False)


def test_without_an_order_the_newer_day_is_taken_and_that_is_said() -> None:
    """The body goes on: only that it meets the system's area has days."""
    other = Upper("E10000032", "West Sussex")
    met = found(counted(LATER, KENT), counted(BEGAN, other))
    days = {one.body: (one.first_day, one.last_day) for one in entries(met)}
    assert days == {
        "kent-council": (LATER, None),
        "west-sussex-council": (None, date(2024, 3, 31)),
    }
    assert {(body.first_day, body.last_day) for body in bodies(met)} == {(None, None)}
    said = "\n".join(notice.lines() for notice in met.notices)
    assert "West Sussex to 31 March 2024: not known to the day" in said


def test_slivers_are_told_apart_from_other_parts() -> None:
    met = found(counted(LATER, KENT, in_all=81))
    assert met.met[0].counts[0].is_sliver
    said = "\n".join(notice.lines() for notice in met.notices)
    assert "to be confirmed against the establishment order (1)" in said
    assert "4 of the 81 small areas of Kent (on 1 April 2024)" in said
    assert not found(counted(LATER, KENT, in_all=80)).met[0].counts[0].is_sliver


def test_a_council_whose_code_is_none_is_left_out_and_said() -> None:
    met = found(counted(LATER, Upper("E06000\u00af03", "Cedar"), KENT))
    assert [one.id for one in met.all] == ["kent-council"]
    assert "E06000\u00af03 Cedar" in met.notices[0].lines()


def test_counts_of_no_known_day_date_nothing() -> None:
    met = found(counted(None, KENT, in_all=81), counted(BEGAN, KENT))
    assert entries(met)[0].period.first is None
    assert "4 of the 81 small areas of Kent" in met.notices[0].lines()


def test_the_day_of_an_edition() -> None:
    assert edition_day("22") == BEGAN
    assert edition_day("24") == LATER
    assert edition_day("") is None
