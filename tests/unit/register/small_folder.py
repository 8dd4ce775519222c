"""A small system folder, as the bytes of its files, for tests to change and read."""

from collections.abc import Mapping

from joinedup.register.files import hashes, kinds
from joinedup.register.reading import Folder, Reading, read

FILES = {
    "system.yaml": """\
code: QZZ
name: Testshire
as_at: 2026-01-01
areas:
  - {id: testshire, name: Testshire, kind: system}
  - {id: north, name: North, kind: place, within: [testshire]}
  - {id: south, name: South, kind: place, within: [testshire]}
  - {id: U1, name: Hills, kind: neighbourhood, within: [north, south]}
councils:
  - {body: city, extent: whole}
""",
    "bodies.csv": """\
id,name,kind
QZZ,NHS Testshire,integrated care board
city,Test City Council,unitary council
RT1,Test Hospitals,NHS foundation trust
""",
    "practices.csv": """\
code,name,place,neighbourhood
A1,First Surgery,north,U1
A2,Second Surgery,south,
""",
    "forums.yaml": """\
forums:
  - id: board
    name: Board of NHS Testshire
    kind: integrated care board
    area: testshire
    owners: [QZZ]
    seats:
      - id: chair
        capacity: chair
        holders:
          - {person: ann, from: 2022-07-01}
""",
    "people.csv": """\
id,name,employer
ann,Ann Ames,QZZ
""",
    "streams.csv": """\
id,name,body,year,amount_pence
core,Core services,QZZ,2025-26,100000
""",
    "need.csv": """\
practice,year,population,core
A1,2025-26,1000,1100
A2,2025-26,2000,1900
""",
    "overlaps.csv": """\
area,council,small_areas,small_areas_of_council
north,city,3,4
""",
}


def contents(changes: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
    """The files with some of them changed; None takes a file out."""
    chosen = {**FILES, **changes}
    return {
        name: content if isinstance(content, bytes) else content.encode()
        for name, content in chosen.items()
        if content is not None
    }


def reading(changes: Mapping[str, str | bytes | None]) -> Reading:
    """What comes of reading the folder with some of its files changed."""
    files = contents(changes)
    return read(files, hashes(files), kinds())


def folder(**changes: str | None) -> Folder:
    """The folder with some files changed, named by their stems; it must be without fault."""
    names = {name.split(".")[0]: name for name in FILES}
    outcome = reading({names[stem]: content for stem, content in changes.items()})
    assert outcome.folder is not None, outcome.findings
    return outcome.folder


def faults(changes: Mapping[str, str | bytes | None]) -> list[tuple[str, str, str]]:
    """Rule, place and reason of every fault of the folder with some of its files changed."""
    return [(one.rule, str(one.where), one.why) for one in reading(changes).findings]
