"""Tables of texts and of judgements, as the pages of forums, bodies and people show them."""

from __future__ import annotations

from collections.abc import Iterable

from joinedup.layout.tables import Cell, Column, Table
from joinedup.layout.writing import first_capital
from joinedup.register.schema import Instrument, Judgement
from joinedup.web.presenters.dated import FROM, TO, days, without_empty
from joinedup.web.presenters.links import Links, written


def texts_table(caption: str, texts: Iterable[Instrument], links: Links) -> Table:
    """Texts that make a rule so, or that must be kept or published; each of their versions."""
    rows: list[tuple[Cell, ...]] = []
    for text in sorted(texts, key=lambda one: (one.kind, one.title, str(one.first_day))):
        rows.append(
            (
                text.title,
                text.id,
                first_capital(text.kind),
                links.bodies(text.owners),
                *days(text),
                links.bodies(text.approved_by) if text.approved_by else "",
                text.approved_on or "",
                first_capital(text.access) if text.access else None,
                text.published_on or "",
                written(text.address),
            )
        )
    columns = (
        Column("title", "Title"),
        Column("id", "Id", "code", in_files_only=True),
        Column("kind", "Kind"),
        Column("owners", "Of", in_files_only=True),
        FROM,
        TO,
        Column("approved_by", "Approved by"),
        Column("approved_on", "Approved on", "day"),
        Column("access", "Access"),
        Column("published_on", "Published on", "day", in_files_only=True),
        Column("address", "Where it is"),
    )
    table = Table("texts", caption, columns, tuple(rows))
    return without_empty(table, "approved_by", "approved_on")


def judgements_table(caption: str, judgements: Iterable[Judgement], links: Links) -> Table:
    """What appointers judged: the register keeps it, and does not judge."""
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(judgements, key=lambda one: (str(one.on), one.id)):
        rows.append(
            (
                first_capital(one.matter),
                links.person(one.person) if one.person else "",
                links.forum(one.forum) if one.forum else "",
                links.person_or_body(one.judged_by),
                one.on,
                first_capital(one.conclusion),
                one.until or "",
                one.source or None,
            )
        )
    columns = (
        Column("matter", "Matter"),
        Column("person", "About"),
        Column("forum", "Forum", in_files_only=True),
        Column("judged_by", "Judged by"),
        Column("on", "On", "day"),
        Column("conclusion", "Conclusion"),
        Column("until", "Stands until", "day"),
        Column("source", "Source"),
    )
    return without_empty(Table("judgements", caption, columns, tuple(rows)), "person", "until")
