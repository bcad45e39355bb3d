"""The proof that a link which is handed over leads its receiver on, never back to its outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from decision_tree.states import State, StateSpace
from site_builder.guide import Content
from site_builder.problems import Problem


def hand_over_problems(content: Content, space: StateSpace) -> Iterator[Problem]:
    """Outcomes to which some way asks nothing that changes, or whose receiver may come there as well."""
    document = content.documents["outcomes"]
    for index, outcome in enumerate(content.guide.outcomes.outcomes):
        if outcome.hand_over is None:
            continue
        changed = outcome.hand_over.given
        path = ("outcomes", index, "hand_over", "answers")
        if _is_reached_without(space, changed, outcome.id):
            message = f'not every way to "{outcome.id}" asks one of these; a link would change nothing there'
            yield document.problem(path, message)
        for name, value in changed.items():
            if any(state.at == outcome.id for state in space.reachable(_changed(space, name, changed))):
                message = f'with "{value}" the receiver may come to "{outcome.id}" as well, and not get on'
                yield document.problem((*path, name), message)


def _is_reached_without(space: StateSpace, questions: Collection[str], outcome: str) -> bool:
    """Whether some way leads to an outcome through none of these questions."""
    met = dict.fromkeys(space.starts())
    for state in list(space.states):
        if state in met and state.at not in questions:
            met |= {target: None for move in space.moves(state) for target in move.to}
    return any(state.at == outcome for state in met)


def _changed(space: StateSpace, question: str, answers: Mapping[str, str]) -> Iterator[State]:
    """Where the changed answer to a question leads, from each of its states."""
    given = space.representative(question, answers[question])
    for state in space.states:
        if state.at == question:
            for move in space.moves(state):
                if move.answer.id == given:
                    yield from move.to
