"""The 200 practices of the demonstration: names, sizes, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.demo.chance import Chance
from joinedup.demo.definitions import names
from joinedup.demo.places import PLACES, Place
from joinedup.register.schema import Practice
from joinedup.values.codes import slug

_KINDS = ("Surgery", "Surgery", "Medical Centre", "Medical Practice", "Health Centre")
# No postcode of the United Kingdom begins with Q.
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

SMALLEST_LIST, LARGEST_LIST = 2_100, 24_900
SMALLEST_NEIGHBOURHOOD, LARGEST_NEIGHBOURHOOD = 31_000, 89_000


@dataclass(frozen=True)
class ListedPractice:
    """A practice with the number of people on its list, and the place whose needs it shares."""

    practice: Practice
    people: int
    like: Place


def all_practices(seed: int) -> tuple[ListedPractice, ...]:
    """The 200 practices in the order of their codes.

    One has a place and no neighbourhood, one has neither.
    """
    chance = Chance(seed, "practices")
    begins, ends = names("surgery_begins"), names("surgery_ends")
    surgeries = chance.shuffled([first + last for first in begins for last in ends])
    practices = [
        _practice(chance, f"{name} {chance.one_of(_KINDS)}", number, people, place, neighbourhood)
        for number, (name, (place, neighbourhood, people)) in enumerate(
            zip(surgeries, _lists(chance), strict=False), start=1
        )
    ]
    ironmouth, last = PLACES[0], len(practices)
    # Practices for people whom others do not reach: real ones, too, often stand outside the map.
    return (
        *practices,
        _practice(chance, "Open Door Practice", last + 1, 2_412, ironmouth, None),
        _practice(
            chance, "Stepping Stone Practice", last + 2, 2_187, ironmouth, None, placed=False
        ),
    )


def _lists(chance: Chance) -> Iterator[tuple[Place, str, int]]:
    """Place, neighbourhood and people of each practice that has a neighbourhood."""
    for place in PLACES:
        people = round(place.people * chance.between(0.97, 1.03))
        bounds = SMALLEST_NEIGHBOURHOOD, LARGEST_NEIGHBOURHOOD
        sizes = chance.parts(people, len(place.neighbourhoods), *bounds, least=0.6)
        for name, size, count in zip(
            place.neighbourhoods, sizes, _counts(sizes, place.practices), strict=True
        ):
            for part in chance.parts(size, count, SMALLEST_LIST, LARGEST_LIST, least=0.1, skew=2):
                yield place, slug(name), part


def _counts(sizes: list[int], practices: int) -> list[int]:
    """How many practices each neighbourhood has: each in turn goes where most share one."""
    counts = [1] * len(sizes)
    for _ in range(practices - len(sizes)):
        crowded = max(range(len(sizes)), key=lambda at: (sizes[at] // counts[at], -at))
        counts[crowded] += 1
    return counts


def _practice(
    chance: Chance,
    name: str,
    number: int,
    people: int,
    like: Place,
    neighbourhood: str | None,
    placed: bool = True,
) -> ListedPractice:
    letters = chance.one_of(_POSTCODE_LETTERS) + chance.one_of(_POSTCODE_LETTERS)
    practice = Practice(
        code=f"QZZ{number:03}",
        name=name,
        postcode=f"QZ{PLACES.index(like) + 1} {int(chance.between(1, 10))}{letters}",
        place=like.id if placed else None,
        neighbourhood=neighbourhood,
    )
    return ListedPractice(practice, people, like)
