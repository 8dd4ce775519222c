"""The addresses of the site: permanent, readable, and each table's beside its page's."""

from __future__ import annotations

from django.urls import path, re_path

from joinedup.web import authority, changes, law, lists, register, searching, views

# A file says its form at the end; a table is its page's first one, or named after a slash.
_FORM = r"\.(?P<form>csv|xlsx)$"
_TABLE = rf"(?:/(?P<table>[\w-]+))?{_FORM}"
# Tables of the entries of a list stand beside its own: only a name that no id has is its own.
_TABLE_OF_LIST = rf"(?:/(?P<table>not_there))?{_FORM}"

urlpatterns = [
    path("", views.home, name="home"),
    re_path(rf"^places{_FORM}", views.home),
    path("system", register.system, name="system"),
    re_path(rf"^system{_TABLE}", register.system),
    path("places/<slug:area>", register.place, name="place"),
    re_path(rf"^places/(?P<area>[\w-]+){_TABLE}", register.place),
    path("areas/<slug:area>", register.area, name="area"),
    re_path(rf"^areas/(?P<area>[\w-]+){_TABLE}", register.area),
    path("bodies", register.bodies, name="bodies"),
    re_path(rf"^bodies{_TABLE_OF_LIST}", register.bodies),
    path("bodies/<slug:entry>/powers", authority.body_powers, name="body-powers"),
    re_path(rf"^bodies/(?P<entry>[\w-]+)/powers{_TABLE}", authority.body_powers),
    path("bodies/<slug:body>", register.body, name="body"),
    re_path(rf"^bodies/(?P<body>[\w-]+){_TABLE}", register.body),
    path("forums", register.forums, name="forums"),
    re_path(rf"^forums{_TABLE_OF_LIST}", register.forums),
    path("forums/<slug:entry>/powers", authority.forum_powers, name="forum-powers"),
    re_path(rf"^forums/(?P<entry>[\w-]+)/powers{_TABLE}", authority.forum_powers),
    path("forums/<slug:forum>", register.forum, name="forum"),
    re_path(rf"^forums/(?P<forum>[\w-]+){_TABLE}", register.forum),
    path("posts/<slug:entry>/powers", authority.post_powers, name="post-powers"),
    re_path(rf"^posts/(?P<entry>[\w-]+)/powers{_TABLE}", authority.post_powers),
    path("councils", register.councils, name="councils"),
    re_path(rf"^councils{_TABLE}", register.councils),
    path("people/<slug:person>", register.person, name="person"),
    re_path(rf"^people/(?P<person>[\w-]+){_TABLE}", register.person),
    path("allocation", views.allocation, name="allocation"),
    path("allocation.json", views.allocation, {"form": "json"}),
    re_path(rf"^allocation{_TABLE}", views.allocation),
    path("who-can", authority.who_can, name="who-can"),
    path("who-can.json", authority.who_can, {"form": "json"}),
    re_path(rf"^who-can{_TABLE}", authority.who_can),
    path("scheme", authority.scheme, name="scheme"),
    path("scheme/no-power", authority.no_power, name="no-power"),
    re_path(rf"^scheme/no-power{_TABLE}", authority.no_power),
    re_path(rf"^scheme{_TABLE}", authority.scheme),
    path("functions", authority.functions, name="functions"),
    re_path(rf"^functions{_TABLE_OF_LIST}", authority.functions),
    path("functions/<slug:function>", authority.function, name="function"),
    re_path(rf"^functions/(?P<function>[\w-]+){_TABLE}", authority.function),
    path("delegations/<slug:delegation>", authority.delegation, name="delegation"),
    re_path(rf"^delegations/(?P<delegation>[\w-]+){_TABLE}", authority.delegation),
    path("checks", law.checks, name="checks"),
    re_path(rf"^checks{_TABLE}", law.checks),
    path("law", law.law, name="law"),
    re_path(rf"^law{_TABLE}", law.law),
    path("changes", changes.changes, name="changes"),
    re_path(rf"^changes{_TABLE}", changes.changes),
    path("lists", lists.lists, name="lists"),
    re_path(rf"^lists{_FORM}", lists.lists_as_file),
    path("lists/register.xlsx", lists.workbook, name="workbook"),
    path("lists/preview/<slug:token>", lists.preview, name="previews"),
    re_path(rf"^lists/preview/(?P<token>[\w-]+){_TABLE}", lists.preview),
    path("lists/<slug:name>", lists.lists, name="list"),
    re_path(rf"^lists/(?P<name>[\w-]+){_FORM}", lists.as_file),
    path("lists/<slug:name>/preview/<slug:token>", lists.preview, name="preview"),
    re_path(rf"^lists/(?P<name>[\w-]+)/preview/(?P<token>[\w-]+){_TABLE}", lists.preview),
    path("search", searching.search, name="search"),
    re_path(rf"^search{_TABLE}", searching.search),
    path("logo", views.logo, name="logo"),
]

handler400 = "joinedup.web.views.not_understood"
handler404 = "joinedup.web.views.not_found"
handler500 = "joinedup.web.views.our_fault"
