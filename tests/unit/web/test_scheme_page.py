"""The scheme of reservation and delegation, of a system and of one body, and what is revoked."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from joinedup.authority.proof import Failed, Proof
from tests.unit.web.authority_folder import pass_on, words
from tests.unit.web.test_pages import rows_of

FUNCTIONS = "/functions.csv?on=2026-02-01"


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Client:
    """A site of the small folder, on 1 March 2026, in which functions are passed on."""
    pass_on(small)
    settings.JOINEDUP_FOLDER = small
    return client


def test_the_scheme_leads_to_that_of_each_body_and_keeps_the_day(site: Client) -> None:
    page = site.get("/scheme?on=2026-02-01").content.decode()
    assert 'href="/scheme?on=2026-02-01&amp;body=QZZ"' in page
    assert 'href="/scheme?body=QZZ"' in site.get("/scheme").content.decode()


def test_the_scheme_of_a_body_is_told_part_by_part(site: Client) -> None:
    told = words(site, "/scheme?body=QZZ&on=2026-02-01")
    heads = ("Matters reserved", "Delegated to committees", "Delegated to officers and posts")
    places = [told.index(head) for head in heads]
    assert places == sorted(places)
    assert "Given to other bodies" not in told
    assert "Test City" not in told
    page = site.get("/scheme?body=QZZ&on=2026-02-01").content.decode()
    assert '<input type="hidden" name="body" value="QZZ">' in page
    assert '/scheme.csv?on=2026-02-01&amp;body=QZZ"' in page
    rows = rows_of(site.get("/scheme.csv?on=2026-02-01&body=QZZ").content)
    assert "Matters reserved" in {row["part"] for row in rows}
    # What would make a table of a part too wide stands in the file.
    assert "The scheme of delegation" not in told
    assert {"The scheme of delegation"} < {row["instrument"] for row in rows}
    assert "The money is there; " in told


def test_a_day_that_is_typed_keeps_the_body(site: Client) -> None:
    sent = site.get("/scheme?body=QZZ&day=1&month=2&year=2026")
    assert sent["Location"] == "/scheme?on=2026-02-01&body=QZZ"


def test_a_body_with_nothing_says_so_and_one_that_is_not_there_has_no_page(site: Client) -> None:
    told = words(site, "/scheme?body=RT1&on=1900-01-01")
    assert "The register shows nothing that it holds, keeps, receives or passes on." in told
    assert site.get("/scheme?body=nobody").status_code == 404


def test_that_fewer_levels_are_better_is_told_as_an_opinion_in_a_note(site: Client) -> None:
    told = words(site, "/scheme")
    assert "ewer are better." not in told
    assert "That fewer are better is our opinion: no law says so." in told


def test_a_delegation_that_was_revoked_is_none_of_the_day(site: Client) -> None:
    told = words(site, "/functions/plan-estates?on=2026-02-01")
    assert "No delegation of this day passes it on." in told
    assert "Director of North" in words(site, "/functions/plan-estates?on=2025-09-30")


def test_whoever_decides_jointly_stands_with_those_who_must_agree(client: Client) -> None:
    address = "/functions/arrange-community-services"
    told = words(client, f"{address}?on=2026-11-01")
    leader = "Leader of the council, Fellshire County Council Post, up to £2,000,000, together with"
    assert f"{leader} NHS Merewold" in told
    joint = {
        row["together_with"]
        for row in rows_of(client.get(f"{address}.csv?on=2026-11-01").content)
        if "Fellshire County Council" in row["actor"]
    }
    assert joint == {"NHS Merewold Integrated Care Board (fictional)"}
    powers = rows_of(
        client.get("/bodies/fellshire-county-council/powers.csv?on=2026-11-01").content
    )
    assert joint < {row["together_with"] for row in powers}
    by_tier = client.get("/scheme/map.csv?on=2026-11-01").content.decode()
    assert "Leader of the council, Fellshire County Council, together with NHS Mer" in by_tier


def test_what_is_held_together_is_told_so_and_has_its_rows(client: Client) -> None:
    told = words(client, "/functions/plan-capital?on=2026-11-01")
    assert "Nobody decides it alone: it is held by several together." in told
    scheme = words(client, "/scheme?on=2026-11-01")
    assert "1 more is decided by several together." in scheme
    assert " rows. Nobody decides it alone: it is held by several together." in scheme


def test_what_was_passed_on_exclusively_says_so_where_it_is_held(client: Client) -> None:
    rows = rows_of(client.get("/scheme.csv?on=2026-11-01&body=QZZ").content)
    [held] = [
        row
        for row in rows
        if (row["function_id"], row["how"]) == ("arrange-ambulance-services", "Held by law")
    ]
    assert "passed this exclusively to NHS Saltmarch" in held["notes"]


def test_pages_count_the_same_deciders_and_delegations(client: Client) -> None:
    on = "?on=2026-11-01"
    who = json.loads(
        client.get(f"/who-can.json{on}&function=manage-own-workforce&area=merewold").content
    )
    themselves = len(who["deciders"]) - len(who["through_others"])
    [row] = [
        row
        for row in rows_of(client.get(f"/scheme/map.csv{on}").content)
        if row["function_id"] == "manage-own-workforce"
    ]
    assert len(row["none"].split("; ")) == themselves
    functions = rows_of(client.get(f"/functions/manage-own-workforce.csv{on}").content)
    assert len({row["actor"] for row in functions}) == themselves


def test_a_delegation_that_was_revoked_is_counted_nowhere(site: Client) -> None:
    there = {row["function"]: row["delegations"] for row in rows_of(site.get(FUNCTIONS).content)}
    assert there["The estates and infrastructure strategy of a system"] == "0"
    assert "7 delegations" in words(site, "/")
    assert "7 delegations" in words(site, "/scheme")


def test_a_function_of_no_area_is_usually_exercised_for_any(client: Client) -> None:
    told = words(client, "/functions/manage-own-workforce?on=2026-11-01")
    assert "Usually exercised for Any area" in told
    assert "It is decided at 1 level: no area of its own." in told


@pytest.mark.parametrize(
    "address",
    [
        "/who-can?function=arrange-community-services&area=merewold&on=2026-05-06",
        "/who-can?function=arrange-community-services&area=merewold&on=2026-05-06&actor=icb-board",
        "/functions/arrange-community-services?on=2026-05-06",
        "/bodies/QZZ/powers?on=2026-05-06",
        "/delegations/gullhaven-committee?on=2026-05-06",
    ],
)
def test_no_page_tells_a_chain_that_the_checker_does_not_accept(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    fault = Failed("cap", "fails", "the cap is wrong")

    def checked(proofs: Sequence[Proof], *_: object) -> Iterator[tuple[Failed, ...]]:
        return ((fault,) for _ in proofs)

    monkeypatch.setattr("joinedup.authority.verify.verify_each", checked)
    client.raise_request_exception = False
    # Of a day that no other test asks for, as pages are kept.
    assert client.get(address).status_code == 500


@pytest.mark.parametrize(
    "pages",
    [
        ("/delegations/nhse-primary-medical", "/delegations/nhse-specialised"),
        ("/checks?on=2026-11-01", "/checks?on=2026-10-01", "/checks?on=2026-11-01&pack=bill-2026"),
    ],
)
def test_different_delegations_and_checks_have_titles_of_their_own(
    client: Client, pages: tuple[str, ...]
) -> None:
    told = [client.get(page).content.decode() for page in pages]
    assert len({page[: page.index("</title>")] for page in told}) == len(pages)
