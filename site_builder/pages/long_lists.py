"""Long lists of answers, grouped by their initials: without scripts nobody scrolls past hundreds of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from decision_tree.model import Answer, Question, Tree

MOST_CHOICES = 12
"""Answers of a question that are all shown at once; of more, readers choose from a list."""

Letters = list[tuple[str, list[Answer]]]
"""Initials, each with the answers whose labels begin with it."""


def is_long(question: Question) -> bool:
    """Whether a question has so many answers that readers choose from a list: one of them."""
    return len(question.answers) > MOST_CHOICES and not question.several


def has_long_list(tree: Tree) -> bool:
    """Whether any question of a tree has."""
    return any(map(is_long, tree.questions))


def by_initial(answers: Iterable[Answer], plain: Callable[[str], str]) -> Letters:
    """Answers in the order of their labels, by initials. Accents count only where all else is equal."""
    found: dict[str, list[Answer]] = {}
    for label, answer in sorted(((plain(one.label), one) for one in answers), key=lambda pair: _key(pair[0])):
        found.setdefault(initial(label), []).append(answer)
    return sorted(found.items())


def _key(label: str) -> tuple[str, str]:
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), label


def initial(label: str) -> str:
    """The first letter or digit of a label, without its accents; what has none comes under "#"."""
    for letter in unicodedata.normalize("NFKD", label):
        if letter.isalnum():
            return letter.upper()[0]
    return "#"
