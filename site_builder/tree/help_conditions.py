"""Conditions of a question's help: they may ask only about what is answered on every way to the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_tree.conditions import each_test, names_in
from decision_tree.model import Tree
from site_builder.guide import Concluded, Content
from site_builder.guide import model as g
from site_builder.problems import Problem
from site_builder.tree.conditions import place_of
from site_builder.tree.never import Ways, YamlPath, never_holding_items
from site_builder.tree.order import AskingOrder


def help_problems(content: Content, tree: Tree) -> Iterator[Problem]:
    """Help under a condition that is not decided when it is read, or that no way to the question meets."""
    questions = content.guide.tree.questions
    document = content.documents["tree"]
    asking = {i: list(_tests(("questions", i, "help"), one.help)) for i, one in enumerate(questions)}
    if not any(names_in(item.when) for one in questions for item in _each(one.help)):
        return
    order = AskingOrder(tree)
    ways = Ways(tree)
    for i, tests in asking.items():
        question = questions[i]
        known = order.known.get(question.id, frozenset())
        unknown = [(path, item, name) for path, item, name in tests if name not in known]
        for path, item, name in unknown:
            message = (
                f'the help "{item.id}" depends on "{name}", {order.missing(question.id, name)}; '
                f'known at "{question.id}": {", ".join(order.in_order(known)) or "nothing"}'
            )
            yield document.problem((*path, "when", *place_of(item.when, name)), message)
        asked = [test for item in _each(question.help) for test in each_test(item.when)]
        if asked and not unknown:
            facts = ways.at([question.id], asked)
            where = f'at the question "{question.id}"'
            if facts:
                yield from never_holding_items(
                    document, ("questions", i, "help"), question.help, facts, where
                )


def _tests(path: YamlPath, items: Iterable[g.Item]) -> Iterator[tuple[YamlPath, g.Item, str]]:
    """What the conditions of items and points ask about, with the item and its path.

    Conclusions are left out: that they are decided is proved wherever they are asked for.
    """
    for index, item in enumerate(items):
        here = (*path, index)
        for name in sorted(names_in(tuple(one for one in item.when if not isinstance(one, Concluded)))):
            yield here, item, name
        yield from _tests((*here, "points"), item.points)


def _each(items: Iterable[g.Item]) -> Iterator[g.Item]:
    for item in items:
        yield item
        yield from _each(item.points)
