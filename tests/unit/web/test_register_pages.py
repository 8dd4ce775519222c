"""The pages of the register as a client gets them: what they tell of a day, and where they lead."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from joinedup.web.presenters.council_map import several
from tests.unit.web.test_pages import rows_of, words_of

FORUMS = """\
forums:
  - id: board
    name: Board of NHS Testshire
    kind: integrated care board
    area: testshire
    owners: [QZZ]
    meets: in public
    seats:
      - {id: chair, capacity: chair, needed_by: law,
         holders: [{person: ann, from: 2022-07-01, to: 2025-12-31, appointed_by: [NHS England]}]}
      - {id: finance, capacity: executive member, needed_by: policy, roles: [finance director]}
      - id: local
        name: Local voice
        capacity: co-opted member
        nominators: [city, RT1]
        holders: [{person: bob, from: 2026-02-01}]
      - {id: spare, capacity: attendee}
  - {id: audit, name: Audit Committee, kind: committee, area: north, also_serves: [south],
     owners: [QZZ, city], part_of: board}
  - {id: past, name: Past Board, kind: committee, area: north, owners: [QZZ], to: 2025-12-31}
"""
PEOPLE = """\
id,name,employer,seconded_to
ann,Ann Ames,QZZ,
bob,Bob Birch,RT1,QZZ
"""
POSTS = """\
posts:
  - {id: director, name: Director of money, body: QZZ, role: finance director,
     holders: [{person: ann, from: 2022-07-01}]}
  - {id: place-director, name: Director of North, body: QZZ, area: north,
     holders: [{person: bob, from: 2022-07-01, to: 2025-12-31}]}
"""
INTERESTS = """\
id,person,body,kind,about,declared_on
one,bob,QZZ,financial,Owns a share in =Beds Ltd,2026-01-15
"""
HOSTING = """\
id,name,kind,host,on_behalf_of,from
records,Shared records,service,RT1,QZZ;city,2024-04-01
"""
INSTRUMENTS = """\
instruments:
  - {id: terms, title: Terms of reference, kind: terms of reference, owners: [QZZ], forum: board,
     address: "https://example.org/terms", access: published}
  - {id: bad, title: Minutes of old, kind: minutes, owners: [QZZ], forum: board,
     address: "javascript:alert(1)"}
