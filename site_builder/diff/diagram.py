"""Decision diagram of what differs: which answers lead to which changes, whatever the two trees remember.

Nodes ask a question; those that ask the same with the same below are one. So a diagram has few of them, and
what it is asked takes time in proportion to these.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Events = tuple[int, ...]
"""The numbers of changes."""
OUTCOME = "@outcome"
"""What stands last on every way, as if it were a question: its classes are where both trees end."""


class Edge(NamedTuple):
    """An answer: the number of its class, the node that it leads to, and what changes on the way there."""

    answer: int
    to: int
    events: Events = ()


class Node(NamedTuple):
    """A question with its answers; or an end, where `asks` is "", with its events.

    `left_out` are the kinds of events on the way there that do not count with this end (`Diagram.kinds`).
    """

    asks: str
    edges: tuple[Edge, ...] = ()
    events: Events = ()
    left_out: Events = ()


@dataclass
class Diagram:
    """Nodes, each after those that its answers lead to; the last one is the root.

    `ways` has by question how many answers are in each class.
    """

    ways: dict[str, tuple[int, ...]] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    root: int = 0
    kinds: dict[int, int] = field(default_factory=dict)
    """Of events that some ends leave out a number below 0, by which these name them."""
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def add(self, node: Node) -> int:
        """The number of a node, which is made where there is none like it."""
        number = self._numbers.get(node)
        if number is None:
            number = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return number

    def combinations(self) -> int:
        """All combinations of answers."""
        below: list[int] = []
        for node in self.nodes:
            if not node.asks:
                below.append(1)
                continue
            ways = self.ways[node.asks]
            below.append(sum(ways[edge.answer] * below[edge.to] for edge in node.edges))
        return below[self.root]

    def incidence(self) -> dict[int, frozenset[Hashable]]:
        """By event where it stands: two that stand in the same places are met by the same answers."""
        found: dict[int, set[Hashable]] = {}
        for number, node in enumerate(self.nodes):
            for event in node.events:
                found.setdefault(event, set()).add(number)
            for place, edge in enumerate(node.edges):
                for event in edge.events:
                    found.setdefault(event, set()).add((number, place))
        return {event: frozenset((*places, self.kinds.get(event))) for event, places in found.items()}

    def where(self, events: Iterable[int], *, by_outcome: bool = False) -> AnswerSet:
        """The combinations of answers that meet any of these events; `by_outcome` with where they end."""
        events = tuple(events)
        wanted = frozenset((*events, *(self.kinds[one] for one in events if one in self.kinds)))
        return AnswerSet(self, lambda found: not wanted.isdisjoint(found), by_outcome)


class Branch(NamedTuple):
    """Classes of answers, as bits, that lead to the same node; and how many answers they have."""

    answers: int
    to: int
    ways: int


class Question(NamedTuple):
    """A node of a set of answers."""

    asks: str
    branches: tuple[Branch, ...]


INSIDE, OUTSIDE = 1, 0
"""The ends: what leads to the first is in the set."""


class Survey(NamedTuple):
    """What the combinations of a set that meet some tests have in common.

    `values` are by question the classes given by any, as bits, of those that all of them are asked.
    """

    combinations: int
    values: Mapping[str, int]


Tests = Mapping[str, int]
"""By question classes of answers, as bits: one of them is given."""


class AnswerSet:
    """A set of combinations of answers, as a diagram with two ends."""

    def __init__(self, diagram: Diagram, meets: Callable[[Events], bool], by_outcome: bool) -> None:
        self.ways = diagram.ways
        self.questions: list[Question] = []
        self._numbers: dict[Question, int] = {}
        known: list[tuple[int, int]] = []
        """By node of the diagram the node here: where nothing was met on the way, and where something was."""
        for node in diagram.nodes:
            if node.asks == OUTCOME and not by_outcome:
                known.append(known[node.edges[0].to])
            elif node.asks:
                known.append((self._merge(node, known, meets, 0), self._merge(node, known, meets, 1)))
            else:
                at_end = meets(node.events)
                known.append((int(at_end), int(at_end or not meets(node.left_out))))
        self._keep_reached(known[diagram.root][0])

    def _keep_reached(self, root: int) -> None:
        """Forget what no combination comes to, and number the rest anew."""
        reached = {root}
        for number in range(len(self.questions) - 1, -1, -1):
            if number + 2 in reached:
                reached.update(branch.to for branch in self.questions[number].branches)
        kept = [number for number in range(len(self.questions)) if number + 2 in reached]
        place = {INSIDE: INSIDE, OUTSIDE: OUTSIDE, **{old + 2: new + 2 for new, old in enumerate(kept)}}
        self.questions = [
            Question(asks, tuple(one._replace(to=place[one.to]) for one in branches))
            for asks, branches in (self.questions[number] for number in kept)
        ]
        self.root = place[root]

    def _merge(
        self, node: Node, known: list[tuple[int, int]], meets: Callable[[Events], bool], met: int
    ) -> int:
        answers: dict[int, int] = {}
        for edge in node.edges:
            to = known[edge.to][met or (1 if edge.events and meets(edge.events) else 0)]
            answers[to] = answers.get(to, 0) | 1 << edge.answer
        branches = (Branch(bits, to, self.size(node.asks, bits)) for to, bits in answers.items())
        question = Question(node.asks, tuple(branches))
        number = self._numbers.get(question)
        if number is None:
            number = self._numbers[question] = len(self.questions) + 2
            self.questions.append(question)
        return number

    @property
    def combinations(self) -> int:
        """How many are inside."""
        return self.survey({}).combinations

    def size(self, name: str, answers: int) -> int:
        """How many answers classes have."""
        ways = self.ways[name]
        return sum(ways[k] for k in range(answers.bit_length()) if answers >> k & 1)

    def survey(self, tests: Tests, end: int = INSIDE) -> Survey:
        """What the combinations inside that meet tests have in common, or those outside of the set.

        The tests are of questions that all of them are asked.
        """
        below = [1 - end, end]
        kept: list[list[tuple[int, int, int]]] = []
        for question in self.questions:
            wanted = tests.get(question.asks, -1)
            found, on = [], 0
            for answers, to, ways in question.branches:
                if answers & wanted and below[to]:
                    if answers & ~wanted:
                        answers &= wanted
                        ways = self.size(question.asks, answers)
                    found.append((answers, to, ways))
                    on += ways * below[to]
            kept.append(found)
            below.append(on)
        coming = [0] * len(below)
        coming[self.root] = 1
        values: dict[str, int] = {}
        passing: dict[str, int] = {}
        for number in range(len(self.questions) - 1, -1, -1):
            if not (here := coming[number + 2]) or not below[number + 2]:
                continue
            name = self.questions[number].asks
            passing[name] = passing.get(name, 0) + here * below[number + 2]
            for answers, to, ways in kept[number]:
                values[name] = values.get(name, 0) | answers
                coming[to] += here * ways
        total = below[self.root]
        return Survey(total, {name: values[name] for name, count in passing.items() if count == total})

    def is_exact(self, tests: Tests) -> bool:
        """Whether all combinations that meet the tests are inside."""
        names = [*tests]
        bits = {name: 1 << place for place, name in enumerate(names)}
        full = (1 << len(names)) - 1
        met: dict[int, set[int]] = {self.root: {0}}
        for number in range(len(self.questions) + 1, INSIDE, -1):
            here = met.pop(number, None)
            if not here:
                continue
            name, branches = self.questions[number - 2]
            if bit := bits.get(name, 0):
                here = {one | bit for one in here}
            wanted = tests.get(name, -1)
            for answers, to, _ in branches:
                if answers & wanted:
                    met.setdefault(to, set()).update(here)
        return full not in met.get(OUTSIDE, ())

    def count(self, tests: Tests) -> int:
        """How many combinations meet the tests, inside or outside."""
        names = [*tests]
        bits = {name: 1 << place for place, name in enumerate(names)}
        coming: list[dict[int, int]] = [{} for _ in range(len(self.questions) + 2)]
        coming[self.root][0] = 1
        for number in range(len(self.questions) - 1, -1, -1):
            here = coming[number + 2]
            if not here:
                continue
            name, branches = self.questions[number]
            bit, wanted = bits.get(name, 0), tests.get(name, -1)
            for answers, to, all_ways in branches:
                if answers & wanted:
                    ways = self.size(name, answers & wanted) if answers & ~wanted else all_ways
                    there = coming[to]
                    for one, count in here.items():
                        there[one | bit] = there.get(one | bit, 0) + count * ways
        full = (1 << len(names)) - 1
        return coming[INSIDE].get(full, 0) + coming[OUTSIDE].get(full, 0)

    def example(self, tests: Tests) -> dict[str, int]:
        """The numbers of the first classes of answers on a way to the inside that meets the tests."""
        bits = {name: 1 << place for place, name in enumerate(tests)}
        start, end = (self.root, 0), (INSIDE, (1 << len(bits)) - 1)
        before: dict[tuple[int, int], tuple[tuple[int, int], int]] = {}
        met: list[dict[int, None]] = [{} for _ in range(len(self.questions) + 2)]
        met[self.root][0] = None
        for number in range(len(self.questions) - 1, -1, -1):
            name, branches = self.questions[number]
            bit, wanted = bits.get(name, 0), tests.get(name, -1)
            for answers, to, _ in branches:
                for one in met[number + 2] if answers & wanted else ():
                    if one | bit not in met[to]:
                        met[to][one | bit] = None
                        first = answers & wanted
                        before[to, one | bit] = ((number + 2, one), (first & -first).bit_length() - 1)
        found: dict[str, int] = {}
        while end != start:
            end, answer = before[end]
            found[self.questions[end[0] - 2].asks] = answer
        return dict(reversed(found.items()))
