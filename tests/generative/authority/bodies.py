"""Random bodies, areas, forums, posts and people: those among whom authority passes."""

from collections.abc import Sequence
from datetime import date

from joinedup.register.delegations import Approval
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Governance,
    Holder,
    Person,
    Post,
    Seat,
    Stream,
    System,
)
from tests.generative.authority.dice import DAYS, Dice

BODIES = {
    "QAA": "integrated care board",
    "QBB": "integrated care board",
    "england": "NHS England",
    "group": "clinical commissioning group",
    "north": "NHS England region",
    "trust-1": "NHS trust",
    "trust-2": "NHS foundation trust",
    "east": "unitary council",
    "west": "county council",
    "metro": "combined authority",
    "firm": "company",
}
COUNCIL_AREAS = {"east": "east-area", "west": "west-area", "metro": "metro-area", "group": "p1"}
#: Forums by id: their kind, and who may own them ('+' for several together).
FORUMS = {
    "board-a": ("integrated care board", "QAA"),
    "board-b": ("integrated care board", "QBB"),
    "committee-a": ("committee", "QAA"),
    "committee-e": ("committee", "east"),
    "place-1": ("place partnership", "QAA"),
    "place-2": ("place partnership", "QAA+trust-1+east"),
    "directors": ("board of directors", "trust-1"),
    "council-e": ("full council", "east"),
    "council-w": ("full council", "west"),
    "cabinet-e": ("cabinet", "east"),
    "cabinet-w": ("cabinet", "west"),
    "partnership": ("integrated care partnership", "QAA+east+west"),
    "joint": ("joint committee", "QAA+trust-1+trust-2+east"),
    "joint-councils": ("joint committee of councils", "east+west"),
    "in-common": ("committees in common", "QAA+QBB+east+west"),
    "health-board": ("health and wellbeing board", "east"),
}
#: Posts by id: body, role, and classes of officers.
POSTS = {
    "chief-a": ("QAA", "accountable officer", ()),
    "place-director": ("QAA", "place director", ("directors",)),
    "chief-b": ("QBB", "accountable officer", ("directors",)),
    "finance-1": ("trust-1", "finance director", ("directors", "staff")),
    "manager-2": ("trust-2", "", ("staff",)),
    "leader-e": ("east", "council leader", ("staff",)),
    "mayor-w": ("west", "mayor", ("staff",)),
    "social-e": ("east", "director of adult social services", ("directors", "staff")),
    "officer-w": ("west", "", ("staff",)),
    "doctor-2": ("trust-2", "medical director", ("directors",)),
    "mayor-m": ("metro", "mayor", ()),
    "regional": ("north", "", ("directors",)),
}
FORMS = ["committee of a body", "joint committee", "consultative forum"]
MODELS = ["leader and cabinet", "mayor and cabinet", "committee system"]
PEOPLE = ["ann", "bob", "cy", "dee", "eve"]


def approvals(rng: Dice, bodies: list[str], percent: int) -> tuple[Approval, ...]:
    if not rng.odd(percent):
        return ()
    return tuple(
        Approval(by=by, on=rng.choice(DAYS) if rng.chance(85) else None)
        for by in rng.some(bodies, 1, 2)
    )


def random_areas(rng: Dice) -> tuple[Area, ...]:
    """Two systems with places and neighbourhoods, some of which cross; councils' areas beside."""
    systems = ("s1", "s2") if rng.chance(60) else ("s1",)
    places = ("p1", "p2", "p3")
    crosses = rng.chance(30)
    within: dict[str, tuple[str, ...]] = {
        "land": (),
        **dict.fromkeys(systems, ("land",)),
        "p1": ("s1",),
        "p2": ("s1", "east-area") if rng.chance(60) else ("s1",),
        "p3": systems if crosses else (systems[-1],),
        "n1": ("p1",) if rng.chance(50) else ("p1", "east-area"),
        "n2": ("p1", "p2") if rng.chance(60) else ("p2",),
        "east-area": ("s1",) if rng.chance(80) else systems,
        "west-area": rng.some(systems, 0, 2),
        "metro-area": ("land",) if rng.chance(50) else (),
        "both": ("s1",) if rng.chance(50) else (),
    }
    made_of: dict[str, tuple[str, ...]] = {
        "both": ("p1", "p2") if rng.chance(60) else ("east-area", "west-area"),
        "s1": places[:2] if rng.chance(20) else (),
        "p1": ("n1",) if rng.chance(15) else ("n1", "both") if rng.chance(10) else (),
        "metro-area": ("east-area", "west-area") if rng.chance(50) else (),
        "east-area": ("p1",) if rng.chance(50) else (),
    }
    kinds = {"l": "nation", "s": "system", "p": "place", "n": "neighbourhood", "b": "sub-system"}
    return tuple(
        Area(
            id=id,
            name=id,
            kind="council area" if id.endswith("-area") else kinds[id[0]],
            within=above,
            made_of=made_of.get(id, ()),
            residents=rng.randrange(3000) if not rng.odd(25) else None,
            **rng.period(3),
        )
        for id, above in within.items()
    )


