"""Both trees walked in step, over their states and not their paths, as one diagram of what differs.

Where both ask the same question, its answer is given in both. Where they ask different ones, the one that
comes first in the order of both trees is asked, in its tree alone; its answer is remembered as long as the
other tree may still ask for it, which is only where the trees ask in different orders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from decision_tree.model import TreeError
from decision_tree.states import MOST_MOVES, Move, State, StateSpace
from site_builder.diff.diagram import OUTCOME, Diagram, Edge, Events, Node
from site_builder.diff.joint_answers import JointAnswers, JointClass

MOST_STEPS = 8 * MOST_MOVES
"""Steps of both trees together: some seconds. It is our limit."""

OLD, NEW = 0, 1


class ProductLimitError(TreeError):
    """Both trees together have more than MOST_STEPS steps."""

    def __init__(self) -> None:
        super().__init__(
            f"the two trees differ so much that they have more than {MOST_STEPS:,} states together"
        )


class Stop(NamedTuple):
    """Where a walk ends before an outcome: the question `at` has no such answer (absent), or the answer leads
    nowhere (gap), or to several places (overlap)."""

    reason: str
    at: str


Position = State | Stop
Ends = Callable[[Position, Position], tuple[int, Events, Events]]
"""Where walks of both trees end: a number for that, its events, and kinds of events that are left out."""


class Recorder(NamedTuple):
    """What differs, as the numbers of events: at ends, and at questions.

    `asked` is called with OLD or NEW and a question that this tree alone asks, `shown` with one that both do.
    """

    ends: Ends
    asked: Callable[[int, str], Events]
    shown: Callable[[str], Events]


_Remembered = tuple[tuple[int, str, int], ...]
"""Answers that the other tree may still ask for: the tree that asked, the question, the class's number."""


class _Joint(NamedTuple):
    """Positions in both trees, and what is remembered."""

    positions: tuple[Position, Position]
    remembered: _Remembered = ()


_Step = tuple[int, _Joint, Events]
"""The number of a class of answers, where it leads, and what differs on the way there."""


def walk_both(
    old: StateSpace, new: StateSpace, answers: Mapping[str, JointAnswers], record: Recorder, diagram: Diagram
) -> None:
    """Make the diagram of two trees, of which `answers` are the classes of answers.

    Raises StateLimitError and ProductLimitError.
    """
    _Product((old, new), answers, record).make(diagram)


