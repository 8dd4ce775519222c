"""Views: from a request to what a presenter makes of it. GET and HEAD only; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from joinedup.money.allocation import CannotShareError, Question
from joinedup.money.files import formulas
from joinedup.money.presenters import allocation_in_json
from joinedup.money.queries import pot_of_streams, years_of_need
from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.presenters import allocation as fair_shares
from joinedup.web.presenters.home import home_page
from joinedup.web.questions import Fault, PotAsked, pot_asked
from joinedup.web.sending import answer, findings_in_json, in_json, page


@page
def home(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """The system at a glance."""
    return answer(request, "web/home.jinja", home_page(folder.shown(), today()), form, table)


@page
def allocation(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """A pot shared by need."""
    system = folder.shown()
    years = years_of_need(system.folder)
    if not years:
        fault = Fault(
            "year", "This folder has no need.csv, so the need of its people is not known."
        )
        if form == "json":
            return findings_in_json([fault.as_finding()], 400)
        nothing = fair_shares.nothing_page(fault.text)
        return answer(request, "web/allocation.jinja", nothing, form, table)
    asked = _pot_asked(request, system, years)
    streams = pot_of_streams(system.folder, asked.year, asked.formula)
    filled = fair_shares.form_of(asked, years, streams)
    if asked.question is None and form == "json":
        return findings_in_json([fault.as_finding() for fault in asked.faults], 400)
    if asked.question is None:
        shown: fair_shares.AllocationPage = fair_shares.form_page(filled)
    elif form == "json":
        return in_json(allocation_in_json(folder.answer(system, asked.question)))
    else:
        shown = fair_shares.allocation_page(system, asked, filled)
    return answer(request, "web/allocation.jinja", shown, form, table)


@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """The picture in the header, if there is one."""
    path = Path(settings.SITE_LOGO or "")
    if not path.is_file():
        raise Http404("there is no picture")
    return FileResponse(path.open("rb"))


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is not what a form of this site sends."""
    return render(request, "web/not_understood.jinja", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "web/not_found.jinja", status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """The program has a fault. Asks for as little as it can, so as not to fail again."""
    return render(request, "web/our_fault.jinja", status=500)


class UnreadableFolder:
    """Middleware: where the folder cannot be read, every page says why and how to mend it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of faults, or its JSON, in place of what could not be made."""
        if not isinstance(exception, folder.UnreadableError):
            return None
        if request.path.endswith(".json"):
            response = findings_in_json(exception.findings, 503)
        else:
            context = {"findings": exception.findings}
            response = render(request, "web/unreadable.jinja", context, status=503)
        response["Cache-Control"] = "no-store"
        return response


def _pot_asked(request: HttpRequest, system: folder.Shown, years: tuple[str, ...]) -> PotAsked:
    """What is asked, with a question that can be answered or else a fault."""
    given = request.GET.dict()
    default = pot_of_streams(
        system.folder, given.get("year", years[0]), given.get("formula", "core")
    )
    asked = pot_asked(given, years, [one.id for one in formulas().formulas], default)
    wrong = _cannot(system, asked.question) if asked.question else None
    if wrong is None:
        return asked
    return PotAsked(asked.year, asked.pot, asked.by, asked.formula, faults=(Fault("year", wrong),))


def _cannot(system: folder.Shown, question: Question) -> str | None:
    try:
        folder.answer(system, question)
    except CannotShareError as error:
        return f"The pot cannot be shared: {error}"
    return None
