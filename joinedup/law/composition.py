"""How forums are made: whose they are, who is in them, what form they take, and how they meet."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.law.question import Facts, Question, Unsaid, about, listed
from joinedup.law.requirements import (
    BelongsTo,
    EachIn,
    MadeOf,
    MeetsInPublic,
    Represented,
    SaysItsForm,
)
from joinedup.register.areas import own_places
from joinedup.register.schema import Body, Forum
from joinedup.values.finding import Finding, Subject

_BODIES = "bodies.csv"


def belongs_findings(question: Question, needs: BelongsTo) -> Iterator[Finding]:
    """Where a body that must own a forum with others does not."""
    bodies: list[Body] = []
    for name in needs.classes:
        found = question.facts.class_of(name, needs.council_kinds)
        if isinstance(found, Unsaid):
            yield question.unsaid(found)
            return
        bodies += found
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        for body in bodies:
            if body.id not in forum.owners and body.id in question.facts.slivers:
                yield question.unknown(
                    about(forum),
                    f"{forum.name} does not belong to {body.name}, of which under 5% lies in the "
                    "system; whether it meets the system's area at all is not sure",
                    f"look in the order that establishes the board; then add '{body.id}' to its "
                    "owners, or take it out of the councils in system.yaml",
                )
            elif body.id not in forum.owners:
                yield question.fails(
                    about(forum),
                    f"{forum.name} does not belong to {body.name}, which must help establish it",
                    f"add '{body.id}' to its owners, or mend the list of councils in system.yaml",
                )


def made_of_findings(question: Question, needs: MadeOf) -> Iterator[Finding]:
    """Where a forum is of bodies that may not be in it, or of too few."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        kinds = {one: question.facts.kinds[one] for one in _members(question, needs, forum)}
        for one, kind in kinds.items():
            if not needs.only or kind in needs.only:
                continue
            name, a_kind = question.facts.named(one), f"{_article(kind)} {kind}"
            if kind in needs.perhaps:
                yield question.unknown(
                    about(forum),
                    f"{forum.name} is partly of {name}, {a_kind}; whether one may be in it was not "
                    "read",
                    "look it up in the text in force, and take advice",
                )
            else:
                yield question.fails(
                    about(forum),
                    f"{forum.name} is partly of {name}, {a_kind}, and it may not be",
                    "take it out of the owners; its people may still sit as members",
                )
        if needs.one_of and not set(kinds.values()) & set(needs.one_of):
            yield question.fails(
                about(forum),
                f"{forum.name} is of no {listed(needs.one_of, join='or')}, and one must be in it",
                "add the body whose function is exercised to the owners",
            )
        counted = [one for one, kind in kinds.items() if kind in (needs.of_kinds or (kind,))]
        if len(counted) < needs.at_least:
            what = f" of the kinds {listed(needs.of_kinds, join='or')}" if needs.of_kinds else ""
            number = f"{len(counted) or 'no'} body"
            yield question.fails(
                about(forum),
                f"{forum.name} is of {number}{what}; {needs.at_least} are needed",
                "add the others to the owners, or who nominates its members",
            )


def _members(question: Question, needs: MadeOf, forum: Forum) -> list[str]:
    nominators = [one for seat in question.facts.seats(forum) for one in seat.nominators]
    named = [*forum.owners, *(nominators if needs.and_nominators else ())]
    return [one for one in dict.fromkeys(named) if one in question.facts.kinds]


def each_in_findings(question: Question, needs: EachIn) -> Iterator[Finding]:
    """Bodies that are in no forum of a kind, though each must be in one."""
    facts = question.facts
    if needs.since is not None and facts.on < needs.since:
        return
    kind = listed(needs.forum_kinds, join="or")
    forums = [forum for forum in facts.forums if forum.kind in needs.forum_kinds]
    bodies = facts.bodies_of(needs.body_kinds)
    if not bodies or not forums:
        missing = "forum" if bodies else "body"
        kinds = needs.forum_kinds if bodies else needs.body_kinds
        yield question.unknown(
            question.system,
            f"the folder names no {missing} of the kind {listed(kinds, join='or')} on {facts.day}",
            "add them, with the days on which they were there",
            "forums.yaml" if bodies else _BODIES,
        )
        return
    there = {
        one
        for forum in forums
        for one in (*forum.owners, *(name for seat in forum.seats for name in seat.nominators))
    }
    perhaps = _perhaps_in(facts, needs)
    unsaid = []
    for body in bodies:
        if body.id in there or (
            needs.services and body.provides and not set(body.provides) & set(needs.services)
        ):
            continue
        if needs.services and not body.provides:
            unsaid.append(body.name)
            continue
        if body.id in perhaps:
            yield question.unknown(
                Subject("body", body.id),
                f"whether {body.name} is in a {kind}: {perhaps[body.id]}",
                f"add it to the owners of the {kind}, or mend the kind of the forum, if it is in "
                "one",
                _BODIES,
            )
            continue
        yield question.fails(
            Subject("body", body.id),
            f"{body.name} is in no {kind} that the folder names on {facts.day}",
            f"add it to the owners of a {kind}, or name it as nominator of a seat",
            _BODIES,
        )
    if unsaid:
        yield question.unknown(
            question.system,
            f"bodies.csv does not say what {listed(unsaid)} provides, in no {kind} on {facts.day}",
            "write under 'provides' the services that it provides",
            _BODIES,
        )


