"""A small made-up country in the forms of the official files, for tests to change as they like.

Two ICBs: QAA has two sub-ICB locations in Northshire and Cedar; QBB has one, in Moorland (whose
council's code changed after 2021) and a corner of Northshire.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

MAP = "organisations/gp-reg-pat-prac-map_2026-01.csv"
OLDER_MAP = "organisations/gp-reg-pat-prac-map_2022-01.csv"
ALLOCATION = "allocations/practice_weighted_populations_2025_2026.csv"
TO_ICB = "geography/lookup_lsoa21_icb24.csv"
TO_DISTRICT = "geography/lookup_lsoa21_ward24_ltla24.csv"
TIERS_21 = "geography/lookup_ltla21_utla21.csv"
TIERS_23 = "geography/lookup_ltla23_utla23.csv"
DISTRICTS = "geography/boundaries_ltla24.geojson"
ICBS = "geography/boundaries_icb22.geojson"

_MAP_HEADER = (
    "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,"
    "ICB_NAME,SUPPLIER_NAME"
)
_QAA = "E54000901,QAA,NHS Northshire Integrated Care Board,Unknown"
_QBB = "E54000902,QBB,NHS Moorland ICB,TPP"
_01A = "E38000901,01A,NHS Northshire ICB - 01A"
_02B = "E38000902,02B,NHS Northshire ICB - 02B"
_03C = "E38000903,03C,NHS Moorland ICB - 03C"

MAP_ROWS = (
    f"X,01Jan2026,A00001,ALDER  SURGERY,AA1 1AA,U00001,RIVER PCN,{_01A},{_QAA}",
    f"X,01Jan2026,A00002,BEECH SURGERY,AA1 1AB,U00001,RIVER PCN,{_02B},{_QAA}",
    f"X,01Jan2026,A00003,CEDAR SURGERY,AA1 1AC,U,Unallocated,{_02B},{_QAA}",
    f"X,01Jan2026,B00001,DALE SURGERY,BB1 1AA,U00002,HILL PCN,{_03C},{_QBB}",
    f"X,01Jan2026,B00002,FAR SURGERY,BB1 1AB,U00002,HILL PCN,{_03C},{_QBB}",
    f"X,01Jan2026,B00003,NEW SURGERY,BB1 1AC,U00001,RIVER PCN,{_03C},{_QBB}",
)

_ALLOCATION_HEADER = (
    "Practice_Code,GP_Practice_Name,LOC,LOCname,ICB,ICBname,LAD,LTLA,Patients,Population,G&A WP,"
    "CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,Primary Medical Care WP,Final PMC WP"
)
ALLOCATION_ROWS = (
    "A00001,Alder Surgery,,,QAA,N,E07000901,Alder,,1000.5,1,2,3,4,5,6,7.10,8,9",
    "A00002,Beech Surgery,,,QAA,N,E07000902,Beech,,2000,1,2,3,0,5,6,7,8,9",
    "A00003,Cedar Surgery,,,QAA,N,E06000903,Cedar,,3000,1,2,3,,5,6,7,8,9",
    "A00009,Gone Surgery,,,QAA,N,E06000903,Cedar,,0.4,1,2,3,4,5,6,7,8,9",
    "B00001,Dale Surgery,,,QBB,M,E07000909,Dale,,4000,1,2,3,4,5,6,7,8,9",
    "B00002,Far Surgery,,,QBB,M,E06000903,Cedar,,5000,1,2,3,4,5,6,7,8,9",
)

#: As the look-up has them; QBB has another code in the practice map.
ICB_ONS = {"QAA": "E54000901", "QBB": "E54000999"}
#: Small area, sub-ICB location, ICB.
HOMES = (
    ("E01000001", "01A", "QAA"),
    ("E01000002", "01A", "QAA"),
    ("E01000003", "02B", "QAA"),
    ("E01000004", "02B", "QAA"),
    ("E01000005", "03C", "QBB"),
    ("E01000006", "03C", "QBB"),
)
#: Small area, ward, district's name and code. The first lies in two wards, the last in Wales.
WARDS = (
    ("E01000001", "W1", "Alder", "E07000901"),
    ("E01000001", "W2", "Alder", "E07000901"),
    ("E01000002", "W2", "Beech", "E07000902"),
    ("E01000003", "W3", "Beech", "E07000902"),
    ("E01000004", "W4", "Cedar, City of", "E06000903"),
    ("E01000005", "W5", "Moorland", "E06000910"),
    ("E01000006", "W6", "Beech", "E07000902"),
    ("W01000001", "W7", "Cymru", "W06000001"),
)


def files() -> dict[str, str]:
    """The files of the country: path to text."""
    return {
        MAP: lines(_MAP_HEADER, *MAP_ROWS),
        OLDER_MAP: lines(
            "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,CCG_CODE,CCG_NAME,STP_CODE",
            "01Jan2022,A00001,ALDER SURGERY,U00001,RIVER PCN,01A,NHS Alder Vale CCG,QAA",
            "01Jan2022,A00009,GONE SURGERY,U00001,RIVER PCN,02B,NHS Cedar and Beech CCG,QAA",
        ),
        ALLOCATION: "\ufeff" + lines(_ALLOCATION_HEADER, *ALLOCATION_ROWS),
        TO_ICB: lines(
            "lsoa21_name,lsoa21_code,sicbl24_name,sicbl24_code,sicbl24_code_nhs,icb24_name,"
            "icb24_code,icb24_code_nhs",
            *(f"n,{area},s,E38,{sub},i,{ICB_ONS[icb]},{icb}" for area, sub, icb in HOMES),
        ),
        TO_DISTRICT: lines(
            "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code",
            *(f'n,{area},{ward},{ward},"{name}",{code}' for area, ward, name, code in WARDS),
        ),
        TIERS_21: lines(
            "ltla21_name,ltla21_code,utla21_name,utla21_code",
            "Alder,E07000901,Northshire,E10000901",
            "Beech,E07000902,Northshire,E10000901",
            '"Cedar, City of",E06000903,"Cedar, City of",E06000903',
            "Dale,E07000909,Moorland,E10000909",
        ),
        TIERS_23: lines(
            "ltla23_code,ltla23_name,utla23_code,utla23_name",
            "E07000901,Alder,E10000901,Northshire",
            "E07000902,Beech,E10000901,Northshire",
            'E06000903,"Cedar, City of",E06000903,"Cedar, City of"',
            "E06000910,Moorland,E06000910,Moorland",
        ),
        DISTRICTS: outlines(
            "ltla24",
            ("E07000901", "Alder", (0, 0, 1, 1)),
            ("E07000902", "Beech", (1, 0, 2, 1)),
            ("E06000903", "Cedar, City of", (2, 0, 3, 1)),
            ("E06000910", "Moorland", (0, 1, 3, 2)),
        ),
        ICBS: outlines(
            "icb22",
            ("E54000901", "NHS Northshire Integrated Care Board", (0, 0, 3, 0.9)),
            ("E54000999", "NHS Moorland Integrated Care Board", (0, 0.9, 3, 2)),
        ),
    }


def lines(*rows: str) -> str:
    """Rows as a text."""
    return "\n".join(rows) + "\n"


def outlines(area: str, *boxes: tuple[str, str, tuple[float, float, float, float]]) -> str:
    """A GeoJSON file of boxes: code, name, and west, south, east, north in degrees."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {f"{area}_code": code, f"{area}_name": name},
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]],
                    },
                }
                for code, name, (w, s, e, n) in boxes
            ],
        }
    )


