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
  - {id: QWO, name: All of it, kind: system}
  - id: north
    name: North
    kind: place
    within: [QWO]
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
    "need.csv": b"practice,year,population,core\nB81001,2025-26,5000,5123.25\n",
    "overlaps.csv": b"area,council,small_areas,small_areas_of_council\nnorth,council,10,12\n",
    "boundaries.geojson": json.dumps(OUTLINES).encode(),
}
