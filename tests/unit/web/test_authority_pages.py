"""Who may decide, as pages tell it: by what chain, or every reason why not."""

import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from joinedup.law.files import basis
from tests.unit.web.test_pages import rows_of, words_of

FORUMS = """\
forums:
  - {id: board, name: Board of NHS Testshire, kind: integrated care board, area: testshire,
     owners: [QZZ]}
  - {id: committee, name: Committee of North, kind: committee, area: north, owners: [QZZ]}
  - {id: cabinet, name: Cabinet of Test City, kind: cabinet, area: city-area, owners: [city]}
"""
POSTS = """\
posts:
  - {id: director, name: Director of North, body: QZZ, area: north,
     holders: [{person: ann, from: 2022-07-01}]}
  - {id: leader, name: Leader, body: city, role: council leader,
     holders: [{person: bob, from: 2022-07-01}]}
"""
PEOPLE = """\
id,name,employer
ann,Ann Ames,QZZ
bob,Bob Birch,
"""
BODIES = """\
id,name,kind,area
QZZ,NHS Testshire,integrated care board,
city,Test City Council,unitary council,city-area
RT1,Test Hospitals,NHS foundation trust,
"""
DELEGATIONS = """\
delegations:
  - {id: to-committee, given_by: [board], given_to: committee, area: north, cap: £1m,
     functions: [arrange-community-services, arrange-mental-health-services],
     onward: within the body, power: schedule-1b-11, instrument: scheme, from: 2022-07-01,
     approvals: [{by: QZZ, on: 2022-07-01, source: minute 4}],
     conditions: [{id: money, says: The money is there, standing: evidenced, evidence: a letter},
       {id: constitution-provides, standing: asserted}]}
  - {id: to-director, given_by: [committee], given_to: director, area: north, cap: "£100,000",
     functions: [arrange-community-services], power: schedule-1b-11, from: 2022-07-01,
     to: 2027-03-31}
  - {id: to-heads, given_by: [board], given_to: QZZ, officers: heads of buying, area: testshire,
     functions: [arrange-community-services], cap: "£5,000 a year", power: schedule-1b-11,
     from: 2022-07-01}
  - {id: by-contract, given_by: [QZZ], given_to: RT1, area: testshire,
     functions: [arrange-acute-services], power: lead-provider-contract,
     legal_advice: Counsel said on 1 May that a contract passes work}
  - {id: hospitals-to-director, given_by: [board], given_to: director, area: north,
     functions: [arrange-acute-services], power: schedule-1b-11, from: 2022-07-01}
  - {id: taken-back, given_by: [board], given_to: director, area: north,
     functions: [plan-estates], power: schedule-1b-11, from: 2022-07-01,
     revocations: [{on: 2025-10-01, by: board, source: minute 9}]}
  - {id: to-cabinet, given_by: [leader], given_to: cabinet, area: city-area,
     functions: [arrange-public-health-services], power: lga-2000-executive}
  - {id: unheard-of, given_by: [board], given_to: committee, area: north,
     functions: [a-new-function], power: a-new-power}
"""
RESERVATIONS = """\
id,body,kept_by,functions,above,urgent
large,QZZ,board,arrange-community-services,£20m,
hospitals,QZZ,board,arrange-acute-services,,director
"""
INSTRUMENTS = """\
instruments:
  - {id: scheme, title: The scheme of delegation, kind: scheme of reservation and delegation,
     owners: [QZZ], address: "https://example.org/scheme"}
"""
GOVERNANCE = """\
body,model
city,leader and cabinet
"""
ASK = "function=arrange-community-services&area=north"


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Client:
    """A site of the small folder, on 1 March 2026, in which functions are passed on."""
    files = {
        "forums.yaml": FORUMS,
        "posts.yaml": POSTS,
        "people.csv": PEOPLE,
        "bodies.csv": BODIES,
        "delegations.yaml": DELEGATIONS,
        "reservations.csv": RESERVATIONS,
        "instruments.yaml": INSTRUMENTS,
        "governance.csv": GOVERNANCE,
    }
    for name, text in files.items():
        (small / name).write_text(text)
    system = small / "system.yaml"
    area = "  - {id: city-area, name: Test City, kind: council area}\ncouncils:"
    system.write_text(system.read_text().replace("councils:", area, 1))
    settings.JOINEDUP_FOLDER = small
    return client


