"""What would change an outcome, and what "I'm not sure" leaves open: where other answers could lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from decision_tree.card import card_at
from decision_tree.model import Answer, Question, Tree
from decision_tree.states import State, StateSpace
from decision_tree.tables import response_row, shown_rows
from decision_tree.walk import Step, decide


@dataclass(frozen=True, slots=True)
class End:
    """An outcome that is still possible, with its response row or "".

    `tables` are the tables that it shows, each with the rows that count.
    """

    outcome: str
    row: str
    tables: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer to one question or setting, and every end that is then possible.

    `asks` is the question that would be asked next, or "" where the other answers still suffice. `group` is
    the id of a group of answers that all lead there, of which `answer` is the first; or "".
    """

    name: str
    answer: str
    ends: tuple[End, ...]
    asks: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A question answered "I'm not sure", and where each real answer to it leads."""

    question: str
    answers: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What doubt leaves open: the ends still possible, and what is the same at all of them.

    `portal` is "" where it differs.
    """

    unsure: tuple[Unsure, ...]
    ends: tuple[End, ...]
    portal: str


def possible(space: StateSpace, answers: Mapping[str, str], *, sure: bool = False) -> dict[End, State]:
    """Every end that the answers given leave possible, each with a state there.

    A question that is not answered may get each of its answers; with `sure`, none that says "I'm not sure".
    """
    tree = space.tree
    step = decide(tree, answers)
    given = [*step.path, *step.unused_answers]
    known = {name: space.representative(name, value) for name, value in given}
    found: dict[End, State] = {}
    seen: set[State] = set()

    def follow(state: State) -> None:
        if state in seen:
            return
        seen.add(state)
        moves = space.moves(state)
        if not moves:
            found.setdefault(_end(tree, state), state)
        wanted = known.get(state.at)
        for move in moves:
            if move.answer.id == wanted or (wanted is None and not (sure and move.answer.unsure)):
                for target in move.to:
                    follow(target)

    follow(space.state(step.at, step.facts))
    return found


def _end(tree: Tree, state: State) -> End:
    outcome = tree.outcome(state.at)
    if outcome is None:
        return End(state.at, "")
    facts = dict(state.facts)
    row = response_row(tree, outcome, facts)
    shown = tuple(
        (table.id, tuple(row.id for row in rows)) for table, rows in shown_rows(tree, outcome, facts)
    )
    return End(state.at, row.id if row else "", shown)


def changes(space: StateSpace, step: Step) -> tuple[Change, ...]:
    """The changes of one answer that lead to another outcome or other rows of tables, the nearest first.

    Nearest are those after which no further question is asked, among them those that keep the outcome and
    change rows, then the last question first. Questions answered with "I'm not sure" are left
    out: `doubt` has them.
    """
    here = next(iter(possible(space, step.facts)))
    given = step.facts | dict(step.unused_answers)
    order = [*reversed([name for name, _ in step.path]), *(name for name, _ in step.settings)]
    choices = {choice.id: choice for choice in space.tree.choices}
    found = []
    for name in order:
        if any(answer.unsure and answer.id == given[name] for answer in choices[name].answers):
            continue
        others = [a for a in choices[name].answers if a.id != given[name] and not a.unsure]
        changed = _changes(space, given, name, others)
        found += _by_group(space.tree, [change for change in changed if change.ends != (here,)])

    def distance(change: Change) -> tuple[bool, bool]:
        return bool(change.asks), {end.outcome for end in change.ends} != {here.outcome}

    return tuple(sorted(found, key=distance))


def _changes(space: StateSpace, given: Mapping[str, str], name: str, others: list[Answer]) -> list[Change]:
    """The change to each of these answers, worked out once for all that nothing tells apart."""
    made: dict[str, Change] = {}
    found = []
    for answer in others:
        same = space.representative(name, answer.id)
        if same not in made:
            made[same] = _change(space, given, name, answer)
        found.append(replace(made[same], answer=answer.id))
    return found


def _by_group(tree: Tree, found: list[Change]) -> list[Change]:
    """Changes of one question, with one for all answers of a group that lead to the same, of the largest
    groups first."""
    for group in sorted(tree.groups, key=lambda group: -len(group.answers)):
        inside = [one for one in found if one.name == group.question and one.answer in group.answers]
        alike = {(one.ends, one.asks, one.group) for one in inside}
        if len(inside) == len(group.answers) > 1 and len(alike) == 1:
            first, *rest = inside
            found = [one for one in found if one not in rest]
            found[found.index(first)] = replace(first, group=group.id)
    return found


def _change(space: StateSpace, given: Mapping[str, str], name: str, answer: Answer) -> Change:
    changed = {**given, name: answer.id}
    step = decide(space.tree, changed)
    ends = tuple(possible(space, changed, sure=True))
    return Change(name, answer.id, ends, "" if step.is_outcome else step.at)


def doubt(space: StateSpace, step: Step) -> Open | None:
    """What the answers "I'm not sure" on the step's path leave open; None where there are none."""
    tree = space.tree
    unsure = [question for question, answer in _path(tree, step.path) if answer.unsure]
    if not unsure:
        return None
    names = {question.id for question in unsure}
    given = {
        name: value for name, value in (step.facts | dict(step.unused_answers)).items() if name not in names
    }
    ends = possible(space, given, sure=True)
    cards = [card_at(tree, state.at, dict(state.facts)) for state in ends.values()]
    portals = {card.outcome.portal for card in cards}
    return Open(
        unsure=tuple(
            Unsure(question.id, tuple(_by_group(tree, _real_answers(space, step, question))))
            for question in unsure
        ),
        ends=tuple(ends),
        portal=portals.pop() if len(portals) == 1 else "",
    )


def _real_answers(space: StateSpace, step: Step, question: Question) -> list[Change]:
    """Where the answers to a question lead that say more than "I'm not sure"."""
    return _changes(space, step.facts, question.id, [one for one in question.answers if not one.unsure])


def _path(tree: Tree, path: Iterable[tuple[str, str]]) -> Iterable[tuple[Question, Answer]]:
    for name, value in path:
        question = tree.question(name)
        assert question is not None  # a path holds questions only
        yield question, next(answer for answer in question.answers if answer.id == value)
