"""Sets of combinations that are all those which come to some ends: told at once, whatever leads there."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from site_builder.diff.diagram import OUTCOME, Diagram, Tests


class Ends:
    """The ends of a diagram: by the class of OUTCOME its nodes, how many combinations come there, and one."""

    def __init__(self, diagram: Diagram) -> None:
        self._nodes = diagram.nodes
        coming = [0] * len(diagram.nodes)
        coming[diagram.root] = 1
        self._before: dict[int, tuple[int, int]] = {}
        self._leaves: dict[int, set[int]] = {}
        self._classes: dict[int, set[int]] = {}
        self._first: dict[int, int] = {}
        self.counts: dict[int, int] = {}
        for number in range(len(diagram.nodes) - 1, -1, -1):
            node = diagram.nodes[number]
            if not coming[number] or not node.asks:
                continue
            for edge in node.edges:
                if node.asks == OUTCOME:
                    self._leaves.setdefault(edge.answer, set()).add(edge.to)
                    self._classes.setdefault(edge.to, set()).add(edge.answer)
                    self.counts[edge.answer] = self.counts.get(edge.answer, 0) + coming[number]
                    self._first.setdefault(edge.answer, number)
                    continue
                coming[edge.to] += coming[number] * diagram.ways[node.asks][edge.answer]
                self._before.setdefault(edge.to, (number, edge.answer))

    def met_by(self, places: Collection[Hashable]) -> EndSet | None:
        """The ends that have an event of these places (`Diagram.incidence`), if it stands nowhere else and
        all that come to them meet it."""
        leaves = {place for place in places if isinstance(place, int) and place >= 0}
        if any(isinstance(place, tuple) for place in places) or not leaves <= self._classes.keys():
            return None
        classes = {one for leaf in leaves for one in self._classes[leaf]}
        if set().union(*(self._leaves[one] for one in classes)) != leaves:
            return None
        return EndSet(self, tuple(sorted(classes)))

    def way_to(self, number: int) -> dict[str, int]:
        """The classes of answers of a way to an end's class."""
        at = self._first[number]
        found = {OUTCOME: number}
        while at in self._before:
            at, answer = self._before[at]
            found[self._nodes[at].asks] = answer
        return dict(reversed(found.items()))


@dataclass(frozen=True)
class EndSet:
    """All combinations that come to some ends."""

    ends: Ends
    classes: tuple[int, ...]

    @property
    def tests(self) -> Tests:
        """The one test that tells it."""
        return {OUTCOME: sum(1 << one for one in self.classes)}

    @property
    def combinations(self) -> int:
        """How many they are."""
        return sum(self.ends.counts[one] for one in self.classes)

    def count(self, tests: Tests) -> int:
        """How many of them meet its test: all."""
        return self.combinations

    def example(self, tests: Tests) -> dict[str, int]:
        """The classes of answers of one of them."""
        return self.ends.way_to(self.classes[0])
