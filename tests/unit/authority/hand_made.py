"""A small system and a small law, with one proof made by hand, for the checker of proofs.

Care is for the board QAA by law. Its own board acts for it; that passes care at places to a
committee, the committee to the class of directors, and the place director is one of them.
"""

from datetime import date
from typing import Any, TypeVar

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Cap, Chain, Held, Proof, Step, Terms
from joinedup.law.function import (
    Basis,
    DirectionPower,
    Function,
    Holders,
    Organ,
    Power,
    Precondition,
    Receiver,
)
from joinedup.register.delegations import Condition, Delegation, Direction, Reservation
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Governance,
    Holder,
    Person,
    Post,
    Register,
    Seat,
    Stream,
    System,
)

ICB, TRUST, COUNCIL = "integrated care board", "NHS trust", "unitary council"
DAY = date(2026, 11, 1)
START = date(2022, 7, 1)


def said(**others: Any) -> dict[str, Any]:
    """Where a text is from."""
    return {
        "title": "A text",
        "says": "It says so.",
        "force": "statute",
        "source": "An Act s1",
        "locator": "https://example.org/",
        "how_sure": "H",
        "checked_by": "nobody",
        "checked_on": date(2026, 1, 1),
        **others,
    }


OWN_FORUM = Receiver(kind="forum", whose="own", forum_kinds=("committee",))
OWN_POST = Receiver(kind="post", whose="own", employed=True)
OWN_OFFICERS = Receiver(kind="officers", whose="own")
OTHER_BODY = Receiver(kind="body", whose="other", body_kinds=(ICB, TRUST, COUNCIL))

BASIS = Basis(
    tags={"NHS": "", "council": "", "non-executive": ""},
    council_kinds=(COUNCIL,),
    member_roles=("council leader",),
    employing_kinds=(ICB,),
    executive_models=("leader and cabinet", "mayor and cabinet"),
    never_executive=("non-executive",),
    functions=(
        Function(
            id="care",
            holders=(Holders(body_kinds=(ICB,), **{"from": START}),),
            tier="place",
            tags=("NHS",),
            **said(),
        ),
        Function(
            id="plan",
            holders=(Holders(body_kinds=(ICB,)), Holders(partner_trusts=True)),
            jointly=True,
            tier="system",
            **said(),
        ),
        Function(
            id="social-care",
            holders=(Holders(body_kinds=(COUNCIL,)),),
            tier="place",
            tags=("council",),
            **said(),
        ),
        Function(
            id="strategy",
            holders=(Holders(forum_kinds=("integrated care partnership",)),),
            tier="system",
            **said(),
        ),
        Function(
            id="services",
            holders=(Holders(body_kinds=(TRUST,), anywhere=True),),
            tier="place",
            **said(),
        ),
        Function(
            id="licences", holders=(Holders(body_kinds=("NHS England",)),), tier="nation", **said()
        ),
    ),
    powers=(
        Power(
            id="within",
            given_by=(ICB,),
            given_to=(OWN_FORUM, OWN_POST, OWN_OFFICERS),
            onward="yes",
            preconditions=("recorded",),
            **said(**{"from": START}),
        ),
        Power(
            id="agreement",
            given_by=(ICB, TRUST),
            given_to=(
                OTHER_BODY,
                Receiver(kind="forum", whose="shared", one_of=(COUNCIL, TRUST)),
                Receiver(kind="post", whose="other", body_kinds=(TRUST,)),
            ),
            liable="receiver",
            accountable="receiver",
            exclusive=True,
            **said(),
        ),
        Power(
            id="council-scheme",
            given_by=(COUNCIL,),
            given_to=(Receiver(kind="officers", whose="own"),),
            executive="yes",
            **said(),
        ),
        Power(id="contract", passes="work", **said()),
    ),
    organs=(
        Organ(id="icb-board", body_kinds=(ICB,), forum_kinds=(ICB,), **said(to=date(2030, 3, 31))),
        Organ(id="region", body_kinds=("NHS England",), parts=True, **said()),
        Organ(
            id="cabinet",
            body_kinds=(COUNCIL,),
            forum_kinds=("cabinet",),
            models=("leader and cabinet",),
            executive="yes",
            **said(),
        ),
        Organ(
            id="council",
            body_kinds=(COUNCIL,),
            forum_kinds=("full council",),
            executive="no",
            **said(),
        ),
        Organ(
            id="leader",
            body_kinds=(COUNCIL,),
            roles=("council leader",),
            executive="yes",
            **said(),
        ),
    ),
    preconditions=(
        Precondition(id="recorded", of="delegation", **said()),
        Precondition(id="involved", of="decision", tags=("NHS",), **said()),
        Precondition(id="consulted", of="decision", functions=("plan",), **said()),
        Precondition(id="notice", of="decision", executive=True, **said()),
    ),
    direction_powers=(
        DirectionPower(
            id="direct",
            given_by=("NHS England",),
            given_to=(ICB,),
            may_name=(ICB, "NHS England"),
            **said(),
        ),
    ),
)


