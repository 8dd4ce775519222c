"""Text, ids, days and words that formats trip over, for what entries hold."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from joinedup.register.fields import SEPARATOR
from joinedup.register.files import kinds

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
#: What may stand with others in one cell.
listed = texts.filter(lambda text: SEPARATOR not in text)
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
