"""Caps: how much a delegation still lets someone decide, and whether an act is within it."""

from __future__ import annotations

from datetime import date

from joinedup.authority.proof import Cap as CapTold
from joinedup.authority.proof import Failed
from joinedup.authority.verify_facts import Facts, failed, not_known
from joinedup.register.caps import Cap, cap_from_text
from joinedup.register.delegations import Delegation
from joinedup.values.dates import Period
from joinedup.values.pence import pounds

ABOVE, ANOTHER_YEAR = "above-cap", "cap-of-another-year"


def cap_failures(facts: Facts, d: Delegation) -> tuple[Failed, ...]:
    """Why the act is not shown to be within the cap; nothing if it is.

    If no value is asked about, all that can fail is that it is money of another year.
    """
    cap = cap_from_text(d.cap)
    if not cap.is_limit:
        return ()
    limit = _limit(facts, d, cap)
    if facts.act.value_pence is None:
        return (limit,) if isinstance(limit, Failed) and limit.rule == ANOTHER_YEAR else ()
    used, value = _used(facts, d, cap), _value(facts, d)
    if isinstance(limit, int) and isinstance(used, int) and isinstance(value, int):
        if used + value <= limit:
            return ()
        text = f"{pounds(value)} and {pounds(used)} used before are more than {pounds(limit)}"
        return (failed(ABOVE, text, "delegations", d.id),)
    return tuple(one for one in (limit, used, value) if isinstance(one, Failed))


def cap_told(facts: Facts, d: Delegation) -> CapTold | None:
    """What may still be decided under the cap of a delegation, as terms tell it; None for no cap.

    Whatever is not said makes it unknown; a cap of unknown size goes before what was used of it.
    """
    cap = cap_from_text(d.cap)
    if not cap.is_limit:
        return None
    limit, used = _limit(facts, d, cap), _used(facts, d, cap)
    if isinstance(limit, int) and isinstance(used, int):
        return CapTold(d.id, d.cap, max(0, limit - used), d.cap_basis, cap.span)
    unknown = limit if isinstance(limit, Failed) else used
    assert isinstance(unknown, Failed)
    return CapTold(d.id, d.cap, None, d.cap_basis, cap.span, unknown.rule)


def days_of_cap(facts: Facts, d: Delegation) -> Period:
    """The financial year whose money a cap is a share of; any day for any other cap."""
    stream = facts.streams.get(cap_from_text(d.cap).stream or "")
    if stream is None:
        return Period()
    begins = int(stream.year[:4])
    return Period(date(begins, 4, 1), date(begins + 1, 3, 31))


def _limit(facts: Facts, d: Delegation, cap: Cap) -> int | Failed:
    """The limit in pence, rounded down."""
    if cap.share is not None:
        stream = facts.streams.get(cap.stream or "")
        if stream is None:
            return not_known("stream-not-said", f"no stream {cap.stream}", "delegations", d.id)
        if stream.year != _financial_year(facts.on):
            text = f"{stream.id} is money of {stream.year}, and not of the day of the act"
            return failed(ANOTHER_YEAR, text, "delegations", d.id)
        return int(cap.share * stream.amount_pence // 1)
    amount = cap.amount or 0
    if cap.per_residents is None:
        return amount
    residents = facts.areas[d.area].residents if d.area in facts.areas else None
    if residents is None:
        text = f"how many people live in {d.area} is not said"
        return not_known("residents-not-said", text, "delegations", d.id)
    return amount * residents // cap.per_residents


def _used(facts: Facts, d: Delegation, cap: Cap) -> int | Failed:
    """What counts towards the cap already, in pence."""
    if cap.span == "decision":
        return 0
    entries = [one for one in facts.act.used if one.delegation == d.id]
    if cap.span == "year":
        entries = [one for one in entries if one.year == _financial_year(facts.on)]
    # An entry without a year is of all there ever was, those of years included.
    elif of_all := [one for one in entries if not one.year]:
        entries = of_all
    if not entries:
        return not_known("used-not-said", "what was used before is not said", "delegations", d.id)
    return sum(one.pence for one in entries)


def _value(facts: Facts, d: Delegation) -> int | Failed:
    """The value of the act on the basis that the cap counts, in pence."""
    act = facts.act
    values = {
        "": act.total_pence,
        "whole life without VAT": act.total_pence,
        "whole life with VAT": act.with_vat_pence,
        "a year without VAT": act.yearly_pence,
    }
    value = values.get(d.cap_basis)
    if value is None:
        text = f"the value is not said as the cap counts it: {d.cap_basis}"
        return not_known("value-basis-not-said", text, "delegations", d.id)
    return value


def _financial_year(day: date) -> str:
    """The financial year of a day, such as '2025-26': it begins in April."""
    begins = day.year if day.month >= 4 else day.year - 1
    return f"{begins:04}-{(begins + 1) % 100:02}"
