"""The view of what changed between stored versions, and the folder as it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from joinedup.register.models import Version
from joinedup.register.queries import register_of, version_named, versions
from joinedup.web import folder
from joinedup.web.presenters.changes import NOW, ChangesPage, Side, changes_page
from joinedup.web.questions import Fault
from joinedup.web.sending import answer
from joinedup.web.store import bring_up_to_date

#: The longest name of a version: its hash.
_LONGEST = 64


@require_safe
def changes(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """What changed from one version to another, 'from' and 'to' in the address."""
    system = folder.shown()
    assert settings.JOINEDUP_FOLDER is not None, "nothing is shown without a folder"
    try:
        bring_up_to_date(settings.JOINEDUP_FOLDER)
        shown = _shown(request, system, tuple(versions()))
    except (OSError, DatabaseError, sqlite3.Error) as error:
        why = f"The store of this folder cannot be read: {error}. 'joinedup load' says more."
        shown = changes_page((), None, None, nothing=why)
    response = answer(request, "web/changes.jinja", shown, form, table)
    response["Cache-Control"] = "private, no-cache"
    return response


def _shown(request: HttpRequest, system: folder.Shown, stored: Sequence[Version]) -> ChangesPage:
    if not stored:
        return changes_page((), None, None, nothing=_NONE_STORED)
    asked = request.GET
    pair = asked.get("from", ""), asked.get("to", NOW)
    names = pair if {"from", "to"} & {*asked} else _latest(system, stored)
    if names is None:
        nothing = f"One version is stored, and the folder is as it was then: {stored[-1]}."
        return changes_page(stored, None, None, nothing=nothing)
    sides, faults = [], []
    for field, name in zip(("from", "to"), names, strict=True):
        side = _side(system, name.strip())
        if isinstance(side, str):
            faults.append(Fault(field, side))
        else:
            sides.append(side)
    if faults:
        return changes_page(stored, None, None, tuple(faults))
    before, after = sides
    name = system.register.system.name
    return changes_page(stored, before, after, system=name)


def _latest(system: folder.Shown, stored: Sequence[Version]) -> tuple[str, str] | None:
    """What the folder changed since the last version; else what that changed, if it is known."""
    if stored[-1].sha256 != folder.version(system):
        return str(stored[-1].sequence), NOW
    return None if len(stored) < 2 else (str(stored[-2].sequence), str(stored[-1].sequence))


def _side(system: folder.Shown, name: str) -> Side | str:
    """What is to be compared, by its name; or why it cannot be."""
    if name == NOW:
        return Side(NOW, "the folder as it stands", system.register)
    found = version_named(name) if name and len(name) <= _LONGEST else None
    if found is None:
        return "Choose a version that is stored, or the folder as it stands"
    try:
        return Side(str(found.sequence), str(found), register_of(found.sha256))
    except ValueError as error:
        return f"{str(found).capitalize()} cannot be read: {error}"


_NONE_STORED = (
    "No version of this folder's register is stored yet, so there is nothing to compare it with. "
    "'joinedup load' stores one, and so does every list that is uploaded here."
)
