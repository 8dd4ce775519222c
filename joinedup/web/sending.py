"""How pages are sent: kept for as long as nothing changes, as a file, or as JSON."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

import orjson
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from joinedup.layout import downloads
from joinedup.layout.page import Page
from joinedup.values.finding import Finding
from joinedup.web import folder
from joinedup.web.clock import today

View = Callable[..., HttpResponseBase]
#: A program that was started anew may write its pages anew.
_STARTED = secrets.token_hex(8)


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


def _etag(request: HttpRequest, **_: Any) -> str | None:
    """The same for as long as neither the folder nor the day nor the program changes."""
    try:
        key = folder.shown().key
    except folder.UnreadableError:
        return None
    parts = (_STARTED, key, today().isoformat(), request.get_full_path())
    return f'"{sha256(chr(10).join(parts).encode()).hexdigest()}"'


def answer(
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
        return file(content, downloads.XLSX_TYPE, f"{name}.xlsx")
    chosen = [one for one in shown.tables if one.name == (table or shown.tables[0].name)]
    if not chosen:
        raise Http404(f"there is no table {table}")
    return file(downloads.csv_file(chosen[0]), downloads.CSV_TYPE, f"{name}.csv")


def findings_in_json(findings: Iterable[Finding], status: int) -> HttpResponse:
    """Findings in the shape that the design fixes."""
    return in_json({"findings": [finding.as_json() for finding in findings]}, status)


def in_json(content: object, status: int = 200) -> HttpResponse:
    """Anything that JSON can hold."""
    return HttpResponse(orjson.dumps(content), content_type="application/json", status=status)


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
