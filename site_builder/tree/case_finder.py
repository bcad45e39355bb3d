"""Cases: combinations of answers with which a question or an outcome is reached, completed to a whole way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decision_tree.answer_classes import asked_lists
from decision_tree.conditions import Condition, Test, each_test
from decision_tree.model import Tree
from decision_tree.states import State, StateSpace
from site_builder.tree.reachability import several_ids, space_about
from site_builder.tree.witnesses import way_back, way_on, ways_from_first, ways_on


@dataclass(frozen=True)
class Case:
    """Answers with which a place is reached, by what is asked for; at a question with its own answer.

    `space` and `state` say where, `number` which move is the `answer`; None at an outcome.
    """

    facts: Mapping[str, str]
    space: _Space
    state: State
    number: int | None = None
    answer: str = ""

    def given(self) -> dict[str, str]:
        """The answers of a whole way with these, by it to an outcome, and the settings that matter to it."""
        space = self.space
        way = way_back(space.before, self.state)
        if self.number is not None:
            move = space.states.moves(self.state)[self.number]
            way += [(self.state.at, self.answer), *way_on(space.on, space.states, move.to[0])]
        settings = {one.id for one in space.states.tree.settings}
        known = {**dict(space.start_of(self.state).facts), **self.facts}
        return {name: value for name, value in known.items() if name in settings} | dict(way)


class _Space:
    """The states of a tree that tell apart what some conditions ask, with ways to and from each."""

    def __init__(self, states: StateSpace) -> None:
        self.states = states
        self._names: dict[str, frozenset[str]] = {}

    @cached_property
    def before(self) -> dict[State, tuple[State, str] | None]:
        return ways_from_first(self.states)

    def start_of(self, state: State) -> State:
        """The state in which the way to a state begins."""
        while (step := self.before[state]) is not None:
            state = step[0]
        return state

    @cached_property
    def on(self) -> dict[State, tuple[bool, int, int]]:
        return ways_on(self.states.tree, self.states, "")

    @cached_property
    def _at(self) -> dict[str, list[State]]:
        found: dict[str, list[State]] = {}
        for state in self.states.states:
            found.setdefault(state.at, []).append(state)
        return found

    def names(self, place: str) -> frozenset[str]:
        """What matters at a place, of all that is asked on some way there."""
        if place not in self._names:
            states = self._at.get(place, ())
            self._names[place] = frozenset(name for state in states for name, _ in state.facts)
        return self._names[place]

    def cases(self, place: str) -> Iterator[Case]:
        """The cases at a question or outcome: of a question with each of its answers."""
        for state in self._at.get(place, ()):
            facts = dict(state.facts)
            moves = self.states.moves(state)
            for number, move in enumerate(moves):
                for answer in move.answers:
                    yield Case({**facts, place: answer.id}, self, state, number, answer.id)
            if not moves:
                yield Case(facts, self, state)


class CaseFinder:
    """The cases of a proved tree. Spaces are kept by what they tell apart."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._several = several_ids(tree)
        self._answers = {one.id: [answer.id for answer in one.answers] for one in tree.choices}
        self._lists = asked_lists(tree)
        self._own = _Space(StateSpace(tree))
        self._classes = {
            name: [{answer.id for answer in alike} for alike in classes]
            for name, classes in self._own.states.classes.items()
        }
        self._spaces: dict[object, _Space] = {}

    @property
    def size(self) -> int:
        """How many states the tree has."""
        return len(self._own.states.states)

    def at(self, place: str, conditions: Iterable[Condition]) -> list[Case]:
        """The cases at a question or outcome that some conditions may tell apart.

        Raises TreeError where there are too many.
        """
        tests = {test for when in conditions for test in each_test(when)}
        if all(self._is_told(test, place) for test in tests):
            return list(self._own.cases(place))
        names = frozenset(test.name for test in tests) - self._several
        chosen = frozenset(Test(one.name, one.values) for one in tests if one.name in self._several)
        if (names, chosen) not in self._spaces:
            single = [(Test(name, (id,)),) for name in sorted(names) for id in self._answers.get(name, ())]
            asking: list[Condition] = [*single, *((test,) for test in sorted(chosen, key=repr))]
            self._spaces[names, chosen] = _Space(space_about(self._tree, asking))
        return list(self._spaces[names, chosen].cases(place))

    def _is_told(self, test: Test, place: str) -> bool:
        """Whether the tree's own states at a place tell who meets a test."""
        if test.name == place:  # each of its answers is a case
            return test.name not in self._several or test.values in self._lists.get(test.name, ())
        if test.name not in self._own.names(place):
            return False
        if test.name in self._several:
            return test.values in self._lists.get(test.name, ())
        values = set(test.values)
        return all(alike <= values or alike.isdisjoint(values) for alike in self._classes[test.name])