"""
GOVERNANCE = """\
body,model,from,to
city,committee system,,2025-04-30
city,leader and cabinet,2025-05-01,
"""
JUDGEMENTS = """\
id,matter,forum,person,judged_by,on,conclusion
first,independence,board,bob,ann,2026-01-20,satisfied
"""
FILES = {
    "forums.yaml": FORUMS,
    "people.csv": PEOPLE,
    "posts.yaml": POSTS,
    "interests.csv": INTERESTS,
    "hosting.csv": HOSTING,
    "instruments.yaml": INSTRUMENTS,
    "governance.csv": GOVERNANCE,
    "judgements.csv": JUDGEMENTS,
}
#: Pages of the register and their files as CSV; what other pages lead to is tested with them.
OURS = re.compile(r"/(system|places|areas|bodies|forums|people|councils)\b(?!.*\.xlsx)")


@pytest.fixture
def site(client: Client, small: Path, settings: Settings) -> Iterator[Client]:
    """A site of the small folder, on 1 March 2026, with a board that has vacancies."""
    for name, text in FILES.items():
        (small / name).write_text(text)
    settings.JOINEDUP_FOLDER = small
    yield client


def words(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return words_of(response.content)


def links(site: Client, address: str) -> set[str]:
    """The addresses that the main part of a page leads to."""
    page = site.get(address).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return set(re.findall(r'href="([^"#]+)"', main))


def test_vacant_seats_say_what_needs_them(site: Client) -> None:
    rows = {row["id"]: row for row in rows_of(site.get("/forums/board.csv").content)}
    assert {seat: row["holder"] for seat, row in rows.items()} == {
        "chair": "vacant: needed by law",
        "finance": "vacant: needed by policy",
        "local": "Bob Birch",
        "spare": "vacant",
    }
    assert rows["chair"]["since"] == "2026-01-01"
    assert rows["local"]["since"] == "2026-02-01"
    assert rows["local"]["employer"] == "Test Hospitals; seconded to NHS Testshire"
    assert rows["local"]["nominators"] == "Test City Council; Test Hospitals"
    told = words(site, "/forums/board")
    assert (
        "1 of 4 seats is filled and 3 are vacant, of which 1 is needed by law and 1 is needed by "
        "policy."
    ) in told
    missing = re.findall(
        rb'<span class="app-missing">(.*?)</span>', site.get("/forums/board").content
    )
    assert b"vacant: needed by law" in missing


def test_seats_and_holders_are_those_of_the_day(site: Client) -> None:
    rows = {row["id"]: row for row in rows_of(site.get("/forums/board.csv?on=2025-06-01").content)}
    assert rows["chair"]["holder"] == "Ann Ames"
    assert rows["local"]["holder"] == "vacant"
    others = rows_of(site.get("/forums/board/other-holders.csv?on=2025-06-01").content)
    assert [(row["holder"], row["from"]) for row in others] == [("Bob Birch", "2026-02-01")]
    [past] = rows_of(site.get("/forums/board/other-holders.csv").content)
    assert (past["holder"], past["to"], past["appointed_by"]) == (
        "Ann Ames",
        "2025-12-31",
        "NHS England",
    )


def test_all_forums_are_counted_on_the_day(site: Client) -> None:
    rows = {row["id"]: row for row in rows_of(site.get("/forums.csv").content)}
    counts = [
        rows["board"][key]
        for key in ("seats", "filled", "vacant", "vacant_needed_by_law", "vacant_needed_by_policy")
    ]
    assert counts == ["4", "1", "3", "1", "1"]
    assert list(rows) == ["board", "audit"]
    assert [row["id"] for row in rows_of(site.get("/forums/not_there.csv").content)] == ["past"]
    assert "past" in {row["id"] for row in rows_of(site.get("/forums.csv?on=2025-01-01").content)}
    assert site.get("/forums/not_there.csv?on=2025-01-01").status_code == 404


def test_a_chosen_day_is_kept_and_today_is_not_written_out(site: Client) -> None:
    assert "/forums/board" in links(site, "/forums")
    chosen = links(site, "/forums?on=2025-01-01")
    assert "/forums/board?on=2025-01-01" in chosen
    assert "/forums.csv?on=2025-01-01" in chosen
    typed = site.get("/bodies/QZZ?day=1&month=2&year=2025")
    assert (typed.status_code, typed["Location"]) == (302, "/bodies/QZZ?on=2025-02-01")


@pytest.mark.parametrize("address", ["/system", "/forums/board", "/places/north", "/areas/U1"])
def test_a_day_that_is_none_is_told(site: Client, address: str) -> None:
    page = site.get(f"{address}?day=31&month=2&year=2026")
    assert "There is a problem The date must be a real one" in words_of(page.content)
    assert b"<title>Error: " in page.content
    assert b'value="31"' in page.content
    assert site.get(f"{address}.csv?on=2026-02-31").status_code == 400


def test_a_forum_shows_its_committees_texts_judgements_and_findings(site: Client) -> None:
    told = words(site, "/forums/board")
    assert "Its committees on 1 March 2026" in told
    assert "Independence Bob Birch Ann Ames 20 January 2026 Satisfied" in told
    assert "What the checks of 1 March 2026 say of Board of NHS Testshire" in told
    found = rows_of(site.get("/forums/board/findings.csv").content)
    assert "ICB-8-2" in {row["rule"] for row in found}
    assert {"/forums/audit", "/people/bob", "https://example.org/terms"} <= links(
        site, "/forums/board"
    )
    assert "Part of Board of NHS Testshire" in words(site, "/forums/audit")
    assert "/forums/board" in links(site, "/forums/audit")


def test_an_address_that_is_none_on_the_web_is_no_link(site: Client) -> None:
    assert not any("javascript" in address for address in links(site, "/forums/board"))
    assert "javascript:alert(1)" in words(site, "/forums/board")


def test_a_forum_of_another_day_says_so(site: Client) -> None:
    assert "It is no longer there on 1 March 2026." in words(site, "/forums/past")
    assert "no longer there" not in words(site, "/forums/past?on=2025-12-31")


def test_a_body_shows_posts_forums_seats_people_and_hosting(site: Client) -> None:
    board = words(site, "/bodies/QZZ")
    assert "Director of money Finance director Ann Ames 1 July 2022" in board
    assert "Director of North North vacant 1 January 2026" in board
    assert "Bob Birch Seconded here Local voice" in board
    trust = words(site, "/bodies/RT1")
    assert "Board of NHS Testshire Local voice Co-opted member Bob Birch" in trust
    assert "Bob Birch Employed, seconded elsewhere Local voice" in trust
    assert "Shared records Service Test Hospitals NHS Testshire , Test City Council" in trust
    assert "Provides not known" in trust
    council = words(site, "/bodies/city")
    assert "Leader and cabinet (from 1 May 2025)" in council
    practice = words(site, "/bodies/A2")
    assert "GP practice Second Surgery" in practice
    assert "Neighbourhood not known" in practice


def test_governance_is_that_of_the_day(site: Client) -> None:
    def model(query: str) -> str:
        rows = rows_of(site.get(f"/bodies.csv{query}").content)
        return next(row["governance"] for row in rows if row["id"] == "city")

    assert model("") == "Leader and cabinet"
    assert model("?on=2025-04-30") == "Committee system"


def test_a_person_shows_seats_posts_and_interests(site: Client) -> None:
    told = words(site, "/people/bob")
    assert "Bob Birch holds one seat or post on 1 March 2026." in told
    assert "Local voice Board of NHS Testshire Co-opted member holds it 1 February 2026" in told
    assert "Director of North NHS Testshire held it" in told
    assert "Owns a share in =Beds Ltd Financial NHS Testshire 15 January 2026" in told
    assert "no interest that this person declared" in words(site, "/people/ann")


def test_the_picture_and_the_table_hold_the_same_areas(site: Client) -> None:
    page = site.get("/system").content.decode()
    picture = page[page.index("<figure") : page.index("</figure>")]
    rows = rows_of(site.get("/system.csv").content)
    assert [(row["area"], row["tier"], row["within"]) for row in rows] == [
        ("Testshire", "system", ""),
        ("North", "place", "Testshire"),
        ("South", "place", "Testshire"),
        ("Hills", "neighbourhood", "North; South"),
    ]
    for row in rows:
        assert row["area"] in picture
    drawn = words_of(picture.encode())
    # A neighbourhood that crosses places stands in each.
    assert picture.count("/areas/U1") == 2
    assert drawn.count("also in South") == drawn.count("also in North") == 1
    assert "Audit Committee" in drawn
    assert {row["area"]: row["forums"] for row in rows}["South"] == "Audit Committee"
    assert {row["area"]: row["people"] for row in rows}["Testshire"] == "3000.0"


def test_an_area_outside_the_tiers_stands_in_the_table_only(
    site: Client, small: Path, settings: Settings
) -> None:
    system = small / "system.yaml"
    system.write_text(
        system.read_text().replace(
            "councils:", "  - {id: shire, name: Elsewhere, kind: council area}\ncouncils:"
        )
    )
    assert "The table also has Elsewhere, which lies outside." in words(site, "/system")


def test_areas_lead_up_and_down(site: Client) -> None:
    assert site.get("/areas/north?on=2025-01-01")["Location"] == "/places/north?on=2025-01-01"
    hills = links(site, "/areas/U1")
    assert {"/places/north", "/places/south", "/bodies/A1"} <= hills
    assert "Registered people 1,000 in 2025/26" in words(site, "/areas/U1")
    assert "/areas/U1" in links(site, "/places/north")
    assert "Also in" in words(site, "/places/north")


def test_councils_say_how_far_they_coincide(site: Client) -> None:
    told = words(site, "/councils")
    assert "Testshire meets one council; it may nominate partner members" in told
    [row] = rows_of(site.get("/councils/overlap.csv").content)
    assert (row["area"], row["share_of_council"], row["residents"]) == ("North", "0.75", "")
    assert "No outlines of places are held" in told
    [council] = rows_of(site.get("/councils.csv").content)
    assert (council["share"], council["eligible"], council["governance"]) == (
        "",
        "yes",
        "Leader and cabinet",
    )


def test_a_sliver_is_to_be_confirmed(client: Client) -> None:
    told = words(client, "/councils")
    assert "A sliver: Saltmarch Council. Under 5% of the council's small areas" in told
    assert "to be confirmed against the order that establishes the ICB" in told


def test_a_folder_that_names_little_says_so(
    client: Client, small: Path, settings: Settings
) -> None:
    settings.JOINEDUP_FOLDER = small
    for name in ("forums.yaml", "people.csv", "overlaps.csv"):
        (small / name).unlink()
    assert "The folder names no forum of that day." in words(client, "/forums")
    assert "the folder holds no counts" in words(client, "/councils")
    assert "names no forum that serves it" in words(client, "/areas/U1")
    assert "names no post, forum, seat, hosting or text" in words(client, "/bodies/RT1")


def test_the_page_of_a_body_that_has_ended_leads_to_those_that_took_its_place(
    client: Client,
) -> None:
    heir = "Succeeded by NHS Merewold Integrated Care Board (fictional)"
    assert heir in words(client, "/bodies/mere-coast-ccg")
    assert "Succeeded by" not in words(client, "/bodies/QZZ")


@pytest.mark.parametrize(
    "address",
    ["/bodies/nobody", "/forums/none", "/areas/none", "/people/none", "/places/testshire"],
)
def test_what_the_register_does_not_name_has_no_page(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_every_link_leads_somewhere(site: Client) -> None:
    waiting, seen = ["/system?on=2025-06-01", "/councils", "/forums"], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or not OURS.match(address):
            continue
        seen.add(address)
        response = site.get(address)
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            waiting += links(site, address)
    assert {"/people/bob", "/areas/U1", "/forums/past?on=2025-06-01"} <= seen


def test_the_map_has_the_councils_that_reach_beyond_the_system(client: Client) -> None:
    told = words(client, "/councils")
    assert "Fellshire County Council and Saltmarch Council reach beyond the system." in told
    drawing = client.get("/councils").content.decode()
    for name in ("Fellshire County Council", "Saltmarch Council", "border of a council"):
        assert f">{name}</text>" in drawing
    # A council that is the same area as a place has no second name there.
    assert ">Quillbridge Council</text>" not in drawing
    assert ">High Fellmoor District Council</text>" not in drawing


RING = "[[[-1.5, 53.0], [-1.4, 53.0], [-1.4, 53.1], [-1.5, 53.0]]]"
AROUND = "[[[-1.6, 52.9], [-1.3, 52.9], [-1.3, 53.2], [-1.6, 52.9]]]"


def outlines(*features: tuple[str, str, str]) -> str:
    """A file of outlines: of what, whose, and where."""
    parts = (
        f'{{"properties": {{"{of}": "{one}"}}, "geometry": {{"type": "Polygon", '
        f'"coordinates": {where}}}}}'
        for of, one, where in features
    )
    return f'{{"type": "FeatureCollection", "features": [{", ".join(parts)}]}}'


def test_without_outlines_of_councils_the_map_is_of_places(site: Client, small: Path) -> None:
    (small / "boundaries.geojson").write_text(outlines(("area", "north", RING)))
    told = words(site, "/councils")
    assert "Map of places, darker where one has the same area as a council" in told
    assert "border of a council" not in told
    assert "No outline is held for" in told


def test_a_council_is_drawn_over_the_places_on_the_days_on_which_it_meets_them(
    site: Client, small: Path
) -> None:
    (small / "boundaries.geojson").write_text(
        outlines(("area", "north", RING), ("council", "city", AROUND), ("council", "RT1", RING))
    )
    system = small / "system.yaml"
    text = system.read_text().replace("extent: whole", "extent: part, to: 2025-12-31")
    system.write_text(text)
    drawing = site.get("/councils?on=2025-06-01").content.decode()
    names = set(re.findall(r">([^<>]+)</text>", drawing))
    assert {"Test City Council", "border of a council"} <= names
    told = words(site, "/councils?on=2025-06-01")
    assert "Test City Council reaches beyond the system." in told
    assert "Councils may go on beyond the edge of the map." in told
    later = site.get("/councils?on=2026-01-01").content.decode()
    assert "border of a council" not in later


def test_a_council_across_places_is_said_and_one_without_an_outline_too(
    site: Client, small: Path
) -> None:
    (small / "boundaries.geojson").write_text(
        outlines(("area", "north", RING), ("council", "city", AROUND))
    )
    with (small / "overlaps.csv").open("a") as file:
        file.write("south,city,1,4\nsouth,moor,2,2\n")
    with (small / "bodies.csv").open("a") as file:
        file.write("moor,Moor Council,unitary council\n")
    system = small / "system.yaml"
    whole = "{body: city, extent: whole}"
    system.write_text(
        system.read_text().replace(whole, whole + "\n  - {body: moor, extent: whole}")
    )
    told = words(site, "/councils")
    assert "Test City Council lies across two places." in told
    assert "No outline is held for Moor Council." in told


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "Four councils"),
    ],
)
def test_more_than_three_councils_are_counted(names: list[str], said: str) -> None:
    assert several(names) == said
