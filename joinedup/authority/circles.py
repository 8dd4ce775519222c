"""Circles among arrows: who passes something on until it comes back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Arrow = tuple[Node, Node]


def circles(arrows: Iterable[Arrow[Node]]) -> list[list[Node]]:
    """Groups of nodes of which each reaches every other, in the order of the arrows.

    A node alone is a group where an arrow leads from it to itself. Takes time in proportion to the
    arrows (Tarjan 1972).
    """
    onward: dict[Node, list[Node]] = {}
    for start, end in arrows:
        onward.setdefault(start, []).append(end)
        onward.setdefault(end, [])
    return [group for group in _groups(onward) if len(group) > 1 or group[0] in onward[group[0]]]


def one_round(arrows: Iterable[Arrow[Node]], start: Node) -> list[Node]:
    """A shortest way from a node of a circle back to itself: the node, others, and it again."""
    onward: dict[Node, list[Node]] = {}
    for one, other in arrows:
        onward.setdefault(one, []).append(other)
    came_from: dict[Node, Node] = {}
    waiting = [start]
    for here in waiting:
        for there in onward.get(here, ()):
            if there == start:
                return _way_back(came_from, start, here)
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    raise ValueError(f"no way leads from {start} back to it")


def _way_back(came_from: Mapping[Node, Node], start: Node, last: Node) -> list[Node]:
    way = [start]
    while last != start:
        way.append(last)
        last = came_from[last]
    way.append(start)
    return way[::-1]


def _groups(onward: Mapping[Node, Sequence[Node]]) -> Iterator[list[Node]]:
    """The groups, without calls within calls: a chain may be longer than Python's stack."""
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}
    for root in onward:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        open_nodes[root] = None
        path = [(root, iter(onward[root]))]
        while path:
            here, others = path[-1]
            for there in others:
                if there not in number:
                    number[there] = lowest[there] = len(number)
                    open_nodes[there] = None
                    path.append((there, iter(onward[there])))
                    break
                if there in open_nodes:
                    lowest[here] = min(lowest[here], number[there])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[here])
                if lowest[here] == number[here]:
                    yield _closed(open_nodes, here)


def _closed(open_nodes: dict[Node, None], first: Node) -> list[Node]:
    """The nodes from `first` on, which are no longer open."""
    group = []
    while True:
        last, _ = open_nodes.popitem()
        group.append(last)
        if last == first:
            return group[::-1]
