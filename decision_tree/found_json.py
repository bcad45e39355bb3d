"""Where answers lead, as JSON: the question to ask next, or the outcome with all that applies.

Scripts get it from the terminal's --json, assistants from the tools.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from decision_tree.card import card
from decision_tree.card_json import card_json
from decision_tree.conditions import holds
from decision_tree.json_form import to_json
from decision_tree.model import Answer, Question, Tree
from decision_tree.periods import PERIOD
from decision_tree.sheet_json import sheet_json
from decision_tree.states import StateSpace
from decision_tree.variants import question_words
from decision_tree.walk import Step, offered_answers


@dataclass(frozen=True, slots=True)
class Asking:
    """When a request is submitted (seconds since 1970, UTC), and the calendar to count by, "" the default."""

    submitted: int
    calendar: str = ""


def next_question(tree: Tree, step: Step) -> Question:
    """The question to ask next, with the answers that are offered, in the words that apply.

    The step must be at one.
    """
    question = tree.question(step.at)
    assert question is not None  # at is a question unless is_outcome
    question = replace(question, answers=offered_answers(question, step.facts))
    return question_words(question, step.facts)


def found_json(space: StateSpace, step: Step, asking: Asking) -> dict[str, Any]:
    """Where the answers lead, for scripts: the question to ask next, or the outcome with all that applies."""
    tree = space.tree
    found: dict[str, Any] = {
        "answers": dict(step.path),
        "settings": dict(step.settings),
        "unused": list(step.unused),
    }
    if not step.is_outcome:
        question = next_question(tree, step)
        help = [item.text for item in question.help if holds(item.when, step.facts)]
        return found | {"question": question_json(question) | ({"help": help} if help else {})}
    reached = card(tree, step)
    outcome = reached.outcome
    return found | {
        "outcome": {
            "id": outcome.id,
            "kind": outcome.kind,
            "title": outcome.title,
            "summary": outcome.summary,
            "portal": outcome.portal,
            "address": outcome.address,
            "parts": to_json(reached.parts),
            "fields": to_json(reached.fields),
            "response": to_json(reached.row) if reached.row else None,
            "notes": to_json(reached.notes),
        },
        **card_json(space, step, asking.submitted, asking.calendar),
        **sheet_json(tree, step, {}, "", asking.submitted),
    }


def question_json(question: Question) -> dict[str, Any]:
    """A question with its answers; what it does not have is left out."""
    found = {
        "id": question.id,
        "text": question.text,
        "answers": [_answer_json(answer) for answer in question.answers],
    }
    more = {"hint": question.hint, "several": question.several, "entry": to_json(question.entry)}
    return found | {name: value for name, value in more.items() if value}


def _answer_json(answer: Answer) -> dict[str, Any]:
    found = {"id": answer.id, "label": answer.label}
    more = {"hint": answer.hint, "alone": answer.alone}
    return found | {name: value for name, value in more.items() if value}


def questions_json(tree: Tree) -> dict[str, Any]:
    """All questions and settings with the ids of their answers, and the calendars."""
    today = {setting.id: setting.default for setting in tree.settings}
    offered = (replace(one, answers=offered_answers(one, today)) for one in tree.questions)
    return {
        "guide": {"title": tree.title, "locale": tree.locale, "version": tree.version},
        "first": tree.first,
        "questions": [question_json(question) for question in offered],
        "settings": [
            {
                "id": one.id,
                "name": one.name,
                "default": one.default,
                "answers": [{"id": answer.id, "label": answer.label} for answer in one.answers],
            }
            for one in tree.settings
            if one.id != PERIOD
        ],
        "calendars": [calendar.id for calendar in tree.calendars],
        "calendar": tree.calendar,
    }
