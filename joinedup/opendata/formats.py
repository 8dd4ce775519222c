"""The official files that a folder is made from: how each is known, by its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column, known by a pattern that its header matches as a whole, whatever the case.

    A group in the pattern captures the year that the header carries ('ltla24_code' gives '24').
    In a file that has no header, `at` says where the column stands, from 0, and the pattern
    matches what the first row has there.
    """

    pattern: str
    needed: bool = True
    at: int | None = None


@dataclass(frozen=True)
class Form:
    """One form of official file: what it is, how it is usually named, and its columns."""

    name: str
    about: str
    file_names: str
    columns: Mapping[str, Column]

    @property
    def has_header(self) -> bool:
        """True if the first row names the columns."""
        return all(column.at is None for column in self.columns.values())


@dataclass(frozen=True)
class Header:
    """How the header of a file fits a form.

    `positions` gives the position of each column that is there, `years` the digits that its
    header carries; `missing` are the needed columns that are not there, `twice` those that
    several headers match.
    """

    positions: Mapping[str, int]
    years: Mapping[str, str]
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """True if every needed column is there, and each column once."""
        return not self.missing and not self.twice


def _code(area: str) -> str:
    return rf"{area}(\d\d)(?:_code|cd)"


def _name(area: str) -> str:
    return rf"{area}(\d\d)(?:_name|nm)"


def _nhs_code(area: str) -> str:
    return rf"{area}(\d\d)(?:_code_nhs|_code_h|cdh)"


PRACTICE_MAP = Form(
    "practice map",
    "which practices, networks, sub-ICB locations and ICBs there are (NHS England, Patients "
    "Registered at a GP Practice)",
    "gp-reg-pat-prac-map*.csv",
    {
        "extract_date": Column("extract_date"),
        "practice": Column("practice_code"),
        "name": Column("practice_name"),
        "postcode": Column("practice_postcode", needed=False),
        "pcn": Column("pcn_code"),
        "pcn_name": Column("pcn_name"),
        "sub_icb": Column("sub_icb_location_code"),
        "sub_icb_name": Column("sub_icb_location_name"),
        "sub_icb_ons": Column("ons_sub_icb_location_code", needed=False),
        "icb": Column("icb_code"),
        "icb_name": Column("icb_name"),
        "icb_ons": Column("ons_icb_code", needed=False),
        "region": Column("comm_region_code", needed=False),
        "region_name": Column("comm_region_name", needed=False),
        "region_ons": Column("ons_comm_region_code", needed=False),
    },
)

OLDER_MAP = Form(
    "practice map of before July 2022",
    "which clinical commissioning group a practice was in (NHS Digital)",
    "gp-reg-pat-prac-map*.csv",
    {
        "extract_date": Column("extract_date"),
        "practice": Column("practice_code"),
        "name": Column("practice_name"),
        "sub_icb": Column("ccg_code"),
        "ccg_name": Column("ccg_name"),
        "icb": Column("stp_code", needed=False),
        "icb_ons": Column("ons_stp_code", needed=False),
    },
)

ALLOCATION = Form(
    "allocation file",
    "the population and the need-weighted populations of each practice, and the council area of "
    "its surgery (NHS England)",
    "practice_weighted_populations*.csv",
    {
        "practice": Column("practice_code"),
        "name": Column("(?:gp_)?practice_name"),
        "postcode": Column("practice_postcode", needed=False),
        "pcn": Column("pcn_code", needed=False),
        "icb": Column(r"ic[bs](?:\d\d)?"),
        "sub_icb": Column(r"loc(?:\d\d)?", needed=False),
        "sub_icb_name": Column(r"loc(?:\d\d)?name", needed=False),
        "ccg": Column(r"ccg(?:\d\d)?", needed=False),
        "ccg_name": Column("former ccg", needed=False),
        "district": Column(r"lad(?:\d\d)?", needed=False),
        "district_name": Column(r"ltla(?:\d\d)?", needed=False),
        "population": Column(r"pop(?:ulation)?(?: (\d{4}/\d\d))?"),
        "general_and_acute": Column("g&a wp", needed=False),
        "community": Column("cs wp", needed=False),
        "mental_health": Column("mh wp", needed=False),
        "maternity": Column("mat wp", needed=False),
        "prescribing": Column("prescr wp", needed=False),
        "primary_medical": Column("primary medical care wp", needed=False),
        "inequalities": Column("health ineq wp", needed=False),
        "core": Column("final wp"),
        "primary_medical_final": Column("final pmc wp", needed=False),
    },
)

SMALL_AREA_TO_ICB = Form(
    "look-up of small areas to ICBs",
    "which ICB and sub-ICB location each small area (LSOA) lies in (ONS)",
    "lookup_lsoa*_icb*.csv",
    {
        "small_area": Column(_code("lsoa")),
        "sub_icb": Column(_nhs_code("sicbl?")),
        "icb": Column(_nhs_code("icb")),
        "icb_name": Column(_name("icb"), needed=False),
        "icb_ons": Column(_code("icb"), needed=False),
    },
)

SMALL_AREA_TO_DISTRICT = Form(
    "look-up of small areas to councils",
    "which lower-tier council area each small area (LSOA) lies in (ONS)",
    "lookup_lsoa*_ltla*.csv",
    {
        "small_area": Column(_code("lsoa")),
        "district": Column(_code("(?:ltla|lad)")),
        "district_name": Column(_name("(?:ltla|lad)")),
    },
)

