"""The graph of a tree: which edges ways take, and the parts of a large one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from decision_tree.model import Answer, Case, Question, Tree
from decision_tree.progress import routing_space
from site_builder.map import clusters
from site_builder.map.clusters import dominators, split
from site_builder.map.graph import Graph, edges_off_the_ways, split_by_answers, tree_graph
from tests.support.trees import every_path, make_tree, trees


def ends(graph: Graph) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in graph.edges]


def on_paths(graph: Graph, id: str) -> set[tuple[str, str]]:
    """The edges on all paths of the graph through a node, by following them."""
    found: set[tuple[str, str]] = set()
    for here, there in ((0, 1), (1, 0)):
        waiting = [id]
        for node in waiting:
            new = [pair for pair in ends(graph) if pair[here] == node and pair not in found]
            found |= set(new)
            waiting += [pair[there] for pair in new]
    return found


@given(trees())
def test_the_edges_through_a_node_are_those_of_every_way_through_it(tree: Tree) -> None:
    graph = tree_graph(tree)
    off = edges_off_the_ways(graph, routing_space(tree))
    ways = [[*answers, end] for answers, end in every_path(tree)]
    for id in {node for way in ways for node in way}:
        taken = {pair for way in ways if id in way for pair in pairwise(way)}
        assert on_paths(graph, id) - {ends(graph)[index] for index in off.get(id, ())} == taken


@given(trees())
def test_an_edge_has_every_answer_that_leads_along_it(tree: Tree) -> None:
    graph = tree_graph(tree)
    drawn = {
        (edge.source, answer, part.target, route.when)
        for edge in graph.edges
        for part in split_by_answers(edge)
        for route in part.routes
        for answer in route.answers
    }
    cases = [
        (question.id, answer.id, case.to, case.when)
        for question in tree.questions
        for answer in question.answers
        for case in answer.cases
    ]
    assert drawn == set(cases)
    assert len(ends(graph)) == len(set(ends(graph)))


def reached(graph: Graph, without: str = "") -> set[str]:
    found = {graph.first} - {without}
    waiting = list(found)
    for node in waiting:
        for source, target in ends(graph):
            if source == node and target != without and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def drawn_part(graph: Graph) -> Graph:
    """The graph without what nothing leads to."""
    met = reached(graph)
    return Graph(
        graph.first,
        tuple(id for id in graph.questions if id in met),
        tuple(id for id in graph.outcomes if id in met),
        tuple(edge for edge in graph.edges if edge.source in met),
    )


@given(trees())
def test_without_its_dominator_nothing_leads_to_a_node(tree: Tree) -> None:
    graph = drawn_part(tree_graph(tree))
    for id, dominator in dominators(graph).items():
        assert (id == graph.first) == (dominator == "")
        if dominator and dominator != graph.first:
            assert id not in reached(graph, dominator)


def chain(length: int) -> Graph:
    """Questions that lead from one to the next, and all of them to one outcome."""
    questions = [
        Question(
            f"q{n}", "?", f"q{n}",
            (Answer("on", "On", (Case(following),)), Answer("stop", "Stop", (Case("end"),))),
        )
        for n, following in enumerate([*(f"q{n}" for n in range(1, length)), "end"])
    ]  # fmt: skip
    return tree_graph(make_tree(questions, ["end"]))


def fan(parts: int, length: int) -> Graph:
    """A question that leads to many others, each the first of some."""
    first = Question("q", "?", "q", tuple(Answer(f"a{p}", "A", (Case(f"p{p}-0"),)) for p in range(parts)))
    others = [
        Question(f"p{p}-{n}", "?", f"p{p}-{n}", (Answer("on", "On", (Case(f"p{p}-{n + 1}"),)),))
        for p in range(parts)
        for n in range(length)
    ]
    return tree_graph(make_tree([first, *others], [f"p{p}-{length}" for p in range(parts)]))


@pytest.mark.parametrize("graph", [chain(8), chain(50), fan(5, 4), fan(30, 6), fan(3, 40)])
def test_every_node_has_one_picture_and_none_is_too_large(graph: Graph) -> None:
    parts = split(graph)
    shown = [id for part in parts for id in part.nodes if id not in part.parts]
    assert sorted(shown) == sorted(graph.nodes)
    assert len({part.root for part in parts}) == len(parts)
    for part in parts:
        beside = len([id for id in part.nodes if id not in part.parts])
        assert beside <= clusters.MOST_NODES
        assert part.within == "" or part.root in next(one for one in parts if one.root == part.within).parts
    assert parts[0].size == (len(graph.questions), len(graph.outcomes))
    assert (len(parts) > 1) == (len(graph.nodes) > clusters.MOST_NODES or len(graph.questions) == 50)
