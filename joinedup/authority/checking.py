"""Things that must be so, with the days on which they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from joinedup.authority.days import ALWAYS, NEVER, Days, apart_from, both, either

#: What a sentence about a failure names, by the names that it uses (`sentences`).
About = Mapping[str, object]


class Check(NamedTuple):
    """One thing that must be so: the `days` on which it is; on others its `rule` fails."""

    days: Days
    rule: str
    about: About


class Fit(NamedTuple):
    """Days on which something is known to be so, and those on which it is not known not to be."""

    surely: Days
    perhaps: Days

    def checks(self, rule: str, unknown: str, about: About) -> Iterator[Check]:
        """A rule that fails on the days that are not, and one not known on those between."""
        if self.surely is ALWAYS:
            return
        yield Check(self.perhaps, rule, about)
        known = either((self.surely, apart_from(self.perhaps)))
        yield Check(known, unknown, about)


SURELY = Fit(ALWAYS, ALWAYS)
PERHAPS = Fit(NEVER, ALWAYS)
NOT_AT_ALL = Fit(NEVER, NEVER)


def all_of(*fits: Fit) -> Fit:
    """What is so where all of them are."""
    surely, perhaps = SURELY
    for fit in fits:
        surely, perhaps = both(surely, fit.surely), both(perhaps, fit.perhaps)
    return Fit(surely, perhaps)


def any_of(fits: list[Fit]) -> Fit:
    """What is so where any of them is."""
    if SURELY in fits:
        return SURELY
    return Fit(either(fit.surely for fit in fits), either(fit.perhaps for fit in fits))
