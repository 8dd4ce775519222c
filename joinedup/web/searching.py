"""The view of a search."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.presenters.search import search_page
from joinedup.web.questions import search_asked
from joinedup.web.sending import answer, page


@page
def search(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """What was found of a few words."""
    shown = search_page(folder.shown(), search_asked(request.GET.dict()), today())
    return answer(request, "web/search.jinja", shown, form, table)