def random_bodies(rng: Dice, areas: Sequence[Area]) -> tuple[Body, ...]:
    """The first board and most others, some without an area or with odd days."""
    there = {area.id for area in areas}
    found = []
    for id, kind in BODIES.items():
        if id != "QAA" and rng.odd(12):
            continue
        own = COUNCIL_AREAS.get(id, "s2" if id == "QBB" and "s2" in there else None)
        if own is None and rng.odd(35 if id == "north" else 8) or id == "QBB" and rng.odd(15):
            own = rng.choice(sorted(there))
        boards = [one.id for one in found if one.kind == "integrated care board"]
        trust = id.startswith("trust")
        found.append(
            Body(
                id=id,
                name=id,
                kind=kind,
                area=None if own and rng.odd(8) else own,
                part_of="england" if id == "north" and "england" in {b.id for b in found} else None,
                partner_of=rng.some(boards, 1, 2) if trust and not rng.odd(15) else (),
                **rng.period(3),
            )
        )
    return tuple(found)


def random_governance(rng: Dice, bodies: Sequence[Body]) -> tuple[Governance, ...]:
    """How each council governs itself: mostly known, sometimes changed, or both at once."""
    found = []
    for body in bodies:
        if body.id not in ("east", "west", "metro") or rng.odd(8):
            continue
        if rng.chance(75):
            model = rng.choice(["mayoral", "not mayoral"] if body.id == "metro" else MODELS)
            found.append(Governance(body=body.id, model=model))
            continue
        before, after = rng.choice(MODELS), rng.choice(MODELS)
        last = date(2024, 3, 31) if rng.chance(80) else date(2025, 10, 5)
        found.append(Governance(body=body.id, model=before, last_day=last))
        found.append(Governance(body=body.id, model=after, first_day=date(2024, 4, 1)))
    return tuple(found)


def holders(rng: Dice, most: int) -> tuple[Holder, ...]:
    days = 70 if rng.odd(20) else 8
    return tuple(Holder(person=one, **rng.period(days)) for one in rng.some(PEOPLE, 0, most))


def random_seats(rng: Dice) -> tuple[Seat, ...]:
    return tuple(
        Seat(id=capacity.split()[0], capacity=capacity, holders=holders(rng, 4), **rng.period(12))
        for capacity in rng.some(["chair", "executive member", "attendee"], 1, 2)
    )


def random_forums(rng: Dice, areas: Sequence[Area], bodies: Sequence[Body]) -> tuple[Forum, ...]:
    there = [body.id for body in bodies]
    places = [area.id for area in areas]
    found = []
    for id, (kind, all_owners) in FORUMS.items():
        owners = [one for one in all_owners.split("+") if one in there]
        if not owners or rng.odd(10):
            continue
        if id == "joint-councils" and "metro" in there and rng.chance(15):
            owners.append("metro")
        if len(owners) > 1:
            owners = list(rng.some(owners, 1 if rng.chance(15) else 2, len(owners)))
        meets = kind in ("integrated care board", "board of directors") or rng.chance(10)
        found.append(
            Forum(
                id=id,
                name=id,
                kind=kind,
                forms=rng.some(FORMS, 0, 2) if kind == "place partnership" else (),
                area=rng.choice(places),
                also_serves=rng.some(places, 0, 2) if rng.chance(30) else (),
                owners=tuple(owners),
                approvals=approvals(rng, there, 6),
                seats=random_seats(rng) if meets else (),
                **rng.period(4),
            )
        )
    return tuple(found)


def random_posts(rng: Dice, areas: Sequence[Area], bodies: Sequence[Body]) -> tuple[Post, ...]:
    there = {body.id for body in bodies}
    places = [area.id for area in areas]
    return tuple(
        Post(
            id=id,
            name=id,
            body=body,
            role=role,
            area=rng.choice(places) if officers and rng.chance(25) else None,
            officers=officers,
            holders=holders(rng, 2),
            **rng.period(3),
        )
        for id, (body, role, officers) in POSTS.items()
        if body in there and not rng.odd(15)
    )


def random_people(rng: Dice, bodies: Sequence[Body]) -> tuple[Person, ...]:
    there = [body.id for body in bodies]
    homes = ["QAA"] * 4 + ["trust-1"] * ("trust-1" in there) + there
    return tuple(
        Person(
            id=id,
            name=id,
            employer=rng.choice(homes) if not rng.odd(15) else None,
            seconded_to=rng.choice(homes) if rng.chance(30) else None,
            **rng.period(4),
        )
        for id in PEOPLE
    )


def random_streams(rng: Dice) -> tuple[Stream, ...]:
    return tuple(
        Stream(
            id=f"money-{year}",
            name=year,
            body="QAA",
            year=year,
            amount_pence=rng.randint(1, 200_000),
        )
        for year in ("2024-25", "2025-26")
    )


def random_system(rng: Dice, areas: tuple[Area, ...]) -> System:
    named = "s1" if rng.chance(70) else None
    return System(code="QAA", name="A system", area=named, areas=areas)
