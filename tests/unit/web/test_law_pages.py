"""The checks and the law as a client gets them."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from joinedup.law.files import packs
from joinedup.law.rule import Pack, Rule
from joinedup.register.canonical import canonical, digest
from joinedup.register.files import read_folder
from tests.unit.web.test_pages import rows_of, words_of

BILL = {
    "id": "BILL-1",
    "title": "A bill would do without a chair",
    "says": "It would.",
    "force": "bill",
    "source": "Some Bill 2026, clause 1",
    "locator": "https://bills.example/1",
    "from": "2027-01-01",
    "how_sure": "M",
    "checked_by": "us",
    "checked_on": "2026-01-01",
    "replaces": ["ICB-8-2"],
    "requires": [],
}


@pytest.fixture
def bill(monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A bill beside the packs that are held, whatever those are."""
    pack = Pack(id="a-bill", title="A bill", rules=(Rule.model_validate(BILL),))
    for module in ("web.law", "web.folder", "web.presenters.checks", "web.presenters.rules"):
        monkeypatch.setattr(f"joinedup.{module}.packs", lambda: (*packs(), pack))
    monkeypatch.setattr("joinedup.web.presenters.law.packs", lambda: (*packs(), pack))
    return pack


def test_checks_group_findings_by_severity_and_rule(client: Client) -> None:
    words = words_of(client.get("/checks?on=2026-03-01").content)
    assert "Checked as on 1 March 2026" in words
    assert re.search(r"Fails a must: \d+ findings? The three nominated partner members", words)
    assert words.index("Musts") < words.index("Fails a must:")
    assert "Rule ICB-8-2 on the page of the law" in words
    assert "To mend it:" in words
    assert "How sure we are Sure: read in the text, or where it is quoted" in words


def test_a_text_that_nobody_read_has_its_title_and_is_not_counted_as_applied(
    client: Client,
) -> None:
    words = words_of(client.get("/checks?on=2026-03-01").content)
    assert "Not known, a should: 1 finding The quorum of the model constitution" in words
    law = words_of(client.get("/law?on=2026-03-01").content)
    [in_force] = re.findall(r"rules held, (\d+) are in force on 1 March 2026", law)
    assert f"{in_force} rules were applied" in words


def test_a_finding_leads_to_its_rule_and_to_whom_it_concerns(client: Client) -> None:
    page = client.get("/checks?on=2026-03-01").content.decode()
    assert 'href="/law?on=2026-03-01#ICB-8-2"' in page
    assert 'href="/forums/icb-board"' in page
    assert 'id="ICB-8-2"' in client.get("/law?on=2026-03-01").content.decode()
    assert "/posts/" not in page
    since = client.get("/checks?on=2026-11-01").content.decode()
    assert 'href="/posts/digital-director/powers">Director of digital and data</a>' in since


def test_many_findings_of_one_rule_are_counted(
    client: Client, small: Path, settings: Settings
) -> None:
    settings.JOINEDUP_FOLDER = small
    practices = [f"P{number},Surgery {number},," for number in range(300)]
    header = "code,name,place,neighbourhood"
    (small / "practices.csv").write_text("\n".join([header, *practices]))
    (small / "need.csv").unlink()
    response = client.get("/checks")
    words = words_of(response.content)
    assert "Not known, a should: 300 findings Practice without place" in words
    assert "And 295 more of the same" in words
    assert len(rows_of(client.get("/checks.csv").content)) >= 600


def test_checks_say_which_rules_and_files_were_applied(client: Client, demo: Path) -> None:
    words = words_of(client.get("/checks").content)
    [applied] = re.findall(r"applied as on 1 March 2026: (.*?)\.", words)
    assert "ICB-8-2" in applied
    read = read_folder(demo).folder
    assert read is not None
    assert f"SHA-256 {digest(canonical(read.register))}" in words


def test_checks_by_one_pack_and_as_if_a_bill_were_law(client: Client, bill: Pack) -> None:
    first = packs()[0]
    words = words_of(client.get(f"/checks?on=2026-03-01&pack={first.id}").content)
    assert f"Checked as on 1 March 2026, by {first.title} only" in words
    assert "Not law" not in words
    as_if = words_of(client.get("/checks?on=2026-03-01&as-if=a-bill").content)
    assert "as if A bill were law" in as_if
    assert "This is not law." in as_if
    [applied] = re.findall(r"applied as on 1 March 2026: (.*?)\.", as_if)
    assert "BILL-1" in applied and "ICB-8-2" not in applied.split(", ")
    only = words_of(client.get("/checks?on=2027-03-01&pack=a-bill").content)
    assert "A bill is not law and binds nobody." in only


def test_an_unknown_pack_is_told_with_the_field(client: Client) -> None:
    page = client.get("/checks?pack=nothing&as-if=neither&on=2026-03-01")
    words = words_of(page.content)
    assert "There is a problem" in words
    assert "Choose one of the packs: " in words
    assert "Choose one of the proposals and bills: " in words
    assert b'href="#as-if"' in page.content and b'id="as-if"' in page.content
    assert client.get("/checks.csv?pack=nothing").status_code == 400


def test_what_was_chosen_is_kept_with_the_day(client: Client) -> None:
    response = client.get("/checks?day=1&month=3&year=2026&pack=act-2022&as-if=")
    assert response["Location"] == "/checks?on=2026-03-01&pack=act-2022"


def test_the_law_shows_each_text_and_where_it_stands(client: Client, bill: Pack) -> None:
    now = words_of(client.get("/law?on=2026-03-01").content)
    assert "As on 1 March 2026" in now
    assert "BILL-1, not law" in now
    assert "A proposal or bill: it is not law and binds nobody." in now
    assert "Would replace ICB-8-2" in now
    before = words_of(client.get("/law?on=1990-01-01").content)
    assert "ICB-8-2, not yet in force" in before
    after = words_of(client.get("/law?on=2027-03-01").content)
    assert "BILL-1, not law" in after


def test_the_law_downloads_with_its_sources(client: Client) -> None:
    rows = {row["rule"]: row for row in rows_of(client.get("/law.csv?on=2026-03-01").content)}
    assert rows["ICB-8-2"]["what"] == "requires"
    assert rows["ICB-8-2"]["state"] == "in force"
    assert rows["ICB-8-2"]["locator"].startswith("https://")
    assert client.get("/law.xlsx").status_code == 200


def test_a_wrong_day_of_the_law_is_told(client: Client) -> None:
    page = client.get("/law?day=31&month=2&year=2026")
    assert "There is a problem" in words_of(page.content)
    assert b'value="31"' in page.content
    assert client.get("/law?day=1&month=7&year=2022")["Location"] == "/law?on=2022-07-01"


def test_no_two_texts_have_one_place_on_the_page(client: Client) -> None:
    ids = re.findall(r' id="([^"]+)"', client.get("/law").content.decode())
    assert len(ids) == len(set(ids))
    ids = re.findall(r' id="([^"]+)"', client.get("/checks").content.decode())
    assert len(ids) == len(set(ids))
