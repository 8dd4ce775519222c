"""The words that the definitions leave open, for the system, each place and each neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from joinedup.demo.definitions import definition
from joinedup.demo.places import PLACES, Place
from joinedup.demo.practices import ListedPractice
from joinedup.values.codes import slug


@dataclass(frozen=True)
class Wording:
    """The words that stand for '{…}' in the entries of the system, a place, a neighbourhood."""

    system: Mapping[str, str]
    places: tuple[Mapping[str, str], ...]
    neighbourhoods: tuple[Mapping[str, str], ...]

    def entries(self, name: str) -> Iterator[dict[str, Any]]:
        """The entries of one file: the system's, then each template for each place and so on.

        A template with 'only' is for the places or neighbourhoods that it lists.
        """
        for level, words in (
            ("system", (self.system,)),
            ("place", self.places),
            ("neighbourhood", self.neighbourhoods),
        ):
            for template in definition(name).get(level, ()):
                entry = {key: value for key, value in template.items() if key != "only"}
                for one in words:
                    if "only" not in template or one[level] in template["only"]:
                        yield _filled(entry, one)


def wording(practices: tuple[ListedPractice, ...]) -> Wording:
    """The words of the system, of its places and of its neighbourhoods."""
    places = tuple(_words_of_place(place, practices) for place in PLACES)
    neighbourhoods = tuple(
        {
            **words,
            "neighbourhood": slug(name),
            "neighbourhood_name": name,
            "largest_practice": _largest(practices, neighbourhood=slug(name)),
        }
        for place, words in zip(PLACES, places, strict=True)
        for name in place.neighbourhoods
    )
    return Wording({"largest_practice": _largest(practices)}, places, neighbourhoods)


def _words_of_place(place: Place, practices: tuple[ListedPractice, ...]) -> dict[str, str]:
    words = {"council": place.council, **definition("places")[place.id]}
    names_of_bodies = {body["id"]: body["name"] for body in definition("bodies")["system"]}
    return {
        **words,
        **{
            f"{word}_name": names_of_bodies[body]
            for word, body in words.items()
            if body in names_of_bodies
        },
        "place": place.id,
        "place_name": place.name,
        # Where one network speaks for the others of its place.
        "neighbourhood": slug(place.neighbourhoods[0]),
        "largest_practice": _largest(practices, place=place.id),
    }


def _largest(practices: tuple[ListedPractice, ...], **where: str) -> str:
    """The code of the practice with most people, of those in a place or neighbourhood."""
    inside = [
        listed
        for listed in practices
        if all(getattr(listed.practice, area) == area_id for area, area_id in where.items())
    ]
    return max(inside, key=lambda listed: (listed.people, listed.practice.code)).practice.code


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(words)
    if isinstance(value, list):
        return [_filled(part, words) for part in value]
    if isinstance(value, dict):
        return {name: _filled(part, words) for name, part in value.items()}
    return value
