"""What was decided before under delegations, as a list that a person keeps beside the folder."""

from __future__ import annotations

from collections.abc import Collection

from joinedup.authority.act import Used
from joinedup.register.parsing import RawEntry, fault, first_faults
from joinedup.register.tables import Column, parse_table
from joinedup.values.dates import financial_year
from joinedup.values.finding import Finding, in_order
from joinedup.values.pence import LARGEST, pounds_to_pence

_COLUMNS = (
    Column("delegation", "code", required=True),
    Column("year", "text"),
    Column("used_pence", "number"),
    Column("used", "text"),
)
_MONEY = "write what was used in used_pence, in whole pence, or in used, in pounds such as £1.25m"


def read_used(
    file: str, content: bytes, delegations: Collection[str]
) -> tuple[tuple[Used, ...], tuple[Finding, ...]]:
    """What was used by delegation and year, from a CSV file; or nothing, and every fault.

    Columns: `delegation`; `year` such as 2025-26, empty for all there ever was; `used_pence`, or
    `used` in pounds as people type them. `delegations` are the ids that there are.
    """
    parsed = parse_table(file, content, _COLUMNS)
    findings = list(parsed.findings)
    used: dict[tuple[str, str], Used] = {}
    for raw in parsed.entries:
        delegation, year, year_fault = raw.values["delegation"], *_year(raw)
        pence, money_fault = _pence(raw)
        findings += [one for one in (year_fault, money_fault) if one]
        if delegation not in delegations:
            findings.append(_unknown(raw, delegation))
        if (delegation, year) in used:
            findings.append(_twice(raw, delegation, year))
        used.setdefault((delegation, year), Used(delegation, pence, year))
    if findings:
        return (), tuple(first_faults(file, in_order(findings)))
    return tuple(used.values()), ()


def _year(raw: RawEntry) -> tuple[str, Finding | None]:
    text = raw.values.get("year", "").strip()
    try:
        return (financial_year(text) if text else ""), None
    except ValueError as error:
        mend = "write a year such as 2025-26; leave it empty for all that there ever was"
        return text, fault("value", raw.where(("year",)), str(error), mend)


def _pence(raw: RawEntry) -> tuple[int, Finding | None]:
    given = {name: raw.values.get(name, "").strip() for name in ("used_pence", "used")}
    filled = [name for name, text in given.items() if text]
    if len(filled) != 1:
        why = "both used_pence and used are filled in" if filled else "nothing says what was used"
        return 0, fault("value", raw.where(("used_pence",)), why, _MONEY)
    [name] = filled
    try:
        amount = _whole(given[name]) if name == "used_pence" else pounds_to_pence(given[name])
        if amount < 0:
            raise ValueError(f"'{given[name]}' is less than nothing")
    except ValueError as error:
        return 0, fault("value", raw.where((name,)), str(error), _MONEY)
    return amount, None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST)):
        raise ValueError(f"'{text[:40]}' is not a number of pence; write digits only")
    return int(text)


def _unknown(raw: RawEntry, delegation: str) -> Finding:
    why = f"there is no delegation '{delegation}'" if delegation else "the delegation is missing"
    mend = "write the id of a delegation as delegations.yaml has it"
    return fault("value", raw.where(("delegation",)), why, mend)


def _twice(raw: RawEntry, delegation: str, year: str) -> Finding:
    of = f"for {year}" if year else "for all years"
    why = f"what was used of '{delegation}' {of} stands twice"
    return fault(
        "duplicate", raw.where(("delegation",)), why, "keep one of the rows, or add them up"
    )
