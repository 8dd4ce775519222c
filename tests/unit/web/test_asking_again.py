"""What else may be said of a matter, and what would change who may decide it."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.unit.web.authority_folder import ASK, deciders, pass_on, words
from tests.unit.web.test_pages import rows_of, words_of


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Client:
    """A site of the small folder, on 1 March 2026, in which functions are passed on."""
    pass_on(small)
    settings.JOINEDUP_FOLDER = small
    return client


def test_what_was_decided_before_is_asked_for_where_a_cap_adds_up(site: Client) -> None:
    page = site.get(f"/who-can?{ASK}&value=3000").content.decode()
    assert 'name="used-to-heads"' in page
    assert "QZZ:heads of buying" not in deciders(site, f"{ASK}&value=3000")
    heads = {"QZZ": "heads of buying"}
    for used, officers in (("2000", {"heads of buying"}), ("2000.01", set())):
        rows = rows_of(site.get(f"/who-can.csv?{ASK}&value=3000&used-to-heads={used}").content)
        assert {row["officers"] for row in rows if row["actor_id"] in heads} == officers


def test_what_would_change_the_answer_is_told_and_true(site: Client) -> None:
    rows = rows_of(site.get(f"/who-can/changing.csv?{ASK}&value=50000").content)
    assert [(row["change"], row["no_longer"], row["lowest"]) for row in rows][:3] == [
        *(
            ("More than £100,000", "Director of North, NHS Testshire", "Committee of North"),
            ("More than £1,000,000", "Committee of North", "Board of NHS Testshire"),
            ("From 1 April 2027", "Director of North, NHS Testshire", "Committee of North"),
        )
    ]
    assert "director" not in deciders(site, f"{ASK}&value=100000.01")
    unmet = {row["change"]: row["no_longer"] for row in rows[3:]}
    assert unmet["Not met: The money is there"] == (
        "Committee of North; Director of North, NHS Testshire"
    )
    assert set(deciders(site, f"{ASK}&value=50000&shown-money=not-met")) == {"board"}


def test_a_smaller_matter_and_haste_are_told_of_one_who_may_not(site: Client) -> None:
    query = f"{ASK}&value=20000001&actor=director"
    (smaller,) = rows_of(site.get(f"/who-can/changing.csv?{query}").content)
    assert (smaller["change"], smaller["could"]) == (
        *("£100,000 or less", "Director of North, NHS Testshire"),
    )
    haste = "function=arrange-acute-services&area=north&actor=director"
    (urgent,) = rows_of(site.get(f"/who-can/changing.csv?{haste}").content)
    assert urgent["change"] == "It cannot wait for whoever it is reserved to"
    waits = rows_of(site.get(f"/who-can/changing.csv?{haste}&urgent=yes").content)
    assert ("It can wait", "Director of North, NHS Testshire") in {
        (row["change"], row["no_longer"]) for row in waits
    }


def test_linked_matters_larger_than_a_cap_are_left_out_of_what_is_asked_below_it(
    site: Client,
) -> None:
    query = f"{ASK}&value=5&linked=150000"
    rows = rows_of(site.get(f"/who-can/changing.csv?{query}").content)
    assert rows[0]["change"] == "£100,000 or less"
    assert rows[0]["could"] == "Director of North, NHS Testshire"


def test_each_condition_that_is_told_can_be_said_to_be_shown(site: Client) -> None:
    page = site.get(f"/who-can?{ASK}&actor=committee").content.decode()
    for field in ("shown-money", "by-money", "shown-public-involvement"):
        assert page.count(f'name="{field}"') == 1, field
    assert "As the register says: evidenced" in page
    assert 'form="matter"' in page
    query = f"{ASK}&actor=committee&by-public-involvement=minute+8&shown-money=asserted"
    rows = {row["id"]: row for row in rows_of(site.get(f"/who-can/conditions.csv?{query}").content)}
    assert rows["public-involvement"]["standing"] == "Evidenced: minute 8"
    assert rows["money"]["standing"] == "Asserted"
    kept = site.get(f"/who-can?{query}").content.decode()
    assert 'value="minute 8"' in kept
    assert '<option value="asserted" selected>' in kept


def test_a_condition_that_is_not_met_takes_authority_away_and_can_be_said_anew(
    site: Client,
) -> None:
    page = site.get(f"/who-can?{ASK}&actor=committee&shown-money=not-met").content
    assert "no authority for Committee of North" in words_of(page)
    assert b'<option value="not-met" selected>' in page
    showing = b'<details class="nhsuk-details app-asking" id="showing" open>'
    assert showing in page.replace(b"\n", b"")


def test_what_cannot_be_shown_so_is_a_fault_that_leads_to_its_field(site: Client) -> None:
    page = site.get(f"/who-can?{ASK}&shown-money=evidenced&shown-equality-duty=perhaps")
    told = words_of(page.content)
    assert "Enter what shows it, or choose otherwise: The money is there" in told
    assert "Choose whether it is shown: The equality duty was met" in told
    for field in (b"by-money", b"shown-equality-duty"):
        assert b'href="#%s"' % field in page.content
        assert b'id="%s"' % field in page.content


def test_that_a_matter_is_part_of_the_framework_is_told_and_can_be_shown(client: Client) -> None:
    ask = "function=arrange-public-health-services&area=ironmouth&on=2026-11-01"
    page = client.get(f"/who-can?{ask}&value=20000000&actor=ironmouth-full-council").content
    assert "budget and policy framework" in words_of(page)
    assert b'name="shown-framework"' in page
    cabinet = words(client, f"/who-can?{ask}&actor=ironmouth-cabinet")
    assert "Reserved Above £10,000,000 for Ironmouth City Council, all members" in cabinet


def test_a_field_that_is_left_empty_is_not_kept_in_the_address(site: Client) -> None:
    typed = site.get(f"/who-can?{ASK}&value=&holder=&shown-money=&by-money=&on=2026-03-01")
    assert typed["Location"] == f"/who-can?{ASK}&on=2026-03-01"


def test_whose_function_it_is_limits_who_may_decide(site: Client) -> None:
    assert "board" in deciders(site, f"{ASK}&holder=QZZ")
    nobody = words(site, f"/who-can?{ASK}&holder=city")
    assert "The register shows nobody who may decide." in nobody
    page = site.get(f"/who-can?{ASK}&holder=QZZ").content.decode()
    assert '<option value="QZZ" selected>' in page


def test_those_of_whom_it_is_not_known_are_told_with_what_is_not_known(site: Client) -> None:
    told = words(site, f"/who-can?{ASK}&value=3000")
    assert "Not known Of these nothing is known to fail" in told
    assert "Heads of buying, NHS Testshire" in told
    rows = rows_of(site.get(f"/who-can/not-known.csv?{ASK}&value=3000").content)
    assert {(row["entry"], row["outcome"]) for row in rows} == {("to-heads", "Not known")}
    found = json.loads(site.get(f"/who-can.json?{ASK}&value=3000").content)
    assert [one["actor"]["officers"] for one in found["not_known"]] == ["heads of buying"]
    assert found["near"] == []


def test_one_of_whom_it_is_only_not_known_is_told_so(site: Client) -> None:
    query = f"{ASK}&value=3000&actor=QZZ:heads+of+buying"
    told = words(site, f"/who-can?{query}")
    assert "Not known: what is recorded does not settle whether Heads of buying" in told
    assert "What is not known" in told
    answer = json.loads(site.get(f"/who-can.json?{query}").content)
    assert (answer["may_decide"], answer["outcome"]) == (False, "not-known")
    fails = json.loads(site.get(f"/who-can.json?{ASK}&actor=RT1").content)
    assert fails["outcome"] == "fails"


def test_who_could_decide_lower_is_told_to_programs_too(site: Client) -> None:
    yes = json.loads(site.get(f"/who-can.json?{ASK}&value=5&actor=board").content)
    assert [one["id"] for one in yes["lower"]] == ["committee"]
    lowest = json.loads(site.get(f"/who-can.json?{ASK}&value=5&actor=committee").content)
    assert lowest["lower"] == []
