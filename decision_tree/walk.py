"""The walk: from answers to the next question or the outcome.

`decide` is the whole engine in one call: it takes every answer at hand, in any order, follows the tree
as far as they go, and says which of them counted. Changing one answer is therefore the same call with
one answer replaced: the others that still count are kept. A question is not asked where no answer on the
path leads to it: of an answer's cases, the one whose condition holds names what comes next (`next_id`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision_tree.conditions import holds
from decision_tree.model import Answer, Question, Setting, Tree, TreeError
from decision_tree.periods import PERIOD
from decision_tree.selections import answer_of, read_selection


class RoutingError(TreeError):
    """An answer leads nowhere, or to two places at once. A proved tree never raises it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An answer that does not count: `code` is unknown-question or unknown-answer where the tree does not
    have it, not-offered where it is offered on other days, not-together of answers that cannot be chosen
    together."""

    code: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """Where the answers lead.

    `path` holds the questions answered on the way with their answers, in the order they were asked;
    `settings` the value of every setting; `at` the id of the question to ask next, or of the outcome;
    `unused_answers` the answers to questions that are not asked on this path.
    """

    path: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    at: str
    is_outcome: bool
    unused_answers: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """The questions of the unused answers."""
        return tuple(name for name, _ in self.unused_answers)

    @property
    def facts(self) -> dict[str, str]:
        """Everything a condition may ask about: the path's answers and the settings."""
        return dict(self.path) | dict(self.settings)


def decide(tree: Tree, answers: Mapping[str, str]) -> Step:
    """Follow the tree as far as `answers` (question or setting id -> answer id) go.

    Of a question that takes several answers they have a selection, in any order: what is unknown in it is
    left out, and one that cannot be is no answer. Unknown names and answers, and one that is not offered
    where it is asked for, become notices and are otherwise ignored; ids that were renamed are understood
    under their old names. Raises RoutingError on a tree that was not proved.
    """
    known, notices = _known_answers(tree, answers)
    settings = {setting.id: known.pop(setting.id, setting.default) for setting in tree.settings}
    questions = {question.id: question for question in tree.questions}
    path: dict[str, str] = {}
    at = tree.first
    while at in questions and at in known:
        if at in path:
            raise RoutingError(f"question {at!r} leads back to itself")
        given = next((answer for answer in questions[at].answers if answer.id == known[at]), None)
        if given and not holds(given.when, settings):
            notices = (*notices, Notice("not-offered", at, known.pop(at)))
            break
        path[at] = known[at]
        at = next_id(questions[at], known[at], path | settings)
    return Step(
        path=tuple(path.items()),
        settings=tuple(settings.items()),
        at=at,
        is_outcome=at not in questions,
        unused_answers=tuple(pair for pair in known.items() if pair[0] not in path),
        notices=notices,
    )


def offered_answers(question: Question, facts: Mapping[str, str]) -> tuple[Answer, ...]:
    """The answers to a question that are offered in the period that the facts have."""
    return tuple(answer for answer in question.answers if holds(answer.when, facts))


def next_id(question: Question, answer_id: str, facts: Mapping[str, str]) -> str:
    """The id that the answer leads to. Raises RoutingError unless exactly one of its cases holds."""
    cases = question.cases
    if not question.several:
        cases = next(answer for answer in question.answers if answer.id == answer_id).cases
    open_cases = [case.to for case in cases if holds(case.when, facts)]
    if len(open_cases) != 1:
        raise RoutingError(
            f"answer {answer_id!r} to question {question.id!r} leads to {len(open_cases)} places, not one"
        )
    return open_cases[0]


def _known_answers(tree: Tree, answers: Mapping[str, str]) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The answers under their present ids, and notices of what the tree does not have."""
    asked: dict[str, Question | Setting] = {}
    for one in tree.choices:
        for name in (*one.was, one.id):
            asked[name] = one
    known: dict[str, str] = {}
    notices: list[Notice] = []
    for name, value in answers.items():
        if name not in asked or name == PERIOD:  # which the day chooses, and nobody else
            notices.append(Notice("unknown-question", name, value))
            continue
        id, found = _read_answer(asked[name], value)
        notices += [Notice(code, name, text) for code, text in found]
        if id and (name == asked[name].id or asked[name].id not in answers):
            known[asked[name].id] = id
    return known, tuple(notices)


def _read_answer(asked: Question | Setting, value: str) -> tuple[str, list[tuple[str, str]]]:
    """The present id of an answer, "" if there is none, and notices of what is not right: code and text."""
    if isinstance(asked, Question) and asked.several:
        reading = read_selection(asked, value)
        notices = [("unknown-answer", id) for id in reading.unknown]
        if reading.together:
            return "", [*notices, ("not-together", reading.id)]
        return reading.id, notices if reading.id or notices else [("unknown-answer", value)]
    answer = answer_of(asked, value)
    return (answer.id, []) if answer else ("", [("unknown-answer", value)])
