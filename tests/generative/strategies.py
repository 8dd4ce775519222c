"""Any valid register."""

from decimal import Decimal

from hypothesis import strategies as st

from joinedup.register.files import kinds
from joinedup.register.reading import Folder
from joinedup.register.schema import (
    Area,
    Body,
    CitedSource,
    Council,
    Forum,
    Governance,
    Holder,
    Instrument,
    Need,
    OnsCode,
    Overlap,
    Person,
    Post,
    Practice,
    Provision,
    Register,
    Seat,
    Stream,
    System,
)
from tests.generative.awkward import (
    days,
    gss_codes,
    ids,
    listed,
    lists,
    optional_texts,
    periods,
    some_of,
    texts,
    words,
    years,
)
from tests.generative.passing_strategies import approvals, delegations, directions, reservations


@st.composite
def ons_codes(draw: st.DrawFn) -> OnsCode:
    """An ONS code with its days."""
    return OnsCode(code=draw(gss_codes), **draw(periods()))


@st.composite
def all_areas(draw: st.DrawFn) -> tuple[Area, ...]:
    """Areas in a partial order, one of them the system."""
    area_ids = draw(st.lists(ids, unique_by=str.lower, min_size=1, max_size=6))
    other_kinds = [kind for kind in kinds().words("area_kinds") if kind != "system"]
    return tuple(
        Area(
            id=area_id,
            name=draw(texts),
            kind=draw(st.sampled_from(other_kinds)) if number else "system",
            within=draw(some_of(area_ids[:number])),
            # An area lies within those before it, so that it may be made of those after it.
            made_of=draw(some_of(area_ids[number + 1 :])),
            residents=draw(st.none() | st.integers(0, 10**7)),
            ons=draw(lists(ons_codes())),
            **draw(periods()),
        )
        for number, area_id in enumerate(area_ids)
    )


def holders(people: list[str], bodies: list[str]) -> st.SearchStrategy[tuple[Holder, ...]]:
    """Holders of one seat or post; none where there are no people."""
    if not people:
        return st.just(())
    appointers = [*bodies, *kinds().words("appointers")]
    return lists(
        st.builds(
            lambda person, by, approved, period: Holder(
                person=person, appointed_by=by, approved_by=approved, **period
            ),
            st.sampled_from(people),
            some_of(appointers),
            some_of(appointers),
            periods(),
        )
    )


@st.composite
def seats(draw: st.DrawFn, people: list[str], bodies: list[str]) -> tuple[Seat, ...]:
    """Seats of one forum, with nominators and holders."""
    nominators = [*bodies, *kinds().words("nominators")]
    return tuple(
        Seat(
            id=seat_id,
            name=draw(optional_texts),
            capacity=draw(words("capacities")),
            nominators=draw(some_of(nominators)),
            roles=draw(some_of(list(kinds().words("roles")))),
            needed_by=draw(st.just("") | words("needs_of_seats")),
            holders=draw(holders(people, bodies)),
            **draw(periods()),
        )
        for seat_id in draw(st.lists(ids, unique_by=str.lower, max_size=3))
    )


@st.composite
def forums(
    draw: st.DrawFn, areas: list[str], people: list[str], bodies: list[str]
) -> tuple[Forum, ...]:
    """Forums with their seats."""
    return tuple(
        Forum(
            id=forum_id,
            name=draw(texts),
            kind=draw(words("forum_kinds")),
            area=draw(st.sampled_from(areas)),
            also_serves=draw(some_of(areas)),
            forms=draw(some_of(list(kinds().words("place_forms")))),
            owners=draw(some_of(bodies, least=1)),
            approvals=draw(approvals(bodies)),
            commissions=draw(st.just("") | words("answers")),
            meets=draw(st.just("") | words("meetings")),
            seats=draw(seats(people, bodies)),
            **draw(periods()),
        )
        for forum_id in draw(st.lists(ids, unique_by=str.lower, max_size=3))
    )


@st.composite
def posts(
    draw: st.DrawFn, areas: list[str], people: list[str], bodies: list[str]
) -> tuple[Post, ...]:
    """Posts with their holders."""
    return tuple(
        Post(
            id=post_id,
            name=draw(texts),
            body=draw(st.sampled_from(bodies)),
            role=draw(st.just("") | words("roles")),
            area=draw(st.none() | st.sampled_from(areas)),
            officers=draw(lists(listed, 2)),
            holders=draw(holders(people, bodies)),
            **draw(periods()),
        )
        for post_id in draw(st.lists(ids, unique_by=str.lower, max_size=2))
    )


@st.composite
def instruments(draw: st.DrawFn, bodies: list[str]) -> tuple[Instrument, ...]:
    """Texts with what they provide for."""
    matters = st.lists(words("provisions"), unique=True, max_size=2)
    return tuple(
        Instrument(
            id=instrument_id,
            title=draw(texts),
            kind=draw(words("instrument_kinds")),
            owners=draw(some_of(bodies, least=1)),
            approved_on=draw(days),
            address=draw(optional_texts),
            copied_to=draw(some_of(bodies)),
            provides=tuple(
                Provision(matter=matter, locator=draw(optional_texts)) for matter in draw(matters)
            ),
            **draw(periods()),
        )
        for instrument_id in draw(st.lists(ids, unique_by=str.lower, max_size=2))
    )


