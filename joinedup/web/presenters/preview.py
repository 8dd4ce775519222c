"""What an upload would do, before anything is stored: faults of form, checks, and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from joinedup.layout.page import Page
from joinedup.layout.tables import Cell, Column, Link, Table
from joinedup.layout.writing import first_capital
from joinedup.register.changes import changes
from joinedup.register.lists import LISTS, tables
from joinedup.register.reading import Folder
from joinedup.register.upload import Replaced, upload_name
from joinedup.values.finding import Finding, failed_musts
from joinedup.web.folder import Shown, findings
from joinedup.web.presenters.changed import Changed, changed, list_title
from joinedup.web.presenters.words import in_words, listed, outcome
from joinedup.web.questions import Fault
from joinedup.web.uploads import Pending

#: How many faults of form, and findings of checks, the page tells; the files have them all.
TOLD = 100
NEW, GONE = "newly found", "no longer found"


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    """What the preview shows.

    `seen` is the hash of the folder that the upload was compared with; `may_store` is true where
    the upload can be read and would change something. `moved` says that the folder had changed.
    """

    list_title: str
    list_address: str
    several: bool
    seen: str
    by: str = ""
    heading: str = ""
    may_store: bool = False
    moved: bool = False
    errors: tuple[Fault, ...] = ()
    faults: Table | None = None
    faults_part: Table | None = None
    notes: tuple[str, ...] = ()
    changed: Changed | None = None
    rows_differ: str = ""
    checks: Table | None = None
    checks_part: Table | None = None
    checks_finding: str = ""

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, if anything."""
        return next((one.text for one in self.errors if one.field == field), None)


def preview_page(
    system: Shown, name: str, pending: Pending, found: Sequence[Finding]
) -> PreviewPage:
    """An upload that cannot be read: each fault with its row, its column and how to mend it.

    `name` is that of the list, or '' for an upload of several.
    """
    faults = _faults_table(found, upload_name(name, pending.form))
    return replace(
        _empty(system, name, pending),
        tables=(faults,),
        heading=f"It cannot be stored: {in_words(len(found), 'fault', 'faults')}",
        faults=faults,
        faults_part=_part(faults),
    )


def preview_of(
    system: Shown,
    name: str,
    pending: Pending,
    after: Folder,
    on: date,
    upload: Replaced,
) -> PreviewPage:
    """An upload that can be read: what it would change, and what the checks of `on` would say."""
    told = changed(changes(system.register, after.register))
    then = Shown(f"upload {pending.token} of {name} onto {system.key}", after)
    checks = _checks_table(findings(system, on), findings(then, on))
    rows_differ = _rows_differ(system, after, upload.lists)
    differs = bool(told.table.rows or rows_differ)
    return replace(
        _empty(system, name, pending),
        tables=(told.table, told.summary, checks),
        heading="What it would change" if differs else "It would change nothing",
        may_store=differs,
        notes=(*_stays(name, upload.lists), *upload.notes),
        changed=told,
        rows_differ=rows_differ,
        checks=checks,
        checks_part=_part(checks),
        checks_finding=_checks_finding(checks, findings(then, on)),
    )


def _empty(system: Shown, name: str, pending: Pending) -> PreviewPage:
    if name:
        title, of, address = list_title(name), name, reverse("list", args=[name])
    else:
        title = of = "several lists"
        address = reverse("lists")
    return PreviewPage(
        title=f"Preview: {title}",
        address=preview_address(name, pending.token),
        about=(f"An upload of {of}, compared with the folder. Nothing is stored yet.",),
        list_title=title,
        list_address=address,
        several=not name,
        seen=system.key,
    )


def preview_address(name: str, token: str) -> str:
    """Where an upload is shown that a token names: of a list, or '' for several."""
    return reverse("preview", args=[name, token]) if name else reverse("previews", args=[token])


def _stays(name: str, lists: Sequence[str]) -> Iterable[str]:
    if not name:
        yield f"the workbook has {listed(lists)}; every other list stays as it is"


def _part(table: Table) -> Table:
    if len(table.rows) <= TOLD:
        return table
    note = f"The first {TOLD} of {len(table.rows):,} rows; the files have them all."
    return replace(table, rows=table.rows[:TOLD], notes=(note, *table.notes))


def _faults_table(found: Sequence[Finding], upload: str) -> Table:
    columns = (
        Column("why", "What is wrong"),
        Column("row", "Row", "count"),
        Column("column", "Column"),
        Column("mend", "How to mend it"),
        Column("file", "In"),
    )
    rows = tuple(
        (
            first_capital(one.why),
            "" if one.where.row is None else one.where.row,
            one.where.column or "",
            first_capital(one.mend),
            _list_in(one.where.file),
        )
        for one in sorted(found, key=lambda one: not one.where.file.startswith(upload))
    )
    elsewhere = not all(one.where.file.startswith(upload) for one in found)
    return Table("faults", "What is wrong with it", columns, rows, notes=(_ELSEWHERE,) * elsewhere)


_ELSEWHERE = (
    "A fault in another list mostly comes of a row that this one leaves out and that one still "
    "names. Take it out there first."
)


def _list_in(file: str) -> Cell:
    """The file of a fault; a list by its name leads to its page, as it may be another one."""
    name = file.partition(".")[0]
    return Link(file, reverse("list", args=[name])) if name in LISTS else file


def _rows_differ(system: Shown, after: Folder, names: Iterable[str]) -> str:
    """How many rows of data beside the register differ, in words; '' where none does."""
    beside = [name for name in names if LISTS[name].file.section is None]
    now, then = (
        Counter((name, row) for name in beside for row in flat[name].rows)
        for flat in (tables(one.register, one.need, one.overlaps) for one in (system.folder, after))
    )
    gone, come = (now - then).total(), (then - now).total()
    if not gone and not come:
        return ""
    return (
        f"{first_capital(in_words(come, 'row is', 'rows are'))} new or other, and "
        f"{in_words(gone, 'row that stands', 'rows that stand')} in the folder would go. These "
        "are data beside the register, and make no new version of it."
    )


def _checks_table(before: Sequence[Finding], after: Sequence[Finding]) -> Table:
    """The findings that only one of the two has; where a thing stands in a file does not count."""
    known = {_known_by(one) for one in before}
    still = {_known_by(one) for one in after}
    differ = [(NEW, one) for one in after if _known_by(one) not in known]
    differ += [(GONE, one) for one in before if _known_by(one) not in still]
    columns = (
        Column("why", "What the check says"),
        Column("what", "With the upload"),
        Column("outcome", "Outcome"),
        Column("rule", "Rule", "code"),
        Column("mend", "How to mend it"),
    )
    rows = tuple(
        (first_capital(one.why), what, outcome(one), one.rule, first_capital(one.mend))
        for what, one in differ
    )
    return Table("checks", "What the checks would say otherwise", columns, rows)


def _known_by(finding: Finding) -> tuple[str, ...]:
    subject = finding.subject
    return finding.rule, finding.severity, finding.outcome, subject.kind, subject.id, finding.why


def _checks_finding(checks: Table, then: Sequence[Finding]) -> str:
    what = [row[1] for row in checks.rows]
    musts = len(failed_musts(then))
    said = f"With it, {in_words(musts, 'finding fails', 'findings fail')} a must in all."
    if not what:
        return f"The checks would say the same as now. {said}"
    return (
        f"{first_capital(in_words(what.count(NEW), 'finding', 'findings'))} would be new, and "
        f"{in_words(what.count(GONE), 'finding', 'findings')} would be gone. {said}"
    )