def broken_far_down(text: str) -> str:
    """A file that looks right at its start, and is not plain text further down."""
    return text + text.splitlines()[-1] * 500 + "\0"


def write(folder: Path, texts: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, which is given back."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The files of the country with `old` put as `new` in one of them."""
    texts = files()
    assert old in texts[name], f"{old} is not in {name}"
    texts[name] = texts[name].replace(old, new)
    return texts


def without(*names: str) -> dict[str, str]:
    """The files of the country without some."""
    return {name: text for name, text in files().items() if name not in names}


TRUSTS = "organisations/etr_2022.csv"
PRACTICE_FILE = "organisations/epraccur_2023.csv"
SUCCESSIONS = "organisations/lookup_trust_trust.csv"
SHARES = "organisations/lookup_nhs_trusts22_icb22.csv"
NAMES = "performance/england_rtt_trust.csv"
COUNCILS = "geography/eligible_las_by_icb_2022_detail.csv"
RESIDENTS = "people/population21_lsoa21.csv"

#: Code, name, region, ICB, first day, last day.
TRUST_ROWS = (
    ("RAA", "THE KING'S AND ST MARY'S OF NORTHSHIRE NHS FOUNDATION TRUST", "Y90", "QAA", ""),
    ("RAB", "NORTHSHIRE AMBULANCE NHS TRUST", "Y90", "QAA", ""),
    ("RAC", "OLD TOWN NHS TRUST", "Y90", "QAA", "20210331"),
    ("RAD", "SECOND TOWN NHS TRUST", "Y90", "QAA", ""),
    ("RBB", "MOORLAND CARE TRUST", "Y90", "QBB", ""),
    ("RWW", "CYMRU NHS TRUST", "W00", "QAA", ""),
)


def more_files() -> dict[str, str]:
    """Files that are used where they are there: of trusts, of practices, of councils by date."""
    return {
        TRUSTS: lines(
            *(
                _by_place({1: c, 2: n, 3: r, 4: i, 11: "20010401", 12: last})
                for c, n, r, i, last in TRUST_ROWS
            )
        ),
        PRACTICE_FILE: lines(
            *(
                _by_place({1: code, 2: name, 4: icb, 11: "19740401", 12: last, 13: state, 26: kind})
                for code, name, icb, last, state, kind in (
                    ("A00001", "ALDER SURGERY", "QAA", "", "A", "4"),
                    ("A00002", "BEECH SURGERY", "QAA", "20251231", "D", "4"),
                    ("A00009", "GONE SURGERY", "QAA", "20240930", "C", "4"),
                    ("A00010", "QUIET SURGERY", "QAA", "", "A", "4"),
                    ("A00011", "A HOSPICE", "QAA", "", "A", "9"),
                )
            )
        ),
        SUCCESSIONS: lines(
            "old_code,new_code,date",
            "RAC,RAA,2021-04-01",
            "RAD,RAD,2020-01-01",
            "RAD,RAB,2022-04-01",
            "RAB,RAD,2019-04-01",
            "R01,R02,2001-04-01",
            "R02,R01,2002-04-01",
            "R03,TZZ,2002-04-01",
            "RAA01,RAB01,2002-04-01",
        ),
        SHARES: lines(
            "nhs_trust22_code,icb22_code,proportion_trust_came_from_icb",
            "RAA,E54000901,0.9",
            "RBB,E54000901,0.1",
            "RZZ,E54000901,0.1",
        ),
        NAMES: lines(
            "nhs_trust22_code,nhs_trust22_name,date,waits",
            "RAA,THE KING'S & ST MARY'S OF NORTHSHIRE NHS FOUNDATION TRUST,2024-01-01,1",
            "RAB,NORTHSHIRE AMBULANCE NHS TRUST,2023-01-01,1",
            "RAB,NORTHSHIRE AMBULANCE UNIVERSITY NHS TRUST,2024-01-01,1",
        ),
        COUNCILS: lines(
            "icb22_code,icb22_name,utla21_code,utla21_name,lsoas,share_of_la",
            "E54000901,NHS Northshire Integrated Care Board,E10000901,Northshire,2,0.5",
            'E54000901,NHS Northshire Integrated Care Board,E06000903,"Cedar, City of",1,1.0',
            "E54000888,NHS Moorland Integrated Care Board,E10000909,Moorland,3,1.0",
            "E54000888,NHS Moorland Integrated Care Board,E10000901,Northshire,2,0.5",
        ),
        RESIDENTS: lines(
            "lsoa21_code,total_population",
            *(f"E0100000{number},{1000 + number}" for number in (1, 2, 3, 4, 5)),
        ),
    }


def _by_place(cells: Mapping[int, str]) -> str:
    """A row of a file that has no header: what stands in which of its 27 columns, from 1."""
    return ",".join(f'"{cells.get(column, "")}"' for column in range(1, 28))


def with_regions(texts: Mapping[str, str]) -> dict[str, str]:
    """The files with the region of every practice in the map."""
    head, *rows = texts[MAP].splitlines()
    more = "COMM_REGION_CODE,COMM_REGION_NAME,ONS_COMM_REGION_CODE"
    return {
        **texts,
        MAP: lines(f"{head},{more}", *(f"{row},Y90,Far North,E40000090" for row in rows)),
    }
