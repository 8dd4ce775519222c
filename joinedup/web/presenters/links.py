"""Names that lead to the pages of what the register names: areas, bodies, forums, people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse

from joinedup.law.files import basis
from joinedup.layout.tables import Cell, Link, Missing, Several
from joinedup.register.schema import Area, Post, Register
from joinedup.register.sitting import sitting_on

Part = str | Link | Missing
#: What stands where the folder names none, which may be because there is none.
NONE_NAMED = Missing("none named")


@dataclass(frozen=True)
class AsOn:
    """The day whose facts a page tells; `chosen` if the reader asked for it, and is to keep it."""

    on: date
    chosen: bool = False

    @property
    def query(self) -> str:
        """The day as it stands in the address of a page's own files."""
        return f"?on={self.on.isoformat()}"

    @property
    def onward(self) -> str:
        """What goes behind the addresses of other pages: a day that was chosen."""
        return self.query if self.chosen else ""


class Links:
    """Names of a register as links, which keep a day that was chosen; and who sits on that day."""

    def __init__(self, register: Register, as_on: AsOn) -> None:
        self._onward = as_on.onward
        self.sitting = sitting_on(register, as_on.on)
        self._areas = {area.id: area for area in register.areas}
        self._bodies = {practice.code: practice.name for practice in register.practices}
        self._bodies |= {body.id: body.name for body in register.bodies}
        self._forums = {forum.id: forum.name for forum in register.forums}
        self._people = {person.id: person.name for person in register.people}

    def area(self, area: Area | str) -> Link:
        """An area: places have addresses of their own."""
        known = self._areas[area] if isinstance(area, str) else area
        page = "place" if known.kind == "place" else "area"
        return Link(known.name, self._address(page, known.id))

    def areas(self, ids: Iterable[str]) -> Cell:
        """Several areas."""
        return several(self.area(one) for one in ids)

    def body(self, body: str) -> Part:
        """A body or practice; a word that stands for a class of bodies is left as it is."""
        if body not in self._bodies:
            return body
        return Link(self._bodies[body], self._address("body", body))

    def bodies(self, ids: Iterable[str]) -> Cell:
        """Several bodies, or words for classes of them."""
        return several(self.body(one) for one in ids)

    def forum(self, forum: str) -> Link:
        """A forum."""
        return Link(self._forums[forum], self._address("forum", forum))

    def forums(self, ids: Iterable[str]) -> Cell:
        """Several forums."""
        return several(self.forum(one) for one in ids)

    def post(self, post: Post) -> Link:
        """A post, leading to what its holder may decide."""
        return Link(post.name, self._address("post-powers", post.id))

    def powers(self, kind: str, actor: str) -> Link:
        """What a body, forum or post may decide."""
        return Link("What it may decide", self._address(f"{kind}-powers", actor))

    def person(self, person: str) -> Link:
        """A person."""
        return Link(self._people[person], self._address("person", person))

    def person_or_body(self, word: str) -> Part:
        """Who judged: a person, a body, or a word that stands for one."""
        return self.person(word) if word in self._people else self.body(word)

    def function(self, function: str) -> Part:
        """A function of the law; one that the law does not have is left as it is."""
        title = next((one.title for one in basis().functions if one.id == function), "")
        return Link(title, self._address("function", function)) if title else function

    def entry(self, page: str, entry: str) -> Link:
        """An entry that is known by its id, on a page of its own."""
        return Link(entry, self._address(page, entry))

    def entry_of(self, section: str, entry: str) -> Link:
        """An entry by its section: a delegation on its own page, others in the scheme."""
        if section == "delegations":
            return self.entry("delegation", entry)
        return Link(entry, f"{self.page('scheme')}#functions")

    def page(self, name: str) -> str:
        """The address of a page by its name, with the day that was chosen."""
        return f"{reverse(name)}{self._onward}"

    def _address(self, page: str, of: str) -> str:
        return f"{reverse(page, args=[of])}{self._onward}"


def several(parts: Iterable[Part]) -> Cell:
    """Several parts as one cell; 'none named' if there is none."""
    listed = tuple(parts)
    return Several(listed) if listed else NONE_NAMED


def with_words(words: str, part: Part) -> Part:
    """A part with words before its own: 'seconded to' a body, as one link."""
    if isinstance(part, str):
        return f"{words} {part}"
    return replace(part, text=f"{words} {part.text}")


def written(text: str) -> Cell:
    """A text as it is, and an address on the web as a link; '' is not known."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    on_the_web = parts.scheme in ("http", "https") and parts.netloc and not set(text) & set(" \n\t")
    return Link(text, text) if on_the_web else text


def last_day(day: date | None) -> date | str:
    """A last day, or nothing where none is set: that is no lack of knowledge."""
    return day or ""
