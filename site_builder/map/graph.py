"""A tree as a graph of its questions and outcomes: which answers lead where, under which conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decision_tree.conditions import Condition
from decision_tree.model import Question, Tree
from decision_tree.states import StateSpace


@dataclass(frozen=True)
class Route:
    """Answers that lead one way under one condition, by their ids; none of a question that takes several."""

    answers: tuple[str, ...]
    when: Condition = ()


@dataclass(frozen=True)
class Edge:
    """All that leads from a question straight to another node."""

    source: str
    target: str
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Graph:
    """The ids of a tree's questions and outcomes, each in the guide's order, and the edges between them."""

    first: str
    questions: tuple[str, ...]
    outcomes: tuple[str, ...]
    edges: tuple[Edge, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """All ids."""
        return (*self.questions, *self.outcomes)

    @cached_property
    def out(self) -> Mapping[str, tuple[int, ...]]:
        """By id the indexes of the edges that leave it."""
        return self._by(lambda edge: edge.source)

    @cached_property
    def into(self) -> Mapping[str, tuple[int, ...]]:
        """By id the indexes of the edges that come to it."""
        return self._by(lambda edge: edge.target)

    def _by(self, end: Callable[[Edge], str]) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {id: [] for id in self.nodes}
        for index, edge in enumerate(self.edges):
            found[end(edge)].append(index)
        return {id: tuple(indexes) for id, indexes in found.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All ids, each after those that lead to it."""
        waiting = {id: len(indexes) for id, indexes in self.into.items()}
        found = [id for id in self.nodes if not waiting[id]]
        for id in found:  # which grows
            for index in self.out[id]:
                target = self.edges[index].target
                waiting[target] -= 1
                if not waiting[target]:
                    found.append(target)
        return tuple(found)


def tree_graph(tree: Tree) -> Graph:
    """The graph of a proved tree."""
    edges = [edge for question in tree.questions for edge in _edges(question)]
    questions = tuple(question.id for question in tree.questions)
    return Graph(tree.first, questions, tuple(outcome.id for outcome in tree.outcomes), tuple(edges))


def _edges(question: Question) -> Iterator[Edge]:
    """The edges of a question, in the order of its answers."""
    routes: dict[str, dict[Condition, list[str]]] = {}
    for case in question.cases:
        routes.setdefault(case.to, {})[case.when] = []
    for answer in question.answers:
        for case in answer.cases:
            alike = routes.setdefault(case.to, {})
            alike.setdefault((*answer.when, *case.when), []).append(answer.id)
    for target, found in routes.items():
        alike_routes = tuple(Route(tuple(answers), when) for when, answers in found.items())
        yield Edge(question.id, target, alike_routes)


def split_by_answers(edge: Edge) -> list[Edge]:
    """The edge, once for each set of answers that lead along it: with several conditions, any of them.

    Of a question that takes several answers it is once for each condition.
    """
    alike: dict[object, list[Route]] = {}
    for route in edge.routes:
        alike.setdefault(route.answers or route, []).append(route)
    return [Edge(edge.source, edge.target, tuple(routes)) for routes in alike.values()]


def edges_off_the_ways(graph: Graph, space: StateSpace) -> dict[str, tuple[int, ...]]:
    """By node the edges that lie on a path of the graph through it, and on no way that answers can take.

    An edge may be open with some earlier answers only, and so may be what led to a node. `space` is the
    tree's routing space.
    """
    number = {(edge.source, edge.target): index for index, edge in enumerate(graph.edges)}
    after: dict[object, int] = {}
    taken: dict[str, int] = dict.fromkeys(graph.nodes, 0)
    for state in reversed(space.states):
        edges = 0
        for move in space.moves(state):
            for target in move.to:
                edges |= 1 << number[state.at, target.at] | after[target]
        after[state] = edges
        taken[state.at] |= edges
    before: dict[object, int] = {}
    for state in space.states:
        edges = before.setdefault(state, 0)
        taken[state.at] |= edges
        for move in space.moves(state):
            for target in move.to:
                before[target] = before.get(target, 0) | edges | 1 << number[state.at, target.at]
    drawn = _on_paths(graph)
    return {id: off for id in graph.nodes if (off := tuple(_indexes(drawn[id] & ~taken[id])))}


def _on_paths(graph: Graph) -> dict[str, int]:
    """By node a bit for each edge on a path of the graph through it."""
    after: dict[str, int] = {}
    for id in reversed(graph.order):
        after[id] = 0
        for index in graph.out[id]:
            after[id] |= 1 << index | after[graph.edges[index].target]
    before = dict.fromkeys(graph.nodes, 0)
    for id in graph.order:
        for index in graph.into[id]:
            before[id] |= 1 << index | before[graph.edges[index].source]
    return {id: before[id] | after[id] for id in graph.nodes}


def _indexes(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
