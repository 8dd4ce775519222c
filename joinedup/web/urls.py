"""The addresses of the site: permanent, readable, and each table's beside its page's."""

from __future__ import annotations

from django.urls import path, re_path

from joinedup.web import law, views

# A file says its form at the end; a table is its page's first one, or named after a slash.
_FORM = r"\.(?P<form>csv|xlsx)$"
_TABLE = rf"(?:/(?P<table>[\w-]+))?{_FORM}"

urlpatterns = [
    path("", views.home, name="home"),
    re_path(rf"^places{_FORM}", views.home),
    path("places/<slug:area>", views.place, name="place"),
    re_path(rf"^places/(?P<area>[\w-]+){_TABLE}", views.place),
    path("allocation", views.allocation, name="allocation"),
    path("allocation.json", views.allocation, {"form": "json"}),
    re_path(rf"^allocation{_TABLE}", views.allocation),
    path("checks", law.checks, name="checks"),
    re_path(rf"^checks{_TABLE}", law.checks),
    path("law", law.law, name="law"),
    re_path(rf"^law{_TABLE}", law.law),
    path("logo", views.logo, name="logo"),
]

handler404 = "joinedup.web.views.not_found"
handler500 = "joinedup.web.views.our_fault"
