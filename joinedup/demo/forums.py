"""The boards and committees of the demonstration.

Two faults stand in them on purpose, for `joinedup check` to find: nobody on the board of the ICB
was nominated by the councils, and the partnership has no member from the county council, most of
whose area lies elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from joinedup.demo import bodies
from joinedup.demo.bodies import ICB, PARTLY_INSIDE
from joinedup.demo.chance import Chance
from joinedup.demo.places import PLACES, Place
from joinedup.register.schema import Forum, Holder, Person, Seat

SYSTEM = "merewold"


def began() -> date:
    """The day on which integrated care boards began.

    A new value each time: in YAML one value in several places is written once and then pointed at.
    """
    return date(2022, 7, 1)


# The seats of the ICB's board: id, title, capacity, role of the holder, who nominates. First fault:
# none is for a partner member nominated by the councils.
_BOARD = (
    ("chair", "Chair", "chair", "chair", ()),
    ("chief-executive", "Chief executive", "chief executive", "chief", ()),
    ("finance", "Director of finance", "executive member", "finance", ()),
    ("medical", "Medical director", "executive member", "medical", ()),
    ("nursing", "Director of nursing", "executive member", "nursing", ()),
    ("strategy", "Director of strategy and population health", "executive member", "strategy", ()),
    ("audit", "Non-executive member, audit", "non-executive member", "audit", ()),
    ("pay", "Non-executive member, remuneration", "non-executive member", "pay", ()),
    ("quality", "Non-executive member, quality", "non-executive member", "quality", ()),
    ("citizens", "Non-executive member, citizens", "non-executive member", "citizens", ()),
    ("partner-acute", "Partner member, hospitals", "partner member", "acute", ("trusts",)),
    ("partner-mind", "Partner member, mental health", "partner member", "mind", ("trusts",)),
    (
        "partner-gp",
        "Partner member, primary medical care",
        "partner member",
        "gp",
        ("primary medical providers",),
    ),
)


class _Seats:
    """Makes seats, and says since when their holders have held them."""

    def __init__(self, seed: int, people: Mapping[str, Person]) -> None:
        self._chance = Chance(seed, "seats")
        self._people = people

    def seat(
        self, seat_id: str, name: str, capacity: str, role: str, nominators: tuple[str, ...] = ()
    ) -> Seat:
        """A seat, held since the first of some month in 2023 to 2025 and with no end known."""
        since = date(int(self._chance.between(2023, 2026)), int(self._chance.between(1, 13)), 1)
        holder = Holder(person=self._people[role].id, first_day=since)
        return Seat(
            id=seat_id, name=name, capacity=capacity, nominators=nominators, holders=(holder,)
        )


def all_forums(seed: int, people: Mapping[str, Person]) -> tuple[Forum, ...]:
    """The board, the partnership, and two forums of each place: a committee, a wellbeing board."""
    seats = _Seats(seed, people)
    board = Forum(
        id="icb-board",
        name="Board of NHS Merewold",
        kind="integrated care board",
        area=SYSTEM,
        owners=(ICB,),
        seats=tuple(seats.seat(*row) for row in _BOARD),
        first_day=began(),
    )
    return (
        board,
        _partnership(seats),
        *(_place_committee(seats, place) for place in PLACES),
        *(_wellbeing_board(seats, place) for place in PLACES),
    )


def _partnership(seats: _Seats) -> Forum:
    """The integrated care partnership. Second fault: it has no member from the county council."""
    of_councils = [
        seats.seat(
            place.council,
            f"Member for {bodies.body_name(place.council)}",
            "appointed member",
            f"councillor/{place.id}",
            (place.council,),
        )
        for place in PLACES
        if place.council != PARTLY_INSIDE
    ]
    return Forum(
        id="partnership",
        name="Merewold Integrated Care Partnership",
        kind="integrated care partnership",
        area=SYSTEM,
        owners=(ICB, *(place.council for place in PLACES)),
        seats=(
            seats.seat("icb", "Member for NHS Merewold", "appointed member", "chair", (ICB,)),
            *of_councils,
            seats.seat("voluntary", "Voluntary sector", "co-opted member", "voluntary"),
            seats.seat("patients", "Patients' voice", "co-opted member", "patients"),
            seats.seat("mental-health", "Mental health providers", "co-opted member", "mind"),
        ),
        first_day=began(),
    )


def _place_committee(seats: _Seats, place: Place) -> Forum:
    trust = bodies.TRUST_OF_PLACE[place.id]
    appointed = "appointed member"
    return Forum(
        id=f"{place.id}-committee",
        name=f"{place.name} Place Committee",
        kind="committee",
        area=place.id,
        owners=(ICB,),
        seats=(
            seats.seat("chair", "Independent chair", "chair", f"chair/{place.id}"),
            seats.seat("director", "Place director", "executive member", f"director/{place.id}"),
            seats.seat(
                "council",
                f"Director of adult social services, {bodies.body_name(place.council)}",
                appointed,
                f"adults/{place.id}",
                (place.council,),
            ),
            seats.seat("trust", bodies.body_name(trust), appointed, f"trust/{place.id}", (trust,)),
            seats.seat(
                "gp",
                "General practice",
                appointed,
                f"gp/{place.id}",
                ("primary medical providers",),
            ),
        ),
        first_day=began(),
    )


def _wellbeing_board(seats: _Seats, place: Place) -> Forum:
    """Its members are those that the Health and Social Care Act 2012 s194 asks for."""
    council = (place.council,)
    appointed = "appointed member"
    return Forum(
        id=f"{place.id}-wellbeing-board",
        name=f"{bodies.body_name(place.council)} Health and Wellbeing Board",
        kind="health and wellbeing board",
        area=place.id,
        owners=council,
        seats=(
            seats.seat("chair", "Councillor, chair", "chair", f"councillor/{place.id}", council),
            *(
                seats.seat(seat_id, title, appointed, f"{seat_id}/{place.id}", council)
                for seat_id, title in (
                    ("adults", "Director of adult social services"),
                    ("children", "Director of children's services"),
                    ("health", "Director of public health"),
                )
            ),
            seats.seat("icb", "Member for NHS Merewold", appointed, f"director/{place.id}", (ICB,)),
            seats.seat("patients", "Patients' voice", appointed, "patients", (bodies.PATIENTS,)),
        ),
        first_day=date(2013, 4, 1),
    )
