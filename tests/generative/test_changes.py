"""What changed between two registers: applied to the first, it gives the second."""

import json
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.register.canonical import canonical
from joinedup.register.changes import SYSTEM, Change, changes
from joinedup.register.fields import Entry
from joinedup.register.schema import Register, Seat
from tests.generative.passing_strategies import caps
from tests.generative.strategies import registers

Row = tuple[str, tuple[str, ...], frozenset[tuple[str, Any]]]
#: What an entry is known by, written out: the changes find it in the schema.
IDENTITY = {
    **dict.fromkeys(["areas", "bodies", "people", "forums", "seats", "streams"], "id"),
    **dict.fromkeys(
        ["sources", "posts", "hosting", "instruments", "judgements", "interests"], "id"
    ),
    **dict.fromkeys(["delegations", "conditions", "reservations", "directions"], "id"),
    **dict.fromkeys(["forum-approvals", "delegation-approvals"], "by"),
    "revocations": "on",
    **dict.fromkeys(["area-codes", "council-codes", "practices"], "code"),
    **dict.fromkeys(["councils", "governance"], "body"),
    **dict.fromkeys(["holders", "post-holders"], "person"),
    "provisions": "matter",
}
#: Lists whose name is not that of the field.
LIST_OF = {
    ("areas", "ons"): "area-codes",
    ("councils", "ons"): "council-codes",
    ("posts", "holders"): "post-holders",
    ("instruments", "provides"): "provisions",
    ("forums", "approvals"): "forum-approvals",
    ("delegations", "approvals"): "delegation-approvals",
}


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def laid_flat(section: str, above: tuple[str, ...], entry: Entry) -> list[Row]:
    """An entry and those within it, as plainly as it can be done."""
    values, rows, path = {}, [], above
    if section not in ("", SYSTEM):
        path = (*above, str(plain(getattr(entry, IDENTITY[section]))))
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name)
        children = [value] if isinstance(value, Entry) else value
        if isinstance(children, tuple | list) and children and isinstance(children[0], Entry):
            inside = LIST_OF.get((section, name), name)
            for child in children:
                rows += laid_flat(inside, path, child)
        elif value is not None and value != "" and value != ():
            values[info.alias or name] = plain(value)
    if section:
        rows.append((section, path or (SYSTEM,), frozenset(values.items())))
    return rows


def text_of(row: Row) -> str:
    return json.dumps(dict(row[2]), sort_keys=True, default=str)


def applied(register: Register, found: tuple[Change, ...]) -> Counter[Row]:
    """The rows of a register after the changes, done one by one."""
    rows: dict[tuple[str, tuple[str, ...], int], dict[str, Any]] = {}
    alike: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for row in sorted(laid_flat("", (), register), key=text_of):
        alike[row[:2]] += 1
        rows[row[0], row[1], alike[row[:2]]] = dict(row[2])
    added = []
    for change in found:
        old = {one.name: one.before for one in change.fields if one.before is not None}
        new = {one.name: one.after for one in change.fields if one.after is not None}
        if change.what == "added":
            assert not old
            added.append((change.section, change.path, frozenset(new.items())))
            continue
        values = rows.pop((change.section, change.path, change.place))
        assert {one.name: values.get(one.name) for one in change.fields} == {
            one.name: one.before for one in change.fields
        }
        if change.what == "removed":
            assert values == old and not new
        else:
            kept = {name: value for name, value in values.items() if name not in old}
            added.append((change.section, change.path, frozenset((kept | new).items())))
    left = [(section, path, frozenset(one.items())) for (section, path, _), one in rows.items()]
    return Counter([*left, *added])


@st.composite
def edited(draw: st.DrawFn, register: Register) -> Register:
    """A register with some holders taken out, others put in twice, some for longer.

    Some of its delegations have another cap, and an approval less.
    """

    def holders(seat: Seat) -> Seat:
        if not seat.holders:
            return seat
        one = st.sampled_from(seat.holders)
        longer = one.map(lambda holder: holder.model_copy(update={"last_day": date.max}))
        return seat.model_copy(update={"holders": tuple(draw(st.lists(one | longer, max_size=4)))})

    forums = tuple(
        forum.model_copy(update={"seats": tuple(map(holders, forum.seats))})
        for forum in register.forums
    )
    delegations = tuple(
        one.model_copy(
            update={"cap": draw(caps), "approvals": one.approvals[draw(st.integers(0, 1)) :]}
        )
        for one in register.delegations
    )
    return register.model_copy(update={"forums": forums, "delegations": delegations})


pairs = registers().flatmap(
    lambda register: st.tuples(st.just(register), edited(register) | registers())
)


@settings(max_examples=30)
@given(pairs)
def test_changes_applied_to_one_register_give_the_other(pair: tuple[Register, Register]) -> None:
    before, after = pair
    assert applied(before, changes(before, after)) == Counter(laid_flat("", (), after))
    assert applied(after, changes(after, before)) == Counter(laid_flat("", (), before))


@settings(max_examples=15)
@given(registers(), st.data())
def test_nothing_changed_exactly_where_the_canonical_forms_are_one(
    register: Register, data: st.DataObject
) -> None:
    other = register.model_copy(
        update={
            "bodies": tuple(data.draw(st.permutations(register.bodies))),
            "people": register.people[data.draw(st.integers(0, 1)) :],
            "forums": tuple(
                forum.model_copy(update={"seats": tuple(reversed(forum.seats))})
                for forum in register.forums
            ),
        }
    )
    same = canonical(register) == canonical(other)
    assert (changes(register, other) == ()) is same
    assert same is (len(register.people) == len(other.people))
