"""Parts of a large tree, each small enough for a picture of its own: what one question alone leads to.

A node dominates what no way reaches without it. So a part is entered by one question, and what several parts
lead to stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.map.graph import Graph

MOST_NODES = 60
"""Nodes of a tree that is one picture."""
MOST_COLUMNS = 12
"""Questions after one another in a picture."""
MOST_CARDS = 40
"""Nodes and parts of a picture that could be opened further, and is not."""


@dataclass(frozen=True)
class Part:
    """A part of the tree: the question that it is entered by, the nodes that its picture shows, and those of
    them that stand for parts of their own. `within` is the root of the part that it is in, or ""; `size` are
    the questions and the outcomes in it, those of inner parts included."""

    root: str
    within: str
    nodes: tuple[str, ...]
    parts: tuple[str, ...]
    size: tuple[int, int]


def split(graph: Graph) -> tuple[Part, ...]:
    """The parts of a graph, the first one's first, each before those in it."""
    return tuple(_Splitter(graph).parts(graph.first, ""))


def dominators(graph: Graph) -> dict[str, str]:
    """By node its immediate dominator: the last node that every way to it passes; "" of the first one."""
    place = {id: index for index, id in enumerate(graph.order)}
    found = {graph.first: ""}
    for id in graph.order[1:]:
        common = ""
        for index in graph.into[id]:
            other = graph.edges[index].source
            common = _meeting(common, other, found, place) if common else other
        found[id] = common
    return found


def _meeting(one: str, other: str, found: Mapping[str, str], place: Mapping[str, int]) -> str:
    while one != other:
        if place[one] > place[other]:
            one = found[one]
        else:
            other = found[other]
    return one


class _Splitter:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.below: dict[str, list[str]] = {id: [] for id in graph.nodes}
        for id, dominator in dominators(graph).items():
            if dominator:
                self.below[dominator].append(id)
        place = {id: index for index, id in enumerate(graph.nodes)}
        for ids in self.below.values():
            ids.sort(key=place.__getitem__)

    def parts(self, root: str, within: str) -> Iterator[Part]:
        every = self._all(root)
        questions = sum(id in self.graph.out and bool(self.graph.out[id]) for id in every)
        size = (questions, len(every) - questions)
        if len(every) <= MOST_NODES and max(self._columns(root, every).values()) <= MOST_COLUMNS:
            yield Part(root, within, tuple(every), (), size)
            return
        shown = self._opened(root)
        inner = tuple(id for id in shown if id != root and self.below[id] and not self._is_open(id, shown))
        yield Part(root, within, tuple(shown), inner, size)
        for id in inner:
            yield from self.parts(id, root)

    def _all(self, root: str) -> list[str]:
        """A node and all that it dominates."""
        found = [root]
        for id in found:  # which grows
            found += self.below[id]
        return found

    def _is_open(self, id: str, shown: list[str]) -> bool:
        return self.below[id][0] in shown

    def _columns(self, root: str, nodes: list[str]) -> dict[str, int]:
        """How many of some nodes are on the longest path from the root to each, itself included."""
        inside = set(nodes)
        found = {root: 1}
        for id in self.graph.order:
            if id in found:
                for index in self.graph.out[id]:
                    target = self.graph.edges[index].target
                    if target in inside:
                        found[target] = max(found.get(target, 0), found[id] + 1)
        return found

    def _opened(self, root: str) -> list[str]:
        """The nodes of a picture that does not show all: parts are opened, one level after another, as long
        as all of a level fit."""
        shown = [root, *self.below[root]]
        level = [id for id in self.below[root] if self.below[id]]
        while level:
            columns = self._columns(root, shown)
            added = [other for id in level for other in self.below[id]]
            whole = len(level) == 1 or len(shown) + len(added) <= MOST_CARDS
            if not whole or max(columns[id] for id in level) >= MOST_COLUMNS:
                break
            shown += added
            level = [id for id in added if self.below[id]]
        return shown
