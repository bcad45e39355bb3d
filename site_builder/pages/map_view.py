"""What the template of the map may ask: pictures, and of every node all that the list says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from site_builder.guide import Scenario
from site_builder.map import EdgeWords, MapFacts, MapWords, Picture, split_by_answers
from site_builder.pages.around_view import AroundView


@dataclass(frozen=True)
class Way:
    """A way on from a question: its answers, and the node that they lead to."""

    words: EdgeWords
    to: str


class MapView(AroundView):
    """A page's view with the map."""

    @property
    def map(self) -> MapFacts:
        """The graph, its parts, and what is the same in every locale."""
        return self.edition.map_facts

    @property
    def pictures(self) -> Sequence[Picture]:
        """The pictures, the whole tree's or its overview first; none where a check renders the page."""
        return self.edition.pictures

    @cached_property
    def map_words(self) -> MapWords:
        """Plain texts of the nodes and edges."""
        return MapWords(self.lexicon, self.map.graph)

    def node_text(self, id: str) -> str:
        """The question, or the outcome's title."""
        kind = "question" if self.map.graph.out[id] else "outcome"
        fact = self.fact(kind, id)
        text: str = fact.question if kind == "question" else fact.title
        return text

    def node_title(self, id: str) -> Markup:
        """The same as HTML."""
        return self.writer.unlinked(self.node_text(id))

    def ways_on(self, id: str) -> list[Way]:
        """The ways on from a question, in the order of its answers."""
        edges = [self.map.graph.edges[index] for index in self.map.graph.out[id]]
        return [
            Way(self.map_words.edge(part), part.target) for edge in edges for part in split_by_answers(edge)
        ]

    def come_from(self, id: str) -> list[str]:
        """The questions that lead to a node at once."""
        return [self.map.graph.edges[index].source for index in self.map.graph.into[id]]

    def node_scenarios(self, id: str) -> tuple[Scenario, ...]:
        """The scenarios that pass a node."""
        return self.map.scenarios[id]

    def share_passing(self, id: str) -> str:
        """The share of all combinations that pass a node."""
        return self.percent(self.map.passing[id] / self.map.all)

    @property
    def map_data(self) -> Markup:
        """What the page's script knows of the graph, as JSON: its nodes; the ends of its edges, two indexes
        of nodes each; and by node the edges on paths through it that no way takes."""
        graph = self.map.graph
        place = {id: index for index, id in enumerate(graph.nodes)}
        ends = [place[id] for edge in graph.edges for id in (edge.source, edge.target)]
        off = {place[id]: list(edges) for id, edges in self.map.off_ways.items()}
        return self.to_json({"nodes": graph.nodes, "ends": ends, "off": off})
