"""The trusts of an ICB: those the file has, named with care, and what became of others."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.opendata.making import Made, make
from joinedup.opendata.trusts import Trust, Trusts, trust_name
from tests.unit.opendata import made_up

TRUST_KINDS = ("NHS trust", "NHS foundation trust", "care trust")


def made(folder: Path, icb: str = "QAA", **changes: str) -> Made:
    texts = {**made_up.files(), **made_up.more_files()}
    for name, (old, new) in changes.items():
        path = getattr(made_up, name)
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    return make(icb, made_up.write(folder, texts), None)


def said(result: Made) -> str:
    return "\n".join(notice.lines() for notice in result.notices)


def test_the_trusts_of_an_icb_are_bodies_with_where_they_come_from(tmp_path: Path) -> None:
    result = made(tmp_path)
    trusts = [body for body in result.folder.register.bodies if body.kind in TRUST_KINDS]
    assert [(body.id, body.name, body.kind) for body in trusts] == [
        ("RAB", "Northshire Ambulance NHS Trust", "NHS trust"),
        (
            "RAA",
            "The King's and St Mary's of Northshire NHS Foundation Trust",
            "NHS foundation trust",
        ),
    ]
    assert {body.source for body in trusts} == {
        "etr_2022.csv, where it belongs to QAA for administration"
    }
    assert "etr_2022.csv" in {source.locator for source in result.folder.register.system.sources}
    assert any("for administration" in note for note in result.folder.register.system.notes)
    nominators = {
        nominator
        for forum in result.folder.register.forums
        for seat in forum.seats
        for nominator in seat.nominators
    }
    assert "trusts" in nominators
    assert not nominators & {body.id for body in trusts}


def test_a_name_that_says_care_trust_is_one_and_then_none_is_missing(tmp_path: Path) -> None:
    (trust,) = (
        body
        for body in made(tmp_path / "a", "QBB").folder.register.bodies
        if body.kind in TRUST_KINDS
    )
    assert (trust.name, trust.kind) == ("Moorland Care Trust", "care trust")
    assert "Care trusts, whose codes begin with T" in said(made(tmp_path / "b", "QBB"))
    assert "TZZ" in said(made(tmp_path / "c", "QBB"))
    assert "Care trusts" not in said(made(tmp_path / "d", "QBB", TRUSTS=('"RBB"', '"TBB"')))


def test_what_became_of_trusts_is_told(tmp_path: Path) -> None:
    told = said(made(tmp_path))
    assert "RAC Old Town NHS Trust on 31 March 2021, followed by RAA The King's" in told
    assert "RAD Second Town NHS Trust on 31 March 2022, followed by RAB" in told
    assert "RAB Northshire Ambulance NHS Trust: Northshire Ambulance University NHS Trust" in told
    assert "RAA" not in told.split("another name than")[1].split("\n- ")[0]
    assert "that etr_2022.csv has not (1)\n    RZZ\n" in told
    assert "CYMRU" not in told.upper()


def test_a_trust_that_ends_after_the_map_has_its_last_day(tmp_path: Path) -> None:
    result = made(tmp_path, TRUSTS=("20210331", "20260228"))
    bodies = {body.id: body for body in result.folder.register.bodies}
    assert bodies["RAC"].last_day == date(2026, 2, 28)


def test_what_follows_is_followed_by_date_and_loops_end() -> None:
    def day(year: int) -> date:
        return date(year, 4, 1)

    trusts = Trusts(
        followed_by={
            "A": ((day(2001), "B"), (day(2005), "C")),
            "B": ((day(1999), "X"), (day(2002), "D"), (day(2003), "A")),
            "C": ((day(2006), "A"),),
            "E": ((day(2001), "F"),),
            "F": ((day(2002), "E"),),
        }
    )
    # X followed B before B followed A; A comes round again by two ways.
    assert set(trusts.successors("A")) == {"C", "D"}
    assert trusts.successors("E") == ("F",)
    assert trusts.successors("Z") == ()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"),
        (
            "THE QUEEN ELIZABETH HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST",
            "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust",
        ),
        ("THE NEWCASTLE UPON TYNE HOSPITALS", "The Newcastle upon Tyne Hospitals"),
        ("ROYAL BROMPTON & HAREFIELD", "Royal Brompton & Harefield"),
        ("Already Written", "Already Written"),
    ],
)
def test_names_in_capitals_are_written_as_in_a_sentence(name: str, written: str) -> None:
    assert trust_name(name) == written


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("X NHS FOUNDATION TRUST", "NHS foundation trust"),
        ("X COMMUNITY HEALTH AND CARE NHS TRUST", "NHS trust"),
        ("X NATIONAL HEALTH SERVICE TRUST", "NHS trust"),
        ("X NHS AND SOCIAL CARE PARTNERSHIP TRUST", "NHS trust"),
        ("X CARE TRUST", "care trust"),
    ],
)
def test_the_kind_is_what_the_name_says(name: str, kind: str) -> None:
    assert Trust("R00", name, "QAA").kind == kind


def test_a_trust_file_that_is_not_one_is_said(tmp_path: Path) -> None:
    told = said(made(tmp_path / "a", TRUSTS=('"Y90"', '"nine"')))
    assert "no trust file could be read" in told
    assert "it has no column for region" in told
    broken = made_up.broken_far_down(made_up.more_files()[made_up.TRUSTS])
    texts = {**made_up.files(), made_up.TRUSTS: broken}
    told = said(make("QAA", made_up.write(tmp_path / "b", texts), None))
    assert "etr_2022.csv: it is not plain text" in told
    assert "none is named" in told
