"""A small folder without a fault, for tests that then harm it."""

import json

SYSTEM = """\
format: 1
code: QWO
name: A system
as_at: 2026-01-01
notes:
  - Something to know.
areas:
  - {id: QWO, name: All of it, kind: system, made_of: [north]}
  - id: north
    name: North
    kind: place
    within: [QWO]
    residents: 250000
    ons:
      - code: E54000054
        from: 2022-07-01
councils:
  - {body: council, extent: whole}
sources:
  - {id: a file, locator: row 1}
"""
FORUMS = """\
forums:
  - id: icb-board
    name: The board
    kind: integrated care board
    area: QWO
    owners: [QWO]
    seats:
      - id: chair
        capacity: chair
        holders:
          - {person: ann, from: 2022-07-01, to: 2025-06-30}
"""
DELEGATIONS = """\
delegations:
  - id: to-the-board
    given_by: [QWO]
    given_to: icb-board
    officers: nurses
    functions: [arrange-community-services, plan-estates]
    area: north
    cap: £250,000 a year
    cap_basis: whole life with VAT
    onward: yes
    mode: concurrent
    power: schedule-1b-11
    approvals:
      - {by: NHS England, on: 2022-06-01}
    conditions:
      - {id: scrutiny, says: "Ask: first", standing: asserted}
    revocations:
      - {on: 2026-04-01, by: QWO, source: minute 3}
    from: 2022-07-01
"""
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"area": "north", "note": "rough"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-1.5, 53.8], [-1.4, 53.8], [-1.4, 53.9], [-1.5, 53.8]]],
            },
        }
    ],
}
GOOD: dict[str, bytes] = {
    "system.yaml": SYSTEM.encode(),
    "bodies.csv": b"id,name,kind\nQWO,Board,integrated care board\ncouncil,X,unitary council\n",
    "practices.csv": b'code,name,place\nB81001,"Surgery, North",north\n',
    "forums.yaml": FORUMS.encode(),
    "people.csv": b"id,name,employer\nann,Ann Example,QWO\n",
    "streams.csv": b"id,name,body,year,amount_pence\ncore,Core,QWO,2025-26,451200000000\n",
    "delegations.yaml": DELEGATIONS.encode(),
    "reservations.csv": (
        "id,body,kept_by,functions,above\nr,QWO,icb-board,plan-estates; plan-capital,£5m\n"
    ).encode(),
    "directions.csv": b"id,given_by,given_to,bars_delegation,power\no,council,QWO,no,z\n",
    "need.csv": b"practice,year,population,core\nB81001,2025-26,5000,5123.25\n",
    "overlaps.csv": b"area,council,small_areas,small_areas_of_council\nnorth,council,10,12\n",
    "boundaries.geojson": json.dumps(OUTLINES).encode(),
}
