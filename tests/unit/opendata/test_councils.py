"""Which councils meet an ICB's area, and in whole or in part."""

from pathlib import Path

from joinedup.opendata.councils import Councils, bodies, councils_of, entries
from joinedup.opendata.country import read_country
from joinedup.opendata.editions import Editions
from joinedup.opendata.geography import Geography, Upper, plain, read_geography, short_name
from joinedup.opendata.searching import search
from tests.unit.opendata import made_up


def read(folder: Path, files: dict[str, str]) -> Geography:
    return read_geography(search(made_up.write(folder, files)))


def councils(folder: Path, files: dict[str, str], icb: str = "QAA") -> Councils:
    country = read_country(made_up.write(folder, files))
    return councils_of(country.geography, country.editions, icb)


def texts(notices) -> str:
    return "\n".join(notice.lines() for notice in notices)


def test_small_areas_are_counted_once_though_they_lie_in_two_wards(tmp_path: Path) -> None:
    geography = read(tmp_path, made_up.files())
    assert geography.notices == ()
    assert geography.meets("QAA") == {
        ("01A", "E07000901"): 1,
        ("01A", "E07000902"): 1,
        ("02B", "E07000902"): 1,
        ("02B", "E06000903"): 1,
    }
    met_here = councils(tmp_path, made_up.files())
    assert [(met.id, met.here, met.in_all, met.extent) for met in met_here.met] == [
        ("northshire-council", 3, 4, "part"),
        ("cedar-council", 1, 1, "whole"),
    ]
    assert {key: shared.small_areas for key, shared in met_here.by_sub_icb.items()} == {
        ("01A", "northshire-council"): 2,
        ("02B", "northshire-council"): 1,
        ("02B", "cedar-council"): 1,
    }
    assert "3 of the 4 small areas of Northshire" in texts(met_here.notices)


def test_councils_as_bodies_and_with_their_codes(tmp_path: Path) -> None:
    met = councils(tmp_path, made_up.files(), "QBB")
    assert [(body.name, body.kind) for body in bodies(met)] == [
        ("Moorland Council", "unitary council"),
        ("Northshire Council", "county council"),
    ]
    moorland, northshire = entries(met)
    assert [(ons.code, ons.first_day, ons.last_day) for ons in moorland.ons] == [
        ("E06000910", None, None),
        ("E10000909", None, None),
    ]
    assert [ons.code for ons in northshire.ons] == ["E10000901"]


def test_a_council_is_found_by_its_code_else_by_its_name(tmp_path: Path) -> None:
    met = councils(tmp_path, made_up.files(), "QBB")
    assert met.find(Upper("E10000901", "Other name"))[0] is met.met[1]
    assert met.find(Upper("E10000909", "Moorland")) == (met.met[0], True)
    assert met.find(Upper("E06000903", "Cedar")) == (None, False)


def test_two_councils_of_one_name_have_two_ids(tmp_path: Path) -> None:
    files = made_up.changed(
        made_up.TIERS_23, 'E06000903,"Cedar, City of"\n', "E06000903,Northshire\n"
    )
    assert [met.id for met in councils(tmp_path, files).met] == [
        "northshire-E10000901-council",
        "northshire-E06000903-council",
    ]


def test_a_district_that_the_look_up_of_tiers_has_not(tmp_path: Path) -> None:
    files = made_up.without(made_up.TIERS_21)
    files[made_up.TIERS_23] = made_up.lines(
        "ltla23_code,ltla23_name,utla23_code,utla23_name",
        "E07000801,Alder,E10000901,Northshire",
    )
    geography = read(tmp_path, files)
    # Cedar's code says that it has one tier; Alder is known by its name; Beech is not known.
    assert geography.upper("E06000903") == Upper("E06000903", "Cedar, City of")
    assert geography.upper("E07000901") == Upper("E10000901", "Northshire")
    assert geography.upper("E07000902") is None
    assert "E07000902 Beech" in texts(councils(tmp_path, files).notices)


def test_codes_of_no_kind_of_council_are_left_out_and_said(tmp_path: Path) -> None:
    files = made_up.changed(made_up.TIERS_23, "E10000901,Northshire", "W06000901,Northshire")
    met = councils(tmp_path, files)
    assert [one.id for one in met.met] == ["cedar-council"]
    assert "W06000901 Northshire" in texts(met.notices)


def test_without_look_ups_no_council_is_known_and_that_is_said(tmp_path: Path) -> None:
    geography = read(
        tmp_path,
        made_up.without(made_up.TO_ICB, made_up.TIERS_21, made_up.TIERS_23),
    )
    said = texts(geography.notices)
    assert "there is no look-up of small areas to ICBs" in said
    assert "there is no look-up of lower-tier to upper-tier councils" in said
    met = councils_of(geography, Editions(()), "QAA")
    assert (met.met, met.notices) == ((), ())


def test_extracts_and_other_editions_of_small_areas_are_not_joined(tmp_path: Path) -> None:
    files = made_up.changed(made_up.TO_ICB, "lsoa21", "lsoa11")
    assert "not of the same edition" in texts(read(tmp_path / "a", files).notices)
    files = made_up.files()
    files["geography/lookup_lsoa21_icb24__QAA_extract.csv"] = files.pop(made_up.TO_ICB)
    assert read(tmp_path / "b", files).small_areas == {}


def test_the_newest_edition_that_both_look_ups_have_is_used(tmp_path: Path) -> None:
    files = made_up.files()
    files["geography/lookup_lsoa21_icb23.csv"] = files[made_up.TO_ICB].replace("icb24", "icb23")
    files["geography/lookup_lsoa31_icb33.csv"] = files[made_up.TO_ICB].replace("lsoa21", "lsoa31")
    geography = read(tmp_path, files)
    assert [table.file for table in geography.tables] == [
        "lookup_lsoa21_icb24.csv",
        "lookup_lsoa21_ward24_ltla24.csv",
    ]


def test_look_ups_that_cannot_be_read_or_do_not_join_are_said(tmp_path: Path) -> None:
    files = made_up.files()
    files[made_up.TIERS_21] += "\0"
    files[made_up.TO_DISTRICT] += "short\n"
    files[made_up.TO_ICB] += "n,E01000099,s,E38,01A,i,E54000901,QAA\n"
    said = texts(read(tmp_path / "a", files).notices)
    assert "lookup_ltla21_utla21.csv: it is not plain text" in said
    assert "row 10 has 1 cells" in said
    assert "E01000099" in said
    # What stands far down is seen only when the whole is read.
    for name in (made_up.TO_ICB, made_up.TIERS_23):
        files[name] = made_up.broken_far_down(files[name])
    said = texts(read(tmp_path / "b", files).notices)
    assert "as a look-up could not be read" in said
    assert "lookup_ltla23_utla23.csv: it is not plain text" in said


def test_an_icb_that_the_look_up_has_not_is_said(tmp_path: Path) -> None:
    met = councils(tmp_path, made_up.files(), "QZZ")
    assert "no small area of QZZ" in texts(met.notices)


def test_names_are_compared_as_people_say_them() -> None:
    assert short_name("Bristol, City of") == "Bristol"
    assert plain("St. Helens") == plain("St Helens")
    assert plain("Herefordshire, County of") == plain("Herefordshire")
    assert plain("Isle of Wight") != plain("Isles of Scilly")
