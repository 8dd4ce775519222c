"""A small folder in which functions are passed on, and what pages about it say."""

from pathlib import Path

from django.test import Client

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
FILES = {
    "forums.yaml": FORUMS,
    "posts.yaml": POSTS,
    "people.csv": PEOPLE,
    "bodies.csv": BODIES,
    "delegations.yaml": DELEGATIONS,
    "reservations.csv": RESERVATIONS,
    "instruments.yaml": INSTRUMENTS,
    "governance.csv": GOVERNANCE,
}
ASK = "function=arrange-community-services&area=north"


def pass_on(small: Path) -> None:
    """Make of the small folder one in which functions are passed on."""
    for name, text in FILES.items():
        (small / name).write_text(text)
    system = small / "system.yaml"
    area = "  - {id: city-area, name: Test City, kind: council area}\ncouncils:"
    system.write_text(system.read_text().replace("councils:", area, 1))


def words(site: Client, address: str) -> str:
    """What a page says, without its markup."""
    response = site.get(address)
    assert response.status_code == 200, address
    return words_of(response.content)


def deciders(site: Client, query: str) -> dict[str, dict[str, str]]:
    """Who may decide, by id, each as a row of the table."""
    rows = rows_of(site.get(f"/who-can.csv?{query}").content)
    return {row["actor_id"]: row for row in rows}
