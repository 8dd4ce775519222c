"""Views of the register: the system as tiers, its bodies, forums, areas, people and councils."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from joinedup.register.areas import areas_of_kind
from joinedup.web import folder
from joinedup.web.clock import today
from joinedup.web.presenters.area import area_page
from joinedup.web.presenters.bodies import bodies_page
from joinedup.web.presenters.body import body_page
from joinedup.web.presenters.councils import councils_page
from joinedup.web.presenters.dated import DatedPage, WrongDayPage
from joinedup.web.presenters.forum import forum_page
from joinedup.web.presenters.forums import forums_page
from joinedup.web.presenters.links import AsOn
from joinedup.web.presenters.person import person_page
from joinedup.web.presenters.place import place_page
from joinedup.web.presenters.tiers import tiers_page
from joinedup.web.questions import day_asked
from joinedup.web.sending import View, answer, page


def dated(
    template: str, make: Callable[..., DatedPage | None], name: str, asks: tuple[str, ...] = ()
) -> View:
    """A view of the page that `make` gives of the folder, a day and what the address names.

    The day is that of the address, else today. What else a reader may ask for, `asks`, is given by
    its name where it is asked for. Where `make` gives None there is no such page.
    """

    @page
    def view(request: HttpRequest, form: str = "", table: str = "", **of: str) -> HttpResponseBase:
        system = folder.shown()
        asked = day_asked(request.GET.dict(), today())
        address = reverse(name, kwargs=of)
        if asked.on is None:
            wrong = WrongDayPage(title="There is a problem", address=address, asked=asked)
            return answer(request, "web/wrong_day.jinja", wrong, form, table)
        chosen = "on" in request.GET
        also = {one: request.GET[one] for one in asks if request.GET.get(one)}
        if not chosen and "day" in request.GET and not form:
            behind = f"&{urlencode(also)}" if also else ""
            return HttpResponseRedirect(f"{address}{AsOn(asked.on).query}{behind}")
        shown = make(system, AsOn(asked.on, chosen), **of, **also)
        if shown is None:
            raise Http404(f"there is no {name} {of | also}")
        return answer(request, template, shown, form, table)

    return view


@page
def area(request: HttpRequest, area: str, form: str = "", table: str = "") -> HttpResponseBase:
    """One area; a place has an address of its own."""
    if area in areas_of_kind(folder.shown().register, "place"):
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponseRedirect(f"{reverse('place', args=[area])}{query}")
    return _area(request, area=area, form=form, table=table)


system = dated("web/system.jinja", tiers_page, "system")
bodies = dated("web/bodies.jinja", bodies_page, "bodies")
body = dated("web/body.jinja", body_page, "body")
forums = dated("web/forums.jinja", forums_page, "forums")
forum = dated("web/forum.jinja", forum_page, "forum")
councils = dated("web/councils.jinja", councils_page, "councils")
person = dated("web/person.jinja", person_page, "person")
place = dated("web/place.jinja", place_page, "place")
_area = dated("web/area.jinja", area_page, "area")
