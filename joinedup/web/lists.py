"""Views of the lists: all of them, one of them, and what an upload of one would change.

The only views that change anything. Nobody signs in yet, so they answer who is on this machine,
unless JOINEDUP_EDITING is 'on'.
"""

from __future__ import annotations

import ipaddress
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from joinedup.layout import downloads
from joinedup.register.actions import (
    AnotherSystemError,
    CannotBeReadError,
    ChangedMeanwhileError,
    store_lists,
)
from joinedup.register.files import contents_of, hashes, kinds, workbook_of
from joinedup.register.gathering import WORKBOOK
from joinedup.register.lists import LISTS
from joinedup.register.queries import version_named
from joinedup.register.reading import read
from joinedup.register.upload import Form, Replaced, replaced, upload_name
from joinedup.register.writing import csv_of
from joinedup.web import folder, uploads
from joinedup.web.clock import today
from joinedup.web.forms import StoreForm, UploadForm
from joinedup.web.presenters.lists import (
    ListsPage,
    UploadPage,
    flat_tables,
    list_page,
    lists_page,
)
from joinedup.web.presenters.preview import (
    PreviewPage,
    preview_address,
    preview_of,
    preview_page,
)
from joinedup.web.questions import Fault
from joinedup.web.sending import answer, file, page
from joinedup.web.state import state_folder
from joinedup.web.store import bring_up_to_date
from joinedup.web.uploads import Pending

#: Excel takes what has no mark before it for another encoding than UTF-8.
_MARK = b"\xef\xbb\xbf"
#: What the address says was stored, where it is data beside the register.
_BESIDE = "beside"
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@page
def lists_as_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """What lists there are, as a file."""
    return answer(request, "web/lists.jinja", lists_page(folder.shown()), form, "")


@page
def as_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """One list as it can be uploaded again."""
    _leave_if_none(name)
    table = flat_tables(folder.shown())[name]
    if form == "csv":
        return file(_MARK + csv_of(table), downloads.CSV_TYPE, f"{name}.csv")
    return file(workbook_of({name: table}, name), downloads.XLSX_TYPE, f"{name}.xlsx")


@page
def workbook(request: HttpRequest) -> HttpResponseBase:
    """Every list in one workbook, as it can be uploaded again."""
    system = folder.shown()
    content = workbook_of(flat_tables(system), system.register.system.name)
    return file(content, downloads.XLSX_TYPE, WORKBOOK)


@never_cache
@_GET_AND_POST
def lists(request: HttpRequest, name: str = "") -> HttpResponseBase:
    """All lists, or the one with a `name`; a file that was sent goes on to its preview."""
    shown = _page_of(request, name)
    if request.method != "POST":
        return _with_form(request, _with_stored(request, shown))
    if shown.cannot:
        return _with_form(request, shown, 403)
    # The request is read on being asked for its files, and marked only then.
    files = request.FILES
    too_large = uploads.TOO_LARGE in request.META
    form = UploadForm(request.POST, files, too_large=too_large, several=not name)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            pending = uploads.keep(_state(), sent, _form_of(sent.name))
            return HttpResponseRedirect(preview_address(name, pending.token))
        except OSError as error:
            form.add_error("file", f"The file cannot be kept on this machine: {error.strerror}")
    return _with_form(request, replace(shown, faults=form.faults))


