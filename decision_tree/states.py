"""The states of a tree: a question or outcome, with just the earlier answers that can still matter there.

Paths multiply with every question; states do not, because an answer that nothing below asks about is
forgotten, and of answers that nothing tells apart one stands for all. Everything that must hold for every
combination of answers is therefore computed over states, and costs time in proportion to their number,
however many paths there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from graphlib import CycleError as GraphCycle
from graphlib import TopologicalSorter
from itertools import product
from math import prod
from typing import NamedTuple

from decision_tree.answer_bits import AnswerBits, Pair, overlaps_any
from decision_tree.answer_classes import (
    AnswerClass,
    answer_classes,
    bits_of,
    mark_answers,
    outcome_conditions,
    size,
    table_conditions,
)
from decision_tree.conditions import names_in
from decision_tree.model import Answer, Case, Outcome, Tree, TreeError

MOST_MOVES = 50_000
"""Moves of a tree: with so many the engine answers first after a second in a browser. It is our limit."""


class CycleError(TreeError):
    """A question can lead back to itself. `cycle` lists the ids of the cycle, first and last equal."""

    def __init__(self, cycle: list[str]) -> None:
        super().__init__(f"these lead round in a circle: {' -> '.join(cycle)}")
        self.cycle = cycle


class StateLimitError(TreeError):
    """A tree has more than MOST_MOVES moves.

    `at` is the question or outcome with the most states, `remembered` are the questions that matter there.
    """

    def __init__(self, at: str, remembered: list[str]) -> None:
        few = ", ".join(remembered[:5]) + (", …" if len(remembered) > 5 else "")
        super().__init__(
            f"more than {MOST_MOVES:,} combinations of an answer with the earlier answers that matter there: "
            f'at "{at}" or after it conditions ask about {len(remembered)} questions ({few}); ask about fewer'
        )
        self.at, self.remembered = at, remembered


class State:
    """At the question or outcome `at`, having given the answers `facts` (sorted; only those that matter).

    A space has one object for each state, so states compare by identity. `known` holds the facts as a bit
    mask: a bit for each class of answers that some condition asks about. The facts have its first answer.
    """

    __slots__ = ("_facts", "_pairs", "at", "known")

    def __init__(self, at: str, known: int, pairs: list[Pair]) -> None:
        self.at = at
        self.known = known
        self._pairs = pairs
        self._facts: tuple[Pair, ...] | None = None

    @property
    def facts(self) -> tuple[Pair, ...]:
        """The answers that matter here, sorted by the ids of their questions."""
        if self._facts is None:
            rest, found = self.known, []
            while rest:
                highest = rest.bit_length() - 1
                found.append(self._pairs[highest])
                rest ^= 1 << highest
            self._facts = tuple(reversed(found))
        return self._facts

    def __repr__(self) -> str:
        return f"State({self.at!r}, {self.facts!r})"


class Move(NamedTuple):
    """An answer of a class given in a state: the indexes of the cases that hold, and the states they lead to.

    A proved tree has exactly one of each; a case that leads to an unknown id has no state.
    """

    answers: AnswerClass
    cases: tuple[int, ...]
    to: tuple[State, ...]

    @property
    def answer(self) -> Answer:
        """The first answer, which stands for all."""
        return self.answers[0]

    @property
    def ways(self) -> int:
        """How many answers there are in the class, or selections."""
        return size(self.answers)


class _Case(NamedTuple):
    """A case as bit masks: it holds where the known answers overlap each of `tests` and, if there are any
    `alternatives`, each mask of one of these.

    `live` masks the answers that matter at `to`; `states` are the states at `to` by their known answers, None
    where `to` is an unknown id. `indexes` has one item, the case's index.
    """

    indexes: tuple[int, ...]
    tests: tuple[int, ...]
    to: str
    live: int
    states: dict[int, State] | None
    alternatives: tuple[tuple[int, ...], ...] | None


class StateSpace:
    """The reachable states of a tree. Raises CycleError when a question can lead back to itself, and
    SelectionLimitError when conditions tell too many selections of one apart.

    Of a tree with more than MOST_MOVES moves, its states raise StateLimitError.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._questions = {question.id: question for question in tree.questions}
        self._outcomes = {outcome.id: outcome for outcome in tree.outcomes}
        self.order = self._topological()
        self._marks = mark_answers(tree)
        self.classes = answer_classes(tree, self._marks)
        self._bits = self._make_bits()
        self._live = self._find_live()
        self._states_at: dict[str, dict[int, State]] = {id: {} for id in self._live}
        self._cases: dict[str, list[tuple[AnswerClass, int, tuple[int, ...], list[_Case]]]] = {}
        self._moves: dict[State, tuple[Move, ...]] = {}

    def _topological(self) -> tuple[str, ...]:
        """The first id and every id that some case leads to, in topological order. Raises CycleError."""
        leads_to = {question.id: [case.to for case in question.all_cases] for question in self.tree.questions}
        sorter = TopologicalSorter(leads_to)
        try:
            return tuple(sorter.static_order())[::-1]
        except GraphCycle as error:
            raise CycleError(list(error.args[1])[::-1]) from None

    def _make_bits(self) -> AnswerBits:
        """A bit for each class of answers to whatever a condition or a field asks about."""
        asked = {name for id in self._questions for name in self._asked_at(id)}
        asked |= {name for outcome in self.tree.outcomes for name in self._outcome_names(outcome)}
        return AnswerBits(self.classes, asked, self._several)

    def _asked_at(self, id: str) -> Iterator[str]:
        for answer in self._questions[id].answers:
            yield from names_in(answer.when)
        for case in self._cases_at(id):
            yield from names_in(case.when)

    def _cases_at(self, id: str) -> Iterator[Case]:
        """The cases of a question, those of alike answers once."""
        yield from self._questions[id].cases
        if id not in self._several:
            for answer, *_ in self.classes[id]:
                yield from answer.cases

    def bits(self, names: Iterable[str]) -> int:
        """All bits of the answers to these questions and settings, as `State.known` has them."""
        return self._bits.all(names)

    def _find_live(self) -> dict[str, int]:
        """Liveness: by id, the bits of all answers that can still matter there."""
        live: dict[str, int] = {}
        for id in reversed(self.order):
            if id in self._questions:
                found = self.bits(self._asked_at(id))
                for case in self._cases_at(id):
                    found |= live.get(case.to, 0)
                live[id] = found & ~self.bits((id,))
            elif id in self._outcomes:
                live[id] = self.bits(self._outcome_names(self._outcomes[id]))
            else:
                live[id] = 0
        return live

    def _outcome_names(self, outcome: Outcome) -> set[str]:
        named = {field.question for field in outcome.fields if field.question}
        named = named.union(*map(names_in, outcome_conditions(outcome)))
        return named.union(*(self._asked_by_table[table.id] for table in self.tree.outcome_tables(outcome)))

    @cached_property
    def _asked_by_table(self) -> dict[str, set[str]]:
        """By table what it asks about."""
        return {table.id: set().union(*map(names_in, table_conditions(table))) for table in self.tree.tables}

    def representative(self, name: str, value: str) -> str:
        """The answer that stands for the class of that answer to a question or setting."""
        if name in self._several:
            return self._selections[name].get(bits_of(self._marks.get(name, {}), value), value)
        return self._representatives.get(name, {}).get(value, value)

    @cached_property
    def _several(self) -> frozenset[str]:
        """The questions that take several answers."""
        return frozenset(question.id for question in self.tree.questions if question.several)

    @cached_property
    def _selections(self) -> dict[str, dict[int, str]]:
        """Of questions that take several answers the selections that stand for classes, by what is asked."""
        return {
            name: {
                bits_of(self._marks.get(name, {}), alike[0].id): alike[0].id for alike in self.classes[name]
            }
            for name in self._several
        }

    @cached_property
    def _representatives(self) -> dict[str, dict[str, str]]:
        return {
            name: {answer.id: alike[0].id for alike in classes for answer in alike}
            for name, classes in self.classes.items()
        }

    def state(self, at: str, facts: Mapping[str, str]) -> State:
        """The state at that id after those answers; answers that the tree does not have are ignored."""
        known = 0
        for name, value in facts.items():
            known |= self._bits.of(name, self.representative(name, value))
        return self._at(at, known & self._live[at])

    def _at(self, at: str, known: int) -> State:
        states = self._states_at[at]
        state = states.get(known)
        if state is None:
            state = states[known] = State(at, known, self._bits.pairs)
        return state

    def starts(self) -> dict[State, int]:
        """The states at the first question, with the number of combinations of settings behind each."""
        starts: dict[State, int] = {}
        live = self._live[self.tree.first]
        matter = [setting for setting in self.tree.settings if self.bits((setting.id,)) & live]
        alike = prod(len(setting.answers) for setting in self.tree.settings if setting not in matter)
        choices = [self.classes[setting.id] for setting in matter]
        self._limit(prod(map(len, choices)), {self.tree.first: ()})
        for combination in product(*choices):
            facts = {setting.id: same[0].id for setting, same in zip(matter, combination, strict=True)}
            state = self.state(self.tree.first, facts)
            starts[state] = starts.get(state, 0) + alike * prod(map(len, combination))
        return starts

    def moves(self, state: State) -> tuple[Move, ...]:
        """Every class of answers that is offered at the state's question. A state at an outcome has none."""
        moves = self._moves.get(state)
        if moves is None:
            moves = self._moves[state] = self._find_moves(state) if state.at in self._questions else ()
        return moves

    def _find_moves(self, state: State) -> tuple[Move, ...]:
        if state.at not in self._cases:
            self._cases[state.at] = list(self._cases_of(state.at))
        moves = []
        for answers, own, offered, cases in self._cases[state.at]:
            if offered and not all(state.known & test for test in offered):
                continue
            known = state.known | own
            met: tuple[int, ...] = ()
            to: tuple[State, ...] = ()
            for indexes, tests, at, live, states, alternatives in cases:
                for test in tests:
                    if not known & test:
                        break
                else:
                    if alternatives is not None and not overlaps_any(known, alternatives):
                        continue
                    met = met + indexes if met else indexes
                    if states is not None:
                        target = states.get(known & live) or self._at(at, known & live)
                        to = (*to, target) if to else (target,)
            moves.append(Move(answers, met, to))
        return tuple(moves)

    def _cases_of(self, id: str) -> Iterator[tuple[AnswerClass, int, tuple[int, ...], list[_Case]]]:
        """The classes of answers to a question, each with its own bit, the tests under which it is offered,
        and its cases."""
        cases: list[_Case] = []
        for answers in self.classes[id]:
            if id in self._several and cases:  # the question's, which are the same for all
                yield answers, self._bits.of(id, answers[0].id), (), cases
                continue
            cases = [
                _Case(
                    (index,), self._bits.tests(case.when), case.to, self._live.get(case.to, 0),
                    self._states_at.get(case.to), self._bits.alternatives(case.when),
                )
                for index, case in enumerate(answers[0].cases)
            ]  # fmt: skip
            yield answers, self._bits.of(id, answers[0].id), self._bits.tests(answers[0].when), cases

    def reachable(self, starts: Iterable[State]) -> list[State]:
        """Every state that can be reached from `starts`, each before those it leads to."""
        found: dict[str, dict[State, None]] = {}
        for start in starts:
            found.setdefault(start.at, {})[start] = None
        met: list[State] = []
        moves = 0
        for id in self.order:
            for state in found.get(id, ()):
                met.append(state)
                moves += len(self.moves(state))
                self._limit(moves, found)
                for move in self.moves(state):
                    for target in move.to:
                        found.setdefault(target.at, {})[target] = None
        return met

    def _limit(self, moves: int, found: Mapping[str, Collection[State]]) -> None:
        if moves > MOST_MOVES:
            at = max(found, key=lambda id: len(found[id]))
            remembered = {name: None for name, _ in State(at, self._live[at], self._bits.pairs).facts}
            raise StateLimitError(at, list(remembered))

    @cached_property
    def states(self) -> list[State]:
        """All reachable states, each before those it leads to."""
        return self.reachable(self.starts())
