"""Who may decide, as the page tells it: by what chain, or every reason why not."""

import io
import json
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from joinedup.law.files import basis
from tests.unit.web.authority_folder import ASK, deciders, pass_on, words
from tests.unit.web.test_pages import rows_of, words_of


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Client:
    """A site of the small folder, on 1 March 2026, in which functions are passed on."""
    pass_on(small)
    settings.JOINEDUP_FOLDER = small
    return client


def test_the_form_alone_is_shown_at_first(site: Client) -> None:
    told = words(site, "/who-can")
    assert "What is to be decided" in told
    assert "Functions of councils" not in told  # a heading of choices is no text
    assert "may decide." not in told
    page = site.get("/who-can").content.decode()
    assert '<optgroup label="Functions of councils">' in page
    assert '<option value="QZZ:heads of buying">' in page
    assert site.get("/who-can.csv").status_code == 400


def test_everybody_who_may_decide_is_told_with_the_chain(site: Client) -> None:
    found = deciders(site, f"{ASK}&value=50000")
    assert set(found) == {"board", "committee", "director"}
    assert {one for one, row in found.items() if row["level"]} == {"committee"}
    assert found["director"]["chain"] == (
        "NHS Testshire > Board of NHS Testshire > Committee of North > "
        "Director of North, NHS Testshire"
    )
    caps = {name: (row["limit"], row["most_pence"]) for name, row in found.items()}
    assert (caps["director"], caps["board"]) == (("£100,000", "10000000"), ("no cap", ""))
    told = words(site, f"/who-can?{ASK}&value=50000")
    assert "Three may decide. The lowest level: Committee of North." in told
    assert "The law gives it to Arranging community health services, NHS Act 2006" in told
    power = next(one for one in basis().powers if one.id == "schedule-1b-11")
    assert f"delegates it to {power.title}, {power.source}" in told
    assert "Delegation to-director" in told
    assert "How this was worked out: Committee of North" in told
    assert "https://example.org/scheme" in site.get(f"/who-can?{ASK}").content.decode()


def test_the_day_that_is_typed_becomes_a_permanent_address(site: Client) -> None:
    typed = site.get(f"/who-can?{ASK}&value=5&actor=&day=1&month=4&year=2026")
    assert typed.status_code == 302
    assert typed["Location"] == f"/who-can?{ASK}&value=5&on=2026-04-01"


def test_faults_are_told_at_once_and_answers_are_kept(site: Client) -> None:
    address = "/who-can?function=magic&area=&value=a+lot&actor=director&day=31&month=2&year=2026"
    page = site.get(address).content.decode()
    told = words_of(page.encode())
    for fault in (
        "There is a problem",
        "Choose what is to be decided",
        "Choose the area that it is for",
        "The value: 'a lot' is not an amount of money in pounds",
        "The date must be a real one",
    ):
        assert fault in told
    assert "<title>Error: " in page
    assert 'value="a lot"' in page
    assert '<option value="director" selected>' in page
    for field in ("function", "area", "value", "on-day"):
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
    wrong = site.get(address.replace("/who-can", "/who-can.json"))
    assert wrong.status_code == 400
    assert {one["where"]["column"] for one in json.loads(wrong.content)["findings"]} == {
        *("function", "area", "value", "on-day")
    }
    assert site.get("/who-can.json").status_code == 400


def test_one_actor_who_may_is_told_yes_and_who_is_lower(site: Client) -> None:
    told = words(site, f"/who-can?{ASK}&value=5&actor=board")
    assert "Yes: the register shows that Board of NHS Testshire may decide." in told
    assert "at the lowest level that has authority for them, here Committee of North." in told
    assert "it should record why" in told
    lowest = words(site, f"/who-can?{ASK}&value=5&actor=committee")
    assert "it should record why" not in lowest
    assert "See all who may decide this" in lowest


def test_conditions_are_shown_or_not_shown(site: Client) -> None:
    address = f"/who-can/conditions.csv?{ASK}&actor=committee"
    rows = {row["id"]: row for row in rows_of(site.get(address).content)}
    assert rows["money"]["standing"] == "Evidenced: a letter"
    assert rows["constitution-provides"]["standing"] == "Asserted"
    assert rows["committee-members-approved"]["standing"] == "not shown"
    assert rows["money"]["delegation"] == "to-committee"


