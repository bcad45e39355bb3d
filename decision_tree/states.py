"""The states of a tree: a question or outcome, with just the earlier answers that can still matter there.

Paths multiply with every question; states do not, because an answer that nothing below asks about is
forgotten. Everything that must hold for every combination of answers is therefore computed over states,
and costs time in proportion to their number, however many paths there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError as GraphCycle
from graphlib import TopologicalSorter
from itertools import product

from decision_tree.model import Answer, Condition, Item, Outcome, Question, Tree, TreeError, holds


class CycleError(TreeError):
    """A question can lead back to itself. `cycle` lists the ids on the way round, first and last equal."""

    def __init__(self, cycle: list[str]) -> None:
        super().__init__(f"these lead round in a circle: {' -> '.join(cycle)}")
        self.cycle = cycle


@dataclass(frozen=True, slots=True)
class State:
    """At the question or outcome `at`, having given the answers `facts` (sorted; only those that matter)."""

    at: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """An answer given in a state: the indexes of its cases that hold, and the states they lead to.

    Of both there is one, if the tree is right; a case that leads to nothing known has no state.
    """

    answer: Answer
    cases: tuple[int, ...]
    to: tuple[State, ...]


class StateSpace:
    """The reachable states of a tree. Raises CycleError when the tree has no order to walk in."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._questions = {question.id: question for question in tree.questions}
        self._outcomes = {outcome.id: outcome for outcome in tree.outcomes}
        self.order = self._topological()
        self.live = self._live()
        self._moves: dict[State, tuple[Move, ...]] = {}

    def _topological(self) -> tuple[str, ...]:
        """Every id that some case leads to, and the first, each before those it leads to."""
        leads_to = {
            question.id: [case.to for answer in question.answers for case in answer.cases]
            for question in self.tree.questions
        }
        sorter = TopologicalSorter(leads_to)
        try:
            return tuple(sorter.static_order())[::-1]
        except GraphCycle as error:
            raise CycleError(list(error.args[1])[::-1]) from None

    def _live(self) -> dict[str, frozenset[str]]:
        live: dict[str, frozenset[str]] = {}
        for id in reversed(self.order):
            if id in self._questions:
                cases = [case for answer in self._questions[id].answers for case in answer.cases]
                names = set().union(*(_names(case.when) for case in cases))
                names = names.union(*(live.get(case.to, frozenset()) for case in cases))
                live[id] = frozenset(names - {id})
            elif id in self._outcomes:
                live[id] = frozenset(self._outcome_names(self._outcomes[id]))
            else:
                live[id] = frozenset()
        return live

    def _outcome_names(self, outcome: Outcome) -> set[str]:
        named = {field.question for field in outcome.fields if field.question}
        conditions = [when for field in outcome.fields for when in (field.when, field.address_when)]
        conditions += [when for part in outcome.parts for when in _conditions(part.items)]
        if outcome.looks_up:
            conditions += [row.when for row in self.tree.responses.rows]
            conditions += _conditions(self.tree.responses.notes)
        return named.union(*(_names(when) for when in conditions))

    def state(self, at: str, facts: Mapping[str, str]) -> State:
        """The state at that id after those answers."""
        live = self.live[at]
        return State(at, tuple(sorted((name, value) for name, value in facts.items() if name in live)))

    def starts(self) -> dict[State, int]:
        """The states at the first question, with the number of combinations of settings behind each."""
        starts: dict[State, int] = {}
        choices = [[(setting.id, answer.id) for answer in setting.answers] for setting in self.tree.settings]
        for combination in product(*choices):
            state = self.state(self.tree.first, dict(combination))
            starts[state] = starts.get(state, 0) + 1
        return starts

    def moves(self, state: State) -> tuple[Move, ...]:
        """Every answer to the state's question. A state at an outcome has none."""
        if state not in self._moves:
            question = self._questions.get(state.at)
            self._moves[state] = tuple(self._answers(question, dict(state.facts))) if question else ()
        return self._moves[state]

    def _answers(self, question: Question, before: dict[str, str]) -> Iterator[Move]:
        for answer in question.answers:
            facts = before | {question.id: answer.id}
            met = tuple(index for index, case in enumerate(answer.cases) if holds(case.when, facts))
            targets = [answer.cases[index].to for index in met]
            yield Move(answer, met, tuple(self.state(id, facts) for id in targets if id in self.live))

    def reachable(self, starts: Iterable[State]) -> list[State]:
        """Every state that can be met from `starts`, each before those it leads to."""
        found: dict[str, dict[State, None]] = {}
        for start in starts:
            found.setdefault(start.at, {})[start] = None
        met: list[State] = []
        for id in self.order:
            for state in found.get(id, ()):
                met.append(state)
                for move in self.moves(state):
                    for target in move.to:
                        found.setdefault(target.at, {})[target] = None
        return met

    @cached_property
    def states(self) -> list[State]:
        """All reachable states, each before those it leads to."""
        return self.reachable(self.starts())

    @cached_property
    def _left(self) -> dict[State, tuple[int, int]]:
        left: dict[State, tuple[int, int]] = {}
        for state in reversed(self.states):
            below = [left[target] for move in self.moves(state) for target in move.to]
            left[state] = (
                (1 + min(few for few, _ in below), 1 + max(many for _, many in below)) if below else (0, 0)
            )
        return left

    def questions_left(self, at: str, facts: Mapping[str, str]) -> tuple[int, int]:
        """The fewest and the most questions still to answer, that at `at` included; (0, 0) at an outcome."""
        return self._left[self.state(at, facts)]

    @cached_property
    def _ahead(self) -> dict[State, frozenset[str]]:
        ahead: dict[State, frozenset[str]] = {}
        for state in reversed(self.states):
            below = [ahead[target] for move in self.moves(state) for target in move.to]
            ahead[state] = frozenset({state.at}).union(*below) if below else frozenset()
        return ahead

    def questions_ahead(self, at: str, facts: Mapping[str, str]) -> frozenset[str]:
        """The ids of all questions that may still be asked, the one at `at` included."""
        return self._ahead[self.state(at, facts)]


def _names(condition: Condition) -> set[str]:
    return {test.name for test in condition}


def _conditions(items: Iterable[Item]) -> list[Condition]:
    return [when for item in items for when in (item.when, *_conditions(item.points))]
