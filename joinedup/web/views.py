"""Views: from a request to what a presenter makes of it. GET and HEAD only; nothing is changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from joinedup.layout import downloads
from joinedup.layout.page import Page
from joinedup.money.allocation import CannotShareError, Question
from joinedup.money.files import formulas
from joinedup.money.presenters import allocation_in_json
from joinedup.money.queries import pot_of_streams, years_of_need
from joinedup.register.areas import areas_of_kind
from joinedup.values.finding import Finding
from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.presenters import allocation as fair_shares
from joinedup.web.presenters.checks import checks_page
from joinedup.web.presenters.home import home_page
from joinedup.web.presenters.place import place_page
from joinedup.web.questions import Fault, PotAsked, day_asked, pot_asked

View = Callable[..., HttpResponseBase]
#: A program that was started anew may write its pages anew.
_STARTED = secrets.token_hex(8)


def _etag(request: HttpRequest, **_: Any) -> str | None:
    """The same for as long as neither the folder nor the day nor the program changes."""
    try:
        key = folder.shown().key
    except folder.UnreadableError:
        return None
    parts = (_STARTED, key, today().isoformat(), request.get_full_path())
    return f'"{sha256(chr(10).join(parts).encode()).hexdigest()}"'


def page(view: View) -> View:
    """A view that only shows, asked again cheaply: 304, or as it was sent, if nothing changed."""

    def kept(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        key = _etag(request)
        sent: HttpResponseBase | None = cache.get(key) if key else None
        if sent is not None:
            return sent
        response = view(request, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        if key and response.status_code == 200:
            cache.set(key, response, timeout=None)
        return response

    return require_safe(condition(etag_func=_etag)(kept))


@page
def home(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """The system at a glance."""
    return _answer(request, "web/home.jinja", home_page(folder.shown(), today()), form, table)


@page
def place(request: HttpRequest, area: str, form: str = "", table: str = "") -> HttpResponseBase:
    """One place."""
    system = folder.shown()
    places = areas_of_kind(system.register, "place")
    if area not in places:
        raise Http404(f"there is no place {area}")
    return _answer(
        request, "web/place.jinja", place_page(system, places[area], today()), form, table
    )


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
            return _findings_in_json([fault.as_finding()], 400)
        nothing = fair_shares.nothing_page(fault.text)
        return _answer(request, "web/allocation.jinja", nothing, form, table)
    asked = _pot_asked(request, system, years)
    streams = pot_of_streams(system.folder, asked.year, asked.formula)
    filled = fair_shares.form_of(asked, years, streams)
    if asked.question is None and form == "json":
        return _findings_in_json([fault.as_finding() for fault in asked.faults], 400)
    if asked.question is None:
        shown: fair_shares.AllocationPage = fair_shares.form_page(filled)
    elif form == "json":
        return _json(allocation_in_json(folder.answer(system, asked.question)))
    else:
        shown = fair_shares.allocation_page(system, asked, filled)
    return _answer(request, "web/allocation.jinja", shown, form, table)


@page
def checks(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """What fails and what is not known, on a day."""
    asked = day_asked(request.GET.dict(), today())
    if asked.on and "on" not in request.GET and "day" in request.GET:
        return HttpResponseRedirect(f"{reverse('checks')}?on={asked.on.isoformat()}")
    return _answer(request, "web/checks.jinja", checks_page(folder.shown(), asked), form, table)


@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """The picture in the header, if there is one."""
    path = Path(settings.SITE_LOGO or "")
    if not path.is_file():
        raise Http404("there is no picture")
    return FileResponse(path.open("rb"))


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
            response = _findings_in_json(exception.findings, 503)
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


def _answer(
    request: HttpRequest, template: str, shown: Page, form: str, table: str
) -> HttpResponseBase:
    """The page, or one of its tables as CSV, or all of them as a workbook."""
    if not form:
        return render(request, template, {"page": shown})
    if not shown.tables:
        # A question with a fault has no answer; the page says what is wrong.
        return render(request, template, {"page": shown}, status=400)
    name = "-".join(part for part in (shown.address.strip("/").replace("/", "-"), table) if part)
    if form == "xlsx":
        content = downloads.xlsx_file(shown.title, shown.tables, shown.about)
        return _file(content, downloads.XLSX_TYPE, f"{name}.xlsx")
    chosen = [one for one in shown.tables if one.name == (table or shown.tables[0].name)]
    if not chosen:
        raise Http404(f"there is no table {table}")
    return _file(downloads.csv_file(chosen[0]), downloads.CSV_TYPE, f"{name}.csv")


def _findings_in_json(findings: Iterable[Finding], status: int) -> HttpResponse:
    return _json({"findings": [finding.as_json() for finding in findings]}, status)


def _json(content: object, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json", status=status)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
