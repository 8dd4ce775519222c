"""A small law and a small system, for tests of who may decide.

The board QAA holds care for its system s1, of the places p1 (neighbourhood n1) and p2; a second
system s2 is QBB's. East is a council with a leader and cabinet, west has committees.
"""

from datetime import date
from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.authority.scheme import Scheme, scheme_of
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
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Governance,
    Holder,
    Instrument,
    Person,
    Post,
    Register,
    Seat,
    Stream,
    System,
)

ICB, NHSE = "integrated care board", "NHS England"
TRUSTS = ("NHS trust", "NHS foundation trust")
COUNCILS = ("unitary council", "county council")
DAY = date(2026, 11, 1)


def said(id: str, **others: Any) -> dict[str, Any]:
    """Where a text is from."""
    return {
        "id": id,
        "title": id.replace("-", " ").capitalize(),
        "says": "It says so.",
        "force": "statute",
        "source": f"An Act s{len(id)}",
        "locator": "https://example.org/",
        "how_sure": "H",
        "checked_by": "nobody",
        "checked_on": date(2026, 1, 1),
        **others,
    }


def function(id: str, *holders: Holders, tags: tuple[str, ...] = (), **others: Any) -> Function:
    return Function(holders=holders, tier="system", tags=tags, **said(id, **others))


def power(id: str, *given_to: Receiver, **others: Any) -> Power:
    return Power(given_to=given_to, **said(id, **others))


OWN_FORUM = Receiver(kind="forum", whose="own")
OWN_POST = Receiver(kind="post", whose="own", employed=True)
OWN_OFFICERS = Receiver(kind="officers", whose="own")

FUNCTIONS = (
    function("care", Holders(body_kinds=(ICB,)), tags=("NHS",)),
    function("specialised", Holders(body_kinds=(NHSE,)), tags=("NHS",)),
    function("social-care", Holders(body_kinds=COUNCILS), tags=("council",)),
    function("licences", Holders(body_kinds=COUNCILS), tags=("non-executive",)),
    function("constitution", Holders(body_kinds=(ICB,)), tags=("board only",)),
    function("unread", Holders(body_kinds=(ICB,)), unread={"agreement": "nobody read it"}),
    function("plan", Holders(body_kinds=(ICB,)), Holders(partner_trusts=True), jointly=True),
    function("strategy", Holders(forum_kinds=("integrated care partnership",))),
    function("services", Holders(body_kinds=TRUSTS, anywhere=True)),
    function("old", Holders(body_kinds=(ICB,)), to=date(2024, 3, 31)),
)
POWERS = (
    power(
        "within",
        OWN_FORUM,
        OWN_POST,
        OWN_OFFICERS,
        given_by=(ICB,),
        not_tags=("board only",),
        onward="within the body",
    ),
    power(
        "agreement",
        Receiver(
            kind="body", whose="other", body_kinds=(ICB, *TRUSTS, *COUNCILS), perhaps=("company",)
        ),
        Receiver(kind="forum", whose="shared", body_kinds=(ICB, *TRUSTS, *COUNCILS)),
        given_by=(ICB, NHSE, *TRUSTS),
        only_tags=("NHS",),
        onward="yes",
        exclusive=True,
        accountable="receiver",
        liable="receiver",
        preconditions=("better",),
    ),
    power("in-common", Receiver(kind="forum", whose="shared"), given_by=(ICB, *COUNCILS)),
    power(
        "council-scheme",
        OWN_FORUM,
        OWN_POST,
        OWN_OFFICERS,
        Receiver(kind="body", whose="other", body_kinds=COUNCILS),
        given_by=COUNCILS,
        executive="no",
        onward="yes",
    ),
    power("cabinet-scheme", OWN_FORUM, OWN_OFFICERS, given_by=COUNCILS, executive="yes"),
    power("scheme", OWN_FORUM, OWN_POST, OWN_OFFICERS, given_by=TRUSTS, onward="with consent"),
    power(
        "contract",
        Receiver(kind="body", whose="other"),
        given_by=(ICB,),
        passes="work",
        instead=("agreement",),
    ),
)
ORGANS = (
    Organ(body_kinds=(ICB,), forum_kinds=(ICB,), **said("icb-board")),
    Organ(body_kinds=TRUSTS, forum_kinds=("board of directors",), **said("trust-board")),
    Organ(
        body_kinds=COUNCILS,
        forum_kinds=("full council",),
        executive="no",
        **said("full-council"),
    ),
    Organ(
        body_kinds=COUNCILS,
        forum_kinds=("cabinet",),
        roles=("council leader",),
        models=("leader and cabinet",),
        executive="yes",
        **said("council-executive"),
    ),
    Organ(body_kinds=(NHSE,), parts=True, **said("region")),
)
LAW = Basis(
    tags={tag: tag for tag in ("NHS", "council", "non-executive", "board only")},
    council_kinds=COUNCILS,
    executive_models=("leader and cabinet", "mayor and cabinet"),
    never_executive=("non-executive",),
    member_roles=("council leader",),
    employing_kinds=(ICB, *TRUSTS),
    functions=FUNCTIONS,
    powers=POWERS,
    organs=ORGANS,
    preconditions=(
        Precondition(of="delegation", **said("better")),
        Precondition(of="decision", functions=("care",), **said("involved")),
        Precondition(of="decision", executive=True, **said("notice")),
    ),
    direction_powers=(
        DirectionPower(given_by=(NHSE,), given_to=(ICB,), may_name=(NHSE, ICB), **said("direct")),
    ),
)