@st.composite
def systems(draw: st.DrawFn, code: str, bodies: list[str]) -> System:
    """A system with its areas and councils."""
    return System(
        code=code,
        name=draw(texts),
        fictional=draw(st.booleans()),
        population=draw(words("populations")),
        as_at=draw(days),
        notes=draw(lists(texts)),
        areas=draw(all_areas()),
        councils=tuple(
            Council(body=body, extent=draw(words("extents")), ons=draw(lists(ons_codes(), 2)))
            for body in draw(some_of(bodies))
        ),
        sources=draw(
            lists(
                st.builds(
                    CitedSource,
                    id=texts,
                    locator=optional_texts,
                    sha256=st.sampled_from(["", "ab" * 32]),
                )
            )
        ),
        **draw(periods()),
    )


@st.composite
def all_bodies(
    draw: st.DrawFn, code: str, body_ids: list[str], area_ids: list[str]
) -> tuple[Body, ...]:
    """The bodies of some ids, the board's own among them."""
    return tuple(
        Body(
            id=body_id,
            name=draw(texts),
            kind="integrated care board" if body_id == code else draw(words("body_kinds")),
            area=draw(st.sampled_from([None, *area_ids])),
            partner_of=draw(some_of([code])),
            succeeded_by=draw(some_of(body_ids)),
            source=draw(optional_texts),
            **draw(periods()),
        )
        for body_id in draw(st.permutations(body_ids))
    )


@st.composite
def all_streams(draw: st.DrawFn, bodies: list[str]) -> tuple[Stream, ...]:
    """Streams that some bodies receive."""
    return tuple(
        Stream(
            id=stream_id,
            name=draw(texts),
            body=draw(st.sampled_from(bodies)),
            year=draw(years),
            amount_pence=draw(st.integers(1, 10**15)),
            formula=draw(st.sampled_from(["", "core", "primary-medical"])),
            source=draw(optional_texts),
        )
        for stream_id in draw(st.lists(ids, unique_by=str.lower, max_size=3))
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Any valid register."""
    code = draw(st.from_regex(r"Q[A-Z0-9]{2}", fullmatch=True))
    different = ids.filter(lambda one: one.lower() != code.lower())
    others = draw(st.lists(different, unique_by=str.lower, max_size=8))
    cut = draw(st.integers(0, len(others)))
    body_ids, practice_ids = [code, *others[:cut]], others[cut:]
    either = [*body_ids, *practice_ids]
    system = draw(systems(code, either))
    by_kind = {
        kind: [area.id for area in system.areas if area.kind == kind]
        for kind in ("place", "neighbourhood")
    }
    area_ids = [area.id for area in system.areas]
    person_ids = draw(st.lists(ids, unique_by=str.lower, max_size=4))
    all_forums = draw(forums(area_ids, person_ids, either))
    all_posts = draw(posts(area_ids, person_ids, either))
    all_texts = draw(instruments(either))
    # An id that several have does not say which of them is meant.
    actors = [*either, *(one.id for one in (*all_forums, *all_posts))]
    actors = [one for one in actors if actors.count(one) == 1]
    known = (area_ids, actors, either, [one.id for one in all_texts])
    return Register(
        system=system,
        bodies=draw(all_bodies(code, body_ids, area_ids)),
        practices=tuple(
            Practice(
                code=practice_id,
                name=draw(texts),
                postcode=draw(optional_texts),
                place=draw(st.sampled_from([None, *by_kind["place"]])),
                neighbourhood=draw(st.sampled_from([None, *by_kind["neighbourhood"]])),
                **draw(periods()),
            )
            for practice_id in practice_ids
        ),
        people=tuple(
            Person(
                id=person_id,
                name=draw(texts),
                employer=draw(st.sampled_from([None, *either])),
                seconded_to=draw(st.sampled_from([None, *either])),
                **draw(periods()),
            )
            for person_id in person_ids
        ),
        forums=all_forums,
        posts=all_posts,
        instruments=all_texts,
        delegations=draw(delegations(*known)),
        reservations=draw(reservations(*known)),
        directions=draw(directions(*known)),
        governance=tuple(
            Governance(body=body, model=draw(words("governance_models")), **draw(periods()))
            for body in draw(some_of(either))
        ),
        streams=draw(all_streams(either)),
    )


measured = st.none() | st.decimals(0, 10**8, places=6).map(Decimal)


@st.composite
def folders(draw: st.DrawFn) -> Folder:
    """Any register with need and overlaps beside it."""
    register = draw(registers())
    keys = st.tuples(ids, years)
    columns = [name for name in Need.model_fields if name not in ("practice", "year")]
    need = tuple(
        Need(practice=practice, year=year, **{name: draw(measured) for name in columns})
        for practice, year in draw(
            st.lists(keys, unique_by=lambda key: (key[0].lower(), key[1]), max_size=3)
        )
    )
    pairs = st.tuples(
        st.sampled_from([area.id for area in register.areas]),
        st.sampled_from([body.id for body in register.bodies]),
    )
    overlaps = tuple(
        Overlap(
            area=area,
            council=council,
            small_areas=part,
            small_areas_of_council=max(part + rest, 1),
            source=draw(optional_texts),
        )
        for area, council in draw(st.lists(pairs, unique=True, max_size=3))
        for part, rest in [draw(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))]
    )
    return Folder(register, need, overlaps)
