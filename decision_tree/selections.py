"""Selections: answers to a question that takes several at once, and their labels as one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decision_tree.conditions import SEPARATOR, chosen
from decision_tree.model import Answer, Question, Setting, Tree


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text chooses of a question: its answers in their order, each once, and ids that are unknown.

    `together` says that an answer which stands alone was chosen with others.
    """

    answers: tuple[Answer, ...]
    unknown: tuple[str, ...] = ()
    together: bool = False

    @property
    def id(self) -> str:
        """The selection, in its one way to be written."""
        return selection_id(answer.id for answer in self.answers)


def read_selection(question: Question | Setting, text: str) -> Reading:
    """The selection that a text names, by present or former ids."""
    found: dict[str, Answer] = {}
    unknown: dict[str, None] = {}
    for id in filter(None, chosen(text)):
        answer = answer_of(question, id)
        if answer is None:
            unknown[id] = None
        else:
            found[answer.id] = answer
    together = len(found) > 1 and any(answer.alone for answer in found.values())
    answers = tuple(answer for answer in question.answers if answer.id in found)
    return Reading(answers, tuple(unknown), together)


def answer_of(asked: Question | Setting, id: str) -> Answer | None:
    """The answer with that id, present or former; None when there is none."""
    answers = asked.answers
    return next((a for a in answers if a.id == id), None) or next((a for a in answers if id in a.was), None)


def selection_id(ids: Iterable[str]) -> str:
    """The selection of these answers, which are in their question's order."""
    return SEPARATOR.join(ids)


def chosen_answers(asked: Question | Setting, value: str) -> tuple[Answer, ...]:
    """The answers that a value of a walk's step stands for: one, or those of a selection."""
    ids = chosen(value) if isinstance(asked, Question) and asked.several else [value]
    return tuple(answer for answer in asked.answers if answer.id in ids)


def label_of(tree: Tree, asked: Question | Setting, value: str) -> str:
    """The label of an answer, or those of a selection as a list."""
    return list_labels([answer.label for answer in chosen_answers(asked, value)], tree.list_pattern)


def list_labels(labels: Sequence[str], pattern: Mapping[str, str]) -> str:
    """Labels joined as a language does it, by CLDR; with commas where there is no pattern."""
    if len(labels) < 2 or not pattern:
        return ", ".join(labels)
    if len(labels) == 2:
        return _joined(pattern["2"], *labels)
    found = _joined(pattern["end"], *labels[-2:])
    for label in reversed(labels[1:-2]):
        found = _joined(pattern["middle"], label, found)
    return _joined(pattern["start"], labels[0], found)


def _joined(pattern: str, first: str, second: str) -> str:
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    return f"{before}{first}{between}{second}{after}"
