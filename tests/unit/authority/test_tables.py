"""What tables and routes must tell apart, and where they say the same as a search."""

from collections.abc import Iterable
from datetime import date

import pytest

from joinedup.authority.act import Act
from joinedup.authority.deciding import proofs_of
from joinedup.authority.proof import Proof
from joinedup.authority.scheme import Scheme
from joinedup.authority.search import Search
from joinedup.register.schema import Area
from tests.unit.authority.small import AREAS, act, body, directed, kept, passed, scheme

BEFORE, FROM, WITHIN = date(2025, 3, 31), date(2025, 4, 1), date(2026, 11, 1)
TO_COMMITTEE = passed("to-committee", "QAA", "committee")
CAPPED = passed("capped", "QAA", "chief", cap="£100")


def searched(known: Scheme, acts: Iterable[Act]) -> list[list[Proof]]:
    """The proofs of each act as a search finds them, without committees in common."""
    return [Search(known, one).proofs() for one in acts]


def tabled(known: Scheme, acts: Iterable[Act]) -> list[list[Proof]]:
    """The same from tables; fails where an act has none."""
    found = []
    for one in acts:
        table = known.tables.table(one)
        assert table is not None
        found.append(table.proofs(one))
    return found


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"reservations": (kept("later", "QAA", "board", first_day=FROM),)},
        {"reservations": (kept("above", "QAA", "board", above="£50"),)},
        {"reservations": (kept("here", "QAA", "board", area="p1", above="£50"),)},
        {"reservations": (kept("until", "QAA", "board", last_day=BEFORE, area="p2"),)},
        {"directions": (directed("stop", "QAA", exercised_by="QBB", first_day=FROM),)},
        {"directions": (directed("stop", "QAA", exercised_by="QBB", area="p2"),)},
        {"directions": (directed("stop", "QAA", exercised_by="QBB", functions=("other",)),)},
        {"directions": (directed("pause", "committee", last_day=BEFORE),)},
    ],
)
def test_tables_say_what_a_search_finds(others: dict[str, object]) -> None:
    entries = (TO_COMMITTEE, CAPPED, passed("on", "committee", "clerk", first_day=FROM))
    known = scheme(*entries, **others)
    acts = [
        act(area=area, value_pence=value, on=on, holder=holder)
        for area in ("p1", "p2", "s1", "s2")
        for value in (None, 5_000, 5_001, 10_001)
        for on in (BEFORE, FROM, WITHIN)
        for holder in (None, "QAA")
    ]
    found = tabled(known, acts)
    assert found == searched(known, acts) == tabled(known, acts)
    assert any(found)


def test_a_holder_that_is_asked_for_leaves_the_others_out() -> None:
    known = scheme(TO_COMMITTEE)
    assert proofs_of(known, act(holder="QBB")) == ()
    assert body("QAA") in {proof.actor for proof in proofs_of(known, act(holder="QAA"))}


def test_areas_that_nothing_tells_apart_share_a_table() -> None:
    more = tuple(
        Area(id=id, name=id, kind="neighbourhood", within=("p1",)) for id in ("here", "there")
    )
    known = scheme(TO_COMMITTEE, areas=(*AREAS, *more))
    here, there = (known.tables.table(act(area=area.id)) for area in more)
    assert here is there is not None
    assert known.tables.table(act(area="p2")) is not here
    proofs = [proofs_of(known, act(area=area.id)) for area in more]
    assert [[proof.chains[0].area for proof in some] for some in proofs] == [
        [area.id] * len(proofs[0]) for area in more
    ]


def test_what_must_be_tried_with_each_act_is_searched_or_tried() -> None:
    known = scheme(TO_COMMITTEE, passed("yearly", "QAA", "chief", cap="£100 a year"))
    assert known.tables.table(act(urgent=True)) is None
    assert known.tables.table(act(value_pence=1, yearly_pence=1)) is None
    acts = [act(value_pence=value) for value in (None, 1)]
    assert tabled(known, acts) == searched(known, acts)