@never_cache
@_GET_AND_POST
def preview(
    request: HttpRequest, token: str, name: str = "", form: str = "", table: str = ""
) -> HttpResponseBase:
    """What an upload would change; on being told to, it is stored, or let go."""
    shown = _page_of(request, name)
    if shown.cannot:
        return _with_form(request, shown, 403)
    pending = _kept(token)
    if pending is None:
        return _with_form(request, replace(shown, faults=(_GONE,)), 404)
    if request.method == "POST":
        return _decided(request, name, pending)
    tried = _tried(name, pending)
    return answer(request, "web/preview.jinja", tried.page, form, table)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from a page of this site, or from one that is long gone."""
    return render(request, "web/not_from_here.jinja", status=403)


@dataclass(frozen=True)
class _Tried:
    """An upload put into the folder as it stands: what comes of it, and the page that says so.

    `files` are all files of the folder with the upload, None where it cannot be read; `seen` the
    hashes of those that the folder has, `lists` the names of what was uploaded.
    """

    files: Mapping[str, bytes] | None
    page: PreviewPage
    seen: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()


def _tried(name: str, pending: Pending) -> _Tried:
    system = folder.shown()
    contents, faults = contents_of(_folder())
    done = Replaced(None, faults)
    if not faults:
        upload = upload_name(name, pending.form)
        done = replaced(contents, upload, pending.content, kinds(), workbook_of)
    found = done.findings
    if done.contents is not None:
        after = read(done.contents, hashes(done.contents), kinds())
        if after.folder is not None:
            shown = preview_of(system, name, pending, after.folder, today(), done)
            # Of the folder on show, so that one which changed just now is seen to have changed.
            told = system.folder.hashes
            seen = {one: told.get(one, "") for one in contents}
            return _Tried(done.contents, shown, seen, done.lists)
        found = after.findings
    return _Tried(None, preview_page(system, name, pending, found))


def _decided(request: HttpRequest, name: str, pending: Pending) -> HttpResponseBase:
    """Store what was shown, if it is still what was shown; or let it go."""
    if "cancel" in request.POST:
        uploads.let_go(_state(), pending.token)
        return HttpResponseRedirect(_address(name))
    form = StoreForm(request.POST)
    tried = _tried(name, pending)
    shown = replace(tried.page, by=request.POST.get("by", ""))
    if not form.is_valid():
        return _again(request, replace(shown, errors=form.faults), 200)
    if form.cleaned_data["seen"] != shown.seen or tried.files is None:
        return _again(request, replace(shown, moved=True), 409)
    try:
        bring_up_to_date(_folder())
        version, is_new = store_lists(
            by=form.cleaned_data["by"],
            names=tried.lists,
            place=_folder(),
            seen=tried.seen,
            files=tried.files,
        )
    except ChangedMeanwhileError:
        anew = replace(_tried(name, pending).page, by=shown.by, moved=True)
        return _again(request, anew, 409)
    except (OSError, DatabaseError, sqlite3.Error, AnotherSystemError, CannotBeReadError) as error:
        why = f"Nothing was stored, and the file is kept: {error}"
        return _again(request, replace(shown, errors=(Fault("by", why),)), 503)
    uploads.let_go(_state(), pending.token)
    query = urlencode({"stored": version.sequence if is_new else _BESIDE})
    return HttpResponseRedirect(f"{_address(name)}?{query}")


def _again(request: HttpRequest, shown: PreviewPage, status: int) -> HttpResponse:
    return render(request, "web/preview.jinja", {"page": shown}, status=status)


def _page_of(request: HttpRequest, name: str) -> UploadPage:
    """The page of a list, or of all where `name` is ''. Raises Http404 where there is none."""
    if not name:
        return lists_page(folder.shown(), _why_not(request))
    _leave_if_none(name)
    return list_page(folder.shown(), name, _why_not(request))


def _with_form(request: HttpRequest, shown: UploadPage, status: int = 200) -> HttpResponse:
    template = "web/lists.jinja" if isinstance(shown, ListsPage) else "web/list.jinja"
    return render(request, template, {"page": shown}, status=status)


def _address(name: str) -> str:
    return reverse("list", args=[name]) if name else reverse("lists")


def _with_stored(request: HttpRequest, shown: UploadPage) -> UploadPage:
    """The page with what was just stored, where the address says so."""
    stored = request.GET.get("stored", "")
    if stored == _BESIDE:
        return replace(shown, stored="It is stored. The register is as it was: no new version.")
    if not (stored.isascii() and stored.isdecimal() and len(stored) < 6):
        return shown
    try:
        version = version_named(stored)
    except DatabaseError:  # there is no store yet, or none that can be used
        version = None
    if version is None:
        return shown
    address = f"{reverse('changes')}?from={version.sequence - 1}&to={version.sequence}"
    said = f"It is stored, as version {version.sequence}, by {version.by}."
    return replace(shown, stored=said, stored_address=address if version.sequence > 1 else "")


def _leave_if_none(name: str) -> None:
    if name not in LISTS:
        raise Http404(f"there is no list {name}")


def _why_not(request: HttpRequest) -> str:
    """Why nothing may be uploaded by whoever asks; '' where it may."""
    if not _folder().is_dir():
        return "The register stands in one workbook: edit that."
    may = settings.JOINEDUP_EDITING
    if may == "anyone" or (may == "this machine" and _is_this_machine(request)):
        return ""
    return _NOT_HERE


def _is_this_machine(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _form_of(name: str | None) -> Form:
    return "xlsx" if (name or "").lower().endswith(".xlsx") else "csv"


def _folder() -> Path:
    """The folder on show: every view has shown something of it before."""
    place = settings.JOINEDUP_FOLDER
    assert place is not None, "nothing is shown without a folder"
    return place


def _state() -> Path:
    return state_folder(_folder())


def _kept(token: str) -> Pending | None:
    try:
        return uploads.kept(_state(), token)
    except OSError:
        return None


_GONE = Fault("file", "The file that was uploaded is not kept any more; choose it again")
_NOT_HERE = (
    "Lists can be edited here only where the site answers this machine alone, because nobody "
    "signs in yet. Edit the files of the folder, or set JOINEDUP_EDITING to 'on' if all who reach "
    "the site may edit."
)
