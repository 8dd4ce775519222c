"""Any valid delegations, reservations and directions, with all that may stand in them."""

from hypothesis import strategies as st

from joinedup.register.delegations import (
    Approval,
    Condition,
    Delegation,
    Direction,
    Reservation,
    Revocation,
)
from joinedup.register.files import kinds
from tests.generative.awkward import (
    days,
    ids,
    listed,
    optional_texts,
    periods,
    some_of,
    texts,
    words,
)


@st.composite
def approvals(draw: st.DrawFn, bodies: list[str]) -> tuple[Approval, ...]:
    """Approvals, each of them given or not yet."""
    givers = st.sampled_from([*bodies, *kinds().words("appointers")])
    return tuple(
        Approval(by=by, on=draw(days), source=draw(optional_texts))
        for by in draw(st.lists(givers, unique_by=str.lower, max_size=2))
    )


amounts = st.sampled_from(["£250,000", "250000.5", "£1.25m", "0", "£ 3 bn"])
#: Caps as people write them.
caps = st.sampled_from(["", "none", "None"]) | st.builds(
    "{}{}".format,
    amounts
    | amounts.map("{} per 100,000 residents".format)
    | st.sampled_from(["5% of core", "0.5 % of 2025-26"]),
    st.sampled_from(["", " a decision", " A YEAR", "  in all"]),
)


@st.composite
def delegations(
    draw: st.DrawFn, areas: list[str], actors: list[str], bodies: list[str], texts_: list[str]
) -> tuple[Delegation, ...]:
    """Delegations with all that may stand in them."""
    if not actors:
        return ()
    return tuple(
        Delegation(
            id=delegation_id,
            given_by=draw(some_of(actors, least=1)),
            given_to=draw(st.sampled_from(actors)),
            officers=draw(optional_texts),
            functions=draw(st.lists(listed, min_size=1, max_size=3).map(tuple)),
            area=draw(st.sampled_from(areas)),
            cap=draw(caps),
            cap_basis=draw(st.just("") | words("cap_bases")),
            onward=draw(st.just("") | words("onwards")),
            mode=draw(st.just("") | words("modes")),
            power=draw(texts),
            instrument=draw(st.sampled_from([None, *texts_])),
            approvals=draw(approvals(bodies)),
            conditions=tuple(
                Condition(
                    id=one,
                    says=draw(optional_texts),
                    standing=draw(st.just("") | words("standings")),
                    evidence=draw(optional_texts),
                )
                for one in draw(st.lists(ids, unique_by=str.lower, max_size=2))
            ),
            revocations=tuple(
                Revocation(
                    on=one,
                    by=draw(st.sampled_from([None, *actors])),
                    source=draw(optional_texts),
                )
                for one in draw(st.lists(st.dates(), unique=True, max_size=2))
            ),
            legal_advice=draw(optional_texts),
            source=draw(optional_texts),
            **draw(periods()),
        )
        for delegation_id in draw(st.lists(ids, unique_by=str.lower, max_size=2))
    )


@st.composite
def reservations(
    draw: st.DrawFn, areas: list[str], actors: list[str], bodies: list[str], texts_: list[str]
) -> tuple[Reservation, ...]:
    """What bodies keep for themselves."""
    if not actors:
        return ()
    return tuple(
        Reservation(
            id=reservation_id,
            body=draw(st.sampled_from(bodies)),
            kept_by=draw(st.sampled_from(actors)),
            functions=draw(some_of(list(kinds().words("functions")), least=1)),
            area=draw(st.none() | st.sampled_from(areas)),
            above=draw(st.just("") | amounts),
            urgent=draw(some_of(actors)),
            instrument=draw(st.sampled_from([None, *texts_])),
            source=draw(optional_texts),
            **draw(periods()),
        )
        for reservation_id in draw(st.lists(ids, unique_by=str.lower, max_size=2))
    )


@st.composite
def directions(
    draw: st.DrawFn, areas: list[str], actors: list[str], bodies: list[str], texts_: list[str]
) -> tuple[Direction, ...]:
    """Orders to cease."""
    if not actors:
        return ()
    return tuple(
        Direction(
            id=direction_id,
            given_by=draw(st.sampled_from(bodies)),
            given_to=draw(st.sampled_from(actors)),
            functions=draw(some_of(list(kinds().words("functions")))),
            area=draw(st.none() | st.sampled_from(areas)),
            exercised_by=draw(st.sampled_from([None, *bodies])),
            bars_delegation=draw(st.just("") | words("answers")),
            power=draw(texts),
            instrument=draw(st.sampled_from([None, *texts_])),
            source=draw(optional_texts),
            **draw(periods()),
        )
        for direction_id in draw(st.lists(ids, unique_by=str.lower, max_size=2))
    )
