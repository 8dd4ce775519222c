"""Whom or what a finding or a hit concerns, as a link to its page where it has one."""

from __future__ import annotations

from django.urls import reverse

from joinedup.layout.tables import Link
from joinedup.register.areas import areas_of_kind
from joinedup.register.schema import Register
from joinedup.values.finding import Subject

_SECTIONS = {
    "area": "areas",
    "body": "bodies",
    "forum": "forums",
    "person": "people",
    "post": "posts",
}
_DELEGATIONS = frozenset({"delegation", "reservation", "direction"})


def concerned(register: Register, subject: Subject) -> Link | str:
    """The subject of a finding by its name, as a link where it has a page of its own."""
    if subject.kind == "system":
        return Link(register.system.name, reverse("home"))
    if subject.kind in _DELEGATIONS:
        return _entry(subject)
    if subject.kind == "practice":
        names = {one.code: one.name for one in register.practices}
    elif subject.kind in _SECTIONS:
        names = {one.id: one.name for one in getattr(register, _SECTIONS[subject.kind])}
    else:
        names = {}
    if subject.id not in names:
        return f"{subject.kind} {subject.id}".strip()
    return Link(names[subject.id], address(register, subject.kind, subject.id))


def _entry(subject: Subject) -> Link:
    """A delegation on its own page; a reservation or direction in the scheme."""
    told = f"{subject.kind} {subject.id}"
    if subject.kind == "delegation":
        return Link(told, reverse("delegation", args=[subject.id]))
    return Link(told, f"{reverse('scheme')}#functions")


def address(register: Register, kind: str, entry_id: str) -> str:
    """Where the page of an entry is: places have their own, and practices are bodies.

    That of a post tells what its holder may decide.
    """
    if kind == "area" and entry_id in areas_of_kind(register, "place"):
        kind = "place"
    pages = {"practice": "body", "post": "post-powers"}
    return reverse(pages.get(kind, kind), args=[entry_id])
