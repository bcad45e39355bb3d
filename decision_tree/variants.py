"""Variants: the words of a question, an answer or an outcome that apply to some answers.

A question and its answers are worded by what was asked before, so their words stay as a reader has met them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decision_tree.conditions import holds
from decision_tree.model import Answer, Outcome, Question, Setting, TicketLanguage, Tree, Variant


def question_words(question: Question, facts: Mapping[str, str]) -> Question:
    """A question with the words that apply, its own and those of its answers."""
    text, hint = _words(question.instead, question.text, question.hint, facts)
    answers = question.answers
    if any(answer.instead for answer in answers):
        answers = tuple(answer_words(answer, facts) for answer in answers)
    return replace(question, text=text, hint=hint, answers=answers)


def answer_words(answer: Answer, facts: Mapping[str, str]) -> Answer:
    """An answer with the words that apply."""
    label, hint = _words(answer.instead, answer.label, answer.hint, facts)
    return replace(answer, label=label, hint=hint)


def outcome_words(outcome: Outcome, facts: Mapping[str, str]) -> Outcome:
    """An outcome with the words that apply."""
    title, summary = _words(outcome.instead, outcome.title, outcome.summary, facts)
    return replace(outcome, title=title, summary=summary)


def _words(
    variants: tuple[Variant, ...], text: str, detail: str, facts: Mapping[str, str]
) -> tuple[str, str]:
    for variant in variants:
        if holds(variant.when, facts):
            text, detail = variant.text or text, variant.detail or detail
    return text, detail


def choice_words(asked: Question | Setting, facts: Mapping[str, str]) -> Question | Setting:
    """As `question_words`; the words of a setting are always the same."""
    return question_words(asked, facts) if isinstance(asked, Question) else asked


def ticket_words(language: TicketLanguage, tree: Tree, facts: Mapping[str, str]) -> TicketLanguage:
    """A ticket's language with the labels that apply: a variant's is in it as "question/answer/variant"."""
    answers = dict(language.answers)
    for question in tree.questions:
        for answer in question.answers:
            place = f"{question.id}/{answer.id}"
            for variant in answer.instead:
                if holds(variant.when, facts):
                    answers[place] = answers.get(f"{place}/{variant.id}", answers.get(place, ""))
    return replace(language, answers=answers)
