"""`joinedup scheme`: what is held, reserved and passed on, and who decides at which tier."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from joinedup.cli.app import app
from tests.integration.test_who_can_command import DELEGATIONS, folder

__all__ = ["folder"]  # a fixture
DAY = ("--on", "2026-11-01")


def written(folder: Path, *words: str | Path) -> Result:
    done = CliRunner().invoke(app, ["scheme", str(folder), *map(str, words)])
    assert not done.exception or isinstance(done.exception, SystemExit), done.exception
    return done


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_scheme_is_told_function_by_function(folder: Path) -> None:
    done = written(folder, *DAY)
    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    said = " ".join(done.stdout.split())
    assert said.startswith(
        "Scheme of reservation and delegation of Testshire, 1 November 2026 Arranging community "
        "health services (arrange-community-services) 2 levels of decision: system, place; passed "
        "on once Held by law NHS Testshire, through Board of NHS Testshire, for Testshire Reserved "
        "Board of NHS Testshire, kept by NHS Testshire, above £2m; where it cannot wait it is "
        "not known whether Chief executive, NHS Testshire may decide [large] Delegated"
    )
    assert "North Committee, from Board of NHS Testshire, up to £1m, for North [to-north]" in said
    assert "Delegations that support no proof - lead, to Test Hospitals: Arranging" in said
    assert "passes work and no function. To change it: NHS Testshire could pass it on by" in said
    assert "better" not in said
    assert said.endswith("it is not known who decides. 1 delegation supports no proof.")


def test_the_scheme_of_a_body_is_told_part_by_part(folder: Path, tmp_path: Path) -> None:
    done = written(folder, *DAY, "--body", "QZZ")
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert said.startswith(
        "Scheme of reservation and delegation of NHS Testshire, 1 November 2026 Held by law or by "
        "direction NHS Testshire - Arranging community health services"
    )
    assert "Matters reserved Board of NHS Testshire - Arranging community" in said
    assert "where it cannot wait" in said
    assert "Delegated to committees and other forums North Committee - Arranging" in said
    assert "matters reserved: 1, delegated to committees and other forums: 1" in said
    table = tmp_path / "table.csv"
    assert written(folder, *DAY, "--body", "QZZ", "--csv", table).exit_code == 0
    assert {row["part"] for row in rows(table)} >= {"Matters reserved"}
    assert not (tmp_path / "table" / "map.csv").exists()


def test_a_body_that_is_not_there_is_told_with_the_one_that_may_be_meant(folder: Path) -> None:
    done = written(folder, *DAY, "--body", "QZX")
    assert done.exit_code == 2
    assert "the register has no body 'QZX'; 'QZZ' may be meant" in done.stderr


def test_what_nobody_may_decide_is_said_so(folder: Path) -> None:
    keeper = "large,QZZ,board,arrange-community-services,£2m,chief\n"
    other = "all,QZZ,north-committee,plan-estates,,\n"
    path = folder / "reservations.csv"
    path.write_text(path.read_text().replace(keeper, keeper + other))
    said = " ".join(written(folder, *DAY).stdout.split())
    kept = "Reserved North Committee, kept by NHS Testshire, any value; of whom the register shows"
    assert kept in said
    nobody = "Nobody decides it: the register shows no authority for anyone."
    assert nobody not in said
    through = "shows nobody through whom those who hold it may decide it. Held by law NHS Testshire"
    assert through in said
    assert "NHS Testshire keeps this for North Committee Reserved" in said
    # There were no integrated care boards, and nobody had their functions.
    said = " ".join(written(folder, "--on", "2010-01-01").stdout.split())
    assert f"(arrange-community-services) {nobody} Reserved Board" in said


def test_csv_workbook_and_page_hold_the_same(folder: Path, tmp_path: Path) -> None:
    page, book, table = tmp_path / "page.html", tmp_path / "book.xlsx", tmp_path / "table.csv"
    done = written(folder, *DAY, "--html", page, "--xlsx", book, "--csv", table)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert f"Wrote {tmp_path}/table/map.csv" in done.stderr
    scheme = rows(table)
    assert rows(page.with_suffix(".csv")) == scheme
    [row] = [row for row in scheme if row["entry"] == "to-north"]
    assert (row["how"], row["to"], row["from"]) == (
        "Delegated",
        "North Committee",
        "Board of NHS Testshire",
    )
    assert (row["limit"], row["most_pence"], row["area"]) == ("up to £1m", "100000000", "North")
    assert (row["conditions"], row["function_id"]) == (
        "The partners were asked",
        "arrange-community-services",
    )
    assert row["power"]
    assert "Schedule 1B" in row["source"]
    tiers = {row["function_id"]: row for row in rows(tmp_path / "table" / "map.csv")}
    care = tiers["arrange-community-services"]
    assert care["place"] == "North Committee"
    assert (care["levels"], care["passed"]) == ("2", "1")
    [apart] = rows(tmp_path / "page" / "unproved.csv")
    assert (apart["entry"], apart["outcome"]) == ("lead", "fails")
    assert apart["mend"]
    for file in (book, page.with_suffix(".xlsx")):
        assert load_workbook(file).sheetnames == ["Contents", "Scheme", "Map", "Unproved"]
    html = page.read_text("utf-8")
    assert "Functions and decisions map on 1 November 2026" in html
    assert 'href="page/map.csv"' in html
    assert "<script" not in html


def test_two_forms_need_two_files(folder: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    for words in (("--csv", one, "--xlsx", one), ("--csv", tmp_path / "one")):
        done = written(folder, *words)
        assert done.exit_code == 2
        assert "name a file for each form" in done.stderr
    assert list(tmp_path.glob("one*")) == []
    assert written(folder, "--csv", tmp_path / "none" / "deep" / "one.csv").exit_code == 2
    assert written(folder, "--on", "soon").exit_code == 2


@pytest.mark.parametrize("change", [("£1m", "plenty"), ("area: north", "area: nowhere")])
def test_a_folder_that_cannot_be_read_is_told(folder: Path, change: tuple[str, str]) -> None:
    (folder / "delegations.yaml").write_text(DELEGATIONS.replace(*change))
    done = written(folder)
    assert done.exit_code == 2
    assert "delegations.yaml" in done.stderr