AREAS = (
    Area(id="land", name="Land", kind="nation"),
    Area(id="s1", name="First system", kind="system", within=("land",)),
    Area(id="s2", name="Second system", kind="system", within=("land",)),
    Area(id="p1", name="First place", kind="place", within=("s1",), residents=150_000),
    Area(id="p2", name="Second place", kind="place", within=("s1",)),
    Area(id="n1", name="Hills", kind="neighbourhood", within=("p1",)),
    Area(id="cross", name="Crossing", kind="neighbourhood", within=("p1", "p2")),
    Area(id="both", name="Both", kind="nation", made_of=("s1", "s2")),
)
BODIES = (
    Body(id="QAA", name="NHS First", kind=ICB),
    Body(id="QBB", name="NHS Second", kind=ICB, area="s2"),
    Body(id="england", name="NHS England", kind=NHSE),
    Body(id="midlands", name="Midlands", kind="NHS England region", part_of="england"),
    Body(id="trust", name="Test Trust", kind="NHS trust", partner_of=("QAA",)),
    Body(id="east", name="East Council", kind="unitary council", area="p1"),
    Body(id="west", name="West Council", kind="county council", area="p2"),
    Body(id="firm", name="A Firm", kind="company"),
)
GOVERNANCE = (
    Governance(body="east", model="leader and cabinet"),
    Governance(body="west", model="committee system"),
)


def forum(id: str, kind: str, *owners: str, area: str = "s1", **others: Any) -> Forum:
    return Forum(id=id, name=f"The {id}", kind=kind, area=area, owners=owners, **others)


BOARD_SEATS = (
    Seat(id="chair", capacity="chair", holders=(Holder(person="chris"),)),
    Seat(id="guest", capacity="attendee", holders=(Holder(person="pat"),)),
)
FORUMS = (
    forum("board", ICB, "QAA", seats=BOARD_SEATS),
    forum("board-b", ICB, "QBB", area="s2"),
    forum("committee", "committee", "QAA"),
    forum("place-1", "place partnership", "QAA", area="p1", forms=("committee of a body",)),
    forum("directors", "board of directors", "trust"),
    forum("trust-committee", "committee", "trust"),
    forum("council-e", "full council", "east", area="p1"),
    forum("cabinet-e", "cabinet", "east", area="p1"),
    forum("council-w", "full council", "west", area="p2"),
    forum("joint", "joint committee", "QAA", "trust"),
    forum("common", "committees in common", "QAA", "QBB"),
    forum("partnership", "integrated care partnership", "QAA", "east", "west"),
)
POSTS = (
    Post(
        id="chief",
        name="Chief executive",
        body="QAA",
        officers=("directors",),
        holders=(Holder(person="ann"),),
    ),
    Post(id="clerk", name="Clerk", body="QAA"),
    Post(
        id="leader",
        name="Leader",
        body="east",
        role="council leader",
        holders=(Holder(person="lee"),),
    ),
)
PEOPLE = (
    Person(id="ann", name="Ann Ames", employer="QAA"),
    Person(id="bob", name="Bob Bell", employer="trust"),
    Person(id="chris", name="Chris Cole", employer="firm"),
    Person(id="pat", name="Pat Poe"),
    Person(id="lee", name="Lee Lane"),
)
INSTRUMENTS = (
    Instrument(
        id="scheme-3",
        title="Scheme of NHS First, version 3",
        kind="scheme of reservation and delegation",
        owners=("QAA",),
    ),
)
STREAMS = (Stream(id="core", name="Core", body="QAA", year="2026-27", amount_pence=1_000_001),)


def passed(id: str, by: str | tuple[str, ...], to: str, **others: Any) -> Delegation:
    """A delegation of care for s1 within the board, unless the fields say otherwise."""
    fields = {"functions": ("care",), "area": "s1", "power": "within", **others}
    givers = (by,) if isinstance(by, str) else by
    return Delegation(id=id, given_by=givers, given_to=to, **fields)


def kept(id: str, body: str, by: str, **others: Any) -> Reservation:
    return Reservation(id=id, body=body, kept_by=by, **{"functions": ("care",), **others})


def directed(id: str, to: str, **others: Any) -> Direction:
    return Direction(id=id, given_by="england", given_to=to, **{"power": "direct", **others})


def register(*delegations: Delegation, **others: Any) -> Register:
    """The small system with these delegations; any section may be given instead of its own."""
    areas = others.pop("areas", AREAS)
    fields = {
        "system": System(code="QAA", name="First", area="s1", areas=areas),
        "bodies": BODIES,
        "governance": GOVERNANCE,
        "forums": FORUMS,
        "posts": POSTS,
        "people": PEOPLE,
        "instruments": INSTRUMENTS,
        "streams": STREAMS,
        "delegations": delegations,
        **others,
    }
    return Register(**fields)


def scheme(*delegations: Delegation, law: Basis = LAW, **others: Any) -> Scheme:
    return scheme_of(register(*delegations, **others), law)


def act(function: str = "care", area: str = "p1", **others: Any) -> Act:
    return Act(**{"function": function, "area": area, "on": DAY, **others})


def body(id: str) -> Actor:
    return Actor("body", id)


def meeting(id: str) -> Actor:
    return Actor("forum", id)


def post(id: str) -> Actor:
    return Actor("post", id)


def officers(id: str, named: str) -> Actor:
    return Actor("officers", id, named)
