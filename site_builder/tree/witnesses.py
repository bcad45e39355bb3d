"""Witnesses: the answers of a shortest way to each question and outcome, and by each answer to an outcome.

They prove that all of them can be reached, and fill in an example where a reader opens one without answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision_tree.model import Answer, Tree
from decision_tree.progress import routing_space
from decision_tree.states import Move, State, StateSpace

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Witnesses:
    """Of ways that ask equally few questions the first one counts, in the order of the tree's answers.

    `outcomes` and `questions` map ids to the answers that lead there. `answers` maps each answer, as
    (question, answer), to those of a way by it to an outcome: where a request is filed, if it leads to one.
    """

    outcomes: Mapping[str, Answers]
    questions: Mapping[str, Answers]
    answers: Mapping[tuple[str, str], Answers]


def find_witnesses(tree: Tree, wanted: str) -> Witnesses:
    """The witnesses of a proved tree. Settings lead nowhere, so none is needed.

    An answer's leads to an outcome of the kind `wanted` if it can.
    """
    space = routing_space(tree)
    before = ways_from_first(space)
    on = ways_on(tree, space, wanted)
    outcomes: dict[str, Answers] = {}
    questions: dict[str, Answers] = {}
    by: dict[tuple[str, str], tuple[tuple[bool, int], State, int]] = {}
    lengths: dict[State, int] = {}
    for state, step in before.items():  # the nearest first
        lengths[state] = lengths[step[0]] + 1 if step else 0
        moves = space.moves(state)
        steps = questions if moves else outcomes
        if state.at not in steps:
            steps[state.at] = dict(way_back(before, state))
        for number, move in enumerate(moves):
            elsewhere, left, _ = on[move.to[0]]
            cost = (elsewhere, lengths[state] + left)
            pair = (state.at, move.answer.id)
            if pair not in by or cost < by[pair][0]:
                by[pair] = (cost, state, number)
    answers: dict[tuple[str, str], Answers] = {}
    for _, state, number in by.values():
        move = space.moves(state)[number]
        way, further = way_back(before, state), way_on(on, space, move.to[0])
        for answer in _answers_of(space, state.at, move):
            pair = (state.at, answer.id)
            answers[pair] = dict([*way, pair, *further])
    return Witnesses(outcomes, questions, answers)


def _answers_of(space: StateSpace, at: str, move: Move) -> tuple[Answer, ...]:
    """The answers of a move; of selections those answers which, chosen alone, are alike."""
    question = space.tree.question(at)
    if question is None or not question.several:
        return move.answers
    return tuple(one for one in question.answers if space.representative(at, one.id) == move.answer.id)


def ways_from_first(space: StateSpace) -> dict[State, tuple[State, str] | None]:
    """Each state with the state and answer before it on its way, the nearest first: breadth first, which
    meets equally long ways in the order of their answers."""
    found: dict[State, tuple[State, str] | None] = dict.fromkeys(space.starts())
    waiting = list(found)
    for state in waiting:  # grows meanwhile
        for move in space.moves(state):
            for target in move.to[:1]:
                if target not in found:
                    found[target] = (state, move.answer.id)
                    waiting.append(target)
    return found


def way_to(space: StateSpace, state: State) -> list[tuple[str, str]]:
    """The answers of a shortest way to a state."""
    return way_back(ways_from_first(space), state)


def ways_on(tree: Tree, space: StateSpace, wanted: str) -> dict[State, tuple[bool, int, int]]:
    """For each state: whether it leads to no outcome of the kind that is wanted, and else to any; how many
    questions that takes; and the index of the answer by which it begins."""
    filed = {outcome.id for outcome in tree.outcomes if outcome.kind == wanted}
    on: dict[State, tuple[bool, int, int]] = {}
    for state in reversed(space.states):
        moves = space.moves(state)
        if not moves:
            on[state] = (state.at not in filed, 0, 0)
            continue
        elsewhere, left, number = min((*on[move.to[0]][:2], i) for i, move in enumerate(moves))
        on[state] = (elsewhere, left + 1, number)
    return on


def way_back(before: dict[State, tuple[State, str] | None], end: State) -> list[tuple[str, str]]:
    """The answers of a way to a state, by what `ways_from_first` has found."""
    way = []
    while (step := before[end]) is not None:
        end, answer = step
        way.append((end.at, answer))
    return way[::-1]


def way_on(on: dict[State, tuple[bool, int, int]], space: StateSpace, state: State) -> list[tuple[str, str]]:
    """The answers of a way from a state to an outcome, by what `ways_on` has found."""
    way = []
    while moves := space.moves(state):
        move = moves[on[state][2]]
        way.append((state.at, move.answer.id))
        state = move.to[0]
    return way
