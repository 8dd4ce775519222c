"""The search page as a client gets it."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from joinedup.register.fields import LONGEST_NAME
from tests.unit.web.test_pages import rows_of, words_of


def test_a_search_is_asked_and_answered(client: Client) -> None:
    assert "There is a problem" not in words_of(client.get("/search").content)
    page = client.get("/search?q=GULLHAVEN+place").content.decode()
    assert 'href="/places/gullhaven"' in page
    assert 'value="GULLHAVEN place"' in page
    assert 'href="/forums/' in page


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("QZZ001", "/bodies/QZZ001"),
        ("board of nhs mere", "/forums/icb-board"),
        ("icb-8-2", "/law?on=2026-03-01#ICB-8-2"),
        ("QZZ", "/bodies/QZZ"),
        ("gullhaven-partnership", "/delegations/gullhaven-partnership"),
        ("gullhaven-director", "/posts/gullhaven-director/powers"),
        ("arranging community", "/functions/arrange-community-services"),
    ],
)
def test_each_kind_of_thing_leads_to_its_page(client: Client, text: str, address: str) -> None:
    page = client.get("/search", {"q": text}).content.decode()
    assert f'href="{address}"' in page
    # What it leads to is there.
    assert client.get(address).status_code == 200


def test_every_hit_leads_to_a_page_that_is_there(client: Client) -> None:
    import re

    addresses: set[str] = set()
    for text in ("mere", "chair", "director", "a", "constitution", "team", "integrated"):
        page = client.get("/search", {"q": text}).content.decode()
        found = re.findall(r'<li><a href="([^"]+)"', page.partition("app-hits")[2])
        kinds = {address.split("/")[1].split("?")[0]: address for address in found}
        addresses |= set(kinds.values())
    assert len(addresses) > 4
    assert [one for one in addresses if client.get(one, follow=True).status_code != 200] == []


def test_many_hits_are_counted_and_all_download(client: Client) -> None:
    words = words_of(client.get("/search?q=practice").content)
    rows = rows_of(client.get("/search.csv?q=practice").content)
    practices = [row for row in rows if row["kind"] == "GP practice"]
    assert len(practices) > 25
    assert f"GP practices: {len(practices)} found" in words
    assert f"And {len(practices) - 25} more" in words


def test_what_cannot_be_searched_for_is_told(client: Client) -> None:
    assert "Enter a word, a name or a code" in words_of(client.get("/search?q=+").content)
    long = client.get("/search", {"q": "x" * (LONGEST_NAME + 1)})
    assert "200 characters at the most" in words_of(long.content)
    assert "Nothing was found that has every word of" in words_of(
        client.get("/search?q=zzzzzz").content
    )
    assert client.get("/search.csv?q=zzzzzz").status_code == 400
    assert client.get("/search", {"q": "a\0b<script>"}).status_code == 200


def test_what_changes_in_the_folder_is_found_at_once(
    client: Client, small: Path, settings: Settings
) -> None:
    settings.JOINEDUP_FOLDER = small
    assert "Nothing was found" in words_of(client.get("/search?q=newton").content)
    bodies = small / "bodies.csv"
    bodies.write_text(bodies.read_text() + "NEW,Newton Council,unitary council\n")
    assert "Newton Council" in words_of(client.get("/search?q=newton").content)
