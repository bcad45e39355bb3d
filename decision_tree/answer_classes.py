"""Classes of answers: those to one question that lead to the same and that no condition tells apart.

What holds after one answer of a class holds after each of them. So states need one for all, and their number
grows with what conditions ask about, however many answers a question has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_tree.conditions import Condition, each_test
from decision_tree.model import Answer, Item, Outcome, Table, Tree

AnswerClass = tuple[Answer, ...]
"""Answers in their question's order; the first one stands for all."""


def answer_classes(tree: Tree) -> dict[str, tuple[AnswerClass, ...]]:
    """By the id of each question and setting its answers in classes, in the order of their first answers."""
    asked_by = _tests_by_answer(tree)
    found: dict[str, tuple[AnswerClass, ...]] = {}
    for choice in tree.choices:
        asked = asked_by.get(choice.id, {})
        classes: dict[object, list[Answer]] = {}
        for answer in choice.answers:
            alike = (asked.get(answer.id, 0), answer.unsure, answer.cases)
            classes.setdefault(alike, []).append(answer)
        found[choice.id] = tuple(map(tuple, classes.values()))
    return found


def _tests_by_answer(tree: Tree) -> dict[str, dict[str, int]]:
    """By question and answer a bit for each list of answers in the tree's tests that has the answer."""
    lists: dict[str, dict[tuple[str, ...], None]] = {}
    for condition in _conditions(tree):
        for test in each_test(condition):
            lists.setdefault(test.name, {})[test.values] = None
    found: dict[str, dict[str, int]] = {}
    for name, all_values in lists.items():
        bits = found.setdefault(name, {})
        for number, values in enumerate(all_values):
            for value in set(values):
                bits[value] = bits.get(value, 0) | 1 << number
    return found


def _conditions(tree: Tree) -> Iterator[Condition]:
    for question in tree.questions:
        for answer in question.answers:
            for case in answer.cases:
                yield case.when
    for outcome in tree.outcomes:
        yield from outcome_conditions(outcome)
    for table in tree.tables:
        yield from table_conditions(table)


def outcome_conditions(outcome: Outcome) -> Iterator[Condition]:
    """The conditions of an outcome's parts, fields and addresses, without those of its tables."""
    for field in outcome.fields:
        yield from (field.when, field.address_when)
    for address in outcome.conditional_addresses:
        yield address.when
    for part in outcome.parts:
        yield from _item_conditions(part.items)


def table_conditions(table: Table) -> Iterator[Condition]:
    """The conditions of a table's rows and notes."""
    for row in table.rows:
        yield row.when
    yield from _item_conditions(table.notes)


def _item_conditions(items: Iterable[Item]) -> Iterator[Condition]:
    for item in items:
        yield item.when
        yield from _item_conditions(item.points)
