"""Views of who may decide: of one matter, of a function, and of the scheme of delegation."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from joinedup.authority.act import Actor
from joinedup.authority.presenters import deciders_in_json, no_in_json, yes_in_json
from joinedup.authority.proof import Refusal
from joinedup.law.files import basis
from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.matter import MatterAsked, matter_asked
from joinedup.web.presenters.delegation import delegation_page
from joinedup.web.presenters.function import function_page
from joinedup.web.presenters.functions import functions_page
from joinedup.web.presenters.links import AsOn
from joinedup.web.presenters.no_power import no_power_page
from joinedup.web.presenters.powers import PowersPage, powers_page
from joinedup.web.presenters.scheme import scheme_page
from joinedup.web.presenters.who_can import form_page, query_of, who_can_page
from joinedup.web.register import dated
from joinedup.web.scheme import (
    apart,
    before,
    deciders,
    doubts_of,
    lowest_actors,
    nearest,
    perhaps,
    proved,
)
from joinedup.web.sending import View, answer, findings_in_json, in_json, page


@page
def who_can(request: HttpRequest, form: str = "", table: str = "") -> HttpResponseBase:
    """Who may decide a matter; or whether one actor may."""
    system = folder.shown()
    asked = matter_asked(request.GET.dict(), system.register, basis(), today())
    if form == "json":
        return _in_json(system, asked)
    if asked.act is None:
        return answer(request, "web/who_can.jinja", form_page(system, asked), form, table)
    if not form and ("day" in request.GET or not all(request.GET.values())):
        return HttpResponseRedirect(f"{request.path}?{query_of(asked)}")
    return answer(request, "web/who_can.jinja", who_can_page(system, asked), form, table)


def _in_json(system: folder.Shown, asked: MatterAsked) -> HttpResponseBase:
    act, actor = asked.act, asked.actor
    if act is None:
        return findings_in_json([fault.as_finding() for fault in asked.why_not], 400)
    among = apart(system, act)
    if actor is None:
        answers, lows = deciders(system, act), lowest_actors(system, act)
        near = () if answers else nearest(system, act)
        return in_json(deciders_in_json(act, answers, lows, among, perhaps(system, act), near))
    answered = proved(system, actor, act)
    if isinstance(answered, Refusal):
        return in_json(no_in_json(answered, doubts_of(system, act, actor)))
    return in_json(yes_in_json(answered, among, before(system, act, actor)))


functions = dated("web/functions.jinja", functions_page, "functions")
scheme = dated("web/scheme.jinja", scheme_page, "scheme", asks=("body",))
no_power = dated("web/no_power.jinja", no_power_page, "no-power")
delegation = dated("web/delegation.jinja", delegation_page, "delegation")
function = dated("web/function.jinja", function_page, "function")


def _powers(kind: Literal["body", "forum", "post"]) -> View:
    """The view of what a body, a forum or a post may decide, by its id in the address."""

    def of(system: folder.Shown, as_on: AsOn, entry: str) -> PowersPage | None:
        return powers_page(system, as_on, Actor(kind, entry))

    return dated("web/powers.jinja", of, f"{kind}-powers")


body_powers, forum_powers, post_powers = _powers("body"), _powers("forum"), _powers("post")
