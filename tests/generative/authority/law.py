"""A small law, made up for tests: something of each thing that functions and powers can say."""

from datetime import date
from typing import Any

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

ICB, CCG, NHSE = "integrated care board", "clinical commissioning group", "NHS England"
TRUSTS = ("NHS trust", "NHS foundation trust")
COUNCILS = ("unitary council", "county council")
CA = "combined authority"
#: The first day of integrated care boards, and the last before it.
START, EVE = date(2022, 7, 1), date(2022, 6, 30)


def said(**others: Any) -> dict[str, Any]:
    """Where a text is from, which no test asks."""
    return {
        "title": "A text",
        "says": "It says so.",
        "force": "statute",
        "source": "made up",
        "locator": "https://example.org/",
        "how_sure": "H",
        "checked_by": "nobody",
        "checked_on": date(2026, 1, 1),
        **others,
    }


def function(id: str, *holders: Holders, tags: str = "", **others: Any) -> Function:
    tagged = tuple(tags.split(";")) if tags else ()
    return Function(id=id, holders=holders, tier="system", tags=tagged, **said(**others))


def power(id: str, given_by: tuple[str, ...], *given_to: Receiver, **others: Any) -> Power:
    return Power(id=id, given_by=given_by, given_to=given_to, **said(**others))


FUNCTIONS = (
    function(
        "care",
        Holders(body_kinds=(ICB,), **{"from": START}),
        Holders(body_kinds=(CCG,), to=EVE),
        tags="NHS;commissioning",
    ),
    function("specialised", Holders(body_kinds=(NHSE,)), tags="NHS;commissioning"),
    function("continuing", Holders(body_kinds=(ICB,)), tags="NHS", unread={"agreement": "not yet"}),
    function("constitution", Holders(body_kinds=(ICB,)), tags="NHS;board only"),
    function("social-care", Holders(body_kinds=COUNCILS), tags="council"),
    function("licences", Holders(body_kinds=COUNCILS), tags="council;non-executive"),
    function("budget", Holders(body_kinds=COUNCILS), tags="council;full council only"),
    function(
        "joint-plan",
        Holders(body_kinds=(ICB,)),
        Holders(partner_trusts=True),
        jointly=True,
        tags="NHS",
    ),
    function("strategy", Holders(forum_kinds=("integrated care partnership",)), tags="partners"),
    function("services", Holders(body_kinds=TRUSTS, anywhere=True), tags="NHS;provider"),
    function("needs", Holders(body_kinds=(ICB, *COUNCILS))),
    function("transport", Holders(body_kinds=(CA,)), tags="council;non-executive"),
    function("old", Holders(body_kinds=(ICB, CCG)), to=date(2024, 3, 31)),
    function("planned", Holders(body_kinds=(ICB,)), force="bill"),
)

OWN_FORUM = Receiver(kind="forum", whose="own")
OWN_POST = Receiver(kind="post", whose="own")
OWN_OFFICERS = Receiver(kind="officers", whose="own")