def area(id: str, kind: str, *within: str, made_of: tuple[str, ...] = ()) -> Area:
    return Area(id=id, name=id, kind=kind, within=within, made_of=made_of, residents=1000)


def body(id: str, kind: str, **others: Any) -> Body:
    return Body(id=id, name=id, kind=kind, **others)


def forum(id: str, kind: str, *owners: str, **others: Any) -> Forum:
    return Forum(id=id, name=id, kind=kind, area="s1", owners=owners, **others)


def delegation(id: str, given_by: str, given_to: str, power: str, **others: Any) -> Delegation:
    return Delegation(
        id=id,
        given_by=(given_by,),
        given_to=given_to,
        power=power,
        **{"functions": ("care",), "area": "s1", **others},
    )


REGISTER = Register(
    system=System(
        code="QAA",
        name="A system",
        area="s1",
        areas=(
            area("s1", "system"),
            area("s2", "system"),
            area("p1", "place", "s1"),
            area("p2", "place", "s1"),
            area("n1", "neighbourhood", "p1"),
            area("crossing", "neighbourhood", "p1", "p2"),
            area("across", "place", "s1", "s2"),
            area("both", "sub-system", made_of=("s1", "s2")),
        ),
    ),
    bodies=(
        body("QAA", ICB),
        body("QBB", ICB, area="s2"),
        body("england", "NHS England"),
        body("north", "NHS England region", part_of="england"),
        body("trust", TRUST, partner_of=("QAA", "QBB")),
        body("east", COUNCIL, area="s1"),
        body("nowhere", COUNCIL),
        body("firm", "company"),
    ),
    governance=(Governance(body="east", model="leader and cabinet", first_day=date(2023, 5, 1)),),
    forums=(
        forum(
            "board",
            ICB,
            "QAA",
            seats=(
                Seat(id="ce", capacity="chief executive", holders=(Holder(person="bob"),)),
                Seat(id="in", capacity="attendee", holders=(Holder(person="cy"),)),
            ),
        ),
        forum("committee", "committee", "QAA"),
        forum("joint", "joint committee", "QAA", "trust"),
        forum("in-common", "committees in common", "QAA", "QBB", "firm"),
        forum("partnership", "integrated care partnership", "QAA", "east"),
        forum("cabinet", "cabinet", "east"),
        forum("council", "full council", "east"),
    ),
    posts=(
        Post(
            id="director",
            name="Place director",
            body="QAA",
            officers=("directors",),
            holders=(Holder(person="ann"),),
        ),
        Post(id="vacant", name="Deputy", body="QAA", officers=("directors",)),
        Post(id="leader", name="Leader", body="east", role="council leader"),
        Post(id="manager", name="Manager", body="trust"),
    ),
    people=(
        Person(id="ann", name="Ann", employer="QAA"),
        Person(id="bob", name="Bob", employer="trust"),
        Person(id="cy", name="Cy"),
    ),
    streams=(Stream(id="core", name="Core", body="QAA", year="2026-27", amount_pence=1_000_05),),
    delegations=(
        delegation("d1", "board", "committee", "within", cap="£1,000", area="s1"),
        delegation(
            "d2",
            "committee",
            "QAA",
            "within",
            officers="directors",
            area="p1",
            cap="£900 a year",
            first_day=date(2026, 4, 1),
            source="Scheme 3.2",
            conditions=(
                Condition(id="budget", says="Within the budget.", standing="asserted"),
                Condition(id="recorded", standing="evidenced", evidence="Minute 7"),
            ),
        ),
    ),
)

