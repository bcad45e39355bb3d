"""Effective dates that do not fit: outcomes reached on other days, and answers that are never offered."""

from __future__ import annotations

from collections.abc import Sequence

from decision_tree.conditions import Condition, each_test
from decision_tree.model import Answer, Question
from decision_tree.periods import days_of
from decision_tree.states import State, StateSpace
from site_builder.guide import Content, Document
from site_builder.problems import Problem
from site_builder.tree.class_names import period_words
from site_builder.tree.never import YamlPath
from site_builder.tree.witnesses import way_to


def outside_its_days(
    content: Content, space: StateSpace, index: int, state: State, periods: Sequence[str]
) -> Problem:
    """That a state is at the outcome of that index in periods in which the outcome does not hold."""
    outcome = space.tree.outcomes[index]
    held = _periods(outcome.when)
    way = ", ".join(f"{name}={value}" for name, value in way_to(space, state))
    message = (
        f'the outcome "{outcome.id}" holds {period_words(held)}, and these answers lead there '
        f"{period_words(periods)}: {way}; give an answer on the way the same dates"
    )
    key = "from" if days_of(periods[0]) < days_of(held[0]) else "until"
    return content.documents["outcomes"].problem(("outcomes", index, key), message)


def never_offered(document: Document, path: YamlPath, question: Question, answer: Answer) -> Problem:
    """That no way leads to a question on the days on which an answer is offered."""
    days = period_words(_periods(answer.when))
    message = f'the answer "{answer.id}" is never offered: no way leads to "{question.id}" {days}'
    return document.problem((*path, question.answers.index(answer)), message)


def _periods(when: Condition) -> list[str]:
    return [value for test in each_test(when) for value in test.values]
