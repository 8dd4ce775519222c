"""Who passes what to whom, brought in list by list: shown, stored, found and told among changes."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from joinedup.register.files import read_folder, write_folder
from tests.integration.test_lists import decide, send
from tests.unit.register.small_folder import FILES
from tests.unit.web.test_pages import words_of

pytestmark = [
    pytest.mark.usefixtures("store"),
    # The same on any engine: it is asked of the quicker one only.
    pytest.mark.parametrize("engine", ["SQLite"], indirect=True),
]
DELEGATIONS = (
    "id,given_by,given_to,functions,area,cap,power\n"
    'd1,QZZ,board,plan-estates,north,"£250,000",schedule-1b-11\n'
)
CONDITIONS = "delegation,id,says,standing\nd1,scrutiny,Ask the committee first,asserted\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_folder(tmp_path, {name: text.encode() for name, text in FILES.items()})
    return tmp_path


@pytest.fixture
def client(settings: Settings, place: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    cache.clear()
    settings.JOINEDUP_FOLDER = place
    settings.JOINEDUP_EDITING = "this machine"
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setenv("JOINEDUP_TODAY", "2026-03-01")
    return Client()


def test_delegations_come_in_as_lists_of_their_own(client: Client, place: Path) -> None:
    shown = send(client, "delegations", DELEGATIONS)
    told = "Delegation 'NHS Testshire to Board of NHS Testshire' (d1) was added"
    assert told in words_of(shown.content)
    decide(client, shown, store="yes")
    decide(client, send(client, "conditions", CONDITIONS), store="yes")
    folder = read_folder(place).folder
    assert folder is not None
    [one] = folder.register.delegations
    assert (one.cap, [condition.id for condition in one.conditions]) == ("£250,000", ["scrutiny"])
    assert {"delegations.csv", "conditions.csv"} <= {path.name for path in place.iterdir()}
    changed = send(client, "delegations", DELEGATIONS.replace("£250,000", "£1m"))
    assert "cap was '£250,000' and is '£1m'" in words_of(changed.content)


def test_what_is_wrong_with_a_delegation_is_told_at_its_row_and_column(client: Client) -> None:
    wrong = DELEGATIONS.replace("£250,000", "5%").replace("board", "nobody")
    words = words_of(send(client, "delegations", wrong).content)
    assert "Given_to: 'nobody' is not the id of an entry in bodies, forums or posts" in words
    assert "Cap: '5%': write a cap like £250,000" in words


def test_a_delegation_is_found_by_who_passes_it_on_and_what(client: Client) -> None:
    decide(client, send(client, "delegations", DELEGATIONS), store="yes")
    found = client.get("/search?q=plan-estates")
    assert "NHS Testshire to Board of NHS Testshire" in words_of(found.content)
    assert "Delegations: 1 found" in words_of(found.content)
