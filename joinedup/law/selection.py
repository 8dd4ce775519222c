"""Which rules are asked: those of law on a day, of one pack, or as if a proposal were law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from joinedup.law.requirements import Seats
from joinedup.law.rule import Pack, Rule


class UnknownPackError(LookupError):
    """There is no pack of this name, or none that could be asked 'as if' it were law."""


def rules_on(
    packs: Sequence[Pack], on: date, only: str | None = None, as_if: str | None = None
) -> tuple[Rule, ...]:
    """The rules that are asked of a day, in the order of the packs.

    Without more, the rules of law in force on the day: a proposal or a bill is never law. `only`
    names one pack, whose rules in force on the day are asked, of whatever force. `as_if` names a
    pack of proposals: all its rules are added, and what they would replace is taken away. Raises
    UnknownPackError.
    """
    if only is not None:
        pack = pack_named(packs, only)
        chosen = tuple(rule for rule in (*pack.rules, *pack.unread) if rule.period.includes(on))
    else:
        chosen = tuple(
            rule
            for pack in packs
            for rule in (*pack.rules, *pack.unread)
            if rule.is_law and rule.period.includes(on)
        )
    if as_if is None:
        return chosen
    proposal = proposal_named(packs, as_if)
    added = (*proposal.rules, *proposal.unread)
    replaced = {one for rule in added for one in rule.replaces}
    left = (without(rule, replaced) for rule in chosen if rule not in added)
    return (*(rule for rule in left if rule is not None), *added)


def pack_named(packs: Sequence[Pack], name: str) -> Pack:
    """The pack of this id. Raises UnknownPackError, which names those that there are."""
    for pack in packs:
        if pack.id == name:
            return pack
    raise UnknownPackError(f"there is no pack '{name}'; there are {_listed(packs)}")


def proposal_named(packs: Sequence[Pack], name: str) -> Pack:
    """The pack of this id, if its rules are no law. Raises UnknownPackError."""
    proposals = [pack for pack in packs if not any(rule.is_law for rule in pack.rules)]
    for pack in proposals:
        if pack.id == name:
            return pack
    raise UnknownPackError(f"'{name}' is no proposal or bill; those are {_listed(proposals)}")


def without(rule: Rule, replaced: Iterable[str]) -> Rule | None:
    """The rule less the parts that are replaced; None where nothing of it is left."""
    gone = frozenset(one for one in replaced if one.split("/")[0] == rule.id)
    if not gone:
        return rule
    if rule.id in gone:
        return None
    left = []
    for part in rule.requires:
        if f"{rule.id}/{part.id}" in gone:
            continue
        if isinstance(part, Seats):
            needs = tuple(one for one in part.seats if f"{rule.id}/{one.id}" not in gone)
            if not needs:
                continue
            part = part.model_copy(update={"seats": needs})
        left.append(part)
    return rule.model_copy(update={"requires": tuple(left)}) if left else None


def _listed(packs: Iterable[Pack]) -> str:
    return ", ".join(pack.id for pack in packs)