def _perhaps_in(facts: Facts, needs: EachIn) -> dict[str, str]:
    """Bodies that may be in a forum of the kind, for all that the folder says, and why."""
    found: dict[str, str] = {}
    for forum in facts.forums:
        if forum.kind in needs.perhaps_forums and len(forum.owners) > 1:
            why = f"{forum.name}, which belongs to it and others, may be one"
            found |= dict.fromkeys(forum.owners, why)
    return found


def form_findings(question: Question, needs: SaysItsForm) -> Iterator[Finding]:
    """Forums that do not say their form, or are not made as it asks."""
    for forum in question.forums(needs.forums):
        if isinstance(forum, Finding):
            yield forum
            continue
        if not forum.forms:
            yield question.unknown(
                about(forum),
                f"the folder does not say what form {forum.name} takes",
                "write its form or forms as 'forms'",
            )
        for form in forum.forms:
            needed = needs.owners.get(form, 1)
            if len(forum.owners) < needed:
                yield question.fails(
                    about(forum),
                    f"{forum.name} takes the form {form}, and belongs to {len(forum.owners)} body; "
                    f"{needed} are needed",
                    "add its other owners, or mend its forms",
                )


def public_findings(question: Question, needs: MeetsInPublic) -> Iterator[Finding]:
    """Forums that meet in private, and those of which it is not known."""
    for board in question.forums(needs.forums):
        if isinstance(board, Finding):
            yield board
            continue
        yield from _meets(question, board)
        for committee in question.facts.forums:
            if committee.kind != "committee" or not set(committee.owners) & set(board.owners):
                continue
            if _of_the_same(question, board, committee):
                yield from _meets(question, committee)


def _meets(question: Question, forum: Forum) -> Iterator[Finding]:
    if forum.meets == "in private":
        yield question.fails(
            about(forum),
            f"{forum.name} meets in private",
            "meet in public, unless the public is excluded by resolution",
        )
    elif not forum.meets:
        yield question.unknown(
            about(forum),
            f"the folder does not say whether {forum.name} meets in public",
            "write it as 'meets'",
        )


def _of_the_same(question: Question, board: Forum, committee: Forum) -> bool:
    """Whether a committee is known to be wholly of a board's members, or to hold all of them."""
    at_board = {holder.person for _, holder in question.facts.members(board)}
    there = {holder.person for _, holder in question.facts.members(committee)}
    return bool(there and at_board) and (there <= at_board or at_board <= there)


def represented_findings(question: Question, needs: Represented) -> Iterator[Finding]:
    """Places of which nobody is known to sit at a board."""
    facts = question.facts
    for board in question.forums(needs.forums):
        if isinstance(board, Finding):
            yield board
            continue
        at_board = {holder.person for _, holder in facts.members(board)}
        if not at_board:
            yield question.no_holders(board)
            continue
        vacant = any(not facts.holders(seat) for seat in facts.seats(board))
        unsaid = []
        for place in own_places(facts.register, facts.on).values():
            members, in_post = _members_of(question, needs, place.id), _in_post(facts, place.id)
            if (members | in_post) & at_board:
                continue
            # Whoever is not named may be the one who sits there.
            if vacant or not members or not in_post:
                unsaid.append(place.name)
                continue
            yield question.fails(
                Subject("area", place.id),
                f"nobody of {place.name} sits at {board.name} on {facts.day}: neither a member of "
                "its partnership nor who holds a post for it",
                "name who represents the place, at both",
            )
        if unsaid:
            yield question.unknown(
                about(board),
                f"the folder does not show who represents {listed(unsaid)} at {board.name}",
                "name the members of each place's partnership and its posts, and fill the seats of "
                "the board",
            )


def _members_of(question: Question, needs: Represented, place: str) -> set[str]:
    return {
        holder.person
        for forum in question.facts.forums
        if forum.kind in needs.place_forums and place in (forum.area, *forum.also_serves)
        for _, holder in question.facts.members(forum)
    }


def _in_post(facts: Facts, place: str) -> set[str]:
    return {
        holder.person
        for post in facts.register.posts
        if post.area == place and post.period.includes(facts.on)
        for holder in facts.holders(post)
    }


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiouN" else "a"
