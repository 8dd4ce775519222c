"""Caps as people write them, and what is no cap."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from joinedup.register.caps import NO_CAP, Cap, cap_from_text
from joinedup.values.pence import LARGEST, AmbiguousAmount, pounds

SPANS = {"": "decision", " a decision": "decision", " a year": "year", " in all": "ever"}


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("£250,000", Cap(25_000_000)),
        ("250000", Cap(25_000_000)),
        ("250000.5", Cap(25_000_050)),
        ("£1.25m", Cap(125_000_000)),
        ("£500k", Cap(50_000_000)),
        ("£1.5K a year", Cap(150_000, span="year")),
        ("500k in all", Cap(50_000_000, span="ever")),
        ("£1", Cap(100)),
        ("0", Cap(0)),
        ("£250,000 A Decision", Cap(25_000_000)),
        ("£250,000 a year", Cap(25_000_000, span="year")),
        ("£1 million IN ALL", Cap(100_000_000, span="ever")),
        ("£50,000 per 100,000 residents", Cap(5_000_000, per_residents=100_000)),
        ("£0.50 per 1 residents", Cap(50, per_residents=1)),
        ("£5 PER 1000 Residents a year", Cap(500, per_residents=1000, span="year")),
        ("5% of core-2025-26", Cap(share=Fraction(1, 20), stream="core-2025-26")),
        ("0.25 % OF Core in all", Cap(share=Fraction(1, 400), stream="Core", span="ever")),
        ("100% of x", Cap(share=Fraction(1), stream="x")),
    ],
)
def test_a_cap_is_taken_as_people_write_it(text: str, cap: Cap) -> None:
    assert cap_from_text(text) == cap


@pytest.mark.parametrize("text", ["", "  ", "none", "None", " NONE "])
def test_no_cap_is_no_limit(text: str) -> None:
    cap = cap_from_text(text)
    assert cap == NO_CAP
    assert not cap.is_limit and not cap.adds_up


@pytest.mark.parametrize(
    ("text", "limit", "adds_up"),
    [
        ("£5", True, False),
        ("£5 a year", True, True),
        ("5% of x in all", True, True),
        ("5% of x", True, False),
    ],
)
def test_what_was_decided_before_counts_only_where_a_span_is_said(
    text: str, limit: bool, adds_up: bool
) -> None:
    cap = cap_from_text(text)
    assert (cap.is_limit, cap.adds_up) == (limit, adds_up)


@pytest.mark.parametrize(
    "text",
    [
        *("lots", "£", "none a year", "£250,000 per annum", "£250,000 a year in all", "a year"),
        *(
            "-£5",
            "£1.0005",
            "£1.0000",
            "£5 to £10",
            "£2000000000000000",
            "£25,00",
            "$250,000",
            "£5\x00",
        ),
        *("5%", "5% of", "0% of core", "100.1% of core", "101% of core", "5% of core budget"),
        *("5% of core per 1,000 residents", "-5% of core", "£5% of core"),
        *(
            "£5 per 0 residents",
            "£5 per 10,00 residents",
            "£5 per residents",
            "£5 per -1 residents",
        ),
        *("£5 per 1000000000000000 residents", "£5 per 1,000 people"),
        # A part of a penny.
        "0.125",
        # Letters that others look like, or become when capitals do not count.
        *(
            "£5 \u0130n all",
            "£5 a decis\u0131on",
            "5% of \u212a",
            "\uff15",
            "£5 per 1 re\u017fidents",
        ),
    ],
)
def test_what_is_no_cap_is_said_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a cap like £250,000, .* or none$"):
        cap_from_text(text)


@pytest.mark.parametrize("text", ["100.000", "£100.000 a year"])
def test_a_point_that_may_stand_between_thousands_is_asked_about(text: str) -> None:
    with pytest.raises(AmbiguousAmount, match="may be meant as .* write a comma between thousands"):
        cap_from_text(text)


@pytest.mark.parametrize("text", ["0.05", "£0.99", "0.5 a year"])
def test_a_share_that_a_spreadsheet_made_a_number_of_is_not_taken_for_pence(text: str) -> None:
    with pytest.raises(ValueError, match="less than a pound, as a share that lost its %"):
        cap_from_text(text)


@given(
    st.just(0) | st.integers(100, LARGEST),
    st.none() | st.integers(1, 10**12 - 1),
    st.sampled_from(sorted(SPANS)),
    st.sampled_from([" ", "  ", "\t", "\n", "\u00a0"]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
)
def test_an_amount_is_read_whatever_its_spaces_and_capitals(
    amount: int, people: int | None, span: str, space: str, letters: type[str]
) -> None:
    heads = "" if people is None else f" per {people} residents"
    text = letters(f" {pounds(amount)}{heads}{span} ").replace(" ", space)
    assert cap_from_text(text) == Cap(amount, people, span=SPANS[span])


@given(
    st.integers(1, 10**8),
    st.from_regex(r"[A-Za-z0-9-]+", fullmatch=True),
    st.sampled_from([*SPANS]),
)
def test_a_share_is_exact(millionths: int, stream: str, span: str) -> None:
    cap = cap_from_text(f"{millionths // 10**6}.{millionths % 10**6:06}% of {stream}{span}")
    share = Fraction(millionths, 10**8)
    assert cap == Cap(share=share, stream=stream, span=SPANS[span])


PIECES = [
    "£",
    "5",
    "1,000",
    ".",
    "%",
    "per",
    "residents",
    "a year",
    "in all",
    "of",
    "core",
    "none",
    " ",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
@example("9" * 10_000)
@example(f"5% of {'x' * 10_000} in all")
@example(f"£5 per {'9' * 10_000} residents")
def test_any_text_is_a_cap_or_said_to_be_none(text: str) -> None:
    try:
        cap = cap_from_text(text)
    except ValueError as error:
        assert "write a cap like" in str(error)
        return
    assert cap.amount is None or 0 <= cap.amount <= LARGEST
    assert cap.share is None or (0 < cap.share <= 1 and cap.stream and cap.amount is None)
    assert cap.per_residents is None or (cap.per_residents > 0 and cap.amount is not None)
    assert cap.is_limit or cap == NO_CAP
