"""The frame around every page: name, menu, banner, and which version of the register is shown."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

import joinedup
from joinedup.layout.page import Frame, NavItem
from joinedup.web import folder

_MENU = (
    ("System", "system"),
    ("Bodies", "bodies"),
    ("Forums", "forums"),
    ("Councils", "councils"),
    ("Who can decide?", "who-can"),
    ("Scheme", "scheme"),
    ("Fair shares", "allocation"),
    ("Checks", "checks"),
    ("Law", "law"),
    ("Changes", "changes"),
    ("Lists", "lists"),
    ("Search", "search"),
)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """For every template, `frame`; what it says of the system is left out if that is unreadable."""
    try:
        system: folder.Shown | None = folder.shown()
    except folder.UnreadableError:
        system = None
    nav = tuple(NavItem(text, reverse(name), reverse(name) == request.path) for text, name in _MENU)
    return {
        "frame": Frame(
            site_name=settings.SITE_NAME,
            logo=reverse("logo") if settings.SITE_LOGO else None,
            nav=nav,
            system_name=system.register.system.name if system else None,
            fictional=system.register.system.fictional if system else False,
            version=folder.version(system) if system else None,
            program=f"Joined Up {joinedup.__version__}",
        )
    }
