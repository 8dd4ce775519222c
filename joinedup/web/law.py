"""Views of the law: the law itself on a day, and the folder checked by it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from joinedup.law.files import packs
from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.presenters.checks import checks_page
from joinedup.web.presenters.law import law_page
from joinedup.web.presenters.rules import proposals
from joinedup.web.questions import DayAsked, checks_asked, day_asked
from joinedup.web.sending import answer, page

_TYPED = ("day", "month", "year")


@page
def checks(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """What fails and what is not known, on a day."""
    asked = checks_asked(
        request.GET.dict(),
        today(),
        [pack.id for pack in packs()],
        [pack.id for pack in proposals()],
    )
    return _permanent(request, asked.day) or answer(
        request, "web/checks.jinja", checks_page(folder.shown(), asked), form, table
    )


@page
def law(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """What the law says on a day."""
    asked = day_asked(request.GET.dict(), today())
    return _permanent(request, asked) or answer(
        request, "web/law.jinja", law_page(asked), form, table
    )


def _permanent(request: HttpRequest, asked: DayAsked) -> HttpResponseBase | None:
    """On to the address that says a day as one, where it was typed in three fields."""
    given = request.GET.dict()
    if asked.on is None or "on" in given or "day" not in given:
        return None
    others = {name: text for name, text in given.items() if text and name not in _TYPED}
    query = urlencode({"on": asked.on.isoformat(), **others})
    return HttpResponseRedirect(f"{request.path}?{query}")
