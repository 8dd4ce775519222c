"""A made-up England for measuring authority: 42 systems with some 70,000 delegations.

Each system passes functions on as its real kind does: NHS England to the board; the board to
committees, place committees and posts, and these further; the board to trusts, councils and joint
committees; trusts and councils within themselves. A tenth of the entries are of earlier years.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from joinedup.authority.act import Actor
from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import (
    Area,
    Body,
    Forum,
    Governance,
    Holder,
    Person,
    Post,
    Register,
    System,
)

SYSTEMS, REGIONS, PLACES, NEIGHBOURHOODS, TRUSTS = 42, 7, 5, 30, 5
COMMITTEES, BOARD_POSTS, TRUST_POSTS, COUNCIL_POSTS = 8, 10, 8, 8
SINCE, RENEWED = date(2022, 7, 1), date(2025, 4, 1)
CARE = [
    *("arrange-community-services", "arrange-mental-health-services", "arrange-acute-services"),
    *("arrange-ambulance-services", "arrange-maternity-services", "arrange-continuing-healthcare"),
    *("select-providers", "allocate-transformation-money", "plan-workforce", "plan-estates"),
    *("plan-data-and-digital", "arrange-primary-medical-services"),
]
NATIONAL = [
    *("arrange-primary-medical-services", "arrange-specialised-services"),
    "arrange-pharmacy-eye-and-dental-services",
]
PROVIDER = ["provide-services", "run-own-capital", "manage-own-workforce"]
COUNCIL = [
    *("arrange-public-health-services", "arrange-adult-social-care"),
    *("arrange-childrens-social-care", "accept-external-funding"),
]
CAPS = ["", "£10m", "£5m", "£1m", "£500,000", "£250,000", "£50,000 per 100,000 residents"]


class England:
    """The entries while they are made."""

    def __init__(self, systems: int) -> None:
        self.areas = [Area(id="land", name="England", kind="nation", residents=57_000_000)]
        self.bodies = [Body(id="NHSE", name="NHS England", kind="NHS England")]
        self.governance: list[Governance] = []
        self.forums: list[Forum] = []
        self.posts: list[Post] = []
        self.people: list[Person] = []
        self.delegations: list[Delegation] = []
        self.reservations: list[Reservation] = []
        #: Through whom each body acts, and which posts belong to each class of officers.
        self.organs: list[tuple[Actor, Actor]] = []
        for number in range(REGIONS):
            region = f"region-{number}"
            self.areas.append(Area(id=region, name=region, kind="region", within=("land",)))
            self.bodies.append(
                Body(id=f"team-{number}", name=region, kind="NHS England region", part_of="NHSE")
            )
            self.organs.append((Actor("body", "NHSE"), Actor("body", f"team-{number}")))
        self.codes = [f"Q{number // 26 + 1}{chr(65 + number % 26)}" for number in range(systems)]
        for number, code in enumerate(self.codes):
            self.system(code, f"region-{number % REGIONS}")

    def register(self) -> Register:
        return Register(
            system=System(
                code=self.codes[0], name="England", area=self.codes[0], areas=tuple(self.areas)
            ),
            bodies=tuple(self.bodies),
            governance=tuple(self.governance),
            forums=tuple(self.forums),
            posts=tuple(self.posts),
            people=tuple(self.people),
            delegations=tuple(self.delegations),
            reservations=tuple(self.reservations),
            directions=(self.direction(),),
        )

    def direction(self) -> Direction:
        """NHS England exercises one function of the last board."""
        return Direction(
            id="direction",
            given_by="NHSE",
            given_to=self.codes[-1],
            functions=("arrange-ambulance-services",),
            exercised_by="NHSE",
            power="section-14z61",
        )

    # Entries

    def area(self, id: str, kind: str, *within: str, residents: int) -> str:
        self.areas.append(Area(id=id, name=id, kind=kind, within=within, residents=residents))
        return id

    def body(self, id: str, kind: str, area: str | None = None, **others: Any) -> str:
        self.bodies.append(Body(id=id, name=id, kind=kind, area=area, **others))
        return id

    def forum(self, id: str, kind: str, area: str, *owners: str, **others: Any) -> str:
        self.forums.append(Forum(id=id, name=id, kind=kind, area=area, owners=owners, **others))
        return id

    def post(self, id: str, body: str, role: str = "", officers: str = "") -> str:
        person = f"{id}-person"
        self.people.append(Person(id=person, name=person, employer=body))
        if officers:
            self.organs.append((Actor("officers", body, officers), Actor("post", id)))
        self.posts.append(
            Post(
                id=id,
                name=id,
                body=body,
                role=role,
                officers=(officers,) if officers else (),
                holders=(Holder(person=person, first_day=SINCE),),
            )
        )
        return id

    def passes(
        self,
        givers: str | tuple[str, ...],
        receiver: str,
        functions: list[str],
        area: str,
        power: str,
        onward: str = "",
        officers: str = "",
        capped: bool = True,
    ) -> None:
        """One delegation for each function; of every tenth there is an older one that ended."""
        for function in functions:
            number = len(self.delegations)
            self.delegations.append(
                Delegation(
                    id=f"d{number}",
                    given_by=(givers,) if isinstance(givers, str) else givers,
                    given_to=receiver,
                    functions=(function,),
                    area=area,
                    power=power,
                    onward=onward,
                    officers=officers,
                    cap=CAPS[number % len(CAPS)] if capped else "",
                    first_day=RENEWED if number % 10 == 0 else SINCE,
                )
            )
            if number % 10 == 0:
                older = {"id": f"d{number}-older", "first_day": SINCE}
                ended = {"last_day": date(2025, 3, 31)}
                self.delegations.append(self.delegations[-1].model_copy(update=older | ended))

    # One system

    def system(self, code: str, region: str) -> None:
        self.area(code, "system", region, residents=1_300_000)
        self.body(code, "integrated care board", code)
        board = self.forum(f"{code}-board", "integrated care board", code, code)
        self.organs.append((Actor("body", code), Actor("forum", board)))
        places = [self.place(code, number) for number in range(PLACES)]
        trusts = [self.trust(code, number) for number in range(TRUSTS)]
        self.passes("NHSE", code, NATIONAL, code, "nhs-england-agreement", capped=False)
        self.within_the_board(code, board)
        for place in places:
            self.to_place(code, board, place)
            self.with_council(code, place, f"{place}-council")
        shared = self.forum(f"{code}-joint", "joint committee", code, code, *trusts[:2])
        self.passes((code, *trusts[:2]), shared, CARE[:4], code, "section-65z6")
        for trust in trusts:
            self.passes(code, trust, CARE[:5], code, "section-65z5")
            self.within_the_trust(trust, [*PROVIDER, *CARE[:2]])
        self.reservations += [
            Reservation(
                id=f"{code}-{number}",
                body=code,
                kept_by=board,
                functions=(function,),
                above="£20m",
                urgent=(f"{code}-post-0",),
            )
            for number, function in enumerate(CARE)
        ]

    def place(self, code: str, number: int) -> str:
        id = f"{code}-place-{number}"
        self.area(f"{id}-council-area", "council area", code, residents=260_000)
        self.area(id, "place", code, f"{id}-council-area", residents=250_000)
        for one in range(number, NEIGHBOURHOODS, PLACES):
            self.area(f"{code}-pcn-{one}", "neighbourhood", id, residents=40_000)
        council = self.body(f"{id}-council", "unitary council", f"{id}-council-area")
        led = number != PLACES - 1
        model = "leader and cabinet" if led else "committee system"
        self.governance.append(Governance(body=council, model=model))
        self.within_the_council(council, f"{id}-council-area", led)
        return id

    def within_the_board(self, code: str, board: str) -> None:
        committees = [
            self.forum(f"{code}-committee-{one}", "committee", code, code)
            for one in range(COMMITTEES)
        ]
        posts = [
            self.post(f"{code}-post-{one}", code, "accountable officer" if one == 0 else "", "lead")
            for one in range(BOARD_POSTS)
        ]
        for number, committee in enumerate(committees):
            self.passes(board, committee, CARE, code, "schedule-1b-11", "within the body")
            self.passes(committee, posts[number], CARE, code, "schedule-1b-11")
        for number, post in enumerate(posts):
            self.passes(board, post, CARE, code, "schedule-1b-11", "within the body")
            below = posts[(number + 1) % BOARD_POSTS]
            self.passes(post, below, CARE[:6], code, "schedule-1b-11")

    def to_place(self, code: str, board: str, place: str) -> None:
        committee = self.forum(
            f"{place}-partnership",
            "place partnership",
            place,
            code,
            forms=("committee of a body",),
        )
        director = self.post(f"{place}-director", code, "place director")
        self.post(f"{place}-manager", code, officers=f"{place} managers")
        managers = f"{place} managers"
        self.passes(board, committee, CARE, place, "schedule-1b-11", "within the body")
        self.passes(committee, director, CARE, place, "schedule-1b-11", "within the body")
        self.passes(director, code, CARE, place, "schedule-1b-11", officers=managers)

    def with_council(self, code: str, place: str, council: str) -> None:
        joint = self.forum(f"{place}-joint", "joint committee", place, code, council)
        both = (code, council)
        self.passes(code, council, CARE[:2], place, "section-75-lead")
        self.passes(council, code, COUNCIL[:2], place, "section-75-lead")
        self.passes(both, joint, CARE[:2], place, "section-75-joint-committee")

    def trust(self, code: str, number: int) -> str:
        id = f"{code}-trust-{number}"
        self.body(id, "NHS trust" if number < 2 else "NHS foundation trust", partner_of=(code,))
        board = self.forum(f"{id}-board", "board of directors", code, id)
        self.organs.append((Actor("body", id), Actor("forum", board)))
        return id

    def within_the_trust(self, trust: str, functions: list[str]) -> None:
        posts = [
            self.post(f"{trust}-post-{one}", trust, officers="managers")
            for one in range(TRUST_POSTS)
        ]
        for number in range(4):
            committee = self.forum(f"{trust}-committee-{number}", "committee", trust[:3], trust)
            self.passes(
                f"{trust}-board", committee, functions, "land", "trust-scheme", "within the body"
            )
            self.passes(committee, posts[number], functions, "land", "trust-scheme")
        for number, post in enumerate(posts):
            self.passes(
                f"{trust}-board", post, functions, "land", "trust-scheme", "within the body"
            )
            below = posts[(number + 1) % TRUST_POSTS]
            self.passes(post, below, functions[:3], "land", "trust-scheme")

    def within_the_council(self, council: str, area: str, led: bool) -> None:
        self.forum(f"{council}-full", "full council", area, council)
        self.forum(f"{council}-health", "health and wellbeing board", area, council)
        top = self.post(f"{council}-leader", council, "council leader" if led else "elected member")
        power = "lga-2000-executive" if led else "lga-1972-101"
        top = top if led else f"{council}-full"
        self.organs.append((Actor("body", council), Actor("post" if led else "forum", top)))
        cabinet = self.forum(f"{council}-cabinet", "cabinet" if led else "committee", area, council)
        self.passes(top, cabinet, COUNCIL, area, power, capped=False)
        posts = [
            self.post(f"{council}-post-{one}", council, officers="managers")
            for one in range(COUNCIL_POSTS)
        ]
        for number, post in enumerate(posts):
            self.passes(top, post, COUNCIL, area, power)
            self.passes(cabinet, post, COUNCIL[:2], area, power)
            below = posts[(number + 1) % COUNCIL_POSTS]
            self.passes(post, below, COUNCIL[:2], area, power)
            self.passes(post, council, COUNCIL[:2], area, power, officers="managers")


def areas_of(register: Register) -> Iterator[str]:
    """Areas that decisions are asked for: systems, places and neighbourhoods."""
    for area in register.areas:
        if area.kind in ("system", "place", "neighbourhood"):
            yield area.id
