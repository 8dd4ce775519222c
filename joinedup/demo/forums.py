"""The boards, committees, partnerships and teams of the demonstration, and the offices at bodies.

They stand in `definitions/forums.yaml`, `council-forums.yaml` and `posts.yaml`, with two faults on
purpose.
"""

from __future__ import annotations

from typing import Any

from joinedup.demo.people import People, held
from joinedup.demo.wording import Wording
from joinedup.register.schema import Forum, Post

_FILES = ("forums", "council-forums")
# What a forum says once for all its seats.
_OF_SEATS = ("appointed_by", "approved_by", "held_since")


def all_forums(wording: Wording, people: People) -> tuple[Forum, ...]:
    """Every forum, with its seats and their holders."""
    return tuple(_forum(entry, people) for name in _FILES for entry in wording.entries(name))


def all_posts(wording: Wording, people: People) -> tuple[Post, ...]:
    """Every post, with its holders."""
    return tuple(Post.model_validate(held(entry, people)) for entry in wording.entries("posts"))


def _forum(entry: dict[str, Any], people: People) -> Forum:
    days = {"held_since": entry.get("from"), "held_until": entry.get("to")}
    of_seats = {**days, **{name: entry.pop(name) for name in _OF_SEATS if name in entry}}
    seats = [held({**of_seats, **seat}, people) for seat in entry["seats"]]
    return Forum.model_validate({**entry, "seats": seats})
