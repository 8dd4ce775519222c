"""What is wrong with the delegations, reservations and directions of a register, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from joinedup.authority.checked import Checked
from joinedup.authority.circle_checks import circle_findings
from joinedup.authority.entry_checks import entry_findings
from joinedup.authority.giver_checks import Givers
from joinedup.authority.party_checks import party_findings
from joinedup.authority.power_checks import WITHOUT_POWER, all_given, power_findings
from joinedup.authority.reservation_checks import reservation_findings
from joinedup.law.checks import located
from joinedup.law.function import Basis
from joinedup.register.reading import Folder
from joinedup.register.schema import Register
from joinedup.values.finding import Finding, in_order


def delegation_findings(register: Register, basis: Basis, on: date) -> Iterator[Finding]:
    """Everything that is found of who passes what to whom, on a day.

    Each is a 'should': what no power supports is in the folder as it is, and supports no proof.
    Takes time in proportion to the entries.
    """
    checked = Checked(register, basis, on)
    yield from entry_findings(checked)
    yield from reservation_findings(checked)
    yield from party_findings(checked)
    givers = Givers(checked)
    there = list(all_given(checked))
    for given in there:
        yield from power_findings(given)
        yield from givers.findings(given)
    yield from circle_findings(checked, there)


def authority_findings(
    folder: Folder, basis: Basis, on: date, strict: bool = False
) -> tuple[Finding, ...]:
    """What is found of a folder's delegations on a day, each with its row; ordered.

    With `strict`, a delegation that no power supports fails a 'must'.
    """
    found: Iterable[Finding] = delegation_findings(folder.register, basis, on)
    if strict:
        found = (_strictly(finding) for finding in found)
    return in_order(located(folder, finding) for finding in found)


def _strictly(finding: Finding) -> Finding:
    return replace(finding, severity="must") if finding.rule in WITHOUT_POWER else finding