POWERS = (
    power(
        "within-the-board",
        (ICB,),
        Receiver(
            kind="forum",
            whose="own",
            forum_kinds=("integrated care board", "committee", "committees in common"),
            forms=("committee of a body",),
        ),
        Receiver(kind="post", whose="own", employed=True),
        not_tags=("board only",),
        onward="within the body",
        **{"from": START},
    ),
    power("within-the-group", (CCG,), OWN_FORUM, OWN_POST, OWN_OFFICERS, onward="yes", to=EVE),
    power(
        "agreement",
        (NHSE, ICB, *TRUSTS),
        Receiver(
            kind="body",
            whose="other",
            body_kinds=(NHSE, ICB, *TRUSTS, *COUNCILS),
            perhaps=(CA,),
        ),
        Receiver(
            kind="forum",
            whose="shared",
            forum_kinds=("joint committee", "committees in common"),
            forms=("joint committee",),
            body_kinds=(NHSE, ICB, *TRUSTS, *COUNCILS),
        ),
        only_tags=("NHS",),
        not_tags=("board only",),
        onward="no",
        liable="receiver",
        **{"from": START},
    ),
    power(
        "lead",
        (ICB, *TRUSTS, *COUNCILS),
        Receiver(
            kind="body",
            whose="other",
            body_kinds=(ICB, *TRUSTS, *COUNCILS),
            given_by=(ICB, *COUNCILS),
            executive="yes",
        ),
        Receiver(kind="officers", whose="other", body_kinds=(*TRUSTS, *COUNCILS)),
        Receiver(
            kind="forum",
            whose="shared",
            body_kinds=(ICB, *COUNCILS),
            one_of=(ICB,),
        ),
        only_tags=("NHS", "council"),
        not_tags=("board only", "full council only"),
        onward="with consent",
        preconditions=("better-together",),
    ),
    power(
        "handover",
        (NHSE, ICB, CCG, CA, *COUNCILS),
        Receiver(kind="body", whose="other", perhaps=("company", "county council")),
        Receiver(kind="forum", whose="own"),
        onward="yes",
        exclusive=True,
        accountable="receiver",
        liable="receiver",
    ),
    power(
        "council-committee",
        (*COUNCILS, CA),
        Receiver(
            kind="forum", whose="own", forum_kinds=("committee", "health and wellbeing board")
        ),
        OWN_POST,
        OWN_OFFICERS,
        Receiver(kind="body", whose="other", body_kinds=COUNCILS),
        not_tags=("full council only",),
        executive="no",
        onward="within the body",
    ),
    power(
        "executive",
        COUNCILS,
        Receiver(kind="forum", whose="own", forum_kinds=("cabinet", "committee")),
        OWN_POST,
        OWN_OFFICERS,
        executive="yes",
        onward="within the body",
    ),
    power(
        "joint-councils",
        COUNCILS,
        Receiver(
            kind="forum",
            whose="shared",
            forum_kinds=("joint committee of councils",),
            body_kinds=COUNCILS,
            perhaps=(CA,),
        ),
        Receiver(kind="forum", whose="other", forum_kinds=("committee",), body_kinds=COUNCILS),
        onward="yes",
    ),
    power(
        "scheme",
        TRUSTS,
        OWN_FORUM,
        Receiver(kind="post", whose="own", employed=True, not_roles=("medical director",)),
        OWN_OFFICERS,
        onward="yes",
    ),
    power(
        "staff",
        (ICB, *COUNCILS),
        Receiver(
            kind="post",
            whose="other",
            body_kinds=(*TRUSTS, *COUNCILS),
            perhaps=(CA,),
            not_roles=("council leader", "mayor"),
        ),
        onward="no",
        executive="any",
    ),
    power(
        "in-common",
        (ICB, *TRUSTS, *COUNCILS),
        Receiver(kind="forum", whose="shared", forum_kinds=("committees in common",)),
        not_tags=("board only", "full council only"),
        onward="no",
    ),
    power(
        "national-scheme",
        (NHSE, "NHS England region"),
        Receiver(kind="post", whose="own"),
        Receiver(kind="officers", whose="own"),
        Receiver(kind="body", whose="other", body_kinds=(ICB,)),
        onward="yes",
    ),
    power(
        "joint-passes-on",
        (*COUNCILS, ICB),
        OWN_FORUM,
        Receiver(kind="post", whose="own", given_by=COUNCILS),
        OWN_OFFICERS,
        Receiver(kind="body", whose="other", body_kinds=TRUSTS),
        of_forums=("joint committee of councils", "joint committee"),
        not_tags=("board only", "full council only"),
        onward="no",
    ),
    power("to-come", (ICB,), OWN_FORUM, Receiver(kind="body", whose="other"), force="bill"),
    power(
        "contract",
        (ICB,),
        Receiver(kind="body", whose="other"),
        passes="work",
        instead=("agreement", "lead"),
    ),
)

ORGANS = (
    Organ(
        id="icb-board",
        body_kinds=(ICB,),
        forum_kinds=("integrated care board",),
        **said(**{"from": START}),
    ),
    Organ(id="trust-board", body_kinds=TRUSTS, forum_kinds=("board of directors",), **said()),
    Organ(
        id="full-council",
        body_kinds=(*COUNCILS, CA),
        forum_kinds=("full council",),
        executive="no",
        **said(),
    ),
    Organ(
        id="council-executive",
        body_kinds=COUNCILS,
        forum_kinds=("cabinet",),
        roles=("council leader", "mayor"),
        models=("leader and cabinet", "mayor and cabinet"),
        executive="yes",
        **said(),
    ),
    Organ(
        id="authority-mayor",
        body_kinds=(CA,),
        roles=("mayor",),
        models=("mayoral",),
        **said(),
    ),
    Organ(id="region", body_kinds=(NHSE,), parts=True, **said()),
    Organ(id="to-come-organ", body_kinds=(ICB,), forum_kinds=("committee",), **said(force="bill")),
)

BASIS = Basis(
    tags={
        word: word
        for word in (
            "NHS",
            "commissioning",
            "board only",
            "council",
            "non-executive",
            "full council only",
            "partners",
            "provider",
        )
    },
    council_kinds=COUNCILS,
    executive_models=("leader and cabinet", "mayor and cabinet"),
    never_executive=("non-executive", "full council only"),
    member_roles=("council leader", "mayor"),
    employing_kinds=(ICB, "NHS trust"),
    functions=FUNCTIONS,
    powers=POWERS,
    organs=ORGANS,
    preconditions=(
        Precondition(id="better-together", of="delegation", receivers=("forum", "body"), **said()),
        Precondition(id="involved", of="decision", tags=("commissioning",), **said()),
        Precondition(id="notice", of="decision", executive=True, **said()),
    ),
    direction_powers=(
        DirectionPower(
            id="direct-board",
            given_by=(NHSE,),
            given_to=(ICB,),
            may_name=(NHSE, ICB),
            **said(**{"from": START}),
        ),
        DirectionPower(id="direct-trust", given_by=(NHSE, ICB), given_to=TRUSTS, **said()),
    ),
)
