"""What would change if a proposal or a bill were law. It is not law, and every answer says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.law.checks import check
from joinedup.law.rule import Pack
from joinedup.law.selection import proposal_named, rules_on
from joinedup.register.reading import Folder
from joinedup.values.finding import Finding


@dataclass(frozen=True)
class AsIf:
    """What a check finds now, and what it would find if a proposal were law.

    `would_replace` holds rules, or parts of rules ('ICB-8-2/councils'), that are asked now and
    would be set aside; `would_add` the rules that would be added. `going` are findings of now that
    would be found no more, `coming` those that would be found then and are not now.
    """

    pack: Pack
    would_replace: tuple[str, ...]
    would_add: tuple[str, ...]
    now: tuple[Finding, ...]
    then: tuple[Finding, ...]

    @property
    def going(self) -> tuple[Finding, ...]:
        """Findings of now that would go."""
        later = frozenset(self.then)
        return tuple(finding for finding in self.now if finding not in later)

    @property
    def coming(self) -> tuple[Finding, ...]:
        """Findings that would come."""
        earlier = frozenset(self.now)
        return tuple(finding for finding in self.then if finding not in earlier)


def as_if(folder: Folder, packs: Sequence[Pack], on: date, name: str) -> AsIf:
    """What would change on a day if the pack `name` were law. Raises UnknownPackError."""
    pack = proposal_named(packs, name)
    rules = rules_on(packs, on)
    asked = {rule.id for rule in rules}
    replaced = (one for rule in pack.rules for one in rule.replaces)
    return AsIf(
        pack=pack,
        would_replace=tuple(one for one in replaced if one.split("/")[0] in asked),
        would_add=tuple(rule.id for rule in (*pack.rules, *pack.unread)),
        now=check(folder, rules, on),
        then=check(folder, rules_on(packs, on, as_if=name), on),
    )
