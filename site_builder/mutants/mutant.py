"""A mutant: a wrong guide that differs from the right one in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from decision_tree.conditions import Condition, holds
from decision_tree.model import Outcome, Question, Table, Tree
from site_builder.tree import Place

KINDS = {
    "route": "routes", "address": "portals and addresses", "row": "rows", "time": "response times",
    "cell": "cells", "field": "fields", "warning": "warnings", "step": "steps", "item": "other items",
    "condition": "conditions", "words": "other words", "conclusion": "conclusions", "setting": "settings",
}  # fmt: skip
"""What is changed, each with its plural; `condition` is of all that has one, routes and rows among them."""

Facts = Mapping[str, str]


def nothing_wrong(facts: Sequence[Facts]) -> bool:
    """Of a mutant that no proof refuses for what holds with these answers."""
    return False


@dataclass(frozen=True)
class Mutant:
    """A wrong guide. `tree` is its compiled tree, `what` says what was done at `place`.

    The difference shows `at` these questions and outcomes: there `differs` says of answers, by what the
    conditions `asked` ask for, whether it does. Given all answers with which the first of them is reached,
    `refused` says whether the proof refuses the mutant for what holds there; a mutant that is `rerouted` has
    to be walked to know.
    """

    kind: str
    what: str
    place: Place
    tree: Tree
    at: tuple[str, ...]
    asked: tuple[Condition, ...]
    differs: Callable[[Facts], bool]
    refused: Callable[[Sequence[Facts]], bool] = nothing_wrong
    rerouted: bool = False


def holding(when: Condition) -> Callable[[Facts], bool]:
    """Where a condition holds."""
    return lambda facts: holds(when, facts)


def differing(old: Condition, new: Condition) -> Callable[[Facts], bool]:
    """Where one of two conditions holds, and the other does not."""
    return lambda facts: holds(old, facts) != holds(new, facts)


def never(when: Condition) -> Callable[[Sequence[Facts]], bool]:
    """A condition that never holds: the proof refuses what is never shown."""
    return lambda all: not any(holds(when, facts) for facts in all)


def with_question(tree: Tree, changed: Question) -> Tree:
    """The tree with another question in place of the one with its id."""
    return replace(tree, questions=tuple(changed if q.id == changed.id else q for q in tree.questions))


def with_outcome(tree: Tree, changed: Outcome) -> Tree:
    """The tree with another outcome in place of the one with its id."""
    return replace(tree, outcomes=tuple(changed if o.id == changed.id else o for o in tree.outcomes))


def with_table(tree: Tree, changed: Table) -> Tree:
    """The tree with another table in place of the one with its id."""
    return replace(tree, tables=tuple(changed if t.id == changed.id else t for t in tree.tables))
