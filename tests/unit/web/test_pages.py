"""The pages as a client gets them, without a browser."""

import csv
import io
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from joinedup.money.allocation import SMALL_AREA_WARNING, Question
from joinedup.money.presenters import allocation_in_json
from joinedup.money.queries import share
from joinedup.register.files import read_folder
from joinedup.values.pence import Pence

PAGES = ["/", "/allocation", "/allocation?by=neighbourhood", "/checks", "/places/gullhaven"]
WHY = "/allocation/why.csv"
POT = 415_215_260_000


def words_of(content: bytes) -> str:
    """The text of a page, one space between words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_that_the_system_is_fictional(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "This is a fictional system." in words_of(response.content)
    assert b'lang="en-GB"' in response.content


def test_titles_are_unique(client: Client) -> None:
    titles = [re.findall(rb"<title>(.*?)</title>", client.get(page).content) for page in PAGES]
    assert len({title for [title] in titles}) == len(PAGES) - 1  # two are the same page


@pytest.mark.parametrize("address", [*PAGES, "/allocation.json", "/places.csv", "/checks.xlsx"])
def test_nothing_is_changed_by_asking(client: Client, address: str) -> None:
    assert client.head(address).status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_no_script_or_style_stands_in_a_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    page = response.content.decode()
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r"\s(?:style|on\w+)=", page) == []
    assert "<style" not in page


@pytest.mark.parametrize("address", [*PAGES, "/allocation.xlsx"])
def test_what_has_not_changed_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_changed_folder_is_shown_at_once(client: Client, small: Path, settings: Settings) -> None:
    settings.JOINEDUP_FOLDER = small
    before = client.get("/")
    assert "Testshire" in words_of(before.content)
    system = small / "system.yaml"
    system.write_text(
        system.read_text().replace("name: Testshire\nas_at", "name: Elsewhere\nas_at")
    )
    after = client.get("/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Elsewhere" in words_of(after.content)


def test_home_shows_the_system_at_a_glance(client: Client) -> None:
    words = words_of(client.get("/").content)
    assert "Integrated care system QZZ, as at 1 January 2026" in words
    assert "30 neighbourhoods" in words
    assert "200 GP practices" in words
    assert "4 findings fail (2 of them a must), and 5 are not known." in words
    assert "Two faults stand in it on purpose" in words


def test_a_page_stands_without_its_drawing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joinedup.layout.charts._bar_chart", lambda *_: 1 / 0)
    response = client.get("/allocation?pot=987.65")
    words = words_of(response.content)
    assert response.status_code == 200
    assert "The drawing could not be made." in words
    assert "Four areas are above the share by head count" in words
    assert "Target shares by place" in words


def test_the_total_is_the_pot_to_the_penny(client: Client) -> None:
    words = words_of(client.get("/allocation?pot=4512000000").content)
    assert "£4,512,000,000.00 £0.00" in words
    assert "not a budget" in words
    assert "How this was worked out" in words


@pytest.mark.parametrize("by", ["place", "neighbourhood"])
def test_every_form_of_the_answer_has_the_same_pence(client: Client, demo: Path, by: str) -> None:
    query = f"?pot={POT / 100:.2f}&by={by}"
    rows = rows_of(client.get(f"/allocation.csv{query}").content)
    answer = json.loads(client.get(f"/allocation.json{query}").content)
    folder = read_folder(demo).folder
    assert folder is not None
    question = Question(Pence(POT), "2025-26", by)
    assert answer == json.loads(json.dumps(allocation_in_json(share(folder, question))))
    pence = [int(row["target_pence"]) for row in rows]
    assert sum(pence) == POT
    assert pence == [one["pence"] for one in answer["shares"]]
    book = load_workbook(io.BytesIO(client.get(f"/allocation.xlsx{query}").content), data_only=True)
    assert book.sheetnames == ["Contents", "Shares", "Why", "Working", "Sources"]
    shown = [row[7].value for row in book["Shares"].iter_rows(min_row=2, max_row=len(rows) + 2)]
    assert [round(float(str(value)) * 100) for value in shown] == [*pence, POT]


def test_the_reasons_sum_to_the_difference(client: Client) -> None:
    differences = {
        row["area"]: int(row["difference_pence"])
        for row in rows_of(client.get("/allocation.csv").content)
    }
    moved: dict[str, int] = dict.fromkeys(differences, 0)
    for row in rows_of(client.get("/allocation/why.csv").content):
        moved[row["area"]] += int(row["pence"])
    assert moved == differences


def test_the_local_mix_is_explained_and_in_every_form(client: Client) -> None:
    for page in ("/allocation", "/places/gullhaven"):
        words = words_of(client.get(page).content)
        assert "Local mix: the weights are England's" in words
    assert "Local mix" in {row["component"] for row in rows_of(client.get(WHY).content)}
    book = load_workbook(io.BytesIO(client.get("/allocation.xlsx").content))
    assert any(
        str(cell).startswith("Local mix: ")
        for [cell, *_] in book["Why"].iter_rows(values_only=True)
    )
    answer = json.loads(client.get("/allocation.json").content)
    for share_ in answer["shares"]:
        assert "local_mix" in {part["component"] for part in share_["why"]}
    assert any("Local mix" in reason["text"] for reason in answer["reasons"])


def test_without_a_pot_there_are_shares_and_no_pounds(client: Client) -> None:
    [first, *_] = rows = rows_of(client.get("/allocation.csv?pot=").content)
    assert not any("pence" in key for key in first)
    assert sum(Fraction(row["target_share"]) for row in rows) == pytest.approx(1)
    tables = re.findall(rb"<table.*?</table>", client.get("/allocation?pot=").content, re.DOTALL)
    assert len(tables) > 5
    assert not any("£".encode() in table for table in tables)


@pytest.mark.parametrize(
    "query", ["pot=abc", "pot=-1", "year=1999-00", "by=street", "formula=magic", "pot=1e999999"]
)
def test_a_fault_in_the_question_is_told(client: Client, query: str) -> None:
    page = client.get(f"/allocation?{query}")
    assert page.status_code == 200
    assert "There is a problem" in words_of(page.content)
    assert b"<title>Error: " in page.content
    for form in ("csv", "xlsx", "json"):
        assert client.get(f"/allocation.{form}?{query}").status_code == 400


def findings_of(response: HttpResponse) -> list[dict[str, object]]:
    """The findings that a program is told instead of an answer."""
    assert response["Content-Type"] == "application/json"
    told = json.loads(response.content)
    assert list(told) == ["findings"]
    found: list[dict[str, object]] = told["findings"]
    keys = {"rule", "severity", "outcome", "subject", "where", "why", "mend", "source"}
    assert all(set(finding) == keys for finding in found)
    return found


def test_a_program_is_told_what_is_wrong_as_json(
    client: Client, small: Path, settings: Settings
) -> None:
    asked = client.get("/allocation.json?pot=abc&by=street")
    assert asked.status_code == 400
    assert [one["rule"] for one in findings_of(asked)] == ["question.pot", "question.by"]
    settings.JOINEDUP_FOLDER = small
    (small / "need.csv").unlink()
    empty = client.get("/allocation.json")
    assert empty.status_code == 400
    assert "no need.csv" in str(findings_of(empty)[0]["why"])
    (small / "system.yaml").write_text("code: 1\n")
    broken = client.get("/allocation.json")
    assert (broken.status_code, broken["Cache-Control"]) == (503, "no-store")
    assert findings_of(broken)


def test_a_year_without_need_is_told(client: Client, small: Path, settings: Settings) -> None:
    settings.JOINEDUP_FOLDER = small
    need = small / "need.csv"
    need.write_text("practice,year,population,core\nA1,2025-26,,\n")
    assert "nobody's need is known" in words_of(client.get("/allocation").content)
    assert "Not known" in words_of(client.get("/").content)
    need.unlink()
    assert "has no need.csv" in words_of(client.get("/allocation").content)
    assert client.get("/allocation.csv").status_code == 400
    assert client.get("/places/north").status_code == 200


def test_areas_whose_need_is_not_known_are_told(
    client: Client, small: Path, settings: Settings
) -> None:
    settings.JOINEDUP_FOLDER = small
    words = words_of(client.get("/allocation").content)
    assert "the pot is shared among the rest" not in words
    (small / "need.csv").write_text("practice,year,population,core\nA1,2025-26,1000,1100\n")
    words = words_of(client.get("/allocation").content)
    assert "1 of 2 places is not known; the pot is shared among the rest. North is alone" in words


def test_a_day_in_three_fields_has_a_permanent_address(client: Client) -> None:
    response = client.get("/checks?day=1&month=3&year=2026")
    assert (response.status_code, response["Location"]) == (302, "/checks?on=2026-03-01")
    wrong = client.get("/checks?day=31&month=2&year=2026")
    assert "The date must be a real one" in words_of(wrong.content)
    assert b'value="31"' in wrong.content


def test_before_the_law_no_rule_was_applied(client: Client) -> None:
    assert "No rule that is held was in force" in words_of(
        client.get("/checks?on=1999-01-01").content
    )


def test_a_place_shows_its_practices_councils_and_forums(client: Client) -> None:
    words = words_of(client.get("/places/gullhaven").content)
    assert "40 GP practices" in words
    assert "Councils that Gullhaven meets" in words
    assert "Gullhaven Place Committee" in words
    assert "By head count:" in words
    assert len(rows_of(client.get("/places/gullhaven.csv").content)) == 40
    assert rows_of(client.get("/places/gullhaven/forums.csv").content)[0]["seats"] == "5"


def test_what_moves_a_place_downloads_as_every_table_does(client: Client) -> None:
    page = client.get("/places/gullhaven").content.decode()
    assert 'href="/places/gullhaven/why-gullhaven.csv?on=2026-03-01"' in page
    moves = rows_of(client.get("/places/gullhaven/why-gullhaven.csv").content)
    whole = rows_of(client.get("/allocation/why.csv").content)
    own = [row for row in whole if row["area"] == "gullhaven"]
    assert [row["pence"] for row in moves] == [row["pence"] for row in own]
    book = load_workbook(io.BytesIO(client.get("/places/gullhaven.xlsx").content))
    assert "Why gullhaven" in book.sheetnames


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_opens_to_how_it_was_worked_out(
    client: Client, demo: Path, address: str
) -> None:
    words = words_of(client.get(address).content)
    assert "How this was worked out" in words
    read = read_folder(demo).folder
    assert read is not None
    assert read.hashes["need.csv"] in words


def test_practices_and_their_place_have_one_need_index(client: Client) -> None:
    rows = rows_of(client.get("/places/gullhaven.csv").content)
    people = sum(Fraction(row["people"]) for row in rows)
    weighted = sum(Fraction(row["people"]) * Fraction(row["need_index"]) for row in rows)
    places = {row["code"]: row for row in rows_of(client.get("/places.csv").content)}
    assert float(weighted / people) == pytest.approx(float(places["gullhaven"]["need_index"]))
    for page in PAGES:
        words = words_of(client.get(page).content).lower()
        assert "need per" not in words
    assert SMALL_AREA_WARNING in words_of(client.get("/places/gullhaven").content)


FORUMS = """\
forums:
  - id: now
    name: Present Board
    kind: integrated care board
    area: north
    owners: [QZZ]
    seats:
      - {id: chair, capacity: chair, holders: [{person: ann, to: 2025-12-31}]}
      - {id: gone, capacity: chair, to: 2025-12-31, holders: [{person: ann}]}
      - {id: held, capacity: chair, holders: [{person: ann, from: 2026-03-01}]}
  - {id: past, name: Past Board, kind: integrated care board, area: north, owners: [QZZ],
     to: 2025-12-31}