def words(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return words_of(response.content)


def deciders(site: Client, query: str) -> dict[str, dict[str, str]]:
    """Who may decide, by id, each as a row of the table."""
    rows = rows_of(site.get(f"/who-can.csv?{query}").content)
    return {row["actor_id"]: row for row in rows}


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
    assert set(found) == {"QZZ", "board", "committee", "director"}
    assert {one for one, row in found.items() if row["level"]} == {"committee"}
    assert found["director"]["chain"] == (
        "NHS Testshire > Board of NHS Testshire > Committee of North > "
        "Director of North, NHS Testshire"
    )
    assert (found["director"]["cap_pence"], found["QZZ"]["cap_pence"]) == ("10000000", "no cap")
    told = words(site, f"/who-can?{ASK}&value=50000")
    assert "Four may decide. The lowest level: Committee of North." in told
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
        "'a lot' is not an amount of money in pounds",
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


def test_what_was_decided_before_is_asked_for_where_a_cap_adds_up(site: Client) -> None:
    page = site.get(f"/who-can?{ASK}&value=3000").content.decode()
    assert 'name="used-to-heads"' in page
    assert "QZZ:heads of buying" not in deciders(site, f"{ASK}&value=3000")
    heads = {"QZZ": "heads of buying"}
    for used, officers in (("2000", {"", "heads of buying"}), ("2000.01", {""})):
        rows = rows_of(site.get(f"/who-can.csv?{ASK}&value=3000&used-to-heads={used}").content)
        assert {row["officers"] for row in rows if row["actor_id"] in heads} == officers


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
    assert "Who could decide instead NHS Testshire Board of NHS Testshire" in told
    reasons = rows_of(site.get(f"/who-can.csv?{ASK}&value=2000000&actor=director").content)
    assert {"to-director", "to-committee"} <= {row["entry"] for row in reasons}
    assert all(row["reason"] and row["rule"] for row in reasons)
    instead = rows_of(site.get(f"/who-can/instead.csv?{ASK}&value=2000000&actor=director").content)
    assert {row["id"] for row in instead} == {"QZZ", "board"}


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


def test_who_keeps_a_large_matter_is_told(site: Client) -> None:
    assert set(deciders(site, f"{ASK}&value=20000001")) == {"QZZ", "board"}
    told = words(site, f"/who-can?{ASK}&value=20000001&actor=committee")
    assert "Entry large" in told


def test_what_is_decided_because_it_cannot_wait_is_reported_back(site: Client) -> None:
    query = "function=arrange-acute-services&area=north&actor=director"
    assert "no authority for Director of North" in words(site, f"/who-can?{query}")
    told = words(site, f"/who-can?{query}&urgent=yes")
    assert "To be reported back, as it is urgent hospitals" in told
    assert "checked" in site.get(f"/who-can?{query}&urgent=yes").content.decode()


def test_what_would_change_the_answer_is_told_and_true(site: Client) -> None:
    rows = rows_of(site.get(f"/who-can/changing.csv?{ASK}&value=50000").content)
    assert [(row["change"], row["no_longer"], row["lowest"]) for row in rows][:3] == [
        *(
            ("More than £100,000.00", "Director of North, NHS Testshire", "Committee of North"),
            (
                "More than £1,000,000.00",
                "Committee of North",
                "Board of NHS Testshire; NHS Testshire",
            ),
            ("From 1 April 2027", "Director of North, NHS Testshire", "Committee of North"),
        )
    ]
    assert "director" not in deciders(site, f"{ASK}&value=100000.01")
    unmet = {row["change"]: row["no_longer"] for row in rows[3:]}
    assert unmet["Not met: The money is there"] == (
        "Committee of North; Director of North, NHS Testshire"
    )
    assert set(deciders(site, f"{ASK}&value=50000&shown-money=not-met")) == {"QZZ", "board"}


def test_a_smaller_matter_and_haste_are_told_of_one_who_may_not(site: Client) -> None:
    query = f"{ASK}&value=20000001&actor=director"
    (smaller,) = rows_of(site.get(f"/who-can/changing.csv?{query}").content)
    assert (smaller["change"], smaller["could"]) == (
        *("£100,000.00 or less", "Director of North, NHS Testshire"),
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
    assert rows[0]["change"] == "£100,000.00 or less"
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
    assert b'<details class="nhsuk-details" id="showing" open>' in page.replace(b"\n", b"")


def test_what_cannot_be_shown_so_is_a_fault_that_leads_to_its_field(site: Client) -> None:
    page = site.get(f"/who-can?{ASK}&shown-money=evidenced&shown-equality-duty=perhaps")
    told = words_of(page.content)
    assert "Enter what shows it, or choose otherwise: The money is there" in told
    assert "Choose whether it is shown: The equality duty was met" in told
    for field in (b"by-money", b"shown-equality-duty"):
        assert b'href="#%s"' % field in page.content
        assert b'id="%s"' % field in page.content


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
    page = client.get(f"/who-can?{query}").content.decode()
    assert page.count('<ol class="app-chain"') == 1
    assert len(rows_of(client.get(f"/who-can/links.csv?{query}").content)) == 16


def test_that_a_matter_is_part_of_the_framework_is_told_and_can_be_shown(client: Client) -> None:
    ask = "function=arrange-public-health-services&area=ironmouth&on=2026-11-01"
    page = client.get(f"/who-can?{ask}&value=20000000&actor=ironmouth-full-council").content
    assert "budget and policy framework" in words_of(page)
    assert b'name="shown-framework"' in page
    cabinet = words(client, f"/who-can?{ask}&actor=ironmouth-cabinet")
    assert "Reserved Above £10m for Ironmouth City Council, all members" in cabinet


def test_a_field_that_is_left_empty_is_not_kept_in_the_address(site: Client) -> None:
    typed = site.get(f"/who-can?{ASK}&value=&holder=&shown-money=&by-money=&on=2026-03-01")
    assert typed["Location"] == f"/who-can?{ASK}&on=2026-03-01"


def test_whose_function_it_is_limits_who_may_decide(site: Client) -> None:
    assert "QZZ" in deciders(site, f"{ASK}&holder=QZZ")
    nobody = words(site, f"/who-can?{ASK}&holder=city")
    assert "The register shows nobody who may decide." in nobody
    page = site.get(f"/who-can?{ASK}&holder=QZZ").content.decode()
    assert '<option value="QZZ" selected>' in page


def test_those_of_whom_it_is_not_known_are_told_with_what_is_not_known(site: Client) -> None:
    told = words(site, f"/who-can?{ASK}&value=3000")
    assert "Not known Of these nothing is known to fail" in told
    assert "NHS Testshire: heads of buying" in told
    rows = rows_of(site.get(f"/who-can/not-known.csv?{ASK}&value=3000").content)
    assert {(row["entry"], row["outcome"]) for row in rows} == {("to-heads", "Not known")}
    found = json.loads(site.get(f"/who-can.json?{ASK}&value=3000").content)
    assert [one["actor"]["officers"] for one in found["not_known"]] == ["heads of buying"]
    assert found["near"] == []


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


def test_sides_are_told_apart(site: Client) -> None:
    query = "function=arrange-public-health-services&area=city-area"
    found = deciders(site, query)
    assert {row["side"] for row in found.values()} == {"council"}
    assert {one for one, row in found.items() if row["level"]} == {"city", "cabinet"}
    assert "On the council side" in words(site, f"/who-can?{query}")


def test_every_form_of_the_answer_is_the_same(site: Client) -> None:
    query = f"{ASK}&value=50000&on=2026-03-01"
    told = json.loads(site.get(f"/who-can.json?{query}").content)
    rows = deciders(site, query)
    assert [one["actor"]["id"] for one in told["deciders"]].sort() == list(rows).sort()
    assert {one["actor"]["id"] for one in told["deciders"] if one["lowest"]} == {"committee"}
    for one in told["deciders"]:
        assert rows[one["actor"]["id"]]["cap_pence"] in (
            str(one["terms"]["cap_pence"]),
            "no cap",
        )
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
        ("System", "NHS Testshire"),
        ("System", "Board of NHS Testshire"),
        ("System", "NHS Testshire: heads of buying"),
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
    assert "The register shows nobody who may decide it on this day." in nobody
    assert "No delegation of this day passes it on." in nobody
    assert "Not known whether it passes by this power" in words(
        site, "/functions/arrange-maternity-services"
    )


def test_what_a_forum_a_post_and_a_body_may_decide(site: Client) -> None:
    committee = rows_of(site.get("/forums/committee/powers.csv").content)
    assert {(row["function_id"], row["area"], row["cap_pence"]) for row in committee} == {
        ("arrange-community-services", "North", "100000000"),
        ("arrange-mental-health-services", "North", "100000000"),
    }
    assert {row["by"] for row in committee} == {"to-committee"}
    assert "On 1 March 2026 it may decide two functions." in words(site, "/forums/committee/powers")
    director = words(site, "/posts/director/powers?on=2026-04-01")
    assert "On 1 April 2026 it may decide one function." in director
    body = rows_of(site.get("/bodies/QZZ/powers.csv").content)
    assert {row["actor"] for row in body} == {"NHS Testshire", "NHS Testshire: heads of buying"}
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
    waiting, seen = ["/who-can?" + ASK, "/scheme", "/functions?on=2026-02-01"], set[str]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or not OURS.match(address) or len(seen) > 150:
            continue
        seen.add(address)
        response = site.get(address)
        assert response.status_code in (200, 302), address
        if response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            main = page[page.index("<main") : page.index("</main>")] if "<main" in page else ""
            found = re.findall(r'href="([^"#]+)', main)
            waiting += [one.replace("&amp;", "&") for one in found]
    assert {"/delegations/to-committee", "/scheme/no-power"} <= seen
