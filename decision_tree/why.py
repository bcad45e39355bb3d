"""What would change an outcome, and what "I'm not sure" leaves open: where other answers could lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from decision_tree.card import card_at
from decision_tree.conditions import chosen, holds
from decision_tree.label_order import answers_as_seen
from decision_tree.model import Answer, Question, Setting, Tree
from decision_tree.periods import PERIOD
from decision_tree.selections import chosen_answers, selection_id
from decision_tree.states import State, StateSpace
from decision_tree.tables import response_row, shown_rows
from decision_tree.walk import Step, decide, offered_answers


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
    the id of a group of answers that all lead there, of which `answer` is the first; or "". Where an answer
    is chosen beside others, or is one of several no longer, `one` is its id.
    """

    name: str
    answer: str
    ends: tuple[End, ...]
    asks: str = ""
    group: str = ""
    one: str = ""
    added: bool = False


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
    facts = dict(state.facts)
    row = response_row(tree, outcome, facts) if outcome else None
    found = shown_rows(tree, outcome, facts) if outcome else ()
    shown = tuple((table.id, tuple(row.id for row in rows)) for table, rows in found)
    return End(state.at, row.id if row else "", shown)


def changes(space: StateSpace, step: Step) -> tuple[Change, ...]:
    """The changes of one answer that lead to another outcome or other rows of tables, the nearest first.

    Nearest are those after which no further question is asked, among them those that keep the outcome and
    change rows, then the last question first. Questions answered with "I'm not sure" are left
    out: `doubt` has them.
    """
    here = next(iter(possible(space, step.facts)))
    given = step.facts | dict(step.unused_answers)
    settings = [name for name, _ in step.settings if name != PERIOD]
    order = [*reversed([name for name, _ in step.path]), *settings]
    choices = {choice.id: choice for choice in space.tree.choices}
    found = []
    for name in order:
        if any(answer.unsure and answer.id == given[name] for answer in choices[name].answers):
            continue
        answers = tuple(answer for answer in choices[name].answers if holds(answer.when, given))
        others = _others(replace(choices[name], answers=answers), given[name])
        changed = _changes(space, given, name, others)
        found += _by_group(space.tree, [change for change in changed if change.ends != (here,)])

    def distance(change: Change) -> tuple[bool, bool]:
        return bool(change.asks), {end.outcome for end in change.ends} != {here.outcome}

    return tuple(sorted(found, key=distance))


class _Other(NamedTuple):
    """Another answer. Of a selection `one` is the answer that is chosen too or, if not `added`, no longer."""

    answer: str
    one: str = ""
    added: bool = False


def _others(choice: Question | Setting, given: str) -> list[_Other]:
    """All other answers; the selections that have one answer more or less, or one that stands alone."""
    if not isinstance(choice, Question) or not choice.several:
        return [_Other(a.id) for a in answers_as_seen(choice) if a.id != given and not a.unsure]
    here = chosen(given)
    alone = any(answer.alone and answer.id in here for answer in choice.answers)
    found = []
    for answer in choice.answers:
        if answer.alone or alone:
            found += [] if answer.id in here else [_Other(answer.id)]
            continue
        added = answer.id not in here
        ids = [a.id for a in choice.answers if (a.id in here) != (a.id == answer.id)]
        found += [_Other(selection_id(ids), answer.id, added)] if ids else []
    return found


def _changes(
    space: StateSpace, given: Mapping[str, str], name: str, others: Iterable[_Other]
) -> list[Change]:  # fmt: skip
    """The change to each of these answers, worked out once for all that nothing tells apart."""
    made: dict[str, Change] = {}
    found = []
    for other in others:
        same = space.representative(name, other.answer)
        if same not in made:
            made[same] = _change(space, given, name, other.answer)
        found.append(replace(made[same], answer=other.answer, one=other.one, added=other.added))
    return found


def _by_group(tree: Tree, found: list[Change]) -> list[Change]:
    """Changes of one question, with one for all answers of a group that lead to the same, of the largest
    groups first. Groups stand before single answers: of these there may be hundreds."""
    for group in sorted(tree.groups, key=lambda group: -len(group.answers)):
        inside = [
            change
            for change in found
            if change.name == group.question and (change.one or change.answer) in group.answers
        ]
        alike = {(one.ends, one.asks, one.group, one.added) for one in inside}
        removed = any(change.one and not change.added for change in inside)
        if len(inside) == len(group.answers) > 1 and len(alike) == 1 and not removed:
            first, *rest = inside
            found = [one for one in found if one not in rest]
            found[found.index(first)] = replace(first, group=group.id)
    return sorted(found, key=lambda change: not change.group)


def _change(space: StateSpace, given: Mapping[str, str], name: str, answer: str) -> Change:
    changed = {**given, name: answer}
    step = decide(space.tree, changed)
    ends = tuple(possible(space, changed, sure=True))
    return Change(name, answer, ends, "" if step.is_outcome else step.at)


def doubt(space: StateSpace, step: Step) -> Open | None:
    """What the answers "I'm not sure" on the step's path leave open; None where there are none."""
    tree = space.tree
    unsure = [
        question for question, answers in _path(tree, step.path) if any(answer.unsure for answer in answers)
    ]
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
    offered = replace(question, answers=offered_answers(question, step.facts))
    others = [_Other(answer.id) for answer in answers_as_seen(offered) if not answer.unsure]
    return _changes(space, step.facts, question.id, others)


def _path(tree: Tree, path: Iterable[tuple[str, str]]) -> Iterable[tuple[Question, tuple[Answer, ...]]]:
    for name, value in path:
        question = tree.question(name)
        assert question is not None  # a path holds questions only
        yield question, chosen_answers(question, value)
