"""What the map says beside words: combinations of answers, scenarios and source lines of every node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision_tree.model import Tree
from decision_tree.periods import in_period
from decision_tree.progress import routing_space
from decision_tree.walk import decide
from site_builder.guide import Content, Scenario
from site_builder.map.clusters import Part, split
from site_builder.map.graph import Graph, edges_off_the_ways, tree_graph
from site_builder.tree import count_passing, scenario_periods


@dataclass(frozen=True)
class MapFacts:
    """The graph of a tree with all that is the same for every locale.

    `passing` has by node the combinations of answers and settings whose way passes it, `scenarios` those of
    scenarios.yml, `lines` the file and line of each node and, by "scenario:<id>", of each scenario.
    `off_ways` are the edges on paths of the graph that no way takes: see `edges_off_the_ways`.
    """

    graph: Graph
    parts: tuple[Part, ...]
    passing: Mapping[str, int]
    scenarios: Mapping[str, tuple[Scenario, ...]]
    lines: Mapping[str, str]
    off_ways: Mapping[str, tuple[int, ...]]

    @property
    def all(self) -> int:
        """All combinations."""
        return self.passing[self.graph.first]


def map_facts(content: Content, tree: Tree) -> MapFacts:
    """The facts of a proved guide. `tree` is its tree in any locale."""
    graph = tree_graph(tree)
    space = routing_space(tree)
    scenarios: dict[str, list[Scenario]] = {id: [] for id in graph.nodes}
    for scenario in content.guide.scenarios.scenarios:
        for id in dict.fromkeys(_walked(tree, scenario)):
            scenarios[id].append(scenario)
    return MapFacts(
        graph,
        split(graph),
        count_passing(space),
        {id: tuple(found) for id, found in scenarios.items()},
        dict(_lines(content, graph)),
        edges_off_the_ways(graph, space),
    )


def _walked(tree: Tree, scenario: Scenario) -> Iterator[str]:
    """The questions that a scenario answers, and where it ends, in all periods that it is of."""
    for period in scenario_periods(tree, scenario):
        step = decide(in_period(tree, period), {**scenario.given, **scenario.settings})
        yield from (name for name, _ in step.path)
        yield step.at


def _lines(content: Content, graph: Graph) -> Iterator[tuple[str, str]]:
    kinds = [("question", graph.questions), ("outcome", graph.outcomes)]
    for kind, ids in kinds:
        for id in ids:
            yield id, str(content.lines.of(kind, id) or "")
    for scenario in content.guide.scenarios.scenarios:
        yield f"scenario:{scenario.id}", str(content.lines.of("scenario", scenario.id) or "")
