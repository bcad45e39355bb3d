"""Long lists of answers, grouped by their initials: without scripts nobody scrolls past hundreds of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from decision_tree.label_order import MOST_IN_GIVEN_ORDER, label_key
from decision_tree.model import Answer, Question, Tree

Letters = list[tuple[str, list[Answer]]]
"""Initials, each with the answers whose labels begin with it."""


def is_long(question: Question) -> bool:
    """Whether a question has so many answers that readers choose from a list: one of them."""
    return len(question.answers) > MOST_IN_GIVEN_ORDER and not question.several


def has_long_list(tree: Tree) -> bool:
    """Whether any question of a tree has."""
    return any(map(is_long, tree.questions))


def by_initial(answers: Iterable[Answer], plain: Callable[[str], str]) -> Letters:
    """Answers in the order of their labels, by initials. Accents count only where all else is equal."""
    found: dict[str, list[Answer]] = {}
    labelled = [(plain(one.label), one) for one in answers]
    for label, answer in sorted(labelled, key=lambda pair: label_key(pair[0])):
        found.setdefault(initial(label), []).append(answer)
    return sorted(found.items())


def initial(label: str) -> str:
    """The first letter or digit of a label, without its accents; what has none comes under "#"."""
    for letter in unicodedata.normalize("NFKD", label):
        if letter.isalnum():
            return letter.upper()[0]
    return "#"