"""


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        ("2025-12-31", {"Present Board": ("3", "2"), "Past Board": ("0", "0")}),
        ("2026-01-01", {"Present Board": ("2", "0")}),
        ("2026-03-01", {"Present Board": ("2", "1")}),
    ],
)
def test_a_place_shows_forums_seats_and_holders_of_the_day(
    client: Client,
    small: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    today: str,
    shown: dict[str, tuple[str, str]],
) -> None:
    settings.JOINEDUP_FOLDER = small
    (small / "forums.yaml").write_text(FORUMS)
    monkeypatch.setenv("JOINEDUP_TODAY", today)
    rows = rows_of(client.get("/places/north/forums.csv").content)
    assert {row["forum"]: (row["seats"], row["filled"]) for row in rows} == shown


def test_a_small_folder_says_what_it_does_not_hold(
    client: Client, small: Path, settings: Settings
) -> None:
    settings.JOINEDUP_FOLDER = small
    home = words_of(client.get("/").content)
    assert "No outlines of places are held" in home
    assert "fictional" not in home
    place = words_of(client.get("/places/south").content)
    assert "No outline of this place is held" in place
    assert "Which councils it meets is not known" in place
    assert "names no forum that serves this place" in place


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/places/nowhere", "/places/nowhere.csv", "/checks/nothing.csv", "/logo"],
)
def test_what_is_not_there(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Page not found" in words_of(response.content)


@pytest.mark.parametrize("address", [*PAGES, "/allocation.csv", "/checks.xlsx"])
def test_a_folder_with_faults_is_told_on_every_page(
    client: Client, small: Path, settings: Settings, address: str
) -> None:
    settings.JOINEDUP_FOLDER = small
    practices = small / "practices.csv"
    practices.write_text(practices.read_text().replace("north", "nowhere"))
    response = client.get(address)
    words = words_of(response.content)
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "There is a problem" in words
    assert "practices. csv , row 2, place" in words
    assert "To mend it:" in words


def test_no_folder_is_told(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.JOINEDUP_FOLDER = None
    assert "no system folder was named" in words_of(client.get("/").content).lower()
    settings.JOINEDUP_FOLDER = tmp_path / "gone"
    assert "there is no such folder" in words_of(client.get("/").content).lower()


def test_our_own_fault_is_told_in_plain_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("joinedup.web.views.home_page", lambda *_: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "a fault of ours" in words_of(response.content)
    assert b"ZeroDivisionError" not in response.content


def test_name_and_logo_are_settings(client: Client, settings: Settings, tmp_path: Path) -> None:
    picture = tmp_path / "logo.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.SITE_NAME, settings.SITE_LOGO = "Ours & Co", str(picture)
    page = client.get("/checks").content
    assert b"Ours &amp; Co" in page
    assert b'src="/logo"' in page
    logo = client.get("/logo")
    assert logo["Content-Type"] == "image/svg+xml"
    assert b"".join(logo.streaming_content) == picture.read_bytes()  # type: ignore[arg-type]


def test_a_stranger_host_is_refused(client: Client) -> None:
    headers: Mapping[str, str] = {"Host": "elsewhere.example"}
    assert client.get("/", headers=headers).status_code == 400


def test_a_page_is_sent_again_as_it_was_until_the_folder_changes(
    client: Client, settings: Settings, small: Path
) -> None:
    settings.JOINEDUP_FOLDER = small
    first = client.get("/")
    assert client.get("/").content == first.content
    system = (
        (small / "system.yaml").read_text().replace("name: Testshire\n", "name: Othershire\n", 1)
    )
    (small / "system.yaml").write_text(system)
    changed = client.get("/")
    assert "Othershire" in words_of(changed.content)
    assert changed["ETag"] != first["ETag"]
    assert client.get("/checks").content != changed.content