T = TypeVar("T", Register, Basis)


def changed(whole: T, section: str, id: str, **changes: Any) -> T:
    """A register, or a law, with fields of one entry changed."""
    entries = getattr(whole, section)
    assert id in {one.id for one in entries}
    others = tuple(one.model_copy(update=changes) if one.id == id else one for one in entries)
    return with_all(whole, section, others)


def added(whole: T, section: str, *entries: Any) -> T:
    """A register, or a law, with more entries."""
    return with_all(whole, section, (*getattr(whole, section), *entries))


def with_all(whole: T, section: str, entries: tuple[Any, ...]) -> T:
    """A register, or a law, with other entries in a section."""
    if section == "areas":
        assert isinstance(whole, Register)
        return whole.model_copy(
            update={"system": whole.system.model_copy(update={"areas": entries})}
        )
    return whole.model_copy(update={section: entries})


def body_actor(id: str) -> Actor:
    return Actor("body", id)


def forum_actor(id: str) -> Actor:
    return Actor("forum", id)


def post_actor(id: str) -> Actor:
    return Actor("post", id)


def officers(id: str, officers_class: str) -> Actor:
    return Actor("officers", id, officers_class)


def chain(area: str, first: Step, *more: tuple[str, str, Actor]) -> Chain:
    """A chain in which each step is given by whoever received the one before."""
    steps = [first]
    for how, by, receiver in more:
        steps.append(Step(how, by, steps[-1].receiver, receiver))  # type: ignore[arg-type]
    return Chain(area, tuple(steps))


def holds(function: str, holder: Actor) -> Step:
    return Step("holds", function, None, holder)


DIRECTOR = post_actor("director")
TO_BOARD = ("acts", "icb-board", forum_actor("board"))
TO_COMMITTEE = ("delegated", "d1", forum_actor("committee"))
TO_DIRECTORS = ("delegated", "d2", officers("QAA", "directors"))
TO_DIRECTOR = ("belongs", "directors", DIRECTOR)

GOOD = Proof(
    actor=DIRECTOR,
    act=Act("care", "p1", DAY),
    chains=(
        chain(
            "p1",
            holds("care", body_actor("QAA")),
            TO_BOARD,
            TO_COMMITTEE,
            TO_DIRECTORS,
            TO_DIRECTOR,
        ),
    ),
    terms=Terms(
        area="p1",
        first_day=date(2026, 4, 1),
        last_day=date(2030, 3, 31),
        cap_pence=1_000_00,
        accountable=("QAA",),
        liable=("QAA",),
        conditions=(
            Held("budget", "Within the budget.", "Scheme 3.2", "asserted", delegation="d2"),
        ),
        preconditions=(
            Held("recorded", "It says so.", "An Act s1", "evidenced", "Minute 7", "d2"),
            Held("recorded", "It says so.", "An Act s1", delegation="d1"),
            Held("involved", "It says so.", "An Act s1"),
        ),
        caps=(
            Cap("d1", "£1,000", 1_000_00, "", "decision"),
            Cap("d2", "£900 a year", None, "", "year", "used-not-said"),
        ),
    ),
)


def direction(**others: Any) -> Direction:
    return Direction(
        **{"id": "order", "given_by": "england", "given_to": "QAA", "power": "direct", **others}
    )


def reservation(**others: Any) -> Reservation:
    return Reservation(
        **{"id": "kept", "body": "QAA", "kept_by": "board", "functions": ("care",), **others}
    )