def test_one_actor_who_may_not_is_told_every_reason_and_who_could(site: Client) -> None:
    told = words(site, f"/who-can?{ASK}&value=2000000&actor=director")
    assert "The register shows no authority for Director of North, NHS Testshire" in told
    assert "What would change it:" in told
    assert "Entry to-director" in told
    assert "Who could decide instead Board of NHS Testshire" in told
    reasons = rows_of(site.get(f"/who-can.csv?{ASK}&value=2000000&actor=director").content)
    assert {"to-director", "to-committee"} <= {row["entry"] for row in reasons}
    assert all(row["reason"] and row["rule"] for row in reasons)
    instead = rows_of(site.get(f"/who-can/instead.csv?{ASK}&value=2000000&actor=director").content)
    assert {row["id"] for row in instead} == {"board"}


def test_who_keeps_a_large_matter_is_told(site: Client) -> None:
    assert set(deciders(site, f"{ASK}&value=20000001")) == {"board"}
    told = words(site, f"/who-can?{ASK}&value=20000001&actor=committee")
    assert "Entry large" in told


def test_what_is_decided_because_it_cannot_wait_is_reported_back(site: Client) -> None:
    query = "function=arrange-acute-services&area=north&actor=director"
    assert "no authority for Director of North" in words(site, f"/who-can?{query}")
    told = words(site, f"/who-can?{query}&urgent=yes")
    assert "To be reported back, as it is urgent hospitals" in told
    assert "checked" in site.get(f"/who-can?{query}&urgent=yes").content.decode()


def test_who_must_agree_is_told_with_the_yes(client: Client) -> None:
    ask = "function=arrange-community-services&area=high-fellmoor&value=250000&on=2026-11-01"
    told = words(client, f"/who-can?{ask}&actor=fellshire-county-council")
    assert (
        "Yes, together with NHS Merewold Integrated Care Board (fictional): the register shows "
        "that Fellshire County Council may decide."
    ) in told
    everybody = words(client, f"/who-can?{ask}")
    assert "Decided together with NHS Merewold Integrated Care Board (fictional)" in everybody


def test_chains_that_differ_in_their_holder_only_are_drawn_as_one(client: Client) -> None:
    query = "function=joint-forward-plan&area=merewold&on=2026-11-01"
    told = words(client, f"/who-can?{query}")
    assert "It takes 8 chains, and all of them." in told
    assert "Gullhaven Bay Hospitals NHS Trust and 5 more delegate it together to" in told
    page = client.get(f"/who-can?{query}").content.decode()
    assert page.count('<ol class="app-chain"') == 1
    assert len(rows_of(client.get(f"/who-can/links.csv?{query}").content)) == 16


