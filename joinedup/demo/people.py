"""The people of the demonstration, by the roles in which the definitions name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from joinedup.demo.chance import Chance
from joinedup.demo.definitions import names
from joinedup.demo.wording import Wording
from joinedup.register.schema import Person
from joinedup.values.codes import slug

#: Everyone by role, such as 'finance', or 'chair/ironmouth' of a place.
People = Mapping[str, Person]

# Classes of bodies that nominate together; they appoint nobody.
_CLASSES = frozenset({"trusts", "primary medical providers", "councils"})


def all_people(seed: int, wording: Wording) -> People:
    """Everyone who holds a seat or a post, each with a name that nobody else has."""
    entries = wording.entries("people")
    found: dict[str, Person] = {}
    for entry, name in zip(entries, _full_names(Chance(seed, "people")), strict=False):
        role = entry.pop("role")
        found[role] = Person.model_validate({**entry, "id": slug(name), "name": name})
    return found


def _full_names(chance: Chance) -> Iterator[str]:
    """Every given name with every family name: in each round, each of both stands once."""
    given, family = chance.shuffled(names("given")), chance.shuffled(names("family"))
    for turned in range(len(family)):
        for first, last in zip(given, [*family[turned:], *family[:turned]], strict=True):
            yield f"{first} {last}"


def held(entry: Mapping[str, Any], people: People) -> dict[str, Any]:
    """A seat or post with its holders in place of 'held_by', which names them by their roles.

    They hold it from 'held_since' or the first day of the seat or post, and to its last day, unless
    they have days of their own; who nominates them appoints them, unless it says otherwise.
    """
    rest = dict(entry)
    holders = rest.pop("held_by")
    nominators = rest.get("nominators", [])
    since, until = rest.pop("held_since", None), rest.pop("held_until", None)
    common = {
        "from": rest.get("from", since),
        "to": rest.get("to", until),
        "appointed_by": rest.pop("appointed_by", None)
        or [body for body in nominators if body not in _CLASSES],
        "approved_by": rest.pop("approved_by", []),
    }
    named = [{"person": holders}] if isinstance(holders, str) else holders
    rest["holders"] = [{**common, **one, "person": people[one["person"]].id} for one in named]
    return rest
