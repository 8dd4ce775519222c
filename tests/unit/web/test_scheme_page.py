"""The scheme of reservation and delegation, of a system and of one body, and what is revoked."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.unit.web.authority_folder import pass_on, words
from tests.unit.web.test_pages import rows_of


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
