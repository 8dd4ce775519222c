"""The forums that law and policy need, drafted with their seats: nobody sits in any of them yet.

Each seat says whether law or policy needs it. Who nominates is a class of bodies: which trusts and
providers those are, the constitution says, and no open file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from joinedup.opendata.councils import Councils, Met
from joinedup.opendata.geography import short_name
from joinedup.opendata.places import Place, Placement
from joinedup.opendata.practice_map import PracticeMap
from joinedup.register.schema import Area, Forum, Post, Seat

#: NHS Act 2006 Schedule 1B paras 3(1) and 8(2) need the chair, the chief executive and the partner
#: members; policy adds directors and non-executive members, so that the board has ten.
BOARD = (
    Seat(id="chair", name="Chair", capacity="chair", needed_by="law"),
    Seat(
        id="chief-executive",
        name="Chief executive",
        capacity="chief executive",
        needed_by="law",
    ),
    *(
        Seat(
            id=role.replace(" ", "-"),
            name=f"{role.capitalize()} of the board",
            capacity="executive member",
            roles=(role,),
            needed_by="policy",
        )
        for role in ("finance director", "medical director", "nursing director")
    ),
    *(
        Seat(
            id=f"non-executive-member-{number}",
            name=f"Non-executive member {number}",
            capacity="non-executive member",
            needed_by="policy",
        )
        for number in (1, 2)
    ),
    *(
        Seat(
            id=f"partner-member-{nominators.replace(' ', '-')}",
            name=f"Partner member nominated by {nominators}",
            capacity="partner member",
            nominators=(nominators,),
            needed_by="law",
        )
        for nominators in ("trusts", "primary medical providers", "councils")
    ),
)
#: Health and Social Care Act 2012 s194(2), but for the ICB's representative.
_OF_COUNCIL = (
    ("elected member", "appointed member"),
    ("director of public health", "executive member"),
    ("director of adult social services", "executive member"),
    ("director of children's services", "executive member"),
)
#: Integrating Care: Next Steps (2020) para 2.31 and the ICS Design Framework (2021) p24; councils
#: and their directors of public health are added by name.
_OF_PLACE = (
    "primary care leadership",
    "acute provider",
    "community provider",
    "mental health provider",
    "Healthwatch",
    "people who use services",
)


def drafted(
    icb_map: PracticeMap, name: str, placement: Placement, councils: Councils
) -> tuple[Forum, ...]:
    """Every forum: the board, the integrated care partnership, the health and wellbeing board of
    each council, and a partnership for each place."""
    icb = icb_map.icb
    partners = councils_of_places(placement.places, councils)
    return (
        Forum(
            id="icb-board",
            name=f"Board of {icb_map.icb_name}",
            kind="integrated care board",
            area=icb,
            owners=(icb,),
            seats=BOARD,
        ),
        # LGPIHA 2007 s116ZA: one member by the ICB, one by each council that its area meets.
        Forum(
            id="icp",
            name=f"Integrated Care Partnership of {name}",
            kind="integrated care partnership",
            area=icb,
            owners=(icb, *(met.id for met in councils.all)),
            seats=(_of_icb(icb), *(_appointed(met) for met in councils.all)),
        ),
        *(_wellbeing_board(icb, met) for met in councils.all),
        *(_place_partnership(icb, place, partners[place.id]) for place in placement.places),
    )


def clinical_directors(networks: Iterable[Area]) -> tuple[Post, ...]:
    """A post for the named clinical director that each primary care network must have.

    Source: NHS Long Term Plan (2019) para 1.52, kept by the network contract since.
    """
    return tuple(
        Post(
            id=f"clinical-director-{network.id.lower()}",
            name=f"Clinical director of {network.name}",
            body=network.id,
            role="clinical director",
            area=network.id,
        )
        for network in networks
    )


def councils_of_places(
    places: Iterable[Place], councils: Councils
) -> Mapping[str, tuple[Met, ...]]:
    """The councils of today that each place's area meets; none where that is not known."""
    found: dict[str, tuple[Met, ...]] = {}
    for place in places:
        ids = {council for sub_icb, council in councils.by_sub_icb if sub_icb in place.sub_icbs}
        found[place.id] = tuple(
            met for met in councils.met if met.id in ids or met.upper == place.council
        )
    return found


def _wellbeing_board(icb: str, met: Met) -> Forum:
    seats = [
        Seat(
            id=role.replace(" ", "-").replace("'", ""),
            name=role.capitalize(),
            capacity=capacity,
            roles=(role,),
            nominators=(met.id,),
            needed_by="law",
        )
        for role, capacity in _OF_COUNCIL
    ]
    healthwatch = Seat(
        id="healthwatch",
        name="Local Healthwatch organisation",
        capacity="appointed member",
        roles=("Healthwatch",),
        needed_by="law",
    )
    return Forum(
        id=f"{met.id}-health-and-wellbeing-board",
        name=f"Health and wellbeing board of {short_name(met.upper.name)}",
        kind="health and wellbeing board",
        area=met.area,
        owners=(met.id,),
        seats=(*seats, healthwatch, _of_icb(icb)),
        first_day=met.existed.first,
        last_day=met.existed.last,
    )


def _place_partnership(icb: str, place: Place, councils: tuple[Met, ...]) -> Forum:
    """The partnership of a place. Whose it is no file says: it stands under the ICB."""
    of_councils: list[Seat] = []
    for met in councils:
        title = short_name(met.upper.name)
        health = f"director-of-public-health-{met.id}"
        of_councils += (
            _policy(met.id, f"Council of {title}", (), (met.id,)),
            _policy(
                health,
                f"Director of public health of {title}",
                ("director of public health",),
                (met.id,),
            ),
        )
    if not councils:
        # Which councils the place has is not known, so the class of them stands for each.
        of_councils = [
            _policy("councils", "Councils of the place", (), ("councils",)),
            _policy(
                "director-of-public-health",
                "Director of public health",
                ("director of public health",),
                ("councils",),
            ),
        ]
    others = [
        _policy(role.lower().replace(" ", "-"), role[0].upper() + role[1:], (role,), ())
        for role in _OF_PLACE
    ]
    return Forum(
        id=f"{place.id}-place-partnership",
        name=f"Place partnership of {place.name}",
        kind="place partnership",
        area=place.id,
        owners=(icb,),
        seats=(*of_councils, *others),
    )


def _policy(id_: str, name: str, roles: tuple[str, ...], nominators: tuple[str, ...]) -> Seat:
    return Seat(
        id=id_,
        name=name,
        capacity="appointed member",
        roles=roles,
        nominators=nominators,
        needed_by="policy",
    )


def _appointed(met: Met) -> Seat:
    return Seat(
        id=met.id,
        name=f"Member appointed by {short_name(met.upper.name)} Council",
        capacity="appointed member",
        nominators=(met.id,),
        needed_by="law",
        first_day=met.period.first,
        last_day=met.period.last,
    )


def _of_icb(icb: str) -> Seat:
    return Seat(
        id="icb",
        name="Member appointed by the integrated care board",
        capacity="appointed member",
        roles=("commissioner",),
        nominators=(icb,),
        needed_by="law",
    )
