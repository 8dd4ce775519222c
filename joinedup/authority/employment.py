"""Whether those who hold a post are of its body: employed, seconded, or members of its board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from joinedup.authority.checking import SURELY, Fit
from joinedup.authority.days import NEVER, Days, apart_from, both, either
from joinedup.authority.parties import Parties, entry_days
from joinedup.law.function import Organ
from joinedup.register.schema import Forum, Post, Register


class Employment:
    """Who works for which body and sits at its board, on which days.

    `organs` are those of the law with the days on which they are in force.
    """

    def __init__(self, register: Register, parties: Parties, organs: Sequence[tuple[Organ, Days]]):
        self._parties = parties
        self._people = {person.id: person for person in register.people}
        self._organs = organs
        self._boards: dict[str, dict[str, Days]] = {}
        self._posts: dict[str, Fit] = {}

    def fit(self, post: Post) -> Fit:
        """Days on which all who hold a post are known to be of its body, and on which they may be.

        Of days on which nobody holds it nothing is asked here.
        """
        if not post.holders:
            return SURELY
        if post.id not in self._posts:
            self._posts[post.id] = self._fit(post)
        return self._posts[post.id]

    def _fit(self, post: Post) -> Fit:
        outside: list[Days] = []
        not_known: list[Days] = []
        for holder in post.holders:
            person = self._people.get(holder.person)
            if person is not None and post.body in (person.employer, person.seconded_to):
                continue
            not_at_board = apart_from(self._board(post.body).get(holder.person, NEVER))
            days = both(self._parties.sitting_days(holder), not_at_board)
            known = person is not None and person.employer is not None
            (outside if known else not_known).append(days)
        perhaps = apart_from(either(outside))
        return Fit(both(perhaps, apart_from(either(not_known))), perhaps)

    def _board(self, body_id: str) -> dict[str, Days]:
        """The days on which each person sits at the board of a body, attendees apart."""
        if body_id not in self._boards:
            found: dict[str, list[Days]] = defaultdict(list)
            kind = self._parties.named(body_id).kind
            for board in self._parties.forums_of.get(body_id, ()):
                in_force = either(
                    days
                    for organ, days in self._organs
                    if kind in organ.body_kinds and board.kind in organ.forum_kinds
                )
                there = both(board.days, in_force)
                if there and isinstance(board.entry, Forum):
                    for person, days in self._members(board.entry):
                        found[person].append(both(there, days))
            self._boards[body_id] = {person: either(days) for person, days in found.items()}
        return self._boards[body_id]

    def _members(self, forum: Forum) -> list[tuple[str, Days]]:
        return [
            (holder.person, both(entry_days(seat), self._parties.sitting_days(holder)))
            for seat in forum.seats
            if seat.capacity != "attendee"
            for holder in seat.holders
        ]
