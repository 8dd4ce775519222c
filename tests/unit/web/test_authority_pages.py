"""Functions, delegations and powers, as pages tell them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.unit.web.authority_folder import ASK, pass_on, words
from tests.unit.web.test_pages import rows_of


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Client:
    """A site of the small folder, on 1 March 2026, in which functions are passed on."""
    pass_on(small)
    settings.JOINEDUP_FOLDER = small
    return client


@pytest.mark.parametrize(
    "address",
    [
        f"/who-can?{ASK}&value=2000000&actor=director",
        "/who-can?function=arrange-acute-services&area=testshire&actor=RT1",
        "/delegations/by-contract",
        "/scheme",
        "/scheme/no-power",
    ],
)
def test_nothing_is_called_unlawful_or_void(site: Client, address: str) -> None:
    told = words(site, address).lower()
    assert "unlawful" not in told
    assert "void" not in told.split()


def test_a_delegation_shows_its_chain_support_and_what_goes_on(site: Client) -> None:
    told = words(site, "/delegations/to-committee")
    assert "Board of NHS Testshire to Committee of North" in told
    assert "Authority passes by it." in told
    assert "What Committee of North passes on of the same functions on 1 March 2026" in told
    assert "minute 4" in told
    assert "Evidenced a letter" in told
    assert "On 1 March 2022" not in told
    assert "It is not there yet on 1 January 2022." in words(
        site, "/delegations/to-committee?on=2022-01-01"
    )
    assert "Officers" not in told
    assert "Heads of buying" in words(site, "/delegations/to-heads").replace("heads", "Heads")


def test_a_delegation_without_a_power_says_why_and_gives_the_advice(site: Client) -> None:
    told = words(site, "/delegations/by-contract")
    assert "Power no power found" in told
    assert "The register shows no authority that passes by it." in told
    assert "The power 'A contract with a lead provider' passes work and no function." in told
    assert told.count("Delegation by-contract") == 0
    assert "Counsel said on 1 May that a contract passes work" in told
    unknown = words(site, "/delegations/unheard-of")
    assert "a-new-power" in unknown
    assert "a-new-function" in unknown


def test_a_delegation_that_was_taken_back_says_when(site: Client) -> None:
    told = words(site, "/delegations/taken-back")
    assert "It was revoked on 1 October 2025." in told
    assert "minute 9" in told
    before = words(site, "/delegations/taken-back?on=2025-09-30")
    assert "It was revoked" not in before
    assert "Authority passes by it." in before


def test_functions_say_whose_they_are_and_how_often_they_are_passed_on(site: Client) -> None:
    rows = {row["id"]: row for row in rows_of(site.get("/functions.csv").content)}
    assert rows["arrange-community-services"]["holders"] == "Integrated care boards"
    assert rows["arrange-community-services"]["delegations"] == "3"
    assert rows["joint-forward-plan"]["holders"].endswith("and their partner trusts, jointly")
    past = {row["id"]: row for row in rows_of(site.get("/functions.csv?on=2001-01-01").content)}
    assert past["arrange-community-services"]["holders"] == "Nobody's on this day"


def test_a_function_is_mapped_by_tier(site: Client) -> None:
    address = "/functions/arrange-community-services"
    told = words(site, address)
    assert "It is decided at 2 levels: system and place." in told
    rows = rows_of(site.get(f"{address}.csv").content)
    assert {(row["level"], row["actor"]) for row in rows} == {
        ("System", "Board of NHS Testshire"),
        ("System", "Heads of buying, NHS Testshire"),
        ("Place", "Committee of North"),
        ("Place", "Director of North, NHS Testshire"),
    }
    page = site.get(address).content.decode()
    assert "&amp;area=north&amp;actor=director&amp;on=2026-03-01" in page
    contract = "/functions/arrange-acute-services/delegations.csv"
    unsupported = next(
        row for row in rows_of(site.get(contract).content) if row["delegation"] == "by-contract"
    )
    assert unsupported["power"].startswith("no power found; ")
    given = rows_of(site.get(f"{address}/delegations.csv").content)
    assert [row["delegation"] for row in given] == ["to-committee", "to-director", "to-heads"]
    assert "Commissioning: arranging for services as part of the health service" in told
    nobody = words(site, f"{address}?on=2001-01-01")
    assert "Nobody decides it: the register shows no authority for anyone." in nobody
    assert "No delegation of this day passes it on." in nobody
    assert "Not known whether it passes by this power" in words(
        site, "/functions/arrange-maternity-services"
    )


def test_what_a_forum_a_post_and_a_body_may_decide(site: Client) -> None:
    committee = rows_of(site.get("/forums/committee/powers.csv").content)
    assert {(row["function_id"], row["area"], row["most_pence"]) for row in committee} == {
        ("arrange-community-services", "North", "100000000"),
        ("arrange-mental-health-services", "North", "100000000"),
    }
    assert {row["by"] for row in committee} == {"to-committee"}
    assert "On 1 March 2026 it may decide two functions." in words(site, "/forums/committee/powers")
    director = words(site, "/posts/director/powers?on=2026-04-01")
    assert "On 1 April 2026 it may decide one function." in director
    body = rows_of(site.get("/bodies/QZZ/powers.csv").content)
    assert {row["actor"] for row in body} == {"NHS Testshire", "Heads of buying, NHS Testshire"}
    assert "By law" in {row["by"] for row in body}
    nothing = words(site, "/forums/committee/powers?on=2022-01-01")
    assert "The register shows nothing that it may decide on 1 January 2022." in nothing


def test_pages_lead_to_what_may_be_decided(site: Client) -> None:
    for page in ("/forums/committee", "/bodies/QZZ", "/", "/functions"):
        address = f"{page}/powers" if page.count("/") == 2 else "/who-can"
        assert address in site.get(page).content.decode()
    assert "/posts/director/powers" in site.get("/bodies/QZZ").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        *("/delegations/none", "/functions/none", "/forums/none/powers", "/posts/none/powers"),
        "/bodies/none/powers",
    ],
)
def test_what_is_not_there_has_no_page(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


OURS = re.compile(r"/(who-can|functions|delegations|scheme|(forums|bodies|posts)/\w+/powers)")


def test_every_link_leads_somewhere(site: Client) -> None:
    """Of pages of one kind, asked with the same words, the first few are opened."""
    waiting, seen = ["/who-can?" + ASK, "/scheme", "/functions?on=2026-02-01"], set[str]()
    alike = Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"(?<=[a-z]/)[^/?]+|=[^&]*", "", address)
        if address in seen or not OURS.match(address) or alike[kind] == 4:
            continue
        seen.add(address)
        alike[kind] += 1
        response = site.get(address)
        assert response.status_code in (200, 302), address
        if response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            main = page[page.index("<main") : page.index("</main>")] if "<main" in page else ""
            found = re.findall(r'href="([^"#]+)', main)
            waiting += [one.replace("&amp;", "&") for one in found]
    assert {"/delegations/to-committee", "/scheme/no-power"} <= seen
