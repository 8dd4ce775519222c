"""What the checks say of one entry, as a table of its page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from joinedup.law.files import packs
from joinedup.layout.tables import Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.values.finding import Finding
from joinedup.web.presenters.links import AsOn
from joinedup.web.presenters.words import outcome


def found_table(found: Iterable[Finding], caption: str, as_on: AsOn) -> Table:
    """Findings, each leading to its rule where it is one of law."""
    of_law = {rule.id for pack in packs() for rule in pack.rules}
    law = f"{reverse('law')}{as_on.query}"
    columns = (
        Column("rule", "Rule", "code"),
        Column("outcome", "Outcome"),
        Column("why", "Why"),
        Column("mend", "How to mend it"),
        Column("source", "Source"),
    )
    rows = tuple(
        (
            Link(one.rule, f"{law}#{one.rule}") if one.rule in of_law else one.rule,
            outcome(one),
            first_capital(one.why),
            first_capital(one.mend),
            one.source,
        )
        for one in found
    )
    return Table("findings", caption, columns, rows)
