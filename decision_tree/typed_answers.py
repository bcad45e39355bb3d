"""What readers type at a question whose answers are ranges, as the answer that it is in."""

from __future__ import annotations

from collections.abc import Mapping

from decision_tree.model import Question, Tree
from decision_tree.number_ranges import find_number


def find_answer(question: Question, typed: str) -> str | None:
    """The id of the range that something typed is in, or None."""
    if question.entry is None:
        return None
    return find_number(question.entry, [answer.id for answer in question.answers], typed)


def with_ranges(tree: Tree, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers with the range in place of what was typed. Others stay, as does what is in none."""
    asked = {question.id: question for question in tree.questions if question.entry}

    def answer_of(name: str, value: str) -> str:
        ids = {answer.id for answer in asked[name].answers} if name in asked else {value}
        return value if value in ids else find_answer(asked[name], value) or value

    return {name: answer_of(name, value) for name, value in answers.items()}