def test_of_very_many_deciders_the_page_tells_the_first_and_the_files_all(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("joinedup.web.presenters.who_can._MOST_TOLD", 1)
    monkeypatch.setattr("joinedup.web.presenters.function._MOST", 1)
    # Of a day that no other test asks for, as pages are kept.
    query = f"{ASK}&value=50000&on=2026-05-05"
    told = words(site, f"/who-can?{query}")
    assert "Three may decide." in told
    assert "2 more may decide; the file of all who may names them." in told
    assert len(deciders(site, query)) == 3
    assert "1 more, whom the files name." in words(
        site, "/functions/arrange-community-services?on=2026-05-05"
    )


def test_where_nobody_may_decide_each_holder_is_asked_why(site: Client) -> None:
    page = site.get("/who-can?function=arrange-community-services&area=city-area").content
    assert "The register shows nobody who may decide." in words_of(page)
    assert "Why nobody" in words_of(page)
    assert "Why not NHS Testshire?" not in words_of(page)
    late = words(site, "/who-can?function=arrange-community-services&area=north&on=2021-01-01")
    assert "The register shows nobody who may decide." in late
    reasons = rows_of(
        site.get("/who-can.csv?function=arrange-community-services&area=city-area").content
    )
    assert {row["actor"] for row in reasons} == {"NHS Testshire"}
    found = json.loads(
        site.get("/who-can.json?function=arrange-community-services&area=city-area").content
    )
    assert [one["actor"]["id"] for one in found["near"]] == ["QZZ"]


def test_of_several_each_is_asked_under_a_heading_and_none_who_decides_its_part(
    client: Client,
) -> None:
    query = "area=merewold&on=2026-11-01"
    told = words(client, f"/who-can?function=arrange-adult-social-care&{query}")
    assert "Ask of one of them Why not " in told
    told = words(client, f"/who-can?function=plan-capital&{query}")
    assert "Each decides its own part" in told
    assert "Why not" not in told


def test_what_several_hold_each_for_itself_is_told_so(client: Client) -> None:
    query = "function=manage-own-workforce&area=merewold&on=2026-11-01"
    told = words(client, f"/who-can?{query}")
    assert "bodies hold it, each for itself: choose whose function it is" in told
    assert "The lowest level:" not in told
    one = words(client, f"/who-can?{query}&actor=ironmouth-hospitals")
    assert "it should record why" not in one


def test_a_board_is_told_as_together_before_alone_and_not_as_lower(client: Client) -> None:
    query = "function=arrange-community-services&area=ironmouth&on=2026-11-01"
    one = f"/who-can?{query}&actor=chief-executive"
    told = words(client, f"{one}&value=6m&urgent=yes")
    assert "To be reported back" in told
    assert "which comes before alone" not in told
    told = words(client, f"{one}&value=4m")
    assert "For the same area Board of NHS Merewold could decide it together" in told
    assert "it should record why" not in told


def test_sides_are_told_apart(site: Client) -> None:
    query = "function=arrange-public-health-services&area=city-area"
    found = deciders(site, query)
    assert {row["side"] for row in found.values()} == {"council"}
    assert {one for one, row in found.items() if row["level"]} == {"cabinet"}
    assert "On the council side" in words(site, f"/who-can?{query}")


def test_every_form_of_the_answer_is_the_same(site: Client) -> None:
    query = f"{ASK}&value=50000&on=2026-03-01"
    told = json.loads(site.get(f"/who-can.json?{query}").content)
    rows = deciders(site, query)
    # Programs are told the body too, and that others decide for it.
    every = {one["actor"]["id"] for one in told["deciders"]}
    assert (every - set(rows), told["through_others"]) == ({"QZZ"}, ["QZZ"])
    assert told["through_nobody"] == []
    assert {one["actor"]["id"] for one in told["deciders"] if one["lowest"]} == {"committee"}
    for one in told["deciders"]:
        if one["actor"]["id"] in rows:
            cap = rows[one["actor"]["id"]]["most_pence"]
            assert cap in (str(one["terms"]["cap_pence"]), "")
    book = load_workbook(io.BytesIO(site.get(f"/who-can.xlsx?{query}").content))
    sheets = ("Contents", "Deciders", "Links", "Conditions", "Changing", "Not known")
    assert tuple(book.sheetnames) == sheets
    yes = json.loads(site.get(f"/who-can.json?{query}&actor=director").content)
    assert (yes["may_decide"], yes["chains"][0]["steps"][-1]["by"]) == (True, "to-director")
    no = json.loads(site.get(f"/who-can.json?{query}&actor=RT1").content)
    assert (no["may_decide"], bool(no["reasons"])) == (False, True)


def test_every_link_of_a_chain_names_its_power_and_source(site: Client) -> None:
    rows = rows_of(site.get(f"/who-can/links.csv?{ASK}&actor=director").content)
    assert [row["to"] for row in rows] == [
        *("NHS Testshire", "Board of NHS Testshire", "Committee of North"),
        "Director of North, NHS Testshire",
    ]
    assert all(row["provision"] and row["locator"].startswith("https://") for row in rows)
    assert [row["delegation"] for row in rows] == ["", "", "to-committee", "to-director"]
    assert rows[2]["instrument"] == "The scheme of delegation"
    assert rows[3]["terms"] == "up to £100,000; for North; 1 July 2022 to 31 March 2027"
