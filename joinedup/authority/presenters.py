"""How the answers about authority are told to programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from joinedup.authority.act import Act, Actor
from joinedup.authority.proof import Proof, Refusal
from joinedup.values.explained import Explained


def deciders_in_json(
    act: Act, answers: Sequence[Explained[Proof]], lowest: Collection[Actor]
) -> dict[str, object]:
    """Who may decide, as plain JSON values; `lowest` are those at the lowest level of their side.

    `deciders` hold what `proof_in_json` gives, without the act.
    """
    deciders = []
    for answer in answers:
        told = {"lowest": answer.value.actor in lowest, **proof_in_json(answer)}
        deciders.append({name: value for name, value in told.items() if name != "act"})
    return {"act": _plain(asdict(act)), "deciders": deciders}


def proof_in_json(answer: Explained[Proof]) -> dict[str, object]:
    """A proof with its reasons and sources; the fields are those of `Proof`."""
    return {
        "may_decide": True,
        **_plain(asdict(answer.value)),
        "reasons": [reason.as_json() for reason in answer.reasons],
        "sources": [source.as_json() for source in answer.sources],
    }


def refusal_in_json(refusal: Refusal) -> dict[str, object]:
    """A refusal; the fields are those of `Refusal`."""
    return {"may_decide": False, **_plain(asdict(refusal))}


def _plain(value: Any) -> Any:
    """The value with days as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
