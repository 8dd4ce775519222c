"""The system that the site shows: its folder as it stands now, and what is worked out from it.

What is worked out is kept for as long as no file of the folder changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.conf import settings

from joinedup.authority.checks import authority_findings
from joinedup.law.checks import check
from joinedup.law.files import basis, packs
from joinedup.law.selection import rules_on
from joinedup.money.allocation import Allocation, Question
from joinedup.money.queries import share
from joinedup.register.canonical import canonical, digest
from joinedup.register.queries import current
from joinedup.register.reading import Folder
from joinedup.register.schema import Register
from joinedup.values.explained import Explained
from joinedup.values.finding import Finding, Subject, Where, in_order


class UnreadableError(Exception):
    """There is no folder, or it has faults; `findings` say which, and how to mend them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the folder cannot be read")
        self.findings = findings


@dataclass(frozen=True)
class Shown:
    """A folder on show; two are equal when all their files are, by `key`, a hash of hashes."""

    key: str
    folder: Folder = field(compare=False, repr=False)

    @property
    def register(self) -> Register:
        """The register of the folder."""
        return self.folder.register


def shown() -> Shown:
    """The folder on show as it stands now. Raises UnreadableError."""
    if settings.JOINEDUP_FOLDER is None:
        raise UnreadableError((_NO_FOLDER,))
    reading = current()
    if reading.folder is None:
        raise UnreadableError(reading.findings)
    listed = "\n".join(f"{name} {sha}" for name, sha in sorted(reading.folder.hashes.items()))
    return Shown(hashlib.sha256(listed.encode()).hexdigest(), reading.folder)


@lru_cache(maxsize=128)
def answer(system: Shown, question: Question) -> Explained[Allocation]:
    """A pot shared among the areas of the system. Raises CannotShareError."""
    return share(system.folder, question)


@lru_cache(maxsize=64)
def findings(system: Shown, on: date, only: str = "", as_if: str = "") -> tuple[Finding, ...]:
    """What rules, the folder's own figures and its delegations say of it on a day.

    `rules_on` says which rules; a pack is asked by itself. Raises UnknownPackError.
    """
    found = check(system.folder, rules_on(packs(), on, only or None, as_if or None), on)
    return found if only else in_order((*found, *authority_findings(system.folder, basis(), on)))


@lru_cache(maxsize=16)
def version(system: Shown) -> str:
    """The hash of the register on show."""
    return digest(canonical(system.register))


_NO_FOLDER = Finding(
    rule="form.no-folder",
    severity="must",
    outcome="fails",
    subject=Subject("folder", ""),
    where=Where(""),
    why="no system folder was named",
    mend="start the site with 'joinedup serve FOLDER', or name the folder in JOINEDUP_FOLDER",
)
