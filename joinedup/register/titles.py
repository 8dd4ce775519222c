"""What people call an entry that has no name of its own: who passes something on, and to whom."""

from __future__ import annotations

from collections.abc import Mapping

from joinedup.register.delegations import Delegation, Direction, Reservation
from joinedup.register.schema import Register


def actor_names(register: Register) -> dict[str, str]:
    """The names of all who may decide, by id: bodies and practices, forums, and posts."""
    return {
        **{practice.code: practice.name for practice in register.practices},
        **{body.id: body.name for body in register.bodies},
        **{forum.id: forum.name for forum in register.forums},
        **{post.id: post.name for post in register.posts},
    }


def title(entry: Delegation | Reservation | Direction, names: Mapping[str, str]) -> str:
    """An entry in a few words: 'NHS Testshire to its Finance Committee'; `names` are by id."""
    if isinstance(entry, Reservation):
        return f"{_name(entry.body, names)} for {_name(entry.kept_by, names)}"
    givers = entry.given_by if isinstance(entry, Delegation) else (entry.given_by,)
    to = _name(entry.given_to, names)
    if isinstance(entry, Delegation) and entry.officers:
        to = of_body(entry.officers, to)
    return f"{' and '.join(_name(one, names) for one in givers)} to {to}"


def of_body(name: str, body: str) -> str:
    """A post or a class of officers with its body: 'Heads of buying, NHS Testshire'."""
    return f"{name[:1].upper()}{name[1:]}, {body}"


def _name(actor: str, names: Mapping[str, str]) -> str:
    return names.get(actor, actor)
