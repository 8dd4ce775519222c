"""Words that several pages say in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from joinedup.layout.writing import MINUS, number
from joinedup.values.finding import Finding
from joinedup.values.pence import pounds_in_text

_T = TypeVar("_T")

KINDS = {"place": "places", "neighbourhood": "neighbourhoods"}
#: Severity and outcome, as a reader who knows no program says it.
FAILS = {
    "must": "Fails a must",
    "should": "Fails a should",
    "would": "Would fail a proposal",
}
NOT_KNOWN = {
    "must": "Not known, a must",
    "should": "Not known, a should",
    "would": "Not known, a proposal",
}
#: What the need index is, in the glossary's words; every table that shows one says so.
NEED_INDEX = "weighted population per head, against that of the whole system; 1 is average."
#: How many of several a sentence names.
_MOST_NAMES = 12
_SMALL = "no one two three four five six seven eight nine".split()


def outcome(finding: Finding) -> str:
    """How a finding is labelled: 'Fails a must', 'Not known, a should' …"""
    return (FAILS if finding.outcome == "fails" else NOT_KNOWN)[finding.severity]


def outcomes(found: Sequence[Finding]) -> str:
    """How findings came out: '2 findings fail (1 of them a must), and 3 are not known'."""
    fails = [finding for finding in found if finding.outcome == "fails"]
    musts = sum(finding.severity == "must" for finding in fails)
    of_them = f" ({musts or 'none'} of them a must)" if fails else ""
    return (
        f"{counted(len(fails), 'finding fails', 'findings fail')}{of_them}, and "
        f"{counted(len(found) - len(fails), 'is', 'are')} not known"
    )


def counted(count: int, one: str, several: str | None = None) -> str:
    """'1 practice', '2 practices'."""
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def in_words(count: int, one: str, several: str | None = None) -> str:
    """As `counted`, with small numbers in words: 'five places'."""
    written = _SMALL[count] if 0 <= count < len(_SMALL) else number(count)
    return f"{written} {one if count == 1 else several or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def some(names: Sequence[str]) -> str:
    """As `listed`, of many the first few and how many more: 'A, B and 9,998 others'."""
    # One other is named too.
    if len(names) <= _MOST_NAMES + 1:
        return listed(names)
    return listed([*names[:_MOST_NAMES], f"{number(len(names) - _MOST_NAMES)} others"])


def people(count: float) -> str:
    """A number of people for a sentence: '2.6 million', '920,000', '4,438'."""
    if count >= 999_950:
        return f"{number(count / 1e6, 1)} million"
    return number(round(count, -3) if count >= 100_000 else count)


def moved_pounds(pence: int) -> str:
    """Pounds for a sentence or a label, with their sign: '+£1.2 million', '−£940'."""
    sign = "+" if pence > 0 else MINUS if pence < 0 else ""
    return f"{sign}{pounds_in_text(abs(pence))}"


def unique(several: Iterable[_T]) -> tuple[_T, ...]:
    """Each once, in the order in which they came."""
    return tuple(dict.fromkeys(several))


def plural(kind: str) -> str:
    """A kind of body, area or forum for several of them: 'charities', 'county councils'."""
    if kind in ("NHS England", "Healthwatch", "committees in common"):
        return kind
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
