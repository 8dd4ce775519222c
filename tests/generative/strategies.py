"""Any valid register, with the text that people write and that formats trip over."""

from datetime import date
from decimal import Decimal
from typing import Any

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

#: Text that YAML, CSV or Unicode may take for something else.
AWKWARD = [
    *("yes", "no", "on", "null", "~", "true", "False", "0012", "1e5", "0x1F", "0o17", "1_000"),
    *(
        ".5",
        ".inf",
        ".nan",
        "-1",
        "+1",
        "12:30:45",
        "2022-01-01",
        "2022-01-01T00:00:00Z",
        "=",
        "<<",
    ),
    *(
        ": #",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "--- a",
        "...",
        "? a",
        "!tag",
        "!!int 3",
        "&a",
        "*a",
    ),
    *("[a", "{a", "a]", "%YAML 1.1", "@a", "`a", "|", ">", "| a", "> a", "'", '"', "''", '"a" b'),
    *("a,b", 'a "b", c', "a\nb", "a\r\nb", "a\rb", "\na\n\nb\n", "a\tb", "\ta", "a  b", "a \nb"),
    *("=1+1", "+44", "@SUM(A1)", "-", "\\n", "a\\", "a\u2028b", "a\u0085b", "\ufeffa", "a\u200b"),
    *("Caf\u00e9", "Cafe\u0301", "A\u030a", "\u212b", "\u1e9b\u0323", "\uac00", "\u1100\u1161"),
    *("\U0001f3e5", "\u202eabc", "\ufb01", "\u0628\u0627", "e" + "\u0301" * 20, "x" * 300),
]
#: Ids that look like numbers, days, or nothing.
AWKWARD_IDS = [
    *("0012", "12", "1e5", "0x1F", "null", "yes", "true", "2022-01-01", "1-1", "0", "Y", "n"),
    *("icb-board", "E54000054", "NaN", "inf", "12-30", "0o7", "1E400"),
]

_any_text = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        include_characters="\t\n\r\x85",
        exclude_characters="\ufffe\uffff",
    ),
    max_size=30,
)


texts = (st.sampled_from(AWKWARD) | _any_text).filter(lambda text: bool(text.strip()))
optional_texts = st.just("") | texts
ids = st.sampled_from(AWKWARD_IDS) | st.from_regex(
    r"[A-Za-z0-9]{1,6}(-[A-Za-z0-9]{1,4}){0,2}", fullmatch=True
)
gss_codes = st.from_regex(r"[EWSN][0-9]{8}", fullmatch=True)
# The same day in several places too, as the same object: YAML would write it as an alias.
SHARED_DAYS = [date(2022, 7, 1), date(2026, 3, 31)]
days = st.none() | st.sampled_from(SHARED_DAYS) | st.dates(date(1, 1, 1), date(9999, 12, 31))
years = st.integers(1900, 2098).map(lambda year: f"{year}-{(year + 1) % 100:02}")


def words(name: str) -> st.SearchStrategy[str]:
    """A word of one of the closed lists."""
    return st.sampled_from(kinds().words(name))


@st.composite
def periods(draw: st.DrawFn) -> dict[str, Any]:
    """First and last day, in this order, either of them perhaps not known."""
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    return {"first_day": first, "last_day": last}


def lists(one: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of something, in a tuple."""
    return st.lists(one, max_size=most).map(tuple)


def some_of(choices: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the choices, each once, in any order."""
    if not choices:
        return st.just(())
    chosen = st.lists(st.sampled_from(choices), unique=True, min_size=least, max_size=3)
    return chosen.map(tuple)


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
    return Register(
        system=system,
        bodies=tuple(
            Body(
                id=body_id,
                name=draw(texts),
                kind="integrated care board" if body_id == code else draw(words("body_kinds")),
                source=draw(optional_texts),
                **draw(periods()),
            )
            for body_id in draw(st.permutations(body_ids))
        ),
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
        forums=draw(forums(area_ids, person_ids, either)),
        posts=draw(posts(area_ids, person_ids, either)),
        instruments=draw(instruments(either)),
        governance=tuple(
            Governance(body=body, model=draw(words("governance_models")), **draw(periods()))
            for body in draw(some_of(either))
        ),
        streams=tuple(
            Stream(
                id=stream_id,
                name=draw(texts),
                body=draw(st.sampled_from(either)),
                year=draw(years),
                amount_pence=draw(st.integers(1, 10**15)),
                formula=draw(st.sampled_from(["", "core", "primary-medical"])),
                source=draw(optional_texts),
            )
            for stream_id in draw(st.lists(ids, unique_by=str.lower, max_size=3))
        ),
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