DISTRICT_TO_COUNCIL = Form(
    "look-up of lower-tier to upper-tier councils",
    "which upper-tier council serves each lower-tier area (ONS)",
    "lookup_ltla*_utla*.csv",
    {
        "district": Column(_code("ltla")),
        "district_name": Column(_name("ltla")),
        "council": Column(_code("utla")),
        "council_name": Column(_name("utla")),
    },
)

SMALL_AREA_TO_BOTH = Form(
    "look-up of small areas to ICBs and councils",
    "which ICB and which lower-tier council area each small area (LSOA) lies in (ONS)",
    "lookup_lsoa*_icb*_ltla*.csv",
    {
        "small_area": Column(_code("lsoa")),
        "icb_ons": Column(_code("icb")),
        "district": Column(_code("(?:ltla|lad)")),
        "district_name": Column(_name("(?:ltla|lad)")),
    },
)

COUNCILS_OF_ICBS = Form(
    "list of the councils that meet each ICB",
    "which upper-tier councils meet the area of each ICB, in small areas (from ONS look-ups)",
    "eligible_las_by_icb*detail*.csv",
    {
        "icb_ons": Column(_code("icb")),
        "icb_name": Column(_name("icb")),
        "council": Column(_code("utla")),
        "council_name": Column(_name("utla")),
        "small_areas": Column("lsoas"),
        "share": Column("share_of_la", needed=False),
    },
)

RESIDENTS = Form(
    "residents of small areas",
    "how many people live in each small area (ONS)",
    "population*_lsoa*.csv",
    {
        "small_area": Column(_code("lsoa")),
        "residents": Column("total_(?:population|residents)"),
    },
)

_DAY = r"\d{8}"
_NHS_CODE = r"[A-Z0-9]{3}"

TRUSTS = Form(
    "trust file",
    "the NHS trusts and foundation trusts, and the ICB that each belongs to (NHS ODS, 'etr')",
    "etr*.csv",
    {
        "trust": Column(_NHS_CODE, at=0),
        "name": Column(".*[A-Z].*", at=1),
        "region": Column(r"[A-Z]\d\d", at=2),
        "icb": Column(_NHS_CODE, at=3),
        "opened": Column(_DAY, at=10),
        "closed": Column(rf"({_DAY})?", at=11),
        "status": Column("", at=12),
        "last": Column("", at=26),
    },
)

PRACTICE_FILE = Form(
    "practice file",
    "which practices are open, dormant or closed (NHS ODS, 'epraccur')",
    "epraccur*.csv",
    {
        "practice": Column("[A-Z0-9]{6}", at=0),
        "name": Column(".*[A-Z].*", at=1),
        "icb": Column(_NHS_CODE, at=3),
        "opened": Column(_DAY, at=10),
        "closed": Column(rf"({_DAY})?", at=11),
        "status": Column("[A-Z]", at=12),
        "setting": Column(r"\d+", at=25),
    },
)

SUCCESSIONS = Form(
    "successions of organisations",
    "which code followed which, and from which day (NHS ODS)",
    "lookup_trust_trust*.csv",
    {"old": Column("old_code"), "new": Column("new_code"), "day": Column("date")},
)

TRUST_SHARES = Form(
    "shares of trusts' patients by ICB",
    "where the patients of acute trusts live (OHID); used for the codes of trusts alone",
    "lookup_nhs_trusts*_icb*.csv",
    {"trust": Column(_code("nhs_trust")), "icb_ons": Column(_code("icb"))},
)

TRUST_NAMES = Form(
    "figures of trusts by day, with their names",
    "what a trust was called on a day (NHS England); used for the names of trusts alone",
    "england_*_trust*.csv",
    {
        "trust": Column(_code("nhs_trust")),
        "name": Column(_name("nhs_trust")),
        "day": Column("date"),
    },
)

TABLES = (
    PRACTICE_MAP,
    OLDER_MAP,
    ALLOCATION,
    SMALL_AREA_TO_ICB,
    SMALL_AREA_TO_DISTRICT,
    DISTRICT_TO_COUNCIL,
    SMALL_AREA_TO_BOTH,
    COUNCILS_OF_ICBS,
    RESIDENTS,
    TRUSTS,
    PRACTICE_FILE,
    SUCCESSIONS,
    TRUST_SHARES,
    TRUST_NAMES,
)


def fit(header: Sequence[str], form: Form) -> Header:
    """How a header row, or the first row of a file without one, fits a form."""
    if not form.has_header:
        return _fit_by_place(header, form)
    tidy = [cell.strip().lower() for cell in header]
    positions: dict[str, int] = {}
    years: dict[str, str] = {}
    missing: list[str] = []
    twice: list[str] = []
    for name, column in form.columns.items():
        pattern = re.compile(column.pattern)
        matches = [
            (at, match) for at, cell in enumerate(tidy) if (match := pattern.fullmatch(cell))
        ]
        if len(matches) == 1:
            at, match = matches[0]
            positions[name] = at
            years[name] = next((group for group in match.groups() if group), "")
        elif matches:
            twice.append(name)
        elif column.needed:
            missing.append(name)
    return Header(positions, years, tuple(missing), tuple(twice))


def _fit_by_place(cells: Sequence[str], form: Form) -> Header:
    at = {name: column.at or 0 for name, column in form.columns.items()}
    missing = [
        name
        for name, column in form.columns.items()
        if at[name] >= len(cells) or not re.fullmatch(column.pattern, cells[at[name]].strip())
    ]
    return Header(at, dict.fromkeys(at, ""), tuple(missing), ())
