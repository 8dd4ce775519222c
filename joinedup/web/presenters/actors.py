"""Those who may decide, as pages name them: bodies, forums, posts and classes of officers."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from joinedup.authority.act import Actor
from joinedup.authority.wording import Words
from joinedup.law.files import basis
from joinedup.layout.tables import Link
from joinedup.layout.writing import first_capital
from joinedup.register.delegations import Delegation
from joinedup.register.schema import Register
from joinedup.register.titles import actor_names, title
from joinedup.web.matter import name_of
from joinedup.web.presenters.links import AsOn, Links, Part


class Actors:
    """Actors of a register by their names, as links that keep a day that was chosen."""

    def __init__(self, register: Register, as_on: AsOn) -> None:
        self.links = Links(register, as_on)
        self.words = Words(register, basis())
        self._as_on = as_on
        self._names = actor_names(register)
        self._bodies = {one.id: one for one in register.bodies}
        self._forums = {one.id: one for one in register.forums}
        self._posts = {one.id: one for one in register.posts}

    def name(self, actor: Actor) -> str:
        """The actor by its name; officers and posts with that of their body."""
        return self.words.actor(actor)

    def title(self, entry: Delegation) -> str:
        """Who gives a delegation to whom."""
        return title(entry, self._names)

    def link(self, actor: Actor) -> Part:
        """The actor as a link to its page; officers to that of what their body may decide."""
        if actor.kind == "forum":
            return self.links.forum(actor.id)
        if actor.kind == "body":
            return self.links.body(actor.id)
        return Link(self.name(actor), f"{powers_address(actor)}{self._as_on.onward}")

    def kind(self, actor: Actor) -> str:
        """What the actor is: 'Integrated care board', 'Joint committee', 'Post', 'Officers'."""
        if actor.kind == "forum":
            return first_capital(self._forums[actor.id].kind)
        if actor.kind == "body":
            body = self._bodies.get(actor.id)
            return first_capital(body.kind) if body else "Body"
        return "Post" if actor.kind == "post" else "Officers"

    def of_id(self, entry: str) -> Actor:
        """The body, forum or post with an id, as delegations name them."""
        if entry in self._forums:
            return Actor("forum", entry)
        return Actor("post" if entry in self._posts else "body", entry)


def powers_address(actor: Actor) -> str:
    """Where the page of what an actor may decide is."""
    kind = "body" if actor.kind == "officers" else actor.kind
    return reverse(f"{kind}-powers", args=[actor.id])


def who_can_address(function: str, area: str, on: date, **others: str) -> str:
    """Where 'Who can decide?' answers for a function, an area and a day, and for `others`."""
    asked = {"function": function, "area": area, **others, "on": on.isoformat()}
    return f"{reverse('who-can')}?{urlencode(asked)}"


def asked_of(actor: Actor, function: str, area: str, on: date) -> str:
    """The same for one actor."""
    return who_can_address(function, area, on, actor=name_of(actor))