class _Product:
    def __init__(
        self, spaces: tuple[StateSpace, StateSpace], answers: Mapping[str, JointAnswers], record: Recorder
    ) -> None:
        self.spaces, self.answers, self.record = spaces, answers, record
        self.questions = [{one.id for one in space.tree.questions} for space in spaces]
        self.rank = _order(*spaces)
        self.bits = {id: 1 << number for id, number in self.rank.items()}
        self.reach = [_reached(space, self.bits) for space in spaces]
        self.known: dict[_Joint, int] = {}
        self.moves: list[dict[State, dict[str, Position]]] = [{}, {}]
        self.steps = 0

    def make(self, diagram: Diagram) -> None:
        diagram.ways |= {id: tuple(one.ways for one in joint.classes) for id, joint in self.answers.items()}
        settings = [id for id, joint in self.answers.items() if not self._is_question(id)]
        diagram.root = self._begin(diagram, settings, ())

    def _is_question(self, id: str) -> bool:
        return any(id in questions for questions in self.questions)

    def _begin(self, diagram: Diagram, settings: list[str], given: tuple[JointClass, ...]) -> int:
        """The node of the next setting, or of the first question after values of all settings."""
        if len(given) < len(settings):
            name = settings[len(given)]
            edges = [
                Edge(number, self._begin(diagram, settings, (*given, one)))
                for number, one in enumerate(self.answers[name].classes)
            ]
            return diagram.add(Node(name, tuple(edges)))
        starts = []
        for which, space in enumerate(self.spaces):
            facts = {
                name: value
                for name, one in zip(settings, given, strict=True)
                if (value := (one.old, one.new)[which])
            }
            starts.append(self._start(space, facts))
        return self._below(diagram, _Joint((starts[OLD], starts[NEW])))

    def _start(self, space: StateSpace, facts: Mapping[str, str]) -> Position:
        absent = [one.id for one in space.tree.settings if one.id not in facts]
        return Stop("absent", absent[0]) if absent else space.state(space.tree.first, facts)

    def _below(self, diagram: Diagram, start: _Joint) -> int:
        """The node of a joint position. Depth first, and not recursive: a guide may ask for long."""
        known = self.known
        waiting: list[tuple[_Joint, str, list[_Step] | None]] = [(start, "", None)]
        while waiting:
            joint, name, steps = waiting.pop()
            if steps is not None:
                edges = [Edge(number, known[to], events) for number, to, events in steps]
                known[joint] = diagram.add(Node(name, tuple(edges)))
            elif joint not in known:
                name, steps = self._steps(joint)
                if not name:
                    number, events, left_out = self.record.ends(*joint.positions)
                    end = diagram.add(Node("", (), events, left_out))
                    known[joint] = diagram.add(Node(OUTCOME, (Edge(number, end),)))
                    continue
                waiting.append((joint, name, steps))
                waiting.extend((to, "", None) for _, to, _ in steps if to not in known)
        return known[start]

    def _steps(self, joint: _Joint) -> tuple[str, list[_Step]]:
        """The question that comes next, "" at an end, and where each class of its answers leads."""
        asking = [self._question_at(which, joint.positions[which]) for which in (OLD, NEW)]
        name = min(filter(None, asking), key=self.rank.__getitem__, default="")
        if not name:
            return "", []
        steps: list[_Step] = []
        for number, answer in enumerate(self.answers[name].classes):
            positions = [
                self._after(which, position, name, answer) if asking[which] == name else position
                for which, position in enumerate(joint.positions)
            ]
            if asking[OLD] == asking[NEW]:
                if all(isinstance(one, Stop) and one.reason == "absent" for one in positions):
                    continue
                found = self._settled(positions, joint.remembered, self.record.shown(name))
            else:
                who = asking.index(name)
                found = self._settled(positions, (*joint.remembered, (who, name, number)), ())
            if found is not None:
                steps.append((number, *found))
        self.steps += len(steps)
        if self.steps > MOST_STEPS:
            raise ProductLimitError
        return name, steps

    def _question_at(self, which: int, position: Position) -> str:
        return position.at if isinstance(position, State) and position.at in self.questions[which] else ""

    def _after(self, which: int, position: Position, name: str, answer: JointClass) -> Position:
        """Where an answer to the question at a position leads."""
        assert isinstance(position, State)
        moves = self.moves[which].get(position)
        if moves is None:
            moves = self.moves[which][position] = {
                move.answer.id: move.to[0] if len(move.to) == len(move.cases) == 1 else _fault(name, move)
                for move in self.spaces[which].moves(position)
            }
        return moves.get((answer.old, answer.new)[which]) or Stop("absent", name)

    def _settled(
        self, positions: list[Position], remembered: _Remembered, events: Events
    ) -> tuple[_Joint, Events] | None:
        """The positions after what is remembered has been given where it is asked for, without what nobody
        asks for any more. None where the tree that asked has no such answer, and the other never asks."""
        given = True
        while given:
            given = False
            for entry in remembered:
                who, name, number = entry
                other = 1 - who
                if self._question_at(other, positions[other]) == name:
                    positions[other] = self._after(
                        other, positions[other], name, self.answers[name].classes[number]
                    )
                    if positions[OLD] == positions[NEW] == Stop("absent", name):
                        return None
                    events = (*events, *self.record.shown(name))
                    remembered = tuple(one for one in remembered if one != entry)
                    given = True
                    break
        kept = []
        for who, name, number in remembered:
            if self._may_reach(1 - who, positions[1 - who], name):
                kept.append((who, name, number))
            elif positions[who] == Stop("absent", name):
                return None
            else:
                events = (*events, *self.record.asked(who, name))
        return _Joint((positions[OLD], positions[NEW]), tuple(sorted(kept))), events

    def _may_reach(self, which: int, position: Position, name: str) -> bool:
        if not isinstance(position, State):
            return False
        return bool(self.reach[which].get(position.at, 0) & self.bits[name])


def _fault(name: str, move: Move) -> Stop:
    return Stop("overlap" if len(move.cases) > 1 else "gap", name)


def _order(old: StateSpace, new: StateSpace) -> dict[str, int]:
    """The place of every id in an order that both trees keep; else in the new tree's, where what only the
    old one has follows what is before it there."""
    leads_to: dict[str, set[str]] = {}
    for space in (old, new):
        for question in space.tree.questions:
            leads_to.setdefault(question.id, set()).update(case.to for case in question.all_cases)
    try:
        order = [*TopologicalSorter({id: sorted(to) for id, to in leads_to.items()}).static_order()][::-1]
    except CycleError:
        order = list(new.order)
        place = 0
        for id in old.order:
            if id in order:
                place = order.index(id) + 1
            else:
                order.insert(place, id)
                place += 1
    every = (*order, *leads_to)  # a tree may have questions that nothing leads to
    return {id: number for number, id in enumerate(dict.fromkeys(every))}


def _reached(space: StateSpace, bits: Mapping[str, int]) -> dict[str, int]:
    """By id the bits of all that can be asked from there on."""
    reach: dict[str, int] = {}
    leads_to = {one.id: [case.to for case in one.all_cases] for one in space.tree.questions}
    for id in reversed(space.order):
        found = bits[id] if id in leads_to else 0
        for to in leads_to.get(id, ()):
            found |= reach.get(to, 0)
        reach[id] = found
    return reach
