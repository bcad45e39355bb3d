"""The order of labels: that of their letters, without accents and capitals.

Of many answers, readers look for one by its label: the order of a list by codes is of no use to them.
"""

from __future__ import annotations

import unicodedata

from decision_tree.model import Answer, Question, Setting

MOST_IN_GIVEN_ORDER = 12
"""Answers of a question that readers see in the order of the guide; more are in that of their labels."""


def without_accents(text: str) -> str:
    """A text without accents and capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def label_key(label: str) -> tuple[str, str]:
    """What labels are sorted by: accents count only where all else is equal."""
    return without_accents(label), label


def answers_as_seen(choice: Question | Setting) -> tuple[Answer, ...]:
    """The answers in the order in which readers see them; those to type or tick stay as they are."""
    if len(choice.answers) <= MOST_IN_GIVEN_ORDER:
        return choice.answers
    if isinstance(choice, Question) and (choice.entry or choice.several):
        return choice.answers
    return tuple(sorted(choice.answers, key=lambda answer: label_key(answer.label)))
